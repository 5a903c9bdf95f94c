"""Who makes draws: this process, processes of this machine, or a Dask cluster.

All of them are executors of the standard library's kind, so the work cannot tell them apart. The
signals that are spoken of are those of the worker processes; the console owns this one's.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager

from fmkwave.errors import StoppedError
from fmkwave.robustness.execution import InProcess, Workers
from fmkwave.texts import message

_BATCH = 4

_UNTOLD = "ignore:resource_tracker"
"""A filter of warnings, which the tracker is started under."""


def workers(jobs: int = 1, scheduler: str | None = None) -> AbstractContextManager[Workers]:
    """Workers for as long as the context lasts; what is under way at its end is given up.

    Args:
        jobs: How many processes of this machine; with one, it is this process itself.
        scheduler: Address of a Dask scheduler, such as ``tcp://10.0.0.7:8786``, whose workers
            are taken instead.

    Raises:
        UsageError: if there is no such scheduler, or its workers cannot take the work.
        StoppedError: in place of what an executor raises when it lost a worker for good.
    """
    if scheduler is not None:
        from fmkwave.robustness.cluster import cluster

        return cluster(scheduler)
    return _this_process() if jobs == 1 else _processes(jobs)


def enough(jobs: int, draws: int) -> int:
    """No more processes than there are batches of draws; at least one."""
    return max(1, min(jobs, -(-draws // _BATCH)))


@contextmanager
def _this_process() -> Iterator[Workers]:
    yield Workers(InProcess())


@contextmanager
def _processes(jobs: int) -> Iterator[Workers]:
    others = set(multiprocessing.active_children())
    # Spawned, not forked: the same on every system, and safe beside threads.
    context = multiprocessing.get_context("spawn")
    # Python's tracker frees what a process leaves that a signal ended, and need not say so.
    sys.warnoptions.append(_UNTOLD)
    try:
        executor = ProcessPoolExecutor(jobs, context, initializer=_begin)
    finally:
        sys.warnoptions.remove(_UNTOLD)
    try:
        _start(executor, jobs)
        yield Workers(executor, ahead=2 * jobs, batch=_BATCH)
    except BrokenExecutor:
        raise StoppedError(
            message(
                "A process that planned draws ended before it was done; it may have run out of "
                "memory. Try fewer with --jobs; from draws that --write kept, the run goes on."
            )
        ) from None
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
            child.join()


def _start(executor: ProcessPoolExecutor, jobs: int) -> None:
    """Have the processes begin with interrupts held back, which is what they inherit.

    Ctrl-C goes to every process of a terminal; this one alone decides what becomes of the others.
    """
    if sys.platform == "win32":
        executor.submit(int)
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        for _job in range(jobs):
            executor.submit(int)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """What each process does first: leave interrupts to its parent, and end when that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
