"""Files that hold several reports: each read for itself, named by where it came from, and failing alone."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from rashomon.cli.given import given_by
from rashomon.errors import GivenError
from rashomon.ledger import Report
from rashomon.read import Given, Limits, Reading, read_reports, stream_reports
from rashomon.read.parts import safe
from samples import tarred, zipped

PAGE = b"<!doctype html><h1>Barge sinks</h1><p>The barge Velma sank at her mooring during the night.</p>"
NOTE = b"The harbour office has nothing to add to what it said on Monday about the barge.\n"


def reading_of(folder: Path, name: str, data: bytes) -> Reading:
    (folder / name).write_bytes(data)
    return read_reports([folder / name])


def names(reading: Reading) -> list[str]:
    return [report.file for report in reading.reports]


def reasons(reading: Reading) -> dict[str, str]:
    return {one.file: one.reason for one in reading.unread}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("b.zip", zipped({"page.html": PAGE, "in/note.txt": NOTE})),
        ("b.tar", tarred({"page.html": PAGE, "in/note.txt": NOTE})),
        ("b.tar.gz", gzip.compress(tarred({"page.html": PAGE, "in/note.txt": NOTE}))),
        ("b.tgz", gzip.compress(tarred({"page.html": PAGE, "in/note.txt": NOTE}))),
        ("b", zipped({"page.html": PAGE, "in/note.txt": NOTE})),
    ],
)
def test_each_file_in_an_archive_is_a_report_with_its_own_digest(tmp_path: Path, name: str, data: bytes) -> None:
    reading = reading_of(tmp_path, name, data)
    assert names(reading) == [f"{name}/page.html", f"{name}/in/note.txt"]
    assert [report.sha256 for report in reading.reports] == [hashlib.sha256(one).hexdigest() for one in (PAGE, NOTE)]
    assert reading.reports[0].title == "Barge sinks"
    assert reading.unread == ()


def test_a_packed_file_goes_by_the_name_of_its_packing(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "page.html.gz", gzip.compress(PAGE))
    assert names(reading) == ["page.html.gz"]
    assert reading.reports[0].extractor.startswith("html")


def test_archives_within_archives_are_opened_to_a_depth(tmp_path: Path) -> None:
    inner = zipped({"note.txt": NOTE})
    nested = zipped({"a.tar.gz": gzip.compress(tarred({"deep.zip": inner})), "page.html": PAGE})
    reading = reading_of(tmp_path, "b.zip", nested)
    assert names(reading) == ["b.zip/a.tar.gz/deep.zip/note.txt", "b.zip/page.html"]
    shallow = read_reports([tmp_path / "b.zip"], limits=Limits(depth=3))
    assert names(shallow) == ["b.zip/page.html"]
    assert reasons(shallow) == {"b.zip/a.tar.gz/deep.zip": "3 containers within one another; left unread"}


def test_a_bad_member_is_named_and_the_others_survive(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": NOTE * 50, "b.bin": b"\x00\x01", "c.html": b"<p></p>", "page.html": PAGE}))
    data[40] ^= 0xFF  # within the first member
    reading = reading_of(tmp_path, "b.zip", bytes(data))
    assert names(reading) == ["b.zip/page.html"]
    assert reasons(reading)["b.zip/a.txt"].startswith("damaged: ")
    assert reasons(reading)["b.zip/b.bin"].startswith("no reader for .bin files")
    assert reasons(reading)["b.zip/c.html"] == "no visible text on the page"


def test_an_archive_cut_short_keeps_what_stood_before_the_cut(tmp_path: Path) -> None:
    whole = tarred({"page.html": PAGE, "note.txt": NOTE})
    reading = reading_of(tmp_path, "b.tar", whole[: 512 * 3 + 10])
    assert names(reading) == ["b.tar/page.html"]
    assert "b.tar" in "".join(reasons(reading))
    assert reasons(reading_of(tmp_path, "c.zip", b"PK\x03\x04 cut"))["c.zip"].startswith("a broken zip archive")
    assert reasons(reading_of(tmp_path, "d.zip", b"")) == {"d.zip": "an empty file"}
    assert reasons(reading_of(tmp_path, "e.zip", zipped({}))) == {"e.zip": "nothing in it"}


def test_a_document_over_the_limit_is_left_unread(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zipped({"big.txt": NOTE * 100_000, "page.html": PAGE}))
    reading = read_reports([tmp_path / "b.zip"], limits=Limits(document_bytes=1 << 20))
    assert names(reading) == ["b.zip/page.html"]
    assert reasons(reading) == {"b.zip/big.txt": "larger than 1 MB; left unread"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/page.html", "etc/page.html"),
        ("/etc/page.html", "etc/page.html"),
        ("C:\\in\\page.html", "in/page.html"),
        ("in/./page.html", "in/page.html"),
        ("a\x00\nb\u202egpj.html", "a\ufffd bgpj.html"),
        ("..", "unnamed"),
    ],
)
def test_no_name_leads_out_of_a_folder_or_misleads_the_eye(name: str, shown: str) -> None:
    assert safe(name) == shown
    assert len(safe("x/" * 500 + name)) <= 200


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_stay_unique(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("page.html", PAGE)
        archive.writestr("page.html", PAGE + b"<p>More.</p>")
        archive.writestr("../page.html", PAGE + b"<p>Most.</p>")
    assert names(reading_of(tmp_path, "b.zip", out.getvalue())) == [
        "b.zip/page.html",
        "b.zip/page.html~2",
        "b.zip/page.html~3",
    ]


def test_links_and_hidden_members_are_not_followed(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path / "secret.txt")
        archive.addfile(link)
    (tmp_path / "secret.txt").write_bytes(NOTE)
    assert reading_of(tmp_path, "b.tar", out.getvalue()).reports == ()
    reading = reading_of(tmp_path, "b.zip", zipped({"__MACOSX/._page.html": b"x", ".git/a.txt": b"x", "a.txt": NOTE}))
    assert names(reading) == ["b.zip/a.txt"]
    assert reading.unread == ()


def test_what_the_user_says_of_a_container_holds_for_its_parts(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zipped({"page.html": PAGE, "note.txt": NOTE}))
    given = {"b.zip": Given(publisher="Quay Gazette"), "b.zip/note.txt": Given(publisher="Harbour Office")}
    reading = read_reports([tmp_path], given=given)
    assert [report.publisher for report in reading.reports] == ["Quay Gazette", "Harbour Office"]
    with pytest.raises(GivenError, match=r"b\.zip/none\.txt"):
        read_reports([tmp_path], given={"b.zip/none.txt": Given(publisher="Q")})


def test_the_command_line_names_a_part_as_reports_are_named(tmp_path: Path) -> None:
    bundle = tmp_path / "b.zip"
    bundle.write_bytes(zipped({"page.html": PAGE}))
    said = given_by(
        [bundle], {"publisher": ["b.zip/page.html=Quay Gazette"], "url": [f"{bundle}#3=https://q.example/?a=b"]}
    )
    assert said["b.zip/page.html"].publisher == "Quay Gazette"
    assert said["b.zip#3"].url == "https://q.example/?a=b"


def test_sidecars_in_an_archive_are_named(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "b.zip", zipped({"a.txt": NOTE, "a.txt.json": b"{}", "reports.csv": b"file\n"}))
    assert names(reading) == ["b.zip/a.txt"]
    assert set(reasons(reading)) == {"b.zip/a.txt.json", "b.zip/reports.csv"}


def test_reports_come_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zipped({"page.html": PAGE, "note.txt": NOTE}))
    stream = stream_reports([tmp_path / "b.zip"])
    first = next(stream)
    assert isinstance(first, Report)
    assert first.file == "b.zip/page.html"
    assert len(list(stream)) == 1
