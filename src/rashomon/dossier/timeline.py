"""Where the times told of stand on a drawn line: intervals as intervals, open bounds open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import log1p

from rashomon.dossier.arrange import Moment

EDGE = 5.0  # percent left free at both ends, so that an open bound can be seen to run on
MIN_WIDTH = 1.0  # percent; a minute would not be seen beside a year
MIN_TICK_DISTANCE = 17.0  # percent; nearer dates would print over one another


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A moment on the line, in percent of its width."""

    moment: Moment
    left: float
    width: float
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A date on the line, in percent of its width."""

    left: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A drawn timeline."""

    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def draw(moments: Sequence[Moment]) -> Line:
    """Lay the moments on one line, in their order.

    Order and overlap are true; distances grow with the logarithm of the hours between two bounds, so that a
    night's minutes can be told apart beside a year long gone.
    """
    at = _positions({bound for one in moments for bound in (one.start, one.end) if bound is not None})
    return Line(ticks=_ticks(at), bars=tuple(_bar(one, at) for one in moments))


def _positions(bounds: Iterable[datetime]) -> dict[datetime, float]:
    ordered = sorted(bounds)
    reached, total = [0.0], 0.0
    for earlier, later in pairwise(ordered):
        total += log1p((later - earlier).total_seconds() / 3600)
        reached.append(total)
    scale = (100 - 2 * EDGE) / total if total else 0.0
    return {bound: EDGE + scale * way for bound, way in zip(ordered, reached, strict=False)}


def _bar(moment: Moment, at: dict[datetime, float]) -> Bar:
    left = at[moment.start] if moment.start else 0.0
    right = at[moment.end] if moment.end else 100.0
    return Bar(
        moment=moment,
        left=round(left, 2),
        width=round(max(right - left, MIN_WIDTH), 2),
        open_left=moment.start is None,
        open_right=moment.end is None,
    )


def _ticks(at: dict[datetime, float]) -> tuple[Tick, ...]:
    ticks: list[Tick] = []
    for bound, left in at.items():
        if not ticks or left - ticks[-1].left >= MIN_TICK_DISTANCE:
            ticks.append(Tick(left=round(left, 2), label=_label(bound)))
    return tuple(ticks)


def _label(bound: datetime) -> str:
    """The day, with the clock where the bound is not midnight."""
    clock = f" {bound:%H:%M}" if bound.hour or bound.minute else ""
    return f"{bound.day} {bound:%b %Y}{clock}"
