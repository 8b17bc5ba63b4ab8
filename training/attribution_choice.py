"""Chooses the thresholds of ``rashomon.models.attribution`` on articles that its networks were not trained on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from attribution_data import Article, Marked

from rashomon.ledger import Span
from rashomon.models.attribution import Choice, Tagged, Tagger, decide

MEASURES = ("content", "content+source", "exact content")
WORD = re.compile(r"\w+|[^\w\s]")
GRID: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("score", (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)),
    ("content", (0.2, 0.3, 0.4, 0.5, 0.6)),
    ("content_change", (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)),
    ("source", (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)),
    ("source_change", (0.0, 0.5, 1.0, 2.0)),
    ("alone", (True, False)),
)


Words = list[tuple[set[int], set[int]]]  # of each attribution, the numbers of its content's and its source's words


def words_of(text: str, found: Iterable[Marked | Tagged]) -> Words:
    """The words that the contents and sources cover, of attributions that have content."""
    starts = [match.start() for match in WORD.finditer(text)]

    def covered(spans: Iterable[Span]) -> set[int]:
        return {at for start, end in spans for at in range(bisect_left(starts, start), bisect_left(starts, end))}

    return [(covered(each.content), covered(each.source)) for each in found if each.content]


def hits(gold: Words, found: Words) -> tuple[int, int, int]:
    """How many contents are found, by half their words or more; of those, with the right source; and word for word."""
    pairs = {
        (len(a & c) / len(a | c), _same_source(b, d), i, j)
        for i, (a, b) in enumerate(gold)
        for j, (c, d) in enumerate(found)
        if a & c
    }
    left, right, both, exact = set[int](), set[int](), 0, 0
    for share, same, i, j in sorted(pairs, reverse=True):
        if share >= 0.5 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            both += same
            exact += share == 1
    return len(left), both, exact


def _same_source(gold: set[int], found: set[int]) -> bool:
    if not gold or not found:
        return not gold and not found
    return 2 * len(gold & found) >= len(gold | found) or max(gold) == max(found)


def measure(gold: Sequence[Words], found: Sequence[Words]) -> dict[str, float]:
    """F1 over the articles: of contents, of contents with their sources, of contents word for word."""
    counts = [hits(one, other) for one, other in zip(gold, found, strict=True)]
    total = max(1, sum(map(len, gold)) + sum(map(len, found)))
    return {name: 2 * sum(count) / total for name, count in zip(MEASURES, zip(*counts, strict=True), strict=True)}


def choose(articles: Sequence[Article], tagger: Tagger) -> tuple[Choice, dict[str, float]]:
    """The thresholds, one after the other, by the sum of what is measured; and what is measured with them."""
    gold = [words_of(article.text, article.marked) for article in articles]
    readings = [tagger.read(article.text) for article in articles]
    tried: dict[Choice, dict[str, float]] = {}

    def worth(choice: Choice) -> float:
        if choice not in tried:
            found = [[each for reading in of for each in decide(reading, choice)] for of in readings]
            tried[choice] = measure(gold, [words_of(a.text, each) for a, each in zip(articles, found, strict=True)])
        return sum(tried[choice].values())

    best = Choice()
    for name, values in (*GRID, *GRID):
        best = max((Choice(**(asdict(best) | {name: value})) for value in values), key=worth)
        print(name, getattr(best, name), tried[best], flush=True)
    return best, tried[best]
