"""Times each command as a whole process, against a process that only imports its libraries."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

LIBRARIES = "import highspy, networkx, numpy, pydantic, rich, typer, yaml"
COMMANDS = (
    ("--help",),
    ("validate",),
    ("score",),
    ("plan",),
    ("plan", "--engine", "milp"),
    ("plan", "--losses"),
    ("explain", "Hjørring"),
    ("compare", "--against", "published"),
    ("check",),
)


def seconds(arguments: list[str], runs: int) -> float:
    """Median seconds of a process, start to end."""
    took = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True, env=_plain())
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def _plain() -> dict[str, str]:
    return {**os.environ, "FMKWAVE_DATA": str(Path(__file__).parents[1] / "data")}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    imports = seconds(["-c", LIBRARIES], runs)
    names = {command: " ".join(("fmkwave", *command)) for command in COMMANDS}
    width = max(map(len, names.values()))
    print(f"{'process':<{width}}{'seconds':>9}{'ratio':>8}")
    print(f"{'imports of all libraries':<{width}}{imports:>9.2f}{1:>8.2f}")
    for command, name in names.items():
        took = seconds(["-m", "fmkwave", *command], runs)
        print(f"{name:<{width}}{took:>9.2f}{took / imports:>8.2f}")


if __name__ == "__main__":
    main()
