"""What "it" and "they" take up: words before them that tell what the talk is of; nothing where that is not clear.

A sentence is of its subject rather than of its object, and what is said next is of the same thing (centering: Grosz,
Joshi and Weinstein 1995).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rashomon.extract.frame import NEGATIONS, SUBJECTS, cleft_verb, is_time
from rashomon.names import PERSON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

THING = frozenset(("it", "itself"))
SEVERAL = frozenset(("they", "them", "themselves"))
CLAUSES = ("ccomp", "xcomp", "csubj", "acl", "advcl", "relcl")
# Nouns that a pronoun hardly ever takes up: "at that moment it …" is not of the moment.
PASSING = frozenset(
    "time moment way case course fact end part night day morning evening afternoon week month year hour minute "
    "front side addition account result word order place opinion view".split()
)
SUBJECT, PATIENT, BESIDE = ("nsubj", "nsubjpass", "csubj"), ("dobj", "nsubjpass"), ("pobj",)
REACH = 2  # sentences before its own in which a pronoun is looked for
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
    for roles, where in _places(pronoun, sentences):
        tokens = [t for sentence in where for t in sentence if t.doc is not pronoun.doc or t.i < pronoun.i]
        head = next((t for t in tokens if t.dep_ in roles and _can_be(t, pronoun, starts)), None)
        if head is not None:
            same = head.lower_ in THING | SEVERAL
            return antecedent_of(head, before, starts, depth - 1) if same else _phrase(head)
    return None


def _places(pronoun: Token, sentences: Sequence[Span]) -> Iterator[tuple[tuple[str, ...], Sequence[Span]]]:
    """In which roles of which sentences to look, the likeliest first: of what is done to it, to what something was."""
    own, before = sentences[:1], sentences[1:]
    if pronoun.dep_ == "nsubjpass":
        yield from ((PATIENT, [sentence]) for sentence in sentences[:2])
    yield from ((roles, own) for roles in (SUBJECT, PATIENT, BESIDE))
    yield from ((roles, before[:1]) for roles in (SUBJECT, PATIENT))
    yield SUBJECT, before[1:]


def _can_be(token: Token, pronoun: Token, people: frozenset[int]) -> bool:
    """Whether the pronoun can take up the noun: of one number, no person for "it", and of another clause.

    Who says in a statement that it was shut does not speak of the statement.
    """
    if token.doc is pronoun.doc and (
        _verb_of(token) == _verb_of(pronoun) or (token.dep_ not in SUBJECT and _verb_of(token) in _sayings(pronoun))
    ):
        return False
    if token.lower_ in THING | SEVERAL:
        return (token.lower_ in THING) == (pronoun.lower_ in THING)
    if token.pos_ not in ("NOUN", "PROPN") or token.lemma_.lower() in PASSING | NEGATIONS or is_time(token):
        return False
    several = token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" and c.pos_ == token.pos_ for c in token.children)
    if pronoun.lower_ in SEVERAL:
        return several
    named = token.doc is pronoun.doc and any(token.left_edge.idx <= start <= token.idx for start in people)
    return not (several or named or token.ent_type_ == "PERSON" or token.lemma_.lower() in PERSON_NOUNS)


def _sayings(pronoun: Token) -> list[Token]:
    """The verbs of which the clause of the pronoun tells what was said."""
    return [t.head for t in pronoun.ancestors if t.dep_ == "ccomp"]


def _verb_of(token: Token) -> Token | None:
    """The verb of the innermost clause that the token is in."""
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)


def _is_empty(pronoun: Token) -> bool:
    """Whether it stands for nothing, or for what follows: "it is clear that", "it was noon", "it was they who came"."""
    verb = pronoun.head
    if pronoun.dep_ == "expl" or cleft_verb(verb) is not None:
        return True
    if pronoun.lower_ not in THING or pronoun.dep_ not in SUBJECTS:
        return False
    told = [c for c in verb.children if c.i > verb.i and c.dep_ in ("attr", "acomp", "oprd")]
    clauses = [c for t in (verb, *told) for c in t.children if c.dep_ in CLAUSES and c.i > verb.i]
    return verb.lemma_.lower() in ("be", "seem", "appear", "take", "happen", "emerge") and (
        any(is_time(t) for t in told) or any(c.dep_ not in ("advcl", "acl") or c.tag_ == "VB" for c in clauses)
    )


def _phrase(head: Token) -> Span:
    """The words of the noun phrase, without clauses and asides that hang on it."""
    doc = head.doc
    first, last = head.left_edge.i, head.i
    for child in sorted(_right(head), key=lambda c: c.i):
        if child.dep_ not in ("prep", "nummod", "compound", "npadvmod", "case") or is_time(child):
            break
        last = max(last, _end(child))
    return doc[first : last + 1]


def _right(head: Token) -> Sequence[Token]:
    return [c for c in head.children if c.i > head.i]


def _end(token: Token) -> int:
    """The last word of a prepositional phrase, clauses within it left out."""
    own = [c for c in token.children if c.dep_ not in (*CLAUSES, "appos", "punct", "cc", "conj")]
    return max([token.i, *(_end(c) for c in own)])
