"""Words for a reader: counts, times, and text that cannot disguise itself."""

from __future__ import annotations

import re

# What turns the direction of text or drives a terminal: shown by name, so that words cannot disguise themselves.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_OPEN = {"", ".."}  # a bound of an interval that is unknown, or open
_CLOCK = re.compile(r"T(\d\d:\d\d)\S*")  # seconds and offset from UTC are in the export
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DOUBT = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_UNSAID = {"XXXX-XX-XX": "day not said", "XXXX-XX": "month not said", "XXXX": "year not said"}
_SEASON = re.compile(r"^(\d{4}|XXXX)-(2[1-4])$")


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 claim", "2 claims"; "commentary" and its like end in "ies"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"


def folded(text: str) -> str:
    """The text with white space folded, on one line."""
    return " ".join(text.split())


def legible(text: str) -> str:
    """The text with control characters named ("[U+202E]"), so that none can turn, hide or colour what is shown."""
    return _CONTROLS.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def readable_time(edtf: str) -> str:
    """An EDTF value for people who do not know the standard: "2031-03-06~" is "about 2031-03-06"."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return ", ".join(filter(None, _read_out(edtf)))
    if start in _OPEN or end in _OPEN:
        return f"until {readable_time(end)}" if start in _OPEN else f"since {readable_time(start)}"
    (one, unsaid), (other, also) = _read_out(start), _read_out(end)
    first = one if unsaid == also else ", ".join(filter(None, (one, unsaid)))
    same_day = f"{one.partition(' ')[0]} " if " " in one else "\n"
    return ", ".join(filter(None, (f"{first} to {other.removeprefix(same_day)}", also)))


def _read_out(edtf: str) -> tuple[str, str]:
    """One side of an EDTF value, and what of it is not said."""
    doubt = next((said for mark, said in _DOUBT.items() if mark in edtf), "")
    bare = _CLOCK.sub(r" \1", re.sub("[~?%]", "", edtf))
    bare = _SEASON.sub(lambda found: f"{_SEASONS[found[2]]} {found[1]}", bare)
    for unknown, unsaid in _UNSAID.items():
        if unknown in bare:
            return doubt + bare.replace(unknown, "").strip(" -"), unsaid
    return doubt + bare, ""
