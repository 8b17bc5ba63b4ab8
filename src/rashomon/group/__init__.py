"""Gather claims on one question into points, and the claims of a point into accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rashomon.dates import excludes
from rashomon.group.questions import ask
from rashomon.ledger import Account, Claim, Comparison, Entity, Kind, Origin, Point, Relation, Status
from rashomon.quantities import numbers_differ

AGREEING = (Relation.AGREES, Relation.REFINES)


def group_points(
    claims: Sequence[Claim], comparisons: Sequence[Comparison], origins: Iterable[Origin], entities: Iterable[Entity]
) -> tuple[Point, ...]:
    """The points, contested first, the weightiest first; every claim stands in at most one account of a point."""
    by_id = {claim.id: claim for claim in claims}
    order = {claim.id: n for n, claim in enumerate(claims)}
    origin_of = {claim: origin.id for origin in origins for claim in origin.claims}
    names = {entity.id: entity.name for entity in entities}
    agreeing = _graph(comparisons, AGREEING)
    points = []
    for kind, members, opposed in _contested(comparisons):
        ordered = [by_id[m] for m in sorted(members, key=order.__getitem__)]
        accounts = [[c.id for c in account] for account in _accounts(kind, ordered, opposed, agreeing)]
        points.append(_point(kind, accounts, by_id, origin_of, names, contested=True))
    used = {claim for point in points for account in point.accounts for claim in account.claims}
    for members in _components(agreeing):
        for free in _of_one_mind([m for m in sorted(members, key=order.__getitem__) if m not in used], agreeing):
            points += [_point(Kind.EVENT, [free], by_id, origin_of, names, contested=False)]
    return tuple(sorted(points, key=_weight))


def _of_one_mind(members: Iterable[str], agreeing: Mapping[str, set[str]]) -> list[list[str]]:
    """Groups of two or more of which each claim agrees with at least half of the others: agreement is not handed on."""
    groups: list[list[str]] = []
    for claim in members:
        home = next((g for g in groups if 2 * len(agreeing[claim].intersection(g)) >= len(g)), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return [group for group in groups if len(group) > 1]


def _graph(comparisons: Iterable[Comparison], relations: Sequence[Relation]) -> dict[str, set[str]]:
    graph: dict[str, set[str]] = defaultdict(set)
    for comparison in comparisons:
        if comparison.relation in relations:
            graph[comparison.a].add(comparison.b)
            graph[comparison.b].add(comparison.a)
    return graph


def _contested(comparisons: Sequence[Comparison]) -> list[tuple[Kind, list[str], dict[str, set[str]]]]:
    """The claims that contradictions of one kind join, kind by kind, and those that agree on a contested matter."""
    by_kind: dict[Kind, list[Comparison]] = defaultdict(list)
    for comparison in comparisons:
        if comparison.relation is Relation.CONTRADICTS:
            by_kind[_family(comparison.kind)].append(comparison)
    found = []
    for listed in by_kind.values():
        contested = _graph(listed, (Relation.CONTRADICTS,))
        kin = [c for c in comparisons if c.relation in AGREEING and c.a in contested and c.b in contested]
        for members in _components(_graph((*listed, *kin), tuple(Relation))):
            own = set(members)
            found.append((next(c.kind for c in listed if c.a in own), members, contested))
    return found


def _family(kind: Kind) -> Kind:
    """What happened and whether it happened are one question."""
    return Kind.EVENT if kind in (Kind.EVENT, Kind.DENIAL, Kind.STATUS) else kind


def _components(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The parts of the graph that hang together, in the order of their first members."""
    seen: set[str] = set()
    found = []
    for start in graph:
        members = []
        queue = [start]
        while queue:
            one = queue.pop()
            if one not in seen:
                seen.add(one)
                members.append(one)
                queue.extend(sorted(graph[one]))
        if members:
            found.append(members)
    return found


def _accounts(
    kind: Kind, members: Iterable[Claim], opposed: Mapping[str, set[str]], agreeing: Mapping[str, set[str]]
) -> list[list[Claim]]:
    """Put each claim into the account none of whose claims it opposes and most of whose foes it shares."""
    accounts: list[list[Claim]] = []
    for claim in members:
        free = [
            a for a in accounts if not any(other.id in opposed[claim.id] or _differ(kind, claim, other) for other in a)
        ]
        best = max(free, key=lambda a: _kinship(claim, a, opposed, agreeing), default=None)
        if best is not None and _kinship(claim, best, opposed, agreeing) > 0:
            best.append(claim)
        else:
            accounts.append([claim])
    return accounts


def _differ(kind: Kind, a: Claim, b: Claim) -> bool:
    """Whether the two give values that cannot stand in one account."""
    if kind is Kind.DATE:
        return a.when is not None and b.when is not None and excludes(a.when, b.when)
    if kind is Kind.NUMBER:
        same = [(x, y) for x in a.quantities for y in b.quantities if x.unit == y.unit]
        return bool(same) and all(numbers_differ(x, y) for x, y in same)
    return False


def _kinship(
    claim: Claim, account: Iterable[Claim], opposed: Mapping[str, set[str]], agreeing: Mapping[str, set[str]]
) -> int:
    foes, friends = opposed[claim.id], agreeing.get(claim.id, set())
    return sum(2 * (other.id in friends) + len(foes & opposed[other.id]) for other in account)


def _point(
    kind: Kind,
    accounts: Sequence[Sequence[str]],
    by_id: Mapping[str, Claim],
    origin_of: Mapping[str, str],
    names: Mapping[str, str],
    *,
    contested: bool,
) -> Point:
    built = tuple(
        Account(
            label=_label(kind, [by_id[c] for c in account]),
            claims=tuple(account),
            origins=tuple(dict.fromkeys(origin_of[c] for c in account)),
        )
        for account in accounts
    )
    origins = {origin for account in built for origin in account.origins}
    status = Status.CONTESTED if contested else Status.CORROBORATED if len(origins) > 1 else Status.SINGLE_ORIGIN
    question = ask(kind, [by_id[claim] for account in accounts for claim in account], names)
    return Point(question=question, kind=kind, status=status, accounts=built)


def _weight(point: Point) -> tuple[int, int, int, str]:
    ranks = {Status.CONTESTED: 0, Status.CORROBORATED: 1, Status.SINGLE_ORIGIN: 2}
    origins = {origin for account in point.accounts for origin in account.origins}
    return ranks[point.status], -len(origins), -sum(len(a.claims) for a in point.accounts), point.id


def _label(kind: Kind, claims: Sequence[Claim]) -> str:
    """The account in a few words of its own: the figure or the time, or its shortest claim."""
    first = claims[0]
    if kind is Kind.NUMBER and first.quantities:
        return first.quantities[0].text
    if kind is Kind.DATE and first.when:
        return first.when.text
    shortest = min(claims, key=lambda c: (len(c.text), c.id))
    words = " ".join(shortest.text.split())
    return words if len(words) <= 60 else words[:59].rsplit(" ", 1)[0] + " …"
