"""Readers' comments: where each begins and ends, who wrote it, when, and whom it answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from rashomon.ledger import Report, Role
from rashomon.read.boxes import CALLED, heads_comments, words_of
from rashomon.read.bylines import NAME, same_words
from rashomon.read.opening import is_prose
from rashomon.read.stamps import as_edtf, dated_ago, find_stamps, finer
from rashomon.split.furniture import RIGHTS, is_stamp, reads_so
from rashomon.split.items import item_boxes
from rashomon.split.lines import Label, Line, cut, first, one_of
from rashomon.split.reprints import in_quotes, is_institution
from rashomon.split.signatures import (
    ACTION,
    AGE_ALONE,
    BODIES,
    MAX_BUTTON_WORDS,
    MAX_META_WORDS,
    MAX_NAME_CHARS,
    NAMES,
    NUMBERED,
    STANDING,
    as_name,
    is_meta,
    is_name_above,
    is_name_like,
    is_signature,
    opens_comment,
    reads_meta,
    when_of,
    without_prefix,
)

FORM = one_of(
    r"""
    (?:leave|post|add|write) (?:a|your|a new) (?:comment|reply)|(?:submit|publish) (?:a |your )?comment
    join the (?:discussion|conversation)|have your say|your e-?mail\b|fill in your details
    (?:you must|please) (?:be )?(?:log(?:ged)?|sign(?:ed)?)[ -]?in|(?:log|sign) ?in\b.{0,40}$
    comments are (?:now )?(?:closed|moderated)|comments on this\b.*closed
    cancel reply|quick reply|subscribe\b.{0,60}\bprivacy
    notify me\b|subscribe to (?:comments|this thread)|required fields|connecting to\b
    """,
    before=r"^\W*",
)
_ANSWERS = r"in (?:reply|response) to|replying to|replied to|↳|reply to"
ANSWERS = re.compile(
    rf"(?:^|\s)(?:in reply to\b.{{1,100}}\bby (?P<by>{NAME}|[\w.-]+)|(?:{_ANSWERS})\s*@?(?P<name>(?-i:{NAME})|[\w.-]+))"
    r"|^\W*@(?P<handle>[\w.-]*\w)",
    re.I,
)
FORUMS = CALLED["forum"]
JOINED = re.compile(r"^(?:joined|join date|posts|registered|member since)\b\W*", re.I)
_WROTE = r"(?:wrote|said|posted|writes|says|schrieb|a écrit|escribió)"
QUOTES = re.compile(
    rf"^\W*(?i:(?:originally posted|quote|quoting|quoted|posted)\s*(?:by|from)?\s*:?)\s+@?(?P<by>{NAME}|\w[\w.-]*)"
    r"(?: on\b.{0,60}$)?\W{0,40}"
    rf"|^\W*(?P<name>{NAME}|\w[\w.-]*)\s+{_WROTE}\b[^:.!?]{{0,60}}:\s*[↑\W]*"
    rf"|^\W*@?(?P<alone>{NAME}|\w[\w.-]*)(?:,[^:!?]{{1,40}})?:\s*$"
)
REPLY_TITLE = re.compile(r"^re\s*:\s", re.I)
FORUM_SHARE = 0.5


@dataclass(slots=True)
class Item:
    """One comment in the making."""

    lines: list[Line]
    meta: list[Line]
    within: Item | None = None  # the comment in whose box it stands


def is_comment_heading(line: Line) -> bool:
    """Whether a line heads the readers' comments ("5 responses to …")."""
    return heads_comments(line.text)


def is_form(line: Line) -> bool:
    """Whether a line is of the form in which a comment is written."""
    inputs = "form" in line.tags and not any(words_of(name) & BODIES for name in line.path)
    return inputs or FORM.match(line.text.strip()) is not None or "respond" in line.names


def forum_posts(lines: Sequence[Line]) -> list[int | None] | None:
    """The post that each line belongs to, where a page is a thread of several writers and nobody's own story."""
    if not any(_is_of_thread(line) for line in lines):
        return None
    boxes = item_boxes(lines)
    posts: dict[int, list[Line]] = {}
    for line, box in zip(lines, boxes, strict=True):
        if box is not None:
            posts.setdefault(box, []).append(line)
    told = (box for line, box in zip(lines, boxes, strict=True) if is_prose(line.text) and not reads_so(line))
    first_words = next(told, None)
    if len(posts) < 2 or first_words is None:
        return None
    inside = sum(len(line.text) for post in posts.values() for line in post)
    if inside < FORUM_SHARE * sum(len(line.text) for line in lines):
        return None
    writers = [_author(_sorted(Item(lines=[], meta=[]), post)) for post in posts.values()]
    return boxes if len(set(writers)) > 1 and None not in writers else None


def _is_of_thread(line: Line) -> bool:
    """Whether a line shows that several people write to one another."""
    short = len(line.text.split()) <= MAX_META_WORDS
    standing = JOINED.match(line.text) or (short and STANDING.search(line.text))
    answers = short and ANSWERS.search(line.text) is not None
    return bool(line.names & FORUMS) or bool(standing) or line.in_comments or answers


def unnamed_thread(lines: Sequence[Line], start: int) -> list[int | None]:
    """The comment that each line belongs to, where readers write in boxes that nothing calls comments.

    They stand after running text, each with a writer, a date and words that are no link; stories that a page points
    to have headings, or are links.
    """
    prose = next((n for n in range(start, len(lines)) if is_prose(lines[n].text)), len(lines))
    nothing: list[int | None] = [None] * len(lines)
    boxes = [*nothing[: prose + 1], *item_boxes(lines[prose + 1 :])]
    items: dict[int, list[Line]] = {}
    for line, box in zip(lines, boxes, strict=True):
        if box is not None:
            items.setdefault(box, []).append(line)
    read = {box: _sorted(Item(lines=[], meta=[]), item) for box, item in items.items()}
    whole = {box: item for box, item in read.items() if item.lines and _author(item) and any(map(_is_timed, item.meta))}
    pointing = any(
        line.tags & {"h1", "h2", "h3", "h4"} or (line.linked > 0.5 and len(line.text.split()) >= 4)
        for item in items.values()
        for line in item
    )
    several = len({_author(item) for item in whole.values()}) > 1
    rest = [line for box, item in items.items() if box not in whole for line in item]  # buttons, in boxes of one style
    if not several or pointing or not all(len(line.text.split()) <= MAX_BUTTON_WORDS for line in rest):
        return nothing
    return [box if box in whole else None for box in boxes]


def _is_timed(line: Line) -> bool:
    """Whether a line says when, or how long ago ("5d")."""
    return bool(when_of(line.text) or AGE_ALONE.match(line.text.strip()))


def text_posts(lines: Sequence[Line]) -> int | None:
    """Where the first post begins, where a text is a thread of several writers copied from a forum."""
    heads = [n for n, line in enumerate(lines) if find_stamps(line.text) and reads_meta(line)]
    writers = {name for n in heads if (name := _name_in(lines[n]))}
    of_a_thread = any(JOINED.match(line.text) or REPLY_TITLE.match(line.text) for line in lines)
    if len(writers) < 2 or not of_a_thread or any(is_prose(line.text) for line in lines[: heads[0]]):
        return None
    above = heads[0] - 1
    return above if above >= 0 and REPLY_TITLE.match(lines[above].text) else heads[0]


def _sorted(item: Item, lines: Iterable[Line]) -> Item:
    for line in lines:
        quotes = in_quotes(line) and QUOTES.match(line.text)
        (item.meta if is_meta(line) and not quotes else item.lines).append(line)
    return item


def label_comments(
    lines: Sequence[Line], report: Report, posts: Sequence[int | None] | None = None
) -> list[tuple[Line, Label]]:
    """The lines from the head of the comments on, each with what it is; ``posts`` are a forum's, for each line.

    Nameless commenters are numbered in the page's order. Lines about a comment (its author, its date, "Reply") and
    the form are boilerplate of the page.
    """
    aside = Label(role=Role.BOILERPLATE, voice=report.publisher)
    out: list[tuple[Line, Label]] = []
    nameless = 0
    writers = dict.fromkeys(report.authors)
    for number, item in enumerate(_by_box(lines, posts) if posts else _items(lines), start=1):
        item.meta += [line for line in item.lines if report.title and same_words(line.text, report.title)]
        item.lines = _without(item.lines, item.meta) or item.lines
        name, answered = _addressed(_author(item), writers)
        writers |= {name: None} if name else {}
        if item.lines and name is None:
            nameless += 1
        label = Label(
            role=Role.COMMENT,
            voice=name or f"commenter {nameless}",
            dated=_dated(item, report.taken),
            answers=answered or _answers(item, writers),
            item=number,
        )
        out += [(line, aside) for line in item.meta]
        out += _with_quoted(item.lines, label, aside)
    kept = {line.start for line, _ in out}
    out += [(line, aside) for line in lines if line.start not in kept]
    return sorted(out, key=lambda one: one[0].start)


def _addressed(name: str | None, writers: Collection[str]) -> tuple[str | None, str | None]:
    """A name, without that of an earlier writer behind it, and that one: so threads print whom somebody answers."""
    for space in re.finditer(" ", name or ""):
        other = (name or "")[space.end() :]
        if name and other in writers:
            return name.removesuffix(other).rstrip(" >›»▸→➤↪@"), other
    return name, None


def _with_quoted(lines: Sequence[Line], label: Label, aside: Label) -> Iterator[tuple[Line, Label]]:
    """A comment's lines; what it quotes of another in a box ("Ann wrote: …") is in the other's voice.

    An office's or an outlet's words are a reprint; those of one who has a name only, a commenter's.
    """
    quoted: dict[int, str] = {}
    heads: dict[int, int] = {}  # where a quotation's words begin, by its first line
    held = Counter(box for line in lines for box in line.boxes)
    for line in lines:
        found = QUOTES.match(line.text)
        around = line.boxes if found and found["by"] else in_quotes(line)
        holding = (box for box in reversed(around) if held[box] > 1)
        box = next(holding, next(iter(in_quotes(line)), None)) if line.path else -line.block - 1
        if found and (line.path or not found["alone"]) and box is not None and len(found[0].split()) <= MAX_META_WORDS:
            quoted[box] = next(name for name in found.groups() if name)
            heads[line.start] = found.end()
    answers = label.answers or next((name for name in quoted.values() if not is_institution(name)), None)
    for line in lines:
        boxes = line.boxes if line.path else (-line.block - 1,)  # in a text, the paragraph
        name = next((quoted[box] for box in reversed(boxes) if box in quoted), None)
        role = Role.REPRINT if name and is_institution(name) else Role.COMMENT
        own = (
            replace(label, role=role, voice=name, dated=None, answers=None) if name else replace(label, answers=answers)
        )
        if line.start in heads:
            head, line = cut(line, heads[line.start])
            yield head, aside
            own = aside if is_stamp(line.text) else own
        if line.text.strip():
            yield line, own


def _items(lines: Sequence[Line]) -> list[Item]:
    """The comments: by their boxes if each has one, by their numbers, or else by the lines between them."""
    lines = _readers_part(lines)
    boxes = item_boxes(lines)
    body = sum(len(line.text) for line in lines)
    if body and sum(len(line.text) for line, box in zip(lines, boxes, strict=True) if box is not None) > 0.6 * body:
        return _by_box(lines, boxes)
    if not any(line.path for line in lines):
        if any(NUMBERED.match(line.text) for line in lines):
            return _by_number(lines)
        if items := _by_block(lines):
            return items
    return _by_meta(lines)


def _readers_part(lines: Sequence[Line]) -> list[Line]:
    """What readers wrote and the lines about it: in the comments' box, or else above the form."""
    part = [line for line in lines if line.in_comments]
    if not part:
        part = _beside(lines)
        begun = first(part, opens_comment) or 0  # a form above the first comment does not end them
        part = part[: first(part, lambda line: is_form(line) or bool(RIGHTS.search(line.text)), begun)]
    return [line for line in part if not is_form(line) and not is_comment_heading(line)]


def _beside(lines: Sequence[Line]) -> list[Line]:
    """The lines in the innermost box around the first that holds more than buttons; all, where there are no boxes."""
    for box in reversed(lines[0].boxes if lines else ()):
        inside = [line for line in lines if box in line.boxes]
        if any(line.block != lines[0].block and not (reads_meta(line) or is_comment_heading(line)) for line in inside):
            return inside
    return list(lines)


def _by_box(lines: Sequence[Line], boxes: Sequence[int | None]) -> list[Item]:
    """One item a box; the lines of a reply that is nested in a comment are the reply's alone."""
    items: dict[int, Item] = {}
    for line, box in zip(lines, boxes, strict=True):
        if box is not None:
            around = (items[one] for one in reversed(line.boxes[: line.boxes.index(box)]) if one in items)
            _sorted(items.setdefault(box, Item(lines=[], meta=[], within=next(around, None))), [line])
    for item in items.values():
        _give_back(item)
        _own_name(item)
    return list(items.values())


def _give_back(item: Item) -> None:
    """Where all lines of an item look like meta by their boxes' names, those that do not read so are its body."""
    if item.lines or not item.meta:
        return
    body = [line for line in item.meta if not reads_meta(line)]
    item.lines = body[1:] if len(body) > 1 else body
    item.meta = _without(item.meta, item.lines)


def _by_block(lines: Sequence[Line]) -> list[Item]:
    """Comments of a text in paragraphs of their own, each between its writer's name and what a reader may click on."""
    blocks: dict[int, list[Line]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line)
    named = [block for block in blocks.values() if len(block) > 1 and is_name_like(block[0].text)]
    whole = [block for block in named if len(block) > 2 and ACTION.match(block[-1].text.strip())]
    if len(whole) < 2 or 2 * len(named) < len(blocks):
        return []
    ends = [len(block) - (block in whole) for block in named]
    return [Item(lines=block[1:n], meta=[block[0], *block[n:]]) for block, n in zip(named, ends, strict=True)]


def _by_number(lines: Sequence[Line]) -> list[Item]:
    """Comments that are numbered in the text; the number itself is the page's."""
    items: list[Item] = []
    for line in lines:
        found = NUMBERED.match(line.text)
        if found and int(found["number"]) in {len(items) + 1, 1}:
            number, body = cut(line, found.end())
            items.append(Item(lines=[body], meta=[number]))
        elif items:
            (items[-1].meta if reads_meta(line) else items[-1].lines).append(line)
    for item in items:
        _own_head(item)
    return items


def _own_head(item: Item) -> None:
    """A first line that gives a name and a date is about the comment ("1. Ann Lee, 3 May 2031:")."""
    if len(item.lines) > 1 and (is_signature(item.lines[0])):
        item.meta.append(item.lines.pop(0))


def _by_meta(lines: Sequence[Line]) -> list[Item]:
    """A comment begins where lines about its author end, and runs to the next such lines."""
    items: list[Item] = []
    pending: list[Line] = []
    cuts = [part for whole in lines for part in without_prefix(whole)]
    headed = any(is_meta(line) and opens_comment(line) for line in cuts)
    for line, below in zip_longest(cuts, cuts[1:]):
        quotes = QUOTES.match(line.text) and any(when_of(one.text) for one in pending)
        if not quotes and (is_meta(line) or (below is not None and is_name_above(line, below))):
            pending.append(line)
            continue
        if headed and not items and not any(opens_comment(one) for one in pending):
            pending = []
            continue
        if not items or any(opens_comment(one) for one in pending):
            head = _head_of_next(items, pending)
            items.append(Item(lines=[], meta=pending[head:]))
        else:
            items[-1].meta += pending
        pending = []
        items[-1].lines.append(line)
    if items:
        items[-1].meta += pending
        while items[-1].lines and reads_so(items[-1].lines[-1]):
            items[-1].meta.append(items[-1].lines.pop())
    for item in items:
        _own_name(item)
    return items


def _own_name(item: Item) -> None:
    """A line that is the writer's name alone is about the comment."""
    name = _author(item)
    item.meta += [line for line in item.lines if name and same_words(line.text, name)]
    item.lines = _without(item.lines, item.meta)


def _without(lines: Iterable[Line], others: Iterable[Line]) -> list[Line]:
    """The lines that are not among the others."""
    starts = {line.start for line in others}
    return [line for line in lines if line.start not in starts]


def _head_of_next(items: list[Item], pending: list[Line]) -> int:
    """Where in the lines between two comments the next one's begin: a date above its author's name ends the last."""
    if not items or _dated(items[-1], None):
        return 0
    head = first(pending, lambda line: line.mark("author") is not None or is_signature(line)) or 0
    items[-1].meta += pending[:head]
    return head


def _author(item: Item) -> str | None:
    """The name that the page marks as the author's, or else the first line about the comment without its date."""
    for line in [*item.meta, *item.lines]:
        marked = line.mark("author")
        if marked and not _is_answered(marked, line.text):
            return as_name(marked)
    named = [line for line in item.meta if line.path and words_of(line.path[-1]) & NAMES]
    return next((name for line in [*named, *item.meta] if (name := _name_in(line))), None)


def _name_in(line: Line) -> str | None:
    """The name that a line about a comment holds; in a button, a title or a count there is none."""
    name = None if JOINED.match(line.text) or REPLY_TITLE.match(line.text) else as_name(line.text)
    plausible = name and not ACTION.match(name) and not name.isdigit() and len(name) <= MAX_NAME_CHARS
    return name if plausible else None


def _answered(found: re.Match[str]) -> str:
    return next(name for name in found.groups() if name).strip()


def _is_answered(name: str, text: str) -> bool:
    """Whether a line names him only as the one who is answered."""
    found = ANSWERS.search(text)
    return found is not None and _answered(found) in name


def _dated(item: Item, captured: str | None) -> str | None:
    """When it was written, by the page's words or, where they agree and say more, by its markup."""
    joined = {below.start for line, below in pairwise(item.meta) if JOINED.match(line.text)}
    own = [line for line in item.meta if line.start not in joined and not JOINED.match(line.text)]
    for line in sorted(own, key=lambda line: line.mark("datetime") is None):
        marked = as_edtf(line.mark("datetime") or "")
        printed = next((stamp.edtf for stamp in find_stamps(line.text)), None)
        dated = finer(printed, marked) or dated_ago(line.text, captured)
        if dated:
            return dated
    return None


def _answers(item: Item, writers: Collection[str]) -> str | None:
    """Whom it answers: by its own words ("@Ann"), the page's, or the comment in whose box it stands."""
    for line in [*item.meta, *item.lines[:1]]:
        found = ANSWERS.search(line.text)
        if found:
            heads = (line.text[1:end] for end in range(MAX_NAME_CHARS, 1, -1) if line.text.startswith("@"))
            return next((name for name in heads if name in writers), _answered(found))
    head = (
        item.lines[0].text if item.within and item.lines else ""
    )  # "Ann Lee you are wrong", as some sites link a name
    heads = (head[: space.start()] for space in re.finditer(" ", head[:MAX_NAME_CHARS]))
    named = (name for name in heads if " " in name and name in writers and name != _author(item))
    return next(named, _author(item.within) if item.within else None)
