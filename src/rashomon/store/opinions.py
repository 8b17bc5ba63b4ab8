"""What was found of pairs of claims and of names, kept: a case asks again of the same ones whenever it has grown."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rashomon import __version__
from rashomon.compare import Judged, Pairs, View, judge
from rashomon.ledger import EntityKind, digest
from rashomon.names import Aliases, Match, match_names
from rashomon.store.records import from_json, to_json

if TYPE_CHECKING:
    from rashomon.models.pairs import Opinion, Question

TABLES = ("opinions", "findings", "matches")


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


class RememberedMatches(Memo):
    """Says whether two names can be one; works out only what it has not said before."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__(db, "matches")

    def __call__(self, one: str, other: str, kind: EntityKind, *, aliases: Aliases | None = None) -> Match:
        """As ``match_names``, but only the score and the veto; by a user's own table nothing is remembered."""
        if aliases is not None:
            return match_names(one, other, kind, aliases=aliases)
        key = f"{__version__} {kind} {one}\n{other}"
        known = self.answer(key)
        if known is None:
            match = match_names(one, other, kind)
            self.note(key, (match.score, match.veto))
            known = self._asked[key]
        score, veto = from_json(tuple[float, str | None], known)
        return Match(score, veto=veto)


class RememberedFindings:
    """Has two claims judged only where they have not been judged as they are now.

    Of tens of thousands of pairs nearly all have one of two answers, so the pairs are kept by answer.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        rows = db.execute("SELECT answer, pairs FROM findings").fetchall()
        self._answers = {row["answer"]: n for n, row in enumerate(rows)}
        pairs = [np.frombuffer(row["pairs"], np.uint64) for row in rows]
        self._pairs = np.concatenate([np.array([], np.uint64), *pairs])
        self._told = np.repeat(np.arange(len(rows)), [len(each) for each in pairs])

    def __call__(self, views: Sequence[View], pairs: Pairs) -> list[Judged]:
        """As ``judge_each``; what is asked for will be kept."""
        asked = _numbers(views, pairs)
        told = np.full(len(asked), -1)
        _, at, known = np.intersect1d(asked, self._pairs, return_indices=True)
        told[at] = self._told[known]
        for n in np.flatnonzero(told < 0).tolist():
            i, j = pairs[n].tolist()
            answer = to_json(judge(views[i], views[j]))
            told[n] = self._answers.setdefault(answer, len(self._answers))
        self._pairs, self._told = asked, told
        used = {*told.tolist()}  # what an older version found need not be read
        judged: dict[int, Judged] = {n: from_json(Judged, answer) for answer, n in self._answers.items() if n in used}
        return [judged[n] for n in told.tolist()]

    def keep(self) -> None:
        """Write down the answers that this work has asked for, and no others."""
        by_answer = np.argsort(self._told, kind="stable")
        ends = np.searchsorted(self._told[by_answer], np.arange(len(self._answers)), side="right")
        pairs = np.split(self._pairs[by_answer], ends)
        rows = [(answer, own.tobytes()) for answer, own in zip(self._answers, pairs, strict=False) if len(own)]
        self._db.execute("DELETE FROM findings")
        self._db.executemany("INSERT INTO findings VALUES (?, ?)", rows)


def _numbers(views: Sequence[View], pairs: Pairs) -> NDArray[np.uint64]:
    """A number for each pair, another one when either view has become another."""
    numbers = np.array([_number(view) for view in views], np.uint64)
    return 3 * numbers[pairs[:, 0]] + numbers[pairs[:, 1]]  # modulo 2 ** 64; the order within a pair counts


def _number(view: View) -> int:
    """Of all that is looked at in a view."""
    claim = view.claim
    names = [claim.speaker.name, *(m.name for m in claim.mentions), *(a.name for a in claim.arguments)]
    entries = [view.atlas.entry(name) for name in names if name]
    seen = (claim, view.weights, view.speaker, view.dated, view.background, entries)
    return int(digest("view", __version__, to_json(seen)), 16)


def forget_answers(db: sqlite3.Connection) -> None:
    """Have every pair judged anew."""
    for table in TABLES:
        db.execute(f"DELETE FROM {table}")
