"""A case: the reports of one event, what the program makes of them, and what people decide, in one SQLite file."""

from __future__ import annotations

import getpass
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType

from rashomon import __version__
from rashomon.errors import CaseError, JudgementError, ReadError
from rashomon.ledger import Anchor, Judgement, Ledger, Report, Subject, Unread, Verdict
from rashomon.pipeline import Progress, Statements, conclude, in_order, read_one, suggest
from rashomon.read import NO_GIVEN, Given, read_bytes
from rashomon.review import (
    Agreement,
    Ids,
    Item,
    Judged,
    Stale,
    agreement,
    check_judgement,
    find_stale,
    holding,
    review_queue,
    taken_back,
)
from rashomon.review.check import GRADED, current_value
from rashomon.review.judged import EARLY
from rashomon.store.file import create, open_file, snapshot, step, sweep, told
from rashomon.store.intake import buried, read_anew, stream_documents, told_outside
from rashomon.store.opinions import RememberedFindings, RememberedMatches, RememberedModel, forget_answers
from rashomon.store.outcomes import Added, Change, Decided, Event, Merged, Tombstone
from rashomon.store.records import from_json, to_json
from rashomon.store.schema import DERIVED
from rashomon.store.search import Hit, find_words, index_words
from rashomon.store.soundness import find_faults
from rashomon.store.tables import append, load_all, load_ledger, load_report, save_all, save_ledger, with_suggestions

MADE_BY = f"rashomon {__version__}"
STATEMENTS, COMPARISONS = "statements", "comparisons"  # from where on a case must be worked through again
CONCLUDED = ("comparisons", "points", "origins", "copied", "possible")  # what ``conclude`` makes


class Case:
    """One event's reports, statements, suggestions and judgements in one file; a context manager.

    Many may read while one writes. A method that writes returns when what it did is on the disk, and does it whole or
    not at all. A ``Case`` belongs to the thread that opened it; opening one costs a few milliseconds.

    Every method raises ``CaseError`` where the file cannot be used, ``CaseLocked`` where somebody else keeps it.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, *, author: str | None = None) -> None:
        self.path = path
        self.author = author or _user()  # who signs what is done, unless the call says otherwise
        self._db = db
        self._held: tuple[int, Ledger] | None = None

    @classmethod
    def create(cls, path: Path | str, *, title: str | None = None, author: str | None = None) -> Case:
        """A new case. ``title`` is what the event is called; else the first report's title.

        Raises:
            CaseError: There is something of this name, or the folder cannot be written to.
        """
        case = cls(Path(path), create(Path(path)), author=author)
        with case._step("new", None, {"made_by": MADE_BY}):
            case._set("title", title)
        return case

    @classmethod
    def open(cls, path: Path | str, *, to_write: bool = True, author: str | None = None) -> Case:
        """An existing case; with ``to_write=False`` nothing in it is touched, and a read-only file will do.

        Raises:
            CaseError: There is no such file, it is no case, it is damaged, or a newer version has written it.
        """
        return cls(Path(path), open_file(Path(path), to_write=to_write), author=author)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    # What the case holds

    @property
    def revision(self) -> int:
        """Goes up with every step that anybody writes: what was made of an older one is out of date."""
        return int(self._about("revision") or 0)

    @property
    def worked(self) -> int:
        """Goes up whenever the ledger has become another; a grade, for one, leaves it as it is."""
        return int(self._about("worked") or 0)

    @property
    def title(self) -> str | None:
        """What the event is called, None where nobody said."""
        return self._about("title")

    def ledger(self) -> Ledger:
        """All that is known by now, as judged. Kept in memory until somebody writes to the file.

        After a crash between taking a report in and working it into the case, that report is missing here until the
        case is next written to (``settle``).
        """
        with told(self.path), snapshot(self._db):
            return self._derived()

    def document(self, report: str) -> bytes:
        """The bytes of a report as they were taken in.

        Raises:
            KeyError: The case has no such report.
        """
        with told(self.path):
            row = self._db.execute(
                "SELECT CAST(bytes AS BLOB) AS bytes FROM documents WHERE report = ?", (report,)
            ).fetchone()
        if row is None:
            raise KeyError(report)
        return bytes(row["bytes"])

    def file_of(self, report: str) -> str:
        """The name of the file that a report came in. Raises KeyError where the case has no such report."""
        return str(self._find(report)["file"])

    def alone(self) -> tuple[str, ...]:
        """The reports whose bytes alone give their text; for others their container said how to read them."""
        with told(self.path):
            return tuple(row["report"] for row in self._listed() if row["outside"] is not None)

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement ever made, in the order in which the case got them."""
        with told(self.path):
            return load_all(self._db, "judgements", Judgement)

    def stale(self) -> tuple[Stale, ...]:
        """The judgements that hold and whose objects are not there any more."""
        return find_stale(self.ledger(), holding(self.judgements()).values())

    def queue(self, *, author: str | None = None, only: Subject | None = None) -> tuple[Item, ...]:
        """What is open, by how much hangs on the answer; with ``author``, what that one has not judged."""
        return review_queue(self.ledger(), self.judgements(), author=author, only=only)

    def agreement(self, one: str, other: str, *, subject: Subject | None = None) -> Agreement:
        """How far two reviewers agree on what both have judged (Cohen's kappa)."""
        return agreement(self.judgements(), one, other, subject=subject)

    def search(self, words: str, *, limit: int = 50) -> tuple[Hit, ...]:
        """The paragraphs that hold all the words, the best first; "words together" between quotation marks."""
        with told(self.path):
            return tuple(find_words(self._db, words, limit=limit))

    def history(self) -> tuple[Event, ...]:
        """All that was done to the case, in order."""
        with told(self.path):
            rows = self._db.execute("SELECT * FROM history ORDER BY number").fetchall()
        return tuple(
            Event(
                number=row["number"],
                at=datetime.fromisoformat(row["at"]),
                author=row["author"],
                action=row["action"],
                on=row["object"],
                detail=json.loads(row["detail"]),
            )
            for row in rows
        )

    def tombstones(self) -> tuple[Tombstone, ...]:
        """The reports that were removed."""
        with told(self.path):
            rows = self._db.execute("SELECT * FROM tombstones ORDER BY at").fetchall()
        return tuple(Tombstone(**{**dict(row), "at": datetime.fromisoformat(row["at"])}) for row in rows)

    # Taking in and removing

    def add(
        self,
        paths: Iterable[Path | str],
        *,
        given: Mapping[str, Given] = NO_GIVEN,
        author: str | None = None,
        progress: Progress | None = None,
    ) -> Added:
        """Take files in, and all files below folders, as ``read_reports`` reads them; only what is new is worked on.

        Raises:
            GivenError: A sidecar is malformed, or ``given`` names a file that is not there.
        """
        return self.take_in(stream_documents(paths, given), author=author, progress=progress)

    def add_bytes(self, data: bytes, file: str, *, given: Given | None = None, author: str | None = None) -> Added:
        """Take one report in from its bytes. What cannot be read is named in ``unread``, as ``add`` does."""
        try:
            report = read_bytes(data, file, given=given)
        except ReadError as error:
            return self.take_in([Unread(file=file, reason=str(error))], author=author)
        return self.take_in([(report, data)], author=author)

    def take_in(
        self,
        documents: Iterable[tuple[Report, bytes] | Unread],
        *,
        author: str | None = None,
        progress: Progress | None = None,
    ) -> Added:
        """Take reports in with the bytes that they were read from; what could not be read is noted with its reason.

        Each report is on the disk as soon as it is worked through, so a crash loses no more than the one at hand.
        """
        new: list[Report] = []
        known: list[Report] = []
        missed: list[Unread] = []
        removed = {one.report: one for one in self.tombstones()}
        with told(self.path):
            for n, one in enumerate(documents):
                if progress:
                    progress("reading", n, n + 1)
                if isinstance(one, Unread):
                    missed.append(one)
                    continue
                report, data = one
                if report.id in removed:
                    missed.append(buried(report, removed[report.id]))
                elif self._take_in(report, data, author):
                    new.append(report)
                else:
                    known.append(report)
            self._note_unread(missed, new, author)
        changes = self.settle(progress=progress)
        return Added(new=tuple(new), known=tuple(known), unread=tuple(missed), changes=changes)

    def remove(self, report: str, *, reason: str, author: str | None = None) -> Tombstone:
        """Remove a report, by id, digest or file name: its words and bytes go from the file, a tombstone stays.

        What people typed stays, as do their judgements, which are listed as stale; where a judgement accepted words of
        the report, it keeps no copy of them.

        Raises:
            KeyError: The case has no such report, or several of this name.
        """
        row = self._find(report)
        stone = Tombstone(
            report=row["report"],
            sha256=row["sha256"],
            file=row["file"],
            reason=reason,
            author=author or self.author,
            at=datetime.now(UTC),
        )
        with told(self.path):
            with self._step("remove", stone.report, {"file": stone.file, "reason": reason}, author):
                self._forget(stone)
                self._work_through()
                self._set("sweep", "due")
            self._held = None
            self._sweep()
        return stone

    def merge(self, path: Path | str, *, author: str | None = None, progress: Progress | None = None) -> Merged:
        """Take in another case on the same event: its reports and its judgements; both people's judgements are kept.

        What was removed here stays removed.
        """
        with Case.open(path, to_write=False) as other:
            if self.path.resolve() == other.path.resolve():
                raise CaseError(f"{path}: cannot be merged into itself")
            theirs, stones = other.judgements(), {stone.report for stone in other.tombstones()}
            documents = list(other._documents())
            unread = other.ledger().unread
        mine = {stone.report for stone in self.tombstones()}
        wanted = [one for one in documents if one[0].id not in mine]
        with told(self.path):
            known = {one.id for one in self.judgements()}
            new = [one for one in theirs if one.id not in known]
            with self._step("merge", None, {"from": Path(path).name, "judgements": len(new)}, author):
                for one in new:
                    append(self._db, "judgements", one)
                if new:
                    self._unsettle(STATEMENTS)
        added = self.take_in([*wanted, *unread], author=author, progress=progress)
        return Merged(
            added=added,
            judgements=len(new),
            removed_there=tuple(row["file"] for row in self._listed() if row["report"] in stones),
            removed_here=tuple(report.file for report, _ in documents if report.id in mine),
        )

    def reread(self, *, author: str | None = None, progress: Progress | None = None) -> tuple[Change, ...]:
        """Read every report anew from its bytes, as this version of the program does; judgements find their objects."""
        with told(self.path):
            rows = self._listed()
            for n, row in enumerate(rows):
                if progress:
                    progress("reading", n, len(rows))
                report = load_report(self._db, row["report"])
                if row["outside"] is not None:
                    report = read_anew(report, self.document(report.id), row["outside"])
                with self._step("reread", report.id, {"made_by": MADE_BY}, author):
                    self._db.execute("DELETE FROM words WHERE report = ?", (report.id,))
                    self._keep_reading(report, read_one(report))
                    forget_answers(self._db)
        return self.settle(progress=progress)

    # Judging

    def judge(
        self,
        subject: Subject,
        verdict: Verdict,
        objects: Iterable[str | Anchor],
        *,
        value: str | None = None,
        reason: str = "",
        author: str | None = None,
        settle: bool = True,
    ) -> Decided:
        """Decide something, and work out what rests on it.

        Args:
            subject: On what to decide.
            verdict: Accept, reject, correct (with ``value``), grade (with ``value``), or never suggest again. Of
                entities, accept joins two and reject parts two; of origins likewise.
            objects: Ids of the ledger. Voice: a passage. Speaker, time, credibility: a claim. Comparison: its id, or
                two claims. Origin: two claims. Point: its id. Entity: two ids or names, where an alias stands for
                just that name. Reliability: an id or a name.
            value: A name, an EDTF time, ``contradicts/number``, a question, a letter from A to F, a figure from 1 to 6.
            settle: Whether to work out at once what rests on it; else ``settle`` must be called later.

        Raises:
            JudgementError: There is no such thing, or it cannot be decided like this.
        """
        ledger = self.ledger()
        anchors = Ids(ledger).anchors(subject, objects)
        if value is None and verdict in (Verdict.ACCEPT, Verdict.REJECT):
            value = current_value(ledger, subject, anchors)
        with told(self.path):
            with step(self._db):
                made = self._sign(subject, verdict, anchors, value, reason, author or self.author)
            changes = self.settle() if settle else ()
        return Decided(judgement=made, changes=changes)

    def undo(self, judgement: str, *, reason: str = "", author: str | None = None, settle: bool = True) -> Decided:
        """Take a judgement back, by another judgement: what held before it holds again. An undo can be undone.

        With ``settle=False``, ``settle`` must be called later, as after ``judge``.

        Raises:
            JudgementError: There is no such judgement, or it has been taken back already.
        """
        with told(self.path):
            with step(self._db):
                judgements = self.judgements()
                old = next((one for one in judgements if one.id == judgement), None)
                if old is None:
                    raise JudgementError(f"{judgement}: no judgement has this id")
                if old.id in taken_back(judgements):
                    raise JudgementError(f"{judgement}: has been taken back already")
                made = self._record(old.subject, Verdict.UNDO, old.anchors, None, reason, author or self.author, old.id)
            changes = self.settle() if settle else ()
        return Decided(judgement=made, changes=changes)

    def settle(self, *, progress: Progress | None = None) -> tuple[Change, ...]:
        """Work out what rests on all that was taken in and decided since; nothing to do costs nothing."""
        with told(self.path):
            if self._about("sweep") == "due":
                self._sweep()
            if not self._about("unsettled"):
                return ()
            with step(self._db):
                ledger, changes = self._work_through(progress)
                self._next_revision()
                worked = self.worked
            self._held = (worked, ledger)  # what has just been written need not be read again
        return changes

    # Whether all is well

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the file, one line each; nothing is as it should be.

        Whether the file is sound, the bytes have their digests, and the claims stand in their reports to the letter.
        """
        with told(self.path), snapshot(self._db):
            return tuple(find_faults(self._db))

    # How it is done

    def _about(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return None if row is None else row["value"]

    def _set(self, name: str, value: str | None) -> None:
        self._db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def _next_revision(self) -> None:
        self._set("revision", str(self.revision + 1))

    @contextmanager
    def _step(
        self, action: str, on: str | None, detail: Mapping[str, object], author: str | None = None
    ) -> Iterator[None]:
        """One step of work with the row of history that tells of it."""
        with told(self.path), step(self._db):
            yield
            self._tell(action, on, detail, author or self.author)

    def _tell(self, action: str, on: str | None, detail: Mapping[str, object], author: str) -> None:
        row = (datetime.now(UTC).isoformat(), author, action, on, json.dumps(detail, ensure_ascii=False))
        self._db.execute("INSERT INTO history (at, author, action, object, detail) VALUES (?, ?, ?, ?, ?)", row)
        self._next_revision()

    def _unsettle(self, since: str) -> None:
        if self._about("unsettled") != STATEMENTS:
            self._set("unsettled", since)

    def _has(self, report: str) -> bool:
        return self._db.execute("SELECT 1 FROM documents WHERE report = ?", (report,)).fetchone() is not None

    def _listed(self) -> list[sqlite3.Row]:
        return self._db.execute("SELECT report, sha256, file, outside FROM documents ORDER BY file").fetchall()

    def _find(self, report: str) -> sqlite3.Row:
        with told(self.path):
            found = [row for row in self._listed() if report in (row["report"], row["sha256"], row["file"])]
        if len(found) != 1:
            files = ", ".join(f"{row['file']} ({row['report']})" for row in (found or self._listed()))
            raise KeyError(
                f"{report}: {'several reports are' if found else 'no report is'} called this: {files or 'none'}"
            )
        return found[0]

    def _documents(self) -> Iterator[tuple[Report, bytes]]:
        for row in self._listed():
            yield load_report(self._db, row["report"]), self.document(row["report"])

    def _take_in(self, report: Report, data: bytes, author: str | None) -> bool:
        """Whether the report was new; somebody else may have taken it in while it was worked through."""
        if self._has(report.id):
            return False
        said = read_one(report)
        row = (report.id, report.sha256, report.file, told_outside(report, data), data)
        added = "INSERT OR IGNORE INTO documents (report, sha256, file, outside, bytes) VALUES (?, ?, ?, ?, ?)"
        with step(self._db):
            if not self._db.execute(added, row).rowcount:
                return False
            self._keep_reading(report, said)
            self._tell("add", report.id, {"file": report.file}, author or self.author)
        return True

    def _keep_reading(self, report: Report, said: Statements) -> None:
        row = (report.id, MADE_BY, to_json(report), to_json(said))
        self._db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", row)
        index_words(self._db, report)
        self._unsettle(STATEMENTS)

    def _note_unread(self, missed: Iterable[Unread], new: Iterable[Report], author: str | None) -> None:
        """What could not be read is kept with its reason, until a file of this name can be."""
        was = {one.file: one for one in load_all(self._db, "unread", Unread)}
        now = {**was, **{one.file: one for one in missed}}
        for report in new:
            now.pop(report.file, None)
        if now != was:
            with self._step("unread", None, {"files": sorted(now)}, author):
                save_all(self._db, "unread", now.values())
                self._set("worked", str(self.worked + 1))

    def _forget(self, stone: Tombstone) -> None:
        """Take a report's words and bytes out of every table that is not derived."""
        for table in ("words", "readings", "documents"):
            self._db.execute(f"DELETE FROM {table} WHERE report = ?", (stone.report,))
        self._db.execute(
            "INSERT INTO tombstones VALUES (?, ?, ?, ?, ?, ?)",
            (stone.report, stone.sha256, stone.file, stone.reason, stone.author, stone.at.isoformat()),
        )
        self._db.execute(
            "UPDATE judgements SET value = NULL WHERE verdict IN ('accept', 'reject') AND subject != 'comparison'"
            " AND anchors LIKE ?",
            (f"%{stone.report}%",),
        )
        self._unsettle(STATEMENTS)

    def _sweep(self) -> None:
        """Leave nothing of what was removed in the file; where readers are in the way, ``settle`` tries again."""
        if sweep(self._db):
            with step(self._db):
                self._set("sweep", None)

    def _sign(
        self,
        subject: Subject,
        verdict: Verdict,
        anchors: tuple[Anchor, ...],
        value: str | None,
        reason: str,
        author: str,
    ) -> Judgement:
        """A judgement in the case, after the one that held on its matter until now."""
        probe = Judgement(subject=subject, verdict=verdict, anchors=anchors, author=author, made=datetime.now(UTC))
        before = holding(self.judgements()).get(probe.matter)
        return self._record(subject, verdict, anchors, value, reason, author, before.id if before else None)

    def _record(
        self,
        subject: Subject,
        verdict: Verdict,
        anchors: tuple[Anchor, ...],
        value: str | None,
        reason: str,
        author: str,
        supersedes: str | None,
    ) -> Judgement:
        last = max((one.made for one in self.judgements()), default=datetime.min.replace(tzinfo=UTC))
        made = Judgement(
            subject=subject,
            verdict=verdict,
            anchors=anchors,
            value=value,
            reason=reason,
            author=author,
            made=max(datetime.now(UTC), last + timedelta(microseconds=1)),  # a clock set back makes none older
            supersedes=supersedes,
        )
        check_judgement(made)
        append(self._db, "judgements", made)
        detail = {"subject": subject.value, "verdict": verdict.value, "supersedes": supersedes}
        self._tell("judge", made.id, detail, author)
        if subject not in GRADED:
            self._unsettle(STATEMENTS if subject in EARLY else COMPARISONS)
        return made

    def _derived(self) -> Ledger:
        """The ledger of the file, read once for each time that it was worked through; within a snapshot or a step."""
        worked = self.worked
        if self._held is None or self._held[0] != worked:
            self._held = (worked, load_ledger(self._db, self._about("shown_title") or self.title or ""))
        return self._held[1]

    def _work_through(self, progress: Progress | None = None) -> tuple[Ledger, tuple[Change, ...]]:
        """The half of the work that looks at the case as a whole, from where something is new."""
        if progress:
            progress("comparing", 0, 1)
        judged = Judged(self.judgements())
        anew = self._about("unsettled") == STATEMENTS
        suggested = self._suggest(judged) if anew else with_suggestions(self._db, self._derived())
        ledger = conclude(suggested, revision=judged)
        changes = save_ledger(self._db, ledger, DERIVED if anew else CONCLUDED)
        self._set("shown_title", ledger.title)
        self._set("unsettled", None)
        self._set("worked", str(self.worked + 1))
        if progress:
            progress("comparing", 1, 1)
        return ledger, changes

    def _suggest(self, judged: Judged) -> Ledger:
        model, findings, matches = RememberedModel(self._db), RememberedFindings(self._db), RememberedMatches(self._db)
        reports, said = self._readings()
        unread = load_all(self._db, "unread", Unread)
        ledger = suggest(
            reports,
            said,
            unread=unread,
            title=self.title,
            model=model,
            compare_pairs=findings,
            match=matches,
            revision=judged,
        )
        for memo in (model, findings, matches):
            memo.keep()
        save_all(self._db, "suggested_comparisons", ledger.comparisons)
        save_all(self._db, "suggested_possible", ledger.possible)
        return ledger

    def _readings(self) -> tuple[tuple[Report, ...], dict[str, Statements]]:
        """What each report says, as it was read when it was taken in."""
        reports, said = [], {}
        for row in self._db.execute("SELECT report, record, said FROM readings"):
            reports.append(from_json(Report, row["record"]))
            statements: Statements = from_json(Statements, row["said"])
            statements.names.index()
            said[row["report"]] = statements
        return in_order(reports), said


def _user() -> str:
    """The name of who is logged in; in a container there may be none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
