"""The pair model: what it gives back for any pairs, and that the shipped network tells clear ones apart."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rashomon.models.pairs import LABELS, WEIGHTS, PairModel, pair_model

BRIDGE = ("The bridge at Osterly fell at dawn.", "The Osterly bridge came down shortly after sunrise.")
CLAIMS = ("Nine miners died in the pit at Harnau.", "Twenty-two miners were killed at Harnau.")


def test_each_pair_gets_three_shares_of_one() -> None:
    chances = pair_model().probabilities([BRIDGE, CLAIMS, ("", "Rain fell.")])
    assert chances.shape == (3, len(LABELS))
    assert chances.sum(axis=1) == pytest.approx(1.0, abs=1e-5)


def test_no_pairs_give_no_rows() -> None:
    assert pair_model().probabilities([]).shape == (0, len(LABELS))


def test_a_pair_turned_round_gets_the_same_answer() -> None:
    (straight,), (turned,) = (pair_model().probabilities([pair]) for pair in (CLAIMS, CLAIMS[::-1]))
    assert np.array_equal(straight, turned)


def test_an_answer_does_not_depend_on_what_else_is_asked() -> None:
    alone = pair_model().probabilities([CLAIMS])[0]
    among = pair_model().probabilities([BRIDGE, CLAIMS, ("Rain " * 200, "Snow fell.")])[1]
    assert np.array_equal(alone, among)


def test_thresholds_rise() -> None:
    choice = pair_model().choice
    reached = [each for each in (choice.veto, choice.possible, choice.sure) if each is not None]
    assert reached == sorted(reached)
    assert 0.0 <= reached[0] <= reached[-1] <= 1.0


@pytest.mark.parametrize(
    ("a", "b", "label"),
    [
        (*CLAIMS, "contradicts"),
        (*BRIDGE, "agrees"),
        ("Nine miners died in the pit at Harnau.", "The choir sang in Velsen on Sunday.", "neither"),
    ],
)
def test_clear_pairs_are_told_apart(a: str, b: str, label: str) -> None:
    assert LABELS[pair_model().probabilities([(a, b)])[0].argmax()] == label


def test_outputs_in_another_order_are_put_in_ours(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes((WEIGHTS / "model.onnx").read_bytes())
    (tmp_path / "choice.json").write_text(json.dumps({"veto": 0.1, "order": LABELS[::-1]}))
    own = PairModel(tmp_path).probabilities([CLAIMS])[0]
    assert own == pytest.approx(pair_model().probabilities([CLAIMS])[0][::-1], abs=1e-5)


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        PairModel(tmp_path)
