"""Editions: one page taken more than once, in order, and the words that were changed between one and the next."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from rapidfuzz.distance import Indel

from rashomon.dates import parse_edtf
from rashomon.ledger import Change, Clock, Edition, Passage, Report, Role, Span

__all__ = ["find_editions", "page_of"]

ASIDE = frozenset(
    {Role.BOILERPLATE, Role.COMMENT}
)  # what others than the page's makers write, and what turns by itself
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|cmpid", re.I)
ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?:)", re.I)
INDEX = re.compile(r"/(?:(?:index|default)\.\w{3,5})?$", re.I)
WORD = re.compile(r"\w+(?:[.,:'’-]\w+)*|[^\w\s]")
LINE = re.compile(r"[^\n]*\S[^\n]*")
MAX_LINE_PAIRS = 10_000  # to be held beside one another
MAX_PAIRS = 400_000_000  # of words: their alignment then takes 50 MB and a second; beyond, all is one change


SHINGLE_WORDS = 3
MAX_SHINGLES = 20_000  # of a text; its beginning tells what it is
SHARED = 0.2  # of the shingles of the smaller text; two texts on one event share about a hundredth by chance
Shingle = tuple[str, ...]


class Unit(NamedTuple):
    """A line or a word, and where it stands."""

    text: str
    start: int
    end: int


def find_editions(reports: Iterable[Report], passages: Iterable[Passage]) -> tuple[Edition, ...]:
    """The reports that are takings of one page, by page, the earliest first: of one address, and much the same text.

    They are put in order by the first clock that all have and that tells all apart: when they were captured (by what
    the file itself says), when they were modified, when published; else by when their files were written, or their
    names. Which one it was stands with the edition.
    """
    own: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.role not in ASIDE:
            own[passage.report].append(passage)
    pages: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if page := page_of(report.url):
            pages[page].append(report)
    return tuple(
        edition
        for page, there in sorted(pages.items())
        for taken in _of_one_text(there, own)
        if len(taken) > 1
        for edition in _editions(page, taken, own)
    )


def page_of(url: str | None) -> str | None:
    """What an address says of which page it is: without scheme, "www.", fragment, tracking, and an archive's prefix.

    None for a site's first page: badly made sites give it as the address of all.
    """
    try:
        parts = urlsplit(ARCHIVED.sub("", (url or "").strip()))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # "https://[harbour.example/"
        return None
    path = INDEX.sub("", parts.path)
    query = urlencode(sorted((key, value) for key, value in parse_qsl(parts.query) if not TRACKING.fullmatch(key)))
    return f"{host}{path}{query and '?'}{query}" if host and (path or query) else None


def _editions(page: str, taken: Iterable[Report], own: Mapping[str, Sequence[Passage]]) -> Iterator[Edition]:
    ordered, clock = _in_order(taken)
    yield Edition(report=ordered[0].id, page=page, number=1)
    for number, (before, after) in enumerate(pairwise(ordered), start=2):
        changes = tuple(_changes(before, own[before.id], after, own[after.id]))
        yield Edition(report=after.id, page=page, number=number, previous=before.id, clock=clock, changes=changes)


# Whether it is one text


def _of_one_text(reports: Iterable[Report], own: Mapping[str, Sequence[Passage]]) -> list[list[Report]]:
    """Those that share runs of words; pages of one title too, for a story may be taken back and its address kept.

    Posts of one thread, rows of one table often have one address and nothing else in common.
    Source: containment of shingles (Broder, 1997).
    """
    groups: list[tuple[list[Report], int]] = []  # with the number of shingles of the first
    known: dict[Shingle, set[int]] = defaultdict(set)
    for report in sorted(reports, key=lambda report: (report.file, report.id)):
        shingles = _shingles(report, own[report.id])
        shared = Counter(group for shingle in shingles for group in known.get(shingle, ()))
        near = (n for n, count in shared.most_common() if count >= SHARED * min(len(shingles), groups[n][1]))
        titled = (n for n, (members, _) in enumerate(groups) if _same_title(members[0], report))
        home = next((n for n in (*near, *titled)), len(groups))
        if home == len(groups):
            groups.append(([], len(shingles)))
        groups[home][0].append(report)
        for shingle in shingles:
            known[shingle].add(home)
    return [members for members, _ in groups]


def _shingles(report: Report, own: Iterable[Passage]) -> set[Shingle]:
    words = [unit.text.casefold() for unit in _units(WORD, report.text, own)[:MAX_SHINGLES]]
    return {tuple(words[n : n + SHINGLE_WORDS]) for n in range(max(1, len(words) - SHINGLE_WORDS + 1))}


def _same_title(one: Report, other: Report) -> bool:
    read = all(report.title and "html" in report.extractor for report in (one, other))
    return read and (one.title or "").casefold() == (other.title or "").casefold()


# Which came first


def _in_order(reports: Iterable[Report]) -> tuple[list[Report], Clock]:
    reports = sorted(reports, key=lambda report: (report.file, report.id))
    for clock, time_of in CLOCKS:
        told = [(_interval(time_of(report)), report) for report in reports]
        known = sorted(((*time, report.id, report) for time, report in told if time), key=lambda one: one[:3])
        if len(known) == len(reports) and all(one[1] <= then[0] for one, then in pairwise(known)):
            return [report for *_, report in known], clock
    return reports, Clock.NONE


CLOCKS: tuple[tuple[Clock, Callable[[Report], str | None]], ...] = (
    (Clock.CAPTURED, lambda report: report.taken),
    (Clock.MODIFIED, lambda report: report.modified),
    (Clock.PUBLISHED, lambda report: report.published),
    (Clock.CAPTURED, lambda report: report.captured),
)


def _interval(edtf: str | None) -> tuple[datetime, datetime] | None:
    """The time's bounds; None where it is not known, open, or written in a way that the profile does not have."""
    try:
        start, end = parse_edtf(edtf) if edtf else (None, None)
    except ValueError:
        return None
    return (start, end) if start and end else None


# What was changed


def _changes(a: Report, own_a: Sequence[Passage], b: Report, own_b: Sequence[Passage]) -> Iterator[Change]:
    """Lines first, then the words of those that differ: a paragraph that moved in shifts none of the others."""
    lines_a, lines_b = (_units(LINE, report.text, own) for report, own in ((a, own_a), (b, own_b)))
    for old, new in _abreast(_differing(lines_a, lines_b), lines_a, lines_b):
        words_a = _units(WORD, a.text, [lines_a[n] for n in old])
        words_b = _units(WORD, b.text, [lines_b[n] for n in new])
        here, there = _span(lines_a, old).start, _span(lines_b, new).start
        for gone, come in _joined(_differing(words_a, words_b)):
            yield Change(before=_span(words_a, gone, here), after=_span(words_b, come, there))


def _abreast(
    stretches: Iterable[tuple[range, range]], old: Sequence[Unit], new: Sequence[Unit]
) -> Iterator[tuple[range, range]]:
    """Each line that was reworded beside what became of it; what stands between such lines came in or went out."""
    for gone, come in stretches:
        start, at = gone.start, come.start
        for n in gone if len(gone) * len(come) <= MAX_LINE_PAIRS else ():
            match = next((m for m in range(at, come.stop) if _is_reworded(old[n].text, new[m].text)), None)
            if match is not None:
                yield from ((range(start, n), range(at, match)), (range(n, n + 1), range(match, match + 1)))
                start, at = n + 1, match + 1
        yield range(start, gone.stop), range(at, come.stop)


def _is_reworded(old: str, new: str) -> bool:
    """Whether half of the words of two lines are the same; of endless lines that is not asked."""
    was, now = WORD.findall(old), WORD.findall(new)
    return len(was) * len(now) <= MAX_PAIRS and Indel.normalized_similarity(was, now) >= 0.5


def _units(form: re.Pattern[str], text: str, within: Iterable[Unit | Passage]) -> list[Unit]:
    return [Unit(one[0], *one.span()) for place in within for one in form.finditer(text, place.start, place.end)]


def _differing(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[range, range]]:
    """Which of the units are not the same on both sides, by the longest common subsequence."""
    if len(old) * len(new) > MAX_PAIRS:
        return [(range(len(old)), range(len(new)))]
    found: list[tuple[range, range]] = []
    for step in Indel.opcodes([unit.text for unit in old], [unit.text for unit in new]):
        if step.tag == "equal":
            continue
        gone, come = range(step.src_start, step.src_end), range(step.dest_start, step.dest_end)
        if found and (found[-1][0].stop, found[-1][1].stop) == (gone.start, come.start):
            found[-1] = (range(found[-1][0].start, gone.stop), range(found[-1][1].start, come.stop))
        else:
            found.append((gone, come))
    return found


def _joined(changes: Iterable[tuple[range, range]]) -> list[tuple[range, range]]:
    """Changes with less between them than they are long are one: a sentence was written anew, a few words came again.

    Source: the semantic cleanup of Neil Fraser's diff-match-patch (2006).
    """
    found: list[tuple[range, range]] = []
    for gone, come in changes:
        if found:
            before, after = found[-1]
            shorter = min(max(len(before), len(after)), max(len(gone), len(come)))
            if gone.start - before.stop < shorter:
                found[-1] = (range(before.start, gone.stop), range(after.start, come.stop))
                continue
        found.append((gone, come))
    return found


def _span(units: Sequence[Unit], place: range, otherwise: int = 0) -> Span:
    """From the first to the last of the units; between two of them where there is none."""
    if place:
        return Span(units[place.start].start, units[place.stop - 1].end)
    at = units[place.start - 1].end if place.start else units[0].start if units else otherwise
    return Span(at, at)
