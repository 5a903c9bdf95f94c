"""Completes for a shell as fmkwave does, from a process that has imported it already.

The shell's `fmkwave` leaves its environment in `asked.N` and writes N into the pipe `requests`;
the answer goes into the pipe `told.N`. Each is answered by a fork, so none knows of another.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

from fmkwave.__main__ import main

ASKING = """\
if [ "$_FMKWAVE_COMPLETE" ]; then
    cd "$(dirname "$0")" && mkfifo told.$$ && env -0 >asked.$$ && echo $$ >requests
    exec cat told.$$
fi
"""
"""What a shell script does to be answered."""

# What completing imports, for the forks to share.
_SHARED = ("typer.main", "rich.console", "fmkwave.cli", "fmkwave.inputs", "fmkwave.whatif")


def serve(folder: Path) -> None:
    """Answer whoever asks, until the process is ended."""
    for name in _SHARED:
        importlib.import_module(name)
    while True:
        for number in (folder / "requests").read_text().split():
            if os.fork() == 0:
                _answer(folder, number)
            os.wait()


def _answer(folder: Path, number: str) -> None:
    asked = (folder / f"asked.{number}").read_bytes().split(b"\0")[:-1]
    os.environ.clear()
    for line in asked:
        name, _, value = line.partition(b"=")
        os.environb[name] = value
    os.chdir(os.environ["FMKWAVE_HERE"])
    sys.stdout = (folder / f"told.{number}").open("w")
    sys.argv = ["fmkwave"]
    main()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
