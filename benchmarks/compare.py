#!/usr/bin/env python3
"""Words per second by step, and the peak of memory, of ``rashomon compare``; and the command itself, as a user waits.

Usage: compare.py CASE_FOLDER... [--rounds N]
       compare.py --texts TEXTS.jsonl [--reports 10] [--words 600] [--rounds N]

Each step is timed in one process over all cases together, best of N rounds after one to warm up; beside it a bare
parse of the same paragraphs, which any tool on the same language backend has to pay. Then the command, from files to
dossier, for each case: seconds by the clock, and of the processor. A case folder holds report files and ``key.json``,
which is not read. With ``--texts`` the case is made of real texts, {"text"} a line, put one after the other until a
report has its words.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

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


def write_reports(texts: Path, folder: Path, count: int, words: int) -> list[Path]:
    """Reports of so many words, each of texts that follow one another."""
    told = (json.loads(line)["text"] for line in texts.read_text(encoding="utf-8").splitlines())
    paragraphs = (line for text in told for line in text.split("\n") if line.strip())
    files = [folder / f"{n:02}.txt" for n in range(count)]
    for file in files:
        own: list[str] = []
        while sum(len(paragraph.split()) for paragraph in own) < words:
            own.append(next(paragraphs, None) or sys.exit(f"{texts}: too few texts"))
        file.write_text("\n\n".join(own), encoding="utf-8")
    return files


def run_command(files: Sequence[Path]) -> tuple[float, float]:
    """How long a user waits for the dossier, and how long the processor worked."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "rashomon", "compare", *map(str, files), "--format", "md"]
    subprocess.run(command, check=True, capture_output=True)
    waited, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return waited, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def time_steps(cases: Sequence[Sequence[Path]], rounds: int) -> None:
    """Print the best of the rounds for each step."""
    best: dict[str, float] = {}
    words = 0
    for turn in range(rounds + 1):
        seconds: dict[str, float] = defaultdict(float)
        words = sum(len(report.text.split()) for files in cases for report in run_case(files, seconds))
        if turn:
            best = {step: min(value, best.get(step, value)) for step, value in seconds.items()}
    print(f"{len(cases)} cases, {words} words, best of {rounds}")
    for step, value in best.items():
        print(f"{step:16} {value:8.3f} s {words / value:12,.0f} words/s")
    total = sum(value for step, value in best.items() if not step.startswith("("))
    print(f"{'all steps':16} {total:8.3f} s {words / total:12,.0f} words/s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", type=Path, metavar="CASE_FOLDER")
    parser.add_argument("--texts", type=Path, help="make a case of these")
    parser.add_argument("--reports", type=int, default=10, help="of the case that is made")
    parser.add_argument("--words", type=int, default=600, help="of each of them")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    if not args.cases and not args.texts:
        parser.error("name a case folder, or --texts")
    cases = [sorted(p for p in case.iterdir() if p.name != "key.json" and p.is_file()) for case in args.cases]
    with TemporaryDirectory() as folder:
        if args.texts:
            cases.append(write_reports(args.texts, Path(folder), args.reports, args.words))
        time_steps(cases, args.rounds)
        for files in cases:
            waited, worked = min(run_command(files) for _ in range(args.rounds))
            print(f"rashomon compare, {len(files)} reports: {waited:.1f} s by the clock, {worked:.1f} s of processor")


if __name__ == "__main__":
    main()
