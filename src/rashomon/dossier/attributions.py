"""Who said what in one report, as a list: each passage in its voice, what rests on another's word beneath it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from rashomon.dossier.arrange import NOBODY
from rashomon.dossier.wording import counted, folded, legible
from rashomon.ledger import Attribution, Certainty, Passage, Report, Span, quote

STEP = "  "  # what rests on somebody's word stands one step further in
MIN_COLUMN = 30  # columns of words; on a narrow page, deep nesting goes no further in than leaves this much


def list_attributions(
    report: Report, passages: Iterable[Passage], attributions: Iterable[Attribution], *, width: int = 100
) -> str:
    """The attributions of one report as text, in reading order, without a control character.

    Under each passage that has any: the speaker (and the words that stand for him, where they differ), the cue,
    what he does by it, how the words are given, how sure he is where he is not certain, and the offsets in the
    report's text; then the words themselves, white space folded, in lines of at most ``width`` columns.
    """
    told: dict[str, list[Attribution]] = defaultdict(list)
    for one in attributions:
        told[one.passage].append(one)
    lines = list(_heading(report, sum(map(len, told.values()))))
    for passage in passages:
        if told[passage.id]:
            lines += _passage(report, passage, told[passage.id], width)
    return "\n".join(lines) + "\n"


def _heading(report: Report, count: int) -> Iterator[str]:
    known = (report.file, report.publisher, report.published, counted(count, "attribution"))
    yield " · ".join(legible(part) for part in known if part)


def _passage(report: Report, passage: Passage, told: Sequence[Attribution], width: int) -> Iterator[str]:
    yield ""
    yield legible(f"{passage.role}, in the voice of {passage.voice or report.name} {_place([passage])}")
    ids = {one.id for one in told}
    resting: dict[str, list[Attribution]] = defaultdict(list)
    for one in told:
        resting[one.on_word_of if one.on_word_of in ids else ""].append(one)
    while resting:  # first what rests on nothing; then, so that none is lost, two that rest on one another
        for one in resting.pop(min(resting)):
            yield from _branch(report, one, None, resting, width, STEP)


def _branch(
    report: Report,
    one: Attribution,
    outer: Attribution | None,
    resting: dict[str, list[Attribution]],
    width: int,
    indent: str,
) -> Iterator[str]:
    """An attribution, and beneath it those that rest on it."""
    yield ""
    yield from _attribution(report, one, outer, width, indent)
    for inner in resting.pop(one.id, ()):  # taken out: two attributions of one id show what rests on them once
        yield from _branch(report, inner, one, resting, width, indent + STEP)


def _attribution(report: Report, one: Attribution, outer: Attribution | None, width: int, indent: str) -> Iterator[str]:
    indent = indent[: max(0, width - MIN_COLUMN)]
    on_word = f"on the word of {_named(report, outer)}" if outer else ""
    sure = "" if one.certainty is Certainty.CERTAIN else one.certainty.value
    cue = f"“{_words(report, one.cue)}”" if one.cue else ""
    told = (_named(report, one), cue, one.stance.value, one.mode.value, sure, on_word, _place(one.content))
    yield from _lines(" · ".join(part for part in told if part), width, indent)
    yield from _lines(f"«{folded(quote(report.text, one.content))}»", width, indent + STEP)


def _named(report: Report, one: Attribution) -> str:
    """The speaker, with the words on the page that stand for him where they are others."""
    words = f"“{_words(report, one.source)}”" if one.source else ""
    if one.speaker is None:
        return words or NOBODY
    name = folded(one.speaker)
    return name if words in ("", f"“{name}”") else f"{name} ({words})"


def _words(report: Report, span: Span) -> str:
    return folded(quote(report.text, [span]))


def _place(spans: Iterable[Span | Passage]) -> str:
    return " ".join(f"[{span.start}:{span.end}]" for span in spans)


def _lines(text: str, width: int, indent: str) -> list[str]:
    return wrap(
        legible(text),
        max(width, len(indent) + 1),
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
