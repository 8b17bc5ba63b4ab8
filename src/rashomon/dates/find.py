"""Running the cascade over a text, and what it leaves as times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

from rashomon.dates.edtf import parse_edtf, plain_day, read_edtf
from rashomon.dates.happenings import time_of_happening
from rashomon.dates.joins import UNKNOWN_DAY, value_of
from rashomon.dates.matches import Anchor, Found, Rule, Stage, Tense
from rashomon.dates.rules import PLACING, SPANNING, TIMEX3
from rashomon.dates.tags import Node, may_hold_time, tag
from rashomon.dates.timex import Timex, Value, to_timex, type_of
from rashomon.dates.words import KIND
from rashomon.ledger import Span, When

MAX_TOLD = 4_000  # of what is further back the day is rarely meant
_IS_TIME = frozenset(KIND[name] for name in ("CLOCK", "CLOCKS", "DAY", "SPAN", "JOINED"))
_IS_TIMEX = _IS_TIME | {KIND[name] for name in ("LASTS", "OFTEN", "VAGUE")}


def find_times(
    text: str,
    *,
    anchor: str | None = None,
    tense: Tense = Tense.PAST,
    setting: When | None = None,
    told: str = "",
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
        told: The text before, where the day of a happening is looked for ("two days after the raid"); its last
            MAX_TOLD characters count.

    Returns:
        The times; spans are relative to ``text``.

    Raises:
        ValueError: The anchor is no EDTF value of the profile of ``rashomon.dates.edtf``.
    """
    reckoned_from = Anchor.of(anchor, setting)
    if not may_hold_time(text):
        return ()
    reckoned_from = replace(reckoned_from, happened=partial(_happened, told[-MAX_TOLD:], anchor))
    nodes = _reduced(tag(text), reckoned_from, tense, (*PLACING, *SPANNING))
    return tuple(_when(node, text) for node in nodes if node.kind in _IS_TIME)


def _happened(told: str, anchor: str | None, thing: str) -> str | None:
    """When the thing happened, as the text before tells it."""
    return time_of_happening(_read(told, anchor), thing)


@lru_cache(maxsize=16)
def _read(told: str, anchor: str | None) -> list[Node]:
    return _reduced(tag(told), Anchor.of(anchor), Tense.PAST, (*PLACING, *SPANNING))


def find_timexes(text: str, *, anchor: str | None = None, tense: Tense = Tense.PAST) -> tuple[Timex, ...]:
    """Every expression of time that TIMEX3 marks, in order: those of ``find_times``, how long, how often, and "now".

    Ranges and bounds come apart, as TIMEX3 has it: "from Monday to Friday" is two, of "since May" only "May" is one.

    Args, raises: as ``find_times``.
    """
    reckoned_from = Anchor.of(anchor)
    if reckoned_from.day:  # "the next day" is reckoned from it where the text has named no day
        reckoned_from = replace(
            reckoned_from, setting=parse_edtf(f"{reckoned_from.day}"), setting_day=reckoned_from.day
        )
    nodes = _reduced(tag(text), reckoned_from, tense, (*PLACING, *TIMEX3))
    return tuple(_timexes(nodes, text, reckoned_from.day))


def _timexes(nodes: list[Node], text: str, day: date | None) -> Iterator[Timex]:
    """In TIMEX3 a time of day is of the day named before, else of the anchor's."""
    for node in nodes:
        if node.kind in _IS_TIMEX:
            edtf = (value_of(node) or "").replace(UNKNOWN_DAY, f"{day or UNKNOWN_DAY}")
            day = plain_day(edtf[:10]) or day
            yield _timex(node, text, node.timex if node.timex.value or not edtf else to_timex(edtf))


def _timex(node: Node, text: str, timex: Value) -> Timex:
    value, mod = timex
    return Timex(
        text=text[node.start : node.end],
        span=Span(node.start, node.end),
        type="SET" if node.kind == KIND["OFTEN"] else type_of(value),
        value=value or None,
        mod=mod or None,
    )


def _reduced(nodes: list[Node], anchor: Anchor, tense: Tense, cascade: Iterable[Stage]) -> list[Node]:
    """Run the cascade: each stage in turn, from left to right, replaces what its rules match by one node."""
    kinds = "".join(node.kind for node in nodes)
    for stage in cascade:
        place = 0
        while matches := [(rule, match) for rule in stage if (match := rule.pattern.search(kinds, place))]:
            place = min(match.start() for _, match in matches)
            here = [(rule, match) for rule, match in matches if match.start() == place]
            built = ((match, _built(rule, Found(match, nodes, anchor, tense))) for rule, match in here)
            if first := next(((match, node) for match, node in built if node), None):
                match, node = first
                nodes[place : match.end()] = [node]
                kinds = kinds[:place] + node.kind + kinds[match.end() :]
            place += 1
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
