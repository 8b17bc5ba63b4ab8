"""What a judgement changes, how long it holds, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.compare import Judged
from rashomon.errors import JudgementError
from rashomon.ledger import Anchor, Comparison, Judgement, Kind, Ledger, Possible, Relation, Span, Subject, Verdict
from rashomon.review import Ids, grades, holding, review_queue, standing
from rashomon.review.agreement import kappa
from rashomon.review.check import RULES, current_value
from rashomon.store import Case
from shelf import claim_of

NOON = datetime(2044, 6, 9, 12, tzinfo=UTC)


def judgement(n: int, verdict: Verdict = Verdict.GRADE, *, supersedes: str | None = None, **said: str) -> Judgement:
    """A grade of one claim, made at the nth minute."""
    return Judgement(
        subject=Subject.CREDIBILITY,
        verdict=verdict,
        anchors=(Anchor(report="r", spans=(Span(0, 9),)),),
        author=said.get("author", "ann"),
        made=NOON + timedelta(minutes=n),
        value=said.get("value"),
        supersedes=supersedes,
    )


def number_comparison(ledger: Ledger) -> Comparison:
    return next(one for one in ledger.comparisons if one.kind is Kind.NUMBER)


def questions(ledger: Ledger) -> list[str]:
    return [point.question for point in ledger.points]


# Which judgement holds


def test_the_last_judgement_on_a_matter_holds() -> None:
    first, second = judgement(1, value="2"), judgement(2, value="4")
    assert list(holding([first, second]).values()) == [second]


def test_an_undo_brings_back_what_held_before() -> None:
    first, second = judgement(1, value="2"), judgement(2, value="4")
    undo = judgement(3, Verdict.UNDO, supersedes=second.id)
    again = judgement(4, Verdict.UNDO, supersedes=undo.id)
    assert standing([first, second, undo]) == (first,)
    assert standing([first, second, undo, again]) == (first, second)


@given(st.lists(st.integers(min_value=-1, max_value=20), max_size=20))
def test_whatever_is_judged_and_undone_the_last_that_nobody_undid_holds(moves: list[int]) -> None:
    """-1 judges anew, n takes back the nth judgement if it stands; one stands unless a standing undo names it."""
    made: list[Judgement] = []

    def stands(one: Judgement) -> bool:
        return not any(stands(undo) for undo in made if undo.supersedes == one.id)

    for n in moves:
        if n == -1 or n >= len(made) or not stands(made[n]):
            made.append(judgement(len(made), value="3"))
        else:
            made.append(judgement(len(made), Verdict.UNDO, supersedes=made[n].id))
    assert list(standing(made)) == [one for one in made if one.verdict is not Verdict.UNDO and stands(one)]


def test_two_claims_are_one_matter_whichever_is_named_first() -> None:
    a, b = Anchor(report="r", spans=(Span(0, 1),)), Anchor(report="r", spans=(Span(5, 9),))
    pair = Judgement(subject=Subject.COMPARISON, verdict=Verdict.REJECT, anchors=(a, b), author="ann", made=NOON)
    assert pair.matter == replace(pair, anchors=(b, a)).matter
    assert pair.matter != replace(pair, subject=Subject.ORIGIN).matter


# What each changes


def test_a_rejected_comparison_is_gone_and_its_point_with_it(case: Case) -> None:
    lamp = next(one for one in case.ledger().comparisons if one.kind is Kind.DENIAL)
    made = case.judge(Subject.COMPARISON, Verdict.REJECT, [lamp.id], reason="two nights")
    assert lamp.id not in [one.id for one in case.ledger().comparisons]
    assert "Was the lamp burning?" not in questions(case.ledger())
    assert ("points", "gone", "Was the lamp burning?") in [(c.table, c.became, c.words) for c in made.changes]


def test_a_corrected_comparison_stands_as_corrected(case: Case) -> None:
    one = number_comparison(case.ledger())
    case.judge(Subject.COMPARISON, Verdict.CORRECT, [one.id], value="updates/number", reason="counted again")
    (found,) = [c for c in case.ledger().comparisons if {c.a, c.b} == {one.a, one.b}]
    assert (found.relation, found.kind, found.why) == (Relation.UPDATES, Kind.NUMBER, "counted again")


def test_a_person_can_see_what_the_program_does_not(case: Case) -> None:
    ledger = case.ledger()
    pair = [claim_of(ledger, "saw nothing").id, claim_of(ledger, "Four boats").id]
    case.judge(Subject.COMPARISON, Verdict.CORRECT, pair, value="contradicts/event")
    assert [set(pair)] == [{c.a, c.b} for c in case.ledger().comparisons if pair[0] in (c.a, c.b)]


def test_a_corrected_speaker_is_answerable_for_all_that_he_said_there(case: Case) -> None:
    case.judge(Subject.SPEAKER, Verdict.CORRECT, [claim_of(case.ledger(), "Four boats").id], value="Ada Lorne")
    ledger = case.ledger()
    claim = claim_of(ledger, "Four boats")
    assert claim.speaker.name == "Ada Lorne"
    assert "Ada Lorne" in [entity.name for entity in ledger.entities if entity.id == claim.speaker.entity]
    assert "Ada Lorne" in [one.speaker for one in ledger.attributions]
    assert "Ada Lorne: Four" in " ".join(one.why for one in ledger.comparisons)
    assert claim_of(ledger, "the lamp was").speaker.name == "Ines Vall"


def test_words_that_nobody_was_given_can_be_given_to_somebody(case: Case) -> None:
    case.judge(Subject.SPEAKER, Verdict.CORRECT, [claim_of(case.ledger(), "saw nothing").id], value="Ada Lorne")
    assert [link.name for link in claim_of(case.ledger(), "saw nothing").chain] == ["diary.txt", "Ada Lorne"]


def test_a_corrected_voice_stands_in_the_chain(case: Case) -> None:
    claim = claim_of(case.ledger(), "saw nothing")
    case.judge(Subject.VOICE, Verdict.CORRECT, [claim.passage], value="Ada Lorne")
    assert [link.name for link in claim_of(case.ledger(), "saw nothing").chain] == ["diary.txt", "Ada Lorne"]


def test_a_corrected_time_is_as_precise_as_the_person_says(case: Case) -> None:
    claim = claim_of(case.ledger(), "Four boats")
    case.judge(Subject.TIME, Verdict.CORRECT, [claim.id], value="2044-06-07")
    when = claim_of(case.ledger(), "Four boats").when
    assert when is not None
    assert (when.edtf, when.start, when.end) == ("2044-06-07", datetime(2044, 6, 7), datetime(2044, 6, 8))


def test_two_that_are_one_are_joined_and_parted_again(case: Case) -> None:
    case.judge(Subject.ENTITY, Verdict.CORRECT, ["Oto Brandt", "harbour office"], value="Oto Brandt")
    ledger = case.ledger()
    (joined,) = [entity for entity in ledger.entities if "Oto Brandt" in (entity.name, *entity.aliases)]
    assert joined.aliases == ("harbour office",)
    assert claim_of(ledger, "Nine boats").speaker.entity == claim_of(ledger, "lamp").speaker.entity == joined.id
    case.judge(Subject.ENTITY, Verdict.REJECT, ["Oto Brandt", "harbour office"])
    assert claim_of(case.ledger(), "Nine boats").speaker.entity != claim_of(case.ledger(), "lamp").speaker.entity


def test_what_was_joined_counts_as_one_origin(case: Case) -> None:
    before = len(case.ledger().origins)
    case.judge(Subject.ENTITY, Verdict.ACCEPT, ["Oto Brandt", "harbour office"])
    assert len(case.ledger().origins) == before - 1


def test_one_name_of_two_reports_can_be_parted(case: Case) -> None:
    ledger = case.ledger()
    rock = next(entity for entity in ledger.entities if entity.name == "Pell Rock")
    one, other = (Anchor(report=m.report, spans=(m.span,)) for m in rock.mentions[:2])
    case.judge(Subject.ENTITY, Verdict.REJECT, [one, other])
    parted = [entity for entity in case.ledger().entities if entity.name.startswith("Pell Rock")]
    assert sorted(len(entity.mentions) for entity in parted) == [1, 2]
    assert all(claim.about or claim.places for claim in case.ledger().claims if "Pell Rock" in claim.text)


def test_origins_can_be_parted_and_joined(case: Case) -> None:
    ledger = case.ledger()
    one, other = [claim.id for claim in ledger.claims if claim.text.startswith("Nine boats")]
    case.judge(Subject.ORIGIN, Verdict.REJECT, [one, other], reason="she rang the office herself")
    parted = {claim: origin.id for origin in case.ledger().origins for claim in origin.claims}
    assert parted[one] != parted[other]
    case.judge(Subject.ORIGIN, Verdict.ACCEPT, [one, other])
    assert case.ledger() == ledger


def test_a_rejected_point_comes_back_only_with_new_claims(case: Case) -> None:
    point = next(point for point in case.ledger().points if point.kind is Kind.NUMBER)
    case.judge(Subject.POINT, Verdict.REJECT, [point.id])
    assert point.question not in questions(case.ledger())
    case.add_bytes(b"Two boats ran aground off Pell Rock, pilot Ada Lorne said.", "radio.txt")
    assert point.question in questions(case.ledger())


def test_never_again_holds_whatever_is_added(case: Case) -> None:
    point = next(point for point in case.ledger().points if point.kind is Kind.NUMBER)
    case.judge(Subject.POINT, Verdict.NEVER, [point.id])
    case.add_bytes(b"Two boats ran aground off Pell Rock, pilot Ada Lorne said.", "radio.txt")
    assert point.question not in questions(case.ledger())


def test_a_better_question_stays_when_a_report_is_added(case: Case) -> None:
    point = next(point for point in case.ledger().points if point.kind is Kind.NUMBER)
    case.judge(Subject.POINT, Verdict.CORRECT, [point.id], value="How many boats were lost?")
    case.add_bytes(b"Two boats ran aground off Pell Rock, pilot Ada Lorne said.", "radio.txt")
    assert "How many boats were lost?" in questions(case.ledger())


@pytest.mark.parametrize("subject", [Subject.COMPARISON, Subject.POINT, Subject.ORIGIN, Subject.SPEAKER])
def test_undo_leaves_the_case_as_if_nobody_had_judged(case: Case, subject: Subject) -> None:
    before = case.ledger()
    item = case.queue(only=subject)[0]
    made = case.judge(item.subject, Verdict.REJECT, item.objects)
    assert made.changes
    undone = case.undo(made.judgement.id)
    assert case.ledger() == before
    with pytest.raises(JudgementError, match="taken back already"):
        case.undo(made.judgement.id)
    case.undo(undone.judgement.id)
    assert case.ledger() != before


def test_what_was_accepted_stays_when_the_program_comes_to_think_otherwise(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = number_comparison(case.ledger())
    case.judge(Subject.COMPARISON, Verdict.ACCEPT, [one.id])
    monkeypatch.setattr("rashomon.store.opinions.judge", lambda a, b: Judged())
    monkeypatch.setattr("rashomon.compare.ask", lambda *_: [])
    case.reread()
    assert [(c.a, c.b, c.kind) for c in case.ledger().comparisons] == [(one.a, one.b, one.kind)]


def test_what_only_the_model_sees_becomes_a_comparison_once_accepted(case: Case) -> None:
    ledger = case.ledger()
    pair = tuple(claim_of(ledger, words).id for words in ("saw nothing", "Four boats"))
    seen = replace(ledger, possible=(Possible(a=pair[0], b=pair[1], why="saw nothing; four", score=0.9),))
    anchors = Ids(seen).anchors(Subject.COMPARISON, pair)
    assert current_value(seen, Subject.COMPARISON, anchors) == "contradicts/event"
    with pytest.raises(JudgementError, match="nothing is suggested of these two"):
        case.judge(Subject.COMPARISON, Verdict.ACCEPT, pair)


# Grades


def test_reliability_and_credibility_are_kept_apart(case: Case) -> None:
    claim = claim_of(case.ledger(), "Four boats")
    before = case.ledger()
    case.judge(Subject.RELIABILITY, Verdict.GRADE, ["Ines Vall"], value="B")
    case.judge(Subject.CREDIBILITY, Verdict.GRADE, [claim.id], value="2")
    case.judge(Subject.CREDIBILITY, Verdict.GRADE, [claim.id], value="5", author="bo")
    assert list(grades(case.judgements(), Subject.RELIABILITY).values()) == [{"ann": "B"}]
    assert list(grades(case.judgements(), Subject.CREDIBILITY).values()) == [{"ann": "2", "bo": "5"}]
    assert case.ledger() == before


def test_credibility_is_asked_without_a_word_of_reliability(case: Case) -> None:
    case.judge(Subject.RELIABILITY, Verdict.GRADE, ["Ines Vall"], value="E")
    for item in case.queue(only=Subject.CREDIBILITY):
        assert "Ines Vall" not in item.question
        assert "unreliable" not in f"{item.question} {item.words}"


@pytest.mark.parametrize(
    ("subject", "verdict", "value", "told"),
    [
        (Subject.RELIABILITY, Verdict.GRADE, "G", "expected a letter from A to F"),
        (Subject.RELIABILITY, Verdict.ACCEPT, None, "cannot be decided by accept"),
        (Subject.CREDIBILITY, Verdict.GRADE, None, "expected a figure from 1 to 6"),
        (Subject.TIME, Verdict.CORRECT, "some day", "expected a time in EDTF"),
        (Subject.TIME, Verdict.GRADE, "3", "cannot be decided by grade"),
        (Subject.COMPARISON, Verdict.CORRECT, "differs", "expected a relation and a kind"),
        (Subject.POINT, Verdict.CORRECT, " ", "expected the question"),
    ],
)
def test_what_cannot_be_decided_like_this_is_refused(
    case: Case, subject: Subject, verdict: Verdict, value: str | None, told: str
) -> None:
    ledger = case.ledger()
    objects = {
        Subject.RELIABILITY: "Ines Vall",
        Subject.COMPARISON: ledger.comparisons[0].id,
        Subject.POINT: ledger.points[0].id,
    }
    with pytest.raises(JudgementError, match=told):
        case.judge(subject, verdict, [objects.get(subject, ledger.claims[0].id)], value=value)
    assert case.judgements() == ()


@pytest.mark.parametrize("subject", Subject)
def test_what_is_not_there_cannot_be_judged(case: Case, subject: Subject) -> None:
    with pytest.raises(JudgementError, match="no such thing"):
        case.judge(subject, Verdict.REJECT, ["no such thing"])
    assert subject in RULES


def test_an_unsigned_judgement_is_refused(case: Case) -> None:
    with pytest.raises(JudgementError, match="not signed"):
        case.judge(Subject.RELIABILITY, Verdict.GRADE, ["Ines Vall"], value="B", author=" ")


# Stale


def test_a_judgement_of_what_is_gone_is_listed_and_kept(case: Case) -> None:
    claim = claim_of(case.ledger(), "saw nothing")
    made = case.judge(Subject.CREDIBILITY, Verdict.GRADE, [claim.id], value="4").judgement
    assert case.stale() == ()
    case.remove("diary.txt", reason="its author asked for it")
    assert [(one.judgement, one.why) for one in case.stale()] == [(made, "its report is not in the case")]
    assert made in case.judgements()


def test_a_judgement_finds_its_claim_again_when_the_program_reads_anew(case: Case) -> None:
    claim = claim_of(case.ledger(), "Four boats")
    case.judge(Subject.TIME, Verdict.CORRECT, [claim.id], value="2044-06-07")
    case.reread()
    found = claim_of(case.ledger(), "Four boats").when
    assert found is not None
    assert (found.edtf, case.stale()) == ("2044-06-07", ())


def test_a_judgement_whose_words_are_read_otherwise_is_stale_and_comes_back(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.pipeline import read_one

    claim = claim_of(case.ledger(), "Four boats")
    case.judge(Subject.TIME, Verdict.CORRECT, [claim.id], value="2044-06-07")
    monkeypatch.setattr("rashomon.store.case.read_one", lambda report: read_one(report)._replace(claims=()))
    case.reread()
    assert [one.why for one in case.stale()] == ["there is no longer anything of this kind at its place: time"]
    monkeypatch.undo()
    case.reread()
    assert case.stale() == ()


# The queue


def test_what_most_hangs_on_is_asked_first(case: Case) -> None:
    weights = [item.hangs for item in case.queue()]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 3


def test_what_was_judged_is_asked_no_more_but_of_another_reviewer(case: Case) -> None:
    item = case.queue()[0]
    case.judge(item.subject, Verdict.ACCEPT, item.objects)
    assert item not in case.queue()
    assert item not in case.queue(author="ann")
    assert item in case.queue(author="bo")


def test_whoever_accepts_everything_changes_nothing(case: Case) -> None:
    before = case.ledger()
    grade = {Subject.RELIABILITY: "F", Subject.CREDIBILITY: "6"}
    for item in case.queue():
        verdict = Verdict.GRADE if item.subject in grade else Verdict.ACCEPT
        case.judge(item.subject, verdict, item.objects, value=grade.get(item.subject), settle=False)
    case.settle()
    assert (case.queue(), case.stale()) == ((), ())
    assert case.ledger() == before


def test_the_queue_of_an_empty_ledger_is_empty() -> None:
    assert review_queue(Ledger(title="", reports=()), ()) == ()


# Agreement


def test_kappa_is_that_of_cohen() -> None:
    """Twenty yes-yes, five yes-no, ten no-yes, fifteen no-no: 0.7 observed, 0.5 by chance."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = kappa(pairs)
    assert (found.items, found.observed, found.expected) == (50, 0.7, 0.5)
    assert found.kappa == pytest.approx(0.4)


def test_kappa_is_not_defined_where_both_always_say_the_same() -> None:
    assert kappa([("y", "y")] * 9).kappa is None
    assert kappa([]).kappa is None


def test_agreement_is_of_what_both_have_judged(case: Case) -> None:
    first, second, third = case.queue(only=Subject.SPEAKER)[:3]
    for item in (first, second, third):
        case.judge(item.subject, Verdict.ACCEPT, item.objects, settle=False)
    case.judge(first.subject, Verdict.ACCEPT, first.objects, author="bo", settle=False)
    case.judge(second.subject, Verdict.REJECT, second.objects, author="bo", settle=False)
    found = case.agreement("ann", "bo")
    assert (found.items, found.observed, found.kappa) == (2, 0.5, 0.0)
