"""Words found in the reports, and who disagrees with whom on what."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.errors import QueryError
from rashomon.ledger import Kind
from rashomon.query import find_disagreements
from rashomon.web.asked import Ask
from rashomon.web.view import Quoted

MAX_HITS = 100
MAX_SIDE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a hit; ``found`` where they were looked for."""

    words: str
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A paragraph that holds the words."""

    file: str
    text: tuple[Stretch, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreed:
    """A contested point: what one says, and what is said against it."""

    question: str
    kind: str
    href: str
    own: tuple[Quoted, ...]
    against: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was found; ``wrong`` says why a question about disagreements could not be answered."""

    q: str
    hits: tuple[Found, ...]
    most: int
    speaker: str
    kind: str
    date: str
    place: str
    kinds: tuple[str, ...]
    disagreements: tuple[Disagreed, ...]
    wrong: str | None


def search_page(ask: Ask) -> SearchPage:
    """Paragraphs with all the words of ``q``; with ``speaker``, ``kind``, ``date`` or ``place``, who disagrees."""
    wrong: str | None = None
    disagreements: tuple[Disagreed, ...] = ()
    try:
        disagreements = _disagreements(ask)
    except QueryError as error:
        wrong = str(error)
    return SearchPage(
        q=ask.text("q"),
        hits=_hits(ask),
        most=MAX_HITS,
        speaker=ask.text("speaker"),
        kind=ask.text("kind"),
        date=ask.text("date"),
        place=ask.text("place"),
        kinds=tuple(Kind),
        disagreements=disagreements,
        wrong=wrong,
    )


def _hits(ask: Ask) -> tuple[Found, ...]:
    if not ask.text("q"):
        return ()
    found = []
    for hit in ask.held.search(ask.text("q"), MAX_HITS):
        pieces, at = [], hit.start
        for start, end in hit.spans:
            pieces += [(at, start, False), (start, end, True)]
            at = end
        pieces.append((at, hit.start + len(hit.text), False))
        text = tuple(
            Stretch(words=hit.text[left - hit.start : right - hit.start], found=here) for left, right, here in pieces
        )
        first = hit.spans[0] if hit.spans else (hit.start, hit.start + 1)
        found.append(Found(file=hit.file, text=text, href=ask.view.place_at(hit.report, first[0], first[1])))
    return tuple(found)


def _disagreements(ask: Ask) -> tuple[Disagreed, ...]:
    asked = {name: ask.text(name) or None for name in ("speaker", "date", "place")}
    kind = Kind(ask.text("kind")) if ask.text("kind") in list(Kind) else None
    if kind is None and not any(asked.values()):
        return ()
    found = find_disagreements(ask.view.ledger, **asked, kind=kind)
    return tuple(
        Disagreed(
            question=one.point.question,
            kind=one.point.kind.value,
            href=ask.view.point_at(one.point.id),
            own=tuple(ask.view.quoted(claim.id) for claim in one.own[:MAX_SIDE]),
            against=tuple(ask.view.quoted(claim.id) for claim in one.against[:MAX_SIDE]),
        )
        for one in found[:MAX_HITS]
    )
