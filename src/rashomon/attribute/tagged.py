"""What the trained tagger finds, as the rules would hand it on; and both together."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rashomon.attribute.find import Found, overlap
from rashomon.ledger import Mode, Report, Span
from rashomon.models.attribution import Tagged, tagger
from rashomon.text import Paragraph, quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

SAME = 0.5  # contents that share more than half of either are one


def read_tagged(report: Report, paragraphs: Sequence[Paragraph]) -> tuple[tuple[Found, ...], ...]:
    """What the tagger finds in each paragraph, by the place of the cue (of the content, where there is no cue)."""
    starts = [paragraph.start for paragraph in paragraphs]
    blocks = [Span(p.start, p.start + len(p.doc.text)) for p in paragraphs]
    found: dict[int, list[Found]] = defaultdict(list)
    for tagged in tagger().predict(report.text, blocks=blocks):
        if tagged.content:
            at = bisect_right(starts, (tagged.cue or tagged.content)[0].start) - 1
            found[at].append(_found(tagged, paragraphs[at]))
    return tuple(tuple(found[n]) for n in range(len(paragraphs)))


def _found(tagged: Tagged, paragraph: Paragraph) -> Found:
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
        lemma=verb.lemma_.lower() if verb is not None else "",
        particle=after if after in ("for", "on", "of") else None,
        head=head,
        mode=_mode(tagged, paragraph),
    )


def _tokens(spans: Sequence[Span], paragraph: Paragraph) -> list[Token]:
    """The tokens of the paragraph that lie in the spans, in order."""
    return [t for t in paragraph.doc for s in spans if s.start <= paragraph.start + t.idx < s.end]


def _mode(tagged: Tagged, paragraph: Paragraph) -> Mode:
    """Direct where all of the content stands between quotation marks, mixed where some of it does."""
    quoted = [
        Span(paragraph.start + q.outer.start, paragraph.start + q.outer.end) for q in quotations(paragraph.doc.text)
    ]
    share = overlap(tagged.content, quoted)
    return Mode.DIRECT if share > 0.9 else Mode.MIXED if share > 0.1 else Mode.INDIRECT


def combine(tagged: Sequence[Found], ruled: Sequence[Found]) -> tuple[Found, ...]:
    """The tagger's attributions with what the rules know of the same cues, and those that only the rules see.

    The tagger was fitted on texts where nobody marked what is said inside what is said; the rules find that.
    """
    twins = [_twin(one, ruled) for one in tagged]
    merged = [one if twin is None else _merge(one, twin) for one, twin in zip(tagged, twins, strict=True)]
    only = [rule for rule in ruled if rule not in twins and _adds(rule, merged)]
    return tuple(sorted((*merged, *only), key=lambda f: (f.content[0], f.cue or Span(0, 0))))


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
