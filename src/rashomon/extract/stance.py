"""What a speaker does with the words of a clause, where the cue leaves it open.

After the speech acts of Searle (1976): to assert and to deny, to ask and to demand, to promise; and to doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from rashomon.extract.frame import SUBJECTS, is_content, is_imperative, negates, predicate_of, supposes
from rashomon.ledger import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

EMPTY = ("it", "there")
OURS = ("i", "we")
THEIRS = ("it", "they", "he", "she", "i", "we")
WILL = frozenset("will shall 'll ’ll".split())
DEMANDING = frozenset("demand request urge insist".split())
MODALS = frozenset("can could may might must shall should will would ca".split())
UNTRUE = frozenset(
    "false untrue lie nonsense invention invented fabrication fabricated slander rubbish baseless unfounded fiction "
    "myth smear hoax fantasy incorrect inaccurate groundless unsubstantiated".split()
)
INVENTING = frozenset("invent fabricate concoct".split())
FLIMSY = frozenset(
    "thin flimsy doubtful dubious implausible questionable suspicious far-fetched shaky fishy unconvincing unlikely "
    "incredible".split()
)
# What can be invented, or thin.
TOLD = frozenset(
    "story account claim version report explanation excuse letter quote quotation statement charge allegation "
    "accusation assertion suggestion insinuation evidence tale figure number rumour rumor testimony document "
    "information affair".split()
)
# Not to have thought or known tells of oneself; it answers nobody.
MENTAL = frozenset("expect think know believe remember understand want imagine suppose realise realize mean".split())
# To show no lamps, to contain no sugar: what something is like, not what did not happen.
BEARING = frozenset("carry show contain wear bear include display".split())
SOUND = frozenset("true correct accurate".split())
CEASING = frozenset("stop cease leave quit".split())  # who says "please stop" has had enough
RIDDLES = frozenset("mystery riddle puzzle enigma".split())
RESPONSES = frozenset("reply response answer retaliation punishment reaction".split())
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
    if any(t.text == "?" for t in tokens if t.i > head.i) or _requests(head):
        return Stance.ASKS
    if _is_contrary_to_fact(head):
        return Stance.DENIES
    if supposes(verb) or supposes(head):
        return Stance.PROMISES if head.dep_ == "advcl" and _promises(head.head, told_of) else None
    if _promises(head, told_of):
        return Stance.PROMISES
    if (
        verb.lemma_.lower() in DEMANDING
        or _wants(verb)
        or is_imperative(head)
        or _is_order(head, cue)
        or _claims_right(verb)
    ):
        return Stance.DEMANDS
    if verb.lemma_.lower() == "stand" and any(c.lower_ == "by" for c in verb.children):
        return Stance.CONFIRMS
    impossible = negated and _auxiliaries(head) & {"can", "ca"} and (_is_passive(verb) or _is_anybody(head))
    if impossible or _is_flimsy(verb) or _is_riddle(head):
        return Stance.DOUBTS  # "the figures cannot be reconciled", "you cannot bring …": it cannot be so
    answers = not FINDING & {t.lemma_.lower() for t in cue}
    denied = (negated and answers and _denies(head, tokens)) or _rejects(verb) or is_called_untrue(head)
    return Stance.DENIES if denied else None


def _requests(head: Token) -> bool:
    """Please send your letters to us; we ask all who saw it to write."""
    if any(c.lower_ == "please" for c in head.children):
        return head.lemma_.lower() not in CEASING
    asking = (t for t in (head, *head.ancestors) if t.lemma_.lower() in ("ask", "invite") and t.tag_ == "VBP")
    return any(c.dep_ == "nsubj" and c.lower_ in OURS for t in asking for c in t.children)


def _wants(verb: Token) -> bool:
    """I want him out of office; I want a coffee is no demand."""
    ours = verb.lemma_.lower() == "want" and any(c.dep_ == "nsubj" and c.lower_ in OURS for c in verb.children)
    wanted = [c for c in verb.children if c.dep_ in ("dobj", "ccomp", "xcomp") and c.i > verb.i]
    placed = any(g.dep_ == "prep" for c in (verb, *wanted) for g in c.children if g.i > verb.i)
    own = any(c.dep_ == "xcomp" and not any(g.dep_ in SUBJECTS for g in c.children) for c in wanted)
    return ours and bool(wanted) and not own and (placed or any(c.dep_ in ("ccomp", "xcomp") for c in wanted))


def _is_contrary_to_fact(head: Token) -> bool:
    """If there had been bombs, the roof would be gone: there were none, and it is not."""
    if supposes(head) and head.dep_ == "advcl":
        return _had(head) and "would" in _auxiliaries(head.head)
    return "would" in _auxiliaries(head) and any(c.dep_ == "advcl" and supposes(c) and _had(c) for c in head.children)


def _had(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)


def _is_riddle(head: Token) -> bool:
    """Where they got it is a mystery to us; where they got it I'd like to know."""
    verb = head.head if head.dep_ in ("csubj", "advcl", "ccomp") else head
    asked = any(t.tag_ in ("WP", "WDT", "WRB") and t.i < verb.i for t in verb.subtree)
    riddle = any(c.dep_ == "attr" and c.lemma_.lower() in RIDDLES for c in verb.children)
    know = any(c.dep_ == "xcomp" and c.lemma_.lower() in ("know", "see", "hear") for c in verb.children)
    curious = know and verb.lemma_.lower() in ("like", "love") and {"i", "we"} & {c.lower_ for c in verb.children}
    return asked and bool(riddle or curious)


def _is_no_truth(verb: Token) -> bool:
    """That is not true; it does not correspond to the facts; there is no truth in it."""
    negated = any(c.dep_ == "neg" for c in verb.children)
    sound = any(c.dep_ in ("acomp", "attr") and c.lower_ in SOUND for c in verb.children)
    around = {t.lemma_.lower() for t in verb.subtree}
    agrees = verb.lemma_.lower() in ("correspond", "accord") and bool(around & {"reality", "truth", "fact"})
    return (negated and (sound or agrees)) or _has_no_truth(verb)


def is_called_untrue(head: Token) -> bool:
    """Whether what the clause tells is called untrue: "reports that it fell are wrong", "it is false that it fell".

    Not where that is itself denied, asked, supposed or only possible.
    """
    above = head.head
    if not is_content(head) or head.dep_ not in ("acl", "ccomp", "csubj", "relcl"):
        return False  # nor is "the letter found on him"
    if above.pos_ == "NOUN" and above.lemma_.lower() in TOLD:
        verb = above.head if above.dep_ in SUBJECTS else above.head.head
        rejected = above.dep_ in SUBJECTS and _rejects(verb) and not any(c.dep_ == "neg" for c in verb.children)
        return _is_plain(verb) and (rejected or _has_no_truth(verb))
    verb = above.head if above.dep_ in ("acomp", "attr") else above
    empty = any(c.dep_ in (*SUBJECTS, "expl") and c.lower_ in EMPTY for c in verb.children)
    if verb.lemma_.lower() != "be" or not empty or not _is_plain(verb):
        return False
    negated = any(negates(c) for c in verb.children if c.dep_ == "neg")
    told = [c for c in verb.children if c.dep_ in ("acomp", "attr") and not any(negates(g) for g in c.children)]
    return bool({c.lemma_.lower() for c in told} & (SOUND if negated else UNTRUE)) or _has_no_truth(verb)


def _is_plain(verb: Token) -> bool:
    """Whether it says so: not "it may be false", "if it is false", "is it false?"."""
    modal = any(c.tag_ == "MD" for c in verb.children)
    return not modal and not supposes(verb) and verb.sent[-1].text != "?"


def _has_no_truth(above: Token) -> bool:
    """There is no truth in it."""
    truths = (t for t in (above, *above.children) if t.lower_ == "truth")
    return any(c.lower_ == "no" for truth in truths for c in truth.children)


def _auxiliaries(head: Token) -> set[str]:
    return {c.lower_ for v in (head, predicate_of(head)) for c in v.children if c.dep_ in ("aux", "auxpass")}


def _promises(head: Token, told_of: bool) -> bool:
    """I will; he said he would; "pay, or I resign". Who will have to do something promises nothing."""
    verb = predicate_of(head)
    subjects = {c.lower_ for v in (head, verb) for c in v.children if c.dep_ in SUBJECTS}
    bound = verb.lemma_.lower() == "have" and any(c.dep_ == "xcomp" for c in verb.children)
    if subjects & set(THEIRS if told_of else OURS) and _auxiliaries(head) & ({"will", "would"} if told_of else WILL):
        return not bound
    response = any(c.dep_ in SUBJECTS and c.lemma_.lower() in RESPONSES for v in (head, verb) for c in v.children)
    if response and _auxiliaries(head) & {*WILL, "would"}:
        return True
    threats = (c for c in head.children if c.dep_ == "conj" and any(g.lower_ in OURS for g in c.children))
    return any(c.lower_ == "or" for c in head.children) and any(t.tag_ == "VBP" for t in threats)


def _denies(head: Token, tokens: Sequence[Token]) -> bool:
    """Whether a negated clause answers what others say: it did not happen, there was none."""
    verb = predicate_of(head)
    lemma, words = verb.lemma_.lower(), {t.lower_ for t in tokens}
    if any(c.dep_ == "expl" for c in verb.children) or _denies_with_stress(verb, words):
        return True
    if lemma in MENTAL or words & LASTING or (lemma in BEARING and _has_no_object(verb)) or _describes(head, words):
        return False
    auxiliaries: AbstractSet[str] = _auxiliaries(head)
    if ("never" in words and _is_perfect(verb)) or {"could", "have"} <= auxiliaries or _says_none_does(verb):
        return True
    if lemma in ("be", "have") or verb.lower_ == "got" or auxiliaries & MODALS:
        return False
    past = verb.tag_ in ("VBD", "VBN") and not auxiliaries & {"is", "are", "am"}  # taggers mistake "carried" alone
    return past or bool(auxiliaries & {"did", "was", "were", "had", "has", "have"})


def _describes(head: Token, words: AbstractSet[str]) -> bool:
    """Who had not come; not until noon: it tells which or when, and answers nobody."""
    subjects = [g for c in head.children if c.dep_ in SUBJECTS for g in (c, *c.children)]
    which = head.dep_ == "relcl" and any(t.tag_ in ("WP", "WDT", "WP$") for t in subjects)
    return which or "until" in words


def _is_perfect(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in verb.children)


def _says_none_does(verb: Token) -> bool:
    """No guard of ours carries a gun."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    none = subject is not None and any(c.lower_ == "no" for c in subject.children)
    active = verb.tag_ in ("VBZ", "VBP") and verb.lemma_.lower() not in ("be", "have")
    return none and active and any(c.dep_ == "dobj" for c in verb.children)


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
    none = subject.lower_ in ("nobody", "none") or any(c.lower_ == "no" for c in subject.children)
    nowhere = none and "prep" in complements
    return nowhere or not complements


def _has_no_object(verb: Token) -> bool:
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    return any(negates(t) for o in objects for t in (o, *o.children))


def _is_order(head: Token, cue: Sequence[Token]) -> bool:
    """To wait, of "told the crew to wait"."""
    to = any(c.tag_ == "TO" for c in head.children)
    return to and head.tag_ == "VB" and head.dep_ == "xcomp" and any(t.lemma_.lower() == "tell" for t in cue)


def _claims_right(verb: Token) -> bool:
    """Parents have a right to know it."""
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
    if _is_no_truth(verb):
        return True
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
