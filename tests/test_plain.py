"""Where the paragraphs of a text stand in its bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.read import read_bytes, read_reports
from rashomon.read.boxes import mark

TEXT = "Quay Gazette\n\n\nThe café sank.\nSo it is.\n \n\tLast – line."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_each_paragraph_has_its_line_and_its_bytes(encoding: str, end: str) -> None:
    data = TEXT.replace("\n", end).encode(encoding)
    report = read_bytes(data, "a.txt")
    assert [mark(block, "line") for block in report.blocks] == ["1", "4", "7"]
    for block in report.blocks:
        start, stop = map(int, str(mark(block, "bytes")).split())
        there = data[start:stop].decode(encoding).replace(end, "\n").strip()
        assert there == report.text[block.start : block.end]


def test_a_wide_encoding_has_lines_only() -> None:
    report = read_bytes(TEXT.encode("utf-16"), "a.txt")
    assert [mark(block, "line") for block in report.blocks] == ["1", "4", "7"]
    assert all(mark(block, "bytes") is None for block in report.blocks)


def test_a_text_within_other_bytes_has_no_places_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT}))
    (report,) = read_reports([tmp_path / "a.jsonl"]).reports
    assert all(block.marks == () for block in report.blocks)
