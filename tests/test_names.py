"""Names within one report: mentions, the fullest form, roles, gender."""

from __future__ import annotations

import pytest

from rashomon.ledger import EntityKind
from told import tell


def test_every_mention_slices_to_words_of_its_name() -> None:
    told = tell("Dr Anna Keller met the Coast Herald’s owner, Peter Lang. Mr Lang and Keller left Elm Haven.")
    assert told.names.mentions
    for mention in told.names.mentions:
        words = told.report.text[mention.span.start : mention.span.end].replace("’", "'")
        assert set(words.split()) <= set(mention.name.split())


def test_surname_stands_for_the_full_name() -> None:
    told = tell("Anna Keller came late. Keller left early.")
    assert [m.name for m in told.names.mentions] == ["Anna Keller", "Anna Keller"]


def test_shared_surname_goes_to_the_one_last_named_in_full() -> None:
    told = tell("Peter Lang came. Paul Lang went. Lang stayed away.")
    assert [m.name for m in told.names.mentions] == ["Peter Lang", "Paul Lang", "Paul Lang"]


def test_shared_surname_with_a_title_goes_to_the_one_of_that_gender() -> None:
    told = tell("Mrs Anna Lang came with Mr Peter Lang. Mrs Lang stayed at the mill.")
    assert told.names.mentions[-1].name == "Anna Lang"


def test_title_is_no_part_of_the_name() -> None:
    told = tell("Captain Peter Lang left the harbour.")
    assert [m.name for m in told.names.mentions] == ["Peter Lang"]


def test_bare_title_is_no_name() -> None:
    assert tell("The Minister left. The First came later.").names.mentions == ()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Harbour master Peter Lang left.", "master"),
        ("Peter Lang, a baker at the quay, left the mill.", "baker"),
        ("The baker, Peter Lang, left the mill.", "baker"),
    ],
)
def test_role_is_found_before_and_after_the_name(text: str, role: str) -> None:
    assert role in [r.head for r in tell(text).names.roles["Peter Lang"]]


def test_role_does_not_repeat_the_name() -> None:
    told = tell("Peter Lang and his son Paul Lang came to the mill.")
    assert [r.words for r in told.names.roles["Paul Lang"]] == ["his son"]


def test_role_tells_the_gender() -> None:
    assert tell("The spokeswoman, Robin Keller, left the mill.").names.genders == {"Robin Keller": "f"}


def test_organisation_is_told_by_its_words() -> None:
    told = tell("The Harbour Rescue Service left at noon.")
    assert [m.kind for m in told.names.mentions] == [EntityKind.ORGANIZATION]


def test_person_is_found_again_by_role_and_only_backwards() -> None:
    told = tell("The baker, Peter Lang, left. The baker came back.")
    again = told.report.text.index("The baker came")
    assert (told.names.by_role("baker", again), told.names.by_role("baker", 0)) == ("Peter Lang", None)


def test_mention_is_found_at_its_characters_and_not_just_after() -> None:
    told = tell("Peter Lang left.")
    (mention,) = told.names.mentions
    assert told.names.at(mention.span.end - 1) == mention
    assert told.names.at(mention.span.end) is None
    assert told.names.within(*mention.span) == (mention,)
    assert told.names.within(mention.span.start + 1, mention.span.end) == ()
