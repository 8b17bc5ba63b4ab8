#!/usr/bin/env python3
"""Split pages into layers of voice and score them against what a reader wrote beside each.

Usage: layers.py FOLDER [--show]

Beside a page lies ``PAGE.key``: lines ``name: value`` for what the page says of itself, and for each stretch that is no
boilerplate ``role | voice | dated | answers | first words … last words``, in the page's order, ``-`` for none. All else
is boilerplate, whoever's. Figures are shares of characters that are no white space, and of comments and dated entries.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from rashomon.ledger import Passage, Report
from rashomon.read import read_bytes
from rashomon.split import split_report

KEY = ".key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A stretch of a page with what a reader says it is."""

    start: int
    end: int
    role: str
    voice: str | None
    dated: str | None = None
    answers: str | None = None


@dataclass(slots=True)
class Found:
    """What was counted on one page, and what was wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, name: str, right: bool, message: str, weight: int = 1) -> None:
        self.counts[name] += weight
        self.counts[f"{name}: right"] += weight * right
        if not right:
            self.wrong.append(message)


def check_page(page: Path) -> Found:
    """How the layers that the program sees on a page, and its metadata, compare with the key's."""
    report = read_bytes(page.read_bytes(), page.name)
    said, layers = read_key(report, page.with_name(page.name + KEY).read_text("utf-8"))
    found = Found()
    for name, values in said.items():
        have = report.authors if name == "author" else (getattr(report, name),)
        dates = name in {"published", "modified"}
        same = [is_date(one, two) if dates else one == two for one, two in zip(have, values, strict=False)]
        found.count("metadata", len(have) == len(values) and all(same), f"{name}: {have} for {values}")
    passages = split_report(report)
    _check_characters(report, passages, layers, found)
    for layer in layers:
        if layer.dated or layer.role == "comment":
            _check_item(report, passages, layer, found)
    return found


def read_key(report: Report, key: str) -> tuple[dict[str, list[str]], list[Layer]]:
    """What the key says of a page, and its layers; raises ValueError where its words are not on the page."""
    said: dict[str, list[str]] = {}
    layers: list[Layer] = []
    for line in key.splitlines():
        parts = [part.strip() for part in line.split(" | ", 4)]
        if len(parts) == 1:
            name, _, value = line.partition(": ")
            said.setdefault(name, []).append(value)
            continue
        role, voice, dated, answers = (None if part == "-" else part for part in parts[:4])
        opens, _, closes = parts[4].partition(" … ")
        start = _find(report.text, opens, layers[-1].end if layers else 0)
        end = (_find(report.text, closes, start + len(opens)) + len(closes)) if closes else start + len(opens)
        layers.append(Layer(start=start, end=end, role=str(role), voice=voice, dated=dated, answers=answers))
    return said, layers


def _find(text: str, words: str, at: int) -> int:
    found = text.find(words, at)
    if found < 0:
        raise ValueError(f"not on the page after {at}: {words!r}; there stands {text[at : at + 80]!r}")
    return found


def _check_characters(report: Report, passages: tuple[Passage, ...], layers: list[Layer], found: Found) -> None:
    for start, end, layer, passage in _stretches(passages, layers):
        weight = len("".join(report.text[start:end].split()))
        role = layer.role if layer else "boilerplate"
        voice = role == "boilerplate" or (layer is not None and layer.voice == passage.voice)
        if weight:
            what = f"{passage.role} of {passage.voice}, not {role}{f' of {layer.voice}' if layer else ''}"
            words = report.text[start:end].strip()[:70]
            found.counts["role: right"] += weight * (role == passage.role)
            found.count("role and voice", role == passage.role and voice, f"{what}: {words!r}", weight)
            found.counts["role"] += weight


def _stretches(passages: tuple[Passage, ...], layers: list[Layer]) -> Iterator[tuple[int, int, Layer | None, Passage]]:
    """The text cut wherever a passage or a layer begins or ends."""
    edges = sorted({0, *(one.end for one in passages), *(edge for one in layers for edge in (one.start, one.end))})
    for start, end in pairwise(edges):
        layer = next((one for one in layers if one.start <= start < one.end), None)
        yield start, end, layer, next(one for one in passages if one.start <= start < one.end)


def _check_item(report: Report, passages: tuple[Passage, ...], layer: Layer, found: Found) -> None:
    """A comment or an entry of a live blog: who, when, and whom it answers."""
    words = report.text[layer.start : layer.end][:50]
    passage = next(one for one in passages if one.start <= layer.start < one.end)
    have = (passage.voice, passage.answers)
    dated = is_date(passage.dated, layer.dated)
    right = have == (layer.voice, layer.answers) and dated and passage.role == layer.role
    found.count(
        "comments and entries", right, f"item {passage.voice}, {passage.dated}, answers {passage.answers}: {words!r}"
    )


def is_date(have: str | None, want: str | None) -> bool:
    """Whether a date is the one wanted, to the grain that both have."""
    if have is None or want is None:
        return have == want
    return have[: len(want)] == want or want[: len(have)] == have


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was wrong on each page")
    args = parser.parse_args()
    total: Counter[str] = Counter()
    for key in sorted(args.folder.glob(f"*{KEY}")):
        found = check_page(key.with_suffix(""))
        total += found.counts
        print(f"{key.stem:28} {figures(found.counts)}")
        if args.show:
            print("".join(f"    {line}\n" for line in found.wrong), end="")
    print(f"{'all':28} {figures(total)}")
    return 0


def figures(counts: Counter[str]) -> str:
    """The shares, one line."""
    names = [name for name in counts if not name.endswith(": right")]
    return "  ".join(f"{name} {counts[f'{name}: right'] / counts[name]:.3f}" for name in sorted(names))


if __name__ == "__main__":
    sys.exit(main())
