"""Whether a case file is what it should be."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from rashomon.ledger import digest, quote
from rashomon.store.tables import load_ledger, load_report


def find_faults(db: sqlite3.Connection) -> Iterator[str]:
    """What is wrong, one line each; to be read within one snapshot."""
    yield from (line for (line,) in db.execute("PRAGMA integrity_check") if line != "ok")
    for row in db.execute("PRAGMA foreign_key_check"):
        yield f"{row[0]}: a row rests on one of {row[2]} that is not there"
    for row in db.execute("SELECT report, sha256, file FROM documents ORDER BY file").fetchall():
        yield from (f"{row['file']}: {fault}" for fault in _faults_of(db, row))
    yield from _misquotations(db)


def _faults_of(db: sqlite3.Connection, row: sqlite3.Row) -> Iterator[str]:
    """What is wrong with one report, its bytes held one at a time."""
    (data,) = db.execute("SELECT CAST(bytes AS BLOB) FROM documents WHERE report = ?", (row["report"],)).fetchone()
    if hashlib.sha256(data).hexdigest() != row["sha256"]:
        yield "the bytes are not those that were taken in"
    if digest("report", row["sha256"]) != row["report"]:
        yield "its id does not fit its digest"
    if db.execute("SELECT 1 FROM readings WHERE report = ?", (row["report"],)).fetchone() is None:
        yield "has never been read"


def _misquotations(db: sqlite3.Connection) -> Iterator[str]:
    ledger = load_ledger(db, "")
    texts = {report.id: report.text for report in ledger.reports}
    read = {row["report"] for row in db.execute("SELECT report FROM readings")}
    for report in ledger.reports:
        if report.id not in read or load_report(db, report.id).text != report.text:
            yield f"{report.file}: the text is not the one that was read"
    for claim in ledger.claims:
        if claim.text != quote(texts.get(claim.report, ""), claim.spans):
            yield f"claim {claim.id}: its words do not stand at its place"
