"""What the trained tagger finds, as the rules would hand it on; and both together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rashomon.attribute import cues
from rashomon.attribute.find import MIN_PIECE, Found, cue_lemma, is_hearer, is_judged, is_met_with, is_unsaid, overlap
from rashomon.ledger import Mode, Report, Span
from rashomon.lexicon import WITNESSING
from rashomon.models.attribution import Tagged, tagger
from rashomon.text import Paragraph, crossed

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARKS = '"“„«‘'
_OPENING = re.compile(r"[\s,]*(?:that\s+(?=\S+\s))?[\"“„«\s]*(?!$)")
_CLOSING = re.compile(r"[\"”»,\s]+$")
_CLOSING_STOP = re.compile(r"(?<![\"”»,.;\s])[\"”»,.;\s]+$")
# In the passive these tell of nobody's words: "was watched by thousands", "was offered for sale".
UNSPOKEN = WITNESSING | {"offer"}
MAX_TAG = 60  # characters: ", she told reporters on Monday,"
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
    verb = _main_verb(cue)
    source = _source_tokens(tagged, paragraph)
    if is_hearer(_head(source), verb) or _is_whereabouts(_head(source), cue):
        source = []
    after = verb.nbor().lower_ if verb is not None and verb.i + 1 < len(verb.doc) else None
    mode = _mode(tagged, text)
    return Found(
        content=tagged.content if mode is not Mode.INDIRECT else _in_sentence(tagged, paragraph),
        source=paragraph.span(source) if source else None,
        cue=tagged.cue[0] if tagged.cue else None,
        lemma=cue_lemma(verb) if verb is not None else "",
        particle=after if after in ("for", "on", "of") else None,
        head=_head(source),
        mode=mode,
        unsaid=_is_unsaid(verb, bool(source)) or _is_of_others(tagged, paragraph),
    )


def _is_unsaid(verb: Token | None, sourced: bool) -> bool:
    """Whether nobody tells it: "was watched by thousands"; "reports that it fell are wrong", as the page judges."""
    if verb is None:
        return False
    if verb.lemma_.lower() in UNSPOKEN:
        return any(c.dep_ == "auxpass" for c in verb.children)
    if is_unsaid(verb):
        return True
    return not sourced and verb.pos_ == "NOUN" and is_judged(verb)


def _is_of_others(tagged: Tagged, paragraph: Paragraph) -> bool:
    """Whether the content is that of a noun of saying that its source only meets with: "was called to reports that"."""
    content = _tokens(tagged.content, paragraph)
    nouns = (t.head for t in content if t.dep_ in ("acl", "ccomp", "relcl") and t.head.i < t.i)
    return any(is_met_with(noun) and _opens(noun, content) for noun in nouns)


def _opens(noun: Token, content: Sequence[Token]) -> bool:
    """Whether the content is no more than the noun's: it begins after it, with it, or with "to comment on" it."""
    first = content[0]
    return noun.left_edge.i <= first.i or (first.tag_ == "TO" and noun.head.head.i == first.i + 1)


def _in_sentence(tagged: Tagged, paragraph: Paragraph) -> tuple[Span, ...]:
    """The content, cut where its sentence ends if the cue stands before it: what follows is not told any more."""
    if not tagged.cue or tagged.cue[0].start > tagged.content[0].start:
        return tagged.content
    first = tagged.content[0].start - paragraph.start
    end = next((s.end_char for s in paragraph.doc.sents if s.start_char <= first < s.end_char), None)
    if end is None or not paragraph.doc.text[:end].rstrip().endswith((".", "!", "?")):
        return tagged.content
    cut = (Span(s.start, min(s.end, paragraph.start + end)) for s in tagged.content)
    return tuple(s for s in cut if s.start < s.end)


def _main_verb(cue: Sequence[Token]) -> Token | None:
    """The verb that tells what is done: of "promised to look into" and "denied as false" the first, else the last."""
    verbs = [t for t in cue if t.pos_ == "VERB"] or list(cue[-1:])
    binding = (t for t in verbs if t.lemma_.lower() in cues.PROMISING | cues.DENYING)
    return next(binding, None) or next(reversed(verbs), None)


def _is_whereabouts(source: Token | None, cue: Sequence[Token]) -> bool:
    """Whether it is only where a rumour is to be met: "claims on the internet"."""
    if source is None or not cue or cue[-1].pos_ != "NOUN":
        return False
    place = source if source.lower_ in ("on", "in", "at") else source.head
    return place.lower_ in ("on", "in", "at") and place.head == cue[-1]


def _source_tokens(tagged: Tagged, paragraph: Paragraph) -> list[Token]:
    """The first stretch of the source, of two sentences the one beside the cue, without punctuation at its edges."""
    tokens = _tokens(tagged.source[:1], paragraph)
    while tokens and (tokens[0].is_punct or tokens[0].tag_ == "POS"):
        tokens.pop(0)
    while tokens and (tokens[-1].text in (",", ";", ":") or _is_article(tokens[-1])):
        tokens.pop()
    stops = [n for n, t in enumerate(tokens[:-1]) if _stops(t) and (t.is_space or tokens[n + 1].is_sent_start)]
    if not stops:
        return tokens
    follows = bool(tagged.cue) and tagged.cue[0].start < tagged.source[0].start
    return tokens[: stops[0]] if follows else tokens[stops[-1] + 1 :]


def _is_article(token: Token) -> bool:
    return token.text in ("The", "the", "a", "an")  # not the A of "Witness A"


def _stops(token: Token) -> bool:
    return token.text == "." or "\n" in token.text


def _head(source: Sequence[Token]) -> Token | None:
    """The word on which the others of the source hang: a noun before the participle that parsers may hang it on."""
    inside = {token.i for token in source}
    roots = [t for t in source if t.head.i not in inside or t.head == t]
    nouns = (t for t in roots if t.pos_ in ("NOUN", "PROPN", "PRON"))
    subjects = (c for t in roots for c in t.children if c.dep_.startswith("nsubj") and c.i in inside)
    return next(nouns, None) or next(subjects, None) or next(iter(roots), None)


def _tokens(spans: Sequence[Span], paragraph: Paragraph) -> list[Token]:
    """The tokens of the paragraph that lie in the spans, in order."""
    return [token for span in spans for token in paragraph.tokens(span)]


def _mode(tagged: Tagged, text: str) -> Mode:
    """Direct where each piece of the content opens with a quotation mark, mixed where one stands anywhere in it."""
    pieces = [text[max(0, span.start - 1) : span.end] for span in tagged.content]
    if all(piece.lstrip()[:1] in _MARKS for piece in pieces):
        return Mode.DIRECT
    return Mode.MIXED if any(mark in piece for piece in pieces for mark in _MARKS) else Mode.INDIRECT


def combine(
    text: str, tagged: Iterable[Found], ruled: Sequence[Found], quoted: Sequence[Span] = ()
) -> tuple[Found, ...]:
    """The tagger's attributions with what the rules know of the same cues, and those that only the rules see.

    The tagger was fitted on texts where nobody marked what is said inside what is said; the rules find that. Its
    contents take in "that" and quotation marks, ours do not; "I think" it takes for an attribution, we for a hedge.
    Of a quotation (``quoted``: what stands between the marks) that it begins it takes all.
    """
    tagged = [_in_place(text, one, quoted) for one in tagged if not (_hedges(one) or one.unsaid)]
    ruled = [replace(rule, content=_within_quotation(rule, quoted)) for rule in ruled]
    twins = [_twin(one, ruled) for one in tagged]
    merged = [one if twin is None else _merge(text, one, twin) for one, twin in zip(tagged, twins, strict=True)]
    adding = [rule.cue for rule in ruled if rule.adds and rule.cue is not None]
    merged = [_before_adding(text, one, adding) for one in merged]
    only = [rule for rule in ruled if rule not in twins and _adds(rule, merged)]
    return tuple(sorted((*merged, *only), key=lambda f: (f.content[0], f.cue or Span(0, 0))))


def _before_adding(text: str, one: Found, adding: Iterable[Span]) -> Found:
    """The attribution without "…, saying that" at its end, which goes on with another's words: the main verb's."""
    for cue in adding:
        if one.mode is not Mode.DIRECT and one.cue is not None and one.cue.start < cue.start:
            kept = (Span(s.start, min(s.end, cue.start)) if s.end > cue.start else s for s in one.content)
            one = replace(one, content=tuple(_bare(text, s) for s in kept if s.start < s.end) or one.content)
    return one


def _bare(text: str, span: Span) -> Span:
    """The content without the marks around it, the "that" before it and, in other words, the full stop after it."""
    opening = _OPENING.match(text, *span)
    direct = opening is not None and any(mark in opening.group() for mark in _MARKS)
    closing = (_CLOSING if direct else _CLOSING_STOP).search(text, *span)
    bare = Span(opening.end() if opening else span.start, closing.start() if closing else span.end)
    return bare if bare.start < bare.end else span


def _in_place(text: str, one: Found, quoted: Sequence[Span]) -> Found:
    """The attribution with its content bare, and on to the close of a quotation, its own tag left out.

    Who was "asked about it" is not the one who asks.
    """
    asked = one.cue is not None and text.startswith("Asked", one.cue.start)
    one = replace(one, source=None, head=None) if asked else one
    tag = [place for place in (one.source, one.cue) if place is not None]
    content = tuple(_to_close(_untagged(text, _bare(text, s), tag), quoted, one) for s in one.content)
    return replace(one, content=_within_quotation(replace(one, content=content), quoted))


def _untagged(text: str, span: Span, tag: Iterable[Span]) -> Span:
    """The stretch up to where its own source or cue begins, if that runs into its end."""
    starts = [place.start for place in tag if span.start < place.start < span.end <= place.end]
    return _bare(text, Span(span.start, min(starts))) if starts else span


def _within_quotation(one: Found, quoted: Sequence[Span]) -> tuple[Span, ...]:
    """The content, cut to the quotation that the cue stands in: what follows it is nobody's within it."""
    around = next((q for q in quoted if one.cue is not None and overlap([one.cue], [q]) == 1), None)
    if around is None:
        return one.content
    cut = (Span(max(s.start, around.start), min(s.end, around.end)) for s in one.content)
    return tuple(s for s in cut if s.start < s.end) or one.content


def _to_close(span: Span, quoted: Sequence[Span], one: Found) -> Span:
    """The stretch, on to where the quotation closes whose first word it begins with: one mouth says all of it."""
    whole = next((q for q in quoted if q.start == span.start and q.end > span.end + 1), span)
    tag = [place for place in (one.cue, one.source) if place is not None]
    return span if overlap(tag, [whole]) else whole


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


def _merge(text: str, one: Found, rule: Found) -> Found:
    """The tagger's spans with the rules' lemma, outlet and, where they agree, head of the source.

    A relative pronoun as a source gives way to the noun that the rules find behind it; a participle's ("…,
    complaining that") is the subject of the verb that it leans on; whom "according to" names, the rules know.
    """
    relative = _is_relative(one.head) or rule.participle
    agree = one.source is not None and rule.source is not None and overlap([one.source], [rule.source]) > 0
    astray = rule.lemma == "accord" and not agree
    from_rule = rule.source is not None and (relative or astray or one.source is None or _is_part(one, rule))
    return replace(
        one,
        content=_whole(text, one.content, rule.content),
        lemma=rule.lemma,
        particle=rule.particle,
        medium=rule.medium,
        head=rule.head if agree or from_rule else one.head,
        source=rule.source if from_rule else one.source,
    )


def _is_relative(head: Token | None) -> bool:
    """Whether it is a relative pronoun, or hangs together with one: "a copy of which"."""
    return head is not None and any(
        t.tag_.startswith("W") and t.i <= head.i + 2 for t in (head, *(g for c in head.children for g in c.subtree))
    )


def _is_part(one: Found, rule: Found) -> bool:
    """Whether the tagger's source lies in the rules' and leaves out the noun that heads it."""
    mine, theirs, head = one.source, rule.source, rule.head
    if mine is None or theirs is None or head is None or one.head is None:
        return False
    inside = theirs.start <= mine.start and mine.end <= theirs.end
    return inside and one.head.i > head.i and one.head in head.subtree


def _whole(text: str, content: tuple[Span, ...], ruled: tuple[Span, ...]) -> tuple[Span, ...]:
    """The tagger's content; the rules' where the tagger's ends within a word; with the sentence after the tag."""
    if any(text[s.end - 1 : s.end] in "-–" and text[s.end : s.end + 1].isalnum() for s in content):
        return ruled
    end = content[-1].end
    beyond = [s for s in ruled if s.start > end and text[max(0, s.start - 2) : s.start].strip() == ";"]
    citing = (s for s in ruled if text.startswith(("citing ", "quoting "), s.start) and not overlap([s], content))
    around = (s for s in ruled if s not in beyond and _goes_with(text, s, content))
    return tuple(sorted((*content, *beyond, *citing, *around)))


def _goes_with(text: str, piece: Span, content: Sequence[Span]) -> bool:
    """Whether a piece of the rules' is what stands on the other side of the tag: "it would fall, he said, “today”"."""
    gap = text[piece.end : content[0].start] if piece.end <= content[0].start else text[content[-1].end : piece.start]
    tag = gap.strip(' \n“”"').strip()
    let_in = tag.startswith(",") and (tag.count(",") > 1 or tag.endswith(":"))
    commas = let_in and not any(stop in tag for stop in ".!?;")
    return commas and len(tag) < MAX_TAG and piece.end - piece.start > MIN_PIECE and not overlap([piece], content)


def _adds(rule: Found, merged: Iterable[Found]) -> bool:
    """Whether what the rules alone see is something else than what is there: nested in it, or nowhere."""
    merged = tuple(merged)
    place = rule.cue or rule.content[0]
    if rule.lemma == "cite":
        return True
    nested = rule.cue is not None and any(overlap([place], other.content) > 0.5 for other in merged)
    shared = (max(overlap(rule.content, o.content), overlap(o.content, rule.content)) for o in merged)
    return nested or max(shared, default=0.0) <= SAME
