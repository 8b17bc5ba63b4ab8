"""What a reader makes of one file: its text laid out in blocks, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rashomon.errors import ReadError
from rashomon.ledger import Block
from rashomon.read.limits import SAFE

SPACES = re.compile(r"[^\S\n]+")
AROUND_BREAKS = re.compile(r" ?\n ?")
UNWRITTEN = dict.fromkeys((*range(32), *range(127, 160), *range(55296, 57344), 65534, 65535), "�")
UNWRITTEN |= dict.fromkeys((0x09, 0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F, 0x85), " ") | {0x0A: "\n", 0x0D: "\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that the page says of itself: which field of the report, its value, and where it stands."""

    name: str
    value: str
    clue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report before it has a name and a digest; of several facts on one field, the first is believed."""

    text: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()


@dataclass(slots=True)
class Layout:
    """A text in the making: blocks in reading order, joined by a newline; no longer than ``most`` characters."""

    most: int = SAFE.text_chars
    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def add(
        self,
        text: str,
        path: tuple[str, ...] = (),
        boxes: tuple[int, ...] = (),
        marks: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Append a block, white space folded within its lines; a block of white space alone is none.

        Raises:
            ReadError: The text grows too long.
        """
        folded = fold(text)
        if not folded:
            return
        self.refuse_beyond(len(folded))
        start = self.length + bool(self.parts)
        self.length = start + len(folded)
        self.parts.append(folded)
        self.blocks.append(Block(start=start, end=self.length, path=path, boxes=boxes, marks=tuple(marks)))

    def append(self, draft: Draft) -> None:
        """Append a text that is laid out, with its blocks; none of its elements is one of those before."""
        shift = self.length + bool(self.parts)
        after = 1 + max((box for block in self.blocks for box in block.boxes), default=0)
        self.parts.append(draft.text)
        self.length = shift + len(draft.text)
        for one in draft.blocks:
            boxes = tuple(box + after for box in one.boxes)
            self.blocks.append(replace(one, start=one.start + shift, end=one.end + shift, boxes=boxes))

    def refuse_beyond(self, chars: int) -> None:
        """
        Raises:
            ReadError: So many characters more would be more than may be.
        """
        if self.length + chars > self.most:
            raise ReadError(too_long(self.most))

    def draft(self, facts: Iterable[Fact] = ()) -> Draft:
        """The finished text with its blocks."""
        return Draft(text="\n".join(self.parts), blocks=tuple(self.blocks), facts=tuple(facts))


def too_long(most: int) -> str:
    """Why a text of more characters than that is not read."""
    return f"more than {most:,} characters of text; left unread"


def written(text: str) -> str:
    """The text without characters that cannot be shown, which would break files that are made of it.

    Each is replaced by one character (a space, or U+FFFD where something was lost), so that lengths stay.
    """
    return text.translate(UNWRITTEN)


def fold(text: str) -> str:
    """White space folded to single spaces, line breaks kept, none at the ends."""
    return AROUND_BREAKS.sub("\n", SPACES.sub(" ", text)).strip()
