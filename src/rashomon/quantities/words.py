"""The vocabulary of number: the readable table beside this file, indexed."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_TABLE = tomllib.loads(files("rashomon.quantities").joinpath("words.toml").read_text("utf-8"))

Phrase = tuple[str, ...]

SCALES: dict[str, int] = _TABLE["scales"]
SCALES_BEHIND_FIGURES: dict[str, int] = _TABLE["short_scales"] | SCALES
PLURAL_SCALES: dict[str, int] = _TABLE["plural_scales"]
VAGUE: dict[Phrase, tuple[float, float]] = {
    tuple(words.split()): (low, high) for words, (low, high) in _TABLE["vague"].items()
}
SHARES: dict[Phrase, tuple[float, float]] = {
    tuple(words.split()): (low, high) for words, (low, high) in _TABLE["shares"].items()
}
PARTS: dict[str, int] = _TABLE["parts"]
FRACTIONS: dict[str, float] = _TABLE["fractions"]


def _effects(table: dict[str, str]) -> dict[Phrase, str]:
    return {tuple(phrase.split()): effect for effect, phrases in table.items() for phrase in phrases.split(",")}


BEFORE = _effects(_TABLE["before"])
BEHIND = _effects(_TABLE["behind"])
BEHIND_NOUN = _effects(_TABLE["behind_noun"])

_LISTS: dict[str, frozenset[str]] = {name: frozenset(words.split()) for name, words in _TABLE["lists"].items()}
ROUND_WHOLES = frozenset(map(int, _LISTS["round_wholes"]))
RATES = _LISTS["rates"]
PER = _LISTS["per"]
ZERO = _LISTS["zero"]
DURATIONS = _LISTS["durations"]
LASTING = _LISTS["lasting"]
CHANGES = _LISTS["changes"]
NO_COUNTED = _LISTS["no_counted"]
UNCOUNTED = _LISTS["uncounted"]
PEOPLE_OF_AN_AGE = _LISTS["people_of_an_age"]
STATES = _LISTS["states"]
