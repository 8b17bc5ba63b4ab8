"""Find who is made answerable for which words: rules over quotation marks and the parse, paragraph by paragraph.

After the rules of Pareti (2015) and of the textacy and Gender Gap Tracker extractors, with what they leave out:
indirect speech without a verb ("according to"), speech in the middle of its content, continued quotations,
nominal cues, colons, and sources that nobody names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rashomon.attribute import cues
from rashomon.ledger import Mode, Span
from rashomon.lexicon import WITNESSING
from rashomon.names import MEDIA, ORGANIZATIONS, PERSON_NOUNS
from rashomon.text import Paragraph, Quotation, is_left_undone, nested_quotations, quotations

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_FIGURES = ("CARDINAL", "TIME", "DATE", "QUANTITY", "MONEY", "PERCENT")
_WHOLE = ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos")
TELLING = frozenset("tell inform assure warn remind notify advise convince persuade".split())
MIN_PIECE = 12  # characters: what stands beside a tag and is shorter belongs to the tag ("on Monday")
MIN_QUOTED_WORDS = 3  # shorter quotations are titles, names and scare quotes, unless a cue takes them


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An attribution before its speaker is known; positions in the report's text."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    lemma: str  # of the cue, "" where there is none
    particle: str | None = None
    head: Token | None = None  # the head word of the source
    mode: Mode = Mode.INDIRECT
    medium: tuple[Span, Token] | None = None  # the outlet that it was said to or in, and its head word
    adds: bool = False  # "…, saying that": it goes on from the sentence's own verb, whatever stands between
    participle: bool = False  # the cue leans on another verb and has that one's subject
    continues: bool = False  # the speaker is that of the attribution before
    unsaid: bool = False  # nobody tells it, whatever the tagger takes it for


def find_attributions(paragraph: Paragraph) -> tuple[Found, ...]:
    """All attributions of one paragraph, in the order of their content."""
    quoted = quotations(paragraph.doc.text)
    finder = _Finder(paragraph, quoted)
    indirect = [*finder.verbs(), *finder.according(), *finder.nouns(), *finder.colons(), *finder.unattributed()]
    direct = finder.direct(indirect)
    for quotation in quoted:
        inner = nested_quotations(paragraph.doc.text, quotation)
        if inner:  # what the one quoted says that another has said
            direct += _Finder(paragraph, inner, quotation.inner).direct(())
    kept = [rest for found in indirect if (rest := _unrepeated(found, direct)) is not None]
    return tuple(sorted((*kept, *direct), key=lambda f: (f.content[0], f.cue or Span(0, 0))))


def _last(found: Found) -> Span:
    """The last stretch of an attribution, its cue included."""
    return max((*found.content, *([found.cue] if found.cue else [])))


def _unrepeated(found: Found, direct: Iterable[Found]) -> Found | None:
    """What no direct attribution by the same cue holds already: "it was late, he said: “…”" has words of both kinds."""
    same = next((o for o in direct if o.cue == found.cue and overlap(found.content, o.content) > 0.5), None)
    if same is None:
        return found
    rest = tuple(s for s in found.content if not overlap([s], same.content) and s.end - s.start >= MIN_PIECE)
    return replace(found, content=rest, mode=Mode.INDIRECT) if rest else None


def overlap(a: Iterable[Span], b: Sequence[Span]) -> float:
    """The share of a that lies in b."""
    spans = list(a)
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in spans for y in b)
    return shared / max(1, sum(x.end - x.start for x in spans))


class _Finder:
    """The rules, each a method that yields what it finds, over one paragraph."""

    def __init__(self, paragraph: Paragraph, quoted: Sequence[Quotation], within: Span | None = None) -> None:
        self.paragraph, self.doc, self.quoted = paragraph, paragraph.doc, quoted
        self.within = within or Span(0, len(paragraph.doc.text))
        self.inside = {t.i for q in quoted for t in self._tokens(*q.inner)}

    def _tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that begin in a stretch of the paragraph's own text."""
        return self.paragraph.tokens(Span(self.paragraph.start + start, self.paragraph.start + end))

    # verbs

    def verbs(self) -> Iterator[Found]:
        """Indirect speech by a verb of saying, thinking or showing."""
        for token in self.doc:
            if token.pos_ not in ("VERB", "AUX") or token.dep_ == "aux" or is_unsaid(token):
                continue
            lemma = cue_lemma(token)
            if cited := self._cited(token):
                yield cited
                continue
            source = subject_of(token)
            for content, particle in self._contents(token, lemma, source):
                found = self._found(token, source, content, lemma, particle)
                if found:
                    yield found

    def _contents(self, verb: Token, lemma: str, source: Token | None) -> Iterator[tuple[list[Token], str | None]]:
        cleft = _cleft(verb)
        if cleft is not None and lemma in cues.SPEECH:
            yield list(cleft.subtree), None
            return
        if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in cues.DEMANDING | cues.ASKING:
            return  # "asked her to explain why": nobody has explained anything
        clauses = [c for c in verb.children if c.dep_ == "ccomp"] or list(_told_clause(verb, lemma))
        clause = next((c for c in clauses if c.i > verb.i), clauses[0] if clauses else None)
        sayable = (
            lemma in cues.SPEECH
            or lemma in cues.THOUGHT
            or (lemma in cues.EVIDENCE and source is not None and (lemma != "find" or _is_finding(verb, clause)))
            or (lemma == "require" and _is_document(source))
        )
        if clause is not None and sayable and _can_speak(source, lemma):
            before = [c for c in clauses if c.i < verb.i < clause.i]  # "it was late, he said: “…”"
            around = [t for c in before for t in c.subtree]
            yield [*around, *self._clause(verb, clause), *self._citations(verb, clause)], None
            return
        if verb.dep_ == "parataxis" and lemma in cues.SPEECH | WITNESSING and source is not None:
            yield self._around(verb), None
            return
        if source is None or not _can_speak(source, lemma):
            return
        if _is_deed(verb, lemma):
            return
        open_clause = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        upon = self._particle(verb, lemma) if lemma == "call" else None
        if open_clause is not None and lemma == "ask" and _is_asked_to(verb, open_clause):
            yield list(open_clause.subtree), "to"
            return
        if open_clause is not None and (
            lemma in (cues.PROMISING | cues.DEMANDING) - {"require"} or lemma == "deny" or upon
        ):
            supposed = [t for c in verb.children if c.i > open_clause.i and _opens_with_if(c) for t in c.subtree]
            yield [*open_clause.subtree, *supposed], upon.lower_ if upon else None
            return
        yield from self._objects(verb, lemma, source)

    def _objects(self, verb: Token, lemma: str, source: Token) -> Iterator[tuple[list[Token], str | None]]:
        """Contents that are noun phrases: what is denied, demanded, called something, put at a figure."""
        if verb.i in self.inside and lemma != "say":
            return  # within a quotation such a verb tells what was done as often as what was said
        named = next((c for c in verb.children if c.dep_ in ("dobj", "nsubj") and c.i > verb.i), None)
        complement = next((c for c in verb.children if c.dep_ in ("oprd", "xcomp") and c.i > verb.i), None)
        as_or_at = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("as", "at")), None)
        if lemma in cues.NAMING and (complement or (as_or_at and as_or_at.lower_ == "as" and named)):
            last = complement or as_or_at
            assert last is not None
            yield [t for t in self.doc[verb.i + 1 : last.right_edge.i + 1] if t.sent == verb.sent], None
        elif lemma in cues.FIGURING and named and as_or_at and _is_figure(as_or_at):
            yield list(self.doc[named.left_edge.i : as_or_at.right_edge.i + 1]), None
        elif lemma in cues.COUNTING and (figure := named or _figure(verb)) and _is_counted(figure):
            yield list(figure.subtree), None
        elif lemma in cues.EVIDENCE | {"contain"} and named and named.dep_ == "dobj" and _is_document(source):
            yield list(named.subtree), None
        elif lemma in cues.PREPOSITIONAL and (prep := self._particle(verb, lemma)):
            content = [t for t in prep.subtree if t != prep]
            if not all(t.pos_ == "PRON" or t.is_punct for t in content):
                yield content, prep.lower_
        elif lemma in cues.OBJECT and named and named.dep_ == "dobj" and not _is_pronoun(named):
            yield list(named.subtree), None
        elif lemma in cues.OBJECT | cues.NAMING | {"identify"} and (told := _undergoing(verb)):
            yield [*told.subtree, *(as_or_at.subtree if as_or_at and as_or_at.lower_ == "as" else ())], None
        elif lemma in WITNESSING and named and named.dep_ == "dobj" and _looks_on(source):
            yield list(named.subtree), None

    @staticmethod
    def _particle(verb: Token, lemma: str) -> Token | None:
        wanted = cues.PREPOSITIONAL[lemma]
        return next(
            (c for c in verb.children if c.dep_ in ("prep", "prt") and c.lower_ in wanted and list(c.children)), None
        )

    def _clause(self, verb: Token, clause: Token) -> list[Token]:
        """The tokens of the clause that a verb of saying takes; all of the sentence around it where it is inverted."""
        tokens = list(clause.subtree)
        if clause.i < verb.i:  # "X happened, he said": what follows the tag belongs to the content too
            own = {t.i for t in self._tag(verb)}
            start = _last_boundary(self.doc[clause.left_edge.i : verb.i])
            return [t for t in self.doc[start : self._end(verb).i + 1] if t.i not in own]
        return _without_other_voice(tokens, clause)

    def _cited(self, verb: Token) -> Found | None:
        """Citing the brigade, the Herald said that …: those cited are the source of what the clause tells."""
        source, telling = _whom_cited(verb), verb.head
        if telling.dep_ == "nsubj":  # "the Gazette, quoting an officer, writes"
            telling = telling.head
        clause = next((c for c in telling.children if c.dep_ == "ccomp"), None)
        if source is None or clause is None or verb.i in self.inside or telling.lemma_.lower() not in cues.SPEECH:
            return None
        own = {t.i for t in verb.subtree}
        content = [t for t in self._clause(telling, clause) if t.i not in own]
        return self._build(content, source, [verb], lemma="cite") if trim(content) else None

    def _citations(self, verb: Token, clause: Token) -> Iterator[Token]:
        """The words by which whoever speaks says whom he cites: part of his report, so that theirs rests on it."""
        if verb.lemma_.lower() in cues.SPEECH and clause.i not in self.inside:
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), verb)
            for child in (*verb.children, *subject.children):
                if _whom_cited(child) is not None:
                    yield from child.subtree

    def _around(self, verb: Token) -> list[Token]:
        """The content of a verb of saying that is let into its content: all of the main clause but the tag."""
        own = {t.i for t in verb.subtree}
        return [t for t in verb.head.subtree if t.i not in own]

    def _tag(self, verb: Token) -> Iterator[Token]:
        """The verb of saying with its subject, auxiliaries and adverbials, without its content."""
        yield verb
        for child in verb.children:
            if child.dep_ in ("conj", "cc") or (child.dep_ != "ccomp" and not child.is_punct):
                yield from child.subtree

    @staticmethod
    def _end(verb: Token) -> Token:
        """The last token of the sentence, and of the next where a semicolon parts the two."""
        last = verb.sent[-1]
        return verb.doc[last.i + 1].sent[-1] if last.text == ";" and last.i + 1 < len(verb.doc) else last

    # other cues

    def according(self) -> Iterator[Found]:
        """According to X; by X's account; in X's view; in the view of X."""
        for token in self.doc:
            noun = self._account(token)
            if noun is None:
                continue
            start, source = noun
            if source.lower_ in ("what", "information"):
                continue  # "according to what we know": nobody else's word
            source = _antecedent(source)
            clause = _clause_head(start)
            phrase = {t.i for t in start.subtree} | {t.i for t in self.doc if t.i <= source.i < start.i}
            content = [t for t in clause.subtree if t.i not in phrase] if clause is not None else []
            cue = list(self.doc[start.i : source.left_edge.i]) if source.i > start.i else [start]
            if content and start.i not in self.inside:
                yield self._build(content, source, cue, lemma="accord")

    @staticmethod
    def _account(token: Token) -> tuple[Token, Token] | None:
        """The word that opens the phrase and the head of the source, where the token opens such a phrase."""
        if token.lower_ == "according":
            objects = [g for c in token.children if c.lower_ == "to" for g in c.children if g.dep_ == "pobj"]
            return (token, _whose_account(token) or objects[0]) if objects else None
        if token.lower_ in ("by", "in", "on", "for", "from") and token.dep_ == "prep":
            noun = next((c for c in token.children if c.dep_ == "pobj" and c.lemma_.lower() in cues.ACCOUNTS), None)
            owner = noun and (next((c for c in noun.children if c.dep_ == "poss"), None) or _owner_after(noun))
            return (token, owner) if owner is not None else None
        return None

    def nouns(self) -> Iterator[Found]:
        """The claim from X that …: a noun of saying that carries a clause and names its source."""
        for token in self.doc:
            if token.pos_ != "NOUN" or token.lemma_.lower() not in cues.NOUNS:
                continue
            clause = next((c for c in token.children if c.dep_ in ("acl", "ccomp", "relcl") and _has_that(c)), None)
            if clause is None or clause.i < token.i:
                continue
            owner = next((c for c in token.children if c.dep_ == "poss"), None)
            by = [g for c in token.children if c.lower_ in ("by", "from", "of") for g in c.children if g.dep_ == "pobj"]
            source = owner or (by[0] if by else None)
            if source is None and (_is_reported(token) or is_judged(token)):
                continue
            told = _without_other_voice(list(clause.subtree), clause)
            yield self._build(told, source, [token], lemma=token.lemma_.lower())

    def colons(self) -> Iterator[Found]:
        """Fire chief: doors were chained. (A headline's way to say who says so.)"""
        text = self.doc.text
        match = re.match(r"([^:.!?\n“\"]{2,60}): (?=\S)", text)
        if not match or any(
            t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ", "VBP") for t in self.doc if t.idx < match.end()
        ):
            return
        left = [t for t in self.doc if t.idx < match.end(1)]
        right = [t for t in self.doc if t.idx >= match.end()]
        if right and _names_speaker(left) and len(right) > 2:
            yield self._build(right, left[-1], [self.doc[left[-1].i + 1]], lemma=":", source_tokens=left)

    def unattributed(self) -> Iterator[Found]:
        """Is believed to, it was said that, reportedly: somebody says so, and nobody is named."""
        for token in self.doc:
            lemma = token.lemma_.lower()
            if token.lower_ in cues.ADVERBS and token.dep_ == "advmod":
                clause = _clause_head(token)
                if clause is not None:
                    yield self._build([t for t in clause.subtree if t != token], None, [token], lemma="allege")
            elif (told := _it_is_said(token)) is not None:
                passive = [c for c in token.children if c.dep_ == "auxpass"]
                yield self._build(list(told.subtree), None, [*passive, token], lemma=lemma)
            elif (
                token.tag_ == "VBN"
                and lemma in cues.SPEECH | cues.THOUGHT
                and any(c.dep_ == "xcomp" for c in token.children)
            ):
                passive = [c for c in token.children if c.dep_ in ("auxpass", "aux")]
                subject = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
                if passive and subject is not None and not _agent(token):
                    own = {token.i, *(t.i for t in passive)}
                    clause_tokens = [t for t in token.subtree if t.i not in own]
                    yield self._build(clause_tokens, None, [*passive, token], lemma=lemma)

    # quotations

    def direct(self, indirect: Sequence[Found]) -> list[Found]:
        """Each quotation that is somebody's speech, with the nearest cue beside it, or as going on from the last."""
        told: list[Found] = []
        for n, quotation in enumerate(self.quoted):
            content = self._quoted_span(quotation)
            if content is None:
                continue
            tag = self._tag_after(n) or self._tag_before(n)
            if tag is None and self._is_part_of_clause(quotation, indirect):
                continue
            if tag is not None:
                verb, source = tag
                built = self._build_direct(content, source, [verb], verb.lemma_.lower())
                same = next((k for k, f in enumerate(told) if f.cue == built.cue), None)
                if same is None:
                    told.append(built)
                else:
                    told[same] = replace(told[same], content=(*told[same].content, content))
            elif self._is_speech(quotation):
                last = self._last_before(quotation, indirect, told)
                if last is not None and last in told:  # "…," she said. "…": one attribution in two pieces
                    told[told.index(last)] = replace(last, content=(*last.content, content))
                else:
                    told.append(
                        Found(
                            content=(content,),
                            source=last.source if last else None,
                            cue=None,
                            lemma="",
                            head=last.head if last else None,
                            mode=Mode.DIRECT,
                            continues=True,
                        )
                    )
        return told

    def _quoted_span(self, quotation: Quotation) -> Span | None:
        start, end = quotation.inner
        words = self.doc.text[start:end].rstrip().rstrip(",")
        if not any(char.isalnum() for char in words):
            return None
        return Span(self.paragraph.start + start, self.paragraph.start + start + len(words))

    def _is_speech(self, quotation: Quotation) -> bool:
        """Whether it can be somebody's whole utterance rather than a title, a name or a scare quote."""
        words = self.doc.text[quotation.inner.start : quotation.inner.end].split()
        ends = self.doc.text[quotation.inner.start : quotation.outer.end].rstrip("”\"'’»“ ")[-1:] in (
            ".",
            "!",
            "?",
            ",",
            "…",
        )
        return len(words) >= MIN_QUOTED_WORDS and (ends or len(words) >= 2 * MIN_QUOTED_WORDS)

    def _gap(self, n: int, after: bool) -> list[Token]:
        """The tokens between this quotation and its neighbour, on one side."""
        if after:
            start = self.quoted[n].outer.end
            end = self.quoted[n + 1].outer.start if n + 1 < len(self.quoted) else self.within.end
        else:
            start = self.quoted[n - 1].outer.end if n else self.within.start
            end = self.quoted[n].outer.start
        return [t for t in self._tokens(start, end) if not t.is_space]

    def _tag_after(self, n: int) -> tuple[Token, Token | None] | None:
        """The verb of saying after the quotation, and its subject: "…," she said."""
        text, quotation = self.doc.text, self.quoted[n]
        inner = text[quotation.inner.start : quotation.inner.end].rstrip()
        gap = self._gap(n, after=True)
        if not gap or not (inner[-1:] in ",?!–—…-" or gap[0].text in (",", "–", "—") or gap[0].text[:1].islower()):
            return None
        segment = _first_segment(gap)
        verb = next((t for t in segment if self._is_tag_verb(t)), None)
        if verb is None or (
            gap[0].lower_ in ("and", "but", "as", "who", "in", "that", "which") and inner[-1:] not in ",?!"
        ):
            return None
        return verb, self._tag_source(verb, segment)

    def _tag_before(self, n: int) -> tuple[Token, Token | None] | None:
        """The verb of saying before the quotation: He said: "…"; and he added, "…"."""
        gap = self._gap(n, after=False)
        if not gap or (gap[-1].text not in (",", ":") and not (gap[-1].pos_ == "VERB" and self._is_tag_verb(gap[-1]))):
            return None
        segment = _last_segment(gap)
        verb = next((t for t in reversed(segment) if self._is_tag_verb(t)), None)
        if verb is None:
            if gap[-1].text == ":" and _names_speaker(segment[:-1]):
                return segment[-1], segment[-2]
            return None
        return verb, self._tag_source(verb, segment)

    def _is_tag_verb(self, token: Token) -> bool:
        lemma = token.lemma_.lower()
        if token.i in self.inside or token.pos_ not in ("VERB", "AUX"):
            return False
        return lemma in cues.SPEECH or (lemma == "go" and any(c.lower_ == "on" for c in token.children))

    def _tag_source(self, verb: Token, segment: Sequence[Token]) -> Token | None:
        source = subject_of(verb)
        if source is not None and source.i not in self.inside:
            return source
        nouns = [
            t for t in segment if t.pos_ in ("PROPN", "NOUN", "PRON") and t.dep_ not in ("pobj", "compound", "poss")
        ]
        beside = [t for t in nouns if t.head == verb or abs(t.i - verb.i) <= 3]
        return beside[0] if beside else None

    def _is_part_of_clause(self, quotation: Quotation, indirect: Sequence[Found]) -> bool:
        """Whether an indirect attribution holds the quotation among its own words."""
        span = Span(self.paragraph.start + quotation.inner.start, self.paragraph.start + quotation.inner.end)
        return any(overlap([span], f.content) > 0.8 and not (f.cue and overlap([f.cue], [span])) for f in indirect)

    def _last_before(self, quotation: Quotation, indirect: Sequence[Found], direct: Sequence[Found]) -> Found | None:
        """The attribution of this paragraph, its source known, that ends last before the quotation."""
        start = self.paragraph.start + quotation.outer.start
        told = [f for f in (*indirect, *direct) if f.source is not None and _last(f).start < start]
        return max(told, key=lambda f: _last(f).end, default=None)

    # building

    def _found(
        self, verb: Token, source: Token | None, content: list[Token], lemma: str, particle: str | None
    ) -> Found | None:
        own = {verb.i, *(t.i for t in self._source_tokens(source, verb))}
        if verb.i in {t.i for t in content} or (source is not None and source.i in {t.i for t in content}):
            content = [t for t in content if t.i not in own]
        if not [t for t in content if t.is_alpha or t.like_num]:
            return None
        return self._build(content, source, self._cue_tokens(verb, particle), lemma=lemma, particle=particle)

    @staticmethod
    def _cue_tokens(verb: Token, particle: str | None) -> list[Token]:
        return [verb, *(c for c in verb.children if particle and c.lower_ == particle and c.i == verb.i + 1)]

    def _source_tokens(self, source: Token | None, verb: Token | None = None) -> list[Token]:
        """The source's noun phrase, cut before the verb where a relative clause runs on into it."""
        if source is None:
            return []
        tokens = [t for t in source.subtree if t.i not in self.inside or source.i in self.inside]
        if verb is not None and verb in tokens:  # "the captain, who said that …": only what comes before "who"
            tokens = [t for t in tokens if t.i < next(c.left_edge.i for c in source.children if verb in c.subtree)]
        tokens = _contiguous(tokens or [source], source)
        while len(tokens) > 1 and tokens[-1].is_punct and tokens[-1].text not in (")",):
            tokens.pop()
        return tokens

    def _build(
        self,
        content: list[Token],
        source: Token | None,
        cue: Sequence[Token],
        *,
        lemma: str,
        particle: str | None = None,
        source_tokens: Sequence[Token] | None = None,
    ) -> Found:
        verb = cue[-1] if cue else None
        named = list(source_tokens) if source_tokens else self._source_tokens(source, verb)
        spans = tuple(self._pieces(content))
        outer = [Span(self.paragraph.start + q.inner.start, self.paragraph.start + q.inner.end) for q in self.quoted]
        mode = Mode.MIXED if any(overlap([q], spans) > 0.8 for q in outer) else Mode.INDIRECT
        return Found(
            content=spans or (self.paragraph.span(content),),
            source=self.paragraph.span(named) if named else None,
            cue=self.paragraph.span(cue) if cue else None,
            lemma=lemma,
            particle=particle,
            head=source,
            mode=mode,
            adds=verb is not None and is_adding(verb),
            participle=verb is not None and verb.dep_ == "advcl" and verb.tag_ == "VBG",
            medium=self._medium(verb) if verb is not None and source is not None else None,
        )

    def _medium(self, verb: Token) -> tuple[Span, Token] | None:
        """Told whom, said where: the phrase beside a verb of saying that can be an outlet."""
        if verb.lemma_.lower() not in cues.SPEECH | cues.NAMING:
            return None
        if (quoting := _who_quotes(verb)) is not None:
            return self.paragraph.span(self._source_tokens(quoting)), quoting
        beside = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ in ("NOUN", "PROPN")]
        beside += [g for c in verb.children if c.lower_ in ("to", "in", "on") for g in c.children if g.dep_ == "pobj"]
        for noun in beside:
            tokens = self._source_tokens(noun)
            if any(c.dep_ == "poss" and c.pos_ == "PRON" for c in noun.children):
                continue  # on its own website
            called = [noun] if noun.pos_ != "PROPN" else tokens  # a news conference is no news outlet
            if noun.i not in self.inside and (any(t.lower_ in MEDIA for t in called) or _is_told(noun)):
                return self.paragraph.span(tokens), noun
        return None

    def _build_direct(self, content: Span, source: Token | None, cue: Sequence[Token], lemma: str) -> Found:
        built = self._build([cue[0]], source, cue, lemma=lemma)
        return replace(built, content=(content,), mode=Mode.DIRECT)

    def _pieces(self, tokens: Iterable[Token]) -> Iterator[Span]:
        """Runs of neighbouring tokens as spans, trimmed of conjunctions and punctuation at their edges."""
        run: list[Token] = []
        for token in (*sorted(set(tokens), key=lambda t: t.i), None):
            if run and (token is None or token.i != run[-1].i + 1):
                trimmed = trim(run)
                if trimmed:
                    yield self.paragraph.span(trimmed)
                run = []
            if token is not None:
                run.append(token)


def cue_lemma(verb: Token) -> str:
    """The verb's lemma, with its particle where that makes it another verb of saying ("rule out")."""
    lemma = verb.lemma_.lower()
    phrasal = (f"{lemma}_{c.lower_}" for c in verb.children if c.dep_ == "prt")
    return next((joined for joined in phrasal if joined in cues.SPEECH), lemma)


def trim(tokens: Sequence[Token]) -> list[Token]:
    """Without the punctuation and the bare connectives at both ends."""
    left, right = 0, len(tokens)
    while left < right and (
        _is_edge(tokens[left])
        or (tokens[left].dep_ in ("cc", "mark") and tokens[left].lower_ in ("that", "and", "but"))
    ):
        left += 1
    while right > left and _is_edge(tokens[right - 1]):
        right -= 1
    return list(tokens[left:right])


def _is_edge(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in "()%")


def subject_of(verb: Token, depth: int = 6, *, leaned_on: bool = False) -> Token | None:
    """Who does what the verb says: its subject, the agent of a passive, or that of the verb that it leans on."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is not None and subject.dep_ == "nsubjpass" and not leaned_on:
        return _agent(verb)
    if subject is not None and subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    if subject is not None:
        return subject if subject.dep_ != "expl" else None
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children):
        return _agent(verb)  # "asked whether it was so, she left": it was not she who asked
    if depth and is_adding(verb) and verb.sent.root.pos_ == "VERB" and verb.sent.root != verb:
        return subject_of(verb.sent.root, 0, leaned_on=True)
    if depth and verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        return subject_of(verb.head, depth - 1, leaned_on=True)
    if depth and verb.dep_ in ("acl", "relcl") and verb.tag_ in ("VBG",):
        return verb.head
    if depth and verb.dep_ == "pcomp" and verb.head.head.pos_ in ("VERB", "AUX"):
        quoted = next((c for c in verb.head.head.children if c.dep_ == "dobj"), None)  # "quoted X as saying"
        as_said = quoted if verb.head.lower_ == "as" else None
        return as_said or subject_of(verb.head.head, depth - 1, leaned_on=True)
    return None


def is_adding(verb: Token) -> bool:
    """The participle by which news goes on with whoever the sentence is about: "rejected the charge, saying that"."""
    adds = verb.tag_ == "VBG" and verb.lemma_.lower() in cues.ADDING and verb.dep_ == "advcl"
    return adds and verb.i > 0 and verb.nbor(-1).text == ","


def _agent(verb: Token) -> Token | None:
    """Who does what a passive says: "was told by X"; "was told from headquarters that"."""
    told = verb.lemma_.lower() in TELLING
    by = (c for c in verb.children if c.dep_ == "agent" or (told and c.lower_ == "from" and c.dep_ == "prep"))
    return next((g for c in by for g in c.children if g.dep_ == "pobj"), None)


def is_hearer(source: Token | None, verb: Token | None) -> bool:
    """Whether it is the one to whom, or of whom, something was said: "the guard was told", "was accused"."""
    if source is None or verb is None or verb.lemma_.lower() not in TELLING | {"ask", "accuse", "blame", "charge"}:
        return False
    subject = source.head if source.dep_ == "appos" else source
    return subject.dep_ == "nsubjpass" and subject.head == verb


def _undergoing(verb: Token) -> Token | None:
    """The X of "X was denied by the mayor"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return subject if subject is not None and not _is_pronoun(subject) and _agent(verb) is not None else None


def _looks_on(source: Token) -> bool:
    """Whether to see and hear is what the source is there for: a patrol, witnesses, a camera."""
    whole = next((g for c in source.children if c.lower_ == "of" for g in c.children), source)
    return whole.lemma_.lower() in cues.ONLOOKERS


def _can_speak(source: Token | None, lemma: str) -> bool:
    """Whether the subject is one that says things: not "it", not an abstract noun with a verb of thinking."""
    if (
        source is None
        or source.lower_ in ("nobody", "none", "nothing")
        or source.tag_ in ("WP", "WDT")  # "find out who signed": a question, no speaker
        or (source.lower_ in ("i", "we", "you") and lemma in cues.THOUGHT - cues.SPEECH)
    ):
        return False  # "I think" hedges one's own words
    if source.lower_ in ("it", "this", "there", "what", "that", "which"):
        return lemma in (cues.SPEECH - cues.EVIDENCE) | {"assess"} and source.lower_ == "it"
    return True


def _told_clause(verb: Token, lemma: str) -> Iterator[Token]:
    """The clause of "told the paper that …", which parsers hang on whom it was told."""
    if lemma in TELLING:
        for hearer in (c for c in verb.children if c.dep_ in ("dobj", "dative")):
            for clause in hearer.subtree:
                if clause.dep_ in ("relcl", "acl", "ccomp") and clause.i > hearer.i and _own_that(clause):
                    yield clause


def _own_that(clause: Token) -> bool:
    """Whether the clause opens with "that" and has a subject beside it, so that "that" is no relative pronoun."""
    that = any(c.lower_ == "that" and c.i < clause.i for c in clause.children)
    return that and any(c.dep_ in SUBJECTS and c.lower_ != "that" for c in clause.children)


def _last_boundary(tokens: SpacySpan) -> int:
    """Where the last sentence begins that stands before a tag: parsers join sentences over quotation marks."""
    start = tokens[0].i
    for token, following in pairwise(tokens):
        ends = token.text[-1:] in ".!?;" and len(token) != 2
        if (ends and following.text[:1].isupper() and following.pos_ != "PROPN") or token.text == ";":
            start = following.i
    return start


def _without_other_voice(tokens: list[Token], clause: Token) -> list[Token]:
    """The clause without "…, as the minister insisted that …": another who speaks beside, not what is told."""
    adding = next((t for t in clause.subtree if t != clause and is_adding(t)), None)
    if adding is not None:
        return [t for t in tokens if t.i < adding.i - 1]
    for child in clause.children:
        aside = child.dep_ == "advcl" and child.i > clause.i and child.lemma_.lower() in cues.SPEECH
        if aside and any(c.lower_ in ("as", "while", "whereas", "though", "although") for c in child.children):
            own = {t.i for t in child.subtree}
            return [t for t in tokens if t.i not in own]
    return tokens


def _whom_cited(verb: Token) -> Token | None:
    """Whom the words "citing X" name, where X is somebody; a reason or a law that is cited speaks for nobody."""
    if verb.lemma_.lower() not in ("cite", "quote") or verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl", "prep"):
        return None
    cited = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if cited is None:
        return None
    somebody = cited.lemma_.lower() in PERSON_NOUNS or cited.lower_ in ORGANIZATIONS | MEDIA
    return cited if somebody or cited.ent_type_ in ("PERSON", "ORG") else None


def _who_quotes(verb: Token) -> Token | None:
    """The Herald of "the Herald quoted X as saying", "X was quoted by the Herald as saying"."""
    quoting = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or quoting.lemma_.lower() not in ("quote", "cite"):
        return None
    who = _agent(quoting) or next((c for c in quoting.children if c.dep_ == "nsubj"), None)
    return who if who is not None and not _is_pronoun(who) else None


def _antecedent(source: Token) -> Token:
    """The noun that "which" stands for in "the statement, according to which …": the last before the comma."""
    if source.lower_ not in ("which", "whom"):
        return source
    before = [t for t in source.sent if t.i < source.i and t.pos_ in ("NOUN", "PROPN") and t.dep_ in _WHOLE]
    return before[-1] if before else source


def _whose_account(according: Token) -> Token | None:
    """The "her" of "according to her information …", after which parsers go on as if it were one phrase."""
    following = according.doc[according.i + 2 : according.i + 4]
    if len(following) < 2 or following[0].tag_ != "PRP$" or following[1].lemma_.lower() not in cues.ACCOUNTS:
        return None
    return following[0]


def _owner_after(noun: Token) -> Token | None:
    """The X of "the view of X"; "in view of" and "on account of", without an article, name a reason."""
    if not any(c.dep_ == "det" for c in noun.children):
        return None
    return next((g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)


def _is_told(noun: Token) -> bool:
    """Whether it is a name, by itself, of an organisation that is no authority: "told Reef Wire"."""
    named = noun.pos_ == "PROPN" and noun.ent_type_ == "ORG" and noun.dep_ in ("dobj", "dative")
    authority = ORGANIZATIONS & {t.lower_ for t in noun.subtree}
    return named and not authority and noun.head.lemma_.lower() == "tell"


def _it_is_said(verb: Token) -> Token | None:
    """The clause of "it was said that …", where no agent says who said it."""
    told = verb.tag_ == "VBN" and verb.lemma_.lower() in cues.SPEECH | cues.THOUGHT and _agent(verb) is None
    it = any(c.dep_ in ("nsubjpass", "expl") and c.lower_ == "it" for c in verb.children)
    own = any(c.tag_ == "MD" for c in verb.children)  # "it must be assumed": the page's own reckoning
    if own or not (told and it and any(c.dep_ == "auxpass" for c in verb.children)):
        return None
    return next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)


def _cleft(verb: Token) -> Token | None:
    """The clause of "what she said was that …"."""
    what = verb.dep_ == "csubj" and any(c.dep_ == "dobj" and c.lower_ == "what" for c in verb.children)
    return next((c for c in verb.head.children if c.dep_ == "ccomp" and c.i > verb.i), None) if what else None


def _opens_with_if(clause: Token) -> bool:
    return clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in clause.children)


def _is_document(source: Token | None) -> bool:
    return source is not None and source.lemma_.lower() in cues.DOCUMENTS


def _figure(verb: Token) -> Token | None:
    """The figure of "counted fewer than 120", which parsers take for an adverbial."""
    return next((c for c in verb.children if c.dep_ == "npadvmod" and c.i > verb.i and c.pos_ == "NUM"), None)


def _is_finding(verb: Token, clause: Token | None) -> bool:
    """Whether something was found to be so: not "found it compelling", which has no tense, nor "will find out"."""
    tensed = clause is not None and (
        clause.tag_ in ("VBD", "VBZ", "VBP") or any(c.dep_ in ("aux", "auxpass") for c in clause.children)
    )
    return tensed and not any(c.dep_ == "prt" for c in verb.children)


def _is_figure(at: Token) -> bool:
    """At 400, at 9.50 p.m.; "at risk" and "at the top" put no figure on anything."""
    return at.lower_ == "at" and any(t.like_num or t.ent_type_ in _FIGURES for t in at.subtree)


def _is_counted(noun: Token) -> bool:
    return any(c.pos_ == "NUM" for c in (noun, *noun.children))


def _is_deed(verb: Token, lemma: str) -> bool:
    """Whether promising or asking is what somebody else tells that was done: "she says he asked for asylum"."""
    told = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in cues.SPEECH
    return told and (lemma in cues.PREPOSITIONAL or lemma in cues.PROMISING)


def _is_asked_to(verb: Token, clause: Token) -> bool:
    """Whether somebody is asked to do what the clause says; who asks to stay, or not to be named, does something."""
    asked = any(c.dep_ in ("dobj", "dative") and c.i > verb.i for c in verb.children)
    return asked and any(c.tag_ == "TO" for c in clause.children)


def _is_pronoun(token: Token) -> bool:
    return token.pos_ == "PRON"


def _is_reported(noun: Token) -> bool:
    """Whether the noun is the object of a verb of saying, which then is the cue."""
    return noun.dep_ in ("dobj", "attr") and noun.head.lemma_.lower() in cues.SPEECH | cues.OBJECT


def is_met_with(noun: Token) -> bool:
    """Whether it is what somebody else has said that is met with: "did not respond to allegations", "face claims"."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in cues.NOUNS - cues.OPINIONS:
        return False
    if any(c.dep_ == "poss" for c in noun.children):
        return False
    if noun.dep_ == "dobj":
        return noun.head.lemma_.lower() in cues.MEETING
    above = noun.head.head
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ in ("to", "on", "into", "of", "about", "over")
        and noun.head.lower_ not in cues.PREPOSITIONAL.get(above.lemma_.lower(), ())
        and above.pos_ in ("VERB", "AUX", "ADJ")
        and above.lemma_.lower() not in cues.OBJECT | cues.BASING
    )


def is_unsaid(verb: Token) -> bool:
    """Whether nobody tells anything: "left without calling for help"; "he is a thief, everybody here knows him".

    Nor are the words around it those of whom they contradict: "contrary to what the army said, it was shut".
    """
    if verb.lemma_.lower() == "blame" and verb.tag_ == "VB" and verb.head.lemma_ == "be":
        return True  # "fog was to blame"
    what = any(c.lower_ == "what" and c.dep_ == "dobj" for c in verb.children)
    against = verb.dep_ == "pcomp" and {verb.head.lower_, verb.head.head.lower_} & {"contrary", "despite", "unlike"}
    return is_left_undone(verb) or _is_common_knowledge(verb) or (what and bool(against))


def _is_common_knowledge(verb: Token) -> bool:
    return verb.lemma_.lower() == "know" and any(
        c.dep_ == "dobj" and c.tag_ == "PRP" and c.i > verb.i for c in verb.children
    )


def is_judged(noun: Token) -> bool:
    """Whether the page says what it is: "reports that it fell are wrong" makes nobody answerable."""
    copula = noun.dep_ == "nsubj" and noun.head.lemma_ in ("be", "prove")
    return copula and any(c.dep_ in ("acomp", "attr", "oprd") for c in noun.head.children)


def _has_that(clause: Token) -> bool:
    return any(c.dep_ in ("mark",) and c.lower_ == "that" for c in clause.children) or (
        clause.dep_ in ("acl",) and any(c.dep_ in SUBJECTS for c in clause.children)
    )


def _clause_head(token: Token) -> Token | None:
    """The verb of the clause that the token stands in."""
    head = token.head
    while head.head != head and not (
        head.pos_ in ("VERB", "AUX") and (head.dep_ in ("ROOT", "ccomp", "parataxis") or _own_subject(head))
    ):
        head = head.head
    return head


def _own_subject(verb: Token) -> bool:
    return verb.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in verb.children)


def _names_speaker(tokens: Sequence[Token]) -> bool:
    """Whether a few words before a colon name somebody who can speak."""
    words = [t for t in tokens if not t.is_punct]
    if not 0 < len(words) <= 6:
        return False
    head = words[-1]
    known = (
        head.lemma_.lower() in PERSON_NOUNS
        or head.lower_ in ORGANIZATIONS
        or head.ent_type_ in ("PERSON", "ORG", "GPE")
    )
    return known or (head.pos_ == "PROPN" and all(t.text[:1].isupper() for t in words))


def _contiguous(tokens: Sequence[Token], around: Token) -> list[Token]:
    """The run of neighbouring tokens that holds the one given."""
    indices = {t.i for t in tokens}
    start = end = around.i
    while start - 1 in indices:
        start -= 1
    while end + 1 in indices:
        end += 1
    first = tokens[0].doc
    return list(first[start : end + 1])


def _first_segment(gap: Sequence[Token]) -> list[Token]:
    """The tokens up to the first full stop or colon."""
    stop = next((n for n, t in enumerate(gap) if n and t.text in (".", "!", "?", ":", ";")), len(gap))
    return list(gap[:stop])


def _last_segment(gap: Sequence[Token]) -> list[Token]:
    """The tokens after the last full stop."""
    stop = next((n for n in range(len(gap) - 1, -1, -1) if gap[n].text in (".", "!", "?", ";")), -1)
    return list(gap[stop + 1 :])
