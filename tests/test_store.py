"""What a case file keeps, for how long, and from whom."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import fields, make_dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamp import lamp_ledger
from rashomon import build_ledger, read_reports
from rashomon.compare import BY_MODEL, Judged, View, judge
from rashomon.errors import CaseError, CaseLocked
from rashomon.ledger import EntityKind, Kind, Relation, Report, Subject, Unread, Verdict
from rashomon.names import Match, match_names
from rashomon.pipeline import Statements, read_one
from rashomon.store import Case, opinions, schema, tables
from rashomon.store.file import open_file, step
from rashomon.store.records import columns, from_json, from_row, to_json, to_row
from rashomon.store.schema import DERIVED
from shelf import REPORTS, copy_case, write_reports


def seen_elsewhere(path: Path, query: str) -> list[tuple[object, ...]]:
    """What any other SQLite tool sees."""
    db = sqlite3.connect(path)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


# Records and tables


@pytest.mark.parametrize("table", [name for name in DERIVED if getattr(lamp_ledger(), name)])
def test_records_come_back_from_their_rows_as_they_were(table: str) -> None:
    for record in getattr(lamp_ledger(), table):
        row = dict(zip(columns(type(record)), to_row(record), strict=True))
        assert from_row(type(record), row) == record
        assert from_json(type(record), to_json(record)) == record


def test_a_field_that_an_older_file_lacks_takes_its_default() -> None:
    row = {"id": "x", "file": "a.txt", "sha256": "00", "text": "", "publisher": None, "blocks": None}
    assert from_row(Report, row) == Report(file="a.txt", sha256="00", text="")


def test_json_of_before_ids_were_written_can_be_read() -> None:
    assert from_json(Report, '{"file":"a.txt","sha256":"00","text":""}') == Report(file="a.txt", sha256="00", text="")


def test_every_list_of_a_ledger_has_a_table_with_a_column_for_each_field(shelf: Path) -> None:
    for table, record in DERIVED.items():
        found = {row[1] for row in seen_elsewhere(shelf, f"PRAGMA table_info({table})")}
        assert found == {"position", *(field.name for field in fields(record))}


@given(lists=st.lists(st.lists(st.integers(0, 9)), max_size=6), gap=st.sampled_from([2, 2**20]))
def test_a_table_holds_the_list_that_was_saved_last_in_its_order(lists: list[list[int]], gap: int) -> None:
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    db.execute("CREATE TABLE unread (position INTEGER PRIMARY KEY, file TEXT, reason TEXT)")
    with patch.object(tables, "GAP", gap):
        for numbers in lists:
            records = tuple(Unread(file=f"{n}.txt", reason="empty") for n in numbers)
            tables.save_all(db, "unread", records)
            assert tables.load_all(db, "unread", Unread) == records


def test_a_row_that_stands_as_it_should_is_not_written_again(case: Case, tmp_path: Path) -> None:
    told = "SELECT id, position FROM claims"
    before = {*seen_elsewhere(case.path, told)}
    (tmp_path / "early.txt").write_text(
        "PELL ROCK, 1 June 2031 - Two boats ran aground off Pell Rock, pilot Ada Lorne said."
    )
    case.add([tmp_path / "early.txt"])
    assert before < {*seen_elsewhere(case.path, told)}


def test_a_case_holds_the_ledger_that_its_reports_make(shelf: Path, tmp_path: Path) -> None:
    reading = read_reports(write_reports(tmp_path))
    with Case.open(shelf, to_write=False) as case:
        assert case.ledger() == build_ledger(reading.reports, title="Pell Rock")


def test_other_tools_read_the_words_of_a_claim(shelf: Path) -> None:
    rows = seen_elsewhere(shelf, "SELECT text FROM claims WHERE predicate LIKE 'run%'")
    assert ("Four boats ran aground off Pell Rock",) in rows


def test_a_new_field_of_a_record_is_a_new_column(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    later = make_dataclass("Later", [("file", str), ("reason", str), ("weight", float, 1.0)], frozen=True, kw_only=True)
    monkeypatch.setitem(schema.TABLES, "unread", later)
    open_file(case.path, to_write=True).close()
    assert [row[1:3] for row in seen_elsewhere(case.path, "PRAGMA table_info(unread)")][-1] == ("weight", "REAL")


# Adding


def test_the_same_report_twice_is_one(case: Case, tmp_path: Path) -> None:
    before = case.ledger()
    added = case.add(write_reports(tmp_path))
    assert (len(added.new), len(added.known), added.changes) == (0, 3, ())
    assert case.ledger() == before


def test_only_what_is_new_is_worked_through(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[str] = []

    def note(report: Report) -> Statements:
        worked.append(report.file)
        return read_one(report)

    monkeypatch.setattr("rashomon.store.case.read_one", note)
    (tmp_path / "radio.txt").write_text("Two boats ran aground off Pell Rock, pilot Ada Lorne said.")
    case.add([*write_reports(tmp_path), tmp_path / "radio.txt"])
    assert worked == ["radio.txt"]


def test_comparators_judge_only_pairs_of_which_something_has_changed(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[tuple[str, str]] = []

    def note(a: View, b: View) -> Judged:
        judged.append((a.claim.id, b.claim.id))
        return judge(a, b)

    monkeypatch.setattr(opinions, "judge", note)
    speaker = case.queue(only=Subject.SPEAKER)[0]
    case.judge(speaker.subject, Verdict.REJECT, speaker.objects)
    ((pairs,),) = seen_elsewhere(case.path, "SELECT sum(length(pairs)) / 8 FROM findings")
    assert isinstance(pairs, int)
    assert 0 < len(judged) < pairs


def test_answers_that_no_pair_asks_for_are_not_read(case: Case, tmp_path: Path) -> None:
    case._db.execute("INSERT INTO findings VALUES (?, ?)", ('[{"relation":"of another version"},false]', bytes(8)))
    (tmp_path / "radio.txt").write_text("Two boats ran aground off Pell Rock, pilot Ada Lorne said.")
    assert len(case.add([tmp_path / "radio.txt"]).new) == 1


def test_pairs_of_which_the_same_is_found_are_each_found(tmp_path: Path) -> None:
    told = (("Lorne", 3), ("Olin", 3), ("Munk", 5), ("Falk", 5))
    files = [tmp_path / f"{name}.txt" for name, _ in told]
    for file, (name, day) in zip(files, told, strict=True):
        said = f"The city council dissolved the Harbour Board on {day} June 2031, Ada {name} said."
        file.write_text(f"LUND, 10 June 2031 - {said}")
    with Case.create(tmp_path / "board.case") as case:
        case.add(files)
        assert case.ledger().comparisons == build_ledger(read_reports(files).reports).comparisons
        assert sum(c.kind is Kind.DATE and c.relation is Relation.CONTRADICTS for c in case.ledger().comparisons) == 4


def test_no_two_names_are_matched_twice(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matched: list[str] = []

    def note(one: str, other: str, kind: EntityKind) -> Match:
        matched.extend((one, other))
        return match_names(one, other, kind)

    monkeypatch.setattr(opinions, "match_names", note)
    (tmp_path / "radio.txt").write_text(
        "Two boats ran aground off Pell Rock, pilot Ada Lorne said. Ada Lorna Brandt agreed."
    )
    case.add([tmp_path / "radio.txt"])
    assert "Ada Lorna Brandt" in matched
    matched.clear()
    speaker = case.queue(only=Subject.SPEAKER)[0]
    case.judge(speaker.subject, Verdict.REJECT, speaker.objects)
    assert matched == []


def test_a_new_reading_has_every_pair_judged_anew(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinions, "judge", lambda a, b: Judged())
    before = [c for c in case.ledger().comparisons if not c.why.endswith(BY_MODEL)]
    case.reread()
    assert before
    assert not [c for c in case.ledger().comparisons if not c.why.endswith(BY_MODEL)]


def test_a_report_that_two_take_in_at_once_is_one(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Case, "_has", lambda *_: False)  # the other had not finished when this one looked
    added = case.add(write_reports(tmp_path))
    assert (len(added.new), len(added.known)) == (0, 3)
    assert case.verify() == ()


def test_the_order_of_arrival_makes_no_difference(shelf: Path, tmp_path: Path) -> None:
    with Case.create(tmp_path / "b.case", title="Pell Rock") as slow, Case.open(shelf, to_write=False) as case:
        for path in reversed(write_reports(tmp_path)):
            slow.add([path])
        assert slow.ledger() == case.ledger()


def test_what_cannot_be_read_is_noted_until_it_can_be(case: Case, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    assert [one.file for one in case.add([empty]).unread] == ["empty.txt"]
    assert [one.file for one in case.ledger().unread] == ["empty.txt"]
    empty.write_text("Six boats ran aground.")
    case.add([empty])
    assert case.ledger().unread == ()


def test_the_bytes_are_kept_to_the_letter(case: Case) -> None:
    for report in case.ledger().reports:
        assert case.document(report.id).decode() == REPORTS[report.file]


def test_what_was_given_of_a_report_outlives_a_new_reading(tmp_path: Path) -> None:
    from rashomon import Given

    with Case.create(tmp_path / "a.case") as case:
        case.add_bytes(b"Six boats ran aground.", "note.txt", given=Given(publisher="Fell Gazette"))
        before = case.ledger()
        assert case.reread() == ()
        assert case.ledger() == before
        assert before.reports[0].publisher == "Fell Gazette"


# Removing


def test_nothing_of_a_removed_report_is_left_in_the_file(case: Case) -> None:
    assert b"Kestrelmoor" in case.path.read_bytes()
    case.judge(Subject.ENTITY, Verdict.REJECT, ["Kestrelmoor", "Pell Rock"])
    case.remove("diary.txt", reason="its author asked for it")
    files = [path.read_bytes() for path in case.path.parent.iterdir() if path.name.startswith(case.path.name)]
    assert not any(b"estrelmoor" in data.lower() or b"nothing of it" in data for data in files)


def test_a_tombstone_stays_with_its_reason(case: Case) -> None:
    case.remove("diary.txt", reason="its author asked for it", author="bo")
    (stone,) = case.tombstones()
    assert (stone.file, stone.reason, stone.author) == ("diary.txt", "its author asked for it", "bo")
    assert [report.file for report in case.ledger().reports] == ["wire.txt", "letter.txt"]
    assert case.verify() == ()


def test_a_removed_report_is_not_taken_in_again(case: Case, tmp_path: Path) -> None:
    case.remove("diary.txt", reason="its author asked for it")
    added = case.add(write_reports(tmp_path))
    assert [(one.file, "its author asked for it" in one.reason) for one in added.unread] == [("diary.txt", True)]


def test_a_report_that_is_not_there_cannot_be_removed(case: Case) -> None:
    with pytest.raises(KeyError, match=r"no report is called this: diary\.txt"):
        case.remove("dairy.txt", reason="a slip")


# Merging


def test_two_cases_become_one_with_the_judgements_of_both(shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    mine, theirs = copy_case(shelf, tmp_path), copy_case(shelf, tmp_path / "b")
    with Case.open(theirs, author="bo") as other:
        point = other.ledger().points[0]
        other.judge(Subject.POINT, Verdict.CORRECT, [point.id], value="How many boats?")
        other.add_bytes(b"Two boats ran aground off Pell Rock, pilot Ada Lorne said.", "radio.txt")
    with Case.open(mine, author="ann") as case:
        case.judge(Subject.RELIABILITY, Verdict.GRADE, ["Ines Vall"], value="B")
        merged = case.merge(theirs)
        assert (len(merged.added.new), merged.judgements) == (1, 1)
        assert {one.author for one in case.judgements()} == {"ann", "bo"}
        assert "How many boats?" in [point.question for point in case.ledger().points]
        assert case.merge(theirs).judgements == 0


# Searching


def test_words_are_found_where_they_stand(case: Case) -> None:
    (hit,) = case.search("Kestrelmoor nothing")
    report = next(one for one in case.ledger().reports if one.id == hit.report)
    assert [report.text[start:end] for start, end in hit.spans] == ["Kestrelmoor", "nothing"]
    assert report.text[hit.start : hit.start + len(hit.text)] == hit.text


@pytest.mark.parametrize(
    ("words", "files"),
    [
        ("lamp", 2),
        ("LÀMP", 2),
        ('"the lamp"', 2),
        ('"lamp the"', 0),
        ("boat*", 3),
        ("boats lamp", 0),
        ('NEAR( " * -', 0),
        ("text:lamp", 0),
        ("", 0),
    ],
)
def test_search_takes_words_and_phrases_and_no_commands(case: Case, words: str, files: int) -> None:
    assert len({hit.file for hit in case.search(words)}) == files


# The file


def test_what_is_no_case_is_refused_in_words(tmp_path: Path) -> None:
    note, base, folder = tmp_path / "note.txt", tmp_path / "other.db", tmp_path / "folder"
    note.write_text("no database at all, but long enough to be looked at " * 20)
    sqlite3.connect(base).execute("CREATE TABLE x (y)").connection.close()
    folder.mkdir()
    for path, told in (
        (note, "is no case"),
        (base, "another program"),
        (folder, "is a folder"),
        (tmp_path / "-", "no such"),
    ):
        with pytest.raises(CaseError, match=told):
            Case.open(path)


def test_a_new_case_never_overwrites(case: Case) -> None:
    with pytest.raises(CaseError, match="is there already"):
        Case.create(case.path)


def test_a_case_of_a_newer_version_is_refused(case: Case) -> None:
    case._db.execute("INSERT INTO migrations VALUES ('add_wings', '2099', 'rashomon 9')")
    case.close()
    for to_write in (True, False):
        with pytest.raises(CaseError, match=r"newer rashomon.*add_wings"):
            Case.open(case.path, to_write=to_write)


def test_a_migration_that_fails_leaves_no_trace(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (done)")
        raise RuntimeError("the power went")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, break_off))
    with pytest.raises(RuntimeError):
        Case.open(case.path)
    assert seen_elsewhere(case.path, "SELECT name FROM sqlite_master WHERE name = 'half'") == []
    monkeypatch.undo()
    Case.open(case.path).close()


def test_a_locked_case_says_so(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.store.file.WAIT_SECONDS", 0.05)
    with Case.open(case.path) as other, step(case._db):
        with pytest.raises(CaseLocked, match="another program is writing"):
            other.judge(Subject.RELIABILITY, Verdict.GRADE, ["Ines Vall"], value="B")
        assert len(other.ledger().reports) == 3  # who reads is not kept from it


def test_a_full_disk_says_so_and_keeps_what_was_there(case: Case) -> None:
    before = case.ledger()
    pages = case._db.execute("PRAGMA page_count").fetchone()[0]
    case._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CaseError, match="the disk is full"):
        case.add_bytes(b"Two boats ran aground. " * 5000, "long.txt")
    case._db.execute("PRAGMA max_page_count = 1000000")
    assert (case.ledger(), case.verify()) == (before, ())


def test_a_case_in_a_read_only_folder_can_be_read(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.close()
    monkeypatch.setattr("os.access", lambda *_: False)
    with Case.open(case.path, to_write=False) as read:
        assert len(read.ledger().reports) == 3
        assert [path.name for path in case.path.parent.iterdir()] == [case.path.name]


def test_what_another_has_just_written_is_seen_from_a_read_only_folder(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.add_bytes(b"Six boats ran aground, Ada Lorne said.", "note.txt")
    monkeypatch.setattr("os.access", lambda *_: False)
    with Case.open(case.path, to_write=False) as read:
        assert len(read.ledger().reports) == 4


def test_a_case_that_is_only_read_is_not_touched(case: Case) -> None:
    case.close()
    before = case.path.read_bytes()
    with Case.open(case.path, to_write=False) as read:
        assert read.queue()
        with pytest.raises(CaseError, match="read-only"):
            read.judge(Subject.RELIABILITY, Verdict.GRADE, ["Ines Vall"], value="B")
    assert case.path.read_bytes() == before


def test_verify_names_bytes_and_words_that_were_tampered_with(case: Case) -> None:
    assert case.verify() == ()
    case._db.execute("UPDATE documents SET bytes = 'x' WHERE file = 'wire.txt'")
    case._db.execute("UPDATE claims SET text = 'Ten boats' WHERE text LIKE 'Four boats%'")
    assert [problem.split(":")[0].split()[0] for problem in case.verify()] == ["wire.txt", "claim"]


def test_readers_see_one_state_while_another_writes(case: Case) -> None:
    with Case.open(case.path, to_write=False) as reader:
        before, revision = reader.ledger(), reader.revision
        with step(case._db):
            case._db.execute("DELETE FROM claims")
            assert reader.ledger() == before
        assert reader.revision == revision


def test_a_step_tells_all_readers_to_look_again(case: Case) -> None:
    with Case.open(case.path, to_write=False) as reader:
        revision = reader.revision
        case.judge(Subject.COMPARISON, Verdict.REJECT, [case.ledger().comparisons[0].id])
        assert reader.revision > revision
        assert reader.ledger() == case.ledger()


# A crash

WRITER = """
import sys
from rashomon.store import Case
from rashomon.ledger import Subject, Verdict
with Case.open(sys.argv[1], author="ann") as case:
    for n in range(1000):
        made = case.judge(Subject.RELIABILITY, Verdict.GRADE, ["Ines Vall"], value="ABCDEF"[n % 6])
        print(made.judgement.id, flush=True)
"""


def test_a_kill_loses_no_confirmed_judgement(case: Case) -> None:
    command = [sys.executable, "-c", WRITER, str(case.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        confirmed = [writer.stdout.readline().strip() for _ in range(3)]
        time.sleep(0.02)
        writer.send_signal(signal.SIGKILL)
        confirmed += writer.stdout.read().split()
    with Case.open(case.path) as after:
        assert set(confirmed) <= {one.id for one in after.judgements()}
        assert after.verify() == ()


def test_a_crash_before_the_case_is_worked_through_is_made_good(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rashomon.store.case.suggest", crash)
    with pytest.raises(KeyboardInterrupt):
        case.add_bytes(b"Two boats ran aground off Pell Rock, pilot Ada Lorne said.", "radio.txt")
    monkeypatch.undo()
    assert len(case.ledger().reports) == 3
    case.settle()
    assert len(case.ledger().reports) == 4
