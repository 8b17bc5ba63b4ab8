"""What one page tells again in another edition, or takes back in a notice: an update by one voice, no contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rashomon.compare.align import Pairs
from rashomon.compare.comparators import best_finding
from rashomon.compare.finding import Finding
from rashomon.compare.scope import are_stated
from rashomon.compare.views import View
from rashomon.ledger import Claim, Correction, Edition, Relation, Span, first_editions

OPPOSED = (Relation.CONTRADICTS, Relation.UPDATES)


class Pages:
    """Which reports are of one page, and where on them a notice tells what was said before."""

    def __init__(self, editions: Iterable[Edition], corrections: Iterable[Correction]) -> None:
        editions = tuple(editions)
        self._first = first_editions(editions)
        self._number = {edition.report: edition.number for edition in editions}
        self._notices: dict[str, list[Span]] = defaultdict(list)
        for correction in corrections:
            self._notices[correction.report].append(correction.span)

    def retell(self, a: View, b: View) -> bool:
        """Whether one page tells both: by one voice in two editions, or the one in a notice that speaks of the other.

        One voice is the page's own (that of a page which names no publisher goes by its file's name) or that of the
        same speaker.
        """
        if a.claim.report != b.claim.report and not (self._first and self._page(a.claim) == self._page(b.claim)):
            return False
        if self._is_noticed(a.claim) != self._is_noticed(b.claim):
            return True
        own = len(a.claim.chain) == len(b.claim.chain) == 1
        same = own or a.speaker == b.speaker or a.claim.speaker.name == b.claim.speaker.name
        return a.claim.report != b.claim.report and same

    def retell_each(self, views: Sequence[View], pairs: Pairs) -> NDArray[np.bool_]:
        """As ``retell``, of pairs of indices, in their order."""
        if not self._first and not self._notices:
            return np.zeros(len(pairs), bool)
        return np.array([self.retell(views[i], views[j]) for i, j in pairs.tolist()], bool)

    def update(self, a: View, b: View) -> Finding | None:
        """What is told otherwise, the earlier first: that of the earlier edition, else that of the notice."""
        if " ".join(a.claim.text.split()) == " ".join(b.claim.text.split()) or not are_stated(a, b):
            return None
        finding = best_finding(a, b)
        if finding is None or finding.relation not in OPPOSED:
            return None
        return replace(finding, relation=Relation.UPDATES, swapped=self._age(a.claim) > self._age(b.claim))

    def _page(self, claim: Claim) -> str:
        return self._first.get(claim.report, claim.report)

    def _is_noticed(self, claim: Claim) -> bool:
        return any(start <= claim.spans[0].start < end for start, end in self._notices.get(claim.report, ()))

    def _age(self, claim: Claim) -> tuple[int, bool]:
        return self._number.get(claim.report, 1), not self._is_noticed(claim)
