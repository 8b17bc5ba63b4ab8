"""What different voices call one and the same, put in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.group.namings import find_namings
from rashomon.ledger import Ledger, Name

if TYPE_CHECKING:
    from rashomon.dossier.arrange import Said

CALLED = "One thing, several names"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A name, and the claims in which it is used."""

    words: str
    said: tuple[Said, ...]

    @property
    def users(self) -> str:
        """Whose words they are, and where they stand."""
        return "; ".join(f"{one.voices[-1]} ({one.place})" for one in self.said)


def calls(ledger: Ledger, said: Mapping[str, Said]) -> tuple[tuple[Call, ...], ...]:
    """For each thing that goes by several names, the names and who uses which."""
    namings = find_namings([one.claim for one in said.values()], ledger.comparisons)
    return tuple(tuple(_call(name, said) for name in naming.names) for naming in namings)


def _call(name: Name, said: Mapping[str, Said]) -> Call:
    return Call(words=name.words, said=tuple(said[claim] for claim in name.claims))
