"""The story on a page: its headline, its own lines, what is reprinted in it, and what is none of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from rashomon.ledger import Report, Role
from rashomon.read.boxes import CALLED, tag_of, words_of
from rashomon.read.bylines import NAME, is_byline, plain, same_words
from rashomon.read.opening import LABEL, MIN_PROSE_WORDS, SALUTATION, Kind, is_prose, read_opening
from rashomon.split.comments import forum_posts, is_comment_heading, is_form, text_posts, unnamed_thread
from rashomon.split.furniture import (
    END,
    FOOT_HEADING,
    SIGN_OFF,
    TAGS,
    is_furniture,
    is_stamp,
    is_tail,
    link_boxes,
    only_names,
    reads_so,
    speaks_of_author,
)
from rashomon.split.lines import Label, Line, cut, first
from rashomon.split.mails import quoted_mail
from rashomon.split.reprints import (
    SIGNED,
    bare_outlet,
    credited,
    credits_outlet,
    in_full,
    in_quote,
    is_short_for,
    reprinted,
    rights_held_by,
)

DECK = CALLED["deck"]
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
PARAGRAPHS = frozenset({"p", "li", "dd", "dt", "pre", *HEADINGS})
SITE = CALLED["site"]
SUBJECT = ("p#subject",)
DELIMITER = re.compile(r"^--\s*$")  # above a signature, as mail programs set it (RFC 3676)
STORY_SHARE = 0.85  # of the running text that the story's box holds; the rest may be teasers for other stories
WRAPPER_SHARE = 0.5
DECK_LINES = 4
FOOT_SHARE = 0.5  # the foot of a page is no longer than half of it
CREDIT_LINES = 3
MAX_SIGNED_WORDS = 8
SIGNS = re.compile(rf"^(?=\S+ [A-ZÀ-Þ]){NAME}(?:,\D*)?$")  # "Ann Lee", "Ann Lee, Upper Vell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the parts of a page are, by line: headline, the story's first line, and the comments with all after them.

    ``outlet`` is named above the story as the one whose words it is.
    """

    headline: tuple[int, ...]
    story: int
    comments: int
    outlet: str | None = None
    posts: tuple[int | None, ...] = ()  # of a forum: for each line from the first post on, the post it belongs to


def frame_of(lines: Sequence[Line], report: Report) -> Frame:
    """Where headline, story and comments are; a page without comments has them begin at its end."""
    marked_up = any(line.path and line.path != SUBJECT for line in lines)
    headline, story = _page_head(lines, report) if marked_up else _text_head(lines, report)
    start = None if marked_up or lines[0].path == SUBJECT else text_posts(lines)  # in a mail, they are quoted mails
    if start is not None:
        return Frame(headline=tuple(n for n in headline if n < start), story=min(story, start), comments=start)
    posts = forum_posts(lines) if marked_up else None
    if posts:
        start = next(n for n, box in enumerate(posts) if box is not None)
        if headline and posts[headline[0]] == posts[start]:  # the first post holds the thread's title
            return Frame(headline=headline, story=story, comments=story, posts=tuple(posts[story:]))
        headline = tuple(n for n in headline if n < start)
        told = any(is_prose(line.text) for line in lines[story:start])  # else it counts pages and posts
        story = min(story, start) if told else start
        return Frame(headline=headline, story=story, comments=start, posts=tuple(posts[start:]))
    comments = _comments_start(lines, story)
    if comments == len(lines) and marked_up:
        thread = unnamed_thread(lines, story)
        comments = next((n for n, box in enumerate(thread) if box is not None), comments)
        posts = thread[comments:]
    outlet = next((n for n in headline[1:] if bare_outlet(lines[n].text)), None)
    if marked_up or outlet is None or report.publisher or comments == len(lines):
        return Frame(headline=headline, story=story, comments=comments, posts=tuple(posts or ()))
    # A page saved as text (it has a readers' part) that names no masthead: the bare name is of whom it reprints.
    kept = tuple(n for n in headline if n < outlet)
    return Frame(headline=kept, story=outlet + 1, comments=comments, outlet=bare_outlet(lines[outlet].text))


def _text_head(lines: Sequence[Line], report: Report) -> tuple[tuple[int, ...], int]:
    if lines[0].path == SUBJECT:
        return (0,), 1
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
    same = [n for n in range(at, len(lines)) if lines[n].block == lines[at].block]
    headline = [n for n in same if n == at or not (is_stamp(lines[n].text) or is_byline(lines[n].text))]
    story = headline[-1] + 1
    return (*headline, *_deck(lines, story)), story


def _heading(lines: Sequence[Line], title: str) -> int | None:
    """The line that prints the title: a heading before any other line, the whole of it before its beginning."""
    if lines[0].path == SUBJECT:
        return 0
    whole = [n for n, line in enumerate(lines) if same_words(line.text, title) and not line.in_comments]
    headings = [n for n, line in enumerate(lines) if line.tags & HEADINGS and not line.in_comments and plain(line.text)]
    headed = [n for n in whole if n in headings]
    begun = [n for n in headings if f"{plain(title)} ".startswith(f"{plain(lines[n].text)} ")]
    top = [n for n in headings if "h1" in lines[n].tags and not lines[n].names & SITE]
    named = [n for n in range(len(lines)) if title and _is_named_title(lines[n], title)]
    return next(iter([*headed, *begun, *reversed(named), *whole, *top]), None)


def _is_named_title(line: Line, title: str) -> bool:
    """Whether a box that is called the title holds it, and perhaps more words of it."""
    called = bool(line.path) and bool(words_of(line.path[-1]) & CALLED["headline"]) and not line.in_comments
    return called and f"{plain(line.text)} ".startswith(f"{plain(title)} ")


def _deck(lines: Sequence[Line], start: int) -> list[int]:
    """Lines right under the headline that belong to it: subheadings, and boxes named so, above the byline."""
    out: list[int] = []
    for n in range(start, min(start + DECK_LINES, len(lines))):
        line = lines[n]
        about = is_stamp(line.text) or is_byline(line.text) or line.mark("author") is not None or reads_so(line)
        if not line.path or about or not _is_deck(line, lines[n + 1 : n + 3]):
            break
        out.append(n)
    return out


def _is_deck(line: Line, below: Sequence[Line]) -> bool:
    if tag_of(line.path[-1]) in {"h2", "h3", "h4", "h5"}:
        return True
    named = any(words_of(name) & DECK for name in line.path[-2:]) or _is_slanted(line)
    closed = any(
        is_byline(one.text) or is_stamp(one.text) or is_furniture(one.beyond(one.boxes[:-2]))
        for one in below
        if len(one.boxes) > 1
    )
    return named and (closed or not is_prose(line.text))


def _is_slanted(line: Line) -> bool:
    """Whether a line is set in italics or bold from end to end."""
    return any(key == "strong" and same_words(value, line.text) for key, value in line.marks)


def _comments_start(lines: Sequence[Line], story: int) -> int:
    """The first line of the readers' part: in its box, under its heading, or the form; only after running text."""
    begun = False
    boxed_only = not any(is_prose(line.text) and not line.in_comments for line in lines[story:])
    for n in range(story, len(lines)):
        line = lines[n]
        if line.in_comments and (begun or boxed_only):
            return n
        heads = begun and not line.tags & {"nav", "header", "aside"} and (is_comment_heading(line) or is_form(line))
        if heads and _nothing_follows(lines[n:]):
            return n
        begun = begun or (is_prose(line.text) and not reads_so(line))
    return len(lines)


def _nothing_follows(lines: Sequence[Line]) -> bool:
    """A form within a story (for a newsletter) does not end it: running text in the same box comes after."""
    if not lines[0].path or not is_form(lines[0]) or is_comment_heading(lines[0]):
        return True
    outer = lines[0].boxes[:-1]
    after = [line for line in lines[1:] if is_prose(line.text) and "form" not in line.tags and not line.in_comments]
    return not any(set(line.boxes[:-1]) <= set(outer) and len(line.boxes) > 2 for line in after)


def label_story(lines: Sequence[Line], frame: Frame, report: Report) -> list[tuple[Line, Label]]:
    """Each line above the comments with what it is."""
    own = _own_lines(lines, frame, report)
    others: dict[int, str | None] = dict(quoted_mail(lines))
    by_mail = bool(others)
    own = [n for n in own if n not in others]
    stretch = own
    found = reprinted([lines[n] for n in own], report.publisher, frame.outlet) or _credit_beside(lines, own, report)
    credit = {
        stretch[k] for k in found if SIGNED.match(lines[stretch[k]].text) or credits_outlet(lines[stretch[k]].text)
    }
    credit |= {n for n in (*own[-2:], *own[:2]) if found and credits_outlet(lines[n].text)}
    own = [n for n in own if n not in credit]
    others |= {n: in_full(name, report.text) for k, name in found.items() if (n := stretch[k]) not in credit}
    personal = not by_mail and 0 < len([n for n in own if n in others]) < len(own)
    author = report.authors[0] if personal and report.authors else report.publisher
    aside = Label(role=Role.BOILERPLATE, voice=report.publisher)
    story = Label(role=Role.COMMENTARY if personal else Role.ARTICLE, voice=author)
    labels = dict.fromkeys(range(len(lines)), aside) | dict.fromkeys(own, story)
    labels |= {n: Label(role=Role.REPRINT, voice=name) for n, name in others.items()}
    labels |= dict.fromkeys(frame.headline, Label(role=Role.HEADLINE, voice=author))
    return [part for n, line in enumerate(lines) for part in _without_label(line, labels[n], aside)]


def _credit_beside(lines: Sequence[Line], own: Sequence[int], report: Report) -> dict[int, str | None]:
    """The whole story, by its places in ``own``, where a line right above or below it says that it is another's."""
    if not own or report.publisher is None:
        return {}
    near = [*range(own[-1] + 1, own[-1] + 1 + CREDIT_LINES), *range(own[0] - CREDIT_LINES, own[0])]
    texts = [lines[n].text for n in near if 0 <= n < len(lines) and "footer" not in lines[n].tags | lines[n].names]
    name = next((name for text in texts if (name := credited(text) or rights_held_by(text))), None)
    return dict.fromkeys(range(len(own)), name) if name and not is_short_for(name, report.publisher) else {}


def _without_label(line: Line, label: Label, aside: Label) -> list[tuple[Line, Label]]:
    """A headline's line without the word that announces it ("Subject: …")."""
    found = LABEL.match(line.text) if label.role is Role.HEADLINE else None
    if not found or found.end() >= len(line.text):
        return [(line, label)]
    announced, words = cut(line, found.end())
    return [(announced, aside), (words, label)]


def _own_lines(lines: Sequence[Line], frame: Frame, report: Report) -> list[int]:
    """The lines of the story itself: in its box, no furniture, above its foot."""
    inside = [n for n in range(frame.story, len(lines)) if n not in frame.headline]
    box, wrappers = _story_boxes([lines[n] for n in inside])
    own = [n for n in inside if box is None or box in lines[n].boxes]
    own = own[: _foot([lines[n] for n in own])]
    aside = link_boxes([lines[n] for n in own]) - wrappers
    own = [n for n in own if _signs_quote(lines[n]) or not is_furniture(lines[n], wrappers)]
    own = [n for n in own if not only_names(lines[n].text, report.authors)]
    own = [n for n in own if not aside.intersection(lines[n].boxes)]
    if own:
        own = [*_points_above(lines, frame.story, own[0]), *own]
    own = _without_stamps(lines, own)
    while own and (
        is_tail(lines[own[-1]], report.publisher, wrappers) or speaks_of_author(lines[own[-1]].text, report.authors)
    ):
        own.pop()
    own = _unsigned(lines, own)
    return _within_greetings(lines, own)


def _signs_quote(line: Line) -> bool:
    """Whether a line in a quotation box says from whom it is."""
    return in_quote(line) is not None and (SIGNED.match(line.text) is not None or credits_outlet(line.text))


def _points_above(lines: Sequence[Line], start: int, end: int) -> list[int]:
    """The sentences between the headline and the story's box, with the lists that hold one: so live reports begin."""
    plainly = [n for n in range(start, end) if not is_furniture(lines[n]) and not lines[n].linked]
    items = [n for n in plainly if "li" in lines[n].tags]
    lists = {lines[n].boxes[-2] for n in items if len(lines[n].text.split()) >= MIN_PROSE_WORDS}
    return [n for n in plainly if is_prose(lines[n].text) or (n in items and lines[n].boxes[-2] in lists)]


def _without_stamps(lines: Sequence[Line], own: list[int]) -> list[int]:
    """The lines without dates above and below the running text; between its paragraphs a date is part of it."""
    prose = [n for n in own if is_prose(lines[n].text) and not is_stamp(lines[n].text)]
    if not prose:
        return [n for n in own if not is_stamp(lines[n].text)]
    return [n for n in own if prose[0] <= n <= prose[-1] or not is_stamp(lines[n].text)]


def _unsigned(lines: Sequence[Line], own: list[int]) -> list[int]:
    """The lines without the names, of a person above his office or of several, that sign them."""
    last = list(takewhile(lambda n: _is_of_signature(lines[n]), reversed(own)))[::-1]
    head = next((k for k, n in enumerate(last) if SIGNS.match(lines[n].text.strip())), len(last))
    signed = last[head:]
    return own[: -len(signed)] if 1 < len(signed) < len(own) else own


def _is_of_signature(line: Line) -> bool:
    """Whether a line can stand in a signature: a few words, no sentence, no item of a list."""
    text = line.text.strip()
    sentence = re.search(r"[.!?:…][\"'”’)]*$", text)
    return (
        len(text.split()) <= MAX_SIGNED_WORDS and not sentence and not line.tags & {*HEADINGS, "li", "td", "dd", "h5"}
    )


def _foot(lines: Sequence[Line]) -> int:
    """Where the foot of a story begins: at "END", or at a heading like "Press contact"; else its length."""
    total = sum(len(line.text) for line in lines)
    above = 0
    for n, line in enumerate(lines):
        ended = END.match(line.text.strip()) or DELIMITER.match(line.text)
        if above >= FOOT_SHARE * total and (ended or _heads_foot(line)):
            return n
        above += len(line.text)
    return len(lines)


def _heads_foot(line: Line) -> bool:
    headed = bool(line.tags & (HEADINGS | {"h5", "h6"})) or not line.path
    return headed and FOOT_HEADING.match(line.text.strip()) is not None and not is_prose(line.text)


def _story_boxes(lines: Sequence[Line]) -> tuple[int | None, frozenset[int]]:
    """The innermost box that holds nearly all of the running text, and those that hold half of it or more.

    The latter together, where several have one name: the posts of a channel.
    """
    weight: Counter[int] = Counter()
    called: Counter[str] = Counter()
    depth: dict[int, int] = {}
    total = 0
    for line in lines:
        if not is_prose(line.text) or reads_so(line) or line.tags & TAGS or in_quote(line) is not None:
            continue
        total += len(line.text)
        outer = line.boxes[:-1] if line.path and tag_of(line.path[-1]) in PARAGRAPHS else line.boxes
        weight.update(dict.fromkeys(outer, len(line.text)))
        called.update(dict.fromkeys(line.path[: len(outer)], len(line.text)))
        depth |= {box: level for level, box in enumerate(outer)}
    holding = [box for box, chars in weight.items() if chars >= STORY_SHARE * total]
    names = {name for name, chars in called.items() if chars >= WRAPPER_SHARE * total}
    wrappers = frozenset(
        box
        for line in lines
        for name, box in zip(line.path, line.boxes, strict=True)
        if box in weight and name in names
    )
    return max(holding, key=lambda box: depth[box], default=None), wrappers


def _within_greetings(lines: Sequence[Line], own: list[int]) -> list[int]:
    """A letter's body: in a mail after its salutation, and before the closing formula with the signature under it."""
    head = next((k for k, n in enumerate(own[:4]) if SALUTATION.match(lines[n].text)), None)
    if head is not None and lines[0].path == SUBJECT:
        own = own[head + 1 :]
    foot = next((k for k, n in enumerate(own) if SIGN_OFF.match(lines[n].text)), None)
    if foot is None:
        return own
    signature = next((k for k in range(foot + 1, len(own)) if is_prose(lines[own[k]].text)), len(own))
    return own[:foot] + own[signature:]
