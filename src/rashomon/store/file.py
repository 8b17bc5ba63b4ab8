"""The case's file: opened, told from other files, written to in whole steps; SQLite's errors in plain words.

Write-ahead logging lets many read while one writes. Every commit is synced to the disk before it returns, so that what
was confirmed outlives a crash of the program and of the machine. Deleted words are overwritten.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rashomon.errors import CaseError, CaseLocked
from rashomon.store.schema import APPLICATION_ID, migrate, refuse_newer

WAIT_SECONDS = 30.0  # for another program that is writing: adding a report to a big case holds the file for seconds


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say what SQLite has to say of the file.

    Raises:
        CaseLocked: Somebody else writes, and has not finished in time.
        CaseError: Anything else that keeps the file from being used.
    """
    try:
        yield
    except CaseError as error:
        raise type(error)(f"{path}: {error}" if str(path) not in str(error) else str(error)) from error
    except sqlite3.Error as error:
        raise _in_words(path, error) from error


def _in_words(path: Path, error: sqlite3.Error) -> CaseError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return CaseLocked(f"{path}: another program is writing to it; try again when it has finished")
    if primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        what = "is no case" if primary == sqlite3.SQLITE_NOTADB else "is damaged; take a copy that was kept elsewhere"
        return CaseError(f"{path}: {what} ({error})")
    if primary == sqlite3.SQLITE_FULL:
        return CaseError(f"{path}: the disk is full; what was confirmed before is kept")
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return CaseError(f"{path}: cannot be written to: the file or its folder is read-only")
    return CaseError(f"{path}: {error}")


def create(path: Path) -> sqlite3.Connection:
    """A new case file, whole or not at all.

    Raises:
        CaseError: There is something of this name, or the folder cannot be written to.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except FileExistsError as error:
        raise CaseError(f"{path}: is there already") from error
    except OSError as error:
        raise CaseError(f"{path}: cannot be made: {error.strerror}") from error
    try:
        with told(path):
            db = _connect(path, "rw")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute("PRAGMA journal_mode = WAL")
            migrate(db)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return db


def open_file(path: Path, *, to_write: bool) -> sqlite3.Connection:
    """Open a case file; one that can only be read is read as it is.

    Raises:
        CaseError: There is no such file, it is no case, or it is of a newer version.
    """
    if not path.is_file():
        raise CaseError(f"{path}: {'is a folder' if path.is_dir() else 'no such case'}")
    with told(path):
        db = _connect(path, "rw" if to_write else _reading_mode(path))
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise CaseError(f"{path}: is no case, but a database of another program")
        if to_write:
            migrate(db)
        else:
            refuse_newer(db)
    return db


def _reading_mode(path: Path) -> str:
    """A file in a folder that cannot be written to is read without locks, unless another's log stands beside it."""
    alone = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    return "ro&immutable=1" if alone else "ro"


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA synchronous = FULL")  # with WAL: a commit is on the disk when it returns
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA foreign_keys = ON")
    return db


@contextmanager
def step(db: sqlite3.Connection) -> Iterator[None]:
    """One step of work: all of it is in the file, or nothing; nobody else writes meanwhile."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(db: sqlite3.Connection) -> Iterator[None]:
    """Several reads of one state of the file, whatever is written meanwhile."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


def sweep(db: sqlite3.Connection) -> bool:
    """Leave nothing of what was deleted in the file or the log beside it; whether no reader was in the way."""
    db.execute("INSERT INTO words(words) VALUES ('rebuild')")
    db.execute("VACUUM")
    return not db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()["busy"]
