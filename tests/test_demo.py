"""The demo, and the golden files: what is given out is what somebody has read and found right."""

from __future__ import annotations

import pytest

from rashomon.demo import read_demo
from regenerate import GOLDEN, GOLDENS


def test_all_five_reports_are_read_and_name_their_publisher_and_date() -> None:
    reading = read_demo()
    assert reading.unread == ()
    assert [report.publisher for report in reading.reports] == [
        "Tamarack Press",
        "Ardeny State Radio",
        "The Towpath",
        "Upland Rights Network",
        "Ministry of Waterways",
    ]
    assert all(report.published for report in reading.reports)


@pytest.mark.parametrize("name", GOLDENS)
def test_output_is_as_reviewed(name: str) -> None:
    reviewed = GOLDEN.joinpath(name).read_text("utf-8")
    assert GOLDENS[name]() == reviewed, "python tests/regenerate.py, then read the diff"
