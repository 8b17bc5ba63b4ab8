"""Work in forks of a process: every result, in order, whatever becomes of the forks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from pathlib import Path

import pytest

from rashomon import pipeline
from rashomon.export.case_json import to_json
from rashomon.parallel import forked
from rashomon.read import read_bytes

HERE = os.getpid()
LEFT_ALONE = """
import os, time
from rashomon.parallel import forked

def sleep(n):
    print(os.getpid(), flush=True)
    time.sleep(60)

if __name__ == "__main__":
    with forked(sleep, [1, 2]) as results:
        next(results)
"""


@pytest.fixture
def forks() -> None:
    if sys.platform != "linux" or (os.cpu_count() or 1) < 2 or threading.active_count() > 1:
        pytest.skip("nothing is forked on this system, with one core, or beside other threads")


def doubled(n: int) -> int:
    return 2 * n


def where(n: int) -> int:
    return os.getpid()


def ended_in_a_fork(n: int) -> int:
    if os.getpid() != HERE and n == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return n


def refused(n: int) -> int:
    raise ValueError(f"{n} is refused")


def marked(path: Path) -> None:
    if path.name != "first":
        time.sleep(3)
        path.touch()


def refuse_more(results: Iterator[None]) -> None:
    next(results)
    raise ValueError("no more")


def test_results_come_in_the_order_of_what_is_worked_on() -> None:
    with forked(doubled, range(20)) as results:
        assert list(results) == list(range(0, 40, 2))


@pytest.mark.usefixtures("forks")
def test_work_is_done_in_other_processes() -> None:
    with forked(where, range(4)) as results:
        assert HERE not in list(results)


def test_beside_another_thread_nothing_is_forked() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        with forked(where, range(4)) as results:
            assert set(results) == {HERE}
    finally:
        over.set()
        other.join()


def test_what_an_ended_process_was_at_is_done_here() -> None:
    with forked(ended_in_a_fork, range(5)) as results:
        assert list(results) == list(range(5))


@pytest.mark.usefixtures("forks")
@pytest.mark.parametrize("error", [OSError, BlockingIOError, BrokenExecutor])
def test_where_there_can_be_no_forks_the_work_is_done_here(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refuse)
    with forked(where, range(3)) as results:
        assert set(results) == {HERE}


def test_an_error_in_the_work_comes_out() -> None:
    with forked(refused, range(3)) as results, pytest.raises(ValueError, match="0 is refused"):
        next(results)


@pytest.mark.usefixtures("forks")
def test_an_error_here_waits_for_no_fork(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("first", "second", "third")]
    with pytest.raises(ValueError, match="no more"), forked(marked, paths) as results:
        refuse_more(results)
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("forks")
def test_forks_end_with_the_process_that_they_are_forks_of(tmp_path: Path) -> None:
    script = tmp_path / "left_alone.py"
    script.write_text(LEFT_ALONE)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()  # a fork is at work
        process.kill()
        process.communicate(timeout=30)  # ends when no fork holds its output open any more; they would sleep longer


def test_reports_read_at_once_give_the_same_ledger(monkeypatch: pytest.MonkeyPatch, forks: None) -> None:
    reports = [
        read_bytes(f"{n} boats sank off Pell on Monday, the harbour office said.".encode(), f"{n}.txt")
        for n in (3, 4, 7)
    ]
    one_by_one = to_json(pipeline.build_ledger(reports))
    monkeypatch.setattr(pipeline, "WORTH_FORKS", 0)
    told: list[tuple[str, int, int]] = []
    assert to_json(pipeline.build_ledger(reports, progress=lambda *step: told.append(step))) == one_by_one
    assert [n for step, n, _ in told if step == "reading"] == [0, 1, 2, 3]
