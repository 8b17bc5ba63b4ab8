"""Text as the windows of word pieces that an encoder reads.

A window holds whole paragraphs where they fit, and says of every piece where in the text it stands and how it looks
there: its letter case and quotation marks, of which the encoder's vocabulary keeps nothing or little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tokenizers import Tokenizer

from rashomon.ledger import Span

MAX_PIECES = 192  # of a window, its special pieces included; nearly all paragraphs fit, and attention stays cheap
OVERLAP = 64  # pieces that two windows of one long paragraph share
N_MARKS = 13  # kinds of look that a piece may have: see _pieces
_CLOSES = {"“": "”", "„": "“”", "«": "»", '"': '"'}  # which marks close the quotation that one opens
_MARKS = '“”„«»"'
_SPECIAL = Span(0, 0)
_Piece = tuple[int, int, Span, int]  # id, look, place, number of its word in the block


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Word pieces that are read together; the lists run in parallel.

    ``spans`` are places in the text, empty for special pieces. ``words`` numbers the words within the window, -1 for
    special pieces. Cues count only when they begin in ``first <= piece < last``: a neighbour sees the others better.
    """

    ids: Sequence[int]
    marks: Sequence[int]
    spans: Sequence[Span]
    words: Sequence[int]
    first: int
    last: int


def paragraphs(text: str) -> tuple[Span, ...]:
    """The lines of the text that are not blank."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(found)


def cut_windows(
    tokenizer: Tokenizer, text: str, blocks: Sequence[Span], *, max_pieces: int = MAX_PIECES
) -> tuple[Window, ...]:
    """The blocks as windows: as many whole blocks as fit, a longer one alone in windows that overlap."""
    encoded = tokenizer.encode_batch([text[start:end] for start, end in blocks], add_special_tokens=False)
    pieces = [
        _pieces(text, block.start, each.ids, each.offsets, each.word_ids)
        for block, each in zip(blocks, encoded, strict=True)
    ]
    cls, sep = tokenizer.encode("").ids
    return tuple(_window(group, cls, sep, first, last) for group, first, last in _packed(pieces, max_pieces))


def _pieces(
    text: str, start: int, ids: Iterable[int], offsets: Iterable[tuple[int, int]], words: Iterable[int | None]
) -> list[_Piece]:
    """The pieces of one block with their look: 3 * letter case + where it stands towards quotation marks."""
    pieces, opened = [], ""
    for id_, (left, right), word in zip(ids, offsets, words, strict=True):
        span = Span(start + left, start + right)
        char = text[span.start : span.start + 1]
        opened = _opened(opened, char)
        quoted = 2 if char in _MARKS else int(bool(opened))
        pieces.append((id_, 3 * _case(text[span.start : span.end]) + quoted, span, word or 0))
    return pieces


def _opened(opened: str, char: str) -> str:
    """The quotation mark that is open after this character, none as an empty string."""
    if char in _CLOSES.get(opened, ""):
        return ""
    return char if char in _CLOSES else opened


def _case(word: str) -> int:
    """0 lower case, 1 a capital first, 2 capitals throughout, 3 no letters: the vocabulary knows no case."""
    if not word[:1].isalpha():
        return 3
    if not word[0].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def _packed(blocks: Iterable[list[_Piece]], max_pieces: int) -> Iterator[tuple[list[list[_Piece]], int, int]]:
    """Blocks that share a window, and the range of its pieces at which a cue may begin."""
    group: list[list[_Piece]] = []
    size = 1
    for block in filter(None, blocks):
        if size + len(block) + 1 > max_pieces and group:
            yield group, 0, size
            group, size = [], 1
        if len(block) + 2 > max_pieces:
            yield from _sliced(block, max_pieces)
        else:
            group.append(block)
            size += len(block) + 1
    if group:
        yield group, 0, size


def _sliced(block: list[_Piece], max_pieces: int) -> Iterator[tuple[list[list[_Piece]], int, int]]:
    """A long block in windows that overlap; each half of an overlap belongs to the window that reaches further."""
    size = max_pieces - 2
    overlap = min(OVERLAP, size // 2)
    starts = [*range(0, len(block) - size, size - overlap), len(block) - size]
    seams = [0, *((left + size + right) // 2 for left, right in pairwise(starts)), len(block)]
    for start, (low, high) in zip(starts, pairwise(seams), strict=True):
        yield [block[start : start + size]], low - start + 1, high - start + 1  # 1: the special piece before


def _window(group: list[list[_Piece]], cls: int, sep: int, first: int, last: int) -> Window:
    """The blocks' pieces in one row, a special piece before all and one after each."""
    row = [(cls, N_MARKS - 1, _SPECIAL, -1)]
    before = 0
    for block in group:
        low = block[0][3]
        row += [(id_, mark, span, before + word - low) for id_, mark, span, word in block]
        before += block[-1][3] - low + 1
        row.append((sep, N_MARKS - 1, _SPECIAL, -1))
    ids, marks, spans, words = zip(*row, strict=True)
    return Window(ids=ids, marks=marks, spans=spans, words=words, first=first, last=last)
