"""Every count and measure in a parsed text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rashomon.dates import find_times
from rashomon.ledger import Quantity, Span, When
from rashomon.quantities.counted import counted_noun, rate_behind, unit_of
from rashomon.quantities.labels import is_label
from rashomon.quantities.numbers import (
    Number,
    bounded_before,
    bounded_behind,
    opens_number,
    read_around,
    read_number,
    with_half,
)
from rashomon.quantities.shares import read_share
from rashomon.quantities.units import UNITS, Unit, unit_at
from rashomon.quantities.words import SHARES, UNCOUNTED, ZERO

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPENERS = ZERO | {"both", "not"} | {phrase[0] for phrase in SHARES}
_MINUS = (["minus"], ["-"], ["−"])
_NOT_COUNTING = frozenset({"more", "less", "fewer", "longer", "such", "other"})


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
    found: list[Quantity] = []
    done = 0
    for place in [place for place, word in enumerate(words) if _opens(word)]:
        if place < done:
            continue
        quantity, done = _quantity(tokens, words, place) or (None, done)
        if quantity and (not found or found[-1].span.end <= quantity.span.start):
            found.append(quantity)
    return tuple(found)


def _positions(times: Iterable[When]) -> frozenset[int]:
    """The positions of the characters that belong to a time."""
    return frozenset(at for time in times for at in range(*time.span))


def _opens(word: str) -> bool:
    return word in _OPENERS or opens_number(word)


def _quantity(tokens: list[Token], words: list[str], at: int) -> tuple[Quantity, int] | None:
    """The quantity that begins with the word, and where the next may begin."""
    if zero := _nobody(tokens, words, at) or _none_of_noun(tokens, words, at):
        return zero
    if words[at] == "both":
        return _both(tokens, words, at)
    if share := read_share(words, at):
        return _made(tokens, bounded_before(words, share), "percent")
    number = read_number(words, at)
    if (
        number is None
        or words[max(0, at - 2) : at] == ["all", "but"]
        or (words[at] == "one" and not _counts(tokens[at], words, number))
    ):
        return None
    number = read_around(words, number)
    if number.first and words[number.first - 1] == "not":
        return None  # "thousands, not hundreds"
    unit, first, last = unit_of(tokens, words, number)
    if is_label(tokens, number, unit):
        return None
    number, unit = _completed(tokens, words, number._replace(first=first), unit, last)
    return _made(tokens, number, unit)[0], number.last


def _completed(
    tokens: list[Token], words: list[str], number: Number, unit: str | None, last: int
) -> tuple[Number, str | None]:
    """With what stands behind the unit or the noun: a half, a bound, a rate; and with the sign before."""
    if unit in UNITS:
        number = _below_zero(words, with_half(words, number, last), UNITS[unit].dimension)
        number = _with_smaller(words, number, UNITS[unit])
        return number, unit + rate_behind(words, number.last)
    noun = counted_noun(tokens, words, last)
    end = noun[1] if noun else last
    rate = rate_behind(words, end) if unit else ""
    return bounded_behind(words, number, end)._replace(last=max(last, number.last)), unit and unit + rate


def _with_smaller(words: list[str], number: Number, unit: Unit) -> Number:
    """ "Two hours and 40 minutes", "6 ft 2 inches": both in the larger unit."""
    if words[max(0, number.first - 1) : number.first] == ["between"]:
        return number
    at = number.last + (words[number.last : number.last + 1] in (["and"], [","]))
    more = read_number(words, at) if at < len(words) and opens_number(words[at]) else None
    measure = unit_at(words, more.last, figures=more.figures) if more else None
    smaller = UNITS.get(measure[0]) if measure else None
    if not (more and measure and smaller) or smaller.dimension != unit.dimension or smaller.most >= unit.least:
        return number
    if None in (number.low, more.low) or number.low != number.high or more.low != more.high:
        return number
    value = (number.low or 0) + (more.low or 0) * smaller.most / unit.most
    return number._replace(low=value, high=value, last=measure[1])


def _below_zero(words: list[str], number: Number, dimension: str) -> Number:
    """ "Minus 20 degrees"."""
    if dimension not in ("temperature", "degree") or words[max(0, number.first - 1) : number.first] not in _MINUS:
        return number
    low, high = (None if bound is None else -bound for bound in (number.high, number.low))
    return number._replace(low=low, high=high, first=number.first - 1)


def _counts(one: Token, words: list[str], number: Number) -> bool:
    """Whether "one" is a number and not "somebody", "the one" or "not one day sooner"."""
    if number.first and words[number.first - 1] == "not":
        return False
    behind = words[number.last : number.last + 3]
    if behind[:1] == ["of"] and any(opens_number(word) and word != "a" for word in behind[1:]):
        return True  # "one of the 14"
    return one.dep_ == "nummod" or number.last - number.first > 1 or words[number.last : number.last + 1] == ["dead"]


def _made(tokens: list[Token], number: Number, unit: str | None) -> tuple[Quantity, int]:
    start, last = tokens[number.first].idx, tokens[number.last - 1]
    span = Span(start, last.idx + len(last))
    text = last.doc.text[span.start : span.end]
    made = Quantity(low=number.low, high=number.high, unit=unit, approximate=number.approximate, text=text, span=span)
    return made, number.last


def _nobody(tokens: list[Token], words: list[str], at: int) -> tuple[Quantity, int] | None:
    """ "Nobody", "no one", "none of the crew"."""
    if words[at] == "nobody" or words[at : at + 2] == ["no", "one"]:
        return _made(tokens, Number(0, 0, at, at + (1 if words[at] == "nobody" else 2)), "person")
    if words[at] != "none":
        return None
    noun = counted_noun(tokens, words, at + 1) if words[at + 1 : at + 2] == ["of"] else None
    return _made(tokens, Number(0, 0, at, at + 1), noun[0] if noun else None)


def _none_of_noun(tokens: list[Token], words: list[str], at: int) -> tuple[Quantity, int] | None:
    """ "No sailor", "not a single man", "not one of the thirteen"."""
    for phrase in (["not", "one"], ["not", "a", "single"], ["no"]):
        end = at + len(phrase)
        if words[at:end] != phrase:
            continue
        noun = counted_noun(tokens, words, end)
        if noun and _is_countable(tokens[end], noun[0]):
            return _made(tokens, Number(0, 0, at, end), noun[0])
        if phrase == ["not", "one"] and words[end : end + 1] == ["of"]:
            return _made(tokens, Number(0, 0, at, end), None)
    return None


def _is_countable(behind: Token, lemma: str) -> bool:
    """Whether "no" counts the noun: not "no doubt", "no more than", "not one day sooner"."""
    return lemma not in UNCOUNTED and lemma not in UNITS and behind.lower_ not in _NOT_COUNTING


def _both(tokens: list[Token], words: list[str], at: int) -> tuple[Quantity, int] | None:
    """ "Both men", "both of them"; not "both here and there"."""
    noun = counted_noun(tokens, words, at + 1)
    return _made(tokens, Number(2, 2, at, at + 1), noun[0]) if noun else None
