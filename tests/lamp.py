"""A small ledger made by hand: four reports of a lighthouse that went dark, each record as the steps would make it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from rashomon.ledger import (
    Account,
    Asserted,
    Certainty,
    Claim,
    Comparison,
    Copied,
    Entity,
    EntityKind,
    Kind,
    Ledger,
    Link,
    Mention,
    Mode,
    Origin,
    Passage,
    Point,
    Quantity,
    Relation,
    Report,
    Role,
    Span,
    Stance,
    Status,
    Stretch,
    Unread,
    When,
)

WIRE = (
    "Lamp at Pell Rock fails\n\n"
    "Nine boats ran aground off Pell Rock on Tuesday night, the harbour office said.\n\n"
    "Keeper Ines Vall said the lamp had gone out at dusk."
)
BLOG = (
    "Home About\n\n"
    "Who put out the light?\n\n"
    "Gull Wire reports: Nine boats ran aground off Pell Rock on Tuesday night, the harbour office said.\n\n"
    "I counted four hulls on the sand myself.\n\n"
    "moss: My aunt says the lamp never went out. <b>Ask</b> her \u202eeurt\u202c!"
)
LETTER = "Four boats were stranded, perhaps five. The keeper will be replaced next spring."


def make_report(file: str, text: str, publisher: str | None = None, published: str | None = None) -> Report:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Report(file=file, sha256=sha256, text=text, publisher=publisher, published=published, language="en")


def span_of(report: Report, words: str) -> Span:
    start = report.text.index(words)
    return Span(start, start + len(words))


def cover(report: Report, *parts: tuple[Role, str | None, str]) -> tuple[Passage, ...]:
    """Passages that begin with the given words and reach to the next one's beginning."""
    starts = [report.text.index(words) for _, _, words in parts]
    ends = [*starts[1:], len(report.text)]
    return tuple(
        Passage(report=report.id, role=role, voice=voice, start=start, end=end)
        for (role, voice, _), start, end in zip(parts, starts, ends, strict=True)
    )


def make_claim(report: Report, passages: tuple[Passage, ...], words: str, *chain: Link, **rest: object) -> Claim:
    span = span_of(report, words)
    passage = next(one for one in passages if one.start <= span.start < one.end)
    return Claim(report=report.id, passage=passage.id, spans=(span,), text=words, chain=chain, **rest)  # type: ignore[arg-type]


def lamp_ledger() -> Ledger:
    """The ledger of the lighthouse that went dark."""
    wire = make_report("1-wire.txt", WIRE, publisher="Gull Wire", published="2044-06-08")
    blog = make_report("2-blog.html", BLOG, publisher="Sand & Salt", published="2044-06-09")
    letter = make_report("3-letter.txt", LETTER)
    in_wire = cover(wire, (Role.HEADLINE, "Gull Wire", "Lamp"), (Role.ARTICLE, "Gull Wire", "Nine"))
    in_blog = cover(
        blog,
        (Role.BOILERPLATE, None, "Home"),
        (Role.HEADLINE, "Sand & Salt", "Who put"),
        (Role.REPRINT, "Gull Wire", "Gull Wire reports"),
        (Role.COMMENTARY, "Sand & Salt", "I counted"),
        (Role.COMMENT, "moss", "moss"),
    )
    in_letter = cover(letter, (Role.ARTICLE, None, "Four"))
    office = Entity(
        name="harbour office",
        kind=EntityKind.ORGANIZATION,
        mentions=(
            Mention(
                report=wire.id,
                span=span_of(wire, "the harbour office"),
                name="harbour office",
                kind=EntityKind.ORGANIZATION,
            ),
        ),
    )
    night = When(
        edtf="2044-06-07",
        text="on Tuesday night",
        span=span_of(wire, "on Tuesday night"),
        start=datetime(2044, 6, 7, tzinfo=UTC),
        end=datetime(2044, 6, 8, tzinfo=UTC),
    )
    spring = When(
        edtf="2045-21",
        text="next spring",
        span=span_of(letter, "next spring"),
        start=datetime(2045, 3, 1, tzinfo=UTC),
    )
    grounded = "Nine boats ran aground off Pell Rock on Tuesday night"
    nine = Quantity(low=9, high=9, unit="boat", approximate=False, text="Nine", span=span_of(wire, "Nine"))
    source = Link(
        name="harbour office",
        entity=office.id,
        mode=Mode.INDIRECT,
        source=span_of(wire, "the harbour office"),
        cue=span_of(wire, "said"),
    )
    a = make_claim(wire, in_wire, grounded, Link(name="Gull Wire"), source, when=night, quantities=(nine,))
    b = make_claim(
        blog,
        in_blog,
        grounded,
        Link(name="Sand & Salt"),
        Link(name="Gull Wire"),
        Link(name="harbour office", entity=office.id, mode=Mode.INDIRECT),
    )
    c = make_claim(blog, in_blog, "I counted four hulls on the sand", Link(name="Sand & Salt"))
    d = make_claim(
        letter,
        in_letter,
        "Four boats were stranded",
        Link(name="3-letter.txt"),
        quantities=(
            Quantity(low=4, high=4.5, unit="boat", approximate=True, text="Four", span=span_of(letter, "Four")),
        ),
    )
    e = make_claim(wire, in_wire, "the lamp had gone out at dusk", Link(name="Gull Wire"), Link(name="Ines Vall"))
    f = make_claim(
        blog,
        in_blog,
        "the lamp never went out. <b>Ask</b> her \u202eeurt\u202c!",
        Link(name="Sand & Salt"),
        Link(name="moss"),
        Link(name="My aunt", stance=Stance.DENIES),
        negated=True,
    )
    g = make_claim(
        letter,
        in_letter,
        "The keeper will be replaced next spring",
        Link(name="3-letter.txt"),
        Link(name=None),
        asserted=Asserted.PLAN,
        when=spring,
    )
    h = make_claim(letter, in_letter, "perhaps five", Link(name="3-letter.txt"), certainty=Certainty.POSSIBLE)
    from_office = Origin(name="harbour office", claims=(a.id, b.id), why="both reports quote the harbour office")
    from_blog = Origin(name="Sand & Salt", claims=(c.id,), why="its own words")
    from_letter = Origin(name="3-letter.txt", claims=(d.id,), why="its own words")
    from_vall = Origin(name="Ines Vall", claims=(e.id,), why="her own words")
    from_aunt = Origin(name="My aunt", claims=(f.id,), why="told by moss")
    contested = Point(
        question="How many boats ran aground?",
        kind=Kind.NUMBER,
        status=Status.CONTESTED,
        accounts=(
            Account(label="nine boats", claims=(a.id, b.id), origins=(from_office.id,)),
            Account(label="four boats", claims=(c.id, d.id), origins=(from_blog.id, from_letter.id)),
        ),
    )
    denied = Point(
        question="Did the lamp go out?",
        kind=Kind.DENIAL,
        status=Status.CONTESTED,
        accounts=(
            Account(label="it did", claims=(e.id,), origins=(from_vall.id,)),
            Account(label="it did not", claims=(f.id,), origins=(from_aunt.id,)),
        ),
    )
    agreed = Point(
        question="How many hulls lay on the sand?",
        kind=Kind.NUMBER,
        status=Status.CORROBORATED,
        accounts=(Account(label="four", claims=(c.id, d.id), origins=(from_blog.id, from_letter.id)),),
    )

    def compare(one: Claim, other: Claim, relation: Relation, kind: Kind, why: str) -> Comparison:
        return Comparison(a=one.id, b=other.id, relation=relation, kind=kind, why=why, score=0.9)

    return Ledger(
        title="The dark lamp",
        reports=(wire, blog, letter),
        passages=(*in_wire, *in_blog, *in_letter),
        entities=(office,),
        claims=(a, b, c, d, e, f, g, h),
        comparisons=(
            compare(a, c, Relation.CONTRADICTS, Kind.NUMBER, "harbour office: 9 boats; Sand & Salt: 4"),
            compare(c, d, Relation.AGREES, Kind.NUMBER, "both say four"),
            compare(e, f, Relation.CONTRADICTS, Kind.DENIAL, "Ines Vall says so; My aunt denies it"),
            compare(d, h, Relation.UPDATES, Kind.NUMBER, "four at first, perhaps five later"),
        ),
        points=(denied, contested, agreed),
        origins=(from_office, from_blog, from_letter, from_vall, from_aunt),
        copied=(
            Copied(
                source=Stretch(report=wire.id, start=a.spans[0].start, end=a.spans[0].end),
                target=Stretch(report=blog.id, start=b.spans[0].start, end=b.spans[0].end),
            ),
        ),
        unread=(Unread(file="4-scan.pdf", reason="no text in the PDF: 2 pages of images"),),
    )
