#!/usr/bin/env python3
"""Each gold case's own figures, and what thresholds give that were chosen without it.

Usage: folds.py CASE_FOLDER... [--scorer SCORE.PY] [--json] [--floors FILE --set NAME]

Case by case, every threshold of ``rashomon.compare.thresholds`` is chosen on all the other cases, one after the other
in the order of that file, among its shipped value and four near it, by F0.5 of contradictions and of agreements
together; the case left out is then scored with them. What falls from the shipped thresholds to these is what the
choice owes to the cases that it was made on. It shows no more: the rules and the tables of words stay as they are.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from unittest import mock

from floors import add_options, hold
from rashomon.compare import compare_claims, thresholds
from rashomon.export.case_json import to_dict
from rashomon.ledger import Ledger
from rashomon.models.pairs import Opinion, Question, pair_model
from rashomon.pipeline import build_ledger, conclude
from rashomon.read import read_reports
from scorers import find_scorer, load_scorer
from stages import KEY, report_files

STEPS = (-0.2, -0.1, 0.1, 0.2)  # from the shipped value
LEAST, MOST = 0.05, 0.95
Values = tuple[tuple[str, float], ...]  # of every threshold, in the order of their file
SHIPPED: Values = tuple((name, value) for name, value in vars(thresholds).items() if name.isupper())
FIGURES = {
    "contradictions: precision": ("contradicts.pairs.true", "contradicts.pairs"),
    "contradictions: recall": ("contradicts.points.found", "contradicts.points"),
    "contested points: precision": ("contested.true", "contested"),
    "agreements: known to the key": ("agrees.pairs.true", "agrees.pairs"),
    "agreements: recall": ("agrees.points.found", "agrees.points"),
}


class Remembered:
    """The pair model, asked of each pair once and read to the end, whatever the thresholds make of it."""

    def __init__(self) -> None:
        self._known: dict[Question, Opinion] = {}

    def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
        """As ``PairModel.opinions``."""
        whole = [Question(question.a, question.b) for question in questions]
        unknown = [question for question in dict.fromkeys(whole) if question not in self._known]
        self._known.update(zip(unknown, pair_model().opinions(unknown), strict=True))
        return [self._known[question] for question in whole]


class Case(NamedTuple):
    """A gold case, read once and compared as often as need be."""

    name: str
    key: dict[str, Any]
    ledger: Ledger


def read_case(folder: Path) -> Case:
    """The case with all that does not hang on a threshold."""
    return Case(
        folder.name,
        json.loads((folder / KEY).read_text("utf-8")),
        build_ledger(read_reports(report_files(folder)).reports),
    )


class Trial:
    """What settings of the thresholds give on the cases, each tried once."""

    def __init__(self, cases: Sequence[Case], scorer: ModuleType) -> None:
        self.cases = cases
        self._scorer = scorer
        self._model = Remembered()
        self.tally = cache(self._tally)

    def _tally(self, n: int, values: Values) -> Counter[str]:
        """The scorer's counts for one case."""
        case, tally = self.cases[n], Counter[str]()
        with ExitStack() as stack:
            for name, value in values:
                stack.enter_context(mock.patch.object(thresholds, name, value))
            self._scorer.score_case(case.key, to_dict(self._compared(case.ledger)), tally, [])
        return tally

    def _compared(self, ledger: Ledger) -> Ledger:
        compared = compare_claims(
            ledger.claims,
            ledger.reports,
            ledger.passages,
            entities=ledger.entities,
            editions=ledger.editions,
            corrections=ledger.corrections,
            model=self._model,
        )
        return conclude(replace(ledger, comparisons=compared.comparisons, possible=compared.possible))

    def quality(self, left_out: int, values: Values) -> float:
        """F0.5 of contradictions and of agreements, added up, on all cases but one."""
        told = figures(sum((self.tally(n, values) for n in range(len(self.cases)) if n != left_out), Counter[str]()))
        contradictions = f_half(told["contradictions: precision"], told["contradictions: recall"])
        return contradictions + f_half(told["agreements: known to the key"], told["agreements: recall"])

    def choose(self, left_out: int) -> Values:
        """The thresholds that do best on all cases but one; of those that do as well, the shipped."""
        chosen = dict(SHIPPED)
        for name, shipped in SHIPPED:
            near = [round(min(MOST, max(LEAST, shipped + step)), 2) for step in STEPS]
            tried: list[Values] = [tuple((chosen | {name: value}).items()) for value in (shipped, *near)]
            chosen = dict(max(tried, key=partial(self.quality, left_out)))
        return tuple(chosen.items())


def figures(tally: Mapping[str, int]) -> dict[str, float]:
    """What is chosen by and told, in shares of one."""
    return {name: round(tally.get(part, 0) / max(1, tally.get(whole, 0)), 3) for name, (part, whole) in FIGURES.items()}


def f_half(precision: float, recall: float) -> float:
    """F0.5: precision counts twice."""
    return 1.25 * precision * recall / max(1e-9, 0.25 * precision + recall)


def line(name: str, tally: Mapping[str, int]) -> str:
    told = " ".join(f"{value:10.3f}" for value in figures(tally).values())
    return f"{name:28}{told}{tally.get('decoys.hit', 0):8}{tally.get('agrees.opposed', 0):9}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="+", type=Path, metavar="CASE_FOLDER")
    parser.add_argument("--scorer", type=Path, help="score.py; by default the one in the folder above the first case")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    add_options(parser, "folds")
    args = parser.parse_args()
    trial = Trial(
        [read_case(folder.resolve()) for folder in args.cases], load_scorer(args.scorer or find_scorer(args.cases[0]))
    )
    heads = ("contr. P", "contr. R", "points P", "agr. known", "agr. R")
    if not args.json:
        print(f"{'':28}" + " ".join(f"{head:>10}" for head in heads) + f"{'decoys':>8}{'opposed':>9}")
    sums = {"shipped": Counter[str](), "crossed": Counter[str]()}
    for n, case in enumerate(trial.cases):
        chosen = trial.choose(n)
        moved = ", ".join(f"{name} {value}" for name, value in chosen if value != dict(SHIPPED)[name])
        for way, values in (("shipped", SHIPPED), ("crossed", chosen)):
            sums[way] += trial.tally(n, values)
            if not args.json:
                print(
                    line(f"{case.name}, {way}", trial.tally(n, values)), moved if way == "crossed" else "", flush=True
                )
    found = {f"{way}: {name}": value for way, tally in sums.items() for name, value in figures(tally).items()}
    print(
        json.dumps(found, indent=1)
        if args.json
        else "\n".join(line(f"all, {way}", tally) for way, tally in sums.items())
    )
    return hold(found, args.floors, args.set)


if __name__ == "__main__":
    sys.exit(main())
