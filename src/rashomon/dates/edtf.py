"""EDTF (ISO 8601-2), in the profile that is written here, read as half-open intervals.

Dates (``2031-03-13``, ``2031-03``, ``2031``, ``203X``), with a time of day (``2031-03-13T03:40``, with ``Z`` or an
offset where the words name a zone), seasons (21 spring to 24 winter), quarters (33 to 36) and halves (40, 41) in the
month's place; ``X`` for what neither words nor anchor tell; ``~`` for about; ``a/b``, ``../b`` and ``a/..`` for
intervals, both ends included; ``[a,b]`` for one of these ("twenty past five" is 05:20 or 17:20).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from rashomon.dates.almanac import add_months

Interval = tuple[datetime | None, datetime | None]

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?P<zone>Z|[+-]\d\d:\d\d)?)?(?P<about>~)?"
)
# First month and number of months. Winter is the winter that ends or the one that begins in the year: both.
_SEASONS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (1, 14), 33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)}
_SEASONS |= {40: (1, 6), 41: (7, 6)}
_PLAIN_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ANY_PLACE = date(2000, 1, 15)  # its year has every day of the calendar, its month 31


class Point(NamedTuple):
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

    @property
    def is_season(self) -> bool:
        return self.month in range(21, 25)

    def bounds(self, near: date) -> tuple[datetime, datetime]:
        """Half-open; what is unknown is taken from ``near``. Raises ValueError for a day that is not in the month."""
        year = near.year if self.year is None else self.year
        if self.decade or not (self.month or self.monthless):
            return datetime(year, 1, 1), datetime(year + (10 if self.decade else 1), 1, 1)
        month = self.month or near.month
        if not self.day and not self.dayless:
            first, months = _SEASONS.get(month, (month, 1))
            start = date(year, first, 1)
            return datetime.combine(start, time()), datetime.combine(add_months(start, months), time())
        midnight = datetime(year, month, self.day or near.day)
        if self.minute is None:
            return midnight, midnight + timedelta(days=1)
        start_minute = midnight + timedelta(minutes=self.minute - (self.zone or 0))
        return start_minute, start_minute + timedelta(minutes=1)


class Stretch(NamedTuple):
    """One alternative of an EDTF value: from a point to a point, None where open."""

    first: Point | None
    last: Point | None

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for point in (self.first, self.last) if point)

    @property
    def unknown(self) -> int:
        """What is left open, as of a point, by the point that leaves most open."""
        return max(point.unknown for point in self.points)

    def bounds(self, near: date = _ANY_PLACE) -> tuple[datetime, datetime]:
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


def parse_edtf(value: str) -> Interval:
    """The half-open interval that an EDTF value covers, from the earliest to the latest alternative.

    Naive datetimes, UTC where the value names a zone. None where a side is open, both None where the year is unknown.

    Raises:
        ValueError: The value is outside the profile at the top of this module, or no date of the calendar.
    """
    stretches = read_edtf(value)
    if any(stretch.unknown for stretch in stretches):
        return None, None
    bounds = [stretch.bounds() for stretch in stretches]
    start, end = min(first for first, _ in bounds), max(last for _, last in bounds)
    return (None if start == datetime.min else start), (None if end == datetime.max else end)


@lru_cache(maxsize=8192)
def read_edtf(value: str) -> tuple[Stretch, ...]:
    """The alternatives of an EDTF value, one but for ``[a,b]``; raises as ``parse_edtf`` does."""
    if value.startswith("[") and value.endswith("]"):
        return tuple(stretch for part in value[1:-1].split(",") for stretch in read_edtf(part))
    first, slash, last = value.partition("/")
    if not slash:
        point = _read_point(value)
        return (Stretch(point, point),)
    if first == last == "..":
        raise ValueError(f"{value!r} is open on both sides")
    stretch = Stretch(None if first == ".." else _read_point(first), None if last == ".." else _read_point(last))
    stretch.bounds()
    return (stretch,)


def _read_point(value: str) -> Point:
    found = _POINT.fullmatch(value)
    if not found:
        raise ValueError(f"{value!r} is no EDTF date that is written here; expected for example 2031-03-13 or XXXX-03~")
    month, day, hour = found["month"], found["day"], found["hour"]
    if month and month.isdigit() and int(month) not in (*range(1, 13), *_SEASONS):
        raise ValueError(f"{value!r} has no month, season, quarter or half {month}")
    if ((day or hour) and not (month and day)) or (day and month in map(str, _SEASONS)):
        raise ValueError(f"{value!r} leaves out the day or the month")
    point = _point(found)
    try:
        point.bounds(_ANY_PLACE)
    except OverflowError as error:
        raise ValueError(f"{value!r} is the end of the calendar") from error
    return point


def _point(found: re.Match[str]) -> Point:
    year, month, day, hour, minute, zone, about = found.groups()
    return Point(
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


def _read_zone(zone: str | None) -> int | None:
    if not zone or zone == "Z":
        return 0 if zone else None
    return (1 if zone[0] == "+" else -1) * (int(zone[1:3]) * 60 + int(zone[4:]))


def plain_day(value: str | None) -> date | None:
    """The day, where the value is one plain day of a known year."""
    return date.fromisoformat(value) if value and _PLAIN_DAY.fullmatch(value) else None


def write_interval(first: str, last: str) -> str | None:
    """The interval, or the point where both ends are the same; None where it would run backwards."""
    if first == last:
        return first
    try:
        parse_edtf(f"{first}/{last}")
    except ValueError:
        return None
    return f"{first}/{last}"
