"""Points and their accounts: who stands on which side, and how many stand behind it."""

from __future__ import annotations

from rashomon.ledger import Ledger, Point, Relation, Status
from told import lay_out

TOLL = "{} people died in the fire, {} said."


def sides(ledger: Ledger, point: Point) -> list[list[str]]:
    """The speakers of each account."""
    speaker = {claim.id: claim.speaker.name or "" for claim in ledger.claims}
    return [sorted(speaker[claim] for claim in account.claims) for account in point.accounts]


def test_three_sides_are_three_accounts() -> None:
    ledger = lay_out(
        TOLL.format("Nine", "police"), TOLL.format("Twelve", "the union"), TOLL.format("Thirty", "Anna Keller")
    )
    (point,) = ledger.points
    assert point.status is Status.CONTESTED
    assert sides(ledger, point) == [["police"], ["union"], ["Anna Keller"]]
    assert [account.label.lower() for account in point.accounts] == ["nine", "twelve", "thirty"]


def test_those_who_agree_share_an_account() -> None:
    ledger = lay_out(
        TOLL.format("Nine", "police"), TOLL.format("Twelve", "the union"), TOLL.format("Twelve", "Anna Keller")
    )
    (point,) = ledger.points
    assert sides(ledger, point) == [["police"], ["Anna Keller", "union"]]


def test_agreement_of_two_origins_corroborates() -> None:
    ledger = lay_out(TOLL.format("Nine", "police"), "Nine people were killed in the fire, Anna Keller said.")
    (point,) = ledger.points
    assert (point.status, len(point.accounts), len(point.accounts[0].origins)) == (Status.CORROBORATED, 1, 2)


def test_same_words_of_two_speakers_corroborate() -> None:
    (point,) = lay_out(TOLL.format("Nine", "police"), TOLL.format("Nine", "Anna Keller")).points
    assert (point.status, len(point.accounts[0].origins)) == (Status.CORROBORATED, 2)


def test_one_speaker_told_twice_rests_on_a_single_origin() -> None:
    ledger = lay_out(TOLL.format("Nine", "Anna Keller"), "Anna Keller said nine people died in the fire.")
    (point,) = ledger.points
    assert (point.status, len(point.accounts[0].origins)) == (Status.SINGLE_ORIGIN, 1)


def test_where_nothing_is_held_against_anything_there_is_no_point() -> None:
    assert lay_out("The mill burned down.", "The bakery opened on Tuesday.").points == ()


def test_accounts_of_a_point_are_disjoint_and_none_contradicts_itself() -> None:
    ledger = lay_out(
        "Nine people died in the fire, police said. The gate was locked.",
        "Twelve people died in the fire. The gate was open, Anna Keller said.",
        "Anna Keller said twelve people died in the fire. The gate was not locked.",
    )
    opposed = {frozenset((c.a, c.b)) for c in ledger.comparisons if c.relation is Relation.CONTRADICTS}
    assert len(ledger.points) >= 2
    for point in ledger.points:
        claims = [claim for account in point.accounts for claim in account.claims]
        assert len(claims) == len(set(claims))
        for account in point.accounts:
            assert not [pair for pair in opposed if pair <= set(account.claims)]


def test_contested_points_come_first() -> None:
    ledger = lay_out(
        "Peter Lang attacked Anna Keller. The gate was locked.",
        "Anna Keller was attacked by Peter Lang. The gate was open.",
    )
    assert [point.status for point in ledger.points] == [Status.CONTESTED, Status.CORROBORATED]


def test_question_is_asked_of_the_theme_by_name() -> None:
    (point,) = lay_out("Peter Lang was dismissed.", "Peter Lang resigned.").points
    assert "Peter Lang" in point.question
    assert point.question.endswith("?")
