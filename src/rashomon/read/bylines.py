"""Names as pages print them: who wrote it, and whose page it is."""

from __future__ import annotations

import re

from rashomon.read.stamps import find_stamps

_PARTICLE = r"(?:de|da|di|del|della|der|den|van|von|la|le|el|al|bin|ibn|ben|af|av|zu|dos|du)"
_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*|" + _PARTICLE + r"\b)"
NAME = rf"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*(?:\s+{_WORD}){{0,4}}"
_JOINED = rf"{NAME}(?:(?:\s*,\s*|\s+(?:and|&)\s+|\s*,\s*and\s+){NAME}){{0,4}}"
_WRITES = (
    r"(?:(?:posted|written|published|reported|reporting|story|words|text|a report|interview) )?by|words|text|author"
    r"|interview(?=:)|from(?=\s+[^\W\d_]\S* (?-i:[A-ZÀ-Þ])\S*(?: in .{2,30})?$)"
)
BYLINE = re.compile(rf"(?:^|[\s|·•(—–-])(?i:{_WRITES})\s*:?\s+(?P<names>{_JOINED})", re.M)
AT_START = re.compile(rf"^\W*(?i:{_WRITES})\s*:?\s+(?P<names>{_JOINED})")
BETWEEN = re.compile(r"\s*,\s*and\s+|\s*,\s*|\s+(?:and|&)\s+")
OFFICE = re.compile(
    r"\b(?:press|media|public|communications?|information|news|service|office|officer|department|desk|division|relations|"
    r"secretariat|team|unit|bureau|spokes\w+|director|head|newsletter|noreply|no-reply|info)\b",
    re.I,
)
# Nouns that newspapers, agencies and stations are called by, and few people, offices or firms.
_OUTLETS = (
    "news newspaper times wire post agency press daily weekly evening morning herald tribune gazette dispatch journal "
    "observer monitor courier telegraph mail standard star sun chronicle review bulletin today online channel echo "
    "express independent record register ledger mirror voice argus advertiser examiner inquirer messenger magazine tv "
    "television radio broadcasting"
)
OUTLET_WORDS = re.compile(rf"\b(?:{'|'.join(_OUTLETS.split())})\b|\w\.(?:com|org|net|info|[a-z]{{2}})$", re.I)
_SMALL = "a e y of the and for in on at to de la du des und der del el los las di"
SMALL_WORDS = frozenset(_SMALL.split())
MAX_BYLINE_CHARS = 160
MAX_BYLINE_WORDS = 16
MAX_ENDED_WORDS = 6  # "By Ann Lee and Bo Ek." is no sentence
NOT_A_NAME = re.compile(
    r"\b(?:staff|desk|newsroom|reporters?|correspondents?|editors?|team|admin|agenc(?:y|ies)|Posted|Published|Updated|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*",
    re.I,
)


def byline_names(line: str) -> tuple[str, ...]:
    """The names in a byline ("By Ann Lee and Bo Ek"), empty where the line is none.

    "by" within a line tells a writer only beside a date: sailors too are seized by somebody.
    """
    dated = len(line) <= MAX_BYLINE_CHARS and not _is_sentence(line) and bool(find_stamps(line))
    found = AT_START.search(line) if is_byline(line) else BYLINE.search(line) if dated else None
    if not found:
        return ()
    names = [name for one in BETWEEN.split(found["names"]) if (name := NOT_A_NAME.sub("", one).strip(" .-–—"))]
    people = [name for n, name in enumerate(names) if n == 0 or not OUTLET_WORDS.search(name)]
    return tuple(dict.fromkeys(people))  # in "Ann Lee, Lowland Press" the second is her employer


def is_byline(line: str) -> bool:
    """Whether the line opens as a byline does and does not run on as a sentence ("By Friday the toll had risen.")."""
    found = AT_START.search(line) if len(line.split()) <= MAX_BYLINE_WORDS else None
    named = found is not None and not line.rstrip().endswith(":")  # "BY MS. LEE:" opens her questions
    return found is not None and named and not _is_sentence(line) and not NOT_A_NAME.match(found["names"])


def _is_sentence(line: str) -> bool:
    return len(line.split()) > MAX_ENDED_WORDS and re.search(r"[.!?][\"'”’)]*$", line.strip()) is not None


def same_words(left: str, right: str) -> bool:
    """Whether two headings are the same but for case, marks and white space."""
    return plain(left) == plain(right) != ""


def plain(text: str) -> str:
    """Letters and digits in lower case, a space between words."""
    return " ".join(re.findall(r"\w+", text.lower()))


def title_case(name: str) -> str:
    """A name that is printed in capitals, as it would stand in a sentence; others as they are."""
    if not name.isupper():
        return name
    return " ".join(_capitalized(word, first=not n) for n, word in enumerate(name.split()))


def _capitalized(word: str, *, first: bool) -> str:
    """Small words stay small; a short form, in brackets or without a vowel ("FM"), stays in capitals."""
    if word.startswith("(") or not re.search("[AEIOUYÀ-Þ.]", word):
        return word
    return word.lower() if not first and word.lower() in SMALL_WORDS else word.capitalize()


def is_office(part: str) -> bool:
    """Whether the words name a desk within an organization ("Press Office") and not the organization."""
    return not re.sub(r"\b(?:of|and|the)\b|\W", "", OFFICE.sub("", part), flags=re.I)
