"""Find, for each claim, the few others that may tell of the same matter: an inverted index, not all pairs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rashomon.compare.views import LIGHT_PREDICATES, View
from rashomon.lexicon import lexicon

PARTNERS = 24  # best partners kept for each claim
MAX_POSTING = 400  # what more claims than this share says nothing of the matter


def align_claims(views: Sequence[View]) -> tuple[tuple[int, int], ...]:
    """Pairs of indices (i < j) that share words, classes or those spoken of, each claim with its best partners.

    Cost is about n log n in the number of claims: long postings are cut, and each claim keeps a bounded number.
    """
    postings: dict[str, list[int]] = defaultdict(list)
    for n, view in enumerate(views):
        for key in _keys(view):
            postings[key].append(n)
    total = len(views) + 1
    weight = {key: math.log(total / len(found)) + 0.05 for key, found in postings.items() if len(found) <= MAX_POSTING}
    pairs: set[tuple[int, int]] = set()
    for n, view in enumerate(views):
        scores: dict[int, float] = defaultdict(float)
        for key in _keys(view):
            for other in postings[key] if key in weight else ():
                scores[other] += weight[key]
        scores.pop(n, None)
        best = sorted(scores, key=lambda o: (-scores[o], o))[:PARTNERS]
        pairs.update((min(n, o), max(n, o)) for o in best)
    return tuple(sorted(pairs))


def _keys(view: View) -> Iterator[str]:
    yield from view.weights
    yield from (f"class:{name}" for name in sorted(view.classes))
    yield from (f"versus:{pair}" for pair in lexicon().versus(view.core))
    yield from (f"about:{entity}" for entity in sorted(view.about))
    if view.claim.predicate and view.claim.predicate not in LIGHT_PREDICATES:
        yield f"predicate:{view.claim.predicate}"
