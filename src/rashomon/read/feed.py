"""RSS and Atom: each entry a report, with the feed's title for its publisher.

No parser of XML sees the whole: entries are cut out by their tags and parsed each for itself, so that one that is
broken costs no other, and what a document type declares (entities within entities, files elsewhere) is never heard.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from rashomon.errors import ReadError
from rashomon.read.decode import decode_narrow, narrowed
from rashomon.read.draft import Fact, fold, written
from rashomon.read.limits import MEGABYTE, Limits
from rashomon.read.mail import date_of
from rashomon.read.parts import Lost, Part, too_large
from rashomon.read.stamps import as_edtf

VERSION = "feed 1"  # raised with every change of the body that is made of the same bytes
TAG = re.compile(rb"<(?P<end>/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])[^<]*>$")
OPENING = re.compile(rb"<!--|<!\[CDATA\[")
CLOSING = {b"<!--": b"-->", b"<![CDATA[": b"]]>"}
# What XML does not know, HTML does (&nbsp;), and what is no reference at all (AT&T).
REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:#\d+|#x[\da-f]+|amp|lt|gt|quot|apos);)(\w{1,32};)?", re.I | re.S
)
RSS_AUTHOR = re.compile(r"\S+@\S+\s*\((.+)\)$")  # "desk@quay.example (Ann Lee)"
RFC_822 = re.compile(r"\d{4} \d\d?:\d\d")  # "Mon, 03 Mar 2031 16:30:12 +0200", to the second and with its zone
PREFIX = re.compile(r"^(?:atom|atom03|rss|a10):")  # of the format itself
FIELDS = (  # the field of a report, and the elements that fill it, in order of trust
    ("title", ("title", "dc:title")),
    ("published", ("pubdate", "published", "issued", "dc:date", "dcterms:created", "created", "updated", "modified")),
    ("modified", ("updated", "modified", "dcterms:modified")),
    ("author", ("dc:creator", "author/name", "author", "itunes:author")),
    ("publisher", ("source/title", "source", "dc:publisher")),
    ("language", ("dc:language", "language")),
)
DATES = frozenset({"published", "modified"})
ABOUT = (  # what the feed says of itself, to be believed of an entry that says nothing else
    ("publisher", ("channel/title", "title")),
    ("author", ("author/name",)),
    ("language", ("channel/language", "channel/dc:language")),
)
ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf)\b", re.I)
MAX_VALUE_CHARS = 1000  # longer ones are no titles or names
BODIES = ("content:encoded", "content", "description", "summary", "media:description")
NO_MARKUP = frozenset({"text", "text/plain"})  # types of an Atom text; RSS says none, and means HTML


@dataclass(slots=True)
class Element:
    """A child of an entry, or a child of that ("author/name"): its name in lower case, and what is in it."""

    name: str
    attributes: dict[str, str]
    start: int  # of its tag, in bytes
    markup: str = ""  # what is in it as it stands, where that is markup
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words in it, without tags."""
        return "".join(self.pieces).strip()


def open_feed(stream: io.BufferedReader, limits: Limits) -> Iterator[Part | Lost]:
    """The entries, in the feed's order.

    Raises:
        ReadError: The bytes are no text.
    """
    stream, encoding = narrowed(stream, markup=True)
    cuts = _cut(stream, limits.document_bytes)
    about = _about(decode_narrow(next(cuts, None) or b"", encoding))
    for number, data in enumerate(cuts, start=1):
        if data is None:
            yield Lost(name=number, reason=too_large(limits.document_bytes))
            continue
        try:
            yield _entry(number, data, decode_narrow(data, encoding), about)
        except expat.ExpatError as error:
            yield Lost(name=number, reason=f"broken XML: {error}")


def _cut(stream: io.BufferedReader, most: int) -> Iterator[bytes | None]:
    """What stands before the first entry, then the entries; None for what is larger than it may be."""
    kept: list[bytes] = []
    size, keeping, closing = 0, True, b""
    for piece in _pieces(stream, most):
        opened = OPENING.search(piece) if not closing else None
        tag = TAG.search(piece) if not closing and not opened else None
        closing = closing or (CLOSING[opened[0]] if opened else b"")
        if closing and piece.endswith(closing):
            closing = b""
        if tag and not tag["end"] and keeping:  # the end of the head, or an entry that was never closed
            yield b"".join([*kept, piece[: tag.start()]]) if size <= most else None
        if tag and not tag["end"]:
            kept, size, keeping, piece = [], 0, True, piece[tag.start() :]
        size += len(piece)
        if keeping and size <= most:
            kept.append(piece)
        if tag and keeping and (tag["end"] or tag[0].endswith(b"/>")):
            yield b"".join(kept) if size <= most else None
            kept, keeping = [], False
    if keeping:
        yield b"".join(kept) if size <= most else None


def _pieces(stream: io.BufferedReader, most: int) -> Iterator[bytes]:
    """The stream, cut behind each ">".

    Raises:
        ReadError: A piece is larger than a document may be.
    """
    left = b""
    while chunk := stream.read(MEGABYTE):
        *whole, left = (left + chunk).split(b">")
        yield from (piece + b">" for piece in whole)
        if len(left) > most:
            raise ReadError(too_large(most))
    yield left


def _entry(number: int, data: bytes, text: str, about: tuple[Fact, ...]) -> Part:
    elements = _elements(text)
    facts = tuple(_facts(elements))
    title = next((fact.value for fact in facts if fact.name == "title"), "")
    heading = f"<h1>{html.escape(title)}</h1>\n" if title else ""
    body = f"<article>{heading}{_body(elements)}</article>".encode()
    stream = io.BytesIO(data)
    return Part(name=number, stream=stream, suffix=".html", body=body, made_by=VERSION, facts=facts, otherwise=about)


def _elements(text: str, *, whole: bool = True) -> list[Element]:
    """The outermost element, its children and grandchildren, the outer before the inner.

    Raises:
        ExpatError: It is not well formed, even where HTML's references are known.
    """
    clean = REFERENCE.sub(_known, written(text))
    found: list[Element] = []
    path: list[Element] = []
    parser = expat.ParserCreate("utf-8")

    def start(name: str, attributes: dict[str, str]) -> None:
        outer = f"{path[-1].name}/" if len(path) == 2 else ""
        path.append(Element(outer + PREFIX.sub("", name.lower()), attributes, parser.CurrentByteIndex))
        if len(path) <= 3:
            found.append(path[-1])

    def end(name: str) -> None:
        element = path.pop()
        if element.attributes.get("type") == "xhtml":
            element.markup = clean.encode()[element.start : parser.CurrentByteIndex].decode()

    def words(piece: str) -> None:
        for element in path[1:3]:
            element.pieces.append(piece)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, words
    parser.Parse(clean, whole)
    return found


def _known(reference: re.Match[str]) -> str:
    """A reference as XML knows it."""
    if reference[0].startswith("<"):
        return reference[0]
    char = html.unescape(reference[0])
    return char if reference[1] and len(char) == 1 else f"&amp;{reference[1] or ''}"


def _about(text: str) -> tuple[Fact, ...]:
    """What the feed says of all its entries, none where that is broken; a document type before it is not read."""
    root = ROOT.search(text)
    try:
        elements = _elements(text[root.start() :], whole=False) if root else []
    except expat.ExpatError:
        return ()
    return tuple(
        Fact(name=name, value=_plain(element.text), clue=f"{element.name} of the feed")
        for name, sources in ABOUT
        for element in elements
        if element.name in sources and element.text
    )


def _body(elements: list[Element]) -> str:
    """What the entry says, as HTML: its whole text before its summary."""
    said = [element for name in BODIES for element in elements if element.name == name and element.text]
    if not said:
        return ""
    kind = said[0].attributes.get("type") or ("text" if elements[0].name == "entry" else "html")
    if kind in NO_MARKUP:
        return "".join(f"<p>{html.escape(part)}</p>" for part in re.split(r"\n\s*\n", said[0].text))
    return said[0].markup or said[0].text


def _facts(elements: list[Element]) -> Iterator[Fact]:
    for name, sources in FIELDS:
        for source in sources:
            for element in elements:
                value = _value(name, element.text) if element.name == source else None
                if value:
                    yield Fact(name=name, value=value, clue=f"feed {source}")
    for element in elements:
        address = _address(element)
        if address.startswith(("http:", "https:")):
            yield Fact(name="url", value=address, clue=f"feed {element.name}")


def _value(name: str, text: str) -> str | None:
    if len(text) > MAX_VALUE_CHARS:
        return None
    if name in DATES:
        return date_of(text) if RFC_822.search(text) else as_edtf(text)
    value = _plain(text)
    mail = RSS_AUTHOR.match(value)
    return mail[1] if mail and name == "author" else value


def _plain(text: str) -> str:
    """The words of a text that may hold tags and references, as titles do that were escaped twice."""
    return fold(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text))).replace("\n", " ")


def _address(element: Element) -> str:
    """Where the entry stands, if the element says it."""
    if element.name == "link" and element.attributes.get("rel", "alternate") == "alternate":
        return element.attributes.get("href", element.text).strip()
    permanent = element.name == "guid" and element.attributes.get("isPermaLink") != "false"
    return element.text if permanent or element.name == "feedburner:origlink" else ""
