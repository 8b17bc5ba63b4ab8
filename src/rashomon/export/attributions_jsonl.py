"""Attributions as JSON Lines: one a line of a report, or all of one text a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from rashomon.ledger import Attribution, Passage, Report, Span, quote


def to_jsonl(report: Report, passages: Iterable[Passage], attributions: Iterable[Attribution]) -> str:
    """Each attribution of a report as one line of JSON, in the order given.

    Spans are ``[start, end]`` in code points of the report's text, end exclusive; ``source`` and ``cue`` are null
    where there is none. ``on_word_of`` is the id of the attribution that this one rests on.
    """
    by_id = {passage.id: passage for passage in passages}
    return "".join(_line(_told(report, by_id[one.passage], one)) for one in attributions)


def to_text_line(text_id: str | int, attributions: Iterable[Attribution]) -> str:
    """All attributions of one text as one line of JSON: nothing but the spans of source, cue and content.

    The form in which corpora of attributions are scored: an empty list stands for a source that nobody names.
    """
    return _line({"id": text_id, "attributions": [_spans_only(one) for one in attributions]})


def _told(report: Report, passage: Passage, one: Attribution) -> dict[str, Any]:
    return {
        "id": one.id,
        "file": report.file,
        "role": passage.role,
        "voice": passage.voice,
        "speaker": one.speaker,
        "named": one.named,
        "source": _place(report, one.source),
        "cue": _place(report, one.cue),
        "content": {"spans": one.content, "text": quote(report.text, one.content)},
        "mode": one.mode,
        "stance": one.stance,
        "certainty": one.certainty,
        "on_word_of": one.on_word_of,
    }


def _place(report: Report, span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"spans": [span], "text": quote(report.text, [span])}


def _spans_only(one: Attribution) -> dict[str, Any]:
    return {
        "source": [one.source] if one.source else [],
        "cue": [one.cue] if one.cue else [],
        "content": one.content,
    }


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
