"""The same entity across reports: spellings, short forms, and those who only look alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import GivenError
from rashomon.ledger import EntityKind
from rashomon.names import match_names, read_aliases
from rashomon.pipeline import build_ledger
from rashomon.resolve.cluster import cluster_names
from told import lay_out, make_report

PERSON, ORGANIZATION, PLACE = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE


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


def clusters(*names: str, kind: EntityKind = PERSON) -> list[set[str]]:
    """The names put together, as people unless said otherwise."""
    found = cluster_names(dict.fromkeys(names, kind))
    return sorted(({n for n in names if found[n] == first} for first in set(found.values())), key=sorted)


def test_initial_that_two_men_bear_is_neither_of_them() -> None:
    assert clusters("Anna Keller", "Anton Keller", "A. Keller") == [{"A. Keller"}, {"Anna Keller"}, {"Anton Keller"}]


def test_name_in_another_script_and_its_short_forms_are_one() -> None:
    names = {"Виктор Солин", "Viktor Solin", "Wiktor Solin", "V. Solin", "Solin"}
    assert clusters(*names) == [names]


def test_ministry_without_a_country_is_neither_of_two() -> None:
    names = ("Chilean Defence Ministry", "Ministry of Defence", "Peruvian Defence Ministry")
    assert len(clusters(*names, kind=ORGANIZATION)) == 3


def test_ministry_without_a_country_is_the_only_one() -> None:
    names = {"Defence Ministry of Chile", "Ministry of Defence"}
    assert clusters(*names, kind=ORGANIZATION) == [names]


def test_place_and_club_of_one_name_with_more_words_are_two() -> None:
    kinds = {"Elm Haven": PLACE, "Elm Haven Company": ORGANIZATION}
    assert len(set(cluster_names(kinds).values())) == 2


@given(st.lists(st.sampled_from("Lang P.Lang Paul_Lang Peter_Lang Pyotr_Lang Peter_Lang_Jr Peter_Lang_Sr".split())))
def test_no_cluster_holds_two_that_veto_each_other(names: list[str]) -> None:
    for cluster in clusters(*(name.replace("_", " ") for name in set(names))):
        assert not any(match_names(a, b, PERSON).veto for a in cluster for b in cluster)


def test_surname_that_the_recogniser_takes_for_a_thing_is_the_only_man_of_that_name() -> None:
    people = names_in("Peter Lang said the mill burned.", "The mill was safe. Lang said so on Sunday.")
    assert people == [{"Peter Lang", "Lang"}]


def test_aliases_of_the_user_make_two_names_one(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('places = ["Elm Haven | Ulmenhafen"]', "utf-8")
    kinds = {"Elm Haven": PLACE, "Ulmenhafen": PLACE}
    assert len(set(cluster_names(kinds).values())) == 2
    assert len(set(cluster_names(kinds, aliases=read_aliases(own)).values())) == 1


def test_aliases_reach_the_ledger_and_a_wrong_table_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('people = ["Peter Lang | Mill Fox Tarn"]', "utf-8")
    reports = [make_report(f"{name} said the mill burned.", file=name) for name in ("Peter Lang", "Mill Fox Tarn")]
    speakers = {claim.speaker.entity for claim in build_ledger(reports, aliases=own).claims}
    assert len(speakers) == 1
    own.write_text("people = 3", "utf-8")
    with pytest.raises(GivenError):
        build_ledger(reports, aliases=own)
