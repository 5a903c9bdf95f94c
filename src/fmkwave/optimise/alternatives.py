"""What any other choice would cost: the optimum with one unit forced into another wave.

The sweep finds all of them at once. Its forward and backward tables give the best total of every
single choice, everything else free (max-marginals; the two passes of Shafer and Shenoy,
"Probability propagation", Annals of Mathematics and Artificial Intelligence 2, 1990, with sums and
maxima for products and sums), and an assignment that has it. What they leave open is solved one by
one: a choice whose best assignment breaks a limit that the tables do not count, one of several that
are equally good to the last tie-break, and everything where the tables would not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from fmkwave.errors import StoppedError, TooLargeError
from fmkwave.optimise import Engine, solve
from fmkwave.optimise.merging import merge
from fmkwave.optimise.problem import Assignment, Control, Problem, Progress
from fmkwave.optimise.sweep import sweep_choices
from fmkwave.texts import message

Choices = Mapping[tuple[int, int], Assignment | None]
"""By unit and wave; None where no assignment that satisfies the limits makes the choice."""


def alternatives(
    problem: Problem,
    optimum: Assignment,
    units: Iterable[int] | None = None,
    *,
    engine: Engine = "auto",
    control: Control | None = None,
) -> Choices:
    """The optimum of the problem with each unit in each wave, everything else free.

    Args:
        problem: What was solved.
        optimum: Its optimum.
        units: The units to ask about; all of them if None.
        engine: As for `solve`; either gives the same assignments.
        control: Watches and stops the work.

    Returns:
        For each of the units and every wave, the optimum of `problem.with_choice(unit, wave)`.

    Raises:
        StoppedError: if the control asked to stop before all were known.
        TooLargeError: if ``sweep`` was asked for and does not fit in memory.
    """
    merged = merge(problem)
    asked = range(problem.units) if units is None else sorted(units)
    unit_of = merged.unit_of
    found = _alternatives(
        merged.problem,
        merged.merge(optimum),
        sorted({unit_of[unit] for unit in asked}),
        engine,
        control or Control(),
    )
    parted = {choice: best and merged.part(best) for choice, best in found.items()}
    return {(u, wave): parted[unit_of[u], wave] for u, wave in product(asked, range(problem.waves))}


def _alternatives(
    problem: Problem,
    optimum: Assignment,
    asked: Sequence[int],
    engine: Engine,
    control: Control,
) -> Choices:
    """The same, where every unit is free to part from any other."""
    wanted = list(product(asked, range(problem.waves)))
    found: dict[tuple[int, int], Assignment | None] = {(u, optimum[u]): optimum for u in asked}
    if engine != "milp":
        try:
            found |= _swept(problem, [choice for choice in wanted if choice not in found], control)
        except TooLargeError:
            if engine == "sweep":
                raise
            # One choice more makes the tables hardly smaller.
            engine = "milp"
    left = [choice for choice in wanted if choice not in found]
    # Progress is told by choice, not by each solve.
    within = Control(whole=control)
    for number, choice in enumerate(left):
        doing = message("weighing the other choices")
        control.report(Progress(doing, done=number / len(left)))
        found[choice] = _forced(problem, optimum, choice, engine, within)
    return {choice: found[choice] for choice in wanted}


def _swept(
    problem: Problem, wanted: Sequence[tuple[int, int]], control: Control
) -> dict[tuple[int, int], Assignment | None]:
    """What one pair of sweeps settles; a choice that it leaves open is not there."""
    # What the sweeps never meet breaks a limit that they count.
    found: dict[tuple[int, int], Assignment | None] = dict.fromkeys(wanted)
    for choice in sweep_choices(problem, control):
        if (choice.unit, choice.wave) not in found:
            continue
        assignment, only = choice.assignment()
        if only and problem.feasible(assignment):
            found[choice.unit, choice.wave] = assignment
        else:
            del found[choice.unit, choice.wave]
    return found


def _forced(
    problem: Problem,
    optimum: Assignment,
    choice: tuple[int, int],
    engine: Engine,
    control: Control,
) -> Assignment | None:
    forced = problem.with_choice(*choice)
    solution = solve(forced, engine, control, start=_nearest(forced, optimum, *choice))
    # Stopped while ties were broken, a solution may be as good as the optimum and yet not it.
    if control.stopped() or not (solution.optimal or solution.infeasible):
        raise StoppedError(message("Stopped before every other choice was weighed."))
    return solution.assignment


def _nearest(forced: Problem, optimum: Assignment, unit: int, wave: int) -> Assignment | None:
    """A good assignment that makes a choice: the optimum, with the unit moved or swapped."""
    moved = (*optimum[:unit], wave, *optimum[unit + 1 :])
    swapped = (
        (*moved[:other], optimum[unit], *moved[other + 1 :])
        for other in range(forced.units)
        if optimum[other] == wave
    )
    return max(filter(forced.feasible, (moved, *swapped)), key=forced.rank, default=None)
