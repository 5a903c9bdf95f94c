"""Live through docs/walkthrough.md, and write what its commands print, or hold it against them.

In a block of `console`, a line behind `$` is run by a shell, in an empty folder into which `data`
was copied; what it prints to stdout stands below it. A block of `diff` is an edit of the file that
its first line names.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from update_readme import HABITS, ROOT

STORY = ROOT / "docs" / "walkthrough.md"
BLOCK = re.compile(r"^```(console|diff)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = "$ "


def lived(story: str) -> str:
    """The story with what its commands print now.

    Raises:
        ValueError: if an edit does not fit its file, or a command fails.
    """
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        shutil.copytree(ROOT / "data", here / "data")

        def block(found: re.Match[str]) -> str:
            kind, text = found.groups()
            if kind == "diff":
                _edit(here, text)
                return found[0]
            return f"```console\n{_run_all(here, text)}```"

        return BLOCK.sub(block, story)


def _edit(here: Path, text: str) -> None:
    head, *lines = text.splitlines()
    path = here / head.removeprefix("--- ")
    old = "".join(f"{line[1:]}\n" for line in lines if line[0] in "- ")
    new = "".join(f"{line[1:]}\n" for line in lines if line[0] in "+ ")
    content = path.read_text("utf-8")
    if content.count(old) != 1:
        raise ValueError(f"{head}: the lines to change stand there {content.count(old)} times")
    path.write_text(content.replace(old, new), "utf-8")


def _run_all(here: Path, text: str) -> str:
    commands = [line for line in text.splitlines() if line.startswith(PROMPT)]
    return "".join(f"{command}\n{_run(here, command)}" for command in commands)


def _run(here: Path, command: str) -> str:
    plain = {"COLUMNS": "80", "FMKWAVE_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    usual = {name: value for name, value in os.environ.items() if name not in HABITS}
    scripts = Path(sys.executable).parent
    run = subprocess.run(
        ["/bin/sh", "-c", command.removeprefix(PROMPT)],
        cwd=here,
        env={**usual, **plain, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        raise ValueError(f"{command}: exit code {run.returncode}\n{run.stdout}{run.stderr}")
    return run.stdout.rstrip() + "\n" if run.stdout.strip() else ""


def main() -> int:
    """Write the story, or with --check compare it; exit code 1 when it differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    story = STORY.read_text("utf-8")
    new = lived(story)
    if not check:
        STORY.write_text(new, "utf-8")
    elif new != story:
        print("docs/walkthrough.md is out of date: run scripts/update_walkthrough.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
