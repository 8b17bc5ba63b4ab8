"""Names: who and what a report names, and whether two names can be one thing."""

from __future__ import annotations

from rashomon.names.aliases import Aliases, read_aliases
from rashomon.names.find import Names, Role, find_names
from rashomon.names.match import SURE, Match, match_names
from rashomon.names.words import FEMALE, MALE, ORDINALS, ORGANIZATIONS, PERSON_NOUNS, PRONOUNS

__all__ = [
    "FEMALE",
    "MALE",
    "ORDINALS",
    "ORGANIZATIONS",
    "PERSON_NOUNS",
    "PRONOUNS",
    "SURE",
    "Aliases",
    "Match",
    "Names",
    "Role",
    "find_names",
    "match_names",
    "read_aliases",
]
