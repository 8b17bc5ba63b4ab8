"""What a clause claims: predicate and arguments, polarity, modality, how sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rashomon.ledger import Asserted, Certainty
from rashomon.lexicon import ASPECTS
from rashomon.text import is_left_undone

if TYPE_CHECKING:
    from spacy.tokens import Token

NEGATIONS = frozenset("not n't n’t never no nobody none nothing neither nor nowhere hardly scarcely barely".split())
# Implicative verbs (Karttunen 1971): what they say of the verb that they carry is that it was not done.
NEGATIVE_IMPLICATIVES = frozenset("fail refuse decline neglect forget omit".split())
OCCASIONS = frozenset("time point stage moment way case circumstance occasion account".split())
PROVING = frozenset("evidence proof sign indication hint trace suggestion".split())
HELD = frozenset("fear presume assume believe think suspect".split())
SEEMING = frozenset("seem appear".split())
# What may be held, feared or shown to be so, and whose being so is left open: "the appearance that he lied".
LEAVING_OPEN = frozenset(
    "appearance impression theory idea notion possibility likelihood probability chance prospect risk danger fear hope "
    "belief view perception confidence guarantee assurance certainty doubt suspicion speculation question".split()
)
EXCEPTING = frozenset("but except other more less fewer only".split())
ALMOST = frozenset("almost nearly".split())
FRONTED = frozenset("nor neither so then only rarely seldom once".split())  # "so should he"
INVERTED = frozenset("had were should".split())  # before their subject: "had he come"
CLEAR = frozenset("clear certain sure".split())
UNDOUBTED = frozenset("doubt question secret".split())
# Of what one has none of these, that is left open: "has no information that he fled".
KNOWLEDGE = frozenset("information knowledge confirmation word report".split())
TELLING = frozenset(
    "say claim suggest allege assert argue maintain state report announce declare show find prove rule agree admit "
    "complain".split()
)
CHECKING = frozenset("verify confirm establish corroborate substantiate accept".split())
HINTS = frozenset("suggest indicate imply show prove".split())
SUPPOSING = frozenset("say suppose assume imagine pretend".split())
ASKING = frozenset("ask inquire enquire wonder query question".split())
WISHING = frozenset("want wish hope like love prefer".split())
PLANNING = frozenset("plan intend schedule due expect set mean".split())
OUGHT = frozenset(("should", "ought", "must"))
# Verbs that bid somebody to do what nobody says was done.
BIDDING = frozenset("ask call urge request order tell require instruct encourage invite".split())
REQUESTING = frozenset("ask request require demand urge propose recommend".split())
# Verbs whose own negation is meant of what they carry: who does not think that it was so thinks that it was not.
HINTING = frozenset("imply insinuate hint suggest".split())
NEG_RAISING = frozenset("think believe suppose expect imagine reckon".split())
# Verbs after which nothing is said to have happened.
UNREAL = frozenset("hope expect predict forecast want wish demand threaten vow offer fear try attempt aim beg".split())
POSSIBLE = frozenset("may might could perhaps maybe possibly possible".split())
PROBABLE = frozenset("probably likely presumably apparently reportedly allegedly".split())
SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def predicate_of(head: Token) -> Token:
    """The verb that carries the claim: of "failed to reach", "began to dig" and "seems to be", the second."""
    lemma = head.lemma_.lower()
    told = cleft_verb(head)
    if told is not None:
        return predicate_of(told)
    deeper = next((c for c in head.children if c.dep_ == "xcomp" and c.pos_ in ("VERB", "AUX")), None)
    carried = lemma in NEGATIVE_IMPLICATIVES | SEEMING or lemma in ("manage", "begin", "start", "continue")
    if deeper is not None and (carried or (lemma == "be" and _is_infinitive(deeper))):
        return predicate_of(deeper)
    return head


def _is_infinitive(verb: Token) -> bool:
    """To visit, of "is to visit"."""
    return verb.tag_ == "VB" and has_to(verb)


def has_to(verb: Token) -> bool:
    """Whether "to" stands before it: to visit, to be visited."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_content(verb: Token) -> bool:
    """Whether it is what is told, whatever parsers take it for: "the claim that the lamps were out"."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)


def _first_of(verb: Token) -> Token:
    """The first of verbs joined by "and" without subjects of their own: "to mend it and paint it"."""
    bare = verb.dep_ == "conj" and verb.tag_ == "VB" and not any(c.dep_ in (*SUBJECTS, "aux") for c in verb.children)
    return _first_of(verb.head) if bare else verb


def cleft_verb(head: Token) -> Token | None:
    """Came, of "it was noon when he came" and "it was on Monday that he came"; None if no time or place is stressed."""
    if head.lemma_.lower() != "be" or not any(c.dep_ == "nsubj" and c.lower_ == "it" for c in head.children):
        return None
    stressed = any(c.i > head.i and (c.dep_ == "prep" or (c.dep_ == "attr" and is_time(c))) for c in head.children)
    clauses = (c for c in head.children if c.dep_ in ("advcl", "ccomp") and c.i > head.i)
    opened = (c for c in clauses if any(g.lower_ in ("when", "that") and g.i < c.i for g in c.children))
    return next(opened, None) if stressed else None


def is_time(token: Token) -> bool:
    """Whether it tells a time, or holds words that do."""
    return token.pos_ == "NUM" or any(t.ent_type_ in ("DATE", "TIME") for t in token.subtree)


def predicate_lemma(verb: Token) -> str:
    """The verb's lemma with its particle ("hand_over"); what is predicated, where the verb is only a copula."""
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), None)
    lemma = verb.lemma_.lower()
    return f"{lemma}_{particle}" if particle else lemma


def arguments_of(verb: Token, tokens: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    """Each argument's role and head word: subject and object as of the active voice, complement, prepositions."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None) or inherited_subject(verb)
    if subject is not None and subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        subject = verb.head  # "the minister, who visited the site"
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (
        verb.dep_ == "acl" and verb.tag_ == "VBN"
    )
    there = any(c.dep_ == "expl" for c in verb.children)  # "there were 40 men in the hall": they were in the hall
    if subject is not None:
        yield ("object" if passive else "subject"), subject
    for child in verb.children:
        if child.dep_ in ("dobj", "obj"):
            yield "object", child
        elif child.dep_ in ("attr", "acomp", "oprd"):
            yield "complement", child
            if there:
                yield from _prepositional(c for c in child.children if c in tokens)
        elif child.dep_ == "agent":
            yield from (("subject", g) for g in child.children if g.dep_ == "pobj")
        elif child in tokens and child.dep_ in ("prep", "dative"):
            yield from _prepositional((child,))
        elif child.dep_ == "xcomp" and child in tokens:
            yield "complement", child


def _prepositional(children: Iterable[Token]) -> Iterator[tuple[str, Token]]:
    for child in children:
        if child.dep_ in ("prep", "dative"):
            yield from ((child.lower_, g) for g in child.children if g.dep_ in ("pobj", "pcomp"))


def phrase_of(head: Token) -> str:
    """The words of an argument up to its head, the capital of a sentence's first word undone."""
    words = head.doc[head.left_edge.i : head.i + 1]
    text = " ".join(words.text.split())
    proper = words[0].pos_ == "PROPN" or words[0].ent_type_ or words[0].text.isupper()
    return text if proper else text[:1].lower() + text[1:]


def verb_words(verb: Token) -> tuple[str, ...]:
    """The verb as it stands with its auxiliaries, in order, lower case; nothing where the claim has no verb."""
    if verb.pos_ not in ("VERB", "AUX"):
        return ()
    auxiliaries = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass") and c.lower_ != "to"]
    return (*auxiliaries, verb.lower_)


def nouns_of(head: Token) -> tuple[str, ...]:
    """The lemmas of the nouns that name one thing together: the head, its compounds and appositions.

    "The time of the collision" tells of the collision.
    """
    beside = [c for c in head.children if c.dep_ in ("compound", "appos", "nmod") and c.pos_ in ("NOUN", "PROPN")]
    if head.lemma_.lower() in ASPECTS:
        beside += [g for c in head.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    return tuple(t.lemma_.lower() for t in (head, *beside) if t.pos_ in ("NOUN", "PROPN"))


def inherited_subject(verb: Token, depth: int = 4) -> Token | None:
    """The subject that a coordinated, relative or participial clause takes from the clause around it."""
    if not depth:
        return None
    if verb.dep_ in ("relcl", "acl"):
        return verb.head
    if verb.dep_ in ("conj", "advcl", "xcomp") and verb.head.pos_ in ("VERB", "AUX"):
        own = next((c for c in verb.head.children if c.dep_ in SUBJECTS), None)
        return own or inherited_subject(verb.head, depth - 1)
    return None


def is_negated(head: Token, tokens: Sequence[Token]) -> bool:
    """Whether the words say that it is not so: an odd number of negations bears on the verb.

    Counted are negations of the verb itself and of its subject, object and complement ("nobody", "no shot",
    "not one officer"), and verbs that imply that what they carry was not done ("failed to").
    """
    verb = predicate_of(head)
    count = 0
    step = cleft_verb(head) or head
    while step != verb:
        count += step.lemma_.lower() in NEGATIVE_IMPLICATIVES
        count += any(c.dep_ == "neg" and negates(c) for c in step.children)
        count += any(negates(t) for c in step.children if c.dep_ in SUBJECTS for t in (c, *c.children))
        step = next(c for c in step.children if c.dep_ == "xcomp")
    count += any(_is_never(c) for c in verb.children) + is_unproven(head) + is_refuted(head)
    count += is_left_undone(head)
    near = [verb, *(c for c in verb.children if c.dep_ not in ("advcl", "ccomp", "conj", "relcl", "parataxis"))]
    joined = [t for t in near if t.dep_ == "cc" and t.i > verb.i]  # "saw no gun, nor a knife" denies once
    count += any(negates(t) for t in near if t != verb and t in tokens and t not in joined)
    count += any(c.dep_ == "acomp" and c.lower_ == "unable" for c in verb.children)
    told = (*SUBJECTS, "dobj", "attr", "acomp")
    said = [t for t in near if t.dep_ in told and not negates(t)]  # "not one" negates once
    count += any(negates(g) for t in said for g in t.children if g in tokens and g.dep_ != "cc")
    return count % 2 == 1


def _is_disowned(head: Token) -> bool:
    """Whether it is what somebody did not mean to say: "I never meant to imply that he lied" leaves it open."""
    hint = head.head
    if head.dep_ != "ccomp" or hint.lemma_.lower() not in HINTING:
        return False
    told = [hint, hint.head] if hint.dep_ == "xcomp" else [hint]
    return any(c.dep_ == "neg" and negates(c) for verb in told for c in verb.children)


def is_unproven(head: Token) -> bool:
    """Whether it hangs on the want of evidence for it: "there is no sign that he fled", "nothing suggests that"."""
    above = head.head
    if head.dep_ == "ccomp" and above.lemma_.lower() in HINTS:
        found = [above.head, *(c for c in above.head.children if c.dep_ == "dobj")]  # "found nothing to suggest that"
        around = found if _is_infinitive(above) and above.dep_ in ("relcl", "acl", "xcomp") else []
        return any(t.lower_ == "nothing" for t in (*(c for c in above.children if c.dep_ == "nsubj"), *around))
    return (
        head.dep_ in ("acl", "ccomp", "relcl", "appos")
        and above.lemma_.lower() in PROVING
        and any(c.lower_ in ("no", "any", "zero") for c in above.children)
    )


def is_refuted(head: Token) -> bool:
    """Whether it is supposed only to show that it is not so: "if he had fled, he would have been seen".

    A condition in the past perfect of what would have been (Iatridou 2000), or one whose outcome a question finds
    wanting; "they would act if a crime had been committed" leaves it open.
    """
    then = head.head
    told = head.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "if" for c in head.children)
    if not (told or _is_inverted(head)):
        return False
    beside = {c.lower_ for c in then.children if c.dep_ == "aux"}
    if "would" not in beside:
        return False
    if then.sent[-1].text == "?":
        return head.tag_ == "VBD" and any(c.dep_ == "neg" for c in then.children)
    return "have" in beside and head.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "had" for c in head.children)


def _is_left_open(head: Token) -> bool:
    """Whether it is what may be so, or is supposed to be: "the appearance that he lied", "let's say he lied"."""
    above = head.head
    lemma = above.lemma_.lower()
    if (
        is_content(head) and head.dep_ in ("acl", "ccomp", "relcl") and above.pos_ == "NOUN"
    ):  # not "the chance given to her"
        none = any(c.lower_ == "no" for c in above.children)
        hardly = none or any(c.lower_ == "little" for c in above.children)
        return (lemma in LEAVING_OPEN and not (hardly and lemma in UNDOUBTED)) or (lemma in KNOWLEDGE and none)
    if head.dep_ != "ccomp":
        return False
    told = _anticipated(head)
    if (told & NEGATIONS and told & CLEAR) or told & {*POSSIBLE, "would"}:
        return True
    if is_unproven(head) and any(c.dep_ == "neg" for c in head.children):
        return True  # "nothing shows that it did not fall"
    if lemma in TELLING and (is_left_undone(above) or _nobody_does(above)):
        return True  # "nobody says that it fell"
    around = {g for c in above.children if c.dep_ in SUBJECTS for g in (c, *c.children)}
    around |= {c for c in above.children if c.dep_ == "neg"}
    if lemma in CHECKING | NEG_RAISING and any(map(negates, around)):
        return lemma in CHECKING or not any(c.dep_ == "neg" for c in above.children)  # "does not think" denies
    return lemma in SUPPOSING and (is_imperative(above) or above.head.lemma_.lower() == "let")


def _nobody_does(verb: Token) -> bool:
    """Nobody does, no guard does, he no longer does; not "none other than he", nor "No Kings", a name."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if any(c.lower_ in ("longer", "nowhere") and negates(c) for c in verb.children):
        return True
    if subject is None or subject.pos_ == "PROPN":
        return False
    if any(t.lower_ in EXCEPTING for t in subject.doc[subject.i + 1 : subject.i + 2]):
        return False
    return negates(subject) or any(negates(c) for c in subject.children if c.dep_ in ("det", "neg"))


def _is_bidden(head: Token) -> bool:
    """Requested that he keep it, that it be kept; where "keeps" would say that he does."""
    if head.dep_ != "ccomp":
        return False
    subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
    one = subject is not None and (subject.tag_ in ("NN", "NNP") or subject.lower_ in ("he", "she", "it"))
    bare = (one and head.tag_ in ("VB", "VBP")) or any(c.dep_ == "auxpass" and c.lower_ == "be" for c in head.children)
    return bare and head.head.lemma_.lower() in REQUESTING


def _is_never(token: Token) -> bool:
    """At no time, in no way, under no circumstances."""
    nouns = [c for c in token.children if c.dep_ == "pobj" and c.lemma_.lower() in OCCASIONS]
    return token.dep_ == "prep" and any(g.lower_ == "no" for noun in nouns for g in noun.children)


def negates(token: Token) -> bool:
    if token.lower_ == "not" and token.i and token.doc[token.i - 1].text == ",":
        return False  # "eleven, not six" corrects a part
    if _is_alternative(token):
        return False
    after = token.doc[token.i + 1 : token.i + 3]
    if token.lower_ == "no" and len(after) == 2 and after[0].text == "." and after[1].like_num:
        return False  # "statement no. 2"
    if token.lower_ == "no" and token.head.lemma_.lower() in UNDOUBTED and _has_content(token.head):
        return False  # "there is no doubt that he fled"
    if token.lower_ == "longer" and any(c.lower_ == "no" for c in token.children):
        return not any(c.lower_ == "than" for c in token.children)  # "the road is no longer closed"
    if token.lower_ == "anything" and after and after[0].lower_ == "but":
        return True  # "anything but fair"
    if token.lower_ == "no" and after and after[0].text[0].isdigit():
        return False  # "No 10"
    if after and after[0].lower_ in EXCEPTING:
        return False  # "nothing but", "no more than", "not only"
    return token.lower_ in NEGATIONS or (token.lower_ == "one" and any(c.lower_ == "not" for c in token.children))


def _has_content(noun: Token) -> bool:
    """Whether something is told of which the noun is: "no doubt that he fled"."""
    clauses = (c for t in (noun, noun.head) for c in t.children if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i)
    return any(map(is_content, clauses))


def _is_alternative(token: Token) -> bool:
    """Whether it leaves the choice: "allowed or not", "whether or not"."""
    doc, i = token.doc, token.i
    if token.lower_ != "not" or i < 2 or doc[i - 1].lower_ != "or":
        return False
    return doc[i - 2].lower_ == "whether" or i + 1 == len(doc) or doc[i + 1].is_punct


def is_cue_negated(cue: Sequence[Token]) -> bool:
    """Whether a verb of saying or thinking is itself denied: "never promised", "at no time did she say"."""
    return any(
        t.pos_ in ("VERB", "AUX")
        and any(((c.dep_ == "neg" or c.lower_ == "longer") and negates(c)) or _is_never(c) for c in t.children)
        for t in cue
    )


def asserted_of(head: Token, tokens: Sequence[Token], *, told_of: bool = False) -> Asserted:
    """Whether the clause says that something is so, or asks, supposes, wishes or plans it.

    ``told_of`` says that the words are given in other words: who said that he had to go may still be there.
    """
    verb = predicate_of(head)
    lowered = {t.lower_ for t in tokens}
    if tokens[-1].text == "?" or (head.sent[-1].text == "?" and head.dep_ in ("ROOT", "conj")):
        return Asserted.QUESTION
    if [t.lower_ for t in head.sent[:3]] == ["so", "much", "for"]:
        return Asserted.FIGURATIVE
    if any(_is_asked(v) for v in (head, verb)):
        return Asserted.QUESTION
    if tokens[0].lower_ == "whether" or any(supposes(v) for v in (head, verb)):
        return Asserted.FIGURATIVE if "as" in lowered else Asserted.CONDITIONAL
    conditions = (c for c in head.children if (c.dep_ == "advcl" and supposes(c)) or _is_inverted(c))
    if any(not any(g.lower_ == "as" for g in c.children) for c in conditions):
        return Asserted.CONDITIONAL
    auxiliaries = {c.lower_ for v in (head, verb) for c in v.children if c.dep_ == "aux"}
    if (is_imperative(head) or _is_bidden(head)) and not auxiliaries:
        return Asserted.WISH
    done = head.lower_ == "had" and not (told_of or auxiliaries or lowered & (NEGATIONS | {"yet"}))  # "we had to go"
    if (auxiliaries & OUGHT and "have" not in auxiliaries) or (_is_needed(head) and not done):
        return Asserted.WISH  # what should be is not said to be
    if _is_disowned(head) or _is_left_open(head) or any(c.lower_ in ALMOST for c in verb.children):
        return Asserted.CONDITIONAL
    if any(c.lower_ == "ever" for v in (head, verb) for c in v.children) and not is_negated(head, tokens):
        return Asserted.CONDITIONAL  # no sign that he ever came: outside a denial "ever" leaves it open
    if _is_infinitive(_first_of(head)) and tokens[0].i >= head.left_edge.i:
        return Asserted.PLAN  # "a deal to reopen the port": nobody says that it is open
    if head.lemma_.lower() in WISHING and any(c.dep_ in ("xcomp", "ccomp") for c in head.children):
        return Asserted.WISH
    if "would" in auxiliaries and (told_of or not _came_about(verb)):
        return Asserted.CONDITIONAL
    carrying = ("xcomp",) if head.lemma_.lower() == "offer" else ("xcomp", "ccomp", "prep", "dobj")
    if head.lemma_.lower() in UNREAL and any(c.dep_ in carrying for c in head.children):
        return Asserted.WISH  # who offers to go has not gone; what is offered for sale is
    if head.lemma_.lower() in BIDDING and _bids(head):
        return Asserted.WISH
    if (
        auxiliaries & {"will", "wo", "shall", "sha", "'ll", "’ll"}
        or (head.lemma_.lower() in PLANNING and "to" in lowered)
        or _is_to(head)
    ):
        return Asserted.PLAN
    return Asserted.STATED


def is_imperative(head: Token) -> bool:
    """Please stop ringing; do not call."""
    subject = any(c.dep_ in (*SUBJECTS, "expl") for c in head.children)
    opened = any(c.tag_ in ("MD", "TO") or c.dep_ == "mark" for c in head.children)
    return head.tag_ == "VB" and head.dep_ in ("ROOT", "ccomp") and not subject and not opened


def _is_needed(head: Token) -> bool:
    """Has to leave, needs to be reopened, ought to go."""
    return head.lemma_.lower() in ("have", "need", "ought") and any(
        c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children) for c in head.children
    )


def _bids(verb: Token) -> bool:
    """Asked him to go, called on her to resign."""
    roles = {c.dep_ for c in verb.children}
    return "xcomp" in roles and ("dobj" in roles or any(c.lower_ in ("on", "upon", "for") for c in verb.children))


def is_future(tokens: Sequence[Token]) -> bool:
    """Whether the words look forward: times in them lie after the day on which they were said."""
    return any(t.lower_ in ("will", "shall", "'ll", "’ll") for t in tokens)


def _is_asked(verb: Token) -> bool:
    """Asked whether it was so, wondered if it was: a question in other words."""
    opens = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ in ("if", "whether")), None)
    if opens is None or verb.head.lemma_.lower() not in ASKING:
        return False
    return verb.dep_ == "ccomp" or opens.i == verb.head.i + 1  # parsers take "asked if it was" for a condition


def supposes(verb: Token) -> bool:
    """Whether it is a condition or asks: "if he came", "had he come"."""
    return _is_inverted(verb) or any(
        c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children
    )


def _is_inverted(verb: Token) -> bool:
    """Had he come, he would have been seen; it will close should he not come."""
    first, top = verb.doc[verb.left_edge.i], verb
    if first.i and first.nbor(-1) == verb.head and verb.dep_ == "ccomp":  # parsers take "had" for a verb of its own
        first = top = verb.head
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is not None and _is_should_it(verb, subject):
        return True
    if subject is None or first.lower_ not in INVERTED or first.i > subject.i:
        return False
    if first not in (verb, top, *verb.children) or any(c.dep_ in SUBJECTS and c.i < first.i for c in top.children):
        return False
    then = any(c.tag_ == "MD" for c in top.head.children)
    return top.dep_ == "advcl" or (top.dep_ == "ccomp" and (top.i < top.head.i or then))


def _is_should_it(verb: Token, subject: Token) -> bool:
    """Should he come; wherever parsers hang it. Not "should he come?", "nor should he come"."""
    should = next((c for c in verb.children if c.lower_ == "should" and c.i < subject.i), None)
    if should is None or verb.sent[-1].text == "?":
        return False
    before = verb.doc[verb.left_edge.i : should.i]
    return not any(t.tag_[0] == "W" or t.lower_ in FRONTED or negates(t) for t in before)


def _came_about(verb: Token) -> bool:
    """Whether it is told looking back: "he would later die in hospital", "she would go on to win"."""
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children):
        return False  # "would later have been charged"
    later = any(c.lower_ == "later" for c in verb.children)
    went_on = verb.lemma_.lower() == "go" and any(c.lower_ == "on" for c in verb.children)
    return later or (went_on and any(c.dep_ in ("xcomp", "advcl") and _is_infinitive(c) for c in verb.children))


def _is_to(head: Token) -> bool:
    """Is to visit; going to visit."""
    if head.lemma_ == "be" and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in head.children):
        return True
    return head.lower_ == "going" and any(c.dep_ == "xcomp" for c in head.children)


def certainty_of(head: Token, tokens: Sequence[Token]) -> Certainty:
    """How sure the words are of themselves, by modal verbs and adverbs."""
    near = {t.lower_ for t in tokens if t.head == head or t == head or t.head == predicate_of(head)}
    near |= _anticipated(head)
    if near & POSSIBLE and not (near & {"not", "n't", "n’t"}):
        return Certainty.POSSIBLE
    if near & {"unlikely", "hardly", "doubtful"}:
        return Certainty.UNLIKELY
    told = {c.dep_ for c in head.children}
    held = head.lemma_.lower() in HELD and "auxpass" in told and told & {"oprd", "xcomp", "acomp", "advcl"}
    if near & PROBABLE or head.lemma_.lower() in SEEMING or held:
        return Certainty.PROBABLE
    return Certainty.CERTAIN


def _anticipated(head: Token) -> set[str]:
    """Possible, of "it is possible that he fled"; may, true, of "it may be true that he fled"."""
    verb = head.head.head if head.head.dep_ == "acomp" else head.head
    if head.dep_ != "ccomp" or verb.lemma_.lower() != "be":
        return set()
    empty = any(c.dep_ in SUBJECTS and c.lower_ == "it" for c in verb.children)
    return {c.lower_ for c in verb.children if c.dep_ in ("acomp", "aux", "neg")} if empty else set()


def word_lemmas(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The lemmas of the words and figures, in order, lower case."""
    return tuple(t.lemma_.lower() for t in tokens if (t.is_alpha or t.like_num) and not _is_alternative(t))
