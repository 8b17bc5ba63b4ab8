"""What rules make of days and months: by the calendar, by the week, and beside a day named before."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.dates.almanac import HOLIDAYS, add_months, day_of, days_in, monday_of
from rashomon.dates.edtf import parse_edtf
from rashomon.dates.matches import NO_YEAR, Found
from rashomon.dates.tags import Node
from rashomon.dates.words import BESIDE, KIND

LONG_AGO_DAYS = 320
_LEAP_YEAR = 2000


def year_of(found: Found) -> int | None:
    """The year that the words name, as a number or as "last year"; None where they name none."""
    if node := found.get("year"):
        return node.number
    if not found.get("which"):
        return None
    beside = found.day_before if found.word("which") in BESIDE else None
    base = beside.year if beside else found.anchor.year
    return None if base is None else base + found.way("which")


def _dated(found: Found, day: int | None = None) -> str | None:
    """The month, or the day in it, in the year that words, anchor and tense give; None for no date of the calendar."""
    month = found["month"].number
    year = year_of(found) or _nearest_year(found, month, day)
    head = f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}"
    if day is None:
        return head
    return f"{head}-{day:02d}" if 0 < day <= days_in(year or _LEAP_YEAR, month) else None


def _nearest_year(found: Found, month: int, day: int | None) -> int | None:
    """The year of the last such month or day up to the anchor, of the next one where the tense looks forward.

    What would be more than LONG_AGO_DAYS back is taken for the next one all the same: of a day eleven months
    past one says the year, while "set a deadline of 20 March" is in the past tense a week before.
    """
    anchor = found.anchor.day
    if anchor is None:
        return found.anchor.year if found.anchor.month == month else None
    here, now = (month, day or anchor.day), (anchor.month, anchor.day)
    if found.ahead:
        return anchor.year + (here < now)
    if found.follows("until") and day is None and (month - anchor.month) % 12 < 6:
        return anchor.year + (here < now)  # "through January" is said of the nearer one
    days_on = (date(anchor.year, month, min(here[1], 28)) - anchor).days
    return anchor.year - (here > now and days_on >= 365 - LONG_AGO_DAYS)


def calendar_day(found: Found) -> Node | None:
    """ "13 March", "March the 13th, 2031"."""
    edtf = _dated(found, found["day"].number)
    return found.make("DAY", edtf, yearless=year_of(found) is None) if edtf else None


def day_range(found: Found) -> Node | None:
    """ "From 8 to 12 August"."""
    first, last = (_dated(found, found[name].number) for name in ("d1", "d2"))
    if not first or not last or found["d1"].number >= found["d2"].number:
        return None
    return found.make("SPAN", f"{first}/{last}")


def month(found: Found) -> Node | None:
    """ "March", "March last year"."""
    return found.make("SPAN", _dated(found))


def directed_month(found: Found) -> Node | None:
    """ "Last November", "next June": not the anchor's own month, which "this" means."""
    anchor, number, way = found.anchor.day, found["month"].number, found.way("rel")
    if anchor is None:
        return found.make("SPAN", f"XXXX-{number:02d}")
    year = anchor.year + (way if way * number <= way * anchor.month else 0)
    return found.make("SPAN", f"{year:04d}-{number:02d}")


def day_of_month(found: Found) -> Node | None:
    """ "The 5th of last month"."""
    if found.anchor.day is None or found["unit"].word != "month":
        return None
    return found.day(day_of(add_months(found.anchor.day, found.way("rel")), found["day"].number))


def nth_of_month(found: Found) -> Node | None:
    """ "The first Sunday of the month", "the last day of June"."""
    month = _month_meant(found)
    if month is None:
        return None
    last = found["nth"].kind != KIND["nth"]
    days = [day for number in range(1, 32) if (day := day_of(month, number))]
    if found["weekday"].kind == KIND["weekday"]:
        days = [day for day in days if day.weekday() == found["weekday"].number]
    number = -1 if last else found["nth"].number - 1
    return found.day(days[number]) if number < len(days) else None


def _month_meant(found: Found) -> date | None:
    """The first of the month that the words name, by name or from the anchor."""
    if found.get("month"):
        month = _dated(found)
        return date.fromisoformat(f"{month}-01") if month and not month.startswith("X") else None
    anchor = found.anchor.day
    if anchor is None or found["unit"].word != "month":
        return None
    return add_months(anchor.replace(day=1), found.way("rel"))


def bare_ordinal(found: Found) -> Node | None:
    """ "On the 17th": of the month named before, else the last or next such day."""
    number, named, anchor = found["day"].number, found.day_before, found.anchor.day
    if found["day"].word in ("first", "second", "third"):
        return None  # "by the second" is one of several as often as a day
    base = named or anchor
    if base is None:
        return found.make("DAY", f"XXXX-XX-{number:02d}")
    ahead = found.ahead
    months = [add_months(base, by if ahead else -by) for by in range(3)]
    days = [day for one in months if (day := day_of(one, number))]
    if not named:
        days = [day for day in days if day == anchor or (day > base) == ahead]
    return found.day(days[0]) if days else None


def weekday(found: Found) -> Node | None:
    """The last such day up to the anchor, or the next one from it; "last" and "next" leave the anchor's own day out."""
    anchor, way = found.anchor.day, found.way("rel")
    if anchor is None:
        return found.make("DAY")
    return found.day(_weekday_from(anchor, found["weekday"].number, way or (1 if found.ahead else -1), out=way != 0))


def weekday_before_last(found: Found) -> Node | None:
    """ "The Sunday before last"."""
    anchor = found.anchor.day
    if anchor is None:
        return found.make("DAY")
    return found.day(_weekday_from(anchor, found["weekday"].number, -1, out=True) - timedelta(days=7))


def weekday_beside(found: Found) -> Node | None:
    """ "The following Tuesday", "the previous Tuesday": reckoned from the last day that the text named."""
    base = found.day_before
    if base and base.year < NO_YEAR.year + 2:
        return None  # a year that is not known has no weeks
    return found.day(_weekday_from(base, found["weekday"].number, found.way("rel"), out=True) if base else None)


def _weekday_from(base: date, number: int, way: int, *, out: bool) -> date:
    """The nearest such day that way; ``out`` leaves out the day itself."""
    gap = way * (number - base.weekday()) % 7
    return base + way * timedelta(days=7 if out and not gap else gap)


def weekday_of_week(found: Found) -> Node | None:
    """ "Monday of last week"."""
    if found.anchor.day is None:
        return found.make("DAY")
    return found.day(monday_of(found.anchor.day) + timedelta(days=7 * found.way("rel") + found["weekday"].number))


def today(found: Found) -> Node | None:
    """Today, yesterday, tomorrow, and the day before or after."""
    days = timedelta(days=found.way("today") + found.way("side"))
    return found.day(found.anchor.day + days if found.anchor.day else None)


def beside_day(found: Found) -> Node | None:
    """ "The next day", "the same day", "the day before": reckoned from the last day that the text named."""
    base, days = found.day_before, timedelta(days=found.way("rel") + found.way("side"))
    return found.day(base + days if base else None)


def numeric(found: Found) -> Node | None:
    """ "13/8/2032" in the one order that is possible, "9/11/2001" as one of two days; dots put the day first."""
    first, second, year = (int(part) for part in re.split(r"[/.-]", found["date"].word))
    year = _century_of(year, found.anchor.year) if year < 100 else year
    orders = [(second, first)] if "." in found["date"].word else [(second, first), (first, second)]
    days = sorted({date(year, *order).isoformat() for order in orders if _exists(year, *order)})
    if not days:
        return None
    return found.make("DAY", days[0]) if len(days) == 1 else found.make("SPAN", f"[{','.join(days)}]")


def _century_of(year: int, anchor: int | None) -> int:
    """The year of two figures that lies nearest to the anchor's."""
    near = anchor or 2000
    return min((century + year for century in (1900, 2000, 2100)), key=lambda one: abs(one - near))


def _exists(year: int, month: int, day: int) -> bool:
    return 0 < month < 13 and 0 < day <= days_in(year, month)


def iso(found: Found) -> Node | None:
    """ "2031-03-13", "2031-03-13T03:40Z"; seconds are left out. Raises ValueError for no date of the calendar."""
    edtf = re.sub(r"(T\d\d:\d\d):\d\d", r"\1", found["date"].word.upper())
    parse_edtf(edtf)
    return found.make("JOINED" if "T" in edtf else "DAY", edtf)


def holiday(found: Found) -> Node | None:
    """ "Christmas Eve", "Good Friday last year": the last one up to the anchor, or the next one from it."""
    place, anchor, year = HOLIDAYS[found["holiday"].word], found.anchor.day, year_of(found)
    if year:
        return found.day(place(year))
    if anchor:
        days = [place(anchor.year + by) for by in (-1, 0, 1)]
        return found.day(min(d for d in days if d >= anchor) if found.ahead else max(d for d in days if d <= anchor))
    moves = place(2030).replace(year=2031) != place(2031)
    return found.make("DAY", None if moves else f"XXXX{place(2000).isoformat()[4:]}")
