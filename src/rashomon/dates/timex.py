"""TIMEX3, the other way in which times are written down, and how EDTF is put into it.

TimeML 1.2.1 (Pustejovsky et al., 2003; Saurí et al., 2006) marks more than what can be placed: how long something took
(``P3D``), how often it happens (``XXXX-WXX-1``), and "now", "recently" and "soon" (``PRESENT_REF``, ``PAST_REF``,
``FUTURE_REF``). It has one value for much that EDTF writes as an interval (``2031-W10``, ``2031-W10-WE``,
``2031-03-11TNI``), and a word (``mod``) for the part of a unit and for a side that is open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from rashomon.dates.words import PARTS_OF_DAY
from rashomon.ledger import Span

PAST, PRESENT, FUTURE = "PAST_REF", "PRESENT_REF", "FUTURE_REF"


class Value(NamedTuple):
    """A TIMEX3 value and its modifier: "2031" with START is "early 2031"; "" where there is none."""

    value: str = ""
    mod: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """An expression of time with its TIMEX3 attributes; ``value`` and ``mod`` are None where it has none."""

    text: str
    span: Span
    type: str  # DATE, TIME, DURATION, SET
    value: str | None
    mod: str | None = None


SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_IN_MONTHS_PLACE = SEASONS | {f"{32 + n}": f"Q{n}" for n in range(1, 5)} | {"40": "H1", "41": "H2"}
_PARTS = {"morning": "MO", "hours": "MO", "dawn": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
_LENGTHS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "Q"}
_LENGTHS |= {"year": "Y"}
_IN_YEARS = {"decade": 10, "century": 100, "centurie": 100}
_SPAN_OF_PART = re.compile(r"(?P<day>.{10})T(?P<first>\d\d:\d\d)/.{10}T(?P<last>\d\d:\d\d)")


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


_PART_AT = {tuple(_clock(end) for end in PARTS_OF_DAY[word]): f"T{part}" for word, part in _PARTS.items()}


def to_timex(edtf: str) -> Value:
    """The TIMEX3 value that stands for an EDTF value of the profile of ``rashomon.dates.edtf``.

    Of alternatives the first. An interval for which TIMEX3 has no value gets that of the smallest year, month or day
    that holds both of its ends, "" where there is none.
    """
    if edtf.startswith("["):
        return to_timex(edtf[1:-1].split(",")[0])
    first, slash, last = edtf.partition("/")
    if not slash:
        return Value(_point(edtf), "APPROX" if edtf.endswith("~") else "")
    if first == "..":
        return Value(_point(last), "ON_OR_BEFORE")
    if last == "..":
        return Value(_point(first), "ON_OR_AFTER")
    return Value(_part_of_day(edtf) or _week(first, last) or _century(first, last) or _common(first, last))


def period(count: int | None, unit: str) -> str:
    """So many units as a TIMEX3 duration: "P3D", "PT2H", "PXW" where the number is not told."""
    unit = unit.removesuffix("s")
    if unit == "fortnight":
        return period(count and 2 * count, "week")
    if years := _IN_YEARS.get(unit):
        return period(count and years * count, "year")
    time, letter = _LENGTHS[unit][:-1], _LENGTHS[unit][-1]
    return f"P{time}{count or 'X'}{letter}"


def type_of(value: str) -> str:
    """DATE, TIME or DURATION, as the value shows; that something is a SET its words tell."""
    if re.match(r"P[T\dX]", value):
        return "DURATION"
    return "TIME" if re.search(r"T(?:\d|MO|AF|EV|NI)", value) else "DATE"


def _point(point: str) -> str:
    """One EDTF date or date-time: a season or quarter has its own letters, a decade three figures."""
    point = point.removesuffix("~")
    year, dash, month = point.partition("-")
    return f"{year}-{_IN_MONTHS_PLACE[month]}" if month in _IN_MONTHS_PLACE else point if dash else year.rstrip("X")


def _part_of_day(edtf: str) -> str:
    found = _SPAN_OF_PART.fullmatch(edtf)
    return found["day"] + _PART_AT.get((found["first"], found["last"]), "") if found else ""


def _week(first: str, last: str) -> str:
    """The week from its Monday to its Sunday, or its end."""
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return ""
    days = (end - start) // timedelta(days=1)
    if end.isoweekday() != 7 or days not in (1, 6):
        return ""
    year, week, _ = end.isocalendar()
    return f"{year}-W{week:02d}{'-WE' if days == 1 else ''}"


def _century(first: str, last: str) -> str:
    return first[:2] if len(first) == 4 and first[2:] == "00" and last == f"{first[:2]}99" else ""


def _common(first: str, last: str) -> str:
    for length in (10, 7, 4):
        if first[:length] == last[:length] and len(first.rstrip("~")) >= length:
            return first[:length]
    return ""
