"""Who is who as judged: entities parted first, then joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rashomon.ledger import Argument, Claim, Entity, Judgement, Mention, Report, Verdict
from rashomon.resolve import Resolved
from rashomon.review.anchors import Places


@dataclass(frozen=True, slots=True)
class _Parted:
    """A name taken out of an entity: everywhere, or in one report alone where both go by the same name."""

    old: Entity
    kept: str
    new: str
    name: str
    report: str | None

    def of(self, entity: str | None, report: str, name: str | None) -> str | None:
        """The id that stands where the old one stood with this name."""
        if entity != self.old.id:
            return entity
        return self.new if name == self.name and self.report in (None, report) else self.kept


def revise_entities(resolved: Resolved, judgements: Sequence[Judgement], reports: Iterable[Report]) -> Resolved:
    """Part what was judged to be two and join what was judged to be one, in the order of time.

    The first of two parted keeps what nobody has judged on. What was judged apart is not joined by way of others.
    """
    files = {report.id: report.file for report in reports}
    for one in judgements:
        if one.verdict in (Verdict.REJECT, Verdict.NEVER):
            resolved = _part(resolved, one, files)
    for one in judgements:
        if one.verdict in (Verdict.ACCEPT, Verdict.CORRECT):
            resolved = _join(resolved, one)
    return resolved


def _part(resolved: Resolved, one: Judgement, files: dict[str, str]) -> Resolved:
    places = Places(entities=resolved.entities)
    stays, goes = (places.named(anchor) for anchor in one.anchors)
    if stays is None or goes is None or stays[0].id != goes[0].id:
        return resolved
    entity, name = goes
    report = one.anchors[1].report if name == stays[1] else None
    if name == stays[1] and report is None:
        return resolved  # one name, and no place in which it could mean another
    mine = tuple(m for m in entity.mentions if m.name == name and report in (None, m.report))
    others = tuple(m for m in entity.mentions if m not in mine)
    new_name = one.value or (name if report is None else f"{name} ({files.get(report, report)})")
    new = Entity(name=new_name, kind=entity.kind, mentions=mine)
    kept = _without(entity, name if report is None else None, others)
    parted = _Parted(entity, kept.id, new.id, name, report)
    entities = [each for each in resolved.entities if each.id != entity.id]
    return Resolved(
        entities=_ordered([*entities, kept, new]), claims=tuple(_moved(claim, parted) for claim in resolved.claims)
    )


def _without(entity: Entity, name: str | None, mentions: tuple[Mention, ...]) -> Entity:
    """The entity without one of its names."""
    names = [each for each in (entity.name, *entity.aliases) if each != name]
    return Entity(name=names[0], kind=entity.kind, aliases=tuple(names[1:]), roles=entity.roles, mentions=mentions)


def _moved(claim: Claim, parted: _Parted) -> Claim:
    """The claim with the parted name's new id where that name stands, and the kept entity's elsewhere."""
    own = (parted.old.name, *parted.old.aliases)
    named = [m.name for m in claim.mentions if m.name in own]
    named += [a.name for a in claim.arguments if a.name is not None and a.entity == parted.old.id]
    ids = tuple(dict.fromkeys(parted.of(parted.old.id, claim.report, name) or "" for name in named))

    def moved(argument: Argument) -> Argument:
        entity = parted.of(argument.entity, claim.report, argument.name)
        return replace(argument, entity=entity, of=parted.of(argument.of, claim.report, None))

    def listed(entities: Iterable[str]) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                new for one in entities for new in ((ids or (parted.kept,)) if one == parted.old.id else (one,))
            )
        )

    return replace(
        claim,
        chain=tuple(replace(link, entity=parted.of(link.entity, claim.report, link.name)) for link in claim.chain),
        arguments=tuple(moved(argument) for argument in claim.arguments),
        places=listed(claim.places),
        about=listed(claim.about),
    )


def _join(resolved: Resolved, one: Judgement) -> Resolved:
    places = Places(entities=resolved.entities)
    pair = [places.entity(anchor) for anchor in one.anchors]
    a, b = pair
    if a is None or b is None or (a.id == b.id and one.value in (None, a.name)):
        return resolved
    joined = _union(a, b, one.value)
    ids = {a.id: joined.id, b.id: joined.id}
    entities = [each for each in resolved.entities if each.id not in ids]
    return Resolved(
        entities=_ordered([*entities, joined]), claims=tuple(_relabelled(claim, ids) for claim in resolved.claims)
    )


def _union(a: Entity, b: Entity, name: str | None) -> Entity:
    """Both in one, by the name given or that of the one more often mentioned."""
    first = max((a, b), key=lambda e: (len(e.mentions), e.name))
    name = name or first.name
    return Entity(
        name=name,
        kind=first.kind,
        aliases=tuple(sorted({a.name, b.name, *a.aliases, *b.aliases} - {name})),
        roles=tuple(sorted({*a.roles, *b.roles})),
        mentions=tuple(sorted({*a.mentions, *b.mentions}, key=lambda m: (m.report, m.span))),
    )


def _relabelled(claim: Claim, ids: dict[str, str]) -> Claim:
    """The claim with new ids for old."""

    def of(entity: str | None) -> str | None:
        return ids.get(entity or "", entity)

    return replace(
        claim,
        chain=tuple(replace(link, entity=of(link.entity)) for link in claim.chain),
        arguments=tuple(replace(a, entity=of(a.entity), of=of(a.of)) for a in claim.arguments),
        places=tuple(dict.fromkeys(ids.get(one, one) for one in claim.places)),
        about=tuple(dict.fromkeys(ids.get(one, one) for one in claim.about)),
    )


def _ordered(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda e: (-len(e.mentions), e.name, e.id)))
