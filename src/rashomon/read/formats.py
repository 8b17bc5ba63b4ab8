"""Which reader takes which files: the one table of formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from rashomon.read.archive import open_gzip, open_tar, open_zip
from rashomon.read.docx import read_docx
from rashomon.read.draft import Draft
from rashomon.read.feed import open_feed
from rashomon.read.html import read_html
from rashomon.read.jsonl import open_json_lines
from rashomon.read.limits import SAFE, Limits
from rashomon.read.mail import open_mail, read_mail
from rashomon.read.mbox import open_mbox
from rashomon.read.mhtml import read_mhtml
from rashomon.read.parts import Container
from rashomon.read.pdf import read_pdf
from rashomon.read.plain import read_plain
from rashomon.read.table import open_table
from rashomon.read.warc import open_wacz, open_warc


class Reader(Protocol):
    """From the bytes of a document to its text; ``charset`` is what others say of its encoding.

    Raises a ReadError where it cannot.
    """

    def __call__(self, data: bytes, *, charset: str | None = None, limits: Limits = SAFE) -> Draft: ...


READERS: Mapping[str, Reader] = {
    ".docm": read_docx,
    ".docx": read_docx,
    ".eml": read_mail,
    ".htm": read_html,
    ".html": read_html,
    ".md": read_plain,
    ".mht": read_mhtml,
    ".mhtml": read_mhtml,
    ".pdf": read_pdf,
    ".text": read_plain,
    ".txt": read_plain,
    ".xhtml": read_html,
}
# A file of a format that stands in both tables is opened; what goes by its own name in there is read.
CONTAINERS: Mapping[str, Container] = {
    ".atom": open_feed,
    ".csv": open_table,
    ".eml": open_mail,
    ".gz": open_gzip,
    ".jsonl": open_json_lines,
    ".mbox": open_mbox,
    ".ndjson": open_json_lines,
    ".rss": open_feed,
    ".tar": open_tar,
    ".tgz": open_gzip,
    ".tsv": open_table,
    ".wacz": open_wacz,
    ".warc": open_warc,
    ".zip": open_zip,
}
FORMATS = tuple(sorted(READERS.keys() | CONTAINERS.keys()))
# Which reader derived a text, and its version: raised with every change of the text that it gives for the same bytes.
EXTRACTORS: Mapping[Reader, str] = {
    read_docx: "docx 1",
    read_html: "html 1",
    read_mail: "mail 1",
    read_mhtml: "mhtml 1",
    read_pdf: "pdf 1",
    read_plain: "plain 1",
}
