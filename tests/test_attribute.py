"""Who said what: how speech is given, who speaks, on whose word, and to what end."""

from __future__ import annotations

import pytest

from rashomon.attribute import Reader, _untorn
from rashomon.attribute.find import Found
from rashomon.ledger import Certainty, Mode, Passage, Role, Span, Stance
from told import make_report, tell, tell_passages


@pytest.mark.parametrize(
    ("text", "content", "mode"),
    [
        ("“The mill is gone,” Anna Keller said.", "The mill is gone", Mode.DIRECT),
        ("“The mill is gone,” said Anna Keller.", "The mill is gone", Mode.DIRECT),
        ("Anna Keller said: “The mill is gone.”", "The mill is gone.", Mode.DIRECT),
        ("“The mill,” Anna Keller said, “is gone for good.”", "The mill … is gone for good.", Mode.DIRECT),
        ("Anna Keller said the mill burned down.", "the mill burned down", Mode.INDIRECT),
        ("Anna Keller said that the mill burned down.", "the mill burned down", Mode.INDIRECT),
        ("The mill burned down, Anna Keller said.", "The mill burned down", Mode.INDIRECT),
        ("The roof, Anna Keller said, fell at noon.", "The roof … fell at noon", Mode.INDIRECT),
        ("According to Anna Keller, the mill burned down.", "the mill burned down", Mode.INDIRECT),
        ("The mill burned down, according to Anna Keller.", "The mill burned down", Mode.INDIRECT),
        ("In Anna Keller’s view, the mill is safe.", "the mill is safe", Mode.INDIRECT),
        ("In the view of Anna Keller, the mill is safe.", "the mill is safe", Mode.INDIRECT),
        (
            "Anna Keller said that the mill was “beyond all repair” now.",
            "the mill was “beyond all repair” now",
            Mode.MIXED,
        ),
    ],
)
def test_speech_is_found_however_it_is_given(text: str, content: str, mode: Mode) -> None:
    told = tell(text)
    (found,) = told.attributions
    assert (told.words(found), found.speaker, found.mode) == (content, "Anna Keller", mode)


def test_source_and_cue_are_the_words_on_the_page() -> None:
    told = tell("The mill burned down, the baker Peter Lang said.")
    (found,) = told.attributions
    assert found.source is not None
    assert found.cue is not None
    assert told.report.text[slice(*found.source)] == "the baker Peter Lang"
    assert told.report.text[slice(*found.cue)] == "said"


def test_by_her_account_is_hers_who_was_told_of_before() -> None:
    told = tell("Anna Keller left the mill at noon. By her account, the mill burned for six hours.")
    assert told.speaker("burned for six hours") == "Anna Keller"


def test_quotation_after_the_tag_goes_on_with_the_same_speaker() -> None:
    told = tell("“The mill is gone,” said Anna Keller. “The river took it.”")
    assert told.speaker("The river took it") == "Anna Keller"


def test_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    told = tell("“The mill is gone,” Anna Keller said. “The wheel broke.\n\n“The barn is lost as well.”")
    assert told.speaker("The barn is lost") == "Anna Keller"


def test_colon_at_a_paragraphs_end_announces_the_next_one() -> None:
    told = tell("Anna Keller told what happened then:\n\nThe mill burned down at noon.")
    assert told.speaker("The mill burned down") == "Anna Keller"


def test_nested_quotation_rests_on_the_one_around_it() -> None:
    told = tell("Anna Keller said: “Peter told me, ‘the mill will never burn,’ and I believed him.”")
    inner, outer = told.attribution("the mill will never burn"), told.attribution("I believed him")
    assert (inner.speaker, outer.speaker, inner.on_word_of) == ("Peter", "Anna Keller", outer.id)


def test_speech_within_speech_rests_on_the_outer_speaker() -> None:
    told = tell("Anna Keller said that Peter Lang had told her that the mill was empty.")
    inner = told.attribution("the mill was empty")
    outer = next(a for a in told.attributions if a.speaker == "Anna Keller")
    assert (inner.speaker, inner.on_word_of) == ("Peter Lang", outer.id)


def test_outlet_stands_between_the_page_and_the_mouth() -> None:
    told = tell("Peter Lang told the Coast Herald that the mill was empty.")
    assert told.chain("the mill was empty") == ["Tern Post", "Coast Herald", "Peter Lang"]


def test_page_that_was_told_itself_is_no_link_of_its_own() -> None:
    told = tell("Peter Lang told the Coast Herald that the mill was empty.", publisher="The Coast Herald")
    assert told.chain("the mill was empty") == ["The Coast Herald", "Peter Lang"]


@pytest.mark.parametrize(
    "text",
    [
        "The Coast Herald quoted Peter Lang as saying that the mill was empty.",
        "Peter Lang was quoted by the Coast Herald as saying that the mill was empty.",
    ],
)
def test_words_that_an_outlet_quotes_are_the_speakers_on_its_word(text: str) -> None:
    assert tell(text, by=Reader.RULES).chain("the mill was empty") == ["Tern Post", "Coast Herald", "Peter Lang"]


def test_words_that_nobody_says_who_quotes_rest_on_the_page() -> None:
    told = tell("Peter Lang was quoted as saying that the mill was empty.", by=Reader.RULES)
    assert told.chain("the mill was empty") == ["Tern Post", "Peter Lang"]


@pytest.mark.parametrize(
    "text",
    [
        "Citing the brigade, the Coast Herald said that the mill was empty.",
        "The mill was empty, the Coast Herald reported, citing the brigade.",
    ],
)
def test_those_whom_an_outlet_cites_speak_on_its_word(text: str) -> None:
    told = tell(text, by=Reader.RULES)
    cited = told.attribution("mill was empty")
    assert cited.source is not None
    assert cited.cue is not None
    assert told.report.text[slice(*cited.source)] == "the brigade"
    assert told.report.text[slice(*cited.cue)].lower() == "citing"
    assert told.chain("mill was empty") == ["Tern Post", "Coast Herald", "brigade"]


def test_a_reason_that_is_cited_speaks_for_nobody() -> None:
    told = tell("Citing the high water, Anna Keller said that the mill was empty.", by=Reader.RULES)
    assert told.chain("the mill was empty") == ["Tern Post", "Anna Keller"]


def test_in_view_of_a_reason_is_no_view() -> None:
    assert tell("In view of the flood, the mill is shut.", by=Reader.RULES).attributions == ()


def test_who_is_asked_does_not_ask() -> None:
    told = tell("Asked whether the mill was safe, Anna Keller said that it would burn.", by=Reader.RULES)
    assert [told.words(a) for a in told.attributions] == ["it would burn"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Anna Keller came to the river. She said the mill was empty.", "Anna Keller"),
        ("Anna Keller said she slept. “The mill was empty,” she added.", "Anna Keller"),
        ("Captain Peter Lang was at the quay. The captain said the mill was empty.", "Peter Lang"),
        ("“I slept,” said Peter Lang, a baker.\n\n“The mill was empty,” the baker said.", "Peter Lang"),
        ("Dr Anna Keller spoke first. Keller said the mill was empty.", "Anna Keller"),
        ("The sailor, who gave his name only as Tomas, said the mill was empty.", "Tomas"),
        ("Mr Lang met Mrs Keller. Later she said the mill was empty.", "Keller"),
    ],
)
def test_pronouns_and_roles_stand_for_who_was_named(text: str, speaker: str) -> None:
    found = tell(text).attribution("mill was empty")
    assert (found.speaker, found.named) == (speaker, True)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A police source said the mill was empty.", "police source"),
        ("“The mill was empty,” one of the guards said.", "one of the guards"),
        ("The mill was empty, said a witness who asked not to be named.", "witness"),
    ],
)
def test_unnamed_source_keeps_the_words_that_stand_for_it(text: str, speaker: str) -> None:
    found = tell(text).attribution("mill was empty")
    assert (found.speaker, found.named) == (speaker, False)


def test_unnamed_source_is_the_same_one_the_second_time() -> None:
    told = tell("“Two men ran to the river,” a witness said. The witness said they wore masks.")
    assert [a.speaker for a in told.attributions] == ["witness", "witness"]


@pytest.mark.parametrize(
    "text",
    [
        "The mill reportedly burned for six hours.",
        "The mill is believed to have burned for six hours.",
    ],
)
def test_where_nobody_is_named_there_is_no_speaker_and_no_certainty(text: str) -> None:
    (found,) = tell(text).attributions
    assert (found.speaker, found.source, found.certainty) == (None, None, Certainty.PROBABLE)


@pytest.mark.parametrize(
    "text",
    [
        "Police declined to comment on reports that the mill had burned.",
        "Anna Keller did not respond to allegations that the mill had burned.",
        "Police were called to reports that the mill had burned.",
        "The council is looking into claims that the mill had burned.",
    ],
)
def test_what_is_met_with_is_nobodys_who_meets_with_it(text: str) -> None:
    (found,) = tell(text).attributions
    assert (found.speaker, found.certainty) == (None, Certainty.PROBABLE)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("No fewer than ten guests said that the mill was empty.", "No fewer than ten guests"),
        ("Witness A said that the mill was empty.", "Witness A"),
        ("The guard stuck to his claim that the mill was empty.", "guard"),
        ("The guard’s complaint is that police did not act on reports that the mill was empty.", "guard"),
    ],
)
def test_who_says_so_keeps_what_he_says(text: str, speaker: str) -> None:
    assert speaker in [one.speaker for one in tell(text).attributions]


def test_who_is_accused_accuses_nobody() -> None:
    (found,) = tell("Anna Keller is accused of burning the mill.").attributions
    assert found.speaker is None


def test_it_was_said_names_nobody() -> None:
    (found,) = tell("It was said that the mill burned.", by=Reader.RULES).attributions
    assert (found.speaker, found.source, found.certainty) == (None, None, Certainty.PROBABLE)


def test_what_must_be_assumed_is_the_pages_own_reckoning() -> None:
    assert tell("It must be assumed that the mill burned.", by=Reader.RULES).attributions == ()


def test_first_person_is_the_voice_of_the_page() -> None:
    told = tell("We have said that the mill was empty.", publisher="Tern Post")
    assert told.speaker("the mill was empty") == "Tern Post"


def test_pronoun_in_a_comment_is_not_who_spoke_in_another_comment() -> None:
    report = make_report("Peter Lang left. Peter Lang slept.\nBert Holm said no.\nHe said the mill was empty.")
    article, anna, moss = (
        Passage(report=report.id, role=role, voice=voice, start=block.start, end=block.end)
        for block, role, voice in zip(
            report.blocks, (Role.ARTICLE, Role.COMMENT, Role.COMMENT), ("Tern Post", "anna", "moss"), strict=True
        )
    )
    assert tell_passages(report, (article, anna, moss)).speaker("the mill was empty") == "Peter Lang"


def test_dateline_is_no_subject() -> None:
    told = tell("ELM HAVEN, May 7 (Tern Post) - The mill burned down on Monday, police said.")
    (found,) = told.attributions
    assert (told.words(found), found.speaker) == ("The mill burned down on Monday", "police")


def test_headline_names_its_speaker_before_a_colon() -> None:
    told = tell("Fire chief: doors of the mill were chained")
    (found,) = told.attributions
    assert (told.words(found), found.speaker) == ("doors of the mill were chained", "Fire chief")


def test_quoted_headline_has_the_speaker_of_the_same_words_below() -> None:
    told = tell("“The mill was never safe for anybody”\n\n“The mill was never safe for anybody,” said Anna Keller.")
    assert [a.speaker for a in told.attributions] == ["Anna Keller", "Anna Keller"]


def test_stretch_within_anothers_quotation_is_not_torn_out_of_it() -> None:
    words, middle = Span(40, 70), Span(48, 60)
    quoted = Found(content=(words,), source=None, cue=None, head=None, lemma="claim", mode=Mode.DIRECT)
    called = Found(content=(Span(10, 30), middle), source=None, cue=None, head=None, lemma="call", mode=Mode.MIXED)
    within = Found(content=(middle,), source=None, cue=None, head=None, lemma="say", mode=Mode.INDIRECT)
    kept = [_untorn(one, (quoted, called, within)).content for one in (quoted, called, within)]
    assert kept == [(words,), (Span(10, 30),), (middle,)]


def test_to_call_for_a_veto_is_a_demand_and_calls_nothing_untrue() -> None:
    told = tell("Councillors call for Anna Keller to veto a bill allowing denial of service to sailors.")
    assert told.attribution("veto").stance is Stance.DEMANDS


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Anna Keller denied that the mill burned.", Stance.DENIES),
        ("Anna Keller denied setting the mill on fire.", Stance.DENIES),
        ("Anna Keller rejected the claim that the mill burned.", Stance.DENIES),
        ("Anna Keller demanded a new mill.", Stance.DEMANDS),
        ("Anna Keller insisted on a new mill.", Stance.DEMANDS),
        ("Anna Keller called for a new mill.", Stance.DEMANDS),
        ("Anna Keller called on the council to build a new mill.", Stance.DEMANDS),
        ("Anna Keller asked the council to build a new mill.", Stance.DEMANDS),
        ("Anna Keller urged the council to build a new mill.", Stance.DEMANDS),
        ("Anna Keller called the mill a ruin.", Stance.ASSERTS),
        ("Anna Keller promised to rebuild the mill.", Stance.PROMISES),
        ("Anna Keller confirmed that the mill burned.", Stance.CONFIRMS),
        ("Anna Keller doubted that the mill was safe.", Stance.DOUBTS),
        ("Anna Keller asked whether the mill was safe.", Stance.ASKS),
        ("Anna Keller said the mill was safe.", Stance.ASSERTS),
    ],
)
def test_stance_is_what_the_cue_does(text: str, stance: Stance) -> None:
    (found,) = tell(text).attributions
    assert (found.speaker, found.stance) == ("Anna Keller", stance)


def test_lead_that_holds_back_the_name_is_his_whom_the_next_paragraph_names() -> None:
    told = tell("A farmer said on Monday that he had seen two men.\n\n“They ran to the river,” Peter Lang said.")
    assert told.speaker("seen two men") == "Peter Lang"


def test_lead_keeps_its_nameless_speaker_where_the_next_one_has_another_role() -> None:
    told = tell("A farmer said that he had seen two men.\n\n“They ran,” said Peter Lang, a surgeon. “They ran fast.”")
    assert told.speaker("seen two men") == "farmer"


@pytest.mark.parametrize(
    "text",
    [
        "The mill burned down on Monday.",
        "It seemed that the mill was empty.",
        "I think the mill was empty.",
        "The “old mill” burned.",
        "Nobody said that the mill was empty.",
        "No council has claimed that the mill was empty.",
        "The crew left without saying that the mill was empty.",
        "Contrary to what the crew said, the mill was empty.",
        "A spark was to blame for the fire in the mill.",
    ],
)
def test_what_nobody_said_is_attributed_to_nobody(text: str) -> None:
    assert tell(text).attributions == ()
