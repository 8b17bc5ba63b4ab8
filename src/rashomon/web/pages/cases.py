"""The cases of a folder, and one case at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.dossier.arrange import Question, Source
from rashomon.errors import RashomonError
from rashomon.ledger import Unread
from rashomon.store import Event, Tombstone
from rashomon.web.asked import Ask, DeskAsk

MAX_RECENT = 5
MAX_QUESTIONS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case of the folder; ``wrong`` says why it cannot be opened."""

    name: str
    title: str
    href: str
    reports: int = 0
    claims: int = 0
    contested: int = 0
    open: int = 0
    wrong: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesPage:
    """The cases that are served."""

    folder: bool
    cases: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An account and how many independent origins stand behind it."""

    label: str
    origins: int
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A point in a line."""

    id: str
    number: int
    question: str
    kind: str
    sides: tuple[Side, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report in a line of a table."""

    id: str
    file: str
    name: str
    title: str | None
    published: str
    captured: str | None
    words: int
    makeup: str
    claims: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GlancePage:
    """A case at a glance."""

    title: str
    summary: str
    claims: int
    entities: int
    origins: int
    open: int
    judged: int
    stale: int
    contested: tuple[QuestionLine, ...]
    contested_in_all: int
    corroborated_in_all: int
    reports: tuple[ReportLine, ...]
    reports_in_all: int
    unread: tuple[Unread, ...]
    tombstones: tuple[Tombstone, ...]
    recent: tuple[Event, ...]


def cases_page(ask: DeskAsk) -> CasesPage:
    """Every case with how much is in it."""
    return CasesPage(folder=ask.desk.one is None, cases=tuple(_line(ask, name) for name in ask.desk.names()))


def _line(ask: DeskAsk, name: str) -> CaseLine:
    held = ask.desk.case(name)
    try:
        state = held.state()
    except RashomonError as error:
        return CaseLine(name=name, title=name, href="", wrong=str(error))
    ledger = state.view.ledger
    return CaseLine(
        name=name,
        title=ledger.title or name,
        href=state.view.base,
        reports=len(ledger.reports),
        claims=len(ledger.claims),
        contested=len(state.view.contested),
        open=len(state.queue),
    )


def glance_page(ask: Ask) -> GlancePage:
    """What one wants to know on coming in."""
    view, state = ask.view, ask.state
    dossier, ledger = view.dossier, view.ledger
    return GlancePage(
        title=ledger.title or ask.held.name,
        summary=dossier.summary,
        claims=len(ledger.claims),
        entities=len(ledger.entities),
        origins=len(ledger.origins),
        open=len(state.queue),
        judged=len(state.holding),
        stale=len(state.stale),
        contested=tuple(question_line(ask, one) for one in dossier.contested[:MAX_QUESTIONS]),
        contested_in_all=len(dossier.contested),
        corroborated_in_all=len(dossier.corroborated),
        reports=tuple(report_line(ask, one) for one in dossier.sources[:MAX_QUESTIONS]),
        reports_in_all=len(dossier.sources),
        unread=dossier.unread,
        tombstones=state.tombstones,
        recent=tuple(reversed(state.history[-MAX_RECENT:])),
    )


def question_line(ask: Ask, question: Question) -> QuestionLine:
    """A point in a line."""
    return QuestionLine(
        id=question.id,
        number=question.number,
        question=question.text,
        kind=question.kind.value,
        sides=tuple(Side(label=s.label, origins=len(s.origins), claims=len(s.claims)) for s in question.sides),
        href=ask.view.point_at(question.id),
    )


def report_line(ask: Ask, source: Source) -> ReportLine:
    """A report in a line."""
    report = source.report
    return ReportLine(
        id=report.id,
        file=report.file,
        name=report.name,
        title=report.title,
        published=source.published,
        captured=report.captured,
        words=source.words,
        makeup=source.makeup,
        claims=len(ask.view.claims_in.get(report.id, ())),
        href=ask.address(f"reports/{report.id}"),
    )
