"""Pairs made from told ones by machine: other names, another number, another day.

With some hundred events to learn from, a network learns their names by heart; with other names in their place it has to
read the words between.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pairs_data import AGREES, CONTRADICTS, Pair

from rashomon.ledger import Kind

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
).split()  # "one" is too often no number
ENDED = ".!?:\"“'‘"  # after these a capital letter makes no name
BARE = 0.7  # of the claims lose their full stop
WORD = re.compile(r"\w+")
COUNTED = re.compile(rf"\b(?:\d{{1,3}}|{'|'.join(NUMBERS)})\b(?![.,:]\d)", re.IGNORECASE)
DATED = re.compile(rf"\b(?:{'|'.join(DAYS + MONTHS)})\b")


def names_of(pairs: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    """The names of each event: what has a capital letter within a sentence, but for days and months."""
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        claims[pair.event] |= {pair.a, pair.b}
    return {event: tuple(sorted({name for text in texts for name in _names(text)})) for event, texts in claims.items()}


def _names(text: str) -> list[str]:
    return [
        match[0]
        for match in WORD.finditer(text)
        if match[0][0].isupper()
        and len(match[0]) > 2
        and match[0] not in DAYS + MONTHS
        and text[: match.start()].rstrip()[-1:] not in ENDED  # "" is in every string: the first word is no name
    ]


def renamed(pair: Pair, names: Mapping[str, Sequence[str]], chance: random.Random) -> Pair:
    """The pair with names of another event in place of its own, the same in both claims."""
    others = names[chance.choice(sorted(names))]
    own = names[pair.event]
    if not own or len(others) < len(own):
        return pair
    given = dict(zip(own, chance.sample(others, len(own)), strict=True))
    a, b = (WORD.sub(lambda match: given.get(match[0], match[0]), text) for text in (pair.a, pair.b))
    return replace(pair, a=a, b=b)


def with_another_value(pair: Pair, chance: random.Random) -> Pair | None:
    """A contradiction: the first claim, and the same with another number, day or month; None where it has none."""
    found = [*COUNTED.finditer(pair.a), *DATED.finditer(pair.a)]
    if not found:
        return None
    at = chance.choice(found)
    changed = pair.a[: at.start()] + _another(at[0], chance) + pair.a[at.end() :]
    return replace(pair, b=changed, label=CONTRADICTS, by="another value")


def spelled_otherwise(pair: Pair, chance: random.Random) -> Pair | None:
    """An agreement: the first claim, and the same with its numbers in figures or in words; None where it has none."""
    changed = COUNTED.sub(lambda match: _spelled(match[0]), pair.a)
    return None if changed == pair.a else replace(pair, b=changed, label=AGREES, by="another spelling")


def denied(pair: Pair) -> Pair | None:
    """The pair with the first claim denied: two wordings of an answer contradict, what did neither does neither."""
    if pair.label == CONTRADICTS or pair.by == "refines":
        return None
    label, kind = (CONTRADICTS, Kind.DENIAL) if pair.label == AGREES else (pair.label, pair.kind)
    return replace(pair, a=f"It is not true that {pair.a}", label=label, kind=kind, by="denied")


def bare(pair: Pair, chance: random.Random) -> Pair:
    """The pair as claims stand within a sentence: most without their full stops."""
    a, b = (text.rstrip(".") if chance.random() < BARE else text for text in (pair.a, pair.b))
    return replace(pair, a=a, b=b)


def _another(word: str, chance: random.Random) -> str:
    for choice in (DAYS, MONTHS):
        if word in choice:
            return chance.choice([other for other in choice if other != word])
    value = int(word) if word.isdigit() else NUMBERS.index(word.lower()) + 2
    other = chance.choice([n for n in range(2, max(20, 2 * value)) if n != value])
    return _as_written(other, word) if chance.random() < 0.7 else str(other)


def _as_written(value: int, like: str) -> str:
    if like.isdigit() or value - 2 >= len(NUMBERS):
        return str(value)
    return NUMBERS[value - 2].capitalize() if like[0].isupper() else NUMBERS[value - 2]


def _spelled(word: str) -> str:
    if not word.isdigit():
        return str(NUMBERS.index(word.lower()) + 2)
    return _as_written(int(word), "a") if int(word) >= 2 else word
