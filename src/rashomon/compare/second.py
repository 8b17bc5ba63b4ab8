"""The pair model's second opinion: it points to pairs in which the comparators see nothing.

All of it is listed apart: even where the model is surest, too few are contradictions to show them as such. It was tried
as a veto on what the comparators find, and left out: at any threshold it would have dropped as many true contradictions
as false ones or more (docs/evaluation.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from rashomon.compare.scope import occasions_differ
from rashomon.compare.views import View, likeness

if TYPE_CHECKING:
    from rashomon.models.pairs import FloatArray


class PairReader(Protocol):
    """What says how two texts stand to one another: the pair model, or what remembers its answers."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """As ``PairModel.probabilities``."""


ASKED_EACH = 2  # partners of one claim that the model is asked of: the likest first; it reads some 100 pairs a second
MIN_LIKENESS = 0.15
SAME_WORDS = 0.6  # claims as like as this, of one polarity, do not contradict one another whatever the model says
POSSIBLE = 0.7  # on the six cases 27 of 62 such pairs are contradictions: a place to look (docs/evaluation.md)


def propose(pairs: Iterable[tuple[View, View]], model: PairReader) -> list[tuple[View, View, float]]:
    """Pairs in which only the model sees a contradiction, with its probability; ``pairs`` are those not judged yet."""
    whole = [(a, b) for a, b in _likest(pairs) if a.claim.arguments and b.claim.arguments]  # fragments mislead it
    asked = [(a, b) for a, b in whole if _is_reversed(a, b) or not _says_the_same(a, b)]
    chances = model.probabilities([(a.claim.text, b.claim.text) for a, b in asked])
    told = zip(asked, chances, strict=True)
    return [(a, b, float(row[2])) for (a, b), row in told if row[2] >= POSSIBLE]


def _says_the_same(a: View, b: View) -> bool:
    """Whether the words or the figures are so much the same that, with one polarity, nothing can be opposed."""
    figures = {(x.low, x.high) for x in a.claim.quantities} & {(y.low, y.high) for y in b.claim.quantities}
    return likeness(a, b) >= SAME_WORDS or bool(figures)


def _is_reversed(a: View, b: View) -> bool:
    """Whether one says that it is so and the other that it is not."""
    return a.claim.negated != b.claim.negated


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
