"""What each subject lets one decide, and what the value must then be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rashomon.dates import parse_edtf
from rashomon.errors import JudgementError
from rashomon.ledger import Anchor, Judgement, Kind, Ledger, Relation, Subject, Verdict
from rashomon.review.anchors import Places

RELIABILITIES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITIES = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}  # both scales: the Admiralty code, as in NATO's STANAG 2511


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How many objects a subject has, and what is asked for as the value of a correction or grade."""

    objects: range
    asks: str
    reads: Callable[[str], object]


def _words(value: str) -> str:
    if not value.strip():
        raise ValueError("empty")
    return value


def _stands(value: str) -> tuple[Relation, Kind]:
    relation, _, kind = value.partition("/")
    return Relation(relation), Kind(kind)


def _one_of(scale: dict[str, str]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in scale:
            raise ValueError(value)
        return value

    return read


ONE, TWO, ANY = range(1, 2), range(2, 3), range(1, 10**6)
RULES = {
    Subject.VOICE: Rule(objects=ONE, asks="who speaks there", reads=_words),
    Subject.SPEAKER: Rule(objects=ONE, asks="whose words they are", reads=_words),
    Subject.TIME: Rule(objects=ONE, asks="a time in EDTF, as in 2031-03-13", reads=parse_edtf),
    Subject.ENTITY: Rule(objects=TWO, asks="the name of both", reads=_words),
    Subject.COMPARISON: Rule(objects=TWO, asks="a relation and a kind, as in contradicts/number", reads=_stands),
    Subject.ORIGIN: Rule(objects=TWO, asks="the name of the origin", reads=_words),
    Subject.POINT: Rule(objects=ANY, asks="the question", reads=_words),
    Subject.RELIABILITY: Rule(objects=ONE, asks="a letter from A to F", reads=_one_of(RELIABILITIES)),
    Subject.CREDIBILITY: Rule(objects=ONE, asks="a figure from 1 to 6", reads=_one_of(CREDIBILITIES)),
}
GRADED = (Subject.RELIABILITY, Subject.CREDIBILITY)


def ask_for(subject: Subject) -> str:
    """What the value of a correction or grade must be, in words."""
    return RULES[subject].asks


def read_relation(value: str) -> tuple[Relation, Kind]:
    """``contradicts/number`` as relation and kind. Raises ValueError where it is none."""
    return _stands(value)


def check_judgement(judgement: Judgement) -> None:
    """
    Raises:
        JudgementError: The subject is not decided like this; all that is wrong is in the message.
    """
    if problems := list(_problems(judgement)):
        raise JudgementError(f"{judgement.subject.value}: {'; '.join(problems)}")


def _problems(one: Judgement) -> list[str]:
    rule = RULES[one.subject]
    problems = []
    if not one.author.strip():
        problems.append("it is not signed")
    if one.verdict is Verdict.UNDO:
        return problems
    if len(one.anchors) not in rule.objects:
        problems.append(f"of {len(one.anchors)} objects; expected {rule.objects.start}")
    elif len({anchor.key for anchor in one.anchors}) < len(one.anchors):
        problems.append("of one thing twice")
    graded = one.verdict is Verdict.GRADE
    if graded != (one.subject in GRADED) and one.verdict is not Verdict.NEVER:
        problems.append(f"cannot be decided by {one.verdict.value}")
    if one.verdict in (Verdict.CORRECT, Verdict.GRADE) and one.value is None:
        problems.append(f"no value; expected {rule.asks}")
    if one.verdict is Verdict.ACCEPT and one.subject is Subject.COMPARISON and one.value is None:
        problems.append("nothing is suggested of these two that could be accepted")
    if one.value is not None and one.verdict is not Verdict.REJECT:
        try:
            rule.reads(one.value)
        except ValueError:
            problems.append(f"{one.value!r} is no such value; expected {rule.asks}")
    return problems


def current_value(ledger: Ledger, subject: Subject, anchors: tuple[Anchor, ...]) -> str | None:
    """What stands there now, in the form that the subject asks for: what an acceptance accepts, a rejection rejects.

    A better program may come to suggest something else; what a person accepted then stays.
    """
    places = Places.of(ledger)
    if subject is Subject.VOICE:
        passage = places.passage(anchors[0])
        return passage.voice if passage else None
    if subject in (Subject.SPEAKER, Subject.TIME):
        claim = places.claim(anchors[0])
        if claim is None or subject is Subject.SPEAKER:
            return claim.speaker.name if claim else None
        return claim.when.edtf if claim.when else None
    if subject is Subject.POINT:
        point = places.point(anchors)
        return point.question if point else None
    pair = places.pair(anchors) if subject is Subject.COMPARISON else None
    if pair is None:
        return None
    both = {claim.id for claim in pair}
    found = next((c for c in ledger.comparisons if {c.a, c.b} == both), None)
    if found is not None:
        return f"{found.relation.value}/{found.kind.value}"
    possible = next((one for one in ledger.possible if {one.a, one.b} == both), None)
    return f"{Relation.CONTRADICTS.value}/{possible.kind.value}" if possible else None
