"""The cases that are served: each read once for every change, written to by one thread."""

from __future__ import annotations

import gc
import getpass
import os
import secrets
import tempfile
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from rashomon.errors import CaseError, RashomonError
from rashomon.ledger import Subject, Verdict
from rashomon.read import NO_GIVEN, Given
from rashomon.store import Case, Change, Hit
from rashomon.store.schema import APPLICATION_ID
from rashomon.web.view import State, View

T = TypeVar("T")
PATIENCE_SECONDS = 1.5  # how long an answer waits for what rests on a judgement; a big case is worked through after it
MAX_KEPT = 200  # jobs and outcomes remembered of each case, the oldest forgotten first


@dataclass(slots=True, kw_only=True)
class Job:
    """Reports that are being added; ``state`` is waiting, reading, comparing, done or failed."""

    id: str
    files: tuple[str, ...]
    state: str = "waiting"
    done: int = 0
    added: tuple[tuple[str, str], ...] = ()  # file and id of the report
    known: tuple[tuple[str, str], ...] = ()
    unread: tuple[tuple[str, str], ...] = ()  # file and reason
    changes: tuple[Change, ...] = ()
    error: str | None = None

    def fail_with(self, working: Future[None]) -> None:
        """Whatever kept the reports from being taken in is told to who waits for them."""
        if (error := working.exception()) is not None:
            known = isinstance(error, RashomonError)
            self.error = str(error) if known else f"unexpected {type(error).__name__}: {error}"
            self.state = "failed"

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed")


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of a judgement: what rested on it, None as long as that is being worked out."""

    judgement: str
    subject: str
    verdict: str
    changes: tuple[Change, ...] | None = None


class Held:
    """One case: what all pages draw from, and the one thread that writes to it.

    Pages show the case as it was last worked through. While this desk itself works on it, they show the state before.
    """

    def __init__(self, path: Path, name: str, author: str) -> None:
        self.path, self.name, self.author = path, name, author
        self.jobs: dict[str, Job] = {}
        self.outcomes: dict[str, Outcome] = {}
        self._state: State | None = None
        self._reading = False
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"reads {name}")
        self._busy, self._setting = 0, threading.Lock()
        self._case: Case | None = None  # of the writing thread alone
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"writes {name}")

    @property
    def busy(self) -> bool:
        """Whether something is being worked out, or read."""
        return self._busy > 0 or self._reading

    def state(self) -> State:
        """The case as it now stands."""
        state = self._state
        if state is None:
            return self._reader.submit(self._read).result()
        if not self.busy and self._stamp() != state.stamp:
            with suppress(TimeoutError):
                return self._reader.submit(self._read).result(PATIENCE_SECONDS / 2)
        return self._state or state

    def _stamp(self) -> tuple[int, int]:
        with Case.open(self.path, to_write=False) as case:
            return case.revision, case.worked

    def _read(self) -> State:
        """What others have written, in the one thread that reads whole cases; the writing thread's word goes first."""
        self._reading, seen = True, self._state
        try:
            with Case.open(self.path, to_write=False) as case:
                if seen is None or seen.stamp != (case.revision, case.worked):
                    made = self._made(case)
                    with self._setting:
                        if self._state is seen:
                            self._state = made
        finally:
            self._reading = False
        assert self._state is not None
        return self._state

    def search(self, words: str, limit: int) -> tuple[Hit, ...]:
        """Paragraphs that hold the words."""
        with Case.open(self.path, to_write=False) as case:
            return case.search(words, limit=limit)

    def document(self, report: str) -> bytes:
        """A report's bytes. Raises KeyError where the case has no such report."""
        with Case.open(self.path, to_write=False) as case:
            return case.document(report)

    def judge(
        self,
        subject: Subject,
        verdict: Verdict,
        objects: tuple[str, ...],
        *,
        value: str | None,
        reason: str,
        author: str,
    ) -> str:
        """Decide something; the judgement's id, once it is on the disk and, if that is soon, worked out."""

        def decide(case: Case) -> str:
            made = case.judge(subject, verdict, objects, value=value, reason=reason, author=author, settle=False)
            return self._note(made.judgement.id, subject, verdict)

        return self._settled_after(decide)

    def undo(self, judgement: str, *, reason: str, author: str) -> str:
        """Take a judgement back; the id of the judgement that does so."""

        def take_back(case: Case) -> str:
            made = case.undo(judgement, reason=reason, author=author, settle=False)
            return self._note(made.judgement.id, made.judgement.subject, Verdict.UNDO)

        return self._settled_after(take_back)

    def remove(self, report: str, *, reason: str, author: str) -> None:
        """Remove a report. Raises KeyError where the case has no such report."""
        self._write(lambda case: case.remove(report, reason=reason, author=author)).result()

    def add(self, folder: tempfile.TemporaryDirectory[str], given: Mapping[str, Given], author: str) -> Job:
        """Begin to take in the files of a folder, which is removed afterwards."""
        files = tuple(sorted(path.name for path in Path(folder.name).iterdir()))
        job = Job(id=secrets.token_hex(8), files=files)
        self.jobs[job.id] = job
        _forget_oldest(self.jobs)
        working = self._write(lambda case: self._take_in(case, job, folder, given, author))
        working.add_done_callback(job.fail_with)
        return job

    def close(self) -> None:
        """Let the writing thread finish what it is at."""
        self._reader.shutdown()
        self._writer.submit(self._let_go)
        self._writer.shutdown(cancel_futures=False)

    def _let_go(self) -> None:
        if self._case is not None:
            self._case.close()

    def _take_in(
        self,
        case: Case,
        job: Job,
        folder: tempfile.TemporaryDirectory[str],
        given: Mapping[str, Given],
        author: str,
    ) -> None:
        def tell(step: str, done: int, total: int) -> None:
            job.state, job.done = step, min(done, len(job.files)) if step == "reading" else job.done

        with folder:
            paths = [Path(folder.name, file) for file in job.files]
            added = case.add(paths, given=given or NO_GIVEN, author=author, progress=tell)
        job.added = tuple((report.file, report.id) for report in added.new)
        job.known = tuple((report.file, report.id) for report in added.known)
        job.unread = tuple((one.file, one.reason) for one in added.unread)
        job.changes, job.done = added.changes, len(job.files)
        self._keep(case)  # whoever sees that the job is done sees what came of it
        job.state = "done"

    def _settled_after(self, decide: Callable[[Case], str]) -> str:
        made = self._write(decide).result()

        def settle(case: Case) -> None:
            self.outcomes[made].changes = case.settle()  # an earlier decision's changes may be among them

        wait_for([self._write(settle)], timeout=PATIENCE_SECONDS)
        return made

    def _note(self, judgement: str, subject: Subject, verdict: Verdict) -> str:
        self.outcomes[judgement] = Outcome(judgement=judgement, subject=subject.value, verdict=verdict.value)
        _forget_oldest(self.outcomes)
        return judgement

    def _write(self, work: Callable[[Case], T]) -> Future[T]:
        """Do something to the case in the one thread that writes; afterwards the pages show what it did."""

        def run() -> T:
            try:
                if self._case is None:
                    self._case = Case.open(self.path, author=self.author)
                    self._case.settle()
                try:
                    return work(self._case)
                finally:
                    self._keep(self._case)
            finally:
                self._count(-1)

        self._count(1)
        return self._writer.submit(run)

    def _count(self, more: int) -> None:
        with self._setting:
            self._busy += more

    def _keep(self, case: Case) -> None:
        """What the writing thread has done is what the pages show from now on."""
        made = self._made(case)
        with self._setting:
            self._state = made

    def _made(self, case: Case) -> State:
        """What the pages draw from, made before any page asks for it."""
        stamp, judgements, history = (case.revision, case.worked), case.judgements(), case.history()
        state = self._state
        if state is not None and state.stamp[1] == stamp[1]:
            return replace(state, stamp=stamp, judgements=judgements, history=history)
        view = View(case.ledger(), f"/cases/{self.name}")
        view.warm()
        gc.freeze()  # else each full collection walks the whole case: pauses of a second with ten thousand claims
        return State(stamp=stamp, view=view, judgements=judgements, history=history, tombstones=case.tombstones())


def _forget_oldest(kept: dict[str, T]) -> None:
    while len(kept) > MAX_KEPT:
        del kept[next(iter(kept))]


@dataclass(slots=True, kw_only=True)
class Desk:
    """What is served: one case, or the cases of a folder by the names of their files."""

    path: Path
    author: str = field(default_factory=getpass.getuser)
    _held: dict[str, Held] = field(default_factory=dict)
    _opening: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        if self.one is not None:
            self.case(self.one).state()  # read before the first page is asked for; says now what is wrong with it

    @property
    def one(self) -> str | None:
        """The name of the one case, where one is served."""
        return None if self.path.is_dir() else self.path.name

    def names(self) -> tuple[str, ...]:
        """The cases, by name; a folder is looked at anew each time."""
        if self.one is not None:
            return (self.one,)
        return tuple(sorted(path.name for path in self.path.iterdir() if path.is_file() and is_case(path)))

    def case(self, name: str) -> Held:
        """The case of that name. Raises KeyError where none is served."""
        with self._opening:
            if name not in self._held:
                if name not in self.names():
                    raise KeyError(name)
                path = self.path if self.one is not None else self.path / name
                self._held[name] = Held(path, name, self.author)
            return self._held[name]

    def new(self, title: str) -> str:
        """A new case in the folder; its name.

        Raises:
            CaseError: One case is served, or there is something of this name.
        """
        if self.one is not None:
            raise CaseError("one case is served, not a folder of them")
        letters = "".join(char if char.isalnum() else "-" for char in title.casefold())
        name = "-".join(filter(None, letters.split("-")))[:60] or "case"
        Case.create(self.path / f"{name}.case", title=title, author=self.author).close()
        return f"{name}.case"

    def close(self) -> None:
        """Finish what is being written."""
        for held in self._held.values():
            held.close()


def is_case(path: Path) -> bool:
    """Whether a file says of itself that it is a case (SQLite's application id, at byte 68)."""
    with suppress(OSError), path.open("rb") as file:
        header = file.read(72)
        return header[:15] == b"SQLite format 3" and header[68:72] == APPLICATION_ID.to_bytes(4, "big")
    return False


def author_of(said: str | None) -> str:
    """Who signs what is done at the desk, unless a reader says otherwise."""
    return said or os.environ.get("RASHOMON_AUTHOR") or getpass.getuser()
