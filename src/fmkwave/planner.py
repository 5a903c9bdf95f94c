"""From inputs to a plan: states the problem, lets an engine solve it, checks the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fmkwave.bounds import Rule
from fmkwave.errors import NoPlanError, StoppedError
from fmkwave.model import Inputs, Placement, Plan, Proof
from fmkwave.objective import (
    citizen_quarters,
    kept_links,
    scores,
    stability,
    staying_points,
    worth,
)
from fmkwave.optimise import Engine, solve
from fmkwave.optimise.problem import Assignment, Control, Limit, Link, Problem
from fmkwave.rules import broken, rules
from fmkwave.shortfall import shortfall
from fmkwave.texts import message


def make_plan(
    inputs: Inputs,
    *,
    engine: Engine = "auto",
    control: Control | None = None,
    without: str | None = None,
    start: Placement | None = None,
) -> Plan:
    """The best plan under the inputs, with what is proven of it.

    Args:
        inputs: What the plan follows from, as `fmkwave.load_inputs` returns it.
        engine: ``auto``, ``sweep``, ``search`` or ``milp``; a plan that is proven is the same.
        control: Watches the solve and stops it early; the plan is then the best found so far.
        without: Name of a rule to leave out.
        start: A good plan for ``milp`` to start from.

    Raises:
        NoPlanError: if no plan satisfies all rules; it names rules that cannot hold together.
        StoppedError: if the solve was stopped before it found a plan.
        TooLargeError: if ``sweep`` was asked for and does not fit in memory.
    """
    problem = build_problem(inputs, without)
    begin = None if start is None else as_assignment(inputs, start)
    solution = solve(problem, engine, control, begin)
    if solution.infeasible:
        clashing = conflict(inputs, problem)
        names = [rule.name for rule, _limits in clashing]
        raise NoPlanError(names, shortfall(inputs, problem, clashing))
    if solution.assignment is None:
        raise StoppedError(message("stopped before a plan was found"))
    placement = as_placement(inputs, solution.assignment)
    _check(inputs, placement, solution.total, without)
    staying = stability(inputs, placement)
    rows = zip(placement.items(), problem.values, strict=True)
    return Plan(
        programme=inputs.programme.name,
        quarters=inputs.programme.quarters,
        placement=placement,
        points={
            code: values[wave - 1] - staying_points(inputs, code, wave)
            for (code, wave), values in rows
        },
        total=solution.total - staying,
        stability=staying,
        # What the engine proves is of totals with what staying earns; so the gap stays the same.
        bound=solution.bound - staying,
        proof=Proof.OPTIMAL if solution.optimal else Proof.WITHIN_GAP,
        unique=solution.unique,
        engine=solution.engine,
        links_kept=len(kept_links(inputs, placement)),
        links_total=len(inputs.links),
        inputs={file: source.meaning for file, source in inputs.sources.items()},
        parts={file: source.parts for file, source in inputs.sources.items()},
        notices=inputs.notices,
        remarks=solution.remarks,
    )


def build_problem(inputs: Inputs, without: str | None = None) -> Problem:
    """The inputs as numbers: unit i is the i-th municipality in the order of the codes.

    Args:
        inputs: What the plan follows from.
        without: Name of a rule to leave out.
    """
    unit = _units(inputs)
    weights = inputs.programme.weights.links
    return Problem(
        values=tuple(
            tuple(
                value + staying_points(inputs, code, wave)
                for wave, value in enumerate(score.values, start=1)
            )
            for code, score in scores(inputs).items()
        ),
        links=tuple(Link(unit[a], unit[b], weights[kind].weight) for a, b, kind in inputs.links),
        limits=tuple(
            limit for rule in rules(inputs) if rule.name != without for limit in _limits(unit, rule)
        ),
        tiebreak=tuple(
            tuple(citizen_quarters(inputs, code, wave) for wave in inputs.programme.wave_numbers)
            for code in inputs.municipalities
        ),
    )


def as_assignment(inputs: Inputs, placement: Placement) -> Assignment:
    """A plan as engines know it: waves from 0, in the order of the codes."""
    return tuple(placement[code] - 1 for code in inputs.municipalities)


def as_placement(inputs: Inputs, assignment: Assignment) -> Placement:
    """What engines found, as a plan: waves from 1, by code."""
    waves = (wave + 1 for wave in assignment)
    return dict(zip(inputs.municipalities, waves, strict=True))


def conflict(inputs: Inputs, problem: Problem) -> tuple[tuple[Rule, Sequence[Limit]], ...]:
    """Rules that cannot hold together, none of which could be left out, with their limits.

    Args:
        inputs: Whose rules they are.
        problem: The same inputs as numbers, as `build_problem` states them.
    """
    from fmkwave.optimise import conflict as smallest

    # Limits on few municipalities are kept in preference to those on all: they say more.
    stated = rules(inputs)
    few_first = sorted(stated, key=lambda rule: max(len(b.members) for b in rule.bounds))
    unit = _units(inputs)
    groups = [_limits(unit, rule) for rule in few_first]
    clashing = {few_first[at].name: groups[at] for at in smallest.conflict(problem, groups)}
    return tuple((rule, clashing[rule.name]) for rule in stated if rule.name in clashing)


def _units(inputs: Inputs) -> Mapping[str, int]:
    return {code: number for number, code in enumerate(inputs.municipalities)}


def _limits(unit: Mapping[str, int], rule: Rule) -> Sequence[Limit]:
    return [
        Limit(
            wave=bound.wave - 1,
            weights=tuple(sorted((unit[code], n) for code, n in bound.members.items())),
            lower=bound.least,
            upper=bound.most,
        )
        for bound in rule.bounds
    ]


def _check(inputs: Inputs, placement: Placement, claimed: int, without: str | None) -> None:
    """Hold an engine's answer against the rules and the objective, in integers."""
    faults = [fault for fault in broken(inputs, placement) if fault.rule != without]
    recomputed = worth(inputs, placement)
    if faults or recomputed != claimed:
        raise AssertionError(
            f"the engine's plan does not hold: {faults}, {recomputed} points, not {claimed}"
        )
