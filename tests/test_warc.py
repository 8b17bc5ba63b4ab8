"""Web archives: each captured page a report with its address and time, all else passed over and counted."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from rashomon.ledger import Report
from rashomon.read import Limits, Reading, read_reports, stream_reports

PAGE = "<!doctype html><title>Tug aground</title><p>The tug Arden went aground off Pell Point – nobody was hurt."
URL = "https://pell.example/news/tug?id=3"


def record(
    kind: str, body: bytes, *, url: str = URL, mime: str = "application/http; msgtype=response", more: str = ""
) -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-04T06:30:00Z\r\n{more}"
    return f"{head}Content-Type: {mime}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def response(
    body: bytes, headers: str = "Content-Type: text/html; charset=utf-8\r\n", *, status: str = "200 OK", url: str = URL
) -> bytes:
    return record("response", f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body, url=url)


def reading(folder: Path, data: bytes, name: str = "crawl.warc", limits: Limits | None = None) -> Reading:
    (folder / name).write_bytes(data)
    return read_reports([folder / name], limits=limits or Limits())


def test_capture_has_its_time_address_charset_and_what_the_server_said(tmp_path: Path) -> None:
    said = "Content-Type: text/html; charset=windows-1252\r\n"
    said += "Last-Modified: Sat, 03 May 2031 09:00:00 GMT\r\nContent-Language: en-GB\r\n"
    (report,) = reading(tmp_path, response(PAGE.encode("windows-1252"), said)).reports
    assert (report.file, report.url, report.captured) == (
        "crawl.warc/pell.example/news/tug?id=3",
        URL,
        "2031-05-04T06:30:00Z",
    )
    assert report.text == "The tug Arden went aground off Pell Point – nobody was hurt."
    assert (report.modified, report.language) == ("2031-05-03T09:00:00+00:00", "en")
    assert dict(report.clues)["modified"] == "http header Last-Modified"
    assert dict(report.clues)["captured"] == "WARC-Date"


def test_resource_record_is_a_page_too(tmp_path: Path) -> None:
    (report,) = reading(tmp_path, record("resource", PAGE.encode(), mime="text/html")).reports
    assert report.title == "Tug aground"


def test_what_is_no_page_is_passed_over_and_counted_in_one_line(tmp_path: Path) -> None:
    archive = b"".join(
        [
            record("warcinfo", b"software: x\r\n", mime="application/warc-fields"),
            record("request", b"GET / HTTP/1.1\r\n\r\n", mime="application/http; msgtype=request"),
            response(b"\x89PNG", "Content-Type: image/png\r\n"),
            response(b"\x89PNG", "Content-Type: image/png\r\n"),
            response(b"", "Location: /b\r\n", status="301 Moved"),
            response(PAGE.encode()),
        ]
    )
    result = reading(tmp_path, archive)
    assert [report.title for report in result.reports] == ["Tug aground"]
    (line,) = result.unread
    assert (line.file, line.reason) == (
        "crawl.warc",
        "captures that are no pages, passed over: 2 image/png, 1 of status 301",
    )


def test_page_captured_again_unchanged_is_named_with_both_times(tmp_path: Path) -> None:
    again = record(
        "revisit",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        more="WARC-Refers-To-Date: 2031-05-03T06:30:00Z\r\n",
    )
    result = reading(tmp_path, response(PAGE.encode()) + again)
    assert len(result.reports) == 1
    assert "2031-05-04T06:30:00Z, unchanged: its words are those on 2031-05-03T06:30:00Z" in result.unread[0].reason


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE.encode()), "Content-Encoding: gzip\r\n"),
        (zlib.compress(PAGE.encode()), "Content-Encoding: deflate\r\n"),
        (zlib.compress(PAGE.encode())[2:-4], "Content-Encoding: deflate\r\n"),
        (PAGE.encode(), "Content-Encoding: gzip\r\n"),  # unpacked by whoever archived it
        (
            b"a\r\n<!doctype \r\n%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE.encode()) - 10, PAGE.encode()[10:]),
            "Transfer-Encoding: chunked\r\n",
        ),
        (PAGE.encode(), "Transfer-Encoding: chunked\r\n"),  # joined by whoever archived it
        (PAGE.encode(), "X: y\r\n"),  # no type: it looks like a page
    ],
    ids=["gzip", "zlib", "deflate", "unpacked", "chunked", "joined", "untyped"],
)
def test_page_is_unpacked_as_a_browser_would(tmp_path: Path, body: bytes, headers: str) -> None:
    typed = "" if headers.startswith("X") else "Content-Type: text/html; charset=utf-8\r\n"
    (report,) = reading(tmp_path, response(body, f"{typed}{headers}")).reports
    assert report.text.endswith("nobody was hurt.")


def test_packing_that_is_not_read_is_named(tmp_path: Path) -> None:
    result = reading(tmp_path, response(b"\x0b\x02\x80", "Content-Type: text/html\r\nContent-Encoding: br\r\n"))
    assert "packed with br" in result.unread[0].reason


@pytest.mark.parametrize(
    "pack", [gzip.compress, lambda data: b"".join(gzip.compress(one) for one in (data[:300], data[300:]))]
)
def test_packed_archive_and_wacz_are_opened(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    packed = pack(response(PAGE.encode()))
    (report,) = reading(tmp_path, packed, "crawl.warc.gz").reports
    assert (report.file, report.url) == ("crawl.warc.gz/pell.example/news/tug?id=3", URL)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", packed)
        archive.writestr("indexes/index.cdx", "x")
    result = reading(tmp_path, out.getvalue(), "crawl.wacz")
    assert [report.file for report in result.reports] == ["crawl.wacz/archive/data.warc.gz/pell.example/news/tug?id=3"]
    assert result.unread == ()


@pytest.mark.parametrize(
    ("archive", "reason"),
    [
        (response(PAGE.encode())[:-40], "cut short"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "how long it is"),
        (b"WARC/1.0\r\nContent-Length: -4\r\n\r\nabc", "no WARC record where one should begin"),
        (b"WARC/1.0\r\n" + b"X: " + b"y" * 70_000, "headers"),
        (b"WARC/1.0\r\n" + b"X: y\r\n" * 300, "headers"),
        (
            response(gzip.compress(b"<p>" + b"a" * 2_000_000), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"),
            "larger than 1 MB",
        ),
        (response(b"<p>" + b"a" * 2_000_000), "larger than 1 MB"),
        (response(b"\x1f\x8bxxxx", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"), "damaged"),
    ],
    ids=["cut", "no length", "negative", "long header", "many headers", "bomb", "large", "broken gzip"],
)
def test_damage_is_named_and_what_follows_is_read_where_it_can_be(tmp_path: Path, archive: bytes, reason: str) -> None:
    result = reading(
        tmp_path, response(PAGE.encode(), url="http://a.example/first") + archive, limits=Limits(document_bytes=1 << 20)
    )
    assert [report.url for report in result.reports] == ["http://a.example/first"]
    assert reason in result.unread[0].reason


def test_archive_streams_whatever_its_size(tmp_path: Path) -> None:
    picture = response(bytes(1 << 20), "Content-Type: image/jpeg\r\n")
    path = tmp_path / "large.warc"
    with path.open("wb") as file:
        for number in range(24):
            file.write(response(f"<p>Page {number} of it. {PAGE}".encode(), url=f"http://a.example/{number}"))
            file.write(picture)
    tracemalloc.start()
    pages = sum(isinstance(one, Report) for one in stream_reports([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert pages == 24
    assert peak < 8 << 20
