"""The head of a text without markup: masthead, date, slug, headline and byline, above the first paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, takewhile, zip_longest

from rashomon.ledger import Block, Span
from rashomon.read.bylines import byline_names, is_byline, is_office, plain, title_case
from rashomon.read.draft import Fact
from rashomon.read.stamps import CHANGED, Stamp, clock_of, find_stamps

DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][\w.'’-]*(?:[ ,/]+[\w.'’-]+){0,8}?),?\s*\((?P<agency>[A-Z][^()\n]{1,40})\)\s*[-–—:]+\s",
)
DATELINE_TAIL = re.compile(
    r"^[A-ZÀ-Þ][A-ZÀ-Þ .'’/-]{2,40},[^.\n]{0,40}?"
    r"\d{1,2}[^.\n]{0,12}?[,.]?\s*(?:\((?P<agency>[^()]{2,40})\)\s*)?[-–—]+\s"
)
CREDIT = re.compile(
    r"^\((?:reporting|writing|editing|additional reporting|compiled|[\w ]*correspondents?\b)[^()]*\)$", re.I
)
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\s*(?:©\s*)?(?:\d{4}(?:\s*[-–—]\s*(?:\d{4}|\d\d))?,?\s*)?(?:by\s+)?(?P<name>[^\W\d_][^.,;|·•\n]{1,60})",
    re.I,
)
SENTENCE_END = re.compile(r"[.…][\"'”’)\]]*$")
ASKED_END = re.compile(r"[?!:][\"'”’)\]]*$")
FORM_WORDS = re.compile(
    r"^(?:for (?:immediate|public|general) release|(?:press|media|news) (?:release|note|statement|notice|advisory)|"
    r"statement(?: no\b.*)?|"
    r"communiqu[eé]\b.*|embargoed\b.*|(?:notice|bulletin|circular) no\b.*|"
    r"(?:urgent|update|flash|alert|bulletin|newsalert|correction|refile|rpt|wrapup)s?(?:[ -]\d+)?)\b"
    r"(?!(?:[ -]\d+)? ?[-:–—] ?\w+ \w+ \w)",  # "UPDATE 2-Fire halts smelter" is a headline
    re.I,
)
# What an agency says of its own take: "(Adds quotes)", "Corrects paragraph 3 …".
TAKE_NOTE = re.compile(
    r"^(?:\(\s*)?(?:(?:eds?|editors?)\s*:|(?:adds?|updates?|updating|corrects?|recasts?|releads?|rewrites?|clarifies|refiles?|"
    r"repeats?|removes?|deletes?|fixes|drops|new throughout|writethru|with)\b(?=.*(?:\)$|\bpara(?:graph|s)?\b|"
    r"\bheadline\b|\bbyline\b|\bdetails?\b|\bquotes?\b|\bbackground\b)))",
    re.I,
)
SLUG = re.compile(r"^(?:[A-Z0-9]++(?:[-/][A-Z0-9]++)++|[\w.:-]++(?:/[\w.:-]++)++)(?:,? ?\(?[A-Z]+ ?\d*\)?)?$")
# A take as agencies number and name it, in capitals: "QNA 0231 4 ECO HARBOUR-FIRE (2ND UPDATE)".
NUMBERED_TAKE = re.compile(
    r"^(?P<agency>[A-Z]{2,5}) (?=.*\b\d{3,4}\b)(?=.*[A-Z]{2}-[A-Z]{2}|.*\([A-Z0-9 ,]+\)$)[A-Z0-9 ,.:/()+-]+$"
)
SIGNED_BY = re.compile(r"^[-–—]{1,3}\s*(?P<short>[^\W\d_][^().!?]{1,50}?)\s*(?:\((?P<full>[^()]{2,60})\))?$")
PERIOD = re.compile(r"\W*+(?:to|until|through)?\W*+")
SECTIONS = tuple(re.compile(rf"^(?:{number})[.)] \S", re.M) for number in ("1|I", "2|II"))
SALUTATION = re.compile(
    r"^(?:dear|to whom it may concern|ladies and gentlemen|good (?:morning|day|evening))\b[^.!?]{0,60},$", re.I
)
LABEL = re.compile(r"^(?:subject|re|title|headline|concerning|betreff|thread|topic)\s*:\s*", re.I)
SECTION = re.compile(r"\s[/|·•]\s|^\W*$")  # "World / Sea", "No. 4 | Harbour": a place within a paper, or a rule
LABELLED = re.compile(r"^\W{0,9}(?P<label>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,40}:|[QA][.:])\s+(?=\S)")
CAST = re.compile(r"^(?:presenter|guest|host|moderator|speaker|panel|participant|interviewer)s?\s*:\s", re.I)
MENU = re.compile(r"^(?:home|menu|skip to)\b(?:\W+\w+){1,12}$", re.I)
MAX_HEAD_LINES = 14
MAX_NOTE_WORDS = 40
DECK_LINES = 3
MAX_DECK_WORDS = 35
MAX_STAMP_WORDS = 6
MIN_PROSE_WORDS = 9
LONG_LINE = 170
MAX_NAME_WORDS = 8


class Kind(StrEnum):
    """What a line at the head of a text is."""

    NAME = "name"  # whose text it is
    STAMP = "stamp"  # the date, or the form ("Press note")
    BYLINE = "byline"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a text, where it stands, and which block it is of."""

    span: Span
    text: str
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The lines above the body, each with its kind, and where the body begins."""

    lines: tuple[tuple[Line, Kind], ...]
    body: int

    def of(self, kind: Kind) -> tuple[Line, ...]:
        """The lines of one kind."""
        return tuple(line for line, one in self.lines if one is kind)


def lines_of(text: str, blocks: Iterable[Block]) -> Iterator[Line]:
    """The lines within the blocks."""
    for number, block in enumerate(blocks):
        at = block.start
        for line in text[block.start : block.end].split("\n"):
            if line.strip():
                yield Line(span=Span(at, at + len(line)), text=line.strip(), block=number)
            at += len(line) + 1


def read_opening(text: str, blocks: Sequence[Block]) -> Opening:
    """What stands above the first paragraph, where the text begins with a head at all.

    A name that heads the text counts as a masthead only if it comes up again (in the text, its foot, its credits),
    is printed in capitals, or a date stands between it and the headline: else it may be the headline itself.
    """
    head: list[Line] = []
    spoken = _speakers(text)
    lines = list(islice(lines_of(text, blocks), MAX_HEAD_LINES + DECK_LINES + 1))
    for n, line in enumerate(lines):
        label = LABELLED.match(line.text)
        if label and label["label"] in spoken:
            return Opening(lines=tuple(_kinds(head, text)), body=line.span.start)
        numbered = SECTIONS[0].match(line.text) and SECTIONS[1].search(text)
        if numbered or (is_prose(line.text) and not _is_deck(line, head, lines[n + 1 : n + 1 + DECK_LINES])):
            return Opening(lines=tuple(_kinds(head, text)), body=line.span.start)
        head.append(line)
        if len(head) > MAX_HEAD_LINES:
            break
    return Opening(lines=(), body=blocks[0].start if blocks else 0)


def _speakers(text: str) -> frozenset[str]:
    """What speakers are called at the head of lines, in capitals, in a text where they come again."""
    counts = Counter(found["label"] for line in text.split("\n") if (found := LABELLED.match(line)))
    return frozenset(label for label, count in counts.items() if count > 1)


def _is_deck(line: Line, above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether a sentence under a headline belongs to it: the byline or date comes below it, before the story."""
    under = takewhile(lambda one: not is_prose(one.text), below)
    short = len(line.text.split()) <= MAX_DECK_WORDS
    dated = any(is_byline(one.text) or find_stamps(one.text) for one in above)
    return short and bool(above) and not dated and any(map(_signs, under))


def _signs(line: Line) -> bool:
    """Whether a line is a byline, or a date and next to nothing else."""
    return is_byline(line.text) or (bool(find_stamps(line.text)) and len(line.text.split()) <= MAX_STAMP_WORDS)


def is_prose(line: str) -> bool:
    """Whether a line is running text: a sentence, a dateline, the words that lead into a quotation."""
    words = len(line.split())
    if is_take_note(line):
        return False
    if SALUTATION.match(line) or DATELINE.match(line) or DATELINE_TAIL.match(line) or len(line) > LONG_LINE:
        return True
    if CREDIT.match(line) or is_byline(line):
        return False
    if ASKED_END.search(line):
        return words >= 3 * MIN_PROSE_WORDS or line.endswith(":")
    return bool(SENTENCE_END.search(line)) and words >= MIN_PROSE_WORDS


def _kinds(head: Sequence[Line], text: str) -> Iterator[tuple[Line, Kind]]:
    kinds = [_plain_kind(line) for line in head]
    for n in _masthead(head, kinds, text):
        kinds[n] = Kind.NAME
    for n in _places(head, kinds):
        kinds[n] = Kind.STAMP
    return zip(head, kinds, strict=True)


def _places(head: Sequence[Line], kinds: Sequence[Kind]) -> list[int]:
    """The lines of a word or two under a date, in one block with it, where a headline is left without them."""
    open_lines = [n for n, kind in enumerate(kinds) if kind is Kind.HEADLINE]
    under = [n for n in open_lines if n and kinds[n - 1] is Kind.STAMP and head[n].block == head[n - 1].block]
    places = [n for n in under if len(head[n].text.split()) <= 2]
    return places if places != open_lines else []


def _plain_kind(line: Line) -> Kind:
    if is_byline(line.text):
        return Kind.BYLINE
    if (
        MENU.match(line.text)
        or CAST.match(line.text)
        or _is_stamp(line.text)
        or SECTION.search(line.text)
        or FORM_WORDS.match(line.text)
        or is_take_note(line.text)
    ):
        return Kind.STAMP
    return Kind.HEADLINE


def is_take_note(text: str) -> bool:
    """Whether a line is a slug, or what an agency says of its own take ("(Adds quotes)")."""
    words = len(text.split())
    numbered = SLUG.match(text) or NUMBERED_TAKE.match(text)
    return numbered is not None or (words <= MAX_NOTE_WORDS and TAKE_NOTE.match(text) is not None)


def _is_stamp(line: str) -> bool:
    dated = find_stamps(line) or clock_of(line)
    return bool(dated) and len(line.split()) <= 14


def _masthead(head: Sequence[Line], kinds: Sequence[Kind], text: str) -> list[int]:
    """The lines that name whose text it is: above a date, or in the first block, if a headline is left without them."""
    open_lines = [n for n, kind in enumerate(kinds) if kind is Kind.HEADLINE]
    if not open_lines or not _names_itself(head[open_lines[0]].text, text):
        return []
    stamps = [n for n, kind in enumerate(kinds) if kind is Kind.STAMP]
    above = [n for n in open_lines if stamps and n < stamps[-1]]
    if above and above != open_lines:
        return above
    first = [n for n in open_lines if head[n].block == head[0].block]
    if first and first != open_lines:
        return first
    return first[:1] if len(first) > 1 or any(head[n].block == head[0].block for n in stamps) else []


def _names_itself(line: str, text: str) -> bool:
    name = _bare(line)
    words, again = f" {plain(text)} ", f" {plain(name)} "
    if any(f" {counted}{again}" in words for counted in ("responses to", "response to", "thoughts on", "comments on")):
        return False  # what readers respond to is the headline
    again_said = words.count(again) > 1
    return 0 < len(name.split()) <= MAX_NAME_WORDS and (again_said or name.isupper() or _all_capital(name))


def _bare(line: str) -> str:
    """The name in a masthead line, without ornament, and without the desk behind or before it."""
    parts = [part.strip() for part in re.split(r"\s[-–—|/·•:]+\s", line) if part.strip()]
    named = [part for part in parts if not is_office(part)] or parts
    return re.sub(r"^[\W_]+|[^\w)]+$", "", named[0]) if named else ""


def _all_capital(name: str) -> bool:
    """Whether each word that is not small begins with a capital, as names do."""
    words = [word for word in name.split() if len(word) > 3]
    return bool(words) and all(word[:1].isupper() for word in words)


def opening_facts(text: str, blocks: Sequence[Block]) -> tuple[Fact, ...]:
    """What the head, the credits and the foot of a text say of it."""
    opening = read_opening(text, blocks)
    names = [_as_printed(name, text) for name in _mastheads(opening, text)]
    facts = [Fact(name="publisher", value=name, clue="masthead") for name in names]
    facts += [Fact(name="publisher", value=found["name"].strip(), clue="copyright line") for found in _copyrights(text)]
    facts += [Fact(name="publisher", value=name, clue="agency's signature") for name in _signed(text)]
    headline = opening.of(Kind.HEADLINE)
    title = " ".join(line.text for line in headline if line.block == headline[0].block)
    facts += [Fact(name="title", value=LABEL.sub("", title), clue="headline")] if title else []
    return (*facts, *_stamp_facts(opening, text), *_byline_facts(opening))


def _mastheads(opening: Opening, text: str) -> list[str]:
    """The names in the masthead, first those that the text comes back to (a state heads its ministries' letters)."""
    names = [_bare(line.text) for line in opening.of(Kind.NAME)]
    return sorted(names, key=lambda name: f" {plain(text)} ".count(f" {plain(name)} ") < 2)


def _copyrights(text: str) -> list[re.Match[str]]:
    found = list(COPYRIGHT.finditer(text))
    return [one for one in found if len(one["name"].split()) <= MAX_NAME_WORDS]


def _signed(text: str) -> Iterator[str]:
    """The agency that signs the text at its foot and stands in its dateline: its name in full, if it gives that."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = SIGNED_BY.match(lines[-1]) if lines else None
    agency = next((one["agency"] for line in lines if (one := DATELINE.match(line) or DATELINE_TAIL.match(line))), None)
    if found and agency and plain(agency) in {plain(found["short"]), plain(found["full"] or "")}:
        yield found["full"] or found["short"]


def _as_printed(name: str, text: str) -> str:
    """A name in capitals as the text prints it elsewhere, or else in title case."""
    if not name.isupper():
        return name
    again = [
        found[0]
        for found in re.finditer(re.escape(name), text, re.I)
        if found[0][:1].isupper() and not found[0].isupper()
    ]
    return again[0] if again else title_case(name)


def _stamp_facts(opening: Opening, text: str) -> Iterator[Fact]:
    lines = [line.text for line, _ in opening.lines] or [text[:400]]
    body = text[opening.body :]
    dateline = DATELINE.match(body) or DATELINE_TAIL.match(body)
    if dateline and not any(map(find_stamps, lines)):
        lines = [dateline[0]]
    stamps = [(line[: stamp.span.start], stamp.edtf) for line in lines for stamp in _ends(line)]
    changed = [edtf for before, edtf in stamps if CHANGED.search(before)]
    published = [edtf for before, edtf in stamps if not CHANGED.search(before)]
    yield from (Fact(name="published", value=edtf, clue="date line") for edtf in published)
    yield from (Fact(name="published", value=edtf, clue="date line of an update") for edtf in changed)
    yield from (Fact(name="modified", value=edtf, clue="date line") for edtf in changed)


def _ends(line: str) -> Iterator[Stamp]:
    """The dates in a line, of a period ("Covers 3 May 2031 to 4 May 2031") its end: no report is older than that."""
    stamps = find_stamps(line)
    for stamp, after in zip_longest(stamps, stamps[1:]):
        if after is None or not PERIOD.fullmatch(line[stamp.span.end : after.span.start]):
            yield stamp


def _byline_facts(opening: Opening) -> Iterator[Fact]:
    for line in (*opening.of(Kind.BYLINE), *opening.of(Kind.STAMP)):
        for name in byline_names(line.text):
            yield Fact(name="author", value=name, clue="byline")
