"""Which claims are held against one another at all."""

from __future__ import annotations

from rashomon.compare import align
from rashomon.compare.views import View, view_claims
from told import lay_out


def views(*texts: str) -> tuple[View, ...]:
    ledger = lay_out(*texts)
    return view_claims(ledger.claims, ledger.reports, ledger.passages)


def test_what_shares_words_is_ranked_by_how_rare_they_are() -> None:
    told = views("The lamp failed at Pell.", "The lamp at Pell went out.", "The lamp was new. The mill was new.")
    of = {view.claim.text: n for n, view in enumerate(told)}
    ranked = align.rank_partners(told)[of["The lamp failed at Pell"]]
    assert [told[n].claim.text for n in ranked[:2]] == ["The lamp at Pell went out", "The lamp was new"]
    assert of["The mill was new"] not in ranked


def test_no_report_crowds_out_the_others() -> None:
    crowd = " ".join(f"The lamp at Pell failed {n} times." for n in range(2, 2 + 2 * align.PARTNERS))
    told = views("The lamp at Pell failed twice.", crowd, "Something failed.")
    own, *_, other = range(len(told))
    assert other in align.rank_partners(told)[own]


def test_pairs_are_told_once_and_in_order() -> None:
    pairs = align.aligned_pairs(align.rank_partners(views("The lamp failed at Pell.", "The lamp at Pell failed.")))
    assert pairs.tolist() == [[0, 1]]
