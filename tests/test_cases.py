"""The commands that keep a case: what they print, and with which status they leave."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.cli import judging, main
from rashomon.cli.cases import KINDS
from rashomon.ledger import Kind, Subject, Verdict
from rashomon.store import Case
from shelf import copy_case, write_reports


def run(*args: object, keys: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=keys)


@pytest.fixture
def path(shelf: Path, tmp_path: Path) -> Path:
    return copy_case(shelf, tmp_path)


def test_the_lists_in_the_help_are_those_of_the_records() -> None:
    assert list(Kind) == KINDS
    assert set(judging.SUBJECTS) == set(Subject)
    assert set(judging.VERDICTS) == set(Verdict) - {Verdict.UNDO}


def test_a_case_is_made_and_added_to(tmp_path: Path) -> None:
    made, reports = tmp_path / "rock.case", write_reports(tmp_path)
    assert run("new", made, "--title", "Pell Rock").exit_code == 0
    assert run("add", made, *reports[:2]).stdout == "added wire.txt\nadded letter.txt\n"
    done = run("add", made, *reports, tmp_path / "missing.txt")
    assert (done.exit_code, done.stdout) == (1, "added diary.txt\nknown wire.txt\nknown letter.txt\n")
    assert done.stderr == "rashomon: missing.txt: no such file\n"


def test_nothing_readable_is_status_2(path: Path, tmp_path: Path) -> None:
    assert run("add", path, tmp_path / "missing.txt").exit_code == 2


def test_what_is_given_of_a_report_is_kept(path: Path, tmp_path: Path) -> None:
    (tmp_path / "radio.txt").write_text("Two boats ran aground off Pell Rock.")
    run("add", path, tmp_path / "radio.txt", "--publisher", "Marsh Radio")
    with Case.open(path) as case:
        assert "Marsh Radio" in [report.publisher for report in case.ledger().reports]


@pytest.mark.parametrize(
    "command", ["add CASE x.txt", "show CASE", "review CASE", "judge CASE point reject x", "merge CASE CASE"]
)
def test_what_is_no_case_is_status_2(tmp_path: Path, command: str) -> None:
    (tmp_path / "x.txt").write_text("no case " * 200)
    done = run(*command.replace("CASE", str(tmp_path / "x.txt")).split())
    assert (done.exit_code, done.stdout) == (2, "")
    assert "x.txt" in done.stderr


def test_remove_wants_a_reason(path: Path) -> None:
    assert run("remove", path, "diary.txt").exit_code == 2
    assert run("remove", path, "diary.txt", "--reason", "its author asked").stdout == "removed diary.txt\n"
    assert run("remove", path, "diary.txt", "--reason", "again").exit_code == 2


def test_merge_says_what_it_took_over(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.case"
    run("new", other)
    run("judge", path, "reliability", "grade", "Ines Vall", "--value", "B", "--author", "bo")
    done = run("merge", other, path)
    assert done.exit_code == 0
    assert done.stdout.endswith("added wire.txt\n1 judgements taken over\n")


def test_show_is_the_whole_and_the_others_are_parts_of_it(path: Path) -> None:
    whole, points, times = (run(command, path).stdout for command in ("show", "points", "timeline"))
    assert all("REPORTS" in text or "How many boats ran?" in text for text in (whole, points))
    assert ("REPORTS" in points, "TIMELINE" in points, "CONTESTED" in times) == (False, False, False)
    assert whole.startswith("Pell Rock\n")


def test_search_shows_words_with_their_place(path: Path) -> None:
    done = run("search", path, "Kestrelmoor", "saw nothing")
    assert re.fullmatch(r"diary\.txt \[\d+:\d+\]  Kestrelmoor saw nothing of it\.\n", done.stdout)
    assert run("search", path, "zeppelin").stdout == ""


def test_query_tells_who_disagrees(path: Path) -> None:
    told = run("query", path, "--with", "Ines Vall", "--kind", "number").stdout
    assert told.startswith("How many boats ran? (number)\n  Ines Vall: “Four boats")
    assert "against harbour office: “Nine boats" in told


def test_export_is_the_case_export(path: Path, tmp_path: Path) -> None:
    assert json.loads(run("export", path).stdout)["title"] == "Pell Rock"
    for name, start in (("x.html", "<!DOCTYPE html>"), ("x.md", "# Pell Rock")):
        assert run("export", path, "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_an_export_never_overwrites_its_case(path: Path) -> None:
    before = path.read_bytes()
    assert run("export", path, "-o", path).exit_code == 2
    assert path.read_bytes() == before


def test_verify_holds_a_case_against_the_bytes_it_keeps(path: Path) -> None:
    done = run("verify", path)
    assert (done.exit_code, "3 against their originals" in done.stdout) == (0, True)
    with Case.open(path) as case:
        case._db.execute("UPDATE readings SET record = replace(record, 'Four', 'Five')")
        case._db.execute("UPDATE reports SET text = replace(text, 'Four', 'Five')")
    assert run("verify", path).exit_code == 1


def test_a_case_is_not_held_against_other_originals_without_a_word(path: Path, tmp_path: Path) -> None:
    done = run("verify", path, "--reports", tmp_path)
    assert (done.exit_code, "bytes that it keeps" in done.stderr) == (2, True)


def test_names_of_files_cannot_steer_the_terminal(path: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "a\u202etxt.txt", tmp_path / "b\u202etxt.bin"
    good.write_text("One boat ran aground, Ada Lorne said.")
    bad.write_bytes(b"\x00\x01")
    done = run("add", path, good, bad)
    assert (done.exit_code, "added a[U+202E]" in done.stdout, "b[U+202E]" in done.stderr) == (1, True, True)
    assert "\u202e" not in done.stdout + done.stderr


def test_a_judgement_is_told_with_what_rested_on_it(path: Path) -> None:
    with Case.open(path) as case:
        point = next(point for point in case.ledger().points if point.kind is Kind.NUMBER)
    done = run("judge", path, "point", "reject", point.id, "--reason", "two places", "--author", "ann")
    made = done.stdout.split()[0]
    assert "gone point: How many boats ran?" in done.stdout
    assert f"  {made}" in run("judgements", path).stdout
    assert "new point: How many boats ran?" in run("undo", path, made).stdout
    assert f"- {made}" in run("judgements", path).stdout
    assert "ann: judge subject point, verdict reject" in run("history", path).stdout


def test_review_walks_the_queue_and_keeps_each_answer(path: Path) -> None:
    done = run("review", path, "--only", "point", "--author", "ann", keys="x\nnot ours\ns\n")
    assert done.exit_code == 0
    with Case.open(path) as case:
        (made,) = case.judgements()
        assert (made.verdict, made.reason, made.author) == (Verdict.NEVER, "not ours", "ann")
        assert len(case.ledger().points) == 1


def test_review_asks_again_for_what_cannot_be(path: Path) -> None:
    keys = "c\nsometimes\n\nc\nupdates/number\nrecounted\nq\n"
    done = run("review", path, "--only", "comparison", keys=keys)
    assert "'sometimes' is no such value; expected a relation and a kind" in done.stderr
    with Case.open(path) as case:
        assert [one.value for one in case.judgements()] == ["updates/number"]


def test_review_grades_by_the_scale(path: Path) -> None:
    run("review", path, "--only", "reliability", "--author", "ann", keys="B\n\nq\n")
    run("review", path, "--only", "reliability", "--author", "bo", keys="C\n\nq\n")
    assert run("agreement", path, "ann", "bo").stdout == "kappa 0.00: 1 judged by both, 0% alike, 0% by chance\n"


def test_reread_changes_nothing_where_nothing_is_new(path: Path) -> None:
    assert run("reread", path).stdout == "0 changes, 0 stale judgements\n"
