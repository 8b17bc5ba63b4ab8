"""What rules make of what TIMEX3 marks and nobody can place: how long, how often, "now", "the quarter"."""

from __future__ import annotations

from rashomon.dates.distances import amount_of, unit_of
from rashomon.dates.matches import Found
from rashomon.dates.tags import Node
from rashomon.dates.timex import FUTURE, PAST, PRESENT, Value, period

_OFTEN = {"hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y"}
_OFTEN |= {"nightly": "P1D", "quarterly": "P1Q"}


def duration(found: Found) -> Node:
    """ "Three days", "a few weeks", "the first nine months", "a five-year": how long, not when."""
    low, high = amount_of(found)
    count = low if low == high else None
    return found.make("LASTS")._replace(timex=Value(period(count, unit_of(found)), _bound(found)))


def bare_duration(found: Found) -> Node | None:
    """ "For years"."""
    if not found.word("unit").endswith("s"):
        return None
    return found.make("LASTS")._replace(timex=Value(period(None, unit_of(found))))


def _bound(found: Found) -> str:
    for name, mod in (("more", "MORE_THAN"), ("less", "LESS_THAN"), ("about", "APPROX")):
        if found.get(name):
            return mod
    return ""


def often(found: Found) -> Node:
    """ "Daily", "annually"."""
    return _set(found, _OFTEN[found.word("often")])


def each_unit(found: Found) -> Node:
    """ "Every week", "each month"."""
    return _set(found, period(1, unit_of(found)))


def each_day(found: Found) -> Node:
    """ "Every Monday", "each July", "on Mondays"."""
    if weekday := found.get("weekday"):
        return _set(found, f"XXXX-WXX-{weekday.number + 1}")
    return _set(found, f"XXXX-{found['month'].number:02d}")


def _set(found: Found, value: str) -> Node:
    return found.make("OFTEN")._replace(timex=Value(value))


def now(found: Found) -> Node:
    """ "Now", "currently"."""
    return _vague(found, PRESENT)


def lately(found: Found) -> Node:
    """ "Recently", "the past"."""
    return _vague(found, PAST)


def soon(found: Found) -> Node:
    """ "Soon", "in the future"."""
    return _vague(found, FUTURE)


def _vague(found: Found, value: str) -> Node:
    return found.make("VAGUE")._replace(timex=Value(value))
