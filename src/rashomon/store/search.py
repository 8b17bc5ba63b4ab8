"""Words found in the reports of a case, shown as they stand."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.ledger import Report, Span

OPEN, CLOSE = "\x01", "\x02"  # no report's text has them: a reader replaces what cannot be shown
_TERM = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A paragraph that holds all the words; ``spans`` are where they stand in the report's text."""

    report: str
    file: str
    start: int
    text: str  # the paragraph, to the letter
    spans: tuple[Span, ...]


def index_words(db: sqlite3.Connection, report: Report) -> None:
    """Make the words of a report findable, paragraph by paragraph."""
    blocks = [(block.start, block.end) for block in report.blocks] or [(0, len(report.text))]
    rows = ((report.text[start:end], report.id, start) for start, end in blocks if start < end)
    db.executemany("INSERT INTO words (text, report, start) VALUES (?, ?, ?)", rows)


def find_words(db: sqlite3.Connection, words: str, *, limit: int) -> Iterator[Hit]:
    """The paragraphs that hold all the words, the best first; words between quotation marks stand together.

    Capitals and accents do not count; an asterisk at the end of a word stands for any ending.
    """
    found = db.execute(
        "SELECT words.report, documents.file, start, highlight(words, 0, ?, ?) AS marked FROM words"
        " JOIN documents ON documents.report = words.report WHERE words MATCH ? ORDER BY rank, words.rowid LIMIT ?",
        (OPEN, CLOSE, _as_query(words), limit),
    )
    for row in found:
        text, spans = _unmarked(row["marked"], int(row["start"]))
        yield Hit(report=row["report"], file=row["file"], start=int(row["start"]), text=text, spans=spans)


def _as_query(words: str) -> str:
    """Each word for itself, so that no sign in it is taken for a command of the search engine."""
    terms = []
    for phrase, word in _TERM.findall(words):
        bare = (phrase or word).rstrip("*")
        if any(char.isalnum() for char in bare):
            terms.append('"' + bare.replace('"', "") + '"' + ("*" if word.endswith("*") else ""))
    return " ".join(terms) or '""'


def _unmarked(marked: str, start: int) -> tuple[str, tuple[Span, ...]]:
    """The text without marks, and the places that were marked."""
    text, spans = "", []
    for n, part in enumerate(re.split(f"[{OPEN}{CLOSE}]", marked)):
        if n % 2:
            spans.append(Span(start + len(text), start + len(text) + len(part)))
        text += part
    return text, tuple(spans)
