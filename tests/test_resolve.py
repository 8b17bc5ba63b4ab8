"""The same entity across reports: spellings, short forms, and those who only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ledger import EntityKind
from rashomon.resolve import fold, same_name
from told import lay_out

PERSON, ORGANIZATION, PLACE = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Khalil Marzouki", "Halil Marzuki", PERSON),
        ("Sergei Lavrin", "Sergey Lavrin", PERSON),
        ("Сергей Лаврин", "Sergei Lavrin", PERSON),
        ("Zoë Müller", "Zoe Muller", PERSON),
        ("Peter Lang", "Lang", PERSON),
        ("Peter Lang", "P. Lang", PERSON),
        ("Anna Maria Keller", "Anna Keller", PERSON),
        ("Ministry of Defence", "ministry of defense", ORGANIZATION),
        ("Elm Haven", "Elmhaven", PLACE),
    ],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str, kind: EntityKind) -> None:
    assert same_name(one, other, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Peter Lang", "Paul Lang", PERSON),
        ("Peter Lang Sr", "Peter Lang Jr", PERSON),
        ("Anna Keller", "Anna Kofler", PERSON),
        ("P. Lang", "Anna Lang", PERSON),
        ("Ministry of Forests", "Ministry of Rivers", ORGANIZATION),
        ("river police", "police", ORGANIZATION),
        ("Upper Tarn", "Lower Tarn", PLACE),
        ("", "Tarn", PLACE),
    ],
)
def test_names_that_only_look_alike_are_not_the_same(one: str, other: str, kind: EntityKind) -> None:
    assert not same_name(one, other, kind)


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from([PERSON, ORGANIZATION]))
def test_sameness_does_not_depend_on_the_order(one: str, other: str, kind: EntityKind) -> None:
    assert same_name(one, other, kind) == same_name(other, one, kind)


@given(st.text(max_size=30))
def test_folded_parts_are_never_empty(name: str) -> None:
    assert all(fold(name))


def names_in(*texts: str) -> list[set[str]]:
    """The names of each person of the case."""
    return [{e.name, *e.aliases} for e in lay_out(*texts).entities if e.kind is PERSON]


def test_variants_in_two_reports_become_one_entity() -> None:
    people = names_in("Khalil Marzouki said the mill burned.", "Mr Halil Marzuki said the mill was safe.")
    assert people == [{"Khalil Marzouki", "Halil Marzuki"}]


def test_father_and_son_are_two() -> None:
    people = names_in("Peter Lang said the mill burned.", "His son, Paul Lang, said the mill was safe.")
    assert sorted(map(sorted, people)) == [["Paul Lang"], ["Peter Lang"]]


def test_surname_alone_is_nobody_where_two_bear_it() -> None:
    people = names_in("Peter Lang said so.", "Paul Lang said no.", "Mr Lang said the mill burned.")
    assert {"Lang"} in people


def test_speaker_in_both_reports_is_one_entity_in_their_chains() -> None:
    ledger = lay_out("Peter Lang said the mill burned.", "The mill was empty, Peter Lang said.")
    assert len({claim.speaker.entity for claim in ledger.claims}) == 1


def test_unnamed_sources_of_two_reports_are_two() -> None:
    ledger = lay_out("A witness said two men ran.", "A witness said three men ran.")
    unnamed = [e for e in ledger.entities if e.kind is EntityKind.UNNAMED]
    assert [e.name for e in unnamed] == ["witness", "witness"]
    assert len({claim.speaker.entity for claim in ledger.claims}) == 2


def test_every_entity_in_a_claim_is_among_the_entities() -> None:
    ledger = lay_out("Peter Lang of Elm Haven said the police left.", "A witness said Anna Keller saw the police.")
    known = {entity.id for entity in ledger.entities}
    told = {link.entity for claim in ledger.claims for link in claim.chain}
    spoken_of = {entity for claim in ledger.claims for entity in (*claim.about, *claim.places)}
    assert told | spoken_of <= known


def test_mentions_slice_to_words_of_the_entitys_names() -> None:
    ledger = lay_out("Dr Khalil Marzouki left. Marzouki slept.", "Halil Marzuki, a surgeon, left.")
    texts = {report.id: report.text for report in ledger.reports}
    for entity in ledger.entities:
        words = {word for name in (entity.name, *entity.aliases) for word in name.split()}
        for mention in entity.mentions:
            assert set(texts[mention.report][slice(*mention.span)].split()) <= words
