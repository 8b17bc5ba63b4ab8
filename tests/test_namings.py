"""What different voices call one and the same, and what is not linked."""

from __future__ import annotations

import pytest

from rashomon.dossier.markdown import to_markdown
from rashomon.export.case_json import to_dict
from rashomon.group.namings import find_namings
from told import lay_out

GUNMEN = "Gunmen seized the bridge over the Tarn at noon."


def names(*texts: str) -> list[list[str]]:
    """The names of each thing that goes by several."""
    ledger = lay_out(*texts)
    return [[name.words for name in naming.names] for naming in find_namings(ledger.claims, ledger.comparisons)]


def test_loaded_names_in_claims_that_agree_are_names_of_one() -> None:
    assert names(GUNMEN, "Freedom fighters seized the bridge over the Tarn at noon.") == [
        ["gunmen", "freedom fighters"]
    ]


def test_claims_that_differ_in_a_number_tell_of_the_same_people() -> None:
    left = "Terrorists killed nine policemen at the bridge."
    assert names(left, "Rebels killed four policemen at the bridge.") == [["terrorists", "rebels"]]


@pytest.mark.parametrize(
    "other",
    [
        "Rebels left the town in the evening.",  # another happening
        "A gunman seized the bridge over the Tarn at noon.",  # one man, not several
        "Policemen seized the bridge over the Tarn at noon.",  # who else did it, not what else they are called
        "Gunmen seized the bridge over the Tarn at noon, a baker said.",  # the same name
    ],
)
def test_what_is_not_one_thing_by_two_names_is_not_linked(other: str) -> None:
    assert names(GUNMEN, other) == []


def test_two_names_for_one_make_no_two_doers() -> None:
    ledger = lay_out("Peter Lang was killed by gunmen.", "Peter Lang was killed by militants.")
    assert not [c for c in ledger.comparisons if c.kind == "actor"]


def test_dossier_and_export_list_who_uses_which() -> None:
    ledger = lay_out(GUNMEN, "Defenders seized the bridge over the Tarn.")
    text = to_markdown(ledger)
    assert "“gunmen”: Tern Post (0.txt" in text
    assert "“defenders”: Marsh Radio (1.txt" in text
    exported = to_dict(ledger)["namings"]
    assert [[name["words"] for name in one["names"]] for one in exported] == [["gunmen", "defenders"]]  # type: ignore[attr-defined]
