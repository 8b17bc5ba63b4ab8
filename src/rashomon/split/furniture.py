"""What is no part of a story: navigation, bylines, share bars, boxes about other stories, forms, feet."""

from __future__ import annotations

import re

from rashomon.read.bylines import is_byline, plain
from rashomon.read.opening import CREDIT, FORM_WORDS, SLUG
from rashomon.read.stamps import AGO, find_stamps
from rashomon.split.lines import Line

TAGS = frozenset(
    {"nav", "aside", "footer", "form", "figcaption", "button", "select", "textarea", "noscript", "dialog", "menu"}
)
_NAMES = (
    "nav navigation navbar menu breadcrumb breadcrumbs crumbs sidebar side widget widgets share sharing sharedaddy "
    "social related recommended recommendations promo promos advert adverts advertisement advertising ad ads sponsor "
    "sponsored newsletter subscribe subscription signup login signin logon register cookie cookies consent banner "
    "ticker toolbar pagination pager tags tagged taglist category categories byline bylines dateline meta metadata "
    "timestamp posted stamp auth author authorbox caption credit credits teaser teasers popular trending mostread "
    "mostviewed paywall donate donation insert breakout readmore seealso skip search print tools utility utilities "
    "colophon copyright footer foot disclaimer legal masthead logo languages lang sitemap archive archives blogroll "
    "poll rating ratings vote votes share addthis jp likes followus follow related-posts hidden noprint by pubdate "
    "publine info-bar topbar statusbar kicker"
)
NAMES = frozenset(_NAMES.split())
READ_ALSO = re.compile(
    r"^\W*(?:(?:read|see|watch|listen|look)(?: (?:also|more|next|on|now|too))?|also(?: (?:in|on|read|see)\b[^:]*)?|more(?: on| from| in| about)?\b[^:.]*|"
    r"related(?: \w+)?|recommended(?: for you)?|don'?t miss|continue reading|editor'?s? picks?|in pictures|gallery|live ?blog|"
    r"explainer|background|most (?:read|viewed|watched|popular)|you (?:may|might) also like|trending|in this (?:story|issue)|"
    r"elsewhere on|previous(?:ly)?|next|newer|older)\s*(?::|»|>|→|$)",
    re.I,
)
APPEAL = re.compile(
    r"\b(?:sign up (?:for|to)|subscribe (?:to|now|today|for)|support (?:our|us|independent)|become a (?:member|supporter|patron)|"
    r"follow us|join (?:our|us on)|our newsletter|download (?:our|the) app|share this|send (?:us )?(?:your )?(?:tips|letters)|"
    r"make a donation|donate (?:now|today|here)|keep reading|advertisement|sponsored content|log ?in to|click here to|"
    r"this (?:page|site|website) uses cookies|accept (?:all )?cookies)\b",
    re.I,
)
FILED = re.compile(
    r"^\W*(?:this entry was posted|posted (?:in|on|at|by|under)|filed (?:under|in|to)|categor(?:y|ies)\b|tags?\s*:|tagged\b|labels?\s*:|"
    r"topics?\s*:|keywords?\s*:|bookmark the|permalink|leave a (?:comment|reply)|no comments\b|\d+ comments?$|share\b.{0,40}$|print$|"
    r"e-?mail(?: this)?$|tweet$|copy link|link copied|published\b|(?:last )?(?:updated|modified|changed|edited)\b|first published|"
    r"reading time|\d+ min(?:ute)?s?(?: read)?$|listen to this|photo(?:graph)?s?\s*:|image\s*:|pictures?\s*:|archive (?:picture|photo)|getty images|"
    r"back to top|all rights reserved|next (?:post|story|article)|previous (?:post|story|article))",
    re.I,
)
CONTACT = re.compile(
    r"(?:[\w.+-]+@[\w-]+\.[\w.-]+|\b(?:tel|phone|fax|e-?mail|mobile)\b\.?\s*:|\+\d[\d ()-]{6,}|"
    r"\b(?:for|all|media|press|further) (?:\w+ )?(?:inquiries|enquiries|information|details|questions|queries)\b|"
    r"^(?:press |media )?contacts?\b|https?://\S+$|^www\.\S+$)",
    re.I,
)
RIGHTS = re.compile(
    r"(?:^\W*©|^\(c\)|\bcopyright\b|\ball rights reserved\b|\brepublication\b|\breprint(?:s|ed|ing)? (?:is|are|with|by|permitted|welcome)\b|"
    r"\bmay (?:be shortened|not be reproduced)\b|\bthis (?:message|e-?mail|transmission) (?:is|and any|may)\b|\bintended (?:solely )?for the addressee\b)",
    re.I,
)
TAIL = re.compile(
    r"^\W*(?:-?\s*(?:ends?|30)\s*-?|#{2,}|\*\s*\*\s*\*|notes? (?:to|for) editors?:?|about (?:us|the author)\b.*)\W*$",
    re.I,
)
PAGE_NUMBER = re.compile(r"^\W*(?:(?:page|p\.|seite)\s*)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?\W*$", re.I)
SALUTATION = re.compile(
    r"^(?:dear|hello|hi|to whom it may concern|ladies and gentlemen|good (?:morning|day|evening))\b[^.!?]{0,60}[,:]?$",
    re.I,
)
SIGN_OFF = re.compile(
    r"^(?:yours (?:faithfully|sincerely|truly)|(?:with |kind |best |warm )*(?:regards|wishes|greetings)|sincerely|respectfully|"
    r"faithfully yours|with (?:thanks|respect)|cordially|signed)\b.{0,30}$",
    re.I,
)
_ABOUT_VERBS = (
    r"(?:is|are|was) (?:an?|the|funded|founded|financed|supported|published|edited|run|registered|owned|licensed|"
    r"independent|non-?profit|part of|available)\b|has (?:no|been publishing)\b|takes no\b|publishes\b|welcomes\b|, founded\b"
)
LINKED_SHARE = 0.6
STAMP_WORDS = 14
MAX_META_WORDS = 25


def is_furniture(line: Line, box: int | None = None) -> bool:
    """Whether a line within the story's box is none of the story.

    The names of elements speak only within the box: around it, they are of the page ("post category-sea").
    """
    inside = line.within(box)
    return bool(inside.tags & TAGS or inside.names & NAMES) or reads_so(line) or _is_link_row(line)


def _is_link_row(line: Line) -> bool:
    """Links with little between them; a sentence that is all one link is taken for a story's title too."""
    return line.linked > LINKED_SHARE


def reads_so(line: Line) -> bool:
    """Whether a line reads as furniture, whatever its boxes are called."""
    text = line.text.strip()
    words = len(text.split())
    if READ_ALSO.match(text) and words <= MAX_META_WORDS:
        return True
    if CREDIT.match(text) or PAGE_NUMBER.match(text) or SLUG.match(text) or is_byline(text):
        return True
    if words <= MAX_META_WORDS and (FILED.match(text) or APPEAL.search(line.unquoted)):
        return True
    return is_stamp(text)


def is_stamp(text: str) -> bool:
    """Whether a line gives a date (with a place, a desk, a form) and no sentence."""
    if len(text.split()) > STAMP_WORDS or (re.search(r"[.!?][\"'”’)]*$", text) and len(text.split()) > 8):
        return False
    return (
        bool(find_stamps(text)) or bool(AGO.search(text)) or (bool(FORM_WORDS.match(text)) and len(text.split()) <= 8)
    )


def is_tail(line: Line, publisher: str | None, box: int | None = None) -> bool:
    """Whether a line at the foot of a story is none of it: credits, rights, addresses, words about the publisher."""
    text = line.text.strip()
    if CREDIT.match(text) or RIGHTS.search(line.unquoted) or TAIL.match(text) or PAGE_NUMBER.match(text):
        return True
    if is_furniture(line, box) or SIGN_OFF.match(text) or re.fullmatch(r"\(?(?:editing|reporting)\b[^.]*\)?", text, re.I):
        return True
    words = len(text.split())
    return (words <= 40 and bool(CONTACT.search(line.unquoted))) or _speaks_of_publisher(text, publisher)


def _speaks_of_publisher(text: str, publisher: str | None) -> bool:
    """Words on who the publisher is, or his address; what he calls for and says he did is the story."""
    if not publisher:
        return False
    opens = re.match(rf"\W*(?:the )?{re.escape(publisher)}\b", text, re.I)
    if not opens:
        return False
    rest = text[opens.end() :]
    address = re.match(r"\s*[,|·•-]", rest) and not re.search(r"[.!?].+[.!?]$", rest)
    return bool(re.match(rf"\W*(?:{_ABOUT_VERBS})", rest, re.I)) or bool(address) or plain(rest) == ""
