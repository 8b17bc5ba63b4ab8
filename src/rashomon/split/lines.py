"""Lines of a report with what the page says about each: the units that passages are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from rashomon.ledger import Block, Report, Role
from rashomon.read.boxes import COMMENTS, around, tag_of, words_of

QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|«[^»]*»?|„[^“”]*[“”]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line within a block; ``linked`` is the share of its block's characters that are links."""

    start: int
    end: int
    text: str
    block: int
    path: tuple[str, ...] = ()
    boxes: tuple[int, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    linked: float = 0.0

    def mark(self, name: str) -> str | None:
        """The first of the page's marks of that name on the line's block."""
        return next((value for key, value in self.marks if key == name), None)

    @property
    def names(self) -> frozenset[str]:
        """The words of the names of all elements around it, but for the page's own body."""
        return around(name for name in self.path if tag_of(name) not in {"body", "html"})

    @property
    def in_comments(self) -> bool:
        """Whether the names of its boxes say that readers comment there."""
        return any(words_of(name) & COMMENTS for name in self.path if tag_of(name) not in {"body", "html"})

    @property
    def tags(self) -> frozenset[str]:
        """The tags of all elements around it."""
        return frozenset(tag_of(name) for name in self.path)

    def beyond(self, wrappers: Collection[int]) -> Line:
        """The line with only those elements around it that are not among the wrappers."""
        kept = [pair for pair in zip(self.path, self.boxes, strict=True) if pair[1] not in wrappers]
        return replace(self, path=tuple(name for name, _ in kept), boxes=tuple(box for _, box in kept))

    @property
    def unquoted(self) -> str:
        """Its words without what stands between quotation marks."""
        return QUOTED.sub(" ", self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a line is and whose; lines of one label that follow one another are one passage."""

    role: Role
    voice: str | None = None
    dated: str | None = None
    answers: str | None = None
    item: int = 0  # which comment


def one_of(alternatives: str, *, before: str = "", after: str = "") -> re.Pattern[str]:
    """A pattern, blind to case, of alternatives written one or more a line, between what stands before and after."""
    lines = [line.strip() for line in alternatives.strip().split("\n")]
    return re.compile(f"{before}(?:{'|'.join(lines)}){after}", re.I)


def lines_of(report: Report) -> Iterator[Line]:
    """The lines of a report's blocks, in order; a report without blocks is one."""
    for number, block in enumerate(report.blocks or (Block(start=0, end=len(report.text)),)):
        whole = report.text[block.start : block.end]
        linked = next((int(value) for key, value in block.marks if key == "linked"), 0) / max(1, len(whole))
        at = block.start
        for text in whole.split("\n"):
            if text.strip():
                yield Line(
                    start=at,
                    end=at + len(text),
                    text=text,
                    block=number,
                    path=block.path,
                    boxes=block.boxes,
                    marks=block.marks,
                    linked=min(1.0, linked),
                )
            at += len(text) + 1


def cut(line: Line, at: int) -> tuple[Line, Line]:
    """The line in two, at an offset within it."""
    left, right = line.text[:at], line.text[at:]
    return replace(line, text=left, end=line.start + at), replace(line, text=right, start=line.start + at)


def first(lines: list[Line], test: Callable[[Line], object], start: int = 0) -> int | None:
    """The index of the first line from ``start`` on that passes the test."""
    return next((n for n in range(start, len(lines)) if test(lines[n])), None)
