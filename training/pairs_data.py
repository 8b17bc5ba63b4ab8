"""Typed pairs of claims, drawn from sets of facts told in many wordings, and the batches to learn them from.

A set is one question of one event, a JSON object a line: {"event", "question", "kind", "accounts": [{"claims"}, ...],
"refines", "updates", "compatible"}. Claims of one account agree, claims of two contradict; what refines agrees with the
first account alone; updates and compatible claims contradict nothing.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from rashomon.ledger import Kind
from rashomon.models.pairs import KINDS, LABELS, MAX_PIECES

HELD_OUT = 8  # one event in so many serves to choose thresholds and is never trained on
BATCH = 32  # pairs
NEWS = 12  # of them from real reports, beside each batch
AGREES, NEITHER, CONTRADICTS = range(len(LABELS))
PADDING = 1  # of the encoder's vocabulary
NO_KIND = -1
OTHER_EVENT = 0.1  # of the pairs that are neither; across events even words in common tell them apart
NEITHER_MIX = {"compatible": 0.5, "other set": 0.33, "updates": 0.07}  # the rest are of other events
TWICE = 2  # so many neithers to one contradiction and to one agreement in an epoch


@dataclass(frozen=True, slots=True, kw_only=True)
class Factset:
    """One question of an event, its answers in many wordings; ``subject`` is the name of the file it came in."""

    event: str
    subject: str
    kind: Kind
    accounts: tuple[tuple[str, ...], ...]
    refines: tuple[str, ...]
    updates: tuple[str, ...]
    compatible: tuple[str, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """All that is said in it."""
        told = (claim for account in self.accounts for claim in account)
        return (*told, *self.refines, *self.updates, *self.compatible)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two claims, how they stand to one another, and how that is known (``by``: "accounts", "compatible", …)."""

    a: str
    b: str
    label: int
    by: str
    kind: Kind | None  # None across sets
    event: str
    subject: str


def read_factsets(paths: Iterable[Path], dropped: Counter[str]) -> tuple[Factset, ...]:
    """The sets of the files; lines that are none are counted by what is wrong with them."""
    found = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                found.append(_factset(json.loads(line), path.stem))
            except (ValueError, KeyError, TypeError) as error:
                dropped[f"line: {type(error).__name__}"] += 1
    return tuple(found)


def _factset(data: dict[str, Any], subject: str) -> Factset:
    more = {name: tuple(data[name]) for name in ("refines", "updates", "compatible")}
    accounts = tuple(tuple(account["claims"]) for account in data["accounts"])
    return Factset(event=data["event"], subject=subject, kind=Kind(data["kind"]), accounts=accounts, **more)


def is_held_out(event: str) -> bool:
    """Whether the event serves to choose thresholds: chance, but the same chance on every run."""
    return int(hashlib.sha256(event.encode()).hexdigest(), 16) % HELD_OUT == 0


def pairs_of(factsets: Sequence[Factset], dropped: Counter[str]) -> tuple[Pair, ...]:
    """Every pair within each event, once, in a fixed order; those that cannot serve are counted by reason."""
    by_event: defaultdict[str, list[Factset]] = defaultdict(list)
    for factset in factsets:
        by_event[factset.event].append(factset)
    return tuple(pair for sets in by_event.values() for pair in _sound(_within_event(sets), dropped))


def _within_event(sets: Sequence[Factset]) -> Iterator[Pair]:
    for one in sets:
        for a, b, label, by in _within_set(one):
            yield Pair(a=a, b=b, label=label, by=by, kind=one.kind, event=one.event, subject=one.subject)
    for one, other in combinations(sets, 2):
        for a, b in product(one.claims, other.claims):
            yield Pair(a=a, b=b, label=NEITHER, by="other set", kind=None, event=one.event, subject=one.subject)


def _within_set(one: Factset) -> Iterator[tuple[str, str, int, str]]:
    for account in one.accounts:
        yield from ((a, b, AGREES, "account") for a, b in combinations(account, 2))
    for first, second in combinations(one.accounts, 2):
        yield from ((a, b, CONTRADICTS, "accounts") for a, b in product(first, second))
    for at, account in enumerate(one.accounts):
        label = CONTRADICTS if at else AGREES
        yield from ((a, b, label, "refines") for a, b in product(account, one.refines))
    told = [claim for account in one.accounts for claim in account] + list(one.refines)
    yield from ((a, b, NEITHER, "updates") for a, b in product(told, one.updates))
    yield from ((a, b, NEITHER, "compatible") for a, b in product((*told, *one.updates), one.compatible))
    yield from ((a, b, NEITHER, "compatible") for a, b in combinations(one.compatible, 2))


def _sound(pairs: Iterable[Pair], dropped: Counter[str]) -> list[Pair]:
    """Without a claim paired with itself, and without claims that are paired twice."""
    seen: dict[frozenset[str], list[Pair]] = {}
    for pair in pairs:
        if pair.a == pair.b:
            dropped["pair: the same words twice"] += 1
        else:
            seen.setdefault(frozenset((pair.a, pair.b)), []).append(pair)
    kept = []
    for same in seen.values():
        if len({pair.label for pair in same}) > 1:
            dropped["pair: labelled in two ways"] += len(same)
        else:
            dropped["pair: drawn before"] += len(same) - 1
            kept.append(same[0])
    return kept


def draw(pairs: Sequence[Pair], seed: int) -> list[Pair]:
    """An epoch: all agreements, as many contradictions, twice as many neithers, each in a chance direction."""
    chance = random.Random(seed)
    pools: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        pools[pair.by if pair.label == NEITHER else LABELS[pair.label]].append(pair)
    size = len(pools[LABELS[AGREES]])
    drawn = pools[LABELS[AGREES]] + _some(pools[LABELS[CONTRADICTS]], size, chance)
    for by, share in NEITHER_MIX.items():
        drawn += _some(pools[by], round(share * TWICE * size), chance)
    drawn += _of_other_events(pairs, round(OTHER_EVENT * TWICE * size), chance)
    return [_turned(pair) if chance.random() < 0.5 else pair for pair in drawn]


def some_of_each(pairs: Sequence[Pair], size: int) -> list[Pair]:
    """At most so many of each label, by chance, but the same on every run."""
    chance = random.Random(0)
    return [
        pair
        for label in range(len(LABELS))
        for pair in _some([each for each in pairs if each.label == label], size, chance)
    ]


def _some(pool: Sequence[Pair], size: int, chance: random.Random) -> list[Pair]:
    return chance.sample(pool, min(size, len(pool)))


def _of_other_events(pairs: Sequence[Pair], size: int, chance: random.Random) -> Iterator[Pair]:
    for _ in range(size):
        one, other = chance.sample(pairs, 2)
        if one.event != other.event:
            yield Pair(
                a=one.a, b=other.b, label=NEITHER, by="other event", kind=None, event=one.event, subject=one.subject
            )


def _turned(pair: Pair) -> Pair:
    return Pair(
        a=pair.b, b=pair.a, label=pair.label, by=pair.by, kind=pair.kind, event=pair.event, subject=pair.subject
    )


def _is_told(pair: Pair) -> bool:
    """Whether it is a contradiction of its set's kind: one made by machine may be of another."""
    return pair.label == CONTRADICTS and pair.by in ("accounts", "refines", "denied")


def account_of(pairs: Iterable[Pair]) -> dict[str, int]:
    """How many pairs there are of each label, by how it is known."""
    return dict(sorted(Counter(f"{LABELS[pair.label]}, by {pair.by}" for pair in pairs).items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Pairs as tensors: ``ids`` and ``mask`` [b, t]; ``labels`` and the ``kinds`` of contradictions [b]."""

    ids: Tensor
    mask: Tensor
    labels: Tensor
    kinds: Tensor


def batches(pairs: Sequence[Pair], tokenizer: Tokenizer, seed: int) -> list[Batch]:
    """The pairs in a chance order, those of like length together."""
    tokenizer.enable_truncation(MAX_PIECES)
    encoded = tokenizer.encode_batch([(pair.a, pair.b) for pair in pairs])
    chance = random.Random(seed)
    order = sorted(range(len(pairs)), key=lambda at: len(encoded[at].ids) + chance.random() * 8)
    cut = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    chance.shuffle(cut)
    return [_batch([encoded[at] for at in rows], [pairs[at] for at in rows]) for rows in cut]


def read_news(path: Path, tokenizer: Tokenizer) -> list[Batch]:
    """The pairs of a file, {"a", "b"} a line, a dozen to a batch; their labels say nothing."""
    tokenizer.enable_truncation(MAX_PIECES)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [
        Pair(a=row["a"], b=row["b"], label=NEITHER, by="news", kind=None, event="", subject=path.stem) for row in rows
    ]
    encoded = tokenizer.encode_batch([(pair.a, pair.b) for pair in pairs])
    return [_batch(encoded[at : at + NEWS], pairs[at : at + NEWS]) for at in range(0, len(pairs), NEWS)]


def _batch(encoded: Sequence[Any], pairs: Sequence[Pair]) -> Batch:
    shape = len(encoded), max(len(each.ids) for each in encoded)
    ids, mask = torch.full(shape, PADDING), torch.zeros(shape, dtype=torch.long)
    for row, each in enumerate(encoded):
        ids[row, : len(each.ids)] = torch.tensor(each.ids)
        mask[row, : len(each.ids)] = 1
    kinds = [KINDS.index(pair.kind) if pair.kind and _is_told(pair) else NO_KIND for pair in pairs]
    return Batch(ids=ids, mask=mask, labels=torch.tensor([pair.label for pair in pairs]), kinds=torch.tensor(kinds))
