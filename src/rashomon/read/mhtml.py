"""A page saved as one file (MHTML): the page, with the frames in it, where it stood and when it was saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage

from selectolax.lexbor import LexborHTMLParser

from rashomon.errors import EmptyReport, ReadError
from rashomon.read.decode import decode
from rashomon.read.draft import Draft, Fact
from rashomon.read.html import read_html
from rashomon.read.limits import SAFE, Limits
from rashomon.read.mail import date_of, header_of, parse_mail

FRAME = re.compile(r"<i?frame\b[^<>]{0,2000}?\bsrc\s*=\s*[\"']?([^\"'\s<>]+)[^<>]{0,2000}>", re.I)
BODY_TAG = re.compile(r"<(/?)body\b", re.I)


def read_mhtml(data: bytes, *, charset: str | None = None, limits: Limits = SAFE) -> Draft:
    """The page as ``read_html`` reads it, what its frames show put where they stand (comments often stand in one).

    Raises:
        EmptyReport: The page shows no text.
        ReadError: There is no page in it.
    """
    mail = parse_mail(data)
    pages = [part for part in mail.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    if not pages:
        raise ReadError("no page in the MHTML file")
    root = pages[0]
    frames = {address: text for part in pages[1:] if (text := _text(part)) for address in _addresses(part)}
    draft = read_html(_with_frames(_text(root), frames).encode(), limits=limits)
    return Draft(text=draft.text, blocks=draft.blocks, facts=(*_facts(mail, root), *draft.facts))


def _addresses(part: EmailMessage) -> Iterator[str]:
    """What a frame can be called by."""
    if part["content-location"]:
        yield header_of(part, "content-location")
    if part["content-id"]:
        yield "cid:" + header_of(part, "content-id").strip("<>")


def _text(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    try:
        return decode(data if isinstance(data, bytes) else b"", charset=part.get_content_charset(), markup=True)
    except EmptyReport:
        return ""


def _with_frames(text: str, frames: dict[str, str]) -> str:
    """The page with each frame that the file holds put behind its tag, each once: none is within itself."""
    return FRAME.sub(lambda tag: tag[0] + _shown(frames.pop(tag[1], ""), frames), text) if frames else text


def _shown(page: str, frames: dict[str, str]) -> str:
    body = LexborHTMLParser(page).body if page else None
    return "</iframe>" + _with_frames(BODY_TAG.sub(r"<\1div", body.html or ""), frames) if body else ""


def _facts(mail: EmailMessage, root: EmailMessage) -> Iterator[Fact]:
    for part, name in ((mail, "snapshot-content-location"), (root, "content-location")):
        address = header_of(part, name).replace(" ", "")
        if address.startswith(("http:", "https:")):
            yield Fact(name="url", value=address, clue=f"MHTML {name}")
    saved = date_of(header_of(mail, "date"))
    if saved:
        yield Fact(name="captured", value=saved, clue="MHTML date")
