"""All that was done to a case, with what can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.ledger import Anchor, Judgement, Verdict
from rashomon.store import Event
from rashomon.web.asked import Ask, Shown

EVENTS_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement: on what, with what outcome, and whether it holds."""

    id: str
    subject: str
    verdict: str
    value: str | None
    reason: str
    on: tuple[tuple[str, str], ...]  # words and where they stand
    stands: bool
    stale: str | None
    undone: str | None  # of an undo: what it takes back
    can_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One step."""

    number: int
    at: str
    author: str
    action: str
    what: str
    judged: Judged | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """The history, the latest step first."""

    events: Shown[EventLine]
    stale: int


def history_page(ask: Ask) -> HistoryPage:
    """All steps, or with ``stale`` those whose judgements have lost their object."""
    events = list(reversed(ask.state.history))
    if ask.text("stale"):
        events = [one for one in events if one.on in ask.state.stale]
    shown = ask.page_of(events, EVENTS_A_PAGE)
    judgements = {one.id: one for one in ask.state.judgements}
    return HistoryPage(
        events=shown.each(lambda one: _line(ask, one, judgements.get(one.on or ""))),
        stale=len(ask.state.stale),
    )


def _line(ask: Ask, event: Event, judgement: Judgement | None) -> EventLine:
    told = (f"{name}: {value}" for name, value in event.detail.items() if value and name not in ("supersedes",))
    return EventLine(
        number=event.number,
        at=f"{event.at:%Y-%m-%d %H:%M:%S}",
        author=event.author,
        action=event.action,
        what=", ".join(told),
        judged=_judged(ask, judgement) if judgement else None,
    )


def _judged(ask: Ask, one: Judgement) -> Judged:
    stale = ask.state.stale.get(one.id)
    taken = one.id in ask.state.taken_back
    return Judged(
        id=one.id,
        subject=one.subject.value,
        verdict=one.verdict.value,
        value=one.value,
        reason=one.reason,
        on=tuple(_where(ask, anchor) for anchor in one.anchors),
        stands=one.id in ask.state.standing or (one.verdict is Verdict.UNDO and not taken),
        stale=stale.why if stale else None,
        undone=one.supersedes if one.verdict is Verdict.UNDO else None,
        can_undo=not taken,
    )


def _where(ask: Ask, anchor: Anchor) -> tuple[str, str]:
    """The words that an anchor points to and their address; the report may be gone."""
    report = ask.view.reports.get(anchor.report or "")
    if report is None:
        return anchor.name or "words of a report that is not in the case", ""
    start, end = anchor.spans[0].start, anchor.spans[-1].end
    words = " … ".join(report.text[left:right] for left, right in anchor.spans)
    return " ".join(words.split()), ask.view.place_at(report.id, start, end)
