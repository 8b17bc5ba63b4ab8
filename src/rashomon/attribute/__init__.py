"""Who said what: attributions with their speakers, stances and nesting, within one report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from rashomon.attribute import cues
from rashomon.attribute.find import Found, find_attributions, trim
from rashomon.attribute.speakers import Speaker, Speakers
from rashomon.ledger import Attribution, Certainty, EntityKind, Mode, Passage, Report, Span, Stance
from rashomon.names import PERSON_NOUNS, Names
from rashomon.text import Paragraph

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Reader", "attribute_words"]

STRETCH = 1000  # characters: about a paragraph, so that few attributions share one


class Reader(StrEnum):
    """Who reads the attributions: the rules over the parse, the trained tagger, or both together."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


def attribute_words(
    report: Report,
    passages: Iterable[Passage],
    paragraphs: Sequence[Paragraph],
    names: Names,
    *,
    by: Reader = Reader.BOTH,
) -> tuple[Attribution, ...]:
    """Every attribution of the report, in reading order, each with its speaker and the one it rests on.

    Paragraphs are the report's, in reading order, as ``text.parse_passages`` gives them.
    """
    by_id = {passage.id: passage for passage in passages}
    speakers = Speakers(report=report, names=names)
    found: list[Attribution] = []
    last: tuple[Paragraph, Speaker | None] | None = None
    announced: list[Attribution] = []  # "X writes in the Y:", with the words in the next paragraph
    leads = _leads(paragraphs)
    held_back: set[str] = set()  # attributions to one person who is not named yet
    for paragraph, candidates in zip(paragraphs, _candidates(report, paragraphs, by), strict=True):
        passage = by_id[paragraph.passage]
        speakers.enter(paragraph, passage, (span for one in candidates for span in one.content))
        speaker = None
        told = []
        for one in candidates:
            if one.head is not None and one.head.lower_ in ("what", "information"):
                continue  # "according to what we know": nobody else's word
            if one.lemma == ":" and _is_place(one, names):
                continue  # "Port Haven: what we know" is no place that speaks
            speaker = _speaker(one, speakers, passage, last)
            told.append(_attribution(one, speaker, passage))
            if paragraph.start in leads and one.head is not None and _is_one_person(one.head):
                held_back.add(told[-1].id)
            told.extend(_medium(one, told[-1], speakers, passage))
        if announced and announced[0].passage == passage.id and not told:
            told.extend(_announced_words(announced, paragraph))
        announced = told[-2:] if told and paragraph.doc.text.rstrip().endswith(":") else []
        found.extend(told)
        if speaker is not None:
            last = (paragraph, speaker)
    return _nest(_named_later(_same_words(found, report), report, names, held_back), report, names)


def _leads(paragraphs: Iterable[Paragraph]) -> set[int]:
    """Where the first two paragraphs of each passage begin."""
    by_passage: dict[str, list[int]] = defaultdict(list)
    for paragraph in paragraphs:
        by_passage[paragraph.passage].append(paragraph.start)
    return {start for starts in by_passage.values() for start in starts[:2]}


def _is_one_person(head: Token) -> bool:
    lemma = head.lemma_.lower()
    return head.tag_ == "NN" and lemma in PERSON_NOUNS and lemma not in ("source", "insider", "official")


def _candidates(report: Report, paragraphs: Sequence[Paragraph], by: Reader) -> Iterator[tuple[Found, ...]]:
    """What is found in each paragraph, by whom it is wanted."""
    if by == Reader.RULES:
        yield from map(find_attributions, paragraphs)
        return
    from rashomon.attribute.tagged import combine, read_tagged  # heavy: onnxruntime and the weights

    for paragraph, tagged in zip(paragraphs, read_tagged(report, paragraphs), strict=True):
        yield tagged if by == Reader.MODEL else combine(report.text, tagged, find_attributions(paragraph))


def _announced_words(announced: Sequence[Attribution], paragraph: Paragraph) -> Iterator[Attribution]:
    """The paragraph as the words of whoever the one before has announced, on the word of the outlet named there."""
    content = (paragraph.span(trim(list(paragraph.doc))),)
    outlet = next((replace(a, content=content) for a in announced if a.cue is None), None)
    if outlet is not None:
        yield outlet
    speaker = next((a for a in reversed(announced) if a.cue is not None), None)
    if speaker is not None:
        yield replace(speaker, content=content, on_word_of=outlet.id if outlet else None)


def _medium(found: Found, told: Attribution, speakers: Speakers, passage: Passage) -> Iterator[Attribution]:
    """The outlet to which, or in which, it was said, as a link of its own: it stands between the page and the mouth."""
    if found.medium is None:
        return
    outlet = speakers.outlet(found.medium[0], found.medium[1], passage)
    if outlet is not None and outlet.name != told.speaker:
        around = tuple(
            sorted((*told.content, *([told.source] if told.source else []), *([told.cue] if told.cue else [])))
        )
        yield Attribution(
            report=told.report,
            passage=told.passage,
            content=around,
            source=found.medium[0],
            speaker=outlet.name,
            named=outlet.named,
        )


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
        report=passage.report,
        passage=passage.id,
        content=found.content,
        source=found.source,
        cue=found.cue,
        speaker=speaker.name if speaker else None,
        named=bool(speaker and speaker.named),
        mode=found.mode,
        stance=stance,
        certainty=Certainty.PROBABLE if hedged else Certainty.CERTAIN,
    )


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


def _named_later(
    found: Sequence[Attribution], report: Report, names: Names, held_back: Collection[str]
) -> list[Attribution]:
    """The lead's "a soldier said" is the man whom the next paragraph's words name: news leads hold back the name."""
    out = []
    for n, one in enumerate(found):
        later = _introduced(one, found[n + 1 : n + 4], report, names) if one.id in held_back and not one.named else None
        out.append(replace(one, speaker=later, named=True) if later else one)
    return out


def _introduced(one: Attribution, following: Iterable[Attribution], report: Report, names: Names) -> str | None:
    """The person, first named after the attribution and without a role of his own, who speaks in the next paragraph."""
    then = next((o for o in following if o.named and o.source and o.passage == one.passage), None)
    if then is None or one.source is None or then.source is None:
        return None
    first = next((m for m in names.mentions if m.name == then.speaker), None)
    if first is None or first.span.start < one.source.end or first.kind is not EntityKind.PERSON:
        return None
    new_paragraph = "\n" in report.text[one.source.end : then.source.start]
    return first.name if new_paragraph and first.name not in names.roles else None


def _nest(found: Iterable[Attribution], report: Report, names: Names) -> tuple[Attribution, ...]:
    """Each attribution that lies in another's content rests on that one, the smallest that holds it.

    A state's demand told by its spokesman is his: "the capital demands …", said Karel Dunn.
    """
    ordered = list(dict.fromkeys(found))
    near = _by_stretch(ordered)
    nested = []
    for one in ordered:
        place = one.cue or one.content[0]
        around = [
            o
            for o in near[place.start // STRETCH]
            if o is not one
            and _holds(o.content, place)
            and not _holds(one.content, o.cue or place)
            and not _is_document(o, report)
        ]
        if around:
            outer = min(around, key=lambda o: (sum(s.end - s.start for s in o.content), o.id))
            if one.source is None and one.speaker is None and one.mode is not Mode.DIRECT:
                continue  # "is believed to" within somebody's words: he tells what is believed
            if outer.named and _speaks_for(one, names):
                continue
            one = replace(one, on_word_of=outer.id)
        nested.append(one)
    return tuple(nested)


def _by_stretch(found: Iterable[Attribution]) -> dict[int, list[Attribution]]:
    """The attributions by the stretches of the text that their contents touch, so that not all pairs are tried."""
    near: dict[int, list[Attribution]] = defaultdict(list)
    for one in found:
        for n in {n for start, end in one.content for n in range(start // STRETCH, end // STRETCH + 1)}:
            near[n].append(one)
    return near


def _is_place(found: Found, names: Names) -> bool:
    """Whether the source is a place, or capitals that nothing else on the page shows to be a person."""
    mention = names.at(found.source.start) if found.source else None
    if mention is None:
        return False
    same = [m for m in names.mentions if m.name == mention.name]
    return mention.kind is EntityKind.PLACE or (mention.kind is not EntityKind.ORGANIZATION and len(same) == 1)


def _is_document(one: Attribution, report: Report) -> bool:
    """Whether it only names the document by which somebody's words are known: "…, according to a recording"."""
    if one.cue is None or not report.text.startswith(("according", "According"), one.cue.start):
        return False
    return any(word in cues.DOCUMENTS for word in (one.speaker or "").lower().split())


def _speaks_for(one: Attribution, names: Names) -> bool:
    """Whether the source is a place that demands or promises: then the one who says so speaks for it."""
    mention = one.source and names.at(one.source.start)
    return bool(mention and mention.kind is EntityKind.PLACE and one.stance in (Stance.DEMANDS, Stance.PROMISES))


def _holds(content: Iterable[Span], place: Span) -> bool:
    return any(span.start <= place.start and place.end <= span.end for span in content)
