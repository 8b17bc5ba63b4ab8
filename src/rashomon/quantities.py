"""Counts and measures as said: found in a parse, brought to one base, and compared.

Bounds are those that the words leave, both included: "more than 200" is 200 or more and "fewer than 120" is 120 or
fewer, since who says so rarely tells them from "at least" and "at most". Vague words get the bounds that nobody would
call wrong: "dozens" are 24 or more, "several" 3 to 12.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from rashomon.dates import CARDINALS, find_times
from rashomon.ledger import Quantity, Span, When

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# ---------------------------------------------------------------------------------------------- units


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


class _Unit(NamedTuple):
    """A unit of measure: what it measures, and the least and most of the dimension's base that it may stand for."""

    dimension: str
    least: float
    most: float


def _exact(dimension: str, factor: float) -> _Unit:
    return _Unit(dimension, factor, factor)


_DAY = 86_400.0
UNITS: dict[str, _Unit] = {
    "mm": _exact("length", 0.001),
    "cm": _exact("length", 0.01),
    "m": _exact("length", 1),
    "km": _exact("length", 1000),
    "inch": _exact("length", 0.0254),
    "foot": _exact("length", 0.3048),
    "yard": _exact("length", 0.9144),
    "mile": _Unit("length", 1609.344, 1852),  # at sea the word stands for the nautical mile
    "nautical mile": _exact("length", 1852),
    "second": _exact("duration", 1),
    "minute": _exact("duration", 60),
    "hour": _exact("duration", 3600),
    "day": _exact("duration", _DAY),
    "week": _exact("duration", 7 * _DAY),
    "fortnight": _exact("duration", 14 * _DAY),
    "month": _Unit("duration", 28 * _DAY, 31 * _DAY),
    "year": _Unit("duration", 365 * _DAY, 366 * _DAY),
    "decade": _Unit("duration", 3652 * _DAY, 3653 * _DAY),
    "year old": _exact("age", 1),
    "knot": _exact("speed", 1.852),
    "km/h": _exact("speed", 1),
    "mph": _exact("speed", 1.609344),
    "gram": _exact("mass", 0.001),
    "kg": _exact("mass", 1),
    "tonne": _exact("mass", 1000),
    "ton": _Unit("mass", 907.18474, 1016.0469088),  # short or long
    "percent": _exact("share", 1),
    "percentage point": _exact("share difference", 1),
    "degree": _exact("degree", 1),
    "hectare": _exact("area", 10_000),
    "acre": _exact("area", 4046.8564224),
    "square kilometre": _exact("area", 1_000_000),
    "square metre": _exact("area", 1),
    "square mile": _exact("area", 2_589_988.110336),
    "litre": _exact("volume", 1),
    "barrel": _exact("volume", 158.987294928),
}
_CURRENCIES = _listed(
    "dollar euro pound crown krona krone koruna "
    "ruble rouble yen yuan franc peso lira dinar dirham rupee rupiah real "
    "rand zloty forint hryvnia lev leu lari dram shekel riyal rial won baht shilling naira cedi cent penny"
)
_SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₴": "hryvnia", "₽": "ruble", "₹": "rupee"}
_SPELLED = {
    "m": "metre meter metres meters",
    "km": "kilometre kilometer kilometres kilometers kms",
    "cm": "centimetre centimeter centimetres centimeters",
    "mm": "millimetre millimeter millimetres millimeters",
    "inch": "inches",
    "foot": "feet ft",
    "yard": "yards yd",
    "mile": "miles mi",
    "second": "seconds sec secs",
    "minute": "minutes min mins",
    "hour": "hours hr hrs",
    "day": "days",
    "week": "weeks",
    "fortnight": "fortnights",
    "month": "months",
    "year": "years",
    "decade": "decades",
    "knot": "knots kt kts kn",
    "km/h": "kmh kph kmph",
    "gram": "grams gramme grammes",
    "kg": "kilogram kilograms kilogramme kilogrammes kilo kilos kgs",
    "tonne": "tonnes",
    "ton": "tons",
    "percent": "% pct",
    "degree": "degrees ° °c °f",
    "hectare": "hectares ha",
    "acre": "acres",
    "litre": "litres liter liters",
    "barrel": "barrels",
}
_UNIT_OF = {word: unit for unit, words in _SPELLED.items() for word in (*words.split(), unit)}
_UNIT_OF |= {"mph": "mph"}
_UNIT_PHRASES = {
    ("per", "cent"): "percent",
    ("percentage", "points"): "percentage point",
    ("percentage", "point"): "percentage point",
    ("nautical", "miles"): "nautical mile",
    ("nautical", "mile"): "nautical mile",
    ("square", "kilometres"): "square kilometre",
    ("square", "kilometers"): "square kilometre",
    ("square", "metres"): "square metre",
    ("square", "meters"): "square metre",
    ("square", "miles"): "square mile",
    ("miles", "per", "hour"): "mph",
    ("miles", "an", "hour"): "mph",
    ("kilometres", "per", "hour"): "km/h",
    ("kilometers", "per", "hour"): "km/h",
    ("kilometres", "an", "hour"): "km/h",
    ("kilometers", "an", "hour"): "km/h",
    ("km", "/", "h"): "km/h",
    ("years", "old"): "year old",
    ("year", "old"): "year old",
    ("years", "of", "age"): "year old",
    ("-", "year", "-", "old"): "year old",
    ("-", "year", "-", "olds"): "year old",
    ("year", "-", "old"): "year old",
}
# A letter that is a unit only behind figures ("5 m" but not "five m").
_AFTER_FIGURES = frozenset({"m", "mi", "t", "h", "ft", "ha", "kn", "kt", "sec", "min", "hr"})

# ---------------------------------------------------------------------------------------------- numbers

_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 10**9, "trillion": 10**12}
_AFTER_DIGITS = {"mn": 10**6, "bn": 10**9, "k": 1000, "dozen": 12} | _SCALES  # also "1.1m", read with its money
_PLURAL_SCALES = {"dozens": 24, "scores": 40, "tens": 20, "hundreds": 200, "thousands": 2000, "millions": 2_000_000}
_PLURAL_SCALES |= {"billions": 2 * 10**9}
# Least and most that the word is said of.
_VAGUE: dict[tuple[str, ...], tuple[float, float | None]] = {
    ("a", "handful"): (2, 10),
    ("a", "couple"): (2, 3),
    ("a", "few"): (2, 9),
    ("a", "pair"): (2, 2),
    ("several",): (3, 12),
}
_ZERO = frozenset({"no", "none", "nobody", "zero"})
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_FIGURES = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\d*[½¼¾]")


class _Number(NamedTuple):
    """A number read from tokens ``first`` to ``last`` (exclusive)."""

    low: float | None
    high: float | None
    first: int
    last: int
    approximate: bool = False
    figures: bool = False


def _figures(word: str) -> float | None:
    if not word or not (word[0].isdigit() or word[0] in _FRACTIONS) or not _FIGURES.fullmatch(word):
        return None
    if word[-1] in _FRACTIONS:
        return float(word[:-1] or 0) + _FRACTIONS[word[-1]]
    return float(word.replace(",", ""))


def _below_hundred(words: list[str], at: int) -> tuple[int, int] | None:
    """ "Twenty-one", in one token or three, "seven": its value and where it ends."""
    value = CARDINALS.get(words[at]) if at < len(words) else None
    if value is None:
        return None
    after = at + 2 if words[at + 1 : at + 2] == ["-"] else at + 1
    ones = CARDINALS.get(words[after]) if after < len(words) else None
    if value >= 20 and value % 10 == 0 and ones and ones < 10:
        return value + ones, after + 1
    return value, at + 1


def _in_words(words: list[str], at: int) -> tuple[float, int] | None:
    """ "A hundred and nine", "two dozen", "three million": its value and where it ends."""
    begins = words[at] in ("a", "an") and words[at + 1 : at + 2] and words[at + 1] in (*_SCALES, "dozen")
    small = (1, at + 1) if begins else _below_hundred(words, at)
    if small is None:
        return None
    (current, end), total, ceiling = small, 0.0, math.inf
    while end < len(words):
        scale = _SCALES.get(words[end]) or (12 if words[end] == "dozen" else 0)
        if scale and scale < ceiling:
            current, end = current * scale, end + 1
            if scale >= 1000:
                total, current, ceiling = total + current, 0, scale
            continue
        more = _tail(words, end, total or current)
        if more is None:
            break
        current, end = current + more[0], more[1]
    return total + current, end


def _tail(words: list[str], end: int, so_far: float) -> tuple[int, int] | None:
    """What is added behind a hundred or a thousand: "two hundred (and) nine"."""
    if so_far < 100 or so_far % 100:
        return None
    joined = words[end] == "and"
    more = _below_hundred(words, end + joined)
    if more is None or (joined and more[0] == 0):
        return None
    return more


_DURATIONS = _listed("minute hour day week fortnight month year decade")
_LASTING = _listed("for lasted lasts last took takes take within after about nearly almost over than least under")


def _half(words: list[str], at: int) -> tuple[float, int] | None:
    """ "Half a million", "half an hour", "a quarter of an hour", "for an hour": the number ends before the unit."""
    if words[at : at + 4] in (["a", "quarter", "of", "an"], ["a", "quarter", "of", "a"]):
        return (0.25, at + 4) if at + 4 < len(words) and words[at + 4] in _UNIT_OF else None
    if words[at] in ("a", "an"):
        lasting = at > 0 and words[at - 1] in _LASTING and words[at + 1 : at + 2] and words[at + 1] in _DURATIONS
        return (1.0, at + 1) if lasting else None
    if words[at] != "half" or words[at + 1 : at + 2] not in (["a"], ["an"]):
        return None
    scale = _AFTER_DIGITS.get(words[at + 2]) if at + 2 < len(words) else None
    if scale:
        return scale / 2, at + 3
    return (0.5, at + 2) if at + 2 < len(words) and words[at + 2] in _UNIT_OF else None


def _value(words: list[str], at: int) -> _Number | None:
    """One number in figures or words, with what multiplies it."""
    figures = _figures(words[at])
    read = (figures, at + 1) if figures is not None else _half(words, at) or _in_words(words, at)
    if read is None:
        return None
    value, end = read
    if words[end : end + 3] in (["and", "a", "half"], ["and", "a", "quarter"]):
        value, end = value + (0.5 if words[end + 2] == "half" else 0.25), end + 3
    if figures is not None and words[end : end + 1] == ["m"] and at and words[at - 1] in _SYMBOLS:
        return _Number(value * 10**6, value * 10**6, at, end + 1, figures=True)
    if end < len(words) and (scale := _AFTER_DIGITS.get(words[end])) and (figures is not None or value % 1):
        value, end = value * scale, end + 1
    return _Number(value, value, at, end, figures=figures is not None)


def _vague(words: list[str], at: int) -> _Number | None:
    """ "Dozens", "tens of thousands", "several", "a handful"."""
    for phrase, (low, high) in _VAGUE.items():
        if tuple(words[at : at + len(phrase)]) == phrase:
            return _Number(low, high, at, at + len(phrase), approximate=True)
    if words[at] not in _PLURAL_SCALES:
        return None
    value, end = float(_PLURAL_SCALES[words[at]]), at + 1
    if words[end : end + 1] == ["of"] and end + 1 < len(words) and words[end + 1] in ("thousands", "millions"):
        value, end = value * (1000 if words[end + 1] == "thousands" else 10**6), end + 2
    return _Number(value, None, at, end, approximate=True)


_BEFORE: dict[tuple[str, ...], str] = {}
for _effect, _phrases in {
    "low": "at least|no fewer than|not fewer than|no less than|not less than|a minimum of|more than|over|above|"
    "in excess of|upwards of|exceeding|greater than|better than|well over|well above",
    "high": "at most|no more than|not more than|up to|as many as|as much as|a maximum of|fewer than|less than|under|"
    "below|not over|well under|well below|no greater than",
    "about": "about|around|some|roughly|approximately|circa|an estimated|estimated|nearly|almost|close to|near|"
    "in the region of|perhaps|maybe|towards|virtually|barely|hardly",
    "exact": "exactly|precisely|only|just|all|all of|a total of",
}.items():
    _BEFORE |= {tuple(phrase.split()): _effect for phrase in _phrases.split("|")}
_LONGEST_BEFORE = max(map(len, _BEFORE))
_BEHIND = {("or", "more"): "low", ("or", "over"): "low", ("-", "plus"): "low", ("plus",): "low", ("+",): "low"}
_BEHIND |= {("or", "fewer"): "high", ("or", "less"): "high", ("or", "so"): "about", ("or", "thereabouts"): "about"}
_BEHIND |= {("-", "odd"): "odd", ("odd",): "odd", ("-", "ish"): "about"}


def _last_place(value: float) -> float:
    """The place of the last digit that is not zero: 4,000 is said in thousands, 212 in ones; at least 1."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def _bounded(number: _Number, effect: str) -> _Number:
    """What a word beside it makes of a number."""
    if effect == "low":
        return number._replace(high=None)
    if effect == "high":
        return number._replace(low=None, high=number.high)
    if effect == "about":
        return number._replace(approximate=True)
    if effect == "odd" and number.low is not None:
        return number._replace(high=number.low + _last_place(number.low) - 1, approximate=True)
    return number


def _qualified(words: list[str], number: _Number) -> _Number:
    """The number with the words right before and behind it that bound it."""
    for length in (2, 1):
        phrase = tuple(words[number.last : number.last + length])
        if effect := _BEHIND.get(phrase):
            number = _bounded(number, effect)._replace(last=number.last + len(phrase))
            break
    for length in range(min(_LONGEST_BEFORE, number.first), 0, -1):
        effect = _BEFORE.get(tuple(words[number.first - length : number.first]))
        if effect:
            wider = _bounded(number, effect)._replace(first=number.first - length)
            return _qualified_before(words, wider) if effect == "about" else wider
    return number


def _qualified_before(words: list[str], number: _Number) -> _Number:
    """ "At least about 14": one more word in front of an "about"."""
    for length in (2, 3):
        effect = _BEFORE.get(tuple(words[max(0, number.first - length) : number.first]))
        if effect in ("low", "high"):
            return _bounded(number, effect)._replace(first=number.first - length)
    return number


_CHANGES = _listed(
    "rise fall increase decrease drop grow climb go jump sink cut raise reduce lower lift "
    "rose fell risen fallen grew "
    "climbed went jumped sank raised reduced lowered lifted increased decreased dropped up down revise revised"
)


def _ranged(words: list[str], first: _Number) -> _Number:
    """Joined to the number that closes a range: "between 30 and 40", "28,000 to 32,000", "two or three"."""
    joint = words[first.last] if first.last < len(words) else ""
    before = words[first.first - 1] if first.first else ""
    if joint not in ("to", "-", "–", "or", "and") or (joint == "and") != (before == "between"):
        return first
    last = _value(words, first.last + 1) if first.last + 1 < len(words) else None
    if last is None or last.low is None or first.low is None or last.low <= first.low:
        return first
    if joint == "or" and last.low > 2 * first.low:
        return first
    if before == "from" and first.first > 1 and _CHANGES & set(words[max(0, first.first - 4) : first.first]):
        return first  # it "rose from 10 to 15": two values, no range
    lead = first.first - 1 if before in ("between", "from") else first.first
    return last._replace(low=_scaled_like(first, last), first=lead)


def _scaled_like(first: _Number, last: _Number) -> float | None:
    """The "two" of "two to three million" are millions, too."""
    if first.low is None or last.low is None or last.last - last.first == 1 or first.low >= 100:
        return first.low
    scale = 10 ** (3 * int(math.log10(last.low) // 3)) if last.low >= 1000 else 1
    return first.low * scale if first.last - first.first == 1 and first.low * scale < last.low else first.low


# ---------------------------------------------------------------------------------------------- what is counted

_NO_COUNTED = _listed("figure number toll total maximum minimum average sum count score rate speed age limit")
_UNCOUNTED = _listed(
    "other one doubt comment idea matter "
    "reason need way wonder evidence sign question problem word point longer access "
    "intention choice indication proof sense use chance hurry time truth basis power"
)  # "no doubt" denies; it counts nothing
_PEOPLE_OF_AN_AGE = _listed("man woman boy girl child youth lad youngster teenager son daughter")
_STATES = _listed("dead wounded injured missing killed hurt alive homeless unhurt uninjured unaccounted")
_MAX_BETWEEN = 4  # words between a number and the noun it counts: "three badly damaged police cars"


def _measured(words: list[str], number: _Number) -> tuple[str, int] | None:
    """The unit of measure behind the number, and where it ends."""
    for length in (4, 3, 2):
        phrase = tuple(words[number.last : number.last + length])
        if unit := _UNIT_PHRASES.get(phrase):
            return unit, number.last + len(phrase)
    after = number.last + (words[number.last : number.last + 1] == ["-"])
    if after < len(words) and words[after] in _UNIT_OF and (number.figures or words[after] not in _AFTER_FIGURES):
        return _UNIT_OF[words[after]], after + 1
    return None


def _counted(tokens: list[Token], words: list[str], at: int) -> tuple[str, int] | None:
    """The lemma of the noun that the number before ``at`` counts, and where the noun ends."""
    partitive = at < len(tokens) and tokens[at].lower_ == "of"
    here = at + partitive
    for _ in range(_MAX_BETWEEN + 1):
        if here >= len(tokens) or not words[here]:
            return None
        token = tokens[here]
        if token.pos_ in ("NOUN", "PROPN") and here + 1 < len(tokens) and tokens[here + 1].tag_ == "POS":
            here += 2  # "two of the cook's knives"
            continue
        if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and partitive and here > at + 1):
            while (
                here + 1 < len(tokens)
                and words[here + 1]
                and tokens[here + 1].pos_ == "NOUN"
                and tokens[here + 1].dep_ != "npadvmod"
            ):
                here += 1
            return tokens[here].lemma_.lower(), here + 1
        passed = ("ADJ", "ADV", "DET", "PROPN", "NUM") if partitive else ("ADJ", "PROPN")
        participle = (token.pos_ == "VERB" and token.dep_ == "amod") or (
            token.pos_ == "ADV" and token.lower_[-2:] == "ly"
        )
        if token.pos_ not in passed and not participle and token.tag_ != "PRP$":
            return None
        here += 1
    return None


def _counted_state(words: list[str], at: int) -> tuple[str, int] | None:
    """ "14 dead", "two wounded": a state that stands for those who are in it."""
    return (words[at], at + 1) if at < len(words) and words[at] in _STATES else None


def _age(tokens: list[Token], words: list[str], number: _Number) -> bool:
    """Whether a bare number is somebody's age: "Jan Marek, 21,", "aged 21", "she is 29", "a man of forty"."""
    if number.low is None or number.low > 120 or number.low % 1:
        return False
    before = words[max(0, number.first - 2) : number.first]
    closed = number.last >= len(tokens) or tokens[number.last].is_punct
    if before[-1:] in (["aged"], ["age"]):
        return True
    if before[-1:] == [","] and number.figures and closed and number.first >= 2:
        return tokens[number.first - 2].pos_ == "PROPN"
    if len(before) == 2 and before[0] in ("he", "she", "i") and before[1] in ("is", "was", "am", "'s", "’s"):
        return closed
    return len(before) == 2 and before[1] == "of" and before[0] in _PEOPLE_OF_AN_AGE


def _group(tokens: list[Token], words: list[str], first: int) -> str | None:
    """The noun of "a crew of 14"."""
    if first < 2 or words[first - 1] != "of" or tokens[first - 2].pos_ != "NOUN":
        return None
    lemma = tokens[first - 2].lemma_.lower()
    return None if lemma in _NO_COUNTED else lemma


def _unit(tokens: list[Token], words: list[str], number: _Number) -> tuple[str | None, int, int]:
    """The unit of the number, and from where to where number and unit of measure stand."""
    symbol = _SYMBOLS.get(words[number.first - 1]) if number.first else None
    if symbol:
        return symbol, number.first - 1, number.last
    if measured := _measured(words, number):
        return measured[0], number.first, measured[1]
    if counted := _counted(tokens, words, number.last):
        lemma, end = counted
        return (lemma, number.first, end) if lemma in _CURRENCIES else (lemma, number.first, number.last)
    if _age(tokens, words, number):
        return "year old", number.first, number.last
    if counted := _counted_state(words, number.last):
        return counted[0], number.first, number.last
    return _group(tokens, words, number.first), number.first, number.last


# ---------------------------------------------------------------------------------------------- what is no quantity


def _is_label(tokens: list[Token], number: _Number, unit: str | None) -> bool:
    """Whether the number names something: "channel 16", "Article 5", "KS-44", a year, a telephone number."""
    token = tokens[number.last - 1]
    if not number.figures:
        return False
    if _glued(tokens, number) or (unit is None and _is_year(number, token)):
        return True
    text = tokens[number.first].text
    if len(text) > 1 and text[0] == "0" and text.isdigit():
        return True
    before = tokens[number.first - 1] if number.first else None
    names = before is not None and before.tag_ in ("NN", "NNP") and before.lower_ not in _UNIT_OF
    return names and (unit is None or token.head.i < token.i)


def _glued(tokens: list[Token], number: _Number) -> bool:
    """Whether it stands in one word with letters or other figures: "KS-44", "555-0147", "#3"."""
    first, last = number.first, number.last
    behind = tokens[last - 1 : last + 2]  # the "555-0147" of a telephone number, the "2-1" of a match
    if len(behind) == 3 and behind[1].text in ("-", "–") and behind[2].text[0].isdigit():
        return not behind[0].whitespace_ and not behind[1].whitespace_
    if first == 0 or tokens[first - 1].whitespace_:
        return False
    before = tokens[first - 1]
    if before.text in ("-", "–", "/", "."):
        return first > 1 and not tokens[first - 2].whitespace_
    return before.text[-1].isalnum() or before.text[-1] in "#/@_"


def _is_year(number: _Number, token: Token) -> bool:
    return number.low is not None and 1900 <= number.low < 2100 and token.text.isdigit() and len(token.text) == 4


def _is_listing(tokens: list[Token], number: _Number) -> bool:
    """The "1." or "2)" that opens an item."""
    return number.first == 0 and number.figures and number.last < len(tokens) and tokens[number.last].text in (".", ")")


# ---------------------------------------------------------------------------------------------- the reader


def find_quantities(doc: Doc, times: Iterable[When] | None = None) -> tuple[Quantity, ...]:
    """Every count and measure in a parsed text, in order, none overlapping another.

    "No", "none of", "not one of" and "nobody" count zero where they count something. Dates, clock times, years,
    ordinals, and numbers that name a thing rather than count it are left out.

    Args:
        doc: The parse of one paragraph.
        times: The times found in it, so that their numbers are left to them; looked for where not given.

    Returns:
        The quantities; spans are relative to ``doc.text``. A span covers the number, the words that bound it, and a
        unit of measure; a counted noun is in ``unit`` only, as its lemma.
    """
    tokens = list(doc)
    taken = _positions(find_times(doc.text) if times is None else times)
    words = ["" if token.idx in taken else token.lower_ for token in tokens]  # a word of a time is none of a quantity
    starts = [place for place, word in enumerate(words) if word in _OPENERS or word[:1].isdigit() or word in _FRACTIONS]
    if not starts:
        return ()
    found: list[Quantity] = []
    done = 0
    for place in starts:
        if place < done:
            continue
        quantity, done = _quantity(tokens, words, place, doc.text) or (None, done)
        if quantity and (not found or found[-1].span.end <= quantity.span.start):
            found.append(quantity)
    return tuple(found)


_OPENERS = frozenset(CARDINALS) | _PLURAL_SCALES.keys() | _ZERO | {"a", "an", "half", "several", "both", "not"}


def _positions(times: Iterable[When]) -> frozenset[int]:
    """The positions of the characters that belong to a time."""
    return frozenset(at for time in times for at in range(*time.span))


def _quantity(tokens: list[Token], words: list[str], at: int, text: str) -> tuple[Quantity, int] | None:
    """The quantity that begins with the token, and where the next may begin."""
    zero = _zero(tokens, words, at)
    if zero:
        return zero
    if words[at] == "both":
        return _both(tokens, words, at)
    number = _vague(words, at) or _value(words, at)
    if number is None or (words[at] == "one" and not _counts(tokens[at], words, number)):
        return None
    number = _qualified(words, _ranged(words, number))
    unit, first, last = _unit(tokens, words, number)
    if _is_label(tokens, number, unit) or _is_listing(tokens, number):
        return None
    quantity = _made(tokens, number, unit, first, last)
    return quantity, max(last, number.last)


def _counts(token: Token, words: list[str], number: _Number) -> bool:
    """Whether "one" is a number and not "somebody", "the one" or "not one day sooner"."""
    if number.first and words[number.first - 1] == "not":
        return False
    return token.dep_ == "nummod" or number.last - number.first > 1 or words[number.last : number.last + 1] == ["dead"]


def _made(tokens: list[Token], number: _Number, unit: str | None, first: int, last: int) -> Quantity:
    span = Span(tokens[first].idx, tokens[last - 1].idx + len(tokens[last - 1]))
    text = tokens[0].doc.text[span.start : span.end]
    return Quantity(low=number.low, high=number.high, unit=unit, approximate=number.approximate, text=text, span=span)


def _zero(tokens: list[Token], words: list[str], at: int) -> tuple[Quantity, int] | None:
    """ "No sailor", "none of the crew", "not one of the thirteen", "not a single man", "nobody"."""
    if words[at] in ("nobody", "none") or words[at : at + 2] == ["no", "one"]:
        end = at + (2 if words[at] == "no" else 1)
        counted = _counted(tokens, words, end) if words[at] == "none" and words[end : end + 1] == ["of"] else None
        unit = counted[0] if counted else None if words[at] == "none" else "person"
        return _made(tokens, _Number(0, 0, at, end), unit, at, end), end
    for phrase in (["not", "one"], ["not", "a", "single"], ["no"]):
        end = at + len(phrase)
        if words[at:end] == phrase:
            counted = _counted(tokens, words, end)
            if counted and _countable(tokens, end, counted):
                return _made(tokens, _Number(0, 0, at, end), counted[0], at, end), end
            if phrase == ["not", "one"] and words[end : end + 1] == ["of"]:
                return _made(tokens, _Number(0, 0, at, end), None, at, end), end
    return None


def _countable(tokens: list[Token], at: int, counted: tuple[str, int]) -> bool:
    """Whether "no" counts the noun: not "no doubt", "no more than", "not one day sooner"."""
    lemma, _ = counted
    return (
        lemma not in _UNCOUNTED
        and lemma not in UNITS
        and tokens[at].lower_ not in ("more", "less", "fewer", "longer", "such", "other")
    )


def _both(tokens: list[Token], words: list[str], at: int) -> tuple[Quantity, int] | None:
    """ "Both men", "both of them"; not "both here and there"."""
    counted = _counted(tokens, words, at + 1)
    if counted is None:
        return None
    return _made(tokens, _Number(2, 2, at, at + 1), counted[0], at, at + 1), at + 1


# ---------------------------------------------------------------------------------------------- comparisons

# An estimate that says so is off by a seventh as a rule, or by half of the last place that it is given in.
ABOUT = 0.15
ROUND_FROM = 100.0  # a number said in hundreds or more is rounded, whether or not it says so


def to_base(quantity: Quantity) -> tuple[float | None, float | None, str]:
    """Bounds in the base unit of the dimension (m, second, km/h, kg, percent …), and the dimension.

    Counted things share the dimension "count" whatever they are called, and so does a bare number: whether the same
    is counted is for those to judge who know the claims. Each currency is a dimension of its own. A month is 28 to 31
    days, a mile a land or a sea mile.
    """
    unit = UNITS.get(quantity.unit or "")
    if unit is None:
        dimension = f"money: {quantity.unit}" if quantity.unit in _CURRENCIES else "count"
        return quantity.low, quantity.high, dimension
    low = None if quantity.low is None else quantity.low * unit.least
    high = None if quantity.high is None else quantity.high * unit.most
    return low, high, unit.dimension


def _leeway(quantity: Quantity, value: float) -> float:
    """By how much a bound may be meant otherwise, in the quantity's own unit."""
    rounded = _last_place(value) / 2 if value and value % 1 == 0 else 0.0
    if quantity.approximate:
        return max(ABOUT * abs(value), rounded)
    return rounded if rounded * 2 >= ROUND_FROM else 0.0


def _widened(quantity: Quantity) -> tuple[float, float, str]:
    low = None if quantity.low is None else quantity.low - _leeway(quantity, quantity.low)
    high = None if quantity.high is None else quantity.high + _leeway(quantity, quantity.high)
    wide = Quantity(low=low, high=high, unit=quantity.unit, approximate=True, text=quantity.text, span=quantity.span)
    base_low, base_high, dimension = to_base(wide)
    return -math.inf if base_low is None else base_low, math.inf if base_high is None else base_high, dimension


def numbers_differ(a: Quantity, b: Quantity) -> bool:
    """Whether no number satisfies both, after conversion within one dimension; symmetric, never of a thing with itself.

    An approximate bound gives way by ABOUT of itself or half of its last place, whichever is more; one that is said
    in hundreds or more by half of its last place ("4,000" and "4,300" do not differ, "4,000" and "4,600" do).
    Different dimensions never differ.
    """
    low, high, dimension = _widened(a)
    other_low, other_high, other_dimension = _widened(b)
    if dimension != other_dimension:
        return False
    return high < other_low * (1 - 1e-9) or other_high < low * (1 - 1e-9)
