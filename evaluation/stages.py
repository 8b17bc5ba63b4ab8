#!/usr/bin/env python3
"""Where contradictions of gold cases are lost: for want of a claim, of an alignment, or by a wrong judgement.

Usage: stages.py CASE_FOLDER... [--scorer SCORE.PY] [--without alignment|lexicon|model] [--json]

A point of the key is counted at the first stage that fails it: no claim holds words of two of its sides (claim), no
two such claims are partners (alignment), such partners may not be compared (voices), or they are, and no contradiction
comes of it (judgement). ``--without`` leaves a part out: all pairs in place of partners, no classes of happenings, no
pair model. Below stand the scorer's figures of the comparison.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import combinations, product
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

from rashomon.compare.align import aligned_pairs, rank_partners
from rashomon.compare.comparators import comparable
from rashomon.compare.views import View, likeness, view_claims
from rashomon.export.case_json import to_dict
from rashomon.ledger import Ledger, Relation
from rashomon.lexicon import Lexicon
from rashomon.pipeline import build_ledger
from rashomon.read import read_reports
from scorers import find_scorer, load_scorer

KEY = "key.json"
STAGES = ("claim", "alignment", "voices", "judgement", "found")
COMPARED = re.compile("contra|contested|decoys|agreements")  # the scorer's figures that hang on the comparison
Pair = frozenset[str]


def report_files(folder: Path) -> list[Path]:
    """The files of a case that are reports."""
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name != KEY)


def pairs_of(point: dict[str, Any], locate: Any, scorer: ModuleType, export: dict[str, Any]) -> Iterator[Pair]:
    """The pairs of claims that hold words of two sides of the point."""
    sides = [
        {
            claim["id"]
            for evidence in side["evidence"]
            for claim in export["claims"]
            if scorer.fit(claim, locate.spans(evidence["report"], evidence["quote"]))
        }
        for side in point["sides"]
    ]
    for one, other in combinations(sides, 2):
        yield from (frozenset(pair) for pair in product(one - other, other - one))


def stage_of(pairs: set[Pair], aligned: set[Pair], compared: set[Pair], opposed: set[Pair]) -> str:
    """How far the best of the pairs came."""
    for stage, reached in zip(STAGES, (pairs, pairs & aligned, pairs & compared, pairs & opposed), strict=False):
        if not reached:
            return stage
    return "found"


def stages(folder: Path, scorer: ModuleType, tally: Counter[str]) -> Iterator[tuple[str, str]]:
    """The kind of each contradiction of one case, and the stage that it came to; the scorer adds its counts."""
    ledger = build_ledger(read_reports(report_files(folder)).reports)
    export = to_dict(ledger)
    aligned, compared = _partners(ledger)
    opposed = {frozenset((c.a, c.b)) for c in ledger.comparisons if c.relation is Relation.CONTRADICTS}
    key, locate = json.loads((folder / KEY).read_text("utf-8")), scorer.Locator(export)
    scorer.score_case(key, export, tally, [])
    for point in key["points"]:
        if point["relation"] == "contradicts":
            yield point["kind"], stage_of(set(pairs_of(point, locate, scorer, export)), aligned, compared, opposed)


def _partners(ledger: Ledger) -> tuple[set[Pair], set[Pair]]:
    """The pairs of claims that are aligned, and those of them that come from two voices."""
    views = view_claims(ledger.claims, ledger.reports, ledger.passages)
    pairs = [(views[i], views[j]) for i, j in aligned_pairs(rank_partners(views)).tolist()]
    return (
        {frozenset((a.claim.id, b.claim.id)) for a, b in pairs},
        {frozenset((a.claim.id, b.claim.id)) for a, b in pairs if comparable(a, b)},
    )


@contextmanager
def without(part: str | None) -> Iterator[None]:
    """The program without a part of it, within this context."""
    with ExitStack() as stack:
        if part == "alignment":
            stack.enter_context(mock.patch("rashomon.compare.rank_partners", all_others))
            stack.enter_context(mock.patch(f"{__name__}.rank_partners", all_others))
        if part == "lexicon":
            stack.enter_context(mock.patch.object(Lexicon, "classes_of", return_value=frozenset()))
        if part == "model":
            stack.enter_context(mock.patch("rashomon.pipeline.pair_model", return_value=None))
        yield


def all_others(views: Sequence[View]) -> list[list[int]]:
    """In place of a claim's partners: every other claim, the likest first."""
    return [
        sorted((other for other in range(len(views)) if other != n), key=lambda m: -likeness(views[n], views[m]))
        for n in range(len(views))
    ]


def table(rows: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """For each kind, and for all, how many points came to which stage."""
    counted = Counter(pair for kind, stage in rows for pair in ((kind, stage), ("all", stage)))
    kinds = [*sorted({kind for kind, _ in counted} - {"all"}), "all"]
    return {kind: {stage: counted[kind, stage] for stage in STAGES} for kind in kinds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="+", type=Path, metavar="CASE_FOLDER")
    parser.add_argument("--scorer", type=Path, help="score.py; by default the one in the folder above the first case")
    parser.add_argument("--without", choices=("alignment", "lexicon", "model"), help="leave a part of the program out")
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    args = parser.parse_args()
    scorer, tally = load_scorer(args.scorer or find_scorer(args.cases[0])), Counter[str]()
    with without(args.without):
        counts = table(row for folder in args.cases for row in stages(folder.resolve(), scorer, tally))
    figures = {name: value for name, value in scorer.figures(tally).items() if COMPARED.match(name)}
    if args.json:
        print(json.dumps({"stages": counts, "figures": figures}, indent=1))
        return
    print(f"{'lost for want of':12}" + "".join(f"{stage:>12}" for stage in STAGES))
    for kind, row in counts.items():
        print(f"{kind:16}" + "".join(f"{row[stage]:12}" for stage in STAGES))
    print(*(f"{name:52} {value}" for name, value in figures.items()), sep="\n")


if __name__ == "__main__":
    main()
