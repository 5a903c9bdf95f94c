"""How far a plan depends on the weights: draws, planned anew and taken together.

`sampling` says what is drawn, `drawing` plans a draw, `execution` has many of them made, and
`summary` tells what they say of the plan in question.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from fmkwave.errors import StoppedError
from fmkwave.model.robustness import Draw, Robustness
from fmkwave.optimise.problem import Control, Progress
from fmkwave.robustness.drawing import Case
from fmkwave.robustness.execution import InProcess, Keep, Workers, make_draws
from fmkwave.robustness.summary import summarise
from fmkwave.texts import Amount, message

__all__ = ["Case", "Keep", "Workers", "make_draws", "robustness", "summarise"]


def robustness(
    case: Case,
    draws: int = 1000,
    *,
    workers: Workers | None = None,
    control: Control | None = None,
    known: Sequence[Draw] = (),
    keep: Keep = lambda _made: None,
) -> Robustness:
    """How far a plan depends on the weights, and on errors in the answers.

    Args:
        case: The plan in question, what it was made from, and what is drawn.
        draws: How many draws.
        workers: Who makes them; this process if None. The result is the same.
        control: Watches the work, and stops it with the draws made so far.
        known: Draws of this case that were made before.
        keep: Takes each batch of draws as it is made.

    Raises:
        UsageError: if next to no weights drawn keep the order of importance.
        StoppedError: if it was stopped before the first draw was made.
        BrokenExecutor: if a worker died that nobody replaces.
    """
    made = {draw.number: draw for draw in known if draw.number < draws}
    missing = [number for number in range(draws) if number not in made]
    watched = control or Control()
    report = _reporter(watched, len(missing), draws)

    def take(batch: Sequence[Draw]) -> None:
        made.update((draw.number, draw) for draw in batch)
        keep(batch)
        report(len(made))

    report(len(made))
    make_draws(case, missing, workers or Workers(InProcess()), watched, take)
    if not made:
        raise StoppedError(message("Stopped before the first draw was made."))
    return summarise(case, list(made.values()), draws)


def _reporter(control: Control, missing: int, asked: int) -> Callable[[int], None]:
    """Reports how many draws there are, and how long the others take at the pace so far."""
    began = time.monotonic()

    def report(there: int) -> None:
        left, fresh = asked - there, there - (asked - missing)
        doing = message("{made} of {asked} draws", made=Amount(there), asked=Amount(asked))
        seconds = (time.monotonic() - began) / fresh * left if fresh else None
        control.report(Progress(doing, done=there / asked, left=seconds))

    return report
