"""JSON Lines and tables: a line or a row a report."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from rashomon.read import Limits, Reading, read_reports

STORY = "The barge Velma sank at her mooring during the night, the harbour office said."


def reading_of(folder: Path, name: str, data: str | bytes, limits: Limits | None = None) -> Reading:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_reports([folder / name], limits=limits or Limits())


def reasons(reading: Reading) -> dict[str, str]:
    return {one.file: one.reason for one in reading.unread}


def test_each_line_is_a_report_with_what_its_keys_say(tmp_path: Path) -> None:
    row = {
        "Text": STORY,
        "headline": "Barge sinks",
        "outlet": {"name": "Quay Gazette"},
        "authors": ["Nell Arden", "Bo Ek"],
        "published_at": "3 March 2031",
        "url": "https://quay.example/1",
        "id": 7,
    }
    line = json.dumps(row)
    reading = reading_of(tmp_path, "rows.jsonl", f"\n{line}\n")
    (report,) = reading.reports
    assert report.file == "rows.jsonl#2"
    assert report.text == f"Barge sinks\n{STORY}"
    assert (report.title, report.publisher) == ("Barge sinks", "Quay Gazette")
    assert (report.authors, report.published) == (("Nell Arden", "Bo Ek"), "2031-03-03")
    assert report.url == "https://quay.example/1"
    assert report.sha256 == hashlib.sha256(f"{line}\n".encode()).hexdigest()
    assert dict(report.clues)["published"] == "key published_at"
    assert report.extractor == "record 1, plain 1"


def test_a_bad_line_is_named_and_the_others_survive(tmp_path: Path) -> None:
    long = json.dumps({"text": STORY * 100})
    lines = ['{"text": "Broken', '{"title": "Only"}', "[1]", long, json.dumps({"body": f"<p>{STORY}</p><p>So.</p>"})]
    reading = reading_of(tmp_path, "rows.ndjson", "\n".join(lines), Limits(document_bytes=5000))
    assert [(report.file, report.text) for report in reading.reports] == [("rows.ndjson#5", f"{STORY}\nSo.")]
    found = reasons(reading)
    assert found["rows.ndjson#1"].startswith("no JSON: ")
    assert found["rows.ndjson#2"] == "no text: expected a key of the name text, body, content or fulltext"
    assert found["rows.ndjson#3"] == "expected an object, not list"
    assert found["rows.ndjson#4"].startswith("larger than")


def test_json_lines_are_known_without_a_suffix(tmp_path: Path) -> None:
    lines = f'{{"text": "{STORY}"}}\n{{"text": "So it is."}}\n'
    assert len(reading_of(tmp_path, "rows", lines).reports) == 2


@pytest.mark.parametrize(
    ("name", "mark", "encoding"),
    [("t.csv", ",", "utf-8-sig"), ("t.csv", ";", "windows-1252"), ("t.tsv", "\t", "utf-8"), ("t.csv", ",", "utf-16")],
)
def test_each_row_is_a_report_with_what_its_columns_say(tmp_path: Path, name: str, mark: str, encoding: str) -> None:
    heading = ["Title", "Author", "Body", "Date", "Publisher"]
    rows = [
        ["One", '"Nell Arden; Bo Ek"', f'"{STORY}\n\n""No"", she said."', "2031-03-03", "Quay Gazette"],
        ["Two", "", "Café.", "2031-03-04T10:00", ""],
    ]
    text = "\n".join(mark.join(row) for row in [heading, *rows])
    reading = reading_of(tmp_path, name, text.encode(encoding))
    first, second = reading.reports
    assert (first.file, second.file) == (f"{name}#1", f"{name}#2")
    assert first.text == f'One\n{STORY}\n"No", she said.'
    assert (first.title, first.publisher, first.published) == ("One", "Quay Gazette", "2031-03-03")
    assert first.authors == ("Nell Arden", "Bo Ek")
    assert (second.text, second.publisher, second.published) == ("Two\nCafé.", None, "2031-03-04T10:00")
    assert reading.unread == ()


def test_rows_of_one_text_are_two_reports(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "t.csv", f'text,publisher\n"{STORY}",Quay Gazette\n"{STORY}",Towpath\n')
    assert [report.publisher for report in reading.reports] == ["Quay Gazette", "Towpath"]


def test_a_bad_row_is_named_and_the_others_survive(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "t.csv", f'text,title\n,Empty\na,b,c\n"{STORY}",Good,\n\n')
    assert [report.title for report in reading.reports] == ["Good"]
    assert reasons(reading) == {
        "t.csv#1": "no text: expected a column of the name text, body, content or fulltext",
        "t.csv#2": "3 cells under 2 columns",
    }


def test_a_table_without_texts_and_one_with_an_open_quotation_say_so(tmp_path: Path) -> None:
    assert reasons(reading_of(tmp_path, "t.csv", "a,b\n1,2\n"))["t.csv"].endswith("there are a, b")
    reading = reading_of(tmp_path, "t.csv", f'text\nFine.\n"{STORY * 200}\n' * 2, Limits(document_bytes=10_000))
    assert [report.text for report in reading.reports] == ["Fine."]
    assert reasons(reading)["t.csv"].endswith("is a quotation mark left open?")


def test_tables_in_a_folder_are_read_but_for_the_one_that_speaks_of_reports(tmp_path: Path) -> None:
    (tmp_path / "reports.csv").write_text("file,publisher\nt.csv,Quay Gazette\n")
    (tmp_path / "t.csv").write_text(f'text\n"{STORY}"\n')
    (report,) = read_reports([tmp_path]).reports
    assert (report.file, report.publisher) == ("t.csv#1", "Quay Gazette")
