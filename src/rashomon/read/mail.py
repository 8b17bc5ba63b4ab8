"""A mail: its subject, then its body, and what is attached to it."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast

from rashomon.errors import EmptyReport, ReadError
from rashomon.read.bylines import is_office
from rashomon.read.decode import decode
from rashomon.read.draft import Draft, Fact, Layout, fold, written
from rashomon.read.html import read_html
from rashomon.read.limits import SAFE, Limits
from rashomon.read.parts import Lost, Part, chunks
from rashomon.read.plain import lay_out

if TYPE_CHECKING:
    from email.policy import Policy

SUBJECT = "p#subject"
BETWEEN_PARTS = re.compile(r"\s*[,|/(–—]\s*|\s+-\s+|\s+via\s+|\s+at\s+")
MAX_HEADER_CHARS = 20_000  # of one that is asked for; 500,000 took the standard library 9 GB and 38 seconds
MAX_PARTS = 10_000  # lines that may begin a part; the standard library takes 4 seconds for so many
MAX_CHECKS = 100_000_000
BODIES = ("text/plain", "text/html")  # in order of preference, where a mail gives both


def read_mail(data: bytes, *, charset: str | None = None, limits: Limits = SAFE) -> Draft:
    """The subject and the body of a mail, the plain one before the HTML one; quoted replies are kept.

    Raises:
        EmptyReport: There is neither a subject nor a body.
        ReadError: The body is no text.
    """
    mail = parse_mail(data)
    subject = header_of(mail, "subject")
    layout = Layout(most=limits.text_chars)
    layout.add(subject, (SUBJECT,), (0,))
    bodies = [body for part in _shown(mail) if (body := _draft(part, limits))]
    for body in bodies:
        layout.append(body)
    if not layout.blocks:
        raise EmptyReport("a mail without subject and text")
    return layout.draft((*_facts(mail, subject), *(fact for body in bodies for fact in body.facts)))


def open_mail(stream: io.BufferedReader, limits: Limits) -> Iterator[Part | Lost]:
    """The mail itself, then what is attached to it; pictures that its HTML shows are no attachments.

    Raises:
        ReadError: It is larger than a document may be.
    """
    data = b"".join(chunks(stream, limits.document_bytes))
    yield Part(name="", stream=io.BytesIO(data), suffix=".eml")
    mail = parse_mail(data)
    sender = tuple(replace(fact, clue=f"{fact.clue}, of the mail around it") for fact in _facts(mail, ""))
    for number, part in enumerate(_attached(mail), start=1):
        yield _attachment(part, number, sender)


class _Lenient(email.policy.EmailPolicy):
    """The standard library's way to read headers, and its older one for those that the newer trips over."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        if len(value) > MAX_HEADER_CHARS:
            raise ReadError(f"a mail whose header {name[:40]} has {len(value):,} characters; left unread")
        try:
            return super().header_fetch_parse(name, value)
        except (AttributeError, IndexError, OverflowError, RecursionError, TypeError, ValueError):
            return str(email.policy.compat32.header_fetch_parse(name, value))


def parse_mail(data: bytes) -> EmailMessage:
    """The parts of a mail, or of what is written as one.

    Raises:
        ReadError: It has more parts, or parts within parts, than any mail that people write.
    """
    checks = data.count(b"\n") * data.count(b"boundary=")  # each line is held against each boundary around it
    if data.count(b"\n--") > MAX_PARTS or checks > MAX_CHECKS:
        raise ReadError("a mail of too many parts; left unread")
    try:
        return email.message_from_bytes(data, policy=cast("Policy[EmailMessage]", _Lenient()))
    except RecursionError as error:
        raise ReadError("a mail of too many parts within parts; left unread") from error


def _shown(part: EmailMessage) -> Iterator[EmailMessage]:
    """The texts that a reader of the mail sees one below the other; of several forms of one, the first in BODIES."""
    if part.get_content_type() == "multipart/alternative":
        forms = [list(_shown(one)) for one in _parts(part)]
        yield from min((form for form in forms if any(map(_has_words, form))), key=_preference, default=[])
    elif part.get_content_type() == "multipart/related":
        yield from (one for root in _parts(part)[:1] for one in _shown(root))
    elif part.is_multipart() and part.get_content_maintype() == "multipart":
        yield from (one for child in _parts(part) for one in _shown(child))
    elif part.get_content_type() in BODIES and not _is_attached(part):
        yield part


def _attached(part: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are documents of their own, forwarded mails among them."""
    if part.get_content_type() == "multipart/related":
        yield from (one for root in _parts(part)[:1] for one in _attached(root))
    elif part.get_content_maintype() == "multipart":
        yield from (one for child in _parts(part) for one in _attached(child))
    elif _is_attached(part) or part.get_content_type() not in BODIES:
        yield part


def _parts(part: EmailMessage) -> list[EmailMessage]:
    inner = part.get_payload()
    return [one for one in inner if isinstance(one, EmailMessage)] if isinstance(inner, list) else []


def _has_words(part: EmailMessage) -> bool:
    return bool(re.sub(rb"<[^<>]*>|&nbsp;|\s", b"", _payload(part)))


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _preference(form: list[EmailMessage]) -> int:
    return min(BODIES.index(one.get_content_type()) for one in form)


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _attachment(part: EmailMessage, number: int, sender: tuple[Fact, ...]) -> Part | Lost:
    name = part.get_filename() or number
    if part.get_content_type() == "message/rfc822":
        data = b"".join(bytes(one) for one in _parts(part))
    else:
        data = _payload(part)
    mime, charset = part.get_content_type(), part.get_content_charset()
    return Part(name=name, stream=io.BytesIO(data), mime=mime, charset=charset, otherwise=sender)


def _draft(part: EmailMessage, limits: Limits) -> Draft | None:
    """The text of a part, None where there is none; it is in the charset that it names, if the bytes agree."""
    data, charset = _payload(part), part.get_content_charset()
    try:
        if part.get_content_type() == "text/html":
            return read_html(data, charset=charset, limits=limits)
        return lay_out(decode(data, charset=charset), limits=limits)
    except EmptyReport:
        return None


def _facts(mail: EmailMessage, subject: str) -> Iterator[Fact]:
    if subject:
        yield Fact(name="title", value=subject, clue="mail subject")
    sender = header_of(mail, "from")
    for name in _senders(sender):
        yield Fact(name="publisher", value=name, clue="mail from")
    for name, address in _addresses(sender):
        if _is_persons(name, address):
            yield Fact(name="author", value=name, clue="mail from")
    sent = date_of(header_of(mail, "date"))
    if sent:
        yield Fact(name="published", value=sent, clue="mail date")


def header_of(mail: EmailMessage, name: str) -> str:
    """A header's words, decoded; none where there is no such header."""
    return fold(written(str(mail.get(name, "")))).replace("\n", " ")


def date_of(header: str) -> str | None:
    """A mail's date in EDTF, with its zone if it says one ("-0000" says that it does not)."""
    try:
        sent = parsedate_to_datetime(header)
    except (OverflowError, ValueError):
        return None  # a date that is none; the body may name one
    return sent.isoformat()


def _addresses(header: str) -> list[tuple[str, str]]:
    """The names and addresses in a header; none where brackets within brackets trip the standard library up."""
    try:
        return getaddresses([header])
    except RecursionError:
        return []


def _senders(header: str) -> Iterator[str]:
    """The organization in the sender's display name ("Press Office, Harbour Board": Harbour Board)."""
    for name, _ in _addresses(header):
        parts = [part.strip(" )") for part in BETWEEN_PARTS.split(name)]
        named = [part for part in parts if part and not is_office(part)]
        if name:
            yield named[-1] if named else name


def _is_persons(name: str, address: str) -> bool:
    """Whether a display name is a person's, as far as the address tells: "Ann Lee <ann.lee@…>", no "Press <news@…>"."""
    owner = address.partition("@")[0].lower()
    return any(len(word) > 2 and word.lower() in owner and not is_office(word) for word in re.findall(r"\w+", name))
