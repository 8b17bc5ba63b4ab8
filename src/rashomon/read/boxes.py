"""What the names of a page's elements say of what is in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from rashomon.ledger import Block

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[A-Za-z]+")
_TABLE = tomllib.loads(files("rashomon.read").joinpath("boxes.toml").read_text("utf-8"))
CALLED: Mapping[str, frozenset[str]] = {kind: frozenset(words.split()) for kind, words in _TABLE.items()}
COMMENTS = CALLED["comments"]

_COUNTED = r"(?:comments?|responses?|replies|reply|thoughts|reactions|answers|letters)"
_HEADING = re.compile(
    rf"^\W*(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|no)\s+(?:reader\s+|user\s+)?{_COUNTED}\b"
    r"(?:\s+(?:to|on|for|so far)\b.*)?|"
    rf"(?:reader|readers['’]|user|your|latest|all|join the)?\s*(?:{_COUNTED}|discussion|conversation)"
    r"(?:\s+(?:about|on) this \w++)?\s*(?:\(\d+\)|:|\d+)?|what (?:our )?readers say)\W*$",
    re.I,
)
MAX_HEADING_WORDS = 25


def heads_comments(text: str) -> bool:
    """Whether a line heads the readers' comments ("5 responses to …")."""
    return len(text.split()) <= MAX_HEADING_WORDS and _HEADING.match(text.strip()) is not None


@lru_cache(maxsize=65_536)
def tag_of(name: str) -> str:
    """The element's tag."""
    return re.split(r"[#.]", name, maxsplit=1)[0]


@lru_cache(maxsize=65_536)
def words_of(name: str) -> frozenset[str]:
    """The words of the element's id and classes, in lower case: ``div#nav-top.siteHeader``: nav, top, site, header."""
    _, _, rest = name.partition(tag_of(name))
    return frozenset(word.lower() for word in _WORDS.findall(_CAMEL.sub(" ", rest)))


def around(path: Iterable[str]) -> frozenset[str]:
    """The words of all elements around a block."""
    return frozenset().union(*(words_of(name) for name in path))


def in_comments(block: Block) -> bool:
    """Whether the names around a block say that readers comment there; the page's own body is not asked."""
    return any(words_of(name) & COMMENTS for name in block.path if tag_of(name) not in {"body", "html"})


def mark(block: Block, name: str) -> str | None:
    """The first mark of that name."""
    return next((value for key, value in block.marks if key == name), None)
