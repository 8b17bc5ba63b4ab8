"""What rules make of so many units before or after a day: "two days ago", "a week later", "the past three days"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from rashomon.dates.almanac import add_months
from rashomon.dates.edtf import write_interval
from rashomon.dates.matches import Found, near_day
from rashomon.dates.tags import Node
from rashomon.dates.timex import FUTURE, PAST, Value, period, to_timex
from rashomon.dates.words import AMOUNTS

QUARTER = re.compile(r"\d{4}-3[3-6]")
_BARE_PLURAL = (2, 10)  # "recent weeks"
_HOURS = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}
_MONTHS = {"month": 1, "quarter": 3}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_YEARS = {"year": 1, "decade": 10, "century": 100}


def unit_of(found: Found) -> str:
    """The unit of time that the words name, in the singular."""
    return found.word("unit").removesuffix("s")


def _shifted(day: date, unit: str, count: int) -> str:
    """The day, month or year so many units off, with "~" where the unit is not that by which it is reckoned.

    Raises ValueError or OverflowError where the calendar has no such day ("5,000 years ago").
    """
    if unit in _MONTHS:
        return f"{add_months(day, count * _MONTHS[unit]).isoformat()[:7]}~"
    if unit in _YEARS:
        return f"{day.replace(year=day.year + count * _YEARS[unit], day=1).year:04d}~"
    days = count * _DAYS[unit] if unit in _DAYS else round(count * _HOURS[unit] / 24)
    return f"{day + timedelta(days=days)}{'' if unit == 'day' else '~'}"


def amount_of(found: Found) -> tuple[int, int]:
    """The least and the most that the words count: "a few" is two to six, a bare plural two to ten."""
    if few := found.get("few"):
        return AMOUNTS[few.word]
    node = found.get("n")
    if node is None:
        return _BARE_PLURAL
    figures = re.search(r"\d+", node.word.replace(",", ""))
    count = node.number or (int(figures[0]) if figures else 1)
    return count, count


def _distant(found: Found, base: date, way: int) -> str | None:
    """So many units before (way -1) or after (way 1) the day."""
    near, far = (_shifted(base, unit_of(found), way * count) for count in amount_of(found))
    if found.get("more"):
        return f"../{near.rstrip('~')}" if way < 0 else f"{near.rstrip('~')}/.."
    if found.get("less"):
        near = base.isoformat()
    if near != far:
        return _between(near, far, way)
    return f"{near.rstrip('~')}~" if found.get("about") else near


def _between(near: str, far: str, way: int) -> str | None:
    return write_interval(far, near) if way < 0 else write_interval(near, far)


def ago(found: Found) -> Node | None:
    """ "Two days ago", "more than a week ago", "72 hours ago"; "from now" looks forward.

    "Several years ago" has no value of the calendar in TIMEX3.
    """
    way = 1 if found.get("ahead") else -1
    node = _in_quarter(found, _ago(found, way), way)
    return node._replace(timex=Value(FUTURE if way > 0 else PAST)) if node and found.get("few") else node


def _in_quarter(found: Found, node: Node | None, way: int) -> Node | None:
    """ "A year ago" where a quarter is the matter: TIMEX3 then has the quarter."""
    quarter, (least, most) = found.latest_named(QUARTER), amount_of(found)
    if not (node and quarter) or unit_of(found) != "year" or least != most:
        return node
    return node._replace(timex=to_timex(f"{int(quarter[:4]) + way * least:04d}{quarter[4:]}"))


def _ago(found: Found, way: int) -> Node | None:
    if found.anchor.moment and unit_of(found) in ("minute", "hour") and not (found.get("more") or found.get("less")):
        return _by_the_minute(found, found.anchor.moment, way)
    return found.day_or_span(_distant(found, found.anchor.day, way) if found.anchor.day else None)


def _by_the_minute(found: Found, base: datetime, way: int) -> Node | None:
    """ "Two hours ago", "ten minutes later": where that from which they are reckoned has a time of day."""
    unit = timedelta(hours=_HOURS[unit_of(found)])
    near, far = (f"{base + way * count * unit:%Y-%m-%dT%H:%M}~" for count in amount_of(found))
    return found.make("JOINED", _between(near, far, way))


def ahead(found: Found) -> Node | None:
    """ "In two days", where the tense looks forward; how long something took, where it looks back."""
    if not found.ahead or found.anchor.day is None:
        return None
    return found.day_or_span(_distant(found, found.anchor.day, 1))


def later(found: Found) -> Node | None:
    """ "Two days later", "a week earlier", "two days before": reckoned from the last day that the text named."""
    way, unit = found.way("way") or found.way("side"), unit_of(found)
    base = (found.time_before if unit in _YEARS or unit in _MONTHS else None) or found.day_before
    if found.moment_before and unit in ("minute", "hour") and not (found.get("more") or found.get("less")):
        return _by_the_minute(found, found.moment_before, way)
    return _in_quarter(found, found.day_or_span(_distant(found, base, way) if base else None), way)


def from_day(found: Found) -> Node | None:
    """ "Two days after Monday", "a week before 9 March"."""
    return from_base(found, near_day(found["day"].edtf))


def from_base(found: Found, base: date | None) -> Node:
    """So many units before or after a day."""
    return found.day_or_span(_distant(found, base, found.way("way")) if base else None)


def _period_of(found: Found) -> Value:
    """The past so many units in TIMEX3; a number that is not told is no number of the past."""
    least, most = amount_of(found)
    if found.get("n") or found.get("few"):
        return Value(period(least if least == most else None, unit_of(found)))
    if found.anchor.day and found.word("unit") in ("month", "year"):
        return to_timex(_shifted(found.anchor.day, unit_of(found), -1))
    return Value(PAST)


def lately(found: Found) -> Node | None:
    """ "The past three days", "the next 48 hours", "recent weeks": up to the anchor, or from it."""
    anchor, way, most = found.anchor.day, found.way("rel") or -1, amount_of(found)[1]
    lasts = _period_of(found)
    if anchor is None:
        return found.make("SPAN")._replace(timex=lasts)
    far = _shifted(anchor, unit_of(found), way * most)
    return found.make("SPAN", _between(anchor.isoformat(), far, way))._replace(timex=lasts)
