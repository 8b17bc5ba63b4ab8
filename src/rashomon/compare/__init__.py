"""Where accounts agree, contradict, refine or update one another, and in what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rashomon.compare.align import align_claims
from rashomon.compare.comparators import best_finding, comparable
from rashomon.compare.finding import Finding
from rashomon.compare.views import View, view_claims
from rashomon.ledger import Claim, Comparison, Kind, Passage, Relation, Report

__all__ = ["compare_claims"]


def compare_claims(
    claims: Sequence[Claim], reports: Iterable[Report], passages: Iterable[Passage]
) -> tuple[Comparison, ...]:
    """Compare each claim with its best partners; at most one comparison for each pair.

    In refines and updates ``b`` says more or came later; in the others the claims stand in the reports' order.
    """
    views = view_claims(claims, reports, passages)
    found: list[tuple[View, View, Finding]] = []
    for i, j in align_claims(views):
        a, b = views[i], views[j]
        if comparable(a, b) and (finding := best_finding(a, b)) is not None:
            found.append((a, b, finding))
    kept = _nearest_in_time(found)
    return tuple(sorted((_comparison(*one) for one in kept), key=lambda c: (-c.score, c.id)))


def _comparison(a: View, b: View, finding: Finding) -> Comparison:
    left, right = (finding.right, finding.left) if finding.swapped else (finding.left, finding.right)
    if finding.swapped:
        a, b = b, a
    return Comparison(
        a=a.claim.id,
        b=b.claim.id,
        relation=finding.relation,
        kind=finding.kind,
        why=f"{_who(a)}: {left}; {_who(b)}: {right}",
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
    opposed = {id(f): (a, b, f) for group in rivals.values() for a, b, f in group}
    losers = {id(f) for group in rivals.values() for _, _, f in group if id(f) != id(min(group, key=_distance)[2])}
    return kept + [one for key, one in opposed.items() if key not in losers]


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
