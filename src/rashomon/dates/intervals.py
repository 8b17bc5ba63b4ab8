"""What two times are to one another: whether one excludes the other, whether one lies within the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from rashomon.dates.edtf import Point, Stretch, read_edtf
from rashomon.ledger import When

# How far from its bounds a time may lie and still be meant. Chosen wide: an exclusion must be certain.
FEW_MINUTES = timedelta(minutes=5)  # between two clocks, or two memories
ABOUT_YEAR, ABOUT_MONTH, ABOUT_DAY = timedelta(days=366), timedelta(days=31), timedelta(days=3)
ABOUT_MINUTE = timedelta(minutes=20)
SEASON_EDGE = timedelta(days=31)  # seasons begin on the first of a month for some, three weeks later for others
ANY_ZONE = timedelta(hours=14)  # the widest offset from UTC, where only one of two times names its zone
# Beside a longer time, what is unknown is not tried out at every place: the two may then both be true.
MAX_TRIED_DAYS, MAX_TRIED_SPAN = 70, timedelta(days=3660)
_LONGEST = timedelta(days=3_700_000)  # about the whole calendar, of an interval that is open

Bounds = tuple[datetime, datetime]


def excludes(a: When, b: When) -> bool:
    """Whether no time at all can satisfy both; symmetric, and False where either cannot be placed.

    Bounds are widened first: "about" by ABOUT_YEAR, ABOUT_MONTH, ABOUT_DAY or ABOUT_MINUTE; a time of day by
    its roundness (10 minutes at the full and half hour, 3 at a multiple of five, else 1), two of them by
    FEW_MINUTES more, and by ANY_ZONE where only one names its zone; a season by SEASON_EDGE. An unknown year
    may be any, and a time of day without a day may be on any day.
    """
    return a.edtf is not None and b.edtf is not None and _excludes(a.edtf, b.edtf)


@lru_cache(maxsize=65536)  # a case has few dates, and compares each with each many times
def _excludes(a: str, b: str) -> bool:
    return all(_disjoint(left, right) for left in read_edtf(a) for right in read_edtf(b))


def contains(a: When, b: When) -> bool:
    """Whether b lies within a and is strictly more precise; never true both ways round."""
    if a.edtf is None or b.edtf is None or _vagueness(a.edtf) <= _vagueness(b.edtf):
        return False
    return all(any(_within(inner, outer) for outer in read_edtf(a.edtf)) for inner in read_edtf(b.edtf))


def _disjoint(left: Stretch, right: Stretch) -> bool:
    if left.unknown > right.unknown:
        left, right = right, left
    slack = _slack(left) + _slack(right) + _between_clocks(left, right)
    pairs = [(one, other) for one in _placed(left) for other in _placed(right, one)]
    return bool(pairs) and all(_apart(one, other, slack) for one, other in pairs)


def _slack(stretch: Stretch) -> timedelta:
    """How far beyond its bounds the words may still be true."""
    return max(_slack_of(point) for point in stretch.points)


def _slack_of(point: Point) -> timedelta:
    if point.minute is not None:
        return _roundness(point.minute) + (ABOUT_MINUTE if point.about else timedelta())
    edge = SEASON_EDGE if point.is_season else timedelta()
    if not point.about:
        return edge
    return edge + (ABOUT_DAY if point.day else ABOUT_MONTH if point.month else ABOUT_YEAR)


def _roundness(minute: int) -> timedelta:
    """How far off a time of day may be by being a round one: "three o'clock" more than "3.12"."""
    return timedelta(minutes=10 if minute % 30 == 0 else 3 if minute % 5 == 0 else 1)


def _between_clocks(left: Stretch, right: Stretch) -> timedelta:
    clocks = [[point for point in stretch.points if point.minute is not None] for stretch in (left, right)]
    if not all(clocks):
        return timedelta()
    zoned = [any(point.zone is not None for point in points) for points in clocks]
    return FEW_MINUTES + (ANY_ZONE if zoned[0] != zoned[1] else timedelta())


def _apart(one: Bounds, other: Bounds, slack: timedelta) -> bool:
    (start, end), (other_start, other_end) = one, other
    if end <= other_start:
        return other_start - end >= slack
    return other_end <= start and start - other_end >= slack


def _placed(stretch: Stretch, beside: Bounds | None = None) -> list[Bounds]:
    """The stretch in the calendar: where something is unknown, at every place beside the other; empty if too many."""
    if not stretch.unknown or beside is None:
        return [stretch.bounds()]
    start, end = beside
    if start == datetime.min or end == datetime.max or end - start > MAX_TRIED_SPAN:
        return []
    if stretch.unknown == 3:
        days = (end - start).days + 3
        places = [start.date() + timedelta(days=day - 1) for day in range(days)]
        return _legal(stretch, places) if days < MAX_TRIED_DAYS else []
    years = range(max(start.year - 1, 1), min(end.year + 1, 9998) + 1)
    months = [6] if stretch.unknown == 1 else range(1, 13)
    return _legal(stretch, [date(year, month, 15) for year in years for month in months])


def _legal(stretch: Stretch, places: Iterable[date]) -> list[Bounds]:
    bounds = []
    for place in places:
        try:
            bounds.append(stretch.bounds(place))
        except (ValueError, OverflowError):  # 29 February of another year
            continue
    return bounds


def _vagueness(edtf: str) -> tuple[int, timedelta]:
    """What is unknown, then how long all alternatives are together, "about" included."""
    stretches = read_edtf(edtf)
    widths = [end - start + 2 * _spread(stretch) for stretch in stretches for start, end in [stretch.bounds()]]
    return max(stretch.unknown for stretch in stretches), min(sum(widths, timedelta()), _LONGEST)


def _spread(stretch: Stretch) -> timedelta:
    return _slack(stretch) if any(point.about for point in stretch.points) else timedelta()


def _within(inner: Stretch, outer: Stretch) -> bool:
    if inner.unknown and inner.unknown != outer.unknown:
        return False
    start, end = inner.bounds()
    room = _spread(outer) - _spread(inner)
    places = _placed(outer, (start, end)) if outer.unknown != inner.unknown else _placed(outer)
    return any(_reaches(place, (start, end), room) for place in places)


def _reaches(outer: Bounds, inner: Bounds, room: timedelta) -> bool:
    """Whether the outer bounds, given that much room on both sides, take in the inner ones."""
    early = outer[0] == datetime.min or outer[0] - inner[0] <= room
    return early and (outer[1] == datetime.max or inner[1] - outer[1] <= room)
