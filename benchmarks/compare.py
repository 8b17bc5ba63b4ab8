#!/usr/bin/env python3
"""Words per second by step, and the peak of memory, of ``rashomon compare`` on cases.

Usage: compare.py CASE_FOLDER... [--rounds N]

Each step is timed in one process over all cases together, best of N rounds after one to warm up; beside it a bare
parse of the same paragraphs, which any tool on the same language backend has to pay. A case folder holds report
files and ``key.json``, which is not read.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rashomon.attribute import attribute_words
from rashomon.compare import compare_claims
from rashomon.export.case_json import to_json
from rashomon.extract import extract_claims
from rashomon.group import group_points
from rashomon.ledger import Claim, Passage, Report
from rashomon.models.pairs import pair_model
from rashomon.names import Names, find_names
from rashomon.pipeline import build_ledger
from rashomon.read import read_reports
from rashomon.resolve import resolve_entities
from rashomon.split import split_report
from rashomon.text import parse, parse_passages
from rashomon.trace import trace_origins


@contextmanager
def timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[step] += time.perf_counter() - start


def run_case(files: Sequence[Path], seconds: dict[str, float]) -> tuple[Report, ...]:
    """One case through the steps, each added to its seconds."""
    with timed(seconds, "read"):
        reports = read_reports(files).reports
    passages: list[Passage] = []
    claims: list[Claim] = []
    names: dict[str, Names] = {}
    for report in reports:
        with timed(seconds, "split"):
            own = split_report(report)
        with timed(seconds, "parse"):
            paragraphs = parse_passages(report, own)
        with timed(seconds, "(a bare parse)"):
            list(parse(paragraph.doc.text for paragraph in paragraphs))
        with timed(seconds, "names"):
            names[report.id] = find_names(paragraphs)
        with timed(seconds, "attribute"):
            told = attribute_words(report, own, paragraphs, names[report.id])
        with timed(seconds, "extract"):
            claims += extract_claims(report, own, paragraphs, told, names[report.id])
        passages += own
    with timed(seconds, "resolve"):
        resolved = resolve_entities(names, claims)
    with timed(seconds, "compare"):
        compared = compare_claims(resolved.claims, reports, passages, model=pair_model())
    with timed(seconds, "trace"):
        traced = trace_origins(resolved.claims, compared.comparisons, reports, passages)
    with timed(seconds, "group"):
        group_points(resolved.claims, traced.comparisons, traced.origins, resolved.entities)
    ledger = build_ledger(reports)
    with timed(seconds, "export"):
        to_json(ledger)
    return reports


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="+", type=Path, metavar="CASE_FOLDER")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    cases = [sorted(p for p in case.iterdir() if p.name != "key.json" and p.is_file()) for case in args.cases]
    best: dict[str, float] = {}
    words = 0
    for turn in range(args.rounds + 1):
        seconds: dict[str, float] = defaultdict(float)
        words = sum(len(report.text.split()) for files in cases for report in run_case(files, seconds))
        if turn:
            best = {step: min(value, best.get(step, value)) for step, value in seconds.items()}
    print(f"{len(cases)} cases, {words} words, best of {args.rounds}")
    for step, value in best.items():
        print(f"{step:16} {value:8.3f} s {words / value:12,.0f} words/s")
    total = sum(value for step, value in best.items() if not step.startswith("("))
    print(f"{'all steps':16} {total:8.3f} s {words / total:12,.0f} words/s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
