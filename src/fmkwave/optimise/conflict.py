"""Why nothing satisfies the limits: a set of them of which none can be spared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from fmkwave.optimise.domains import binding, domains
from fmkwave.optimise.problem import Limit, Problem


def conflict(problem: Problem, groups: Sequence[Sequence[Limit]]) -> tuple[int, ...]:
    """Find groups of limits that cannot hold together, but do as soon as any one is left out.

    The deletion filter: leave out one group after another, for good if the others still cannot
    hold together (Chinneck and Dravnieks, "Locating Minimal Infeasible Constraint Sets in Linear
    Programs", ORSA Journal on Computing 3, 1991). The last groups go first, so that of several
    such sets one of early groups is found. It need not be the smallest there is.

    Args:
        problem: What the groups limit; limits of its own are left out of the question.
        groups: Limits that only make sense together, such as all those of one rule.

    Returns:
        The positions of the groups in ascending order; none if all can hold together.

    Raises:
        SolverError: if HiGHS failed.
    """
    kept = list(range(len(groups)))
    if _can_hold(problem, groups, kept):
        return ()
    for left_out in reversed(range(len(groups))):
        rest = [number for number in kept if number != left_out]
        if not _can_hold(problem, groups, rest):
            kept = rest
    return tuple(kept)


def _can_hold(problem: Problem, groups: Sequence[Sequence[Limit]], kept: Iterable[int]) -> bool:
    limited = replace(problem, limits=tuple(chain.from_iterable(groups[n] for n in kept)))
    allowed = domains(limited)
    if allowed is None:
        return False
    if not binding(limited, allowed):
        return True
    # HiGHS is loaded only where the domains leave the question open.
    from fmkwave.optimise.milp import feasible_milp

    return feasible_milp(limited)
