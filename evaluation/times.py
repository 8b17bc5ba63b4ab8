#!/usr/bin/env python3
"""Score the times found against a corpus of TIMEX3 expressions.

Usage: times.py GOLD.jsonl [--scorer score.py] [--half tuning|held-out] [--json] [--show] [--floors FILE --set NAME]

GOLD.jsonl holds a text a line, ``{"id", "text", "published", "times": [{"start", "end", "type", "value", "mod"}]}``.
The program gets text and date of publication and nothing else. The scorer is the ``score.py`` beside the gold file.
``--half`` takes half of the texts, by a digest of each: rules were written with the one half in view, so that the
other shows what they are worth. ``--show`` prints what was missed, found without need, or given another value, most
frequent first.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from floors import add_options, hold
from rashomon.dates import find_timexes
from scorers import load_scorer

HALVES = ("tuning", "held-out")
Row = dict[str, Any]


def half_of(text: str) -> str:
    """Which half a text belongs to, by a digest of its words alone."""
    return HALVES[int(sha256(text.encode()).hexdigest(), 16) % 2]


def predict(row: Row) -> list[Row]:
    """What the program finds in the text, in the scorer's form."""
    return [
        {"start": time.span.start, "end": time.span.end, "value": time.value}
        for time in find_timexes(row["text"], anchor=row["published"])
    ]


def differences(row: Row, found: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """What went wrong in a text, by kind: what was missed, what nobody asked for, what has another value."""
    for time in row["times"]:
        over = [one for one in found if one["start"] < time["end"] and time["start"] < one["end"]]
        told = " ".join(row["text"][time["start"] : time["end"]].split())
        if not over:
            yield "missed", f"{told} ({time['value']})"
        elif over[0]["value"] != time["value"]:
            yield "value", f"{told}: {over[0]['value']} for {time['value']} ({row['published']})"
    for one in found:
        if not any(one["start"] < time["end"] and time["start"] < one["end"] for time in row["times"]):
            yield "needless", " ".join(row["text"][max(0, one["start"] - 20) : one["end"] + 20].split())


def show(rows: Iterable[Row], found: dict[str, list[Row]]) -> None:
    """Print every kind of difference, most frequent first."""
    counted = Counter(one for row in rows for one in differences(row, found[row["id"]]))
    for (kind, words), count in sorted(counted.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        print(f"{kind:9} {count:3} {words}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--scorer", type=Path, help="score.py; by default the one beside GOLD")
    parser.add_argument("--half", choices=HALVES, help="only this half of the texts")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--show", action="store_true", help="print what was missed and what was wrong")
    add_options(parser, "times")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.read_text("utf-8").splitlines()]
    rows = [row for row in rows if args.half in (None, half_of(row["text"]))]
    found = {row["id"]: predict(row) for row in rows}
    figures: dict[str, float] = load_scorer(args.scorer or args.gold.parent / "score.py").score(rows, found)
    if args.show:
        show(rows, found)
    print(json.dumps(figures) if args.json else "\n".join(f"{name:16} {value}" for name, value in figures.items()))
    return hold(figures, args.floors, args.set)


if __name__ == "__main__":
    sys.exit(main())
