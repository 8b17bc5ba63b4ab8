"""Claims: clauses in their exact words, their chains, and whether they say that something is so."""

from __future__ import annotations

import pytest

from rashomon.ledger import Asserted, Certainty, Passage, Role, Stance, quote
from told import make_report, tell, tell_passages


def test_sentence_is_cut_into_clauses() -> None:
    told = tell("The lamp was lit, and the keeper, who had slept at noon in the tower, came down because he was cold.")
    assert [claim.text for claim in told.claims] == [
        "The lamp was lit",
        "the keeper, … , came down",
        "who had slept at noon in the tower",
        "because he was cold",
    ]


def test_purpose_is_a_claim_of_its_own_and_a_plan() -> None:
    told = tell("The keeper was moved to the island in May to mend the lamp and paint the tower.")
    assert [(claim.text, claim.asserted) for claim in told.claims] == [
        ("The keeper was moved to the island in May", Asserted.STATED),
        ("to mend the lamp", Asserted.PLAN),
        ("paint the tower", Asserted.PLAN),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The keeper was not sent there to mend the lamp.",
        "The keeper returned only to find the lamp in pieces.",
        "The keeper swerved to avoid the lamp on the pier.",
    ],
)
def test_what_was_not_done_or_meant_is_no_purpose(text: str) -> None:
    assert len(tell(text).claims) == 1


def test_relative_clause_tells_of_how_many() -> None:
    told = tell("She met all thirteen men who came back with the boat, and the keeper, who slept in the tower.")
    assert told.claim("came back").text == "all thirteen men who came back with the boat"
    assert told.claim("slept").text == "who slept in the tower"


@pytest.mark.parametrize("text", ["Jan Novak, 61, came.", "“It was dark,” said Jan Novak, aged 61, of Tern."])
def test_age_beside_a_name_is_a_claim_of_its_own(text: str) -> None:
    told = tell(text)
    (age,) = [claim for claim in told.claims if claim.quantities]
    assert age.text in ("Jan Novak, 61", "Jan Novak, aged 61")
    assert [(a.role, a.name or a.phrase) for a in age.arguments] == [("subject", "Jan Novak"), ("complement", "61")]


def test_age_in_what_somebody_denies_is_told_by_the_page() -> None:
    told = tell("Anna Keller denied that Jan Novak, 61, had come.")
    assert [link.name for link in next(c for c in told.claims if c.quantities).chain] == ["Tern Post"]


@pytest.mark.parametrize(
    ("text", "refuted"),
    [
        ("If the lamp had been lit, the boat would have turned.", True),
        ("If the keeper was awake, wouldn't he have lit the lamp?", True),
        ("If the keeper was awake, would he have lit the lamp?", False),
        ("If the lamp had been stolen, they would act.", False),
        ("If the lamp is lit, the boat will turn.", False),
    ],
)
def test_what_is_supposed_only_to_refute_it_is_denied(text: str, refuted: bool) -> None:
    claim = tell(text).claim("If")
    assert (claim.negated, claim.denied, claim.asserted) == (refuted, refuted, Asserted.CONDITIONAL)


def test_claims_words_stand_at_its_spans() -> None:
    told = tell("The roof, Anna Keller said, fell at noon. “The mill,” she said, “is gone for good.”")
    assert len(told.claims) == 2
    for claim in told.claims:
        assert claim.text == quote(told.report.text, claim.spans)


def test_tag_is_no_part_of_the_claim() -> None:
    told = tell("The mill burned down, the baker Peter Lang said on Monday.")
    assert [claim.text for claim in told.claims] == ["The mill burned down"]


def test_own_voice_has_a_chain_of_one() -> None:
    assert tell("The mill burned down.").chain("The mill burned down") == ["Tern Post"]


def test_page_that_does_not_name_itself_is_called_by_its_file() -> None:
    assert tell("The mill burned down.", publisher=None).chain("The mill burned down") == ["tern.txt"]


@pytest.mark.parametrize(
    ("role", "voice", "chain"),
    [
        (Role.COMMENT, "moss", ["Tern Post", "moss", "police"]),
        (Role.REPRINT, "Marsh Radio", ["Tern Post", "Marsh Radio", "police"]),
        (Role.REPRINT, "Tern Post", ["Tern Post", "police"]),
        (Role.COMMENTARY, "Tern Post", ["Tern Post", "police"]),
    ],
)
def test_chain_runs_from_the_publisher_through_the_voice_to_the_speaker(
    role: Role, voice: str, chain: list[str]
) -> None:
    report = make_report("The mill burned down, police said.")
    passage = Passage(report=report.id, role=role, voice=voice, start=0, end=len(report.text))
    assert tell_passages(report, (passage,)).chain("The mill burned down") == chain


def test_chain_holds_each_speaker_with_his_stance() -> None:
    told = tell("Anna Keller said that the ministry had denied that the mill was empty.")
    links = [(link.name, link.stance) for link in told.claim("the mill was empty").chain]
    assert links == [("Tern Post", Stance.ASSERTS), ("Anna Keller", Stance.ASSERTS), ("ministry", Stance.DENIES)]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The crew reached the tower.", False),
        ("The crew did not reach the tower.", True),
        ("The crew never reached the tower.", True),
        ("Nobody reached the tower.", True),
        ("No boat reached the tower.", True),
        ("Not one boat reached the tower.", True),
        ("The crew failed to reach the tower.", True),
        ("The crew did not fail to reach the tower.", False),
        ("The crew refused to leave the tower.", True),
        ("There was nothing but smoke in the tower.", False),
        ("Not only the crew reached the tower.", False),
        ("No more than three boats reached the tower.", False),
        ("The mayor denied that the crew reached the tower.", True),
        ("The mayor denied that the crew did not reach the tower.", False),
        ("The mayor rejected the claim that the crew reached the tower.", True),
        ("The mayor said the crew reached the tower.", False),
        ("The crew reached the tower, bidden or not.", False),
        ("The mayor heard no shots from the tower.", True),
        ("The mayor denied that no one reached the tower.", False),
        ("The crew did not see a boat nor a light in the tower.", True),
        ("The crew saw no boat, nor a light in the tower.", True),
        ("The mayor denied using the tower for storage.", True),
        ("There is no question of a light in the tower.", True),
        ("Reports that the crew reached the tower are not false.", False),
        ("The report posted on the tower was false.", False),
        ("It may not be true that the crew reached the tower.", False),
        ("The guard said nothing, suggesting that the crew reached the tower.", False),
        ("The crew was unable to reach the tower.", True),
        ("The tower was neither lit nor locked.", True),
        ("There is no doubt that the crew reached the tower.", False),
        ("It is not true that the crew reached the tower.", True),
        ("It is true that the crew reached the tower.", False),
        ("Reports that the crew reached the tower are false.", True),
        ("There is no truth in the report that the crew reached the tower.", True),
        ("There is nothing to suggest that the crew reached the tower.", True),
        ("Nothing suggests that the crew reached the tower.", True),
        ("The crew was anything but glad to see the tower.", True),
        ("The court acquitted the crew of burning the tower.", True),
        ("Rather than leave the tower, the crew lit a fire.", True),
        ("No one denied that the crew reached the tower.", False),
        ("The crew no longer holds the tower.", True),
        ("The mayor laughed off reports that the crew reached the tower.", True),
        ("The fire in the tower hurt no one.", True),
        ("The fire in tower no. 2 hurt the crew.", False),
        ("The claim that the crew reached the tower proved false.", True),
        ("It is a myth that the crew reached the tower.", True),
        ("The Post apologised for the fire in the tower.", False),
        ("The crew did not plead guilty to burning the tower.", True),
        ("The court threw out the claim that the crew reached the tower.", True),
        ("The crew held the tower no longer than an hour.", False),
        ("The mayor no longer thinks that the crew reached the tower.", True),
        ("Anna Keller pleaded not guilty to burning the tower.", True),
        ("Anna Keller pleaded guilty to burning the tower.", False),
    ],
)
def test_negation(text: str, negated: bool) -> None:
    assert tell(text).claim("tower").negated is negated


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("The dam broke at noon.", Asserted.STATED),
        ("If the dam breaks, the village will drown.", Asserted.CONDITIONAL),
        ("The dam would break in a storm.", Asserted.CONDITIONAL),
        ("Anna Keller never meant to imply that the dam broke at noon.", Asserted.CONDITIONAL),
        ("The village hopes the dam breaks.", Asserted.WISH),
        ("The union demanded a higher dam.", Asserted.WISH),
        ("The village wants to break the dam.", Asserted.WISH),
        ("The council will open the dam.", Asserted.PLAN),
        ("The council plans to open the dam.", Asserted.PLAN),
        ("The mayor promised to open the dam.", Asserted.PLAN),
        ("Who opened the dam?", Asserted.QUESTION),
        ("Anna Keller asked whether the dam broke at noon.", Asserted.QUESTION),
        ("Asked if the dam broke, Anna Keller left.", Asserted.QUESTION),
        ("It rained as if the dam had burst.", Asserted.FIGURATIVE),
        ("So much for the dam having been sold.", Asserted.FIGURATIVE),
        ("The letters gave the appearance that the dam was sold.", Asserted.CONDITIONAL),
        ("We did not have confidence that the dam was sound.", Asserted.CONDITIONAL),
        ("Let's say there is no dam.", Asserted.CONDITIONAL),
        ("Anna Keller admitted the fact that the dam was sold.", Asserted.STATED),
        ("“We had to cut a chain on the dam,” Anna Keller said.", Asserted.STATED),
        ("Anna Keller said they had to open the dam.", Asserted.WISH),
        ("Anna Keller is to visit the dam.", Asserted.PLAN),
        ("Anna Keller offered to buy the dam.", Asserted.WISH),
        ("The dam was offered for sale.", Asserted.STATED),
        ("“Without a loan we would have had to close the dam,” Anna Keller said.", Asserted.WISH),
        ("“Nobody had to leave the dam,” Anna Keller said.", Asserted.WISH),
        ("Anna Keller proposed that the dam be closed.", Asserted.WISH),
        ("Neighbours told Anna Keller that the couple live by the dam.", Asserted.STATED),
        ("The chance given to the dam was lost.", Asserted.STATED),
        ("Anna Keller requested that the council keep the dam.", Asserted.WISH),
        ("Anna Keller insisted that the council keeps the dam.", Asserted.STATED),
        ("The council has yet to confirm that the dam broke.", Asserted.CONDITIONAL),
        ("The council would neither confirm nor deny that the dam broke.", Asserted.CONDITIONAL),
        ("The council has not ruled out that the dam broke.", Asserted.CONDITIONAL),
        ("It could not be independently verified that the dam broke.", Asserted.CONDITIONAL),
        ("Nobody believes that the dam broke.", Asserted.CONDITIONAL),
        ("It is not clear that the dam broke.", Asserted.CONDITIONAL),
        ("No expert thinks that the dam was sound.", Asserted.CONDITIONAL),
        ("The dam almost broke.", Asserted.CONDITIONAL),
        ("Almost forty men broke the dam.", Asserted.STATED),
        ("Nothing shows that the dam was not sound.", Asserted.CONDITIONAL),
        ("It is clear that the dam broke.", Asserted.STATED),
        ("Anna Keller has no doubt that the dam broke.", Asserted.STATED),
        ("Anna Keller doubts that the dam will hold.", Asserted.CONDITIONAL),
        ("Had the dam been higher, the village would have been spared.", Asserted.CONDITIONAL),
        ("The dam would have held but for the storm.", Asserted.CONDITIONAL),
        ("The army will leave the dam should the talks fail.", Asserted.CONDITIONAL),
        ("Nobody would have been hurt had the dam been higher.", Asserted.CONDITIONAL),
        ("Nobody has claimed that the dam broke.", Asserted.CONDITIONAL),
        ("No study has shown that the dam was sound.", Asserted.CONDITIONAL),
        ("The council no longer says that the dam was sound.", Asserted.CONDITIONAL),
        ("No fewer than ten men said that the dam broke.", Asserted.STATED),
        ("No 10 said that the dam broke.", Asserted.STATED),
        ("A group of divers, none from the village, said that the dam broke.", Asserted.STATED),
        ("Never again should a dam break.", Asserted.WISH),
        ("At no time should the dam be left alone.", Asserted.WISH),
        ("The village would later have lost the dam.", Asserted.CONDITIONAL),
        ("No one disputes that the dam broke.", Asserted.STATED),
        ("There is little doubt that the dam broke.", Asserted.STATED),
        ("The dam would later break.", Asserted.STATED),
        ("Tests failed to show that the dam was sound.", Asserted.CONDITIONAL),
        ("The council does not accept that the dam was sound.", Asserted.CONDITIONAL),
        ("Prosecutors dropped the charge that the dam was sold.", Asserted.CONDITIONAL),
        ("The dam would go on to break.", Asserted.STATED),
        ("Anna Keller said she would later close the dam.", Asserted.CONDITIONAL),
        ("The crew went home without telling anyone that the dam broke.", Asserted.STATED),
    ],
)
def test_only_what_is_said_to_be_so_is_stated(text: str, asserted: Asserted) -> None:
    assert tell(text).claim("dam").asserted is asserted


def test_who_stands_for_those_who_were_named() -> None:
    told = tell("Critics of Anna Keller, who visited the ruins on Friday, were few. The boys who saw it ran.")
    subjects = {c.predicate: c.arguments[0].head for c in told.claims if c.predicate in ("visit", "see")}
    assert subjects == {"visit": "keller", "see": "boy"}


def test_deed_that_is_to_be_done_is_what_is_claimed() -> None:
    assert [c.predicate for c in tell("The minister is to visit the site.").claims] == ["visit"]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("It is possible that the mill burned for six hours.", Certainty.POSSIBLE),
        ("The mill burned for six hours.", Certainty.CERTAIN),
        ("The mill may have burned for six hours.", Certainty.POSSIBLE),
        ("The mill probably burned for six hours.", Certainty.PROBABLE),
        ("The mill seems to have burned for six hours.", Certainty.PROBABLE),
        ("The mayor believes the mill burned for six hours.", Certainty.PROBABLE),
        ("The mill is feared to have burned for six hours.", Certainty.PROBABLE),
        ("The mill is presumed burned for six hours.", Certainty.PROBABLE),
    ],
)
def test_certainty_is_as_said(text: str, certainty: Certainty) -> None:
    assert tell(text).claim("six hours").certainty is certainty


def test_words_may_end_on_the_subject() -> None:
    assert tell("That the dam broke on Monday said nobody").claims


def test_what_that_points_to_stays_with_its_verb() -> None:
    assert [c.text for c in tell("“That is a lie,” Anna Keller said.").claims] == ["That is a lie"]


def test_one_noun_is_claimed_where_something_is_done_with_it() -> None:
    claims = tell("Anna Keller denies wrongdoing. The union demanded talks.").claims
    told = [(c.text, c.speaker.stance, c.negated) for c in claims]
    assert told == [("wrongdoing", Stance.DENIES, True), ("talks", Stance.DEMANDS, False)]


def test_an_apostrophe_is_one_whichever_way_it_is_written() -> None:
    straight = "It's clear that the crew didn't reach O'Hara's mill, and there's no doubt they're late."
    claims, curled = (tell(text).claims for text in (straight, straight.replace("'", "’")))
    told = [(c.predicate, c.spans, c.negated, c.asserted, c.lemmas) for c in claims]
    assert told == [(c.predicate, c.spans, c.negated, c.asserted, c.lemmas) for c in curled]


def test_question_in_a_quotation_is_asked() -> None:
    claim = tell("“Who opened the dam?” Anna Keller said.").claim("opened the dam")
    assert (claim.speaker.stance, claim.asserted) == (Stance.ASKS, Asserted.QUESTION)


def test_time_is_reckoned_from_the_reports_date() -> None:
    claim = tell("The mill burned on Monday.", published="2042-05-08").claim("mill")  # a Thursday
    assert claim.when is not None
    assert (claim.when.edtf, claim.when.text) == ("2042-05-05", "on Monday")


def test_time_in_a_comment_is_reckoned_from_the_comments_date() -> None:
    report = make_report("The mill burned on Monday.")
    passage = Passage(report=report.id, role=Role.COMMENT, voice="moss", start=0, end=26, dated="2042-05-15")
    when = tell_passages(report, (passage,)).claim("mill").when
    assert when is not None
    assert when.edtf == "2042-05-12"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("“The mill will burn tomorrow,” Anna Keller said on Monday.", "2042-05-06"),
        ("“The mill burned yesterday,” Anna Keller said on Monday.", "2042-05-04"),
        ("Anna Keller said on Monday that the mill burned yesterday.", "2042-05-07"),
        ("“The mill burned yesterday,” Anna Keller said.", "2042-05-07"),
    ],
)
def test_time_in_a_quotation_is_reckoned_from_the_day_on_which_it_was_spoken(text: str, edtf: str) -> None:
    when = tell(text, published="2042-05-08").claim("mill").when  # a Thursday
    assert when is not None
    assert when.edtf == edtf


def test_time_in_a_reprint_without_a_date_stays_open() -> None:
    report = make_report("The mill burned on 3 March.")
    passage = Passage(report=report.id, role=Role.REPRINT, voice="Marsh Radio", start=0, end=27)
    when = tell_passages(report, (passage,)).claim("mill").when
    assert when is not None
    assert when.edtf == "XXXX-03-03"


def test_quantity_is_the_words_on_the_page() -> None:
    told = tell("Anna Keller said that twelve people died.")
    (quantity,) = told.claim("people died").quantities
    assert (quantity.low, quantity.high) == (12, 12)
    assert told.report.text[slice(*quantity.span)] == quantity.text


def test_passive_has_the_object_of_the_active_voice() -> None:
    active = tell("Peter Lang attacked Anna Keller.").claim("attacked")
    passive = tell("Anna Keller was attacked by Peter Lang.").claim("attacked")
    roles = {"subject": "Peter Lang", "object": "Anna Keller"}
    assert {a.role: a.name for a in active.arguments} == roles
    assert {a.role: a.name for a in passive.arguments} == roles


def test_deputy_is_not_his_master() -> None:
    (deputy,) = tell("Peter Lang’s deputy surrendered.").claim("surrendered").arguments
    assert (deputy.name, deputy.of) == (None, "Peter Lang")


def test_first_person_in_a_quotation_is_the_speaker() -> None:
    claim = tell("Anna Keller said: “I opened the dam.”").claim("opened the dam")
    assert [a.name for a in claim.arguments if a.role == "subject"] == ["Anna Keller"]


def test_id_of_a_claim_rests_on_its_report_and_spans_alone() -> None:
    one = tell("The mill burned down.").claim("mill")
    other = tell("The mill burned down.", published="2042-05-09").claim("mill")
    longer = tell("The mill burned down. It rained.").claim("mill")
    assert one.id == other.id
    assert one.id != longer.id


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The minister said on Monday that nine boats ran aground.", "on Monday"),
        ("Nine boats ran aground on Sunday, the minister said on Monday.", "on Monday"),
        ("In a statement on Monday, the harbour office said nine boats ran aground.", "on Monday"),
        ("Speaking on Tuesday, Vall said that nine boats ran aground.", "on Tuesday"),
        ("Vall, who arrived on Monday, said that nine boats ran aground.", None),
        ("Nine boats ran aground on Sunday.", None),
    ],
)
def test_time_of_a_statement_is_told_apart_from_that_of_the_event(text: str, said: str | None) -> None:
    claim = tell(text).claim("ine boats ran aground")
    assert (claim.said.text if claim.said else None) == said
    assert claim.when is None or claim.when.text == "on Sunday"


def test_time_of_a_statement_says_nothing_of_the_day_of_the_deed() -> None:
    told = tell("The minister said on Monday that nine boats ran aground.")
    assert told.claim("nine boats").setting is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The patrol searched the mill. It found a shell.", "The patrol"),
        ("The lamp was out. When she came to the gate, it was shut.", "the gate"),
        ("Two boats left the harbour. They carried sand.", "Two boats"),
        (
            "The wall of the mill gave way. The mayor told reporters in the hall that it was old.",
            "The wall of the mill",
        ),
        ("The patrol left the camp. It stopped at the mill. It found a shell.", "The patrol"),
        ("The bell rang in the mill. It was noon.", None),
        ("The dam is old. It is clear that the water rose.", None),
        ("Anna Keller was tired. It rained.", None),
        ("At the mill it was quiet.", None),
        ("The mill stood by the weir. The council said it had been hit by lightning.", "The mill"),
        ("The firm lost the case. It said it would appeal.", "The firm"),
        ("The council said it was caused by lightning.", None),
        ("Peter Lang and Anna Keller left. They were tired.", "Peter Lang and Anna Keller"),
        ("No boats were lost. They were at anchor.", None),
        ("The raid on Monday hit a mill. It lasted for hours.", "The raid"),
        ("The men robbed two banks. They were arrested.", None),
        ("The barge struck the tower. It was destroyed.", None),
        ("The mill burned. It became clear that nobody had left.", None),
    ],
)
def test_pronoun_takes_up_what_the_talk_is_of_where_that_is_clear(text: str, meant: str | None) -> None:
    told = tell(text)
    pronouns = [a for claim in told.claims for a in claim.arguments if a.phrase.lower() in ("it", "they")]
    assert [a.stands_for and quote(told.report.text, [a.stands_for]) for a in pronouns][-1] == meant


def test_pronoun_takes_up_words_of_the_paragraph_before() -> None:
    told = tell("The patrol searched the mill.\n\nIt found a shell.")
    (pronoun,) = (a for a in told.claim("a shell").arguments if a.head == "it")
    assert pronoun.stands_for
    assert quote(told.report.text, [pronoun.stands_for]) == "The patrol"


def test_long_phrase_is_taken_up_whole() -> None:
    told = tell("The keeper of " + "the son of " * 400 + "Harl left the mill. It fell down.")
    assert [told.report.text[slice(*a.stands_for)] for a in told.claim("fell down").arguments if a.stands_for] == [
        "the mill"
    ]


def test_no_body_is_a_he_and_no_several_are_one() -> None:
    told = tell("The Harbour Ministry said that he had fled. Anna Keller, the monitor, left. The monitors stayed.")
    assert [a.name for a in told.claim("he had fled").arguments] == [None]
    assert [a.name for a in told.claim("monitors stayed").arguments] == [None]


def test_deed_that_is_denied_in_a_gerund_is_what_is_claimed() -> None:
    claim = tell("The Harbour Ministry denied flooding the lower fields.").claim("lower fields")
    assert (claim.predicate, claim.denied, [a.role for a in claim.arguments][:2]) == (
        "flood",
        True,
        ["subject", "object"],
    )
