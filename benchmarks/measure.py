"""What all benchmarks share: calls and commands as processes of their own, and tables.

A call in a process of its own has its peak memory to itself, is not warmed up by the one before,
and can be stopped. highspy and ortools cannot even be imported into one process.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]

# The draws of points on the Danish network are those of the tests.
sys.path.insert(0, str(ROOT / "tests" / "optimise"))

NOT_INSTALLED = "not installed"
_PEERS = ("numpy", "highspy", "ortools")
_GIB = 1 << 30


class Run(NamedTuple):
    """What came of a call: its answer and the peak memory in bytes, or why there is no answer."""

    answer: dict[str, Any] | None
    memory: int
    failure: str = ""


def in_process(function: Callable[..., Any], seconds: float, **arguments: Any) -> Run:  # noqa: ANN401
    """Call a function in a process of its own.

    The caller should have imported little: its own memory is the least that is told of the other's,
    as a new process begins as a copy.

    Args:
        function: One of a module of this folder; it takes and returns what JSON can say.
        seconds: After so many the process is ended.
        arguments: What to call it with.
    """
    module = Path(inspect.getfile(function)).stem
    command = [sys.executable, __file__, module, function.__name__, json.dumps(arguments)]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err)
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        # Tells the memory of this one process, even if it had to be ended.
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        # Linux counts in KiB, macOS in bytes.
        memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        if process.returncode < 0:
            took = time.perf_counter() - begun
            why = f"ended after {seconds:.0f} s" if took >= seconds else "ended from outside"
            return Run(None, memory, why)
        if process.returncode:
            return Run(None, memory, _last_line(err.read()))
        return Run(json.loads(_last_line(out.read())), memory)


def _last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2]


def _answer(module: str, function: str, arguments: str) -> int:
    """Be the process that makes the call."""
    try:
        called = getattr(importlib.import_module(module), function)
        print(json.dumps(called(**json.loads(arguments))))
    except ModuleNotFoundError as error:
        print(NOT_INSTALLED if error.name in ("ortools", "scipy") else error, file=sys.stderr)
        return 1
    except MemoryError:
        print("out of memory", file=sys.stderr)
        return 1
    return 0


def parser(description: str | None) -> argparse.ArgumentParser:
    """The options that all scripts have; the first line of a module's docstring describes it."""
    options = argparse.ArgumentParser(description=(description or "").partition("\n")[0])
    options.add_argument("--quick", action="store_true", help="little of it, to see that it works")
    return options


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in markdown; the first column is text, all others are figures.

    Rows take their time: what is done is told on stderr.
    """
    lines = [_line(headings), _line(("---", *("--:",) * (len(headings) - 1)))]
    begun = time.perf_counter()
    for row in rows:
        lines.append(_line(row))
        print(f"{time.perf_counter() - begun:6.0f} s  {row[0]}", file=sys.stderr, flush=True)
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def with_block(page: str, name: str, text: str) -> str:
    """A page with other text between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``.

    Raises:
        ValueError: unless there is exactly one such place.
    """
    pattern = rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)"
    # A function, as the text may hold what a template takes for a group.
    page, count = re.subn(pattern, lambda m: f"{m[1]}\n{text}\n\n{m[2]}", page, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"the page has {count} places named {name}")
    return page


def times(seconds: float, base: float) -> str:
    """How many times as long, for a table."""
    ratio = seconds / base
    return f"× {ratio:.{2 if ratio < 10 else 0}f}"  # noqa: PLR2004 -- three figures at most


def mebibytes(memory: int) -> str:
    """An amount of memory, for a table."""
    return f"{memory / (1 << 20):,.0f} MiB"


def machine() -> str:
    """What the figures were measured on: no names of hosts, no paths, no dates."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    kernel = ".".join(platform.release().split(".")[:2])
    versions = ", ".join(f"{name} {_version(name)}" for name in _PEERS)
    return (
        f"{os.cpu_count()} cores of {_processor()}, {memory:.0f} GiB of memory,"
        f" {platform.system()} {kernel}, Python {platform.python_version()}, {versions}"
    )


def _processor() -> str:
    """The model of the processor, as the system says it."""
    described = Path("/proc/cpuinfo")
    lines = described.read_text("utf-8").splitlines() if described.exists() else []
    facts = dict(line.replace("\t", "").split(":", 1) for line in lines if ":" in line)
    name = facts.get("model name", "").strip() or platform.processor() or platform.machine()
    numbers = (f"{part} {facts[part].strip()}" for part in ("cpu family", "model") if part in facts)
    return f"{name} ({', '.join(numbers)})" if "model" in facts else name


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return NOT_INSTALLED


if __name__ == "__main__":
    sys.exit(_answer(*sys.argv[1:]))
