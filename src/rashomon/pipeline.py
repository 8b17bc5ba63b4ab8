"""The order of the steps, from reports to a ledger."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from rashomon.attribute import Reader, attribute_words
from rashomon.compare import Comparator, Compared, PairReader, compare_claims, judge_each
from rashomon.corrections import find_corrections
from rashomon.editions import find_editions
from rashomon.extract import extract_claims
from rashomon.group import group_points
from rashomon.ledger import Attribution, Block, Claim, Ledger, Passage, Point, Report, Role, Unread
from rashomon.models.pairs import pair_model
from rashomon.names import Aliases, Names, find_names, match_names, read_aliases
from rashomon.parallel import forked
from rashomon.resolve import Matcher, Resolved, resolve_entities
from rashomon.split import split_report
from rashomon.text import parse_passages
from rashomon.trace import Traced, trace_origins

Progress = Callable[[str, int, int], None]
WORTH_FORKS = 12_000  # characters: some two seconds' reading


class Statements(NamedTuple):
    """What one report says; no other report changes it."""

    passages: tuple[Passage, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    names: Names


class Revision:
    """Where a person's judgements enter the work: each step's outcome, handed on as it is.

    Whoever has judged overrides what he has judged on (``review.Judged``).
    """

    def statements(self, report: Report, said: Statements) -> Statements:
        """What one report says, before names are resolved."""
        return said

    def entities(self, resolved: Resolved, reports: Iterable[Report]) -> Resolved:
        """Who is who, before claims are compared."""
        return resolved

    def comparisons(self, compared: Compared, claims: Iterable[Claim]) -> Compared:
        """How claims stand to one another, before points are made of them."""
        return compared

    def origins(self, traced: Traced, claims: Iterable[Claim]) -> Traced:
        """Where claims come from, before points count origins."""
        return traced

    def points(self, points: tuple[Point, ...], claims: Iterable[Claim]) -> tuple[Point, ...]:
        """The questions on which there are accounts."""
        return points


AS_READ = Revision()


def build_ledger(
    reports: Iterable[Report],
    *,
    unread: Iterable[Unread] = (),
    title: str | None = None,
    aliases: Path | None = None,
    progress: Progress | None = None,
) -> Ledger:
    """Work reports of one event through every step.

    The same reports give the same ledger, in whatever order they come. ``aliases`` is a table of the user's own, of
    names that are one thing, beside the shipped one. ``progress`` is called as ``progress(step, done, total)``.

    Raises:
        GivenError: The table of aliases cannot be read.
    """
    known = read_aliases(aliases)
    ordered = in_order(reports)
    tell = progress or (lambda step, done, total: None)
    said = {}
    tell("reading", 0, len(ordered))
    with read_each(ordered) as statements:
        model = pair_model()
        for n, report in enumerate(ordered, start=1):
            said[report.id] = next(statements)
            tell("reading", n, len(ordered))
    tell("comparing", 0, 1)
    ledger = conclude(suggest(ordered, said, unread=unread, title=title, aliases=known, model=model))
    tell("comparing", 1, 1)
    return ledger


def in_order(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Each report once, by date of publication, those without one last, then by file."""
    return tuple(sorted({r.id: r for r in reports}.values(), key=lambda r: (r.published or "9999", r.file, r.id)))


@contextmanager
def read_each(reports: Sequence[Report]) -> Iterator[Iterator[Statements]]:
    """What each report says, in order; several are read at once where that is worth it."""
    if sum(len(report.text) for report in reports) < WORTH_FORKS:
        yield map(read_one, reports)
        return
    first = read_one(reports[0])  # by which all that reading needs is loaded, for every process
    with forked(read_one, reports[1:]) as others:
        yield chain([first], others)


def read_one(report: Report) -> Statements:
    """The half of the work that one report needs and no other changes."""
    passages = split_report(report)
    paragraphs = parse_passages(report, passages)
    names = find_names(paragraphs)
    attributions = attribute_words(report, passages, paragraphs, names, by=Reader.BOTH)
    claims = extract_claims(report, passages, paragraphs, attributions, names)
    return Statements(passages, attributions, claims, names)


def suggest(
    reports: Iterable[Report],
    said: Mapping[str, Statements],
    *,
    unread: Iterable[Unread] = (),
    title: str | None = None,
    aliases: Aliases | None = None,
    model: PairReader | None = None,
    compare_pairs: Comparator = judge_each,
    match: Matcher = match_names,
    revision: Revision = AS_READ,
) -> Ledger:
    """The dear part of the half that looks at a case as a whole: who is who, and how claims stand to one another.

    ``said`` is by report id; ``model``, ``compare_pairs`` and ``match`` may remember what they said before. The ledger
    has no origins and no points yet, and its comparisons are as the program suggests them: ``conclude`` goes on.
    """
    ordered = in_order(reports)
    own = [revision.statements(report, said[report.id]) for report in ordered]
    passages = tuple(passage for one in own for passage in one.passages)
    names = {report.id: one.names for report, one in zip(ordered, own, strict=True)}
    claims = (claim for one in own for claim in one.claims)
    resolved = resolve_entities(names, claims, aliases=aliases, match=match)
    resolved = revision.entities(resolved, ordered)
    editions = find_editions(ordered, passages)
    corrections = find_corrections(ordered, passages, resolved.claims, editions)
    compared = compare_claims(
        resolved.claims,
        ordered,
        passages,
        entities=resolved.entities,
        editions=editions,
        corrections=corrections,
        model=model,
        compare_pairs=compare_pairs,
    )
    return Ledger(
        title=title or _title(ordered),
        reports=ordered,
        passages=passages,
        attributions=tuple(attribution for one in own for attribution in one.attributions),
        entities=resolved.entities,
        claims=resolved.claims,
        comparisons=compared.comparisons,
        possible=compared.possible,
        editions=editions,
        corrections=corrections,
        unread=tuple(unread),
    )


def conclude(ledger: Ledger, *, revision: Revision = AS_READ) -> Ledger:
    """What follows from the suggested comparisons: where claims come from, and the points."""
    suggested = Compared(comparisons=ledger.comparisons, possible=ledger.possible)
    compared = revision.comparisons(suggested, ledger.claims)
    traced = trace_origins(ledger.claims, compared.comparisons, ledger.reports, ledger.passages, ledger.editions)
    traced = revision.origins(traced, ledger.claims)
    points = group_points(ledger.claims, traced.comparisons, traced.origins, ledger.entities)
    return replace(
        ledger,
        comparisons=traced.comparisons,
        points=revision.points(points, ledger.claims),
        origins=traced.origins,
        copied=traced.copied,
        possible=compared.possible,
    )


def attribute_report(
    report: Report, *, by: Reader = Reader.BOTH
) -> tuple[tuple[Passage, ...], tuple[Attribution, ...]]:
    """The passages of a report and who is made answerable for which of its words."""
    passages = split_report(report)
    paragraphs = parse_passages(report, passages)
    return passages, attribute_words(report, passages, paragraphs, find_names(paragraphs), by=by)


def attribute_text(text: str, *, by: Reader = Reader.BOTH) -> tuple[Attribution, ...]:
    """Who is made answerable for which words of a bare text; a line is a paragraph, offsets are into the text."""
    lines = tuple(Block(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
    report = Report(file="text", sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, blocks=lines)
    passage = Passage(report=report.id, role=Role.ARTICLE, voice=None, start=0, end=len(text))
    paragraphs = parse_passages(report, [passage])
    return attribute_words(report, [passage], paragraphs, find_names(paragraphs), by=by)


def _title(reports: Iterable[Report]) -> str:
    """The first report's title, or the files' names."""
    reports = tuple(reports)
    return next((r.title for r in reports if r.title), ", ".join(r.file for r in reports))
