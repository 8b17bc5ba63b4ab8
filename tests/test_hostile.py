"""Input made to cost time, memory or trust: bounded, named in the result, never obeyed."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from rashomon.errors import ReadError
from rashomon.read import Limits, read_bytes, read_reports
from rashomon.split import split_report
from samples import zipped

HANGS = 60  # CPU seconds: what grows with the square of its length takes minutes; no measure of speed
STORY = "The tug Arden went aground off Pell Point on Sunday, the harbour master said."


def seconds_of(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("run", ["1", "A", "_", "-", ".", "a.", "a@", "(", "“", "said ", "#", "reply|", "3.4.2031,"])
def test_a_long_run_of_one_thing_costs_no_more_than_its_length(run: str) -> None:
    runs = run * (60_000 // len(run))
    text = f"{STORY}\n\n{runs}!\n\nComments (2)\n\nAnn Lee says:\n\n{runs}!\n\nBo Ek says:\n\n{STORY}\n"
    report = read_bytes(text.encode(), "page.txt")
    assert seconds_of(lambda: split_report(report)) < HANGS


@pytest.mark.parametrize(
    "markup",
    [
        "<div></x>" * 50_000,  # a closing tag that closes nothing leads out of no depth
        "<li><dd>" * 50_000,  # each nests in the other, and neither need be closed
        "<p><b>" * 40_000,
        "<span class=author>" * 450 + "word " * 100_000,
    ],
    ids=["stray", "items", "formatting", "authors"],
)
def test_nesting_is_bounded_however_it_is_written(markup: str) -> None:
    assert seconds_of(lambda: read_bytes(f"{markup}<p>{STORY}".encode(), "page.html")) < HANGS


@pytest.mark.parametrize(
    ("markup", "limit"),
    [
        ("<p " + " ".join(f"a{n}" for n in range(5000)) + f">{STORY}", "1,000 attributes"),
        ("<i>" * 20 + "".join(f"<b title={n}>" for n in range(50)) + "<p>x" * 2000, "20,000 elements"),
        (f"<p>{STORY}" * 900, "50,000 characters"),
        (f"{STORY} " * 900, "50,000 characters"),
    ],
    ids=["attributes", "reopened", "paragraphs", "one block"],
)
def test_a_page_beyond_a_limit_is_left_unread_and_the_limit_named(markup: str, limit: str) -> None:
    with pytest.raises(ReadError, match=limit):
        read_bytes(markup.encode(), "page.html", limits=Limits(elements=20_000, text_chars=50_000))


def test_a_stray_apostrophe_in_a_tag_makes_no_long_tag() -> None:
    page = f"<h1 title=don't>Tug aground</h1><p>{STORY}</p>" + f"<p>{STORY * 3}</p>" * 200
    assert read_bytes(page.encode(), "page.html").title == "Tug aground"


def test_a_text_may_be_as_long_as_the_limit_and_no_longer() -> None:
    limits = Limits(text_chars=len(STORY))
    assert read_bytes(STORY.encode(), "a.txt", limits=limits).text == STORY
    with pytest.raises(ReadError, match="characters of text"):
        read_bytes(f"{STORY}.".encode(), "a.txt", limits=limits)


def reasons(folder: Path, name: str, data: bytes, limits: Limits) -> list[str]:
    """Why not all of it was read."""
    (folder / name).write_bytes(data)
    return [f"{one.file}: {one.reason}" for one in read_reports([folder / name], limits=limits).unread]


BOMB = {f"{n}.txt": b"all quiet at the quay " * 20_000 + b"%d" % n for n in range(9)}
NESTED = {f"{n}.zip": zipped({"a.txt": b"all quiet at the quay " * 20_000 + b"%d" % n}) for n in range(9)}


@pytest.mark.parametrize("members", [BOMB, NESTED], ids=["flat", "nested"])
def test_an_archive_gives_out_no_more_than_its_size_explains(tmp_path: Path, members: dict[str, bytes]) -> None:
    limits = Limits(document_bytes=1 << 20, expansion=10)
    told = reasons(tmp_path, "bomb.zip", zipped(members), limits)
    assert told[-1] == "bomb.zip: expands to more than 10 times its size; the rest of it left unread"
    assert len(told) <= 3


def test_a_packed_file_gives_out_no_more_than_its_size_explains(tmp_path: Path) -> None:
    told = reasons(
        tmp_path, "a.txt.gz", gzip.compress(b"calm " * 900_000), Limits(document_bytes=1 << 20, expansion=10)
    )
    assert "left unread" in told[0]


def test_only_so_many_parts_are_taken_out_of_a_file(tmp_path: Path) -> None:
    many = zipped({f"{n}.txt": b"Note %d of the harbour office." % n for n in range(30)})
    (tmp_path / "many.zip").write_bytes(many)
    reading = read_reports([tmp_path / "many.zip"], limits=Limits(parts=10))
    assert len(reading.reports) == 10
    assert [one.reason for one in reading.unread] == ["more than 10 parts; the rest of it left unread"]


def test_a_zip_archive_whose_list_would_fill_the_memory_is_not_opened(tmp_path: Path) -> None:
    many = zipped({f"{n}.txt": b"x" for n in range(200)})
    assert "lists more than 10 files" in reasons(tmp_path, "many.zip", many, Limits(parts=10))[0]


def test_links_and_paths_of_an_archive_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("The key is under the mat.")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind, target in (
            ("a.txt", tarfile.SYMTYPE, "../secret.txt"),
            ("b.txt", tarfile.LNKTYPE, "../secret.txt"),
        ):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = kind, target
            archive.addfile(link)
        note = tarfile.TarInfo("../../../etc/note.txt")
        note.size = len(STORY)
        archive.addfile(note, io.BytesIO(STORY.encode()))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "links.tar").write_bytes(out.getvalue())
    (report,) = read_reports([folder]).reports
    assert (report.file, report.text) == ("links.tar/etc/note.txt", STORY)
    assert [path.name for path in folder.iterdir()] == ["links.tar"]


@pytest.mark.parametrize(
    ("mail", "told"),
    [
        ("Subject: " + "=?utf-8?q?a?= " * 40_000 + "\n\nIt sank.", "header Subject has"),
        ("From: " + "a@b, " * 40_000 + "\nSubject: x\n\nIt sank.", "header From has"),
        ("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 20_000, "too many parts"),
        (
            "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000)),
            "parts within parts",
        ),
    ],
    ids=["subject", "senders", "parts", "nested"],
)
def test_a_mail_without_end_is_left_unread(tmp_path: Path, mail: str, told: str) -> None:
    assert any(told in reason for reason in reasons(tmp_path, "a.eml", mail.encode(), Limits()))


def test_a_broken_header_does_not_lose_the_mail() -> None:
    report = read_bytes(f"From: {'(' * 5000}\nSubject: Tug\n\n{STORY}".encode(), "a.eml")
    assert report.text == f"Tug\n{STORY}"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
ENTITIES = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY file SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("entity", ["l11", "file"])
def test_entities_are_neither_expanded_without_end_nor_fetched(tmp_path: Path, entity: str) -> None:
    said = f"So: &{entity}; {STORY}"
    item = f"<rss><channel><item><title>Tug</title><description>{said}</description></item></channel></rss>"
    word = f'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:body></w:document>'
    (tmp_path / "a.rss").write_text(ENTITIES + item)
    (tmp_path / "b.docx").write_bytes(
        zipped(
            {
                "[Content_Types].xml": b"<Types/>",
                "word/document.xml": (ENTITIES.replace("rss [", "w:document [") + word).encode(),
            }
        )
    )
    (tmp_path / "c.xhtml").write_text(f"{ENTITIES}<html><body><p>{said}</p></body></html>")
    start = time.process_time()
    reading = read_reports([tmp_path])
    assert time.process_time() - start < HANGS
    assert all(len(report.text) < 500 for report in reading.reports)
    if entity == "file":
        secret = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "\x00"
        assert all(f"So: {secret} " not in report.text for report in reading.reports)


def test_nothing_that_a_page_would_run_is_text() -> None:
    page = (
        f"<p onclick='steal()'>{STORY}</p><script>steal()</script><img src=x onerror=steal()><svg onload=steal()></svg>"
    )
    page += "<a href='javascript:steal()'>more</a><iframe srcdoc='<script>steal()</script>'></iframe>"
    page += "<noscript>On.</noscript>"
    assert read_bytes(page.encode(), "a.html").text == f"{STORY}\nmore\nOn."


def test_broken_characters_are_kept_in_count() -> None:
    page = f"<p>{STORY} “a\0b” – “\u202ec” – {'“d” – ' * 9}</p>".encode() + b"<p>\xf0\x9f \xed\xa0\x80 end</p>"
    report = read_bytes(page, "a.html", charset="utf-8")
    assert "\0" not in report.text
    assert "\u202e" in report.text  # words are exact; what shows them marks it
    assert report.text.encode().decode() == report.text
    assert report.text.endswith("end")


def test_an_archive_that_claims_a_huge_member_gets_no_memory_for_it(tmp_path: Path) -> None:
    data = bytearray(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:p xmlns:w='w'/>" * 9}))
    listed = data.rindex(b"PK\x01\x02")
    data[listed + 20 : listed + 24] = (3 << 30).to_bytes(4, "little")  # how many bytes it takes, packed
    tracemalloc.start()
    told = reasons(tmp_path, "a.docx", bytes(data), Limits())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(told) == 1
    assert peak < 32 << 20


def test_a_pdf_that_unpacks_without_end_is_left_unread(tmp_path: Path) -> None:
    packed = zlib.compress(b" " * 40_000_000)
    pdf = b"%%PDF-1.4\n4 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        len(packed),
        packed,
    )
    told = reasons(tmp_path, "a.pdf", pdf, Limits(document_bytes=1 << 20))
    assert told == ["a.pdf: a PDF that unpacks to more than 2 MB; left unread"]


@pytest.mark.parametrize("suffix", ["zip", "wacz", "docx"])
@pytest.mark.parametrize(
    ("mark", "at", "bytes_there"),
    [
        (b"PK\x05\x06", 12, b"\xff\xff\x00\x00"),  # the list is longer than what stands before it
        (b"PK\x01\x02", 9, b"\x08" + b"\0" * 36 + b"\x99"),  # a name that says it is UTF-8, and is not
    ],
    ids=["list", "name"],
)
def test_a_broken_list_of_members_is_named_as_that(
    tmp_path: Path, suffix: str, mark: bytes, at: int, bytes_there: bytes
) -> None:
    data = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", "archive/a.warc": b"WARC/1.0"})
    place = data.rindex(mark) + at
    broken = data[:place] + bytes_there + data[place + len(bytes_there) :]
    (told,) = reasons(tmp_path, f"a.{suffix}", broken, Limits())
    assert "broken" in told
