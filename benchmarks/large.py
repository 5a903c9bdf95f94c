"""Invented countries of 100 to 35,000 units: time, memory, and what is left open.

Each is solved by `solve(problem, "auto")` in a process of its own, which may take the seconds
named and is ended by force a minute later. HiGHS alone, the engine `milp`, gets as long for
the countries in which it still gets anywhere. Seconds are those of the solve, without imports and
without inventing the country; memory is the peak of the whole process.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from fmkwave.optimise import Engine, solve
from fmkwave.optimise.problem import Control
from measure import Run, in_process, mebibytes, parser, table
from peers import TINY

PATIENCE = 60.0
"""Seconds that a process gets beyond those its solve may take."""

SEED = 1
HEADINGS = (
    "units, waves, points a link",
    "may take",
    "engine",
    "seconds",
    "open",
    "peak memory",
    "HiGHS alone: seconds",
    "open",
)


class Case(NamedTuple):
    """A country, the seconds that a solve may take, and whether HiGHS is asked too."""

    units: int
    waves: int
    points: int
    seconds: float = 60.0
    alone: bool = False

    def __str__(self) -> str:
        return f"{self.units:,} units, {self.waves} waves, {self.points}"


CASES = (
    Case(100, 3, 30, alone=True),
    Case(300, 2, 15),
    Case(300, 3, 15, alone=True),
    Case(300, 3, 30, alone=True),
    Case(300, 4, 15),
    Case(300, 5, 15),
    Case(450, 3, 15),
    Case(450, 3, 30),
    Case(1_000, 3, 15),
    Case(3_000, 3, 15),
    Case(3_000, 3, 30),
    Case(10_000, 3, 15, seconds=120.0),
    Case(35_000, 3, 30, seconds=540.0),
)
QUICK = (Case(100, 2, 15, 5.0, alone=True), Case(100, 5, 30, 5.0), Case(300, 3, 15, 5.0))


def main() -> None:
    """Print the table."""
    options = parser(__doc__)
    options.add_argument("--units", type=int, nargs="+", help="only countries of so many")
    asked = options.parse_args()
    cases = QUICK if asked.quick else CASES
    print(table(HEADINGS, _rows(c for c in cases if not asked.units or c.units in asked.units)))


def _rows(cases: Iterable[Case]) -> Iterator[list[str]]:
    for case in cases:
        run = _run(case, "auto")
        engine = run.answer["engine"] if run.answer else ""
        alone = _cells(_run(case, "milp")) if case.alone else ["", ""]
        memory = mebibytes(run.memory)
        yield [str(case), f"{case.seconds:.0f} s", engine, *_cells(run), memory, *alone]


def _run(case: Case, engine: Engine) -> Run:
    asked = {"units": case.units, "waves": case.waves, "points": case.points}
    return in_process(solved, case.seconds + PATIENCE, **asked, engine=engine, limit=case.seconds)


def _cells(run: Run) -> list[str]:
    """Seconds and what is left open between the plan and the bound."""
    if run.answer is None:
        return ["", run.failure]
    gap = run.answer["gap"]
    left = "no plan found" if gap is None else f"{gap:.3%}" if gap else "nothing: proven"
    return [f"{run.answer['seconds']:.1f}", left]


def solved(units: int, waves: int, points: int, engine: Engine, limit: float) -> dict[str, Any]:
    """Solve one country in this process."""
    from countries import country

    problem = country(units, SEED, waves, points)
    solve(TINY, engine)  # what is imported on the way is there before it is timed
    begun = time.perf_counter()
    found = solve(problem, engine, Control(deadline=time.monotonic() + limit))
    seconds = time.perf_counter() - begun
    gap = None
    if found.assignment is not None:
        if not problem.feasible(found.assignment):
            raise RuntimeError("a limit is broken")
        gap = (found.bound - problem.total(found.assignment)) / found.total
    return {"seconds": seconds, "engine": found.engine, "gap": gap}


if __name__ == "__main__":
    main()
