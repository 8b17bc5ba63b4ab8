"""Records into their tables and out again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from rashomon.ledger import Ledger, Report
from rashomon.store.outcomes import Change
from rashomon.store.records import columns, from_json, from_row, to_row
from rashomon.store.schema import DERIVED, TABLES

T = TypeVar("T")
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
    was = [tuple(row) for row in db.execute(f"SELECT {listed} FROM {table} ORDER BY position")]
    now = [to_row(record) for record in records]
    moved = [(n, *row) for n, row in enumerate(now) if n >= len(was) or was[n] != row]
    db.executemany(f"INSERT OR REPLACE INTO {table} (position, {listed}) VALUES (?{', ?' * len(names)})", moved)
    db.execute(f"DELETE FROM {table} WHERE position >= ?", (len(now),))
    return list(_changes(table, names, was, now)) if names[0] == "id" and (moved or len(now) < len(was)) else []


def append(db: sqlite3.Connection, table: str, record: object) -> None:
    """One more record at the end of its table."""
    row = to_row(record)
    named = ", ".join(f'"{name}"' for name in columns(TABLES[table]))
    place = f"(SELECT coalesce(max(position) + 1, 0) FROM {table})"
    db.execute(f"INSERT INTO {table} (position, {named}) VALUES ({place}{', ?' * len(row)})", row)


def _changes(table: str, names: list[str], was: list[tuple[Any, ...]], now: list[tuple[Any, ...]]) -> Iterator[Change]:
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
