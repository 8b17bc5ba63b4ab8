"""Names put together that are one: links are proposed within blocks, and no cluster holds two that veto each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Protocol

from rashomon.ledger import EntityKind
from rashomon.names import LONE, SURE, Aliases, Match, match_names, name_keys, sort_key

NEIGHBOURS = 20  # in a block, in the order of surnames, each is compared with so many after it: never all pairs
ALIKE = 0.95  # what names of two kinds must reach: "Elm Haven" the place is not the club

Link = tuple[str, str]


class Matcher(Protocol):
    """What says whether two names can be one: ``match_names``, or what remembers its scores and vetoes."""

    def __call__(self, one: str, other: str, kind: EntityKind, *, aliases: Aliases | None = None) -> Match:
        """As ``match_names``."""


def cluster_names(
    kinds: Mapping[str, EntityKind], *, aliases: Aliases | None = None, match: Matcher = match_names
) -> dict[str, str]:
    """Each name with the fullest name of its cluster; costs about n log n in the names.

    The surest links are made first, and none that would put two into one cluster that veto each other. A name that
    could be two which are not one (a surname that two bear) is neither.
    """

    def compare(one: str, other: str) -> Match:
        both = {kinds[one], kinds[other]}
        mixed = EntityKind.PLACE if EntityKind.PLACE in both else EntityKind.ORGANIZATION
        return match(one, other, both.pop() if len(both) == 1 else mixed, aliases=aliases)

    clusters = {name: [name] for name in kinds}
    for one, other in _links(kinds, compare, aliases):
        here, there = clusters[one], clusters[other]
        if here is not there and not any(compare(a, b).veto for a in here for b in there):
            here.extend(there)
            clusters.update(dict.fromkeys(there, here))
    return {name: min(cluster, key=lambda n: (-len(n.split()), n)) for name, cluster in clusters.items()}


def _links(
    kinds: Mapping[str, EntityKind], compare: Callable[[str, str], Match], aliases: Aliases | None
) -> list[Link]:
    """The pairs of names that can be one, the surest first, without the names that could be two."""
    fits: dict[Link, float] = {}
    of: dict[str, set[str]] = defaultdict(set)
    for one, other in _pairs(kinds, aliases):
        score = compare(one, other).score
        if score >= _enough(kinds[one], kinds[other]):
            fits[one, other] = score
            of[one].add(other)
            of[other].add(one)
    torn = {name for name, found in of.items() if any(compare(*two).score < LONE for two in combinations(found, 2))}
    return sorted((link for link in fits if not torn & set(link)), key=lambda link: (-fits[link], link))


def _enough(one: EntityKind, other: EntityKind) -> float:
    if one is not other:
        return ALIKE
    return LONE if one is EntityKind.PERSON else SURE


def _pairs(kinds: Mapping[str, EntityKind], aliases: Aliases | None) -> set[Link]:
    """Names of one block, near each other in it; people and all others apart."""
    blocks: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for name in sorted(kinds, key=lambda n: (sort_key(n, kinds[n], aliases=aliases), n)):
        for key in name_keys(name, kinds[name], aliases=aliases):
            blocks[kinds[name] is EntityKind.PERSON, key].append(name)
    return {
        (name, other)
        for block in blocks.values()
        for n, name in enumerate(block)
        for other in block[n + 1 : n + 1 + NEIGHBOURS]
    }
