"""What answers at once must not wait for what only planning needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Not pydantic, with which typer itself reads options; but the types that are built with it.
HEAVY = {"highspy", "networkx", "numpy", "rich", "yaml", "fmkwave.model"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["plan", "--help"], ["--nope"]])
def test_nothing_heavy_is_imported(arguments: list[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "fmkwave", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    lines = [line.rpartition("|") for line in done.stderr.splitlines() if "|" in line]
    imported = {module.strip() for _, _, module in lines}
    assert "fmkwave.cli" in imported
    assert not imported & HEAVY, f"fmkwave {' '.join(arguments)} imports {imported & HEAVY}"
