"""Work in forks of a process: every result, in order, whatever becomes of the forks."""

from __future__ import annotations

import os
import signal
import sys
import threading

import pytest

from rashomon import pipeline
from rashomon.export.case_json import to_json
from rashomon.parallel import forked
from rashomon.read import read_bytes

HERE = os.getpid()
NEEDS_FORKS = pytest.mark.skipif(
    sys.platform != "linux" or (os.cpu_count() or 1) < 2 or threading.active_count() > 1,
    reason="nothing is forked on this system, with one core, or beside other threads",
)


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


def test_results_come_in_the_order_of_what_is_worked_on() -> None:
    with forked(doubled, range(20)) as results:
        assert list(results) == list(range(0, 40, 2))


@NEEDS_FORKS
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


def test_an_error_in_the_work_comes_out() -> None:
    with forked(refused, range(3)) as results, pytest.raises(ValueError, match="0 is refused"):
        next(results)


def test_reports_read_at_once_give_the_same_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [
        read_bytes(f"{n} boats sank off Pell on Monday, the harbour office said.".encode(), f"{n}.txt")
        for n in (3, 4, 7)
    ]
    one_by_one = to_json(pipeline.build_ledger(reports))
    monkeypatch.setattr(pipeline, "WORTH_FORKS", 0)
    assert to_json(pipeline.build_ledger(reports)) == one_by_one
