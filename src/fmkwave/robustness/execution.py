"""Many draws, made by workers behind the standard library's executor interface.

A draw depends on its number alone, so it matters neither who makes it nor when it comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from fmkwave.model.robustness import Draw
from fmkwave.optimise.problem import Control
from fmkwave.robustness.drawing import Case, plan_draws

_LOOK = 0.2
"""Seconds after which to look whether to stop, while no draw comes back."""

Keep = Callable[[Sequence[Draw]], None]

T = TypeVar("T")


class InProcess(Executor):
    """Does what it is given at once, in this process."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:  # noqa: ANN401
        """Work already done when it is handed back."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Workers(NamedTuple):
    """Who makes draws.

    Attributes:
        executor: Takes the work.
        ahead: Batches that are given out before the first of them is back.
        batch: Draws in a batch: enough to be worth sending, few enough to be seen coming in.
    """

    executor: Executor
    ahead: int = 1
    batch: int = 1


def make_draws(
    case: Case, numbers: Sequence[int], workers: Workers, control: Control, keep: Keep
) -> None:
    """Make draws, and hand them over as they come back, in any order.

    Returns when all are made or the control asks to stop; what is then still under way is left to
    the owner of the executor.

    Args:
        case: What the draws have in common.
        numbers: Which to make.
        workers: Who makes them.
        control: Asks to stop.
        keep: Takes each batch that comes back.

    Raises:
        BrokenExecutor: if a worker died that nobody replaces; what came back is kept.
        CancelledError: if the executor gave up the work.
    """
    batches = (
        numbers[start : start + workers.batch] for start in range(0, len(numbers), workers.batch)
    )
    pending: set[Future[list[Draw]]] = set()
    while not control.stopped():
        for batch in islice(batches, workers.ahead - len(pending)):
            pending.add(workers.executor.submit(plan_draws, case, batch))
        if not pending:
            return
        done, pending = wait(pending, timeout=_LOOK, return_when=FIRST_COMPLETED)
        # What came back well is kept before anything else is told.
        for future in sorted(done, key=_failed):
            keep(future.result())


def _failed(future: Future[list[Draw]]) -> bool:
    return future.cancelled() or future.exception() is not None
