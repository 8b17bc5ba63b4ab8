"""Running the cascade over a text, and what it leaves as times."""

from __future__ import annotations

from rashomon.dates.edtf import parse_edtf, read_edtf
from rashomon.dates.joins import value_of
from rashomon.dates.matches import Anchor, Found, Rule, Tense
from rashomon.dates.rules import CASCADE
from rashomon.dates.tags import Node, may_hold_time, tag
from rashomon.dates.words import KIND
from rashomon.ledger import Span, When

_IS_TIME = frozenset(KIND[name] for name in ("CLOCK", "CLOCKS", "DAY", "SPAN", "JOINED"))


def find_times(
    text: str, *, anchor: str | None = None, tense: Tense = Tense.PAST, setting: When | None = None
) -> tuple[When, ...]:
    """Every expression of time that points to a time, in order, none overlapping another.

    How long something took ("for four hours") and how often it happens ("on Sundays") is no time. What cannot be
    placed ("on Friday" without an anchor) is found with ``edtf`` None. A day of the week is the last one up to the
    anchor, the anchor's own day included; the tense turns this and the year of "in June" round, and where "will",
    "due" or "said" stands beside the words, it overrides the tense given. Midnight "on Tuesday" ends the Tuesday
    (Associated Press Stylebook). A time of day is taken as UTC unless the words name another zone.

    Args:
        text: A sentence or a paragraph.
        anchor: EDTF date or date-time from which relative times are reckoned: the report's, the comment's, the
            statement's date. None if unknown.
        tense: Of the verb that the times belong to.
        setting: The last time told before the text, from which "the next day" is reckoned where the text itself
            has not yet named a day. None if unknown.

    Returns:
        The times; spans are relative to ``text``.

    Raises:
        ValueError: The anchor is no EDTF value of the profile of ``rashomon.dates.edtf``.
    """
    reckoned_from = Anchor.of(anchor, setting)
    if not may_hold_time(text):
        return ()
    nodes = _reduced(tag(text), reckoned_from, tense)
    return tuple(_when(node, text) for node in nodes if node.kind in _IS_TIME)


def _reduced(nodes: list[Node], anchor: Anchor, tense: Tense) -> list[Node]:
    """Run the cascade: each rule in turn, from left to right, replaces what it matches by one node."""
    kinds = "".join(node.kind for node in nodes)
    for rule in CASCADE:
        place = 0
        while match := rule.pattern.search(kinds, place):
            node = _built(rule, Found(match, nodes, anchor, tense))
            if node:
                nodes[match.start() : match.end()] = [node]
                kinds = kinds[: match.start()] + node.kind + kinds[match.end() :]
            place = match.start() + 1
    return nodes


def _built(rule: Rule, found: Found) -> Node | None:
    """What the rule makes of the match; None too where that is no date of the calendar or lies off its ends."""
    try:
        node = rule.build(found)
        if node and node.edtf:
            read_edtf(node.edtf)
    except (ValueError, OverflowError):  # "5,000 years ago"
        return None
    return node


def _when(node: Node, text: str) -> When:
    edtf = value_of(node)
    start, end = parse_edtf(edtf) if edtf else (None, None)
    return When(edtf=edtf, text=text[node.start : node.end], span=Span(node.start, node.end), start=start, end=end)
