"""The words of a name in Latin letters, how they sound whoever spells them, and how near two of them are."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA

EDIT_WEIGHT = 1.3  # one wrong letter in five costs 0.26; chosen on the pairs of docs/evaluation.md
FIRST_LETTER = 0.06  # what a wrong first letter costs beside: hands and ears err there least
STOP = frozenset("the of a an and for in on at de du des la le les und et y i".split())
# One sound, many spellings; in this order.
_FOLDS = tuple(
    (re.compile(old), new)
    for old, new in (
        (r"(?<=[^aeiouy])(?:off|eff|ev|yov|iov|jov|iev|yev|jev|ow)$", "ov"),
        (r"(?:ij|iy|yj|ii|ey|ei|ej|yy|y|j)$", "i"),
        (r"sch|tch|tsh", "ch"),
        (r"kh|gh|dh|th|bh", lambda found: "h" if found[0] == "kh" else found[0][0]),
        (r"ph", "f"),
        (r"dzh|dj", "j"),
        (r"ts|tz|cz", "z"),
        (r"qu", "kv"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ee|ei|ey|ie|ye|y|j", "i"),
        (r"z", "s"),
        (r"(?<=[aeiou])h$", ""),
        (r"(.)\1+", r"\1"),
    )
)
_INNER_CAPITAL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ](?:[A-ZÀ-ÖØ-Þ]|[a-zà-öø-ÿ]))")
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?|\b(?:\w\.)+\w\b")
_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower-case Latin letters, little words left out ("of", "the").

    "U.S." is one word, "VladimirSolin" are two; an apostrophe parts nothing.
    """
    text = _INNER_CAPITAL.sub(" ", name.replace("’", "'"))
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    text = re.sub(r"'s\b|['`ʿʾ]", "", anyascii(text.replace("&", " ")).lower())
    found = tuple(_WORD.findall(text))
    return tuple(word for word in found if word not in STOP) or found


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """One spelling for one sound: "yousef" and "yusuf" stay two, "glinkov" and "glinkoff" are one."""
    for old, new in _FOLDS:
        word = old.sub(new, word)
    return word


@lru_cache(maxsize=65536)
def skeleton_of(word: str) -> str:
    """The consonants: what is left in scripts that write no short vowels."""
    bare = re.sub(r"[aeiouvy]", "", sound_of(word))
    return re.sub(r"(.)\1+", r"\1", bare)


def nearness(one: str, other: str) -> float:
    """How near two spellings are, 0..1: letters wrong, missing or exchanged, by the longer one's length."""
    edits = OSA.distance(one, other)
    longest = max(len(one), len(other))
    if not longest or not edits:
        return float(longest > 0)
    near = 1 - EDIT_WEIGHT * edits / longest - FIRST_LETTER * (one[:1] != other[:1])
    return max(0.0, near)


@lru_cache(maxsize=65536)
def is_foreign(name: str) -> bool:
    """Whether the name is written in a script that does not give all its sounds letter by letter (Arabic, Chinese)."""
    return any(ord(char) > 0x58F and char.isalpha() and not 0x10A0 <= ord(char) <= 0x10FF for char in name[:60])
