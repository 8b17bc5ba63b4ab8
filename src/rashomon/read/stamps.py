"""Dates and times as pages print them: in bylines, mastheads, datelines and above comments.

Not the times that sentences speak of, which may be vague: a stamp is a full date, and often a clock time.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from rashomon.ledger import Span

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)"
_DAY = r"(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[6-9]|20|21)\d\d)"
YEAR = re.compile(r"(?:1[6-9]|20|21)\d\d")  # without one there is no full date, and most lines have none
_FORMS = (
    rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)",
    rf"{_DAY}\.?(?:\s+of)?[\s-]+(?P<name>{_MONTH})\.?,?[\s-]+{_YEAR}",
    rf"(?P<name>{_MONTH})\.?\s+{_DAY},?\s+{_YEAR}",
    rf"(?P<day>\d\d?)(?P<sep>[./-])\s?(?P<month>\d\d?)(?P=sep)\s?{_YEAR}(?!\d)",
)
DATES = tuple(re.compile(rf"\b(?:(?P<weekday>{_WEEKDAY})\.?,?\s+)?{form}", re.I) for form in _FORMS)
CLOCK = re.compile(
    r"(?:[\s,;|·•/@T(–—-]|at\b|um\b){0,6}(?P<hour>\d\d?)[:.h](?P<minute>\d\d)(?::\d\d)?(?!\d)\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    r"\)?(?P<zone>\s*\(?\b(?:UTC|GMT|CET|CEST|EET|EEST|MSK|BST|E[SD]T|C[SD]T|M[SD]T|P[SD]T|local time)\b\)?)?",
    re.I,
)
CLOCK_BEFORE = re.compile(
    r"(?P<hour>\d\d?)[:.](?P<minute>\d\d)\s*(?P<half>[ap]\.?m\b\.?)?[\s,;|·•–—-]*(?:on\s+)?$", re.I
)
_ZONE = r"(?:UTC|GMT|CET|CEST|EET|EEST|MSK|BST|E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|local time)"
CLOCK_ALONE = re.compile(
    rf"^[\W_]*(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)\s*(?P<half>[ap]\.?\s?m\b\.?)?\s*{_ZONE}?\W*$", re.I
)
ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")
ISO_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d)?(?:\.\d+)?(?:(Z|[+-])(?:(?<!Z)(\d\d):?(\d\d))?)?"
)
AGO = re.compile(
    r"\b(?P<number>an?|one|\d+)\s*(?P<unit>s|sec|second|m|min|minute|h|hr|hour|d|day|w|week|mo|month|y|yr|year)s?\s+"
    r"ago\b",
    re.I,
)
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_AT = r"(?:,?\s*(?:at\s*)?\d\d?[:.]\d\d(?:\s*[ap]\.?m\b\.?)?)"
LOOSE = re.compile(  # what forums print instead of a full date
    rf"{re.sub('[?]P<[a-z]+>', '?:', AGO.pattern)}"
    rf"|\b(?:{_MONTH})\.?\s+\d{{1,2}}(?!\d){_AT}?|\b\d{{1,2}}\.?\s+(?:{_MONTH})\b\.?{_AT}?"
    rf"|\b(?:yesterday|today|{_WEEKDAY}){_AT}|\bjust now\b",
    re.I,
)
CLOCK_WITHIN = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?!\d)\s*(?P<half>[ap]\.?m\b\.?)?", re.I)
DAY_OF_YEAR = re.compile(
    rf"\b(?:(?P<name>{_MONTH})\.?\s+(?P<first>\d{{1,2}})(?!\d)|(?P<day>\d{{1,2}})\.?\s+(?P<month>{_MONTH})\b)", re.I
)
NEAR_DAYS = 60
CLOCK_WITHIN_CHARS = 24
MAX_KEPT_CHARS = 200
CHANGED = re.compile(
    r"\b(?:updated?|modified|changed|edited|last|corrected|accessed|retrieved)\b[\s:]*+(?:on|at)?\W*$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A printed date: where it stands, and its value in EDTF, to the minute where a clock time stands by it."""

    span: Span
    edtf: str


def find_stamps(text: str, *, month_first: bool = False) -> tuple[Stamp, ...]:
    """The full dates in a text, in its order, each with the clock time beside it.

    Args:
        text: A line or a paragraph.
        month_first: Whether 3/4/2031 is a day in March; where a number is above 12, the numbers decide.
    """
    if not YEAR.search(text):
        return ()
    return _stamps(text, month_first) if len(text) <= MAX_KEPT_CHARS else _stamps.__wrapped__(text, month_first)


@lru_cache(maxsize=4096)  # the splitter asks of one line again and again
def _stamps(text: str, month_first: bool) -> tuple[Stamp, ...]:
    found = sorted(_dates(text, month_first), key=lambda one: (one[0].start, -one[0].end))
    out: list[Stamp] = []
    for span, day in found:
        if not out or span.start >= out[-1].span.end:
            out.append(_with_clock(text, span, day))
    return tuple(out)


def as_edtf(value: str) -> str | None:
    """A date as metadata gives it, in EDTF: ISO 8601 as it stands, printed forms as a stamp; None where it is none."""
    value = re.sub(r"^(\d{4}-\d\d-\d\d) (?=\d\d:)", r"\1T", value.strip())
    if ISO.fullmatch(value):
        first_day = f"{value}-01-01"[:10]
        try:
            date.fromisoformat(first_day) + timedelta(days=366)  # not at the end of the calendar either
        except (ValueError, OverflowError):
            return None
        return _written_as_edtf(value)
    return next((stamp.edtf for stamp in find_stamps(value)), None)


def _written_as_edtf(value: str) -> str:
    """A time of ISO 8601 without fractions of a second and with a colon in its zone; the day, where it is no time."""
    found = ISO_TIME.fullmatch(value)
    if found is None:
        return value[: len("2031-03-04")]  # of "T24:00:00" too
    day, clock, seconds, sign, hours, minutes = found.groups(default="")
    return f"{day}T{clock}{seconds}{sign}{f'{hours}:{minutes}' if hours else ''}"


def finer(printed: str | None, marked: str | None) -> str | None:
    """Of a date that is printed and one that the markup names, the printed, unless the other says more of that day.

    A marked time may be of another zone, and so of the day before or after.
    """
    if not printed or not marked:
        return printed or marked
    return (
        marked
        if marked[: len("2031-03-04")] == printed[: len("2031-03-04")] and len(marked) > len(printed)
        else printed
    )


def clock_in(text: str) -> str | None:
    """The first time of day in a line, as "16:20"."""
    found = CLOCK_WITHIN.search(text)
    return _time(found) if found else None


def dated_near(text: str, day: str | None) -> str | None:
    """A date without its year ("4 March, 9:20"), of the year that brings it near a known day; None where none does."""
    found = DAY_OF_YEAR.search(text)
    if found is None or not day or len(day) < len("2031-03-04"):
        return None
    known = date.fromisoformat(day[: len("2031-03-04")])
    month = MONTHS[(found["name"] or found["month"]).lower()]
    number = int(found["day"] or found["first"])
    for year in (known.year, known.year + 1, known.year - 1):
        try:
            there = date(year, month, number)
        except ValueError:
            continue
        if abs((there - known).days) <= NEAR_DAYS:
            clock = clock_in(text)
            return f"{there}T{clock}" if clock else there.isoformat()
    return None


def clock_of(text: str) -> str | None:
    """The time in a line that is nothing else, as "16:20"."""
    found = CLOCK_ALONE.match(text)
    return _time(found) if found else None


def dated_ago(text: str, captured: str | None) -> str | None:
    """When "3 hours ago" was, reckoned from the page's capture, to the day, month or year that the unit allows.

    Approximate ("~") where the words leave open which day; None without such words, or where the day of the capture
    is not known.
    """
    found = AGO.search(text)
    if found is None or not captured or not ISO.fullmatch(captured) or len(captured) < len("2031-03-04"):
        return None
    number = int(found["number"]) if found["number"].isdigit() else 1
    taken = datetime.fromisoformat(captured)
    unit = found["unit"].lower()
    if unit[0] == "y":
        return f"{taken.year - number}~"
    if unit.startswith("mo"):
        year, month = divmod(taken.year * 12 + taken.month - 1 - number, 12)
        return f"{year}-{month + 1:02}~"
    step = timedelta(seconds=SECONDS[unit[0]])
    latest, earliest = taken - number * step, taken - (number + 1) * step  # pages round down
    sure = "T" in captured and latest.date() == earliest.date()
    return f"{latest.date()}{'' if sure else '~'}"


def _dates(text: str, month_first: bool) -> Iterator[tuple[Span, date]]:
    for form in DATES:
        for found in form.finditer(text):
            day = _date(found.groupdict(), month_first)
            if day:
                yield Span(*found.span()), day


def _date(parts: dict[str, str | None], month_first: bool) -> date | None:
    year, day = int(parts["year"] or 0), int(parts["day"] or 0)
    name, number = parts.get("name"), parts.get("month")
    month = MONTHS[name.lower()] if name else int(number or 0)
    if number and parts.get("sep") == "/":
        month_first = _falls_on(parts.get("weekday"), year, day, month) or month_first
        if month > 12 or (month_first and day <= 12):
            day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _falls_on(weekday: str | None, year: int, month: int, day: int) -> bool:
    """Whether that day of the month is of the weekday named beside it."""
    try:
        return weekday is not None and f"{date(year, month, day):%a}".lower() == weekday[:3].lower()
    except ValueError:
        return False


def _with_clock(text: str, span: Span, day: date) -> Stamp:
    after = CLOCK.match(text, span.end, span.end + CLOCK_WITHIN_CHARS)
    first = max(0, span.start - CLOCK_WITHIN_CHARS)
    before = None if after else CLOCK_BEFORE.search(text[first : span.start])
    clock = after or before
    time = _time(clock) if clock else None
    if clock is None or time is None:
        return Stamp(span=span, edtf=day.isoformat())
    around = Span(span.start, clock.end()) if after else Span(first + clock.start(), span.end)
    return Stamp(span=around, edtf=f"{day.isoformat()}T{time}")


def _time(clock: re.Match[str]) -> str | None:
    hour, minute = int(clock["hour"]), int(clock["minute"])
    half = (clock["half"] or "").lower()
    if half:
        hour = hour % 12 + 12 * half.startswith("p")
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
