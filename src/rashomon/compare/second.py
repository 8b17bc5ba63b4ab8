"""The pair model's second opinion on pairs in which the comparators see nothing: agreement in other words, and where to
look for contradictions.

Contradictions that only it sees are listed apart: even where it is surest, too few are some. It was tried as a veto on
what the comparators find, and left out: at any threshold it would have dropped as many true contradictions as false
ones or more (docs/evaluation.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rashomon.compare import thresholds
from rashomon.compare.agree import could_be_one
from rashomon.compare.finding import Finding
from rashomon.compare.scope import are_stated, occasions_differ
from rashomon.compare.views import View, likeness, short
from rashomon.ledger import Kind, Relation

if TYPE_CHECKING:
    from rashomon.models.pairs import FloatArray


class PairReader(Protocol):
    """What says how two texts stand to one another: the pair model, or what remembers its answers."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """As ``PairModel.probabilities``."""


ASKED_EACH = 2  # partners of one claim that the model is asked of: the likest first; it reads some 100 pairs a second


class Seen(NamedTuple):
    """What the model says of a pair in which the comparators see nothing: how likely it agrees, or contradicts."""

    a: View
    b: View
    agrees: float
    contradicts: float

    def is_possible(self) -> bool:
        """Whether it is listed as a possible contradiction."""
        apart = self.a.claim.negated != self.b.claim.negated or not _says_the_same(self.a, self.b)
        return self.contradicts >= thresholds.POSSIBLE and apart and are_stated(self.a, self.b)

    def agreement(self) -> Finding | None:
        """That both say the same in other words, where words in common bear the model out."""
        if (
            self.agrees < thresholds.AGREED
            or likeness(self.a, self.b) < thresholds.BORNE_OUT
            or not could_be_one(self.a, self.b)
        ):
            return None
        left, right = short(self.a), short(self.b)
        return Finding(relation=Relation.AGREES, kind=Kind.EVENT, score=self.agrees, left=left, right=right)


def ask(pairs: Iterable[tuple[View, View]], model: PairReader) -> list[Seen]:
    """What the model says of the likest of the pairs, which are those not judged yet."""
    asked = [(a, b) for a, b in _likest(pairs) if a.claim.arguments and b.claim.arguments]  # fragments mislead it
    chances = model.probabilities([(a.claim.text, b.claim.text) for a, b in asked])
    return [Seen(a, b, float(row[0]), float(row[2])) for (a, b), row in zip(asked, chances, strict=True)]


def _says_the_same(a: View, b: View) -> bool:
    """Whether the words or the figures are so much the same that, with one polarity, nothing can be opposed."""
    figures = {(x.low, x.high) for x in a.claim.quantities} & {(y.low, y.high) for y in b.claim.quantities}
    return likeness(a, b) >= thresholds.TOO_LIKE or bool(figures)


def _likest(pairs: Iterable[tuple[View, View]]) -> list[tuple[View, View]]:
    """The few likest partners of each claim."""
    by_claim: Mapping[str, list[tuple[float, str, str]]] = defaultdict(list)
    views: dict[tuple[str, str], tuple[View, View]] = {}
    for a, b in pairs:
        alike = likeness(a, b)
        if alike >= thresholds.ASKED and not occasions_differ(a, b):
            views[a.claim.id, b.claim.id] = (a, b)
            for view in (a, b):
                by_claim[view.claim.id].append((-alike, a.claim.id, b.claim.id))
    chosen = {(a, b) for ranked in by_claim.values() for _, a, b in sorted(ranked)[:ASKED_EACH]}
    return [views[key] for key in sorted(chosen)]
