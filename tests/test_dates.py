"""Times: what is found in words, how EDTF is read, and what excludes or contains what."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.dates import CARDINALS, Tense, contains, excludes, find_times, parse_edtf
from rashomon.ledger import Span, When

ANCHOR = "2031-03-13"  # a Thursday


def found(text: str, *, anchor: str | None = ANCHOR, tense: Tense = Tense.PAST) -> list[str | None]:
    return [when.edtf for when in find_times(text, anchor=anchor, tense=tense)]


def when(edtf: str | None) -> When:
    return When(edtf=edtf, text="", span=Span(0, 0))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It sank on 13 March 2031.", "2031-03-13"),
        ("It sank on Monday, 3 March.", "2031-03-03"),
        ("It sank on March the 3rd.", "2031-03-03"),
        ("it sank on 9 february", "2031-02-09"),
        ("It sank in the autumn of 2029.", "2029-23"),
        ("It sank in the third quarter of 2030.", "2030-35"),
        ("It sank in the 1990s.", "199X"),
        ("It sank in October 2029.", "2029-10"),
        ("It sank in October.", "2030-10"),
        ("It sank last month.", "2031-02"),
        ("It sank last week.", "2031-03-03/2031-03-09"),
        ("It sank on 13/8/2030.", "2030-08-13"),
        ("It sank on 9/11/2001.", "[2001-09-11,2001-11-09]"),
        ("It sank on Dec. 21, 1988.", "1988-12-21"),
        ("It sank on 20 May last year.", "2030-05-20"),
        ("It sank around 9 March.", "2031-03-09~"),
        ("It sank on Christmas Eve.", "2030-12-24"),
        ("It sank in the 19th century.", "1800/1899"),
        ("It sank in nineteen ninety-seven.", "1997"),
        ("It sank in the nineties.", "199X"),
        ("It sank on 13/8/30.", "2030-08-13"),
        ("It was to sink by year-end.", "../2031-12-31~"),
        ("It sank on Labor Day.", "2030-09-02"),
        ("It sank on the first Sunday of the month.", "2031-03-02"),
        ("It sank on the last Friday of January.", "2031-01-31"),
        ("It sank on the final day of June 2029.", "2029-06-30"),
        ("It was moved to 3 September.", "2031-09-03"),
        ("It will sink in the year after next.", "2033"),
    ],
)
def test_calendar_words_become_the_days_they_name(text: str, edtf: str) -> None:
    assert found(text) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met on Wednesday.", "2031-03-12"),
        ("They met on Thursday.", "2031-03-13"),
        ("They met on Friday.", "2031-03-07"),
        ("They met last Thursday.", "2031-03-06"),
        ("They met yesterday.", "2031-03-12"),
        ("They met the day before yesterday.", "2031-03-11"),
        ("They met two days ago.", "2031-03-11"),
        ("They met on Monday of last week.", "2031-03-03"),
        ("They met on the seventeenth.", "2031-02-17"),
        ("They met last night.", "2031-03-12T18:00/2031-03-13T05:59"),
        ("They met in the past three days.", "2031-03-10/2031-03-13"),
        ("They met more than a week ago.", "../2031-03-06"),
        ("They met 72 hours ago.", "2031-03-10~"),
        ("They met overnight.", "2031-03-12T18:00/2031-03-13T05:59"),
        ("They met the week before last.", "2031-02-24/2031-03-02"),
        ("They met on the Sunday before last.", "2031-03-02"),
        ("They met a week or so ago.", "2031-03-06~"),
    ],
)
def test_relative_words_are_reckoned_back_from_the_anchor(text: str, edtf: str) -> None:
    assert found(text) == [edtf]


@pytest.mark.parametrize(
    ("text", "tense", "edtf"),
    [
        ("The court rules on Friday.", Tense.FUTURE, "2031-03-14"),
        ("The court ruled on Friday.", Tense.PAST, "2031-03-07"),
        ("The court will rule on Friday.", Tense.PAST, "2031-03-14"),
        ("The court is to rule on Friday.", Tense.PAST, "2031-03-14"),
        ("She asked that he be freed by Friday.", Tense.PAST, "../2031-03-14"),
        ("The court rules, she said on Friday.", Tense.FUTURE, "2031-03-07"),
        ("The court rules in June.", Tense.FUTURE, "2031-06"),
        ("The court ruled in June.", Tense.PAST, "2030-06"),
        ("The court set a deadline of 20 March.", Tense.PAST, "2031-03-20"),
        ("The court rules next Thursday.", Tense.PAST, "2031-03-20"),
        ("The court is expected to rule on Monday.", Tense.PAST, "2031-03-17"),
        ("The court agreed to rule on Monday.", Tense.PAST, "2031-03-17"),
        ("The case is set for Tuesday.", Tense.PAST, "2031-03-18"),
        ("The case resumes on Sunday.", Tense.PAST, "2031-03-16"),
        ("The case had been due to open on Monday.", Tense.FUTURE, "2031-03-10"),
        ("The court was to have ruled on Monday.", Tense.FUTURE, "2031-03-10"),
        ("The court is closed until 5 May.", Tense.PAST, "../2031-05-05"),
        ("The court was closed until 5 May.", Tense.PAST, "../2030-05-05"),
    ],
)
def test_tense_gives_the_direction_and_words_beside_override_it(text: str, tense: Tense, edtf: str) -> None:
    assert found(text, tense=tense) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It rang at 3.40 a.m.", "XXXX-XX-XXT03:40"),
        ("It rang at 21:50.", "XXXX-XX-XXT21:50"),
        ("It rang at 0340 local.", "XXXX-XX-XXT03:40"),
        ("It rang at 0340 GMT.", "XXXX-XX-XXT03:40Z"),
        ("It rang at 18h30.", "XXXX-XX-XXT18:30"),
        ("It rang at midday.", "XXXX-XX-XXT12:00"),
        ("It rang at twenty past five.", "[XXXX-XX-XXT05:20,XXXX-XX-XXT17:20]"),
        ("It rang at half past nine p.m.", "XXXX-XX-XXT21:30"),
        ("It rang at four in the morning.", "XXXX-XX-XXT04:00"),
        ("It rang shortly before 10 p.m.", "XXXX-XX-XXT21:50~"),
        ("It rang between 5 and 7 p.m.", "XXXX-XX-XXT17:00/XXXX-XX-XXT19:00"),
        ("It rang at 6.40 p.m. on Sunday.", "2031-03-09T18:40"),
        ("It rang on Sunday, 6.40 p.m.", "2031-03-09T18:40"),
        ("It rang at ten to midnight on Tuesday.", "2031-03-11T23:50"),
        ("It rang at midnight on Tuesday.", "2031-03-12T00:00"),
        ("It rang on Tuesday night at 10.", "2031-03-11T22:00"),
        ("It rang on Tuesday night.", "2031-03-11T18:00/2031-03-12T05:59"),
        ("It rang at 10 p.m. last night.", "2031-03-12T22:00"),
        ("It rang on the evening of March the 7th.", "2031-03-07T17:00/2031-03-07T23:59"),
        ("It rang on Wednesday at dawn.", "2031-03-12T03:00/2031-03-12T07:59"),
        ("It rang overnight on Tuesday.", "2031-03-10T18:00/2031-03-12T05:59"),
        ("It rang at 6.40am local time on Tuesday.", "2031-03-11T06:40"),
        ("It rang at 17h45 Sarn time on Sunday.", "2031-03-09T17:45"),
        ("It rang on 9 March at 05:12 (UTC).", "2031-03-09T05:12Z"),
        ("It rang on Sunday, a few minutes before midnight.", "2031-03-09T23:50~"),
        ("It rang at ten minutes before noon.", "XXXX-XX-XXT11:50"),
        ("It rang in the early hours of yesterday.", "2031-03-12T00:00/2031-03-12T05:59"),
    ],
)
def test_a_time_of_day_joins_the_day_named_with_it(text: str, edtf: str) -> None:
    assert found(text) == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("closed since June", "2030-06/.."),
        ("closed until Friday", "../2031-03-07"),
        ("out by noon on Sunday", "../2031-03-09T12:00"),
        ("ill from 3 to 8 March", "2031-03-03/2031-03-08"),
        ("ill from 28 February to 2 March 2030", "2030-02-28/2030-03-02"),
        ("ill from Monday to Wednesday", "2031-03-10/2031-03-12"),
        ("built between 1998 and 2001", "1998/2001"),
        ("built in early 2008", "2008-01~/2008-05~"),
        ("built in mid-October", "2030-10-11~/2030-10-21~"),
        ("built by the end of 2030", "../2030-12~"),
        ("built in the last week of February", "2031-02-22~/2031-02-28~"),
        ("built in the second half of February", "2031-02-16~/2031-02-28~"),
        ("dark in the night of 6 to 7 March", "2031-03-06T18:00/2031-03-07T05:59"),
        ("dark in the night from Tuesday to Wednesday", "2031-03-11T18:00/2031-03-12T05:59"),
        ("shut not before June", "2030-06/.."),
        ("shut no later than Friday", "../2031-03-07"),
        ("shut on Friday at the latest", "../2031-03-07"),
        ("shut from 1 April onwards", "2031-04-01/.."),
        ("shut from 2019 on", "2019/.."),
        ("shut in 2019-24", "2019/2024"),
        ("shut 8 to 12 March", "2031-03-08/2031-03-12"),
        ("shut Monday through to Wednesday", "2031-03-10/2031-03-12"),
        ("shut by the end of the month", "../2031-03-31~"),
        ("shut after 5.40, and dark", "XXXX-XX-XXT05:40/.."),
        ("shut before 5.40, and dark", "../XXXX-XX-XXT17:40"),
    ],
)
def test_ranges_parts_and_bounds_become_intervals(text: str, edtf: str) -> None:
    assert found(text) == [edtf]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on for a second.",
        "May said that April sat in the sun.",
        "The siege went on for four hours.",
        "Hand him over within 72 hours.",
        "She swims on Sundays.",
        "They sailed at 14 knots on channel 16.",
        "About 2000 people came.",
        "Jan Marek fell, and the wall with him.",
        "He had to pay five to ten crowns.",
        "Rome fell 5,000 years ago.",
        "She swims every Monday.",
        "She sings on Tuesday nights.",
    ],
)
def test_durations_names_verbs_and_counts_are_no_times(text: str) -> None:
    assert found(text) == []


def test_without_an_anchor_the_year_stays_open_and_a_weekday_has_no_value() -> None:
    assert found("It sank on 9 August, a Friday, and rose in June.", anchor=None) == ["XXXX-08-09", None, "XXXX-06"]


def test_the_next_day_follows_the_day_named_before() -> None:
    assert found("He fled on 3 March. The next day he fell; two days later he died.") == [
        "2031-03-03",
        "2031-03-04",
        "2031-03-06",
    ]
    assert found("He fled on 3 March and fell the following Tuesday.") == ["2031-03-03", "2031-03-04"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The next day he fell.", "2031-03-04"),
        ("Later that same day he fell.", "2031-03-03"),
        ("He had left the day before.", "2031-03-02"),
        ("He had left two days before, alone.", "2031-03-01"),
        ("He had left the night before.", "2031-03-02T18:00/2031-03-03T05:59"),
        ("He fell the following Tuesday.", "2031-03-04"),
        ("He fell that week.", "2031-03-03/2031-03-09"),
    ],
)
def test_the_setting_is_the_day_named_before_where_the_text_names_none(text: str, edtf: str) -> None:
    assert [time.edtf for time in find_times(text, anchor=ANCHOR, setting=find_times("2031-03-03")[0])] == [edtf]
    assert found(f"He fled on 3 March. {text}") == ["2031-03-03", edtf]


def test_a_day_named_in_the_text_goes_before_the_setting_and_a_vague_setting_is_no_day() -> None:
    (month,) = find_times("in May 2030")
    assert [
        time.edtf for time in find_times("He fled on 3 March and fell a day later.", anchor=ANCHOR, setting=month)
    ] == [
        "2031-03-03",
        "2031-03-04",
    ]
    assert [time.edtf for time in find_times("The next day he fell.", anchor=ANCHOR, setting=month)] == [None]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The port fell at 4 a.m. on 3 March. Two hours later it burned.", "2031-03-03T06:00~"),
        ("The port fell on 3 March. By the next day it burned.", "../2031-03-04"),
        ("The port fell in May 2029. A month later it burned.", "2029-06~"),
        ("The port fell in 2029. Two years later it burned.", "2031~"),
        ("The raid on 3 March went wrong. Two days after the raid it burned.", "2031-03-05"),
        ("The raid was on 3 March. The day after the raid it burned.", "2031-03-04"),
        ("The siege began on 3 March. It burned on the second day of the siege.", "2031-03-04"),
        ("The 3 March raid went wrong. They had met a week before that raid.", "2031-02-24~"),
    ],
)
def test_a_time_is_reckoned_from_what_the_text_told_before(text: str, edtf: str) -> None:
    assert found(text)[1:] == [edtf]


def test_a_happening_is_looked_for_in_the_text_before_and_has_no_date_where_none_is_told() -> None:
    (time,) = find_times("Two days after the raid it burned.", anchor=ANCHOR, told="The raid was on 3 March.")
    assert time.edtf == "2031-03-05"
    assert found("Two days after the raid it burned.") == [None]


def test_days_of_a_year_that_is_not_known_are_reckoned_on_without_it() -> None:
    text = "It fell on 31 December. The next day it rose; two days later it sank; that night it lay still."
    assert found(text, anchor=None) == [
        "XXXX-12-31",
        "XXXX-01-01",
        "XXXX-01-03",
        "XXXX-01-03T18:00/XXXX-01-04T05:59",
    ]
    assert found("They met two days after 9 August.", anchor=None) == ["XXXX-08-11"]


def test_the_day_before_something_happened_is_not_the_day_before_the_day_named() -> None:
    assert found("He fled on 3 March. The day before he fell was dark.") == ["2031-03-03"]


def test_a_year_that_closes_a_range_holds_for_its_beginning_unless_that_names_its_own() -> None:
    assert found("from 1 May 2029 to 2 May 2030") == ["2029-05-01/2030-05-02"]


def test_hours_ago_are_counted_from_a_moment() -> None:
    assert found("It fell two hours ago.", anchor="2031-03-13T14:30") == ["2031-03-13T12:30~"]


def test_a_zoned_anchor_is_read_where_it_was_written() -> None:
    assert found("It fell today.", anchor="2031-03-13T23:30:00-05:00") == ["2031-03-13"]


def test_a_holidays_name_ends_with_the_word() -> None:
    assert found("It fell on Christmas evening.") == ["2030-12-25T17:00/2030-12-25T23:59"]


@pytest.mark.parametrize(
    ("text", "edtf"), [("no sooner than June", "2030-06/.."), ("sooner this year", "2031-01-01/2031-03-13")]
)
def test_sooner_is_read_as_earlier_is(text: str, edtf: str) -> None:
    assert found(text) == found(text.replace("sooner", "earlier")) == [edtf]


@pytest.mark.parametrize(("text", "anchor"), [("on the 31st, and", None), ("earlier December", "2031-03")])
def test_days_and_parts_of_unknown_months_are_compared(text: str, anchor: str | None) -> None:
    (time,) = find_times(text, anchor=anchor)
    assert not contains(time, time)


def test_a_range_that_ends_with_a_time_of_day_ends_on_the_day_it_began() -> None:
    assert found("from 9 a.m. on 3 March to 5 p.m.") == ["2031-03-03T09:00/2031-03-03T17:00"]


def test_a_count_behind_in_a_month_is_no_day_of_it() -> None:
    assert found("In March 12 people fell ill.") == ["2031-03"]


def test_a_malformed_anchor_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="EDTF"):
        find_times("It fell today.", anchor="13 March")


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2031-03-13", datetime(2031, 3, 13), datetime(2031, 3, 14)),
        ("2031-12", datetime(2031, 12, 1), datetime(2032, 1, 1)),
        ("203X", datetime(2030, 1, 1), datetime(2040, 1, 1)),
        ("2031-35", datetime(2031, 7, 1), datetime(2031, 10, 1)),
        ("2031-03-13T03:40", datetime(2031, 3, 13, 3, 40), datetime(2031, 3, 13, 3, 41)),
        ("2031-03-13T03:40+02:00", datetime(2031, 3, 13, 1, 40), datetime(2031, 3, 13, 1, 41)),
        ("2031-03-13/2031-03-15", datetime(2031, 3, 13), datetime(2031, 3, 16)),
        ("../2031-03-01", None, datetime(2031, 3, 2)),
        ("2030-06/..", datetime(2030, 6, 1), None),
        ("[2001-09-11,2001-11-09]", datetime(2001, 9, 11), datetime(2001, 11, 10)),
        ("XXXX-08-09", None, None),
    ],
)
def test_edtf_is_a_half_open_interval(edtf: str, start: datetime | None, end: datetime | None) -> None:
    assert parse_edtf(edtf) == (start, end)


@pytest.mark.parametrize(
    "edtf", ["", "2031-02-30", "2031-13", "2031-03-15/2031-03-13", "../..", "last week", "2031-03T10:00"]
)
def test_what_is_no_edtf_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_edtf(edtf)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2031-03-13", "2031-03-14"),
        ("XXXX-08-09", "2031-08-10"),
        ("XXXX-08-09", "XXXX-09-09"),
        ("XXXX-XX-XXT21:50", "XXXX-XX-XXT22:35"),
        ("XXXX-XX-XXT21:50", "2031-03-08T22:35"),
        ("[XXXX-XX-XXT05:20,XXXX-XX-XXT17:20]", "2031-03-09T18:40"),
        ("2031-05-07T03:40~", "2031-05-06T23:50~"),
        ("2031-03-09T17:00/2031-03-09T23:59", "2031-03-10T03:40"),
        ("../2031-03-06", "2031-03-07"),
        ("2031-03-06~", "2031-03-10"),
        ("2029-10", "2032-05-20"),
    ],
)
def test_times_that_cannot_both_be_true_exclude_one_another(a: str, b: str) -> None:
    assert excludes(when(a), when(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2031-03-13", "2031-03"),
        ("XXXX-08-09", "2031-08-09"),
        ("XXXX-XX-XXT03:40", "2031-03-13"),
        ("[XXXX-XX-XXT05:20,XXXX-XX-XXT17:20]", "2031-03-09T17:22"),
        ("XXXX-XX-XXT21:50", "XXXX-XX-XXT22:00"),
        ("2031-03-11T18:00/2031-03-12T05:59", "2031-03-12T03:40"),
        ("2031-03-06~", "2031-03-09"),
        ("2031-05-07T03:40", "2031-05-07T00:40Z"),
        ("2029-23", "2029-08"),
        ("2030-06/..", "2031-08"),
        (None, "2031-08"),
    ],
)
def test_times_that_may_both_be_true_do_not(a: str | None, b: str) -> None:
    assert not excludes(when(a), when(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2031-03", "2031-03-13"),
        ("2031-03-13", "2031-03-13T03:40"),
        ("2029-23", "2029-10"),
        ("XXXX-08-09", "2031-08-09"),
        ("XXXX-XX-XXT03:40", "2031-03-13T03:40"),
        ("2031-03-06~", "2031-03-06"),
        ("../2031-03-06", "2031-03-05"),
        ("[XXXX-XX-XXT05:20,XXXX-XX-XXT17:20]", "2031-03-09T17:20"),
    ],
)
def test_the_vaguer_time_contains_the_more_precise(a: str, b: str) -> None:
    assert contains(when(a), when(b))
    assert not contains(when(b), when(a))


@pytest.mark.parametrize(("a", "b"), [("2031-03", "2031-04-01"), ("2031-03-13", "2031-03-13"), ("2031", "XXXX-03-13")])
def test_other_and_equal_times_are_not_contained(a: str, b: str) -> None:
    assert not contains(when(a), when(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("It burned on Tuesday night.", "It burned at 2 p.m. on Tuesday."),
        ("It burned overnight.", "It burned on Monday."),
        ("It burned in early 2008.", "It burned in November 2008."),
        ("It burned more than a week ago.", "It burned on Wednesday."),
        ("It was to burn by Friday.", "It was to burn next Tuesday."),
        ("The raid was on 3 March. It burned two days after the raid.", "It burned on 4 March."),
        ("It burned at 05:12 GMT on 9 March.", "It burned at 09:40 GMT on 9 March."),
        ("It burned in the week before last.", "It burned last week."),
    ],
)
def test_words_for_other_times_exclude_one_another(a: str, b: str) -> None:
    left, right = (find_times(text, anchor=ANCHOR)[-1] for text in (a, b))
    assert excludes(left, right)
    assert excludes(right, left)
    assert not contains(left, right)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("It burned on Tuesday night.", "It burned at 2 a.m. on Wednesday."),
        ("It burned overnight on Tuesday.", "It burned on Tuesday night."),
        ("It burned in early 2008.", "It burned in February 2008."),
        ("It burned earlier this month.", "It burned on 4 March."),
        ("It has been shut since Tuesday.", "It was shut on Wednesday."),
        ("It burned on 9 March.", "It burned at 05:12 on 9 March."),
        ("It burned in the nineties.", "It burned in 1997."),
    ],
)
def test_words_for_a_time_contain_more_precise_ones(a: str, b: str) -> None:
    left, right = (find_times(text, anchor=ANCHOR)[-1] for text in (a, b))
    assert contains(left, right)
    assert not excludes(left, right)


DAYS = st.sampled_from(
    ["", "on Friday", "on 3 March", "last week", "yesterday", "in June 2030", "on 30 May", "tonight"]
)
CLOCKS = st.sampled_from(["", "at 3:40", "at 6.40 p.m.", "shortly before noon", "in the evening", "at ten past four"])
MORE = st.sampled_from(["", "since May", "two days later", "until 5 p.m.", "a week ago", "in early 2008", "by the 4th"])
SENTENCES = st.builds("It fell {} {}, and {}, she said.".format, CLOCKS, DAYS, MORE)
ANCHORS = st.one_of(st.none(), st.dates(max_value=date(9998, 1, 1)).map(str))


@given(SENTENCES, ANCHORS, st.sampled_from(Tense))
def test_times_slice_to_their_words_in_order_and_are_legal(text: str, anchor: str | None, tense: Tense) -> None:
    last = 0
    for time in find_times(text, anchor=anchor, tense=tense):
        assert last <= time.span.start < time.span.end
        last = time.span.end
        assert text[time.span.start : time.span.end] == time.text
        assert (time.start, time.end) == (parse_edtf(time.edtf) if time.edtf else (None, None))
        assert time.start is None or time.end is None or time.start < time.end


@given(st.text(alphabet="0123456789:./- apmtoMaryJune,of'", max_size=40), ANCHORS)
def test_no_text_is_too_odd_to_read(text: str, anchor: str | None) -> None:
    assert all(text[time.span.start : time.span.end] == time.text for time in find_times(text, anchor=anchor))


@settings(deadline=None)  # the other reader takes its time
@given(SENTENCES, ANCHORS)
def test_values_are_edtf_to_another_reader(text: str, anchor: str | None) -> None:
    edtf = pytest.importorskip("edtf")
    for time in find_times(text, anchor=anchor):
        if (
            time.edtf and "T" not in time.edtf and not (".." in time.edtf and "X" in time.edtf)
        ):  # forms it does not know
            assert edtf.parse_edtf(time.edtf)


@pytest.mark.parametrize("word", ["two", "seven", "twelve", "twenty-one"])
def test_figures_and_words_give_the_same_time(word: str) -> None:
    assert found(f"It fell {word} days ago.") == found(f"It fell {CARDINALS[word]} days ago.") != []


MOMENTS = st.datetimes(min_value=datetime(2029, 1, 1), max_value=datetime(2031, 12, 31))
VALUES = st.one_of(
    MOMENTS.map(lambda at: f"{at:%Y-%m-%d}"),
    MOMENTS.map(lambda at: f"{at:%Y-%m}"),
    MOMENTS.map(lambda at: f"{at:%Y-%m-%d}~"),
    MOMENTS.map(lambda at: f"XXXX-{at:%m-%d}"),
    MOMENTS.map(lambda at: f"{at:%Y-%m-%dT%H:%M}"),
    MOMENTS.map(lambda at: f"XXXX-XX-XXT{at:%H:%M}"),
    MOMENTS.map(lambda at: f"[XXXX-XX-XXT{at:%H:%M},XXXX-XX-XXT{at + timedelta(hours=12):%H:%M}]"),
    MOMENTS.map(lambda at: f"{at:%Y-%m-%d}/.."),
    MOMENTS.map(lambda at: f"../{at:%Y-%m}"),
    MOMENTS.map(lambda at: f"{at:%Y-%m-%dT%H:%M}/{at + timedelta(hours=9):%Y-%m-%dT%H:%M}"),
    st.none(),
)


@given(VALUES, VALUES)
def test_excludes_is_symmetric_and_contains_antisymmetric(a: str | None, b: str | None) -> None:
    left, right = when(a), when(b)
    assert excludes(left, right) == excludes(right, left)
    assert not excludes(left, left)
    assert not (contains(left, right) and contains(right, left))
    assert not (contains(left, right) and excludes(left, right))
