"""A report in passages: what each stretch of it is, from headline to boilerplate, and who speaks there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.ledger import Passage, Report
from rashomon.split.comments import label_comments
from rashomon.split.entries import label_entries
from rashomon.split.lines import Label, Line, lines_of
from rashomon.split.story import frame_of, label_story
from rashomon.split.turns import label_turns

__all__ = ["split_report"]


def split_report(report: Report) -> tuple[Passage, ...]:
    """The report's text from end to end in passages, without gap or overlap.

    White space between two passages goes with the first of them. The voice of a reprint is the outlet's, that of a
    comment its writer's (nameless ones are ``commenter 1``, …), that of all else the publisher's; where a page
    reprints another, its headline and commentary are its author's, if it names one.
    """
    lines = list(lines_of(report))
    if not lines:
        return ()
    frame = frame_of(lines, report)
    labelled = [
        *label_entries(label_turns(label_story(lines[: frame.comments], frame, report), report), report),
        *label_comments(lines[frame.comments :], report, frame.posts),
    ]
    return tuple(_passages(report, labelled))


def _passages(report: Report, labelled: Sequence[tuple[Line, Label]]) -> Iterable[Passage]:
    starts = [(line.start, label) for n, (line, label) in enumerate(labelled) if n == 0 or label != labelled[n - 1][1]]
    ends = [start for start, _ in starts[1:]] + [len(report.text)]
    for n, ((start, label), end) in enumerate(zip(starts, ends, strict=True)):
        yield Passage(
            report=report.id,
            role=label.role,
            voice=label.voice,
            start=start if n else 0,
            end=end,
            dated=label.dated,
            answers=label.answers,
        )
