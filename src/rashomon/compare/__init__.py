"""Where accounts agree, contradict, refine or update one another, and in what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from rashomon.compare.align import Pairs, aligned_pairs, rank_partners
from rashomon.compare.comparators import best_finding, comparable
from rashomon.compare.finding import Finding, Judged
from rashomon.compare.retold import Pages
from rashomon.compare.second import Pair, PairReader, ask, is_worth_asking
from rashomon.compare.views import View, short, view_claims
from rashomon.ledger import Claim, Comparison, Correction, Edition, Entity, Kind, Passage, Possible, Relation, Report
from rashomon.models.pairs import Opinion
from rashomon.names import draw_atlas

__all__ = [
    "BY_MODEL",
    "Comparator",
    "Compared",
    "Finding",
    "Judged",
    "PairReader",
    "Pairs",
    "View",
    "compare_claims",
    "judge",
    "judge_each",
]

Comparator = Callable[[Sequence[View], Pairs], Sequence[Judged]]
BY_MODEL = " (as the pair model reads it)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What the comparators found, and what only the pair model sees."""

    comparisons: tuple[Comparison, ...]
    possible: tuple[Possible, ...] = ()


def judge(a: View, b: View) -> Judged:
    """What can be made of a pair from the two claims alone."""
    if not comparable(a, b):
        return Judged()
    finding = best_finding(a, b)
    return Judged(finding, is_open=finding is None and is_worth_asking(a, b))


def judge_each(views: Sequence[View], pairs: Pairs) -> list[Judged]:
    """As ``judge``, of pairs of indices, in their order."""
    return [judge(views[i], views[j]) for i, j in pairs.tolist()]


def compare_claims(
    claims: Sequence[Claim],
    reports: Iterable[Report],
    passages: Iterable[Passage],
    *,
    entities: Iterable[Entity] = (),
    editions: Iterable[Edition] = (),
    corrections: Iterable[Correction] = (),
    model: PairReader | None = None,
    compare_pairs: Comparator = judge_each,
) -> Compared:
    """Compare each claim with its best partners; at most one comparison for each pair.

    In refines and updates ``b`` says more or came later; in the others the claims stand in the reports' order. What a
    page tells otherwise in a later edition, or takes back in a notice, is an update. The entities tell which place
    lies in which. A pair model finds agreement and contradiction in other words; contradictions that only it sees and
    of which it is less sure are listed apart. ``compare_pairs`` may remember what the comparators found before.
    """
    pages = Pages(editions, corrections)
    views = view_claims(claims, reports, passages, draw_atlas(entities))
    partners = rank_partners(views)
    aligned = aligned_pairs(partners)
    is_retold = pages.retell_each(views, aligned)
    retold, pairs = aligned[is_retold], aligned[~is_retold]
    judged = compare_pairs(views, pairs)
    found = [(views[i], views[j], pages.update(views[i], views[j])) for i, j in retold.tolist()]
    found += [(views[i], views[j], one.finding) for (i, j), one in zip(pairs.tolist(), judged, strict=True)]
    kept = _nearest_in_time((a, b, finding) for a, b, finding in found if finding is not None)
    unjudged = pairs[np.array([one.is_open for one in judged], bool)]
    seen = ask(views, partners, unjudged, model) if model is not None else []
    kept += [(pair.a, pair.b, told) for pair, opinion in seen if (told := pair.finding(opinion)) is not None]
    return Compared(
        comparisons=tuple(sorted((_comparison(*one) for one in kept), key=lambda c: (-c.score, c.id))),
        possible=tuple(
            sorted((_possible(*one) for one in seen if one[0].is_possible(one[1])), key=lambda p: (-p.score, p.a, p.b))
        ),
    )


def _possible(pair: Pair, opinion: Opinion) -> Possible:
    why = f"{_who(pair.a)}: {short(pair.a)}; {_who(pair.b)}: {short(pair.b)}"
    return Possible(
        a=pair.a.claim.id,
        b=pair.b.claim.id,
        why=why,
        score=round(opinion.contradicts, 3),
        kind=opinion.kind or Kind.EVENT,
    )


def _comparison(a: View, b: View, finding: Finding) -> Comparison:
    left, right = (finding.right, finding.left) if finding.swapped else (finding.left, finding.right)
    if finding.swapped:
        a, b = b, a
    return Comparison(
        a=a.claim.id,
        b=b.claim.id,
        relation=finding.relation,
        kind=finding.kind,
        why=f"{_who(a)}: {left}; {_who(b)}: {right}{BY_MODEL if finding.by_model else ''}",
        score=round(min(finding.score, 1.0), 3),
    )


def _who(view: View) -> str:
    return view.claim.speaker.name or "nobody named"


def _nearest_in_time(found: Iterable[tuple[View, View, Finding]]) -> list[tuple[View, View, Finding]]:
    """Of several times that one passage gives for such a happening, only the nearest opposes another's.

    Who tells of a move in July and of another in December contradicts one who tells of a move in August at most
    by the nearer one.
    """
    kept: list[tuple[View, View, Finding]] = []
    rivals: dict[tuple[str, str], list[tuple[View, View, Finding]]] = defaultdict(list)
    for a, b, finding in found:
        if finding.relation is Relation.CONTRADICTS and finding.kind is Kind.DATE:
            rivals[a.claim.id, b.claim.passage].append((a, b, finding))
            rivals[b.claim.id, a.claim.passage].append((a, b, finding))
        else:
            kept.append((a, b, finding))
    opposed = {_pair_of(one): one for group in rivals.values() for one in group}
    losers: set[tuple[str, str]] = set()
    for group in rivals.values():
        nearest = min(group, key=_distance)
        losers.update(_pair_of(one) for one in group if one is not nearest)
    return kept + [one for pair, one in opposed.items() if pair not in losers]


def _pair_of(one: tuple[View, View, Finding]) -> tuple[str, str]:
    return one[0].claim.id, one[1].claim.id


def _distance(one: tuple[View, View, Finding]) -> tuple[float, str]:
    """How far apart the two times are, in days; by month and day where the year is not known."""
    a, b, _ = one
    x, y = a.claim.when, b.claim.when
    assert x is not None
    assert y is not None
    if x.start and y.start:
        return abs((x.start - y.start).days), b.claim.id
    return _yearless(x.edtf, y.edtf), b.claim.id


def _yearless(x: str | None, y: str | None) -> float:
    def day(value: str | None) -> float:
        parts = [p for p in (value or "").strip("./~?").split("-")[1:3] if p[:2].isdigit()]
        return sum(int(p[:2]) * (30.4, 1)[n] for n, p in enumerate(parts))

    return abs(day(x) - day(y))
