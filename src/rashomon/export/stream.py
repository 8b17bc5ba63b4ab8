"""A case export read piece by piece: one record at a time, however long the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import IO, Any

from rashomon.errors import ExportError

CHUNK_CHARS = 1 << 20
_SPACE = re.compile(r"[ \t\n\r]*")


def read_sections(file: IO[str]) -> Iterator[tuple[str, Any]]:
    """The members of a JSON object in the order of the file: each key with its value.

    The value of a list comes as an iterator over its elements, which must be taken before the next key; no more than
    an element is held at a time.

    Raises:
        ExportError: It is no JSON object.
    """
    text = _Text(file)
    text.take("{")
    if text.peek() == "}":
        return
    while True:
        name = text.value()
        if not isinstance(name, str):
            raise ExportError(f"no JSON: expected a name, not {name!r}")
        text.take(":")
        yield name, _elements(text) if text.peek() == "[" else text.value()
        if text.peek() != ",":
            text.take("}")
            return
        text.take(",")


def _elements(text: _Text) -> Iterator[Any]:
    text.take("[")
    if text.peek() != "]":
        yield text.value()
        while text.peek() == ",":
            text.take(",")
            yield text.value()
    text.take("]")


class _Text:
    """A text that is being read, of which only what lies ahead is held."""

    def __init__(self, file: IO[str]) -> None:
        self.file, self.ahead, self.at = file, "", 0
        self.decoder = json.JSONDecoder(parse_constant=_refuse)

    def peek(self) -> str:
        """The next character that is no white space, "" at the end."""
        while True:
            found = _SPACE.match(self.ahead, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.ahead) or not self._more():
                return self.ahead[self.at : self.at + 1]

    def take(self, mark: str) -> None:
        if self.peek() != mark:
            raise ExportError(f"no JSON: expected {mark!r} before {self.ahead[self.at : self.at + 20]!r}")
        self.at += 1

    def value(self) -> Any:
        """The next value; one that ends with what is held may go on, so more is read first."""
        self.peek()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.ahead, self.at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, json.JSONDecodeError) and self._more():
                    continue
                raise ExportError(f"no JSON: {error}") from error
            if end < len(self.ahead) or not self._more():
                self.at = end
                return value

    def _more(self) -> bool:
        """Hold at least twice as much, so that a long value is begun anew but a few times."""
        held = self.ahead[self.at :]
        try:
            chunk = self.file.read(max(CHUNK_CHARS, len(held)))
        except UnicodeDecodeError as error:
            raise ExportError(f"not in UTF-8: {error.reason}") from error
        self.ahead, self.at = held + chunk, 0
        return bool(chunk)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")
