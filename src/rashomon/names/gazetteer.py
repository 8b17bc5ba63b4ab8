"""Countries, what their people are called, and their big cities: a small table shipped with the program."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rashomon.names.aliases import read_aliases
from rashomon.names.spelling import words_of

LONGEST = 7  # words of the longest name in the table


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Countries by their names and their people's, and the countries in which cities of a name lie."""

    countries: dict[tuple[str, ...], str]  # by the words of any of its names
    people: dict[tuple[str, ...], str]  # by the words for its people
    cities: dict[tuple[str, ...], frozenset[str]]

    def territories(self, words: Sequence[str]) -> tuple[frozenset[str], tuple[str, ...]]:
        """The countries named among the words, by their own names or their people's, and the words that are left."""
        found: set[str] = set()
        left: list[str] = []
        at = 0
        while at < len(words):
            length, country = self._longest_from(words, at)
            if country is None:
                left.append(words[at])
            else:
                found.add(country)
            at += length
        return frozenset(found), tuple(left)

    def _longest_from(self, words: Sequence[str], at: int) -> tuple[int, str | None]:
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            key = tuple(words[at : at + length])
            country = self.countries.get(key) or self.people.get(key)
            if country is not None:
                return length, country
        return 1, None


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The shipped table, read once."""
    table = tomllib.loads(files("rashomon.names").joinpath("gazetteer.toml").read_text("utf-8"))
    countries: dict[tuple[str, ...], str] = {}
    people: dict[tuple[str, ...], str] = {}
    cities: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for country, row in table.items():
        for name in (country, *row.get("also", "").split("|")):
            countries[words_of(name)] = country
        for name in row["people"].split():
            people[words_of(name)] = country
            people[words_of(name + "s")] = country
        for city in row["cities"].split("|"):
            for key in _other_names(words_of(city)):
                cities[key].add(country)
    for index in (countries, people, cities):
        index.pop((), None)
    return Gazetteer(countries, people, {name: frozenset(found) for name, found in cities.items()})


def _other_names(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The names, by their words, under which the table of aliases knows the same place."""
    lines = read_aliases().lines_of("places", words)
    others = read_aliases().things["places"].items()
    return {words, *(name for name, found in others if found & lines)} if lines else {words}


def countries_of(name: str) -> frozenset[str]:
    """The countries in which a city of that name lies, or the country itself; nothing where the table has neither."""
    words = words_of(name)
    country = gazetteer().countries.get(words)
    cities = gazetteer().cities.get(words) or gazetteer().cities.get(tuple(sorted(words))) or frozenset()
    return cities | {country} if country else cities


def is_known_place(name: str) -> bool:
    """Whether the table has a country or a city of that name."""
    return bool(countries_of(name))
