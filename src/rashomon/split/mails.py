"""What a mail quotes of other mails: whose words, and which lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.read.stamps import CLOCK, find_stamps
from rashomon.split.lines import Line, one_of

SUBJECT = ("p#subject",)
MARKS = re.compile(r"^\s*(?:>\s?)+")
WROTE = one_of(  # as mail programs put it above what is answered, in their languages
    r"""
    wrote|writes|a écrit|escribió|ha scritto|escreveu|napisał(?:a|\(a\))?|пишет|написал(?:а|\(а\))?
    """,
    before=r"^(?:(?:On|Le|El|Il(?: giorno)?|Em|Dnia|W dniu)\b(?=.*\d))?(?P<rest>.{2,200}?)\s*\b",
    after=r"\s*:$",
)
WROTE_BEFORE_NAME = re.compile(r"^(?:Am|Op|Den)\b.{6,120}\b(?:schrieb|schreef|skrev)\s+(?P<name>[^:<]{2,60})[^:]*:$")
ORIGINAL = re.compile(r"^-{2,}\s*(?:original|forwarded) message\s*-{2,}|^begin forwarded message", re.I)
SENDER = one_of("from|von|de|da|van|от|od|från", before=r"^\W*", after=r"\s*:\s*\"?(?P<name>[^\"<\[(]+)")
HEADER = one_of(
    r"""
    sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?|fecha|para|asunto
    inviato|data|a|oggetto|verzonden|aan|onderwerp|отправлено|дата|кому|тема
    """,
    before=r"^\W*",
    after=r"\s*:\s*\S",
)
HEADERS_BELOW = 5  # lines within which a passed-on mail's other headers follow its sender's


def quoted_mail(lines: Sequence[Line]) -> dict[int, str | None]:
    """The lines of other mails that this one answers or passes on, by index, with the name of their writer.

    How deep a line is quoted, its marks (">") say, and in a mail the boxes of quotations around it: each depth has the
    writer named above it, or none. Under the headers of a passed-on mail, all that follows is its writer's.
    """
    is_mail = bool(lines) and lines[0].path == SUBJECT
    depths = [_depth(line, is_mail) for line in lines]
    out: dict[int, str | None] = {}
    names: dict[int, str | None] = {}
    waiting: list[int] = []  # the lines above a sender that announce the mail
    for n, line in enumerate(lines):
        depth, sender = depths[n], _sender(lines, n)
        answered = n + 1 < len(lines) and depths[n + 1] > depth
        writer = _writer(_bare(line), dated=not answered) if answered or is_mail else None
        if ORIGINAL.match(_bare(line)):
            waiting.append(n)
        elif sender and (is_mail or waiting):
            names = {0: sender}
            out |= dict.fromkeys(waiting, sender)
            waiting = []
        elif writer:
            names = {d: name for d, name in names.items() if d <= depth} | {depth + 1: writer}
            out[n] = writer
            continue
        if depth in names or (depth and is_mail):
            out[n] = names.get(depth)
    return out


def _depth(line: Line, is_mail: bool) -> int:
    """How many mails ago the line was written, counted from this one."""
    marks = MARKS.match(line.text)
    boxes = sum(name.startswith("blockquote") for name in line.path) if is_mail else 0
    return boxes + (marks[0].count(">") if marks else 0)


def _bare(line: Line) -> str:
    return MARKS.sub("", line.text).strip()


def _sender(lines: Sequence[Line], n: int) -> str | None:
    """The name in a line like "From: Ann Lee", where other headers of a mail stand below."""
    found = SENDER.match(_bare(lines[n]))
    below = sum(HEADER.match(_bare(line)) is not None for line in lines[n + 1 : n + 1 + HEADERS_BELOW])
    return found["name"].strip() or None if found and below >= 2 else None


def _writer(text: str, *, dated: bool) -> str | None:
    """The name in a line like "On 3 May 2031 at 14:02, Ann Lee wrote:"; None where it must be dated and is not."""
    before, found = WROTE_BEFORE_NAME.match(text), WROTE.match(text)
    if before or not found:
        return before["name"].strip() if before else None
    rest = re.sub(r"<[^>]*>|\([^)]*\)|\[[^\]]*\]", "", found["rest"])
    stamps = find_stamps(rest)
    if dated and not stamps:
        return None
    for stamp in reversed(stamps):
        rest = rest[: stamp.span.start] + ", " + rest[stamp.span.end :]
    return CLOCK.sub(" ", re.split(r",\s*", rest.strip(" ,"))[-1]).strip(" ,") or None
