"""Names: who and what a report names, and whether two names can be one thing."""

from __future__ import annotations

from rashomon.names.aliases import Aliases, read_aliases
from rashomon.names.find import Names, Role, find_names
from rashomon.names.gazetteer import is_known_place
from rashomon.names.match import LONE, SURE, Match, match_names
from rashomon.names.parts import name_keys, sort_key
from rashomon.names.places import Atlas, draw_atlas
from rashomon.names.words import (
    FEMALE,
    MALE,
    MEDIA,
    ORDINALS,
    ORGANIZATIONS,
    PERSON_NOUNS,
    PRONOUNS,
    TITLES,
    called_alike,
)

__all__ = [
    "FEMALE",
    "LONE",
    "MALE",
    "MEDIA",
    "ORDINALS",
    "ORGANIZATIONS",
    "PERSON_NOUNS",
    "PRONOUNS",
    "SURE",
    "TITLES",
    "Aliases",
    "Atlas",
    "Match",
    "Names",
    "Role",
    "called_alike",
    "draw_atlas",
    "find_names",
    "is_known_place",
    "match_names",
    "name_keys",
    "read_aliases",
    "sort_key",
]
