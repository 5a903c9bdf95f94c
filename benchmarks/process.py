"""Each command as a whole process, from start to end, against the mere import of the libraries."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import median

from measure import ROOT, parser, table, times

LIBRARIES = "import highspy, networkx, numpy, pydantic, rich, typer, yaml"
COMMANDS = (
    "--help",
    "validate",
    "score",
    "plan",
    "plan --engine milp",
    "plan --losses",
    "plan --format xlsx -o plan.xlsx",
    "explain Hjørring",
    "explain --all -o pages",
    "compare --against published",
    "check",
    "checklist Hjørring",
    "map",
    "map --format svg -o map.svg",
    "timeline",
    "report -o plan.html",
    "robustness --draws 10 --seed 1 --jobs 1",
    "schema -o schemas",
    "init country",
)
RUNS, ENOUGH = 5, 10.0
"""A median is taken of so many runs, of fewer if they take more seconds than are enough."""

ANSWERS = (0, 1)
"""Exit codes of a command that did what it was asked to."""


def main() -> None:
    """Print the table."""
    runs = 1 if parser(__doc__).parse_args().quick else RUNS
    print(table(("process", "seconds", ""), _rows(runs)))


def _rows(runs: int) -> Iterator[list[str]]:
    imports = _seconds(["-c", LIBRARIES], runs) or 1.0
    processes = {
        "imports of the libraries": ["-c", LIBRARIES],
        "Python alone": ["-c", ""],
        **{f"`fmkwave {each}`": ["-m", "fmkwave", *each.split()] for each in COMMANDS},
    }
    for name, arguments in processes.items():
        took = imports if arguments[1] == LIBRARIES else _seconds(arguments, runs)
        yield [name, "failed", ""] if took is None else [name, f"{took:.2f}", times(took, imports)]


def _seconds(arguments: list[str], runs: int) -> float | None:
    """Median of a few runs, each in an empty folder; None if the process fails."""
    environment = {**os.environ, "FMKWAVE_DATA": str(ROOT / "data"), "FMKWAVE_LANG": "en"}
    took: list[float] = []
    while len(took) < runs and sum(took) < ENOUGH:
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            done = subprocess.run(
                [sys.executable, *arguments],
                capture_output=True,
                check=False,
                cwd=folder,
                env=environment,
            )
            took.append(time.perf_counter() - begun)
        if done.returncode not in ANSWERS:
            return None
    return median(took)


if __name__ == "__main__":
    main()
