"""A claim as the comparators see it: its content words, classes, themes, speaker and the date of the statement."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from rashomon.ledger import Argument, Claim, Link, Passage, Report
from rashomon.lexicon import ASPECTS, LIGHT, lexicon
from rashomon.names import Atlas

# Bodies of people that go where their member goes.
BODIES = frozenset("unit regiment brigade battalion company platoon squad crew team army troop".split())
# Nouns that may stand for whoever did it.
VAGUE = frozenset("man woman person people group someone somebody gang crowd official one other member thing".split())
PRONOUNS = frozenset("i we us you he she it they who which that this these those one what".split())
CIRCUMSTANCES = frozenset("after before following since during until amid despite".split())  # roles
COMPLETING = ("complement", "object", "as", "under", "behind")  # roles of what makes the predicate whole
LIGHT_PREDICATES = frozenset(
    "be have do make take get go come say tell give put set see know want become let occur happen follow".split()
)


PAST_AFFAIR = timedelta(days=60)  # what lies further back than this from its report is background, another affair
# Words by which a text itself says that it speaks of another one, or of a whole that holds this one: beside a noun,
# and wherever they stand.
APART = frozenset("another other neighbouring neighboring previous former similar nearby annual usual typical".split())
APART |= frozenset("record same".split())
ELSEWHEN = frozenset("elsewhere previously earlier predecessor maximum minimum average total overall".split())
RECURRING = frozenset("every each".split())
ROUNDS = frozenset("minute moment hour day night morning evening week weekend month season year time summer".split())
ROUNDS |= frozenset("winter spring autumn monday tuesday wednesday thursday friday saturday sunday".split())


NOWHERE = Atlas()
LARGE = 64  # claims


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the comparators look at; ``weights`` holds the content words with what each weighs in this case."""

    claim: Claim
    weights: Mapping[str, float]
    classes: frozenset[str]  # of any of its words
    core: frozenset[str]  # of its predicate with what completes it
    about: frozenset[str]
    speaker: str  # entity id, or the name
    report: Report
    dated: str | None  # when it was said: the comment's or the report's date
    background: bool  # whether it tells of an affair long before its report, or of a whole year or more
    apart: bool  # whether its own words set it apart from other occasions
    atlas: Atlas = NOWHERE  # which place of the case lies in which

    def argument(self, *roles: str) -> Argument | None:
        """The first argument in one of the roles, in their order."""
        for role in roles:  # asked a dozen times a pair: a generator takes twice as long
            for argument in self.claim.arguments:
                if argument.role == role:
                    return argument
        return None

    def tells_when(self, argument: Argument) -> bool:
        """Whether the argument's words are, or hold, the time that the claim tells."""
        when = self.claim.when
        return when is not None and argument.span.start < when.span.end and when.span.start < argument.span.end

    def theme(self, name: str) -> Argument | None:
        """That of which the class is said."""
        wanted = lexicon().classes[name].theme
        return self.argument(wanted, "subject" if wanted == "object" else "object")


def view_claims(
    claims: Sequence[Claim], reports: Iterable[Report], passages: Iterable[Passage], atlas: Atlas = NOWHERE
) -> tuple[View, ...]:
    """The claims' views, in their order; a word weighs the more the fewer claims of the case have it (``rarity``)."""
    by_report = {report.id: report for report in reports}
    dated = {passage.id: passage.dated for passage in passages}
    words = [
        dict.fromkeys(lemma for lemma in claim.lemmas if lemma not in LIGHT and len(lemma) > 1) for claim in claims
    ]
    frequency = Counter(word for own in words for word in own)
    days = [dated[claim.passage] or by_report[claim.report].published for claim in claims]
    return tuple(
        View(
            claim=claim,
            weights={word: rarity(frequency[word], len(claims)) for word in own},
            classes=lexicon().classes_of(claim.lemmas, predicate=claim.predicate),
            core=_core(claim),
            about=frozenset(claim.about),
            speaker=speaker_key(claim.speaker),
            report=by_report[claim.report],
            dated=said,
            background=_is_background(claim, said),
            apart=_is_apart(claim),
            atlas=atlas,
        )
        for claim, own, said in zip(claims, words, days, strict=True)
    )


def rarity(found: int, total: int) -> float:
    """How much it says that something is found in so many of all claims: idf, but in larger cases in powers of two.

    In steps, so that one more report changes what few words weigh, and with it few findings.
    """
    if total < LARGE:
        return math.log((total + 1) / found) + 0.1
    return math.log(2) * (total.bit_length() - found.bit_length()) + 0.1


def _is_apart(claim: Claim) -> bool:
    """Whether a word beside what takes part, or beside the verb, sets the claim apart from other occasions.

    "Another boat sank" does, and "a boat sinks every night"; "it freed the town, and another one too" does not, nor
    does "on the same day".
    """
    beside = {(word, a.head) for a in claim.arguments for word in a.phrase.lower().split()[:-1]}
    apart = any(word in APART and not (word == "same" and head in ROUNDS) for word, head in beside)
    recurs = any(one in RECURRING and other in ROUNDS for one, other in pairwise(claim.lemmas))
    return apart or recurs or bool(ELSEWHEN & {*claim.lemmas})


def _is_background(claim: Claim, dated: str | None) -> bool:
    """Whether the time told, or the last one told before, lies far back from the day of the words, or is very long."""
    when = claim.when or claim.setting
    if when is None or when.start is None or dated is None or len(dated) < len("2031-03-14"):
        return False
    long = when.end is not None and when.end - when.start >= timedelta(days=300)
    return long or (when.end is not None and datetime.fromisoformat(dated[:10]) - when.end > PAST_AFFAIR)


def speaker_key(link: Link) -> str:
    """By what two speakers are told to be one."""
    return link.entity or (link.name or "").lower()


def _core(claim: Claim) -> frozenset[str]:
    """The classes of the predicate with whatever completes it.

    An object tells of what was done only with its verb ("opened fire") or beside a light one ("made an attack").
    """
    light = claim.predicate in LIGHT_PREDICATES
    deed = {part for part in (claim.predicate or "").split("_") if part}
    telling = [a for a in claim.arguments if light or (a.role in COMPLETING and a.role != "object")]
    telling = [
        a for a in telling if a.role not in CIRCUMSTANCES
    ]  # "relations are tense after the attack" tells of no attack
    deed |= {noun for a in telling for noun in (a.head, *(a.nouns if a.head in ASPECTS else ()))}
    deed |= {a.role for a in claim.arguments if light}  # "was aboard"
    beside = {a.head for a in claim.arguments if a.role == "object"} | {a.role for a in claim.arguments}
    told = tuple(lemma for lemma in claim.lemmas if lemma in deed | beside)
    return lexicon().classes_of(told, deed, claim.predicate)


def tells_its_verb(claim: Claim) -> bool:
    """Whether the verb is among the claim's words, not only that of whoever said them."""
    return bool(claim.verb) and claim.verb[-1].lower() in claim.text.lower()


def likeness(a: View, b: View) -> float:
    """Weighted overlap of the content words, 0..1 (Tversky's ratio: the smaller side counts)."""
    shared = sum(weight for word, weight in a.weights.items() if word in b.weights)
    return shared / max(1e-9, min(sum(a.weights.values()), sum(b.weights.values())))


def shared_words(a: View, b: View) -> int:
    """How many content words both have."""
    return len(a.weights.keys() & b.weights.keys())


def same_argument(a: Argument | None, b: Argument | None) -> bool | None:
    """Whether two arguments stand for one thing; None where that cannot be told."""
    if a is None or b is None:
        return None
    if a.entity and b.entity:
        return a.entity == b.entity
    if (a.head in BODIES and a.of == b.entity) or (b.head in BODIES and b.of == a.entity):
        return True if a.of or b.of else None  # where his unit went, he went
    if (a.of and b.entity) or (b.of and a.entity) or (a.of and b.of and a.of != b.of):
        return False  # "Dunn's deputy" is not Dunn
    if a.head in PRONOUNS or b.head in PRONOUNS or a.of or b.of:
        return None
    return True if a.head in (b.head, *b.nouns) or b.head in a.nouns else None


def short(view: View, max_chars: int = 90) -> str:
    """The claim's words, cut to so many characters."""
    text = " ".join(view.claim.text.split())
    return text if len(text) <= max_chars else text[: max_chars - 1].rsplit(" ", 1)[0] + " …"
