"""The tables of a case file, and how an older file becomes one of today.

What the program derives stands in one table for each record type, named as in ``Ledger``, its columns read off the
dataclass: a field that is new to a record is a column that is new to its table. Everything else is made by the
migrations: small functions, each run in one transaction with the row that records it (after sqlite-utils).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from typing import get_args, get_origin, get_type_hints

from rashomon import __version__
from rashomon.errors import CaseError
from rashomon.ledger import Comparison, Judgement, Ledger, Possible
from rashomon.store.records import columns

APPLICATION_ID = 0x5253484D  # "RSHM", in the file's header: tells a case from any other SQLite file
DERIVED: dict[str, type] = {
    name: get_args(hint)[0] for name, hint in get_type_hints(Ledger).items() if get_origin(hint) is tuple
}
SUGGESTED: dict[str, type] = {"suggested_comparisons": Comparison, "suggested_possible": Possible}
TABLES: dict[str, type] = {**DERIVED, **SUGGESTED, "judgements": Judgement}


def create_tables(db: sqlite3.Connection) -> None:
    """What a person gave, the work that is kept, and what happened when."""
    db.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    db.execute(
        "CREATE TABLE documents (report TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, file TEXT NOT NULL,"
        " outside TEXT, bytes BLOB NOT NULL)"
    )
    db.execute(
        "CREATE TABLE readings (report TEXT PRIMARY KEY REFERENCES documents, made_by TEXT NOT NULL,"
        " record TEXT NOT NULL, said TEXT NOT NULL)"
    )
    db.execute(
        "CREATE TABLE tombstones (report TEXT PRIMARY KEY, sha256 TEXT, file TEXT, reason TEXT, author TEXT, at TEXT)"
    )
    db.execute(
        "CREATE TABLE history (number INTEGER PRIMARY KEY, at TEXT NOT NULL, author TEXT NOT NULL,"
        " action TEXT NOT NULL, object TEXT, detail TEXT NOT NULL)"
    )
    db.execute("CREATE TABLE opinions (pair TEXT PRIMARY KEY, chances TEXT) WITHOUT ROWID")
    db.execute(
        "CREATE VIRTUAL TABLE words USING fts5(text, report UNINDEXED, start UNINDEXED,"
        " tokenize='unicode61 remove_diacritics 2')"
    )


def keep_findings(db: sqlite3.Connection) -> None:
    """Room for what the comparators found, beside the pair model's opinions."""
    db.execute("ALTER TABLE opinions RENAME COLUMN chances TO value")
    db.execute("CREATE TABLE findings (pair TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")


def keep_findings_by_answer(db: sqlite3.Connection) -> None:
    """Findings with all their pairs, in place of a row a pair; and room for what was found of names."""
    db.execute("DROP TABLE findings")
    db.execute("CREATE TABLE findings (answer TEXT PRIMARY KEY, pairs BLOB)")
    db.execute("CREATE TABLE matches (pair TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (create_tables, keep_findings, keep_findings_by_answer)


def migrate(db: sqlite3.Connection) -> None:
    """Bring the file up to date; each migration happens whole or not at all.

    Raises:
        CaseError: The file has been written by a version that knows more than this one.
    """
    refuse_newer(db)
    db.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied TEXT, made_by TEXT)")
    done = _applied(db)
    for migration in MIGRATIONS:
        if migration.__name__ not in done:
            db.execute("BEGIN IMMEDIATE")
            with db:
                if migration.__name__ in _applied(db):
                    continue  # another program was first
                migration(db)
                row = (migration.__name__, datetime.now(UTC).isoformat(), f"rashomon {__version__}")
                db.execute("INSERT INTO migrations VALUES (?, ?, ?)", row)
    _follow_records(db)


def refuse_newer(db: sqlite3.Connection) -> None:
    """
    Raises:
        CaseError: There is a migration or a field of a record that this version does not know.
    """
    unknown = _applied(db) - {migration.__name__ for migration in MIGRATIONS}
    unknown |= {f"{table}.{name}" for table, record in TABLES.items() for name in _extra(db, table, record)}
    if unknown:
        raise CaseError(f"written by a newer rashomon: this is {__version__}, which does not know {_some(unknown)}")


def _some(names: set[str]) -> str:
    return ", ".join(sorted(names))


def _applied(db: sqlite3.Connection) -> set[str]:
    there = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone()
    return {name for (name,) in db.execute("SELECT name FROM migrations")} if there else set()


def _existing(db: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}


def _extra(db: sqlite3.Connection, table: str, record: type) -> set[str]:
    return _existing(db, table) - {"position", *columns(record)}


def _follow_records(db: sqlite3.Connection) -> None:
    """Make the tables and columns that the records have by now, in one transaction."""
    missing = [
        (table, record) for table, record in TABLES.items() if {"position", *columns(record)} - _existing(db, table)
    ]
    if not missing:
        return
    db.execute("BEGIN IMMEDIATE")
    with db:
        for table, record in missing:
            _follow(db, table, record)


def _follow(db: sqlite3.Connection, table: str, record: type) -> None:
    existing = _existing(db, table)
    if not existing:
        listed = ", ".join(f'"{name}" {kind}' for name, kind in columns(record).items())
        db.execute(f"CREATE TABLE {table} (position INTEGER PRIMARY KEY, {listed})")
        if any(field.name == "id" for field in fields(record)):
            db.execute(f"CREATE INDEX {table}_by_id ON {table}(id)")
        return
    for name, kind in columns(record).items():
        if name not in existing:
            db.execute(f'ALTER TABLE {table} ADD COLUMN "{name}" {kind}')
