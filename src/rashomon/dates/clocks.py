"""What rules make of times of day: the minutes of the day that the words allow."""

from __future__ import annotations

import re

from rashomon.dates.matches import Found
from rashomon.dates.tags import Node
from rashomon.dates.words import KIND, PARTS_OF_DAY, ZONES

_DAY = 1440
_SHORTLY = 10  # minutes off, for "shortly before", "towards" and "shortly after"


def clock(found: Found, *, offset: int = 0) -> Node | None:
    """ "9 p.m.", "shortly before noon", "four in the morning"; so many minutes after or before where told."""
    nearing = (found.get("about") or found["t"]).kind == KIND["nearing"]
    by = offset + (-_SHORTLY if nearing else _SHORTLY * found.way("side"))
    minutes = tuple(_moved(minute, by) for minute in _halved(_told(found["t"]), found.word("ap"), found.word("part")))
    if not minutes:
        return None
    about = bool(found.get("about") or found.get("shortly"))
    zone = ZONES.get(found.word("zone"), "")
    return found.make("CLOCK")._replace(minutes=minutes, about=about, zone=zone)


def small_hour(found: Found) -> Node | None:
    """ "At five": an hour of the dial."""
    return clock(found) if found["t"].number <= 12 else None


def past_hour(found: Found) -> Node | None:
    """ "Half past nine", "a quarter to ten", "ten to midnight", "twenty past five"."""
    count = found.get("m")
    by = count.number if count else 30 if found.get("half") else 15
    if by > 30 or found["t"].number > 12:
        return None
    return clock(found, offset=-by if found.word("dir") in ("to", "before") else by)


def clocks(found: Found) -> Node | None:
    """ "Between 5 and 7 p.m.", "from 21:50 to 22:35": the first takes the half of the day of the last."""
    told, half = _told(found["h1"]), found.word("ap2")
    first, last = _halved(told, found.word("ap1") or half), _halved(_told(found["h2"]), half)
    if not first or not last:
        return None
    early = [minute for minute in first if minute < last[-1]] or [told[0]]
    return found.make("CLOCKS")._replace(minutes=(early[-1], last[-1]))


def _told(node: Node) -> tuple[int, ...]:
    """The minutes of the day that the words of a clock allow, before any "shortly" or "p.m."."""
    if node.kind == KIND["noon"]:
        return (_DAY,) if node.word == "midnight" else (_DAY // 2,)
    if node.kind in (KIND["clock"], KIND["dotted"]):
        hour, minute = (int(part) for part in re.split(r"[:.h]", node.word)[:2])
        return _on_dial(hour, minute, sure=node.word[0] == "0")
    if node.kind in (KIND["hhmm"], KIND["yearno"]):
        return _on_dial(node.number // 100, node.number % 100, sure=True)
    return _on_dial(node.number, 0) if node.number else ()


def _on_dial(hour: int, minute: int, *, sure: bool = False) -> tuple[int, ...]:
    """The minutes of the day that a dial's hour may mean: two below thirteen o'clock, unless the writing is sure."""
    if hour > 24 or minute > 59:
        return ()
    if sure or hour > 12 or hour == 0:
        return (hour * 60 + minute,)
    return (hour % 12 * 60 + minute, (hour % 12 + 12) * 60 + minute)


def _halved(minutes: tuple[int, ...], half: str, part: str = "") -> tuple[int, ...]:
    """Those of the alternatives that "a.m." or the part of the day leave."""
    if half and len(minutes) == 2:
        return (minutes[half[0] == "p"],)
    if not part:
        return minutes
    first, last = PARTS_OF_DAY[part]
    return tuple(at for at in minutes if first <= at <= last or first <= at + _DAY <= last) or minutes


def _moved(minute: int, by: int) -> int:
    """So many minutes on; what follows midnight begins the day, what comes before it ends it."""
    if by > 0:
        return minute % _DAY + by
    return (minute + by) % _DAY if by else minute
