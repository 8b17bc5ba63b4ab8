"""Numbers that name a thing rather than count it: "channel 16", "Article 5", "GT-17", a year, an item's number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.quantities.numbers import Number
from rashomon.quantities.units import CURRENCIES, is_unit

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_label(tokens: list[Token], number: Number, unit: str | None) -> bool:
    """Whether the number, in figures, is a name or part of one."""
    if not number.figures or unit in CURRENCIES:
        return False
    token, text = tokens[number.last - 1], tokens[number.first].text
    if _is_glued(tokens, number) or _opens_item(tokens, number) or (unit is None and _is_year(number, token)):
        return True
    if len(text) > 1 and text[0] == "0" and text.isdigit():
        return True
    before = tokens[number.first - 1] if number.first else None
    named = before is not None and before.tag_ in ("NN", "NNP") and not is_unit(before.lower_)
    return named and (unit is None or token.head.i < token.i)


def _is_glued(tokens: list[Token], number: Number) -> bool:
    """Whether it stands in one word with letters or other figures: "GT-17", "555-0147", "#3"."""
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


def _is_year(number: Number, token: Token) -> bool:
    return number.low is not None and 1900 <= number.low < 2100 and token.text.isdigit() and len(token.text) == 4


def _opens_item(tokens: list[Token], number: Number) -> bool:
    """The "1." or "2)" that opens an item."""
    return number.first == 0 and number.last < len(tokens) and tokens[number.last].text in (".", ")")
