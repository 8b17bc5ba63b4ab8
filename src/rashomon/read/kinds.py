"""What kind of file it is, told by its first bytes, its name and what others call it."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

TAR_MARK = 257  # where a tar archive says "ustar"
LOOKS_LIKE_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?><!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|\?xml[^>]*>\s*<(?:!doctype )?html)",
    re.I | re.S,
)
LOOKS_LIKE_MAIL = re.compile(
    rb"^(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?(?:From|Subject):[^\n]*\n(?:[^\n]*\n){0,60}?\s*\n", re.I
)
LOOKS_LIKE_MHTML = re.compile(
    rb"^(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?:Snapshot-Content-Location:|From:[ \t]*\"?<?Saved by)", re.I
)
LOOKS_LIKE_MBOX = re.compile(rb"From \S[^\n]{0,200}?\d\d?:\d\d[^\n]{0,40}?\d{4}[ \t]*\r?\n[A-Za-z-]+:")
LOOKS_LIKE_FEED = re.compile(
    rb"\s*(?>(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[<>]*(?:\[.*?\]\s*)?>)\s*){0,20}<(?:rss|feed|rdf:RDF|atom:feed)\b",
    re.I | re.S,
)
LOOKS_LIKE_JSON_LINES = re.compile(rb'\s*\{ *"[^"\n]{1,80}" *:[^\n]*\} *\r?\n\s*(?:\{ *"|$)')
ANY_TEXT = frozenset({"", ".md", ".text", ".txt"})
JSON_LINES = frozenset({"", ".json"})
SUFFIX_OF_MIME = {
    "application/atom+xml": ".atom",
    "application/gzip": ".gz",
    "application/mbox": ".mbox",
    "application/jsonl": ".jsonl",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-gzip": ".gz",
    "application/x-ndjson": ".jsonl",
    "application/x-tar": ".tar",
    "application/rss+xml": ".rss",
    "application/xhtml+xml": ".xhtml",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/tab-separated-values": ".tsv",
}
BINARY = frozenset({".docm", ".docx", ".gz", ".pdf", ".tar", ".tgz", ".zip"})  # without their mark, something else
# Zip archives that are documents of their own, by name, else by the names of their first members.
ZIPS = frozenset({".docx", ".epub", ".odt", ".pptx", ".wacz", ".xlsx"})
ZIPPED = (
    (re.compile(rb"\[Content_Types\]\.xml.*word/", re.S), ".docx"),
    (re.compile(rb"\[Content_Types\]\.xml.*xl/", re.S), ".xlsx"),
    (re.compile(rb"\[Content_Types\]\.xml.*ppt/", re.S), ".pptx"),
    (re.compile(rb".{30}mimetypeapplication/epub", re.S), ".epub"),
    (re.compile(rb".{30}mimetypeapplication/vnd\.oasis", re.S), ".odt"),
)


def suffix_of(name: str) -> str:
    """The end of a file's name, in lower case, with its dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def kind_of(head: bytes, name: str, known: Collection[str], mime: str | None = None) -> str:
    """The suffix of the files that are read as this one is: told by the first bytes, else by name, else by media type.

    Args:
        head: Its first bytes, some tens of thousands if there are as many.
        name: Its name; "" where it has none.
        known: The suffixes that have a reader.
        mime: What others call it ("text/html").

    Returns:
        One of ``known``, or the suffix that it has and that no reader takes.
    """
    suffix = suffix_of(name)
    mark = _by_mark(head, suffix)
    if mark:
        return mark
    if suffix in known and suffix not in ANY_TEXT | BINARY:
        return suffix
    named = SUFFIX_OF_MIME.get(mime or "", "")
    return _by_words(head, suffix or named) or (suffix if suffix in known else named or suffix or ".txt")


def _by_mark(head: bytes, suffix: str) -> str | None:
    """What binary formats begin with."""
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return suffix if suffix in ZIPS else next((kind for form, kind in ZIPPED if form.search(head)), ".zip")
    if head.startswith(b"\x1f\x8b"):
        return ".gz"
    if head.startswith(b"WARC/"):
        return ".warc"
    return ".tar" if head[TAR_MARK : TAR_MARK + 5] == b"ustar" else None


def _by_words(head: bytes, suffix: str) -> str | None:
    """What formats of text begin with; a mail is so like a text with a head that its name must leave it open."""
    if LOOKS_LIKE_HTML.match(head):
        return ".html"
    if LOOKS_LIKE_FEED.match(head):
        return ".rss"
    if LOOKS_LIKE_MHTML.match(head[:8192]):
        return ".mhtml"
    if LOOKS_LIKE_MBOX.match(head[:8192]):
        return ".mbox"
    if suffix in JSON_LINES and LOOKS_LIKE_JSON_LINES.match(head):
        return ".jsonl"
    return ".eml" if not suffix and LOOKS_LIKE_MAIL.match(head[:8192]) else None
