"""Denmark by the sweep, by HiGHS and by CP-SAT: how long each takes to prove the optimum.

The committed inputs and a random draw of answers, with several points a link, with and without
the limits that vendors bring. Timed is what lies between the problem in numbers and the proof,
imports excepted, each solve in a process of its own. Whoever proves an optimum must prove the
same; both engines of this project must also give the same assignment.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Iterator
from statistics import median
from typing import Any, NamedTuple

from fmkwave import optimise as engines
from fmkwave.optimise.problem import Control, Limit, Link, Problem, Solution
from measure import Run, in_process, parser, table, times
from models import Found, cp_sat, plain_highs

LIMIT = 120.0
POINTS = (5, 10, 15, 30)
SEED = 1
RUNS, ENOUGH = 3, 10.0
"""A median is taken of so many runs, of fewer if one takes more seconds than are enough."""

SOLVERS = {
    "sweep": "sweep",
    "milp": "HiGHS, this project's model",
    "plain": "HiGHS, plain model",
    "tuned": "CP-SAT, tuned",
    "default": "CP-SAT, as it comes",
}
PARAMETERS: dict[str, dict[str, int]] = {
    "tuned": {"num_workers": 8, "linearization_level": 2},
    "default": {},
}
HALF = 0.5
"""Totals are whole: a bound in floating point that lies less than this above one proves it."""

TINY = Problem(((1, 0), (1, 0)), (Link(0, 1, 1),), (Limit(0, ((0, 1), (1, 1)), 1, 1),))


class Case(NamedTuple):
    """A problem of Denmark."""

    drawn: bool
    vendors: bool
    points: int

    def __str__(self) -> str:
        source = "drawn" if self.drawn else "committed"
        return f"{source}, {'with' if self.vendors else 'without'} vendors, {self.points}"


def main() -> None:
    """Print the table."""
    options = parser(__doc__)
    options.add_argument("--all", action="store_true", help="ask again who failed at fewer points")
    asked = options.parse_args()
    print(measured(quick=asked.quick, again=asked.all))


def measured(*, quick: bool, again: bool) -> str:
    """The table; who failed to prove a case is not asked for more points, unless ``again``."""
    limit = 10.0 if quick else LIMIT
    every = itertools.starmap(Case, itertools.product((False, True), (False, True), POINTS))
    cases = [case for case in every if not quick or case.points in POINTS[:2]]
    return table(("points a link", *SOLVERS.values()), _rows(cases, limit, again=again))


def _rows(cases: Iterable[Case], limit: float, *, again: bool) -> Iterator[list[str]]:
    failed = set()
    for case in cases:
        asked = [
            name for name in SOLVERS if again or (name, case.drawn, case.vendors) not in failed
        ]
        runs = {name: _runs(name, case, limit) for name in asked}
        _agree(case, [run.answer for each in runs.values() for run in each if run.answer])
        failed |= {
            (name, case.drawn, case.vendors) for name, each in runs.items() if not _proven(each)
        }
        if not _proven(runs["sweep"]):
            raise SystemExit(f"{case}: the sweep failed: {runs['sweep'][-1]}")
        base = _seconds(runs["sweep"])
        others = list(SOLVERS)[1:]
        cells = (_cell(runs[name], base, limit) if name in runs else "-" for name in others)
        yield [str(case), f"{base:.3f} s", *cells]


def _runs(solver: str, case: Case, limit: float) -> list[Run]:
    """A few runs, one if it takes long."""
    runs = []
    for _ in range(RUNS):
        runs.append(in_process(solve, limit + 30, solver=solver, limit=limit, **case._asdict()))
        answer = runs[-1].answer
        if answer is None or answer["seconds"] > ENOUGH:
            break
    return runs


def _agree(case: Case, answers: list[dict[str, Any]]) -> None:
    """Stop where two proofs differ, or somebody found more than another proved to be the most."""
    proven = {answer["total"] for answer in answers if answer["proven"]}
    found = {answer["total"] for answer in answers if answer["total"] is not None}
    plans = {tuple(answer["plan"]) for answer in answers if answer["plan"]}
    if len(plans) > 1 or any(total < max(found) for total in proven):
        raise SystemExit(f"{case}: the solvers contradict each other: {answers}")


def _proven(runs: list[Run]) -> bool:
    return all(run.answer is not None and run.answer["proven"] for run in runs)


def _seconds(runs: list[Run]) -> float:
    return median(float(run.answer["seconds"]) for run in runs if run.answer)


def _cell(runs: list[Run], base: float, limit: float) -> str:
    answer = runs[-1].answer
    if answer is None:
        return runs[-1].failure
    if answer["proven"]:
        return times(_seconds(runs), base)
    open_ = "nothing found" if answer["gap"] is None else f"{answer['gap']:.1%} open"
    return f"> {times(limit, base)}, {open_}"


def solve(solver: str, limit: float, *, drawn: bool, vendors: bool, points: int) -> dict[str, Any]:
    """One solve in this process; what is imported on the way is there before it is timed."""
    problem = drawn_problem(points, vendors) if drawn else committed_problem(points, vendors)
    _solved(solver, TINY, limit)
    begun = time.perf_counter()
    found = _solved(solver, problem, limit)
    return {**_told(problem, found), "seconds": time.perf_counter() - begun}


def drawn_problem(points: int, vendors: bool) -> Problem:
    """Random answers, wishes and vendors."""
    from denmark import draw

    return draw(SEED, points, vendors=vendors)


def committed_problem(points: int, vendors: bool) -> Problem:
    """The committed inputs, with other points for links; a ferry has half of them."""
    from fmkwave.inputs import load_inputs
    from fmkwave.planner import build_problem
    from fmkwave.whatif import changed

    inputs = load_inputs()
    settings = [f"weights.{kind}={points}" for kind in ("land", "bridge")]
    kept = inputs if vendors else inputs.model_copy(update={"vendors": ()})
    return build_problem(changed(kept, [*settings, f"weights.ferry={points / 2}"]))


def _solved(solver: str, problem: Problem, limit: float) -> Solution | Found:
    if solver == "plain":
        return plain_highs(problem, limit)
    if solver in PARAMETERS:
        return cp_sat(problem, limit, **PARAMETERS[solver])
    control = Control(deadline=time.monotonic() + limit)
    return engines.solve(problem, "sweep" if solver == "sweep" else "milp", control)


def _told(problem: Problem, found: Solution | Found) -> dict[str, Any]:
    """What was found, its total counted anew; the plan too where all of its ties are broken."""
    if found.assignment is None:
        return {"total": None, "gap": None, "proven": False, "plan": None}
    if not problem.feasible(found.assignment):
        raise RuntimeError("the solver broke a limit")
    total = problem.total(found.assignment)
    settled = isinstance(found, Solution) and found.optimal and found.unique is not None
    return {
        "total": total,
        "gap": (found.bound - total) / total,
        "proven": found.bound - total < HALF,
        "plan": found.assignment if settled else None,
    }


if __name__ == "__main__":
    main()
