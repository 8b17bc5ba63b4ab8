#!/usr/bin/env python3
"""Run gold cases through the program and score what it finds.

Usage: cases.py CASE_FOLDER... [--json] [--show] [--floors FILE] [--exports FOLDER]

A case folder holds report files and ``key.json``; the scorer ``score.py`` stands in the folder above it, or is named
with ``--scorer``. The program gets the report files and nothing else. With ``--floors`` a figure under its floor is
named and the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from floors import add_options, hold
from scorers import find_scorer

KEY = "key.json"


def export_case(folder: Path, target: Path) -> None:
    """Compare the reports of one case with the command a user has, and keep the export."""
    files = sorted(path for path in folder.iterdir() if path.name != KEY and path.is_file())
    command = [sys.executable, "-m", "rashomon", "compare", *map(str, files), "--format", "json", "-o", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{folder}: rashomon compare ended with {done.returncode}: {done.stderr.strip()}")


def score(scorer: Path, folders: Iterable[Path], exports: Path, *, show: bool) -> tuple[dict[str, Any], str]:
    """The scorer's figures for the cases together, and what it says was missed."""
    command = [sys.executable, str(scorer), "--exports", str(exports), *map(str, folders)]
    figures = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout
    missed = subprocess.run([*command, "--show"], capture_output=True, text=True, check=True).stdout if show else ""
    return json.loads(figures), missed


def flat(figures: dict[str, Any]) -> dict[str, float]:
    """The figures that are numbers, a name each; "3/49" counts as 3."""
    out: dict[str, float] = {}
    for name, value in figures.items():
        if isinstance(value, dict):
            out.update({f"{name}: {part}": v for part, v in value.items() if isinstance(v, float)})
        elif isinstance(value, (int, float)):
            out[name] = value
        elif isinstance(value, str) and "/" in value:
            out[name] = float(value.split("/")[0])
    return out


def table(figures: dict[str, Any]) -> str:
    """The figures, a line each."""
    return "\n".join(f"{name:52} {value}" for name, value in figures.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="+", type=Path, metavar="CASE_FOLDER")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--show", action="store_true", help="print what was missed and what was wrong")
    parser.add_argument("--scorer", type=Path, help="score.py; by default the one in the folder above the first case")
    parser.add_argument("--exports", type=Path, help="keep the exports here")
    add_options(parser, "cases")
    args = parser.parse_args()
    scorer = args.scorer or find_scorer(args.cases[0])
    with tempfile.TemporaryDirectory() as temporary:
        exports = args.exports or Path(temporary)
        exports.mkdir(parents=True, exist_ok=True)
        for folder in args.cases:
            export_case(folder, exports / f"{folder.resolve().name}.json")
        figures, missed = score(scorer, [f.resolve() for f in args.cases], exports, show=args.show)
    print(json.dumps(figures, ensure_ascii=False, indent=1) if args.json else missed or table(figures))
    return hold(flat(figures), args.floors, args.set)


if __name__ == "__main__":
    sys.exit(main())
