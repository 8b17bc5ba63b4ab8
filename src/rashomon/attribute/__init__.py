"""Who said what: attributions with their speakers, stances and nesting, within one report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from rashomon.attribute import cues
from rashomon.attribute.find import Found, find_attributions, trim
from rashomon.attribute.speakers import Outer, Speaker, Speakers
from rashomon.ledger import Attribution, Certainty, EntityKind, Mode, Passage, Report, Role, Span, Stance, quote
from rashomon.lexicon import WITNESSING
from rashomon.names import PERSON_NOUNS, Names
from rashomon.text import Paragraph, quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Reader", "attribute_words"]

# What soldiers and police are called besides their office, which the lead has told: "the army's spokesman".
RANKS = frozenset("colonel major general captain lieutenant sergeant inspector superintendent dr mr mrs ms".split())
SHARED = 0.6  # headlines quote what was said in fewer words, and often not in the same order
_PLEA = re.compile(r"(?:(?:ha[sd]|have)\s+)?plea\w+\s+(?P<not>not\s+)?guilty\s+to\b")
# Not "no fewer than ten", "none other than the mayor", "No 10", "No Kings".
_NOBODY = re.compile(
    r"(?:[Nn]o(?! ?[\dA-Z])|[Nn]obody|[Nn]one|[Nn]either)\b(?! (?:one )?(?:fewer|less|more|lesser|other|but|except))"
)
_NOTHING = re.compile(r"no(?:ne|thing|body)?\b", re.IGNORECASE)
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
    heads: dict[str, str] = {}  # by attribution: the head noun of its source
    held_back: set[str] = set()  # attributions to one person who is not named yet
    for paragraph, candidates in zip(paragraphs, _candidates(report, paragraphs, by), strict=True):
        passage = by_id[paragraph.passage]
        speakers.enter(paragraph, passage, (span for one in candidates for span in one.content))
        speaker = None
        told = []
        sayers: dict[int, Speaker | None] = {}
        wanted = [_unlabelled(one) for one in candidates if not _says_nobody(one, report, names)]
        wanted = [_untorn(one, wanted) for one in wanted]
        for n, outer in _outer_first(wanted):  # whose "he" stands in another's words cannot be that other
            within = sayers[outer] if outer is not None else None
            direct = outer is not None and _is_in_quotation(wanted[n], wanted[outer], paragraph)
            around = Outer(speaker=within, direct=direct) if within else None
            here = _last_sayer(wanted[n], wanted, sayers) or speakers.just_told(wanted[n])
            before = (paragraph, here) if here is not None else last
            sayers[n] = _speaker(wanted[n], speakers, passage, before, around)
        for n, one in enumerate(wanted):
            speaker = sayers[n]
            told.append(_attribution(one, speaker, passage, report))
            if one.head is not None:
                heads[told[-1].id] = one.head.lemma_.lower()
            if paragraph.start in leads and one.head is not None and _is_one_person(one.head):
                held_back.add(told[-1].id)
            told.extend(_medium(one, told[-1], speakers, passage))
        if announced and announced[0].passage == passage.id and not told:
            told.extend(_announced_words(announced, paragraph))
        announced = told[-2:] if told and paragraph.doc.text.rstrip().endswith(":") else []
        found.extend(told)
        if speaker is not None:
            last = (paragraph, speaker)
    named = _named_later(_same_words(found, report), report, names, held_back)
    return _nest(_named_below(named, heads, by_id), report, names)


def _is_in_quotation(one: Found, outer: Found, paragraph: Paragraph) -> bool:
    """Whether it is said within the very words of the other."""
    if outer.mode is not Mode.MIXED:
        return outer.mode is Mode.DIRECT
    place = one.cue or one.content[0]
    at = paragraph.start
    return any(
        at + q.inner.start <= place.start and place.end <= at + q.inner.end for q in quotations(paragraph.doc.text)
    )


def _last_sayer(one: Found, wanted: Sequence[Found], sayers: Mapping[int, Speaker | None]) -> Speaker | None:
    """Who has last spoken in the paragraph before a quotation that names nobody."""
    start = one.content[0].start
    said = ((max(wanted[n].content).end, s) for n, s in sayers.items() if s is not None and wanted[n] is not one)
    return max((x for x in said if x[0] <= start), key=lambda x: x[0], default=(0, None))[1]


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
        if by == Reader.MODEL:
            yield tagged
        else:
            at = paragraph.start
            quoted = [Span(at + q.inner.start, at + q.inner.end) for q in quotations(paragraph.doc.text) if q.closed]
            yield combine(report.text, tagged, find_attributions(paragraph), quoted)


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


def _says_nobody(found: Found, report: Report, names: Names) -> bool:
    """Whether no one else says it: "according to what we know"; "Port Haven: what we know"; "no official has said".

    That none of those who were there saw or heard it is what they say.
    """
    if found.lemma == ":" and _is_place(found, names):
        return True
    source = report.text[found.source.start : found.source.end] if found.source else ""
    nobody = _NOBODY.match(source) is not None and found.lemma not in WITNESSING
    return source.lower().split()[:1] in (["what"], ["information"]) or nobody


def _unlabelled(found: Found) -> Found:
    """ "Interview: “I was not there”" names nobody yet."""
    label = found.head is not None and found.head.lower_ in cues.LABELS
    return replace(found, source=None, head=None) if label and found.mode is Mode.DIRECT else found


def _untorn(found: Found, candidates: Sequence[Found]) -> Found:
    """Without stretches torn out of the middle of what another quotes: parsers mistake "called it X, saying “Y”"."""
    quoted = [span for one in candidates if one is not found and one.mode is Mode.DIRECT for span in one.content]
    whole = tuple(span for span in found.content if not any(_is_inside(span, around) for around in quoted))
    return replace(found, content=whole) if whole else found


def _is_inside(span: Span, around: Span) -> bool:
    return around.start < span.start and span.end < around.end


def _outer_first(candidates: Sequence[Found]) -> list[tuple[int, int | None]]:
    """Each candidate's number with that of the smallest other that holds its cue, those that hold others first."""
    outer = [_around(one, candidates) for one in candidates]

    def depth(n: int) -> int:
        within = outer[n]
        return 0 if within is None else 1 + depth(within)

    return sorted(enumerate(outer), key=lambda pair: (depth(pair[0]), pair[0]))


def _around(one: Found, candidates: Sequence[Found]) -> int | None:
    place = one.cue or one.content[0]
    holding = [
        (sum(end - start for start, end in o.content), n)
        for n, o in enumerate(candidates)
        if o is not one and _holds(o.content, place) and not _holds(one.content, o.cue or place)
    ]
    return min(holding)[1] if holding else None


def _speaker(
    found: Found,
    speakers: Speakers,
    passage: Passage,
    last: tuple[Paragraph, Speaker | None] | None,
    within: Outer | None,
) -> Speaker | None:
    if found.source is not None:
        return speakers.resolve(found, passage, within)
    if found.continues and last is not None and last[0].passage == passage.id:
        return last[1]
    return None


def _attribution(found: Found, speaker: Speaker | None, passage: Passage, report: Report) -> Attribution:
    stance = _stance(found, report)
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


def _stance(found: Found, report: Report) -> Stance:
    """What the cue says that the speaker does; who of several heard nothing denies that there was something to hear."""
    if found.cue is not None and cues.is_open(_with_what_leads(found.cue, report)):
        return Stance.DOUBTS
    if found.cue is not None and cues.is_taken_back(quote(report.text, (found.cue,))):
        return Stance.DENIES
    if found.lemma in WITNESSING and (_is_nobody(found, report) or _NOTHING.match(report.text, found.content[0].start)):
        return Stance.DENIES
    words = set(quote(report.text, (found.cue,)).lower().split()) if found.cue is not None else set()
    # "called it a lie", not "called for a veto"
    named = found.lemma in cues.NAMING and not words & cues.PREPOSITIONAL["call"]
    if (named or words & cues.INDIGNANT) and cues.is_dismissed(quote(report.text, found.content)):
        return Stance.DENIES
    plea = _PLEA.match(report.text, found.cue.start) if found.lemma == "plead" and found.cue is not None else None
    if plea is not None:
        return Stance.DENIES if plea["not"] else Stance.CONFIRMS
    if found.lemma == "ask" and found.cue is not None and cues.TO_TELL.match(report.text, found.cue.end):
        return Stance.ASKS
    return cues.stance_of(found.lemma, found.particle)


def _is_nobody(found: Found, report: Report) -> bool:
    """Whether the source is none of those who might: nobody, not one of the guests."""
    words = report.text[found.source.start : found.source.end].lower() if found.source else ""
    head = found.head.lower_ if found.head is not None else ""
    return head in ("none", "nobody", "neither") or words.startswith(("not one ", "none of", "no "))


def _with_what_leads(cue: Span, report: Report) -> str:
    """The words of the cue with up to three before it in its sentence: "refused to rule out"."""
    before = re.search(r"(?:[\w'’]+ ){0,3}$", report.text[max(0, cue.start - 40) : cue.start])
    return (before.group() if before else "") + report.text[cue.start : cue.end]


def _same_words(found: Sequence[Attribution], report: Report) -> list[Attribution]:
    """A quotation that names no speaker (a headline's) has that of the quotation that shares most of its words."""
    told = [(_words(report, a), a) for a in found if a.speaker and a.mode is Mode.DIRECT]
    out = []
    for one in found:
        if one.speaker is None and one.mode is Mode.DIRECT:
            words = _words(report, one)
            shared, twin = max(((len(words & o), a) for o, a in told), key=lambda pair: pair[0], default=(0, None))
            if twin is not None and shared > 1 and shared >= SHARED * len(words):
                one = replace(one, speaker=twin.speaker, named=twin.named)
        out.append(one)
    return out


def _words(report: Report, one: Attribution) -> set[str]:
    """The words of four letters and more that an attribution's content holds."""
    return set(re.findall(r"[a-z]{4,}", quote(report.text, one.content).lower()))


def _named_later(
    found: Sequence[Attribution], report: Report, names: Names, held_back: Collection[str]
) -> list[Attribution]:
    """The lead's "a soldier said" is the man whom the next paragraph's words name: news leads hold back the name."""
    out = []
    for n, one in enumerate(found):
        later = _introduced(one, found[n + 1 : n + 4], report, names) if one.id in held_back and not one.named else None
        out.append(replace(one, speaker=later, named=True) if later else one)
    return out


def _named_below(
    found: Sequence[Attribution], heads: Mapping[str, str], passages: Mapping[str, Passage]
) -> list[Attribution]:
    """A headline's "father of dead student" is the father whom the text below names."""
    out = []
    for n, one in enumerate(found):
        head = heads.get(one.id) if passages[one.passage].role is Role.HEADLINE and not one.named else None
        below = (o for o in found[n + 1 :] if o.named and heads.get(o.id) == head) if head in PERSON_NOUNS else ()
        then = next(iter(below), None)
        out.append(replace(one, speaker=then.speaker, named=True) if then else one)
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
    ranks = {role.head for role in names.roles.get(first.name, ())} <= RANKS
    return first.name if new_paragraph and ranks else None


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
