"""What is no part of a story: navigation, bylines, share bars, boxes about other stories, forms, feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import islice

from rashomon.read.boxes import CALLED, tag_of
from rashomon.read.bylines import is_byline, plain
from rashomon.read.opening import CREDIT, FORM_WORDS, SENTENCE_END, is_take_note
from rashomon.read.stamps import AGO, clock_of, find_stamps
from rashomon.split.lines import Line, one_of
from rashomon.split.reprints import is_short_for

_TAGS = "nav aside footer form figcaption button select textarea noscript dialog menu"
TAGS = frozenset(_TAGS.split())
NAMES = CALLED["furniture"]
WEAK_NAMES = CALLED["weak"]
_BOX = re.compile(r"(?:box|bar|wrap|wrapper|block|links?|list|area|container|section|module|panel|info|item|row)$")
READ_ALSO = one_of(
    r"""
    (?:read|see|watch|listen|look)(?: (?:also|more|next|on|now|too|as well))?
    also(?: (?:in|on|read|see)\b[^:]*)?
    more (?:on|from|in|about)\b[^:.]*
    related(?: \w+)?
    recommended(?: for you)?
    don['’]?t miss
    (?:continue|keep) reading
    editor['’]?s['’]? picks?
    in pictures|gallery|live ?blog|explainer
    most (?:read|viewed|watched|popular|shared|commented)
    (?:you )?(?:may|might) also like
    trending(?: now)?
    (?:also )?in this (?:story|issue)
    elsewhere on\b[^:]*
    previous(?:ly)?|next|newer|older
    (?:summary|highlights|at a glance|in brief|contents|key (?:points|events|moments)|live (?:reporting|feed|updates))
    """,
    before=r"^\W*",
    after=r"\s*(?::|»|>|→|$)",
)
APPEAL = one_of(
    r"""
    sign up (?:for|to|here)|subscribe (?:to|now|today|for)|our (?:free |daily |weekly )*newsletter
    support (?:our|us|independent)|become a (?:member|supporter|patron|subscriber)
    follow us|join (?:our|us on)|share this|download (?:our|the) app
    send (?:us )?(?:a |your )?(?:tips?|letters)\b|(?:send|write|report) (?:it |them )?to us\b
    make a donation|donate (?:now|today|here)
    """,
    before=r"\b",
)
NOTICE = one_of(
    r"""
    ^advertisement\b|please (?:log ?in|sign (?:in|up)|register)\b|sponsored content|^log ?in to|^click here to
    (?:page|site|website|we) uses? cookies|accept (?:all )?cookies
    (?:interview|conversation|transcript) (?:has been|was|is) (?:\w+ ){0,3}(?:edited|condensed|shortened|generated)
    transcript\b.*\bcopy may not be\b
    """
)
FILED = one_of(
    r"""
    this entry was posted|posted (?:in|on|at|by|under)\b|filed (?:under|in|to)\b
    categor(?:y|ies)\b|tags?\s*:|tagged\b|labels?\s*:|topics?\s*:|keywords?\s*:
    bookmark the|permalink|leave a (?:comment|reply)|no comments\b|\d+ (?:comments?|shares?|views?|likes?)$
    share(?: (?:this|on|via|it|with)\b.{0,40})?\W*$|print$|e-?mail(?: this)?$|tweet$|copy link|link copied|save$
    (?:first |last )?(?:published|updated|modified|changed|edited)\s*(?::|on\b|at\b|by\b|\d)
    reading time|\d+[ -]min(?:ute)?s?(?: read)?$|listen to this
    photo(?:graph)?s?\s*:|images?\s*:|pictures?\s*:|archive (?:picture|photo)
    (?:reporting|writing|speaking) from\b|edited by\b|return to\b|who is online|powered by\b|jump to\b|all times are\b
    click to (?:share|print|e-?mail)\b|back to top|all rights reserved|(?:next|previous) (?:post|story|article)
    """,
    before=r"^\W*",
)
CONTACT = one_of(
    r"""
    (?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+
    \b(?:tel|phone|telephone|fax|e-?mail|mobile)\b\.?\s*:
    \+\d[\d ()-]{6,}
    (?:^|[.!?] +)(?:for )?(?:(?:further|more|media|press|all) )*(?:in|en)quiries\b
    (?:^|[.!?] +)(?:for )(?:(?:further|more|media|press|all) )*(?:information|details|questions|queries)\b
    \bfor the (?:press|media)\s*:
    ^press (?:office|service|desk|contact)\b|^(?:media )?contacts?\b
    https?://\S+$|^www\.\S+$
    """
)
RIGHTS = one_of(
    r"""
    ^\W*©|^\(c\)|\bcopyright\b|\ball rights reserved\b|\brepublication\b
    \breprint(?:s|ed|ing)? (?:is|are|with|by|permitted|welcome)\b
    \bmay not be (?:reproduced|republished|copied)\b
    \bthis (?:message|e-?mail|transmission) (?:is|and any|may)\b
    \bintended (?:solely )?for the addressee\b
    """
)
# After such a line nothing more of the story comes.
END = re.compile(
    r"^\W{0,20}(?:transcript ends|end(?: of (?:statement|message|text|release|transcript))?s?|-\s*30\s*-|#\s*#\s*#|"
    r"#{3}|\*\s*\*\s*\*)\W{0,80}$",
    re.I,
)
FOOT_HEADING = one_of(
    r"""
    about\b(?! \d)[^.!?]{0,60}
    (?:press |media )?contacts?|contact us|your questions
    notes? (?:to|for) (?:the )?editors?
    for (?:more|further) information
    """,
    before=r"^\W*",
    after=r"[\s:]*$",
)
PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|p\.|seite|col(?:umn|\.))\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,3})?\W{0,80}$|"
    r".{0,60}\bpage \d{1,3}(?: of \d{1,3})?[^\w.!?]{0,80}$",
    re.I,
)
BRACKETED = re.compile(r"^(?:\[[^\]]*\]\s*){2,}$")
SIGN_OFF = one_of(
    r"""
    yours (?:faithfully|sincerely|truly)|faithfully yours
    (?:with |kind |best |warm )*(?:regards|wishes|greetings)
    sincerely|respectfully|cordially|signed|with (?:thanks|respect)
    """,
    before="^",
    after=r"\b.{0,30}$",
)
ABOUT_ITSELF = re.compile(
    r"\W*(?:(?:is|are|was) (?:an?|the|funded|founded|financed|supported|published|edited|run|registered|owned|licensed|"
    r"independent|non-?profit|part of|available)\b|has (?:no|been publishing)\b|takes no\b|publishes\b|welcomes\b|"
    r", founded\b)",
    re.I,
)
ABOUT_WRITER = (
    r"(?:, \d+,)? (?:is (?:an?|the|our)\b|covers\b|writes\b|reports (?:on|from)\b|has (?:covered|written)\b|"
    r"can be reached\b|teaches\b|works\b|edits\b|tweets\b|joined\b|lives in\b)"
)
NOON = re.compile(r"\b([ap])\.\s?m\.", re.I)
ON_BEHALF = re.compile(r"^(?:for and )?(?:for|on behalf of|by order of) the [\w ]{2,40}[:,]\s", re.I)
LINKED_SHARE = 0.6
BUTTON_SHARE = 0.9
STAMP_WORDS = 14
STAMP_SENTENCE_WORDS = 5
MAX_META_WORDS = 25
MAX_AUTHORS = 50  # looked for in each line
MAX_APPEAL_WORDS = 8
MAX_FURNITURE_CHARS = 400
LONG_PARAGRAPH = 200
MAX_CONTACT_WORDS = 40


def is_furniture(line: Line, wrappers: Collection[int] = ()) -> bool:
    """Whether a line within the story's box is none of the story.

    The names of its boxes speak, but not of those that wrap most of the story ("post category-sea"). A line that is
    mostly links leads to other stories.
    """
    inside = line.beyond(wrappers)
    names = inside.names - WEAK_NAMES if len(line.text) > LONG_PARAGRAPH else inside.names
    named = inside.tags & TAGS or any(_is_furniture_name(word) for word in names)
    return bool(named) or line.linked > LINKED_SHARE or reads_so(line)


def link_boxes(lines: Iterable[Line]) -> frozenset[int]:
    """The boxes that lead elsewhere: most of their words are links, or they hold a form, or a heading and a button."""
    held: Counter[int] = Counter()
    linked: Counter[int] = Counter()
    forms: set[int] = set()
    headed: set[int] = set()
    pressed: set[int] = set()
    for line in lines:
        headed.update(line.boxes[-2:-1] if line.tags & {"h2", "h3", "h4", "h5"} else ())
        pressed.update(line.boxes[-2:] if line.linked > BUTTON_SHARE and not line.mark("datetime") else ())
        held.update(dict.fromkeys(line.boxes, len(line.text)))
        linked.update(dict.fromkeys(line.boxes, round(line.linked * len(line.text))))
        tags = [tag_of(name) for name in line.path]
        forms.update(line.boxes[tags.index("form") - 1 : tags.index("form")] if "form" in tags[1:] else ())
    calls = {box for box in headed & pressed if held[box] <= MAX_FURNITURE_CHARS}
    return frozenset(box for box, n in held.items() if linked[box] > LINKED_SHARE * n or box in forms | calls)


@lru_cache(maxsize=65_536)
def _is_furniture_name(word: str) -> bool:
    return word in NAMES or _BOX.sub("", word) in NAMES


def reads_so(line: Line) -> bool:
    """Whether a line reads as furniture, whatever its boxes are called."""
    text = line.text.strip()
    if len(text) > MAX_FURNITURE_CHARS:
        return False
    if (
        clock_of(text)
        or CREDIT.match(text)
        or PAGE_NUMBER.match(text)
        or is_take_note(text)
        or BRACKETED.match(text)
        or is_byline(text)
    ):
        return True
    short = len(text.split()) <= MAX_META_WORDS
    if short and (READ_ALSO.match(text) or _is_filing(text) or NOTICE.search(text)):
        return True
    if line.linked:
        return short and APPEAL.search(line.unquoted) is not None
    return len(text.split()) <= MAX_APPEAL_WORDS and APPEAL.match(text) is not None


def _is_filing(text: str) -> bool:
    """Whether a line says where a story is filed; a sentence that opens with such a word is none."""
    return FILED.match(text) is not None and (not SENTENCE_END.search(text) or text.lower().startswith("this entry"))


def is_stamp(text: str) -> bool:
    """Whether a line gives a date (with a place, a desk, a form) and no sentence."""
    words = len(text.split())
    text = NOON.sub(r"\1m", text)  # the point of "p.m." ends no sentence
    if words > STAMP_WORDS or (words > STAMP_SENTENCE_WORDS and re.search(r"[.!?][\"'”’)]*$", text)):
        return False
    return bool(find_stamps(text) or AGO.search(text)) or (bool(FORM_WORDS.match(text)) and words <= 8)


def only_names(text: str, names: Iterable[str]) -> bool:
    """Whether a line holds the names of the page's authors, and next to nothing else."""
    left = plain(text)
    for name in sorted(map(plain, islice(names, MAX_AUTHORS)), key=len, reverse=True):
        left = left.replace(name, " ") if name else left
    return left != plain(text) and len(re.sub(r"\b(?:by|and|in|for|the|from)\b", "", left).split()) <= 2


def is_tail(line: Line, publisher: str | None, wrappers: Collection[int] = ()) -> bool:
    """Whether a line at the foot of a story is none of it: credits, rights, addresses, words about the publisher."""
    text = line.text.strip()
    if (
        is_furniture(line, wrappers)
        or is_stamp(text)
        or RIGHTS.search(line.unquoted)
        or END.match(text)
        or SIGN_OFF.match(text)
        or (ON_BEHALF.match(text) and not SENTENCE_END.search(text))
    ):
        return True
    if line.text.isupper() and re.search(r"\d", text) and not SENTENCE_END.search(text):
        return True  # an agency's date and time, a reference number
    if re.fullmatch(r"\(?(?:editing|reporting|writing)\b[^.]*\)?", text, re.I) or _is_signature(text, publisher):
        return True
    contact = len(text.split()) <= MAX_CONTACT_WORDS and bool(CONTACT.search(line.unquoted))
    return contact or _speaks_of_publisher(text, publisher)


def speaks_of_author(text: str, authors: Iterable[str]) -> bool:
    """Whether a line says who the writer of the page is ("Ann Lee covers ports.")."""
    return any(re.match(rf"\W*{re.escape(name)}\b{ABOUT_WRITER}", text) for name in authors)


def _is_signature(text: str, publisher: str | None) -> bool:
    found = re.fullmatch(r"[-–—]+\s*(?P<name>[^.!?]{2,40})", text)
    return found is not None and is_short_for(found["name"], publisher)


def _speaks_of_publisher(text: str, publisher: str | None) -> bool:
    """Words on who the publisher is, or his address; what he calls for and says he did is the story."""
    opens = re.match(rf"\W*(?:the )?{re.escape(publisher)}\b", text, re.I) if publisher else None
    if opens is None:
        return False
    rest = text[opens.end() :]
    address = re.match(r"\s*[,|·•-]", rest) and not re.match(r"[^.!?]*+[.!?].+[.!?]$", rest)
    return bool(ABOUT_ITSELF.match(rest)) or bool(address) or plain(rest) == ""
