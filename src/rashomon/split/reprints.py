"""Where another outlet's words begin and end within a story, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.read.boxes import tag_of, words_of
from rashomon.read.bylines import NAME, plain
from rashomon.read.opening import DATELINE, DATELINE_TAIL
from rashomon.split.lines import Line

_THE = r"(?:[Tt]he\s+)?"
_VERBS = r"reports?|reported|is reporting|has the story|has this(?: report| story)?|carries|carried|ran|runs|published|publishes|writes|wrote|says|said|tells us|notes"
INTRO = re.compile(rf"(?P<name>{_THE}{NAME})(?:['’]s? [\w ]{{1,40}})?\s+(?P<verb>{_VERBS})\b[^.?!]{{0,80}}:\s*$")
FROM = re.compile(
    rf"(?:\b[Ff]rom|\b[Vv]ia|\b[Hh]ere (?:is|are) (?:what|how)|\b[Aa]ccording to|\b[Qq]uoting|\b[Ss]ource:?|\b(?:article|report|story|dispatch|piece|text) (?:in|from|by|of))"
    rf"\s+(?P<name>{_THE}{NAME})[^.?!]{{0,60}}:\s*$"
)
CREDIT_TO = re.compile(
    rf"^\W*(?:source|via|originally (?:published|posted|appeared) (?:in|by|on|at)|first published (?:in|by|on)|reprinted (?:from|by|with)|"
    rf"this (?:article|report|story|piece|text) (?:was |is )?(?:first |originally |taken |reprinted )*(?:appeared|published|ran|from|in)(?: (?:in|on|by|at|from))?|"
    rf"courtesy of|(?:text|report|article|story) (?:from|courtesy of)|read the original (?:at|in|on))\s*:?\s+(?P<name>(?-i:{_THE}{NAME}))",
    re.I,
)
SIGNED = re.compile(rf"^\W*[—–-]\s*(?P<name>{_THE}{NAME})\W*$")
OUTLET_WORDS = re.compile(
    r"\b(?:the|news|times|wire|post|agency|press|daily|weekly|herald|tribune|gazette|tv|television|radio|broadcasting|dispatch|journal|"
    r"observer|monitor|courier|telegraph|mail|standard|star|sun|chronicle|review|bulletin|today|online|service|channel|echo|"
    r"express|independent|record|register|ledger|mirror|voice|report|reporter|argus|advertiser|examiner|inquirer|messenger|magazine)\b|\.\w{2,4}$",
    re.I,
)
QUOTE_NAMES = frozenset(
    {
        "quote",
        "quoted",
        "quotation",
        "blockquote",
        "excerpt",
        "reprint",
        "citation",
        "quotebox",
        "repost",
        "reposted",
        "bbquote",
    }
)
FIRST_PERSON = re.compile(r"(?<![\w'’])(?:I|I['’](?:m|ve|d|ll)|me|my|mine|myself|you|your)(?![\w'’])")
POINTS_READER = re.compile(r"\b(?:watch|see|read|listen|click|look)\b[^.]*\bhere\b", re.I)
OWN_LABEL = re.compile(
    r"^\W*(?:(?:my|our) (?:comments?|view|take)|comments?|editor['’]?s note|note|update|p\.?\s?s\.?|h/t|hat tip|emphasis (?:mine|added))\b\s*[:.\]]?",
    re.I,
)
LAST_WORD = re.compile(
    r"^\W*(?:so (?:much for|says?|said|far)|that (?:is|was)|thus|end of (?:quote|article)|unquote)\b", re.I
)
BARE = re.compile(rf"^(?P<name>{_THE}{NAME})[\s:]*$")
MAX_NAME_WORDS = 5
MIN_QUOTED_CHARS = 300
MIN_QUOTED_LINES = 2
REPORTING = frozenset(
    {"reports", "report", "reported", "is reporting", "carries", "carried", "ran", "runs", "published", "publishes"}
)


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
    """The outlet that a line names as the source of what follows ("The Harbour Post reports:")."""
    found = INTRO.search(text)
    if found:
        name = found["name"].strip().removeprefix("the ")
        return name if found["verb"] in REPORTING or OUTLET_WORDS.search(name) else None
    found = FROM.search(text)
    return found["name"].strip().removeprefix("the ") if found and OUTLET_WORDS.search(found["name"]) else None


def agency_of(text: str) -> str | None:
    """The agency that a dateline names."""
    found = DATELINE.match(text) or DATELINE_TAIL.match(text)
    return found["agency"].strip() if found and found["agency"] else None


def is_short_for(short: str, full: str | None) -> bool:
    """Whether a name can be short for another: its words are among the other's, or its letters run through them."""
    if not full:
        return False
    left, right = plain(short).split(), plain(full).split()
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
    for box in dict.fromkeys(number for line in lines if (number := in_quote(line)) is not None):
        inside = [n for n, line in enumerate(lines) if box in line.boxes]
        name = _named_for(lines, inside, publisher)
        if name and _is_long([lines[n] for n in inside]):
            out |= dict.fromkeys(inside, name)
    return out


def in_quote(line: Line) -> int | None:
    """The outermost quotation box around a line, if there is one."""
    names = zip(line.path, line.boxes, strict=True)
    return next((box for name, box in names if tag_of(name) == "blockquote" or words_of(name) & QUOTE_NAMES), None)


def _is_long(lines: Sequence[Line]) -> bool:
    return len(lines) >= MIN_QUOTED_LINES or sum(len(line.text) for line in lines) >= MIN_QUOTED_CHARS


def _named_for(lines: Sequence[Line], inside: Sequence[int], publisher: str | None) -> str | None:
    """The outlet that is named for a quotation box: in the line before it, under it, or in its dateline."""
    before = lines[inside[0] - 1].text if inside[0] else ""
    name = outlet_in_intro(before) or outlet_in_intro(lines[inside[0]].text)
    below = [lines[inside[-1]].text, *(line.text for line in lines[inside[-1] + 1 : inside[-1] + 2])]
    signed = next((found["name"] for text in below if (found := CREDIT_TO.match(text) or SIGNED.match(text))), None)
    agency = next((agency for n in inside[:3] if (agency := agency_of(lines[n].text))), None)
    return name or signed or (agency if agency and not is_short_for(agency, publisher) else None)


def _announced(lines: Sequence[Line], publisher: str | None) -> dict[int, str | None]:
    """The lines after one that announces them, to where the page's own words begin again."""
    for n, line in enumerate(lines[:-1]):
        name = outlet_in_intro(line.text)
        if name and not is_short_for(name, publisher):
            return dict.fromkeys(range(n + 1, _stop(lines, n + 1, name)), name)
    return {}


def _stop(lines: Sequence[Line], start: int, name: str) -> int:
    """Where the page's own words begin again."""
    return next((k for k in range(start, len(lines)) if begins_own_words(lines[k], name)), len(lines))


def _credited(lines: Sequence[Line], publisher: str | None) -> dict[int, str | None]:
    """The whole story, where its dateline or a line under it names another outlet than the page's."""
    name = agency_of(lines[0].text) if lines else None
    last = next((found["name"] for line in lines[-2:] if (found := CREDIT_TO.match(line.text))), None)
    name = last or name
    if not name or publisher is None or is_short_for(name, publisher):
        return {}
    return dict.fromkeys(range(len(lines)), name)
