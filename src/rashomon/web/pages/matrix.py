"""Who says what on which question: a row for each speaker, rows of one origin together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rashomon.dossier.arrange import Question
from rashomon.web.asked import Ask, Shown
from rashomon.web.view import called

COLUMNS_A_PAGE, GROUPS_A_PAGE = 8, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A question."""

    id: str
    number: int
    question: str
    status: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The account that a speaker gives, and where its words are; ``side`` counts accounts from 0."""

    label: str
    side: int
    words: str
    href: str
    more: int  # further claims of the speaker for this account


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a speaker says on a question; empty where he is silent."""

    point: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A speaker."""

    speaker: str
    href: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The speakers of one origin, who count as one."""

    origin: str
    name: str
    why: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """Claims by speaker, grouped by origin, on some of the questions."""

    columns: Shown[Column]
    groups: Shown[Group]


Speaker = tuple[str, str]  # of an origin's id and what the speaker is known by
Sayings = dict[tuple[Speaker, str], dict[int, list[str]]]  # by speaker and point: the claims for each account


def matrix_page(ask: Ask) -> MatrixPage:
    """The speakers who say something on the questions of this page, origins that speak on most of them first."""
    shown = ask.page_of(ask.view.dossier.questions, COLUMNS_A_PAGE)
    said = _said(ask, shown.items)
    speakers: dict[str, dict[str, None]] = defaultdict(dict)
    spoken: dict[str, int] = defaultdict(int)
    for origin, speaker in (one for one, _ in said):
        speakers[origin][speaker] = None
        spoken[origin] += 1
    order = sorted(speakers, key=lambda origin: -spoken[origin])
    part = ask.page_of(order, GROUPS_A_PAGE, by="rows")
    return MatrixPage(
        columns=shown.each(lambda question: _column(ask, question)),
        groups=part.each(lambda origin: _group(ask, origin, tuple(speakers[origin]), said, shown.items)),
    )


def _said(ask: Ask, questions: tuple[Question, ...]) -> Sayings:
    found: Sayings = defaultdict(lambda: defaultdict(list))
    for question in questions:
        for n, side in enumerate(question.sides):
            for claim in (each.claim for one in side.said for each in one.everywhere):
                speaker = (ask.view.origin_of[claim.id].id, claim.speaker.entity or called(claim.speaker))
                found[speaker, question.id][n].append(claim.id)
    return found


def _column(ask: Ask, question: Question) -> Column:
    return Column(
        id=question.id,
        number=question.number,
        question=question.text,
        status="contested" if question.id in ask.view.contested else "corroborated",
        href=ask.view.point_at(question.id),
    )


def _group(ask: Ask, origin: str, speakers: tuple[str, ...], said: Sayings, questions: tuple[Question, ...]) -> Group:
    rows = tuple(_row(ask, (origin, speaker), said, questions) for speaker in speakers)
    own = ask.view.origins[origin]
    return Group(origin=origin, name=own.name, why=own.why, rows=rows)


def _row(ask: Ask, speaker: Speaker, said: Sayings, questions: tuple[Question, ...]) -> Row:
    entity = ask.view.entities.get(speaker[1])
    return Row(
        speaker=entity.name if entity else speaker[1],
        href=ask.view.entity_at(entity.id) if entity else None,
        cells=tuple(_cell(ask, said.get((speaker, one.id), {}), one) for one in questions),
    )


def _cell(ask: Ask, own: dict[int, list[str]], question: Question) -> Cell:
    return Cell(
        point=question.id,
        entries=tuple(_entry(ask, question.sides[n].label, n, claims) for n, claims in sorted(own.items())),
    )


def _entry(ask: Ask, label: str, side: int, claims: list[str]) -> Entry:
    first = ask.view.quoted(claims[0])
    return Entry(label=label, side=side, words=first.words, href=first.href, more=len(claims) - 1)
