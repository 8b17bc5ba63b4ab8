"""How far two reviewers agree, beyond what chance alone would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.ledger import Judgement, Subject, Verdict
from rashomon.review.holding import holding


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two reviewers on what both have judged; shares lie in 0..1.

    ``kappa`` is None where it is not defined: nothing was judged by both, or chance alone explains all (both gave
    one and the same answer throughout).
    """

    items: int
    observed: float
    expected: float
    kappa: float | None


def agreement(judgements: Sequence[Judgement], one: str, other: str, *, subject: Subject | None = None) -> Agreement:
    """Cohen's kappa of two authors, on all subjects or one.

    An answer is the verdict, for a correction or a grade with its value; only what holds of each author counts.
    Source: J. Cohen, A coefficient of agreement for nominal scales (1960).
    """
    first, second = (holding(judgements, author=author) for author in (one, other))
    both = [m for m in first if m in second and subject in (None, first[m].subject)]
    pairs = [(_answer(first[matter]), _answer(second[matter])) for matter in both]
    return kappa(pairs)


def kappa(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Cohen's kappa of paired answers."""
    if not pairs:
        return Agreement(items=0, observed=0.0, expected=0.0, kappa=None)
    n = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(a == b for a, b in pairs) / n
    expected = sum(left[answer] * right[answer] for answer in left) / n**2
    return Agreement(
        items=n,
        observed=observed,
        expected=expected,
        kappa=None if expected == 1 else (observed - expected) / (1 - expected),
    )


def _answer(judgement: Judgement) -> str:
    said = judgement.verdict in (Verdict.CORRECT, Verdict.GRADE)
    return f"{judgement.verdict.value} {judgement.value}" if said else judgement.verdict.value
