"""A small graph drawn in layers, from left to right: who tells stands left of whom it is told from.

Layers by longest path once the edges that close a circle are turned (Sugiyama, Tagawa and Toda, 1981); the order within
a layer by the mean place of the neighbours (barycenter), swept a few times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 190, 34, 90, 14, 10  # of a box and between boxes, in pixels
SWEEPS = 6
BEND = "\n"  # begins the key of a bend; no name holds it

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
    ways = {ends: _way(ends, layer) for ends in edges}
    columns: dict[int, list[str]] = defaultdict(list)
    for key, n in layer.items():
        columns[n].append(key)
    _untangle(columns, [pair for way in ways.values() for pair in pairwise(way)])
    tallest = max((sum(map(_room, column)) for column in columns.values()), default=0)
    boxes = {box.key: box for n, column in columns.items() for box in _column(column, n, tallest)}
    return Drawing(
        width=2 * MARGIN + len(columns) * WIDTH + max(0, len(columns) - 1) * GAP_X,
        height=2 * MARGIN + tallest,
        boxes=tuple(box for box in boxes.values() if not _is_bend(box.key)),
        arrows=tuple(
            Arrow(teller=a, source=b, path=_path([boxes[key] for key in ways[a, b]]), weight=weight)
            for (a, b), weight in edges.items()
        ),
    )


def _way(ends: Ends, layer: dict[str, int]) -> tuple[str, ...]:
    """The edge with a bend in each column that it crosses, so that it passes between boxes; bends join their layers."""
    start, end = layer[ends[0]], layer[ends[1]]
    step = 1 if start < end else -1
    bends = {f"{BEND}{n}{BEND}{ends[0]}{BEND}{ends[1]}": n for n in range(start + step, end, step)}
    layer.update(bends)
    return (ends[0], *bends, ends[1])


def _is_bend(key: str) -> bool:
    return key.startswith(BEND)


def _room(key: str) -> int:
    """How much of a column's height it takes."""
    return GAP_Y if _is_bend(key) else HEIGHT + GAP_Y


def _column(keys: Iterable[str], column: int, tallest: int) -> Iterator[Box]:
    """The boxes of a column, centred on the tallest one."""
    keys = tuple(keys)
    y = MARGIN + (tallest - sum(map(_room, keys))) // 2
    for key in keys:
        yield Box(key=key, x=MARGIN + column * (WIDTH + GAP_X), y=y)
        y += _room(key)


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


def _untangle(columns: dict[int, list[str]], pairs: Iterable[Ends]) -> None:
    """Order each column by the mean place of what its nodes are tied to in the columns beside it."""
    tied: dict[str, list[str]] = defaultdict(list)
    for a, b in pairs:
        tied[a].append(b)
        tied[b].append(a)
    for sweep in range(SWEEPS):
        for n in sorted(columns, reverse=bool(sweep % 2)):
            columns[n] = _sorted_by_ties(columns[n], tied, columns)


def _sorted_by_ties(column: list[str], tied: Mapping[str, list[str]], columns: Mapping[int, list[str]]) -> list[str]:
    place = {key: at / len(each) for each in columns.values() for at, key in enumerate(each)}
    return sorted(column, key=lambda key: (sum(place[one] for one in tied[key]) / len(tied[key]), key))


def _path(boxes: Sequence[Box]) -> str:
    """A curve from box to box through the bends; it leaves on the right and arrives on the left, or the other way."""
    forward = boxes[0].x < boxes[-1].x
    path, bend = "", GAP_X // 2 if forward else -GAP_X // 2
    for a, b in pairwise(boxes):
        x1, x2 = (a.x + WIDTH, b.x) if forward else (a.x, b.x + WIDTH)
        y1, y2 = _middle(a), _middle(b)
        path += f"{'L' if path else 'M'}{x1} {y1} C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2} "
    return path.strip()


def _middle(box: Box) -> int:
    return box.y + (GAP_Y if _is_bend(box.key) else HEIGHT) // 2
