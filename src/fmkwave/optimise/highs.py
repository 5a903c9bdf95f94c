"""HiGHS behind one call: a linear program over binaries in, the cheapest solution out.

The only module that imports highspy. HiGHS (Huangfu and Hall, Mathematical Programming
Computation 10, 2018) works in floating point, so nothing here is exact: whoever calls rounds the
values and recomputes what they are worth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import highspy
import numpy as np
import numpy.typing as npt

Watch = Callable[[float, float], bool]
"""Told the cost of the best solution known and the least possible; whether to stop."""

_OPTIONS: dict[str, bool | int | float | str] = {
    # Proofs, not gaps: costs are integers, so a node that cannot come half a unit below the best
    # known holds nothing better.
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
    # Costs go up to some 1e6 for one column; 1e-9 of that is far less than half a unit.
    "mip_feasibility_tolerance": 1e-9,
    # The same run on every machine, whatever the number of cores.
    "random_seed": 0,
    "threads": 1,
}

_ITERATIONS = 500
"""Of the interior point method, which ends within 100 as a rule, or goes round for ever."""

_FINISHED = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
    # All columns are bounded, so that unbounded is impossible.
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
    highspy.HighsModelStatus.kObjectiveBound,
    highspy.HighsModelStatus.kObjectiveTarget,
)
_STOPPED = (highspy.HighsModelStatus.kInterrupt, highspy.HighsModelStatus.kTimeLimit)


class SolverError(RuntimeError):
    """HiGHS failed, or contradicted what was recomputed in integers: never a user's fault."""


class _Quiet(highspy.Highs):
    """HiGHS that prints nothing, its banner included.

    From 1.16 on the constructor itself prints a banner on standard output, before any option can
    be set from outside.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def enableCallbacks(self) -> None:  # noqa: N802 -- highspy's name
        """Called by the constructor before anything prints."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class Row(NamedTuple):
    """A weighted sum over columns between two bounds."""

    terms: tuple[tuple[int, int], ...]
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """Minimise the cost of columns between 0 and ``upper``, the first ones of them integer.

    Attributes:
        costs: Cost of each column.
        upper: The most each column may be.
        integers: How many columns, the first ones, are integer.
        rows: What a solution must satisfy.
    """

    costs: Sequence[float]
    upper: Sequence[int]
    integers: int
    rows: Sequence[Row]


class Found(NamedTuple):
    """Outcome of a run.

    Attributes:
        values: The best solution found, or None.
        bound: No solution costs less, up to rounding; minus infinity when nothing is known.
        finished: Whether the search came to its end; False when it was stopped.
    """

    values: Sequence[float] | None
    bound: float
    finished: bool


def relaxed(
    program: Program, solver: str, seconds: float | None = None
) -> npt.NDArray[np.float64] | None:
    """Solve a program with nothing integer.

    Args:
        program: What to solve.
        solver: ``ipx`` (interior point; its prices are in the middle of those that are equally
            good), or ``pdlp`` (first order, where the interior point takes too long).
        seconds: Time after which to stop.

    Returns:
        By how much the least cost rises with each row's active bound, per unit; None if that is
        not known: nothing satisfies the rows, there was no time to know, or HiGHS failed.
    """
    options: dict[str, bool | int | float | str] = {
        "solver": solver,
        "run_crossover": "off",
        "ipm_iteration_limit": _ITERATIONS,
        "threads": 1,
    }
    if seconds is not None:
        options["time_limit"] = max(0.0, seconds)
    highs = _Quiet()
    for name, value in options.items():
        _check(highs.setOptionValue(name, value), f"option {name}")
    _check(highs.passModel(_as_lp(replace(program, integers=0))), "model")
    failed = _attempt(highs) == highspy.HighsStatus.kError
    if highs.getModelStatus() == highspy.HighsModelStatus.kIterationLimit:
        _check(highs.setOptionValue("solver", "simplex"), "option solver")
        failed = _attempt(highs) == highspy.HighsStatus.kError
    if failed or highs.getInfo().dual_solution_status == highspy.kSolutionStatusNone:
        return None
    return np.array(highs.getSolution().row_dual)


def minimise(
    program: Program,
    watch: Watch,
    *,
    seconds: float | None = None,
    start: Sequence[int] | None = None,
    until: float | None = None,
    gap: float = 0.0,
) -> Found:
    """Solve a program.

    Args:
        program: What to solve.
        watch: Asked several times a second whether to stop.
        seconds: Time after which to stop.
        start: A solution to start from.
        until: Look only for a solution that costs no more, and end with the first.
        gap: End when the best is proven to be within this share of the cheapest.

    Raises:
        SolverError: if HiGHS fails.
        BaseException: whatever ``watch`` raises.
    """
    options = dict(_OPTIONS, mip_rel_gap=gap)
    if seconds is not None:
        options["time_limit"] = max(0.0, seconds)
    if until is not None:
        # As cut-off and as target. HiGHS documents the former for the simplex method only, but
        # prunes its search tree by it too; were it ignored, the answer would be the same, later.
        options["objective_bound"] = options["objective_target"] = until
    highs = _Quiet()
    for name, value in options.items():
        _check(highs.setOptionValue(name, value), f"option {name}")
    _check(highs.passModel(_as_lp(program)), "model")
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = [float(value) for value in start]
        _check(highs.setSolution(solution), "start")
    callback = _Callback(watch)
    status = _run(highs, callback)
    if status == highspy.HighsStatus.kError or _contradicts_itself(highs, until, gap):
        # HiGHS 1.15's presolve can lose the cheapest solution, and this is how it shows.
        _check(highs.setOptionValue("presolve", "off"), "option presolve")
        _check(highs.clearSolver(), "fresh start")
        status = _run(highs, callback)
    _check(status, "run")
    return _outcome(highs)


@dataclass(slots=True, eq=False)  # highspy keeps its callbacks in a dict, so they must hash
class _Callback:
    """Passes HiGHS's interrupt callback to a watch, and keeps what that raises for later.

    An exception must not unwind HiGHS's own stack. The callback runs in the thread that runs
    HiGHS, so that a signal handler written in Python gets its turn in it.
    """

    watch: Watch
    raised: BaseException | None = field(default=None, init=False)

    def __call__(self, event: Any) -> None:  # noqa: ANN401 -- highspy's types are not annotated
        try:
            stop = self.watch(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)
        except BaseException as error:
            self.raised = error
            stop = True
        if stop:
            event.interrupt()


def _run(highs: highspy.Highs, callback: _Callback) -> highspy.HighsStatus:
    highs.cbMipInterrupt.subscribe(callback)
    status = _attempt(highs)
    if callback.raised is not None:
        raise callback.raised
    return status


def _attempt(highs: highspy.Highs) -> highspy.HighsStatus:
    """Run HiGHS, a second time if it fails at once."""
    status = highs.run()
    if status == highspy.HighsStatus.kError:
        # Most likely highspy was used before in this process, with another number of threads.
        highspy.Highs.resetGlobalScheduler(True)
        status = highs.run()
    return status


def _contradicts_itself(highs: highspy.Highs, until: float | None, gap: float) -> bool:
    """Whether HiGHS found what it was to look for and has it not, or stopped above its bound."""
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kObjectiveTarget:
        return not _knows_solution(highs)
    cost, bound = info.objective_function_value, info.mip_dual_bound
    # Under a cut-off, what costs more is not looked at.
    claimed = cost if until is None else min(cost, until)
    most = max(1.0, gap * abs(cost))
    return status == highspy.HighsModelStatus.kOptimal and claimed - bound > most


def _knows_solution(highs: highspy.Highs) -> bool:
    known: bool = highs.getInfo().primal_solution_status == highspy.kSolutionStatusFeasible
    return known


def _outcome(highs: highspy.Highs) -> Found:
    status = highs.getModelStatus()
    if status not in (*_FINISHED, *_STOPPED):
        raise SolverError(f"HiGHS ended with {highs.modelStatusToString(status)}")
    values = highs.getSolution().col_value if _knows_solution(highs) else None
    return Found(values, highs.getInfo().mip_dual_bound, finished=status in _FINISHED)


def _check(status: highspy.HighsStatus, what: str) -> None:
    # A warning is no failure: reaching the time limit is one.
    if status == highspy.HighsStatus.kError:
        raise SolverError(f"HiGHS did not accept its {what}")


def _as_lp(program: Program) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    columns, rows = len(program.costs), len(program.rows)
    lp.num_col_, lp.num_row_ = columns, rows
    lp.col_cost_ = np.array(program.costs, dtype=np.float64)
    lp.col_lower_ = np.zeros(columns)
    lp.col_upper_ = np.array(program.upper, dtype=np.float64)
    kind = highspy.HighsVarType
    lp.integrality_ = [
        kind.kInteger if column < program.integers else kind.kContinuous
        for column in range(columns)
    ]
    inf = highspy.kHighsInf
    lp.row_lower_ = np.array([-inf if row.lower is None else row.lower for row in program.rows])
    lp.row_upper_ = np.array([inf if row.upper is None else row.upper for row in program.rows])
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = columns, rows
    starts = np.cumsum([0, *(len(row.terms) for row in program.rows)])
    matrix.start_ = starts.astype(np.int32)
    terms = [term for row in program.rows for term in row.terms]
    matrix.index_ = np.array([column for column, _ in terms], dtype=np.int32)
    matrix.value_ = np.array([weight for _, weight in terms], dtype=np.float64)
    return lp
