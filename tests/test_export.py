"""The case export: its schema, its order, and what it refuses."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from rashomon.errors import ExportError
from rashomon.export.case_json import schema, to_dict, to_json
from rashomon.ledger import Amends, Change, Correction, Edition, Ledger, Span


def errors_of(case: object) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(schema()).iter_errors(case)]


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_export_satisfies_its_schema(ledger: Ledger) -> None:
    assert errors_of(json.loads(to_json(ledger))) == []


@pytest.mark.parametrize("part", ["reports", "claims", "comparisons", "points", "possible"])
def test_schema_misses_a_part_that_is_not_there(ledger: Ledger, part: str) -> None:
    case = to_dict(ledger)
    del case[part]
    assert any(part in message for message in errors_of(case))


def test_schema_rejects_a_word_that_the_format_does_not_know(ledger: Ledger) -> None:
    case: Any = to_dict(ledger)
    case["comparisons"][0]["relation"] = "disproves"
    assert errors_of(case)


def test_every_claim_is_the_words_at_its_spans(ledger: Ledger) -> None:
    case: Any = to_dict(ledger)
    texts = {report["id"]: report["text"] for report in case["reports"]}
    for claim in case["claims"]:
        assert claim["text"] == " … ".join(texts[claim["report"]][start:end] for start, end in claim["spans"])


def test_bytes_do_not_depend_on_the_order_of_arrival(ledger: Ledger) -> None:
    turned = replace(
        ledger,
        reports=ledger.reports[::-1],
        passages=ledger.passages[::-1],
        claims=ledger.claims[::-1],
        comparisons=ledger.comparisons[::-1],
        points=ledger.points[::-1],
        origins=ledger.origins[::-1],
    )
    assert to_json(turned) == to_json(ledger)


def test_each_date_of_a_report_stands_for_itself_and_with_its_clue(ledger: Ledger) -> None:
    clues = (("captured", "WARC-Date"), ("modified", "meta article:modified_time"))
    told = replace(ledger.reports[0], modified="2044-06-08T09:00Z", captured="2044-07", clues=clues, extractor="html 3")
    case: Any = to_dict(replace(ledger, reports=(told, *ledger.reports[1:])))
    shown = next(report for report in case["reports"] if report["id"] == told.id)
    assert (shown["published"], shown["modified"], shown["captured"]) == ("2044-06-08", "2044-06-08T09:00Z", "2044-07")
    assert (shown["extractor"], shown["clues"]) == ("html 3", dict(clues))
    assert errors_of(json.loads(json.dumps(case))) == []


def test_editions_and_corrections_show_the_words_at_their_places(ledger: Ledger) -> None:
    one, other = ledger.reports[:2]
    change = Change(before=Span(0, 4), after=Span(5, 10))
    edition = Edition(report=other.id, page="x", number=2, previous=one.id, changes=(change,))
    notice = Correction(report=one.id, span=Span(5, 7), kind=Amends.UPDATE, claims=(ledger.claims[0].id,))
    case: Any = to_dict(replace(ledger, editions=(edition,), corrections=(notice,)))
    shown = case["editions"][0]["changes"][0]
    assert (shown["was"], shown["now"], case["corrections"][0]["text"]) == (
        one.text[:4],
        other.text[5:10],
        one.text[5:7],
    )
    assert errors_of(json.loads(json.dumps(case))) == []


def test_where_nobody_is_named_the_name_is_null(ledger: Ledger) -> None:
    claims: Any = to_dict(ledger)["claims"]
    assert [link["name"] for claim in claims for link in claim["chain"] if link["name"] is None] == [None]


def test_a_link_shows_source_and_cue_only_where_they_stand_on_the_page(ledger: Ledger) -> None:
    claims: Any = to_dict(ledger)["claims"]
    first, second = next(claim["chain"] for claim in claims if claim["quantities"] and len(claim["chain"]) == 2)
    assert first.keys() == {"name", "entity", "stance"}
    assert second.keys() == {"name", "entity", "stance", "mode", "source", "cue"}


def test_a_whole_number_has_no_fraction_and_half_keeps_it(ledger: Ledger) -> None:
    quantities = [quantity for claim in json.loads(to_json(ledger))["claims"] for quantity in claim["quantities"]]
    assert [repr(quantity["high"]) for quantity in quantities] == ["9", "4.5"]


def test_a_time_that_nothing_places_keeps_its_words(ledger: Ledger) -> None:
    claim = next(one for one in ledger.claims if one.when)
    assert claim.when is not None
    vague = replace(claim, when=replace(claim.when, edtf=None))
    claims: Any = to_dict(replace(ledger, claims=tuple(vague if one is claim else one for one in ledger.claims)))[
        "claims"
    ]
    shown = next(one["when"] for one in claims if one["id"] == claim.id)
    assert (shown["edtf"], shown["text"]) == ("XXXX", claim.when.text)


def test_words_that_do_not_stand_at_their_place_are_refused(ledger: Ledger) -> None:
    claim = replace(ledger.claims[0], text="Ten boats ran aground off Pell Rock on Tuesday night")
    with pytest.raises(ExportError, match=r"1-wire.txt: claim .* not the words at 25:78: 'Ten boats"):
        to_dict(replace(ledger, claims=(claim, *ledger.claims[1:])))


def test_a_gap_between_passages_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ExportError, match=r"1-wire.txt: passage .* starts at 25, expected 0"):
        to_dict(replace(ledger, passages=ledger.passages[1:]))


def test_a_reference_to_nothing_is_refused(ledger: Ledger) -> None:
    moved = replace(ledger.comparisons[0], b="0" * 16)
    with pytest.raises(ExportError, match="nothing has the id 0000000000000000"):
        to_dict(replace(ledger, comparisons=(moved,)))


def test_all_problems_are_told_together(ledger: Ledger) -> None:
    claims = tuple(replace(claim, spans=(Span(0, 1),)) for claim in ledger.claims[:2])
    with pytest.raises(ExportError) as refused:
        to_dict(replace(ledger, claims=claims, comparisons=(), points=(), origins=()))
    assert str(refused.value).count("not the words at") == 2
