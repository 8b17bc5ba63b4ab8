"""Work on several things at once, on the cores that there are."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

MOST = 4  # processes: each takes some hundred megabytes
Thing = TypeVar("Thing")
Result = TypeVar("Result")


@contextmanager
def forked(work: Callable[[Thing], Result], things: Sequence[Thing]) -> Iterator[Iterator[Result]]:
    """The results of the work on each, in order; it goes on in forks of this process while this one does other things.

    A fork has all that is loaded here by then. Only Linux forks safely, and only where no other thread runs, whose
    locks would stay shut in the fork; elsewhere each is worked on here when its result is asked for. So is what a
    process was at that the system ended.
    """
    processes = min(os.cpu_count() or 1, MOST, len(things))
    if processes < 2 or sys.platform != "linux" or threading.active_count() > 1:
        yield map(work, things)
        return
    pool = ProcessPoolExecutor(processes, mp_context=get_context("fork"), initializer=_leave_interrupts)
    try:
        yield map(_result, [(work, thing, pool.submit(work, thing)) for thing in things])
    finally:
        pool.shutdown(cancel_futures=True)


def _result(one: tuple[Callable[[Thing], Result], Thing, Future[Result]]) -> Result:
    work, thing, future = one
    try:
        return future.result()
    except BrokenExecutor:
        return work(thing)


def _leave_interrupts() -> None:
    """An interrupt from the keyboard reaches every process; the first one sees to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
