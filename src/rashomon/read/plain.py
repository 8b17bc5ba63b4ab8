"""Plain text: paragraphs between blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.read.decode import WIDE, decode_as, encoding_of
from rashomon.read.draft import Draft, Layout
from rashomon.read.limits import SAFE, Limits
from rashomon.read.opening import opening_facts

BLANK = re.compile(r"(\n[^\S\n]*(?:\n[^\S\n]*)+)")
LINE_END = re.compile(rb"\r\n|\r|\n")
WIDEST_WRAPPED = 100  # characters: texts with longer lines have a line for each paragraph
MIN_WRAPPED = 40
RAGGED = 20  # by so much the lines of one paragraph may differ: a long word went to the next
WRAPPED_SHARE = 0.4
LIST_ITEM = re.compile(r">|(?:[-*•·–—|]|\(?\d{1,3}[.)]|[a-z][.)])\s")


def read_plain(data: bytes, *, charset: str | None = None, limits: Limits = SAFE) -> Draft:
    """A text file, its blocks the paragraphs, each marked with its first line, from 1, and its place in the bytes.

    The mark "bytes" is half-open, from the start of the first line to the end of the last; none in UTF-16 and its like.

    Raises:
        EmptyReport: There is nothing but white space.
        ReadError: The bytes are no text.
    """
    encoding = encoding_of(data, charset=charset)
    text = decode_as(data, encoding)
    known = not encoding.startswith(WIDE) and len(text) <= limits.text_chars
    return lay_out(text, limits=limits, lines=_starts(data) if known else [])


def lay_out(text: str, *, limits: Limits = SAFE, lines: Sequence[int] | None = None) -> Draft:
    """A text in paragraphs, with what its head and foot say of it; lines broken for width are joined.

    Args:
        text: Lines that end in a newline.
        limits: How much of it is taken.
        lines: Where each line begins in the bytes of a file, and where the last ends; empty if that is not known,
            None if the text is no file.

    Raises:
        ReadError: It is too long.
    """
    layout = Layout(most=limits.text_chars)
    layout.refuse_beyond(len(text))  # before it is taken apart: 64 MB of line breaks are as many lines
    width, at = _width(text), 0
    for n, part in enumerate(BLANK.split(text)):
        if n % 2 == 0:
            marks = () if lines is None else _marks(part, at, lines)
            layout.add("\n".join(_joined(part.split("\n"), width)), marks=marks)
        at += part.count("\n")
    draft = layout.draft()
    return Draft(text=draft.text, blocks=draft.blocks, facts=opening_facts(draft.text, draft.blocks))


def _starts(data: bytes) -> list[int]:
    """Where each line begins, and where the last ends."""
    return [0, *(found.end() for found in LINE_END.finditer(data)), len(data)]


def _marks(paragraph: str, above: int, lines: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Where a paragraph stands that has so many line breaks above it."""
    first = above + len(paragraph) - len(paragraph.lstrip("\n"))
    last = above + paragraph.rstrip("\n").count("\n")
    yield "line", str(first + 1)
    if last + 1 < len(lines):
        yield "bytes", f"{lines[first]} {lines[last + 1]}"


def _width(text: str) -> int:
    """The width to which a text is wrapped, 0 where it is not: that of its third longest line (a URL may stick out)."""
    lengths = sorted(map(len, text.split("\n")), reverse=True)
    width = lengths[min(2, len(lengths) - 1)]
    broken = [len(line.rstrip()) for paragraph in BLANK.split(text) for line in paragraph.split("\n")[:-1]]
    full = sum(length + RAGGED > width for length in broken)  # in a list of short lines none was broken for width
    return width if MIN_WRAPPED <= width <= WIDEST_WRAPPED and full >= WRAPPED_SHARE * len(broken) else 0


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
