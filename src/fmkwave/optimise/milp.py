"""Mixed-integer programming with HiGHS: any limits, and networks too wide for the sweep.

The columns and rows are those of ``formulation``. Every assignment's worth is recomputed from the
problem, in integers. But HiGHS computes in floating point: what it proves can be trusted only where
the points do not differ too much in size (see `resolved`).
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence

from fmkwave.optimise.domains import Domains, binding, domains
from fmkwave.optimise.formulation import Goal, Model
from fmkwave.optimise.highs import Found, Row, SolverError, minimise
from fmkwave.optimise.problem import (
    TIED,
    UNSETTLED,
    Assignment,
    Control,
    Problem,
    Progress,
    Solution,
)
from fmkwave.texts import Message, message

_REPORTS_APART = 0.2
"""Seconds between reports."""

_START_SECONDS = 2.0
_START_GAP = 0.01

_DIGITS = 2**20
"""Units are put in order in blocks, whose waves are the digits of one number below this."""


def solve_milp(
    problem: Problem, control: Control | None = None, start: Assignment | None = None
) -> Solution:
    """Find the optimum and whether it is unique.

    Three steps: the best total; whether another assignment has it too; if so, the second
    objective and then the order of units decide among those.

    Where the points are not `resolved`, the solution says that HiGHS may have missed the smallest;
    where the second objective is not, ties are left as they are, and `UNSETTLED` is remarked.

    Args:
        problem: What to solve.
        control: Watches and stops the solve. Stopped early, the best assignment found so far is
            returned, if there is one, with the bound proven so far.
        start: A good assignment to start from; ignored unless it satisfies the limits.

    Raises:
        SolverError: if HiGHS failed or contradicted itself, though the points are resolved.
    """
    allowed = domains(problem)
    if allowed is None:
        return _INFEASIBLE
    if (only := _only(allowed)) is not None:
        total = problem.total(only)
        return Solution(only, total, total, "milp", unique=True)
    search = _Search(problem, allowed, control or Control())
    if start is not None and problem.feasible(start):
        search.best = start
    return _solve(search)


def resolved(problem: Problem) -> bool:
    """Whether the points are of such sizes that floating point tells all totals apart."""
    allowed = domains(problem)
    if allowed is None or _only(allowed) is not None:
        return True
    return _Search(problem, allowed, Control()).total_goal().resolved


def feasible_milp(problem: Problem) -> bool:
    """Whether any assignment satisfies the limits.

    Raises:
        SolverError: if HiGHS failed.
    """
    allowed = domains(problem)
    if allowed is None:
        return False
    if not binding(problem, allowed):
        return True
    model = Model(problem, allowed, links=())
    found = minimise(model.program(model.nothing), lambda _primal, _dual: False)
    return found.values is not None and problem.feasible(model.assignment(found.values))


def start_milp(problem: Problem, control: Control | None = None) -> Assignment | None:
    """A good assignment in a moment: by the units' own points, links ignored.

    Meant for when another engine was stopped before it found any assignment: the control, which
    has asked to stop by then, is only told of the progress. It takes 2 seconds at most.

    Returns:
        An assignment that satisfies the limits, or None if none was found.
    """
    allowed = domains(problem)
    if allowed is None:
        return None
    if (only := _only(allowed)) is not None:
        return only
    if control:
        control.report(Progress(message("looking for any plan")))
    model = Model(problem, allowed, links=())
    found = minimise(
        model.program(model.goal(problem.values)),
        lambda _primal, _dual: False,
        seconds=_START_SECONDS,
        gap=_START_GAP,
    )
    if found.values is None:
        return None
    assignment = model.assignment(found.values)
    return assignment if problem.feasible(assignment) else None


_INFEASIBLE = Solution(None, 0, 0, "milp", infeasible=True)


class _StoppedError(Exception):
    """The control asked for the best found so far."""


class _UnsettledError(Exception):
    """Floating point cannot settle the ties."""


def _only(allowed: Domains) -> Assignment | None:
    """The one assignment that is left, or None where there is still a choice."""
    if any(sum(row) > 1 for row in allowed):
        return None
    return tuple(row.index(True) for row in allowed)


def _solve(search: _Search) -> Solution:
    try:
        if not search.find_best():
            return _INFEASIBLE
        unique = not search.find_another(search.total_goal())
    except _StoppedError:
        return search.solution(unique=None)
    except SolverError:
        if search.resolved:
            raise
        return search.solution(unique=None)
    remark = None
    try:
        if not unique:
            search.break_ties()
    except _StoppedError:
        remark = TIED
    except _UnsettledError:
        remark = UNSETTLED
    return search.solution(unique=unique, remark=remark)


class _Search:
    """The steps of one solve, and the best assignment and bound known so far."""

    def __init__(self, problem: Problem, allowed: Domains, control: Control) -> None:
        self.problem = problem
        self.best: Assignment | None = None
        self._control = control
        self._links = tuple(link for link in problem.links if link.points)
        self._model = Model(problem, allowed, self._links)
        goal = self.total_goal()
        self.bound = goal.most
        self.resolved = goal.resolved
        self._reported = -math.inf

    def total_goal(self) -> Goal:
        """The first objective."""
        return self._model.goal(self.problem.values, self._links)

    def solution(self, *, unique: bool | None, remark: Message | None = None) -> Solution:
        """What is known now."""
        remarks = [remark] if remark else []
        if not self.resolved:
            remarks.append(
                message("Points differ so much in size that HiGHS may have missed the smallest.")
            )
        if self.best is None:
            return Solution(None, 0, self.bound, "milp", remarks=tuple(remarks))
        total = self.problem.total(self.best)
        return Solution(self.best, total, self.bound, "milp", unique=unique, remarks=tuple(remarks))

    def find_best(self) -> bool:
        """Find an assignment with the best total; whether there is any assignment."""
        goal = self.total_goal()
        found, assignment = self._minimise(message("looking for the best plan"), goal)
        if found.finished and assignment is None:
            if self.best is not None:
                raise SolverError("HiGHS found no assignment where there is one")
            return False
        self._keep(assignment)
        self.bound = min(self.bound, goal.points(goal.least(found.bound)))
        total = None if self.best is None else self.problem.total(self.best)
        if total is not None and total > self.bound:
            raise SolverError("HiGHS proved a bound that an assignment exceeds")
        if not found.finished:
            raise _StoppedError
        if total != self.bound:
            raise SolverError("HiGHS did not find the optimum that it proved")
        return True

    def find_another(self, goal: Goal, rows: Sequence[Row] = ()) -> bool:
        """Whether another assignment is as good as the best; ``best`` becomes the better of both.

        Args:
            goal: What both must reach as much of.
            rows: What else the other must satisfy.
        """
        cost = goal.cost(self._columns())
        differs = self._model.other_than(self._known())
        doing = message("looking for another plan as good")
        found, other = self._minimise(doing, goal, [*rows, differs], until=cost + 0.5)
        # Under a cut-off, what HiGHS returns may well cost more: then nothing costs less.
        if other is not None:
            least = goal.cost(self._model.columns(other))
            if least < cost:
                raise SolverError("HiGHS found more than it had proved to be the most")
            if least == cost:
                self._keep(other)
                return True
        if not found.finished:
            raise _StoppedError
        return False

    def break_ties(self) -> None:
        """Among the assignments with the best total, find the optimum.

        Raises:
            _UnsettledError: if floating point tells neither totals nor the second objective apart.
        """
        problem = self.problem
        second = self._model.goal(problem.tiebreak)
        if not (self.resolved and second.resolved):
            raise _UnsettledError
        rows = [self._as_good(self.total_goal())]
        self._improve(second, rows)
        for block in self._blocks():
            rows = [self._as_good(self.total_goal())]
            second = self._model.goal(problem.tiebreak)
            if not self.find_another(second, rows):
                return
            self._improve(self._order(block), [*rows, self._as_good(second)])
            self._settle(block)

    def _improve(self, goal: Goal, rows: Sequence[Row]) -> None:
        """Find the best by a further goal; rows keep what was reached before."""
        if not any(goal.costs):
            return
        found, assignment = self._minimise(message("breaking ties"), goal, rows)
        self._keep(assignment)
        if not found.finished:
            raise _StoppedError
        if goal.cost(self._columns()) != goal.least(found.bound):
            raise SolverError("HiGHS did not find the tie-break that it proved")

    def _blocks(self) -> Iterator[list[int]]:
        """The units that have a choice, in order, as many at once as there are digits."""
        free = [unit for unit, row in enumerate(self._model.allowed) if sum(row) > 1]
        size = int(math.log(_DIGITS, self.problem.waves))
        for first in range(0, len(free), size):
            yield free[first : first + size]

    def _order(self, block: Sequence[int]) -> Goal:
        """The waves of a block's units, the earlier the better and the first unit before all."""
        waves = self.problem.waves
        values = [[0] * waves for _ in self._model.allowed]
        for place, unit in enumerate(reversed(block)):
            values[unit] = [-wave * waves**place for wave in range(waves)]
        return self._model.goal(values)

    def _settle(self, block: Sequence[int]) -> None:
        """Leave a block's units only the waves they now have."""
        best = self._known()
        allowed = tuple(
            tuple(wave == best[unit] for wave in range(self.problem.waves))
            if unit in block
            else row
            for unit, row in enumerate(self._model.allowed)
        )
        self._model = Model(self.problem, allowed, self._links)

    def _as_good(self, goal: Goal) -> Row:
        """The demand to be no worse by a goal than the best known."""
        return goal.no_dearer(goal.cost(self._columns()))

    def _known(self) -> Assignment:
        assert self.best is not None, "only asked once an assignment is known"
        return self.best

    def _columns(self) -> list[int]:
        return self._model.columns(self._known())

    def _keep(self, assignment: Assignment | None) -> None:
        """Take an assignment for the best if it ranks higher."""
        if assignment is None:
            return
        self.best = max(assignment, self.best or assignment, key=self.problem.rank)

    def _minimise(
        self, doing: Message, goal: Goal, rows: Sequence[Row] = (), until: float | None = None
    ) -> tuple[Found, Assignment | None]:
        """Let HiGHS look, from the best known unless that is not what is looked for."""
        if self._control.stopped():
            raise _StoppedError
        deadline = self._control.deadline
        found = minimise(
            self._model.program(goal, rows),
            lambda primal, dual: self._watch(doing, goal, primal, dual),
            seconds=None if deadline is None else deadline - time.monotonic(),
            start=None if self.best is None or until is not None else self._columns(),
            until=until,
        )
        if found.values is None:
            return found, None
        assignment = self._model.assignment(found.values)
        if not self.problem.feasible(assignment):
            raise SolverError("HiGHS found an assignment that breaks a limit")
        return found, assignment

    def _watch(self, doing: Message, goal: Goal, primal: float, dual: float) -> bool:
        """Report now and then; whether to stop."""
        now = time.monotonic()
        if now - self._reported >= _REPORTS_APART:
            self._reported = now
            self._control.report(self._progress(doing, goal, primal, dual))
        return self._control.stopped()

    def _progress(self, doing: Message, goal: Goal, primal: float, dual: float) -> Progress:
        total = None if self.best is None else self.problem.total(self.best)
        bound = self.bound
        if total != bound:
            # The best total is still being looked for: HiGHS knows more than was recomputed.
            total = goal.points(round(primal)) if math.isfinite(primal) else total
            bound = goal.points(goal.least(dual)) if math.isfinite(dual) else bound
        return Progress(doing, total, bound)
