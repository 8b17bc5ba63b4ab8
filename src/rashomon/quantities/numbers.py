"""Numbers in figures and words, with the words that bound them."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from rashomon.dates import CARDINALS
from rashomon.quantities.units import SYMBOLS, is_unit
from rashomon.quantities.words import (
    BEFORE,
    BEHIND,
    BEHIND_NOUN,
    CHANGES,
    DURATIONS,
    FRACTIONS,
    LASTING,
    PARTS,
    PLURAL_SCALES,
    SCALES,
    SCALES_BEHIND_FIGURES,
    VAGUE,
)

_PARTS: dict[tuple[str, ...], float] = {("and", "a", "half"): 0.5, ("and", "a", "quarter"): 0.25}
_HEDGES = frozenset({"even", "perhaps", "possibly", "maybe"})  # "200 or even 300"
_FIGURES = re.compile(rf"\d+(?:,\d{{3}})*(?:\.\d+)?|\d*[{''.join(FRACTIONS)}]")
_SCALES_AND_DOZEN = SCALES | {"dozen": 12}
_GLUED = re.compile(r"(?P<figures>\d+(?:,\d{3})*(?:\.\d+)?)(?P<scale>bn|mn|k)")
_LONGEST_BEFORE = max(map(len, BEFORE))


class Number(NamedTuple):
    """A number read from words ``first`` to ``last`` (exclusive); bounds inclusive, None where open."""

    low: float | None
    high: float | None
    first: int
    last: int
    approximate: bool = False
    figures: bool = False


def read_number(words: list[str], at: int) -> Number | None:
    """The number that begins there, by itself."""
    return _vague(words, at) or _value(words, at)


def read_around(words: list[str], number: Number) -> Number:
    """The number as the words around it leave it: with the end of its range, and bounded."""
    return _qualified(words, _ranged(words, number))


def opens_number(word: str) -> bool:
    """Whether a number may begin with the word."""
    return word in _OPENERS or word[:1].isdigit() or word in FRACTIONS


_OPENERS = frozenset(CARDINALS) | PLURAL_SCALES.keys() | {"a", "an", "half", "several"}


def _vague(words: list[str], at: int) -> Number | None:
    """ "Dozens", "tens of thousands", "several", "a handful"."""
    for phrase, (low, high) in VAGUE.items():
        if tuple(words[at : at + len(phrase)]) == phrase:
            times, end = _scale_behind(words, at + len(phrase))
            return Number(low * times, high * times, at, end, approximate=True)
    if words[at] not in PLURAL_SCALES:
        return None
    value, end = float(PLURAL_SCALES[words[at]]), at + 1
    if words[end : end + 2] in (["of", "thousands"], ["of", "millions"]):
        value, end = value * SCALES[words[end + 1].removesuffix("s")], end + 2
    return Number(value, None, at, end, approximate=True)


def _scale_behind(words: list[str], at: int) -> tuple[int, int]:
    """The hundred of "several hundred", "a couple of hundred", and where it ends; 1 where there is none."""
    here = at + (words[at : at + 1] == ["of"])
    scale = _SCALES_AND_DOZEN.get(words[here], 1) if here < len(words) else 1
    return (scale, here + 1) if scale > 1 else (1, at)


def _value(words: list[str], at: int) -> Number | None:
    """One number in figures or words, with what multiplies it."""
    figures = _figures(words[at])
    read = (figures, at + 1) if figures is not None else _part_of(words, at) or _half(words, at) or _in_words(words, at)
    if read is None:
        return None
    value, end = read
    if part := _PARTS.get(tuple(words[end : end + 3])):
        value, end = value + part * SCALES.get(words[end - 1], 1), end + 3
    if figures is not None and words[end : end + 1] in (["m"], ["m."]) and at and words[at - 1] in SYMBOLS:
        value, end = value * 10**6, end + 1
    elif end < len(words) and (scale := SCALES_BEHIND_FIGURES.get(words[end])) and (figures is not None or value % 1):
        value, end = value * scale, end + 1
    return Number(value, value, at, end, figures=figures is not None)


def _figures(word: str) -> float | None:
    if glued := _GLUED.fullmatch(word):
        return float(glued["figures"].replace(",", "")) * SCALES_BEHIND_FIGURES[glued["scale"]]
    if not word or not (word[0].isdigit() or word[0] in FRACTIONS) or not _FIGURES.fullmatch(word):
        return None
    if word[-1] in FRACTIONS:
        return float(word[:-1] or 0) + FRACTIONS[word[-1]]
    return float(word.replace(",", ""))


def read_part(words: list[str], at: int) -> tuple[int, int, int] | None:
    """The count and the part of "a third", "two-thirds", "three quarters", and where they end."""
    count = 1 if words[at] in ("a", "an") else CARDINALS.get(words[at], 0)
    end = at + 1 + (words[at + 1 : at + 2] == ["-"])
    part = PARTS.get(words[end].removesuffix("s")) if end < len(words) else None
    if not part or not 0 < count < part or (count > 1) != words[end].endswith("s"):
        return None
    return count, part, end + 1


def _part_of(words: list[str], at: int) -> tuple[float, int] | None:
    """ "A third of a million"."""
    named = read_part(words, at)
    behind = words[named[2] : named[2] + 3] if named else []
    if not named or behind[:2] != ["of", "a"] or len(behind) < 3 or behind[2] not in SCALES:
        return None
    return SCALES[behind[2]] * named[0] / named[1], named[2] + 3


def _half(words: list[str], at: int) -> tuple[float, int] | None:
    """ "Half a million", "half an hour", "a quarter of an hour", "for an hour": the number ends before the unit."""
    behind = words[at + 1 : at + 5]
    if words[at] == "a" and behind[:1] in (["single"], ["lone"]):
        return 1.0, at + 2
    if words[at] in ("a", "an") and behind[:1] != ["quarter"]:
        if len(behind) == 4 and tuple(behind[1:]) in _PARTS and is_unit(behind[0]):
            return 1.0, at + 1  # "a day and a half"
        lasting = at > 0 and words[at - 1] in LASTING and behind and behind[0] in DURATIONS
        return (1.0, at + 1) if lasting else None
    if words[at] == "a" and behind[1:3] in (["of", "an"], ["of", "a"]):
        return (0.25, at + 4) if len(behind) == 4 and is_unit(behind[3]) else None
    if words[at] != "half" or behind[:1] not in (["a"], ["an"]) or len(behind) < 2:
        return None
    if scale := SCALES_BEHIND_FIGURES.get(behind[1]):
        return scale / 2, at + 3
    return (0.5, at + 2) if is_unit(behind[1]) else None


def _in_words(words: list[str], at: int) -> tuple[float, int] | None:
    """ "A hundred and nine", "two dozen", "three million": its value and where it ends."""
    begins = words[at] in ("a", "an") and words[at + 1 : at + 2] and words[at + 1] in (*SCALES, "dozen")
    small = (1, at + 1) if begins else _below_hundred(words, at)
    if small is None:
        return None
    (current, end), total, ceiling = small, 0.0, math.inf
    while end < len(words):
        scale = SCALES.get(words[end]) or (12 if words[end] == "dozen" else 0)
        if scale and scale < ceiling:
            current, end = current * scale, end + 1
            if scale >= 1000:
                total, current, ceiling = total + current, 0, scale
        elif more := _tail(words, end, total or current):
            current, end = current + more[0], more[1]
        else:
            break
    return total + current, end


def _below_hundred(words: list[str], at: int) -> tuple[int, int] | None:
    """ "Twenty-one", in one word or three, "seven": its value and where it ends."""
    value = CARDINALS.get(words[at]) if at < len(words) else None
    if value is None:
        return None
    after = at + 2 if words[at + 1 : at + 2] == ["-"] else at + 1
    ones = CARDINALS.get(words[after]) if after < len(words) else None
    if value >= 20 and value % 10 == 0 and ones and ones < 10:
        return value + ones, after + 1
    return value, at + 1


def _tail(words: list[str], end: int, so_far: float) -> tuple[int, int] | None:
    """What is added behind a hundred or a thousand: "two hundred (and) nine"."""
    if so_far < 100 or so_far % 100:
        return None
    joined = words[end] == "and"
    more = _below_hundred(words, end + joined)
    return None if more is None or (joined and more[0] == 0) else more


def _ranged(words: list[str], first: Number) -> Number:
    """Joined to the number that closes a range: "between 30 and 40", "28,000 to 32,000", "two or three"."""
    joint = words[first.last] if first.last < len(words) else ""
    lead = first.first - (first.first > 0 and words[first.first - 1] in SYMBOLS)  # "between $5 and $6 million"
    before = words[lead - 1] if lead else ""
    if joint not in ("to", "-", "–", "or", "and") or (joint == "and") != (before == "between"):
        return first
    then = first.last + 1
    then += words[then : then + 1] != [] and words[then] in (SYMBOLS if lead < first.first else _HEDGES)
    last = _value(words, then) if then < len(words) else None
    if last is None or last.low is None or first.low is None or last.low <= first.low:
        return first
    if joint == "or" and last.low > 2 * first.low:
        return first
    if before == "from" and CHANGES & set(words[max(0, first.first - 4) : first.first]):
        return first  # it "rose from 10 to 15": two values, no range
    opened = before in ("between", "from")
    begin = lead - 1 if opened and lead == first.first else first.first
    return last._replace(low=_scaled_like(first, first.low, last, last.low), first=begin)


def _scaled_like(first: Number, low: float, last: Number, high: float) -> float:
    """The "two" of "two to three million" are millions, too."""
    if first.last - first.first > 1 or last.last - last.first == 1 or low >= 100 or high < 1000:
        return low
    scaled = low * 10 ** (3 * int(math.log10(high) // 3))
    return scaled if scaled < high else low


def bounded_behind(words: list[str], number: Number, at: int) -> Number:
    """The number as words behind its noun bound it: "40 boats or more", "40 boats at least"."""
    for length in (2, 1):
        if effect := BEHIND_NOUN.get(tuple(words[at : at + length])):
            return _bounded(number, effect)
    return number


def _qualified(words: list[str], number: Number) -> Number:
    """The number with the words right before and behind it that bound it; "at least" may stand before "about"."""
    for length in (2, 1):
        phrase = tuple(words[number.last : number.last + length])
        if effect := BEHIND.get(phrase):
            number = _bounded(number, effect)._replace(last=number.last + len(phrase))
            break
    return bounded_before(words, number)


def bounded_before(words: list[str], number: Number) -> Number:
    """The number with the words right before it that bound it."""
    before = _effect_before(words, number.first)
    number = _bounded(number, before[0])._replace(first=before[1])
    further = _effect_before(words, number.first) if before[0] == "about" else ("", 0)
    if further[0] in ("low", "high") and number.first - further[1] > 1:
        number = _bounded(number, further[0])._replace(first=further[1])
    return number


def with_half(words: list[str], number: Number, at: int) -> Number:
    """With the half that stands behind its unit: "a day and a half"."""
    part = _PARTS.get(tuple(words[at : at + 3]))
    if part is None or number.low is None or number.low != number.high:
        return number._replace(last=at)
    return number._replace(low=number.low + part, high=number.low + part, last=at + 3)


def _effect_before(words: list[str], first: int) -> tuple[str, int]:
    """What the longest phrase right before makes of a number, "" for nothing, and where the phrase begins."""
    for length in range(min(_LONGEST_BEFORE, first), 0, -1):
        if effect := BEFORE.get(tuple(words[first - length : first])):
            return effect, first - length
    return "", first


def _bounded(number: Number, effect: str) -> Number:
    """What a word beside it makes of a number."""
    if effect == "low":
        return number._replace(high=None)
    if effect == "high":
        return number._replace(low=None)
    if effect == "odd" and number.low is not None:
        return number._replace(high=number.low + last_place(number.low) - 1, approximate=True)
    return number._replace(approximate=number.approximate or effect == "about")


def last_place(value: float) -> float:
    """The place of the last digit that is not zero: 4,000 is said in thousands, 212 in ones; at least 1."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place
