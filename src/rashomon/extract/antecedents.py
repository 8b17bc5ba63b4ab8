"""What "it" and "they" take up: words before them that tell what the talk is of; nothing where that is not clear.

A sentence is of its subject rather than of its object, and what is said next is of the same thing (centering: Grosz,
Joshi and Weinstein 1995).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rashomon.extract.frame import SUBJECTS, cleft_verb, has_to, is_time, negates
from rashomon.names import PERSON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

THING = frozenset(("it",))
SEVERAL = frozenset(("they", "them"))
# Nouns that a pronoun hardly ever takes up: "at that moment it …" is not of the moment.
PASSING = frozenset(
    "time moment way case course fact end part night day morning evening afternoon week month year hour minute "
    "front side addition account result word order place opinion view".split()
)
WEATHER = frozenset("rain snow hail thunder drizzle".split())
CLAUSES = ("ccomp", "xcomp", "csubj", "acl", "advcl", "relcl")
PATIENT, BESIDE = ("dobj", "nsubjpass"), ("pobj",)
REACH = 2  # sentences before its own in which a pronoun is looked for
NEAR = 60  # words of a sentence before the pronoun
DEEPEST = 3  # pronouns that stand for one another


def antecedent_of(pronoun: Token, before: Doc | None, people: Iterable[int] = (), depth: int = DEEPEST) -> Span | None:
    """The noun phrase that the pronoun stands for.

    Args:
        pronoun: One of THING or SEVERAL.
        before: The paragraph before its own, where that is of the same voice.
        people: Where in its own paragraph names of people begin, in characters.
    """
    if not depth or _is_empty(pronoun):
        return None
    sentences = [pronoun.sent, *reversed([s for s in pronoun.doc.sents if s.end <= pronoun.sent.start][-REACH:])]
    if before is not None and len(sentences) == 1:
        sentences += list(before.sents)[-1:]
    starts = frozenset(people)
    for roles, sentence in _places(pronoun, sentences):
        head = next((t for t in _near(sentence, pronoun) if t.dep_ in roles and _can_be(t, pronoun, starts)), None)
        if head is None:
            continue
        if head.lower_ not in THING | SEVERAL:
            return _phrase(head, several=pronoun.lower_ in SEVERAL)
        here = head.doc is pronoun.doc
        return antecedent_of(head, before if here else None, starts if here else (), depth - 1)
    return None


def _places(pronoun: Token, sentences: Sequence[Span]) -> Iterator[tuple[tuple[str, ...], Span]]:
    """In which roles of which sentences to look, the likeliest first."""
    own, before = sentences[0], sentences[1:]
    yield from ((roles, own) for roles in (SUBJECTS, PATIENT, BESIDE))
    yield from ((roles, sentence) for sentence in before[:1] for roles in (SUBJECTS, PATIENT))
    yield from ((SUBJECTS, sentence) for sentence in before[1:])


def _near(sentence: Span, pronoun: Token) -> list[Token]:
    """The words of a sentence that stand before the pronoun, and not far."""
    if sentence.doc is not pronoun.doc:
        return list(sentence)[-NEAR:]
    return list(sentence.doc[max(sentence.start, pronoun.i - NEAR) : min(sentence.end, pronoun.i)])


def _can_be(token: Token, pronoun: Token, people: frozenset[int]) -> bool:
    """Whether the pronoun can take up the noun: of one number, no person for "it", and of another clause."""
    here = token.doc is pronoun.doc
    if here and _verb_of(token) == _verb_of(pronoun):
        return False
    if token.lower_ in THING | SEVERAL:
        return (token.lower_ in THING) == (pronoun.lower_ in THING)
    if token.pos_ not in ("NOUN", "PROPN") or token.lemma_.lower() in PASSING or token.ent_type_ in ("DATE", "TIME"):
        return False
    if any(negates(t) for t in (token, *token.children)) or _is_of_the_saying(token, pronoun):
        return False
    if _has_rival(token, pronoun):
        return False
    if pronoun.lower_ in SEVERAL:
        return _is_several(token)
    named = here and not people.isdisjoint(range(token.left_edge.idx, token.idx + 1))
    return not (_is_several(token) or named or token.ent_type_ == "PERSON" or token.lemma_.lower() in PERSON_NOUNS)


def _is_several(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" and c.pos_ == token.pos_ for c in token.children)


def _has_rival(token: Token, pronoun: Token) -> bool:
    """Whether others stand beside to whom that may have been done: "the men robbed two banks. They were arrested"."""
    verb = _verb_of(token)
    beside = [c for c in verb.children if c.dep_ in (*SUBJECTS, "dobj") and c != token] if verb is not None else []
    nouns = [c for c in beside if c.pos_ in ("NOUN", "PROPN")]
    return pronoun.dep_ == "nsubjpass" and any(_is_several(c) == _is_several(token) for c in nouns)


def _is_of_the_saying(token: Token, pronoun: Token) -> bool:
    """Whether the noun belongs to the telling of it, and not to what is told.

    What "the navy said it had been hit" tells is not of the navy; "said it would appeal" is of who says so.
    """
    verb = _verb_of(token)
    if verb is None or not any(c.dep_ == "ccomp" for c in verb.children):
        return False
    own = token.doc is pronoun.doc and token.sent == pronoun.sent
    deed = pronoun.dep_ == "nsubj" and pronoun.head.lemma_.lower() != "be"
    return not (own and deed and token.dep_ in SUBJECTS)


def _verb_of(token: Token) -> Token | None:
    """The verb of the innermost clause that the token is in."""
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)


def _is_empty(pronoun: Token) -> bool:
    """Whether it stands for nothing, or for what follows: "it is clear that", "it was noon", "it was they who came"."""
    verb = pronoun.head
    if pronoun.dep_ == "expl" or cleft_verb(verb) is not None or verb.lemma_.lower() in WEATHER:
        return True
    if pronoun.lower_ not in THING or pronoun.dep_ not in SUBJECTS:
        return False
    told = [c for c in verb.children if c.i > verb.i and c.dep_ in ("attr", "acomp", "oprd", "dobj")]
    clauses = [c for t in (verb, *told) for c in t.children if c.i > verb.i]
    if verb.lemma_.lower() in ("be", "become", "remain", "seem", "appear", "turn", "happen", "emerge", "take", "make"):
        later = any(
            c.dep_ in ("ccomp", "csubj", "xcomp", "relcl") or (c.dep_ in CLAUSES and has_to(c)) for c in clauses
        )
        return later or any(is_time(t) for t in told)
    return pronoun.dep_ == "nsubjpass" and any(c.dep_ in ("ccomp", "csubj") for c in clauses)


def _phrase(head: Token, *, several: bool) -> Span:
    """The words of the noun phrase, without clauses and asides that hang on it; of several all that are joined."""
    last = head
    while several and (joined := next((c for c in last.children if c.dep_ == "conj" and c.pos_ == head.pos_), None)):
        last = joined
    end = last.i
    for child in sorted((c for c in last.children if c.i > last.i), key=lambda c: c.i):
        if child.dep_ not in ("prep", "nummod", "compound", "npadvmod", "case") or is_time(child):
            break
        end = max(end, _end(child))
    return head.doc[head.left_edge.i : end + 1]


def _end(token: Token) -> int:
    """The last word of a prepositional phrase, clauses within it left out."""
    last, open_ = token.i, [token]
    while open_:
        one = open_.pop()
        last = max(last, one.i)
        open_ += (c for c in one.children if c.dep_ not in (*CLAUSES, "appos", "punct", "cc", "conj"))
    return last
