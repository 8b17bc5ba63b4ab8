"""A mailbox in one file: mails one after the other, each headed by a line that begins with "From "."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from rashomon.read.limits import MEGABYTE, Limits
from rashomon.read.parts import Lost, Part, too_large

# RFC 4155: "From ann@quay.example Mon Mar  3 16:30:12 2031"; some programs put a zone, or no address.
MARK = re.compile(rb"From \S.{0,200}?\d\d?:\d\d.{0,40}?\d{4}[ \t]*\r?\n?$")
ESCAPED = re.compile(rb">+From ")


def open_mbox(stream: io.BufferedReader, limits: Limits) -> Iterator[Part | Lost]:
    """The mails, by their number; a line that was kept from looking like a mark (">From ") is as it was sent."""
    for number, mail in enumerate(_mails(stream, limits.document_bytes), start=1):
        if mail is None:
            yield Lost(name=number, reason=too_large(limits.document_bytes))
        else:
            yield Part(name=number, stream=io.BytesIO(mail), mime="message/rfc822")


def _mails(stream: io.BufferedReader, most: int) -> Iterator[bytes | None]:
    """Each mail, None for one that holds more bytes than it may."""
    lines: list[bytes] = []
    size, begun, blank = 0, False, True
    while line := stream.readline(MEGABYTE):
        if blank and MARK.match(line):
            if begun:
                yield b"".join(lines) if size <= most else None
            lines, size, begun = [], 0, True
        elif begun:
            size += len(line)
            if size <= most:
                lines.append(line[1:] if ESCAPED.match(line) else line)
        blank = line in (b"\n", b"\r\n")
    if begun:
        yield b"".join(lines) if size <= most else None
