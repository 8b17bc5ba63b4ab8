"""Which place lies in which: by what a report says, and by the gazetteer.

Nearness is neither: what lies "near", "outside" or ten miles from a town is not in it, and not apart from it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from rashomon.ledger import Entity, EntityKind, Mention
from rashomon.names.gazetteer import countries_of, gazetteer
from rashomon.names.parts import SETTLED, SORTS
from rashomon.names.spelling import words_of
from rashomon.text import Paragraph

AREAS = (SORTS | SETTLED | frozenset("neighbourhood neighborhood quarter suburb area beach ward borough".split())) - {
    "school",
    "camp",
    "hospital",
    "port",
    "station",
}
_AREA = "|".join(sorted(AREAS | {"part", "section", "port"}))
MAX_GAP_CHARS = 60
# What stands between a place and that in which it lies: "X in the southern Y", "X, a town in Y", "X district of Y".
_INSIDE = re.compile(
    rf"(?:\s+(?:{_AREA}))?,?\s+(?:in|inside|within)\s+(?:the\s+)?(?:[a-z-]+\s+){{0,2}}"
    rf"|(?:\s+(?:{_AREA}))?,\s+(?:a|an|the)\s+(?:[a-z-]+\s+){{0,3}}(?:in|inside|within|of)\s+(?:the\s+)?(?:[a-z-]+\s+){{0,2}}"
    rf"|\s+(?:is|lies|stands|sits)\s+(?:in|inside|within)\s+(?:the\s+)?(?:[a-z-]+\s+){{0,2}}"
    rf"|\s+(?:{_AREA})\s+of\s+(?:the\s+)?(?:(?:city|town|village|port)\s+of\s+)?"
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_OWNER = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,2}")
_COMMA = re.compile(r",\s+(?:the\s+)?")
_NEAR = re.compile(r"\b(?:near|outside|off|from|opposite|towards?|beyond|around|north|south|east|west|miles?|km)\b")


def said_inside(paragraphs: Iterable[Paragraph], mentions: Iterable[Mention]) -> frozenset[tuple[str, str]]:
    """The pairs of names of which the report says that the first lies in the second; the mentions are in order."""
    by_start = {paragraph.start: paragraph for paragraph in paragraphs}
    starts = sorted(by_start)
    found: set[tuple[str, str]] = set()
    for one, other in pairwise(mention for mention in mentions if mention.kind is EntityKind.PLACE):
        paragraph = by_start[starts[bisect_right(starts, one.span.start) - 1]]
        near = other.span.start - one.span.end <= MAX_GAP_CHARS and other.span.start < paragraph.extent.end
        if near and one.name != other.name:
            gap = paragraph.doc.text[one.span.end - paragraph.start : other.span.start - paragraph.start]
            found.update(_inside(one.name, other.name, gap))
    return frozenset(found)


def _inside(one: str, other: str, gap: str) -> Iterator[tuple[str, str]]:
    if _OWNER.fullmatch(gap):
        yield other, one
    elif _NEAR.search(gap):
        return
    elif (
        _INSIDE.fullmatch(gap)
        or (_OF.fullmatch(gap) and SORTS & set(words_of(one)))
        or (_COMMA.fullmatch(gap) and words_of(other) in gazetteer().countries)
    ):
        yield one, other


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """What is known of which place lies in which, by any of the places' names."""

    leader: Mapping[str, str] = field(default_factory=dict)  # each name with the one that stands for its place
    above: Mapping[str, frozenset[str]] = field(default_factory=dict)  # what a place lies in, directly or not
    countries: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def place_within(self, one: str, other: str) -> bool:
        """Whether the first is known to lie in the second, and is not the same."""
        return self._lead(other) in self.above.get(self._lead(one), ()) or self._is_country_of(one, other)

    def places_apart(self, one: str, other: str) -> bool:
        """Whether the two are known to be in different countries."""
        here, there = self.countries_of(one), self.countries_of(other)
        return bool(here and there) and not here & there

    def countries_of(self, name: str) -> frozenset[str]:
        """The countries in which it may lie; a country lies in itself; nothing where that is not known."""
        lead = self._lead(name)
        return self.countries.get(lead) or countries_of(name)

    def entry(self, name: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """All that is known of a name: whose it is, what that lies in, and in which countries it may lie."""
        lead = self._lead(name)
        return lead, tuple(sorted(self.above.get(lead, ()))), tuple(sorted(self.countries.get(lead, ())))

    def _is_country_of(self, one: str, other: str) -> bool:
        country = gazetteer().countries.get(words_of(other))
        itself = gazetteer().countries.get(words_of(one)) == country
        return country is not None and not itself and self.countries_of(one) == {country}

    def _lead(self, name: str) -> str:
        return self.leader.get(name, name)


def draw_atlas(entities: Iterable[Entity]) -> Atlas:
    """An atlas of the places of a case, from what its reports say and the gazetteer knows."""
    places = [entity for entity in entities if entity.kind is EntityKind.PLACE]
    leader = {name: place.name for place in places for name in (place.name, *place.aliases)}
    direct: dict[str, set[str]] = defaultdict(set)
    for place in places:
        direct[place.name].update(leader.get(name, name) for name in place.within)
    above = {place.name: _above(place.name, direct) for place in places}
    countries: dict[str, frozenset[str]] = {}
    for place in places:
        own = [countries_of(name) for name in (place.name, *place.aliases, *sorted(above[place.name]))]
        known = [found for found in own if found]
        if known:
            countries[place.name] = frozenset.intersection(*known)
    return Atlas(leader=leader, above=above, countries=countries)


def _above(place: str, direct: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """All that the place lies in; of two said to lie in one another neither does."""
    found: set[str] = set()
    todo = [place]
    while todo:
        for parent in direct.get(todo.pop(), ()):
            if parent not in found:
                found.add(parent)
                todo.append(parent)
    return frozenset() if place in found else frozenset(found)
