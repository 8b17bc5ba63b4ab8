"""Lines about a comment: who wrote it, when, and what a reader may do with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rashomon.read.boxes import CALLED, tag_of, words_of
from rashomon.read.stamps import CLOCK_ALONE, LOOSE, find_stamps
from rashomon.split.lines import Line, cut

SAYS = re.compile(
    r"\s*\b(?:says|said|wrote|writes|commented|replied|responds?|responded|posted|asks|asked)\b"
    r"[\s.…]*+:?\s*(?:on|at)?\s*$",
    re.I,
)
_UNIT = r" ?(?:s|m|min|h|hrs?|d|w|mo|y|yrs?)\b"  # "14 h": how long ago, beside what a reader may click on
AGE_ALONE = re.compile(rf"^\d++{_UNIT}$", re.I)
_ACTIONS = (
    rf"(?:reply(?: with quote)?|\d+{_UNIT}|"
    r"[\d.,]+ (?:likes?|replies|points?|votes?)|comment|most relevant|"
    r"likes?|liked|dislike|shares?|report(?: abuse| comment)?|flag|permalink|link|edit|delete|quote|"
    r"(?:up|down)? ?vote|thumbs up|recommend(?:ed)?|helpful|(?:show |load )?more(?: comments)?|hide|collapse|expand|"
    r"(?:older|newer) comments|click to expand|view repl(?:y|ies)|follow|top fan|author|moderator|admin|op|verified|"
    r"edited|says|said|"
    r"(?:see )?translat(?:e|ion)|pinned|new|guest|member|registered user|senior member)\b"
    rf"[\s(:·|•/]*+(?:\d++(?!{_UNIT})\)?)?[\s·|•/,)]*+"
)
ACTION = re.compile(
    rf"^(?:\W|\d++(?!{_UNIT}))*+(?:{_ACTIONS})++\W{{0,9}}$|^\W*sort(?:ed)? by\b|"
    r"^\W*(?:joined|join date|posts|location)\b\W.*$|^[\W\d]*$|^#\d+$",
    re.I,
)
# What forums print behind a name, about the one who writes: how many posts, since when.
STANDING = re.compile(
    r"\b(?:posts|messages|threads|joined|join date|registered|member since|reputation|karma)\s*:\s*\S.*$", re.I
)
NUMBERED = re.compile(r"^\s*(?:#\s?)?(?P<number>\d{1,4})[.)]\s+(?=\S)")
PARTS = CALLED["about"]
BODIES = CALLED["body"]
ITEMS = CALLED["item"]
NAMES = CALLED["writer"]
LINKED_SHARE = 0.9
MAX_BUTTON_WORDS = 6
ABOUT_ANOTHER = re.compile(r"^\W*(?:re:\s|(?:replying|in reply|in response) to\b(?:\W+\w+){1,5}\W*$)", re.I)
_WORD = re.compile(r"[a-z]+")
MAX_META_WORDS = 14
MAX_PREFIX_CHARS = 110
MAX_NAME_CHARS = 60
MAX_NAME_WORDS = 4


def opens_comment(line: Line) -> bool:
    """Whether a line about a comment names its author, or at least when it was written."""
    return line.mark("author") is not None or is_signature(line) or bool(when_of(line.text))


def without_prefix(line: Line) -> Iterator[Line]:
    """The line, cut behind a name and a date at its head ("Ann Lee (3 May 2031, 18:20): …")."""
    stamps = find_stamps(line.text[:MAX_PREFIX_CHARS])
    author = line.mark("author") or ""
    known = stamps[0].span.end if stamps else len(author) if author and line.text.startswith(author) else 0
    stop = line.text.find(":", known) if known else -1
    between = line.text[known:stop]
    if 0 < stop < len(line.text) - 1 and len(between.split()) <= 2 and not re.search(r"[.!?]", between):
        after = line.text[stop + 1 :]
        yield from cut(line, stop + 1 + len(after) - len(after.lstrip()))
    else:
        yield line


def is_meta(line: Line) -> bool:
    """Whether a line is about a comment, by the innermost box that says so or by how it reads."""
    if reads_meta(line) or _is_button(line) or line.tags & {"h1", "h2", "h3", "h4", "h5"}:
        return True
    for name in reversed(line.path):
        words = words_of(name)
        if _is_body(name):
            return False
        if words & PARTS or tag_of(name) in {"footer", "header"}:
            return True
        if words & BODIES or words & ITEMS:
            return False
    return False


@lru_cache(maxsize=65_536)
def _is_body(name: str) -> bool:
    """Whether one of an element's classes ends as a body's does ("comment-content"), and says nothing else."""
    classes = [_WORD.findall(one.lower()) for one in name.split(".")[1:]]
    return any(one and one[-1] in BODIES and not PARTS.intersection(one) for one in classes)


def _is_button(line: Line) -> bool:
    """Whether a line is a few words to click on, and no address that somebody gives."""
    return line.linked > LINKED_SHARE and len(line.text.split()) <= MAX_BUTTON_WORDS and "://" not in line.text


def is_head(line: Line) -> bool:
    """Whether a line names who wrote what it stands by, or says when."""
    if len(line.text.split()) > MAX_META_WORDS:
        return False
    called = any(words_of(name) & NAMES for name in line.path[-2:])
    marked = line.mark("author") is not None or line.mark("datetime") is not None
    return called or marked or is_signature(line) or bool(when_of(line.text))


def reads_meta(line: Line) -> bool:
    """Whether a line reads as one about a comment: a button, a name with "says:", a date alone."""
    text = line.text.strip()
    if len(text.split()) > MAX_META_WORDS:
        return False
    if ACTION.match(text) or is_signature(line) or ABOUT_ANOTHER.match(text):
        return True
    return bool(when_of(text)) and not re.search(r"[.!?…][\"'”’)]*$", text.rstrip(" ."))


def is_signature(line: Line) -> bool:
    """Whether a line is a name with "says:" or "Posts: 12" behind it, or one that the page marks as the author's."""
    text = line.text.strip()
    author = line.mark("author")
    if author and len(text) <= len(author) + 60:
        return True
    standing = STANDING.search(text)
    if standing and standing.start() > 0 and len(text.split()) <= MAX_META_WORDS:
        return True
    said = SAYS.search(undated(text))
    return bool(said and said.start() > 0 and text.endswith((":", "...", "…")) and len(text) <= MAX_NAME_CHARS + 40)


def when_of(text: str) -> str | None:
    """A full date or "3 hours ago" in a line."""
    stamps = find_stamps(text)
    if stamps:
        return stamps[0].edtf
    loose = LOOSE.search(text) or CLOCK_ALONE.match(text)
    return loose[0] if loose else None


def undated(text: str) -> str:
    """A line without its dates and the marks around them."""
    for stamp in reversed(find_stamps(text)):
        text = text[: stamp.span.start] + text[stamp.span.end :]
    return LOOSE.sub("", text).strip(" ·|•,–—-()\t")


def is_name_above(line: Line, below: Line) -> bool:
    """Whether a line can be a name, and the next is a date: so pages print who wrote what follows."""
    return bool(when_of(below.text)) and reads_meta(below) and is_name_like(line.text)


def is_name_like(text: str) -> bool:
    """Whether a line can be a name: a few words, and no mark behind them."""
    return len(text.split()) <= MAX_NAME_WORDS and not re.search(r"[.!?,;:…\"”]$", text.strip())


def as_name(text: str) -> str | None:
    """A name without what pages print about it: a number, a date, "says:", whom it answers."""
    text = NUMBERED.sub("", text)
    head = re.split(r"\s*\b(?:in (?:reply|response) to|replying to|replied to)\b", text, maxsplit=1, flags=re.I)[0]
    name = SAYS.sub("", undated(STANDING.sub("", head.strip().rstrip(":"))))
    name = re.sub(r"^\W*(?:(?:posted|submitted|written|comment) by|by|from|#\d+):?\s+", "", name, flags=re.I)
    name = re.sub(
        r"\s*\((?:not verified|guest|visitor|author|unregistered|moderator|admin)\)?\W*$", "", name, flags=re.I
    )
    name = re.sub(r"\s*\b(?:on|at|Reply|Permalink)\s*$", "", name)
    return name.strip(" ·|•,–—:()\t@»«") or None
