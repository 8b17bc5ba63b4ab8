"""Verifying: what was changed in an export or in its originals is named, and what could not be checked is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lamp import lamp_ledger
from rashomon import build_ledger, read_reports, to_json
from rashomon.cli import main
from rashomon.errors import ExportError
from rashomon.export.stream import CHUNK_CHARS, read_sections
from rashomon.verify import Verification, verify_export

REPORTS = {
    "wire.txt": "Nine boats ran aground off Pell Rock on 7 June 2044, the harbour office said.\n",
    "page.html": "<h1>Boats lost</h1><p>Keeper Ines Vall said that four boats ran aground off Pell Rock.</p>",
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an export and, in ``reports``, the originals."""
    folder = tmp_path_factory.mktemp("verify")
    originals = folder / "reports"
    originals.mkdir()
    for name, text in REPORTS.items():
        (originals / name).write_text(text)
    (folder / "case.json").write_text(to_json(build_ledger(read_reports([originals]).reports)))
    return folder


@pytest.fixture
def case(exported: Path) -> Any:
    return json.loads((exported / "case.json").read_text())


def verified(case: Any, folder: Path, *, reports: Path | None = None) -> Verification:
    (folder / "case.json").write_text(json.dumps(case, ensure_ascii=False))
    return verify_export(folder / "case.json", reports=reports)


def claim_of(case: Any, words: str) -> Any:
    return next(claim for claim in case["claims"] if words in claim["text"])


def test_a_clean_export_holds_against_its_originals(exported: Path) -> None:
    done = verify_export(exported / "case.json", reports=exported / "reports")
    assert (done.failures, done.unchecked, done.reports, done.originals) == ((), (), 2, 2)
    assert done.records > 4


def test_an_export_made_by_hand_holds(tmp_path: Path) -> None:
    (tmp_path / "lamp.json").write_text(to_json(lamp_ledger()))
    assert verify_export(tmp_path / "lamp.json").failures == ()


def test_without_originals_it_says_that_their_bytes_are_not_checked(case: Any, tmp_path: Path) -> None:
    done = verified(case, tmp_path)
    assert (done.holds, done.unchecked) == (True, ("bytes of 2 reports: no folder of originals was given",))


def test_an_original_that_is_missing_is_said_by_name(case: Any, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(REPORTS["wire.txt"])
    done = verified(case, tmp_path, reports=tmp_path)
    assert (done.holds, done.originals, done.unchecked) == (True, 1, ("bytes of page.html: not at hand",))


def test_a_flipped_byte_is_caught(case: Any, tmp_path: Path) -> None:
    originals = tmp_path / "reports"
    originals.mkdir()
    (originals / "page.html").write_text(REPORTS["page.html"])
    (originals / "wire.txt").write_text(REPORTS["wire.txt"].replace("N", "n", 1))
    (failure,) = verified(case, tmp_path, reports=originals).failures
    assert failure.startswith("wire.txt: its bytes are not those that were taken in")


def test_an_original_under_another_name_in_a_folder_is_found_by_its_digest(case: Any, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    for n, text in enumerate(REPORTS.values()):
        suffix = ".html" if text.startswith("<") else ".txt"
        (tmp_path / "old" / f"{n}{suffix}").write_text(text)
    assert verified(case, tmp_path, reports=tmp_path / "old").originals == 2


def test_an_edited_text_is_caught(case: Any, tmp_path: Path) -> None:
    report = case["reports"][1]
    report["text"] = report["text"].replace("7 June", "8 June")
    failures = verified(case, tmp_path).failures
    assert "wire.txt: its text is not that of text_sha256" in failures
    assert any("not the words at" in failure for failure in failures)


def test_a_text_edited_with_its_digest_is_caught_by_reading_anew(case: Any, exported: Path, tmp_path: Path) -> None:
    from hashlib import sha256

    report = case["reports"][1]
    report["text"] = report["text"].replace("harbour office", "customs office")
    report["text_sha256"] = sha256(report["text"].encode()).hexdigest()
    done = verified(case, tmp_path, reports=exported / "reports")
    assert "wire.txt: its text is not what plain 1 reads from its bytes" in done.failures


def test_a_text_by_another_version_of_the_reader_is_said_to_be_unchecked(
    case: Any, exported: Path, tmp_path: Path
) -> None:
    from hashlib import sha256

    report = case["reports"][1]
    report["text"] += " "
    report["passages"][-1]["end"] += 1
    report["text_sha256"] = sha256(report["text"].encode()).hexdigest()
    report["extractor"] = "plain 0"
    done = verified(case, tmp_path, reports=exported / "reports")
    assert any("made by plain 0, and this is plain 1" in line for line in done.unchecked)
    assert not any("reads from its bytes" in line for line in done.failures)


def moved_span(case: Any) -> str:
    claim = claim_of(case, "boats ran aground")
    claim["spans"][0] = [claim["spans"][0][0] + 1, claim["spans"][0][1] + 1]
    return "not the words at"


def paraphrased(case: Any) -> str:
    claim = claim_of(case, "four boats")
    claim["text"] = claim["text"].replace("ran aground", "were stranded")
    return "not the words at"


def moved_with_its_words(case: Any) -> str:
    claim = claim_of(case, "four boats")
    claim["spans"][0][0] += len("four ")
    claim["text"] = claim["text"].removeprefix("four ")
    return "its id is not that of"


def moved_when(case: Any) -> str:
    claim_of(case, "7 June 2044")["when"]["span"][0] -= 1
    return "June 2044'"


def changed_figure(case: Any) -> str:
    claim_of(case, "four boats")["quantities"][0]["text"] = "five boats"
    return "'five boats'"


def cue_beyond_the_text(case: Any) -> str:
    claim_of(case, "four boats")["chain"][-1]["cue"] = [10_000, 10_004]
    return "its cue at 10000:10004 is not within the text"


def mention_beyond_the_text(case: Any) -> str:
    case["entities"][0]["mentions"][0]["end"] = 10_000
    return ":10000"


def gap_between_passages(case: Any) -> str:
    case["reports"][0]["passages"][0]["end"] -= 1
    return "page.html: passage"


def claim_of_nobody(case: Any) -> str:
    case["claims"][0]["about"] = ["0" * 16]
    return "no entity has the id 0000000000000000"


def claim_of_no_report(case: Any) -> str:
    case["claims"][0]["report"] = "0" * 16
    return "no report has the id 0000000000000000"


def claim_out_of_its_passage(case: Any) -> str:
    claim = claim_of(case, "four boats")
    claim["passage"] = next(p["id"] for p in case["reports"][0]["passages"] if p["role"] == "headline")
    return "is not within its passage"


def origin_of_no_claim(case: Any) -> str:
    case["origins"][0]["claims"] = ["0" * 16]
    return "no claim has the id 0000000000000000"


def word_that_the_format_does_not_know(case: Any) -> str:
    case["claims"][0]["certainty"] = "sure"
    return "certainty: "


def missing_part(case: Any) -> str:
    del case["copied"]
    return "copied: missing"


def claim_that_stands_twice(case: Any) -> str:
    case["claims"].append(case["claims"][0])
    return "its id stands twice"


def wrong_bytes(case: Any) -> str:
    case["reports"][0]["sha256"] = "0" * 64
    return "its id is not that of its bytes"


def other_words_called_copied(case: Any) -> str:
    ends = [{"report": report["id"], "start": 0, "end": 10} for report in case["reports"]]
    case["copied"] = [{"from": ends[0], "to": ends[1]}]
    return "copied wording: not the same words"


def changed_words_of_an_edition(case: Any) -> str:
    one, other = (report["id"] for report in case["reports"])
    change = {"before": [0, 5], "was": "Boats", "after": [0, 4], "now": "Ten "}
    edition = {"report": other, "page": "x", "number": 2, "previous": one, "clock": "none", "changes": [change]}
    case["editions"] = [edition]
    return "wire.txt: edition 2 of x: not the words at wire.txt 0:4: 'Ten '"


def changed_notice(case: Any) -> str:
    notice = {"id": "n", "report": case["reports"][0]["id"], "span": [0, 5], "text": "Boat", "of": [], "claims": []}
    case["corrections"] = [notice | {"kind": "update"}]
    return "correction n: not the words at 0:5: 'Boat'"


CHANGES = (
    changed_words_of_an_edition,
    changed_notice,
    moved_span,
    paraphrased,
    moved_with_its_words,
    moved_when,
    changed_figure,
    cue_beyond_the_text,
    mention_beyond_the_text,
    gap_between_passages,
    claim_of_nobody,
    claim_of_no_report,
    claim_out_of_its_passage,
    origin_of_no_claim,
    word_that_the_format_does_not_know,
    missing_part,
    claim_that_stands_twice,
    wrong_bytes,
    other_words_called_copied,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_was_changed_is_caught(change: Callable[[Any], str], case: Any, tmp_path: Path) -> None:
    told = change(case)
    assert any(told in failure for failure in verified(case, tmp_path).failures)


def test_records_that_stand_before_their_reports_are_checked_all_the_same(case: Any, tmp_path: Path) -> None:
    moved_span(case)
    turned = dict(reversed(case.items()))
    assert len(verified(turned, tmp_path).failures) == 1


def test_a_field_of_a_later_program_is_no_failure(case: Any, tmp_path: Path) -> None:
    case["ratings"] = [{"id": "x"}]
    assert verified(case, tmp_path).holds


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JSON"),
        ("[1]", "no JSON"),
        ('{"format": "rashomon-case", "version": 1, "reports": [{]}', "no JSON"),
        ('{"format": "rashomon-case", "version": 1, "reports": [' + "[" * 100_000, "no JSON"),
        ('{"format": "other-case"}', "no case export"),
        ('{"version": 2}', "no case export"),
        ("{}", "it names no format"),
    ],
)
def test_what_is_no_export_is_refused(text: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(ExportError, match=why):
        verify_export(tmp_path / "x.json")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b'{"format": "rashomon-case\xff"}')
    with pytest.raises(ExportError, match="not in UTF-8"):
        verify_export(tmp_path / "x.json")


def test_sections_are_read_one_record_at_a_time() -> None:
    taken = iter(read_sections(StringIO('{"n": 12, "list": [{"a": 1}, [2], "x"], "none": [], "last": null}')))
    assert [(name, value if name in ("n", "last") else list(value)) for name, value in taken] == [
        ("n", 12),
        ("list", [{"a": 1}, [2], "x"]),
        ("none", []),
        ("last", None),
    ]


def test_a_record_longer_than_a_chunk_is_read_whole() -> None:
    long = "ä" * (3 * CHUNK_CHARS)
    read = read_sections(StringIO(json.dumps({"list": [long, 7]})))
    assert [list(elements) for _, elements in read] == [[long, 7]]


# The command


def run(*args: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["verify", *map(str, args)])
    return done.exit_code, done.output


def test_the_command_leaves_with_0_and_tells_how_much_it_checked(exported: Path) -> None:
    status, out = run(exported / "case.json", "--reports", exported / "reports")
    assert status == 0
    assert "2 reports (2 against their originals)" in out
    assert "nothing does not hold" not in out


def test_the_command_leaves_with_1_and_names_what_does_not_hold(case: Any, tmp_path: Path) -> None:
    paraphrased(case)
    verified(case, tmp_path)
    status, out = run(tmp_path / "case.json")
    assert status == 1
    assert "does not hold: page.html: claim" in out
    assert "not checked: bytes of 2 reports" in out


@pytest.mark.parametrize("args", [("missing.json",), ("case.json", "--reports", "nowhere")])
def test_the_command_leaves_with_2_where_it_cannot_run(args: tuple[str, ...], exported: Path) -> None:
    given = [arg if arg.startswith("--") else exported / arg for arg in args]
    assert run(*given)[0] == 2
