"""Records into their tables and out again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

from rashomon.ledger import Ledger, Report
from rashomon.store.outcomes import Change
from rashomon.store.records import columns, from_json, from_row, to_row
from rashomon.store.schema import DERIVED, TABLES

T = TypeVar("T")
Row = tuple[Any, ...]
GAP = 2**20  # between the positions of two rows, for rows that will come between them
_WORDS = ("question", "name", "text", "why", "file")  # the first of these that a record has says it for a reader


def load_all(db: sqlite3.Connection, table: str, record: type[T]) -> tuple[T, ...]:
    """All records of a table, in their order."""
    return tuple(from_row(record, row) for row in db.execute(f"SELECT * FROM {table} ORDER BY position"))


def load_ledger(db: sqlite3.Connection, title: str) -> Ledger:
    """The ledger as it was saved; to be read within one snapshot."""
    return Ledger(title=title, **{table: load_all(db, table, record) for table, record in DERIVED.items()})


def load_report(db: sqlite3.Connection, report: str) -> Report:
    """A report as it was taken in, whether or not it has been worked into the ledger."""
    row = db.execute("SELECT record FROM readings WHERE report = ?", (report,)).fetchone()
    record: Report = from_json(Report, row["record"])
    return record


def save_ledger(db: sqlite3.Connection, ledger: Ledger, tables: Iterable[str] = DERIVED) -> tuple[Change, ...]:
    """Write what differs from what is there; says what that was."""
    return tuple(change for table in tables for change in save_all(db, table, getattr(ledger, table)))


def save_all(db: sqlite3.Connection, table: str, records: Iterable[object]) -> list[Change]:
    """Make the table hold just these records in this order; rows that stand as they should are not touched."""
    names = list(columns(TABLES[table]))
    listed = ", ".join(f'"{name}"' for name in names)
    cursor = db.cursor()
    cursor.row_factory = None  # bare tuples
    held = cursor.execute(f"SELECT position, {listed} FROM {table} ORDER BY position").fetchall()
    was = {row[1:]: row[0] for row in held}
    now = [to_row(record) for record in records]
    places = _places(was, now)
    moved = [(place, *row) for row, place in zip(now, places, strict=True) if was.get(row) != place]
    gone = {row[0] for row in held}.difference(places)
    db.executemany(f"DELETE FROM {table} WHERE position = ?", ((place,) for place in gone))
    db.executemany(f"INSERT OR REPLACE INTO {table} (position, {listed}) VALUES (?{', ?' * len(names)})", moved)
    return list(_changes(table, names, was, now)) if names[0] == "id" and (moved or gone) else []


def _places(was: Mapping[Row, int], now: Sequence[Row]) -> list[int]:
    """The position of each row: the one that it has, if it can keep it, else one in the gap where it belongs.

    Where a gap is too small for the rows that come into it, all get new positions.
    """
    kept = [(-1, -GAP)]  # places in the list, and their positions
    for n, row in enumerate(now):
        place = was.get(row)
        if place is not None and place > kept[-1][1]:
            kept.append((n, place))
    kept.append((len(now), kept[-1][1] + GAP * (len(now) - kept[-1][0])))
    places: list[int] = []
    for (before, low), (after, high) in pairwise(kept):
        step = (high - low) // (after - before)
        if not step:
            return list(range(0, GAP * len(now), GAP))
        places += (low + step * n for n in range(1, after - before))
        places.append(high)
    return places[:-1]


def append(db: sqlite3.Connection, table: str, record: object) -> None:
    """One more record at the end of its table."""
    row = to_row(record)
    named = ", ".join(f'"{name}"' for name in columns(TABLES[table]))
    place = f"(SELECT coalesce(max(position) + 1, 0) FROM {table})"
    db.execute(f"INSERT INTO {table} (position, {named}) VALUES ({place}{', ?' * len(row)})", row)


def _changes(table: str, names: list[str], was: Iterable[Row], now: Iterable[Row]) -> Iterator[Change]:
    before, after = ({row[0]: row for row in rows} for rows in (was, now))
    told = next((names.index(name) for name in _WORDS if name in names), 0)
    for became, rows in (
        ("gone", [row for key, row in before.items() if key not in after]),
        ("new", [row for key, row in after.items() if key not in before]),
        ("changed", [row for key, row in after.items() if key in before and before[key] != row]),
    ):
        yield from (Change(table=table, id=row[0], became=became, words=str(row[told])) for row in rows)


def with_suggestions(db: sqlite3.Connection, ledger: Ledger) -> Ledger:
    """The ledger with comparisons as the program suggested them, before anybody judged."""
    return replace(
        ledger,
        comparisons=load_all(db, "suggested_comparisons", DERIVED["comparisons"]),
        possible=load_all(db, "suggested_possible", DERIVED["possible"]),
    )
