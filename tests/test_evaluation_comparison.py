"""The runners that score the comparison: what they count as one happening, as missed, and as chosen without a case."""

from __future__ import annotations

from collections import Counter
from types import ModuleType

import pytest

import folds
import pairs
from alignment import Event, count, gold_pairs, holder
from pairs import Told, by_kind, figures, label
from rashomon.compare.views import view_claims
from rashomon.ledger import Span
from told import lay_out


def event(marks: dict[str, str], same: tuple[tuple[str, str], ...] = ()) -> Event:
    """Three reports of a lamp, with the clusters of the claims by their words."""
    ledger = lay_out("The lamp failed.", "The lamp went out. The mill burned.", "A lamp failed at Pell.")
    of = {claim.text: claim.id for claim in ledger.claims}
    return Event(
        views=view_claims(ledger.claims, ledger.reports, ledger.passages),
        marks={of[words]: frozenset({cluster}) for words, cluster in marks.items()},
        same=tuple((of[a], of[b]) for a, b in same),
        mentions=4,
        held=len(marks),
    )


def test_a_happening_belongs_to_the_shortest_claim_that_holds_it() -> None:
    claims = lay_out("The mayor said that the lamp that failed was new.").claims
    longest = max(claims, key=lambda claim: claim.spans[-1].end - claim.spans[0].start)
    failed = longest.spans[0].start + longest.text.index("failed")
    found = holder(Span(failed, failed + len("failed")), claims)
    assert found == min((c for c in claims if "failed" in c.text), key=lambda c: len(c.text)).id
    assert holder(Span(10_000, 10_001), claims) is None


def test_claims_of_two_reports_on_one_happening_are_gold_partners() -> None:
    told = event({"The lamp failed": "out", "The lamp went out": "out", "The mill burned": "fire"})
    of = {view.claim.id: view.claim.text for view in told.views}
    assert [{of[claim] for claim in pair} for pair in gold_pairs(told)] == [{"The lamp failed", "The lamp went out"}]


def test_only_marked_claims_are_judged() -> None:
    marks = {"The lamp failed": "out", "The lamp went out": "out", "The mill burned": "fire"}
    pairs_called_one = (("The lamp failed", "A lamp failed at Pell"), ("The lamp failed", "The mill burned"))
    tally = count(event(marks, pairs_called_one))
    assert (tally["same judged"], tally["same right"]) == (1, 0)
    assert (tally["gold"], tally["gold aligned"], tally["mentions"], tally["held"]) == (1, 1, 4, 3)


@pytest.mark.parametrize(
    ("relation", "counts_as"),
    [("agrees", "agrees"), ("refines", "agrees"), ("follows", "agrees"), ("contradicts", "contradicts"),
     ("unrelated", "neither"), ("neither", "neither"), ("updates", "neither")],
)  # fmt: skip
def test_a_relation_counts_as_one_of_three(relation: str, counts_as: str) -> None:
    assert label(relation) == counts_as


def test_missed_contradictions_are_counted_by_kind_and_way() -> None:
    called = [("contradicts", "neither", "contradicts"), ("neither", "neither", "agrees")]
    told = [
        Told(a="a", b="b", gold="contradicts", kind="date", called=dict(zip(pairs.WAYS, own, strict=True)))
        for own in called
    ]
    assert [row.split() for row in by_kind(told)][1:] == [["date", "2", "1", "2", "1"]]
    assert figures("mine", told)["mine: comparators: contradictions: recall"] == 0.5


def test_a_case_has_no_say_in_the_thresholds_that_it_is_shown_with(monkeypatch: pytest.MonkeyPatch) -> None:
    best = (0.6, 0.6, 0.4)  # of the first threshold, for each of three cases

    def tally(self: folds.Trial, n: int, values: folds.Values) -> Counter[str]:
        right = int(values[0][1] == best[n])
        return Counter(
            {"contradicts.pairs": 1, "contradicts.points": 1, "contradicts.pairs.true": right,
             "contradicts.points.found": right}
        )  # fmt: skip

    monkeypatch.setattr(folds, "SHIPPED", (("ONE", 0.5), ("TWO", 0.5)))
    monkeypatch.setattr(folds.Trial, "_tally", tally)
    case = folds.Case("case", {}, lay_out("The lamp failed."))
    trial = folds.Trial((case, case, case), ModuleType("scorer"))
    assert [dict(trial.choose(n)) for n in (2, 0)] == [{"ONE": 0.6, "TWO": 0.5}, {"ONE": 0.4, "TWO": 0.5}]
