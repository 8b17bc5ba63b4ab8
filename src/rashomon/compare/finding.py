"""What a comparator returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rashomon.ledger import Kind, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a comparator found: the relation, in what, how sure (0..1), and each side's value in words."""

    relation: Relation
    kind: Kind
    score: float
    left: str
    right: str
    swapped: bool = False  # the right claim is the earlier or vaguer one
    by_model: bool = False  # the pair model saw it, and no comparator


class Judged(NamedTuple):
    """What two claims make of a pair: what the comparators found; or nothing, and whether to ask the pair model."""

    finding: Finding | None = None
    is_open: bool = False
