"""Find, for each claim, the few others that may tell of the same matter: an inverted index, not all pairs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from rashomon.compare.numbers import is_odd, people_counted, total_of_people
from rashomon.compare.views import LIGHT_PREDICATES, View
from rashomon.lexicon import lexicon

Pairs = NDArray[np.int64]
PARTNERS = 40  # best partners kept for each claim
EACH = 3  # of one report at least: their number is shared out among the reports, so that none crowds out the others
MAX_POSTING = 400  # what more claims than this share says nothing of the matter
OF_CLASS = 2.0  # what a shared class weighs beside a shared word, which is one: other words for one deed
OF_ENTITY = 0.5  # one spoken of in both is often named in both, and so is counted as a word too


def aligned_pairs(partners: Sequence[Sequence[int]]) -> Pairs:
    """The pairs of indices (i < j) of each claim with each of its partners, in order; an array of shape (pairs, 2)."""
    own = np.repeat(np.arange(len(partners)), [len(others) for others in partners])
    others = np.fromiter(chain.from_iterable(partners), np.int64, len(own))
    codes = np.unique(np.minimum(own, others) * len(partners) + np.maximum(own, others))
    return np.column_stack(np.divmod(codes, max(1, len(partners))))


def rank_partners(views: Sequence[View]) -> list[list[int]]:
    """For each claim the few others that share words, classes or those spoken of with it, the best first.

    Cost is about n log n in the number of claims: long postings are cut, and each claim keeps a bounded number.
    """
    keyed = [dict(_keys(view)) for view in views]
    postings: dict[str, list[int]] = defaultdict(list)
    for n, keys in enumerate(keyed):
        for key in keys:
            postings[key].append(n)
    total = len(views) + 1
    telling = {key: np.array(found) for key, found in postings.items() if len(found) <= MAX_POSTING}
    weight_of = {key: math.log(total / len(found)) + 0.05 for key, found in telling.items()}
    reports = [view.claim.report for view in views]
    share = max(EACH, math.ceil(PARTNERS / max(1, len(set(reports)) - 1)))
    ranked = []
    for n, keys in enumerate(keyed):
        found = {key: weight * weight_of[key] for key, weight in keys.items() if key in telling}
        others = _by_score([telling[key] for key in found], list(found.values()))
        ranked.append(_shared_out((other for other in others if other != n), reports, share))
    return ranked


def _by_score(found: Sequence[NDArray[np.int_]], weights: Sequence[float]) -> list[int]:
    """The claims found by each key, those of most weight in all first; of equal ones the earlier."""
    if not found:
        return []
    scores = np.bincount(np.concatenate(found), np.repeat(weights, [len(each) for each in found]))
    others = np.flatnonzero(scores)
    ordered: list[int] = others[np.argsort(-scores[others], kind="stable")].tolist()
    return ordered


def _shared_out(ranked: Iterable[int], reports: Sequence[str], share: int) -> list[int]:
    """The first of these claims, of each report no more than its share."""
    taken: dict[str, int] = {}
    kept: list[int] = []
    for n in ranked:
        of_report = taken.get(reports[n], 0)
        if of_report < share:
            taken[reports[n]] = of_report + 1
            kept.append(n)
            if len(kept) == PARTNERS:
                break
    return kept


def _keys(view: View) -> Iterator[tuple[str, float]]:
    """By what a claim is found, and what it weighs that another has it too."""
    taken_up = (noun for a in view.claim.arguments if a.stands_for for noun in a.nouns)
    yield from ((word, 1.0) for word in dict.fromkeys((*view.weights, *taken_up)))
    yield from ((f"class:{name}", OF_CLASS) for name in sorted(view.classes))
    yield from ((f"versus:{pair}", OF_CLASS) for pair in lexicon().versus(view.core))
    yield from ((f"about:{entity}", OF_ENTITY) for entity in sorted(view.about))
    yield from (
        (f"people:{number:g}", 1.0) for number in {*people_counted(view), total_of_people(view)} if is_odd(number)
    )
    if view.claim.predicate and view.claim.predicate not in LIGHT_PREDICATES:
        yield f"predicate:{view.claim.predicate}", 1.0
