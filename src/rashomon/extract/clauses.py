"""Cut a paragraph into clauses, each owned by the innermost attribution that holds its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.extract.frame import (
    NEG_RAISING,
    NEGATIVE_IMPLICATIVES,
    SUBJECTS,
    cleft_verb,
    has_to,
    is_content,
    is_cue_negated,
    negates,
)
from rashomon.extract.stance import is_called_untrue
from rashomon.ledger import Attribution, Mode, Span, Stance
from rashomon.names import PERSON_NOUNS
from rashomon.text import Paragraph

if TYPE_CHECKING:
    from spacy.tokens import Token

KNOWING = frozenset("know understand learn remember realise realize find show prove establish".split())
SPLITTING = ("ROOT", "ccomp", "advcl", "relcl", "parataxis", "conj", "acl")
WHOLE = frozenset("the all both these those".split())
# What comes of a deed, meant or not, and what it was to keep from coming: "woke to find", "swerved to avoid".
OUTCOMES = frozenset("find discover learn win reach lose become avoid prevent escape".split())
MIN_DEPENDENT_WORDS = 4  # shorter relative and participial clauses stay with what they describe
MIN_WORDS = 2  # a shorter clause ("he left" has two) is a fragment and stays with the clause around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The words of one claim-to-be: a head and the tokens that hang on it, in order."""

    head: Token
    tokens: tuple[Token, ...]
    owner: Attribution | None

    def spans(self, paragraph: Paragraph) -> tuple[Span, ...]:
        """Its stretches in the report's text; runs parted by punctuation alone are one."""
        spans: list[Span] = []
        for run in _runs(self.tokens):
            span = paragraph.span(run)
            between = paragraph.tokens(Span(spans[-1].end, span.start)) if spans else ()
            if spans and not any(t.is_alpha or t.like_num for t in between):
                spans[-1] = Span(spans[-1].start, span.end)
            else:
                spans.append(span)
        return tuple(spans)


def cut_clauses(paragraph: Paragraph, attributions: Sequence[Attribution]) -> tuple[Clause, ...]:
    """The clauses of a paragraph in reading order, the tags ("he said on Monday") left out."""
    attributions = [a for a in attributions if not _is_unsaid(a, paragraph)]
    owners = _owners(paragraph, attributions)
    tags, cue_heads = _tags(paragraph, attributions)
    heads = {t.i: _head(t) for t in paragraph.doc}
    groups: dict[tuple[str | None, int], list[Token]] = defaultdict(list)
    for token in paragraph.doc:
        owner = owners.get(token.i)
        key = owner.id if owner else None
        if token.i in tags or (heads[token.i].i in cue_heads and key != cue_heads[heads[token.i].i]):
            continue
        groups[key, heads[token.i].i].append(token)
    clauses = [
        Clause(
            head=paragraph.doc[head],
            tokens=(*_counted(tokens[0], owners), *tokens),
            owner=owners.get(tokens[0].i),
        )
        for (_, head), tokens in _merge_fragments(groups, heads).items()
    ]
    trimmed = (
        Clause(head=_gerund(c.head, c.tokens) or c.head, tokens=tuple(_trim(c.tokens)), owner=c.owner)
        for c in clauses
        if _says_something(c.tokens)
    )
    return tuple(sorted((c for c in trimmed if c.tokens), key=lambda c: c.tokens[0].i))


def _gerund(head: Token, tokens: Sequence[Token]) -> Token | None:
    """Abducting, where the words are those of "denied abducting her"; abducted, of "denied having abducted her"."""
    if head in tokens:
        return None
    found = (t for t in tokens if t.dep_ == "xcomp" and t.head == head)
    return next(
        (t for t in found if "VBG" in (t.tag_, *(c.tag_ for c in t.children if c.dep_.startswith("aux")))), None
    )


def _counted(first: Token, owners: Mapping[int, Attribution]) -> Sequence[Token]:
    """How many they are of whom a relative clause tells: "all thirteen men" of "all thirteen men who came back".

    Who met two men who came back does not say that no more did.
    """
    if first.tag_ not in ("WP", "WDT") or not first.i:
        return ()
    noun = first.nbor(-1)
    words = first.doc[noun.left_edge.i : first.i] if noun.pos_ == "NOUN" else ()
    whole = any(t.lower_ in WHOLE for t in words) and any(t.like_num for t in words)
    return tuple(words) if whole and all(owners.get(t.i) == owners.get(first.i) for t in words) else ()


def _is_unsaid(attribution: Attribution, paragraph: Paragraph) -> bool:
    """Whether the saying is denied: "never promised to go" claims no going, but that nothing was promised."""
    cue = paragraph.tokens(attribution.cue) if attribution.cue else []
    spoken = attribution.stance in (Stance.ASSERTS, Stance.PROMISES, Stance.DEMANDS)
    thought = any(t.lemma_.lower() in NEG_RAISING | KNOWING for t in cue)
    return spoken and not thought and attribution.mode is not Mode.DIRECT and is_cue_negated(cue)


def _owners(paragraph: Paragraph, attributions: Sequence[Attribution]) -> dict[int, Attribution]:
    """For each token by its index: the smallest attribution whose content holds it."""
    by_id = {a.id: a for a in attributions}
    owners: dict[int, Attribution] = {}
    by_size = sorted(attributions, key=lambda a: (-sum(s.end - s.start for s in a.content), a.id))
    for attribution in by_size:
        for token in (t for span in attribution.content for t in paragraph.tokens(span)):
            owners[token.i] = attribution
    return {
        i: owner
        for i, one in owners.items()
        if (owner := _asserter(paragraph, paragraph.doc[i], one, by_id)) is not None
    }


def _asserter(
    paragraph: Paragraph, token: Token, owner: Attribution, by_id: Mapping[str, Attribution]
) -> Attribution | None:
    """Whose the words are: what a relative clause adds within a demand or a denial is not demanded or denied.

    Who calls reports untrue denies what they say.
    """
    if owner.mode is Mode.DIRECT:
        return owner
    if _is_called_untrue(paragraph, owner):
        return by_id.get(owner.on_word_of or "")
    if owner.stance in (Stance.ASSERTS, Stance.CONFIRMS):
        return owner
    cue = owner.cue
    relative = [t for t in (token, *token.ancestors) if t.dep_ == "relcl" and _opens_clause(t) and not is_content(t)]
    if not relative or (cue and any(paragraph.start + t.idx == cue.start for t in relative)):
        return owner
    return by_id.get(owner.on_word_of or "")


def _is_called_untrue(paragraph: Paragraph, attribution: Attribution) -> bool:
    """Whether its cue is a noun like "reports", and they are said to be wrong."""
    cue = paragraph.tokens(attribution.cue) if attribution.cue else []
    return any(is_called_untrue(c) for t in cue if t.pos_ == "NOUN" for c in t.children)


def _tags(paragraph: Paragraph, attributions: Iterable[Attribution]) -> tuple[set[int], dict[int, str]]:
    """The tokens that are cues and sources, and the cue heads with the attribution that each opens."""
    tags: set[int] = set()
    heads: dict[int, str] = {}
    for attribution in attributions:
        cue = {t.i for t in paragraph.tokens(attribution.cue)} if attribution.cue else set()
        told = {t.i for span in attribution.content for t in paragraph.tokens(span)}
        source = paragraph.tokens(attribution.source) if attribution.source else ()
        tags |= cue | {t.i for t in source if t.i not in cue | told and not _in_relative(t)}
        heads |= dict.fromkeys(cue, attribution.id)
    return tags, heads


def _in_relative(token: Token) -> bool:
    """Whether the token stands in a relative clause: what a source's relative clause tells is a claim of its own."""
    return any(t.dep_ == "relcl" for t in (token, *token.ancestors))


def _head(token: Token) -> Token:
    """The head of the clause that the token stands in."""
    while not _opens_clause(token) and token.head != token:
        token = token.head
    return token


def _opens_clause(token: Token) -> bool:
    if token.dep_ == "ROOT":
        return True
    if token.pos_ not in ("VERB", "AUX") or token.dep_ not in SPLITTING:
        return False
    if token.dep_ == "conj":
        return token.head.pos_ in ("VERB", "AUX") and _opens_clause(token.head)
    if has_to(token) and not _is_purpose(token):
        return False  # "to see" says nothing alone
    if cleft_verb(token.head) == token:
        return False  # "it was noon when he came" says one thing
    if token.dep_ in ("advcl", "relcl", "acl"):
        return len([t for t in token.subtree if t.is_alpha]) >= MIN_DEPENDENT_WORDS and not _is_contact(token)
    return token.dep_ != "ccomp" or _is_finite(token)


def _is_purpose(verb: Token) -> bool:
    """Whether it tells to what end something was done: "was moved there to dig trenches"; not, of what was not done."""
    done = verb.head
    if verb.dep_ != "advcl" or verb.i < done.i or verb.lemma_.lower() in OUTCOMES or _is_undone(done):
        return False
    return any(c.dep_ in ("dobj", "prep") for c in verb.children)


def _is_undone(verb: Token) -> bool:
    """Whether it, or a verb that it hangs on, is negated, or no one did it."""
    return any(
        step.lemma_.lower() in NEGATIVE_IMPLICATIVES
        or any(negates(t) for c in step.children if c.dep_ in ("neg", *SUBJECTS) for t in (c, *c.children))
        for step in (verb, *verb.ancestors)
    )


def _is_contact(verb: Token) -> bool:
    """Whether it is a relative clause without its pronoun: "the boat she came in"."""
    wh = any(t.tag_ in ("WP", "WDT", "WP$", "WRB") or t.lower_ == "that" for t in verb.subtree)
    return verb.dep_ == "relcl" and not wh


def _is_finite(verb: Token) -> bool:
    """Whether the clause has a subject of its own and a tense: not "see her go"."""
    subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl") and not c.tag_.startswith("W") for c in verb.children)
    return subject and (verb.tag_ in ("VBD", "VBZ", "VBP") or any(c.dep_ in ("aux", "auxpass") for c in verb.children))


def _merge_fragments(
    groups: dict[tuple[str | None, int], list[Token]], heads: dict[int, Token]
) -> dict[tuple[str | None, int], list[Token]]:
    """Clauses of fewer than two words join the clause that they hang on, where one mouth says both."""
    merged = dict(groups)
    for key in sorted(groups, key=lambda k: -k[1]):
        owner, head = key
        parent = heads[groups[key][0].doc[head].head.i].i
        words = [t for t in merged[key] if t.is_alpha and not t.is_stop]
        if len(words) < MIN_WORDS - 1 and parent != head and (owner, parent) in merged:
            merged[owner, parent] = sorted((*merged[owner, parent], *merged.pop(key)), key=lambda t: t.i)
    return merged


def _trim(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without punctuation and bare connectives at the edges."""
    left, right = 0, len(tokens)
    while left < right and (_is_edge(tokens[left]) or _is_connective(tokens[left])):
        left += 1
    while right > left and (_is_edge(tokens[right - 1]) or tokens[right - 1].lower_ in ("and", "but")):
        right -= 1
    return tokens[left:right]


def _is_connective(token: Token) -> bool:
    """Not the "that" of "that is a lie"."""
    return token.lower_ in ("and", "but", "or") or (token.lower_ == "that" and token.tag_ != "DT")


def _is_edge(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in "()%?!")


def _says_something(tokens: Sequence[Token]) -> bool:
    """Whether there is a word in it that carries meaning, and more than one word in all, or a figure.

    One noun is enough for what is done with it: "denies wrongdoing".
    """
    words = [t for t in tokens if t.is_alpha or t.like_num]
    if len(words) == 1 and words[0].tag_ in ("NN", "NNS") and words[0].dep_ == "dobj":
        clause = any(c.dep_ in ("acl", "relcl", "ccomp") for c in words[0].children)
        return not clause and words[0].lemma_.lower() not in PERSON_NOUNS
    meaning = len(words) > MIN_WORDS or any(not t.is_stop for t in words)
    return any(t.like_num for t in words) or (len(words) >= MIN_WORDS and meaning)


def _runs(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokens:
        if run and token.i != run[-1].i + 1:
            yield run
            run = []
        run.append(token)
    if run:
        yield run
