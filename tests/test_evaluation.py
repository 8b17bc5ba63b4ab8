"""The runners that score the program: what they count as an error of which kind, and which figures may not fall."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from attribution import FIGURES, KINDS, Gold, Outcome, errors, figures
from floors import hold, under_floor

TEXT = "Mill gone, says Lang\nAnna Keller came late. “It burned. It fell,” said Peter Lang.\n"


def spans(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(one), TEXT.index(one) + len(one)) for one in words)


def gold(content: tuple[str, ...], *, cue: str = "", source: str = "", tokens: int = 3, cue_tokens: int = 1) -> Gold:
    return Gold(
        article="a",
        text=TEXT,
        source=spans(source) if source else (),
        cue=spans(cue) if cue else (),
        content=spans(*content),
        content_tokens=tokens,
        cue_tokens=cue_tokens,
        nested=False,
    )


@pytest.mark.parametrize(
    ("one", "kinds"),
    [
        (gold(("Mill gone",), cue="says", source="Lang"), {"source after the cue", "headline"}),
        (gold(("It burned. It fell",), cue="said", source="Peter Lang", tokens=5), {
            "source after the cue", "content over several sentences"}),
        (gold(("It burned.", "It fell"), cue="said", source="Anna Keller"), {
            "source in an earlier sentence", "content over several sentences", "content in pieces"}),
        (gold(("came late",), cue="said", cue_tokens=2), {"multi-word cue", "no source"}),
    ],
)  # fmt: skip
def test_an_attribution_is_of_each_kind_that_holds_of_it(one: Gold, kinds: set[str]) -> None:
    assert {kind for kind, holds in KINDS.items() if holds(one)} == {"content of 1-5 tokens", *kinds}


@pytest.mark.parametrize(
    ("tokens", "kind"),
    [
        (5, "content of 1-5 tokens"),
        (6, "content of 6-20 tokens"),
        (20, "content of 6-20 tokens"),
        (21, "content of more than 20"),
    ],
)
def test_every_length_has_one_kind(tokens: int, kind: str) -> None:
    one = gold(("came late",), tokens=tokens)
    assert [name for name in KINDS if name.startswith("content of ") and KINDS[name](one)] == [kind]


def test_missed_and_wrongly_sourced_are_counted_apart() -> None:
    one = gold(("came late",))
    told = [Outcome(gold=one, content=c, source=s) for c, s in [(False, False), (True, False), (True, True)]]
    assert errors(told)["no source"] == {"gold": 3, "missed": 1, "wrong_source": 1}


def test_every_figure_is_read_from_its_place() -> None:
    f1 = {"content": {"f1": 0.5}, "content+source": {"f1": 0.4}, "source accuracy": 0.8}
    told = figures({"all": f1, "direct": f1, "indirect": f1})
    assert set(told) == set(FIGURES)
    assert (told["content F1"], told["indirect: content+source F1"], told["source accuracy"]) == (0.5, 0.4, 0.8)


@pytest.mark.parametrize(("value", "status"), [(0.49, 1), (0.5, 0), (0.51, 0)])
def test_a_figure_under_its_floor_is_status_1(tmp_path: Path, value: float, status: int) -> None:
    (tmp_path / "floors.json").write_text(json.dumps({"mine": {"recall": 0.5}}))
    assert hold({"recall": value}, tmp_path / "floors.json", "mine") == status


def test_more_decoys_than_the_floor_are_too_many_and_a_figure_that_is_gone_is_named() -> None:
    floors = {"decoys taken for contradictions": 1.0, "recall": 0.5}
    assert under_floor({"decoys taken for contradictions": 2.0}, floors) == [
        "decoys taken for contradictions: 2.0, floor 1.0",
        "recall: None, floor 0.5",
    ]
