"""The pair model's answers, kept: it reads some hundred pairs a second, and a case asks it the same ones again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon import __version__
from rashomon.ledger import digest

if TYPE_CHECKING:
    from rashomon.models.pairs import FloatArray


class Remembered:
    """Asks the pair model only what it has not been asked; loads it only if there is something to ask."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known = {row["pair"]: row["chances"] for row in db.execute("SELECT pair, chances FROM opinions")}
        self._asked: dict[str, str] = {}

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """As ``PairModel.probabilities``."""
        import numpy as np

        from rashomon.models.pairs import LABELS, pair_model

        keys = [digest("opinion", __version__, *pair) for pair in pairs]
        new = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in self._known}
        if new:
            rows = pair_model().probabilities(list(new.values()))
            self._known.update({key: json.dumps(row.tolist()) for key, row in zip(new, rows, strict=True)})
        self._asked.update({key: self._known[key] for key in keys})
        return np.array([json.loads(self._known[key]) for key in keys], np.float32).reshape(len(keys), len(LABELS))

    def keep(self) -> None:
        """Write down the answers that this work has asked for, and no others."""
        self._db.execute("DELETE FROM opinions")
        self._db.executemany("INSERT INTO opinions VALUES (?, ?)", self._asked.items())
