"""Whom a source stands for, mechanism by mechanism."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.ledger import Passage, Role
from told import make_report, tell, tell_passages


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (  # the words that a tag is let into tell of another
            "The dam failed, the engineer Siri Dahl said. Lars Ohm, she said, died in the pump house.",
            "died in the pump house",
            "Siri Dahl",
        ),
        (  # whoever stands in another's words is not that other
            "“He told me: ‘I have sold the mill,’” said Petra Moe. Her brother Nils Moe has left the town.",
            "I have sold the mill",
            "Nils Moe",
        ),
        (  # he is one, and they are several
            "Two senators pressed Peter Lang to explain his claim that the mill was sold.",
            "the mill was sold",
            "Peter Lang",
        ),
        (  # in other words, he is
            "Peter Lang told the council that he still denied selling the mill.",
            "selling the mill",
            "Peter Lang",
        ),
        (  # beside another word for him
            "Two men came. One of them, the miller Peter Lang, laughs at it. “The wheel was still,” he said.",
            "The wheel was still",
            "Peter Lang",
        ),
        (  # one whom the report calls something else gives way
            "Lang will talk, the warden, Tom Ash, promised. Peter Lang came by boat. The sailor said that it rained.",
            "it rained",
            "Peter Lang",
        ),
        (  # the only one who has no role yet
            "Ms Frey met the baker Anna Keller and the miller Bo Lang. The Minister demanded that the mill be closed.",
            "the mill be closed",
            "Frey",
        ),
        (  # the company is the one that the report is about
            "The quarry belongs to Basalt Works. Basalt Works paid for it. The company says that nobody was hurt.",
            "nobody was hurt",
            "Basalt Works",
        ),
        (  # they are an institution, not the last person
            "The council wrote to Anna Keller. They say that the mill is safe.",
            "the mill is safe",
            "council",
        ),
        (  # the six who were counted
            "Four divers went down. All of the four agree that the water was clear.",
            "the water was clear",
            "four divers",
        ),
        (  # what they said she said
            "Peter Lang explained it. What Ms Frey did say was that the lift was old.",
            "the lift was old",
            "Frey",
        ),
        (  # a name whose relative clause stands between it and the verb
            "Erik Lund, whose barn was the first to burn, says the wind came from the north.",
            "the wind came from the north",
            "Erik Lund",
        ),
        (  # to whom the page turned
            "My cousin Ida Moll was there. I wrote to Ms Stolz. She replied that the gate was shut.",
            "the gate was shut",
            "Stolz",
        ),
        (  # several, and one of them
            "According to two former clerks, the pumps are broken. “They sold the pumps,” one of them said.",
            "They sold the pumps",
            "two former clerks",
        ),
        (  # one who is beside an institution's plural
            "Our advisers, Lynx Partners, believe that the dam is safe.",
            "the dam is safe",
            "Lynx Partners",
        ),
        (  # whose name follows the words for him
            "Nobody, according to their leader, Karl Brandt, came before noon.",
            "came before noon",
            "Karl Brandt",
        ),
        (  # the father of whose son is told
            "Karl Brandt's daughter Mia is in the clinic. “The wheel was still,” the father said.",
            "The wheel was still",
            "Karl Brandt",
        ),
        (  # of whom the sentence before a quotation tells
            "Anna Keller spoke first. The mill was old, she said.\nKarl Brandt was furious. “It never ran.”",
            "It never ran",
            "Karl Brandt",
        ),
        (  # not the one to whom it was told
            "The warden, Karl Brandt, was informed from headquarters that the mill would stay shut.",
            "the mill would stay shut",
            "headquarters",
        ),
        (  # those counted, none of whom saw it
            "Not one of the seven witnesses noticed any smoke.",
            "any smoke",
            "seven witnesses",
        ),
        (  # she, of her information
            "Anna Keller spoke at noon. According to her information two barges sank.",
            "two barges sank",
            "Anna Keller",
        ),
        (  # another patrol than the one before
            "The patrol in Norby heard two shots. The patrol in Sundby heard three horns.",
            "three horns",
            "patrol in Sundby",
        ),
        (  # it, the patrol
            "The patrol went to the mill. It said that two boats had come.",
            "two boats had come",
            "patrol",
        ),
        (  # both sides of the tag
            "The mill had kept to the rules, Karl Brandt stressed: “We have never missed a day.”",
            "had kept to the rules",
            "Karl Brandt",
        ),
        (  # a document, and not the copy of it
            "The mill's log, a copy of which lies before this paper, puts the first boat at 9.15.",
            "the first boat",
            "mill's log",
        ),
        (  # the log by its owner's name
            "Basalt Works denies it. Basalt Works paid. According to its log, the pump stopped at noon.",
            "the pump stopped at noon",
            "Basalt Works's log",
        ),
        (  # whom the lead calls by his office, and the next paragraph by rank and name
            "Guns shelled the mill, the spokesman of the army said.\nThe shells fell, Colonel Karl Brandt told us.",
            "Guns shelled the mill",
            "Karl Brandt",
        ),
        (  # what all know, all do not say
            "The boy is a thief, Anna Keller said, all of the village knows him.",
            "The boy is a thief",
            "Anna Keller",
        ),
        (  # it, that looked
            "The patrol went to the mill, the patrol said. It assessed two holes as old.",
            "two holes",
            "patrol",
        ),
        (  # who is called by a letter
            "T., a student of 20, was seized in a tram. He was put into a van, he says. Karl Brandt came later.",
            "put into a van",
            "T.",
        ),
        (  # his first name
            "A man who gave only his first name, Nils, told the court he was held for four days.",
            "held for four days",
            "Nils",
        ),
        (  # "saying" goes on with the subject of the sentence
            "The ministry on Friday rejected allegations by a guild that men were beaten, saying no one had been held.",
            "no one had been held",
            "ministry",
        ),
        (  # many words shortened to what he is
            "A nurse at the old harbour clinic said that two were hurt.",
            "two were hurt",
            "nurse",
        ),
    ],
)
def test_source_stands_for(text: str, words: str, speaker: str) -> None:
    assert tell(text).chain(words)[-1] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "According to what we know today, the dam broke at noon.",
        "Neither the mayor nor the warden knew that the dam broke at noon.",
    ],
)
def test_what_is_nobody_elses_word_is_the_pages_own(text: str) -> None:
    assert tell(text).chain("the dam broke at noon") == ["Tern Post"]


def test_our_department_is_the_page() -> None:
    told = tell("Our control department discovered that the gate was open.")
    assert told.chain("the gate was open") == ["Tern Post"]


@pytest.mark.parametrize(
    ("told_to", "outlet"),
    [("the weekly Dockside News", "Dockside News"), ("Reuters", "Reuters"), ("the Coast Herald", "Coast Herald")],
)
def test_outlet_is_called_by_its_name(told_to: str, outlet: str) -> None:
    told = tell(f"Peter Lang told {told_to} that the mill was empty.")
    assert told.chain("the mill was empty") == ["Tern Post", outlet, "Peter Lang"]


def test_a_news_conference_is_no_outlet() -> None:
    told = tell("Peter Lang told a news conference that the mill was empty.")
    assert told.chain("the mill was empty") == ["Tern Post", "Peter Lang"]


def test_initials_of_the_page_are_the_page() -> None:
    told = tell("“The mill was empty,” Peter Lang told TP.", publisher="Tern Post")
    assert told.chain("The mill was empty") == ["Tern Post", "Peter Lang"]


def test_headlines_bare_role_is_who_bears_it_below() -> None:
    text = "Fire chief: mill was empty\nFire Chief Anna Keller came at noon. She spoke to everybody."
    report, split = make_report(text), text.index("\n")
    headline = Passage(report=report.id, role=Role.HEADLINE, voice="Tern Post", start=0, end=split)
    article = Passage(report=report.id, role=Role.ARTICLE, voice="Tern Post", start=split, end=len(text))
    assert tell_passages(report, (headline, article)).chain("mill was empty") == ["Tern Post", "Anna Keller"]


def test_headlines_quotation_is_whose_words_it_shortens() -> None:
    text = "“We called and it sailed on”\n“We called to the grey boat and it sailed on,” said Anna Keller."
    report, split = make_report(text), text.index("\n")
    headline = Passage(report=report.id, role=Role.HEADLINE, voice="Tern Post", start=0, end=split)
    article = Passage(report=report.id, role=Role.ARTICLE, voice="Tern Post", start=split, end=len(text))
    assert tell_passages(report, (headline, article)).speaker("We called and it sailed on") == "Anna Keller"


def test_i_of_a_page_with_one_author_is_the_author() -> None:
    text = "In my view the mill is lost."
    report = replace(make_report(text), authors=("Gudrun Sand",))
    article = Passage(report=report.id, role=Role.ARTICLE, voice="Tern Post", start=0, end=len(text))
    assert tell_passages(report, (article,)).chain("the mill is lost") == ["Tern Post", "Gudrun Sand"]


def test_whom_an_outlet_quotes_speaks_on_its_word() -> None:
    told = tell("The Coast Herald, quoting a customs officer, writes that the crates were empty.")
    assert told.chain("the crates were empty") == ["Tern Post", "Coast Herald", "customs officer"]


def test_words_after_a_semicolon_are_still_the_speakers() -> None:
    told = tell("He had come alone, Anna Keller said; by noon he was asleep in the barn.")
    assert told.chain("he was asleep in the barn") == ["Tern Post", "Anna Keller"]


def test_what_was_watched_by_many_is_on_nobodys_word() -> None:
    assert tell("The regatta was watched by 12,300 people.").chain("The regatta") == ["Tern Post"]


def test_what_a_quotations_he_says_is_not_the_speakers() -> None:
    told = tell("“He said he was sorry and that he had to wait,” said Anna Keller, who had met Karl Brandt.")
    assert told.chain("he was sorry") == ["Tern Post", "Anna Keller", "Karl Brandt"]


def test_we_within_quoted_words_is_the_speaker() -> None:
    told = tell("The guests were free to go, Anna Keller said. “We have no key. We urge them to look into the barn.”")
    assert told.chain("to look into the barn") == ["Tern Post", "Anna Keller"]


def test_the_sentence_after_the_one_told_is_the_pages_own() -> None:
    told = tell("The Coast Herald says the girl was twelve. She was ten, and her cousin baked the cake.")
    assert told.chain("She was ten") == ["Tern Post"]


def test_whoever_writes_around_a_reprint_says_it() -> None:
    text = "The smoke came from the north. The roof is still on."
    report = make_report(text)
    around = Passage(report=report.id, role=Role.COMMENTARY, voice="Gudrun Sand", start=0, end=len(text))
    assert tell_passages(report, (around,)).chain("The roof is still on") == ["Tern Post", "Gudrun Sand"]


def test_a_clubs_board_is_the_club_on_its_own_page() -> None:
    told = tell("The board demands an inquiry into the flood.", publisher="Norby Rowing Club")
    assert told.chain("an inquiry into the flood") == ["Norby Rowing Club"]


def test_what_stands_before_another_sentence_of_a_headline_is_the_pages_own() -> None:
    told = tell("Fire at Norby mill kills six, mayor blames thieves")
    assert told.chain("kills six") == ["Tern Post"]
