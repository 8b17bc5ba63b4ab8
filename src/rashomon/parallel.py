"""Work on several things at once, on the cores that there are."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from multiprocessing.process import BaseProcess
from typing import TypeVar

MOST = 4  # processes: each takes some hundred megabytes
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
CANNOT_FORK = (OSError, NotImplementedError, ImportError, BrokenExecutor)
Thing = TypeVar("Thing")
Result = TypeVar("Result")


@contextmanager
def forked(work: Callable[[Thing], Result], things: Sequence[Thing]) -> Iterator[Iterator[Result]]:
    """The results of the work on each, in order; it goes on in forks of this process while this one does other things.

    A fork has all that is loaded here by then. Only Linux forks safely, and only where no other thread of Python runs,
    whose locks would stay shut in the fork; threads that libraries keep must not be needed by the work. Where there
    can be no forks, each thing is worked on here when its result is asked for; so is what a process was at that the
    system ended. Forks end with this process, and when an error leaves the context.
    """
    processes = min(os.cpu_count() or 1, MOST, len(things))
    if processes < 2 or sys.platform != "linux" or threading.active_count() > 1:
        yield map(work, things)
        return
    before = set(active_children())
    given = None
    try:
        pool = ProcessPoolExecutor(processes, mp_context=get_context("fork"), initializer=_begin)
        given = [(work, thing, pool.submit(work, thing)) for thing in things]
    except CANNOT_FORK:
        _end(set(active_children()) - before)
    if given is None:
        yield map(work, things)
        return
    try:
        yield map(_result, given)
    except BaseException:
        _end(set(active_children()) - before)
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """In a fork: an interrupt ends it without a word, and so does the end of the process that it is a fork of."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def _end(processes: Iterable[BaseProcess]) -> None:
    for process in processes:
        process.kill()


def _result(one: tuple[Callable[[Thing], Result], Thing, Future[Result]]) -> Result:
    work, thing, future = one
    try:
        return future.result()
    except BrokenExecutor:
        return work(thing)
