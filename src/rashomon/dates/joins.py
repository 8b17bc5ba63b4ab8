"""What rules make of two times beside one another: a time of day on its day, a range, a bound."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.dates.edtf import plain_day, write_interval
from rashomon.dates.matches import Found
from rashomon.dates.tags import Node
from rashomon.dates.words import KIND, PARTS_OF_DAY

_ONE_DAY = re.compile(r"(?:\d{4}|XXXX)-(?:\d\d|XX)-\d\d")
UNKNOWN_DAY = "XXXX-XX-XX"
_UP_TO_A_DAY = re.compile(r"[\dX]{4}(?:-\d\d){0,2}")


def _next_day(day: str) -> str:
    """The day after a plain day, its year unknown or not."""
    if day.startswith("XXXX-XX"):
        return day
    known = date.fromisoformat(day.replace("XXXX", "2000")) + timedelta(days=1)
    return day[:4] + known.isoformat()[4:] if day.startswith("X") else known.isoformat()


def _moment(day: str | None, minute: int, clock: Node | None = None) -> str:
    """A time of day on a day, or on one that is not known; minutes beyond 1440 lie on the next day."""
    day = _next_day(day or UNKNOWN_DAY) if minute >= 1440 else day or UNKNOWN_DAY
    zone, about = (clock.zone, "~" if clock.about else "") if clock else ("", "")
    return f"{day}T{minute // 60 % 24:02d}:{minute % 60:02d}{zone}{about}"


def _part_of(day: str | None, part: str) -> str:
    first, last = PARTS_OF_DAY[part]
    return f"{_moment(day, first)}/{_moment(day, last)}"


def _at(day: str | None, clock: Node) -> str | None:
    """The clock's times on the day, ``[a,b]`` where it has two; None where the day is not one plain day."""
    if day and not _ONE_DAY.fullmatch(day):
        return None
    if clock.kind == KIND["CLOCKS"]:
        return "/".join(_moment(day, minute) for minute in clock.minutes)
    # Midnight is both ends of an unknown day.
    times = [_moment(day, minute if day else minute % 1440, clock) for minute in clock.minutes]
    return times[0] if len(times) == 1 else f"[{','.join(times)}]"


def value_of(node: Node) -> str | None:
    """The EDTF value of a node of time, whether or not its day is known."""
    return _at(None, node) if node.kind in (KIND["CLOCK"], KIND["CLOCKS"]) else node.edtf


def clock_on_day(found: Found) -> Node | None:
    """ "9 p.m. on Sunday"."""
    edtf = _at(found["day"].edtf, found["clock"])
    return found.make("JOINED", edtf) if edtf else None


def part_on_day(found: Found) -> Node | None:
    """ "Tuesday night", "the morning of 9 March"; "the early hours" of no day named are those of any."""
    day = found.get("day")
    edtf = day.edtf if day else None
    if edtf and not _ONE_DAY.fullmatch(edtf):
        return None
    return found.make("JOINED", _part_of(edtf, found["part"].word))


def part_of_part(found: Found) -> Node | None:
    """ "The early hours of Tuesday morning"."""
    edtf = found["day"].edtf
    return found.make("JOINED", _part_of(edtf[:10], found["part"].word)) if edtf and edtf[:1] not in "[." else None


def part_beside_day(found: Found) -> Node | None:
    """ "The next morning", "that night", "the night before": reckoned from the last day that the text named."""
    return _part_near(found, found.day_before)


def part_beside_anchor(found: Found) -> Node | None:
    """ "This morning", "last night", "tonight"."""
    return _part_near(found, found.anchor.day)


def part_before_last(found: Found) -> Node | None:
    """ "The night before last"."""
    anchor = found.anchor.day
    return _part_near(found, anchor - timedelta(days=1) if anchor else None)


def overnight(found: Found) -> Node | None:
    """ "Overnight": last night, or the night to come where the tense looks forward."""
    anchor = found.anchor.day
    return _part_near(found, anchor - timedelta(days=not found.ahead) if anchor else None)


def nights_around(found: Found) -> Node | None:
    """ "Overnight on Tuesday": the night before for some, the night after for others."""
    edtf = found["day"].edtf
    day = plain_day(edtf)
    if edtf and not day:
        return None
    before = (day - timedelta(days=1)).isoformat() if day else None
    first, last = _part_of(before, "night").split("/")[0], _part_of(edtf, "night").split("/")[1]
    return found.make("JOINED", f"{first}/{last}")


def _part_near(found: Found, base: date | None) -> Node:
    day = base + timedelta(days=found.way("rel") + found.way("side")) if base else None
    return found.make("JOINED", _part_of(day.isoformat() if day else None, found.word("part") or "night"))


def clock_in_part(found: Found) -> Node | None:
    """ "10 p.m. last night", "Tuesday night at about ten": the time of day that lies in the part."""
    first, _, last = (found["whole"].edtf or "").partition("/")
    clock = found["clock"]
    if not last or first == "..":
        return None
    moments = [_moment(day, minute % 1440, clock) for day in (first[:10], last[:10]) for minute in clock.minutes]
    inside = [at for at in moments if first[:16] <= at[:16] <= last[:16]]
    return found.make("JOINED", inside[0]) if inside else None


def range_of(found: Found) -> Node | None:
    """ "From Monday to Friday", "between May and 9 June 2030": the last one's year holds for both, unless told."""
    first, last = value_of(found["first"]), value_of(found["last"])
    if not first or not last or any(mark in first + last for mark in ("[", "..")):
        return None
    first, last = first.split("/")[0], last.split("/")[-1]
    if first.startswith(UNKNOWN_DAY):
        first = last[:10] + first[10:]
    elif last.startswith(UNKNOWN_DAY):
        last = first[:10] + last[10:]
    starts = (last[:4] + first[4:], first) if found["first"].yearless else (first,)
    ranges = [edtf for start in starts if (edtf := write_interval(start, last))]
    return found.make("SPAN", ranges[0]) if ranges else None


def night_between(found: Found) -> Node | None:
    """ "The night of 6 to 7 May", "the night from Tuesday to Wednesday"."""
    first, _, last = (found["span"].edtf or "").partition("/")
    if (found.word("part") or "night") != "night" or not _ONE_DAY.fullmatch(first) or _next_day(first) != last:
        return None
    return found.make("JOINED", _part_of(first, "night"))


def bound(found: Found, *, opens: bool, strict: bool) -> Node | None:
    """Open after ("since", "after") or before ("until", "before") the time; strictly so, without the day itself.

    "Before Friday" ends with Thursday, "after Friday" begins with Saturday; other units keep their edge.
    """
    edtf = value_of(found["time"])
    if not edtf or ".." in edtf:
        return None
    ends = re.split(r"[/,]", edtf.strip("[]"))
    wide = not strict or edtf[0] == "["  # of "after twenty past five" the earlier is the wider
    edge = ends[0] if opens == wide else ends[-1]
    if strict and (day := plain_day(edge)):
        edge = f"{day + timedelta(days=1 if opens else -1)}"
    return found.make("SPAN", f"{edge}/.." if opens else f"../{edge}")


def about(found: Found) -> Node | None:
    """ "Around 9 March"."""
    edtf = value_of(found["time"])
    return found.make("SPAN", f"{edtf}~") if edtf and _UP_TO_A_DAY.fullmatch(edtf) else None


def with_preposition(found: Found) -> Node:
    """ "On Monday": the same time, one word longer."""
    return found["time"]._replace(start=found.start)
