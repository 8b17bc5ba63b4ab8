"""A Word document (DOCX, ISO/IEC 29500): its paragraphs as they stand, then its footnotes and comments.

Read as what it is, an archive of XML, piece by piece: python-docx builds a tree of it all, and gives no footnotes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from xml.parsers import expat

from rashomon.errors import EmptyReport, ReadError
from rashomon.read.archive import BROKEN_ZIP, zip_archive
from rashomon.read.draft import Draft, Fact, Layout, fold, written
from rashomon.read.limits import SAFE, Limits
from rashomon.read.opening import opening_facts
from rashomon.read.parts import chunks, peekable, too_large
from rashomon.read.stamps import as_edtf

READ = re.compile(
    r"word/(?:document\d*|styles\d*|header\d*|footer\d*|footnotes\d*|endnotes\d*|comments\d*)\.xml$|docProps/\w+\.xml$"
)
MAX_PATH = 64  # elements around a paragraph that are told
CHUNK_BYTES = 1 << 16
STORIES = ("header", "document", "footnotes", "endnotes", "comments", "footer")  # in the order of the report's text
AROUND = {"comments": ("div#comments",), "header": ("header",), "footer": ("footer",)}
NESTED = {"tbl": "table", "tr": "tr", "tc": "td", "footnote": "div.footnote", "endnote": "div.footnote"}
FURNITURE = frozenset({"header", "footer"})
HEADING = re.compile(r"heading ([1-6])$", re.I)
UNSEEN = frozenset({"Fallback", "del", "moveFrom"})  # they and all in them
RULES = frozenset({"separator", "continuationSeparator", "continuationNotice"})  # above footnotes
BREAKS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
PROPERTIES = {  # the element of a document's properties, and the field of a report
    "title": "title",
    "creator": "author",
    "Company": "publisher",
    "created": "published",
    "modified": "modified",
    "language": "language",
}
DATES = frozenset({"published", "modified"})

Event = tuple[str, str, dict[str, str]]  # "start", "end" or "words"; the element's name without namespace, or the words


def read_docx(data: bytes, *, charset: str | None = None, limits: Limits = SAFE) -> Draft:
    """The text of a Word document; of tracked changes, what was struck out is left out, and what was added is not.

    Headings, tables, heads and feet have the paths that HTML would give them, comments those of readers' comments.
    A block's mark "paragraph" is its number in the member of the archive that the mark "member" names.

    Raises:
        EmptyReport: There is no text in it.
        ReadError: It is damaged, or unpacks to more than a document may be.
    """
    try:
        parts = _unpacked(data, limits)
    except BROKEN_ZIP as error:
        raise ReadError(f"a broken Word document, or one that is locked: {error}") from error
    page = _Page(Layout(most=limits.text_chars), _styles(parts), limits.elements)
    for story in STORIES:
        for name in sorted(one for one in parts if one.startswith(f"word/{story}")):
            page.read(story, name, _events(parts[name], name))
    draft = page.layout.draft()
    if not draft.blocks:
        raise EmptyReport("no text in the Word document")
    facts = (*_title(draft), *opening_facts(draft.text, draft.blocks), *_properties(parts))
    return Draft(text=draft.text, blocks=draft.blocks, facts=facts)


def _unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The members that are read, by name.

    Raises:
        ReadError: They unpack to more bytes than a document may hold, or there are too many.
    """
    with zip_archive(peekable(io.BytesIO(data)), limits) as archive:
        members = [member for member in archive.infolist() if READ.match(member.filename)]
        if sum(member.file_size for member in members) > limits.document_bytes:
            raise ReadError(too_large(limits.document_bytes))
        return {member.filename: _whole(archive, member, limits.document_bytes) for member in members}


def _whole(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """A member, read piece by piece: at once, the library asks for as much memory as the archive says that it takes."""
    with archive.open(member) as stream:
        return b"".join(chunks(stream, most))


def _events(data: bytes, name: str) -> Iterator[Event]:
    """The elements of a member as they open and close, and the words in them.

    Raises:
        ReadError: The XML is broken, or declares a document type, as no Word document does.
    """
    found: list[Event] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.append(("start", _local(tag), {_local(key): value for key, value in attributes.items()}))

    def refuse(*declared: object) -> None:
        raise ReadError(f"a document type in {name}; left unread")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: found.append(("end", _local(tag), {}))
    parser.CharacterDataHandler = lambda words: found.append(("words", words, {}))
    parser.StartDoctypeDeclHandler = refuse
    for at in range(0, len(data) + 1, CHUNK_BYTES):
        try:
            parser.Parse(data[at : at + CHUNK_BYTES], at + CHUNK_BYTES > len(data))
        except expat.ExpatError as error:
            raise ReadError(f"broken XML in {name}: {error}") from error
        yield from found
        found.clear()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _styles(parts: Mapping[str, bytes]) -> dict[str, str]:
    """What the styles are called in English, by what the paragraphs call them."""
    out: dict[str, str] = {}
    ident = ""
    for event, name, attributes in _events(parts["word/styles.xml"], "styles") if "word/styles.xml" in parts else ():
        if event == "start" and name == "style":
            ident = attributes.get("styleId", "")
        elif event == "start" and name == "name":
            out.setdefault(ident, attributes.get("val", ""))
    return out


@dataclass(slots=True)
class _Paragraph:
    """A paragraph in the making; one in a text box stands within another."""

    tag: str = "p"
    pieces: list[str] = field(default_factory=list)


class _Page:
    """The state of reading: what is open, and what is not to be seen."""

    def __init__(self, layout: Layout, styles: Mapping[str, str], most: int) -> None:
        self.layout = layout
        self.most = most  # paragraphs
        self.styles = styles
        self.boxes = count(1)
        self.furniture: set[str] = set()  # heads and feet are stored for first, odd and even pages

    def read(self, story: str, member: str, events: Iterator[Event]) -> None:
        """Append what a member of the archive says."""
        self.story, self.member = story, member
        self.around = [(name, next(self.boxes)) for name in ("body", *AROUND.get(story, ()))]
        self.open: list[_Paragraph] = []
        self.paragraphs = self.unseen = 0
        self.in_text = self.vanished = False
        for event, name, attributes in events:
            if event == "words":
                self._words(name)
            elif event == "start":
                self._start(name, attributes)
            else:
                self._end(name)

    def _words(self, words: str) -> None:
        if self.in_text and self.open and not self.unseen and not self.vanished:
            self.open[-1].pieces.append(words.replace("\n", " "))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if self.unseen or name in UNSEEN or attributes.get("type") in RULES:
            self.unseen += 1
        elif name == "p":
            self.open.append(_Paragraph())
        elif name == "comment":
            self._comment(attributes)
        elif name in NESTED:
            self.around.append((NESTED[name], next(self.boxes)))
        elif name == "r":
            self.vanished = False
        elif name == "vanish":
            self.vanished = value not in {"0", "false", "off"}
        elif name == "t":
            self.in_text = True
        elif self.open:
            self._within(self.open[-1], name, value)

    def _within(self, paragraph: _Paragraph, name: str, value: str) -> None:
        if name == "pStyle":
            paragraph.tag = _tag(self.styles.get(value, value))
        elif name == "numPr" and paragraph.tag == "p":
            paragraph.tag = "li"
        elif name in BREAKS:
            paragraph.pieces.append(BREAKS[name])

    def _end(self, name: str) -> None:
        if self.unseen:
            self.unseen -= 1
        elif name == "p" and self.open:
            self._close(self.open.pop())
        elif name == "comment" or name in NESTED:
            self.around.pop()
        elif name == "t":
            self.in_text = False

    def _comment(self, attributes: Mapping[str, str]) -> None:
        """A comment's margin says whose it is and when it was written."""
        self.around.append(("div.comment", next(self.boxes)))
        author, written_on = fold(written(attributes.get("author", ""))), as_edtf(attributes.get("date", ""))
        marks = [("author", author), ("datetime", written_on)]
        self._add(author, "p.author", [(key, value) for key, value in marks if value])

    def _close(self, paragraph: _Paragraph) -> None:
        self.paragraphs += 1
        if len(self.layout.blocks) >= self.most:
            raise ReadError(f"more than {self.most:,} paragraphs; left unread")
        text = written("".join(paragraph.pieces))
        if self.story in FURNITURE:
            if text in self.furniture:
                return
            self.furniture.add(text)
        self._add(text, paragraph.tag, [("member", self.member), ("paragraph", str(self.paragraphs))])

    def _add(self, text: str, tag: str, marks: Iterable[tuple[str, str]]) -> None:
        names, boxes = zip(*self.around[:MAX_PATH], (tag, next(self.boxes)), strict=True)
        self.layout.add(text, names, boxes, marks)


def _tag(style: str) -> str:
    """The tag that HTML has for a paragraph of a style."""
    heading = HEADING.match(style)
    return f"h{heading[1]}" if heading else {"title": "h1", "subtitle": "p.subtitle"}.get(style.lower(), "p")


def _title(draft: Draft) -> Iterator[Fact]:
    """The first heading of the first order."""
    for block in draft.blocks:
        if block.path[-1] == "h1":
            yield Fact(name="title", value=draft.text[block.start : block.end].replace("\n", " "), clue="heading")
            return


def _properties(parts: Mapping[str, bytes]) -> Iterator[Fact]:
    """What the program that wrote the document says of it; a template's author may stand for the writer's."""
    for member in (name for name in parts if name.startswith("docProps/")):
        element = ""
        for event, name, _ in _events(parts[member], member):
            field = PROPERTIES.get(element)
            if event == "words" and field:
                value = as_edtf(name) if field in DATES else fold(written(name))
                if value:
                    yield Fact(name=field, value=value, clue=f"DOCX {element}")
            element = name if event == "start" else "" if event == "end" else element
