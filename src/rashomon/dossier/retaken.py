"""What pages changed, put in reading order: the words that stand otherwise, and notices of corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rashomon.dossier.wording import folded, readable_time
from rashomon.ledger import FILE_TIME, Change, Clock, Correction, Edition, Ledger, Report, Span, Stretch

CHANGED = "Changed between editions"
NOTICES = "Corrections and retractions"
CONTEXT_WORDS = 8  # shown before and after what was changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """Words that were changed, with a few of the later edition around them; either side may be empty."""

    lead: str
    was: str
    now: str
    rest: str
    place: str  # in both editions: file, line and code points
    owned: bool  # a notice on the page says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Retake:
    """Two takings of one page, one after the other."""

    page: str
    before: Report
    after: Report
    order: str  # what tells which came first
    rewordings: tuple[Rewording, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A page's own notice that it was changed or wrong, and the words that it speaks of."""

    kind: str
    words: str
    report: Report
    place: str
    of: tuple[str, ...]


def retakes(ledger: Ledger) -> tuple[Retake, ...]:
    """The editions that follow another, by page, the earliest first."""
    reports = {report.id: report for report in ledger.reports}
    owned = [
        stretch
        for one in ledger.corrections
        for stretch in (Stretch(report=one.report, start=one.span.start, end=one.span.end), *one.of)
    ]
    return tuple(
        _retake(one, reports[one.previous], reports[one.report], owned)
        for one in sorted(ledger.editions, key=lambda one: (one.page, one.number))
        if one.previous is not None
    )


def notices(ledger: Ledger) -> tuple[Notice, ...]:
    """The notices in the order of the reports' files and the page."""
    reports = {report.id: report for report in ledger.reports}
    found = sorted(ledger.corrections, key=lambda one: (reports[one.report].file, one.span))
    return tuple(_notice(one, reports) for one in found)


def _retake(edition: Edition, before: Report, after: Report, owned: Iterable[Stretch]) -> Retake:
    own = [one for one in owned if one.report == after.id]
    return Retake(
        page=edition.page,
        before=before,
        after=after,
        order=_order(edition.clock, before, after),
        rewordings=tuple(
            _rewording(change, before, after, owned=any(_holds(one, change.after) for one in own))
            for change in edition.changes
        ),
    )


def _holds(stretch: Stretch, span: Span) -> bool:
    return stretch.start <= span.start and span.end <= stretch.end


def _order(clock: Clock, before: Report, after: Report) -> str:
    if clock is Clock.NONE:
        return "in the order of their files’ names, as no date tells"
    dates = (str(getattr(report, clock.value)) for report in (before, after))
    clues = {dict(report.clues).get(clock.value) for report in (before, after)}
    return f"{clock.value} {' → '.join(map(readable_time, dates))}" + (f" ({FILE_TIME})" if FILE_TIME in clues else "")


def _rewording(change: Change, before: Report, after: Report, *, owned: bool) -> Rewording:
    start, end = change.after
    return Rewording(
        lead=" ".join(after.text[:start].rpartition("\n")[2].split()[-CONTEXT_WORDS:]),
        was=folded(before.text[slice(*change.before)]),
        now=folded(after.text[start:end]),
        rest=" ".join(after.text[end:].partition("\n")[0].split()[:CONTEXT_WORDS]),
        place=f"{_place(before, change.before)} → {_place(after, change.after)}",
        owned=owned,
    )


def _notice(correction: Correction, reports: dict[str, Report]) -> Notice:
    report = reports[correction.report]
    return Notice(
        kind=correction.kind.value,
        words=folded(report.text[slice(*correction.span)]),
        report=report,
        place=_place(report, correction.span),
        of=tuple(_spoken_of(correction, reports)),
    )


def _spoken_of(correction: Correction, reports: dict[str, Report]) -> Iterator[str]:
    for one in correction.of:
        report = reports[one.report]
        yield f"“{folded(report.text[one.start : one.end])}” {_place(report, Span(one.start, one.end))}"


def _place(report: Report, span: Span) -> str:
    """Where words stand: file, line and code points."""
    return f"{report.file}:{report.text.count(chr(10), 0, span.start) + 1} [{span.start}:{span.end}]"
