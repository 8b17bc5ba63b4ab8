#!/usr/bin/env python3
"""How well names are found to be one across the reports of an event.

Usage: entities.py GOLD.jsonl [--show] [--floors FILE --set NAME]

GOLD.jsonl holds a report a line: ``event`` (reports with one value tell of one), ``text`` and ``mentions`` with
``kind``, ``spans`` and ``cluster``. Of the mentions of people, organisations and places in a chain those count that are
names: each word but little ones has a capital, and is nowhere in the event's reports without it. The program reads
the reports of an event together; a gold mention belongs to the entity of the mention that covers most of it, one that
none covers stands alone. The figures are B-cubed over all mentions (Bagga and Baldwin 1998), for the program and for
two baselines on the same mentions: each spelling for itself, and all spellings whose last word is the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from floors import add_options, hold
from rashomon.ledger import Block, Entity, Passage, Report, Role, Span
from rashomon.names import find_names
from rashomon.resolve import resolve_entities
from rashomon.text import parse_passages

KINDS = re.compile(r"HUMAN_PART_(?:PER|ORG|GPE)|LOC_(?:GEO|FAC)")
LITTLE = frozenset("of the and for in de la al bin s".split())


@dataclass(frozen=True, slots=True)
class Gold:
    """A name in a report, and the chain that it stands in."""

    report: str
    span: Span
    words: str
    cluster: str


def is_name(words: str, plain: frozenset[str]) -> bool:
    """Whether every word but little ones has a capital, and is none of those that also stand without."""
    parts = [part for part in re.findall(r"[\w.-]+", words) if part.lower() not in LITTLE]
    return bool(parts) and all(part[0].isupper() and part.lower() not in plain for part in parts)


def read_reports(path: Path) -> dict[str, list[tuple[Report, list[Gold]]]]:
    """The reports of each event with their gold names."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        rows[row["event"]].append(row)
    return {event: [(report_of(row), _gold(row, _plain(own))) for row in own] for event, own in rows.items()}


def _plain(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The words that stand somewhere without a capital."""
    return frozenset(word for row in rows for word in re.findall(r"\b[a-z]\w*", row["text"])) | {"i"}


def _gold(row: Mapping[str, Any], plain: frozenset[str]) -> list[Gold]:
    found = []
    for mention in row["mentions"]:
        start, end = mention["spans"][0][0], mention["spans"][-1][1]
        words = row["text"][start:end]
        if mention["cluster"] and KINDS.match(mention["kind"]) and is_name(words, plain):
            found.append(Gold(report_of(row).id, Span(start, end), words, mention["cluster"]))
    return found


def report_of(row: Mapping[str, Any]) -> Report:
    """A text of the gold data as a report, each line a block."""
    text = row["text"]
    return Report(
        file=f"{row['id']}.txt",
        sha256=hashlib.sha256(f"{row['id']}\n{text}".encode()).hexdigest(),
        text=text,
        blocks=tuple(Block(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text)),
    )


def find_entities(reports: Iterable[Report]) -> tuple[Entity, ...]:
    """What the program finds in the reports of one event, up to the entities."""
    names = {}
    for report in reports:
        passage = Passage(report=report.id, role=Role.ARTICLE, voice=None, start=0, end=len(report.text))
        names[report.id] = find_names(parse_passages(report, (passage,)))
    return resolve_entities(names, ()).entities


def assign(gold: Sequence[Gold], entities: Iterable[Entity]) -> list[Hashable]:
    """The entity of each gold mention: of the mention that covers most of it."""
    spans: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for entity in entities:
        for mention in entity.mentions:
            spans[mention.report].append((mention.span, entity.id))
    return [_covering(one, spans[one.report]) or (one.report, one.span) for one in gold]


def _covering(gold: Gold, spans: Iterable[tuple[Span, str]]) -> str | None:
    def shared(span: Span) -> int:
        return min(span.end, gold.span.end) - max(span.start, gold.span.start)

    return max(((shared(span), entity) for span, entity in spans if shared(span) > 0), default=(0, None))[1]


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float]:
    """The sums of each mention's precision and recall."""
    chains, clusters = _members(gold), _members(found)
    precision = recall = 0.0
    for n, (chain, cluster) in enumerate(zip(gold, found, strict=True)):
        both = len(chains[chain] & clusters[cluster])
        assert n in clusters[cluster]
        precision += both / len(clusters[cluster])
        recall += both / len(chains[chain])
    return precision, recall


def _members(of: Sequence[Hashable]) -> dict[Hashable, set[int]]:
    members: dict[Hashable, set[int]] = defaultdict(set)
    for n, one in enumerate(of):
        members[one].add(n)
    return members


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--show", action="store_true", help="print the chains that were split and the clusters mixed")
    add_options(parser, "entities")
    args = parser.parse_args()
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    total = 0
    for event, rows in read_reports(args.gold).items():
        gold = [one for _, own in rows for one in own]
        total += len(gold)
        chains = [one.cluster for one in gold]
        ways: dict[str, Sequence[Hashable]] = {
            "same spelling": [one.words.lower() for one in gold],
            "same last word": [one.words.lower().split()[-1] for one in gold],
            "program": assign(gold, find_entities(report for report, _ in rows)),
        }
        for way, found in ways.items():
            sums[way] = [x + y for x, y in zip(sums[way], b_cubed(chains, found), strict=True)]
        if args.show:
            show(event, gold, ways["program"])
    figures: dict[str, float] = {}
    print(f"{total} names in chains")
    for way, (precision, recall) in sums.items():
        p, r = precision / total, recall / total
        figures |= {f"{way}: precision": p, f"{way}: recall": r, f"{way}: F1": 2 * p * r / (p + r)}
        print(f"{way:16} P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}")
    return hold(figures, args.floors, args.set)


def show(event: str, gold: Sequence[Gold], found: Sequence[Hashable]) -> None:
    """The spellings of chains that were split and of clusters that hold several chains."""
    chains = [one.cluster for one in gold]
    for what, by, other in (("split", chains, found), ("mixed", found, chains)):
        for members in _members(by).values():
            parts = _members([other[n] for n in sorted(members)])
            if len(parts) > 1:
                own = sorted(members)
                told = [sorted({gold[own[n]].words for n in part}) for part in parts.values()]
                print(f"{event} {what}: {told}")


if __name__ == "__main__":
    sys.exit(main())
