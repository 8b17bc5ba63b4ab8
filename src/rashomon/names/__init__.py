"""Names: who and what a report names, and whether two names can be one thing."""

from __future__ import annotations

from rashomon.names.find import Names, Role, find_names
from rashomon.names.words import FEMALE, MALE, ORDINALS, ORGANIZATIONS, PERSON_NOUNS, PRONOUNS

__all__ = [
    "FEMALE",
    "MALE",
    "ORDINALS",
    "ORGANIZATIONS",
    "PERSON_NOUNS",
    "PRONOUNS",
    "Names",
    "Role",
    "find_names",
]
