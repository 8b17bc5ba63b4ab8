"""Boxes of a page that come again and again, each with a name or a time of its own: comments, posts, entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rashomon.read.boxes import CALLED, tag_of, words_of
from rashomon.split.lines import Line
from rashomon.split.signatures import BODIES, ITEMS, PARTS, is_head, is_meta

LISTS = CALLED["list"]
NO_ITEM = (PARTS | BODIES) - {"reply", "text"}  # a box for one reply is a comment
ALTERNATING = CALLED["alternating"]
HOLDERS = frozenset({"ol", "ul", "dl", "dd", "dt", "p", "table", "tbody", "html", "body"})  # hold items, or are less


@dataclass(slots=True)
class _Sort:
    """All boxes of one name: their own lines, without those of a box of that name within them."""

    named: bool
    depth: int
    boxes: dict[int, list[int]] = field(default_factory=dict)


def item_boxes(lines: Sequence[Line]) -> list[int | None]:
    """For each line, the box of the item that it belongs to, a nested one's lines to the nested alone.

    The items are the boxes of that name of which most have a head (who, when) and a body of their own; of several
    nested in one another, those that are called a comment or a post, then the outermost.
    """
    sorts = _sorts(lines)
    heads = [is_head(line) for line in lines]
    bodies = [not (head or is_meta(line)) for line, head in zip(lines, heads, strict=True)]
    best: tuple[tuple[int, bool, int, int], str] = ((0, False, 0, 0), "")
    for name, sort in sorts.items():
        whole = [own for own in sort.boxes.values() if any(heads[n] for n in own) and any(bodies[n] for n in own)]
        if 2 * len(whole) >= len(sort.boxes) and (sort.named or len(whole) > 1):
            held = sum(len(lines[n].text) for own in whole for n in own)
            best = max(best, ((len(whole), sort.named, held, -sort.depth), name))
    out: list[int | None] = [None] * len(lines)
    if best[1]:
        for box, own in sorts[best[1]].boxes.items():
            for n in own:
                out[n] = box
    return out


def _sorts(lines: Sequence[Line]) -> dict[str, _Sort]:
    sorts: dict[str, _Sort] = {}
    for n, line in enumerate(lines):
        above = ""
        innermost: dict[str, int] = {}
        for depth, (name, box) in enumerate(zip(line.path, line.boxes, strict=True)):
            above = _sort_name(name, above)
            if tag_of(name) not in HOLDERS:
                innermost[above] = box
                sorts.setdefault(above, _Sort(named=_is_named_item(name), depth=depth))
        for sort, box in innermost.items():
            sorts[sort].boxes.setdefault(box, []).append(n)
    return sorts


@lru_cache(maxsize=65_536)
def _sort_name(name: str, above: str) -> str:
    """The tag and the first class, which boxes of one kind share; without a class, that of the box around it too."""
    first = name.split(".")[1] if "." in name else ""
    kind = "" if first in ALTERNATING else "".join(char for char in first if not char.isdigit())
    return f"{tag_of(name)}.{kind}" if kind else f"{above.rpartition('>')[2]}>{tag_of(name)}"


def _is_named_item(name: str) -> bool:
    words = words_of(name)
    return bool(words & ITEMS) and not words & NO_ITEM and bool(words & ALTERNATING or not words & LISTS)
