"""The reports, and one report in full with its passages, speakers and claims marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from rashomon.dossier.html import heading
from rashomon.dossier.marks import Mark, Voiced, marks_of, voiced
from rashomon.ledger import Claim, Passage, Report, Role, Subject
from rashomon.read.boxes import mark
from rashomon.web.asked import Ask, Shown
from rashomon.web.original import View as Sight
from rashomon.web.original import sight_of
from rashomon.web.pages.cases import ReportLine, report_line
from rashomon.web.pages.points import Decision, Pair, decision, pair
from rashomon.web.view import Quoted, View

REPORTS_A_PAGE = 50
MAX_PAIRS = 30
_FIGURES = re.compile(r"\d+")
BACK = Markup('<sup><a class="back" href="{}" title="{}">{}</a></sup>')


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsPage:
    """The reports by date of publication."""

    reports: Shown[ReportLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something known of a report, and where that is known from."""

    name: str
    value: str
    clue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageLine:
    """A stretch in one voice; positions in code points of the text."""

    id: str
    role: str
    voice: str | None
    start: int
    end: int
    heading: str
    decided: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """Wording that another report has too."""

    file: str
    words: str
    here: str
    there: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A claim looked at closely: on which questions it speaks, what it is compared with, what was decided."""

    quoted: Quoted
    passage: str
    negated: bool
    certainty: str
    asserted: str
    speaker: str
    origin: str
    origin_why: str
    points: tuple[tuple[str, str, str], ...]  # number, question, address
    pairs: tuple[Pair, ...]
    decided: dict[str, Decision]  # by subject
    credibility: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report in full; ``original`` says how its bytes can be shown beside it."""

    id: str
    file: str
    name: str
    sha256: str
    facts: tuple[Fact, ...]
    makeup: str
    text: str
    passages: tuple[PassageLine, ...]
    claims: tuple[Quoted, ...]
    echoes: tuple[Echo, ...]
    editions: tuple[ReportLine, ...]
    original: Sight
    sheet: int  # the page shown of a PDF, from 1: the one that is asked for, or the claim's
    sheets: int  # 0 where there are none
    asked: Asked | None


def reports_page(ask: Ask) -> ReportsPage:
    """All reports."""
    shown = ask.page_of(ask.view.dossier.sources, REPORTS_A_PAGE)
    return ReportsPage(reports=shown.each(lambda source: report_line(ask, source)))


def report_page(ask: Ask) -> ReportPage:
    """One report. Raises NotThere where the case has none of this id."""
    source = ask.find(ask.view.sources, "report")
    report, sheets = source.report, _sheets(source.report)
    return ReportPage(
        id=report.id,
        file=report.file,
        name=report.name,
        sha256=report.sha256,
        facts=tuple(Fact(name=name, value=value, clue=clue) for name, value, clue in source.facts),
        makeup=source.makeup,
        text=report.text,
        passages=tuple(_passage(ask, one) for one in source.passages),
        claims=tuple(ask.view.quoted(claim.id) for claim in ask.view.claims_in.get(report.id, ())),
        echoes=tuple(_echoes(ask, report.id)),
        editions=tuple(_editions(ask, report.id)),
        original=sight_of(report.file),
        sheet=ask.number("sheet") or _sheet_of(ask, report, sheets),
        sheets=max((sheet for _, sheet in sheets), default=0),
        asked=_asked(ask, report.id),
    )


def _sheets(report: Report) -> list[tuple[int, int]]:
    """Where each paragraph of a PDF begins in the text, and on which page."""
    told = ((block.start, _FIGURES.search(mark(block, "page") or "")) for block in report.blocks)
    return [(start, int(page[0])) for start, page in told if page]


def _sheet_of(ask: Ask, report: Report, sheets: list[tuple[int, int]]) -> int:
    """The page on which the claim, or the stretch, that is asked for begins."""
    claim = ask.view.claims.get(ask.text("claim"))
    at = claim.spans[0].start if claim and claim.report == report.id else ask.number("start")
    return max((sheet for start, sheet in sheets if start <= at), default=1)


def passages_drawn(ask: Ask) -> tuple[tuple[PassageLine, Voiced], ...]:
    """The report's text with its marks, passage by passage, for the page alone."""
    source = ask.find(ask.view.sources, "report")
    marks = ask.view.kept("marks", lambda: _marks(ask.view))[source.report.id]
    drawn = voiced(source.report, source.passages, _with_here(ask, marks))
    return tuple((_passage(ask, one.passage), one) for one in drawn)


def _marks(view: View) -> dict[str, tuple[Mark, ...]]:
    return marks_of(
        view.ledger, view.dossier, back=lambda one: BACK.format(view.point_at(one.id), one.text, one.number)
    )


def _with_here(ask: Ask, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks, and one for the stretch that an address asks for; the claim that is asked for stands out."""
    asked = f"c-{ask.text('claim')}"
    shown = tuple(replace(one, css=f"{one.css} here") if one.anchor == asked else one for one in marks)
    start, end = ask.number("start"), ask.number("end")
    if end <= start:
        return shown
    here = Mark(start=start, end=end, tag="mark", css="here", anchor="here")
    return tuple(sorted((*shown, here), key=lambda mark: (mark.start, -mark.end, mark.tag, mark.anchor)))


def _passage(ask: Ask, passage: Passage) -> PassageLine:
    spoken = passage.role is not Role.BOILERPLATE
    return PassageLine(
        id=passage.id,
        role=passage.role.value,
        voice=passage.voice,
        start=passage.start,
        end=passage.end,
        heading=heading(passage),
        decided=decision(ask.state.held_on(Subject.VOICE, (passage.id,))) if spoken else None,
    )


def _echoes(ask: Ask, report: str) -> Iterator[Echo]:
    view = ask.view
    for one in view.ledger.copied:
        for own, other in ((one.source, one.target), (one.target, one.source)):
            if own.report == report:
                yield Echo(
                    file=view.reports[other.report].file,
                    words=" ".join(view.reports[report].text[own.start : own.end].split()),
                    here=view.place_at(own.report, own.start, own.end),
                    there=view.place_at(other.report, other.start, other.end),
                )


def _editions(ask: Ask, report: str) -> Iterator[ReportLine]:
    """The other takings of the same page."""
    page = next((one.page for one in ask.view.ledger.editions if one.report == report), None)
    for one in ask.view.ledger.editions:
        if page is not None and one.page == page and one.report != report:
            yield report_line(ask, ask.view.sources[one.report])


def _asked(ask: Ask, report: str) -> Asked | None:
    claim = ask.view.claims.get(ask.text("claim"))
    if claim is None or claim.report != report:
        return None
    view, origin = ask.view, ask.view.origin_of[claim.id]
    decided = {
        subject.value: found
        for subject in (Subject.SPEAKER, Subject.TIME)
        if (found := decision(ask.state.held_on(subject, (claim.id,))))
    }
    graded = ask.state.held_on(Subject.CREDIBILITY, (claim.id,))
    return Asked(
        quoted=view.quoted(claim.id),
        passage=claim.passage,
        negated=claim.negated,
        certainty=claim.certainty.value,
        asserted=claim.asserted.value,
        speaker=claim.speaker.name or "",
        origin=origin.name,
        origin_why=origin.why,
        points=tuple((str(one.number), one.text, view.point_at(one.id)) for one in view.questions_of.get(claim.id, ())),
        pairs=tuple(_pairs(ask, claim)),
        decided=decided,
        credibility=graded.value if graded else None,
    )


def _pairs(ask: Ask, claim: Claim) -> Iterator[Pair]:
    """What the claim is compared with, itself first."""
    for one in ask.view.pairs_of(claim.id)[:MAX_PAIRS]:
        shown = pair(ask, one)
        yield shown if shown.a.claim == claim.id else replace(shown, a=shown.b, b=shown.a)
