"""A page saved as one file (MHTML): the page, with the frames in it, where it stood and when it was saved."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Mapping
from email.message import EmailMessage

from selectolax.lexbor import LexborHTMLParser

from rashomon.errors import EmptyReport, ReadError
from rashomon.read.decode import decode
from rashomon.read.draft import Draft, Fact
from rashomon.read.html import read_html
from rashomon.read.limits import SAFE, Limits
from rashomon.read.mail import date_of, header_of

FRAME = re.compile(r"<i?frame\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)[^>]*>", re.I)
BODY_TAG = re.compile(r"<(/?)body\b", re.I)
MAX_FRAMES_WITHIN = 3  # frames within frames


def read_mhtml(data: bytes, *, charset: str | None = None, limits: Limits = SAFE) -> Draft:
    """The page as ``read_html`` reads it, what its frames show put where they stand (comments often stand in one).

    Raises:
        EmptyReport: The page shows no text.
        ReadError: There is no page in it.
    """
    mail = email.message_from_bytes(data, policy=email.policy.default)
    pages = [part for part in mail.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    if not pages:
        raise ReadError("no page in the MHTML file")
    root = pages[0]
    texts = {address: text for part in pages[1:] if (text := _text(part)) for address in _addresses(part)}
    draft = read_html(_with_frames(_text(root), texts, 0).encode())
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


def _with_frames(text: str, frames: Mapping[str, str], depth: int) -> str:
    """The page with each frame that the file holds put behind its tag."""
    if not frames or depth == MAX_FRAMES_WITHIN:
        return text
    return FRAME.sub(lambda tag: tag[0] + "</iframe>" + _shown(frames.get(tag[1], ""), frames, depth + 1), text)


def _shown(text: str, frames: Mapping[str, str], depth: int) -> str:
    body = LexborHTMLParser(text).body
    inner = BODY_TAG.sub(r"<\1div", (body.html or "") if body else "")
    return _with_frames(inner, frames, depth)


def _facts(mail: EmailMessage, root: EmailMessage) -> Iterator[Fact]:
    for part, name in ((mail, "snapshot-content-location"), (root, "content-location")):
        address = header_of(part, name).replace(" ", "")
        if address.startswith(("http:", "https:")):
            yield Fact(name="url", value=address, clue=f"MHTML {name}")
    saved = date_of(header_of(mail, "date"))
    if saved:
        yield Fact(name="captured", value=saved, clue="MHTML date")
