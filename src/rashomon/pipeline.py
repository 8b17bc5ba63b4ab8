"""The order of the steps, from reports to a ledger."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable

from rashomon.attribute import Reader, attribute_words
from rashomon.compare import compare_claims
from rashomon.extract import extract_claims
from rashomon.group import group_points
from rashomon.ledger import Attribution, Block, Claim, Ledger, Passage, Report, Role, Unread
from rashomon.models.pairs import pair_model
from rashomon.names import Names, find_names
from rashomon.resolve import resolve_entities
from rashomon.split import split_report
from rashomon.text import parse_passages
from rashomon.trace import trace_origins

Progress = Callable[[str, int, int], None]


def build_ledger(
    reports: Iterable[Report],
    *,
    unread: Iterable[Unread] = (),
    title: str | None = None,
    progress: Progress | None = None,
) -> Ledger:
    """Work reports of one event through every step.

    The same reports give the same ledger, in whatever order they come. ``progress`` is called as
    ``progress(step, done, total)``.
    """
    ordered = sorted({r.id: r for r in reports}.values(), key=lambda r: (r.published or "9999", r.file, r.id))
    tell = progress or (lambda step, done, total: None)
    passages: list[Passage] = []
    attributions: list[Attribution] = []
    claims: list[Claim] = []
    names: dict[str, Names] = {}
    for n, report in enumerate(ordered):
        tell("reading", n, len(ordered))
        own, told, said, names[report.id] = read_one(report)
        passages.extend(own)
        attributions.extend(told)
        claims.extend(said)
    tell("comparing", 0, 1)
    resolved = resolve_entities(names, claims)
    compared = compare_claims(resolved.claims, ordered, passages, model=pair_model())
    traced = trace_origins(resolved.claims, compared.comparisons, ordered, passages)
    points = group_points(resolved.claims, traced.comparisons, traced.origins, resolved.entities)
    tell("comparing", 1, 1)
    return Ledger(
        title=title or _title(ordered),
        reports=tuple(ordered),
        passages=tuple(passages),
        attributions=tuple(attributions),
        entities=resolved.entities,
        claims=resolved.claims,
        comparisons=traced.comparisons,
        points=points,
        origins=traced.origins,
        copied=traced.copied,
        possible=compared.possible,
        unread=tuple(unread),
    )


def read_one(report: Report) -> tuple[tuple[Passage, ...], tuple[Attribution, ...], tuple[Claim, ...], Names]:
    """The half of the work that one report needs and no other changes: passages, attributions, claims, names."""
    passages = split_report(report)
    paragraphs = parse_passages(report, passages)
    names = find_names(paragraphs)
    attributions = attribute_words(report, passages, paragraphs, names, by=Reader.BOTH)
    return passages, attributions, extract_claims(report, passages, paragraphs, attributions, names), names


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
