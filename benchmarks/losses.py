"""What every other choice costs Denmark: all at once, against solving each with the choice forced.

Of the committed inputs and of a random draw. All at once is `alternatives`, one pair of sweeps;
one by one, each choice is a problem of its own, for the sweep and for HiGHS. Of these only some
are solved, spread evenly over all; for HiGHS on the committed inputs all of them as well. The
plans must be the same. Each row is a process of its own.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from fmkwave.optimise import Engine, solve
from fmkwave.optimise.problem import Problem
from measure import Run, in_process, mebibytes, parser, table, times
from peers import TINY, committed_problem, drawn_problem

LIMIT = 600.0
SOME = 20
DRAWN_POINTS = 15
HEADINGS = ("choices", "solved", "seconds", "seconds a choice", "", "peak memory")


class Row(NamedTuple):
    """Some choices of a problem, and how they are solved; ``some`` is None for all of them."""

    name: str
    drawn: bool
    engine: Engine | None
    some: int | None


def main() -> None:
    """Print the table."""
    some = 2 if parser(__doc__).parse_args().quick else SOME
    rows = [
        Row("committed, all at once", False, None, None),
        Row("committed, one by one, sweep", False, "sweep", some),
        Row("committed, one by one, HiGHS", False, "milp", some),
        Row("committed, one by one, HiGHS, every one", False, "milp", None),
        Row("drawn, all at once", True, None, None),
        Row("drawn, one by one, sweep", True, "sweep", some),
        Row("drawn, one by one, HiGHS", True, "milp", some),
    ]
    print(table(HEADINGS, _measured(rows)))


def _measured(rows: list[Row]) -> Iterator[list[str]]:
    at_once: Run | None = None
    for row in rows:
        run = in_process(choices, LIMIT, drawn=row.drawn, engine=row.engine, some=row.some)
        if row.engine is None:
            at_once = run
        if run.answer is None or at_once is None or at_once.answer is None:
            yield [row.name, run.failure, *[""] * 4]
            continue
        plans = run.answer["plans"]
        if any(plan != at_once.answer["plans"][choice] for choice, plan in plans.items()):
            raise SystemExit(f"{row.name}: another plan than all at once")
        each = run.answer["seconds"] / len(plans)
        yield [
            row.name,
            f"{len(plans)} of {len(at_once.answer['plans'])}",
            f"{run.answer['seconds']:.1f}",
            f"{each:.3f}",
            times(each, at_once.answer["seconds"] / len(at_once.answer["plans"])),
            mebibytes(run.memory),
        ]


def choices(*, drawn: bool, engine: Engine | None, some: int | None) -> dict[str, Any]:
    """The plans with another wave for one unit, by unit and wave; without an engine, at once."""
    from fmkwave.optimise.alternatives import alternatives

    problem = drawn_problem(DRAWN_POINTS, False) if drawn else committed_problem(10, True)
    optimum = solve(problem).assignment
    if optimum is None:
        raise RuntimeError("there is no plan")
    pairs = itertools.product(range(problem.units), range(problem.waves))
    others = [(unit, wave) for unit, wave in pairs if wave != optimum[unit]]
    asked = others[:: -(-len(others) // some)] if some else others
    solve(TINY, engine or "auto")  # what is imported on the way is there before it is timed
    begun = time.perf_counter()
    if engine is None:
        plans = alternatives(problem, optimum)
    else:
        plans = {choice: _forced(problem, choice, engine) for choice in asked}
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "plans": {f"{u} {w}": plans[u, w] for u, w in asked}}


def _forced(problem: Problem, choice: tuple[int, int], engine: Engine) -> tuple[int, ...] | None:
    return solve(problem.with_choice(*choice), engine).assignment


if __name__ == "__main__":
    main()
