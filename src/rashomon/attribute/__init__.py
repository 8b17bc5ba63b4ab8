"""Who said what: attributions with their speakers, stances and nesting, within one report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rashomon.attribute import cues
from rashomon.attribute.find import Found, find_attributions
from rashomon.attribute.speakers import Speaker, Speakers
from rashomon.ledger import Attribution, Certainty, Mode, Passage, Report, Role, Span
from rashomon.names import Names
from rashomon.text import Paragraph

__all__ = ["attribute_words"]


def attribute_words(
    report: Report, passages: Iterable[Passage], paragraphs: Sequence[Paragraph], names: Names
) -> tuple[Attribution, ...]:
    """Every attribution of the report, in reading order, each with its speaker and the one it rests on.

    Paragraphs are the report's, in reading order, as ``text.parse_passages`` gives them.
    """
    by_id = {passage.id: passage for passage in passages}
    speakers = Speakers(report=report, names=names)
    found: list[Attribution] = []
    last: tuple[Paragraph, Speaker | None] | None = None
    for paragraph in paragraphs:
        passage = by_id[paragraph.passage]
        if last is not None and last[0].passage != paragraph.passage and passage.role is Role.COMMENT:
            speakers.recent.clear()  # a reader's "he" is nobody whom the thread before has quoted
        speakers.anchor(paragraph.doc, paragraph.start)
        speaker = None
        for one in find_attributions(paragraph):
            speaker = _speaker(one, speakers, passage, last)
            found.append(_attribution(one, speaker, passage))
        if speaker is not None:
            last = (paragraph, speaker)
    return _nest(_same_words(found, report))


def _speaker(
    found: Found, speakers: Speakers, passage: Passage, last: tuple[Paragraph, Speaker | None] | None
) -> Speaker | None:
    if found.source is not None:
        return speakers.resolve(found.source, found.head, passage)
    if found.continues and last is not None and last[0].passage == passage.id:
        return last[1]
    return None


def _attribution(found: Found, speaker: Speaker | None, passage: Passage) -> Attribution:
    stance = cues.stance_of(found.lemma, found.particle)
    hedged = found.lemma in cues.HEDGING or (found.source is None and not found.continues)
    return Attribution(
        report=passage.report, passage=passage.id, content=found.content, source=found.source, cue=found.cue,
        speaker=speaker.name if speaker else None, named=bool(speaker and speaker.named), mode=found.mode, stance=stance,
        certainty=Certainty.PROBABLE if hedged else Certainty.CERTAIN,
    )  # fmt: skip


def _same_words(found: Sequence[Attribution], report: Report) -> list[Attribution]:
    """A quotation that names no speaker (a headline's) has the speaker of the same words elsewhere on the page."""
    told = [
        (report.text[a.content[0].start : a.content[-1].end], a) for a in found if a.speaker and a.mode is Mode.DIRECT
    ]
    out = []
    for one in found:
        if one.speaker is None and one.mode is Mode.DIRECT:
            words = report.text[one.content[0].start : one.content[-1].end].rstrip(".,!?")
            twin = next((a for text, a in told if len(words) > 12 and words in text), None)
            one = replace(one, speaker=twin.speaker, named=twin.named) if twin else one
        out.append(one)
    return out


def _nest(found: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Each attribution that lies in another's content rests on that one, the smallest that holds it."""
    ordered = list(dict.fromkeys(found))
    nested = []
    for one in ordered:
        place = one.cue or one.content[0]
        around = [
            o for o in ordered if o is not one and _holds(o.content, place) and not _holds(one.content, o.cue or place)
        ]
        if around:
            outer = min(around, key=lambda o: (sum(s.end - s.start for s in o.content), o.id))
            one = replace(one, on_word_of=outer.id)
        nested.append(one)
    return tuple(nested)


def _holds(content: Iterable[Span], place: Span) -> bool:
    return any(span.start <= place.start and place.end <= span.end for span in content)
