"""The pair model's opinion of pairs in which the comparators see nothing: agreement and contradiction in other words.

What it is asked is put so that it can be read alone. What it is sure of is taken for found where the speakers, the
figures and the words that both have do not stand against it; contradictions of which it is less sure are listed apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple, Protocol

from rashomon.compare import thresholds
from rashomon.compare.agree import could_be_told_otherwise, count_one_thing
from rashomon.compare.align import Pairs
from rashomon.compare.comparators import PASSIVE, are_two
from rashomon.compare.finding import Finding
from rashomon.compare.scope import are_demanded, are_held, are_stated, days_differ, demands, is_demand, shared_classes
from rashomon.compare.views import PRONOUNS, View, likeness, same_argument, short, tells_its_verb
from rashomon.ledger import Argument, Asserted, Claim, EntityKind, Kind, Quantity, Relation, Report
from rashomon.models.pairs import Opinion, Question
from rashomon.quantities import numbers_differ

ASKED_EACH = 2  # partners of one claim that the model is asked of, the best aligned first
MOST_ASKED = 2_000  # pairs of a case: some fifty a second are asked, on two cores
NEVER = 2.0  # no chance is as high
UNOPPOSED = 0.02  # chance of contradiction: none to speak of
NAMING = frozenset("be name identify call know".split())  # what tells who or what somebody is
STANDING_IN = frozenset("he she him i me".split())
FACELESS = PRONOUNS | frozenset("nobody everyone everybody somebody someone anyone anybody".split())
ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
PARTICIPLES = {"having": "had", "being": "was"}
UNTOLD = FACELESS | frozenset("nothing anything everything something".split())
PASSIVE_FORMS = PASSIVE | {"being"}


class PairReader(Protocol):
    """What says how two texts stand to one another: the pair model, or what remembers its answers."""

    def opinions(self, questions: Sequence[Question]) -> list[Opinion]:
        """As ``PairModel.opinions``."""


class Pair(NamedTuple):
    """Two claims in which the comparators see nothing, and what could be made of them."""

    a: View
    b: View
    are_of_one: bool  # both tell of one and the same, or of one class of deed
    may_agree: bool
    may_differ_in: frozenset[Kind]  # in what they may oppose one another

    def question(self) -> Question:
        """What the model is asked; of what could not be made of them nothing need be known."""
        return Question(
            stand_alone(self.a),
            stand_alone(self.b),
            agreeing=min(self._likely(), thresholds.AGREED) if self.may_agree else NEVER,
            opposing=min(thresholds.POSSIBLE, self._sure()) if self.may_differ_in else NEVER,
        )

    def finding(self, opinion: Opinion) -> Finding | None:
        """That both say the same in other words, or cannot both be true."""
        if self._agrees(opinion):
            return self._found(Relation.AGREES, Kind.EVENT, opinion.agrees)
        if self._opposes(opinion) and self._may_oppose(opinion):
            return self._found(Relation.CONTRADICTS, self._kind(opinion), opinion.contradicts)
        return None

    def is_possible(self, opinion: Opinion) -> bool:
        """Whether it is listed as a possible contradiction."""
        possible = opinion.contradicts >= thresholds.POSSIBLE and not self._opposes(opinion)
        return possible and self._may_oppose(opinion)

    def _agrees(self, opinion: Opinion) -> bool:
        """Whether the model is sure, or leans to it where they are of one, and sees nothing that could oppose."""
        unopposed = opinion.contradicts <= UNOPPOSED
        return self.may_agree and opinion.agrees >= (self._likely() if unopposed else thresholds.AGREED)

    def _likely(self) -> float:
        return thresholds.LIKELY if self.are_of_one else thresholds.AGREED

    def _opposes(self, opinion: Opinion) -> bool:
        """Whether the model is sure, or leans to it where they are of one."""
        return opinion.contradicts >= self._sure()

    def _sure(self) -> float:
        return thresholds.LEANING if self.are_of_one else thresholds.OPPOSED

    def _may_oppose(self, opinion: Opinion) -> bool:
        """Whether they may differ in what the model says; where it tells no kind, in what happened."""
        return (opinion.kind or Kind.EVENT) in self.may_differ_in

    def _kind(self, opinion: Opinion) -> Kind:
        """In what they differ: "not one shot" and "twelve shots" not in a number."""
        if opinion.kind is Kind.NUMBER and self.a.claim.negated != self.b.claim.negated:
            return Kind.DENIAL
        return opinion.kind or Kind.EVENT

    def _found(self, relation: Relation, kind: Kind, score: float) -> Finding:
        return Finding(
            relation=relation, kind=kind, score=score, left=short(self.a), right=short(self.b), by_model=True
        )


def is_worth_asking(a: View, b: View) -> bool:
    """Whether anything could be made of what the model says of two claims in which the comparators see nothing."""
    if not (_is_whole(a.claim) and _is_whole(b.claim)) or days_differ(a, b):
        return False
    return (are_held(a, b) or are_demanded(a, b)) and (_may_agree(a, b) or bool(_may_differ_in(a, b)))


def ask(
    views: Sequence[View], partners: Sequence[Sequence[int]], unjudged: Pairs, model: PairReader
) -> list[tuple[Pair, Opinion]]:
    """What the model says of the best aligned of the pairs of indices that are worth asking about."""
    asked = [_pair(views[i], views[j]) for i, j in _foremost(views, partners, unjudged)[:MOST_ASKED]]
    return list(zip(asked, model.opinions([pair.question() for pair in asked]), strict=True))


def _pair(a: View, b: View) -> Pair:
    return Pair(a, b, _are_of_one(a, b), _may_agree(a, b), _may_differ_in(a, b))


def _is_whole(claim: Claim) -> bool:
    """Whether it has a verb and somebody or something beside it: fragments mislead the model."""
    return bool(claim.verb and claim.arguments)


def _are_of_one(a: View, b: View) -> bool:
    of_one = same_argument(_party(a.claim), _party(b.claim)) is True
    return of_one or bool(shared_classes(a, b)) or are_demanded(a, b)


def _may_agree(a: View, b: View) -> bool:
    return _is_deed_told(a, b) and not days_differ(a, b) and could_be_told_otherwise(a, b)


def _may_oppose(a: View, b: View) -> bool:
    """Whether two speakers state two things."""
    one_mouth = a.speaker and a.speaker == b.speaker
    apart = a.claim.negated != b.claim.negated or not _says_the_same(a, b)
    return apart and not one_mouth and are_stated(a, b)


def _may_differ_in(a: View, b: View) -> frozenset[Kind]:
    """In what they may oppose one another: only in a number where one of them tells no deed."""
    if not _may_oppose(a, b):
        return frozenset()
    told = Kind if _tells_a_deed(a.claim) and _tells_a_deed(b.claim) else (Kind.NUMBER,)
    return frozenset(kind for kind in told if _values_may_differ(a, b, kind))


def _values_may_differ(a: View, b: View, kind: Kind) -> bool:
    """Whether they can differ in that at all.

    In a number, where two figures exclude one another; in a time, where it is told once; in a state, where it can be
    of one thing; in a denial, where one of them denies something that the other can tell of.
    """
    x, y = a.claim, b.claim
    one_polarity = x.negated == y.negated
    if kind is Kind.DENIAL and one_polarity:
        return False
    if kind in (Kind.DENIAL, Kind.EVENT) and x.predicate == y.predicate and _are_two_things(_object(a), _object(b)):
        return False  # they hold names, they hold no photographs
    if kind in (Kind.EVENT, Kind.STATUS) and _told_of_self(x) and _told_of_self(y):
        return False  # I am sad, I am glad: two speakers
    if kind is Kind.NUMBER and one_polarity:
        of_two = a.core and b.core and not a.core & b.core  # the killed, and the hurt
        return not of_two and any(
            _are_of_one_thing(own, other) and numbers_differ(own, other)
            for own, other in product(x.quantities, y.quantities)
        )
    if kind is Kind.IDENTITY and one_polarity and x.predicate != y.predicate:
        return not NAMING.isdisjoint((x.predicate, y.predicate))  # two who praise a law differ in no one's name
    if kind is Kind.EVENT and one_polarity and x.predicate == y.predicate == "be":
        return same_argument(_party(x), _party(y)) is True  # an accident, or intent; not a bad deal, an unfair one
    if kind in (Kind.STATUS, Kind.EVENT, Kind.DENIAL) and _are_two_people(x, y):
        return False  # Ann is safe, Joe was taken away
    if kind is Kind.STATUS:
        return not _are_two_things(_party(x), _party(y))
    both_dated = _is_dated(x) and _is_dated(y)  # and two days that exclude one another are not asked
    return kind is not Kind.DATE or not both_dated


def stand_alone(view: View) -> str:
    """The claim in words that can be read alone: who is meant by "he", who did it, and that it is denied."""
    claim = view.claim
    words = " ".join(" ".join(_with_names(view)).split())
    name = _name_left_out(claim)
    if name is not None:
        words = f"{name} {_finite(words, claim.verb[0])}"
    if claim.speaker.name and demands(view) and not is_demand(claim):
        return f"{claim.speaker.name} demands that {words}"
    return f"It is not true that {words}" if claim.denied else words


def _finite(words: str, verb: str) -> str:
    """What of somebody can be said: "was to leave" of "to leave", "was leaving", "had left" of "having left"."""
    if words.startswith("to ") or (words.startswith(verb) and verb.endswith("ing") and verb not in PARTICIPLES):
        return f"was {words}"
    first, _, rest = words.partition(" ")
    return f"{PARTICIPLES[first]} {rest}" if first in PARTICIPLES else words


def _name_left_out(claim: Claim) -> str | None:
    """Whom the words are told of, who is named before them: Dunn, of "who left" and of "and left"."""
    party = _party(claim)
    if party is None or not party.name or any(start <= party.span.start < end for start, end in claim.spans):
        return None
    return party.name if tells_its_verb(claim) else None


def _with_names(view: View) -> Iterator[str]:
    """The claim's stretches with the name of whoever or whatever a pronoun stands for in its place."""
    meant = {a.span.start: (a.phrase, words) for a in view.claim.arguments if (words := _meant(a, view.report))}
    for start, end in view.claim.spans:
        text = view.report.text[start:end]
        for at, (phrase, words) in sorted(meant.items(), reverse=True):
            if start <= at < end:
                text = f"{text[: at - start]}{words}{text[at - start + len(phrase) :]}"
        yield text


def _meant(argument: Argument, report: Report) -> str | None:
    """The words for which a pronoun stands: a name; "the gate", whether it was "the" or "a" where it was first told."""
    if argument.name and argument.phrase.lower() in STANDING_IN:
        return argument.name
    if argument.stands_for is None:
        return None
    return ARTICLE.sub("the ", report.text[slice(*argument.stands_for)])


def _party(claim: Claim) -> Argument | None:
    """Of whom or what it is told: who does it, else the subject of the passive."""
    told = {a.role: a for a in reversed(claim.arguments)}
    return told.get("subject") or (told.get("object") if _is_passive(claim) else None)


def _is_passive(claim: Claim) -> bool:
    return bool(PASSIVE_FORMS & {*claim.verb}) and not claim.verb[-1].endswith("ing")


def _object(view: View) -> Argument | None:
    """What is done something to, where it is told: not "nothing"."""
    told = view.argument("object")
    return told if told is not None and told.head not in UNTOLD else None


def _told_of_self(claim: Claim) -> bool:
    party = _party(claim)
    return party is not None and party.head == "i"


def _tells_a_deed(claim: Claim) -> bool:
    """Whether the verb is among its words, and not only "I" or "nobody" takes part: "I think so" tells of none."""
    known = any(a.head not in FACELESS or a.stands_for or (a.name and a.head in STANDING_IN) for a in claim.arguments)
    return tells_its_verb(claim) and known


def _is_dated(claim: Claim) -> bool:
    return claim.when is not None and claim.when.edtf is not None


def _is_deed_told(a: View, b: View) -> bool:
    """Whether the other tells of the deed too, where one tells only what was to be done."""
    plans = [(v, other) for v, other in ((a, b), (b, a)) if v.claim.asserted is Asserted.PLAN]
    if len(plans) != 1:
        return True
    plan, other = plans[0]
    return plan.claim.predicate in other.weights or bool(shared_classes(a, b))


def _are_two_things(x: Argument | None, y: Argument | None) -> bool:
    return x is not None and y is not None and not x.entity and not y.entity and are_two(x, y)


def _are_two_people(x: Claim, y: Claim) -> bool:
    """Whether each is told of somebody named in it who takes no part in the other."""
    one, other = _somebody(x), _somebody(y)
    if one is None or other is None:
        return False
    return all(told.entity not in {a.entity for a in c.arguments} for told, c in ((one, y), (other, x)))


def _somebody(claim: Claim) -> Argument | None:
    """Who it is told of, whoever did it to him, if that is a person whom its words name."""
    people = {m.name for m in claim.mentions if m.kind is EntityKind.PERSON}
    done_to = next((a for a in claim.arguments if a.role == "object"), None) if _is_passive(claim) else None
    told = done_to or _party(claim)
    return told if told is not None and told.entity and told.name in people else None


def _says_the_same(a: View, b: View) -> bool:
    """Whether the words or the figures are so much the same that, with one polarity, nothing can be opposed."""
    figures = {(x.low, x.high) for x in a.claim.quantities} & {(y.low, y.high) for y in b.claim.quantities}
    return likeness(a, b) >= thresholds.TOO_LIKE or bool(figures)


def _are_of_one_thing(x: Quantity, y: Quantity) -> bool:
    return x.unit is None or y.unit is None or count_one_thing(x, y)


def _foremost(views: Sequence[View], partners: Sequence[Sequence[int]], unjudged: Pairs) -> list[tuple[int, int]]:
    """The pairs that are the first few of either claim's, those that stand first with one before those further down.

    Chance decides among those that stand alike, the same chance every time.
    """
    open_to: dict[int, set[int]] = defaultdict(set)
    for i, j in unjudged.tolist():
        open_to[i].add(j)
        open_to[j].add(i)
    rank: dict[tuple[int, int], int] = {}
    for n, others in open_to.items():
        first = islice((other for other in partners[n] if other in others), ASKED_EACH)
        for place, other in enumerate(first):
            pair = (min(n, other), max(n, other))
            rank[pair] = min(place, rank.get(pair, place))
    return sorted(rank, key=lambda pair: (rank[pair], *(views[n].claim.id for n in pair)))
