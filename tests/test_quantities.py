"""Counts and measures: what is found in words, and what differs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.dates import CARDINALS, find_times
from rashomon.ledger import Quantity, Span
from rashomon.quantities import UNITS, find_quantities, numbers_differ, to_base
from rashomon.text import language

Found = tuple[float | None, float | None, str | None]


def read(text: str) -> tuple[Quantity, ...]:
    return find_quantities(language()(text))


def found(text: str) -> list[Found]:
    return [(quantity.low, quantity.high, quantity.unit) for quantity in read(text)]


def quantity(low: float | None, high: float | None, unit: str | None = None, *, approximate: bool = False) -> Quantity:
    return Quantity(low=low, high=high, unit=unit, approximate=approximate, text="", span=Span(0, 0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thirteen men were on board.", (13, 13, "man")),
        ("A hundred and nine people left.", (109, 109, "people")),
        ("He counted twenty-one boats.", (21, 21, "boat")),
        ("They sold two thousand and five tickets.", (2005, 2005, "ticket")),
        ("They copied 3,700 letters.", (3700, 3700, "letter")),
        ("They bought two dozen lamps.", (24, 24, "lamp")),
        ("Half a million people came.", (500_000, 500_000, "people")),
        ("The toll stands at five.", (5, 5, None)),
        ("They found 14 dead in the hold.", (14, 14, "dead")),
        ("Both men fled.", (2, 2, "man")),
        ("One and a half million people fled.", (1.5e6, 1.5e6, "people")),
        ("A million and a half people fled.", (1.5e6, 1.5e6, "people")),
        ("A quarter of a million people fled.", (250_000, 250_000, "people")),
        ("A single man fled.", (1, 1, "man")),
        ("Thousands of men, not hundreds, fled.", (2000, None, "man")),
        ("Two thirds of a million people fled.", (2e6 / 3, 2e6 / 3, "people")),
        ("A three-man crew fled.", (3, 3, "man")),
        ("The 14-strong crew fled.", (14, 14, "crew")),
        ("Two rifle bullets were found.", (2, 2, "bullet")),
        ("Two of the cook's knives were found.", (2, 2, "knife")),
        ("The toll rose to 19 yesterday evening.", (19, 19, None)),
    ],
)
def test_figures_and_words_are_numbers_of_what_they_count(text: str, expected: Found) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("At least 14 people died.", (14, None, "people"), "At least 14"),
        ("More than 140 people died.", (140, None, "people"), "More than 140"),
        ("Fewer than 120 people came.", (None, 120, "people"), "Fewer than 120"),
        ("No more than 3 boats came.", (None, 3, "boat"), "No more than 3"),
        ("Up to 40 boats came.", (None, 40, "boat"), "Up to 40"),
        ("Not even 40 boats came.", (None, 40, "boat"), "Not even 40"),
        ("No fewer than about 40 boats came.", (40, None, "boat"), "No fewer than about 40"),
        ("Between 30 and 40 boats came.", (30, 40, "boat"), "Between 30 and 40"),
        ("It drew 28,000 to 32,000 people.", (28_000, 32_000, "people"), "28,000 to 32,000"),
        ("It cost two to three million crowns.", (2e6, 3e6, "crown"), "two to three million crowns"),
        ("It drew 300 or more people.", (300, None, "people"), "300 or more"),
        ("It drew 300 people or more.", (300, None, "people"), "300"),
        ("It drew 300 people at most.", (None, 300, "people"), "300"),
        ("At a minimum 40 boats came.", (40, None, "boat"), "At a minimum 40"),
        ("Up to 200 or even 300 boats came.", (None, 300, "boat"), "Up to 200 or even 300"),
        ("It cost between $5 and $6 million.", (5e6, 6e6, "dollar"), "$5 and $6 million"),
    ],
)
def test_words_beside_a_number_bound_it(text: str, expected: Found, words: str) -> None:
    assert found(text) == [expected]
    assert read(text)[0].text == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 30,000 people came.", (30_000, 30_000, "people")),
        ("Nearly 30 people came.", (30, 30, "people")),
        ("Sixty-odd people came.", (60, 69, "people")),
        ("Dozens of people came.", (24, None, "people")),
        ("Tens of thousands of people came.", (20_000, None, "people")),
        ("Several people came.", (3, 12, "people")),
        ("A handful of people came.", (2, 10, "people")),
        ("Several hundred people came.", (300, 1200, "people")),
        ("A couple of hundred people came.", (200, 300, "people")),
    ],
)
def test_vague_numbers_are_approximate(text: str, expected: Found) -> None:
    assert found(text) == [expected]
    assert read(text)[0].approximate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The call lasted half an hour.", (0.5, 0.5, "hour")),
        ("The call lasted five and a half hours.", (5.5, 5.5, "hour")),
        ("The call lasted an hour.", (1, 1, "hour")),
        ("She was making 14 knots.", (14, 14, "knot")),
        ("It is 5 km from here.", (5, 5, "km")),
        ("It is 12 nautical miles from here.", (12, 12, "nautical mile")),
        ("Prices rose by 3 per cent.", (3, 3, "percent")),
        ("It cost $5 million.", (5e6, 5e6, "dollar")),
        ("It cost 1.1 million crowns.", (1.1e6, 1.1e6, "crown")),
        ("Jan Marek, 21, said so.", (21, 21, "year old")),
        ("The 21-year-old said so.", (21, 21, "year old")),
        ("She is 29.", (29, 29, "year old")),
        ("The call lasted a day and a half.", (1.5, 1.5, "day")),
        ("It sank a mile and a half south of the cape.", (1.5, 1.5, "mile")),
        ("The call lasted two hours and 45 minutes.", (2.75, 2.75, "hour")),
        ("It was minus 20 degrees Celsius.", (-20, -20, "celsius")),
        ("It spilled 900 metric tons of oil.", (900, 900, "tonne")),
        ("It spilled 900 long tons of oil.", (900, 900, "long ton")),
        ("It cost $1.2bn.", (1.2e9, 1.2e9, "dollar")),
        ("It cost £12m.", (12e6, 12e6, "pound")),
        ("It cost EUR 12.", (12, 12, "euro")),
        ("It cost C$12.", (12, 12, "canadian dollar")),
        ("It cost 12 Canadian dollars.", (12, 12, "canadian dollar")),
        ("It cost 12 US dollars.", (12, 12, "dollar")),
        ("They make 400 cars a day.", (400, 400, "car per day")),
    ],
)
def test_measures_have_one_name_for_each_unit(text: str, expected: Found) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No sailor was hurt.", [(0, 0, "sailor")]),
        ("None of the crew was hurt.", [(0, 0, "crew")]),
        ("Not one of the thirteen was hurt.", [(0, 0, None), (13, 13, None)]),
        ("Nobody was hurt.", [(0, 0, "person")]),
        ("There is no doubt about it.", []),
        ("He came not one day sooner.", []),
        ("He is no longer there.", []),
    ],
)
def test_none_counts_zero_where_it_counts_something(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It sank on 5 May 2031 at 3.40 p.m.",
        "It sank in 2031.",
        "It sank two days ago.",
        "Call them on channel 16.",
        "It is under Article 5 of the treaty.",
        "The GT-17 sank.",
        "Call 555-0147 now.",
        "The first of them said so.",
        "One of them said so.",
        "All but seven of them said so.",
    ],
)
def test_times_labels_and_ordinals_are_no_quantities(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Half the crew fled.", 50, 50),
        ("Two-fifths of the crew fled.", 40, 40),
        ("One in five sailors fled.", 20, 20),
        ("Nine out of ten sailors fled.", 90, 90),
        ("Most of the crew fled.", 50, 100),
        ("The price fell by a quarter.", 25, 25),
    ],
)
def test_parts_of_a_whole_are_about_so_much_per_cent(text: str, low: float, high: float) -> None:
    (share,) = read(text)
    assert (share.low, share.high, share.unit, share.approximate) == (low, high, "percent", True)


@pytest.mark.parametrize("text", ["Eleven of the 14 sailors fled.", "11 out of 14 sailors fled."])
def test_a_part_and_its_whole_are_two_counts_of_one_thing(text: str) -> None:
    assert found(text) == [(11, 11, "sailor"), (14, 14, "sailor")]


def test_one_of_so_many_counts_and_one_of_them_does_not() -> None:
    assert found("Only one of the 14 sailors fled.") == [(1, 1, "sailor"), (14, 14, "sailor")]
    assert found("One of the sailors fled.") == []


def test_a_change_is_two_values_and_no_range() -> None:
    assert found("It rose from 10 to 15 people.") == [(10, 10, None), (15, 15, "people")]


def test_numbers_of_the_times_given_are_left_to_them() -> None:
    text = "On Sunday 12 men came."
    assert find_quantities(language()(text), find_times(text))[0].unit == "man"
    assert find_quantities(language()(text), ()) == find_quantities(language()(text))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (quantity(14, 14), quantity(31, 31)),
        (quantity(9, 9, "person"), quantity(11, None, "people")),
        (quantity(6, 6, "minute"), quantity(0.5, 0.5, "hour", approximate=True)),
        (quantity(300, 300, "people", approximate=True), quantity(None, 120, "people")),
        (quantity(4000, 4000), quantity(4600, 4600)),
        (quantity(0, 0, "man"), quantity(2, 2, "man")),
        (quantity(24, None, approximate=True), quantity(12, 12)),
        (quantity(400, 400, "car per day"), quantity(3500, 3500, "car per week")),
        (quantity(104, 104, "fahrenheit"), quantity(35, 35, "celsius")),
        (quantity(900, 900, "short ton"), quantity(900, 900, "long ton")),
    ],
)
def test_numbers_that_no_count_satisfies_differ(a: Quantity, b: Quantity) -> None:
    assert numbers_differ(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (quantity(72, 72, "hour"), quantity(3, 3, "day")),
        (quantity(30, 30, "day"), quantity(1, 1, "month")),
        (quantity(14, 14, "knot"), quantity(24, 24, "km/h", approximate=True)),
        (quantity(14, 14, "knot"), quantity(24, 24, "people")),
        (quantity(5, 5, "crown"), quantity(9, 9, "dollar")),
        (quantity(5, 5, "canadian dollar"), quantity(9, 9, "dollar")),
        (quantity(400, 400, "car per day"), quantity(400, 400, "ship per day")),
        (quantity(400, 400, "car per day"), quantity(2800, 2800, "car per week")),
        (quantity(104, 104, "fahrenheit"), quantity(40, 40, "celsius")),
        (quantity(900, 900, "ton"), quantity(900, 900, "tonne")),
        (quantity(60, 69, approximate=True), quantity(64, 64)),
        (quantity(300, 300, approximate=True), quantity(290, 290)),
        (quantity(412_000, 412_000), quantity(400_000, None)),
        (quantity(4000, 4000), quantity(4300, 4300)),
        (quantity(30, 30, approximate=True), quantity(27, 27)),
    ],
)
def test_numbers_that_one_count_satisfies_do_not(a: Quantity, b: Quantity) -> None:
    assert not numbers_differ(a, b)


@pytest.mark.parametrize(
    ("unit", "low", "high", "dimension"),
    [("km", 2000, 2000, "length"), ("month", 56 * 86_400, 62 * 86_400, "duration"), ("boat", 2, 2, "count")],
)
def test_base_units_are_bounded_by_what_the_unit_may_mean(unit: str, low: float, high: float, dimension: str) -> None:
    assert to_base(quantity(2, 2, unit)) == (low, high, dimension)


BOUNDS = st.one_of(st.none(), st.integers(0, 10**6).map(float), st.floats(0, 10**6))


def ordered(low: float | None, high: float | None, unit: str | None, approximate: bool) -> Quantity:
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    return quantity(low, high, unit, approximate=approximate)


QUANTITIES = st.builds(ordered, BOUNDS, BOUNDS, st.sampled_from([None, "man", "crown", *UNITS]), st.booleans())


@given(QUANTITIES, QUANTITIES)
def test_differing_is_symmetric_and_never_from_oneself(a: Quantity, b: Quantity) -> None:
    assert numbers_differ(a, b) == numbers_differ(b, a)
    assert not numbers_differ(a, a)


def test_a_temperature_below_nought_does_not_differ_from_itself() -> None:
    cold = Quantity(low=0, high=0, unit="fahrenheit", approximate=False, text="0 °F", span=Span(0, 4))
    assert not numbers_differ(cold, cold)


@settings(deadline=None)  # the first example loads the model
@given(st.sampled_from(sorted(CARDINALS)).filter(lambda word: CARDINALS[word] > 1))
def test_figures_and_words_give_the_same_number(word: str) -> None:
    assert found(f"They saw {word} boats.") == found(f"They saw {CARDINALS[word]} boats.")


LEADS = st.sampled_from(
    ["", "about", "at least", "more than", "between 2 and", "no", "not one of", "up to", "from 3 to", "for an"]
)
NUMBERS = st.sampled_from(
    ["7", "40", "3,700", "1.5 million", "a dozen", "sixty-odd", "half a", "2-1", "$9m", "several", "2 or 3"]
)
THINGS = st.sampled_from(
    ["men", "km", "hours", "per cent", "dead", "-", "or more", "of the crew", "of Ann's men", "years old", "m"]
)


@settings(deadline=None)  # the first example loads the model
@given(st.builds("They saw {} {} {}".format, LEADS, NUMBERS, THINGS))
def test_quantities_slice_to_their_words_in_order(text: str) -> None:
    last = 0
    for one in read(text):
        assert last <= one.span.start < one.span.end
        last = one.span.end
        assert text[one.span.start : one.span.end] == one.text
        assert one.low is None or one.high is None or one.low <= one.high
