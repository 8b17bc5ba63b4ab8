"""Editions: one page taken twice is one page, put in order, and what was changed is shown to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.editions import find_editions, page_of
from rashomon.ledger import Clock, Edition, Ledger, Passage, Relation, Report, Role, Status
from rashomon.pipeline import build_ledger
from told import compared, make_report

URL = "https://www.tern.example/boats?utm_source=feed"
FIRST = "Nine boats ran aground off Pell Rock on Tuesday. The lamp was lit at dusk."
LATER = "Eight boats ran aground off Pell Rock on Tuesday. The lamp was lit at dusk."


def whole(report: Report, role: Role = Role.ARTICLE) -> Passage:
    return Passage(report=report.id, role=role, voice=None, start=0, end=len(report.text))


def take(
    *texts: str, url: str = URL, publisher: str | None = "Tern Post", **when: tuple[str | None, ...]
) -> list[Report]:
    reports = [
        replace(make_report(text, file=f"{n}.html", publisher=publisher, published=None), url=url)
        for n, text in enumerate(texts)
    ]
    return [replace(one, **{name: told[n] for name, told in when.items()}) for n, one in enumerate(reports)]  # type: ignore[arg-type]


def editions(reports: list[Report]) -> tuple[Edition, ...]:
    return find_editions(reports, [whole(report) for report in reports])


KEPT = "\nThe lamp was lit at dusk by the keeper of the old tower, as on every other night of that year."


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """The words on both sides of each change, in a page of which the rest is kept."""
    before, after = before + KEPT, after + KEPT
    _, second = editions(take(before, after))
    return [(before[slice(*one.before)], after[slice(*one.after)]) for one in second.changes]


@pytest.mark.parametrize(
    "url",
    [
        "http://tern.example/boats",
        "https://www.Tern.example/boats/",
        "https://tern.example/boats#comments",
        "https://tern.example/boats?fbclid=x&utm_medium=y",
        "https://web.archive.org/web/20440508120000/https://tern.example/boats",
        "https://tern.example/boats/index.html",
    ],
)
def test_address_of_one_page_is_one(url: str) -> None:
    assert page_of(url) == "tern.example/boats"


@pytest.mark.parametrize(
    "url", [None, "", "boats.html", "https://tern.example/", "https://tern.example/index.php", "https://["]
)
def test_no_page_is_told_by_no_address_or_that_of_the_whole_site(url: str | None) -> None:
    assert page_of(url) is None


def test_two_pages_are_no_editions() -> None:
    assert page_of("https://tern.example/?p=1") != page_of("https://tern.example/?p=2")
    one, other = take(FIRST, LATER)
    assert editions([one, replace(other, url="https://tern.example/lamp")]) == ()


@pytest.mark.parametrize(
    ("clock", "when"),
    [
        (Clock.CAPTURED, {"captured": ("2044-05-09T10:00Z", "2044-05-08"), "modified": ("2044-05-01", "2044-05-02")}),
        (Clock.MODIFIED, {"captured": ("2044-05-09", "2044-05-09T10:00Z"), "modified": ("2044-05-02", "2044-05-01")}),
        (Clock.PUBLISHED, {"published": ("2044-05", "2044-04")}),
        (Clock.CAPTURED, {"captured": ("2044-05-09T10:00+02:00", "2044-05-09T09:00+03:00")}),
    ],
)
def test_editions_are_in_the_order_of_the_first_clock_that_tells(
    clock: Clock, when: dict[str, tuple[str | None, ...]]
) -> None:
    reports = take(FIRST, LATER, **when)  # type: ignore[arg-type]
    first, second = editions(reports)
    assert (first.report, second.report, second.previous) == (reports[1].id, reports[0].id, reports[1].id)
    assert (first.number, second.number, second.clock) == (1, 2, clock)


def test_time_of_a_file_tells_less_than_what_the_page_says() -> None:
    clues = (("captured", "file time"),)
    reports = take(FIRST, LATER, captured=("2044-05-09", "2044-05-08"), modified=("2044-05-01", "2044-05-02"))
    assert editions([replace(report, clues=clues) for report in reports])[1].clock is Clock.MODIFIED


def test_where_no_clock_tells_the_name_of_the_file_does() -> None:
    first, second = editions(take(FIRST, LATER))
    assert (first.number, second.number, second.clock) == (1, 2, Clock.NONE)


def test_changed_word_is_found_to_the_letter() -> None:
    assert changed("Nine boats ran aground.", "Eight boats ran aground.") == [("Nine", "Eight")]


def test_words_that_came_in_or_went_out_have_nothing_on_the_other_side() -> None:
    assert changed("Boats ran aground.", "Boats ran aground in fog.") == [("", "in fog")]
    assert changed("Boats ran aground.\nThe keeper slept.", "Boats ran aground.") == [("The keeper slept.", "")]


def test_figure_is_changed_as_a_whole() -> None:
    assert changed("It cost 1,200.50 crowns.", "It cost 1,300.50 crowns.") == [("1,200.50", "1,300.50")]


def test_two_changes_far_apart_stay_two_and_a_sentence_written_anew_is_one() -> None:
    assert changed("Nine boats ran aground in fog.", "Eight boats ran aground in mist.") == [
        ("Nine", "Eight"),
        ("fog", "mist"),
    ]
    assert len(changed("The old keeper of the lamp slept.", "No man in the tower was awake.")) == 1


def test_line_that_moved_in_beside_one_that_was_reworded_is_a_change_of_its_own() -> None:
    assert changed("Nine boats ran aground.", "Eight boats ran aground.\nThere was fog.") == [
        ("Nine", "Eight"),
        ("", "There was fog."),
    ]


def test_line_that_moved_in_changes_no_other() -> None:
    assert changed("One came.\nThree came.", "One came.\nTwo came.\nThree came.") == [("", "Two came.")]


def test_comments_and_page_furniture_are_left_out() -> None:
    reports = take(FIRST, f"{FIRST} Ad")
    menu = Passage(report=reports[1].id, role=Role.BOILERPLATE, voice=None, start=len(FIRST), end=len(FIRST) + 3)
    article = Passage(report=reports[1].id, role=Role.ARTICLE, voice=None, start=0, end=len(FIRST))
    assert find_editions(reports, [whole(reports[0]), article, menu])[1].changes == ()


WORDS = st.lists(st.sampled_from("lamp keeper storm bay , .\n".split(" ")), max_size=30)


@given(WORDS, WORDS)
def test_changes_turn_the_earlier_text_into_the_later(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old) + KEPT, " ".join(new) + KEPT
    _, second = editions(take(before, after))
    rebuilt, at = "", 0
    for one in second.changes:
        rebuilt += before[at : one.before.start] + " " + after[slice(*one.after)] + " "
        at = one.before.end
    assert (rebuilt + before[at:]).split() == after.split() or "".join((rebuilt + before[at:]).split()) == "".join(
        after.split()
    )


# What follows from it


def two_editions(publisher: str | None) -> Ledger:
    return build_ledger(take(FIRST, LATER, publisher=publisher, captured=("2044-05-08", "2044-05-09")))


@pytest.mark.parametrize("publisher", ["Tern Post", None])
def test_what_a_page_changed_is_an_update_by_one_voice(publisher: str | None) -> None:
    ledger = two_editions(publisher)
    found = compared(ledger, "Nine boats", "Eight boats")
    assert found is not None
    assert (found.relation, found.same_origin) == (Relation.UPDATES, True)
    first = next(claim for claim in ledger.claims if "Nine" in claim.text)
    assert found.a == first.id
    assert {one.relation for one in ledger.comparisons} == {Relation.UPDATES}


@pytest.mark.parametrize("publisher", ["Tern Post", None])
def test_two_editions_are_one_origin_and_corroborate_nothing(publisher: str | None) -> None:
    ledger = two_editions(publisher)
    assert len(ledger.origins) == 1
    assert not any(point.status in (Status.CORROBORATED, Status.CONTESTED) for point in ledger.points)
    assert (ledger.copied, ledger.possible) == ((), ())


def test_another_outlet_that_copies_either_edition_has_its_origin() -> None:
    copy = make_report(LATER, file="copy.txt", publisher="Marsh Radio", published="2044-05-10")
    reports = take(FIRST, LATER, published=("2044-05-08", "2044-05-09"))
    assert len(build_ledger([*reports, copy]).origins) == 1


def test_what_a_notice_takes_back_is_an_update_and_no_contradiction() -> None:
    told = f"{LATER}\nCorrection: An earlier version of this article said nine boats ran aground."
    ledger = build_ledger(take(told))
    found = compared(ledger, "nine boats", "Eight boats")
    assert found is not None
    assert found.relation is Relation.UPDATES
    assert not any(point.status is Status.CONTESTED for point in ledger.points)


def test_texts_of_one_address_that_share_no_words_are_no_editions() -> None:
    one, other = take(FIRST, "A post of another reader in the same thread, on the weather.")
    assert editions([one, other]) == ()
    assert editions([one, replace(other, title=one.title)]) == ()


def test_two_texts_of_one_address_each_have_their_own_editions() -> None:
    post = "A post of another reader in the same thread, on the weather of that week and of the next."
    reports = take(FIRST, post, LATER, f"{post} Rain.", publisher=None)
    first, post_first, later, post_later = (report.id for report in reports)
    assert [(one.report, one.previous) for one in editions(reports)] == [
        (first, None),
        (later, first),
        (post_first, None),
        (post_later, post_first),
    ]
    assert {origin.name for origin in build_ledger(reports).origins} == {"0.html", "1.html"}


def test_page_that_was_taken_back_is_an_edition_by_its_title() -> None:
    reports = [replace(one, title="Boats lost", extractor="html 1") for one in take(FIRST, "Withdrawn by the editors.")]
    assert len(editions(reports)) == 2


def test_two_witnesses_of_whom_each_edition_names_one_are_still_two() -> None:
    reports = take(
        f"Nine boats ran aground off Pell Rock, keeper Ines Vall said.{KEPT}",
        f"Eight boats ran aground off Pell Rock, pilot Karel Dunn said.{KEPT}",
    )
    found = compared(build_ledger(reports), "Nine boats", "Eight boats")
    assert found is not None
    assert found.relation is Relation.CONTRADICTS
