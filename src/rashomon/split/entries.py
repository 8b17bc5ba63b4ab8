"""The entries of a live report: each with its time, and with its writer where one is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from rashomon.ledger import Report, Role
from rashomon.read.boxes import CALLED
from rashomon.read.bylines import NAME, byline_names
from rashomon.read.opening import is_prose
from rashomon.read.stamps import as_edtf, clock_in, clock_of, dated_near, find_stamps, finer
from rashomon.split.furniture import only_names
from rashomon.split.items import item_boxes
from rashomon.split.lines import Label, Line, cut
from rashomon.split.signatures import as_name, is_head, reads_meta

LIVE = re.compile(r"\blive\b|\bas it happened\b|\bminute by minute\b|\brolling (?:coverage|report)\b", re.I)
LIVE_NAMES = CALLED["live"]
TIME_BEFORE = re.compile(r"^\W*\d\d?[:.h]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}\b)?\s*[-–—:|·]\s+(?=\S)", re.I)
PASSED_ON = re.compile(r"^\W*(?:forwarded|reposted|shared|via) from:?\s+@?(?P<name>.{2,80})$", re.I)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
MAX_NAME_WORDS = 4
MIN_ENTRIES = 3
MAX_DAYS = 3  # posts of a blog, which also have a time each, lie further apart
STORY = frozenset({Role.ARTICLE, Role.COMMENTARY})

Labelled = list[tuple[Line, Label]]


@dataclass(slots=True)
class Entry:
    """One entry in the making: when it was written, as far as the page says, and by whom."""

    lines: list[int]
    dated: str | None = None
    clock: str | None = None
    writer: str | None = None


def label_entries(labelled: Labelled, report: Report) -> Labelled:
    """The story's lines, each entry of a live report dated and in its writer's voice, if the page is one.

    A time without a date is of the page's day, as long as the times run one way; else it is left open.
    """
    cuts = [part for one in labelled for part in _timed(one)]
    lines = [line for line, _ in cuts]
    entries = [_read(lines, own, report) for own in (_boxed(lines) or _headed(lines))]
    entries = [one for one in entries if any(cuts[n][1].role in STORY for n in one.lines)]
    if len(entries) < MIN_ENTRIES or any(not (one.dated or one.clock) for one in entries):
        return labelled
    days = _days(entries, report)
    if not (_says_live(lines, report) or _runs_on(entries, days)):
        return labelled
    for number, (entry, dated) in enumerate(zip(entries, days, strict=True), start=1):
        passed_on = None
        for n in entry.lines:
            line, label = cuts[n]
            if found := PASSED_ON.match(line.text):
                passed_on = found["name"].strip()
                cuts[n] = line, Label(role=Role.BOILERPLATE, voice=report.publisher)
                continue
            about = reads_meta(line) or _writer(line, report) is not None or entry.writer == line.text.strip()
            if label.role in STORY and not about:
                voice = passed_on or entry.writer or report.publisher
                role = Role.REPRINT if passed_on else label.role
                cuts[n] = line, replace(label, role=role, voice=voice, dated=dated, item=number)
            elif label.role in STORY:
                cuts[n] = line, Label(role=Role.BOILERPLATE, voice=report.publisher)
    return cuts


def _timed(one: tuple[Line, Label]) -> Labelled:
    """A line with its time cut off, where it begins with one ("16:20 - The warning is withdrawn.")."""
    line, label = one
    found = TIME_BEFORE.match(line.text)
    return [(part, label) for part in cut(line, found.end())] if found else [one]


def _boxed(lines: Sequence[Line]) -> list[list[int]]:
    if sum(is_head(line) for line in lines) < MIN_ENTRIES:
        return []
    boxes: dict[int, list[int]] = {}
    for n, box in enumerate(item_boxes(lines)):
        if box is not None:
            boxes.setdefault(box, []).append(n)
    return list(boxes.values()) if len(boxes) >= MIN_ENTRIES else []


def _headed(lines: Sequence[Line]) -> list[list[int]]:
    """The lines from each that is a time alone to the next such."""
    heads = [n for n, line in enumerate(lines) if clock_of(line.text)]
    return [list(range(start, end)) for start, end in pairwise([*heads, len(lines)])]


def _read(lines: Sequence[Line], own: list[int], report: Report) -> Entry:
    entry = Entry(lines=own)
    prose = next((n for n in own if is_prose(lines[n].text)), own[-1])
    for n, line in ((n, lines[n]) for n in own):
        if reads_meta(line) or line.mark("datetime"):
            printed = next((stamp.edtf for stamp in find_stamps(line.text)), None)
            marked = as_edtf(line.mark("datetime") or "")
            entry.dated = entry.dated or finer(printed, marked) or dated_near(line.text, report.published)
            entry.clock = entry.clock or clock_in(line.text)
        entry.writer = entry.writer or _writer(line, report) or (_bare_name(line) if n < prose else None)
    return entry


def _writer(line: Line, report: Report) -> str | None:
    """The name in a line that names the writer of an entry and says nothing else."""
    marked = line.mark("author")
    if marked and len(line.text) <= 2 * len(marked):
        return as_name(marked)
    if only_names(line.text, report.authors):
        return next(name for name in report.authors if only_names(line.text, [name]))
    return next(iter(byline_names(line.text)), None)


def _bare_name(line: Line) -> str | None:
    """A name alone in its line, above an entry's words and no heading of them."""
    name = line.text.strip()
    full = re.fullmatch(NAME, name) and 2 <= len(name.split()) <= MAX_NAME_WORDS
    return name if full and line.path and not line.tags & HEADINGS else None


def _days(entries: Sequence[Entry], report: Report) -> list[str | None]:
    """When each entry was written."""
    day = (report.published or report.modified or "")[: len("2031-03-04")]
    clocks = [one.clock for one in entries if not one.dated and one.clock]
    one_way = clocks in (sorted(clocks), sorted(clocks, reverse=True))
    sure = one_way and len(day) == len("2031-03-04")
    return [one.dated or (f"{day}T{one.clock}" if sure else None) for one in entries]


def _says_live(lines: Sequence[Line], report: Report) -> bool:
    return LIVE.search(report.title or "") is not None or any(line.names & LIVE_NAMES for line in lines)


def _runs_on(entries: Sequence[Entry], days: Sequence[str | None]) -> bool:
    """Whether the entries follow one another within few days, as those of one event do."""
    known = [one for one in days if one]
    if not known:
        return all(one.clock for one in entries)
    if any(len(one) < len("2031-03-04T12:00") for one in known) or known not in (sorted(known), sorted(known)[::-1]):
        return False
    first, last = (date.fromisoformat(one[: len("2031-03-04")]) for one in (min(known), max(known)))
    return last - first <= timedelta(days=MAX_DAYS)
