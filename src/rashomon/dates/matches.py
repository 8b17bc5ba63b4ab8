"""What a rule is, what it matched, and the date from which it reckons."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from rashomon.dates.edtf import Interval, parse_edtf
from rashomon.dates.tags import Node
from rashomon.dates.words import KIND, WAYS
from rashomon.ledger import When


class Tense(StrEnum):
    """Where a time without a direction of its own lies, seen from the anchor."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day from which relative times are reckoned, as far as it is known."""

    year: int | None = None
    month: int | None = None
    day: date | None = None
    moment: datetime | None = None  # where the anchor has a time of day
    setting: Interval = (None, None)  # the last time told before the text
    setting_day: date | None = None  # where that lies within a day
    happened: Callable[[str], str | None] = lambda thing: None  # when it did, as the text before tells

    @classmethod
    def of(cls, edtf: str | None, setting: When | None = None) -> Anchor:
        """The anchor at an EDTF value, where it was written; raises ValueError as ``parse_edtf`` does."""
        told, told_day = ((setting.start, setting.end), _day_of(setting)) if setting else ((None, None), None)
        here = re.sub(r"(?:Z|[+-]\d\d:\d\d)$", "", edtf or "")  # "today" is the day where it was written
        start, end = parse_edtf(here) if here else (None, None)
        if start is None or end is None:
            return cls(setting=told, setting_day=told_day)
        last = end - timedelta(minutes=1)
        same_month = (start.year, start.month) == (last.year, last.month)
        return cls(
            year=start.year if start.year == last.year else None,
            month=start.month if same_month else None,
            day=start.date() if start.date() == last.date() else None,
            moment=start if end - start <= timedelta(minutes=1) else None,
            setting=told,
            setting_day=told_day,
        )


_DAYLIKE = KIND["DAY"] + KIND["JOINED"]
_FULL_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
# A day of no known year is reckoned in the year 4, which like 2000 has a 29 February, and written down again with X.
NO_YEAR = date(4, 1, 1)
_EARLIEST = 100  # from anchors in the years before it, the year 4 may be meant
_YEARS_BESIDE = re.compile(r"\b000[2-6](?=-\d\d)")
_PLAIN_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d~?")


def _day_of(when: When) -> date | None:
    """The day within which a time lies, or begins where it is a night."""
    if when.start is None or when.end is None:
        return near_day(when.edtf) if when.edtf and not when.edtf.endswith("..") else None
    return when.start.date() if when.end - when.start <= timedelta(days=1) else None


def _minute(start: datetime | None, end: datetime | None) -> datetime | None:
    return start if start and end and end - start <= timedelta(minutes=1) else None


def near_day(edtf: str | None) -> date | None:
    """The day with which the value begins; in the year 4 where its year is not known."""
    day = _FULL_DAY.match(edtf or "")
    return date.fromisoformat(day[0].replace("XXXX", f"{NO_YEAR.year:04d}")) if day else None


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule matched, and what it needs to know to make something of it."""

    match: re.Match[str]  # in the kinds of the nodes, one character each
    nodes: list[Node]
    anchor: Anchor
    tense: Tense

    def __getitem__(self, name: str) -> Node:
        return self.nodes[self.match.start(name)]

    def get(self, name: str) -> Node | None:
        """The node at a group of the pattern; None where the group took no part or the rule has none of that name."""
        place = self.match.start(name) if name in self.match.re.groupindex else -1
        return self.nodes[place] if place >= 0 else None

    def word(self, name: str) -> str:
        """The word at a group, "" where there is none."""
        node = self.get(name)
        return node.word if node else ""

    def way(self, name: str) -> int:
        """Which way the word at a group points from the day of reckoning: -1 back, 1 ahead, else 0."""
        return WAYS.get(self.word(name), 0)

    @property
    def start(self) -> int:
        return self.nodes[self.match.start()].start

    @property
    def end(self) -> int:
        return self.nodes[self.match.end() - 1].end

    def make(self, kind: str, edtf: str | None = None, *, yearless: bool = False) -> Node:
        """A node over all that was matched; a value of None is a time that cannot be placed."""
        if edtf and (self.anchor.year or _EARLIEST) >= _EARLIEST:
            edtf = _YEARS_BESIDE.sub("XXXX", edtf)
        return Node(KIND[kind], self.start, self.end, edtf=edtf, yearless=yearless)

    def day(self, day: date | None) -> Node:
        """A DAY over all that was matched."""
        return self.make("DAY", day.isoformat() if day else None)

    def day_or_span(self, edtf: str | None) -> Node:
        """A DAY where the value is a plain or an approximate day, else a SPAN."""
        return self.make("DAY" if edtf and _PLAIN_DAY.fullmatch(edtf) else "SPAN", edtf)

    def number(self, kind: str, number: int) -> Node:
        """A number over all that was matched."""
        return Node(KIND[kind], self.start, self.end, number=number)

    def latest_named(self, value: re.Pattern[str]) -> str | None:
        """The latest EDTF value of that form that stands before this in the text."""
        before = [node.edtf for node in self.nodes[: self.match.start()] if node.edtf]
        return max((edtf for edtf in before if value.fullmatch(edtf)), default=None)

    def follows(self, kind: str) -> bool:
        """Whether a word of that kind stands right before what was matched."""
        return self.match.string[: self.match.start()].endswith(KIND[kind])

    @property
    def ahead(self) -> bool:
        """Whether the words around look forward; where they do not show it, whether the tense given does."""
        beside = _tense_beside(self.match.string, self.match.start(), self.match.end())
        return (beside or self.tense) is Tense.FUTURE

    @property
    def day_before(self) -> date | None:
        """The last day named before this in the text, else the setting, where that lies within a day."""
        for node in reversed(self.nodes[: self.match.start()]):
            if node.kind in _DAYLIKE and (day := near_day(node.edtf)):
                return day
        return self.anchor.setting_day

    @property
    def moment_before(self) -> datetime | None:
        """The last time told before this in the text, else the setting, where that is a minute of a known day."""
        for node in reversed(self.nodes[: self.match.start()]):
            if node.kind in _DAYLIKE and node.edtf:
                return _minute(*parse_edtf(node.edtf))
        return _minute(*self.anchor.setting)

    @property
    def time_before(self) -> date | None:
        """The first day of the last time named before this in the text, else of the setting."""
        for node in reversed(self.nodes[: self.match.start()]):
            if node.kind in _DAYLIKE + KIND["SPAN"] and node.edtf and (start := parse_edtf(node.edtf)[0]):
                return start.date()
        start = self.anchor.setting[0]
        return start.date() if start else None


_COMING = "|".join(
    (  # "is to", "agreed to", "set for", "is shut until", "to pay the debt by"
        f"[{KIND['was']}{KIND['is']}{KIND['aims']}]{KIND['to']}",
        f"{KIND['aims']}{KIND['for']}$",
        f"{KIND['moved']}[{KIND['to']}{KIND['until']}]$",
        f"{KIND['is']}[^{KIND['said']}{KIND['was']}]*{KIND['until']}$",
        f"{KIND['to']}{KIND['word']}[^{KIND['said']}]*{KIND['by']}$",
    )
)
_TO_COME = re.compile(_COMING)
_UNDONE = re.compile(f"{KIND['had']}{KIND['been']}{KIND['will']}|{KIND['was']}{KIND['to']}{KIND['have']}")
_CLAUSE_EDGE = re.compile(f"[{KIND['stop']}{KIND['comma']}{KIND['said']}]")
_SAID_BEFORE = re.compile(f"[{KIND['said']}{KIND['done']}][{KIND['on']}{KIND['in']}{KIND['at']}]?$")
_MAX_WORDS_TO_VERB = 12  # an auxiliary further off belongs to another clause as often as not


def _tense_beside(kinds: str, start: int, end: int) -> Tense | None:
    before = _CLAUSE_EDGE.split(kinds[max(0, start - _MAX_WORDS_TO_VERB) : start])[-1]
    if _SAID_BEFORE.search(kinds[max(0, start - 2) : start]) or _UNDONE.search(before):
        return Tense.PAST
    if KIND["will"] in before or _TO_COME.search(before):
        return Tense.FUTURE
    opens = len(before) <= 1 and (start < 2 or kinds[start - 1 - len(before)] == KIND["stop"])
    after = _CLAUSE_EDGE.split(kinds[end : end + _MAX_WORDS_TO_VERB])[0] if opens else ""
    return Tense.FUTURE if KIND["will"] in after else None


Build = Callable[[Found], "Node | None"]


class Rule(NamedTuple):
    """A pattern over the kinds of words, and what to make of a match; None refuses it."""

    pattern: re.Pattern[str]
    build: Build


Stage = tuple[Rule, ...]  # rules that pass over the text together
