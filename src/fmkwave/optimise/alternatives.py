"""What any other choice would cost: the optimum with one unit forced into another wave.

The sweep finds all of them at once. Its forward and backward tables give the best total of every
single choice, everything else free (max-marginals; the two passes of Shafer and Shenoy,
"Probability propagation", Annals of Mathematics and Artificial Intelligence 2, 1990, with sums and
maxima for products and sums), and an assignment that has it. What they leave open is solved one by
one: a choice whose best assignment breaks a limit that the tables do not count, one of several that
are equally good to the last tie-break, and everything where the tables would not fit. Where only
the totals are wanted, ties are no reason to solve anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeVar

from fmkwave.errors import StoppedError, TooLargeError
from fmkwave.optimise import Engine, solve
from fmkwave.optimise.merging import merge
from fmkwave.optimise.problem import Assignment, Control, Problem, Progress
from fmkwave.optimise.sweep import sweep_choices
from fmkwave.optimise.tables import Choice
from fmkwave.texts import message

Choices = Mapping[tuple[int, int], Assignment | None]
"""By unit and wave; None where no assignment that satisfies the limits makes the choice."""

Totals = Mapping[tuple[int, int], int | None]
"""By unit and wave, the total of the optimum that makes the choice."""


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


def best_totals(
    problem: Problem,
    optimum: Assignment,
    *,
    engine: Engine = "auto",
    control: Control | None = None,
) -> Totals:
    """The best total of the problem with each unit in each wave, everything else free.

    Args and errors are those of `alternatives`.
    """
    control = control or Control()
    merged = merge(problem)
    smaller, best = merged.problem, merged.merge(optimum)
    totals, left, engine = _swept_totals(smaller, best, engine, control)
    for choice, found in _solved(smaller, best, left, engine, control):
        totals[choice] = None if found is None else problem.total(merged.part(found))
    return _of_units(totals, merged.unit_of)


def swept_totals(problem: Problem, optimum: Assignment, control: Control) -> Totals | None:
    """What `best_totals` returns if one pair of sweeps tells all of it, else None.

    That takes a few times as long as the sweep for the optimum, however many units there are.

    Raises:
        StoppedError: if the control asked to stop before all were known.
    """
    merged = merge(problem)
    totals, left, _ = _swept_totals(merged.problem, merged.merge(optimum), "auto", control)
    return None if left else _of_units(totals, merged.unit_of)


def _swept_totals(
    problem: Problem, optimum: Assignment, engine: Engine, control: Control
) -> tuple[dict[tuple[int, int], int | None], list[tuple[int, int]], Engine]:
    """The totals that a pair of sweeps settles, the choices left open, and the engine for them."""
    wanted = _choices(problem, range(problem.units))
    totals: dict[tuple[int, int], int | None]
    totals, engine = _swept(problem, wanted, engine, control, _total)
    totals |= dict.fromkeys(enumerate(optimum), problem.total(optimum))
    return totals, [choice for choice in wanted if choice not in totals], engine


def _choices(problem: Problem, units: Iterable[int]) -> list[tuple[int, int]]:
    return list(product(units, range(problem.waves)))


def _of_units(totals: Totals, unit_of: Sequence[int]) -> Totals:
    """Totals by the units that were merged."""
    waves = {wave for _, wave in totals}
    return {(u, wave): totals[unit_of[u], wave] for u, wave in product(range(len(unit_of)), waves)}


def _alternatives(
    problem: Problem,
    optimum: Assignment,
    asked: Sequence[int],
    engine: Engine,
    control: Control,
) -> Choices:
    """The same, where every unit is free to part from any other."""
    wanted = _choices(problem, asked)
    others = [(unit, wave) for unit, wave in wanted if optimum[unit] != wave]
    found: dict[tuple[int, int], Assignment | None]
    found, engine = _swept(problem, others, engine, control, _only_assignment)
    found |= {(unit, optimum[unit]): optimum for unit in asked}
    left = [choice for choice in wanted if choice not in found]
    found |= _solved(problem, optimum, left, engine, control)
    return {choice: found[choice] for choice in wanted}


T = TypeVar("T")


def _swept(
    problem: Problem,
    wanted: Sequence[tuple[int, int]],
    engine: Engine,
    control: Control,
    read: Callable[[Problem, Choice], T | None],
) -> tuple[dict[tuple[int, int], T | None], Engine]:
    """What one pair of sweeps settles; a choice that it leaves open is not there.

    Args:
        problem: The problem.
        wanted: The choices.
        engine: Who was asked for; there is no sweep for ``milp``.
        control: Stops the sweeps.
        read: Reads off a choice what is wanted of it; None leaves it open.

    Returns:
        What was read, None for a choice that nothing makes; and the engine for what is left.
    """
    if engine == "milp":
        return {}, engine
    # What the sweeps never meet breaks a limit that they count.
    found: dict[tuple[int, int], T | None] = dict.fromkeys(wanted)
    try:
        for choice in sweep_choices(problem, control):
            at = (choice.unit, choice.wave)
            if at in found:
                found[at] = read(problem, choice)
                if found[at] is None:
                    del found[at]
    except TooLargeError:
        if engine == "sweep":
            raise
        # One choice more makes the tables hardly smaller.
        return {}, "milp"
    return found, engine


def _total(problem: Problem, choice: Choice) -> int | None:
    """The total, where an assignment that has it breaks no limit that the tables do not count."""
    return choice.total if problem.feasible(choice.assignment()[0]) else None


def _only_assignment(problem: Problem, choice: Choice) -> Assignment | None:
    """The best assignment, where no tie is left to be broken and it satisfies all limits."""
    assignment, only = choice.assignment()
    return assignment if only and problem.feasible(assignment) else None


def _solved(
    problem: Problem,
    optimum: Assignment,
    choices: Sequence[tuple[int, int]],
    engine: Engine,
    control: Control,
) -> Iterator[tuple[tuple[int, int], Assignment | None]]:
    """The optimum with each of some choices, solved one by one."""
    # Progress is told by choice, not by each solve.
    within = Control(whole=control)
    for number, choice in enumerate(choices):
        doing = message("weighing the other choices")
        control.report(Progress(doing, done=number / len(choices)))
        yield choice, _forced(problem, optimum, choice, engine, within)


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
