"""Which place lies in which, and what that tells of two claims."""

from __future__ import annotations

import pytest

from rashomon.ledger import Entity, EntityKind, Kind, Relation
from rashomon.names import Atlas, draw_atlas
from told import compared, lay_out, tell


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("They met at Moss Beach, in the Tarn district.", ("Moss Beach", "Tarn")),
        ("They met in the Tarn district of Elm Haven.", ("Tarn", "Elm Haven")),
        ("They met in Lund, a village in the Veld region.", ("Lund", "Veld")),
        ("They met in Oporto, Portugal.", ("Oporto", "Portugal")),
        ("They met in Elm Haven’s Tarn district.", ("Tarn", "Elm Haven")),
    ],
)
def test_place_is_said_to_lie_in_another(text: str, inside: tuple[str, str]) -> None:
    assert inside in tell(text).names.inside


@pytest.mark.parametrize(
    "text",
    [
        "They met in Lund, a village near Elm Haven.",
        "They met in Lund, ten miles from Elm Haven.",
        "They met in Lund and in Elm Haven.",
        "They met outside Lund, north of Elm Haven.",
        "They met in Lund. In Elm Haven nobody knew.",
    ],
)
def test_nearness_is_not_containment(text: str) -> None:
    assert tell(text).names.inside == frozenset()


def place(name: str, *within: str, aliases: tuple[str, ...] = ()) -> Entity:
    return Entity(name=name, kind=EntityKind.PLACE, aliases=aliases, within=within)


def test_containment_goes_on_upward_and_by_any_name() -> None:
    atlas = draw_atlas(
        [place("Moss Beach", "Tarn"), place("Tarn", "Elmhaven"), place("Elm Haven", aliases=("Elmhaven",))]
    )
    assert atlas.place_within("Moss Beach", "Elm Haven")
    assert not atlas.place_within("Elm Haven", "Moss Beach")
    assert not atlas.place_within("Elm Haven", "Elmhaven")


def test_two_that_are_said_to_lie_in_one_another_lie_in_nothing() -> None:
    atlas = draw_atlas([place("Lund", "Veld"), place("Veld", "Lund")])
    assert not atlas.place_within("Lund", "Veld")
    assert not atlas.place_within("Veld", "Lund")


def test_gazetteer_knows_cities_by_their_old_names_and_their_countries() -> None:
    atlas = Atlas()
    assert atlas.place_within("Kiev", "Ukraine")
    assert atlas.places_apart("Oporto", "Málaga") is False  # an exonym that the table does not have
    assert atlas.places_apart("Porto", "Málaga")
    assert not atlas.places_apart("Tripoli", "Beirut")  # there are two
    assert not atlas.places_apart("Elm Haven", "Lund")


def test_country_tells_places_apart_that_only_reports_know() -> None:
    atlas = draw_atlas([place("Lund Mill", "Chile"), place("Veld", "Peru"), place("Chile"), place("Peru")])
    assert atlas.places_apart("Lund Mill", "Veld")


def finding(left: str, right: str) -> tuple[Relation, Kind] | None:
    found = compared(lay_out(left, right), left.split(".")[-2].strip(), right.split(".")[-2].strip())
    return (found.relation, found.kind) if found else None


def test_deed_in_a_district_and_in_its_town_is_refined() -> None:
    left = "The Tarn district of Elm Haven is poor. Rebels seized the trader Peter Lang in Elm Haven."
    assert finding(left, "Rebels seized the trader Peter Lang in Tarn.") == (Relation.REFINES, Kind.PLACE)


def test_deed_in_two_countries_is_contradicted() -> None:
    found = finding("Police arrested Peter Lang in Porto.", "Police arrested Peter Lang in Tangier.")
    assert found == (Relation.CONTRADICTS, Kind.PLACE)


def test_deed_near_a_town_is_not_set_against_another_country() -> None:
    found = finding("Police arrested Peter Lang near Porto.", "Police arrested Peter Lang in Tangier.")
    assert found is None or found[1] is not Kind.PLACE


def test_deed_in_the_waters_of_two_countries_is_contradicted() -> None:
    found = finding("The collision occurred in Tarnish waters.", "The collision occurred on Veld's side of the line.")
    assert found == (Relation.CONTRADICTS, Kind.PLACE)


def test_deed_in_the_waters_of_one_country_called_in_two_ways_is_not() -> None:
    found = finding("The collision occurred in Chilean waters.", "The collision occurred on Chile's side of the line.")
    assert found is None or found[1] is not Kind.PLACE
