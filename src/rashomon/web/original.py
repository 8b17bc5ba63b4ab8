"""A report's own bytes for a reader's eyes: pages of a PDF as images, a web page without anything that acts or calls.

Nothing of a report is ever sent as something that the desk's own pages trust: what is sent here carries a policy of its
own that forbids scripts, requests and forms, and the desk shows it in a frame with all of a sandbox's bars.
"""

from __future__ import annotations

import struct
import threading
import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
MAX_PAGE_PIXELS = 1400  # of a PDF page's longer side: small print can be read, and a page weighs some 200 kB
ACTS = "script, link, meta, base, iframe, frame, frameset, object, embed, applet, portal, template"
_PDF = threading.Lock()  # PDFium is not safe for threads

WEB = frozenset((".html", ".htm", ".xhtml"))
TEXT = frozenset((".txt", ".text", ".md", ".eml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How the bytes can be shown: "page" in a sandbox, "text", "images" of pages, "none" where they cannot."""

    how: str
    file: str


def sight_of(file: str) -> View:
    """How a report's bytes can be shown, by its name."""
    suffix = PurePath(file).suffix.lower()
    for how, suffixes in (("page", WEB), ("text", TEXT), ("images", {".pdf"})):
        if suffix in suffixes:
            return View(how=how, file=file)
    return View(how="none", file=file)


def harmless(data: bytes) -> bytes:
    """A web page without its scripts, frames, plug-ins and links to other files, in UTF-8.

    The policy that goes with it already keeps them from acting; without them nothing is looked up either.
    """
    from selectolax.lexbor import LexborHTMLParser

    from rashomon.read.decode import decode

    page = LexborHTMLParser(decode(data, markup=True))
    for node in page.css(ACTS):
        node.decompose()
    return (page.html or "").encode()


def page_image(data: bytes, number: int) -> bytes:
    """A page of a PDF, from 1, as PNG. Raises IndexError where it has no such page."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    with _PDF:
        pdf = pdfium.PdfDocument(data)
        try:
            if not 1 <= number <= len(pdf):
                raise IndexError(f"page {number} of {len(pdf)}")
            page = pdf[number - 1]
            scale = min(2.0, MAX_PAGE_PIXELS / max(page.get_size()))
            pixels = page.render(scale=scale, grayscale=True).to_numpy()
            return _png(pixels)
        finally:
            pdf.close()


def _png(pixels: Any) -> bytes:
    """Grey pixels, height x width, as a PNG (ISO/IEC 15948)."""
    height, width = pixels.shape[:2]
    rows = pixels.reshape(height, width)
    raw = b"".join(b"\0" + rows[n].tobytes() for n in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
