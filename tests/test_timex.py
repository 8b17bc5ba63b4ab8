"""TIMEX3: what it writes for EDTF, and what it marks besides the times that can be placed."""

from __future__ import annotations

import pytest

from rashomon.dates import find_timexes, to_timex

ANCHOR = "2031-03-13"  # a Thursday


def timexes(text: str, *, anchor: str | None = ANCHOR) -> list[tuple[str, str | None]]:
    return [(time.text, time.value) for time in find_timexes(text, anchor=anchor)]


@pytest.mark.parametrize(
    ("edtf", "value", "mod"),
    [
        ("2031-03-13", "2031-03-13", ""),
        ("2031-03-06~", "2031-03-06", "APPROX"),
        ("2031-03-10/2031-03-16", "2031-W11", ""),
        ("2031-03-15/2031-03-16", "2031-W11-WE", ""),
        ("2031-03-11/2031-03-16", "2031-03", ""),
        ("2030-12-30/2031-01-02", "", ""),
        ("2031-22", "2031-SU", ""),
        ("2031-35", "2031-Q3", ""),
        ("2031-40", "2031-H1", ""),
        ("199X", "199", ""),
        ("1900/1999", "19", ""),
        ("2031-03-11T18:00/2031-03-12T05:59", "2031-03-11TNI", ""),
        ("2031-03-11T06:40", "2031-03-11T06:40", ""),
        ("../2031-03-06", "2031-03-06", "ON_OR_BEFORE"),
        ("2030-06/..", "2030-06", "ON_OR_AFTER"),
        ("[2001-09-11,2001-11-09]", "2001-09-11", ""),
        ("XXXX-08-09", "XXXX-08-09", ""),
    ],
)
def test_edtf_has_a_timex3_value_and_modifier(edtf: str, value: str, mod: str) -> None:
    assert to_timex(edtf) == (value, mod)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It burned for three days.", "three days", "P3D"),
        ("It burned for two decades.", "two decades", "P20Y"),
        ("The two-week siege.", "The two-week", "P2W"),
        ("It burned for several hours.", "several hours", "PTXH"),
        ("It burned for years.", "years", "PXY"),
        ("It burned in the past two months.", "the past two months", "P2M"),
        ("She swims every Monday.", "every Monday", "XXXX-WXX-1"),
        ("She pays each month.", "each month", "P1M"),
        ("She is now at sea.", "now", "PRESENT_REF"),
        ("She was recently at sea.", "recently", "PAST_REF"),
        ("She will sail soon.", "soon", "FUTURE_REF"),
        ("She sailed early last year.", "early last year", "2030"),
        ("She sailed last week.", "last week", "2031-W10"),
        ("She sailed at 9 p.m.", "9 p.m.", "2031-03-13T21:00"),
        ("She sailed the next day.", "the next day", "2031-03-14"),
    ],
)
def test_what_cannot_be_placed_is_marked_too(text: str, words: str, value: str) -> None:
    assert timexes(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It lost in the third quarter of 2030, but won a year earlier.", ["2030-Q3", "2029-Q3"]),
        ("It lost in the third quarter of 2030 what it won in the year-ago period.", ["2030-Q3", "2029-Q3"]),
        ("It lost in the third quarter of 2030. The quarter was bad.", ["2030-Q3", "2030-Q3"]),
    ],
)
def test_a_year_before_a_quarter_is_a_quarter(text: str, values: list[str]) -> None:
    assert [value for _, value in timexes(text)] == values


def test_ranges_and_bounds_come_apart() -> None:
    assert [words for words, _ in timexes("Shut since May 2030 and from Monday to Friday.")] == [
        "May 2030",
        "Monday",
        "Friday",
    ]


def test_types_and_modifiers_are_told() -> None:
    told = find_timexes("Early this month she swam daily at 9 a.m. for over a week.", anchor=ANCHOR)
    assert [(time.type, time.mod) for time in told] == [
        ("DATE", "START"),
        ("SET", None),
        ("TIME", None),
        ("DURATION", "MORE_THAN"),
    ]


def test_an_age_is_no_duration() -> None:
    assert timexes("She is 52 years old.") == []
