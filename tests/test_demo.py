"""The demo: five invented reports that come with the program."""

from __future__ import annotations

from rashomon.demo import read_demo


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
