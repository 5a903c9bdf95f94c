"""Whether the sweep and HiGHS give the same plan on random draws of points on the Danish network.

A quarter of the draws each: as they are, with many ties, with limits like vendors', with both.
Exit code 1 if any two plans differ.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import NamedTuple

from fmkwave.errors import TooLargeError
from fmkwave.optimise import solve
from fmkwave.optimise.problem import Problem, Solution

# The draws are those of the tests.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "optimise"))

KINDS = ("plain", "ties", "vendors", "vendors, ties")
ROW = "{:15}{:>7}{:>7}{:>10}{:>8}{:>11}{:>10}"


def main() -> int:
    """Run the draws and print a line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--draws", type=int, default=100, help="in all (default: %(default)s)")
    parser.add_argument("--points", type=int, default=10, help="a link (default: %(default)s)")
    options = parser.parse_args()
    from denmark import draw

    print(ROW.format("draws", "count", "same", "too large", "unique", "sweep s", "HiGHS s"))
    differing = 0
    for number, kind in enumerate(KINDS):
        seeds = range(number, options.draws, len(KINDS))
        found = [
            compare(draw(seed, options.points, ties="ties" in kind, vendors="vendors" in kind))
            for seed in seeds
        ]
        if found:
            differing += report(kind, found)
    return 1 if differing else 0


class Comparison(NamedTuple):
    """Both engines' answers to one problem, the sweep's None if its tables were too large."""

    sweep: Solution | None
    sweep_seconds: float
    milp: Solution
    milp_seconds: float

    @property
    def same(self) -> bool:
        """Whether assignment, total, bound and uniqueness are all the same."""
        return self.sweep is not None and replace(self.sweep, engine="milp") == self.milp


def compare(problem: Problem) -> Comparison:
    """Solve a problem by both engines."""
    began = time.perf_counter()
    sweep = swept(problem)
    between = time.perf_counter()
    milp = solve(problem, "milp")
    return Comparison(sweep, between - began, milp, time.perf_counter() - between)


def swept(problem: Problem) -> Solution | None:
    """The sweep's answer, None if its tables would not fit."""
    try:
        return solve(problem, "sweep")
    except TooLargeError:
        return None


def report(kind: str, found: list[Comparison]) -> int:
    """Print a line; how many pairs of plans differ."""
    same = sum(each.same for each in found)
    too_large = sum(each.sweep is None for each in found)
    print(
        ROW.format(
            kind,
            len(found),
            same,
            too_large,
            sum(each.milp.unique is True for each in found),
            f"{median(each.sweep_seconds for each in found):.2f}",
            f"{median(each.milp_seconds for each in found):.2f}",
        ),
        flush=True,
    )
    return len(found) - same - too_large


if __name__ == "__main__":
    sys.exit(main())
