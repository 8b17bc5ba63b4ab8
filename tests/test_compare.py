"""What is held against what: each comparator on a pair that it must find and a near one that it must not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rashomon.compare import Compared, compare_claims, thresholds
from rashomon.compare.second import stand_alone
from rashomon.compare.views import view_claims
from rashomon.ledger import Comparison, Kind, Ledger, Relation
from rashomon.models.pairs import Opinion, Question
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
        ("Every gate was locked.", "The gates were open.", Kind.STATUS),
        ("Gunmen killed a clerk in the mill on Monday.", "Militants killed a clerk in the mill on Friday.", Kind.DATE),
        ("A bomb went off at noon and 12 soldiers were killed.", "Nine people were killed.", Kind.NUMBER),
        ("There was no siren.", "A siren called the villagers to the square.", Kind.DENIAL),
        ("The lamp failed on Monday night.", "The lamp did not fail on Monday night.", Kind.DENIAL),
        ("The crew left the ferry.", "The crew failed to leave the ferry.", Kind.DENIAL),
        ("Twelve people died in the fire.", "Nobody died in the fire.", Kind.DENIAL),
        ("The crew left the ferry.", "The mayor denied that the crew left the ferry.", Kind.DENIAL),
        ("Peter Lang attacked Anna Keller.", "Anna Keller attacked Peter Lang.", Kind.ACTOR),
        ("Peter Lang, 61, was at the gate.", "Peter Lang was 59.", Kind.NUMBER),
        ("If Anna was a real pilot, wouldn't she know the river?", "Anna is a real pilot.", Kind.IDENTITY),
    ],
)
def test_what_cannot_both_be_so_contradicts(one: str, other: str, kind: Kind) -> None:
    assert contradictions(one, other) == [kind]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("If Anna was a real pilot, she would know the river.", "Anna is a real pilot."),
        ("Soldiers captured Peter Lang.", "Peter Lang only surrendered on Monday."),
        ("They would act if the lamp had been stolen.", "The lamp was stolen."),
        ("Anna Keller was offered a post.", "The council never offered Anna Keller the post of clerk."),
        ("She spoke to five sailors who survived the storm.", "Eleven sailors survived the storm."),
        ("The mayor, Peter Lang, 61, was hurt.", "His son, Peter Lang, 23, was hurt."),
        ("Peter Lang, 15, vanished in 2040.", "Peter Lang, 17, was found on Monday."),
        ("Anna Keller said ten men were hurt. Four men were hurt in a second storm.", "It rained."),
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
        ("There is no emergency.", "The mayor declared an emergency."),
        ("A clerk, a lobbyist and two guards were hurt.", "Four people were hurt."),
        ("Peter Lang earned nine million crowns in 2041.", "Peter Lang earned two million crowns in May 2040."),
        ("The mill burned down.", "The mill will not burn down."),
        ("Peter Lang attacked Anna Keller.", "Anna Keller was attacked by Peter Lang."),
        ("The union sent a letter to the mayor on Monday.", "Nine nurses sent a letter to the mayor on Friday."),
        ("The gate was locked.", "The gate was open every night."),
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soldiers were killed in the ambush.", "Soldiers died in a crash."),
        ("The arrest was legal.", "The arrest was unlawful."),
    ],
)
def test_one_class_of_deed_is_not_yet_one_deed(one: str, other: str) -> None:
    assert AGREES not in [relation for relation, _ in findings(one, other)]


def test_officers_who_were_hurt_were_injured() -> None:
    assert findings("Eleven officers were injured.", "Officers were hurt.") == [(AGREES, Kind.EVENT)]


def test_kinds_of_people_that_add_up_refine_the_whole() -> None:
    parts = "“Twelve passengers and {} sailors,” the captain said."
    assert findings("Seventeen people died.", parts.format("five")) == [(REFINES, Kind.NUMBER)]
    assert findings("Seventeen people died.", parts.format("six")) == []
    assert findings("Seventeen people won a prize.", "Twelve passengers and five sailors were arrested.") == []


@pytest.mark.parametrize(("number", "found"), [("thirteen", [(AGREES, Kind.NUMBER)]), ("twenty", []), ("three", [])])
def test_odd_number_of_one_kind_agrees_where_one_only_counts(number: str, found: list[object]) -> None:
    assert findings(f"There were {number} men on the ship.", f"The mayor waited for {number} men.") == found


def test_measures_and_deeds_of_their_own_agree_in_no_number() -> None:
    assert findings("The pipe was 27 metres long.", "The tower was 27 metres high.") == []
    assert findings("A court jailed 14 men for theft.", "Doctors treated 14 men after the storm.") == []


def test_day_of_what_is_to_be_agrees_however_it_is_set() -> None:
    assert findings("A vote is planned for Monday.", "The vote will be on Monday, allowed or not.") == [
        (AGREES, Kind.DATE)
    ]


def test_who_gives_another_number_than_the_one_he_quotes_contradicts_him() -> None:
    assert contradictions("Peter Lang was fifteen, the mayor said. He was sixteen.", "It rained.") == [Kind.NUMBER]


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
    """A pair model that takes every pair for a contradiction about who did it."""

    def __init__(self, chance: float = 1.0) -> None:
        self._chance = chance

    def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
        return [Opinion(0.0, 1.0 - self._chance, self._chance, Kind.ACTOR) for _ in questions]


def as_seen(model: Sure, *texts: str) -> Compared:
    ledger = lay_out(*texts)
    return compare_claims(ledger.claims, ledger.reports, ledger.passages, entities=ledger.entities, model=model)


def test_what_only_the_model_sees_and_is_sure_of_is_found() -> None:
    found = as_seen(Sure(), "Anna Keller raised the sluice gate.", "The sluice gate stayed down all night.")
    assert [(c.relation, c.kind) for c in found.comparisons] == [(CONTRADICTS, Kind.ACTOR)]
    assert found.possible == ()


def test_what_only_the_model_sees_and_is_less_sure_of_is_listed_apart() -> None:
    unsure = Sure((thresholds.POSSIBLE + thresholds.OPPOSED) / 2)
    found = as_seen(unsure, "Anna Keller raised the sluice gate.", "The sluice gate stayed down all night.")
    assert len(found.possible) == 1
    assert not [c for c in found.comparisons if c.relation is CONTRADICTS]


def test_model_that_leans_to_contradiction_is_heard_where_both_tell_of_one_and_the_same() -> None:
    leaning = (thresholds.LEANING + thresholds.OPPOSED) / 2
    for other, found in (("The sluice gate stayed down all night.", []), ("Anna Keller never came.", [Kind.ACTOR])):
        told = as_seen(Sure(leaning), "Anna Keller raised the sluice gate.", other)
        assert [c.kind for c in told.comparisons] == found


def test_number_against_none_is_a_denial() -> None:
    class Counting(Sure):
        def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
            return [Opinion(0.0, 0.1, 0.9, Kind.NUMBER) for _ in questions]

    told = as_seen(Counting(), "Twelve shots came from the mill.", "The guards had not fired a single round.")
    assert [c.kind for c in told.comparisons] == [Kind.DENIAL]


@pytest.mark.parametrize(("who", "found"), [("Anna Keller", [AGREES]), ("Peter Lang", [])])
def test_what_one_and_the_same_demands_agrees(who: str, found: list[Relation]) -> None:
    class Leaning(Sure):
        def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
            return [Opinion(0.6, 0.4, 0.0) for _ in questions]

    one, other = "Anna Keller demanded that the guards free the clerk.", f"{who} called for the clerk's release."
    assert [c.relation for c in as_seen(Leaning(), one, other).comparisons] == found


@pytest.mark.parametrize(("opposed", "found"), [(0.0, [AGREES]), (0.3, [])])
def test_model_that_leans_to_agreement_is_heard_where_it_sees_nothing_opposed(
    opposed: float, found: list[Relation]
) -> None:
    class Leaning(Sure):
        def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
            return [Opinion(0.6, 0.4 - opposed, opposed, Kind.ACTOR) for _ in questions]

    told = as_seen(Leaning(), "Anna Keller raised the sluice gate.", "The sluice was opened by Anna Keller at noon.")
    assert [c.relation for c in told.comparisons] == found


def test_who_did_it_and_who_did_not_limits_nothing() -> None:
    class Agreeing(Sure):
        def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
            return [Opinion(1.0, 0.0, 0.0) for _ in questions]

    one = "The tape was made not by a clerk but by Anna Keller, an aide to Peter Lang."
    for other, found in (("Anna Keller works for Peter Lang.", [AGREES]), ("Nobody but Peter Lang has an aide.", [])):
        told = as_seen(Agreeing(), one, other)
        assert [c.relation for c in told.comparisons] == found


def test_same_words_are_no_possible_contradiction() -> None:
    found = as_seen(Sure(0.8), "Anna Keller raised the sluice gate.", "The sluice gate, Anna Keller raised.")
    assert found.possible == ()


def test_model_is_asked_of_what_is_told_after_two_clock_times() -> None:
    one, other = "It was ten past six. Anna Keller raised the gate.", "It was half past nine. The gate stayed down."
    assert [c.kind for c in as_seen(Sure(), one, other).comparisons] == [Kind.ACTOR]


@pytest.mark.parametrize(
    ("text", "words", "put_so"),
    [
        ("Anna Keller came late. She raised the gate.", "She raised", "Anna Keller raised the gate"),
        ("Anna Keller came late and raised the gate.", "raised", "Anna Keller raised the gate"),
        ("Anna Keller came late and was arrested.", "was", "Anna Keller was arrested"),
        ("Peter Lang came late. He and three others were arrested.", "others", "Peter Lang and three others were"),
        ("Anna Keller denied that she had raised the gate.", "she had", "It is not true that Anna Keller had raised"),
        ("Anna Keller denied that she left without leave.", "she left", "It is not true that Anna Keller left without"),
        ("Anna Keller did not raise the gate.", "Keller", "Anna Keller did not raise the gate"),
        ("Anna Keller came on Monday to raise the gate.", "to raise", "Anna Keller was to raise the gate"),
        ("“I raised the gate,” Anna Keller said.", "raised", "Anna Keller raised the gate"),
        ("Peter Lang demanded that they go home.", "they go", "Peter Lang demands that they go home"),
        ("Anna Keller denied raising the gate.", "raising", "It is not true that Anna Keller was raising the gate"),
        ("Anna Keller denied having raised the gate.", "raised", "It is not true that Anna Keller had raised the gate"),
        ("Anna Keller failed to raise the gate.", "Keller", "Anna Keller failed to raise the gate"),
    ],
)
def test_what_the_model_is_asked_can_be_read_alone(text: str, words: str, put_so: str) -> None:
    ledger = lay_out(text)
    views = view_claims(ledger.claims, ledger.reports, ledger.passages)
    assert any(words in view.claim.text and stand_alone(view).startswith(put_so) for view in views)


@pytest.mark.parametrize(
    ("one", "other", "kind", "found"),
    [
        ("The files hold names.", "The files do not hold photographs.", Kind.DENIAL, []),
        (
            "The files hold names.",
            "Anna Keller said the files do not hold names of clerks.",
            Kind.DENIAL,
            [Kind.DENIAL],
        ),
        ("The lock was open.", "Anna Keller said the lock was shut.", Kind.DENIAL, []),
        ("Anna Keller is safe.", "Peter Lang was dragged into a van by masked men.", Kind.STATUS, []),
        ("Anna Keller is well.", "Peter Lang beat Anna Keller at the weir.", Kind.STATUS, [Kind.STATUS]),
        ("Anna Keller is safe.", "Anna Keller was dragged into a van by masked men.", Kind.STATUS, [Kind.STATUS]),
    ],
)
def test_model_is_not_heard_on_two_things_or_people_nor_on_a_denial_where_nothing_is_denied(
    one: str, other: str, kind: Kind, found: list[Kind]
) -> None:
    class Opposing(Sure):
        def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
            return [Opinion(0.0, 0.0, 1.0, kind) for _ in questions]

    told = as_seen(Opposing(), one, other)
    assert [c.kind for c in told.comparisons if c.score == 1.0] == found


def test_model_is_asked_with_what_a_pronoun_takes_up() -> None:
    ledger = lay_out("A gate leads to the quay. It was shut.")
    views = view_claims(ledger.claims, ledger.reports, ledger.passages)
    assert [stand_alone(view) for view in views] == ["A gate leads to the quay", "the gate was shut"]
