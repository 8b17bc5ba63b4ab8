"""Who disagrees with whom, on what."""

from __future__ import annotations

import pytest

from rashomon.errors import QueryError
from rashomon.ledger import Kind, Subject, Verdict
from rashomon.query import find_disagreements
from rashomon.store import Case


def test_who_disagrees_with_a_speaker_and_on_what(case: Case) -> None:
    found = find_disagreements(case.ledger(), speaker="ines vall")
    told = [(one.point.kind, {c.speaker.name for c in one.against}) for one in found]
    assert told == [(Kind.NUMBER, {"harbour office"}), (Kind.DENIAL, {"Oto Brandt"})]
    assert {claim.speaker.name for one in found for claim in one.own} == {"Ines Vall"}


def test_nobody_disagrees_with_himself(case: Case) -> None:
    found = find_disagreements(case.ledger(), speaker="harbour office")
    assert [[claim.text for claim in one.against] for one in found] == [["Four boats ran aground off Pell Rock"]]


def test_who_speaks_on_no_contested_point_has_nobody_against_him(case: Case) -> None:
    assert find_disagreements(case.ledger(), speaker="diary.txt") == ()


def test_without_a_speaker_all_that_is_contested_is_listed(case: Case) -> None:
    assert len(find_disagreements(case.ledger())) == 2
    assert [one.point.kind for one in find_disagreements(case.ledger(), kind=Kind.NUMBER)] == [Kind.NUMBER]


@pytest.mark.parametrize(("place", "points"), [("Pell Rock", 1), ("pell rock", 1)])
def test_a_place_narrows_it(case: Case, place: str, points: int) -> None:
    assert len(find_disagreements(case.ledger(), place=place)) == points


@pytest.mark.parametrize(
    ("date", "points"), [("2044-06-07", 1), ("2044-06", 1), ("2044-06-08", 0), ("2044-06-07/..", 1)]
)
def test_a_date_narrows_it_to_what_can_lie_in_it(case: Case, date: str, points: int) -> None:
    four = next(claim for claim in case.ledger().claims if claim.text.startswith("Four"))
    case.judge(Subject.TIME, Verdict.CORRECT, [four.id], value="2044-06-07")
    assert len(find_disagreements(case.ledger(), date=date)) == points


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"speaker": "Vall"}, "no speaker of this name; there is Ines Vall"),
        ({"place": "Elm Haven"}, "Elm Haven: no place of this name"),
        ({"date": "Tuesday"}, "no date; expected EDTF"),
    ],
)
def test_a_question_that_names_nothing_is_refused_with_what_there_is(
    case: Case, asked: dict[str, str], told: str
) -> None:
    with pytest.raises(QueryError, match=told):
        find_disagreements(case.ledger(), **asked)  # type: ignore[arg-type]
