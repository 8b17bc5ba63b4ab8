"""The attribution tagger: what is decided from the networks' word, and that the shipped ones read."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from rashomon.ledger import Span
from rashomon.models.attribution import Choice, Reading, Tagged, decide, tagger

WORDS = tuple(Span(at, at + 1) for at in range(0, 20, 2))
LETTERS = {"-": 0, "s": 1, "c": 2, "o": 3}


def reading(*rows: str, begins: float = 0.9) -> Reading:
    """What the networks would say if they were 90 % sure of each letter: s source, c cue, o content, - none."""
    roles = np.full((len(rows), len(WORDS), 4), 0.1 / 3, dtype=np.float32)
    for row, letters in enumerate(rows):
        for at, letter in enumerate(letters):
            roles[row, at, LETTERS[letter]] = 0.9
    cues = tuple(letters.index("c") for letters in rows)
    return Reading(words=WORDS, begins=np.full(len(rows), begins, dtype=np.float32), cues=cues, roles=roles)


def quoted(text: str, tagged: Tagged) -> tuple[list[str], list[str], list[str]]:
    sides = tagged.source, tagged.cue, tagged.content
    source, cue, content = ([text[start:end] for start, end in spans] for spans in sides)
    return source, cue, content


def test_words_become_spans_from_first_to_last() -> None:
    (tagged,) = decide(reading("ss-ccooo--"), Choice())
    assert (tagged.source, tagged.cue, tagged.content) == (((0, 3),), ((6, 9),), ((10, 15),))


def test_content_may_stand_in_pieces_around_its_cue() -> None:
    (tagged,) = decide(reading("ooosc-oooo"), Choice())
    assert tagged.content == ((0, 5), (12, 19))


def test_a_single_odd_word_does_not_break_content() -> None:
    (tagged,) = decide(reading("scooo-oooo"), Choice(content_change=2.0))
    assert tagged.content == ((4, 19),)


def test_nobody_named_is_no_source() -> None:
    (tagged,) = decide(reading("--cooo----"), Choice())
    assert tagged.source == ()


@pytest.mark.parametrize(("begins", "found"), [(0.17, 0), (0.19, 1)])
def test_what_is_not_sure_enough_is_left_out(begins: float, found: int) -> None:
    assert len(decide(reading("scooo-----", begins=begins), Choice(score=0.4))) == found


def test_of_two_cues_one_within_the_other_one_stays() -> None:
    both = reading("sccoooo---", "s-coooo---")
    assert [tagged.cue for tagged in decide(both, Choice())] == [((2, 5),)]


def test_a_word_is_content_of_one_cue_unless_it_may_be_of_two() -> None:
    two = reading("scooooo---", "---scooooo")
    assert [tagged.content for tagged in decide(two, Choice(alone=False))] == [((4, 13),), ((10, 19),)]
    (first, second) = (tagged.content for tagged in decide(two, Choice()))
    assert first == ((4, 9),) or second == ((14, 19),)
    assert first[-1].end <= second[0].start


def test_a_cue_without_content_is_no_attribution() -> None:
    assert decide(reading("sc--------"), Choice()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour master said the ferry had sailed.", ("The harbour master", "said", "the ferry had sailed")),
        ("“We saw no smoke,” said Oda Brenn.", ("Oda Brenn", "said", "“We saw no smoke,”")),
        ("According to Oda Brenn, the lamp was out.", ("Oda Brenn", "According to", "the lamp was out")),
    ],
)
def test_the_shipped_networks_read_plain_cases(text: str, expected: tuple[str, str, str]) -> None:
    (tagged,) = tagger().predict(text)
    assert quoted(text, tagged) == tuple([side] for side in expected)


def test_offsets_hold_in_the_middle_of_a_long_text() -> None:
    filler = "The lane is narrow and the trees are old.\n" * 40
    text = f"{filler}Oda Brenn denied that the lamp was out.\n{filler}"
    assert [quoted(text, each) for each in tagger().predict(text)] == [
        (["Oda Brenn"], ["denied"], ["that the lamp was out"])
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "The lane is narrow."])
def test_nothing_said_is_nothing_found(text: str) -> None:
    assert tagger().predict(text) == ()


def test_contents_do_not_overlap_and_cues_come_in_order() -> None:
    text = "Oda Brenn said the lamp was out, but Ivo Tamm denied it. “It burned,” he said. Critics claim otherwise."
    found = tagger().predict(text)
    contents = sorted(span for tagged in found for span in tagged.content)
    assert len(found) >= 3
    assert all(left.end <= right.start for left, right in pairwise(contents))
    assert [tagged.cue for tagged in found] == sorted(tagged.cue for tagged in found)
