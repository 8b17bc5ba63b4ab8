"""Where it happened: the same deed at two places that cannot both be, or at one place and at another within it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from rashomon.compare.finding import Finding
from rashomon.compare.scope import are_crossed, occasions_differ, parties_differ, same_predicate
from rashomon.compare.views import View, likeness, same_argument
from rashomon.ledger import Argument, EntityKind, Kind, Relation

PLACING = frozenset("at in on inside behind".split())  # not "near": who is near a town may be anywhere but in it
# Spots of one size, of which none is ever within another of the list.
SPOTS = frozenset(
    "home house flat apartment office hotel restaurant cafe bar church mosque temple school hospital station airport "
    "barracks prison jail stage kitchen cellar garden park forest beach field bridge tunnel car bus train plane boat "
    "ship factory warehouse shop market court courtroom embassy street road square hall bank farm barn bathroom bed "
    "roof stadium theatre theater library museum checkpoint border village mine lake river sea desert".split()
)
TERRITORY = frozenset("water waters soil territory airspace side".split())
NOBODYS = frozenset("international neutral".split())
SAME_STEM = 4  # letters that a country and its people have in common
_IN = re.compile(r"\b(?:in|at|inside)\s+(?:the\s+)?$")
# Words before a name that set what happened beside the place, or on the way to it or from it.
_BESIDE = re.compile(r"\b(?:near|outside|off|from|to|towards?|beyond|around|of|miles?|km|kilomet\w+)\b")


def places_are_opposed(a: View, b: View) -> Finding | None:
    """The same happening at two places of which neither can be in the other; or at one and at a second within it."""
    if a.claim.negated or b.claim.negated or occasions_differ(a, b) or not _same_deed(a, b):
        return None
    return _by_spot(a, b) or _by_territory(a, b) or _by_name(a, b)


def _same_deed(a: View, b: View) -> bool:
    """Whether both tell one deed done to, or by, one and the same."""
    if not (a.core & b.core or same_predicate(a, b)) or parties_differ(a, b):
        return False
    same = (same_argument(a.argument(role), b.argument(role)) is True for role in ("object", "subject"))
    return any(same) or are_crossed(a, b)


def _by_spot(a: View, b: View) -> Finding | None:
    """Two common nouns: "at his home", "on the stage"."""
    for x, y in product(_spots(a), _spots(b)):
        if x.role == y.role and x.head != y.head and not {x.head, *x.nouns} & {y.head, *y.nouns}:
            return _finding(a, b, Relation.CONTRADICTS, _at(x), _at(y))
    return None


def _spots(view: View) -> list[Argument]:
    return [x for x in view.claim.arguments if x.role in PLACING and x.head in SPOTS and not x.entity]


def _at(spot: Argument) -> str:
    return f"{spot.role} {spot.phrase}"


def _by_territory(a: View, b: View) -> Finding | None:
    """In the waters, or on the soil, of two countries, or of one and of none."""
    for (x, one), (y, other) in product(_territories(a), _territories(b)):
        if one[:SAME_STEM] != other[:SAME_STEM]:
            return _finding(a, b, Relation.CONTRADICTS, _at(x), _at(y))
    return None


def _territories(view: View) -> Iterator[tuple[Argument, str]]:
    """Where the claim says that it happened, with whose that is: "in Chilean waters", "in international waters"."""
    for argument in view.claim.arguments:
        if argument.role in PLACING and argument.head in TERRITORY:
            owners = [word for word in argument.phrase.split()[:-1] if word[:1].isupper() or word in NOBODYS]
            if len(owners) == 1:
                yield argument, owners[0].lower()


def _by_name(a: View, b: View) -> Finding | None:
    """Two places that have names: apart, or one within the other; else nothing can be said."""
    for x, y in product(named_places(a), named_places(b)):
        if a.atlas.place_within(y, x):
            return _finding(a, b, Relation.REFINES, x, y)
        if a.atlas.place_within(x, y):
            return _finding(a, b, Relation.REFINES, x, y, swapped=True)
        if a.atlas.places_apart(x, y):
            return _finding(a, b, Relation.CONTRADICTS, x, y)
    return None


def named_places(view: View) -> Iterator[str]:
    """The names of the places in which the claim says that it happened; what it was near to is none."""
    for argument in view.claim.arguments:
        for mention in view.claim.mentions if argument.role in (*PLACING, "object") else ():
            inside = argument.span.start <= mention.span.start and mention.span.end <= argument.span.end
            between = view.report.text[argument.span.start : mention.span.start]
            # the parse hangs "in Lund" on whoever was seized there
            placed = argument.role in PLACING or _IN.search(between)
            if inside and placed and mention.kind is EntityKind.PLACE and not _BESIDE.search(between):
                yield mention.name


def _finding(a: View, b: View, relation: Relation, left: str, right: str, *, swapped: bool = False) -> Finding:
    score = 0.55 + 0.3 * likeness(a, b)
    return Finding(relation=relation, kind=Kind.PLACE, score=score, left=left, right=right, swapped=swapped)
