"""A ledger put in the order in which a person reads it; every format draws from this, none decides anew.

Contested points come first, those with the most independent origins before the others. Nothing here says which
account is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from rashomon.compare import BY_MODEL
from rashomon.dossier.called import Call, calls
from rashomon.dossier.retaken import Notice, Retake, notices, retakes
from rashomon.dossier.wording import counted, folded, readable_time
from rashomon.ledger import (
    Account,
    Asserted,
    Certainty,
    Claim,
    Comparison,
    Kind,
    Ledger,
    Link,
    Origin,
    Passage,
    Point,
    Relation,
    Report,
    Role,
    Stance,
    Status,
    Unread,
    When,
    quote,
)

NOBODY = "nobody named"
POSSIBLE = "Possible: pairs that only a model takes for contradictions, and is not sure of"
_SHOWN_BY = {Status.CONTESTED: (Relation.CONTRADICTS,), Status.CORROBORATED: (Relation.AGREES, Relation.REFINES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim with what a reader needs beside its words."""

    claim: Claim
    report: Report
    line: int  # of the report's visible text, from 1
    voices: tuple[str, ...]  # from the page to the mouth; a stance other than asserting stands with its voice
    at: str | None  # when it was said, in the words that tell it and as a date
    on: str | None  # when it was published: the comment's date, else the report's
    of: str | None  # the time told of, in the claim's words and as a date
    manner: tuple[str, ...]  # "possible", "plan": how the words are meant, where they do not simply state
    again: tuple[Said, ...] = ()  # the same words of the same mouth elsewhere: reprints, quotations

    @property
    def words(self) -> str:
        """The words that stand at its place in the report, white space folded."""
        return folded(quote(self.report.text, self.claim.spans))

    @property
    def everywhere(self) -> tuple[Said, ...]:
        """This and the other places where the same mouth says it."""
        return (self, *self.again)

    @property
    def clocks(self) -> str:
        """Three of the four times, each by its name: when it was said, when published, and of when it tells.

        The fourth, when the report was captured, stands with the report.
        """
        named = (("said", self.at), ("published", self.on), ("of", self.of))
        told = [f"{name} {time}" for name, time in named if time]
        return " · ".join(told if self.at or self.on else ["date not said", *told])

    @property
    def place(self) -> str:
        """Where the words stand: file, line and code points."""
        return f"{self.report.file}:{self.line} [{self.claim.spans[0].start}:{self.claim.spans[-1].end}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An account of a point: its claims, and the independent origins behind them."""

    label: str
    origins: tuple[Origin, ...]
    said: tuple[Said, ...]

    @property
    def claims(self) -> frozenset[str]:
        """The ids of all its claims."""
        return frozenset(each.claim.id for one in self.said for each in one.everywhere)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A point with its accounts; ``reasons`` say why the claims are set beside one another."""

    id: str
    number: int  # in the dossier, from 1
    text: str
    kind: Kind
    sides: tuple[Side, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Claims of one matter in which a later one says more, or tells a later value."""

    said: tuple[Said, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody, and all that rests on this one mouth."""

    name: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time, as precise as the words, and the claims that tell of it; half-open, None where a bound is open."""

    label: str
    start: datetime | None
    end: datetime | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report and what it is made of."""

    report: Report
    passages: tuple[Passage, ...]

    @property
    def published(self) -> str:
        """The date of publication, or that the report does not say it."""
        return readable_time(self.report.published) if self.report.published else "not said"

    @property
    def facts(self) -> tuple[tuple[str, str, str], ...]:
        """What is known of the report itself: the name of each thing, what it is, and where that is known from."""
        report, clues = self.report, dict(self.report.clues)
        times = {clock: getattr(report, clock) for clock in ("published", "modified", "captured")}
        known = {
            "title": report.title,
            "publisher": report.publisher,
            "authors": ", ".join(report.authors),
            **{clock: readable_time(time) for clock, time in times.items() if time},
            "url": report.url,
            "language": report.language,
            "ocr": "words read from images, which may be wrong" if "ocr" in clues else "",
            "unread": "images without text" if "unread" in clues else "",
        }
        return tuple((name, value, clues.get(name, "")) for name, value in known.items() if value)

    @property
    def words(self) -> int:
        """How many words it has, page furniture left out."""
        spoken = (one for one in self.passages if one.role is not Role.BOILERPLATE)
        return sum(len(self.report.text[one.start : one.end].split()) for one in spoken)

    @property
    def makeup(self) -> str:
        """Its passages by role: "1 article, 5 comments"."""
        counts: Counter[Role] = Counter(one.role for one in self.passages if one.role is not Role.BOILERPLATE)
        made = ", ".join(counted(counts[role], role.value) for role in Role if counts[role])
        return f"{made}; words read by OCR, not exact" if "ocr" in dict(self.report.clues) else made


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """The same wording in two reports."""

    words: str
    first: Report
    first_start: int
    then: Report
    then_start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All of a ledger, arranged for a reader."""

    title: str
    claims: int  # how many there are in all
    sources: tuple[Source, ...]
    contested: tuple[Question, ...]
    corroborated: tuple[Question, ...]
    updates: tuple[Series, ...]
    refinements: tuple[Series, ...]
    possible: tuple[Series, ...]  # pairs that only the pair model takes for contradictions, not surely enough
    single: tuple[Speaker, ...]
    timeline: tuple[Moment, ...]
    unplaced: tuple[Moment, ...]  # times told of that no calendar places
    called: tuple[tuple[Call, ...], ...]  # what goes by several names
    echoes: tuple[Echo, ...]
    retakes: tuple[Retake, ...]  # what was changed between takings of a page
    notices: tuple[Notice, ...]  # of corrections and retractions
    unread: tuple[Unread, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Contested and corroborated, in the order of their numbers."""
        return (*self.contested, *self.corroborated)

    @property
    def summary(self) -> str:
        """How much there is of what, in one line."""
        counts = (
            counted(len(self.sources), "report"),
            counted(self.claims, "claim"),
            counted(len(self.contested), "contested question"),
            counted(len(self.corroborated), "corroborated question"),
        )
        return " · ".join(counts)


def arrange(ledger: Ledger) -> Dossier:
    """Put the ledger in reading order. The order does not depend on the order in which reports came."""
    said = all_said(ledger)
    order = {claim: n for n, claim in enumerate(said)}
    contested = _questions(ledger, Status.CONTESTED, said, order, first=1)
    corroborated = _questions(ledger, Status.CORROBORATED, said, order, first=len(contested) + 1)
    shown = {claim for question in (*contested, *corroborated) for side in question.sides for claim in side.claims}
    placed, unplaced = _timeline(said.values())
    return Dossier(
        title=ledger.title,
        claims=len(ledger.claims),
        sources=_sources(ledger),
        contested=contested,
        corroborated=corroborated,
        updates=_series(ledger.comparisons, Relation.UPDATES, said, order),
        refinements=_series(ledger.comparisons, Relation.REFINES, said, order),
        possible=tuple(
            Series(said=(said[one.a], said[one.b]), reasons=(one.why,))
            for one in sorted(ledger.possible, key=lambda p: (-p.score, order[p.a], order[p.b]))
            if one.a in said and one.b in said
        ),
        single=_speakers(one for one in said.values() if one.claim.id not in shown),
        timeline=placed,
        unplaced=unplaced,
        called=calls(ledger, said),
        echoes=_echoes(ledger),
        retakes=retakes(ledger),
        notices=notices(ledger),
        unread=tuple(sorted(ledger.unread, key=lambda one: one.file)),
    )


# Claims


def all_said(ledger: Ledger) -> dict[str, Said]:
    """Every claim by its id, in the order of the reports' dates and the page."""
    reports = {report.id: report for report in _by_date(ledger.reports)}
    passages = {passage.id: passage for passage in ledger.passages}
    number = {report: n for n, report in enumerate(reports)}
    claims = sorted(ledger.claims, key=lambda claim: (number[claim.report], claim.spans, claim.id))
    return {claim.id: _said(claim, reports[claim.report], passages.get(claim.passage)) for claim in claims}


def _said(claim: Claim, report: Report, passage: Passage | None) -> Said:
    on = (passage.dated if passage else None) or report.published
    return Said(
        claim=claim,
        report=report,
        line=report.text.count("\n", 0, claim.spans[0].start) + 1,
        voices=tuple(_voice(link) for link in claim.chain),
        at=_told_of(claim.said),
        on=readable_time(on) if on else None,
        of=_told_of(claim.when),
        manner=_manner(claim),
    )


def _once(said: Iterable[Said]) -> tuple[Said, ...]:
    """The same words of the same mouth once, with the other places where they stand; order kept."""
    groups: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        speaker = one.claim.speaker
        groups.setdefault((one.words.casefold(), speaker.entity or speaker.name or NOBODY), []).append(one)
    return tuple(replace(first, again=tuple(more)) for first, *more in groups.values())


def _voice(link: Link) -> str:
    name = link.name or NOBODY
    return name if link.stance is Stance.ASSERTS else f"{name} ({link.stance.value})"


def _told_of(when: When | None) -> str | None:
    if when is None:
        return None
    words = f"“{folded(when.text)}”"
    return f"{words} ({readable_time(when.edtf)})" if when.edtf else words


def _manner(claim: Claim) -> tuple[str, ...]:
    sure = () if claim.certainty is Certainty.CERTAIN else (claim.certainty.value,)
    return sure if claim.asserted is Asserted.STATED else (*sure, claim.asserted.value)


# Points


def _questions(
    ledger: Ledger, status: Status, said: dict[str, Said], order: dict[str, int], *, first: int
) -> tuple[Question, ...]:
    points = [point for point in ledger.points if point.status is status]
    points.sort(key=lambda point: _weight(point, order))
    reasons = _by_claim(one for one in ledger.comparisons if one.relation in _SHOWN_BY[status])
    origins = {origin.id: origin for origin in ledger.origins}
    return tuple(
        Question(
            id=point.id,
            number=number,
            text=point.question,
            kind=point.kind,
            sides=tuple(_side(account, said, origins, order) for account in point.accounts),
            reasons=_reasons(point, reasons, order),
        )
        for number, point in enumerate(points, first)
    )


def _weight(point: Point, order: dict[str, int]) -> tuple[int, int, str]:
    """The most independent origins first, then as the reports tell it."""
    origins = {origin for account in point.accounts for origin in account.origins}
    first = min((order[claim] for account in point.accounts for claim in account.claims), default=0)
    return (-len(origins), first, point.id)


def _side(account: Account, said: dict[str, Said], origins: dict[str, Origin], order: dict[str, int]) -> Side:
    return Side(
        label=account.label,
        origins=tuple(sorted((origins[one] for one in account.origins), key=lambda one: (one.name, one.id))),
        said=_once(said[claim] for claim in sorted(account.claims, key=lambda claim: order[claim])),
    )


def _by_claim(comparisons: Iterable[Comparison]) -> dict[str, list[Comparison]]:
    """The comparisons by their first claim."""
    found: dict[str, list[Comparison]] = {}
    for one in comparisons:
        found.setdefault(one.a, []).append(one)
    return found


def _reasons(point: Point, by_claim: dict[str, list[Comparison]], order: dict[str, int]) -> tuple[str, ...]:
    """Why claims of the point were set beside one another, in words, each said once, the surest first.

    What only the pair model sees comes last: its chances differ by a hundredth from one processor to another.
    """
    claims = {claim for account in point.accounts for claim in account.claims}
    within = [one for claim in claims for one in by_claim.get(claim, ()) if one.b in claims]
    within.sort(key=lambda one: (one.why.endswith(BY_MODEL), -one.score, order[one.a], order[one.b], one.id))
    return tuple(dict.fromkeys(one.why for one in within))


def _series(
    comparisons: Iterable[Comparison], relation: Relation, said: dict[str, Said], order: dict[str, int]
) -> tuple[Series, ...]:
    """What is joined by a relation that has a direction, each matter once, in that direction."""
    wanted = [one for one in comparisons if one.relation is relation]
    wanted.sort(key=lambda one: (order[one.a], order[one.b], one.id))
    return tuple(_one_series(joined, said, order) for joined in _joined(wanted))


def _joined(comparisons: Iterable[Comparison]) -> list[list[Comparison]]:
    """The comparisons in groups that share no claim, in order."""
    comparisons = tuple(comparisons)
    parent: dict[str, str] = {}
    for one in comparisons:
        parent[_root(parent, one.b)] = _root(parent, one.a)
    groups: dict[str, list[Comparison]] = {}
    for one in comparisons:
        groups.setdefault(_root(parent, one.a), []).append(one)
    return list(groups.values())


def _root(parent: dict[str, str], claim: str) -> str:
    """The claim that stands for all that it is joined with (union-find with path halving)."""
    while (above := parent.setdefault(claim, claim)) != claim:
        parent[claim] = claim = parent.setdefault(above, above)
    return claim


def _one_series(joined: list[Comparison], said: dict[str, Said], order: dict[str, int]) -> Series:
    after = Counter(one.b for one in joined)
    claims = sorted({claim for one in joined for claim in (one.a, one.b)}, key=lambda claim: order[claim])
    once = _once(said[claim] for claim in claims)
    return Series(
        said=tuple(sorted(once, key=lambda one: max(after[each.claim.id] for each in one.everywhere))),
        reasons=tuple(dict.fromkeys(one.why for one in joined)),
    )


def _speakers(said: Iterable[Said]) -> tuple[Speaker, ...]:
    """What is said outside of any shared point, by its speaker, in the order in which speakers first appear."""
    by_speaker: dict[str, list[Said]] = {}
    for one in said:
        speaker = one.claim.speaker
        by_speaker.setdefault(speaker.entity or speaker.name or NOBODY, []).append(one)
    return tuple(
        Speaker(name=group[0].claim.speaker.name or NOBODY, said=tuple(group)) for group in by_speaker.values()
    )


# Time


def _timeline(said: Iterable[Said]) -> tuple[tuple[Moment, ...], tuple[Moment, ...]]:
    """The times told of, in order; apart from them those that no calendar places."""
    every = moments_of((one, one.claim.when) for one in said)
    placed = [one for one in every if one.start or one.end]
    placed.sort(key=_moment_order)
    return tuple(placed), tuple(one for one in every if not one.start and not one.end)


def moments_of(timed: Iterable[tuple[Said, When | None]]) -> list[Moment]:
    """Claims of one time together, in the order in which the times first come."""
    moments: dict[tuple[datetime | None, datetime | None, str], list[Said]] = {}
    for one, when in timed:
        if when:
            label = readable_time(when.edtf) if when.edtf else folded(when.text)
            moments.setdefault((when.start, when.end, label), []).append(one)
    return [Moment(label=label, start=start, end=end, said=_once(s)) for (start, end, label), s in moments.items()]


def _moment_order(one: Moment) -> tuple[datetime, bool, float]:
    """By beginning; where that is open, by end; the wider first."""
    start, end = one.start or one.end, one.end or one.start
    if start is None or end is None:
        raise ValueError(f"{one.label!r} has no bound to be ordered by")
    return (start, one.start is not None, -end.timestamp())


# Reports


def _by_date(reports: Iterable[Report]) -> list[Report]:
    """By date of publication, those without one last, then by file."""
    return sorted(
        reports, key=lambda report: (report.published is None, report.published or "", report.file, report.id)
    )


def _sources(ledger: Ledger) -> tuple[Source, ...]:
    passages: dict[str, list[Passage]] = {}
    for passage in sorted(ledger.passages, key=lambda one: (one.start, one.end)):
        passages.setdefault(passage.report, []).append(passage)
    return tuple(Source(report=one, passages=tuple(passages.get(one.id, ()))) for one in _by_date(ledger.reports))


def _echoes(ledger: Ledger) -> tuple[Echo, ...]:
    reports = {report.id: report for report in ledger.reports}
    echoes = [
        Echo(
            words=folded(reports[one.source.report].text[one.source.start : one.source.end]),
            first=reports[one.source.report],
            first_start=one.source.start,
            then=reports[one.target.report],
            then_start=one.target.start,
        )
        for one in ledger.copied
    ]
    return tuple(sorted(echoes, key=lambda one: (one.first.file, one.first_start, one.then.file, one.then_start)))
