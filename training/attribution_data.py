"""Articles with marked attributions, as batches for the networks to train on."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from rashomon.ledger import Span
from rashomon.models.windows import MAX_PIECES, N_MARKS, Window, cut_windows, paragraphs

HELD_OUT = 16  # one article in so many serves to choose thresholds and is never trained on
BATCH = 16  # windows
STYLES = (str.maketrans("“”", '""'), str.maketrans("“”’", "‘’'"), str.maketrans("“”", "«»"))
STYLE_SHARE = (0.25, 0.08, 0.04)  # of the articles are read with other quotation marks, so that any will do


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An attribution as somebody marked it."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text with its attributions."""

    id: str
    text: str
    marked: tuple[Marked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A window with what is to be found in it: the piece each cue begins at, and every piece's role towards it."""

    window: Window
    cues: tuple[int, ...]
    roles: tuple[tuple[int, ...], ...]


def read_articles(path: Path) -> tuple[Article, ...]:
    """The articles of a file, an object a line."""
    return tuple(_article(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _article(data: dict[str, Any]) -> Article:
    marked = (
        Marked(**{role: tuple(Span(*span) for span in each[role]) for role in ("source", "cue", "content")})
        for each in data["attributions"]
    )
    return Article(id=data["id"], text=data["text"], marked=tuple(marked))


def is_held_out(article: Article) -> bool:
    """Whether the article serves to choose thresholds: chance, but the same chance on every run."""
    return int(hashlib.sha256(article.id.encode()).hexdigest(), 16) % HELD_OUT == 0


def account_of(articles: Sequence[Article]) -> dict[str, int]:
    """How much there is to learn from, and how many attributions are left out for which reason."""
    marked = [each for article in articles for each in article.marked]
    return {
        "articles": len(articles),
        "attributions": len(marked),
        "left out, no cue": sum(not each.cue for each in marked),
        "left out, no content": sum(bool(each.cue) and not each.content for each in marked),
    }


def examples_of(article: Article, tokenizer: Tokenizer, *, max_pieces: int, style: int | None = None) -> list[Example]:
    """The article's windows with their answers."""
    text = article.text if style is None else article.text.translate(STYLES[style])
    windows = cut_windows(tokenizer, text, paragraphs(text), max_pieces=max_pieces)
    return [_example(window, article.marked) for window in windows]


def _example(window: Window, marked: Iterable[Marked]) -> Example:
    """What is marked within the window; a cue that begins outside it leaves no trace."""
    found = {}
    low, high = window.spans[1].start, window.spans[-2].end
    for each in marked:
        if each.cue and each.content and low <= each.cue[0].start < high:
            roles = [0] * len(window.ids)
            for role, spans in ((1, each.source), (3, each.content), (2, each.cue)):
                for piece in _covered(window, spans):
                    roles[piece] = role
            found[roles.index(2)] = tuple(roles)
    return Example(window=window, cues=tuple(found), roles=tuple(found.values()))


def _covered(window: Window, spans: Iterable[Span]) -> list[int]:
    """The pieces that the spans cover any part of."""
    return [
        piece
        for piece, (start, end) in enumerate(window.spans)
        if start < end and any(start < right and left < end for left, right in spans)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Windows as tensors [b, t]; ``cues`` [n, 2] are (window, piece), ``roles`` [n, t] belong to them."""

    ids: Tensor
    marks: Tensor
    mask: Tensor
    cues: Tensor
    roles: Tensor


def to_batch(examples: Sequence[Example]) -> Batch:
    """The examples side by side, the shorter ones filled up with nothing."""
    longest = max(len(example.window.ids) for example in examples)

    def filled(rows: Iterable[Sequence[int]], fill: int = 0) -> Tensor:
        return torch.tensor([[*row, *[fill] * (longest - len(row))] for row in rows], dtype=torch.long).view(
            -1, longest
        )

    return Batch(
        ids=filled(example.window.ids for example in examples),
        marks=filled((example.window.marks for example in examples), N_MARKS - 1),
        mask=filled([1] * len(example.window.ids) for example in examples).bool(),
        cues=torch.tensor([(at, cue) for at, each in enumerate(examples) for cue in each.cues]).long().view(-1, 2),
        roles=filled(roles for example in examples for roles in example.roles),
    )


def epoch_batches(articles: Sequence[Article], tokenizer: Tokenizer, seed: int) -> Iterator[Batch]:
    """All articles once, in windows cut anew, those of like length together."""
    chance = random.Random(seed)
    examples = []
    for article in articles:
        style = chance.choices((None, 0, 1, 2), (1 - sum(STYLE_SHARE), *STYLE_SHARE))[0]
        pieces = chance.choice((112, 144, 176, MAX_PIECES))
        examples += examples_of(article, tokenizer, max_pieces=pieces, style=style)
    examples.sort(key=lambda example: len(example.window.ids) + chance.random() * 16)
    batches = [examples[at : at + BATCH] for at in range(0, len(examples), BATCH)]
    chance.shuffle(batches)
    yield from map(to_batch, batches)
