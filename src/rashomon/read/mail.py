"""A mail: its subject, then its body."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses, parsedate_to_datetime

from rashomon.errors import EmptyReport
from rashomon.ledger import Block
from rashomon.read.bylines import is_office
from rashomon.read.decode import decode
from rashomon.read.draft import Draft, Fact, fold, written
from rashomon.read.html import read_html
from rashomon.read.limits import SAFE, Limits
from rashomon.read.plain import lay_out

SUBJECT = "p#subject"
BETWEEN_PARTS = re.compile(r"\s*[,|/(–—]\s*|\s+-\s+|\s+via\s+|\s+at\s+")


def read_mail(data: bytes, *, charset: str | None = None, limits: Limits = SAFE) -> Draft:
    """The subject and the body of a mail, the plain one before the HTML one; quoted replies are kept.

    Raises:
        EmptyReport: There is neither a subject nor a body.
        ReadError: The body is no text.
    """
    mail = email.message_from_bytes(data, policy=email.policy.default)
    subject = _header(mail, "subject")
    body = _body(mail)
    if body is None and not subject:
        raise EmptyReport("a mail without subject and text")
    shift = len(subject) + 1 if subject else 0
    blocks = [Block(start=0, end=len(subject), path=(SUBJECT,), boxes=(0,))] if subject else []
    text = subject
    if body is not None:
        blocks += [_moved(block, shift) for block in body.blocks]
        text = f"{subject}\n{body.text}" if subject else body.text
    return Draft(text=text, blocks=tuple(blocks), facts=(*_facts(mail, subject), *(body.facts if body else ())))


def _moved(block: Block, shift: int) -> Block:
    return Block(
        start=block.start + shift, end=block.end + shift, path=block.path, boxes=block.boxes, marks=block.marks
    )


def _body(mail: EmailMessage) -> Draft | None:
    part = mail.get_body(("plain", "html"))
    if part is None:
        return None
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    try:
        text = _decoded(data, part)
        return read_html(text.encode()) if part.get_content_subtype() == "html" else lay_out(text)
    except EmptyReport:
        return None


def _decoded(data: bytes, part: MIMEPart) -> str:
    """The characters of a part: by the charset that it names, if Python knows it and the bytes agree."""
    try:
        return written(data.decode(part.get_content_charset() or "utf-8").replace("\r\n", "\n"))
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _facts(mail: EmailMessage, subject: str) -> Iterator[Fact]:
    if subject:
        yield Fact(name="title", value=subject, clue="mail subject")
    for name in _senders(_header(mail, "from")):
        yield Fact(name="publisher", value=name, clue="mail from")
    sent = _sent(_header(mail, "date"))
    if sent:
        yield Fact(name="published", value=sent, clue="mail date")


def _header(mail: EmailMessage, name: str) -> str:
    """A header's words, decoded; none where it is so broken that the standard library trips over it."""
    try:
        return fold(written(str(mail.get(name, "")))).replace("\n", " ")
    except (AttributeError, IndexError, ValueError):
        return ""


def _sent(header: str) -> str | None:
    """A mail's date in EDTF, with its zone if it says one ("-0000" says that it does not)."""
    try:
        sent = parsedate_to_datetime(header)
    except ValueError:
        return None  # a date that is none; the body may name one
    return sent.isoformat()


def _senders(header: str) -> Iterator[str]:
    """The organization in the sender's display name ("Press Office, Harbour Board": Harbour Board)."""
    for name, _ in getaddresses([header]):
        parts = [part.strip(" )") for part in BETWEEN_PARTS.split(name)]
        named = [part for part in parts if part and not is_office(part)]
        if name:
            yield named[-1] if named else name
