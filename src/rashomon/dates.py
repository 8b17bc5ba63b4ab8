"""Times as precise as the words: found, reckoned from a date, and compared.

A cascade of finite-state rules, as in FASTUS (Hobbs et al., 1997). Each word gets a kind, one character each; each rule
is a regular expression over the kinds, and what it matches becomes one node of a new kind: first times of day,
then days and longer stretches, then both joined, then ranges, then "since", "until", "about".

The profile of EDTF (ISO 8601-2) that is written: dates (``2031-03-13``, ``2031-03``, ``2031``, ``203X``), with a time
of day (``2031-03-13T03:40``, with ``Z`` or an offset where the words name a zone), seasons (21 spring to 24 winter),
quarters (33 to 36) and halves (40, 41) in the month's place; ``X`` for what neither words nor anchor tell; ``~`` for
about; ``a/b``, ``../b`` and ``a/..`` for intervals, both ends included; ``[a,b]`` for one of these ("twenty past five"
is 05:20 or 17:20; "9/11/2001" is one of two days). A week is the interval from its Monday to its Sunday. "Early",
"mid" and "late" are the first, middle and last third of a unit, the "start" and the "end" a sixth, all marked ``~``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache, partial
from typing import NamedTuple

from rashomon.ledger import Span, When


class Tense(StrEnum):
    """Where a time without a direction of its own lies, seen from the anchor."""

    PAST = "past"
    FUTURE = "future"


Interval = tuple[datetime | None, datetime | None]

# ---------------------------------------------------------------------------------------------- EDTF, read

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?P<zone>Z|[+-]\d\d:\d\d)?)?(?P<about>~)?"
)
# First month and number of months. Winter is the winter that ends or the one that begins in the year: both.
_SEASONS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (1, 14), 33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)}
_SEASONS |= {40: (1, 6), 41: (7, 6)}

# How far from its bounds a time may lie and still be meant. Chosen wide: an exclusion must be certain.
FEW_MINUTES = timedelta(minutes=5)  # between two clocks, or two memories
ABOUT_YEAR, ABOUT_MONTH, ABOUT_DAY = timedelta(days=366), timedelta(days=31), timedelta(days=3)
ABOUT_MINUTE = timedelta(minutes=20)
SEASON_EDGE = timedelta(days=31)  # seasons begin on the first of a month for some, three weeks later for others
ANY_ZONE = timedelta(hours=14)  # the widest offset from UTC, where only one of two times names its zone


class _Point(NamedTuple):
    """One EDTF date or date-time; None where it holds an X or nothing."""

    year: int | None
    month: int | None
    day: int | None
    minute: int | None = None  # of the day
    decade: bool = False
    about: bool = False
    zone: int | None = None  # minutes ahead of UTC
    dayless: bool = False  # the day is there and unknown, as in XXXX-XX-XXT03:40
    monthless: bool = False

    @property
    def unknown(self) -> int:
        """How much is left open: 0 nothing, 1 the year, 2 the month, 3 the day."""
        return 3 if self.dayless else 2 if self.monthless else 1 if self.year is None else 0

    def bounds(self, near: date) -> tuple[datetime, datetime]:
        """Half-open; what is unknown is taken from ``near``. Raises ValueError for a day that is not in the month."""
        year = near.year if self.year is None else self.year
        if self.decade:
            return datetime(year, 1, 1), datetime(year + 10, 1, 1)
        if not self.month and not self.monthless:
            return datetime(year, 1, 1), datetime(year + 1, 1, 1)
        month = self.month or near.month
        if not self.day and not self.dayless:
            first, months = _SEASONS.get(month, (month, 1))
            start = date(year, first, 1)
            return datetime.combine(start, time()), datetime.combine(_add_months(start, months), time())
        midnight = datetime(year, month, self.day or near.day)
        if self.minute is None:
            return midnight, midnight + timedelta(days=1)
        start_minute = midnight + timedelta(minutes=self.minute - (self.zone or 0))
        return start_minute, start_minute + timedelta(minutes=1)

    @property
    def slack(self) -> timedelta:
        """How far beyond its bounds the words may still be true."""
        if self.minute is not None:
            return _roundness(self.minute) + (ABOUT_MINUTE if self.about else timedelta())
        edge = SEASON_EDGE if (self.month or 0) in range(21, 25) else timedelta()
        if not self.about:
            return edge
        return edge + (ABOUT_DAY if self.day else ABOUT_MONTH if self.month else ABOUT_YEAR)


class _Stretch(NamedTuple):
    """One alternative of an EDTF value: from a point to a point, None where open."""

    first: _Point | None
    last: _Point | None

    @property
    def points(self) -> tuple[_Point, ...]:
        return tuple(point for point in (self.first, self.last) if point)

    @property
    def unknown(self) -> int:
        return max(point.unknown for point in self.points)

    @property
    def slack(self) -> timedelta:
        return max(point.slack for point in self.points)

    def bounds(self, near: date = date(2000, 6, 15)) -> tuple[datetime, datetime]:
        """Half-open, an open side at the end of days; the second end never before the first."""
        start = self.first.bounds(near)[0] if self.first else datetime.min
        end = self.last.bounds(near)[1] if self.last else datetime.max
        if end <= start and self.last and self.last.unknown == 3:
            end += timedelta(days=1)  # a night
        if end <= start and self.last and self.last.unknown == 1:
            end = self.last.bounds(near.replace(year=near.year + 1))[1]
        if end <= start:
            raise ValueError("it ends before it begins")
        return start, end


def _roundness(minute: int) -> timedelta:
    """How far off a time of day may be by being a round one: "three o'clock" more than "3.12"."""
    return timedelta(minutes=10 if minute % 30 == 0 else 3 if minute % 5 == 0 else 1)


def _read_point(value: str) -> _Point:
    found = _POINT.fullmatch(value)
    if not found:
        raise ValueError(f"{value!r} is no EDTF date that is written here; expected for example 2031-03-13 or XXXX-03~")
    year, month, day, hour, minute, zone, about = found.groups()
    if month and month.isdigit() and int(month) not in (*range(1, 13), *_SEASONS):
        raise ValueError(f"{value!r} has no month, season, quarter or half {month}")
    if ((day or hour) and not (month and day)) or (day and month in map(str, _SEASONS)):
        raise ValueError(f"{value!r} leaves out the day or the month")
    point = _Point(
        year=None if year == "XXXX" else int(year.replace("X", "0")),
        month=int(month) if month and month.isdigit() else None,
        day=int(day) if day and day.isdigit() else None,
        minute=int(hour) * 60 + int(minute) if hour else None,
        decade=year[-1] == "X" != year[0],
        about=bool(about),
        zone=_read_zone(zone),
        dayless=day == "XX",
        monthless=month == "XX",
    )
    try:
        point.bounds(date(2000, 1, 1))  # 2000 has every day of the calendar
    except OverflowError as error:
        raise ValueError(f"{value!r} is the end of the calendar") from error
    return point


def _read_zone(zone: str | None) -> int | None:
    if not zone or zone == "Z":
        return 0 if zone else None
    return (1 if zone[0] == "+" else -1) * (int(zone[1:3]) * 60 + int(zone[4:]))


@lru_cache(maxsize=8192)
def _read(value: str) -> tuple[_Stretch, ...]:
    """The alternatives of an EDTF value, one but for ``[a,b]``."""
    if value.startswith("[") and value.endswith("]"):
        return tuple(stretch for part in value[1:-1].split(",") for stretch in _read(part))
    first, slash, last = value.partition("/")
    if not slash:
        point = _read_point(value)
        return (_Stretch(point, point),)
    if first == last == "..":
        raise ValueError(f"{value!r} is open on both sides")
    stretch = _Stretch(None if first == ".." else _read_point(first), None if last == ".." else _read_point(last))
    stretch.bounds()
    return (stretch,)


def parse_edtf(value: str) -> Interval:
    """The half-open interval that an EDTF value covers, from the earliest to the latest alternative.

    Naive datetimes, UTC where the value names a zone. None where a side is open, both None where the year is unknown.

    Raises:
        ValueError: The value is outside the profile at the top of this module, or no date of the calendar.
    """
    stretches = _read(value)
    if any(stretch.unknown for stretch in stretches):
        return None, None
    bounds = [stretch.bounds() for stretch in stretches]
    start, end = min(first for first, _ in bounds), max(last for _, last in bounds)
    return (None if start == datetime.min else start), (None if end == datetime.max else end)


# ---------------------------------------------------------------------------------------------- comparisons


def excludes(a: When, b: When) -> bool:
    """Whether no time at all can satisfy both; symmetric, and False where either cannot be placed.

    Bounds are widened first: "about" by ABOUT_YEAR, ABOUT_MONTH, ABOUT_DAY or ABOUT_MINUTE; a time of day by
    its roundness (10 minutes at the full and half hour, 3 at a multiple of five, else 1), two of them by
    FEW_MINUTES more, and by ANY_ZONE where only one names its zone; a season by SEASON_EDGE. An unknown year
    may be any, and a time of day without a day may be on any day.
    """
    if a.edtf is None or b.edtf is None:
        return False
    return all(_disjoint(left, right) for left in _read(a.edtf) for right in _read(b.edtf))


def contains(a: When, b: When) -> bool:
    """Whether b lies within a and is strictly more precise; never true both ways round."""
    if a.edtf is None or b.edtf is None or _vagueness(a.edtf) <= _vagueness(b.edtf):
        return False
    return all(any(_within(inner, outer) for outer in _read(a.edtf)) for inner in _read(b.edtf))


def _disjoint(left: _Stretch, right: _Stretch) -> bool:
    if left.unknown > right.unknown:
        left, right = right, left
    slack = left.slack + right.slack + _between_clocks(left, right)
    pairs = [(one, other) for one in _placed(left) for other in _placed(right, one)]
    return bool(pairs) and all(_apart(one, other, slack) for one, other in pairs)


def _between_clocks(left: _Stretch, right: _Stretch) -> timedelta:
    clocks = [[point for point in stretch.points if point.minute is not None] for stretch in (left, right)]
    if not all(clocks):
        return timedelta()
    zoned = [any(point.zone is not None for point in points) for points in clocks]
    return FEW_MINUTES + (ANY_ZONE if zoned[0] != zoned[1] else timedelta())


def _apart(one: tuple[datetime, datetime], other: tuple[datetime, datetime], slack: timedelta) -> bool:
    (start, end), (other_start, other_end) = one, other
    if end <= other_start:
        return other_start - end >= slack
    return other_end <= start and start - other_end >= slack


def _placed(stretch: _Stretch, beside: tuple[datetime, datetime] | None = None) -> list[tuple[datetime, datetime]]:
    """The stretch in the calendar: where something is unknown, at every place beside the other; empty if too many."""
    if not stretch.unknown or beside is None:
        return _legal(stretch, [date(2000, 6, 15)])
    start, end = beside
    if start == datetime.min or end == datetime.max or end - start > timedelta(days=3660):
        return []
    years = range(max(start.year - 1, 1), min(end.year + 1, 9998) + 1)
    if stretch.unknown == 1:
        return _legal(stretch, [date(year, 6, 15) for year in years])
    if stretch.unknown == 2:
        return _legal(stretch, [date(year, month, 15) for year in years for month in range(1, 13)])
    days = (end - start).days + 3
    return _legal(stretch, [start.date() + timedelta(days=day - 1) for day in range(days)]) if days < 70 else []


def _legal(stretch: _Stretch, places: Iterable[date]) -> list[tuple[datetime, datetime]]:
    bounds = []
    for place in places:
        try:
            bounds.append(stretch.bounds(place))
        except (ValueError, OverflowError):  # 29 February of another year
            continue
    return bounds


def _vagueness(edtf: str) -> tuple[int, timedelta]:
    """What is unknown, then how long all alternatives are together, "about" included."""
    stretches = _read(edtf)
    widths = [end - start + 2 * _spread(stretch) for stretch in stretches for start, end in [stretch.bounds()]]
    return max(stretch.unknown for stretch in stretches), min(sum(widths, timedelta()), timedelta(days=3_700_000))


def _spread(stretch: _Stretch) -> timedelta:
    return stretch.slack if any(point.about for point in stretch.points) else timedelta()


def _within(inner: _Stretch, outer: _Stretch) -> bool:
    if inner.unknown and inner.unknown != outer.unknown:
        return False
    for start, end in _placed(inner):
        places = _placed(outer, (start, end)) if outer.unknown != inner.unknown else _placed(outer)
        spread, inner_spread = _spread(outer), _spread(inner)
        for outer_start, outer_end in places:
            room = spread - inner_spread
            early = outer_start == datetime.min or outer_start - start <= room
            if early and (outer_end == datetime.max or end - outer_end <= room):
                return True
    return False


# ---------------------------------------------------------------------------------------------- the calendar


def _add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _week(day: date) -> tuple[date, date]:
    """Monday and Sunday of the day's week (ISO 8601)."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian algorithm, Nature, 20 April 1876)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _fourth_thursday(year: int) -> date:
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


_HOLIDAYS: dict[str, Callable[[int], date]] = {
    "christmas eve": lambda year: date(year, 12, 24),
    "christmas day": lambda year: date(year, 12, 25),
    "christmas": lambda year: date(year, 12, 25),
    "boxing day": lambda year: date(year, 12, 26),
    "new year's eve": lambda year: date(year, 12, 31),
    "new year's day": lambda year: date(year, 1, 1),
    "valentine's day": lambda year: date(year, 2, 14),
    "may day": lambda year: date(year, 5, 1),
    "halloween": lambda year: date(year, 10, 31),
    "good friday": lambda year: _easter(year) - timedelta(days=2),
    "easter sunday": _easter,
    "easter monday": lambda year: _easter(year) + timedelta(days=1),
    "thanksgiving day": _fourth_thursday,
    "thanksgiving": _fourth_thursday,
}

# ---------------------------------------------------------------------------------------------- words to kinds


def _numbered(words: str, first: int = 1) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


_ONES = _numbered("one two three four five six seven eight nine")
_TEENS = _numbered("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10)
_TENS = {
    word: 10 * tens for word, tens in _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()
}
_ORDINAL_ONES = _numbered("first second third fourth fifth sixth seventh eighth ninth")
_ORDINAL_TEENS = _numbered(
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth", 10
)

CARDINALS: dict[str, int] = {"zero": 0} | _ONES | _TEENS | _TENS
CARDINALS |= {f"{ten}-{one}": tens + ones for ten, tens in _TENS.items() for one, ones in _ONES.items()}
ORDINALS: dict[str, int] = _ORDINAL_ONES | _ORDINAL_TEENS | {"thirtieth": 30, "thirty-first": 31}
ORDINALS |= {f"twenty-{one}": 20 + ones for one, ones in _ORDINAL_ONES.items()}

_MONTHS = _numbered("january february march april may june july august september october november december")
_WEEKDAYS = _numbered("monday tuesday wednesday thursday friday saturday sunday", 0)
_MONTH_SHORT = {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_WEEKDAY_SHORT = {name[:3]: number for name, number in _WEEKDAYS.items()} | {"tues": 1, "thur": 3, "thurs": 3}
_NAMESAKES = ("march", "april", "may", "june", "august")  # also verbs or names of people: want a word of time beside

# First and last minute of the day; beyond 1440 on the next day. Wide: nobody agrees where an evening begins.
_PARTS = {
    "morning": (0, 719),
    "afternoon": (720, 1079),
    "evening": (1020, 1439),
    "night": (1080, 1799),
    "hours": (0, 359),
    "dawn": (180, 479),
    "daybreak": (180, 479),
    "sunrise": (180, 539),
    "dusk": (960, 1319),
    "sunset": (960, 1319),
    "nightfall": (960, 1379),
    "lunchtime": (660, 899),
    "early": (0, 599),
    "late": (960, 1439),
}
_ZONES = {"gmt": "Z", "utc": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "pst": "-08:00"}
_ZONES |= {"pdt": "-07:00", "cet": "+01:00", "cest": "+02:00", "bst": "+01:00", "msk": "+03:00"}

_WORDS: dict[str, str] = {
    "the": "the",
    "a": "a an",
    "of": "of",
    "on": "on",
    "in": "in",
    "at": "at",
    "during": "during throughout",
    "from": "from",
    "to": "to",
    "until": "until till through",
    "between": "between",
    "and": "and or",
    "ago": "ago",
    "earlier": "earlier sooner",
    "later": "later",
    "before": "before",
    "after": "after",
    "since": "since",
    "by": "by",
    "last": "last",
    "past": "past",
    "next": "next",
    "coming": "coming",
    "this": "this",
    "that": "that",
    "same": "same",
    "following": "following",
    "previous": "previous preceding",
    "recent": "recent",
    "early": "early",
    "mid": "mid",
    "late": "late",
    "start": "beginning start",
    "middle": "middle",
    "end": "end",
    "about": "about around approximately roughly circa some",
    "nearing": "nearly almost toward towards",
    "shortly": "shortly just soon moments",
    "minutes": "minutes",
    "more": "more",
    "than": "than",
    "over": "over",
    "less": "less fewer under",
    "half": "half",
    "oclock": "o'clock",
    "local": "local",
    "time": "time",
    "few": "few several",
    "couple": "couple",
    "unit": "seconds minute hour month months fortnight decade decades century",
    "hours": "hours",
    "day": "day days",
    "week": "week weeks",
    "year": "year years",
    "weekend": "weekend",
    "quarter": "quarter",
    "part": "morning afternoon evening night",
    "dawn": "dawn daybreak sunrise dusk sunset nightfall lunchtime",
    "small": "small wee",
    "noon": "noon midday midnight",
    "season": "spring summer autumn fall winter",
    "today": "today yesterday tomorrow",
    "tonight": "tonight overnight",
    "was": "was is were are it's",
    "will": "will would shall won't be must can cannot can't should unless deadline "
    "plans due scheduled planned slated expected upcoming",
    "said": "said says say told announced reported stated added wrote claimed insisted confirmed denied",
    "not": "not no never",
    "function": "but when as because who which where while if for with he she it they we i has "
    "have had also then that onwards onward",
}
_PUNCTUATION = {",": "comma", "-": "dash", "–": "dash", "—": "dash", "'s": "possessive", "’s": "possessive"}
_PUNCTUATION |= dict.fromkeys(".!?;", "stop")
_MADE = "month namesake lowmonth quarterno weekday shortday yearno small_no number cardinal nth"
_MADE += " clock dotted hhmm ampm zone decade iso numeric holiday word name mark CLOCK CLOCKS DAY SPAN JOINED"
_KIND_NAMES = [*_WORDS, *dict.fromkeys(_PUNCTUATION.values()), *_MADE.split()]
_KIND = {name: chr(0xE000 + place) for place, name in enumerate(_KIND_NAMES)}


class _Node(NamedTuple):
    """A word with its kind, or what a rule made of several: a time of day, a day, a longer stretch."""

    kind: str
    start: int
    end: int
    word: str = ""
    number: int = 0  # of a DAY: 1 where its words name no year
    edtf: str | None = None
    minutes: tuple[int, ...] = ()  # of the day: alternatives of a CLOCK, first and last of CLOCKS
    about: bool = False
    zone: str = ""


def _vocabulary() -> dict[str, tuple[str, int]]:
    """Each word that has a kind of its own, in lower case, with its kind and number."""
    known = {word: (_KIND[kind], 0) for kind, words in reversed(_WORDS.items()) for word in words.split()}
    known |= {word: (_KIND["cardinal"], number) for word, number in CARDINALS.items()}
    known |= {word: (_KIND["nth"], number) for word, number in ORDINALS.items()}
    known |= {word: (_KIND["weekday"], number) for word, number in _WEEKDAYS.items()}
    known |= dict.fromkeys(_ZONES, (_KIND["zone"], 0))
    known |= {word: (_KIND["month"], number) for word, number in _MONTHS.items()}
    known |= {word: (_KIND["lowmonth"], number) for word, number in _MONTH_SHORT.items() if word != "may"}
    known |= {word: (_KIND["lowmonth"], _MONTHS[word]) for word in ("may", "march")}
    known |= dict.fromkeys(_HOLIDAYS, (_KIND["holiday"], 0))
    return known | {sign: (_KIND[kind], 0) for sign, kind in _PUNCTUATION.items()}


_KNOWN = _vocabulary()
_CAPITAL: dict[str, tuple[str, int]] = {name.title(): (_KIND["namesake"], _MONTHS[name]) for name in _NAMESAKES}
_CAPITAL |= {f"{name.title()}.": (_KIND["month"], number) for name, number in _MONTH_SHORT.items() if name != "may"}
_CAPITAL |= {name.title(): (_KIND["shortday"], number) for name, number in _WEEKDAY_SHORT.items()}

_TOKEN = re.compile(
    r"""(?P<break>\n\s*\n)
    | (?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?(?![\w-]))
    | (?P<numeric>\b\d{1,2}(?P<sep>[/.])\d{1,2}(?P=sep)(?:19|20)\d\d\b)
    | (?P<clock>\b\d{1,2}[:h]\d\d(?::\d\d)?(?![\d:])) | (?P<dotted>\b\d{1,2}\.\d\d(?![\d.,]*\d|\s?%))
    | (?P<decade>(?:\b\d{3}|['’]\d)0s\b) | (?P<quarterno>\bq[1-4]\b)
    | (?P<nth>\b\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<number>[$£€¥#]?\d+(?:,\d{3})*(?:\.\d+)*%?)
    | (?P<ampm>(?<![^\W\d_])(?:[ap]\.\s?m\b\.?|[ap]m\b)) | (?P<oclock>o['’]clock\b) | (?P<was>it['’]s\b)
    | (?P<holiday>new\ year['’]s\ (?:day|eve)|christmas(?:\ day|\ eve)?|boxing\ day|thanksgiving(?:\ day)?
        |easter\ (?:sunday|monday)|good\ friday|halloween|valentine['’]s\ day|may\ day\b)
    | (?P<compound>\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven
        |eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b)
    | (?P<short>\b(?-i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)\b\.?)
    | (?P<word>[^\W\d_]+(?:['’]t\b)?) | (?P<possessive>['’]s\b) | (?P<mark>[^\w\s])""",
    re.VERBOSE | re.IGNORECASE,
)
# A text without any of these holds no time: most sentences stop here.
_SEED = re.compile(
    r"\d|day|night|noon|morn|even|week|month|year|hour|dawn|dusk|sun[rs]|lunch|tomorrow|o['’]clock|minute|decade|past"
    r"|quarter|spring|summer|autumn|fall|winter|ago\b|shortly|just|christmas|easter|hallow|thanksgiving|\bto\b|break"
    r"|" + "|".join(_MONTHS) + r"|\bon the\b|second|fortnight|centur",
    re.IGNORECASE,
)


def _lex(text: str) -> list[_Node]:
    return [_classify(found, text) for found in _TOKEN.finditer(text)]


def _classify(found: re.Match[str], text: str) -> _Node:
    shape, word = found.lastgroup or "mark", found[0]
    if shape == "sep":
        shape = "numeric"
    start, end = found.span()
    if shape == "number":
        kind, number = _number_kind(word)
        return _Node(_KIND[kind], start, end, word, number)
    if shape in ("word", "short", "compound", "mark", "possessive"):
        kind, number = _word_kind(word, shape)
        return _Node(kind, start, end, word.lower(), number)
    if shape == "quarterno":
        return _Node(_KIND[shape], start, end, word, int(word[1]))
    if shape == "nth":
        number = int(word[:-2])
        return _Node(_KIND["nth" if 0 < number < 32 else "number"], start, end, word.lower(), number)
    return _Node(_KIND["stop" if shape == "break" else shape], start, end, word.lower().replace("’", "'"))


def _word_kind(word: str, shape: str) -> tuple[str, int]:
    known = _CAPITAL.get(word) or _CAPITAL.get(word.rstrip(".")) or _KNOWN.get(word.lower().rstrip(".") or word)
    if known is None:
        return _KIND["mark" if shape == "mark" else "name" if word[:1].isupper() else "word"], 0
    return known


def _number_kind(word: str) -> tuple[str, int]:
    if not word.isdigit():
        return "number", 0
    number = int(word) if len(word) < 9 else 0
    if len(word) == 4 and word[0] in "012":
        return ("hhmm" if word[0] == "0" else "yearno" if number >= 1000 and number < 2200 else "number"), number
    return ("small_no" if 0 < number < 60 and len(word) < 3 else "number"), number


# ---------------------------------------------------------------------------------------------- the reader


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The day from which relative times are reckoned, as far as it is known."""

    year: int | None = None
    month: int | None = None
    day: date | None = None
    moment: datetime | None = None  # where the anchor has a time of day

    @classmethod
    def of(cls, edtf: str | None) -> _Anchor:
        here = re.sub(r"(?:Z|[+-]\d\d:\d\d)$", "", edtf or "")  # "today" is the day where it was written
        start, end = parse_edtf(here) if here else (None, None)
        if start is None or end is None:
            return cls()
        last = end - timedelta(minutes=1)
        same_month = (start.year, start.month) == (last.year, last.month)
        return cls(
            year=start.year if start.year == last.year else None,
            month=start.month if same_month else None,
            day=start.date() if start.date() == last.date() else None,
            moment=start if end - start <= timedelta(minutes=1) else None,
        )


class _Found:
    """What a rule matched, and what it needs to know to make something of it."""

    __slots__ = ("anchor", "match", "nodes", "tense")

    def __init__(self, match: re.Match[str], nodes: list[_Node], anchor: _Anchor, tense: Tense) -> None:
        self.match, self.nodes, self.anchor, self.tense = match, nodes, anchor, tense

    def get(self, name: str) -> _Node | None:
        place = self.match.start(name) if name in self.match.re.groupindex else -1
        return self.nodes[place] if place >= 0 else None

    def __getitem__(self, name: str) -> _Node:
        return self.nodes[self.match.start(name)]

    def word(self, name: str) -> str:
        node = self.get(name)
        return node.word if node else ""

    def make(self, kind: str, edtf: str | None = None, **more: object) -> _Node:
        start, end = self.nodes[self.match.start()].start, self.nodes[self.match.end() - 1].end
        return _Node(_KIND[kind], start, end, edtf=edtf, **more)  # type: ignore[arg-type]

    def look(self) -> Tense:
        """The tense of the words around, where they show one, else the tense that was given."""
        return _tense_beside(self.match.string, self.match.start(), self.match.end()) or self.tense

    def day_before(self) -> date | None:
        """The last day named before this in the text."""
        for node in reversed(self.nodes[: self.match.start()]):
            if node.kind in _DAYLIKE and node.edtf and node.edtf[:10].replace("-", "").isdigit():
                return date.fromisoformat(node.edtf[:10])
        return None

    def time_before(self) -> date | None:
        """The first day of the last time named before this in the text."""
        for node in reversed(self.nodes[: self.match.start()]):
            if node.kind in _DAYLIKE + _KIND["SPAN"] and node.edtf and (start := parse_edtf(node.edtf)[0]):
                return start.date()
        return None


_DAYLIKE = _KIND["DAY"] + _KIND["JOINED"]
_CLAUSE_EDGE = re.compile(f"[{_KIND['stop']}{_KIND['comma']}{_KIND['said']}]")
_SAID_BEFORE = re.compile(f"{_KIND['said']}[{_KIND['on']}{_KIND['in']}{_KIND['at']}]?$")
_MAX_WORDS_TO_VERB = 9  # an auxiliary further off belongs to another clause as often as not


def _tense_beside(kinds: str, start: int, end: int) -> Tense | None:
    before = _CLAUSE_EDGE.split(kinds[max(0, start - _MAX_WORDS_TO_VERB) : start])[-1]
    if _SAID_BEFORE.search(kinds[max(0, start - 2) : start]):
        return Tense.PAST
    if _KIND["will"] in before or _KIND["was"] + _KIND["to"] in before:
        return Tense.FUTURE
    opens = len(before) <= 1 and (start < 2 or kinds[start - 1 - len(before)] == _KIND["stop"])
    after = _CLAUSE_EDGE.split(kinds[end : end + _MAX_WORDS_TO_VERB])[0] if opens else ""
    return Tense.FUTURE if _KIND["will"] in after else None


Build = Callable[[_Found], "_Node | None"]


class _Rule(NamedTuple):
    """A pattern over the kinds of words, and what to make of a match; None refuses it."""

    pattern: re.Pattern[str]
    build: Build


# Several kinds that stand for one another in the templates below.
_MACROS = {
    "MONTH": "[<month><namesake>]",
    "NUMBER": "[<small_no><cardinal>]",
    "UNIT": "[<unit><minutes><hours><day><week><year>]",
    "PREP": "[<on><in><at><during>]",
    "AMPM": "<ampm>",
    "TO": "[<to><until><dash>]",
    "ZONE": "(?:(?P<zone><zone>)|<local><time>?|<hours>(?P<zone2><zone>)?)",
    "END": "(?=[<stop><comma><mark><function><on><in><at><to><and><before><after><by><was><said><dash><that><until>"
    "<will><not>]|$)",
    "YEAR": "(?:<comma>?(?P<year><yearno>)|<of>(?P<year2><yearno>)|<of>?<the>?(?P<which>[<last><past><this><next><same>"
    "<coming><following><previous>])<year>(?!<word>))",
    "ABOUT": "(?:(?P<about>[<about><nearing>])|(?P<shortly>[<shortly><minutes>])(?P<side>[<before><after>]))",
}


def _template(template: str) -> re.Pattern[str]:
    """Compile a pattern in which ``<name>`` is a kind and ``{NAME}`` a macro."""
    for name, macro in _MACROS.items():
        template = template.replace("{" + name + "}", macro)
    return re.compile(re.sub(r"(?<!\?P)<([A-Za-z_]+)>", lambda found: _KIND[found[1]], template.replace(" ", "")))


def _rules(*pairs: tuple[str, Build]) -> tuple[_Rule, ...]:
    return tuple(_Rule(_template(template), build) for template, build in pairs)


# ---------------------------------------------------------------------------------------------- times of day


def _alternatives(hour: int, minute: int, *, sure: bool = False) -> tuple[int, ...]:
    """The minutes of the day that a dial's hour may mean: two below thirteen o'clock, unless the writing is sure."""
    if hour > 24 or minute > 59:
        return ()
    if sure or hour > 12 or hour == 0:
        return (hour * 60 + minute,)
    return (hour % 12 * 60 + minute, (hour % 12 + 12) * 60 + minute)


def _told(found: _Found) -> tuple[int, ...]:
    """The minutes of the day that the words of a clock allow, before any "shortly" or "p.m."."""
    node = found["t"]
    if node.kind == _KIND["noon"]:
        return (720,) if node.word in ("noon", "midday") else (1440,)
    if node.kind in (_KIND["clock"], _KIND["dotted"]):
        hour, minute = (int(part) for part in re.split(r"[:.h]", node.word)[:2])
        return _alternatives(hour, minute, sure=node.word[0] == "0")
    if node.kind in (_KIND["hhmm"], _KIND["yearno"]):
        return _alternatives(node.number // 100, node.number % 100, sure=True)
    return _alternatives(node.number, 0) if 0 < node.number <= 24 else ()


def _halved(minutes: tuple[int, ...], found: _Found) -> tuple[int, ...]:
    """Those of the alternatives that "a.m." or the part of the day leave."""
    half = found.word("ap")[:1]
    if half and len(minutes) == 2:
        return (minutes[half == "p"],)
    part = found.get("part")
    if part is None:
        return minutes
    first, last = _PARTS[part.word]
    return tuple(at for at in minutes if first <= at <= last or first <= at + 1440 <= last) or minutes


def _shifted(minutes: tuple[int, ...], found: _Found) -> tuple[int, ...]:
    """Ten minutes off for "shortly before", "towards" and "shortly after"; after midnight the day begins."""
    nearing = (found.get("about") or found["t"]).kind == _KIND["nearing"]
    by = -10 if nearing else {"before": -10, "after": 10}.get(found.word("side"), 0)
    return tuple(at % 1440 + by if by > 0 else at + by for at in minutes)


def _clock(found: _Found, *, offset: int = 0) -> _Node | None:
    minutes = _told(found)
    minutes = tuple(at % 1440 + offset if offset > 0 else at + offset for at in minutes)
    minutes = _shifted(_halved(tuple(at % 1440 if at < 0 else at for at in minutes), found), found)
    if not minutes or any(at < 0 for at in minutes):
        return None
    zone = found.get("zone") or found.get("zone2")
    about = bool(found.get("about") or found.get("shortly"))
    return found.make("CLOCK", minutes=minutes, about=about, zone=_ZONES[zone.word] if zone else "")


def _small_hour(found: _Found) -> _Node | None:
    return _clock(found) if found["t"].number <= 12 else None


def _past_hour(found: _Found) -> _Node | None:
    """ "Half past nine", "a quarter to ten", "ten to midnight", "twenty past five"."""
    count = found.get("m")
    by = count.number if count else 30 if found.get("half") else 15
    if by > 30 or found["t"].number > 12:
        return None
    return _clock(found, offset=-by if found.word("dir") == "to" else by)


def _clocks(found: _Found) -> _Node | None:
    """ "Between 5 and 7 p.m.", "from 21:50 to 22:35": the first takes the half of the day of the last."""
    ends = [_told(_Renamed(found, "h2")), _told(_Renamed(found, "h1"))]
    if not all(ends):
        return None
    last = _halved(ends[0], _Renamed(found, "h2", ap="ap2"))
    first = _halved(ends[1], _Renamed(found, "h1", ap="ap1" if found.get("ap1") else "ap2"))
    early = [at for at in first if at < last[-1]] or [ends[1][0]]
    return found.make("CLOCKS", minutes=(early[-1], last[-1]))


class _Renamed(_Found):
    """The same match with one of its two clocks in the place of "t"."""

    __slots__ = ("names",)

    def __init__(self, found: _Found, t: str, ap: str = "") -> None:
        super().__init__(found.match, found.nodes, found.anchor, found.tense)
        self.names = {"t": t, "ap": ap}

    def get(self, name: str) -> _Node | None:
        return super().get(self.names.get(name, name))

    def __getitem__(self, name: str) -> _Node:
        return super().__getitem__(self.names.get(name, name))


_HOUR = "[<small_no><cardinal><clock><dotted><noon>]"
_CLOCK_RULES = _rules(
    (f"<between>(?P<h1>{_HOUR})(?P<ap1><ampm>)?<and>(?P<h2>{_HOUR})(?P<ap2><ampm>)", _clocks),
    (f"<from>?(?P<h1>{_HOUR})(?P<ap1><ampm>)?{{TO}}(?P<h2>{_HOUR})(?P<ap2><ampm>)", _clocks),
    ("<between>(?P<h1>[<clock><dotted>])<and>(?P<h2>[<clock><dotted>]){END}", _clocks),
    ("<from>(?P<h1>[<clock><dotted>]){TO}(?P<h2>[<clock><dotted>]){END}", _clocks),
    ("(?P<h1><clock>)<dash>(?P<h2><clock>)", _clocks),
    ("{ABOUT}?(?P<half><half>)<dash>?<past>(?P<t>[<small_no><cardinal>])(?P<ap><ampm>)?", _past_hour),
    (
        "{ABOUT}?<a>?<quarter>(?:<dash>(?=<past>))?(?P<dir>[<past><to>])(?P<t>[<small_no><cardinal><noon>])(?P<ap><ampm>)?",
        _past_hour,
    ),
    ("{ABOUT}?(?P<m>{NUMBER})<minutes>?(?P<dir><past>)(?P<t>[<small_no><cardinal><noon>])(?P<ap><ampm>)?", _past_hour),
    ("{ABOUT}?(?P<m>{NUMBER})<minutes>?(?P<dir><to>)(?P<t><noon>)", _past_hour),
    (
        "(?:(?<=[<at><was><by><until><before><after><since>])<about>?|{ABOUT})(?P<m>{NUMBER})<minutes>?(?P<dir><to>)"
        "(?P<t>{NUMBER})(?:(?P<ap><ampm>)|{END})",
        _past_hour,
    ),
    ("{ABOUT}?(?P<t>[<clock><dotted><small_no><cardinal>])<oclock>?<in><the>(?P<part><part>)", _clock),
    ("{ABOUT}?(?P<t>[<clock><dotted><small_no><cardinal>])<oclock>?<at>(?P<part><part>)(?!<of>)", _clock),
    ("{ABOUT}?(?P<t>[<clock><dotted><small_no><cardinal>])(?P<ap><ampm>){ZONE}?", _clock),
    ("{ABOUT}?(?P<t><clock>){ZONE}?", _clock),
    ("{ABOUT}?(?P<t>[<dotted><hhmm>]){ZONE}", _clock),
    ("(?<=[<at><was><by><until><since>])<about>?(?P<t><yearno>){ZONE}", _clock),
    ("(?P<t><yearno>)(?:<local><time>?|(?P<zone><zone>))", _clock),
    ("(?<=[<at><until><before><after><since>])(?P<about><about>)?(?P<t>[<dotted><hhmm>]){END}", _clock),
    ("{ABOUT}(?P<t><hhmm>){END}", _clock),
    ("{ABOUT}?(?P<t>{NUMBER})<oclock>", _clock),
    ("{ABOUT}?(?P<t><noon>)", _clock),
    ("(?P<shortly>[<shortly><minutes>])(?P<side>[<before><after>])(?P<t>{NUMBER}){END}", _small_hour),
)

# ---------------------------------------------------------------------------------------------- days and longer


def _year(found: _Found) -> int | None:
    """The year that the words name, as a number or as "last year"."""
    for name in ("year", "year2"):
        if node := found.get(name):
            return node.number
    if not found.get("which"):
        return None
    word = found.word("which")
    beside = found.day_before() if word in _BESIDE else None
    base = beside.year if beside else found.anchor.year
    return None if base is None else base + _DIRECTION.get(word, 0)


_DIRECTION = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1}
_BESIDE = ("same", "that", "following", "previous", "preceding")  # reckoned from the day named before, not the anchor


def _dated(found: _Found, month: int, day: int | None = None) -> str | None:
    """The month, or the day in it, in the year that words, anchor and tense give; None for no date of the calendar."""
    if day is not None and not 0 < day <= monthrange(2000, month)[1]:
        return None
    year = _year(found) or _nearest_year(found, month, day)
    if day is not None and year and day > monthrange(year, month)[1]:
        return None
    head = f"{year or 0:04d}-{month:02d}" if year else f"XXXX-{month:02d}"
    return head if day is None else f"{head}-{day:02d}"


def _nearest_year(found: _Found, month: int, day: int | None) -> int | None:
    """The year of the last such month or day up to the anchor, of the next one where the tense looks forward.

    What would be more than LONG_AGO_DAYS back is taken for the next one all the same: of a day eleven months
    past one says the year, while "set a deadline of 20 March" is in the past tense a week before.
    """
    anchor = found.anchor.day
    if anchor is None:
        known = found.anchor.month == month or not found.anchor.year
        return found.anchor.year if known else None
    here = (month, day or anchor.day) if month != anchor.month or day else (anchor.month, anchor.day)
    now = (anchor.month, anchor.day)
    if found.look() is Tense.FUTURE:
        return anchor.year + (here < now)
    if here > now and _days_from(here, anchor) < 365 - LONG_AGO_DAYS:
        return anchor.year
    return anchor.year - (here > now)


LONG_AGO_DAYS = 320


def _days_from(here: tuple[int, int], anchor: date) -> int:
    month, day = here
    return (date(anchor.year, month, min(day, 28)) - anchor).days


def _calendar_day(found: _Found) -> _Node | None:
    edtf = _dated(found, found["month"].number, found["day"].number)
    return found.make("DAY", edtf, number=int(_year(found) is None)) if edtf else None


def _day_range(found: _Found) -> _Node | None:
    """ "From 8 to 12 August"."""
    first, last = (_dated(found, found["month"].number, found[name].number) for name in ("d1", "d2"))
    if not first or not last or found["d1"].number >= found["d2"].number:
        return None
    return found.make("SPAN", f"{first}/{last}")


def _month(found: _Found) -> _Node | None:
    return found.make("SPAN", _dated(found, found["month"].number))


def _directed_month(found: _Found) -> _Node | None:
    """ "Last November", "next June": not the anchor's own month, which "this" means."""
    anchor, month = found.anchor.day, found["month"].number
    if anchor is None:
        return found.make("SPAN", f"XXXX-{month:02d}")
    way = _DIRECTION.get(found.word("rel"), 0)
    year = anchor.year + (way if way * month <= way * anchor.month else 0)
    return found.make("SPAN", f"{year:04d}-{month:02d}")


def _of_month(found: _Found) -> _Node | None:
    """ "The 5th of last month"."""
    anchor = found.anchor.day
    if anchor is None or found["unit"].word != "month":
        return None
    month = _add_months(anchor, _DIRECTION.get(found.word("rel"), 0))
    return found.make("DAY", _day_of(month, found["day"].number))


def _day_of(month: date, day: int) -> str | None:
    return month.replace(day=day).isoformat() if day <= monthrange(month.year, month.month)[1] else None


def _bare_ordinal(found: _Found) -> _Node | None:
    """ "On the 17th": of the month named before, else the last or next such day."""
    day, anchor = found["day"].number, found.day_before() or found.anchor.day
    if found["day"].word in ("first", "second", "third"):
        return None  # "by the second" is one of several as often as a day
    if anchor is None:
        return found.make("DAY", f"XXXX-XX-{day:02d}")
    ahead = found.look() is Tense.FUTURE
    months = [_add_months(anchor, by if ahead else -by) for by in range(3)]
    days = [edtf for month in months if (edtf := _day_of(month, day))]
    if not found.day_before():
        days = [edtf for edtf in days if edtf == anchor.isoformat() or (edtf > anchor.isoformat()) == ahead]
    return found.make("DAY", days[0]) if days else None


def _weekday(found: _Found) -> _Node | None:
    """The last such day up to the anchor, or the next one from it; "last" and "next" leave the anchor's own day out."""
    anchor, word = found.anchor.day, found.word("rel")
    if anchor is None:
        return found.make("DAY")
    ahead = found.look() is Tense.FUTURE if word in ("", "this") else _DIRECTION[word] > 0
    gap = (
        (found["weekday"].number - anchor.weekday()) % 7 if ahead else (anchor.weekday() - found["weekday"].number) % 7
    )
    if gap == 0 and word in ("last", "past", "next", "coming"):
        gap = 7
    return found.make("DAY", (anchor + timedelta(days=gap if ahead else -gap)).isoformat())


def _weekday_beside(found: _Found) -> _Node | None:
    """ "The following Tuesday", "the previous Tuesday": reckoned from the last day that the text named."""
    base, way = found.day_before(), _DIRECTION[found.word("rel")]
    if base is None:
        return found.make("DAY")
    gap = way * (found["weekday"].number - base.weekday()) % 7 or 7
    return found.make("DAY", (base + way * timedelta(days=gap)).isoformat())


def _weekday_of_week(found: _Found) -> _Node | None:
    """ "Monday of last week"."""
    if found.anchor.day is None:
        return found.make("DAY")
    monday, _ = _week(found.anchor.day)
    days = 7 * _DIRECTION.get(found.word("rel"), 0) + found["weekday"].number
    return found.make("DAY", (monday + timedelta(days=days)).isoformat())


def _today(found: _Found) -> _Node | None:
    """Today, yesterday, tomorrow, and the day before or after."""
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}[found.word("today")]
    days += {"before": -1, "after": 1}.get(found.word("side"), 0)
    anchor = found.anchor.day
    return found.make("DAY", (anchor + timedelta(days=days)).isoformat() if anchor else None)


def _beside_day(found: _Found) -> _Node | None:
    """ "The next day", "the same day", "the day before": reckoned from the last day that the text named."""
    base = found.day_before()
    word = found.word("rel") or found.word("side")
    days = {"before": -1, "after": 1}.get(word, _DIRECTION.get(word, 0))
    return found.make("DAY", (base + timedelta(days=days)).isoformat() if base else None)


def _beside_part(found: _Found) -> _Node | None:
    """ "The next morning", "that night"."""
    base, word = found.day_before(), found.word("rel")
    days = timedelta(days=_DIRECTION.get(word, 0))
    return found.make("JOINED", _part_of((base + days).isoformat() if base else None, found["part"].word))


def _this_part(found: _Found) -> _Node | None:
    """ "This morning", "last night", "tonight": reckoned from the anchor."""
    anchor = found.anchor.day
    part = found.get("part")
    days = timedelta(days=_DIRECTION.get(found.word("rel"), 0))
    day = (anchor + days).isoformat() if anchor else None
    return found.make("JOINED", _part_of(day, part.word if part else "night"))


def _numeric(found: _Found) -> _Node | None:
    """ "13/8/2032" in the one order that is possible, "9/11/2001" as one of two days; dots put the day first."""
    first, second, year = (int(part) for part in re.split(r"[/.]", found["date"].word))
    orders = [(second, first)] if "." in found["date"].word else [(second, first), (first, second)]
    days = {f"{year:04d}-{month:02d}-{day:02d}" for month, day in orders if month < 13 and _exists(year, month, day)}
    if not days:
        return None
    return found.make(
        "DAY" if len(days) == 1 else "SPAN", days.pop() if len(days) == 1 else f"[{','.join(sorted(days))}]"
    )


def _exists(year: int, month: int, day: int) -> bool:
    return 0 < month < 13 and 0 < day <= monthrange(year, month)[1]


def _iso(found: _Found) -> _Node | None:
    edtf = re.sub(r"(T\d\d:\d\d):\d\d", r"\1", found["date"].word.upper())
    try:
        parse_edtf(edtf)
    except ValueError:
        return None
    return found.make("JOINED" if "T" in edtf else "DAY", edtf)


def _holiday(found: _Found) -> _Node | None:
    place, anchor, year = _HOLIDAYS[found["holiday"].word], found.anchor.day, _year(found)
    if year is None and anchor:
        days = [place(anchor.year + by) for by in (-1, 0, 1)]
        ahead = found.look() is Tense.FUTURE
        year = min(day for day in days if day >= anchor).year if ahead else max(d for d in days if d <= anchor).year
    if year:
        return found.make("DAY", place(year).isoformat())
    moves = place(2030).isoformat()[4:] != place(2031).isoformat()[4:]
    return found.make("DAY", None if moves else f"XXXX{place(2000).isoformat()[4:]}")


# ---------------------------------------------------------------------------------------------- so long ago


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _shift(day: date, unit: str, count: int) -> str:
    """The day, month or year so many units off, with "~" where the unit is longer than what it is reckoned in.

    Raises ValueError or OverflowError where the calendar has no such day ("5,000 years ago").
    """
    if unit in ("second", "minute", "hour"):
        days = round(count / {"hour": 24}.get(unit, 1440))
        return f"{(day + timedelta(days=days)).isoformat()}~"
    if unit == "day":
        return (day + timedelta(days=count)).isoformat()
    if unit in ("week", "fortnight"):
        return f"{(day + timedelta(days=count * (7 if unit == 'week' else 14))).isoformat()}~"
    if unit == "month":
        return f"{_add_months(day, count).isoformat()[:7]}~"
    year = day.year + count * {"year": 1, "decade": 10, "century": 100}[unit]
    return f"{day.replace(year=year, day=1).year:04d}~"


def _amount(found: _Found) -> tuple[int, int]:
    """The least and the most that the words count: "a few" is two to six, a bare plural two to ten."""
    if few := found.get("few"):
        return (2, 2) if few.word == "couple" else (3, 9) if few.word == "several" else (2, 6)
    node = found.get("n")
    if node is None:
        return 2, 10
    figures = re.search(r"\d+", node.word.replace(",", ""))
    count = node.number or (int(figures[0]) if figures else 1)
    return count, count


def _off(found: _Found, base: date, way: int) -> str | None:
    """So many units before (way -1) or after (way 1) the day."""
    unit, (low, high) = _singular(found["unit"].word), _amount(found)
    near, far = _shift(base, unit, way * low), _shift(base, unit, way * high)
    if found.get("more"):
        return f"../{near.rstrip('~')}" if way < 0 else f"{near.rstrip('~')}/.."
    if found.get("less"):
        return _span(far if way < 0 else base.isoformat(), base.isoformat() if way < 0 else far)
    if low != high:
        return _span(far if way < 0 else near, near if way < 0 else far)
    return f"{near.rstrip('~')}~" if found.get("about") else near


def _span(first: str, last: str) -> str | None:
    """The interval, or the point where both ends are the same; None where it would run backwards."""
    if first == last:
        return first
    try:
        parse_edtf(f"{first}/{last}")
    except ValueError:
        return None
    return f"{first}/{last}"


def _ago(found: _Found) -> _Node | None:
    """ "Two days ago", "more than a week ago", "72 hours ago"; "from now" looks forward."""
    way = 1 if found.get("ahead") else -1
    moment, unit = found.anchor.moment, _singular(found["unit"].word)
    if moment and unit in ("minute", "hour") and not (found.get("more") or found.get("less")):
        low, high = _amount(found)
        ends = [moment + way * count * timedelta(minutes=60 if unit == "hour" else 1) for count in {low, high}]
        return found.make("JOINED", _span(*(f"{at:%Y-%m-%dT%H:%M}~" for at in (min(ends), max(ends)))))
    edtf = _off(found, found.anchor.day, way) if found.anchor.day else None
    return found.make("DAY" if edtf and _PLAIN_DAY.fullmatch(edtf) else "SPAN", edtf)


def _ahead(found: _Found) -> _Node | None:
    """ "In two days", where the tense looks forward; how long something took, where it looks back."""
    if found.look() is not Tense.FUTURE or found.anchor.day is None:
        return None
    edtf = _off(found, found.anchor.day, 1)
    return found.make("DAY" if edtf and _PLAIN_DAY.fullmatch(edtf) else "SPAN", edtf)


def _later(found: _Found) -> _Node | None:
    """ "Two days later", "a week earlier": reckoned from the last day that the text named."""
    base = found.day_before()
    edtf = _off(found, base, 1 if found.word("way") in ("later", "after") else -1) if base else None
    return found.make("DAY" if edtf and _PLAIN_DAY.fullmatch(edtf) else "SPAN", edtf)


def _after_day(found: _Found) -> _Node | None:
    """ "Two days after Monday", "the day before 9 March"."""
    day = found["day"].edtf
    if not day or not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return None
    edtf = _off(found, date.fromisoformat(day), -1 if found.word("way") == "before" else 1)
    return found.make("DAY" if edtf and _PLAIN_DAY.fullmatch(edtf) else "SPAN", edtf)


def _lately(found: _Found) -> _Node | None:
    """ "The past three days", "the next 48 hours", "recent weeks": up to the anchor, or from it."""
    anchor, word = found.anchor.day, found.word("rel")
    if anchor is None:
        return found.make("SPAN")
    way = _DIRECTION.get(word, -1)
    _, most = _amount(found)
    far = _shift(anchor, _singular(found["unit"].word), way * most)
    day = anchor.isoformat()
    return found.make("SPAN", _span(far, day) if way < 0 else _span(day, far))


_PLAIN_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d~?")

# ---------------------------------------------------------------------------------------------- weeks to centuries


def _unit_around(day: date, unit: str, by: int) -> str:
    """The week, weekend, month, quarter, year, decade or century that holds the day, or one so many before or after."""
    if unit in ("week", "weekend"):
        monday, sunday = _week(day + timedelta(days=7 * by))
        return f"{sunday - timedelta(days=1) if unit == 'weekend' else monday}/{sunday}"
    if unit == "month":
        return _add_months(day, by).isoformat()[:7]
    if unit == "quarter":
        month = _add_months(day, 3 * by)
        return f"{month.year:04d}-{33 + (month.month - 1) // 3}"
    if unit == "decade":
        return f"{day.year // 10 + by:03d}X"
    if unit == "century":
        return f"{(day.year // 100 + by) * 100:04d}/{(day.year // 100 + by) * 100 + 99:04d}"
    return f"{day.year + by:04d}"


def _this_unit(found: _Found) -> _Node | None:
    """ "Last week", "this month", "next year", "that same year"."""
    word, unit = found.word("rel"), _singular(found["unit"].word)
    base = found.time_before() if word in _BESIDE else found.anchor.day
    if unit in ("second", "minute", "hour", "day", "fortnight"):
        return None
    if base is None and unit == "year" and found.anchor.year and word not in _BESIDE:
        return found.make("SPAN", f"{found.anchor.year + _DIRECTION.get(word, 0):04d}")
    if base is None:
        return found.make("SPAN")
    by = _DIRECTION.get(word, 0)
    if unit == "weekend" and by < 0 and base.weekday() > 4 and word == "last":
        by = -1
    return found.make("SPAN", _unit_around(base, unit, by))


def _weekend(found: _Found) -> _Node | None:
    """ "At the weekend": the last one, or the next where the tense looks forward."""
    anchor = found.anchor.day
    if anchor is None:
        return found.make("SPAN")
    by = 0 if anchor.weekday() > 4 or found.look() is Tense.FUTURE else -1
    return found.make("SPAN", _unit_around(anchor, "weekend", by))


def _week_of(found: _Found) -> _Node | None:
    """ "The week of 6 March"."""
    day = found["day"].edtf
    if not day or not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return None
    return found.make("SPAN", _unit_around(date.fromisoformat(day), "week", 0))


_SEASON_NUMBER = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def _season(found: _Found) -> _Node | None:
    """ "The autumn of 2029", "last summer", "in the spring"; seasons of the northern half of the earth."""
    number, anchor, year = _SEASON_NUMBER[found["season"].word], found.anchor.day, _year(found)
    if year is None and anchor is None:
        return found.make("SPAN")
    return found.make("SPAN", f"{year or _season_year(found, number, anchor or date.min):04d}-{number}")


def _season_year(found: _Found, number: int, anchor: date) -> int:
    word, first = found.word("rel"), 3 * (number - 20)
    if word == "this":
        return anchor.year
    if word in ("next", "coming") or (not word and found.look() is Tense.FUTURE):
        return anchor.year + (first <= anchor.month)
    over = first + 2 if word == "last" else first - 1
    return anchor.year - (over >= anchor.month)


def _quarter(found: _Found) -> _Node | None:
    """ "The third quarter", of the year named or the last or next such quarter; "the first half of 2031"."""
    number, year, anchor = found["nth"].number, _year(found), found.anchor.day
    half = bool(found.get("halfyear"))
    if number > (2 if half else 4):
        return None
    if year is None and anchor is None:
        return None
    if year is None and anchor:
        here = (anchor.month - 1) // 3 + 1
        year = anchor.year + (number < here if found.look() is Tense.FUTURE else -(number > here))
    return found.make("SPAN", f"{year:04d}-{(39 if half else 32) + number}")


def _bare_year(found: _Found) -> _Node | None:
    return found.make("SPAN", f"{found['year'].number:04d}")


def _recent_year(found: _Found) -> _Node | None:
    """A year after a word that may also introduce a count: only years that news is about."""
    return _bare_year(found) if 1900 <= found["year"].number < 2100 else None


def _year_of_law(found: _Found) -> _Node | None:
    """ "The 1996 law": no round number, which may count what follows."""
    return _recent_year(found) if found["year"].number % 100 else None


def _years(found: _Found) -> _Node | None:
    first, last = found["first"].number, found["last"].number
    return found.make("SPAN", f"{first}/{last}") if 1800 <= first < last < 2100 else None


def _decade(found: _Found) -> _Node | None:
    """ "The 1990s"; "the '90s" are those of the century that puts them before the anchor."""
    digits = re.sub(r"\D", "", found["decade"].word)
    if len(digits) == 2:
        this = found.anchor.year
        if this is None:
            return None
        century = this // 100 - (int(digits) > this % 100)
        digits = f"{century:02d}{digits}"
    return found.make("SPAN", f"{digits[:3]}X")


_WEEK_EDGES = {"early": (0, 1), "start": (0, 1), "beginning": (0, 1), "mid": (2, 2), "middle": (2, 2)}
_WEEK_EDGES |= {"late": (3, 4), "end": (4, 6)}
_THIRDS = {"early": (0, 1 / 3), "start": (0, 1 / 6), "beginning": (0, 1 / 6), "mid": (1 / 3, 2 / 3)}
_THIRDS |= {"middle": (1 / 3, 2 / 3), "late": (2 / 3, 1), "end": (5 / 6, 1)}


def _part_of_span(found: _Found) -> _Node | None:
    """ "Early 2008", "mid-October", "the end of next week", "later this month"."""
    edtf, word = found["span"].edtf, found["which"].word
    start, end = parse_edtf(edtf) if edtf else (None, None)
    if edtf and edtf.startswith("XXXX-") and len(edtf) == 7:
        return found.make("SPAN", _third(*_Stretch(*[_read_point(edtf)] * 2).bounds(), word, year="XXXX"))
    if start is None or end is None:
        return found.make("SPAN", edtf)
    if word in ("earlier", "later"):
        return found.make("SPAN", _beside_anchor(start, end, found.anchor.day, word) or edtf)
    return found.make("SPAN", _third(start, end, word))


def _part_of_month(found: _Found) -> _Node | None:
    """ "The first week of March", "the second half of March"; weeks are counted from the first of the month."""
    edtf, length = found["span"].edtf or "", 7 if found["unit"].kind == _KIND["week"] else 15
    if not re.fullmatch(r"(?:\d{4}|XXXX)-(?:0[1-9]|1[0-2])", edtf):
        return None
    days = monthrange(int(edtf[:4].replace("XXXX", "2000")), int(edtf[5:]))[1]
    first = days - length + 1 if found["nth"].word == "last" else (found["nth"].number - 1) * length + 1
    last = days if length == 15 and first > 1 else min(first + length - 1, days)
    return found.make("SPAN", f"{edtf}-{first:02d}~/{edtf}-{last:02d}~") if first <= min(days, 29) else None


def _beside_anchor(start: datetime, end: datetime, anchor: date | None, word: str) -> str | None:
    """The part of the unit before or after the anchor, where the anchor lies in it."""
    if anchor is None or not start.date() <= anchor < end.date():
        return None
    last = (end - timedelta(days=1)).date()
    return _span(f"{start.date()}", f"{anchor}") if word == "earlier" else _span(f"{anchor}", f"{last}")


def _third(start: datetime, end: datetime, word: str, year: str = "") -> str | None:
    """The part of the unit in days, from 100 days on in months, from four years on in years; both ends "~"."""
    days = (end - start).days
    if days == 7:
        first, last = (start + timedelta(days=day) for day in _WEEK_EDGES[word])
        return _span(f"{first.date()}~", f"{last.date()}~")
    low, high = _THIRDS[word]
    first, last = start + timedelta(days=round(days * low)), start + timedelta(days=round(days * high) - 1)
    length = 10 if days < 100 else 7 if days < 1461 else 4
    ends = [year + day.date().isoformat()[len(year) : length] + "~" for day in (first, last)]
    return _span(*ends)


_COUNT = (
    "(?:(?P<more><more><than>|<over>)|(?P<less><less><than>)|(?P<about>[<about><nearing>]))?"
    "(?:<a>?(?P<few>[<few><couple>])<of>?|(?P<n>[<small_no><number><yearno><cardinal><a>])<of>?)"
)
_DAYNO, _NTH_DAY, _ANYMONTH = "[<small_no><nth>]", "(?P<day><nth>)", "[<month><namesake><lowmonth>]"
_TURN, _AROUND = "[<last><past><next><coming><this>]", "[<same><that><following><previous><next>]"
_WEEKDAY_LEAD = "(?:[<weekday><shortday>]<comma>?)?"
_LONGER = "[<unit><week><year><weekend><quarter>]"
_DAY_RULES = _rules(
    ("(?P<date><iso>)", _iso),
    ("(?P<date><numeric>)", _numeric),
    (
        f"[<from><between>]?<the>?(?P<d1>{_DAYNO})(?:{{TO}}|<and>)<the>?(?P<d2>{_DAYNO})<of>?(?P<month>{_ANYMONTH})"
        "{YEAR}?",
        _day_range,
    ),
    (
        f"[<from><between>]?(?P<month>{{MONTH}})<the>?(?P<d1>{_DAYNO})(?:{{TO}}|<and>)<the>?(?P<d2>{_DAYNO}){{YEAR}}?",
        _day_range,
    ),
    (f"{_WEEKDAY_LEAD}<the>?(?P<day>{_DAYNO})<dash>?<of>?(?P<month>{_ANYMONTH}){{YEAR}}?", _calendar_day),
    (
        f"(?<!<in>){_WEEKDAY_LEAD}(?P<month>{{MONTH}})<the>?(?P<day>{_DAYNO})(?!<mark><small_no>){{YEAR}}?",
        _calendar_day,
    ),
    (f"<the>?{_NTH_DAY}<of>(?P<rel>[<last><this><next>])(?P<unit><unit>)", _of_month),
    ("(?P<holiday><holiday>){YEAR}?", _holiday),
    ("<the>?<day>(?P<side>[<before><after>])(?P<today><today>)", _today),
    ("(?P<today><today>)", _today),
    ("(?P<weekday><weekday>)<of>?(?P<rel>[<last><this><next>])<week>", _weekday_of_week),
    (f"(?P<rel>{_TURN})(?P<weekday><weekday>)", _weekday),
    ("<the>?(?P<rel>[<following><previous>])(?P<weekday><weekday>)", _weekday_beside),
    ("(?P<weekday><weekday>)(?P<rel><last>)(?![<week><year><unit>])", _weekday),
    ("(?P<weekday><weekday>)", _weekday),
    ("(?P<month>[<month><namesake><lowmonth>])<of>?(?P<year><yearno>)", _month),
    ("(?P<month>{MONTH})<comma>?{YEAR}", _month),
    (f"(?P<rel>{_TURN})(?P<month>{{MONTH}})", _directed_month),
    ("(?P<month><month>)", _month),
    (
        "(?<=[<in><since><by><until><from><of><early><mid><late><dash><between><during><after><before><end><start>"
        "<about>])(?P<month><namesake>)(?!<name>)",
        _month,
    ),
    ("(?<=<in>)<the>(?P<season><season>){YEAR}?{END}", _season),
    ("<the>?(?P<season><season>){YEAR}", _season),
    ("(?P<rel>[<last><this><next><coming><past>])(?P<season><season>)", _season),
    ("<the>?(?P<nth><nth>)<dash>?<quarter>{YEAR}?", _quarter),
    ("(?P<nth><quarterno>){YEAR}?", _quarter),
    ("<the>?(?P<nth><nth>)(?P<halfyear><half>){YEAR}", _quarter),
    ("<the>?(?P<decade><decade>)", _decade),
    (
        "(?:(?P<rel><last>)(?P<part><part>)|(?P<rel2><this>)(?P<part2><part>))",
        lambda found: _this_part(_aliased(found)),
    ),
    (f"<the>?(?P<rel>{_AROUND})(?P<part><part>)", _beside_part),
    (f"<the>?(?P<rel>{_AROUND})<same>?<day>", _beside_day),
    ("(?P<tonight><tonight>)", _this_part),
    (f"<the>?{_COUNT}(?P<unit>{{UNIT}})(?:<ago>|(?P<ahead><from><word>))", _ago),
    ("(?<![<number><small_no><yearno><cardinal>])(?P<unit>{UNIT})<ago>", _ago),
    (f"<the>?(?P<rel>[<last><past><next><coming>]){_COUNT}(?P<unit>{{UNIT}})", _lately),
    ("<the>?(?P<rel>[<past>])(?P<unit>{UNIT})", _lately),
    ("(?P<rel><recent>)(?P<unit>{UNIT})", _lately),
    ("<the>?(?P<nth>[<nth><last>])(?P<unit>[<week><half>])<of>(?P<span><SPAN>)", _part_of_month),
    (f"<the>?(?P<rel>{_TURN})(?P<unit>{_LONGER})", _this_unit),
    ("(?<=[<on><in><at><during><over>])<the>(?P<unit><weekend>)", _weekend),
    (f"<in>{_COUNT}(?P<unit>{{UNIT}})(?![<word><later>])", _ahead),
    (f"{_COUNT}(?P<unit>{{UNIT}})(?P<way>[<later><earlier>])", _later),
    (
        f"(?:{_COUNT}|<the>)(?P<unit>{{UNIT}})(?P<way>[<before><after>])(?:<on>)?(?P<day><DAY>)",
        lambda found: _after_day(found) if found.get("n") or found.get("few") else _next_to_day(found),
    ),
    ("<the>?<week>(?:<of>|<that><word>|<word>)(?P<day><DAY>)", _week_of),
    (f"<the>?(?P<rel>[<same><that><following><previous>])<same>?(?P<unit>{_LONGER})", _this_unit),
    ("<the><day>(?P<side>[<before><after>]){END}", _beside_day),
    (f"(?<=[<on><by><until><since><from>])<the>{_NTH_DAY}{{END}}", _bare_ordinal),
    (
        "(?<=[<in><since><during><early><mid><late>])<the>?<year>?(?P<year><yearno>)(?![<unit><hours><day><week><year>])",
        _bare_year,
    ),
    ("(?<=[<of><after><before><between><by><until><from><about>])<the>?<year>?(?P<year><yearno>){END}", _recent_year),
    ("(?<=<SPAN>[<to><and><dash><until>])(?P<year><yearno>)(?![<word><unit><dash>])", _recent_year),
    ("(?<=<mark>)(?P<year><yearno>)(?=<mark>)", _recent_year),
    ("(?P<first><yearno>)<dash>(?P<last><yearno>)", _years),
    ("(?<=<the>)(?P<year><yearno>)(?=<name>)", _year_of_law),
    ("(?<=<a>)(?P<year><yearno>)(?=[<word><name>])", _year_of_law),
    ("(?P<which>[<early><mid><late>])<dash>?<in>?<the>?(?P<span><SPAN>)", _part_of_span),
    ("(?P<which>[<earlier><later>])<in>?(?P<span><SPAN>)", _part_of_span),
    ("<the>?(?P<which>[<start><mid><middle><end>])<of>?<the>?(?P<span><SPAN>)", _part_of_span),
)


def _aliased(found: _Found) -> _Found:
    return found if found.get("rel") else _Second(found.match, found.nodes, found.anchor, found.tense)


class _Second(_Found):
    """The second branch of a rule that says the same in two ways."""

    __slots__ = ()

    def get(self, name: str) -> _Node | None:
        return super().get(f"{name}2" if f"{name}2" in self.match.re.groupindex else name)


def _next_to_day(found: _Found) -> _Node | None:
    """ "The day before 9 March", "the week after Easter"."""
    day, unit = found["day"].edtf, _singular(found["unit"].word)
    if not day or not re.fullmatch(r"\d{4}-\d\d-\d\d", day) or unit not in ("day", "week", "month", "year"):
        return None
    by = -1 if found.word("way") == "before" else 1
    base = date.fromisoformat(day)
    if unit == "day":
        return found.make("DAY", (base + timedelta(days=by)).isoformat())
    return found.make("SPAN", _unit_around(base, unit, by))


# ---------------------------------------------------------------------------------------------- times joined to days


def _next_day(day: str) -> str:
    """The day after a plain day, its year unknown or not."""
    if day.startswith("XXXX-XX"):
        return day
    known = date.fromisoformat(day.replace("XXXX", "2000")) + timedelta(days=1)
    return day[:4] + known.isoformat()[4:] if day.startswith("X") else known.isoformat()


def _moment(day: str | None, minute: int, *, about: bool = False, zone: str = "") -> str:
    """A time of day on a day, or on one that is not known; minutes beyond 1440 lie on the next day."""
    day = _next_day(day or "XXXX-XX-XX") if minute >= 1440 else day or "XXXX-XX-XX"
    return f"{day}T{minute // 60 % 24:02d}:{minute % 60:02d}{zone}{'~' if about else ''}"


def _part_of(day: str | None, part: str) -> str:
    first, last = _PARTS[part]
    return f"{_moment(day, first)}/{_moment(day, last)}"


def _at(day: str | None, clock: _Node) -> str | None:
    """The clock's times on the day, ``[a,b]`` where it has two; None where the day is not one plain day."""
    if day and not re.fullmatch(r"(?:\d{4}|XXXX)-(?:\d\d|XX)-\d\d", day):
        return None
    if clock.kind == _KIND["CLOCKS"]:
        first, last = clock.minutes
        return f"{_moment(day, first)}/{_moment(day, last)}"
    if day is None:  # midnight is both ends of an unknown day
        clock = clock._replace(minutes=tuple(minute % 1440 for minute in clock.minutes))
    times = [_moment(day, minute, about=clock.about, zone=clock.zone) for minute in clock.minutes]
    return times[0] if len(times) == 1 else f"[{','.join(times)}]"


def _clock_on_day(found: _Found) -> _Node | None:
    edtf = _at(found["day"].edtf, found["clock"])
    return found.make("JOINED", edtf) if edtf else None


def _part_on_day(found: _Found) -> _Node | None:
    day = found["day"].edtf
    if day and not re.fullmatch(r"(?:\d{4}|XXXX)-(?:\d\d|XX)-\d\d", day):
        return None
    return found.make("JOINED", _part_of(day, found["part"].word))


def _part_of_part(found: _Found) -> _Node | None:
    """ "The early hours of Tuesday morning"."""
    edtf = found["day"].edtf
    return found.make("JOINED", _part_of(edtf[:10], found["part"].word)) if edtf and edtf[:1] not in "[." else None


def _clock_in_part(found: _Found) -> _Node | None:
    """ "10 p.m. last night", "Tuesday night at about ten": the time of day that lies in the part."""
    edtf, clock = found["whole"].edtf, found["clock"]
    if not edtf or "/" not in edtf or edtf.startswith("..") or clock.kind != _KIND["CLOCK"]:
        return None
    first, last = edtf.split("/")
    for day in dict.fromkeys((first[:10], last[:10])):
        for minute in clock.minutes:
            at = _moment(day, minute % 1440, about=clock.about, zone=clock.zone)
            if first[:16] <= at[:16] <= last[:16]:
                return found.make("JOINED", at)
    return None


def _part_alone(found: _Found) -> _Node | None:
    return found.make("JOINED", _part_of(None, found["part"].word))


_ON = "(?:<comma>?[<on><of><in><at><during>]?|<in><the>)"
_EARLY = "[<early><late><mid><small>]"
_JOIN_RULES = _rules(
    (f"(?:{_EARLY}<on>?)?(?P<day><DAY>)(?:<dash>?{_EARLY})?(?P<part>[<part><dawn>])", _part_on_day),
    (f"<the>?{_EARLY}*<dash>?(?P<part>[<part><dawn>])(?:<of>|<on>|<comma>)(?:<the>)?(?P<day><DAY>)", _part_on_day),
    ("<the>?[<early><small>](?P<part><hours>)(?:<of>|<on>|<comma>)?(?P<day><DAY>)", _part_on_day),
    ("<the>?[<early><small>](?P<part><hours>)(?:<of>|<on>|<comma>)(?P<day><JOINED>)", _part_of_part),
    ("(?P<part>[<early><late>])<on>?(?P<day><DAY>)", _part_on_day),
    ("(?<=<JOINED><at>)(?P<t>{NUMBER}){END}", _small_hour),
    (f"(?P<clock><CLOCK>){_ON}<the>?(?P<whole><JOINED>)", _clock_in_part),
    ("(?P<whole><JOINED>)<comma>?<at>?(?P<clock><CLOCK>)", _clock_in_part),
    (f"(?P<clock>[<CLOCK><CLOCKS>])(?=<and><CLOCK>{_ON}(?P<day><DAY>))", _clock_on_day),
    (f"(?P<clock>[<CLOCK><CLOCKS>]){_ON}(?P<day><DAY>)", _clock_on_day),
    (f"(?P<clock><CLOCK>)<mark><CLOCK><mark>{_ON}(?P<day><DAY>)", _clock_on_day),  # "3 a.m. (0200 GMT) on Sunday"
    ("(?P<day><DAY>)<comma>?<at>?(?P<clock>[<CLOCK><CLOCKS>])", _clock_on_day),
    (f"(?<=[<in><during>])<the>{_EARLY}?(?P<part><part>){{END}}", _part_alone),
    ("<the>?[<early><small>](?P<part><hours>)", _part_alone),
    ("(?<=[<at><before><after><by><until>])(?P<part><dawn>)", _part_alone),
)
_BARE_HOUR = _rules(
    ("(?<=<at>)(?P<about><about>)?(?P<t>{NUMBER})(?=<comma>?<on>?[<DAY><JOINED>])", _small_hour),
)

# ---------------------------------------------------------------------------------------------- ranges and bounds

_TIMES = "[<CLOCK><CLOCKS><DAY><SPAN><JOINED>]"


def _whole(node: _Node) -> str | None:
    """The EDTF value of a node of time, whether or not its day is known."""
    return _at(None, node) if node.kind in (_KIND["CLOCK"], _KIND["CLOCKS"]) else node.edtf


def _range(found: _Found) -> _Node | None:
    first, last = _whole(found["first"]), _whole(found["last"])
    if not first or not last or "[" in first + last:
        return None
    first, last = first.split("/")[0], last.split("/")[-1]
    if first.startswith("XXXX-XX") and not last.startswith("XXXX-XX"):
        first = last[:10] + first[10:]
    starts = (last[:4] + first[4:], first) if found["first"].number else (first,)  # the year that the last one names
    for start in starts:
        if ".." not in start + last and (edtf := _span(start, last)):
            return found.make("SPAN", edtf)
    return None


def _night_between(found: _Found) -> _Node | None:
    """ "The night of 6 to 7 May", "the night from Tuesday to Wednesday"."""
    first, _, last = (found["span"].edtf or "").partition("/")
    if found["part"].word != "night" or not _PLAIN_DAY.fullmatch(first) or _next_day(first) != last:
        return None
    return found.make("JOINED", _part_of(first, "night"))


def _bound(found: _Found, way: str) -> _Node | None:
    edtf = _whole(found["time"])
    if not edtf or ".." in edtf:
        return None
    ends = re.split(r"[/,]", edtf.strip("[]"))  # of "after twenty past five" the earlier is the wider
    first, last = ends[0], ends[-1]
    open_sided = {
        "since": f"{first}/..",
        "until": f"../{last}",
        "after": f"{first if '[' in edtf else last}/..",
        "before": f"../{last if '[' in edtf else first}",
    }[way]
    return found.make("SPAN", _strictly(open_sided, way))


def _strictly(edtf: str, way: str) -> str:
    """ "Before Friday" ends with Thursday, "after Friday" begins with Saturday; other units keep their edge."""
    point = edtf.replace("../", "").replace("/..", "")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", point) or way not in ("before", "after"):
        return edtf
    day = date.fromisoformat(point)
    return f"../{day - timedelta(days=1)}" if way == "before" else f"{day + timedelta(days=1)}/.."


def _about(found: _Found) -> _Node | None:
    edtf = _whole(found["time"])
    if not edtf or not re.fullmatch(r"[\dX]{4}(?:-\d\d){0,2}", edtf):
        return None
    return found.make("SPAN", f"{edtf}~")


def _with_preposition(found: _Found) -> _Node | None:
    node = found["time"]
    return node._replace(start=found.nodes[found.match.start()].start)


_BOUND_RULES = _rules(
    (f"<between>(?P<first>{_TIMES})<and>(?P<last>{_TIMES})", _range),
    (f"<from>(?P<first>{_TIMES}){{TO}}(?P<last>{_TIMES})", _range),
    (f"(?P<first>[<DAY><SPAN><JOINED>])[<until><dash>](?P<last>{_TIMES})", _range),
    ("(?P<first><SPAN>)<to>(?P<last><SPAN>)", _range),
    (f"<not>(?:[<before><until>]|<earlier><than>)(?P<time>{_TIMES})", partial(_bound, way="since")),
    (f"<not><later><than>(?P<time>{_TIMES})", partial(_bound, way="until")),
    (f"<since>(?P<time>{_TIMES})", partial(_bound, way="since")),
    (f"[<until><by>](?P<time>{_TIMES})", partial(_bound, way="until")),
    (f"<before>(?P<time>{_TIMES}){{END}}", partial(_bound, way="before")),
    (f"<after>(?P<time>{_TIMES}){{END}}", partial(_bound, way="after")),
    ("<the>?(?P<part><part>)<of>?(?P<span><SPAN>)", _night_between),
    ("<about>(?P<time>[<DAY><SPAN>])(?!<possessive>)", _about),
    (f"[<on><at><during>](?P<time>{_TIMES})", _with_preposition),
    ("<in>(?P<time>[<DAY><SPAN><JOINED>])", _with_preposition),
)

_CASCADE = (*_CLOCK_RULES, *_DAY_RULES, *_BARE_HOUR, *_JOIN_RULES, *_BOUND_RULES)
_IS_TIME = frozenset(_KIND[name] for name in ("CLOCK", "CLOCKS", "DAY", "SPAN", "JOINED"))


def _built(rule: _Rule, found: _Found) -> _Node | None:
    """What the rule makes of the match; None too where that would lie off the ends of the calendar."""
    try:
        node = rule.build(found)
        if node and node.edtf:
            _read(node.edtf)
    except (ValueError, OverflowError):  # "5,000 years ago"
        return None
    return node


def _reduce(nodes: list[_Node], anchor: _Anchor, tense: Tense) -> list[_Node]:
    """Run the cascade: each rule in turn, from left to right, replaces what it matches by one node."""
    kinds = "".join(node.kind for node in nodes)
    for rule in _CASCADE:
        place = 0
        while found := rule.pattern.search(kinds, place):
            node = _built(rule, _Found(found, nodes, anchor, tense))
            if node is None:
                place = found.start() + 1
                continue
            nodes[found.start() : found.end()] = [node]
            kinds = kinds[: found.start()] + node.kind + kinds[found.end() :]
            place = found.start() + 1
    return nodes


def _when(node: _Node, text: str) -> When:
    edtf = _whole(node)
    start, end = parse_edtf(edtf) if edtf else (None, None)
    span = Span(node.start, node.end)
    return When(edtf=edtf, text=text[node.start : node.end], span=span, start=start, end=end)


def find_times(text: str, *, anchor: str | None = None, tense: Tense = Tense.PAST) -> tuple[When, ...]:
    """Every expression of time that points to a time, in order, none overlapping another.

    How long something took ("for four hours") and how often it happens ("on Sundays") is no time. What cannot be
    placed ("on Friday" without an anchor) is found with ``edtf`` None. A day of the week is the last one up to the
    anchor, the anchor's own day included; the tense turns this and the year of "in June" round, and where "will",
    "due" or "said" stands beside the words, it overrides the tense given. Midnight "on Tuesday" ends the Tuesday
    (Associated Press Stylebook). A time of day is taken as UTC unless the words name another zone.

    Args:
        text: A sentence or a paragraph.
        anchor: EDTF date or date-time from which relative times are reckoned: the report's, the comment's, the
            statement's date. None if unknown.
        tense: Of the verb that the times belong to.

    Returns:
        The times; spans are relative to ``text``.

    Raises:
        ValueError: The anchor is no EDTF value of the profile of this module.
    """
    reckoned_from = _Anchor.of(anchor)
    if not _SEED.search(text):
        return ()
    nodes = _reduce(_lex(text), reckoned_from, tense)
    return tuple(_when(node, text) for node in nodes if node.kind in _IS_TIME)
