"""A web page: all that a reader can see, in the page's order, a block for each box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rashomon.errors import EmptyReport
from rashomon.read.decode import decode
from rashomon.read.draft import Draft, Layout, fold, written
from rashomon.read.limits import SAFE, Limits
from rashomon.read.markup import parsable
from rashomon.read.metadata import page_facts
from rashomon.read.stamps import as_edtf

UNSEEN = frozenset({"head", "script", "style", "template", "object", "iframe", "audio", "video", "canvas", "map"})
_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter nobr output "
    "progress q ruby rb rp rt s samp small span strike strong sub sup svg time tt u var wbr input button"
)
INLINE = frozenset(_INLINE.split())
SPACED = frozenset({"button", "img", "input", "label", "progress", "meter", "svg"})  # boxes within a line
NAMED_AUTHOR = re.compile(
    r"(?:^|[-_ ])(?:fn|author|authors|nickname|user|username|user-?name|commenter|poster|byline-?name)"
    r"(?:$|[-_ ]|name|link)",
    re.I,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
NAMED_TIME = re.compile(r"(?:^|[-_ ])(?:date|time|datetime|timestamp|ago|published)(?:$|[-_ ])", re.I)
ACCOUNT = re.compile(r"/(?:@|(?:profiles?|users?|authors?|members?|people|u)[/.?])[^/]+/?$", re.I)  # a link to a person
MAX_TITLE_CHARS = 60  # a longer title attribute is a description, and no date
HOME = re.compile(r"^(?:https?://[^/]+)?/?(?:[a-z]{2}/)?(?:index\.\w+)?$")
MAX_PATH = 64
MAX_MARK_CHARS = 300  # white space included; a name or a site's is shorter
DIGITS = re.compile(r"\d{4}")

T = TypeVar("T")


@dataclass(slots=True)
class Box:
    """An element that is open: its place in the page, and where its words began."""

    tag: str
    block: bool
    path: tuple[str, ...]
    boxes: tuple[int, ...]
    since: tuple[int, int, int]  # the block it opened in, and how many pieces and characters were in that by then
    author: bool = False
    strong: bool = False
    apart: bool = False  # a name or a time, which styles set apart from the words beside it
    home: bool = False  # a link to the site's first page
    datetime: str | None = None


def read_html(data: bytes, *, charset: str | None = None, limits: Limits = SAFE) -> Draft:
    """The visible text of a page, with the elements around each block, and what the page says of itself.

    Text of scripts, styles, templates and the head is not visible; what only styles would hide is kept, since the
    page alone does not tell when it is shown.

    Raises:
        EmptyReport: The page shows no text.
        ReadError: The bytes are no text.
    """
    tree = LexborHTMLParser(parsable(decode(data, charset=charset, markup=True), limits))
    page = _Page(limits)
    if tree.body is not None:
        for node, opening in _walk(tree.body):
            page.open(node) if opening else page.close()
    page.flush()
    draft = page.layout.draft()
    if not draft.blocks:
        raise EmptyReport("no visible text on the page")
    return Draft(text=draft.text, blocks=draft.blocks, facts=page_facts(tree, draft))


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Each node as it opens and, if it is an element, as it closes; iterative, since pages nest deeply."""
    node: LexborNode | None = root
    depth = 0
    while node is not None:
        if node.is_text_node:
            yield node, True
            child = None
        elif node.is_element_node and node.tag not in UNSEEN:
            yield node, True
            child = node.child
            if child is None:
                yield node, False
        else:
            child = None
        if child is not None:
            node, depth = child, depth + 1
            continue
        while node is not None and node.next is None and depth:
            node, depth = node.parent, depth - 1
            if node is not None:
                yield node, False
        node = node.next if node is not None and depth else None


class _Page:
    """The state of the walk: what is open, and the block that is being filled."""

    def __init__(self, limits: Limits) -> None:
        self.layout = Layout(most=limits.text_chars)
        self.open_boxes: list[Box] = []
        self.count = 0
        self.pieces: list[str] = []
        self.chars = 0  # in the pieces, white space not yet folded
        self.flushes = 0
        self.breaks = 0  # line breaks since the last word
        self.linked = 0
        self.apart = False  # whether a name or a time has just begun or ended
        self.closed = False  # whether an element has just ended, with nothing after it
        self.beside = False  # whether another began right after it, as in rows that styles lay out
        self.marks: list[tuple[str, str]] = []

    def open(self, node: LexborNode) -> None:
        if node.is_text_node:
            self._text(node.text_content or "")
            return
        tag = str(node.tag)
        if tag == "br":
            self._break()
        block = (tag not in INLINE and tag != "br") or self._heads_quotation(tag)
        if block:
            self.flush()
        elif tag in SPACED:
            self.pieces.append(" ")
        self.open_boxes.append(self._box(node, tag, block))
        self.apart = self.apart or self.open_boxes[-1].apart
        self.beside = self.beside or self.closed

    def close(self) -> None:
        box = self.open_boxes.pop()
        self.apart = self.apart or box.apart
        self.closed = True
        flushes, piece, chars = box.since
        if flushes < self.flushes:
            piece = chars = 0
        link = box.tag in {"a", "button"}
        asked = link or ((box.author or box.strong) and self.chars - chars <= MAX_MARK_CHARS)
        words = fold("".join(self.pieces[piece:])) if asked and not box.block else ""
        if link:
            self.linked += len(words)
            words = words if len(words) <= MAX_MARK_CHARS else ""
            if box.home and words:
                self.marks.append(("home", words))
        if box.author and words and not words.startswith("@"):
            self.marks.append(("author", words))
        if box.strong and words and self._opens_line(piece):
            self.marks.append(("strong", words))
        if box.datetime:
            self.marks.append(("datetime", box.datetime))
        if box.block:
            self.flush(box)
        elif box.tag in SPACED:
            self.pieces.append(" ")

    def flush(self, box: Box | None = None) -> None:
        """Close the block that is being filled; it stands in the innermost box that is a block."""
        box = box or next((one for one in reversed(self.open_boxes) if one.block), None)
        text = "".join(self.pieces)
        if text.strip():
            marks = [*self.marks, ("linked", str(self.linked))] if self.linked else self.marks
            path, boxes = (box.path, box.boxes) if box else ((), ())
            self.layout.add(text, path, boxes, dict.fromkeys(marks))
        self.marks = []
        self.pieces.clear()
        self.linked = self.breaks = self.chars = 0
        self.flushes += 1

    def _box(self, node: LexborNode, tag: str, block: bool) -> Box:
        self.count += 1
        around = self.open_boxes[-1] if self.open_boxes else None
        path, boxes = (around.path, around.boxes) if around else ((), ())
        if block:
            path = _capped((*path, _name(node, tag)))
            boxes = _capped((*boxes, self.count))
        attributes = node.attributes
        classes = " ".join(attributes.get(key) or "" for key in ("class", "itemprop", "rel"))
        classes = CAMEL.sub("-", classes)
        account = tag == "a" and ACCOUNT.search(attributes.get("href") or "") is not None
        person = any(kind.endswith("Person") for kind in _types(attributes))
        author = not block and (account or person or NAMED_AUTHOR.search(classes) is not None)
        datetime = _datetime(tag, attributes)
        return Box(
            tag=tag,
            block=block,
            path=path,
            boxes=boxes,
            since=(self.flushes, len(self.pieces), self.chars),
            author=author,
            strong=tag in {"b", "strong", "em", "i"},
            apart=author or datetime is not None or (not block and NAMED_TIME.search(classes) is not None),
            home=tag == "a"
            and (HOME.match(attributes.get("href") or "#") is not None or attributes.get("rel") == "home"),
            datetime=datetime,
        )

    def _heads_quotation(self, tag: str) -> bool:
        """Whether an element names, above a quotation, whom it quotes: themes set it apart as a line."""
        within = any(box.tag == "blockquote" for box in self.open_boxes[-2:])
        return tag == "cite" and within and not any(piece.strip() for piece in self.pieces)

    def _opens_line(self, since: int) -> bool:
        """Whether nothing stands before that piece in its line."""
        before = next((piece for piece in (self.pieces[n] for n in range(since - 1, -1, -1)) if piece.strip(" ")), "\n")
        return before.rstrip(" ").endswith("\n")

    def _text(self, text: str) -> None:
        self.chars += len(text)
        self.layout.refuse_beyond(self.chars)
        if self.open_boxes and any(box.tag in {"pre", "textarea"} for box in self.open_boxes[-3:]):
            self._preformatted(text)
            return
        if text.strip():
            self.breaks = 0
        if (self.apart or self.beside) and text:
            before = next((piece[-1] for piece in reversed(self.pieces) if piece), " ")
            if _new_word(before, text[0]) or (self.apart and before.isalnum() and text[0].isalnum()):
                self.pieces.append(" ")
        self.apart = self.beside = self.closed = False
        self.pieces.append(written(text).replace("\n", " "))

    def _preformatted(self, text: str) -> None:
        first, *rest = written(text).split("\n")
        self.pieces.append(first)
        for line in rest:
            self._break()
            if line.strip():
                self.breaks = 0
            self.pieces.append(line)

    def _break(self) -> None:
        """A line break; a second one with nothing between ends the block, as a blank line does."""
        self.breaks += 1
        if self.breaks > 1:
            self.flush()
        else:
            self.pieces.append("\n")


def _new_word(before: str, after: str) -> bool:
    """Whether a word must begin between two characters that no white space parts ("Ann Lee" and "3 May")."""
    return (before.islower() and (after.isupper() or after.isdigit())) or (before.isdigit() and after.isupper())


def _capped(around: tuple[T, ...]) -> tuple[T, ...]:
    """The outermost and the innermost: what lies between tells nothing, and costs memory on a deep page."""
    return around if len(around) <= MAX_PATH else (*around[:8], *around[8 - MAX_PATH :])


def _name(node: LexborNode, tag: str) -> str:
    """The element as ``tag#id.class.class``; schema.org types and properties and ARIA roles count as classes."""
    attributes = node.attributes
    ident = (attributes.get("id") or "").strip()
    words = " ".join(attributes.get(key) or "" for key in ("class", "itemprop", "role")).split()
    words += [kind.rpartition("/")[2].rpartition(":")[2].lower() for kind in _types(attributes)]
    return tag + (f"#{ident}" if ident else "") + "".join(f".{word}" for word in words)


def _types(attributes: dict[str, str | None]) -> list[str]:
    """The schema.org types of an element, in microdata or RDFa."""
    return f"{attributes.get('itemtype') or ''} {attributes.get('typeof') or ''}".split()


def _datetime(tag: str, attributes: dict[str, str | None]) -> str | None:
    """The time that an element names beside its words, or instead of them ("3 hours ago")."""
    if attributes.get("datetime") and tag not in {"ins", "del"}:
        return attributes["datetime"]
    if {attributes.get("itemprop"), attributes.get("property")} & {"datePublished", "dateCreated"}:
        return attributes.get("content")
    title = attributes.get("title") or ""
    return as_edtf(title) if len(title) <= MAX_TITLE_CHARS and DIGITS.search(title) else None
