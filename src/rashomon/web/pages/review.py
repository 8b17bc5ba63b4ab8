"""What is open, one question at a time, what most hangs on first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rashomon.ledger import Report, Subject, Verdict
from rashomon.review import Item, ask_for
from rashomon.review.check import CREDIBILITIES, GRADED, RELIABILITIES
from rashomon.web.asked import Ask

MAX_NEXT = 12
ANSWERS = (
    ("y", Verdict.ACCEPT, "Yes"),
    ("n", Verdict.REJECT, "No"),
    ("x", Verdict.NEVER, "Never suggest again"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A button and its key."""

    key: str
    verdict: str
    value: str | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What to look at, and where it stands."""

    place: str
    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """One open question; ``asks`` says what a correction must be, None where none is possible."""

    at: int
    subject: str
    objects: tuple[str, ...]
    question: str
    hangs: int
    words: tuple[Words, ...]
    answers: tuple[Answer, ...]
    asks: str | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """The queue from one place on; places count from 0."""

    only: str
    subjects: tuple[tuple[str, int], ...]
    total: int
    at: int
    item: Open | None
    next: tuple[Open, ...]
    last: str | None  # the last judgement that stands and can be taken back


def review_page(ask: Ask) -> ReviewPage:
    """The question at place ``at`` of what is open on the subject ``only``, and those after it."""
    only = ask.text("only") if ask.text("only") in list(Subject) else ""
    queue = ask.state.queue
    wanted = [item for item in queue if only in ("", item.subject)]
    at = min(ask.number("at"), max(0, len(wanted) - 1))
    shown = [_open(ask, n, item, only) for n, item in enumerate(wanted[at : at + MAX_NEXT + 1], at)]
    counts = Counter(item.subject.value for item in queue)
    return ReviewPage(
        only=only,
        subjects=tuple((one.value, counts[one.value]) for one in Subject),
        total=len(wanted),
        at=at,
        item=shown[0] if shown else None,
        next=tuple(shown[1:]),
        last=next((one.id for one in reversed(ask.state.judgements) if one.id in ask.state.standing), None),
    )


def _open(ask: Ask, at: int, item: Item, only: str) -> Open:
    graded = item.subject in GRADED
    return Open(
        at=at,
        subject=item.subject.value,
        objects=item.objects,
        question=item.question,
        hangs=item.hangs,
        words=tuple(
            Words(place=place, words=" ".join(words.split()), href=_where(ask, place, words))
            for place, words in item.words
        ),
        answers=_grades(item.subject) if graded else _answers(),
        asks=None if graded else ask_for(item.subject),
        href=ask.address("review", only=only, at=at),
    )


def _answers() -> tuple[Answer, ...]:
    return tuple(Answer(key=key, verdict=verdict.value, value=None, label=label) for key, verdict, label in ANSWERS)


def _grades(subject: Subject) -> tuple[Answer, ...]:
    scale = RELIABILITIES if subject is Subject.RELIABILITY else CREDIBILITIES
    return tuple(
        Answer(key=grade.lower(), verdict=Verdict.GRADE.value, value=grade, label=f"{grade}: {meaning}")
        for grade, meaning in scale.items()
    )


def _where(ask: Ask, place: str, words: str) -> str:
    """The address of words by the place that the queue tells: ``file [start:end]``."""
    file, _, offsets = place.rpartition(" [")
    start, _, end = offsets.rstrip("]").partition(":")
    report = next((one for one in ask.view.reports_called.get(file, ()) if _stands(words, one, int(start))), None)
    return ask.view.place_at(report.id, int(start), int(end)) if report else ""


def _stands(words: str, report: Report, start: int) -> bool:
    """Two reports may bear one name: it is the one that has the words there."""
    return report.text.startswith(words.partition(" … ")[0], start)
