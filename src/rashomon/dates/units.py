"""What rules make of weeks to centuries, of seasons and quarters, and of the parts of any of them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from rashomon.dates.almanac import add_months, days_in, monday_of
from rashomon.dates.days import year_of
from rashomon.dates.distances import QUARTER, unit_of
from rashomon.dates.edtf import parse_edtf, write_interval
from rashomon.dates.matches import NO_YEAR, Found, near_day
from rashomon.dates.tags import Node
from rashomon.dates.timex import Value, to_timex
from rashomon.dates.words import BESIDE, KIND, PARTS_OF_UNIT, PARTS_OF_WEEK, SEASONS

_YEARS_IN_NEWS = range(1900, 2100)  # a number beyond these is a count as often as a year
_MODS = dict.fromkeys(("early", "start", "beginning"), "START") | dict.fromkeys(("mid", "middle"), "MID")
_MODS |= dict.fromkeys(("late", "end"), "END")
_MONTH = re.compile(r"(?:\d{4}|XXXX)-(?:0[1-9]|1[0-2])")


def _unit_around(day: date, unit: str, by: int) -> str:
    """The day, week, weekend, month, … or century that holds the day, or one so many before or after."""
    if unit == "day":
        return (day + timedelta(days=by)).isoformat()
    if unit in ("week", "weekend"):
        monday = monday_of(day) + timedelta(days=7 * by)
        return f"{monday + timedelta(days=5 if unit == 'weekend' else 0)}/{monday + timedelta(days=6)}"
    if unit == "month":
        return add_months(day, by).isoformat()[:7]
    if unit == "quarter":
        month = add_months(day, 3 * by)
        return f"{month.year:04d}-{33 + (month.month - 1) // 3}"
    if unit == "decade":
        return f"{day.year // 10 + by:03d}X"
    first = (day.year // 100 + by) * 100
    return f"{first:04d}/{first + 99:04d}" if unit == "century" else f"{day.year + by:04d}"


def this_unit(found: Found) -> Node | None:
    """ "Last week", "this month", "next year", "that same year"."""
    unit, by, beside = unit_of(found), found.way("rel"), found.word("rel") in BESIDE
    base = found.time_before if beside else found.anchor.day
    if base is None and unit == "year" and found.anchor.year and not beside:
        base = date(found.anchor.year, 1, 1)
    return found.make("SPAN", _unit_around(base, unit, by) if base else None)


def unit_but_one(found: Found) -> Node | None:
    """ "The week before last", "the year after next"."""
    anchor, by = found.anchor.day, 2 if found.get("next") else -2
    return found.make("SPAN", _unit_around(anchor, unit_of(found), by) if anchor else None)


def unit_beside_day(found: Found) -> Node | None:
    """ "The day before 9 March", "the week after Easter", "the week of 6 March"."""
    return beside(found, near_day(found["day"].edtf))


def beside(found: Found, day: date | None) -> Node:
    """The unit before or after the one that holds the day; of a year that is not known only its days."""
    placed = day and (day.year > NO_YEAR.year + 2 or unit_of(found) == "day")
    return found.day_or_span(_unit_around(day, unit_of(found), found.way("way")) if day and placed else None)


def weekend(found: Found) -> Node | None:
    """ "At the weekend": the last one, or the next where the tense looks forward."""
    anchor = found.anchor.day
    if anchor is None:
        return found.make("SPAN")
    return found.make("SPAN", _unit_around(anchor, "weekend", 0 if anchor.weekday() > 4 or found.ahead else -1))


def season(found: Found) -> Node | None:
    """ "The autumn of 2029", "last summer", "in the spring"; seasons of the northern half of the earth."""
    number, anchor = SEASONS[found["season"].word], found.anchor.day
    year = year_of(found) or (_year_of_season(found, number, anchor) if anchor else None)
    return found.make("SPAN", f"{year:04d}-{number}" if year else None)


def _year_of_season(found: Found, number: int, anchor: date) -> int:
    word, first = found.word("rel"), 3 * (number - 20)
    if word == "this":
        return anchor.year
    if found.way("rel") > 0 or (not word and found.ahead):
        return anchor.year + (first <= anchor.month)
    over = first + 2 if word == "last" else first - 1
    return anchor.year - (over >= anchor.month)


def quarter(found: Found) -> Node | None:
    """ "The third quarter", of the year named or the last or next such quarter; "the first half of 2031"."""
    number, year, anchor = found["nth"].number, year_of(found), found.anchor.day
    half, ahead = found.get("half") is not None, found.ahead and not found.get("dash")  # a "third-quarter" loss is past
    if number > (2 if half else 4):
        return None
    if year is None and anchor:
        here = (anchor.month - 1) // (6 if half else 3) + 1
        year = anchor.year + (here - number > (0 if half else 2) if ahead else -(number > here))
    return found.make("SPAN", f"{year:04d}-{(39 if half else 32) + number}") if year else None


def quarter_year_before(found: Found) -> Node | None:
    """ "The year-ago quarter", "the year-earlier third quarter": of the quarter named before, one year back."""
    named = _quarter_before(found)
    if nth := found.get("nth"):
        named = f"{named[:5]}{32 + nth.number}" if named and nth.number < 5 else None
    return found.make("SPAN", f"{int(named[:4]) - 1:04d}{named[4:]}") if named else None


def quarter_of_year(found: Found) -> Node | None:
    """ "The period last year", "the 1988 quarter": of the quarter named before, in that year."""
    year, named = year_of(found), _quarter_before(found)
    return found.make("SPAN", f"{year:04d}{named[4:]}") if year and named else None


def quarter_named(found: Found) -> Node | None:
    """ "The quarter", "the latest period": the one named before."""
    named = _quarter_before(found)
    return found.make("SPAN", named) if named else None


def month_named(found: Found) -> Node | None:
    """ "The month": the one named before, else the anchor's."""
    if found["unit"].word != "month":
        return None
    anchor = found.anchor.day
    month = found.latest_named(_MONTH) or (anchor.isoformat()[:7] if anchor else None)
    return found.make("SPAN", month) if month else None


def _quarter_before(found: Found) -> str | None:
    """The last quarter named, else the last that is over at the anchor."""
    return found.latest_named(QUARTER) or (_unit_around(found.anchor.day, "quarter", -1) if found.anchor.day else None)


def century(found: Found) -> Node | None:
    """ "The 19th century"."""
    first = (found["nth"].number - 1) * 100
    return found.make("SPAN", f"{first:04d}/{first + 99:04d}") if unit_of(found) == "century" and first else None


def end_of_year(found: Found) -> Node | None:
    """ "Year-end", "last year's end"."""
    anchor = found.anchor.year
    return found.make("SPAN", f"{anchor + found.way('rel'):04d}-12-31~" if anchor else None)


def spelled_year(found: Found) -> Node | None:
    """ "Nineteen ninety-seven", as those write down what they hear."""
    if thousands := found.get("thousands"):
        return found.number("yearno", thousands.number * 1000)
    hundreds, ones = found["hundreds"].number, found["ones"].number
    return found.number("yearno", hundreds * 100 + ones) if hundreds in (18, 19, 20) and ones > 9 else None


def bare_year(found: Found) -> Node | None:
    """ "In 1066"."""
    return found.make("SPAN", f"{found['year'].number:04d}")


def recent_year(found: Found) -> Node | None:
    """A year after a word that may also introduce a count: only years that news is about."""
    return bare_year(found) if found["year"].number in _YEARS_IN_NEWS else None


def year_of_law(found: Found) -> Node | None:
    """ "The 1996 law": no round number, which may count what follows."""
    return recent_year(found) if found["year"].number % 100 else None


def years(found: Found) -> Node | None:
    """ "1998-2001", "1998-99"."""
    first, last = found["first"].number, found["last"].number
    last += first // 100 * 100 if last < 100 else 0
    return found.make("SPAN", f"{first}/{last}") if 1800 <= first < last < 2100 else None


def decade(found: Found) -> Node | None:
    """ "The 1990s"; "the '90s" are those of the century that puts them before the anchor."""
    digits = re.sub(r"\D", "", found["decade"].word) or str(found["decade"].number)
    if len(digits) == 2:
        this = found.anchor.year
        if this is None:
            return None
        digits = f"{this // 100 - (int(digits) > this % 100):02d}{digits}"
    return found.make("SPAN", f"{digits[:3]}X")


def part_of_span(found: Found) -> Node | None:
    """ "Early 2008", "mid-October", "the end of next week"; the words stand for the whole where they name no part."""
    edtf = found["span"].edtf or ""
    year = "XXXX" if _MONTH.fullmatch(edtf) and edtf.startswith("X") else ""
    start, end = parse_edtf(edtf.replace("XXXX", "2000") if year else edtf) if edtf else (None, None)
    part = _part(start, end, found.word("which"), year=year) if start and end else edtf
    return found.make("SPAN", part or None)._replace(timex=_in_part(edtf, _MODS[found.word("which")]))


def _in_part(edtf: str, mod: str) -> Value:
    """The value of the whole in TIMEX3, with the part as its modifier."""
    return Value(to_timex(edtf).value, mod) if edtf else Value()


def _part(start: datetime, end: datetime, word: str, *, year: str) -> str | None:
    """The part of the unit in days, from 100 days on in months, from four years on in years; both ends "~"."""
    days = (end - start).days
    share, shares = (PARTS_OF_WEEK[word], 7) if days == 7 else (PARTS_OF_UNIT[word], 6)
    first, last = (start + timedelta(days=round(days * edge / shares)) for edge in share)
    length = 10 if days < 100 else 7 if days < 1461 else 4
    ends = [year + f"{day.date()}"[len(year) : length] + "~" for day in (first, last - timedelta(days=1))]
    return write_interval(*ends)


def beside_anchor(found: Found) -> Node | None:
    """ "Later this month", "earlier this year": the part before or after the anchor, where the anchor lies in it."""
    edtf, anchor = found["span"].edtf, found.anchor.day
    start, end = parse_edtf(edtf) if edtf else (None, None)
    whole = _in_part(edtf or "", "START" if found.way("which") < 0 else "END")
    if not (start and end and anchor and start.date() <= anchor < end.date()):
        return found.make("SPAN", edtf)._replace(timex=whole)
    last = (end - timedelta(days=1)).date()
    first, last = (start.date(), anchor) if found.way("which") < 0 else (anchor, last)
    return found.make("SPAN", write_interval(f"{first}", f"{last}"))._replace(timex=whole)


def part_of_month(found: Found) -> Node | None:
    """ "The first week of March", "the second half of March"; weeks are counted from the first of the month."""
    edtf, length = found["span"].edtf or "", 7 if found["unit"].kind == KIND["week"] else 15
    if not _MONTH.fullmatch(edtf):
        return None
    days = days_in(int(edtf[:4].replace("XXXX", "2000")), int(edtf[5:]))
    first = days - length + 1 if found["nth"].word == "last" else (found["nth"].number - 1) * length + 1
    last = days if length == 15 and first > 1 else min(first + length - 1, days)
    return found.make("SPAN", f"{edtf}-{first:02d}~/{edtf}-{last:02d}~") if first <= min(days, 29) else None
