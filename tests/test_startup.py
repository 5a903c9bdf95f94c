"""What answers at once must not wait for what only planning needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from folders import Folder

# Not pydantic, with which typer itself reads options; but the types that are built with it.
HEAVY = {"highspy", "networkx", "numpy", "rich", "yaml", "fmkwave.model"}

# What only pages, spreadsheets, outlines and other languages need.
FOR_FORMS = {
    "babel",
    "icalendar",
    "jinja2",
    "openpyxl",
    "pyproj",
    "shapely",
}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["plan", "--help"], ["init", "--help"], ["--nope"]]
)
def test_nothing_heavy_is_imported(arguments: list[str]) -> None:
    found = imported(arguments) & (HEAVY | FOR_FORMS)
    assert not found, f"fmkwave {' '.join(arguments)} imports {found}"


@pytest.mark.parametrize(
    ("options", "needed"),
    [
        (("--lang", "en"), set()),
        (("--lang", "da"), {"babel"}),
    ],
)
def test_a_plan_imports_what_its_form_needs(
    folder: Folder, options: tuple[str, ...], needed: set[str]
) -> None:
    found = imported(["plan", "--data", str(folder.path), *options])
    assert "fmkwave.planner" in found
    assert found & FOR_FORMS == needed


def imported(arguments: list[str]) -> set[str]:
    """The modules that a command imports."""
    command = [sys.executable, "-X", "importtime", "-m", "fmkwave", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    lines = [line.rpartition("|") for line in done.stderr.splitlines() if "|" in line]
    found = {module.strip() for _, _, module in lines}
    assert "fmkwave.cli" in found
    return found
