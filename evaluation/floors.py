"""Floors under which a figure must not fall, the same for every runner here."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

# Figures in which less is better; all others must not fall.
LESS_IS_BETTER = (
    "decoys taken for contradictions",
    "agreements: opposed sides called so",
    "stretches lost from the text",
    "claims not in their own words",
    "partners of a claim",
)


def add_options(parser: argparse.ArgumentParser, default_set: str) -> None:
    """--floors and --set, the same for every runner."""
    parser.add_argument("--floors", type=Path, help="a JSON file of floors")
    parser.add_argument("--set", default=default_set, help="which set of floors in that file")


def under_floor(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The figures that are worse than their floors, in words; a figure that is not there is worse too."""
    worse = []
    for name, floor in floors.items():
        value = figures.get(name)
        if value is None or (value > floor if name in LESS_IS_BETTER else value < floor):
            worse.append(f"{name}: {value}, floor {floor}")
    return worse


def hold(figures: Mapping[str, float], floors: Path | None, which: str) -> int:
    """The exit status: 1 where a figure is under its floor, which then is named on standard error.

    Raises:
        KeyError: The file has no such set.
    """
    if floors is None:
        return 0
    worse = under_floor(figures, json.loads(floors.read_text("utf-8"))[which])
    for line in worse:
        print(f"under its floor: {line}", file=sys.stderr)
    return 1 if worse else 0
