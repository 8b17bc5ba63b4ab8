"""A table of texts (CSV, TSV): a row a report, its columns named in the first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from rashomon.errors import ReadError
from rashomon.read.columns import TEXTS, has_text, read_record
from rashomon.read.decode import decode_narrow, narrowed
from rashomon.read.limits import Limits
from rashomon.read.parts import PEEK_BYTES, Lost, Part, lines_of, too_large

DELIMITERS = "\t;|,"


def open_table(stream: io.BufferedReader, limits: Limits) -> Iterator[Part | Lost]:
    """The rows under the heading, from 1; what parts the cells is told by the heading.

    Raises:
        ReadError: No column holds texts, the bytes are no text, or a quotation mark is never closed.
    """
    stream, encoding = narrowed(stream)
    csv.field_size_limit(max(csv.field_size_limit(), limits.document_bytes))
    heading = stream.peek(PEEK_BYTES).split(b"\n", 1)[0].decode("latin-1")
    source = _Source(stream, encoding, limits.document_bytes)
    rows = csv.reader(source, delimiter=max(DELIMITERS, key=heading.count))
    try:
        columns = next(rows, [])
        if not has_text(columns):
            names = ", ".join(columns)
            raise ReadError(f"no column of texts: expected one named {', '.join(TEXTS)}; there are {names}")
        source.take()
        for number, cells in enumerate(rows, start=1):
            data = source.take()
            if cells:  # no empty line
                yield _row(number, data, columns, cells)
    except csv.Error as error:
        raise ReadError(f"a broken table: {error}") from error


def _row(number: int, data: bytes, columns: list[str], cells: list[str]) -> Part | Lost:
    if any(cell.strip() for cell in cells[len(columns) :]):
        return Lost(name=number, reason=f"{len(cells)} cells under {len(columns)} columns")
    return read_record(number, data, dict(zip(columns, cells, strict=False)), "column")


class _Source:
    """The lines of a table, decoded; keeps the bytes of those that were asked for since the last row was taken."""

    def __init__(self, stream: io.BufferedReader, encoding: str, most: int) -> None:
        self._lines = lines_of(stream, most)
        self._encoding = encoding
        self._most = most
        self._kept: list[bytes] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._size += len(line or b"")
        if line is None or self._size > self._most:
            raise ReadError(f"a row {too_large(self._most)}; is a quotation mark left open?")
        self._kept.append(line)
        return decode_narrow(line, self._encoding)

    def take(self) -> bytes:
        """The bytes of the row."""
        data, self._kept, self._size = b"".join(self._kept), [], 0
        return data
