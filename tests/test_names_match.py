"""Whether two names can be one: what meets, what vetoes, and the user's own aliases."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import GivenError
from rashomon.ledger import EntityKind
from rashomon.names import LONE, SURE, match_names, name_keys, read_aliases
from rashomon.names.gazetteer import gazetteer
from rashomon.names.spelling import sound_of, words_of

PERSON, ORGANIZATION, PLACE = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE
ONE = [
    ("Khalil Marzouki", "Halil Marzuki", PERSON),
    ("Sergei Lavrin", "Sergey Lavrin", PERSON),
    ("Сергей Лаврин", "Sergei Lavrin", PERSON),
    ("Zoë Müller", "Zoe Muller", PERSON),
    ("Peter Lang", "P. Lang", PERSON),
    ("J.-C. Lang", "Jean-Claude Lang", PERSON),
    ("Anna Maria Keller", "Anna Keller", PERSON),
    ("KELLER, Anna", "Dr Anna Keller", PERSON),
    ("Interior Minister Anna Keller", "Anna Keller", PERSON),
    ("Bill Lang", "William Lang", PERSON),
    ("PeterLang", "Peter Lang", PERSON),
    ("Good Will Mill", "Goodwill Mill", ORGANIZATION),
    ("Ministry of Defence", "ministry of defense", ORGANIZATION),
    ("Chile's Ministry of Defence", "Chilean Ministry of Defence", ORGANIZATION),
    ("OOO Tern", "Tern Ltd", ORGANIZATION),
    ("Tern Rescue Service", "TRS", ORGANIZATION),
    ("Battalion Forty-Four", "44th Battalion", ORGANIZATION),
    ("Elm Haven", "Elmhaven", PLACE),
    ("Burma", "Myanmar", PLACE),
    ("U.S.", "America", PLACE),
]
TWO = [
    ("Peter Lang", "Paul Lang", PERSON, "two given names"),
    ("Peter Lang Sr", "Peter Lang Jr", PERSON, "two generations"),
    ("Omar bin Salim Karim", "Salim bin Omar Karim", PERSON, "son and father"),
    ("Ministry of Health", "Ministry of Wealth", ORGANIZATION, "two fields"),
    ("Chilean Navy", "Peruvian Navy", ORGANIZATION, "two countries"),
    ("Battalion 3", "Fifth Battalion", ORGANIZATION, "two numbers"),
    ("Eastern Command", "Western Command", ORGANIZATION, "two directions"),
    ("United Nations", "EU", ORGANIZATION, "known as two"),
    ("Upper Tarn", "Lower Tarn", PLACE, "two directions"),
    ("Tarn", "Tarn district", PLACE, "two sorts of place"),
    ("Austria", "Australia", PLACE, "two countries"),
]


@pytest.mark.parametrize(("one", "other", "kind"), ONE)
def test_spellings_of_one_name_are_the_same(one: str, other: str, kind: EntityKind) -> None:
    assert match_names(one, other, kind).score >= SURE


@pytest.mark.parametrize(("one", "other", "kind", "veto"), TWO)
def test_names_of_two_are_kept_apart_with_a_reason(one: str, other: str, kind: EntityKind, veto: str) -> None:
    assert (match_names(one, other, kind).veto or "").startswith(veto)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Anna Keller", "Anna Kofler", PERSON),
        ("P. Lang", "Anna Lang", PERSON),
        ("river police", "police", ORGANIZATION),
        ("Tern Systems", "Tern Shipping", ORGANIZATION),
        ("", "Tarn", PLACE),
        ("A. K.", "Anna Keller", PERSON),
    ],
)
def test_names_that_only_look_alike_are_not_the_same(one: str, other: str, kind: EntityKind) -> None:
    assert match_names(one, other, kind).score < SURE


def test_surname_alone_can_be_but_is_not_surely_the_full_name() -> None:
    assert LONE <= match_names("Lang", "Peter Lang", PERSON).score < SURE


def test_given_name_alone_is_less_than_a_surname() -> None:
    assert match_names("Peter", "Peter Lang", PERSON).score < LONE


def test_why_names_the_words_that_meet_and_how() -> None:
    assert match_names("Bill Lang", "William Lang", PERSON).why == (
        "bill / william (forms of one given name); lang / lang (spelling)"
    )


NAMES = st.one_of(st.text(max_size=20), st.sampled_from([name for row in (*ONE, *TWO) for name in row[:2]]))


@given(NAMES, NAMES, st.sampled_from([PERSON, ORGANIZATION, PLACE]))
def test_sameness_does_not_depend_on_the_order(one: str, other: str, kind: EntityKind) -> None:
    assert match_names(one, other, kind) == match_names(other, one, kind)


@given(NAMES, NAMES, st.sampled_from([PERSON, ORGANIZATION, PLACE]))
def test_score_lies_between_nothing_and_one_and_a_veto_leaves_none(one: str, other: str, kind: EntityKind) -> None:
    match = match_names(one, other, kind)
    assert 0 <= match.score <= 1
    assert not (match.veto and match.score)


@given(st.text(max_size=30))
def test_words_and_their_sounds_are_never_empty(name: str) -> None:
    assert all(map(sound_of, words_of(name)))


@pytest.mark.parametrize(("one", "other", "kind"), ONE)
def test_names_of_one_have_a_block_in_common(one: str, other: str, kind: EntityKind) -> None:
    assert name_keys(one, kind) & name_keys(other, kind)


def test_own_table_adds_to_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('organizations = ["Harbour Rescue | Gull Men"]\ngiven = ["Tarn Torn"]', "utf-8")
    known = read_aliases(own)
    assert match_names("Harbour Rescue", "the Gull Men", ORGANIZATION, aliases=known).by == "known by both names"
    assert match_names("Tarn Keller", "Torn Keller", PERSON, aliases=known).score >= SURE
    assert match_names("UN", "United Nations", ORGANIZATION, aliases=known).score >= SURE


def test_country_that_only_one_name_tells_costs_nothing_where_both_names_are_known() -> None:
    assert match_names("Pentagon", "US Department of Defense", ORGANIZATION).score >= SURE
    assert match_names("Israeli army", "Chilean army", ORGANIZATION).veto


def test_own_table_gives_people_other_names(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('people = ["Anna Keller | Mother Superior"]', "utf-8")
    assert match_names("Mother Superior", "Anna Keller", PERSON, aliases=read_aliases(own)).score >= SURE
    assert name_keys("Mother Superior", PERSON, aliases=read_aliases(own)) & name_keys(
        "Anna Keller", PERSON, aliases=read_aliases(own)
    )


@pytest.mark.parametrize("text", ["places = [", 'towns = ["A | B"]', "places = [1]", 'places = "A | B"'])
def test_own_table_of_another_form_is_refused_by_its_name(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(GivenError, match=r"own\.toml"):
        read_aliases(own)


def test_every_country_is_known_by_its_people_and_cities() -> None:
    known = gazetteer()
    assert len(set(known.countries.values())) > 150
    assert known.territories(words_of("the Chilean navy in Peru")) == (frozenset({"Chile", "Peru"}), ("navy",))
    assert known.cities[words_of("Tripoli")] == {"Lebanon", "Libya"}
