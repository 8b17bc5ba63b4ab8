"""JSON Lines: an object a line, a report each."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from rashomon.read.columns import read_record
from rashomon.read.decode import decode_narrow, narrowed
from rashomon.read.limits import Limits
from rashomon.read.parts import Lost, Part, lines_of, too_large


def open_json_lines(stream: io.BufferedReader, limits: Limits) -> Iterator[Part | Lost]:
    """The objects, by the number of their line; empty lines are passed over.

    Raises:
        ReadError: The bytes are no text.
    """
    stream, encoding = narrowed(stream)
    for number, line in enumerate(lines_of(stream, limits.document_bytes), start=1):
        if line is None:
            yield Lost(name=number, reason=too_large(limits.document_bytes))
        elif line.strip() not in (b"", b"\xef\xbb\xbf"):
            yield _record(number, line, encoding)


def _record(number: int, line: bytes, encoding: str) -> Part | Lost:
    try:
        record = json.loads(decode_narrow(line, encoding))
    except (ValueError, RecursionError) as error:
        return Lost(name=number, reason=f"no JSON: {error}")
    if not isinstance(record, dict):
        return Lost(name=number, reason=f"expected an object, not {type(record).__name__}")
    return read_record(number, line, record, "key")
