"""Units of measure and money: the readable table beside this file, indexed, and what two quantities may both mean."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files
from typing import NamedTuple

from rashomon.ledger import Quantity

_TABLE = tomllib.loads(files("rashomon.quantities").joinpath("units.toml").read_text("utf-8"))


class Unit(NamedTuple):
    """A unit of measure: what it measures, and the least and most of the dimension's base that it may stand for."""

    dimension: str
    least: float
    most: float
    zero: float = 0.0  # where its scale begins: 32 of degrees Fahrenheit


def _unit(of: str, size: float | list[float], zero: float = 0.0) -> Unit:
    least, most = size if isinstance(size, list) else (size, size)
    return Unit(of, least, most, zero)


UNITS: dict[str, Unit] = {
    name: _unit(row["of"], row["size"], row.get("zero", 0.0)) for name, row in _TABLE["units"].items()
}
CURRENCIES: frozenset[str] = frozenset(_TABLE["words"]["currencies"].split())
SHARED_CURRENCIES = frozenset(_TABLE["words"]["shared_currencies"].split())
DEFAULT_ISSUERS = frozenset(_TABLE["words"]["default_issuers"].split())
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
    days, a mile a land or a sea mile. A rate ("car per day") is a dimension of its own.
    """
    name, per, time = (quantity.unit or "").partition(" per ")
    if per:
        return _per_second(quantity, name, UNITS[time])
    unit = UNITS.get(name)
    if unit is None:
        dimension = f"money: {name}" if is_money(name) else "count"
        return quantity.low, quantity.high, dimension
    low = None if quantity.low is None else (quantity.low - unit.zero) * unit.least
    high = None if quantity.high is None else (quantity.high - unit.zero) * unit.most
    return low, high, unit.dimension


def is_money(name: str) -> bool:
    """Whether it is a currency, or one country's ("canadian dollar")."""
    return name in CURRENCIES or name.rpartition(" ")[2] in SHARED_CURRENCIES


def _per_second(quantity: Quantity, name: str, time: Unit) -> tuple[float | None, float | None, str]:
    """A rate ("car per day"): of one thing only, at so many a second."""
    low, high, dimension = to_base(replace(quantity, unit=name))
    of = name if dimension == "count" else dimension
    return low and low / time.most, high and high / time.least, f"{of} per second"
