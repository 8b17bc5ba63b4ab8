"""Quotation marks, paragraphs, datelines: what the steps stand on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import text
from rashomon.ledger import Block, Passage, Report, Role, Span
from rashomon.text import Paragraph, crossed, nested_quotations, parse, parse_passages, quotations
from told import make_report

MARKED = st.text(alphabet="ab ,.“”„«»‘’'\"", max_size=60)


def inner(words: str) -> list[str]:
    return [words[q.inner.start : q.inner.end] for q in quotations(words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("He said “the mill is gone” and left.", ["the mill is gone"]),
        ('He said "the mill is gone" and left.', ["the mill is gone"]),
        ("He said «the mill is gone» and left.", ["the mill is gone"]),
        ("He said „the mill is gone“ and left.", ["the mill is gone"]),
        ("He said ‘the miller’s boat is gone’ and left.", ["the miller’s boat is gone"]),
        ("The miller's boats' sails are gone.", []),
        ("“One,” he said. “Two.”", ["One,", "Two."]),
    ],
)
def test_quotations_are_what_stands_between_marks(words: str, found: list[str]) -> None:
    assert inner(words) == found


def test_quotation_left_open_runs_to_the_end() -> None:
    (found,) = quotations("He said: “The mill is gone.")
    assert (found.inner, found.closed) == (Span(10, 27), False)


def test_single_marks_within_double_ones_are_nested() -> None:
    words = "“He told me ‘the mill is gone’ twice,” she said."
    (outer,) = quotations(words)
    (nested,) = nested_quotations(words, outer)
    assert words[nested.inner.start : nested.inner.end] == "the mill is gone"


@given(MARKED)
def test_quotations_follow_one_another_within_the_text(words: str) -> None:
    at = 0
    for found in quotations(words):
        assert at <= found.outer.start < found.inner.start <= found.inner.end <= found.outer.end <= len(words)
        assert words[found.outer.start] in "“„«\"'‘"
        at = found.outer.end


@given(MARKED)
def test_nested_quotations_lie_within_the_outer_one(words: str) -> None:
    for outer in quotations(words):
        for nested in nested_quotations(words, outer):
            assert outer.inner.start <= nested.outer.start <= nested.outer.end <= outer.inner.end


def paragraphs_of(report: Report, *passages: Passage) -> list[str]:
    whole = Passage(report=report.id, role=Role.ARTICLE, voice=None, start=0, end=len(report.text))
    return [p.doc.text for p in parse_passages(report, passages or (whole,))]


def test_each_block_is_parsed_for_itself() -> None:
    report = make_report("The mill burned\n\n  The river rose. ")
    assert paragraphs_of(report) == ["The mill burned", "The river rose."]


def test_boilerplate_is_not_parsed() -> None:
    report = make_report("Log in\nThe river rose.")
    menu = Passage(report=report.id, role=Role.BOILERPLATE, voice=None, start=0, end=7)
    story = Passage(report=report.id, role=Role.ARTICLE, voice=None, start=7, end=22)
    assert paragraphs_of(report, menu, story) == ["The river rose."]


@pytest.mark.parametrize("dateline", ["ELM HAVEN, May 7 (Tern Post) - ", "Elm Haven (Tern Post) — ", "ELM HAVEN -- "])
def test_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    assert paragraphs_of(make_report(f"{dateline}The river rose.")) == ["The river rose."]


def test_block_that_two_passages_share_is_cut_between_them() -> None:
    report = make_report("The mill burned. The river rose.")
    halves = [
        Passage(report=report.id, role=Role.ARTICLE, voice=None, start=start, end=end)
        for start, end in ((0, 17), (17, 32))
    ]
    assert paragraphs_of(report, *halves) == ["The mill burned.", "The river rose."]


def test_long_block_is_cut_at_white_space_without_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_PARAGRAPH_CHARS", 20)
    words = "one two three four five six seven eight nine ten"
    pieces = paragraphs_of(make_report(words))
    assert "".join(pieces) == words
    assert [p for p in pieces if len(p) > 20] == []


def test_span_of_tokens_is_in_the_offsets_of_the_report() -> None:
    report = make_report("First.\n\n“Zoë’s mill,” 😀 he said.")
    report = Report(file="a", sha256=report.sha256, text=report.text, blocks=(Block(start=8, end=len(report.text)),))
    whole = Passage(report=report.id, role=Role.ARTICLE, voice=None, start=0, end=len(report.text))
    (paragraph,) = parse_passages(report, (whole,))
    for token in paragraph.doc:
        start, end = paragraph.span([token])
        assert report.text[start:end].replace("’", "'") == token.text


@pytest.mark.parametrize(
    ("word", "lemma"), [("hoped", "hope"), ("hoping", "hope"), ("taped", "tape"), ("hopped", "hop")]
)
def test_verbs_of_one_form_are_not_confused(word: str, lemma: str) -> None:
    (doc,) = text.parse([f"They {word} to win."])
    assert doc[1].lemma_ == lemma


@given(
    st.lists(st.integers(0, 60), min_size=2, unique=True).map(sorted), st.tuples(st.integers(0, 60), st.integers(1, 20))
)
def test_crossed_spans_are_those_that_share_a_character(edges: list[int], at: tuple[int, int]) -> None:
    spans = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    span = Span(at[0], at[0] + at[1])
    assert list(crossed(spans, span)) == [n for n, s in enumerate(spans) if s.start < span.end and span.start < s.end]


def test_tokens_of_a_span_are_those_that_begin_in_it() -> None:
    (doc,) = parse(["The ferry sank."])
    paragraph = Paragraph(report="r", passage="p", start=100, doc=doc)
    assert [t.text for t in paragraph.tokens(Span(104, 110))] == ["ferry"]
    assert [t.text for t in paragraph.tokens(Span(105, 111))] == ["sank"]
    assert paragraph.tokens(Span(0, 100)) == []
    assert paragraph.extent == Span(100, 115)
