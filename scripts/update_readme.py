"""Write what the commands really print into README.md, or check that it stands there."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
HABITS = ("FORCE_COLOR", "FMKWAVE_DEBUG")
"""What a user or a CI service may have set that changes what is printed."""


def outputs(readme: str) -> dict[str, str]:
    """The text of each block, by its name."""
    example = re.search(r"```python\n(.*?)```", readme, re.DOTALL)
    if example is None:
        raise ValueError("README.md has no Python example")
    return {
        "plan": _run(["-m", "fmkwave", "plan"]),
        "explain": _run(["-m", "fmkwave", "explain", "Hjørring"]),
        "map": _run(["-m", "fmkwave", "map"]),
        "conflict": _conflict(),
        "library": _run(["-c", example[1]]),
    }


def _conflict() -> str:
    """What `fmkwave plan` says when a vendor carries less than it agreed to."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(shutil.copytree(ROOT / "data", Path(temporary) / "data"))
        vendors = folder / "vendors.yaml"
        text = vendors.read_text("utf-8")
        vendors.write_text(re.sub(r"2014-Q4: \d+}", "2014-Q4: 2}", text, count=1), "utf-8")
        said = _run(["-m", "fmkwave", "plan", "--data", str(folder)], errors=True)
    return said[said.index("No plan exists") :]


def _run(arguments: list[str], *, errors: bool = False) -> str:
    plain = {
        "COLUMNS": "80",
        "FMKWAVE_DATA": str(ROOT / "data"),
        "FMKWAVE_LANG": "en",
        "PYTHONIOENCODING": "utf-8",
    }
    usual = {name: value for name, value in os.environ.items() if name not in HABITS}
    run = subprocess.run(
        [sys.executable, *arguments],
        env={**usual, **plain},
        capture_output=True,
        encoding="utf-8",
        check=not errors,
    )
    return run.stderr if errors else run.stdout


def updated(readme: str) -> str:
    """The README with every block as the commands print it now."""
    for name, text in outputs(readme).items():
        pattern = rf"(<!-- begin {name} -->\n```text\n).*?(```\n<!-- end {name} -->)"
        block = rf"\g<1>{text.rstrip()}\n\g<2>"
        readme, count = re.subn(pattern, block, readme, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"README.md has {count} blocks named {name}")
    return readme


def main() -> int:
    """Write README.md, or with --check compare it; exit code 1 when it differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    readme = README.read_text("utf-8")
    new = updated(readme)
    if not check:
        README.write_text(new, "utf-8")
    elif new != readme:
        print("README.md is out of date: run scripts/update_readme.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
