"""Where another outlet's words begin and end within a story, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.read.boxes import CALLED, tag_of, words_of
from rashomon.read.bylines import NAME, OUTLET_WORDS, plain
from rashomon.read.opening import COPYRIGHT, DATELINE, DATELINE_TAIL
from rashomon.split.lines import Line, one_of

_THE = r"(?:[Tt]he\s+)?"
_NAMED = rf"(?<![\w'’.-])(?P<name>(?-i:{_THE}{NAME}))"
# "The Quay Gazette reports:" and "says the Gazette's Ann Lee, in a long piece:"
INTRO = re.compile(
    rf"{_NAMED}(?:['’]s? [\w ]{{1,40}})?\s+"
    r"(?P<verb>reports?|reported|is reporting|has (?:the|this) (?:story|report)|has this|carries|carried|ran|runs|"
    r"published|publishes|put out|issued|released|writes|wrote|says|said|tells us|notes)\b(?P<rest>[^.?!]{0,80}):\s*$",
    re.I,
)
_OF_THE_DAY = r"(?: (?:today|yesterday|\w+day|this morning|last week)['’]s)?"
FROM = re.compile(
    rf"(?:\bfrom{_OF_THE_DAY}|\bvia|\bhere (?:is|are) (?:what|how)|\baccording to|\bquoting|\bsource:?|"
    rf"\b(?:article|report|story|dispatch|piece|text) (?:in|from|by|of))\s+{_NAMED}[^.?!]{{0,60}}:\s*$",
    re.I,
)
_THIS = "(?:(?:this|the) (?:article|report|story|piece|post) (?:(?:is|was|has|been|here) )*)?"
_AGAIN = "(?:re-?published|re-?printed|reproduced|syndicated)"
CREDIT_TO = one_of(
    rf"""
    source|via|courtesy of|(?:text|report|article|story) (?:from|courtesy of)
    {_THIS}{_AGAIN} (?:here )?(?:from|by|with|courtesy of)|{_THIS}{_AGAIN} with (?:the )?permission (?:from|of|by)
    originally (?:published|posted|appeared) (?:in|by|on|at)|first published (?:in|by|on)|read the original (?:at|in|on)
    this (?:article|report|story|piece) (?:(?:was|first|originally) )*(?:appeared|published|ran) (?:in|on|by|at)
    """,
    before=r"^\W*",
    after=rf"\s*:?\s+{_NAMED}",
)
SIGNED = re.compile(rf"^\W*[—–-]\s*(?P<name>{_THE}{NAME})\W{{0,20}}$")
OFFICES = one_of(
    r"""
    minist(?:er|ry)|government|president|police|court|council|commission|committee|department|office|army|navy|party|union
    company|hospital|spokes\w+|chief|captain|colonel|general|judge|mayor|governor|lawyer|board|service|authority|bank
    """,
    before=r"\b(?:",
    after=r")\b",
)
QUOTE_NAMES = CALLED["quotation"]
FIRST_PERSON = re.compile(r"(?<![\w'’])(?:I|I['’](?:m|ve|d|ll)|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Yy]ou|[Yy]our)(?![\w'’])")
POINTS_READER = re.compile(r"\b(?:watch|see|read|listen|click|look)\b[^.]*\bhere\b", re.I)
OWN_LABEL = re.compile(
    r"^\W*(?:(?:my|our) (?:comments?|view|take)|comments?|editor['’]?s note|note|update|p\.?\s?s\.?|h/t|hat tip|"
    r"emphasis (?:mine|added))\b\s*[:.\]]",
    re.I,
)
LAST_WORD = re.compile(
    r"^\W*(?:so (?:much for|says?|said|far|that)|that (?:is|was)|thus|end of (?:quote|article)|unquote)\b", re.I
)
BARE = re.compile(rf"^(?P<name>{_THE}{NAME})[\s:]*$")
MAX_NAME_WORDS = 5
MIN_QUOTED_CHARS = 300
MIN_QUOTED_LINES = 2
MIN_PIECES = 3
REPORTING = frozenset({"report", "reports", "reported", "is reporting", "has this"})
MAX_WORDS_TO_COLON = 3
MAX_INTRO_WORDS = 14
MAX_CREDIT_WORDS = 25
OPENS_QUOTED = re.compile(r"^\s*[“\"«„]")


def reprinted(lines: Sequence[Line], publisher: str | None, outlet: str | None = None) -> dict[int, str | None]:
    """Which of a story's lines are another outlet's, by index, and its name.

    A quotation box counts where an outlet is named for it (before it, in its dateline, under it); words that are
    quoted from a person are the story's. Without a box, the other's words run to where the page's own begin again.
    """
    if outlet:
        return dict.fromkeys(range(_stop(lines, 0, outlet)), outlet)
    out = _boxed(lines, publisher) or _announced(lines, publisher)
    return out or _credited(lines, publisher)


def bare_outlet(text: str) -> str | None:
    """The outlet's name, if a line is nothing else."""
    found = BARE.match(text.strip())
    name = found["name"] if found else ""
    return name if OUTLET_WORDS.search(name) and len(name.split()) <= MAX_NAME_WORDS else None


def outlet_in_intro(text: str) -> str | None:
    """The outlet that a line names as the source of what follows ("The Harbour Post reports:").

    A name that is like no outlet's counts only if it is said to report, at once before the colon, and is no office.
    """
    found = INTRO.search(text)
    if found:
        name = found["name"].strip().removeprefix("the ")
        at_once = found["verb"].lower() in REPORTING and len(found["rest"].split()) <= MAX_WORDS_TO_COLON
        return name if OUTLET_WORDS.search(name) or (at_once and not OFFICES.search(name)) else None
    found = FROM.search(text)
    return found["name"].strip().removeprefix("the ") if found and OUTLET_WORDS.search(found["name"]) else None


def is_institution(name: str) -> bool:
    """Whether a name is an outlet's or an office's, and no person's."""
    return bool(OUTLET_WORDS.search(name) or OFFICES.search(name))


def credits_outlet(text: str) -> bool:
    """Whether a line only names the outlet that the story is taken from."""
    return CREDIT_TO.match(text) is not None and len(text.split()) <= MAX_CREDIT_WORDS


def agency_of(text: str) -> str | None:
    """The agency that a dateline names."""
    found = DATELINE.match(text) or DATELINE_TAIL.match(text)
    return found["agency"].strip() if found and found["agency"] else None


def is_short_for(short: str, full: str | None) -> bool:
    """Whether a name can be short for another: its words are among the other's, or its letters run through them."""
    if not full:
        return False
    left, right = (plain(re.sub(r"^the\s+", "", name, flags=re.I)).split() for name in (short, full))
    if not left or not right:
        return False
    if set(left) <= set(right) or set(right) <= set(left):
        return True
    letters = iter("".join(right))
    return len(left) == 1 and right[0][0] == left[0][0] and all(letter in letters for letter in left[0])


def begins_own_words(line: Line, voice: str | None) -> bool:
    """Whether the page's author speaks again after a reprint that no box holds."""
    plain_words = line.unquoted
    if FIRST_PERSON.search(plain_words) or POINTS_READER.search(plain_words) or OWN_LABEL.match(line.text):
        return True
    return bool(LAST_WORD.match(line.text)) and bool(voice) and plain(voice or "") in plain(line.text)


def _boxed(lines: Sequence[Line], publisher: str | None) -> dict[int, str | None]:
    out: dict[int, str | None] = {}
    boxes: dict[int, list[int]] = {}
    for n, line in enumerate(lines):
        if (box := in_quote(line)) is not None:
            boxes.setdefault(box, []).append(n)
    going_on = _taken_apart(lines, list(boxes.values()), publisher)
    for inside in boxes.values():
        name = _named_for(lines, inside, publisher)
        if name and _is_long([lines[n] for n in inside]):
            out |= dict.fromkeys(inside, name)
        elif going_on and not name:
            out |= dict.fromkeys(inside, going_on)
    return out


def _taken_apart(lines: Sequence[Line], boxes: Sequence[Sequence[int]], publisher: str | None) -> str | None:
    """The outlet whose article a page quotes piece by piece, its own words between: the one named above the first.

    A piece above which somebody is quoted ("He said:") is none.
    """
    between = [lines[inside[0] - 1].text for inside in boxes if inside[0]]
    chars = sum(len(lines[n].text) for inside in boxes for n in inside)
    if len(boxes) < MIN_PIECES or chars < MIN_QUOTED_CHARS or any(text.endswith(":") for text in between[1:]):
        return None
    above = " ".join(line.text for line in lines[: boxes[0][0]])
    outlets = [found[0] for found in re.finditer(NAME, above) if OUTLET_WORDS.search(found[0])]
    outlet = re.sub(r"^The\s+|['’]s?$", "", outlets[-1]) if outlets else None
    return outlet if outlet and not is_short_for(outlet, publisher) else None


def in_quote(line: Line) -> int | None:
    """The outermost quotation box around a line, if there is one."""
    return next(iter(in_quotes(line)), None)


def in_quotes(line: Line) -> list[int]:
    """The quotation boxes around a line, from the outermost in."""
    names = zip(line.path, line.boxes, strict=True)
    return [box for name, box in names if tag_of(name) == "blockquote" or words_of(name) & QUOTE_NAMES]


def _is_long(lines: Sequence[Line]) -> bool:
    return len(lines) >= MIN_QUOTED_LINES or sum(len(line.text) for line in lines) >= MIN_QUOTED_CHARS


def _named_for(lines: Sequence[Line], inside: Sequence[int], publisher: str | None) -> str | None:
    """The outlet that is named for a quotation box: in the line before it, under it, or in its dateline."""
    before = lines[inside[0] - 1].text if inside[0] else ""
    name = outlet_in_intro(before) or outlet_in_intro(lines[inside[0]].text)
    below = [lines[inside[-1]].text, *(line.text for line in lines[inside[-1] + 1 : inside[-1] + 2])]
    signed = next((found["name"] for text in below if (found := CREDIT_TO.match(text) or SIGNED.match(text))), None)
    agency = next((agency for n in inside[:3] if (agency := agency_of(lines[n].text))), None)
    foreign = agency if agency and not is_short_for(agency, publisher) else None
    return name or signed or foreign or _named_before(before, [lines[n] for n in inside])


def _named_before(text: str, inside: Sequence[Line]) -> str | None:
    """Who is named, in the line before a quotation of several paragraphs, as an outlet or as the one who says them."""
    if len(inside) < MIN_QUOTED_LINES or sum(len(line.text) for line in inside) < MIN_QUOTED_CHARS:
        return None
    sentence = _last_sentence(text)
    outlets = [found[0] for found in re.finditer(NAME, sentence) if OUTLET_WORDS.search(found[0])]
    if outlets:
        return re.sub(r"['’]s?$", "", outlets[-1])
    said = INTRO.search(text) or FROM.search(text)
    return said["name"].strip().removeprefix("the ") if said else None


def _announced(lines: Sequence[Line], publisher: str | None) -> dict[int, str | None]:
    """The lines after one that announces them, to where the page's own words begin again."""
    for n, line in enumerate(lines[:-1]):
        name = outlet_in_intro(line.text)
        if name and not is_short_for(name, publisher) and len(_last_sentence(line.text).split()) <= MAX_INTRO_WORDS:
            return dict.fromkeys(range(n + 1, _stop(lines, n + 1, name)), name)
    return {}


def _stop(lines: Sequence[Line], start: int, name: str) -> int:
    """Where the page's own words begin again; what is set between quotation marks ends with them."""
    quoted = start < len(lines) and OPENS_QUOTED.match(lines[start].text) and lines[start].unquoted.strip(" .,") == ""
    for n in range(start, len(lines)):
        over = not OPENS_QUOTED.match(lines[n].text) if quoted else begins_own_words(lines[n], name)
        if over:
            return n
    return len(lines)


def _last_sentence(text: str) -> str:
    return re.split(r"[.!?][\"'”’)]*\s+", text.strip())[-1]


def _credited(lines: Sequence[Line], publisher: str | None) -> dict[int, str | None]:
    """The whole story, where its dateline or a line at either end of it names another outlet than the page's."""
    agency = agency_of(lines[0].text) if lines else None
    name = next((named for line in [*lines[-2:], *lines[:2]] if (named := credited(line.text))), None)
    stop = len(lines) if name or not agency else _stop(lines, 0, agency)
    name = name or agency
    if not name or publisher is None or is_short_for(name, publisher):
        return {}
    return dict.fromkeys(range(stop), name)


def credited(text: str) -> str | None:
    """The outlet that a line names as the one from which the story is taken, or which holds the rights in it."""
    if not credits_outlet(text):
        return None
    found = CREDIT_TO.match(text)
    return found["name"].strip(" .,").removeprefix("the ") if found else None


def rights_held_by(text: str) -> str | None:
    """The outlet that a line names as the holder of the rights."""
    found = COPYRIGHT.search(text)
    name = " ".join(found["name"].split()) if found else ""
    return name if OUTLET_WORDS.search(name) and len(name.split()) <= MAX_NAME_WORDS else None


def in_full(name: str | None, text: str) -> str | None:
    """An outlet's name as the page has it in full, where it is given by its initials ("PP": "Pelagic Press")."""
    if not name or not (name.isupper() and name.isalpha() and len(name) > 1):
        return name
    words = r"\s+".join(rf"{letter}[\w'’-]+" for letter in name)
    return next((found[0] for found in re.finditer(rf"\b{words}\b", text) if OUTLET_WORDS.search(found[0])), name)
