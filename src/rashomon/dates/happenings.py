"""What rules make of times told from a happening: "two days after the raid", "the third day of the strike"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.dates.distances import from_base
from rashomon.dates.matches import Found, near_day
from rashomon.dates.tags import Node
from rashomon.dates.units import beside
from rashomon.dates.words import KIND

# "The raid on 3 March", "the raid came on 3 March", "the 3 March raid": a time with the word beside it.
_TIMES, _WORD, _ON = (
    f"[{''.join(KIND[name] for name in names.split())}]" for names in ("DAY JOINED SPAN", "word name", "on in at")
)
_BESIDE = re.compile(
    f"(?P<thing>{_WORD})(?:{KIND['was']}?{_WORD}|[{KIND['was']}{KIND['done']}])?{_ON}?(?P<time>{_TIMES})"
    f"|(?P<day>{_TIMES})(?P<after>{KIND['word']})"
)


def time_of_happening(nodes: list[Node], thing: str) -> str | None:
    """The EDTF value that stands last beside the word, among the nodes of a text; None where none does."""
    kinds = "".join(node.kind for node in nodes)
    for place in range(len(nodes) - 1, -1, -1):
        if match := _BESIDE.match(kinds, place):
            word, time = ("thing", "time") if match["thing"] else ("after", "day")
            if nodes[match.start(word)].word == thing:
                return nodes[match.start(time)].edtf
    return None


def _day_of_happening(found: Found) -> date | None:
    """The day on which it happened, as the words before in the text tell, else the text before."""
    thing = found.word("thing")
    return near_day(time_of_happening(found.nodes[: found.match.start()], thing) or found.anchor.happened(thing))


def from_happening(found: Found) -> Node | None:
    """ "Two days after the raid"."""
    return from_base(found, _day_of_happening(found))


def unit_beside_happening(found: Found) -> Node | None:
    """ "The day after the raid", "the week before the raid"."""
    return beside(found, _day_of_happening(found))


def day_of_course(found: Found) -> Node | None:
    """ "The third day of the strike": its first is the day on which it began."""
    base = _day_of_happening(found)
    return found.day(base + timedelta(days=found["nth"].number - 1) if base else None)
