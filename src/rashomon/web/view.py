"""A case as pages look at it: what they look up, each thing worked out once for a state of the case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote as in_url

from rashomon.dossier.arrange import NOBODY, Dossier, Question, Said, Source, all_said, arrange
from rashomon.ledger import (
    Claim,
    Comparison,
    Entity,
    Judgement,
    Ledger,
    Link,
    Origin,
    Possible,
    Report,
    Status,
    Subject,
    matter,
)
from rashomon.review import Ids, Item, Stale, find_stale, holding, review_queue, standing, taken_back
from rashomon.store import Event, Tombstone

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Exact words with who says them; ``href`` leads to where they stand."""

    claim: str
    report: str
    file: str
    publisher: str | None
    line: int
    spans: tuple[tuple[int, int], ...]
    words: str
    chain: tuple[str, ...]  # from the page to the mouth
    said: str | None
    published: str | None
    of: str | None
    manner: tuple[str, ...]
    href: str
    again: tuple[Quoted, ...] = ()
    again_in_all: int = 0

    @property
    def mouth(self) -> str:
        """Whose words they are."""
        return self.chain[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """An independent origin of claims, and why it is one."""

    id: str
    name: str
    why: str


class View:
    """A ledger, and what is looked up in it."""

    def __init__(self, ledger: Ledger, base: str) -> None:
        self.ledger = ledger
        self._kept: dict[str, Any] = {}
        self.base = "/".join(in_url(part, safe="") for part in base.split("/"))

    def warm(self) -> None:
        """Work out now what every page needs."""
        self.said, self.dossier, self.origin_of, self.open_items, self.comparisons_of  # noqa: B018

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """What one page alone needs, made when it is first asked for."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]  # type: ignore[no-any-return]

    @cached_property
    def said(self) -> dict[str, Said]:
        """Every claim by id, in reading order."""
        return all_said(self.ledger)

    @cached_property
    def dossier(self) -> Dossier:
        """All of it in reading order."""
        return arrange(self.ledger)

    @cached_property
    def reports(self) -> dict[str, Report]:
        return {one.id: one for one in self.ledger.reports}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Each report with its passages, by id, in the order of publication."""
        return {one.report.id: one for one in self.dossier.sources}

    @cached_property
    def reports_called(self) -> dict[str, list[Report]]:
        """The reports that came in files of one name."""
        found: dict[str, list[Report]] = defaultdict(list)
        for one in self.ledger.reports:
            found[one.file].append(one)
        return found

    @cached_property
    def claims(self) -> dict[str, Claim]:
        return {one.id: one for one in self.ledger.claims}

    @cached_property
    def claims_in(self) -> dict[str, tuple[Claim, ...]]:
        """The claims of each report, in the order of the page."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(self.ledger.claims, key=lambda claim: claim.spans):
            found[claim.report].append(claim)
        return {report: tuple(claims) for report, claims in found.items()}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {one.id: one for one in self.ledger.entities}

    @cached_property
    def origin_of(self) -> dict[str, Origin]:
        """The origin of each claim."""
        return {claim: one for one in self.ledger.origins for claim in one.claims}

    @cached_property
    def origins(self) -> dict[str, Origin]:
        return {one.id: one for one in self.ledger.origins}

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Contested and corroborated points, by id."""
        return {one.id: one for one in self.dossier.questions}

    @cached_property
    def contested(self) -> frozenset[str]:
        """The ids of the points that are contested."""
        return frozenset(one.id for one in self.ledger.points if one.status is Status.CONTESTED)

    @cached_property
    def questions_of(self) -> dict[str, tuple[Question, ...]]:
        """The points on which each claim speaks."""
        found: dict[str, list[Question]] = defaultdict(list)
        for question in self.dossier.questions:
            for claim in {claim for side in question.sides for claim in side.claims}:
                found[claim].append(question)
        return {claim: tuple(questions) for claim, questions in found.items()}

    @cached_property
    def comparisons_of(self) -> dict[str, tuple[Comparison, ...]]:
        """The comparisons in which each claim stands, the surest first."""
        found: dict[str, list[Comparison]] = defaultdict(list)
        for one in sorted(self.ledger.comparisons, key=lambda c: (-c.score, c.id)):
            found[one.a].append(one)
            found[one.b].append(one)
        return {claim: tuple(own) for claim, own in found.items()}

    def pairs_of(self, claim: str) -> tuple[Comparison | Possible, ...]:
        """What is suggested of the claim and others: comparisons, then what only the pair model sees."""
        return (*self.comparisons_of.get(claim, ()), *self._possible_of.get(claim, ()))

    @cached_property
    def _possible_of(self) -> dict[str, tuple[Possible, ...]]:
        found: dict[str, list[Possible]] = defaultdict(list)
        for one in self.ledger.possible:
            found[one.a].append(one)
            found[one.b].append(one)
        return {claim: tuple(own) for claim, own in found.items()}

    @cached_property
    def ids(self) -> Ids:
        """From ids to places."""
        return Ids(self.ledger)

    @cached_property
    def open_items(self) -> tuple[tuple[str, Item], ...]:
        """All that is suggested, by what most hangs on, each with the matter that a judgement on it would be of."""
        items = review_queue(self.ledger, ())
        return tuple((matter(item.subject, self.ids.anchors(item.subject, item.objects)), item) for item in items)

    def quoted(self, claim: str) -> Quoted:
        """A claim's words for a page."""
        return self._quoted(self.said[claim])

    def quoted_with(self, said: Said, *, again: int) -> Quoted:
        """A claim's words with so many of the other places where the same mouth says it."""
        there = tuple(map(self._quoted, said.again[:again]))
        return replace(self._quoted(said), again=there, again_in_all=len(said.again))

    def _quoted(self, one: Said) -> Quoted:
        return Quoted(
            claim=one.claim.id,
            report=one.report.id,
            file=one.report.file,
            publisher=one.report.publisher,
            line=one.line,
            spans=tuple((start, end) for start, end in one.claim.spans),
            words=one.words,
            chain=one.voices,
            said=one.at,
            published=one.on,
            of=one.of,
            manner=one.manner,
            href=self.words_at(one.claim),
        )

    def words_at(self, claim: Claim) -> str:
        """The address of a claim's words in its report."""
        return f"{self.base}/reports/{claim.report}?claim={claim.id}#c-{claim.id}"

    def place_at(self, report: str, start: int, end: int) -> str:
        """The address of a stretch of a report."""
        return f"{self.base}/reports/{report}?start={start}&end={end}#here"

    def point_at(self, point: str) -> str:
        """The address of a point."""
        return f"{self.base}/points/{point}"

    def entity_at(self, entity: str) -> str:
        """The address of an entity."""
        return f"{self.base}/entities/{entity}"

    def pair_at(self, a: str, b: str) -> str:
        """The address of two claims beside one another."""
        return f"{self.base}/accounts?a={a}&b={b}"


@dataclass(frozen=True, kw_only=True)
class State:
    """A case at one moment: what was worked out, and what was decided."""

    stamp: tuple[int, int]  # revision, and how often it was worked through
    view: View
    judgements: tuple[Judgement, ...]
    history: tuple[Event, ...]
    tombstones: tuple[Tombstone, ...]

    @cached_property
    def holding(self) -> dict[str, Judgement]:
        """The judgement that holds on each matter."""
        return holding(self.judgements)

    @cached_property
    def standing(self) -> frozenset[str]:
        """The ids of the judgements that nobody took back."""
        return frozenset(one.id for one in standing(self.judgements))

    @cached_property
    def taken_back(self) -> frozenset[str]:
        """The ids of the judgements that an undo takes back."""
        return frozenset(taken_back(self.judgements))

    @cached_property
    def stale(self) -> dict[str, Stale]:
        """The judgements whose objects are gone, by id."""
        return {one.judgement.id: one for one in find_stale(self.view.ledger, self.holding.values())}

    @cached_property
    def queue(self) -> tuple[Item, ...]:
        """What nobody has judged yet."""
        return tuple(item for what, item in self.view.open_items if what not in self.holding)

    def held_on(self, subject: Subject, objects: Iterable[str]) -> Judgement | None:
        """The judgement that holds on these, if there is one."""
        return self.holding.get(matter(subject, self.view.ids.anchors(subject, objects)))


def called(link: Link) -> str:
    """What a step of a chain is called."""
    return link.name or NOBODY


def key_of(link: Link, report: str) -> str:
    """What a step of a chain is known by: two reports' nameless speakers are two."""
    return link.entity or f"{report}:{called(link)}"


def neighbours(claim: Claim) -> Iterator[tuple[Link, Link]]:
    """Each voice of a chain with the one that it has the words from."""
    yield from zip(claim.chain, claim.chain[1:], strict=False)
