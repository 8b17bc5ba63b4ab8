"""Notices by which a page says that it was changed or wrong: what they are, and what they speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from rashomon.ledger import Amends, Claim, Correction, Edition, Passage, Report, Role, Span, Stretch
from rashomon.text import quotations

__all__ = ["find_corrections"]

_PIECES = "story|article|post|piece|column|item|page|headline|dispatch|caption|interview|blog|entry|transcript"
_OURS = rf"(?:this|our)\s+(?:\w+\s+){{0,2}}(?:{_PIECES}|report)"
_NAMES = r"corrections?|clarifications?|retractions?|errat(?:um|a)|updated?|editor(?:ial)?['’]?s?['’]?\s+notes?"
_MISSAID = r"(?:incorrectly|wrongly|mistakenly|erroneously)"
_BEFORE = r"(?:originally|initially|previously|first)"
# The notice's name, then perhaps its date or number, then what sets it off from its words, or nothing more.
LABEL = re.compile(
    rf"^\W*(?P<name>{_NAMES})(?:\s+and\s+(?:{_NAMES}))?(?P<dated>[\s,(]{{1,4}}(?=[^:()\n]{{0,40}}\d)[^:()\n]{{1,40}}\)?)?"
    r"(?:\s*[:—–]\s*|\s+-\s+|\W*$)",
    re.I,
)
AGENCY = re.compile(r"^\W*(?:\((?:corrects|clarifies|amends|fixes|withdraws|retracts)\b|corrected\s?[-–—:]\s?\w)", re.I)
SENTENCE = re.compile(
    "|".join(
        (
            rf"\b(?:an?|the|our)\s+(?:earlier|previous|prior|original|initial|first)\s+(?:version|edition)s?\s+of\s+"
            rf"(?:{_OURS}|the\s+(?:{_PIECES}))\b",
            rf"\b{_OURS}\s+(?:has\s+(?:since\s+)?been|was)\s+(?:since\s+)?(?:corrected|amended|clarified|retracted|"
            r"withdrawn|taken\s+down|removed|(?:revised|edited|changed|updated)\s+(?:(?:on|at)\s[^.;]{3,40}\s)?"
            r"(?:to|with|because|after|since|as|for|following))\b",
            rf"\b{_OURS}\s+(?:{_BEFORE}|{_MISSAID})\s+\w+(?:ed|d|ote|ave)\b",
            rf"\bwe\s+(?:hereby\s+)?(?:have\s+)?(?:retract(?:ed)?|withdr[ae]wn?|correct(?:ed)?)\s+{_OURS}\b",
            rf"\bwe\s+(?:{_BEFORE}|{_MISSAID})\s+(?:said|wrote|reported|stated|published|named|gave|described)\b",
            r"^\W*we\s+(?:hereby\s+)?retract\b",
            r"\b(?:we|the\s+editors?)\s+(?:regret|apologi[sz]e\s+for)\s+(?:the|this|these)\s+(?:errors?|mistakes?)\b",
        )
    ),
    re.I,
)
RETRACTS = re.compile(r"\b(?:retract\w*|withdr[ae]wn?|withdraws|taken\s+down|been\s+removed)\b", re.I)
CLARIFIES = re.compile(r"\bclarif\w+", re.I)
UPDATES = re.compile(r"\bupdated?\b", re.I)
CORRECTS = re.compile(r"\b(?:correct\w*|error|mistake\w*|wrongly|mis(?:stat|identifi|spel)\w+|erroneous\w*)\b", re.I)
KINDS = (  # by its name, else by its words; what came before and is told of no more was wrong
    (Amends.RETRACTION, RETRACTS),
    (Amends.CLARIFICATION, CLARIFIES),
    (Amends.CORRECTION, CORRECTS),
    (Amends.UPDATE, UPDATES),
)
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+")
# A sentence, which a link to a page of notices has not below it.
ENDED = re.compile(r"(?:\S+\s+){5,}\S*[.!?…][\"'”’)\]]*\s*")
LINE = re.compile(r"[^\n]*\S[^\n]*")
WORD = re.compile(r"\w+")
SMALL_WORD = re.compile(r"\b[a-z]+\b")
MIN_WORDS = 3  # a label with less after it heads a list of notices, or dates the page
SHARED_WORDS = 4  # shorter runs of a notice's words also stand elsewhere by chance
MAX_NOTICE_WORDS = 400  # of which runs are looked for: what is longer is no notice
MAX_PLACES = 3  # what stands at more places than this is nobody's words in particular


class Token(NamedTuple):
    """A word in lower case, and where it stands."""

    text: str
    start: int
    end: int


def find_corrections(
    reports: Iterable[Report],
    passages: Iterable[Passage],
    claims: Iterable[Claim] = (),
    editions: Iterable[Edition] = (),
) -> tuple[Correction, ...]:
    """The notices of each report in reading order, those of readers' comments left out."""
    reports = tuple(reports)
    edition_of = {edition.report: edition for edition in editions}
    texts = {report.id: report.text for report in reports}
    own, made = defaultdict(list), defaultdict(list)
    for passage in passages:
        own[passage.report].append(passage)
    for claim in claims:
        made[claim.report].append(claim)
    found: list[Correction] = []
    for report in reports:
        for span in _notices(report.text, own[report.id]):
            of = tuple(dict.fromkeys(_spoken_of(report, span, edition_of.get(report.id), texts)))
            about = (claim.id for stretch in of for claim in made[stretch.report] if _made_in(claim, stretch))
            found.append(
                Correction(
                    report=report.id,
                    span=span,
                    kind=_kind(report.text[span.start : span.end]),
                    of=of,
                    claims=tuple(dict.fromkeys(about)),
                )
            )
    return tuple(found)


# What is a notice


def _notices(text: str, passages: Iterable[Passage]) -> Iterator[Span]:
    lines = [
        Span(*line.span())
        for passage in sorted(passages, key=lambda one: one.start)
        if passage.role is not Role.COMMENT
        for line in LINE.finditer(text, passage.start, passage.end)
    ]
    taken = 0
    for n, line in enumerate(lines):
        span = _notice(text, line, lines[n + 1 : n + 2]) if line.start >= taken else None
        if span is not None:
            taken = span.end
            yield span


def _notice(text: str, line: Span, below: Sequence[Span]) -> Span | None:
    """The notice in a line: all of it under a label, with the line below if the label is all; else its sentence."""
    words = text[line.start : line.end]
    label = LABEL.match(words)
    if label:
        alone = label.end() == len(words) and below and ENDED.fullmatch(text, *below[0])
        end = below[0].end if alone else line.end
        return Span(line.start, end) if _amends(label["name"], text[line.start + label.end() : end]) else None
    if AGENCY.match(words):
        return line
    found = list(SENTENCE.finditer(words))
    quoted = [quotation.inner for quotation in quotations(words)] if found else []
    first = next((one for one in found if not any(q.start <= one.start() < q.end for q in quoted)), None)
    if first is None:
        return None
    begun = [end.end() for end in SENTENCE_END.finditer(words, 0, first.start())]
    return Span(line.start + (begun[-1] if begun else 0), line.end)


def _amends(name: str, words: str) -> bool:
    """Whether what follows a label changes something: a date does not, nor does an editor's note of another matter."""
    if len(WORD.findall(words)) < MIN_WORDS:
        return False
    if UPDATES.match(name):
        return len(SMALL_WORD.findall(words)) >= MIN_WORDS
    return not name.lower().startswith("editor") or any(form.search(words) for form in (SENTENCE, RETRACTS, CORRECTS))


def _kind(notice: str) -> Amends:
    label = LABEL.match(notice)
    named = (kind for kind, form in KINDS if label and form.search(label["name"]))
    return next(named, None) or next((kind for kind, form in KINDS if form.search(notice)), Amends.CORRECTION)


# What it speaks of


def _spoken_of(report: Report, span: Span, edition: Edition | None, texts: Mapping[str, str]) -> Iterator[Stretch]:
    """Words that the notice repeats, in its report or the edition before; and what was changed into what it says."""
    notice = report.text[span.start : span.end]
    said = {token.text for token in _tokens(notice)}
    before = edition.previous if edition else None
    for change in edition.changes if edition and before else ():
        old, new = texts[before or ""][slice(*change.before)], report.text[slice(*change.after)]
        told = [{token.text for token in _tokens(words)} for words in (old, new)]
        if all(told) and told[0] | told[1] <= said and not span.start <= change.after.start < span.end:
            yield Stretch(report=before or "", start=change.before.start, end=change.before.end)
            yield Stretch(report=report.id, start=change.after.start, end=change.after.end)
    for one in filter(None, (before, report.id)):
        for start, end in _repeated(notice, texts[one]):
            if one != report.id or end <= span.start or start >= span.end:
                yield Stretch(report=one, start=start, end=end)


def _repeated(notice: str, text: str) -> Iterator[Span]:
    """Where the text has runs of the notice's words, or the whole of what it has between quotation marks."""
    for quotation in quotations(notice):
        words = notice[quotation.inner.start : quotation.inner.end].strip(" .,;:!?")
        places = [one.span() for one in re.finditer(rf"\b{re.escape(words)}\b", text)] if words else []
        if len(places) <= MAX_PLACES + 1:  # the notice itself may be one
            yield from (Span(*place) for place in places)
    yield from _shared_runs(_tokens(notice)[:MAX_NOTICE_WORDS], _tokens(text))


def _shared_runs(notice: Sequence[Token], text: Sequence[Token]) -> Iterator[Span]:
    """The longest runs of SHARED_WORDS words and more, from left to right."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n in range(len(notice) - SHARED_WORDS + 1):
        places[tuple(token.text for token in notice[n : n + SHARED_WORDS])].append(n)
    at = 0
    while at + SHARED_WORDS <= len(text):
        starts = places.get(tuple(token.text for token in text[at : at + SHARED_WORDS]), ())[:MAX_PLACES]
        length = max((_run(notice[n:], text[at : at + len(notice)]) for n in starts), default=0)
        if length:
            yield Span(text[at].start, text[at + length - 1].end)
        at += max(1, length)


def _run(left: Sequence[Token], right: Sequence[Token]) -> int:
    """How many words both begin with."""
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].text == pair[1].text, pairs))


def _tokens(text: str) -> list[Token]:
    return [Token(one[0].lower(), *one.span()) for one in WORD.finditer(text)]


def _made_in(claim: Claim, stretch: Stretch) -> bool:
    return any(start < stretch.end and stretch.start < end for start, end in claim.spans)
