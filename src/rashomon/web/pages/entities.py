"""Who and what is spoken of, in all spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from rashomon.ledger import Claim, Entity, EntityKind, Mention, Subject
from rashomon.web.asked import Ask, Shown
from rashomon.web.pages.points import Decision, decision
from rashomon.web.view import Quoted, View

ENTITIES_A_PAGE = 60
CLAIMS_A_PAGE = 25
MAX_PLACES = 60
CONTEXT_CHARS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityLine:
    """An entity in a line."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    reports: int
    mentions: int
    says: int  # claims that are its own words
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitiesPage:
    """All entities, of one kind or all, those with the most claims first."""

    kind: str
    kinds: tuple[tuple[str, int], ...]
    named: str
    entities: Shown[EntityLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mention with a few words around it."""

    file: str
    before: str
    words: str
    after: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A name that the program or a person takes for the same."""

    name: str
    mentions: int
    decided: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """One entity: its names, what it says, what is said of it, where it is mentioned."""

    entity: EntityLine
    within: tuple[str, ...]
    spellings: tuple[Spelling, ...]
    reliability: Decision | None
    says: Shown[Quoted]
    about: tuple[Quoted, ...]
    about_in_all: int
    places: tuple[Place, ...]
    others: tuple[str, ...]  # names of the same kind, to join it with


def entities_page(ask: Ask) -> EntitiesPage:
    """The entities by how much they say and how often they are mentioned."""
    every = ask.view.kept("entities", lambda: _in_order(ask.view))
    kind = ask.text("kind") if ask.text("kind") in list(EntityKind) else ""
    named = ask.text("q").casefold()
    wanted = [
        one
        for one in every
        if kind in ("", one.kind) and any(named in name.casefold() for name in (one.name, *one.aliases))
    ]
    shown = ask.page_of(wanted, ENTITIES_A_PAGE)
    return EntitiesPage(
        kind=kind,
        kinds=tuple(Counter(one.kind.value for one in every).most_common()),
        named=ask.text("q"),
        entities=shown.each(lambda one: _line(ask, one)),
    )


def entity_page(ask: Ask) -> EntityPage:
    """One entity. Raises NotThere where the case has none of this id."""
    entity = ask.find(ask.view.entities, "entity")
    about = _about(ask.view).get(entity.id, [])
    says = ask.page_of(_says(ask.view).get(entity.id, []), CLAIMS_A_PAGE)
    names = Counter(mention.name for mention in entity.mentions)
    alike = [one.name for one in ask.view.kept("entities", lambda: _in_order(ask.view)) if one.kind is entity.kind]
    return EntityPage(
        entity=_line(ask, entity),
        within=entity.within,
        spellings=tuple(
            Spelling(name=name, mentions=names[name], decided=_apart(ask, entity, name))
            for name in (entity.name, *entity.aliases)
        ),
        reliability=decision(ask.state.held_on(Subject.RELIABILITY, (entity.id,))),
        says=says.each(lambda claim: ask.view.quoted(claim.id)),
        about=tuple(ask.view.quoted(claim.id) for claim in about[:CLAIMS_A_PAGE]),
        about_in_all=len(about),
        places=tuple(_place(ask.view, one) for one in sorted(entity.mentions, key=_by_place)[:MAX_PLACES]),
        others=tuple(name for name in alike if name != entity.name)[:200],
    )


def _by_place(mention: Mention) -> tuple[str, int]:
    return mention.report, mention.span.start


def _apart(ask: Ask, entity: Entity, name: str) -> Decision | None:
    return None if name == entity.name else decision(ask.state.held_on(Subject.ENTITY, (entity.id, name)))


def _in_order(view: View) -> tuple[Entity, ...]:
    says, about = _says(view), _about(view)

    def weight(one: Entity) -> tuple[int, int, str]:
        claims = len(says.get(one.id, ())) + len(about.get(one.id, ()))
        return -claims, -len(one.mentions), one.name

    return tuple(sorted(view.ledger.entities, key=weight))


def _says(view: View) -> dict[str, list[Claim]]:
    """The claims that are each entity's own words."""

    def make() -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for one in view.said.values():
            if one.claim.speaker.entity:
                found[one.claim.speaker.entity].append(one.claim)
        return found

    return view.kept("says", make)


def _about(view: View) -> dict[str, list[Claim]]:
    """The claims that speak of each entity."""

    def make() -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for one in view.said.values():
            for entity in dict.fromkeys((*one.claim.about, *one.claim.places)):
                found[entity].append(one.claim)
        return found

    return view.kept("about", make)


def _line(ask: Ask, entity: Entity) -> EntityLine:
    return EntityLine(
        id=entity.id,
        name=entity.name,
        kind=entity.kind.value,
        aliases=entity.aliases,
        roles=entity.roles,
        reports=len({mention.report for mention in entity.mentions}),
        mentions=len(entity.mentions),
        says=len(_says(ask.view).get(entity.id, ())),
        href=ask.view.entity_at(entity.id),
    )


def _place(view: View, mention: Mention) -> Place:
    report, (start, end) = view.reports[mention.report], mention.span
    before = report.text[max(0, start - CONTEXT_CHARS) : start].rpartition("\n")[2]
    return Place(
        file=report.file,
        before=before,
        words=report.text[start:end],
        after=report.text[end : end + CONTEXT_CHARS].partition("\n")[0],
        href=view.place_at(report.id, start, end),
    )
