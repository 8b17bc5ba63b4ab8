"""What came when, by four clocks: of when words tell, when they were said, when published, when captured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rashomon.dates import parse_edtf
from rashomon.dossier.arrange import Moment, Said, moments_of
from rashomon.dossier.timeline import Bar, Tick, draw
from rashomon.dossier.wording import readable_time
from rashomon.ledger import FILE_TIME, Report
from rashomon.web.asked import Ask, Shown
from rashomon.web.view import View

MOMENTS_A_PAGE = 30
MAX_TOLD = 5  # words shown of one moment; the rest unfold
MAX_TOLD_IN_ALL = 60
MAX_DRAWN = 250  # bars of one clock in the overview; beyond, they would lie on one another


class Clock(StrEnum):
    """The four times that a claim has."""

    EVENT = "event"  # of when it tells
    STATEMENT = "statement"  # when it was said
    PUBLICATION = "publication"
    CAPTURE = "capture"  # when the report was taken from where it stood


MEANING = {
    Clock.EVENT: "when it is said to have been",
    Clock.STATEMENT: "when it was said",
    Clock.PUBLICATION: "when it was published",
    Clock.CAPTURE: "when it was captured",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What has a time: words of somebody, or a report."""

    words: str
    who: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentRow:
    """A time as precise as the words, half-open; ``left`` and ``width`` in percent of the drawn line."""

    label: str
    start: datetime | None
    end: datetime | None
    left: float
    width: float
    told: tuple[Told, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An interval on the overview; ``page`` is the page of its clock on which it stands."""

    label: str
    left: float
    width: float
    open_left: bool
    open_right: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One clock of the overview."""

    clock: str
    meaning: str
    moments: int
    drawn: tuple[Drawn, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TickMark:
    """A date on the line."""

    left: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """All four clocks drawn on one line, and one of them in full."""

    clock: str
    meaning: str
    ticks: tuple[TickMark, ...]
    lanes: tuple[Lane, ...]
    moments: Shown[MomentRow]
    unplaced: tuple[MomentRow, ...]  # times told of that no calendar places


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The moments of one clock with what has each."""

    moment: Moment
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The moments of all clocks and where they are drawn."""

    dated: dict[Clock, tuple[tuple[Dated, Bar], ...]]
    ticks: tuple[Tick, ...]
    unplaced: dict[Clock, tuple[Dated, ...]]


def timeline_page(ask: Ask) -> TimelinePage:
    """The four clocks on one line, and the moments of the one that is asked for."""
    clock = Clock(ask.text("clock")) if ask.text("clock") in list(Clock) else Clock.EVENT
    clocks = ask.view.kept("clocks", lambda: _read_clocks(ask.view))
    shown = ask.page_of(clocks.dated[clock], MOMENTS_A_PAGE)
    return TimelinePage(
        clock=clock.value,
        meaning=MEANING[clock],
        ticks=tuple(TickMark(left=one.left, label=one.label) for one in clocks.ticks),
        lanes=tuple(_lane(ask, one, clocks.dated[one]) for one in Clock),
        moments=shown.each(lambda one: _row(*one)),
        unplaced=tuple(_row(dated, None) for dated in clocks.unplaced[clock][:MOMENTS_A_PAGE]),
    )


def _read_clocks(view: View) -> Clocks:
    every = {clock: tuple(read(view)) for clock, read in READ.items()}
    placed = {
        clock: sorted((one for one in dated if one.moment.start or one.moment.end), key=lambda one: _order(one.moment))
        for clock, dated in every.items()
    }
    line = draw([one.moment for dated in placed.values() for one in dated])
    bars = iter(line.bars)
    return Clocks(
        dated={clock: tuple((one, next(bars)) for one in dated) for clock, dated in placed.items()},
        ticks=line.ticks,
        unplaced={
            clock: tuple(one for one in dated if not one.moment.start and not one.moment.end)
            for clock, dated in every.items()
        },
    )


def _order(one: Moment) -> tuple[datetime, timedelta]:
    """By beginning, the wider first."""
    start = one.start or one.end or datetime.min
    return start, start - (one.end or datetime.max)


def _of_event(view: View) -> Iterator[Dated]:
    return _of_claims(view, view.dossier.timeline + view.dossier.unplaced)


def _of_statement(view: View) -> Iterator[Dated]:
    return _of_claims(view, moments_of((one, one.claim.said) for one in view.said.values()))


def _of_claims(view: View, moments: Iterable[Moment]) -> Iterator[Dated]:
    for one in moments:
        yield Dated(moment=one, told=tuple(_told(view, said) for said in one.said[:MAX_TOLD_IN_ALL]))


def _told(view: View, said: Said) -> Told:
    return Told(words=said.words, who=said.voices[-1], href=view.words_at(said.claim))


def _of_publication(view: View) -> Iterator[Dated]:
    """The reports, and the comments below them that have a date of their own."""
    found: dict[str, list[Told]] = defaultdict(list)
    for report in view.ledger.reports:
        if report.published:
            found[report.published].append(_whole(view, report))
    for one in view.ledger.passages:
        if one.dated:
            words = " ".join(view.reports[one.report].text[one.start : one.end].split())
            href = view.place_at(one.report, one.start, one.end)
            found[one.dated].append(Told(words=words, who=one.voice or one.role.value, href=href))
    return _by_date(found)


def _of_capture(view: View) -> Iterator[Dated]:
    found: dict[str, list[Told]] = defaultdict(list)
    for report in view.ledger.reports:
        if report.captured:
            weak = " (the file’s own time)" if ("captured", FILE_TIME) in report.clues else ""
            found[report.captured].append(_whole(view, report, weak))
    return _by_date(found)


def _whole(view: View, report: Report, note: str = "") -> Told:
    return Told(words=report.title or report.file, who=f"{report.name}{note}", href=f"{view.base}/reports/{report.id}")


def _by_date(found: dict[str, list[Told]]) -> Iterator[Dated]:
    for date, told in found.items():
        start, end = _bounds(date)
        moment = Moment(label=readable_time(date), start=start, end=end, said=())
        yield Dated(moment=moment, told=tuple(told[:MAX_TOLD_IN_ALL]))


def _bounds(date: str) -> tuple[datetime | None, datetime | None]:
    try:
        return parse_edtf(date)
    except ValueError:  # a date that a page tells of itself may be none
        return None, None


READ: dict[Clock, Callable[[View], Iterator[Dated]]] = {
    Clock.EVENT: _of_event,
    Clock.STATEMENT: _of_statement,
    Clock.PUBLICATION: _of_publication,
    Clock.CAPTURE: _of_capture,
}


def _row(dated: Dated, bar: Bar | None) -> MomentRow:
    return MomentRow(
        label=dated.moment.label,
        start=dated.moment.start,
        end=dated.moment.end,
        left=bar.left if bar else 0.0,
        width=bar.width if bar else 0.0,
        told=dated.told,
        more=max(0, len(dated.moment.said) - len(dated.told)) if dated.moment.said else 0,
    )


def _lane(ask: Ask, clock: Clock, dated: tuple[tuple[Dated, Bar], ...]) -> Lane:
    every = max(1, -(-len(dated) // MAX_DRAWN))
    return Lane(
        clock=clock.value,
        meaning=MEANING[clock],
        moments=len(dated),
        drawn=tuple(_drawn(ask, clock, n, *one) for n, one in enumerate(dated) if n % every == 0),
        href=ask.address("timeline", clock=clock.value),
    )


def _drawn(ask: Ask, clock: Clock, number: int, dated: Dated, bar: Bar) -> Drawn:
    page = number // MOMENTS_A_PAGE + 1
    return Drawn(
        label=dated.moment.label,
        left=bar.left,
        width=bar.width,
        open_left=bar.open_left,
        open_right=bar.open_right,
        href=ask.address("timeline", clock=clock.value, page=page) + f"#m-{number % MOMENTS_A_PAGE + 1}",
    )
