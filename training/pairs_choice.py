"""Chooses the thresholds of ``rashomon.models.pairs`` on events that its network was not trained on, and measures."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pairs_data import AGREES, CONTRADICTS, NEITHER, Pair

from rashomon.ledger import Kind
from rashomon.models.pairs import LABELS, FloatArray, PairChoice

MISSED = 0.03  # of true contradictions may fall below ``veto``
POSSIBLE, SURE = 0.85, 0.95  # precision from the threshold on, among all pairs of an event
FEWEST = 20  # pairs that a precision must rest on
PLACES = 10_000  # thresholds are kept to four places
Mask = NDArray[np.bool_]


def choose(pairs: Sequence[Pair], chances: FloatArray) -> PairChoice:
    """The thresholds, from every pair of the events: ``chances`` [n, 3] are the model's for each."""
    chance, true = chances[:, CONTRADICTS], _labels(pairs) == CONTRADICTS
    return PairChoice(
        veto=math.floor(float(np.quantile(chance[true], MISSED)) * PLACES) / PLACES,
        possible=lowest(chance, true, precision=POSSIBLE),
        sure=lowest(chance, true, precision=SURE),
    )


def lowest(chance: FloatArray, true: Mask, *, precision: float) -> float | None:
    """The lowest threshold from which on that precision is reached, None if there is none."""
    order = np.argsort(-chance, kind="stable")
    found = np.arange(1, len(order) + 1)
    enough = np.flatnonzero((np.cumsum(true[order]) / found >= precision) & (found >= FEWEST))
    return math.floor(float(chance[order[enough[-1]]]) * PLACES) / PLACES if len(enough) else None


def measure(pairs: Sequence[Pair], chances: FloatArray, choice: PairChoice) -> dict[str, Any]:
    """What the thresholds give on pairs with known labels, all in shares of one but the counts."""
    chance, labels = chances[:, CONTRADICTS], _labels(pairs)
    true = labels == CONTRADICTS
    return {
        "pairs": len(pairs),
        "events": len({pair.event for pair in pairs}),
        "largest of three is right": _by(pairs, chances.argmax(axis=1) == labels),
        "contradiction above agreement (AUC)": auc(chance[true], chance[labels == AGREES]),
        "contradiction above neither (AUC)": auc(chance[true], chance[labels == NEITHER]),
        "agreement above neither (AUC)": auc(chances[labels == AGREES, AGREES], chances[labels == NEITHER, AGREES]),
        "by kind": {str(kind): _of_kind(kind, _kinds(pairs), labels, chances, choice) for kind in Kind},
        "below veto": _by(pairs, chance < choice.veto),
        **{name: _found(pairs, chance, true, getattr(choice, name)) for name in ("possible", "sure")},
        "chosen on half of the events, measured on the other": _crossed(pairs, chances),
    }


def by_relation(relations: Sequence[str], chances: FloatArray, choice: PairChoice) -> dict[str, dict[str, float]]:
    """Of each relation's pairs the shares below ``veto``, from ``possible`` and ``sure`` on, and of each label."""
    found = {}
    for relation in sorted(set(relations)):
        rows = chances[np.array(relations) == relation]
        chance = rows[:, CONTRADICTS]
        found[relation] = {"pairs": len(rows), "below veto": round(float((chance < choice.veto).mean()), 4)}
        for name, least in (("possible", choice.possible), ("sure", choice.sure)):
            found[relation][name] = 0.0 if least is None else round(float((chance >= least).mean()), 4)
        found[relation] |= {label: round(float((rows.argmax(1) == at).mean()), 4) for at, label in enumerate(LABELS)}
    return found


def auc(high: FloatArray, low: FloatArray) -> float:
    """How often one of the first is above one of the second (Mann and Whitney, 1947), ties by halves."""
    ordered = np.sort(low)
    below = np.searchsorted(ordered, high, "left") + np.searchsorted(ordered, high, "right")
    return round(float(below.sum()) / 2 / max(1, len(high) * len(low)), 4)


def _found(pairs: Sequence[Pair], chance: FloatArray, true: Mask, threshold: float | None) -> dict[str, Any] | None:
    """From a threshold on: how many pairs, how many of them contradictions, and the share found of each kind."""
    if threshold is None:
        return None
    above = chance >= threshold
    kinds = _kinds(pairs)
    return {
        "found": int(above.sum()),
        "precision": _share(true[above]),
        "recall": _share(above[true]),
        "recall by kind": {str(kind): _share(above[true & (kinds == kind)]) for kind in Kind},
        "by": _by(pairs, above),
    }


def _of_kind(
    kind: Kind, kinds: NDArray[np.str_], labels: NDArray[np.int64], chances: FloatArray, choice: PairChoice
) -> dict[str, float | None]:
    """Of the contradictions of one kind: how many, how they are told from what else its sets hold, what is lost."""
    told = [chances[(kinds == kind) & (labels == label)] for label in range(len(LABELS))]
    chance = told[CONTRADICTS][:, CONTRADICTS]
    return {
        "contradictions": len(chance),
        "largest of three": _share(told[CONTRADICTS].argmax(axis=1) == CONTRADICTS),
        "above agreement (AUC)": auc(chance, told[AGREES][:, CONTRADICTS]),
        "above neither (AUC)": auc(chance, told[NEITHER][:, CONTRADICTS]),
        "below veto": _share(chance < choice.veto),
    }


def _kinds(pairs: Sequence[Pair]) -> NDArray[np.str_]:
    return np.array([pair.kind or "" for pair in pairs], np.str_)


def _crossed(pairs: Sequence[Pair], chances: FloatArray) -> dict[str, Any]:
    """Precision and recall where the thresholds come from other events than those measured on."""
    half = np.array([_is_even(pair.event) for pair in pairs])
    chance, true = chances[:, CONTRADICTS], _labels(pairs) == CONTRADICTS
    above: dict[str, Mask] = {name: np.zeros(len(pairs), np.bool_) for name in ("veto", "possible", "sure")}
    for side in (half, ~half):
        choice = choose([pair for pair, inside in zip(pairs, ~side, strict=True) if inside], chances[~side])
        for name, mask in above.items():
            threshold = getattr(choice, name)
            mask[side] = False if threshold is None else chance[side] >= threshold
    return {name: {"precision": _share(true[mask]), "recall": _share(mask[true])} for name, mask in above.items()}


def _is_even(event: str) -> bool:
    return hashlib.sha256(b"half" + event.encode()).digest()[0] % 2 == 0


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
