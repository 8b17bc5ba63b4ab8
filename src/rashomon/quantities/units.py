"""Units of measure and money: the readable table beside this file, indexed, and what two quantities may both mean."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import NamedTuple

from rashomon.ledger import Quantity

_TABLE = tomllib.loads(files("rashomon.quantities").joinpath("units.toml").read_text("utf-8"))


class Unit(NamedTuple):
    """A unit of measure: what it measures, and the least and most of the dimension's base that it may stand for."""

    dimension: str
    least: float
    most: float


def _unit(of: str, size: float | list[float]) -> Unit:
    least, most = size if isinstance(size, list) else (size, size)
    return Unit(of, least, most)


UNITS: dict[str, Unit] = {name: _unit(row["of"], row["size"]) for name, row in _TABLE["units"].items()}
CURRENCIES: frozenset[str] = frozenset(_TABLE["words"]["currencies"].split())
SYMBOLS: dict[str, str] = _TABLE["symbols"]
_AFTER_FIGURES = frozenset(_TABLE["words"]["after_figures"].split())
_SPELLINGS: dict[tuple[str, ...], str] = {
    tuple(spelling.split()): name
    for name, row in _TABLE["units"].items()
    for spelling in (name, *row["said"].split(","))
}
_LONGEST = max(map(len, _SPELLINGS))


def is_unit(word: str) -> bool:
    """Whether the word by itself is a unit of measure."""
    return (word,) in _SPELLINGS


def unit_at(words: list[str], at: int, *, figures: bool) -> tuple[str, int] | None:
    """The unit that begins there, the longest first, and where it ends; a hyphen may stand before one word.

    ``figures`` says that the number before it is in figures, where letters may be units ("5 m").
    """
    for length in range(_LONGEST, 1, -1):
        phrase = tuple(words[at : at + length])
        if len(phrase) == length and (unit := _SPELLINGS.get(phrase)):
            return unit, at + length
    at += words[at : at + 1] == ["-"]
    word = _SPELLINGS.get(tuple(words[at : at + 1]))
    return (word, at + 1) if word and (figures or words[at] not in _AFTER_FIGURES) else None


def to_base(quantity: Quantity) -> tuple[float | None, float | None, str]:
    """Bounds in the base unit of the dimension (m, second, km/h, kg, percent …), and the dimension.

    Counted things share the dimension "count" whatever they are called, and so does a bare number: whether the same
    is counted is for those to judge who know the claims. Each currency is a dimension of its own. A month is 28 to 31
    days, a mile a land or a sea mile.
    """
    unit = UNITS.get(quantity.unit or "")
    if unit is None:
        dimension = f"money: {quantity.unit}" if quantity.unit in CURRENCIES else "count"
        return quantity.low, quantity.high, dimension
    low = None if quantity.low is None else quantity.low * unit.least
    high = None if quantity.high is None else quantity.high * unit.most
    return low, high, unit.dimension
