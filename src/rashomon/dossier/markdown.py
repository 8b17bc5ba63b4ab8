"""The dossier as Markdown: sober, complete, fit for a repository or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from rashomon import __version__
from rashomon.dossier.arrange import (
    POSSIBLE,
    Dossier,
    Echo,
    Moment,
    Question,
    Said,
    Series,
    Side,
    Source,
    Speaker,
    arrange,
)
from rashomon.dossier.called import CALLED, Call
from rashomon.dossier.retaken import CHANGED, NOTICES, Notice, Retake
from rashomon.dossier.wording import counted, legible
from rashomon.ledger import Ledger

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~]|&(?=#?\w+;))")
_EMPTY_LINES = re.compile(r"\n{3,}")
_LIST_START = re.compile(r"^(\d+)([.)])|^([-+=])")


def to_markdown(ledger: Ledger) -> str:
    """The dossier as Markdown; the same ledger gives the same bytes. Words of reports are escaped, never markup."""
    return _EMPTY_LINES.sub("\n\n", "\n".join(_lines(arrange(ledger)))) + "\n"


def plain(text: str) -> str:
    """The text as Markdown that shows it to the letter: what would be markup is escaped."""
    escaped = _SPECIAL.sub(r"\\\1", legible(text))
    return _LIST_START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def _lines(dossier: Dossier) -> Iterator[str]:
    yield from (f"# {plain(dossier.title)}", "", dossier.summary)
    yield from _section("Reports", _reports(dossier.sources))
    yield from _section("Contested", chain.from_iterable(map(_question, dossier.contested)))
    yield from _section("Corroborated", chain.from_iterable(map(_question, dossier.corroborated)))
    yield from _section("Updates: a later value", chain.from_iterable(map(_series, dossier.updates)))
    yield from _section("Refinements: one says more", chain.from_iterable(map(_series, dossier.refinements)))
    yield from _section(POSSIBLE, chain.from_iterable(map(_series, dossier.possible)))
    yield from _section("Timeline", chain.from_iterable(map(_moment, (*dossier.timeline, *dossier.unplaced))))
    yield from _section("On a single origin", chain.from_iterable(map(_speaker, dossier.single)))
    yield from _section(CALLED, chain.from_iterable(map(_calls, dossier.called)))
    yield from _section("Copied wording", chain.from_iterable(map(_echo, dossier.echoes)))
    yield from _section(CHANGED, chain.from_iterable(map(_retake, dossier.retakes)))
    yield from _section(NOTICES, chain.from_iterable(map(_notice, dossier.notices)))
    yield from _section("Not read", [f"- {plain(one.file)}: {plain(one.reason)}" for one in dossier.unread])
    yield from ("", f"Made by rashomon {__version__}.")


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading and its lines; nothing at all where there are none."""
    if body := list(lines):
        yield from ("", f"## {title}", "", *body)


def _reports(sources: Iterable[Source]) -> Iterator[str]:
    yield "| file | publisher | published | words | made of |"
    yield "| --- | --- | --- | ---: | --- |"
    for one in sources:
        publisher, published = (plain(told or "not said") for told in (one.report.publisher, one.published))
        yield f"| {plain(one.report.file)} | {publisher} | {published} | {one.words} | {one.makeup} |"


def _question(question: Question) -> Iterator[str]:
    yield from (f"### {question.number}. {plain(question.text)} ({question.kind.value})", "")
    for side in question.sides:
        yield from (*_side(side), "")
    for reason in question.reasons:
        yield f"Why: {plain(reason)}  "
    if question.reasons:
        yield ""


def _side(side: Side) -> Iterator[str]:
    names = "; ".join(plain(name) for name in dict.fromkeys(origin.name for origin in side.origins))
    yield f"**{plain(side.label)}** ({counted(len(side.origins), 'independent origin')}{names and ': '}{names})"
    yield ""
    for one in side.said:
        yield from _said(one)


def _said(one: Said) -> Iterator[str]:
    yield f"- “{plain(one.words)}”  "
    yield f"  {_voices(one)}  "
    yield "  " + plain(f"{one.clocks} · {one.place}")
    for copy in one.again:
        yield f"  - again: {_voices(copy)} · {plain(copy.place)}"


def _voices(one: Said) -> str:
    manner = f" ({', '.join(one.manner)})" if one.manner else ""
    return " › ".join(plain(voice) for voice in one.voices) + manner


def _series(series: Series) -> Iterator[str]:
    for one in series.said:
        yield from _said(one)
    yield ""
    for reason in series.reasons:
        yield f"Why: {plain(reason)}  "
    yield ""


def _places(one: Said) -> str:
    """Where the words stand, here and again."""
    return plain(", ".join(each.place for each in one.everywhere))


def _moment(moment: Moment) -> Iterator[str]:
    yield f"- **{plain(moment.label)}**"
    for one in moment.said:
        yield f"  - “{plain(one.words)}” {_voices(one)}, {_places(one)}"


def _speaker(speaker: Speaker) -> Iterator[str]:
    yield from (f"### {plain(speaker.name)} ({counted(len(speaker.said), 'claim')})", "")
    for one in speaker.said:
        through = f" {_voices(one)}," if len(one.voices) > 1 or one.manner else ""
        yield f"- “{plain(one.words)}”{through} {_places(one)}"
    yield ""


def _retake(retake: Retake) -> Iterator[str]:
    yield from (f"### {plain(retake.page)}", "")
    yield from (plain(f"{retake.before.file} → {retake.after.file}, {retake.order}"), "")
    for one in retake.rewordings:
        gone, come = (f"~~{plain(one.was)}~~" if one.was else "", f"**{plain(one.now)}**" if one.now else "")
        owned = "said in a notice" if one.owned else "without a notice"
        yield f"- {' '.join(filter(None, (plain(one.lead), gone, come, plain(one.rest))))}  "
        yield f"  {owned} · {plain(one.place)}"
    yield from ("" if retake.rewordings else "No words changed.", "")


def _notice(notice: Notice) -> Iterator[str]:
    yield f"- {notice.kind}: “{plain(notice.words)}”  "
    yield f"  {plain(notice.place)}"
    yield from (f"  - of {plain(one)}" for one in notice.of)


def _calls(calls: Iterable[Call]) -> Iterator[str]:
    yield "- " + "  \n  ".join(f"“{plain(one.words)}”: {plain(one.users)}" for one in calls)


def _echo(echo: Echo) -> Iterator[str]:
    ends = f"{echo.first.file} [{echo.first_start}] → {echo.then.file} [{echo.then_start}]"
    yield from (f"- “{plain(echo.words)}”  ", f"  {plain(ends)}")
