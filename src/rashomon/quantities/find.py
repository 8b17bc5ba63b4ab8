"""Every count and measure in a parsed text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rashomon.dates import find_times
from rashomon.ledger import Quantity, Span, When
from rashomon.quantities.counted import counted_noun, unit_of
from rashomon.quantities.labels import is_label
from rashomon.quantities.numbers import Number, opens_number, read_around, read_number
from rashomon.quantities.units import UNITS
from rashomon.quantities.words import UNCOUNTED, ZERO

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

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
    return word in ZERO or word in ("both", "not") or opens_number(word)


def _quantity(tokens: list[Token], words: list[str], at: int) -> tuple[Quantity, int] | None:
    """The quantity that begins with the word, and where the next may begin."""
    if zero := _nobody(tokens, words, at) or _none_of_noun(tokens, words, at):
        return zero
    if words[at] == "both":
        return _both(tokens, words, at)
    number = read_number(words, at)
    if number is None or (words[at] == "one" and not _counts(tokens[at], words, number)):
        return None
    number = read_around(words, number)
    unit, first, last = unit_of(tokens, words, number)
    if is_label(tokens, number, unit):
        return None
    return _made(tokens, number._replace(first=first, last=last), unit)[0], max(last, number.last)


def _counts(one: Token, words: list[str], number: Number) -> bool:
    """Whether "one" is a number and not "somebody", "the one" or "not one day sooner"."""
    if number.first and words[number.first - 1] == "not":
        return False
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
