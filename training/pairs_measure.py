"""Measures the network of ``rashomon.models.pairs`` on events that it was not trained on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pairs_data import AGREES, CONTRADICTS, NEITHER, Pair

from rashomon.ledger import Kind
from rashomon.models.pairs import LABELS, FloatArray, Opinion

Mask = NDArray[np.bool_]


def chances_of(opinions: Sequence[Opinion]) -> FloatArray:
    """The chances of each, [n, 3] in the order of LABELS."""
    return np.array([one[: len(LABELS)] for one in opinions], np.float32).reshape(len(opinions), len(LABELS))


def measure(pairs: Sequence[Pair], opinions: Sequence[Opinion]) -> dict[str, Any]:
    """What it says of pairs with known labels, all in shares of one but the counts."""
    chances = chances_of(opinions)
    chance, labels = chances[:, CONTRADICTS], _labels(pairs)
    true = labels == CONTRADICTS
    return {
        "pairs": len(pairs),
        "events": len({pair.event for pair in pairs}),
        "largest of three is right": _by(pairs, chances.argmax(axis=1) == labels),
        "contradiction above agreement (AUC)": auc(chance[true], chance[labels == AGREES]),
        "contradiction above neither (AUC)": auc(chance[true], chance[labels == NEITHER]),
        "agreement above neither (AUC)": auc(chances[labels == AGREES, AGREES], chances[labels == NEITHER, AGREES]),
        "kind is right": _kind_is_right(pairs, opinions),
        "by kind": {str(kind): _of_kind(kind, _kinds(pairs), labels, chances) for kind in Kind},
    }


def _kind_is_right(pairs: Sequence[Pair], opinions: Sequence[Opinion]) -> float | None:
    """Of the contradictions between accounts the share whose kind is told."""
    told = [(pair.kind, one.kind) for pair, one in zip(pairs, opinions, strict=True) if pair.by == "accounts"]
    return _share(np.array([kind == called for kind, called in told], np.bool_))


def by_relation(relations: Sequence[str], chances: FloatArray) -> dict[str, dict[str, float]]:
    """Of each relation's pairs the shares of each label."""
    found = {}
    for relation in sorted(set(relations)):
        rows = chances[np.array(relations) == relation]
        found[relation] = {"pairs": len(rows)}
        found[relation] |= {label: round(float((rows.argmax(1) == at).mean()), 4) for at, label in enumerate(LABELS)}
    return found


def auc(high: FloatArray, low: FloatArray) -> float:
    """How often one of the first is above one of the second (Mann and Whitney, 1947), ties by halves."""
    ordered = np.sort(low)
    below = np.searchsorted(ordered, high, "left") + np.searchsorted(ordered, high, "right")
    return round(float(below.sum()) / 2 / max(1, len(high) * len(low)), 4)


def _of_kind(
    kind: Kind, kinds: NDArray[np.str_], labels: NDArray[np.int64], chances: FloatArray
) -> dict[str, float | None]:
    """Of the contradictions of one kind: how many, how they are told from what else its sets hold."""
    told = [chances[(kinds == kind) & (labels == label)] for label in range(len(LABELS))]
    chance = told[CONTRADICTS][:, CONTRADICTS]
    return {
        "contradictions": len(chance),
        "largest of three": _share(told[CONTRADICTS].argmax(axis=1) == CONTRADICTS),
        "above agreement (AUC)": auc(chance, told[AGREES][:, CONTRADICTS]),
        "above neither (AUC)": auc(chance, told[NEITHER][:, CONTRADICTS]),
    }


def _kinds(pairs: Sequence[Pair]) -> NDArray[np.str_]:
    return np.array([pair.kind or "" for pair in pairs], np.str_)


def _by(pairs: Sequence[Pair], hits: Iterable[np.bool_]) -> dict[str, str]:
    """The share of hits among the pairs of each label and origin."""
    groups: defaultdict[str, list[bool]] = defaultdict(list)
    for pair, hit in zip(pairs, hits, strict=True):
        groups[f"{LABELS[pair.label]}, by {pair.by}"].append(bool(hit))
    return {name: f"{sum(each) / len(each):.4f} of {len(each)}" for name, each in sorted(groups.items())}


def _labels(pairs: Sequence[Pair]) -> NDArray[np.int64]:
    return np.array([pair.label for pair in pairs], np.int64)


def _share(hits: Mask) -> float | None:
    return round(float(hits.mean()), 4) if len(hits) else None
