"""What is known to go by several names: the shipped table, and a user's own beside it."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from rashomon.errors import GivenError
from rashomon.names.spelling import words_of

LISTS = ("organizations", "people", "places", "given", "words")


@dataclass(frozen=True, slots=True, eq=False)
class Aliases:
    """Which names are one thing, by list; a thing is known by the number of its line."""

    things: dict[str, dict[tuple[str, ...], frozenset[int]]]  # by list and the name's words
    given: dict[str, frozenset[int]]  # forms of given names
    words: dict[str, str]  # words of one meaning, each with the first of its line

    def lines_of(self, which: str, name: Iterable[str]) -> frozenset[int]:
        """The lines of that list in which the name, given by its words, stands."""
        return self.things.get(which, {}).get(tuple(sorted(name)), frozenset())


def read_aliases(own: Path | None = None) -> Aliases:
    """The shipped table, with the user's own file of that form added to it.

    Raises:
        GivenError: The user's file is not TOML, or not of this form.
    """
    return _shipped() if own is None else _put_together(_read_shipped(), _read_own(own))


@lru_cache(maxsize=1)
def _shipped() -> Aliases:
    return _put_together(_read_shipped())


def _read_shipped() -> dict[str, list[str]]:
    return tomllib.loads(files("rashomon.names").joinpath("aliases.toml").read_text("utf-8"))


def _put_together(*tables: dict[str, list[str]]) -> Aliases:
    lines = {which: [line for table in tables for line in table.get(which, ())] for which in LISTS}
    things = {which: _by_name(_split(lines[which])) for which in ("organizations", "people", "places")}
    given = _by_name(line.split() for line in lines["given"])
    words = {word: line.split()[0] for line in lines["words"] for word in line.split()}
    return Aliases(things=things, given={key[0]: found for key, found in given.items()}, words=words)


def _read_own(path: Path) -> dict[str, list[str]]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise GivenError(f"{path}: no table of aliases: {wrong}") from wrong
    for which, lines in table.items():
        fits = isinstance(lines, list) and all(isinstance(line, str) and line.split() for line in lines)
        if which not in LISTS or not fits:
            raise GivenError(f"{path}: {which!r}: expected a list of lines under one of {', '.join(LISTS)}")
    return table


def _split(lines: Iterable[str]) -> Iterable[list[str]]:
    return ([name.strip() for name in line.split("|") if name.strip()] for line in lines)


def _by_name(lines: Iterable[list[str]]) -> dict[tuple[str, ...], frozenset[int]]:
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, names in enumerate(lines):
        for name in names:
            found[tuple(sorted(words_of(name)))].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
