#!/usr/bin/env python3
"""How pairs of texts are told to agree, to contradict one another, or neither.

Usage: pairs.py PAIRS.jsonl... [--show] [--json] [--floors FILE --set NAME]

A line is ``{"a", "b", "relation", "kind"}``: what agrees, refines or follows agrees here, what is neither that nor a
contradiction is neither. Three are asked: the typed comparators on the claims of both texts, the program (the
comparators with the pair model beside them), and the pair model alone, on the whole texts. ``--show`` prints the
contradictions that the program missed, and what it wrongly called so.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factsets import Texts, read_texts
from floors import add_options, hold
from rashomon.compare import PairReader
from rashomon.ledger import Relation
from rashomon.models.pairs import LABELS, Question, pair_model

AGREES, NEITHER, CONTRADICTS = LABELS
SAME = ("agrees", "refines", "follows")
PUBLISHED = "2031-03-14"  # of pairs that give no date: which day "on Tuesday" is hangs on one
WAYS = ("comparators", "program", "model alone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A pair, what it is, and what each way calls it."""

    a: str
    b: str
    gold: str
    kind: str
    called: dict[str, str]


def label(relation: str) -> str:
    """The one of three that a relation counts as."""
    return AGREES if relation in SAME else CONTRADICTS if relation == CONTRADICTS else NEITHER


def call(texts: Texts, model: PairReader | None) -> str:
    """What the program calls the pair: a contradiction goes before an agreement."""
    found = {one.relation for _, one in texts.compare(model)}
    same = found & {Relation.AGREES, Relation.REFINES}
    return CONTRADICTS if Relation.CONTRADICTS in found else AGREES if same else NEITHER


def read_pairs(path: Path) -> Iterator[Told]:
    """Every pair of a file with what is called of it."""
    model = pair_model()
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        texts = read_texts((row["a"], row["b"]), row.get("published") or PUBLISHED)
        (opinion,) = model.opinions([Question(row["a"], row["b"])])
        yield Told(
            a=row["a"],
            b=row["b"],
            gold=label(row["relation"]),
            kind=row.get("kind") or "of no kind",
            called=dict(zip(WAYS, (call(texts, None), call(texts, model), opinion.label), strict=True)),
        )


def figures(name: str, pairs: Sequence[Told]) -> dict[str, float]:
    """Precision and recall of each way, of contradictions and of agreements."""
    found = {}
    for way in WAYS:
        for what, told in ((CONTRADICTS, "contradictions"), (AGREES, "agreements")):
            called = sum(pair.called[way] == what for pair in pairs)
            gold = sum(pair.gold == what for pair in pairs)
            right = sum(pair.called[way] == pair.gold == what for pair in pairs)
            found[f"{name}: {way}: {told}: precision"] = round(right / max(1, called), 3)
            found[f"{name}: {way}: {told}: recall"] = round(right / max(1, gold), 3)
    return found


def by_kind(pairs: Iterable[Told]) -> Iterator[str]:
    """For each kind how many contradictions there are, and how many of them each way missed."""
    gold = [pair for pair in pairs if pair.gold == CONTRADICTS]
    counted = Counter(pair.kind for pair in gold)
    missed = Counter((pair.kind, way) for pair in gold for way in WAYS if pair.called[way] != CONTRADICTS)
    yield f"{'missed':12}{'of':>6}" + "".join(f"{way:>14}" for way in WAYS)
    for kind, count in sorted(counted.items()):
        yield f"{kind:12}{count:6}" + "".join(f"{missed[kind, way]:14}" for way in WAYS)


def show(pairs: Iterable[Told]) -> None:
    """The contradictions that the program misses, and those that it sees where there are none."""
    for pair in pairs:
        called = pair.called["program"]
        if CONTRADICTS in (pair.gold, called) and pair.gold != called:
            print(f"{'missed' if pair.gold == CONTRADICTS else 'wrong'} ({pair.kind}): {pair.a} <> {pair.b}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="PAIRS.jsonl")
    parser.add_argument("--show", action="store_true", help="print the contradictions missed and those wrongly seen")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    add_options(parser, "pairs")
    args = parser.parse_args()
    found: dict[str, float] = {}
    for path in args.files:
        pairs = list(read_pairs(path))
        own = figures(path.stem, pairs)
        found |= own
        if not args.json:
            print(f"{path.stem}: {len(pairs)} pairs", *(f"{key:56} {value}" for key, value in own.items()), sep="\n")
            print(*by_kind(pairs), sep="\n")
        if args.show:
            show(pairs)
    if args.json:
        print(json.dumps(found, indent=1))
    return hold(found, args.floors, args.set)


if __name__ == "__main__":
    sys.exit(main())
