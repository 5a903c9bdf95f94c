"""How much of Denmark a single changed answer reshuffles, with and without points for staying.

Ten random answers are changed, one at a time and each by itself; the plan announced is the best
one before the change. For each: who moves at 0, 5 and 20 points for staying, what of the total is
given up for it, and the least points at which nobody moves. Each plan for stability is then
announced in its turn and must come out again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Placement
from fmkwave.planner import make_plan
from fmkwave.points import show_points
from fmkwave.replanning import Replanning, replanning
from fmkwave.whatif import answer_setting, changed, replanned
from measure import parser, table

SEED = 1
CHANGES = 10
STABILITIES = (0, 5, 20)
HEADINGS = (
    "one answer",
    *(f"move at {points}" for points in STABILITIES),
    *(f"given up at {points}" for points in STABILITIES[1:]),
    "nobody moves at",
)


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
    """Print the table."""
    changes = 1 if parser(__doc__).parse_args().quick else CHANGES
    print(table(HEADINGS, _rows(changes)))


def _rows(changes: int) -> Iterator[list[str]]:
    """A row for each change, and the sums."""
    inputs = load_inputs()
    announced = make_plan(inputs).placement
    moves = dict.fromkeys(STABILITIES, 0)
    given_up = dict.fromkeys(STABILITIES, 0)
    for setting in some_changes(inputs, changes, random.Random(SEED)):
        after_it = changed(inputs, [setting])
        found = {points: after(after_it, announced, points) for points in STABILITIES}
        for points, one in found.items():
            moves[points] += len(one.moves)
            given_up[points] += one.given_up
        least = found[0].least
        yield [
            setting,
            *(str(len(one.moves)) for one in found.values()),
            *(show_points(found[points].given_up) for points in STABILITIES[1:]),
            "-" if least is None else show_points(least),
        ]
    lost = (show_points(given_up[points]) for points in STABILITIES[1:])
    yield ["in all", *map(str, moves.values()), *lost, ""]


if __name__ == "__main__":
    main()
