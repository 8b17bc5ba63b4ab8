"""Who and what is the same across reports: names in other spellings and scripts become one entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rashomon.ledger import Argument, Claim, Entity, EntityKind, Link, Mention
from rashomon.names import ORGANIZATIONS, PERSON_NOUNS, Aliases, Names, is_known_place, match_names
from rashomon.resolve.cluster import Matcher, cluster_names

__all__ = ["Matcher", "Resolved", "resolve_entities"]

_NAMED = (EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE, EntityKind.GROUP)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entities of a case, and its claims with the entities put in."""

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]


def resolve_entities(
    names: Mapping[str, Names],
    claims: Iterable[Claim],
    *,
    aliases: Aliases | None = None,
    match: Matcher = match_names,
) -> Resolved:
    """Find one entity for each name in whatever spelling, and put it into mentions, arguments and chains.

    ``names`` is by report id. An unnamed source is an entity of its report alone; a report's publisher and its
    passages' voices are organisations unless the reports call them otherwise. ``aliases`` is the user's own table;
    ``match`` may remember what it said before.
    """
    claims = tuple(claims)
    kinds = _kinds(names, claims)
    clusters = cluster_names(kinds, aliases=aliases, match=match)
    entity_of = _entities(clusters, kinds, names)
    unnamed = _unnamed(claims, entity_of)
    found = {e.id: e for e in (*entity_of.values(), *unnamed.values())}
    return Resolved(
        entities=tuple(sorted(found.values(), key=lambda e: (-len(e.mentions), e.name, e.id))),
        claims=tuple(_with_entities(claim, entity_of, unnamed) for claim in claims),
    )


def _kinds(names: Mapping[str, Names], claims: Iterable[Claim]) -> dict[str, EntityKind]:
    """Each name of the case with the kind that most of its mentions have."""
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for known in names.values():
        for mention in known.mentions:
            votes[mention.name][mention.kind] += 1
    for claim in claims:
        for n, link in enumerate(claim.chain):
            if link.name and (n == 0 or link.source is None or link.name in votes):
                votes[link.name][EntityKind.ORGANIZATION if n == 0 else EntityKind.PERSON] += (
                    n == 0 or not votes[link.name]
                )
    kinds = {name: max(counter, key=lambda kind: (counter[kind], kind)) for name, counter in votes.items()}
    surnames = {name.split()[-1] for name, kind in kinds.items() if kind is EntityKind.PERSON and " " in name}
    lone = {name for name in kinds if name in surnames and not is_known_place(name)}  # whatever the recogniser says
    return {name: EntityKind.PERSON if name in lone else kind for name, kind in kinds.items()}


def _entities(
    leader: Mapping[str, str], kinds: Mapping[str, EntityKind], names: Mapping[str, Names]
) -> dict[str, Entity]:
    """The entity of each name."""
    members: dict[str, list[str]] = defaultdict(list)
    for name, first in leader.items():
        members[first].append(name)
    mentions: dict[str, list[Mention]] = defaultdict(list)
    roles: dict[str, set[str]] = defaultdict(set)
    within: dict[str, set[str]] = defaultdict(set)
    for known in names.values():
        for inner, outer in known.inside:
            within[leader[inner]].add(outer)
        for mention in known.mentions:
            mentions[leader[mention.name]].append(mention)
        for name, told in known.roles.items():
            if name in leader:
                roles[leader[name]].update(role.words for role in told)
    entities = {}
    for first, all_names in members.items():
        entity = Entity(
            name=first,
            kind=kinds[first],
            aliases=tuple(sorted(set(all_names) - {first})),
            roles=tuple(sorted(roles[first])),
            mentions=tuple(sorted(mentions[first], key=lambda m: (m.report, m.span))),
            within=tuple(sorted(within[first])) if kinds[first] is EntityKind.PLACE else (),
        )
        entities.update(dict.fromkeys(all_names, entity))
    return entities


def _unnamed(claims: Iterable[Claim], entity_of: Mapping[str, Entity]) -> dict[tuple[str, str], Entity]:
    """An entity for each source that is only words, by report and words."""
    found: dict[tuple[str, str], Entity] = {}
    for claim in claims:
        for link in claim.chain:
            if link.name and link.name not in entity_of and (claim.report, link.name) not in found:
                found[claim.report, link.name] = _unnamed_entity(claim.report, link)
    return found


def _unnamed_entity(report: str, link: Link) -> Entity:
    assert link.name is not None
    last = link.name.lower().split()[-1]
    kind = EntityKind.ORGANIZATION if last in ORGANIZATIONS and last not in PERSON_NOUNS else EntityKind.UNNAMED
    mentions = (Mention(report=report, span=link.source, name=link.name, kind=kind),) if link.source else ()
    return Entity(name=link.name, kind=kind, mentions=mentions)


def _with_entities(claim: Claim, entity_of: Mapping[str, Entity], unnamed: Mapping[tuple[str, str], Entity]) -> Claim:
    def of(name: str) -> str | None:
        entity = entity_of.get(name) or unnamed.get((claim.report, name))
        return entity.id if entity else None

    def in_argument(a: Argument) -> Argument:
        return replace(a, entity=a.name and of(a.name), of=a.of and (of(a.of) or a.of)) if a.name or a.of else a

    arguments = tuple(map(in_argument, claim.arguments))
    known = [entity_of[m.name] for m in claim.mentions if m.name in entity_of]
    return replace(
        claim,
        chain=tuple(replace(link, entity=of(link.name)) if link.name else link for link in claim.chain),
        arguments=arguments,
        places=tuple(dict.fromkeys(e.id for e in known if e.kind is EntityKind.PLACE)),
        about=tuple(dict.fromkeys((*_ids(arguments), *(e.id for e in known if e.kind in _NAMED)))),
    )


def _ids(arguments: Iterable[Argument]) -> list[str]:
    return [a.entity for a in arguments if a.entity]
