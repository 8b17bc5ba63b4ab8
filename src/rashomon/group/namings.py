"""By what names different voices call one and the same: gunmen here, defenders there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rashomon.ledger import Argument, Claim, Comparison, Kind, Name, Naming, Relation
from rashomon.names import called_alike

ROLES = ("subject", "object")
# In these two claims may differ and still tell of the same people in the same part.
BESIDE_THE_NAME = frozenset({Kind.NUMBER, Kind.DATE, Kind.PLACE, Kind.CAUSE})

Part = tuple[str, str]  # a claim, and a role in it


def find_namings(claims: Sequence[Claim], comparisons: Iterable[Comparison]) -> tuple[Naming, ...]:
    """Names that stand in one role of claims found to tell of one happening, where a loaded name can be another.

    Words alone link nothing: two claims must agree, or differ in something else than who it was.
    """
    by_id = {claim.id: claim for claim in claims}
    groups: dict[Part, set[Part]] = {}
    for one in comparisons:
        if one.relation is not Relation.CONTRADICTS or one.kind in BESIDE_THE_NAME:
            for role in ROLES:
                x, y = _named(by_id[one.a], role), _named(by_id[one.b], role)
                if x and y and x.plural == y.plural and called_alike(x.head, y.head):
                    _join(groups, (one.a, role), (one.b, role))
    order = {claim.id: n for n, claim in enumerate(claims)}
    namings = (_naming(sorted(group, key=lambda p: order[p[0]]), by_id) for group in _each_once(groups.values()))
    return tuple(sorted((n for n in namings if len(n.names) > 1), key=lambda n: order[n.names[0].claims[0]]))


def _named(claim: Claim, role: str) -> Argument | None:
    """What plays that role, if it is called by a common noun."""
    return next((a for a in claim.arguments if a.role == role and a.entity is None), None)


def _join(groups: dict[Part, set[Part]], one: Part, other: Part) -> None:
    joined = groups.get(one, {one}) | groups.get(other, {other})
    groups.update(dict.fromkeys(joined, joined))


def _each_once(groups: Iterable[set[Part]]) -> list[set[Part]]:
    return list({id(group): group for group in groups}.values())


def _naming(parts: Sequence[Part], by_id: dict[str, Claim]) -> Naming:
    """The names in the order in which they first stand, each with its claims."""
    names: dict[str, list[str]] = defaultdict(list)
    words: dict[str, str] = {}
    for claim, role in parts:
        argument = _named(by_id[claim], role)
        assert argument is not None
        key = " ".join(argument.nouns) or argument.head
        names[key].append(claim)
        words.setdefault(key, _bare(argument))
    return Naming(names=tuple(Name(words=words[key], claims=tuple(own)) for key, own in names.items()))


def _bare(argument: Argument) -> str:
    """Its nouns as they stand, without what counts or points at them."""
    return " ".join(argument.phrase.split()[-max(1, len(argument.nouns)) :])
