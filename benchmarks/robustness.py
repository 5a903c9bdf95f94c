"""Draws of the weights, each planned exactly: by one process, by two, and a thousand of them.

Whole processes, from start to end, in an empty folder. One and two must print the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from measure import ROOT, parser, table, times

HEADINGS = ("processes", "draws", "seconds", "", "draws a second")
DRAWS, FEW = 1_000, 100


def main() -> None:
    """Print the table."""
    quick = parser(__doc__).parse_args().quick
    print(table(HEADINGS, _rows(20) if quick else [*_rows(FEW), _row(2, DRAWS, _run(DRAWS, 2)[0])]))


def _rows(draws: int) -> Iterator[list[str]]:
    alone, told = _run(draws, 1)
    yield _row(1, draws, alone, alone)
    took, same = _run(draws, 2)
    if same != told:
        raise SystemExit("two jobs print something else than one")
    yield _row(2, draws, took, alone)


def _row(jobs: int, draws: int, took: float, alone: float | None = None) -> list[str]:
    ratio = "" if alone is None else times(took, alone)
    processes = "1 job" if jobs == 1 else f"{jobs} jobs"
    return [processes, f"{draws:,}", f"{took:.1f}", ratio, f"{draws / took:.1f}"]


def _run(draws: int, jobs: int) -> tuple[float, str]:
    """Seconds, and what was printed."""
    asked = f"robustness --draws {draws} --seed 1 --jobs {jobs} --format json"
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "fmkwave", *asked.split()],
            capture_output=True,
            check=False,
            cwd=folder,
            encoding="utf-8",
            env={**os.environ, "FMKWAVE_DATA": str(ROOT / "data"), "FMKWAVE_LANG": "en"},
        )
        seconds = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"fmkwave {asked}:\n{done.stderr}")
    return seconds, done.stdout


if __name__ == "__main__":
    main()
