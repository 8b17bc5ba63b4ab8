"""Plain text: paragraphs between blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.read.decode import decode
from rashomon.read.draft import Draft, Layout
from rashomon.read.limits import SAFE, Limits
from rashomon.read.opening import opening_facts

BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
WIDEST_WRAPPED = 100  # characters: texts with longer lines have a line for each paragraph
MIN_WRAPPED = 40
LIST_ITEM = re.compile(r">|(?:[-*•·–—|]|\(?\d{1,3}[.)]|[a-z][.)])\s")


def read_plain(data: bytes, *, charset: str | None = None, limits: Limits = SAFE) -> Draft:
    """A text file, its blocks the paragraphs.

    Raises:
        EmptyReport: There is nothing but white space.
        ReadError: The bytes are no text.
    """
    return lay_out(decode(data, charset=charset), limits=limits)


def lay_out(text: str, *, limits: Limits = SAFE) -> Draft:
    """A text in paragraphs, with what its head and foot say of it; lines broken for width are joined.

    Raises:
        ReadError: It is too long.
    """
    layout = Layout(most=limits.text_chars)
    layout.refuse_beyond(len(text))  # before it is taken apart: 64 MB of line breaks are as many lines
    width = _width(text)
    for paragraph in BLANK.split(text):
        layout.add("\n".join(_joined(paragraph.split("\n"), width)))
    draft = layout.draft()
    return Draft(text=draft.text, blocks=draft.blocks, facts=opening_facts(draft.text, draft.blocks))


def _width(text: str) -> int:
    """The width to which a text is wrapped, 0 where it is not: that of its third longest line (a URL may stick out)."""
    lengths = sorted(map(len, text.split("\n")), reverse=True)
    width = lengths[min(2, len(lengths) - 1)]
    return width if MIN_WRAPPED <= width <= WIDEST_WRAPPED else 0


def _joined(lines: list[str], width: int) -> Iterator[str]:
    """The lines of a paragraph; a line whose next word would not have fitted was broken for width only."""
    current, last = "", 0
    for line in lines:
        stripped = line.strip()
        first = stripped.split(" ", 1)[0]
        if current and width and last + 1 + len(first) > width and not LIST_ITEM.match(stripped):
            current = f"{current} {stripped}"
        else:
            if current:
                yield current
            current = stripped
        last = len(line.rstrip())
    yield current
