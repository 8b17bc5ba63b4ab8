"""What rules make of times told from a happening: "two days after the raid", "the second day of the war"."""

from __future__ import annotations

import re
from datetime import timedelta

from rashomon.dates.distances import from_base
from rashomon.dates.matches import Found, near_day
from rashomon.dates.tags import Node
from rashomon.dates.units import beside
from rashomon.dates.words import KIND

# "The raid on 3 March", "the raid came on 3 March", "the 3 March raid": a time with the word beside it.
_TIMES, _WORD = f"[{KIND['DAY']}{KIND['JOINED']}{KIND['SPAN']}]", f"[{KIND['word']}{KIND['name']}]"
_BESIDE = re.compile(
    f"(?P<thing>{_WORD})(?:[{KIND['was']}{KIND['word']}{KIND['done']}]|{KIND['was']}{KIND['word']})?(?P<time>{_TIMES})"
    f"|(?P<day>{_TIMES})(?P<after>{KIND['word']})"
)


def time_of_happening(nodes: list[Node], thing: str) -> Node | None:
    """The time that stands last beside the word, among the nodes of a text; None where none does."""
    kinds, found = "".join(node.kind for node in nodes), None
    for place in range(len(nodes)):
        if match := _BESIDE.match(kinds, place):
            word, time = ("thing", "time") if match["thing"] else ("after", "day")
            found = nodes[match.start(time)] if nodes[match.start(word)].word == thing else found
    return found


def from_happening(found: Found) -> Node | None:
    """ "Two days after the raid"."""
    return from_base(found, near_day(found.happened(found.word("thing"))))


def unit_beside_happening(found: Found) -> Node | None:
    """ "The day after the raid", "the week before the raid"."""
    return beside(found, near_day(found.happened(found.word("thing"))))


def day_of_course(found: Found) -> Node | None:
    """ "The second day of the war": its first is the day on which it began."""
    base = near_day(found.happened(found.word("thing")))
    return found.day(base + timedelta(days=found["nth"].number - 1) if base else None)
