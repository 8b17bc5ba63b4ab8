"""A small graph drawn in layers, from left to right: who tells stands left of whom it is told from.

Layers by longest path once the edges that close a circle are turned (Sugiyama, Tagawa and Toda, 1981); the order within
a layer by the mean place of the neighbours (barycenter), swept a few times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 190, 34, 90, 14, 10  # of a box and between boxes, in pixels
SWEEPS = 6

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A node, by its upper left corner."""

    key: str
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """An edge from ``teller`` to ``source`` as an SVG path; ``weight`` is what was given for it."""

    teller: str
    source: str
    path: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A graph laid out; sizes in pixels."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def lay_out(edges: Mapping[Ends, int]) -> Drawing:
    """Lay a graph out; the same edges in the same order give the same drawing."""
    layer = _layers(_without_circles(edges))
    columns: dict[int, list[str]] = defaultdict(list)
    for key, n in layer.items():
        columns[n].append(key)
    _untangle(columns, edges, layer)
    tallest = max((len(column) for column in columns.values()), default=0)
    boxes = {
        key: _box(key, n, place, len(columns[n]), tallest) for n in columns for place, key in enumerate(columns[n])
    }
    return Drawing(
        width=2 * MARGIN + len(columns) * WIDTH + max(0, len(columns) - 1) * GAP_X,
        height=2 * MARGIN + tallest * (HEIGHT + GAP_Y),
        boxes=tuple(boxes.values()),
        arrows=tuple(
            Arrow(teller=a, source=b, path=_path(boxes[a], boxes[b]), weight=weight) for (a, b), weight in edges.items()
        ),
    )


def _without_circles(edges: Iterable[Ends]) -> set[Ends]:
    """The edges in the order given, each kept as it is unless it closes a circle with those before; then turned."""
    after: dict[str, set[str]] = defaultdict(set)
    kept: set[Ends] = set()
    for a, b in edges:
        if _reaches(after, b, a):
            a, b = b, a
        after[a].add(b)
        kept.add((a, b))
    return kept


def _reaches(after: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen, left = {start}, [start]
    while left:
        key = left.pop()
        if key == goal:
            return True
        fresh = after.get(key, set()) - seen
        seen |= fresh
        left.extend(fresh)
    return False


def _layers(edges: set[Ends]) -> dict[str, int]:
    """For each node the length of the longest way to it."""
    keys = sorted({key for ends in edges for key in ends})
    layer = dict.fromkeys(keys, 0)
    for _ in keys:
        moved = False
        for a, b in edges:
            if layer[b] <= layer[a]:
                layer[b], moved = layer[a] + 1, True
        if not moved:
            break
    return layer


def _untangle(columns: dict[int, list[str]], edges: Iterable[Ends], layer: Mapping[str, int]) -> None:
    """Order each column by the mean place of what its nodes are tied to in the columns beside it."""
    tied: dict[str, list[str]] = defaultdict(list)
    for a, b in edges:
        tied[a].append(b)
        tied[b].append(a)
    for sweep in range(SWEEPS):
        for n in sorted(columns, reverse=bool(sweep % 2)):
            place = {key: at / max(1, len(column)) for column in columns.values() for at, key in enumerate(column)}
            columns[n].sort(key=lambda key: (_mean([place[one] for one in tied[key]], place[key]), key))


def _mean(places: list[float], own: float) -> float:
    return sum(places) / len(places) if places else own


def _box(key: str, column: int, place: int, here: int, tallest: int) -> Box:
    """Columns are centred on one another."""
    down = (tallest - here) * (HEIGHT + GAP_Y) // 2
    return Box(key=key, x=MARGIN + column * (WIDTH + GAP_X), y=MARGIN + down + place * (HEIGHT + GAP_Y))


def _path(a: Box, b: Box) -> str:
    """A curve from the right of one box to the left of the other; back over the top where it runs leftward."""
    forward = a.x < b.x
    x1, x2 = (a.x + WIDTH, b.x) if forward else (a.x, b.x + WIDTH)
    y1, y2 = a.y + HEIGHT // 2, b.y + HEIGHT // 2
    bend = GAP_X // 2 if forward else -GAP_X // 2
    return f"M{x1} {y1} C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
