"""The pair model: what it gives back for any pairs, and that the shipped network tells clear ones apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.ledger import Kind
from rashomon.models.pairs import LABELS, WEIGHTS, Opinion, PairModel, Question, pair_model
from rashomon.store.records import from_json, to_json

BRIDGE = Question("The bridge at Osterly fell at dawn.", "The Osterly bridge came down shortly after sunrise.")
CLAIMS = Question("Nine miners died in the pit at Harnau.", "Twenty-two miners were killed at Harnau.")


def test_each_pair_gets_three_shares_of_one_and_a_kind() -> None:
    told = pair_model().opinions([BRIDGE, CLAIMS, Question("", "Rain fell.")])
    assert len(told) == 3
    for one in told:
        assert one.agrees + one.neither + one.contradicts == pytest.approx(1.0, abs=1e-5)
        assert isinstance(one.kind, Kind)


def test_no_pairs_give_no_opinions() -> None:
    assert pair_model().opinions([]) == []


def test_a_pair_turned_round_gets_the_same_answer() -> None:
    assert pair_model().opinions([CLAIMS]) == pair_model().opinions([Question(CLAIMS.b, CLAIMS.a)])


def test_an_answer_does_not_depend_on_what_else_is_asked() -> None:
    among = pair_model().opinions([BRIDGE, CLAIMS, Question("Rain " * 200, "Snow fell.")])
    assert pair_model().opinions([CLAIMS]) == among[1:2]


def test_a_reading_ends_where_nothing_that_matters_is_in_sight() -> None:
    unlike = Question("Nine miners died in the pit at Harnau.", "The choir sang in Velsen on Sunday.", 0.85, 0.4)
    (told,) = pair_model().opinions([unlike])
    assert told.kind is None  # which only the whole network tells
    assert told.label == "neither"


def test_what_may_matter_is_read_to_the_end() -> None:
    (told,), (whole,) = (
        pair_model().opinions([each]) for each in (CLAIMS._replace(agreeing=0.85, opposing=0.4), CLAIMS)
    )
    assert told == whole


def test_an_opinion_is_kept_as_plain_values() -> None:
    (told,) = pair_model().opinions([CLAIMS])
    assert from_json(Opinion, to_json(told)) == told


def test_an_answer_does_not_depend_on_the_number_of_threads() -> None:
    assert PairModel(threads=1).opinions([CLAIMS, BRIDGE]) == PairModel(threads=3).opinions([CLAIMS, BRIDGE])


@pytest.mark.parametrize(
    ("a", "b", "label"),
    [
        (CLAIMS.a, CLAIMS.b, "contradicts"),
        (BRIDGE.a, BRIDGE.b, "agrees"),
        ("Nine miners died in the pit at Harnau.", "The choir sang in Velsen on Sunday.", "neither"),
    ],
)
def test_clear_pairs_are_told_apart(a: str, b: str, label: str) -> None:
    (told,) = pair_model().opinions([Question(a, b)])
    assert told.label == label


def test_a_contradiction_in_a_number_is_called_one() -> None:
    assert pair_model().opinions([CLAIMS])[0].kind is Kind.NUMBER


def test_outputs_in_another_order_are_put_in_ours(tmp_path: Path) -> None:
    for path in WEIGHTS.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "order.json").write_text(json.dumps(LABELS[::-1]))
    (own,), (ours,) = (model.opinions([CLAIMS]) for model in (PairModel(tmp_path), pair_model()))
    assert own[: len(LABELS)] == pytest.approx(ours[: len(LABELS)][::-1], abs=1e-5)


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        PairModel(tmp_path)
