"""The pair model's second opinion: it doubts what the comparators find, and points where only it sees something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rashomon.compare.finding import Finding
from rashomon.compare.scope import occasions_differ
from rashomon.compare.views import View, likeness
from rashomon.ledger import Relation

if TYPE_CHECKING:
    from rashomon.models.pairs import PairModel

Judged = tuple[View, View, Finding]
ASKED_EACH = 2  # partners of one claim that the model is asked of: the likest first; it reads some 100 pairs a second
MIN_LIKENESS = 0.15


def withdraw_doubted(found: Sequence[Judged], model: PairModel) -> list[Judged]:
    """Without the contradictions to which the model gives less than its ``veto``."""
    opposed = [one for one in found if one[2].relation is Relation.CONTRADICTS]
    chances = model.probabilities([(a.claim.text, b.claim.text) for a, b, _ in opposed])
    doubted = {id(one[2]) for one, row in zip(opposed, chances, strict=True) if row[2] < model.choice.veto}
    return [one for one in found if id(one[2]) not in doubted]


def propose(pairs: Iterable[tuple[View, View]], model: PairModel) -> list[tuple[View, View, float]]:
    """Pairs in which only the model sees a contradiction, with its probability; ``pairs`` are those not judged yet."""
    if model.choice.possible is None:
        return []
    asked = list(_likest(pairs))
    chances = model.probabilities([(a.claim.text, b.claim.text) for a, b in asked])
    told = zip(asked, chances, strict=True)
    return [(a, b, float(row[2])) for (a, b), row in told if row[2] >= model.choice.possible]


def _likest(pairs: Iterable[tuple[View, View]]) -> list[tuple[View, View]]:
    """The few likest partners of each claim."""
    by_claim: Mapping[str, list[tuple[float, str, str]]] = defaultdict(list)
    views: dict[tuple[str, str], tuple[View, View]] = {}
    for a, b in pairs:
        alike = likeness(a, b)
        if alike >= MIN_LIKENESS and not occasions_differ(a, b):
            views[a.claim.id, b.claim.id] = (a, b)
            for view in (a, b):
                by_claim[view.claim.id].append((-alike, a.claim.id, b.claim.id))
    chosen = {(a, b) for ranked in by_claim.values() for _, a, b in sorted(ranked)[:ASKED_EACH]}
    return [views[key] for key in sorted(chosen)]
