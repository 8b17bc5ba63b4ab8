"""What a speaker does with his words, where the cue leaves it open."""

from __future__ import annotations

import pytest

from rashomon.ledger import Stance
from told import tell


@pytest.mark.parametrize(
    "text",
    [
        "“There was no order to fire,” said Anna Keller.",
        "“We never opened the valve,” said Anna Keller.",
        "“No patient was in that wing,” said Anna Keller.",
        "“Neither the council nor the mayor sells water,” said Anna Keller.",
        "“Not one of my men has so much as a bruise,” Anna Keller said.",
        "“I was not hired by any council,” Anna Keller said.",
        "Anna Keller said the paper had put words into his mouth.",
        "“The delay had nothing to do with the fire,” Anna Keller said.",
        "Anna Keller said the letter was invented.",
        "“Nobody was in the mill,” Anna Keller said.",
        "“That is not true,” Anna Keller said.",
        "The report does not correspond to the facts, Anna Keller said.",
        "“They have never had one,” Anna Keller said.",
        "Nobody could have been hurt, Anna Keller said.",
        "“No guard of ours carries a gun,” Anna Keller said.",
    ],
)
def test_what_answers_others_is_denied(text: str) -> None:
    (claim,) = tell(text).claims
    assert claim.speaker.stance is Stance.DENIES


@pytest.mark.parametrize(
    "text",
    [
        "The committee concluded that the lorry had not stopped at the gate.",  # a finding
        "“The tanker wore no flag,” Anna Keller said.",  # what it was like
        "“I did not expect a letter,” said Anna Keller.",  # of herself
        "Anna Keller said that none of the workers had received a reply yet.",  # up to now
        "“No bridge here is built for that,” Anna Keller said.",  # in general
        "“I am not a lawyer,” said Anna Keller.",
        "Anna Keller said that nobody came until noon.",  # when they came
        "“He hasn't got a key,” said Anna Keller.",
    ],
)
def test_what_merely_was_not_so_is_asserted(text: str) -> None:
    (claim,) = tell(text).claims
    assert claim.speaker.stance is Stance.ASSERTS


@pytest.mark.parametrize(
    ("text", "words", "stance"),
    [
        ("“If the levy stays, I will leave the cabinet,” Anna Keller said.", "If the levy stays", Stance.PROMISES),
        ("Anna Keller said she would have to sleep on it.", "she would have to sleep", Stance.ASSERTS),
        ("“Parents have a right to know it,” said Anna Keller.", "a right to know it", Stance.DEMANDS),
        ("“His account is flimsy,” said Anna Keller.", "His account is flimsy", Stance.DOUBTS),
        ("Reports that the mill burned are untrue.", "the mill burned", Stance.DENIES),
        ("This is the work of men who had not come to dance.", "had not come", Stance.ASSERTS),
        ("If there had been a fire, the roof would be black.", "the roof would be black", Stance.DENIES),
        ("Where they got the guns is a mystery to us.", "the guns", Stance.DOUBTS),
        ("I want that clerk in court.", "clerk", Stance.DEMANDS),
        ("Please send your letters to the mayor.", "your letters", Stance.ASKS),
        ("We ask all who saw it to write to us.", "We ask", Stance.ASKS),
        ("The mayor undertook to publish the letters.", "the letters", Stance.PROMISES),
        ("If a boat came near, the ministry said, the reply would be immediate.", "the reply", Stance.PROMISES),
        ("The council warned the firm against using the weir.", "using the weir", Stance.DEMANDS),
        ("The warden was furious at the suggestion that he had slept.", "he had slept", Stance.DENIES),
        ("Not one of the seven witnesses noticed any smoke.", "any smoke", Stance.DENIES),
        ("Karl Brandt's claim of twelve thefts was dismissed by the mayor as a joke.", "twelve thefts", Stance.DENIES),
        ("The mayor described the register as a forgery.", "a forgery", Stance.DENIES),
        ("The bishop takes no view on whether the vote was fair.", "the vote was fair", Stance.DOUBTS),
        ("The mayor called the allegation absurd.", "the allegation absurd", Stance.DENIES),
        ("The mayor called the road absurd.", "the road absurd", Stance.ASSERTS),
        ("The firm assured the public that it would pay.", "it would pay", Stance.PROMISES),
        ("The firm assured the public that the dam is dry.", "the dam is dry", Stance.ASSERTS),
        ("The judge declined to say whether the gate was shut.", "the gate was shut", Stance.DOUBTS),
        ("The judge refused to rule out that the dam had leaked.", "the dam had leaked", Stance.DOUBTS),
        ("The union asked the ministry to explain where the money went.", "where the money went", Stance.ASKS),
    ],
)
def test_words_tell_what_is_done_with_them(text: str, words: str, stance: Stance) -> None:
    assert tell(text).claim(words).speaker.stance is stance


def test_what_is_called_an_insinuation_is_not_asserted_by_who_rejects_it() -> None:
    claim = tell("The mayor rejects the insinuation that pupils were in the hall.").claim("pupils were in the hall")
    assert (claim.speaker.stance, claim.negated) == (Stance.DENIES, True)


def test_not_one_negates_once() -> None:
    assert tell("Not one of the cells has a window.").claim("cells has a window").negated
