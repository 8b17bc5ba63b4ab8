"""What a web page says of itself: its title, whose it is, who wrote it and when; each with the place that says so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from rashomon.ledger import Block
from rashomon.read.boxes import CALLED, around, heads_comments, in_comments, mark, tag_of, words_of
from rashomon.read.bylines import BETWEEN, NAME, byline_names, plain, same_words
from rashomon.read.draft import Draft, Fact, fold
from rashomon.read.opening import COPYRIGHT, Kind, is_prose, read_opening
from rashomon.read.stamps import CHANGED, as_edtf, find_stamps, finer

META = (  # name or property, the field that it fills; in order of trust
    ("og:title", "headline"),
    ("twitter:title", "headline"),
    ("og:site_name", "publisher"),
    ("application-name", "publisher"),
    ("dc.publisher", "publisher"),
    ("article:published_time", "published"),
    ("og:published_time", "published"),
    ("datepublished", "published"),
    ("date", "published"),
    ("pubdate", "published"),
    ("publishdate", "published"),
    ("dc.date", "published"),
    ("dc.date.issued", "published"),
    ("dcterms.created", "published"),
    ("parsely-pub-date", "published"),
    ("article:modified_time", "modified"),
    ("og:updated_time", "modified"),
    ("datemodified", "modified"),
    ("last-modified", "modified"),
    ("dcterms.modified", "modified"),
    ("dc.date.modified", "modified"),
    ("author", "author"),
    ("article:author", "author"),
    ("dc.creator", "author"),
    ("parsely-author", "author"),
    ("og:url", "url"),
)
ARTICLES = re.compile(r"Article|Posting|Report$|Liveblog|Review$|Statement", re.I)
ARTICLE_FIELDS = (
    ("headline", "headline"),
    ("publisher", "publisher"),
    ("isPartOf", "publisher"),
    ("datePublished", "published"),
    ("dateCreated", "published"),
    ("dateModified", "modified"),
    ("author", "author"),
)
THINGS = (  # schema.org types, and which of their properties fill which field
    (ARTICLES, ARTICLE_FIELDS),
    (re.compile("WebSite"), (("name", "publisher"), ("publisher", "publisher"))),
    (
        re.compile("WebPage"),
        (("publisher", "publisher"), ("datePublished", "published"), ("dateModified", "modified")),
    ),
)
PROPERTIES = "[itemprop], [property]"  # in microdata and in RDFa
SITE_TITLE = (
    "a[rel~=home], .site-title, #site-title, .site-name, #site-name, .sitename, .blog-title, #blog-title, .brand, "
    ".logo, #logo, .navbar-brand, #masthead b, #masthead a, .masthead a, .masthead b"
)
GENERIC = frozenset(
    {
        "home",
        "homepage",
        "front page",
        "start",
        "index",
        "main",
        "menu",
        "logo",
        "skip to content",
        "back",
        "top",
        "news",
    }
)
SEPARATORS = re.compile(r"\s+[|–—»«:·•/\\-]+\s+|\s*[|»«·•]\s*|(?<=\S):\s+")
HEADING_WORDS = CALLED["headline"]
SITE_WORDS = CALLED["site-part"]
MIN_TITLE_WORDS = 4
MAX_STAMP_CHARS = 200  # a longer block is prose, and its dates are the story's
NEAR_BLOCKS = 8
MAX_NAME_CHARS = 60
MAX_TITLE_CHARS = 1000  # of the title element; what is longer is made to be searched for in vain


def page_facts(tree: LexborHTMLParser, draft: Draft) -> tuple[Fact, ...]:
    """All that the page says of itself, what is to be believed first within each field."""
    said = _with_dates([*_meta(tree), *_linked_data(tree), *_marked_up(tree), *_addresses(tree)])
    own = _own(draft)
    title, at = _title(tree, draft, own, [fact.value for fact in said if fact.name == "headline"])
    facts = [*title, *(fact for fact in said if fact.name != "headline")]
    headline = title[0].value if title else ""
    if headline and _is_poster(headline, draft):
        facts = [Fact(name="publisher", value=headline, clue="who posts"), *facts[len(title) :]]
    facts += _site_names(tree, draft, headline)
    near = [*own[at + 1 : at + 1 + NEAR_BLOCKS], *reversed(own[max(0, at - NEAR_BLOCKS) : at + 1])]
    facts = [*_printed_dates(draft, near, facts), *facts]
    return tuple(_authors(facts, draft, near))


def _is_poster(name: str, draft: Draft) -> bool:
    """Whether what a platform gives as a page's title is the name of who posts there."""
    blocks = (block for block in draft.blocks if block.path and same_words(draft.text[block.start : block.end], name))
    return any(mark(block, "author") or words_of(block.path[-1]) & {"author", "owner", "username"} for block in blocks)


def _with_dates(facts: Iterable[Fact]) -> list[Fact]:
    """The facts, dates among them in EDTF; what stands for a date and is none says nothing."""
    out: list[Fact] = []
    for fact in facts:
        value = as_edtf(fact.value) if fact.name in {"published", "modified"} else fact.value
        if value:
            out.append(replace(fact, value=value))
    return out


def _own(draft: Draft) -> list[Block]:
    """The blocks that are not of the readers' part."""
    out: list[Block] = []
    begun = False
    for block in draft.blocks:
        text = draft.text[block.start : block.end]
        if begun and heads_comments(text):
            break
        begun = begun or is_prose(text)
        if not in_comments(block):
            out.append(block)
    return out


def _meta(tree: LexborHTMLParser) -> Iterator[Fact]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        if _is_of_a_thing(node):
            continue  # a commenter's name, a comment's date
        key = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        found.setdefault(key.lower(), fold(node.attributes.get("content") or ""))
    for key, name in META:
        value = found.get(key)
        if value and not (name == "author" and "//" in value):
            yield Fact(name=name, value=value, clue=f"meta {key}")


def _is_of_a_thing(node: LexborNode) -> bool:
    """Whether it is a property of something that the page's microdata or RDFa tells of."""
    marked = node.attributes.get("itemprop") or "name" not in node.attributes
    within = node.parent is not None and node.parent.tag != "head"
    return bool(marked and (within or node.attributes.get("itemprop"))) and _scope(node) is not None


def _addresses(tree: LexborHTMLParser) -> Iterator[Fact]:
    canonical = tree.css_first("link[rel~=canonical]")
    if canonical is not None and canonical.attributes.get("href"):
        yield Fact(name="url", value=str(canonical.attributes["href"]), clue="link rel=canonical")
    root = tree.root
    language = (root.attributes.get("lang") or "") if root is not None else ""
    if language:
        yield Fact(name="language", value=language.split("-")[0].lower(), clue="html lang")


def _linked_data(tree: LexborHTMLParser) -> Iterator[Fact]:
    things: list[dict[str, Any]] = []
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            things += _dicts(json.loads(node.text() or "null", strict=False))
        except (ValueError, RecursionError):
            continue  # broken linked data is common, and says nothing
    things.sort(key=lambda thing: not ARTICLES.search(str(thing.get("@type"))))
    for thing in things:
        yield from _thing_facts(thing)


def _marked_up(tree: LexborHTMLParser) -> Iterator[Fact]:
    """What the page and its articles say of themselves in microdata or RDFa; a property is of the thing around it."""
    for node in tree.css(PROPERTIES):
        key = _property(node)
        scope = _scope(node)
        kind = _kind(scope) if scope is not None else ""
        name = dict(_fields(kind)).get(key)
        value = _value(node) if name else ""
        if name and value and not (name == "author" and "//" in value):
            yield Fact(name=name, value=value, clue=f"{'microdata' if 'itemprop' in node.attributes else 'RDFa'} {key}")


def _property(node: LexborNode) -> str:
    return (node.attributes.get("itemprop") or node.attributes.get("property") or "").split(":")[-1].strip()


def _kind(node: LexborNode) -> str:
    """The name of its schema.org type."""
    kind = node.attributes.get("itemtype") or node.attributes.get("typeof") or ""
    return kind.rpartition("/")[2].rpartition(":")[2]


def _scope(node: LexborNode) -> LexborNode | None:
    """The thing of which the element is a property."""
    above = node.parent
    while above is not None and not (above.attributes.keys() & {"itemscope", "typeof"}):
        above = above.parent
    return above


def _value(node: LexborNode) -> str:
    """What a property says; where it is a thing itself, that thing's name; an organization is no author."""
    attributes = node.attributes
    if attributes.keys() & {"itemscope", "typeof"}:
        if _property(node) == "author" and "Organization" in _kind(node):
            return ""
        named = next((one for one in node.css(PROPERTIES) if _property(one) == "name"), None)
        return _value(named) if named is not None else ""
    return fold(attributes.get("content") or attributes.get("datetime") or node.text()).replace("\n", " ")


def _dicts(data: Any) -> list[dict[str, Any]]:
    """The top things of a JSON-LD script: one, a list, or a graph."""
    if isinstance(data, dict):
        return [data, *_dicts(data["@graph"])] if "@graph" in data else [data]
    return [one for item in data for one in _dicts(item)] if isinstance(data, list) else []


def _thing_facts(thing: dict[str, Any]) -> Iterator[Fact]:
    for key, name in _fields(str(thing.get("@type"))):
        for value in _names(thing.get(key), people=name == "author"):
            yield Fact(name=name, value=value, clue=f"JSON-LD {key}")


def _fields(kind: str) -> tuple[tuple[str, str], ...]:
    """Which properties of a thing of that type fill which fields."""
    return next((fields for form, fields in THINGS if form.search(kind)), ())


def _names(value: Any, *, people: bool) -> list[str]:
    """The names that a JSON-LD value holds; an organization is no author."""
    if isinstance(value, str):
        return [fold(value)] if value.strip() and "//" not in value else []
    if isinstance(value, list):
        return [name for item in value for name in _names(item, people=people)]
    if isinstance(value, dict) and not (people and "Organization" in str(value.get("@type"))):
        return _names(value.get("name"), people=people)
    return []


def _title_element(tree: LexborHTMLParser) -> str:
    node = tree.css_first("head title")
    return fold(node.text()[:MAX_TITLE_CHARS]) if node is not None else ""


def _title(tree: LexborHTMLParser, draft: Draft, own: list[Block], said: list[str]) -> tuple[list[Fact], int]:
    """The title, preferably as a heading on the page prints it, and where that heading is among the blocks."""
    written = _title_element(tree)
    headings = [(n, draft.text[block.start : block.end]) for n, block in enumerate(own) if _is_heading(block)]
    first_at = {plain(text): (n, text) for n, text in reversed(headings)}
    for words in filter(None, map(plain, [*said, written])):
        if words in first_at:
            n, text = first_at[words]
            return [Fact(name="title", value=text.replace("\n", " "), clue="heading")], n
    titled = f" {plain(written)} "
    inside = [(n, text) for n, text in headings if plain(text) and f" {plain(text)} " in titled]
    parts = [part for part in SEPARATORS.split(written) if len(part.split()) >= MIN_TITLE_WORDS]
    inside += [(n, text) for n, text in headings if any(plain(text).startswith(f"{plain(part)} ") for part in parts)]
    if inside:
        n, text = max(inside, key=lambda one: (_is_story_heading(own[one[0]]), len(one[1]), -one[0]))
        return [Fact(name="title", value=text.replace("\n", " "), clue="heading")], n
    first = next(((n, text) for n, text in headings if tag_of(own[n].path[-1]) == "h1"), None)
    if first:
        return [Fact(name="title", value=first[1].replace("\n", " "), clue="h1")], first[0]
    if said:
        return [Fact(name="title", value=said[0], clue="meta")], 0
    return _unmarked_title(draft, own, written)


def _unmarked_title(draft: Draft, own: list[Block], written: str) -> tuple[list[Fact], int]:
    """The title of a page without headings: what it prints of its title element, else the line above the story."""
    parts = [part for part in SEPARATORS.split(written) if part]
    head = read_opening(draft.text, [block for block in own if not _is_links(block)])
    printed = [line for line in head.of(Kind.HEADLINE) if any(same_words(line.text, part) for part in parts)]
    above = head.of(Kind.HEADLINE)[-1:] if len(head.lines) > 1 else ()
    for line in (*printed[1:], *above, *printed[:1]):
        at = next((n for n, block in enumerate(own) if block.start <= line.span.start < block.end), 0)
        return [Fact(name="title", value=line.text, clue="line above the story")], at
    return [Fact(name="title", value=max(parts, key=len), clue="title element")] if parts else [], 0


def _is_links(block: Block) -> bool:
    return int(mark(block, "linked") or 0) > (block.end - block.start) / 2


def _is_heading(block: Block) -> bool:
    """A heading, or a box that is named one, but not the name of the site."""
    if not block.path or mark(block, "home") or around(block.path[-2:]) & SITE_WORDS:
        return False
    return any(tag_of(name) in {"h1", "h2", "h3"} for name in block.path[-2:]) or bool(
        words_of(block.path[-1]) & HEADING_WORDS
    )


def _is_story_heading(block: Block) -> bool:
    """Whether a heading is named as a story's own."""
    return bool(around(block.path[-2:]) & {"entry", "post", "article", "story", "headline"})


def _site_names(tree: LexborHTMLParser, draft: Draft, headline: str) -> Iterator[Fact]:
    printed = f" {plain(draft.text)} "
    left = _title_parts(tree, headline)
    for part in left:
        if printed.count(f" {plain(part)} ") > 0:
            yield Fact(name="publisher", value=part, clue="title element, and on the page")
    for name in _home_links(tree):
        if not same_words(name, headline):
            yield Fact(name="publisher", value=name, clue="site title")
    if headline:
        for part in left:
            yield Fact(name="publisher", value=part, clue="title element")
    for found in COPYRIGHT.finditer(draft.text):
        yield Fact(name="publisher", value=fold(found["name"]), clue="copyright line")


def _title_parts(tree: LexborHTMLParser, headline: str) -> list[str]:
    """The parts of the title element that are not the headline, the outermost first."""
    parts = [part.strip() for part in SEPARATORS.split(_title_element(tree)) if part.strip()]
    words = plain(headline)
    left = [part for part in parts if plain(part) and plain(part) not in words]
    ends = {part: min(parts.index(part), len(parts) - 1 - parts.index(part)) for part in left}
    return sorted(
        (part for part in left if plain(part) not in GENERIC), key=lambda part: (ends[part], -parts.index(part))
    )


def _home_links(tree: LexborHTMLParser) -> Iterator[str]:
    home = re.compile(r"^(?:https?://[^/]+)?/?(?:[a-z]{2}/)?(?:index\.\w+)?$")
    named = (node.text() for node in tree.css(SITE_TITLE))
    linked = (node.text() for node in tree.css("a[href]") if home.match(node.attributes.get("href") or "#"))
    for text in chain(named, linked):
        name = fold(text[:MAX_TITLE_CHARS])
        if name and len(name) <= 60 and "\n" not in name and plain(name) not in GENERIC:
            yield name


def _printed_dates(draft: Draft, near: Iterable[Block], said: list[Fact]) -> Iterator[Fact]:
    """The dates that the page prints by its headline, unless the page's own metadata is of another day.

    Where the metadata names that day too, and the time with it, it is believed.
    """
    known = {name: next((fact.value for fact in said if fact.name == name), None) for name in ("published", "modified")}
    month_first = any(fact.name == "language" and fact.value == "en-us" for fact in said)
    seen: set[str] = set()
    for block in near:
        text = draft.text[block.start : block.end]
        if len(text) > MAX_STAMP_CHARS:
            continue
        for stamp in find_stamps(text, month_first=month_first):
            name = "modified" if CHANGED.search(text[: stamp.span.start]) else "published"
            if name not in seen and _days_apart(stamp.edtf, known[name]) <= 1:
                seen.add(name)
                if finer(stamp.edtf, known[name]) == stamp.edtf:
                    yield Fact(name=name, value=stamp.edtf, clue="printed date")
        marked = as_edtf(mark(block, "datetime") or "")
        if not seen and known["published"] is None and marked:
            yield Fact(name="published", value=marked, clue="time element")
            return


def _days_apart(left: str, right: str | None) -> int:
    if right is None or len(right) < 10:
        return 0
    return abs((date.fromisoformat(left[:10]) - date.fromisoformat(right[:10])).days)


def _named_author(block: Block, text: str) -> tuple[str, ...]:
    """The names in a box that is called the author's."""
    called = bool(block.path) and bool(words_of(block.path[-1]) & {"author", "authors", "byline", "writer"})
    if not called or len(text) > MAX_NAME_CHARS or find_stamps(text):
        return ()
    return tuple(name for name in BETWEEN.split(text) if re.fullmatch(NAME, name))


def _authors(facts: list[Fact], draft: Draft, near: Iterable[Block]) -> Iterator[Fact]:
    """The facts with the authors that the page prints put before those that only its metadata names."""
    printed: list[Fact] = []
    for block in near:
        marked = [value for key, value in block.marks if key == "author"]
        first = draft.text[block.start : block.end].split("\n")[0]
        names = byline_names(first) or tuple(value for value in marked if len(value) <= MAX_NAME_CHARS)
        names = names or _named_author(block, first)
        if names:
            printed = [Fact(name="author", value=name, clue="byline") for name in names]
            break
    site = next((plain(fact.value) for fact in facts if fact.name == "publisher"), "")
    named = [fact for fact in facts if fact.name == "author"]
    same = [fact for fact in named if fact.clue == named[0].clue]
    if {plain(fact.value) for fact in printed} < {plain(fact.value) for fact in same}:
        printed = []  # the page names them all there, and one of them above the story
    for fact in [*printed, *facts]:
        if fact.name != "author" or plain(fact.value) not in {site, "admin", "editor", "administrator"}:
            yield fact
