"""Markup made safe to parse, where it would cost the parser time or memory out of all proportion."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rashomon.errors import ReadError
from rashomon.read.limits import Limits

_VOID = "area base br col embed hr img input link meta param source track wbr"
VOID = frozenset(_VOID.split())
# Their end tag may be left out: an opening one does not always nest.
_OPEN_ENDED = "p li dt dd tr td th thead tbody tfoot option colgroup html head body"
OPEN_ENDED = frozenset(_OPEN_ENDED.split())
# Left open, they are opened again in every block that follows (WHATWG HTML, 13.2.4.3).
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
LISTS = frozenset("ul ol dl menu dir".split())
ITEMS = {"li": 1, "dd": 2, "dt": 2}  # an item closes the last of its own kind, and nests in one of the other
MAX_ALIKE = 3  # of one tag, the parser opens no more again
MAX_DEPTH = 500  # browsers stop at 512; the parser's time grows with the square of the depth
MAX_ATTRIBUTES = 1000  # of one element; the parser compares each with all before it
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)[^<>]*+>")
RAW = frozenset({"script", "style", "textarea", "title"})  # what looks like a tag in there is none
# Each character is looked at once, whatever is left open: a quotation, a comment or a script then runs to the end.
LONG_TAG = re.compile(
    r"<(?:!--(?s:.*?)(?:-->|\Z)|(?P<raw>script|style|textarea|title)\b[^>]*+(?:>(?s:.*?)(?:</(?P=raw)|\Z)|\Z)"
    r"|(?P<tag>[a-zA-Z](?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))|=)*+))",
    re.I,
)
ATTRIBUTE = re.compile(r"[\s/\"'][^\s/\"'>=]")


def parsable(markup: str, limits: Limits) -> str:
    """The markup, nested no deeper than MAX_DEPTH: deeper elements are left out, and their content kept.

    Raises:
        ReadError: It has more elements than the limit, or one with more attributes than MAX_ATTRIBUTES.
    """
    for found in LONG_TAG.finditer(markup):
        tag = found["tag"]
        if tag and len(tag) > 2 * MAX_ATTRIBUTES and len(ATTRIBUTE.findall(tag)) > MAX_ATTRIBUTES:
            raise ReadError(f"an element of more than {MAX_ATTRIBUTES:,} attributes on the page; left unread")
    nesting = _Nesting(limits.elements)
    out: list[str] = []
    at = 0
    for found in _tags(markup):
        name = found[2].lower()
        if not (nesting.closes(name) if found[1] else nesting.opens(name, found[0])):
            out.append(markup[at : found.start()])
            at = found.end()
    return " ".join([*out, markup[at:]]) if out else markup


def _tags(markup: str) -> Iterator[re.Match[str]]:
    """The tags, but for what only looks like one in a script."""
    raw = ""
    for found in TAG.finditer(markup):
        name, closing = found[2].lower(), bool(found[1])
        if not raw or (closing and name == raw):
            raw = name if name in RAW and not closing else ""
            yield found


class _Nesting:
    """How deep the page is nested, at the most, and how many elements the parser makes of it, at the most.

    A closing tag counts only where it closes something of its name, so that none leads out of a depth for nothing.
    """

    def __init__(self, max_elements: int) -> None:
        self._most = max_elements
        self._elements = self._depth = self._formatting = 0
        self._open: Counter[str] = Counter()
        self._cut: Counter[str] = Counter()
        self._formats: dict[str, list[str]] = {name: [] for name in FORMATTING}  # the tags that are open
        self._alike: Counter[str] = Counter()
        self._item = 0  # of which kind the last list item was, since the last list began or ended

    def opens(self, name: str, tag: str) -> bool:
        """Whether an opening tag is kept."""
        self._elements += 1 + (self._formatting if name not in FORMATTING else 0)
        if self._elements > self._most:
            raise ReadError(f"more than {self._most:,} elements on the page; left unread")
        if name in VOID or tag.endswith("/>") or (name in OPEN_ENDED and not self._nests(name)):
            return True
        self._item = 0 if name in LISTS else self._item
        kept = self._depth < MAX_DEPTH
        (self._open if kept else self._cut)[name] += 1
        self._depth += kept
        if kept and name in FORMATTING:
            self._formats[name].append(tag)
            self._alike[tag] += 1
            self._formatting += self._alike[tag] <= MAX_ALIKE
        return kept

    def _nests(self, name: str) -> bool:
        last, self._item = self._item, ITEMS.get(name, self._item)
        return last != self._item and last > 0

    def closes(self, name: str) -> bool:
        """Whether a closing tag is kept: those of elements that were left out are too."""
        self._item = 0 if name in LISTS else self._item
        if self._cut[name]:
            self._cut[name] -= 1
            return False
        if self._open[name]:
            self._open[name] -= 1
            self._depth -= 1
            if name in FORMATTING:
                tag = self._formats[name].pop()
                self._formatting -= self._alike[tag] <= MAX_ALIKE
                self._alike[tag] -= 1
        return True
