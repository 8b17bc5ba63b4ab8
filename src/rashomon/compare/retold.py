"""What one voice says in two editions of one page: the same again, or otherwise, which is an update."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rashomon.compare.comparators import best_finding, comparable
from rashomon.compare.finding import Finding
from rashomon.compare.views import View
from rashomon.ledger import Edition, Relation

OPPOSED = (Relation.CONTRADICTS, Relation.UPDATES)


def is_retold(a: View, b: View, edition_of: Mapping[str, Edition]) -> bool:
    """Whether two editions of one page tell it by one voice: its own, or that of the same speaker."""
    x, y = (edition_of.get(view.claim.report) for view in (a, b))
    if x is None or y is None or x.page != y.page or x.number == y.number:
        return False
    own = len(a.claim.chain) == len(b.claim.chain) == 1  # a page that names no publisher goes by its file's name
    return own or a.speaker == b.speaker or a.claim.speaker.name == b.claim.speaker.name


def as_update(a: View, b: View, edition_of: Mapping[str, Edition]) -> Finding | None:
    """What is told otherwise in the later edition; None where it is told again."""
    if " ".join(a.claim.text.split()) == " ".join(b.claim.text.split()) or not comparable(a, b):
        return None
    finding = best_finding(a, b)
    if finding is None or finding.relation not in OPPOSED:
        return None
    later = edition_of[a.claim.report].number > edition_of[b.claim.report].number
    return replace(finding, relation=Relation.UPDATES, swapped=later)
