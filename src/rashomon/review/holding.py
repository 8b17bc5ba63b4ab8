"""Which judgements hold. None is ever edited: a later one supersedes, an undo takes one back, and can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.ledger import Judgement, Subject, Verdict

ONE_EACH = (Subject.RELIABILITY, Subject.CREDIBILITY)


def taken_back(judgements: Sequence[Judgement]) -> set[str]:
    """The ids of those that an undo takes back which has not been taken back itself.

    A judgement comes after the one it supersedes, as a case lists them: the last one's undo is looked at first.
    """
    found: set[str] = set()
    for one in reversed(judgements):
        if one.verdict is Verdict.UNDO and one.supersedes is not None and one.id not in found:
            found.add(one.supersedes)
    return found


def standing(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Those that nobody has taken back, undos left out, in order of time."""
    gone = taken_back(judgements)
    kept = [one for one in judgements if one.verdict is not Verdict.UNDO and one.id not in gone]
    return tuple(sorted(kept, key=lambda j: (j.made, j.id)))


def holding(judgements: Sequence[Judgement], *, author: str | None = None) -> dict[str, Judgement]:
    """The judgement that holds on each matter: the last that stands; of one author alone, if one is named."""
    return {one.matter: one for one in standing(judgements) if author in (None, one.author)}


def grades(judgements: Iterable[Judgement], subject: Subject) -> dict[str, dict[str, str]]:
    """What each author gave, by matter: letters for reliability, figures for credibility, never mixed into one."""
    if subject not in ONE_EACH:
        raise ValueError(f"{subject.value} is not graded; expected one of {', '.join(ONE_EACH)}")
    given: dict[str, dict[str, str]] = {}
    for one in standing(tuple(judgements)):
        if one.subject is subject and one.value is not None:
            given.setdefault(one.matter, {})[one.author] = one.value
    return given
