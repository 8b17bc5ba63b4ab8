#!/usr/bin/env python3
"""How well pairs of names are told to be one or two.

Usage: names.py PAIRS.csv... [--show] [--floors FILE] [--set NAME]

Columns: ``schema`` (Person, Place; all else counts as an organisation), ``name1``, ``name2``, ``is_match``; a column
``part`` divides a file. The threshold is chosen by cross-validation: five folds, a name's pairs in one fold, each fold
scored at the threshold that is best on the other four.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from floors import add_options, hold
from rashomon.ledger import EntityKind
from rashomon.names import SURE, Match, match_names

FOLDS = 5
KINDS = {"Person": EntityKind.PERSON, "Place": EntityKind.PLACE}


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair with what the matcher says of it."""

    schema: str
    one: str
    other: str
    gold: bool
    part: str
    match: Match


def read_pairs(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as rows:
        return [
            Pair(
                row["schema"],
                row["name1"],
                row["name2"],
                row["is_match"].lower() == "true",
                row.get("part") or "",
                match_names(row["name1"], row["name2"], KINDS.get(row["schema"], EntityKind.ORGANIZATION)),
            )
            for row in csv.DictReader(rows)
        ]


def scores(pairs: Iterable[Pair], threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of calling one what scores at least so much."""
    told = [(pair.gold, pair.match.score >= threshold) for pair in pairs]
    right = sum(gold and called for gold, called in told)
    precision = right / max(1, sum(called for _, called in told))
    recall = right / max(1, sum(gold for gold, _ in told))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def best_threshold(pairs: Sequence[Pair]) -> float:
    """The score from which on calling two names one gives the best F1 on these pairs, in steps of 0.01."""
    return max((n / 100 for n in range(30, 100)), key=lambda t: (scores(pairs, t)[2], t))


def cross_validate(pairs: Sequence[Pair]) -> tuple[list[tuple[float, float]], dict[int, bool]]:
    """For each fold its threshold and F1; and for each pair what was called with its fold's threshold."""
    fold_of = [int(hashlib.sha256(min(p.one, p.other).encode()).hexdigest(), 16) % FOLDS for p in pairs]
    folds, called = [], {}
    for fold in range(FOLDS):
        rest = [p for p, f in zip(pairs, fold_of, strict=True) if f != fold]
        threshold = best_threshold(rest)
        own = [(n, p) for n, (p, f) in enumerate(zip(pairs, fold_of, strict=True)) if f == fold]
        folds.append((threshold, scores([p for _, p in own], threshold)[2]))
        called.update({n: p.match.score >= threshold for n, p in own})
    return folds, called


def figures(name: str, pairs: Sequence[Pair]) -> dict[str, float]:
    """All figures of one file, printed as they are found."""
    found: dict[str, float] = {}
    folds, called = cross_validate(pairs)
    print(f"{name}: {len(pairs)} pairs; folds: " + ", ".join(f"{t:.2f}: {f:.3f}" for t, f in folds))
    groups: dict[str, list[int]] = defaultdict(list)
    for n, pair in enumerate(pairs):
        for group in ("all", pair.schema, *([f"part {pair.part}"] if pair.part else [])):
            groups[group].append(n)
    for group, members in groups.items():
        right = sum(pairs[n].gold and called[n] for n in members)
        precision = right / max(1, sum(called[n] for n in members))
        recall = right / max(1, sum(pairs[n].gold for n in members))
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        sure = scores([pairs[n] for n in members], SURE)
        found[f"{name}: {group}: F1"] = round(f1, 3)
        found[f"{name}: {group}: sure precision"] = round(sure[0], 3)
        print(
            f"  {group:14} {len(members):4} pairs  P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
            f"   at {SURE}: P {sure[0]:.3f} R {sure[1]:.3f} F1 {sure[2]:.3f}"
        )
    return found


def show(pairs: Iterable[Pair], threshold: float) -> None:
    """What is told wrongly at that threshold, and why."""
    for pair in pairs:
        if (pair.match.score >= threshold) != pair.gold:
            wrong = "missed" if pair.gold else "wrong "
            print(f"{wrong} {pair.schema} {pair.one!r} / {pair.other!r} {pair.match.score:.2f} {pair.match.why}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", type=Path, metavar="PAIRS.csv")
    parser.add_argument("--show", action="store_true", help="print what was told wrongly")
    add_options(parser, "names")
    args = parser.parse_args()
    found: dict[str, float] = {}
    for path in args.pairs:
        pairs = read_pairs(path)
        found |= figures(path.stem, pairs)
        if args.show:
            show(pairs, best_threshold(pairs))
    return hold(found, args.floors, args.set)


if __name__ == "__main__":
    sys.exit(main())
