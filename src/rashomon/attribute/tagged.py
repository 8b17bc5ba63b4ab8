"""What the trained tagger finds, as the rules would hand it on; and both together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rashomon.attribute import cues
from rashomon.attribute.find import Found, cue_lemma, overlap
from rashomon.ledger import Mode, Report, Span
from rashomon.models.attribution import Tagged, tagger
from rashomon.text import Paragraph, crossed

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARKS = '"“„«‘'
_OPENING = re.compile(r"[\s,]*(?:that\s+)?[\"“„«\s]*(?!$)")
_CLOSING = re.compile(r"[\"”»,\s]+$")
_CLOSING_STOP = re.compile(r"[\"”»,.;\s]+$")
SAME = 0.5  # contents that share more than half of either are one


def read_tagged(report: Report, paragraphs: Sequence[Paragraph]) -> tuple[tuple[Found, ...], ...]:
    """What the tagger finds in each paragraph, by the place of the cue (of the content, where there is no cue)."""
    starts = [paragraph.start for paragraph in paragraphs]
    blocks = [paragraph.extent for paragraph in paragraphs]
    voices: dict[str, list[Span]] = defaultdict(list)
    for paragraph, block in zip(paragraphs, blocks, strict=True):
        voices[paragraph.passage].append(block)
    found: dict[int, list[Found]] = defaultdict(list)
    for tagged in tagger().predict(report.text, blocks=blocks):
        if tagged.content:
            at = bisect_right(starts, (tagged.cue or tagged.content)[0].start) - 1
            content = _within(tagged.content, voices[paragraphs[at].passage])
            found[at].append(_found(replace(tagged, content=content), paragraphs[at], report.text))
    return tuple(tuple(found[n]) for n in range(len(paragraphs)))


def _within(content: Sequence[Span], blocks: Sequence[Span]) -> tuple[Span, ...]:
    """The content cut at the edges of paragraphs, and to those of the passage that the cue stands in."""
    pieces = (
        Span(max(span.start, blocks[n].start), min(span.end, blocks[n].end))
        for span in content
        for n in crossed(blocks, span)
    )
    return tuple(sorted(piece for piece in pieces if piece.start < piece.end)) or tuple(content)


def _found(tagged: Tagged, paragraph: Paragraph, text: str) -> Found:
    cue = _tokens(tagged.cue, paragraph)
    verb = next((t for t in reversed(cue) if t.pos_ == "VERB"), cue[-1] if cue else None)
    source = _tokens(tagged.source, paragraph)
    inside = {source_token.i for source_token in source}
    head = next((t for t in source if t.head.i not in inside), None) if source else None
    after = verb.nbor().lower_ if verb is not None and verb.i + 1 < len(verb.doc) else None
    return Found(
        content=tagged.content,
        source=tagged.source[0] if tagged.source else None,
        cue=tagged.cue[0] if tagged.cue else None,
        lemma=cue_lemma(verb) if verb is not None else "",
        particle=after if after in ("for", "on", "of") else None,
        head=head,
        mode=_mode(tagged, text),
    )


def _tokens(spans: Sequence[Span], paragraph: Paragraph) -> list[Token]:
    """The tokens of the paragraph that lie in the spans, in order."""
    return [token for span in spans for token in paragraph.tokens(span)]


def _mode(tagged: Tagged, text: str) -> Mode:
    """Direct where each piece of the content opens with a quotation mark, mixed where one stands anywhere in it."""
    pieces = [text[max(0, span.start - 1) : span.end] for span in tagged.content]
    if all(piece.lstrip()[:1] in _MARKS for piece in pieces):
        return Mode.DIRECT
    return Mode.MIXED if any(mark in piece for piece in pieces for mark in _MARKS) else Mode.INDIRECT


def combine(text: str, tagged: Iterable[Found], ruled: Sequence[Found]) -> tuple[Found, ...]:
    """The tagger's attributions with what the rules know of the same cues, and those that only the rules see.

    The tagger was fitted on texts where nobody marked what is said inside what is said; the rules find that. Its
    contents take in "that" and quotation marks, ours do not; "I think" it takes for an attribution, we for a hedge.
    """
    tagged = [replace(one, content=tuple(_bare(text, s) for s in one.content)) for one in tagged if not _hedges(one)]
    twins = [_twin(one, ruled) for one in tagged]
    merged = [one if twin is None else _merge(one, twin) for one, twin in zip(tagged, twins, strict=True)]
    only = [rule for rule in ruled if rule not in twins and _adds(rule, merged)]
    return tuple(sorted((*merged, *only), key=lambda f: (f.content[0], f.cue or Span(0, 0))))


def _bare(text: str, span: Span) -> Span:
    """The content without the marks around it, the "that" before it and, in other words, the full stop after it."""
    opening = _OPENING.match(text, *span)
    direct = opening is not None and any(mark in opening.group() for mark in _MARKS)
    closing = (_CLOSING if direct else _CLOSING_STOP).search(text, *span)
    bare = Span(opening.end() if opening else span.start, closing.start() if closing else span.end)
    return bare if bare.start < bare.end else span


def _hedges(one: Found) -> bool:
    ours = one.head is not None and one.head.lower_ in ("i", "we", "you")
    return (ours and one.lemma in cues.THOUGHT - cues.SPEECH) or (
        one.source is None and one.lemma in ("seem", "appear")
    )


def _twin(one: Found, ruled: Iterable[Found]) -> Found | None:
    """The attribution that the rules made of the same cue."""
    return next(
        (r for r in ruled if r.cue and one.cue and r.cue.start < one.cue.end and one.cue.start < r.cue.end), None
    )


def _merge(one: Found, rule: Found) -> Found:
    """The tagger's spans with the rules' lemma, outlet and, where they agree, head of the source.

    A relative pronoun as a source gives way to the noun that the rules find behind it; a participle's ("…,
    complaining that") is the subject of the verb that it leans on.
    """
    relative = (one.head is not None and one.head.tag_.startswith("W")) or rule.participle
    agree = one.source is not None and rule.source is not None and overlap([one.source], [rule.source]) > 0
    from_rule = rule.source is not None and (relative or one.source is None)
    return replace(
        one,
        lemma=rule.lemma,
        particle=rule.particle,
        medium=rule.medium,
        head=rule.head if agree or from_rule else one.head,
        source=rule.source if from_rule else one.source,
    )


def _adds(rule: Found, merged: Iterable[Found]) -> bool:
    """Whether what the rules alone see is something else than what is there: nested in it, or nowhere."""
    merged = tuple(merged)
    place = rule.cue or rule.content[0]
    nested = rule.cue is not None and any(overlap([place], other.content) > 0.5 for other in merged)
    shared = (max(overlap(rule.content, o.content), overlap(o.content, rule.content)) for o in merged)
    return nested or max(shared, default=0.0) <= SAME
