"""What a speaker does with the words of a clause, where the cue leaves it open.

After the speech acts of Searle (1976): to assert and to deny, to ask and to demand, to promise; and to doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from rashomon.extract.frame import SUBJECTS, is_imperative, negates, predicate_of, supposes
from rashomon.ledger import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

OURS = ("i", "we")
THEIRS = ("it", "they", "he", "she", "i", "we")
WILL = frozenset("will shall 'll ’ll".split())
DEMANDING = frozenset("demand request urge insist".split())
MODALS = frozenset("can could may might must shall should will would ca".split())
UNTRUE = frozenset(
    "false untrue lie nonsense invention invented fabrication fabricated slander rubbish baseless unfounded fiction "
    "smear hoax fantasy".split()
)
INVENTING = frozenset("invent fabricate concoct".split())
FLIMSY = frozenset(
    "thin flimsy doubtful dubious implausible questionable suspicious far-fetched shaky fishy unconvincing unlikely "
    "incredible".split()
)
# What can be invented, or thin.
TOLD = frozenset(
    "story account claim version report explanation excuse letter quote quotation statement charge allegation "
    "accusation evidence tale figure number rumour rumor testimony document affair".split()
)
# Not to have thought or known tells of oneself; it answers nobody.
MENTAL = frozenset("expect think know believe remember understand want imagine suppose realise realize mean".split())
# To show no lamps, to contain no sugar: what something is like, not what did not happen.
BEARING = frozenset("carry show contain wear bear include display".split())
LASTING = frozenset("yet since".split())  # how things have stood up to now
# Cues after which a negation is a finding or part of a description rather than an answer to what others say.
FINDING = frozenset(
    "find establish determine conclude show agree describe portray depict characterize characterise".split()
)


def stance_of(
    head: Token, tokens: Sequence[Token], *, negated: bool, told_of: bool, cue: Sequence[Token] = ()
) -> Stance | None:
    """What a speaker does by the words themselves: he asks, promises, demands, doubts, denies; None if he asserts.

    To say that something did not happen, or that there was none, is to deny it; to say what one is not, has not or
    cannot do is as much an assertion as its opposite. A condition belongs to the promise that it limits.

    Args:
        head, tokens: The clause.
        negated: Whether it says that it is not so.
        told_of: Whether the words are given in other words: his "will" is another's "it would".
        cue: The words by which it is told, if any.
    """
    verb = predicate_of(head)
    if any(t.text == "?" for t in tokens if t.i > head.i):
        return Stance.ASKS
    if supposes(verb) or supposes(head):
        return Stance.PROMISES if head.dep_ == "advcl" and _promises(head.head, told_of) else None
    if _promises(head, told_of):
        return Stance.PROMISES
    if verb.lemma_.lower() in DEMANDING or is_imperative(head) or _is_order(head, cue) or _claims_right(verb):
        return Stance.DEMANDS
    if verb.lemma_.lower() == "stand" and any(c.lower_ == "by" for c in verb.children):
        return Stance.CONFIRMS
    if (negated and _auxiliaries(head) & {"can", "ca"} and (_is_passive(verb) or _is_anybody(head))) or _is_flimsy(
        verb
    ):
        return Stance.DOUBTS  # "the figures cannot be reconciled", "you cannot bring …": it cannot be so
    answers = not FINDING & {t.lemma_.lower() for t in cue}
    return Stance.DENIES if (negated and answers and _denies(head, tokens)) or _rejects(verb) else None


def _auxiliaries(head: Token) -> set[str]:
    return {c.lower_ for v in (head, predicate_of(head)) for c in v.children if c.dep_ in ("aux", "auxpass")}


def _promises(head: Token, told_of: bool) -> bool:
    """I will; he said he would; "pay, or I resign". Who will have to do something promises nothing."""
    verb = predicate_of(head)
    subjects = {c.lower_ for v in (head, verb) for c in v.children if c.dep_ in SUBJECTS}
    bound = verb.lemma_.lower() == "have" and any(c.dep_ == "xcomp" for c in verb.children)
    if subjects & set(THEIRS if told_of else OURS) and _auxiliaries(head) & ({"will", "would"} if told_of else WILL):
        return not bound
    threats = (c for c in head.children if c.dep_ == "conj" and any(g.lower_ in OURS for g in c.children))
    return any(c.lower_ == "or" for c in head.children) and any(t.tag_ == "VBP" for t in threats)


def _denies(head: Token, tokens: Sequence[Token]) -> bool:
    """Whether a negated clause answers what others say: it did not happen, there was none."""
    verb = predicate_of(head)
    lemma, words = verb.lemma_.lower(), {t.lower_ for t in tokens}
    if any(c.dep_ == "expl" for c in verb.children) or _denies_with_stress(verb, words):
        return True
    if lemma in MENTAL or words & LASTING or (lemma in BEARING and _has_no_object(verb)):
        return False
    auxiliaries: AbstractSet[str] = _auxiliaries(head)
    if lemma in ("be", "have") or auxiliaries & MODALS:
        return False
    past = verb.tag_ in ("VBD", "VBN") and not auxiliaries & {"is", "are", "am"}  # taggers mistake "carried" alone
    return past or bool(auxiliaries & {"did", "was", "were", "had", "has", "have"})


def _denies_with_stress(verb: Token, words: AbstractSet[str]) -> bool:
    """Not so much as a scratch; neither we nor they; no boat was there; "it was not" and no more."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    opens = {c.lower_ for c in (*verb.children, *(subject.children if subject is not None else ()))}
    if {"so", "much", "as"} <= words or {"neither", "nor"} <= opens:
        return True
    if subject is not None and subject.lower_ in OURS and _is_passive(verb):
        return True  # "I am not paid by anybody"
    if verb.lemma_.lower() != "be" or subject is None:
        return False
    complements = {c.dep_ for c in verb.children} & {"attr", "acomp", "prep", "advmod", "ccomp", "xcomp"}
    nowhere = any(c.lower_ == "no" for c in subject.children) and "prep" in complements
    return nowhere or not complements


def _has_no_object(verb: Token) -> bool:
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    return any(negates(t) for o in objects for t in (o, *o.children))


def _is_order(head: Token, cue: Sequence[Token]) -> bool:
    """To wait, of "told the crew to wait"."""
    to = any(c.tag_ == "TO" for c in head.children)
    return to and head.tag_ == "VB" and head.dep_ == "xcomp" and any(t.lemma_.lower() == "tell" for t in cue)


def _claims_right(verb: Token) -> bool:
    """The public has a right to know."""
    return verb.lemma_.lower() == "have" and any(
        c.dep_ == "dobj" and c.lower_ == "right" and any(g.lower_ == "a" for g in c.children) for c in verb.children
    )


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def _is_anybody(verb: Token) -> bool:
    return any(c.dep_ in SUBJECTS and c.lower_ in ("you", "one", "nobody") for c in verb.children)


def _is_told(verb: Token) -> bool:
    """Whether the clause speaks of something that is told: a story, an account."""
    return any(c.dep_ in SUBJECTS and c.lemma_.lower() in TOLD for c in verb.children)


def _is_flimsy(verb: Token) -> bool:
    """The story is thin."""
    return _is_told(verb) and any(c.dep_ == "acomp" and c.lemma_.lower() in FLIMSY for c in verb.children)


def _rejects(verb: Token) -> bool:
    """Whether what is told is called untrue: "that is a fairy tale", "they put words into my mouth"."""
    said = [t for c in verb.children if c.dep_ in ("attr", "acomp", "oprd", "dobj") for t in c.subtree]
    words = {t.lemma_.lower() for t in (*said, verb)}
    around = {t.lower_ for t in verb.subtree}
    return (
        bool(words & UNTRUE)
        or {"fairy", "tale"} <= words
        or (verb.lemma_.lower() in INVENTING and _is_passive(verb) and _is_told(verb))
        or (verb.lemma_.lower() == "put" and "mouth" in around and bool(around & {"in", "into"}))
        or (verb.lemma_.lower() == "have" and {"nothing", "to", "do", "with"} <= around)
    )
