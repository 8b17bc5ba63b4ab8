"""Windows: what an encoder reads, and where in the text it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from rashomon.models.attribution import WEIGHTS
from rashomon.models.windows import Window, cut_windows, paragraphs

TOKENIZER = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))


def windows_of(text: str, *, max_pieces: int = 24) -> tuple[Window, ...]:
    return cut_windows(TOKENIZER, text, paragraphs(text), max_pieces=max_pieces)


def looks(text: str) -> dict[str, int]:
    (window,) = windows_of(text)
    return {text[start:end]: mark for (start, end), mark in zip(window.spans, window.marks, strict=True) if start < end}


def test_a_paragraph_is_a_line_that_is_not_blank() -> None:
    text = "One.\n\n  \nTwo and more."
    assert [text[start:end] for start, end in paragraphs(text)] == ["One.", "Two and more."]


def test_paragraphs_share_a_window_only_when_they_fit_whole() -> None:
    text = "\n".join(["a b c d e f"] * 3)
    assert [len(window.ids) for window in windows_of(text, max_pieces=15)] == [15, 8]
    assert [len(window.ids) for window in windows_of(text, max_pieces=14)] == [8, 8, 8]


@given(st.lists(st.integers(0, 90), max_size=6))
@settings(deadline=None)
def test_every_piece_counts_in_exactly_one_window(sizes: list[int]) -> None:
    text = "\n".join("x " * size for size in sizes)
    counted = [
        span
        for window in windows_of(text)
        for span in list(window.spans[window.first : window.last])
        if span.start < span.end
    ]
    assert sorted(counted) == [(at, at + 1) for at, char in enumerate(text) if char == "x"]


def test_no_window_is_longer_than_allowed() -> None:
    assert {len(window.ids) for window in windows_of("x " * 100 + "\ny")} == {24, 3}


def test_words_are_numbered_on_through_the_paragraphs() -> None:
    (window,) = windows_of("Unputdownable it is.\nSo.")
    numbers = [word for word in window.words if word >= 0]
    assert sorted(set(numbers)) == list(range(6))
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("quoted", ["“b”", "„b“", '"b"', "«b»"])
def test_what_stands_between_quotation_marks_looks_quoted(quoted: str) -> None:
    seen = looks(f"a {quoted} c")
    assert [seen[word] % 3 for word in ("a", quoted[0], "b", quoted[-1], "c")] == [0, 2, 1, 2, 0]


def test_letter_case_is_kept_beside_the_pieces() -> None:
    seen = looks("to Rome NATO 12")
    assert [seen[word] // 3 for word in ("to", "Rome", "NATO", "12")] == [0, 1, 2, 3]
