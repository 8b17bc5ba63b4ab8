"""The story on a page: its headline, its own lines, what is reprinted in it, and what is none of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.ledger import Report, Role
from rashomon.read.boxes import COMMENTS, tag_of, words_of
from rashomon.read.bylines import NAME, is_byline, plain, same_words
from rashomon.read.opening import Kind, is_prose, read_opening
from rashomon.split.comments import is_comment_heading, is_form
from rashomon.split.furniture import SALUTATION, SIGN_OFF, TAGS, is_furniture, is_stamp, is_tail, reads_so
from rashomon.split.lines import Label, Line, first
from rashomon.split.reprints import reprinted

DECK = frozenset(
    ["deck", "dek", "subtitle", "subtitel", "subhead", "subheading", "subheadline", "standfirst", "lead", "lede", "intro", "summary", "strap", "strapline", "sub"]
)
HEADINGS = frozenset({"h1", "h2", "h3"})
SITE = frozenset({"site", "blog", "logo", "masthead", "brand"})
STORY_SHARE = 0.7  # of the running text that the story's box holds
WROTE = re.compile(
    r"^(?:On\b.{6,80}\b|Am\b.{6,80})(?P<name>[^,<>\n]*?)\s*(?:<[^>]*>|\([^)]*\))?\s*(?:wrote|schrieb)\s*:\s*$"
)
FORWARDED = re.compile(r"^-{2,}\s*(?:original|forwarded) message\s*-{2,}|^begin forwarded message", re.I)
FROM = re.compile(rf"^\W*From:\s*\"?(?P<name>{NAME})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the parts of a page begin, by line: headline lines, the story, and the comments (with all after them)."""

    headline: tuple[int, ...]
    story: int
    comments: int


def frame_of(lines: Sequence[Line], report: Report) -> Frame:
    """Where headline, story and comments are; a page without comments has them begin at its end."""
    headline, story = _page_head(lines, report) if any(line.path for line in lines) else _text_head(lines, report)
    return Frame(headline=headline, story=story, comments=_comments_start(lines, story))


def _text_head(lines: Sequence[Line], report: Report) -> tuple[tuple[int, ...], int]:
    opening = read_opening(report.text, report.blocks)
    spans = {line.span.start for line in opening.of(Kind.HEADLINE)}
    headline = tuple(n for n, line in enumerate(lines) if line.start in spans)
    story = first(list(lines), lambda line: line.start >= opening.body) or 0
    return headline, story


def _page_head(lines: Sequence[Line], report: Report) -> tuple[tuple[int, ...], int]:
    """The headline where the page's title is printed as a heading, with the deck under it."""
    at = _heading(lines, report.title or "")
    if at is None:
        return (), 0
    headline = [n for n in range(at, len(lines)) if lines[n].block == lines[at].block]
    story = headline[-1] + 1
    deck = _deck(lines, story)
    return (*headline, *deck), story


def _heading(lines: Sequence[Line], title: str) -> int | None:
    whole = [n for n, line in enumerate(lines) if same_words(line.text, title)]
    headed = [n for n in whole if lines[n].tags & (HEADINGS | {"h4"}) and not _in_comment_box(lines[n])]
    split = [
        n
        for n, line in enumerate(lines)
        if line.tags & HEADINGS and plain(line.text) and plain(title).startswith(plain(line.text))
    ]
    first_heading = [n for n, line in enumerate(lines) if "h1" in line.tags and not line.names & SITE]
    subject = [n for n, line in enumerate(lines) if line.path == ("p#subject",)]
    return next(iter([*subject, *headed, *whole, *split, *first_heading]), None)


def _deck(lines: Sequence[Line], start: int) -> list[int]:
    """Lines right under the headline that belong to it: subheadings, and boxes named so, above the byline."""
    out: list[int] = []
    for n in range(start, min(start + 4, len(lines))):
        line = lines[n]
        heading = bool(line.path) and tag_of(line.path[-1]) in {"h2", "h3", "h4", "h5"}
        named = bool(line.path) and bool(words_of(line.path[-1]) & DECK)
        closed = any(
            is_byline(below.text) or is_stamp(below.text) or is_furniture(below) for below in lines[n + 1 : n + 3]
        )
        if (
            is_stamp(line.text)
            or is_byline(line.text)
            or not (heading or (named and (closed or not is_prose(line.text))))
        ):
            break
        out.append(n)
    return out


def _in_comment_box(line: Line) -> bool:
    return any(words_of(name) & COMMENTS for name in line.path if tag_of(name) not in {"body", "html"})


def _comments_start(lines: Sequence[Line], story: int) -> int:
    """The first line of the readers' part: boxed, headed or the form; only after the story has begun."""
    for n in range(story, len(lines)):
        line = lines[n]
        if _in_comment_box(line) and _is_reader_part(lines, n):
            return n
        if (
            (is_comment_heading(line)
            and n > story)
            or (is_form(line) and "nav" not in line.tags and n > story and not line.tags & {"header", "aside"})
        ):
            if any(is_prose(above.text) for above in lines[story:n]):
                return n
    return len(lines)


def _is_reader_part(lines: Sequence[Line], at: int) -> bool:
    """Not a link "3 comments" above the story: running text stands before it, or in its own box."""
    return not any(is_prose(line.text) and not _in_comment_box(line) for line in lines[at:]) or any(
        is_prose(line.text) for line in lines[:at]
    )


def label_story(lines: Sequence[Line], frame: Frame, report: Report) -> list[tuple[Line, Label]]:
    """Each line above the comments with what it is."""
    own = _own_lines(lines, frame, report)
    quoted = _quoted_mail(lines)
    own = [n for n in own if n not in quoted]
    story = [lines[n] for n in own]
    others = {own[k]: name for k, name in _reprints(lines, story, report).items()}
    others |= quoted
    personal = bool(others) and any(n not in others for n in own) and not quoted
    author = (report.authors[0] if report.authors else None) if personal else None
    voice = author or report.publisher
    role = Role.COMMENTARY if personal else Role.ARTICLE
    out: list[tuple[Line, Label]] = []
    for n, line in enumerate(lines):
        if n in frame.headline:
            out.append((line, Label(role=Role.HEADLINE, voice=voice)))
        elif n in others:
            out.append((line, Label(role=Role.REPRINT, voice=others[n])))
        elif n in own:
            out.append((line, Label(role=role, voice=voice)))
        else:
            out.append((line, Label(role=Role.BOILERPLATE, voice=report.publisher)))
    return out


def _reprints(lines: Sequence[Line], story: Sequence[Line], report: Report) -> dict[int, str | None]:
    return reprinted(story, report.publisher)


def _own_lines(lines: Sequence[Line], frame: Frame, report: Report) -> list[int]:
    """The lines of the story itself: in its box, no furniture, above its tail."""
    inside = [n for n in range(frame.story, len(lines)) if n not in frame.headline]
    box = _story_box([lines[n] for n in inside])
    own = [n for n in inside if (box is None or box in lines[n].boxes) and not is_furniture(lines[n], box)]
    while own and is_tail(lines[own[-1]], report.publisher, box):
        own.pop()
    return _between_greetings(lines, own)


def _story_box(lines: Sequence[Line]) -> int | None:
    """The innermost box that holds most of the running text."""
    weight: Counter[int] = Counter()
    total = 0
    depth: dict[int, int] = {}
    for line in lines:
        if not is_prose(line.text) or reads_so(line) or line.tags & TAGS:
            continue
        total += len(line.text)
        for level, box in enumerate(line.boxes):
            weight[box] += len(line.text)
            depth[box] = level
    heavy = [box for box, chars in weight.items() if chars >= STORY_SHARE * total]
    return max(heavy, key=lambda box: depth[box], default=None)


def _between_greetings(lines: Sequence[Line], own: list[int]) -> list[int]:
    """A letter's body: after its salutation, before its closing formula and the signature under it."""
    head = next((k for k, n in enumerate(own[:4]) if SALUTATION.match(lines[n].text)), None)
    if head is not None:
        own = own[head + 1 :]
    foot = next((k for k, n in enumerate(own) if SIGN_OFF.match(lines[n].text)), None)
    if foot is None:
        return own
    after = [n for n in own[foot:] if is_prose(lines[n].text) and WROTE.match(lines[n].text) is None]
    return own[:foot] if not after else [n for n in own if n not in own[foot : foot + 5] or is_prose(lines[n].text)]


def _quoted_mail(lines: Sequence[Line]) -> dict[int, str | None]:
    """The lines of a mail that is quoted in a mail, with the name of its writer."""
    out: dict[int, str | None] = {}
    name: str | None = None
    for n, line in enumerate(lines):
        text = line.text.strip()
        wrote = _wrote(lines, n)
        if wrote:
            name = wrote
            out[n] = name
        elif text.startswith(">") and name:
            out[n] = name
    return out


def _wrote(lines: Sequence[Line], n: int) -> str | None:
    text = lines[n].text.strip()
    found = re.match(r"^On\b(?P<rest>.{6,160})\bwrote\s*:$", text)
    if not found:
        return None
    rest = re.sub(r"<[^>]*>|\([^)]*\)", "", found["rest"]).strip(" ,")
    return re.split(r",\s*|\d\d[:.]\d\d\s*(?:[AaPp]\.?[Mm]\.?)?\s*", rest)[-1].strip() or None
