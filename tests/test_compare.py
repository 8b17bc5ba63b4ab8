"""What is held against what: each comparator on a pair that it must find and a near one that it must not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest

from rashomon.compare import compare_claims
from rashomon.ledger import Comparison, Kind, Ledger, Relation
from rashomon.models.pairs import FloatArray, PairModel
from told import compared, lay_out

CONTRADICTS, AGREES, REFINES, UPDATES = Relation.CONTRADICTS, Relation.AGREES, Relation.REFINES, Relation.UPDATES
EARLY, LATE = "2042-05-08", "2042-05-09"


def findings(*texts: str, published: tuple[str, ...] = ()) -> list[tuple[Relation, Kind]]:
    return [(c.relation, c.kind) for c in lay_out(*texts, published=published).comparisons]


def contradictions(*texts: str) -> list[Kind]:
    return [kind for relation, kind in findings(*texts) if relation is CONTRADICTS]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Twelve people died in the fire.", "Nineteen people died in the fire.", Kind.NUMBER),
        ("Forty passengers were aboard the ferry.", "Sixty passengers were aboard the ferry.", Kind.NUMBER),
        ("Twelve people died in the fire.", "At least fifteen people were killed in the fire.", Kind.NUMBER),
        ("The mill burned down on Monday.", "The mill burned down on Tuesday.", Kind.DATE),
        ("Soldiers captured Peter Lang.", "Peter Lang surrendered.", Kind.EVENT),
        ("Peter Lang was dismissed.", "Peter Lang resigned.", Kind.EVENT),
        ("The gate was locked.", "The gate was open.", Kind.STATUS),
        ("The lamp failed on Monday night.", "The lamp did not fail on Monday night.", Kind.DENIAL),
        ("The crew left the ferry.", "The crew failed to leave the ferry.", Kind.DENIAL),
        ("Twelve people died in the fire.", "Nobody died in the fire.", Kind.DENIAL),
        ("The crew left the ferry.", "The mayor denied that the crew left the ferry.", Kind.DENIAL),
        ("Peter Lang attacked Anna Keller.", "Anna Keller attacked Peter Lang.", Kind.ACTOR),
    ],
)
def test_what_cannot_both_be_so_contradicts(one: str, other: str, kind: Kind) -> None:
    assert contradictions(one, other) == [kind]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Twelve people died in the fire.", "Twelve boats were lost in the storm."),
        ("Twelve people died in the fire.", "At least ten people died in the fire."),
        ("Twelve people died in the fire.", "Nineteen people were hurt in the fire."),
        ("Nineteen people died in the fire.", "Three of the dead in the fire were children."),
        ("Nineteen people died in the fire.", "Three of the nineteen people who died in the fire were children."),
        ("Twelve people died in the fire.", "In 2019 nineteen people died in another fire."),
        ("The mill burned down on Monday.", "The bakery opened on Tuesday."),
        ("The mill burned down on Monday.", "The mill burned down in May."),
        ("Soldiers captured Peter Lang.", "Peter Lang’s deputy surrendered."),
        ("Soldiers captured Peter Lang.", "Anna Keller surrendered."),
        ("Soldiers captured Peter Lang.", "Peter Lang hoped to surrender."),
        ("The gate was locked.", "The window was open."),
        ("The gate was locked.", "Was the gate open?"),
        ("The gate was locked.", "If the gate was open, the crowd came in."),
        ("The lamp was lit on Monday night.", "The lamp was not lit on Friday night."),
        ("There was smoke in the tower.", "There was nothing but smoke in the tower."),
        ("The mill burned down.", "The mill will not burn down."),
        ("Peter Lang attacked Anna Keller.", "Anna Keller was attacked by Peter Lang."),
    ],
)
def test_what_can_both_be_so_does_not_contradict(one: str, other: str) -> None:
    assert contradictions(one, other) == []


def test_later_and_higher_toll_updates_the_earlier() -> None:
    ledger = lay_out("Nineteen people died in the fire.", "Twelve people died in the fire.", published=(LATE, EARLY))
    (found,) = ledger.comparisons
    texts = {claim.id: claim.text for claim in ledger.claims}
    assert (found.relation, found.kind) == (UPDATES, Kind.NUMBER)
    assert (texts[found.a].split()[0], texts[found.b].split()[0]) == ("Twelve", "Nineteen")


def test_later_but_lower_toll_contradicts_the_earlier() -> None:
    found = findings("Twelve people died in the fire.", "Nine people died in the fire.", published=(EARLY, LATE))
    assert found == [(CONTRADICTS, Kind.NUMBER)]


def test_what_does_not_grow_is_no_update() -> None:
    one, other = "Forty passengers were aboard the ferry.", "Sixty passengers were aboard the ferry."
    assert findings(one, other, published=(EARLY, LATE)) == [(CONTRADICTS, Kind.NUMBER)]


@pytest.mark.parametrize("turned", [False, True])
def test_time_within_another_refines_it_and_stands_second(turned: bool) -> None:
    texts = ("The mill burned down in May.", "The mill burned down on 5 May.")
    ledger = lay_out(*(texts[::-1] if turned else texts))
    (found,) = ledger.comparisons
    words = {claim.id: claim.text for claim in ledger.claims}
    assert (found.relation, found.kind, words[found.b]) == (REFINES, Kind.DATE, "The mill burned down on 5 May")


def test_same_in_other_words_agrees() -> None:
    assert findings("Twelve people died in the fire.", "Twelve people were killed in the fire.") == [
        (AGREES, Kind.NUMBER)
    ]


def test_speaker_is_not_held_against_himself_in_one_report() -> None:
    assert (
        contradictions("Peter Lang said twelve people died in the fire. Peter Lang said nine people died in the fire.")
        == []
    )


def test_two_speakers_in_one_report_are_held_against_one_another() -> None:
    text = "Twelve people died in the fire, police said. Nineteen people died in the fire, said Anna Keller."
    assert contradictions(text) == [Kind.NUMBER]


def test_why_names_both_speakers_with_their_values() -> None:
    ledger = lay_out("Twelve people died in the fire, police said.", "Nineteen people died in the fire.")
    assert {c.why for c in ledger.comparisons} == {"police: Twelve; Marsh Radio: Nineteen"}


def test_each_pair_is_compared_once_and_scores_lie_within_bounds() -> None:
    ledger = three_sides()
    pairs = [frozenset((c.a, c.b)) for c in ledger.comparisons]
    assert len(pairs) == len(set(pairs)) == 3
    assert all(0 <= c.score <= 1 for c in ledger.comparisons)


def three_sides() -> Ledger:
    return lay_out(*(f"{n} people died in the fire." for n in ("Nine", "Twelve", "Nineteen")))


def test_contradiction_does_not_depend_on_the_order_of_the_reports() -> None:
    one, other = "The lamp failed on Monday night.", "The lamp did not fail on Monday night."
    found: list[Comparison | None] = [
        compared(lay_out(*texts), "did not", "lamp failed") for texts in ((one, other), (other, one))
    ]
    assert [c and (c.relation, c.kind, c.score) for c in found] == [(CONTRADICTS, Kind.DENIAL, 0.9)] * 2


@pytest.mark.parametrize(
    ("one", "other", "denied"),
    [
        ("There was no siren.", "A siren sounded at noon.", True),
        ("There had been no alarm whatsoever.", "The alarm came at noon.", True),
        ("There was no ferry to be seen.", "The ferry left at noon.", False),
        ("There was no doubt.", "The doubt grew at noon.", False),
        ("There was no hand grenade.", "The grenade was a toy.", False),
    ],
)
def test_what_there_was_none_of_cannot_have_done_anything(one: str, other: str, denied: bool) -> None:
    assert contradictions(one, other) == [Kind.DENIAL] * denied


class Sure:
    """A pair model that takes every pair for a contradiction."""

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        return np.tile(np.array([[0.0, 0.0, 1.0]], np.float32), (len(pairs), 1))


def test_what_only_the_model_sees_is_listed_apart() -> None:
    ledger = lay_out("Anna Keller raised the sluice gate.", "The sluice gate stayed down all night.")
    found = compare_claims(ledger.claims, ledger.reports, ledger.passages, model=cast("PairModel", Sure()))
    assert [(p.a, p.b) for p in found.possible] == [(ledger.claims[0].id, ledger.claims[1].id)]
    assert not [c for c in found.comparisons if c.relation is CONTRADICTS]


def test_same_words_are_no_possible_contradiction() -> None:
    ledger = lay_out("Anna Keller raised the sluice gate.", "The sluice gate, Anna Keller raised.")
    found = compare_claims(ledger.claims, ledger.reports, ledger.passages, model=cast("PairModel", Sure()))
    assert found.possible == ()
