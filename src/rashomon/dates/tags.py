"""Words and signs with their kinds: what the rules read instead of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from rashomon.dates.almanac import HOLIDAYS
from rashomon.dates.timex import Value
from rashomon.dates.words import CAPITAL, KIND, KNOWN, MONTHS, ONES, ORDINAL_ONES, SHORT_MONTHS, SHORT_WEEKDAYS, TENS


class Node(NamedTuple):
    """A word with its kind, or what a rule made of several: a time of day, a day, a longer stretch."""

    kind: str
    start: int
    end: int
    word: str = ""  # in lower case
    number: int = 0
    edtf: str | None = None
    minutes: tuple[int, ...] = ()  # of the day: alternatives of a CLOCK, first and last of CLOCKS
    about: bool = False
    zone: str = ""
    yearless: bool = False  # a DAY whose words name no year
    timex: Value = Value()  # where TIMEX3 writes something else than the EDTF value tells


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, apostrophes straight or curled."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(word.replace(" ", r"\ ").replace("'", "['’]") for word in longest)


_SHORT = [name.title() for name in (*SHORT_MONTHS, *SHORT_WEEKDAYS)]
_TOKEN = re.compile(
    rf"""(?P<break>\n\s*\n)
    | (?P<iso>\d{{4}}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?(?![\w-]))
    | (?P<numeric>\b\d{{1,2}}(?P<sep>[/.-])\d{{1,2}}(?P=sep)(?:19|20)\d\d\b|\b\d\d?/\d\d?/\d\d\b)
    | (?P<clock>\b\d{{1,2}}[:h]\d\d(?::\d\d)?(?![\d:])) | (?P<dotted>\b\d{{1,2}}\.\d\d(?![\d.,]*\d|\s?%))
    | (?P<decade>(?:\b\d{{3}}|['’]\d)0['’]?s\b) | (?P<quarterno>\bq[1-4]\b)
    | (?P<nth>\b\d{{1,2}}(?:st|nd|rd|th)\b)
    | (?P<number>[$£€¥#]?\d+(?:,\d{{3}})*(?:\.\d+)*%?)
    | (?P<ampm>(?<![^\W\d_])(?:[ap]\.\s?m\b\.?|[ap]m\b)) | (?P<oclock>o['’]clock\b) | (?P<was>it['’]s\b)
    | (?P<holiday>(?:{_any_of(HOLIDAYS)})\b)
    | (?P<compound>\b(?:{_any_of(TENS)})-(?:{_any_of((*ONES, *ORDINAL_ONES))})\b)
    | (?P<short>\b(?-i:{_any_of(_SHORT)})\b\.?)
    | (?P<word>[^\W\d_]+(?:['’]t\b)?) | (?P<possessive>['’]s\b) | (?P<mark>[^\w\s])""",
    re.VERBOSE | re.IGNORECASE,
)
# A text without any of these holds no time: most sentences stop here.
_SEED = re.compile(
    r"\d|day|night|noon|morn|even|week|month|year|hour|dawn|dusk|sun[rs]|lunch|tomorrow|o['’]clock|minute|decade|past"
    r"|quarter|spring|summer|autumn|fall|winter|ago\b|shortly|just|christmas|easter|hallow|thanksgiving|\bto\b|break"
    r"|\bon the\b|second|fortnight|teen|twenty|ties\b|centur|" + "|".join(MONTHS),
    re.IGNORECASE,
)


def may_hold_time(text: str) -> bool:
    """Whether any word in the text could be of a time; fast, and never wrong when it says no."""
    return _SEED.search(text) is not None


def tag(text: str) -> list[Node]:
    """The words and signs of the text in order, each with its kind."""
    return [_classify(found) for found in _TOKEN.finditer(text)]


def _classify(found: re.Match[str]) -> Node:
    shape, word = found.lastgroup or "mark", found[0]
    if shape in ("word", "short", "compound", "mark", "possessive"):
        kind, number = _kind_of_word(word, shape)
        return Node(kind, *found.span(), word.lower(), number)
    kind, number = _kind_of_shape(word, shape)
    return Node(KIND[kind], *found.span(), word.lower().replace("’", "'"), number)


def _kind_of_word(word: str, shape: str) -> tuple[str, int]:
    known = CAPITAL.get(word) or CAPITAL.get(word.rstrip(".")) or KNOWN.get(word.lower().rstrip(".") or word)
    return known or (KIND["mark" if shape == "mark" else "name" if word[:1].isupper() else "word"], 0)


def _kind_of_shape(word: str, shape: str) -> tuple[str, int]:
    if shape == "number":
        return _kind_of_number(word)
    if shape == "nth":
        number = int(word[:-2])
        return "nth" if 0 < number < 32 else "number", number
    if shape == "quarterno":
        return shape, int(word[1])
    return "stop" if shape == "break" else shape, 0


def _kind_of_number(word: str) -> tuple[str, int]:
    if not word.isdigit() or len(word) > 8:
        return "number", 0
    number = int(word)
    if len(word) == 4 and word[0] in "012":
        return "hhmm" if word[0] == "0" else "yearno" if number < 2200 else "number", number
    return "small_no" if 0 < number < 60 and len(word) < 3 else "number", number
