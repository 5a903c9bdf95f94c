"""How much of Denmark a single changed answer reshuffles, with and without points for staying.

Ten random answers are changed, one at a time and each by itself; the plan announced is the best
one before the change. For each: who moves at 0, 5 and 20 points for staying, what of the total is
given up for it, and the least points at which nobody moves. Each plan for stability is then
announced in its turn and must come out again.
"""

from __future__ import annotations

import argparse
import random
import time

from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Placement
from fmkwave.planner import make_plan
from fmkwave.points import show_points
from fmkwave.replanning import Replanning, replanning
from fmkwave.whatif import answer_setting, changed, replanned

STABILITIES = (0, 5, 20)
ROW = "{:<38}{:>7}{:>7}{:>7}{:>10}{:>10}{:>10}"


def some_changes(inputs: Inputs, count: int, rng: random.Random) -> list[str]:
    """Settings that give some municipalities, each once, another answer to some question."""
    found = []
    for code in rng.sample(sorted(inputs.questionnaires), count):
        name, now = rng.choice(sorted(inputs.questionnaires[code].answers.items()))
        others = [answer for answer in inputs.programme.answers if answer != now]
        found.append(answer_setting(inputs, code, name, rng.choice(others)))
    return found


def after(inputs: Inputs, announced: Placement, stability: int) -> Replanning:
    """What of the plan announced is kept with so many points for staying."""
    asked = replanned(inputs, announced, stability=stability)
    plan = make_plan(asked)
    again = make_plan(replanned(inputs, plan.placement, stability=stability))
    assert again.placement == plan.placement, "the plan written is not the one then asked for"
    return replanning(asked, plan)


def main() -> None:
    """Print a line for each change, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--changes", type=int, default=10, help="(default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(default: %(default)s)")
    options = parser.parse_args()
    inputs = load_inputs()
    announced = make_plan(inputs).placement
    moves = dict.fromkeys(STABILITIES, 0)
    given_up = dict.fromkeys(STABILITIES, 0)
    print(ROW.format("", *("moves",) * 3, "given up", "given up", "nobody"))
    print(ROW.format("one answer", *(f"at {s}" for s in STABILITIES), "at 5", "at 20", "moves at"))
    begun = time.perf_counter()
    for setting in some_changes(inputs, options.changes, random.Random(options.seed)):
        after_it = changed(inputs, [setting])
        found = {points: after(after_it, announced, points) for points in STABILITIES}
        for points, one in found.items():
            moves[points] += len(one.moves)
            given_up[points] += one.given_up
        least = found[0].least
        row = (len(one.moves) for one in found.values())
        lost = (show_points(found[points].given_up) for points in STABILITIES[1:])
        print(ROW.format(setting, *row, *lost, "-" if least is None else show_points(least)))
    lost = (show_points(given_up[points]) for points in STABILITIES[1:])
    print(ROW.format("in all", *moves.values(), *lost, ""))
    print(f"{time.perf_counter() - begun:.1f} s; every plan announced came out again")


if __name__ == "__main__":
    main()
