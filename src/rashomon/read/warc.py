"""Web archives, WARC (ISO 28500) and WACZ: every page captured in them a report, with its address and its time."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import IO

from rashomon.errors import ReadError
from rashomon.read.archive import BROKEN_ZIP, zip_archive, zipped
from rashomon.read.draft import Fact
from rashomon.read.kinds import LOOKS_LIKE_HTML
from rashomon.read.limits import MEGABYTE, Limits
from rashomon.read.parts import Lost, Part, chunks, too_large
from rashomon.read.stamps import as_edtf

CAPTURES = frozenset({"response", "resource", "revisit"})
PAGES = frozenset({"text/html", "application/xhtml+xml"})
MAX_LINE_BYTES = 1 << 16
MAX_HEADERS = 200
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
ARCHIVED = re.compile(r"(?:^|/)archive/[^/]+\.warc(?:\.gz)?$", re.I)  # the WARC files within a WACZ
UNPACKED = frozenset({"", "identity", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: its headers by their names in lower case, those of its HTTP response, and its bytes."""

    headers: Mapping[str, str]
    http: Mapping[str, str]
    status: int
    body: io.BufferedReader[_Body]

    @property
    def kind(self) -> str:
        """What the archive calls it: response, resource, revisit, request, …"""
        return self.headers.get("warc-type", "")

    @property
    def url(self) -> str:
        """The address of what was captured."""
        return self.headers.get("warc-target-uri", "").strip("<> ")

    @property
    def mime(self) -> str:
        """The media type of what was captured, "" where nobody says."""
        told = self.headers if self.kind == "resource" else self.http
        return told.get("content-type", "").split(";")[0].strip().lower()


def open_wacz(stream: io.BufferedReader, limits: Limits) -> Iterator[Part | Lost]:
    """The WARC files in a WACZ, which is a zip archive; its indexes are made of them and say no more.

    Raises:
        ReadError: It is damaged.
    """
    try:
        with zip_archive(stream, limits) as archive:
            for member in archive.infolist():
                if ARCHIVED.search(member.filename):
                    yield zipped(archive, member)
    except BROKEN_ZIP as error:
        raise ReadError(f"a broken WACZ: {error}") from error


def open_warc(stream: io.BufferedReader, limits: Limits) -> Iterator[Part | Lost]:
    """The captured pages in their order: responses of status 200 and resources that are HTML.

    All else is passed over and counted, in one line after the last page. A page that was captured again and had not
    changed has no bytes of its own; each such capture is named.

    Raises:
        ReadError: Something else stands where a record should begin.
    """
    passed: Counter[str] = Counter()
    for record in _records(stream):
        if record.kind not in CAPTURES:
            continue
        other = _no_page(record)
        if other:
            passed[other] += 1
        elif record.kind == "revisit":
            yield Lost(name=_name(record), reason=_unchanged(record))
        else:
            part = _captured(record, limits)
            if part:
                yield part
            else:
                passed["of no known type"] += 1
    if passed:
        counted = ", ".join(f"{count:,} {what}" for what, count in sorted(passed.items()))
        yield Lost(name="", reason=f"captures that are no pages, passed over: {counted}")


def _no_page(record: Record) -> str | None:
    """What a record is, where it is no page."""
    if record.mime and record.mime not in PAGES:
        return record.mime[:60]
    return f"of status {record.status}" if record.status != 200 and record.kind == "response" else None


def _captured(record: Record, limits: Limits) -> Part | Lost | None:
    """The page in a record; None where it does not say that it is one and does not look it."""
    try:
        data = b"".join(chunks(record.body, limits.document_bytes))
        if record.body.raw.left:
            raise ReadError("cut short: the archive ends within it")
        data = _unpacked(_joined(data, record.http), record.http, limits.document_bytes)
    except ReadError as error:
        return Lost(name=_name(record), reason=str(error))
    if not record.mime and not LOOKS_LIKE_HTML.match(data[:MAX_LINE_BYTES]):
        return None
    charset = CHARSET.search((record.http or record.headers).get("content-type", ""))
    return Part(
        name=_name(record),
        stream=BytesIO(data),
        suffix=".html",
        charset=charset[1] if charset else None,
        facts=tuple(_capture(record)),
        otherwise=tuple(_told(record.http)),
    )


def _name(record: Record) -> str:
    return re.sub(r"^\w+:/*", "", record.url) or "unnamed"


def _unchanged(record: Record) -> str:
    first = record.headers.get("warc-refers-to-date", "")
    when = f" on {first}" if first else " before"
    return (
        f"captured again on {record.headers.get('warc-date', 'a day not said')}, unchanged: its words are those{when}"
    )


def _capture(record: Record) -> Iterator[Fact]:
    """Where and when the page was captured."""
    date = as_edtf(record.headers.get("warc-date", ""))
    if record.url:
        yield Fact(name="url", value=record.url, clue="WARC-Target-URI")
    if date:
        yield Fact(name="captured", value=date, clue="WARC-Date")


def _told(http: Mapping[str, str]) -> Iterator[Fact]:
    """What the server said of the page."""
    try:
        changed = parsedate_to_datetime(http.get("last-modified", "")).isoformat()
        yield Fact(name="modified", value=changed, clue="http header Last-Modified")
    except ValueError:
        pass  # it did not say, or no date
    language = re.match(r"[a-z]{2,3}\b", http.get("content-language", "").lower())
    if language:
        yield Fact(name="language", value=language[0], clue="http header Content-Language")


class _Body(io.RawIOBase):
    """So many bytes of a stream, and no more."""

    def __init__(self, stream: io.BufferedReader, length: int) -> None:
        self.stream = stream
        self.left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.stream.read(min(len(buffer), self.left))
        self.left -= len(data)
        buffer[: len(data)] = data
        return len(data)


def _records(stream: io.BufferedReader) -> Iterator[Record]:
    """The records, each to be read before the next is asked for.

    Raises:
        ReadError: Something else stands where a record should begin, or a line is too long.
    """
    while line := stream.readline(MAX_LINE_BYTES):
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise ReadError("no WARC record where one should begin; the rest is left unread")
        headers = _headers(stream)
        try:
            body = io.BufferedReader(_Body(stream, max(0, int(headers["content-length"]))), MAX_LINE_BYTES)
        except (KeyError, ValueError) as error:
            raise ReadError("a WARC record that does not say how long it is; the rest is left unread") from error
        yield _record(headers, body)
        while body.read(MEGABYTE):
            pass


def _record(headers: Mapping[str, str], body: io.BufferedReader[_Body]) -> Record:
    """The record, its HTTP headers taken off its body."""
    if not headers.get("content-type", "").startswith("application/http") or headers.get("warc-type") == "request":
        return Record(headers=headers, http={}, status=200, body=body)
    status = re.match(rb"HTTP/[\d.]+ +(\d{3})", body.readline(MAX_LINE_BYTES))
    return Record(headers=headers, http=_headers(body), status=int(status[1]) if status else 0, body=body)


def _headers(stream: IO[bytes]) -> dict[str, str]:
    """Headers up to an empty line, by their names in lower case; of several of one name, the first.

    Raises:
        ReadError: There are too many, or one is too long.
    """
    out: dict[str, str] = {}
    for _ in range(MAX_HEADERS):
        line = stream.readline(MAX_LINE_BYTES)
        if not line.strip():
            return out
        if len(line) == MAX_LINE_BYTES:
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        out.setdefault(name.strip().lower(), value.strip())
    raise ReadError(f"a WARC record with more than {MAX_HEADERS} headers, or a longer one than {MAX_LINE_BYTES} bytes")


def _joined(data: bytes, http: Mapping[str, str]) -> bytes:
    """The body whose chunks the server sent one by one; some archives hold them joined already."""
    if "chunked" not in http.get("transfer-encoding", "").lower():
        return data
    out: list[bytes] = []
    at = 0
    while found := CHUNK.match(data, at):
        length = int(found[1], 16)
        if length == 0:
            break
        out.append(data[found.end() : found.end() + length])
        at = found.end() + length
        at += 2 if data[at : at + 2] == b"\r\n" else data[at : at + 1] == b"\n"
    return b"".join(out) if out else data


def _unpacked(data: bytes, http: Mapping[str, str], most: int) -> bytes:
    """The body as the page was before the server packed it; some archives hold it unpacked already.

    Raises:
        ReadError: It is packed in a way that is not known, is damaged, or too large.
    """
    packing = http.get("content-encoding", "").lower().strip()
    if packing in UNPACKED or LOOKS_LIKE_HTML.match(data[:MAX_LINE_BYTES]):
        return data
    if packing not in {"gzip", "x-gzip", "deflate"}:
        raise ReadError(f"packed with {packing[:40]}, which is not read; expected gzip or deflate")
    zipped_alike = data[:2] == b"\x1f\x8b" or (data[:1] == b"\x78" and int.from_bytes(data[:2]) % 31 == 0)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32 if zipped_alike else -zlib.MAX_WBITS)
    try:
        out = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise ReadError(f"damaged: {error}") from error
    if len(out) > most:
        raise ReadError(too_large(most))
    return out
