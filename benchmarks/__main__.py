"""Run the benchmarks and write their tables into docs/performance.md, or print some of them.

    python benchmarks                    all of them, into docs/performance.md
    python benchmarks peers losses       these, printed
    python benchmarks peers --write      this one, into docs/performance.md

Each is a script of its own, that prints one table. In the document a table stands between
``<!-- begin NAME -->`` and ``<!-- end NAME -->``; the prose around it is written by hand.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from measure import ROOT, machine, with_block

PAGE = ROOT / "docs" / "performance.md"
PARTS = ("peers", "sweep", "losses", "large", "robustness", "process", "replanning")
NOTHING = "Not measured yet: run `make bench`."


def main() -> int:
    """Run what is asked for; exit code 1 if any of it failed."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("part", nargs="*", help=f"one of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="see that it works; writes nothing")
    parser.add_argument("--write", action="store_true", help="write, also if not all are run")
    options = parser.parse_args()
    if unknown := sorted(set(options.part) - set(PARTS)):
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(PARTS)}")
    write = not options.quick and (options.write or not options.part)
    if write:
        page = PAGE.read_text("utf-8")
        if not options.part:
            # What an interrupted run leaves must not stand beside another machine's figures.
            page = started(page)
        elif with_block(page, "machine", machine()) != page:
            parser.error(f"{PAGE.name} tells of another machine or other versions: run all parts")
        PAGE.write_text(page, "utf-8")
    done = [run(part, quick=options.quick, write=write) for part in options.part or PARTS]
    return 0 if all(done) else 1


def started(page: str) -> str:
    """The page of a run on this machine that has measured nothing yet."""
    for part in PARTS:
        page = with_block(page, part, NOTHING)
    return with_block(page, "machine", machine())


def run(part: str, *, quick: bool, write: bool) -> bool:
    """Run a script; write or print its table. Whether it succeeded."""
    print(f"{part}:", file=sys.stderr, flush=True)
    script = Path(__file__).with_name(f"{part}.py")
    command = [sys.executable, str(script), *(["--quick"] if quick else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode:
        print(f"{part} failed", file=sys.stderr)
    elif write:
        PAGE.write_text(with_block(PAGE.read_text("utf-8"), part, done.stdout.strip()), "utf-8")
    else:
        print(f"\n{done.stdout.strip()}\n", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
