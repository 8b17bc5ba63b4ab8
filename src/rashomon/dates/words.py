"""The vocabulary of time: the readable table beside this file, indexed."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from rashomon.dates.almanac import HOLIDAYS

_TABLE = tomllib.loads(files("rashomon.dates").joinpath("words.toml").read_text("utf-8"))


def _numbered(words: str, first: int = 1) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


_NUMBERS: dict[str, str] = _TABLE["numbers"]
ONES = _numbered(_NUMBERS["ones"])
TENS = {word: 10 * tens for word, tens in _numbered(_NUMBERS["tens"], 2).items()}
ORDINAL_ONES = _numbered(_NUMBERS["ordinal_ones"])

CARDINALS: dict[str, int] = {"zero": 0} | ONES | _numbered(_NUMBERS["teens"], 10) | TENS
CARDINALS |= {f"{ten}-{one}": tens + ones for ten, tens in TENS.items() for one, ones in ONES.items()}
ORDINALS: dict[str, int] = ORDINAL_ONES | _numbered(_NUMBERS["ordinal_teens"], 10)
ORDINALS |= {f"twenty-{one}": 20 + ones for one, ones in ORDINAL_ONES.items()} | {"thirtieth": 30, "thirty-first": 31}

MONTHS = _numbered(_TABLE["calendar"]["months"])
WEEKDAYS = _numbered(_TABLE["calendar"]["weekdays"], 0)
# "May" is no short form: it is read as the month's name.
SHORT_MONTHS: dict[str, int] = {name[:3]: number for name, number in MONTHS.items() if name != "may"}
SHORT_MONTHS |= _TABLE["calendar"]["short_months"]
SHORT_WEEKDAYS: dict[str, int] = {name[:3]: number for name, number in WEEKDAYS.items()}
SHORT_WEEKDAYS |= _TABLE["calendar"]["short_weekdays"]
SEASONS: dict[str, int] = _TABLE["calendar"]["seasons"]

ZONES: dict[str, str] = _TABLE["zones"]
AMOUNTS: dict[str, tuple[int, int]] = {word: (low, high) for word, (low, high) in _TABLE["amounts"].items()}
WAYS = dict.fromkeys(_TABLE["ways"]["back"].split(), -1) | dict.fromkeys(_TABLE["ways"]["ahead"].split(), 1)
BESIDE = frozenset(_TABLE["ways"]["beside"].split())


def _minutes(hours: str) -> tuple[int, int]:
    first, last = (int(end[:2]) * 60 + int(end[3:]) for end in hours.split("-"))
    return first, last


# First and last minute of the day; beyond 1440 on the next day.
PARTS_OF_DAY = {word: _minutes(hours) for word, hours in _TABLE["parts_of_day"].items()}
# Half-open, counted from 0: (0, 2) are the first two sixths of the unit, or days of the week.
PARTS_OF_UNIT = {word: (first - 1, last) for word, (first, last) in _TABLE["parts_of_unit"].items()}
PARTS_OF_WEEK = {word: (first - 1, last) for word, (first, last) in _TABLE["parts_of_week"].items()}

_WORDS: dict[str, str] = {word: word for word in _TABLE["alone"].split()} | _TABLE["kinds"]
_MARKS: dict[str, str] = _TABLE["marks"]
# Kinds of words that are made up of a shape or a number, and kinds of what the rules make.
_SHAPES = (
    "month namesake lowmonth quarterno weekday mondays shortday yearno small_no number cardinal nth clock dotted hhmm"
)
_SHAPES += " ampm zone decade iso numeric holiday word name mark"
_MADE = "CLOCK CLOCKS DAY SPAN JOINED LASTS OFTEN VAGUE"
_KINDS = [*_WORDS, *_MARKS, *_SHAPES.split(), *_MADE.split()]
KIND = {name: chr(0xE000 + place) for place, name in enumerate(_KINDS)}  # one character each, for use in patterns

Known = dict[str, tuple[str, int]]  # a word's kind, and its number where it has one


def _all_of(kind: str, numbers: dict[str, int]) -> Known:
    return {word: (KIND[kind], number) for word, number in numbers.items()}


def _listed(lists: dict[str, str]) -> Known:
    return {word: (KIND[kind], 0) for kind, words in lists.items() for word in words.split()}


# In lower case.
KNOWN: Known = _listed(_WORDS) | _listed(_MARKS) | _all_of("cardinal", CARDINALS) | _all_of("nth", ORDINALS)
KNOWN |= _all_of("weekday", WEEKDAYS) | _all_of("month", MONTHS) | _all_of("lowmonth", SHORT_MONTHS)
KNOWN |= _all_of("lowmonth", {word: MONTHS[word] for word in ("may", "march")})
KNOWN |= _all_of("mondays", {f"{name}s": number for name, number in WEEKDAYS.items()})
KNOWN |= _all_of("decade", {f"{word[:-1]}ies": number for word, number in TENS.items()})
KNOWN |= dict.fromkeys(ZONES, (KIND["zone"], 0)) | dict.fromkeys(HOLIDAYS, (KIND["holiday"], 0))
# With a capital letter, before the others.
CAPITAL: Known = _all_of("namesake", {name.title(): MONTHS[name] for name in _TABLE["calendar"]["namesakes"].split()})
CAPITAL |= _all_of("month", {f"{name.title()}.": number for name, number in SHORT_MONTHS.items()})
CAPITAL |= _all_of("shortday", {name.title(): number for name, number in SHORT_WEEKDAYS.items()})
