#!/usr/bin/env python3
"""How well claims that tell of the same happening find one another across the reports of an event.

Usage: alignment.py GOLD.jsonl [--model] [--show] [--json] [--floors FILE --set NAME]

GOLD.jsonl holds a report a line: ``event`` (reports with one value tell of one), ``text`` and ``mentions`` with
``kind``, ``spans`` and ``cluster`` (ECB+). Claims are made of each text as of any report; a marked happening belongs to
the shortest claim that holds it. Two claims of different reports are gold partners where happenings of theirs are in
one cluster. Verbs of saying and seeing are left out: with us they lead to a claim and are none. Only marked claims
are counted, since in many texts only some sentences are marked. ``--model`` asks the pair model too.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from entities import report_of
from floors import add_options, hold
from rashomon.compare import compare_claims
from rashomon.compare.align import rank_partners
from rashomon.compare.views import View, view_claims
from rashomon.ledger import Claim, Relation, Span
from rashomon.models.pairs import pair_model
from rashomon.names import draw_atlas
from rashomon.pipeline import read_one
from rashomon.resolve import resolve_entities

HAPPENING = re.compile(r"(?:NEG_)?ACTION_(?!REPORTING|PERCEPTION)")
CUTS = (1, 5, 10)  # partners of a claim, best first, of which precision is told
SAME = (Relation.AGREES, Relation.REFINES)
Marks = Mapping[str, frozenset[str]]  # clusters of each marked claim, by id


class Event(NamedTuple):
    """The claims of one event's reports as the comparison sees them, and what is marked in them."""

    views: tuple[View, ...]
    marks: Marks
    same: tuple[tuple[str, str], ...]  # ids of the claims that the program calls one in what they say
    mentions: int  # marked happenings that are in some cluster
    held: int  # and in some claim


def read_events(path: Path) -> Iterator[list[dict[str, Any]]]:
    """The rows of each event."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        rows[row["event"]].append(row)
    yield from rows.values()


def holder(span: Span, claims: Iterable[Claim]) -> str | None:
    """The id of the shortest claim that holds the span."""
    inside = (c for c in claims if any(s.start <= span.start and span.end <= s.end for s in c.spans))
    return min(((sum(s.end - s.start for s in c.spans), c.id) for c in inside), default=(0, None))[1]


def mark(row: Mapping[str, Any], claims: Sequence[Claim]) -> Iterator[tuple[str | None, str]]:
    """For each happening of the row that is in a cluster the claim that holds it, or None, and the cluster."""
    for mention in row["mentions"]:
        if mention["cluster"] and HAPPENING.match(mention["kind"]):
            yield holder(Span(mention["spans"][0][0], mention["spans"][-1][1]), claims), mention["cluster"]


def compare_event(rows: Sequence[Mapping[str, Any]], *, with_model: bool) -> Event:
    """The reports of one event worked through as by the pipeline, up to the comparisons."""
    reports = [report_of(row) for row in rows]
    said = {report.id: read_one(report) for report in reports}
    found = [one for row, report in zip(rows, reports, strict=True) for one in mark(row, said[report.id].claims)]
    marks: dict[str, frozenset[str]] = defaultdict(frozenset)
    for claim, cluster in found:
        if claim is not None:
            marks[claim] |= {cluster}
    passages = [passage for one in said.values() for passage in one.passages]
    resolved = resolve_entities(
        {key: one.names for key, one in said.items()}, (claim for one in said.values() for claim in one.claims)
    )
    model = pair_model() if with_model else None
    compared = compare_claims(resolved.claims, reports, passages, entities=resolved.entities, model=model)
    return Event(
        views=view_claims(resolved.claims, reports, passages, draw_atlas(resolved.entities)),
        marks=dict(marks),
        same=tuple((c.a, c.b) for c in compared.comparisons if c.relation in SAME),
        mentions=len(found),
        held=sum(claim is not None for claim, _ in found),
    )


def count(event: Event) -> Counter[str]:
    """The counts of which the figures are made."""
    ids = [view.claim.id for view in event.views]
    partners = rank_partners(event.views)
    aligned = {frozenset((ids[n], ids[other])) for n, own in enumerate(partners) for other in own}
    gold = gold_pairs(event)
    tally = Counter(
        {
            "claims": len(ids),
            "mentions": event.mentions,
            "held": event.held,
            "gold": len(gold),
            "gold aligned": len(gold & aligned),
            "aligned": len(aligned),
            "have a partner": len(set().union(*gold)),
            "find a partner": len(set().union(*(gold & aligned))),
        }
    )
    report = {view.claim.id: view.claim.report for view in event.views}
    for claim, own in zip(ids, partners, strict=True):
        judged = [ids[o] for o in own if ids[o] in event.marks and report[ids[o]] != report[claim]]
        for cut in CUTS if claim in event.marks else ():
            tally[f"judged at {cut}"] += len(judged[:cut])
            tally[f"right at {cut}"] += sum(frozenset((claim, other)) in gold for other in judged[:cut])
    for a, b in event.same:
        if a in event.marks and b in event.marks and report[a] != report[b]:
            tally["same judged"] += 1
            tally["same right"] += frozenset((a, b)) in gold
    return tally


def gold_pairs(event: Event) -> set[frozenset[str]]:
    """Claims of different reports that tell of one happening."""
    report = {view.claim.id: view.claim.report for view in event.views}
    holders: dict[str, list[str]] = defaultdict(list)
    for claim, clusters in event.marks.items():
        for cluster in clusters:
            holders[cluster].append(claim)
    pairs = (pair for own in holders.values() for pair in combinations(own, 2))
    return {frozenset((a, b)) for a, b in pairs if report[a] != report[b]}


def figures(tally: Counter[str]) -> dict[str, float]:
    """The figures, all in shares of one but the partners of a claim and the counts."""

    def share(part: str, whole: str) -> float:
        return round(tally[part] / max(1, tally[whole]), 3)

    return {
        "happenings held by some claim": share("held", "mentions"),
        "pairs of claims on one happening": tally["gold"],
        "pairs: recall": share("gold aligned", "gold"),
        "claims that find a partner": share("find a partner", "have a partner"),
        "partners of a claim": round(2 * tally["aligned"] / max(1, tally["claims"]), 1),
        **{f"precision at {cut}": share(f"right at {cut}", f"judged at {cut}") for cut in CUTS},
        "said to be the same": tally["same judged"],
        "said to be the same: precision": share("same right", "same judged"),
        "said to be the same: recall": share("same right", "gold"),
    }


def show(event: Event) -> None:
    """What is said to be the same and is not, and the claims that find no partner though they have one."""
    words = {view.claim.id: " ".join(view.claim.text.split()) for view in event.views}
    gold = gold_pairs(event)
    for a, b in event.same:
        if a in event.marks and b in event.marks and frozenset((a, b)) not in gold:
            print(f"not the same: {words[a]} <> {words[b]}")
    ids = [view.claim.id for view in event.views]
    aligned = {frozenset((ids[n], ids[o])) for n, own in enumerate(rank_partners(event.views)) for o in own}
    alone = set().union(*gold) - set().union(*(gold & aligned))
    for claim in sorted(alone):
        print(f"no partner: {words[claim]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--model", action="store_true", help="let the pair model find agreement too")
    parser.add_argument("--show", action="store_true", help="print what is wrongly called the same, and who is alone")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    add_options(parser, "alignment")
    args = parser.parse_args()
    tally: Counter[str] = Counter()
    for rows in read_events(args.gold):
        event = compare_event(rows, with_model=args.model)
        tally += count(event)
        if args.show:
            show(event)
    found = figures(tally)
    print(json.dumps(found) if args.json else "\n".join(f"{name:36} {value}" for name, value in found.items()))
    return hold(found, args.floors, args.set)


if __name__ == "__main__":
    sys.exit(main())
