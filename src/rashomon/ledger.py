"""The records: what was read, what is claimed, and what follows from it.

Plain frozen records. A record's id is a digest of what identifies it, so that a second reading of the same
bytes gives the same id. Positions are half-open, in code points of ``Report.text``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

FILE_TIME = "file time"  # the weakest clue of when a report was captured: that of the file, or of its copy


class Role(StrEnum):
    """What a stretch of a report is."""

    HEADLINE = "headline"
    ARTICLE = "article"
    REPRINT = "reprint"  # another outlet's article, reproduced
    COMMENTARY = "commentary"  # the page's own author, around a reprint
    COMMENT = "comment"  # one reader's
    BOILERPLATE = "boilerplate"


class Mode(StrEnum):
    """How words are given: between quotation marks, in other words, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """What a speaker does with the words that are laid in his mouth."""

    ASSERTS = "asserts"
    DENIES = "denies"
    CONFIRMS = "confirms"
    DOUBTS = "doubts"
    DEMANDS = "demands"
    PROMISES = "promises"
    ASKS = "asks"


class Certainty(StrEnum):
    """How sure the innermost speaker says to be."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


class Asserted(StrEnum):
    """Whether the words say that something is so, or what they do instead."""

    STATED = "stated"
    QUESTION = "question"
    CONDITIONAL = "conditional"
    WISH = "wish"
    PLAN = "plan"
    FIGURATIVE = "figurative"


class EntityKind(StrEnum):
    """What sort of thing an entity is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"
    DOCUMENT = "document"
    EVENT = "event"
    THING = "thing"
    UNNAMED = "unnamed"  # a source that is not named: "a police source"


class Relation(StrEnum):
    """How two claims of the same matter stand to one another."""

    CONTRADICTS = "contradicts"
    AGREES = "agrees"
    REFINES = "refines"  # b says more than a, and both can be true
    UPDATES = "updates"  # b is a later value of what changes over time


class Kind(StrEnum):
    """In what two claims agree or differ."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    ACTOR = "actor"
    EVENT = "event"
    CAUSE = "cause"
    STATUS = "status"
    IDENTITY = "identity"
    DENIAL = "denial"


class Status(StrEnum):
    """What stands behind a point."""

    CONTESTED = "contested"
    CORROBORATED = "corroborated"
    SINGLE_ORIGIN = "single-origin"


class Span(NamedTuple):
    """A stretch of a report's text: code points, end exclusive."""

    start: int
    end: int


def digest(*parts: object) -> str:
    """Sixteen hexadecimal digits that stand for the parts, in their order (SHA-256, cut)."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def quote(text: str, spans: Iterable[Span]) -> str:
    """The words at the spans, several joined by " … "."""
    return " … ".join(text[start:end] for start, end in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text that stood in one box of the page: a paragraph, a heading, a list item.

    ``path`` names the elements around it from the outermost in, as ``tag#id.class.class``; text formats, which
    have none, leave it empty. ``boxes`` numbers those elements in the page's order, so that two boxes of one
    name are told apart. ``marks`` holds what else the page says of the box by name: ``datetime`` of a time
    element in it, ``author``.
    """

    start: int
    end: int
    path: tuple[str, ...] = ()
    boxes: tuple[int, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document taken in.

    ``published``, ``modified`` and ``captured`` are EDTF dates or date-times, each as precise as it is told.
    ``clues`` says where each piece of metadata came from: ``(("publisher", "meta og:site_name"), …)``. The id rests
    on the bytes alone.
    """

    file: str  # its name, without folders
    sha256: str  # of the bytes taken in
    text: str  # the whole visible text
    blocks: tuple[Block, ...] = ()
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None  # when its publisher last changed it
    captured: str | None = None  # when these bytes were taken from where they stood
    language: str | None = None
    extractor: str = ""  # which reader of which version derived the text: "html 1"
    clues: tuple[tuple[str, str], ...] = ()
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", digest("report", self.sha256))

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def taken(self) -> str | None:
        """When it was captured, unless nothing tells that but its file's time."""
        return None if ("captured", FILE_TIME) in self.clues else self.captured

    @property
    def name(self) -> str:
        """Who publishes the page; a page that does not name itself is called by its file's name."""
        return self.publisher or self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a report in one voice; a report's passages cover its text without gap or overlap.

    ``voice`` is who speaks there, None where the report does not say. ``dated`` is when these words were
    written, where that is not the report's own date (a comment's date), in EDTF. ``answers`` names whom a
    comment replies to.
    """

    report: str
    role: Role
    voice: str | None
    start: int
    end: int
    dated: str | None = None
    answers: str | None = None
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", digest("passage", self.report, self.start, self.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Somebody is made answerable for words in a report.

    ``speaker`` is the name that the source stands for within the report ("he" -> "Karel Dunn"), the
    source's own words where it stands for nobody named, None where nobody at all is named ("reportedly").
    """

    report: str
    passage: str
    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    named: bool = False  # whether the speaker is a name, or words that stand for one who is not named
    mode: Mode = Mode.INDIRECT
    stance: Stance = Stance.ASSERTS
    certainty: Certainty = Certainty.CERTAIN
    on_word_of: str | None = None  # id of the attribution that this one rests on
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", digest("attribution", self.report, self.cue, self.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as precise as the words.

    ``edtf`` is an Extended Date/Time Format value (ISO 8601-2), None where the words cannot be placed at all.
    ``start`` and ``end`` bound it, half-open; None where open or where the year is not known.
    """

    edtf: str | None
    text: str
    span: Span
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count or measure as said: bounds inclusive, None where open ("at least 14": low 14, high None).

    ``unit`` is a unit of measure ("km", "minute") or the counted noun's lemma ("person").
    """

    low: float | None
    high: float | None
    unit: str | None
    approximate: bool
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that stand for somebody or something; ``name`` is the fullest name in the report that they stand for."""

    report: str
    span: Span
    name: str
    kind: EntityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step of a chain, from the page to the mouth."""

    name: str | None
    stance: Stance = Stance.ASSERTS
    entity: str | None = None
    mode: Mode | None = None
    source: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """Who or what takes part: ``role`` is subject, object, or the preposition that ties it to the predicate."""

    role: str
    head: str  # lemma of the head word
    span: Span
    name: str | None = None  # the name that it stands for, where it stands for one
    entity: str | None = None
    nouns: tuple[str, ...] = ()  # lemmas of the nouns that name it: "trawler", "gull" of "the trawler Gull"
    phrase: str = ""  # its words up to the head
    plural: bool = False
    agent: bool = False  # named by "by", where the words stress who did it
    of: str | None = None  # the name of its possessor, where it has one ("Dunn's deputy")
    stands_for: Span | None = None  # of "it" and "they": the words before that they take up, where that is clear


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing said to be so, in its exact words, with the chain of those who say it.

    ``sort`` keys and ids rest on the report and the spans alone, so that judgements keep hold of a claim when
    the program gets better.
    """

    report: str
    passage: str
    spans: tuple[Span, ...]
    text: str
    chain: tuple[Link, ...]
    attribution: str | None = None
    negated: bool = False
    denied: bool = False  # from outside its words: "denied that", "no sign that"
    certainty: Certainty = Certainty.CERTAIN
    asserted: Asserted = Asserted.STATED
    when: When | None = None
    said: When | None = None  # when the words were said, where whoever tells them says so: "said on Monday"
    setting: When | None = None  # the last time told before it in its paragraph: of which day the talk is
    quantities: tuple[Quantity, ...] = ()
    predicate: str | None = None  # lemma, with its particle
    verb: tuple[str, ...] = ()  # its words as they stand, auxiliaries first: "had", "been", "struck"
    arguments: tuple[Argument, ...] = ()
    places: tuple[str, ...] = ()  # entity ids
    about: tuple[str, ...] = ()  # entity ids
    mentions: tuple[Mention, ...] = ()
    lemmas: tuple[str, ...] = ()  # of its words and figures, in order
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", digest("claim", self.report, self.spans))

    @property
    def speaker(self) -> Link:
        """The innermost link: whose words these are."""
        return self.chain[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Who or what is spoken of across reports."""

    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    within: tuple[str, ...] = ()  # of a place: the names of those that a report says it lies in
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        # two reports' "a witness" are two, until a person says otherwise
        alone = sorted({m.report for m in self.mentions}) if self.kind is EntityKind.UNNAMED else []
        object.__setattr__(self, "id", digest("entity", self.kind, *sorted((self.name, *self.aliases)), *alone))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two claims of the same matter; symmetric but for refines and updates, where b says more or came later."""

    a: str
    b: str
    relation: Relation
    kind: Kind
    why: str
    score: float
    same_origin: bool = False
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", digest("comparison", self.relation, self.kind, self.a, self.b))


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """A contradiction that only the pair model sees, and of which it is not sure: a place to look, never a finding."""

    a: str
    b: str
    why: str
    score: float
    kind: Kind = Kind.EVENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One side of a point: claims that agree, and the origins that they come from."""

    label: str
    claims: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One question on which there are accounts."""

    question: str
    kind: Kind
    status: Status
    accounts: tuple[Account, ...]
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        claims = sorted(claim for account in self.accounts for claim in account.claims)
        object.__setattr__(self, "id", digest("point", *claims))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Words by which some call what others call otherwise, and the claims that use them."""

    words: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Two or more names that claims of one happening give to what plays one part in it: "gunmen", "defenders"."""

    names: tuple[Name, ...]
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        used = sorted(f"{name.words} {claim}" for name in self.names for claim in name.claims)
        object.__setattr__(self, "id", digest("naming", *used))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where claims come from: one speaker's statement, one agency's text; copies do not add to it."""

    name: str
    claims: tuple[str, ...]
    why: str
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", digest("origin", *sorted(self.claims)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of one report's text."""

    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """The same wording in two reports; the earlier report first where the dates tell, else by file name."""

    source: Stretch
    target: Stretch


class Clock(StrEnum):
    """By which of a report's times something is put in order."""

    CAPTURED = "captured"
    MODIFIED = "modified"
    PUBLISHED = "published"
    NONE = "none"  # nothing tells; by the file's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words of one edition that stand otherwise in the next; a span is empty where words came in or went out."""

    before: Span  # in the text of the edition before
    after: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One of several takings of a page: together they are one origin, and what changed between them is shown."""

    report: str
    page: str  # its address, without what does not tell pages apart
    number: int  # from 1, the earliest
    previous: str | None = None  # the report that is the edition before
    clock: Clock = Clock.NONE  # by what it comes after the one before
    changes: tuple[Change, ...] = ()  # since the one before, in order, but for comments and page furniture


def first_editions(editions: Iterable[Edition]) -> dict[str, str]:
    """For each report that is an edition of a page the report that is the first one."""
    first: dict[str, str] = {}
    for one in sorted(editions, key=lambda edition: edition.number):
        first[one.report] = first[one.previous] if one.previous else one.report
    return first


class Amends(StrEnum):
    """What a notice does to the words that it speaks of."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    RETRACTION = "retraction"
    UPDATE = "update"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A notice by which a page says that it was changed, or that it was wrong.

    ``of`` is what it speaks of, where its own words tell that exactly: words that it repeats, in its report or in an
    earlier edition; words that were changed into what it says. ``claims`` are those made in these words.
    """

    report: str
    span: Span
    kind: Amends
    of: tuple[Stretch, ...] = ()
    claims: tuple[str, ...] = ()
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", digest("correction", self.report, self.span))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What was given and could not be read, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All that is known of one event, in memory."""

    title: str
    reports: tuple[Report, ...]
    passages: tuple[Passage, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    points: tuple[Point, ...] = ()
    origins: tuple[Origin, ...] = ()
    copied: tuple[Copied, ...] = ()
    possible: tuple[Possible, ...] = ()
    editions: tuple[Edition, ...] = ()
    corrections: tuple[Correction, ...] = ()
    unread: tuple[Unread, ...] = ()


class Subject(StrEnum):
    """On what a person decides."""

    VOICE = "voice"  # of a passage
    SPEAKER = "speaker"  # of a claim, and of the other claims that rest on the same words of attribution
    TIME = "time"  # that a claim tells of
    ENTITY = "entity"  # whether two are one
    COMPARISON = "comparison"  # how two claims stand to one another
    ORIGIN = "origin"  # whether two claims have one
    POINT = "point"  # a question, known by its claims
    RELIABILITY = "reliability"  # of a source: A to F
    CREDIBILITY = "credibility"  # of an item of information: 1 to 6


class Verdict(StrEnum):
    """What a person decides."""

    ACCEPT = "accept"
    REJECT = "reject"  # this suggestion is wrong
    CORRECT = "correct"  # the value is another
    GRADE = "grade"  # reliability or credibility
    NEVER = "never"  # whatever the program comes to think of it, it is not to be suggested again
    UNDO = "undo"  # what it supersedes holds no longer, and what held before that holds again


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where the object of a judgement stands: words of a report; a name alone where no words of a text show it."""

    report: str | None = None
    spans: tuple[Span, ...] = ()
    name: str | None = None

    @property
    def key(self) -> str:
        """The anchor in one line; digests rest on it, so it stays as it is."""
        return f"{self.report or ''} {','.join(f'{start}:{end}' for start, end in self.spans)} {self.name or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision, signed and dated. It is never edited: a later one supersedes it.

    ``anchors`` are places in reports, not ids of what the program made of them, so that it finds its object again
    when the program gets better. ``value`` is what a correction or a grade says, in the form that its subject asks
    for (``review.check``).
    """

    subject: Subject
    verdict: Verdict
    anchors: tuple[Anchor, ...]
    author: str
    made: datetime  # UTC
    reason: str = ""
    value: str | None = None
    supersedes: str | None = None  # id of the judgement that held on the same matter until now
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        # not on the value: where words are removed with their report, the judgement stays the same one
        said = (self.subject, self.verdict, *(anchor.key for anchor in self.anchors), self.reason)
        object.__setattr__(self, "id", digest("judgement", *said, self.author, self.made.isoformat(), self.supersedes))

    @property
    def matter(self) -> str:
        """What stands to be judged, the same for every judgement on it, whichever of two claims is named first."""
        return matter(self.subject, self.anchors)


def matter(subject: Subject, anchors: Iterable[Anchor]) -> str:
    """What a judgement on these would be of; the anchors' order does not count."""
    return digest("matter", subject, *sorted(anchor.key for anchor in anchors))
