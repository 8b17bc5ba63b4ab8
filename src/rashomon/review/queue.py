"""What is open, ordered by how much hangs on the answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rashomon.ledger import Claim, Judgement, Ledger, Relation, Role, Status, Subject, matter, quote
from rashomon.review.anchors import Ids
from rashomon.review.holding import holding

NOBODY = "nobody named"
_ASKED = {
    Relation.CONTRADICTS: "Do these contradict one another",
    Relation.AGREES: "Do these say the same",
    Relation.REFINES: "Does the second say the same and more",
    Relation.UPDATES: "Does the second tell a later value of the first",
}
OWN_VOICE = (Role.ARTICLE, Role.HEADLINE, Role.BOILERPLATE)  # where the page itself speaks, nothing is suggested


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One open question.

    ``objects`` are ids of the ledger, as ``Case.judge`` takes them. ``words`` are what to look at, each with its place.
    ``hangs`` counts the claims of points that the answer can move.
    """

    subject: Subject
    objects: tuple[str, ...]
    question: str
    words: tuple[tuple[str, str], ...]
    hangs: int

    @property
    def key(self) -> tuple[int, Subject, tuple[str, ...]]:
        """The order of the queue."""
        return -self.hangs, self.subject, self.objects


def review_queue(
    ledger: Ledger, judgements: Sequence[Judgement], *, author: str | None = None, only: Subject | None = None
) -> tuple[Item, ...]:
    """What nobody has judged yet, or with ``author`` what that one has not: what most hangs on comes first.

    An item never shows a grade, so that credibility is judged without a look at reliability.
    """
    items = sorted(_Queue(ledger).items(only), key=lambda item: item.key)
    closed, ids = set(holding(judgements, author=author)), Ids(ledger)
    return tuple(item for item in items if matter(item.subject, ids.anchors(item.subject, item.objects)) not in closed)


class _Queue:
    """The suggestions of a ledger as questions; holds what hangs on what."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.claims = {claim.id: claim for claim in ledger.claims}
        self.reports = {report.id: report for report in ledger.reports}
        self.points_of: dict[str, set[str]] = defaultdict(set)  # by claim
        self.size: dict[str, int] = {}  # of each point, in claims
        for point in ledger.points:
            members = [claim for account in point.accounts for claim in account.claims]
            self.size[point.id] = len(members)
            for claim in members:
                self.points_of[claim].add(point.id)

    def items(self, only: Subject | None) -> Iterator[Item]:
        makers = {
            Subject.COMPARISON: self.comparisons,
            Subject.POINT: self.points,
            Subject.ENTITY: self.entities,
            Subject.VOICE: self.voices,
            Subject.SPEAKER: self.speakers,
            Subject.TIME: self.times,
            Subject.ORIGIN: self.origins,
            Subject.RELIABILITY: self.sources,
            Subject.CREDIBILITY: self.credibility,
        }
        for subject, make in makers.items():
            if only in (None, subject):
                yield from make()

    def comparisons(self) -> Iterator[Item]:
        for one in self.ledger.comparisons:
            question = f"{_ASKED[one.relation]} ({one.kind.value})? {one.why}"
            yield self._item(Subject.COMPARISON, (one.a, one.b), question, (one.a, one.b), self._joined(one.a, one.b))
        for other in self.ledger.possible:
            question = f"{_ASKED[Relation.CONTRADICTS]}? {other.why}"
            yield self._item(Subject.COMPARISON, (other.a, other.b), question, (other.a, other.b), 0)

    def points(self) -> Iterator[Item]:
        for point in self.ledger.points:
            members = [claim for account in point.accounts for claim in account.claims]
            question = f"Is this one question, well put? {point.question}"
            yield self._item(Subject.POINT, (point.id,), question, members, len(members))

    def entities(self) -> Iterator[Item]:
        touched = self._by_entity()
        for entity in self.ledger.entities:
            for alias in entity.aliases:
                claims = touched[entity.id]
                question = f"Is “{alias}” the same as “{entity.name}”?"
                yield self._item(
                    Subject.ENTITY, (entity.id, alias), question, sorted(claims)[:2], self._counted(claims)
                )

    def voices(self) -> Iterator[Item]:
        spoken = defaultdict(list)
        for claim in self.ledger.claims:
            spoken[claim.passage].append(claim.id)
        for passage in self.ledger.passages:
            if passage.role not in OWN_VOICE and (own := spoken[passage.id]):
                question = f"Is this {passage.role.value} in the voice of {passage.voice or NOBODY}?"
                yield self._item(Subject.VOICE, (passage.id,), question, own[:1], self._counted(own))

    def speakers(self) -> Iterator[Item]:
        """Each attribution once, by the first claim whose last word is its speaker's."""
        said: dict[object, list[Claim]] = defaultdict(list)
        for claim in self.ledger.claims:
            last = claim.speaker
            if last.cue is not None or last.source is not None:
                said[claim.report, last.source, last.cue].append(claim)
        for own in said.values():
            question = f"Are these the words of {own[0].speaker.name or NOBODY}?"
            ids = [claim.id for claim in own]
            yield self._item(Subject.SPEAKER, (ids[0],), question, ids[:1], self._counted(ids))

    def times(self) -> Iterator[Item]:
        for claim in self.ledger.claims:
            if claim.when is not None and claim.when.edtf is not None:
                question = f"Is this of {claim.when.edtf} (“{claim.when.text}”)?"
                yield self._item(Subject.TIME, (claim.id,), question, (claim.id,), self._joined(claim.id, claim.id))

    def origins(self) -> Iterator[Item]:
        """Where claims of two reports are counted as one origin: the first of each report beside the very first."""
        for origin in self.ledger.origins:
            first_of: dict[str, str] = {}
            for claim in origin.claims:
                first_of.setdefault(self.claims[claim].report, claim)
            first, *others = first_of.values()
            for other in others:
                question = f"Do both come from {origin.name}?"
                yield self._item(Subject.ORIGIN, (first, other), question, (first, other), self._counted(origin.claims))

    def sources(self) -> Iterator[Item]:
        contested = self._contested()
        spoken: dict[str, list[str]] = defaultdict(list)
        for claim in self.ledger.claims:
            if claim.id in contested and claim.speaker.entity is not None:
                spoken[claim.speaker.entity].append(claim.id)
        names = {entity.id: entity.name for entity in self.ledger.entities}
        for entity, own in spoken.items():
            question = f"How reliable is {names[entity]} as a source?"
            yield self._item(Subject.RELIABILITY, (entity,), question, own[:1], self._counted(own))

    def credibility(self) -> Iterator[Item]:
        contested = self._contested()
        for claim in self.ledger.claims:
            if claim.id in contested:
                question = "How credible is this, whoever says it?"
                yield self._item(Subject.CREDIBILITY, (claim.id,), question, (claim.id,), 1)

    def _contested(self) -> set[str]:
        contested = [point for point in self.ledger.points if point.status is Status.CONTESTED]
        return {claim for point in contested for account in point.accounts for claim in account.claims}

    def _by_entity(self) -> dict[str, set[str]]:
        """The claims whose speakers or matter an entity is."""
        touched: dict[str, set[str]] = defaultdict(set)
        for claim in self.ledger.claims:
            for entity in (*claim.about, *claim.places, *(link.entity for link in claim.chain)):
                if entity is not None:
                    touched[entity].add(claim.id)
        return touched

    def _counted(self, claims: Iterable[str]) -> int:
        """How many of the claims stand in a point."""
        return sum(claim in self.points_of for claim in claims)

    def _joined(self, a: str, b: str) -> int:
        """How many claims the points have in which both stand."""
        return sum(self.size[point] for point in self.points_of.get(a, set()) & self.points_of.get(b, set()))

    def _item(
        self, subject: Subject, objects: tuple[str, ...], question: str, shown: Iterable[str], hangs: int
    ) -> Item:
        words = tuple(self._words(self.claims[claim]) for claim in shown)
        return Item(subject=subject, objects=objects, question=question, words=words, hangs=hangs)

    def _words(self, claim: Claim) -> tuple[str, str]:
        """A claim's exact words, and where they stand."""
        report = self.reports[claim.report]
        return f"{report.file} [{claim.spans[0].start}:{claim.spans[-1].end}]", quote(report.text, claim.spans)
