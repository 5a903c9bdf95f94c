"""The Danish network in 2 to 5 waves: the engine taken, its time, and what is proven.

The answers, links and weights are Denmark's; the waves lie in as many quarters from the first on,
and a wish after the last of them is a wish for the last. With vendors, the limits and agreements
that name one of the quarters are kept. Each solve runs in a process of its own, so that peak
memory is one solve's; after the limit it is stopped, and what it had is told.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from typing import Any

from fmkwave.errors import NoPlanError, StoppedError, TooLargeError
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Size, Vendor, Wave
from fmkwave.optimise.problem import Control
from fmkwave.periods import QUARTERS
from fmkwave.planner import make_plan
from fmkwave.points import show_points

SIZES = ((49, 49), (28, 35, 35), (24, 25, 24, 25), (20, 20, 20, 19, 19))
ENGINES = ("auto", "sweep", "milp")
ROW = "{:>6}{:>9}{:>8}{:>8}{:>9}{:>7}  {:<12}{:>10}{:>8}"


def spread(inputs: Inputs, sizes: tuple[int, ...], *, vendors: bool) -> Inputs:
    """Inputs with so many waves of these sizes, in successive quarters."""
    first = inputs.programme.quarters[0]
    last = "2099-Q4"
    quarters = QUARTERS.reach(first, last)[: len(sizes)]
    waves = tuple(
        Wave(quarter=quarter, size=Size(min=size, max=size))
        for quarter, size in zip(quarters, sizes, strict=True)
    )
    rows = {
        code: row.model_copy(update={"wish": _at_the_latest(row.wish, quarters[-1])})
        for code, row in inputs.questionnaires.items()
    }
    kept = tuple(_within(vendor, quarters) for vendor in inputs.vendors) if vendors else ()
    programme = inputs.programme.model_copy(update={"waves": waves})
    return inputs.model_copy(
        update={"programme": programme, "questionnaires": rows, "vendors": kept, "published": {}}
    )


def _at_the_latest(wish: str | None, last: str) -> str | None:
    return last if wish is not None and QUARTERS.between(last, wish) > 0 else wish


def _within(vendor: Vendor, quarters: tuple[str, ...]) -> Vendor:
    go_lives = {q: most for q, most in vendor.go_lives.items() if q in quarters}
    agreements = {code: q for code, q in vendor.agreements.items() if q in quarters}
    return vendor.model_copy(update={"go_lives": go_lives, "agreements": agreements})


def run(engine: Any, waves: int, limit: float, *, vendors: bool) -> dict[str, Any]:  # noqa: ANN401
    """One solve in this process."""
    sizes = next(sizes for sizes in SIZES if len(sizes) == waves)
    inputs = spread(load_inputs(), sizes, vendors=vendors)
    begun = time.perf_counter()
    told = {"engine": "-", "outcome": "", "total": "", "gap": ""}
    try:
        plan = make_plan(inputs, engine=engine, control=Control(deadline=time.monotonic() + limit))
        told |= {"engine": plan.engine, "outcome": plan.proof, "total": show_points(plan.total)}
        told["gap"] = show_points(plan.bound - plan.total)
    except NoPlanError:
        told["outcome"] = "no plan"
    except StoppedError:
        told["outcome"] = "stopped"
    except TooLargeError:
        told["outcome"] = "too large"
    seconds = time.perf_counter() - begun
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return {**told, "seconds": f"{seconds:.1f}", "memory": memory >> 20}


def in_process(engine: str, waves: int, limit: float, vendors: int) -> dict[str, Any]:
    """One solve in a process of its own."""
    one = [engine, str(waves), str(vendors)]
    command = [sys.executable, __file__, "--limit", str(limit), "--one", *one]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def main() -> None:
    """Measure, or be one of the processes measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--limit", type=float, default=120, help="seconds (default: %(default)s)")
    parser.add_argument("--one", nargs=3, metavar=("ENGINE", "WAVES", "VENDORS"), help="internal")
    options = parser.parse_args()
    if options.one:
        engine, waves, vendors = options.one
        print(json.dumps(run(engine, int(waves), options.limit, vendors=vendors == "1")))
        return
    headings = ("waves", "vendors", "asked", "taken", "seconds", "MiB", "outcome", "total", "gap")
    print(ROW.format(*headings))
    for sizes in SIZES:
        for vendors in (0, 1):
            for engine in ENGINES:
                told = in_process(engine, len(sizes), options.limit, vendors)
                print(
                    ROW.format(
                        len(sizes),
                        ("without", "with")[vendors],
                        engine,
                        told["engine"],
                        told["seconds"],
                        told["memory"],
                        told["outcome"],
                        told["total"],
                        told["gap"],
                    ),
                    flush=True,
                )


if __name__ == "__main__":
    main()
