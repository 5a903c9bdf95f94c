"""All other choices by one pair of sweeps against solving each with HiGHS, and whether they agree.

Three questions about Denmark: what all 98 x 2 alternatives cost in time and memory; whether the
losses of some municipalities, drawn at random, equal those of a MILP with the choice forced; and
whether what `explain` prints for them (flips, least rises) comes true.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace
from itertools import product

from fmkwave.explanation import Explanation, explain_all
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Plan
from fmkwave.optimise import solve
from fmkwave.optimise.alternatives import alternatives
from fmkwave.optimise.milp import solve_milp
from fmkwave.planner import build_problem, make_plan
from fmkwave.whatif import changed


def sweeps_alone() -> None:
    """Time and peak memory of the pair of sweeps, for a process of its own."""
    inputs = load_inputs()
    problem = build_problem(inputs)
    optimum = solve(problem).assignment
    assert optimum is not None
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begun = time.perf_counter()
    found = alternatives(problem, optimum)
    took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(found) - problem.units} alternatives by sweeps: {took:.2f} s,", end=" ")
    print(f"{peak:.0f} MiB at most ({before:.0f} before)")


def solved_one_by_one(inputs: Inputs, plan: Plan, count: int, rng: random.Random) -> None:
    """Seconds of some alternatives by HiGHS, and what all of them would take."""
    problem = build_problem(inputs)
    placed = [plan.placement[code] - 1 for code in inputs.municipalities]
    others = [
        (unit, wave)
        for unit, wave in product(range(problem.units), range(problem.waves))
        if wave != placed[unit]
    ]
    begun = time.perf_counter()
    for choice in rng.sample(others, count):
        solve_milp(problem.with_choice(*choice))
    each = (time.perf_counter() - begun) / count
    print(f"{count} of them by HiGHS: {each:.2f} s each;", end=" ")
    print(f"all {len(others)} would take some {each * len(others):.0f} s (extrapolated)")


def hold_to_account(inputs: Inputs, plan: Plan, told: list[Explanation]) -> None:
    """Check every loss by MILP, every flip by planning anew, every rise on both sides of it."""
    problem = build_problem(inputs)
    unit = {code: number for number, code in enumerate(inputs.municipalities)}
    losses = flips = rises = 0
    for one in told:
        for other in one.alternatives:
            forced = solve_milp(problem.with_choice(unit[one.code], other.wave - 1))
            loss = None if forced.infeasible else plan.total - forced.total
            assert loss == other.loss, (one.name, other.wave)
            losses += 1
        for flip in one.flips:
            moved = make_plan(changed(inputs, [flip.setting])).placement[one.code]
            assert moved == flip.wave, flip.setting
            flips += 1
        for wave, rise in one.least_rise.items():
            if rise is not None:
                for points, moves in ((rise, True), (rise - 1, False)):
                    values = [list(row) for row in problem.values]
                    values[unit[one.code]][wave - 1] += points
                    raised = solve(replace(problem, values=tuple(map(tuple, values)))).assignment
                    assert raised is not None
                    assert (raised[unit[one.code]] == wave - 1) is moves, (one.name, wave)
                rises += 1
    print(f"{len(told)} municipalities: {losses} losses equal HiGHS's,", end=" ")
    print(f"{flips} flips come true, {rises} least rises are tight to 0.001 points")


def main() -> None:
    """Print the answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--municipalities", type=int, default=20)
    parser.add_argument("--solves", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sweeps-alone", action="store_true", help="the first question only")
    options = parser.parse_args()
    if options.sweeps_alone:
        sweeps_alone()
        return
    subprocess.run([sys.executable, __file__, "--sweeps-alone"], check=True)
    rng = random.Random(options.seed)
    inputs = load_inputs()
    plan = make_plan(inputs)
    solved_one_by_one(inputs, plan, options.solves, rng)
    everyone = list(inputs.municipalities)
    begun = time.perf_counter()
    told = list(explain_all(inputs, plan, everyone))
    print(f"{len(told)} explanations: {time.perf_counter() - begun:.1f} s,", end=" ")
    print(f"{sum(len(one.flips) for one in told)} flips among them, each verified by planning anew")
    hold_to_account(inputs, plan, rng.sample(told, options.municipalities))


if __name__ == "__main__":
    main()
