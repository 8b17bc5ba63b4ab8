"""Two accounts beside one another, with the words in which they differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from rashomon.ledger import Report
from rashomon.web.asked import Ask, NotThere
from rashomon.web.pages.cases import ReportLine, report_line
from rashomon.web.pages.points import Pair, claim_of, pair
from rashomon.web.view import Quoted

MAX_WORDS = 6000  # of each side; the diff of longer texts would take seconds
SAME_WORDS = 3  # what two reports must share in one run to be shown as shared
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the two sides, each in its own words; ``same`` but for capitals, or one side's alone."""

    same: bool
    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something else that could stand on the right."""

    id: str
    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage:
    """Two claims, or two reports, and the words in which they differ."""

    left: Quoted | None
    right: Quoted | None
    left_report: ReportLine | None
    right_report: ReportLine | None
    pieces: tuple[Piece, ...]
    cut: bool  # whether only the first words of long reports are held against one another
    pairs: tuple[Pair, ...]
    choices: tuple[Choice, ...]


def accounts_page(ask: Ask) -> AccountsPage:
    """Two claims, or two reports, by their ids in ``a`` and ``b``. Raises NotThere where one is not in the case."""
    if ask.text("a") in ask.view.reports or (not ask.text("a") and not ask.text("b")):
        return _reports(ask)
    return _claims(ask)


def _claims(ask: Ask) -> AccountsPage:
    a, b = claim_of(ask, "a"), claim_of(ask, "b")
    left, right = ask.view.quoted(a), ask.view.quoted(b)
    both = {a, b}
    return AccountsPage(
        left=left,
        right=right,
        left_report=None,
        right_report=None,
        pieces=differing(left.words, right.words),
        cut=False,
        pairs=tuple(pair(ask, one) for one in ask.view.pairs_of(a) if {one.a, one.b} == both),
        choices=tuple(_others(ask, a, b)),
    )


def _others(ask: Ask, a: str, b: str) -> list[Choice]:
    """What else is said on the questions of the left claim."""
    found: dict[str, Choice] = {}
    for question in ask.view.questions_of.get(a, ()):
        for one in (one for side in question.sides for one in side.said):
            if one.claim.id not in (a, b):
                href = ask.view.pair_at(a, one.claim.id)
                label = f"{one.voices[-1]}: {one.words}"
                found[one.claim.id] = Choice(id=one.claim.id, label=label, href=href)
    return list(found.values())[:20]


def _reports(ask: Ask) -> AccountsPage:
    sources = ask.view.dossier.sources
    if not sources:
        raise NotThere("there are no reports in the case yet")
    left = ask.view.sources.get(ask.text("a"), sources[0])
    right = ask.view.sources.get(ask.text("b"), sources[min(1, len(sources) - 1)])
    texts = [_spoken(ask, one.report) for one in (left, right)]
    cut = any(len(text.split()) > MAX_WORDS for text in texts)
    return AccountsPage(
        left=None,
        right=None,
        left_report=report_line(ask, left),
        right_report=report_line(ask, right),
        pieces=differing(*texts, at_least=SAME_WORDS),
        cut=cut,
        pairs=(),
        choices=tuple(Choice(id=one.report.id, label=one.report.file, href="") for one in sources),
    )


def _spoken(ask: Ask, report: Report) -> str:
    """The report's words, page furniture and readers' comments left out."""
    passages = ask.view.sources[report.id].passages
    return "\n".join(
        report.text[one.start : one.end].strip() for one in passages if one.role not in ("boilerplate", "comment")
    )


def differing(left: str, right: str, *, at_least: int = 1) -> tuple[Piece, ...]:
    """The words of both in one row, each piece on both sides or on one; the longest common subsequence is the same.

    Capitals do not count. Runs of fewer than ``at_least`` words that both have count as different: in long texts every
    "the" would find a partner.
    """
    a, b = _tokens(left), _tokens(right)
    pieces: list[Piece] = []
    for one in Indel.opcodes([token.casefold() for token in a], [token.casefold() for token in b]):
        own, other = "".join(a[one.src_start : one.src_end]), "".join(b[one.dest_start : one.dest_end])
        whole = one.tag == "equal" and len(_WORD.findall(own)) >= at_least
        if pieces and not whole and not pieces[-1].same:
            pieces[-1] = Piece(same=False, left=pieces[-1].left + own, right=pieces[-1].right + other)
        else:
            pieces.append(Piece(same=whole, left=own, right=other))
    return tuple(pieces)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)[: 2 * MAX_WORDS]
