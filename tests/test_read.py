"""What the readers make of files: text with exact offsets, metadata with its clue, and a reason for what fails."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from rashomon import build_ledger
from rashomon.errors import EmptyReport, GivenError, ReadError, UnknownFormat
from rashomon.ledger import Report
from rashomon.read import EXTRACTORS, READERS, Given, read_bytes, read_reports
from rashomon.read.given import given_from
from rashomon.read.stamps import find_stamps

STORY = "The barge Velma sank at her mooring during the night, the harbour office said on Monday."


def page(body: str, head: str = "") -> Report:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def plain(text: str) -> Report:
    return read_bytes(text.encode(), "page.txt")


def pdf_of(lines: list[tuple[int, int, str]]) -> bytes:
    """A PDF of one page with words at (height in points, size)."""
    words = "\n".join(f"BT /F1 {size} Tf 72 {height} Td ({text}) Tj ET" for height, size, text in lines)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
    ]
    body = "".join(f"{n} 0 obj\n{text}\nendobj\n" for n, text in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R >>\n%%EOF".encode()


def test_blocks_slice_to_words_of_the_text() -> None:
    report = page("<h1>Barge  sinks</h1><p>One\n <b>t</b>wo.</p><ul><li>a<li>b</ul>")
    assert [report.text[block.start : block.end] for block in report.blocks] == ["Barge sinks", "One two.", "a", "b"]


def test_every_reader_has_a_name_and_a_version() -> None:
    assert set(READERS.values()) <= EXTRACTORS.keys()
    assert (page("<p>Seen.</p>").extractor, plain("Seen.").extractor) == ("html 1", "plain 1")


def test_script_style_and_title_are_not_text() -> None:
    report = page("<script>x()</script><style>p{}</style><template>t</template><p>Seen.</p>", "<title>Not seen</title>")
    assert report.text == "Seen."


def test_labels_buttons_and_options_are_text() -> None:
    text = page(
        "<form><label>Name</label><input value=v><select><option>Day<option>Week</select><button>Go</button>"
    ).text
    assert text.split() == ["Name", "Day", "Week", "Go"]


def test_two_line_breaks_part_blocks_and_one_parts_lines() -> None:
    report = page("<div>First,<br>second.<br><br>Third.</div>")
    assert [report.text[block.start : block.end] for block in report.blocks] == ["First,\nsecond.", "Third."]


def test_path_names_the_elements_and_boxes_tell_twins_apart() -> None:
    one, two = page('<ol id="c"><li class="comment odd">a</li><li class="comment odd">b</li></ol>').blocks
    assert one.path == two.path == ("body", "ol#c", "li.comment.odd")
    assert one.boxes[:2] == two.boxes[:2]
    assert one.boxes[2] != two.boxes[2]


def test_marks_hold_author_and_datetime() -> None:
    (block,) = page('<p><span class="fn">Nell A.</span> <time datetime="2031-03-04">Tuesday</time></p>').blocks
    assert dict(block.marks) == {"author": "Nell A.", "datetime": "2031-03-04"}


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("<p>caf\u00e9".encode(), "caf\u00e9"),
        ("<p>caf\u00e9 \u2013".encode("windows-1252"), "caf\u00e9 \u2013"),
        ('<meta charset="iso-8859-2"><p>\u0142awa'.encode("iso-8859-2"), "\u0142awa"),
        ("<p>caf\u00e9".encode("utf-8-sig"), "caf\u00e9"),
        ("\ufeff<p>caf\u00e9".encode("utf-16-le"), "caf\u00e9"),
        ('<meta charset="windows-1252"><p>caf\u00e9'.encode(), "caf\u00e9"),  # the bytes are right, the page is not
    ],
)
def test_encoding_is_found(data: bytes, word: str) -> None:
    assert read_bytes(data, "page.html").text == word


def test_control_characters_leave_offsets_right() -> None:
    report = read_bytes(b"One\x00two \x08three.\n\nFour.", "page.txt")
    assert "\x00" not in report.text
    assert [report.text[block.start : block.end] for block in report.blocks][1] == "Four."


def test_deep_nesting_is_read_in_bounded_time() -> None:
    start = time.process_time()
    report = page("<div>" * 50_000 + STORY + "</div>" * 50_000 + "<p>After.</p>")
    assert report.text == f"{STORY}\nAfter."
    assert time.process_time() - start < 60  # the parser alone needs minutes, unless the depth is cut


@pytest.mark.parametrize(
    ("head", "body", "publisher"),
    [
        ('<meta property="og:site_name" content="Quay Gazette">', "<h1>Barge sinks</h1>", "Quay Gazette"),
        ("<title>Barge sinks | Quay Gazette</title>", "<h1>Barge sinks</h1>", "Quay Gazette"),
        ("<title>Quay Gazette - Barge sinks</title>", "<p>QUAY GAZETTE</p><h2>Barge sinks</h2>", "Quay Gazette"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"Quay Gazette"}}</script>',
            "<h1>Barge sinks</h1>",
            "Quay Gazette",
        ),
        ("", '<a href="/">Quay Gazette</a><h1>Barge sinks</h1>', "Quay Gazette"),
        ("", "<h1>Barge sinks</h1><footer>\u00a9 2031 Quay Gazette. All rights reserved</footer>", "Quay Gazette"),
        ("<title>Barge sinks</title>", "<h1>Barge sinks</h1>", None),
    ],
)
def test_publisher_is_what_the_page_calls_itself(head: str, body: str, publisher: str | None) -> None:
    assert page(f"{body}<p>{STORY}</p>", head).publisher == publisher


def test_clue_says_where_the_publisher_stands() -> None:
    report = page(f"<h1>Barge sinks</h1><p>{STORY}</p>", '<meta property="og:site_name" content="Quay Gazette">')
    assert dict(report.clues)["publisher"] == "meta og:site_name"


@pytest.mark.parametrize("words", ["Sailor seized by Orlo commandos", "By Friday Velma was gone", "Hit by Ann Lee."])
def test_by_alone_names_no_author(words: str) -> None:
    assert page(f"<h1>Barge sinks</h1><h2>{words}</h2><p>{STORY}</p>").authors == ()


def test_commenter_is_not_the_author() -> None:
    comment = '<div id="comments"><div class="comment"><b class="fn">pike</b><p>No.</p></div></div>'
    assert page(f"<h1>Barge sinks</h1><p>{STORY}</p>{comment}").authors == ()
    assert page(f"<h1>Barge sinks</h1><p>By Nell Arden and Bo Ek</p><p>{STORY}</p>{comment}").authors == (
        "Nell Arden",
        "Bo Ek",
    )


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("Thursday 8 May 2031, 14:05", "2031-05-08T14:05"),
        ("19.11.2030", "2030-11-19"),
        ("May 10, 2031", "2031-05-10"),
        ("12 August 2032, 21:15", "2032-08-12T21:15"),
        ("8 May 2031, 22.10", "2031-05-08T22:10"),
        ("May 10, 2031 at 9:14 pm", "2031-05-10T21:14"),
        ("12:00 am on 3rd March 2031", "2031-03-03T00:00"),
        ("2031/03/04", "2031-03-04"),
        ("31/3/2031", "2031-03-31"),
        ("3/31/2031", "2031-03-31"),
    ],
)
def test_printed_date_is_read_as_precisely_as_it_stands(printed: str, edtf: str) -> None:
    assert [stamp.edtf for stamp in find_stamps(f"Posted {printed}")] == [edtf]


@pytest.mark.parametrize("words", ["31 February 2031", "in May 2031", "on Monday", "1.2.3", "page 12 of 2031"])
def test_what_is_no_full_date_is_no_stamp(words: str) -> None:
    assert find_stamps(words) == ()


def test_printed_date_wins_over_metadata_of_the_same_day() -> None:
    meta = '<meta property="article:published_time" content="2031-03-03T23:30:00+00:00">'
    assert page(f"<h1>Barge sinks</h1><p>4 March 2031, 01:30</p><p>{STORY}</p>", meta).published == "2031-03-04T01:30"
    assert page(f"<h1>Barge sinks</h1><p>{STORY}</p>", meta).published == "2031-03-03T23:30:00+00:00"


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2031-03-03T23:30:00.000Z", "2031-03-03T23:30:00Z"),
        ("2031-03-03T23:30:05+0100", "2031-03-03T23:30:05+01:00"),
        ("2031-03-03T24:00:00Z", "2031-03-03"),
        ("9999-12-31", None),
    ],
)
def test_date_in_the_manner_of_the_web_is_one_that_times_can_be_reckoned_from(written: str, edtf: str | None) -> None:
    meta = f'<meta property="article:published_time" content="{written}">'
    report = page(f"<h1>Barge sinks</h1><p>{STORY} It had been moored there since Monday.</p>", meta)
    assert report.published == edtf
    assert build_ledger([report]).claims


@pytest.mark.parametrize(
    "written", ["2031-02-31", "2031-13-01", "2031-03-03T25:00", "2031-03-03T23:30+0100", "9999-12-31"]
)
def test_a_date_that_the_user_gives_and_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(GivenError, match="published is no date"):
        given_from({"published": written}, "barge.json")


def test_metadata_that_is_no_date_is_not_believed() -> None:
    meta = '<meta property="article:published_time" content="2031-13-03T23:30">'
    assert page(f"<h1>Barge sinks</h1><p>{STORY}</p>", meta).published is None


def test_date_of_a_comment_is_not_the_pages() -> None:
    comment = "<h3>1 comment</h3><p>pike, 5 March 2031: No.</p>"
    assert page(f"<h1>Barge sinks</h1><p>{STORY}</p>{comment}").published is None


def test_head_of_a_dispatch_is_understood() -> None:
    report = plain(
        f"LOW WATER PRESS\nSea - Update 2\n3 March 2031, 06:40\n\nBarge sinks at the quay\n\nBy Bo Ek\n\n{STORY}"
    )
    assert (report.publisher, report.title, report.authors) == (
        "Low Water Press",
        "Barge sinks at the quay",
        ("Bo Ek",),
    )
    assert report.published == "2031-03-03T06:40"


def test_text_that_names_nobody_has_no_publisher() -> None:
    report = plain(f"Barge sinks at the quay\n\n{STORY}")
    assert (report.publisher, report.title) == (None, "Barge sinks at the quay")


def test_lines_broken_for_width_are_joined_and_others_kept() -> None:
    lines = ["The barge Velma sank at her mooring during the night after a long", "storm, the harbour office said."] * 3
    assert plain("\n".join(lines)).text.count("\n") == 2  # after each sentence's short end
    assert plain("Ann Lee\nBo Ek").text == "Ann Lee\nBo Ek"


def test_mail_gives_subject_sender_and_date() -> None:
    mail = (
        'From: "Press Office, Harbour Board" <p@hb.example>\r\nSubject: The barge\r\n'
        f"Date: Mon, 3 Mar 2031 16:30:12 +0200\r\n\r\n{STORY}\r\n\r\n> Why?\r\n"
    )
    report = read_bytes(mail.encode(), "a.eml")
    assert report.text == f"The barge\n{STORY}\n> Why?"
    assert (report.publisher, report.title) == ("Harbour Board", "The barge")
    assert report.published == "2031-03-03T16:30:12+02:00"


def test_broken_header_does_not_lose_the_mail() -> None:
    report = read_bytes(f'From: ("<@\nSubject: The barge\nDate: never\n\n{STORY}'.encode(), "a.eml")
    assert (report.title, report.published) == ("The barge", None)
    assert report.text.endswith(STORY)


def test_html_mail_is_read_as_a_page() -> None:
    mail = f"Subject: The barge\nContent-Type: text/html; charset=latin-1\n\n<p>{STORY}</p><p>caf\u00e9</p>"
    report = read_bytes(mail.encode("latin-1"), "a.eml")
    assert report.text == f"The barge\n{STORY}\ncaf\u00e9"
    assert report.text[report.blocks[1].start : report.blocks[1].end] == STORY


def test_pdf_paragraphs_follow_the_page() -> None:
    rows = [
        (40, 8, "page 1"),
        (700, 20, "Barge sinks"),
        (660, 12, "She sank at"),
        (646, 12, "night."),
        (610, 12, "So it is."),
    ]
    report = read_bytes(pdf_of(rows), "a.pdf")
    parts = [report.text[block.start : block.end] for block in report.blocks]
    assert parts == ["Barge sinks", "She sank at\nnight.", "So it is.", "page 1"]


def blank_pdf(folder: Path) -> bytes:
    pdf = pdfium.PdfDocument.new()
    pdf.new_page(100, 100)
    pdf.new_page(100, 100)
    pdf.save(folder / "made")
    return (folder / "made").read_bytes()


def test_bad_files_are_named_with_their_reasons_and_stop_nothing(tmp_path: Path) -> None:
    blank = blank_pdf(tmp_path)
    (tmp_path / "made").unlink()
    for name, data in {
        "a.txt": STORY.encode(),
        "b.txt": b" \n",
        "c.html": b"<script>x</script>",
        "d.pdf": blank,
        "e.pdf": b"%PDF-1.4 broken",
        "f.txt": bytes(range(256)) * 8,
        "g.xlsx": b"PK\x03\x04 x",
        "h.txt": STORY.encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    reading = read_reports([tmp_path, tmp_path / "none.txt"])
    assert [report.file for report in reading.reports] == ["a.txt"]
    reasons = {one.file: one.reason for one in reading.unread}
    assert reasons["b.txt"] == "an empty file"
    assert reasons["c.html"] == "no visible text on the page"
    assert reasons["d.pdf"].startswith("no text in the PDF: 2 pages of images; ")
    assert reasons["e.pdf"].startswith("a broken PDF")
    assert reasons["f.txt"].startswith("binary data")
    assert reasons["g.xlsx"].startswith("no reader for .xlsx files")
    assert reasons["h.txt"] == "same bytes as a.txt"
    assert reasons["none.txt"] == "no such file"


def test_file_without_suffix_is_judged_by_its_bytes() -> None:
    assert read_bytes(b"<!doctype html><p>Seen.</p>", "page").text == "Seen."
    assert read_bytes(b"Subject: Barge\nFrom: a@b.example\n\nGone.", "mail").title == "Barge"
    assert read_bytes(STORY.encode(), "note").text == STORY


@pytest.mark.parametrize(
    ("data", "file", "error"),
    [(b"", "a.txt", EmptyReport), (b"PK", "a.zip", UnknownFormat), (b"\x00\x01\x02\x03" * 9, "a.html", ReadError)],
)
def test_reader_says_what_is_wrong(data: bytes, file: str, error: type[ReadError]) -> None:
    with pytest.raises(error):
        read_bytes(data, file)


def test_hidden_files_are_passed_over_and_folders_walked(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.txt").write_text(STORY)
    (tmp_path / ".a.txt").write_text("Hidden.")
    assert [report.file for report in read_reports([tmp_path]).reports] == ["b.txt"]


def test_what_the_user_says_outweighs_sidecar_table_and_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "reports.csv").write_text("file,publisher,published,url,title\na.txt,Table,2031-03,,T\n")
    (tmp_path / "a.txt.json").write_text(json.dumps({"publisher": "Beside", "url": "https://q.example/1"}))
    (report,) = read_reports([tmp_path], given={"a.txt": Given(publisher="Said")}).reports
    assert (report.publisher, report.published, report.title) == ("Said", "2031-03", "T")
    assert report.url == "https://q.example/1"
    assert dict(report.clues)["publisher"] == "given"


def test_saying_something_of_no_report_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    with pytest.raises(GivenError, match=r"b\.txt.*there are a\.txt"):
        read_reports([tmp_path], given={"b.txt": Given(publisher="Q")})


def test_user_may_give_every_date_the_language_and_several_authors(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    told = {"modified": "2044-05", "captured": "2044-05-09T10:00Z", "language": "en", "authors": "Ann Lee; Bo Ek"}
    (tmp_path / "a.txt.json").write_text(json.dumps(told))
    (report,) = read_reports([tmp_path]).reports
    assert (report.modified, report.captured, report.language) == ("2044-05", "2044-05-09T10:00Z", "en")
    assert report.authors == ("Ann Lee", "Bo Ek")
    assert {dict(report.clues)[name] for name in ("modified", "captured", "language", "authors")} == {"given"}


def test_time_of_a_file_is_the_last_clue_of_its_capture_and_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    os.utime(tmp_path / "a.txt", (2_347_000_000, 2_347_000_000))
    (report,) = read_reports([tmp_path]).reports
    assert (report.captured, dict(report.clues)["captured"]) == ("2044-05-16T08:26:40Z", "file time")
    assert report.taken is None
    assert plain(STORY).captured is None


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("a.txt.json", '{"publisher": 3, "colour": "red"}', "a.txt.json:1: "),
        ("a.txt.json", '{"url":\n"x" "y"}', "a.txt.json:2: "),
        ("reports.csv", "file,publisher\na.txt,Q\na.txt,Q,R\n", "reports.csv:3: "),
        ("reports.csv", "name\nx\n", "reports.csv:1: "),
        ("reports.csv", "file,published\na.txt,last week\n", "reports.csv:2: "),
    ],
)
def test_malformed_sidecar_is_refused_with_its_line(tmp_path: Path, name: str, content: str, where: str) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / name).write_text(content)
    with pytest.raises(GivenError, match=where):
        read_reports([tmp_path])


def test_same_bytes_give_the_same_id_under_any_name() -> None:
    assert read_bytes(STORY.encode(), "a.txt").id == read_bytes(STORY.encode(), "b.txt").id
