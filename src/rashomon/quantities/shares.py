"""Parts of a whole: "half of the crew", "two thirds of voters", "nine in ten", told in per cent."""

from __future__ import annotations

from rashomon.dates import CARDINALS
from rashomon.quantities.numbers import Number, opens_number, read_part
from rashomon.quantities.units import is_unit
from rashomon.quantities.words import ROUND_WHOLES, SHARES

_OF_IT = frozenset("of the his her its their our".split())  # "half the crew"


def read_share(words: list[str], at: int) -> Number | None:
    """The share that begins there, in per cent; about as much, since who halves has seldom counted."""
    return _named(words, at) or _fraction(words, at) or _ratio(words, at)


def _named(words: list[str], at: int) -> Number | None:
    """ "Most of the crew", "a majority of voters"."""
    for phrase, (low, high) in SHARES.items():
        end = at + len(phrase)
        counted = words[end + 1 : end + 2] and opens_number(words[end + 1])  # "a majority of three"
        if tuple(words[at:end]) == phrase and words[end : end + 1] == ["of"] and not counted:
            return Number(low, high, at, end, approximate=True)
    return None


def _fraction(words: list[str], at: int) -> Number | None:
    """ "Half of the crew", "half the crew", "a third of", "two-thirds of", "by a quarter"."""
    if words[at] == "half":
        return _share(1, 2, at, at + 1) if words[at + 1 : at + 2] and words[at + 1] in _OF_IT else None
    if not (named := read_part(words, at)):
        return None
    count, part, end = named
    if words[end : end + 1] == ["of"] and words[end + 1 : end + 2] in (["a"], ["an"]):
        return None  # "a third of a day"
    alone = words[at + 1] == "-" or words[max(0, at - 1) : at] == ["by"]  # "two-thirds", "by a third"
    return _share(count, part, at, end) if alone or words[end : end + 1] == ["of"] else None


def _ratio(words: list[str], at: int) -> Number | None:
    """ "One in five", "nine out of ten": of a round whole; of another ("11 out of 14") both are counts."""
    for joint in (["in"], ["in", "every"], ["out", "of"], ["out", "of", "every"]):
        end = at + 1 + len(joint)
        if words[at + 1 : end] == joint and end < len(words):
            count, whole = _small(words[at]), _small(words[end])
            if whole in ROUND_WHOLES and 0 < count < whole and not (words[end + 1 :] and is_unit(words[end + 1])):
                return _share(count, whole, at, end + 1)
    return None


def _small(word: str) -> int:
    return int(word) if word.isdigit() else CARDINALS.get(word, 0)


def _share(count: int, whole: int, first: int, last: int) -> Number:
    per_cent = 100 * count / whole
    return Number(per_cent, per_cent, first, last, approximate=True)
