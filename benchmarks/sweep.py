"""The sweep, beside what the memory of this machine can move: cells a second, and bytes.

A forward sweep has to read every cell of its tables once and write it once; a backward sweep
reads both tables and writes one. That many bytes, and no more, are counted for it, whatever it
moves besides. Beside them: NumPy's copy of an array far larger than any cache, and its sum of two
that fit into the cache of a core, with all bytes counted that these read and write. Integers have
four bytes. Forward holds reading off the plan, backward the best total of every choice. Each
problem is a process of its own, and the figures are medians of several runs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import NamedTuple

import numpy as np

from countries import country
from fmkwave.optimise.domains import domains
from fmkwave.optimise.layout import layout
from fmkwave.optimise.problem import Control, Problem
from fmkwave.optimise.tables import Tables
from measure import Run, in_process, parser, table
from peers import drawn_problem

LIMIT = 300.0
RUNS = 5
POINTS = 15
SEED = 1
BYTES = 4
FORWARD, BACKWARD = 2 * BYTES, 3 * BYTES
COPIED = 1 << 26
ADDED = 1 << 15
"""Numbers in an array that is copied: 256 MiB; and in each of three that fit into a cache."""

HEADINGS = ("", "million cells", "million cells a second", "GB a second", "share of the copy")


class Case(NamedTuple):
    """An invented country, or Denmark with drawn answers if there are no units."""

    name: str
    country: dict[str, float]


CASES = (
    Case("Denmark, 3 waves", {"units": 0}),
    Case("70 units, 3 waves", {"units": 70, "waves": 3, "degree": 4.5}),
    Case("80 units, 3 waves", {"units": 80, "waves": 3, "degree": 4.5}),
    Case("40 units, 4 waves", {"units": 40, "waves": 4, "degree": 4.0}),
)


def main() -> None:
    """Print the table."""
    quick = parser(__doc__).parse_args().quick
    print(table(HEADINGS, _measured(CASES[:1] if quick else CASES, 1 if quick else RUNS)))


def _measured(cases: tuple[Case, ...], runs: int) -> Iterator[list[str]]:
    machine = in_process(memory, LIMIT, runs=runs)
    copied = _answer(machine, "copy")
    yield ["copy, 256 MiB", "", "", f"{copied / 1e9:.1f}", "100 %"]
    added = _answer(machine, "add")
    yield ["add, in cache", "", "", f"{added / 1e9:.1f}", f"{added / copied:.0%}"]
    for case in cases:
        run = in_process(sweeps, LIMIT, runs=runs, **case.country)
        cells = _answer(run, "cells")
        for way, moved in (("forward", FORWARD), ("backward", BACKWARD)):
            rate = cells / _answer(run, way)
            yield [
                f"{case.name}, {way}",
                f"{cells / 1e6:.1f}",
                f"{rate / 1e6:.0f}",
                f"{rate * moved / 1e9:.1f}",
                f"{rate * moved / copied:.0%}",
            ]


def _answer(run: Run, name: str) -> float:
    if run.answer is None:
        raise SystemExit(run.failure)
    return float(run.answer[name])


def memory(*, runs: int) -> dict[str, float]:
    """Bytes a second that NumPy copies beyond all caches, and adds within one."""
    # Both are written to once before, so that all their memory is there.
    source, target = np.ones(COPIED, np.int32), np.ones(COPIED, np.int32)
    copy = _seconds(lambda: np.copyto(target, source), runs)
    first, second, total = (np.ones(ADDED, np.int32) for _ in range(3))
    often = COPIED // ADDED

    def add() -> None:
        for _ in range(often):
            np.add(first, second, out=total)

    return {
        "copy": source.nbytes * 2 / copy,
        "add": first.nbytes * 3 * often / _seconds(add, runs),
    }


def _seconds(call: Callable[[], object], runs: int) -> float:
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - begun)
    return median(seconds)


def sweeps(*, runs: int, units: int, waves: int = 3, degree: float = 5.0) -> dict[str, float]:
    """Cells of the tables, and seconds of a sweep there and of one back."""
    problem = country(units, SEED, waves, POINTS, degree) if units else drawn_problem(POINTS, False)
    there, back = [], []
    for _ in range(runs):
        tables = _tables(problem)
        begun = time.perf_counter()
        tables.best()
        turned = time.perf_counter()
        for _choice in tables.choices():
            pass  # its assignment is not asked for
        there.append(turned - begun)
        back.append(time.perf_counter() - turned)
    return {
        "cells": tables.plan.cells(),
        "forward": median(there),
        "backward": median(back),
    }


def _tables(problem: Problem) -> Tables:
    """Tables with all limits counted, which must be the sizes of the waves."""
    allowed = domains(problem)
    if allowed is None or not all(all(row) for row in allowed):
        raise RuntimeError("every unit must have every wave to choose from")
    plan = layout(allowed, problem.links, problem.limits, [])
    return Tables(problem.values, problem.links, plan, Control())


if __name__ == "__main__":
    main()
