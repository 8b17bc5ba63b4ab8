"""Corrections: what is a notice and of which kind, what is none, and what it speaks of."""

from __future__ import annotations

import pytest

from rashomon.corrections import find_corrections
from rashomon.ledger import Amends, Change, Correction, Edition, Passage, Report, Role, Span
from told import make_report, tell


def whole(report: Report, role: Role = Role.ARTICLE) -> Passage:
    return Passage(report=report.id, role=role, voice=None, start=0, end=len(report.text))


def notices(text: str, role: Role = Role.ARTICLE) -> list[tuple[str, str]]:
    """The kind and the words of each notice."""
    report = make_report(text)
    found = find_corrections([report], [whole(report, role)])
    return [(one.kind.value, text[slice(*one.span)]) for one in found]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("correction", "Correction: An earlier version of this article said that nine boats ran aground."),
        ("correction", "CORRECTION (9 May): the keeper is Ines Vall, not Inés Wall."),
        ("correction", "Correction, 12 June 2044: In our story the boat was called Gull."),
        ("correction", "Corrections and clarifications: the lamp was lit in 1912, not 1921."),
        ("correction", "This story has been corrected to say that eight boats ran aground."),
        ("correction", "This article was amended on 9 May 2044 because it misnamed the lamp."),
        ("correction", "This post originally stated that nine boats ran aground."),
        ("correction", "An earlier version of this story misspelled the name of the keeper."),
        ("correction", "Editor’s note: an earlier version misstated the number of boats."),
        ("correction", "EDITOR'S NOTE: We wrongly reported that the lamp was out."),
        ("correction", "(Corrects number of boats in paragraph two to eight, not nine)"),
        ("correction", "CORRECTED-Eight boats aground off Pell Rock"),
        ("correction", "Correction\nThe lamp is called Gull, not Tern."),
        ("clarification", "CLARIFICATION: The harbour office, not the customs office, owns the lamp."),
        ("retraction", "We retract the claim that the keeper slept."),
        ("retraction", "This story has been retracted."),
        ("retraction", "Retraction: our article on the lamp is withdrawn."),
        ("update", "Update: The rescue service now says that eleven are missing."),
        ("update", "UPDATE, 9 May: the rescue service says eleven."),
        ("update", "Editor's note: This story was updated to include a comment of the ministry."),
    ],
)
def test_notice_is_known_with_its_kind(kind: str, text: str) -> None:
    assert notices(text) == [(kind, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Editor's note: This story contains descriptions of violence.",
        "Updated: 9 May 2044 10:41 GMT",
        "Update 3 hours ago",
        "Corrections officer: three escaped from the jail in the night.",
        "Corrections\nThe Tern Post, established 1874",
        "Clarification of the law is needed, the court wrote.",
        "The minister said: “We retract nothing, and this report was withdrawn by mistake.”",
        "An earlier version of the report was sent to the court, he said.",
        "The interview was removed after complaints, the broadcaster said.",
        "Police first reported nine boats.",
    ],
)
def test_what_only_sounds_like_a_notice_is_none(text: str) -> None:
    assert notices(text) == []


def test_notice_within_a_paragraph_begins_with_its_sentence() -> None:
    text = "Eight boats ran aground off the rock. (An earlier version of this article said nine.)"
    assert notices(text) == [("correction", "(An earlier version of this article said nine.)")]


def test_page_furniture_may_hold_a_notice_and_a_readers_comment_is_none() -> None:
    text = "Correction: the boat was called Gull."
    assert notices(text, Role.BOILERPLATE) == [("correction", text)]
    assert notices(text, Role.COMMENT) == []


def spoken_of(correction: Correction, *reports: Report) -> list[str]:
    texts = {report.id: report.text for report in reports}
    return [texts[one.report][one.start : one.end] for one in correction.of]


def test_words_that_a_notice_repeats_are_what_it_speaks_of_and_so_are_their_claims() -> None:
    told = tell(
        "Eight boats ran aground off Pell Rock. The keeper slept.\n"
        "This story has been corrected to say that eight boats ran aground."
    )
    (found,) = find_corrections([told.report], [whole(told.report)], told.claims)
    assert spoken_of(found, told.report) == ["Eight boats ran aground"]
    assert found.claims == (told.claim("Eight boats").id,)


def test_a_word_between_quotation_marks_is_found_as_it_is_written() -> None:
    report = make_report("The lamp is called Gull Light.\nCorrection: we called the lamp “Gull Light” by another name.")
    (found,) = find_corrections([report], [whole(report)])
    assert spoken_of(found, report) == ["Gull Light"]


def test_notice_of_nothing_that_stands_there_speaks_of_nothing() -> None:
    report = make_report("Eight boats ran aground.\nCorrection: the keeper of the lamp was misnamed.")
    (found,) = find_corrections([report], [whole(report)])
    assert (found.of, found.claims) == ((), ())


def test_notice_tells_which_change_between_editions_it_owns_up_to() -> None:
    before = make_report("Nine boats ran aground in fog.", file="a.txt")
    after = make_report("Eight boats ran aground in mist.\nCorrection: they were eight, not nine.", file="b.txt")
    changes = tuple(
        Change(before=Span(before.text.index(was), before.text.index(was) + len(was)), after=Span(at, at + len(now)))
        for was, now in (("Nine", "Eight"), ("fog", "mist"))
        for at in [after.text.index(now)]
    )
    edition = Edition(report=after.id, page="tern.example/boats", number=2, previous=before.id, changes=changes)
    (found,) = find_corrections([before, after], [whole(before), whole(after)], (), [edition])
    assert (found.kind, spoken_of(found, before, after)) == (Amends.CORRECTION, ["Nine", "Eight"])
