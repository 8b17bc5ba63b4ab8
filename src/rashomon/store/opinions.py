"""What was found of pairs of claims, kept: a case asks again of the same ones whenever it has grown."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from rashomon import __version__
from rashomon.compare import Judged, View, judge
from rashomon.ledger import digest
from rashomon.store.records import from_json, to_json

if TYPE_CHECKING:
    from rashomon.models.pairs import Opinion, Question

TABLES = ("opinions", "findings")


class Memo:
    """A table of answers, as JSON, by a digest of what was asked."""

    def __init__(self, db: sqlite3.Connection, table: str) -> None:
        self._db, self._table = db, table
        self._kept = {row["pair"]: row["value"] for row in db.execute(f"SELECT pair, value FROM {table}")}
        self._asked: dict[str, str] = {}

    def answer(self, key: str) -> str | None:
        """The answer, None where it is not known; what is asked for will be kept."""
        known = self._asked.get(key)
        if known is None:
            known = self._kept.get(key)
            if known is not None:
                self._asked[key] = known
        return known

    def note(self, key: str, answer: object) -> None:
        """Take an answer in."""
        self._asked[key] = to_json(answer)

    def keep(self) -> None:
        """Write down the answers that this work has asked for, and no others."""
        gone = [(key,) for key in self._kept.keys() - self._asked.keys()]
        new = [(key, self._asked[key]) for key in self._asked.keys() - self._kept.keys()]
        self._db.executemany(f"DELETE FROM {self._table} WHERE pair = ?", gone)
        self._db.executemany(f"INSERT INTO {self._table} VALUES (?, ?)", new)


class RememberedModel(Memo):
    """Asks the pair model only what it has not been asked; loads it only if there is something to ask."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__(db, "opinions")

    def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
        """As ``PairModel.opinions``."""
        from rashomon.models.pairs import Opinion, fitted, pair_model

        keys = [digest("opinion", __version__, fitted(), *map(str, question)) for question in questions]
        new = {key: question for key, question in zip(keys, questions, strict=True) if self.answer(key) is None}
        if new:
            for key, opinion in zip(new, pair_model().opinions(list(new.values())), strict=True):
                self.note(key, opinion)
        return [from_json(Opinion, self._asked[key]) for key in keys]


class RememberedFindings(Memo):
    """Has the comparators judge a pair only where they have not judged it as it is now."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__(db, "findings")
        self._digests: dict[str, str] = {}

    def __call__(self, a: View, b: View) -> Judged:
        key = self._digest(a) + self._digest(b)
        known = self.answer(key)
        if known is not None:
            return _judged(known)
        judged = judge(a, b)
        self.note(key, judged)
        return judged

    def _digest(self, view: View) -> str:
        """Of all that comparators look at in a view."""
        claim = view.claim
        known = self._digests.get(claim.id)
        if known is None:
            names = [claim.speaker.name, *(m.name for m in claim.mentions), *(a.name for a in claim.arguments)]
            entries = [view.atlas.entry(name) for name in names if name]
            seen = (claim, view.weights, view.speaker, view.dated, view.background, entries)
            known = self._digests[claim.id] = digest("view", __version__, to_json(seen))
        return known


@lru_cache(maxsize=4096)
def _judged(told: str) -> Judged:
    """What was kept; of most pairs it is the same."""
    return cast(Judged, from_json(Judged, told))


def forget_answers(db: sqlite3.Connection) -> None:
    """Have every pair judged anew."""
    for table in TABLES:
        db.execute(f"DELETE FROM {table}")
