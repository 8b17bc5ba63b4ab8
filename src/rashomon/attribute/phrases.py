"""What the words of a source tell by themselves: definite or not, whose part, which outlet in short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.ledger import Span
from rashomon.names import FEMALE, MALE, MEDIA, ORDINALS, ORGANIZATIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

OURSELVES = frozenset("we i us our me my".split())
PARTS = frozenset("department office team staff branch unit desk section service".split())  # of an institution


def behind_ordinal(head: Token | None) -> Token | None:
    """ "Third, a friend says": the friend."""
    if head is not None and head.lower_ in ORDINALS:
        return next((c for c in head.children if c.dep_ == "appos"), head)
    return head


def is_salient(token: Token) -> bool:
    """Whether a pronoun may well mean it: a subject, a doer, or one of whom a clause with "who" tells more."""
    told_more = any(c.dep_ == "relcl" and any(g.lower_ == "who" for g in c.children) for c in token.children)
    return token.dep_ in ("nsubj", "nsubjpass") or token.head.dep_ == "agent" or told_more or _is_asked_by_us(token)


def _is_asked_by_us(token: Token) -> bool:
    """Whether the page turned to him: "I wrote to Ms Dunn. She …"."""
    verb = token.head.head if token.head.lower_ == "to" else token.head
    turned = verb.lemma_.lower() in ("ask", "write", "call", "phone", "ring", "speak", "talk", "email")
    hears = token.dep_ in ("dobj", "dative", "pobj")
    return turned and hears and any(c.dep_ == "nsubj" and c.lower_ in OURSELVES for c in verb.children)


def is_possessor(text: str, span: Span) -> bool:
    """Whether the name only tells whose: "X's lawyer", "the lawyer of X"."""
    after, before = text[span.end : span.end + 2], text[max(0, span.start - 4) : span.start].split()
    return after in ("'s", "’s") or before[-1:] in (["of"], ["for"])


def is_ours(head: Token | None) -> bool:
    """Our IT department: a part of the institution that speaks."""
    own = head is not None and any(c.lower_ == "our" for c in head.children)
    named = head is not None and any(c.dep_ == "appos" for c in head.children)
    return own and not named and head is not None and head.lower_ in PARTS


def is_one_outlet(name: str, other: str) -> bool:
    """Whether two names of outlets can be one: by some of its words, or by how each of them begins ("HPA")."""
    one, two = name.lower(), other.lower()
    return one in two or two in one or _abbreviates("".join(one.split()), two.split())


def _abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether the letters are beginnings of the words, each in turn, of all of them."""
    if not short or not words:
        return not short and not words
    return any(
        short.startswith(words[0][:n]) and _abbreviates(short[n:], words[1:]) for n in range(1, len(words[0]) + 1)
    )


def may_be_company(name: str) -> bool:
    return not (ORGANIZATIONS | MEDIA) & words_of(name)


def last_part(token: Token) -> Token:
    """The last part of a noun that hyphens part: "brother-in-law"."""
    while token.i + 2 < len(token.doc) and token.nbor().text == "-" and not token.whitespace_:
        token = token.nbor(2)
    return token


def whose(head: Token | None) -> Token | None:
    """The brigade of "the brigade, whose log shows": a relative clause tells whose the document is.

    Of "the log, a copy of which" the log.
    """
    if head is None:
        return None
    if any(g.tag_ == "WDT" for c in head.children if c.lower_ == "of" for g in c.children):
        before = head.doc[head.left_edge.i - 2] if head.left_edge.i > 1 else head
        return before if before.pos_ in ("NOUN", "PROPN") else None
    if not any(c.tag_ == "WP$" for c in head.children):
        return None
    clause = next((t for t in head.ancestors if t.dep_ == "relcl"), None)
    return clause.head if clause is not None else None


def words_of(name: str) -> set[str]:
    return set(name.lower().split())


def has_no_article(head: Token) -> bool:
    return head.tag_ == "NN" and not any(c.lower_ in ("a", "an") for c in head.children)


def gender_of(lemma: str) -> str | None:
    return "m" if lemma in MALE else "f" if lemma in FEMALE else None


def is_definite(head: Token) -> bool:
    return (
        any(c.lower_ in ("the", "this", "that", "his", "her", "its", "their") for c in head.children)
        or head.i == head.left_edge.i
    )
