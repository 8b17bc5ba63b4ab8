"""What the fields of a record are, by their names: its text, and what is said of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from rashomon.read.draft import Fact, fold, written
from rashomon.read.parts import Lost, Part
from rashomon.read.stamps import as_edtf

TEXTS = ("text", "body", "content", "fulltext", "articletext", "articlebody", "article", "story")
COLUMNS = (  # the field of a report, and the names of columns that fill it, in order of trust
    ("title", ("title", "headline")),
    ("url", ("url", "link", "uri", "permalink")),
    ("publisher", ("publisher", "outlet", "source", "site", "sitename", "newspaper", "publication")),
    ("author", ("author", "authors", "byline", "creator")),
    ("published", ("published", "publishedat", "publicationdate", "datepublished", "pubdate", "date", "datetime")),
    ("modified", ("modified", "modifiedat", "datemodified", "updated", "updatedat")),
    ("captured", ("captured", "capturedat", "crawled", "crawledat", "scraped", "scrapedat", "retrieved")),
    ("language", ("language", "lang")),
)
DATES = frozenset({"published", "modified", "captured"})
VERSION = "record 1"  # raised with every change of the body that is made of the same bytes
MAX_VALUE_CHARS = 1000
MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|li|blockquote|article)\b[^<>]*>", re.I)
BETWEEN_NAMES = re.compile(r"\s*[;|]\s*")


def read_record(number: int, data: bytes, record: Mapping[Any, Any], name: str) -> Part | Lost:
    """A record with a text as a document: its title, if it has one, above its text.

    Args:
        number: Its place in the file.
        data: The bytes that it was read from.
        record: Its values by the names of their columns.
        name: What a column is called, for the clues: "column", "key".
    """
    fields = {_folded(key): (str(key), value) for key, value in reversed(list(record.items()))}
    text = next((words for column in TEXTS if (words := _words(fields, column))), None)
    if text is None:
        return Lost(name=number, reason=f"no text: expected a {name} of the name {', '.join(TEXTS[:3])} or {TEXTS[3]}")
    facts = tuple(_facts(fields, name))
    title = next((fact.value for fact in facts if fact.name == "title"), "")
    if MARKUP.search(text):
        heading = f"<h1>{html.escape(title)}</h1>" if title and title not in text else ""
        return _part(number, data, ".html", f"{heading}{text}", facts)
    whole = f"{title}\n\n{text}" if title and not text.startswith(title) else text
    return _part(number, data, ".txt", whole, facts)


def _part(number: int, data: bytes, suffix: str, body: str, facts: tuple[Fact, ...]) -> Part:
    stream = BytesIO(data)
    return Part(name=number, stream=stream, suffix=suffix, body=body.encode(), made_by=VERSION, facts=facts)


def has_text(columns: list[str]) -> bool:
    """Whether one of the columns is called as texts are."""
    return any(_folded(column) in TEXTS for column in columns)


def _folded(key: object) -> str:
    return re.sub(r"[\W_]+", "", str(key)).lower()


def _words(fields: Mapping[str, tuple[str, Any]], column: str) -> str | None:
    value = fields[column][1] if column in fields else None
    return written(value) if isinstance(value, str) and value.strip() else None


def _facts(fields: Mapping[str, tuple[str, Any]], name: str) -> Iterator[Fact]:
    for fact, columns in COLUMNS:
        for key, value in (fields[column] for column in columns if column in fields):
            for said in _values(value, several=fact == "author"):
                told = as_edtf(said) if fact in DATES else said
                if told:
                    yield Fact(name=fact, value=told, clue=f"{name} {key}")


def _values(value: Any, *, several: bool) -> Iterator[str]:
    """The words in a value: it may be a list of names, or an object that has one."""
    if isinstance(value, list):
        yield from (said for one in value for said in _values(one, several=several))
    elif isinstance(value, dict):
        yield from _values(value.get("name"), several=several)
    elif isinstance(value, str | int):
        text = fold(written(str(value)[:MAX_VALUE_CHARS])).replace("\n", " ")
        yield from (part for part in (BETWEEN_NAMES.split(text) if several else [text]) if part)
