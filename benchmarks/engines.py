"""Times the sweep against HiGHS on the Danish network, and the sweep's memory.

Each solve runs in a process of its own, so that peak memory is one solve's and no engine warms up
another; only the solve is timed, not the imports. Both engines prove the optimum and whether it
is unique. "alone" is a process that draws the problem and imports the engine but does not solve.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from fmkwave.optimise.problem import Problem, Solution

# The draws are those of the tests.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "optimise"))

ROW = "{:>14}{:>10}{:>10}{:>9}{:>14}{:>14}"


class Run(NamedTuple):
    """One solve: seconds, and the peak memory of its process in bytes."""

    seconds: float
    memory: int
    total: int


def main() -> int:
    """Measure, or be one of the processes measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="draws (default: %(default)s)")
    parser.add_argument("--points", type=int, nargs="+", default=[10, 30], help="a link")
    parser.add_argument("--one", nargs=3, metavar=("ENGINE", "SEED", "POINTS"), help="internal")
    options = parser.parse_args()
    if options.one:
        engine, seed, points = options.one
        print(json.dumps(run(engine, int(seed), int(points))))
        return 0
    print(ROW.format("points a link", "sweep s", "HiGHS s", "ratio", "sweep MiB", "alone MiB"))
    for points in options.points:
        measure(points, options.runs)
    return 0


def measure(points: int, runs: int) -> None:
    """Print a line: medians over the draws, and the most memory of any."""
    sweeps, milps = [], []
    for seed in range(runs):
        sweep, milp = in_process("sweep", seed, points), in_process("milp", seed, points)
        if sweep.total != milp.total:
            raise SystemExit(f"draw {seed}: {sweep.total} by sweep, {milp.total} by HiGHS")
        sweeps.append(sweep)
        milps.append(milp)
    ratio = median(m.seconds / s.seconds for s, m in zip(sweeps, milps, strict=True))
    print(
        ROW.format(
            points,
            f"{median(each.seconds for each in sweeps):.2f}",
            f"{median(each.seconds for each in milps):.2f}",
            f"{ratio:.0f}",
            max(each.memory for each in sweeps) >> 20,
            in_process("alone", 0, points).memory >> 20,
        ),
        flush=True,
    )


def in_process(engine: str, seed: int, points: int) -> Run:
    """One solve in a process of its own."""
    command = [sys.executable, __file__, "--one", engine, str(seed), str(points)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Run(*json.loads(done.stdout))


def run(engine: str, seed: int, points: int) -> Run:
    """One solve in this process; ``alone`` only imports what the sweep needs."""
    from denmark import draw

    problem = draw(seed, points)
    solve: Callable[[Problem], Solution]
    if engine == "milp":
        from fmkwave.optimise.milp import solve_milp as solve
    else:
        from fmkwave.optimise.sweep import solve_sweep as solve
    began = time.perf_counter()
    total = 0 if engine == "alone" else solve(problem).total
    seconds = time.perf_counter() - began
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit, total)


if __name__ == "__main__":
    sys.exit(main())
