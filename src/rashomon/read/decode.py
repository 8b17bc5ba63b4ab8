"""Bytes to characters: the mark, the declaration, else UTF-8, else Windows-1252."""

from __future__ import annotations

import codecs
import re

from rashomon.errors import EmptyReport, ReadError
from rashomon.read.draft import written

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
DECLARED_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
DECLARATION_BYTES = 4096  # browsers look at the first 1024; saved pages put scripts before the declaration
MAX_CONTROL_SHARE = 0.02  # of the first bytes; text has next to none, compressed data about an eighth
PROBE_BYTES = 4096


def decode(data: bytes, *, charset: str | None = None, markup: bool = False) -> str:
    """The characters that the bytes stand for, none of them unprintable; lines end in a newline.

    Args:
        data: A text file, as it was taken in.
        charset: The encoding that others name for it, in a header; it counts before a declaration.
        markup: Whether a declaration of the encoding within the text counts.

    Raises:
        EmptyReport: There is nothing but white space.
        ReadError: The bytes are no text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"))
    if is_binary(data):
        raise ReadError("binary data, where text was expected")
    return _checked(_guessed(data, charset or (_declared(data) if markup else None)))


def is_binary(data: bytes) -> bool:
    """Whether the first bytes hold more control characters than any text does."""
    probe = data[:PROBE_BYTES]
    if probe.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in probe)
    return controls > max(2, MAX_CONTROL_SHARE * len(probe))


def _declared(data: bytes) -> str | None:
    head = data[:DECLARATION_BYTES]
    found = DECLARED.search(head) or DECLARED_XML.search(head)
    name = found[1].decode("ascii", "replace").lower() if found else None
    # WHATWG Encoding: what calls itself Latin-1 or ASCII is Windows-1252; a declaration in single bytes is not UTF-16
    if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"}:
        return "windows-1252"
    return None if name is None or name.startswith(("utf-16", "utf-32")) else name


def _guessed(data: bytes, declared: str | None) -> str:
    """UTF-8 where the bytes are valid UTF-8, even against the declaration: chance does not produce it."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared is None or declared in {"utf-8", "utf8"}:
        return _mostly_utf8(data)
    try:
        return data.decode(declared, "replace")
    except LookupError:
        return _mostly_utf8(data)


def _mostly_utf8(data: bytes) -> str:
    """UTF-8 with the odd broken byte (a file cut short), else Windows-1252."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - broken
    return text if good > 4 * broken else data.decode("windows-1252", "replace")


def _checked(text: str) -> str:
    text = written(text.replace("\r\n", "\n").lstrip("\ufeff"))
    if not text.strip():
        raise EmptyReport("an empty file")
    return text
