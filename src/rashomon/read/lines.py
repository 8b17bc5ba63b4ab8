"""Texts from JSON Lines: a corpus in one file, an article a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rashomon.errors import ReadError


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One text of a corpus, by the id that the corpus gives it."""

    id: str | int
    text: str


def read_lines(lines: Iterable[bytes], name: str) -> Iterator[Line | ReadError]:
    """Each line that holds ``{"id", "text"}``, other keys ignored; for any other, the error that it deserves.

    Streams: one line is held at a time. Empty lines are passed over; ``name`` stands in the messages, with the
    number of the line.
    """
    for number, line in enumerate(lines, 1):
        if line.strip() not in (b"", b"\xef\xbb\xbf"):
            try:
                yield _line(line)
            except ReadError as error:
                yield ReadError(f"{name}:{number}: {error}")


def _line(line: bytes) -> Line:
    """
    Raises:
        ReadError: The line is no JSON object in UTF-8 with an id and a text.
    """
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"no JSON in UTF-8: {error}") from error
    if not isinstance(value, dict):
        raise ReadError(f"expected an object with id and text, not {type(value).__name__}")
    kinds = {"id": (str, int), "text": (str,)}
    wrong = [key for key, expected in kinds.items() if type(value.get(key)) not in expected]  # true is no id
    if wrong:
        raise ReadError(f"{' and '.join(wrong)}: missing or of the wrong type; expected id and text, both strings")
    if any("\ud800" <= char <= "\udfff" for char in f"{value['id']}{value['text']}"):
        raise ReadError("holds half a character (a lone surrogate), which no text in UTF-8 can")
    return Line(id=value["id"], text=value["text"])
