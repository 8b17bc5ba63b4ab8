"""Where the object of a judgement stands, and what stands there now: by report and spans, exactly or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rashomon.errors import JudgementError
from rashomon.ledger import (
    Anchor,
    Claim,
    Entity,
    Judgement,
    Ledger,
    Passage,
    Point,
    Span,
    Subject,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A judgement whose object is not there any more; it is kept, for it may come back."""

    judgement: Judgement
    why: str


def anchor_claim(claim: Claim) -> Anchor:
    """Where a claim stands."""
    return Anchor(report=claim.report, spans=claim.spans)


def anchor_passage(passage: Passage) -> Anchor:
    """Where a passage stands."""
    return Anchor(report=passage.report, spans=(Span(passage.start, passage.end),))


def anchor_entity(entity: Entity, name: str | None = None) -> Anchor:
    """Where an entity is first called by the name (its own, if none is given); the name itself where no text shows it.

    Words that are removed with their report are then in no judgement either.
    """
    wanted = name or entity.name
    called = next((m for m in entity.mentions if m.name == wanted), None)
    return Anchor(report=called.report, spans=(called.span,)) if called else Anchor(name=wanted)


class Places:
    """What stands where in a ledger."""

    def __init__(
        self,
        *,
        claims: Iterable[Claim] = (),
        passages: Iterable[Passage] = (),
        entities: Iterable[Entity] = (),
        points: Iterable[Point] = (),
    ) -> None:
        entities = tuple(entities)
        self._claims = {anchor_claim(claim).key: claim for claim in claims}
        self._passages = {anchor_passage(passage).key: passage for passage in passages}
        self._mentioned = {
            Anchor(report=m.report, spans=(m.span,)).key: (e, m.name) for e in entities for m in e.mentions
        }
        self._called = {name: (e, name) for e in reversed(entities) for name in (*e.aliases, e.name)}
        self._points = [({c for account in p.accounts for c in account.claims}, p) for p in points]

    @classmethod
    def of(cls, ledger: Ledger) -> Places:
        """All that a judgement can be of."""
        return cls(claims=ledger.claims, passages=ledger.passages, entities=ledger.entities, points=ledger.points)

    def claim(self, anchor: Anchor) -> Claim | None:
        """The claim of just these spans."""
        return self._claims.get(anchor.key)

    def passage(self, anchor: Anchor) -> Passage | None:
        """The passage of just this span."""
        return self._passages.get(anchor.key)

    def entity(self, anchor: Anchor) -> Entity | None:
        """Whom the words, or the name, stand for."""
        found = self.named(anchor)
        return found[0] if found else None

    def named(self, anchor: Anchor) -> tuple[Entity, str] | None:
        """The same, with the name that the words stand for."""
        if anchor.report is None:
            return self._called.get(anchor.name or "")
        return self._mentioned.get(anchor.key)

    def pair(self, anchors: Iterable[Anchor]) -> tuple[Claim, Claim] | None:
        """Two claims, if both are there."""
        found = [claim for anchor in anchors if (claim := self.claim(anchor)) is not None]
        return (found[0], found[1]) if len(found) == 2 else None

    def point(self, anchors: Iterable[Anchor]) -> Point | None:
        """The point that has all these claims, others perhaps among them."""
        found = [self.claim(anchor) for anchor in anchors]
        wanted = {claim.id for claim in found if claim is not None}
        if not wanted or None in found:
            return None
        return next((point for claims, point in self._points if wanted <= claims), None)

    def has(self, judgement: Judgement) -> bool:
        """Whether all that the judgement is of is there."""
        if judgement.subject is Subject.VOICE:
            return all(self.passage(anchor) for anchor in judgement.anchors)
        if judgement.subject in (Subject.ENTITY, Subject.RELIABILITY):
            return all(self.entity(anchor) for anchor in judgement.anchors)
        return all(self.claim(anchor) for anchor in judgement.anchors)


def find_stale(ledger: Ledger, judgements: Iterable[Judgement]) -> tuple[Stale, ...]:
    """The judgements whose words no report has any more, or that the program now reads otherwise."""
    places = Places.of(ledger)
    reports = {report.id for report in ledger.reports}
    return tuple(Stale(judgement=one, why=_why(one, reports)) for one in judgements if not places.has(one))


def _why(judgement: Judgement, reports: set[str]) -> str:
    if any(anchor.report is not None and anchor.report not in reports for anchor in judgement.anchors):
        return "its report is not in the case"
    return f"there is no longer anything of this kind at its place: {judgement.subject.value}"


class Ids:
    """From ids of a ledger to anchors."""

    def __init__(self, ledger: Ledger) -> None:
        claims = {claim.id: anchor_claim(claim) for claim in ledger.claims}
        self._claims = claims
        self._passages = {passage.id: anchor_passage(passage) for passage in ledger.passages}
        self._comparisons: dict[str, tuple[Anchor, ...]] = {
            one.id: (claims[one.a], claims[one.b]) for one in ledger.comparisons
        }
        self._points = {
            point.id: tuple(claims[claim] for account in point.accounts for claim in account.claims)
            for point in ledger.points
        }
        self._entities = {entity.id: entity for entity in ledger.entities}
        self._names = {name: e for e in reversed(ledger.entities) for name in (*e.aliases, e.name)}

    def anchors(self, subject: Subject, objects: Iterable[str | Anchor]) -> tuple[Anchor, ...]:
        """Anchors for ids of a passage, of claims, of a comparison or a point; for entities ids or names.

        A name that is an entity's alias stands for just that name.

        Raises:
            JudgementError: Nothing that can be judged on this subject has the id.
        """
        return tuple(anchor for one in objects for anchor in self._anchors(subject, one))

    def _anchors(self, subject: Subject, one: str | Anchor) -> tuple[Anchor, ...]:
        if isinstance(one, Anchor):
            return (one,)
        found: tuple[Anchor, ...]
        if subject in (Subject.ENTITY, Subject.RELIABILITY):
            if one in self._entities:
                return (anchor_entity(self._entities[one]),)
            found = (anchor_entity(self._names[one], one),) if one in self._names else ()
        elif subject is Subject.VOICE:
            found = (self._passages[one],) if one in self._passages else ()
        elif one in self._claims:
            found = (self._claims[one],)
        else:
            found = self._several(subject).get(one, ())
        if not found:
            raise JudgementError(f"{one}: nothing in the case has this id and can be judged on {subject.value}")
        return found

    def _several(self, subject: Subject) -> Mapping[str, tuple[Anchor, ...]]:
        if subject is Subject.COMPARISON:
            return self._comparisons
        return self._points if subject is Subject.POINT else {}
