"""Of what a number is: a unit of measure, money, an age, or the noun that it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.quantities.numbers import Number
from rashomon.quantities.units import CURRENCIES, DEFAULT_ISSUERS, SHARED_CURRENCIES, SYMBOLS, unit_at
from rashomon.quantities.words import NO_COUNTED, PEOPLE_OF_AN_AGE, PER, RATES, STATES

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_BETWEEN = 4  # words between a number and the noun it counts: "three badly damaged police cars"
OLDEST = 120
AGED = "year old"


def unit_of(tokens: list[Token], words: list[str], number: Number) -> tuple[str | None, int, int]:
    """The unit of the number, and from where to where number and unit of measure stand."""
    first, last = number.first, number.last
    if first and (symbol := SYMBOLS.get(words[first - 1])):
        return symbol, first - 1, last
    if measure := unit_at(words, last, figures=number.figures):
        return measure[0], first, measure[1]
    if joined := _joined_noun(tokens, words, last):
        return joined, first, last
    if noun := counted_noun(tokens, words, last):
        if noun[0] in CURRENCIES:
            return _issued(noun[0], words[last : noun[1] - 1]), first, noun[1]
        return noun[0], first, last
    if _is_age(tokens, words, number):
        return AGED, first, last
    if last < len(words) and words[last] in STATES:  # "14 dead"
        return words[last], first, last
    return _group(tokens, words, first), first, last


def _issued(currency: str, before: list[str]) -> str:
    """ "12 Canadian dollars" are other dollars; "12 US dollars" are those that the bare word is taken for."""
    whose = " ".join(word for word in before if word != "of")
    return (
        f"{whose} {currency}" if currency in SHARED_CURRENCIES and whose and whose not in DEFAULT_ISSUERS else currency
    )


def _joined_noun(tokens: list[Token], words: list[str], last: int) -> str | None:
    """The "man" of a "three-man crew", the "crew" of a "14-strong crew"."""
    if words[last : last + 1] != ["-"] or tokens[last - 1].whitespace_ or tokens[last].whitespace_:
        return None
    if words[last + 1 : last + 2] == ["strong"]:
        noun = counted_noun(tokens, words, last + 2)
        return noun[0] if noun else None
    return tokens[last + 1].lemma_.lower() if last + 1 < len(tokens) and tokens[last + 1].pos_ == "NOUN" else None


def rate_behind(words: list[str], at: int) -> str:
    """The "per day" of "400 cars a day", "" where there is none."""
    told = words[at : at + 2]
    return f" per {told[1]}" if len(told) == 2 and told[0] in PER and told[1] in RATES else ""


def counted_noun(tokens: list[Token], words: list[str], at: int) -> tuple[str, int] | None:
    """The lemma of the noun that the number before ``at`` counts, and where the noun ends."""
    at += words[at : at + 2] == ["out", "of"]
    partitive = words[at : at + 1] == ["of"]
    here = at + partitive
    for _ in range(MAX_BETWEEN + 1):
        if here >= len(tokens) or not words[here]:
            return None
        token = tokens[here]
        if token.pos_ in ("NOUN", "PROPN") and here + 1 < len(tokens) and tokens[here + 1].tag_ == "POS":
            here += 2  # "two of the cook's knives"
        elif token.pos_ == "NOUN" or (token.pos_ == "PROPN" and partitive and here > at + 1):
            return _whole_noun(tokens, words, here)
        elif _stands_before_noun(token, partitive=partitive):
            here += 1
        else:
            return None
    return None


def _whole_noun(tokens: list[Token], words: list[str], at: int) -> tuple[str, int]:
    """ "Police cars" are cars."""
    while (
        at + 1 < len(tokens) and words[at + 1] and tokens[at + 1].pos_ == "NOUN" and tokens[at + 1].dep_ != "npadvmod"
    ):
        at += 1
    return tokens[at].lemma_.lower(), at + 1


def _stands_before_noun(token: Token, *, partitive: bool) -> bool:
    """Whether the word may stand between a number and its noun: an adjective, a participle, "his"."""
    if token.pos_ in ("ADJ", "PROPN") or token.tag_ == "PRP$":
        return True
    if partitive and token.pos_ in ("ADV", "DET", "NUM"):
        return True
    return (token.pos_ == "VERB" and token.dep_ == "amod") or (token.pos_ == "ADV" and token.lower_.endswith("ly"))


def _is_age(tokens: list[Token], words: list[str], number: Number) -> bool:
    """Whether a bare number is somebody's age: "Jan Novak, 21,", "aged 21", "she is 29", "a man of forty"."""
    if number.low is None or number.low > OLDEST or number.low % 1:
        return False
    before = words[max(0, number.first - 2) : number.first]
    closed = number.last >= len(tokens) or tokens[number.last].is_punct
    if before[-1:] in (["aged"], ["age"]):
        return True
    if len(before) < 2:
        return False
    if before[1] == "," and number.figures and closed:
        return tokens[number.first - 2].pos_ == "PROPN"
    if before[1] in ("is", "was", "am", "'s", "’s") and (
        before[0] in ("he", "she", "i") or _is_person(tokens[number.first - 2])
    ):
        return closed
    return before[1] == "of" and before[0] in PEOPLE_OF_AN_AGE


def _is_person(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.ent_type_ == "PERSON"


def _group(tokens: list[Token], words: list[str], first: int) -> str | None:
    """The noun of "a crew of 14"."""
    if first < 2 or words[first - 1] != "of" or tokens[first - 2].pos_ != "NOUN":
        return None
    lemma = tokens[first - 2].lemma_.lower()
    return None if lemma in NO_COUNTED else lemma
