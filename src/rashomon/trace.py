"""Where claims come from: a statement is one origin, however many quote it; copied words are their source's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from rashomon.ledger import Claim, Comparison, Copied, Edition, Origin, Passage, Report, Role, Stretch, first_editions

WORDS = 5  # a word 5-gram is rarely shared by chance (Broder 1997; the measure of the building blocks)
MIN_SHARED_WORDS = 9  # shorter runs also occur by chance in two reports of one event
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """The origins, the copied stretches, and the comparisons with ``same_origin`` filled in."""

    origins: tuple[Origin, ...]
    copied: tuple[Copied, ...]
    comparisons: tuple[Comparison, ...]


def trace_origins(
    claims: Sequence[Claim],
    comparisons: Iterable[Comparison],
    reports: Sequence[Report],
    passages: Iterable[Passage],
    editions: Iterable[Edition] = (),
) -> Traced:
    """Group the claims by whose words they are in the end, and find wording that one report took from another.

    What editions of one page say comes from one place, whatever was changed between them.
    """
    first = first_editions(editions)
    copied = find_copied(reports, passages, first)
    origin_of = _origin_keys(claims, reports, copied, first)
    members: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        members[origin_of[claim.id]].append(claim)
    file_of = {report.id: report.file for report in reports}
    origins = tuple(
        sorted((_origin(group, file_of) for group in members.values()), key=lambda o: (-len(o.claims), o.name, o.id))
    )
    compared = tuple(replace(c, same_origin=origin_of[c.a] == origin_of[c.b]) for c in comparisons)
    return Traced(origins=origins, copied=copied, comparisons=compared)


def _origin_keys(
    claims: Sequence[Claim], reports: Iterable[Report], copied: Iterable[Copied], first: Mapping[str, str]
) -> dict[str, str]:
    """For each claim what its origin is known by: its innermost speaker; for copied words, the source's."""
    taken = defaultdict(list)
    for one in copied:
        taken[one.target.report].append(one)
    by_id = {report.id: report for report in reports}
    page = {c.report: c.speaker.entity for c in reversed(claims) if len(c.chain) == 1 and c.speaker.entity}
    known = {(claim.report, claim.speaker.name): claim.speaker.entity for claim in claims}
    keys: dict[str, str] = {}
    for claim in claims:
        speaker = claim.speaker
        key = speaker.entity or f"{claim.report}:{speaker.name}"
        copied_from = _copied_from(claim, taken[claim.report])
        home = copied_from or claim.report
        home = first.get(home, home)
        if home != claim.report and (len(claim.chain) == 1 if copied_from is None else speaker.source is None):
            key = page.get(home) or by_id[home].name
        elif home != claim.report:
            key = known.get((home, speaker.name)) or key  # the same unnamed witness, in the same words
        keys[claim.id] = key
    return keys


def _copied_from(claim: Claim, taken: Iterable[Copied]) -> str | None:
    """The report that the claim's words were copied from, where most of them were."""
    size = sum(end - start for start, end in claim.spans)
    for one in taken:
        shared = sum(max(0, min(end, one.target.end) - max(start, one.target.start)) for start, end in claim.spans)
        if shared * 2 > size:
            return one.source.report
    return None


def _origin(claims: Sequence[Claim], file_of: Mapping[str, str]) -> Origin:
    name = claims[0].speaker.name or "nobody named"
    files = sorted({file_of[claim.report] for claim in claims})
    told = (
        f"his words or its words in {len(files)} reports: {', '.join(files)}"
        if len(files) > 1
        else f"told in {files[0]} alone"
    )
    return Origin(name=name, claims=tuple(claim.id for claim in claims), why=told)


def find_copied(
    reports: Sequence[Report], passages: Iterable[Passage], first_edition: Mapping[str, str] = MappingProxyType({})
) -> tuple[Copied, ...]:
    """Runs of nine or more words that two reports share, boilerplate left out, exact to the character.

    The earlier report is the source where both are dated, else the one that comes first by its file's name. What an
    edition keeps of an earlier one of its page is not copied: ``first_edition`` tells for a report which page it is of.
    """
    ordered = sorted(reports, key=lambda r: (r.published is None, r.published or "", r.file, r.id))
    rank = {report.id: n for n, report in enumerate(ordered)}
    own = defaultdict(list)
    for passage in passages:
        if passage.role is not Role.BOILERPLATE:
            own[passage.report].append(passage)
    tokens = {report.id: _tokens(report, own[report.id]) for report in ordered}
    index: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    found: list[Copied] = []
    for report in ordered:
        words = tokens[report.id]
        grams = list(zip(*([word for word, _, _ in words[n:]] for n in range(WORDS)), strict=False))
        page = first_edition.get(report.id, report.id)
        others = {one: own for one, own in tokens.items() if first_edition.get(one, one) != page}
        found.extend(_runs(report.id, words, grams, others, index))
        for n, gram in enumerate(grams):
            index[gram].append((report.id, n))
    return tuple(
        sorted(found, key=lambda c: (rank[c.source.report], c.source.start, rank[c.target.report], c.target.start))
    )


def _tokens(report: Report, passages: Iterable[Passage]) -> list[tuple[str, int, int]]:
    """The words in lower case with their place in the report; what is left out between them is shared with nobody."""
    tokens: list[tuple[str, int, int]] = []
    reached = 0
    for passage in sorted(passages, key=lambda p: p.start):
        if passage.start != reached:
            tokens.append((f"\n{report.id}", reached, passage.start))
        found = _WORD.finditer(report.text, passage.start, passage.end)
        tokens += ((match.group().lower(), match.start(), match.end()) for match in found)
        reached = passage.end
    return tokens


def _runs(
    target: str,
    words: Sequence[tuple[str, int, int]],
    grams: Sequence[tuple[str, ...]],
    tokens: Mapping[str, Sequence[tuple[str, int, int]]],
    index: Mapping[tuple[str, ...], Sequence[tuple[str, int]]],
) -> Iterator[Copied]:
    """The longest runs from each place on that an earlier report has too, each word of the target used once."""
    at = 0
    while at < len(grams):
        best: tuple[int, str, int] | None = None
        for source, place in index.get(grams[at], ()):
            if source not in tokens:
                continue
            length = _run_length(words, at, tokens[source], place)
            if best is None or length > best[0]:
                best = (length, source, place)
        if best is None or best[0] < MIN_SHARED_WORDS:
            at += 1
            continue
        length, source, place = best
        there = tokens[source]
        yield Copied(
            source=Stretch(report=source, start=there[place][1], end=there[place + length - 1][2]),
            target=Stretch(report=target, start=words[at][1], end=words[at + length - 1][2]),
        )
        at += length


def _run_length(a: Sequence[tuple[str, int, int]], at: int, b: Sequence[tuple[str, int, int]], place: int) -> int:
    length = 0
    while at + length < len(a) and place + length < len(b) and a[at + length][0] == b[place + length][0]:
        length += 1
    return length
