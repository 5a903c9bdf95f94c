"""Whatever a file, a folder or an option holds, no terminal or CI service obeys it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fmkwave.cli import app
from folders import Folder

ESCAPE = "\x1b[2J"
COMMAND = "::error::x"


def said(*words: str, code: int = 2) -> str:
    """All that is printed, which holds no control character and no workflow command."""
    done = CliRunner().invoke(app, list(words), prog_name="fmkwave", env={"COLUMNS": "80"})
    assert done.exit_code == code, done.output
    printed = done.stdout + done.stderr
    assert all(letter == "\n" or letter.isprintable() for letter in printed)
    assert not any(line.lstrip().startswith("::") for line in printed.splitlines())
    return printed


@pytest.mark.parametrize(
    "words",
    [
        (ESCAPE,),
        ("plan", f"--{ESCAPE}"),
        ("plan", "--engine", ESCAPE),
        ("plan", "--time-limit", ESCAPE),
        ("plan", "--format", ESCAPE),
        ("plan", "--data", ESCAPE),
        ("plan", "--data", f"\n{COMMAND}"),
        ("plan", "--set", f"{ESCAPE}=1"),
        ("plan", "--set", f"weights.{ESCAPE}=1"),
        ("plan", "--set", f"weights.wish={ESCAPE}"),
        ("plan", "--pin", f"{ESCAPE}=1"),
        ("plan", "--pin", f"Nordby={ESCAPE}"),
        ("plan", "--freeze", ESCAPE),
        ("plan", "--stability", ESCAPE),
        ("explain", ESCAPE),
        ("score", "--region", ESCAPE),
        ("score", "--vendor", ESCAPE),
        ("compare", ESCAPE),
        ("compare", f"{ESCAPE}.csv"),
        ("check", f"{ESCAPE}.yaml"),
        ("map", "--outlines", f"{ESCAPE}.geojson"),
        ("init", f"{ESCAPE}/{ESCAPE}"),
        ("plan", "-o", f"{ESCAPE}/x"),
    ],
)
def test_an_option_is_shown_with_what_it_hides(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("FMKWAVE_DATA", str(folder.path))
    assert said(*words)


def test_what_a_name_hides_is_written_out() -> None:
    assert said("plan", "--data", f"x{ESCAPE}") == ("The data folder x\\u001b[2J does not exist.\n")
    assert said("plan", "--data", f"\n{COMMAND}") == (
        "The data folder \\u000a::error::x does not exist.\n"
    )


def test_a_folder_is_used_whatever_it_is_called(folder: Folder, tmp_path: Path) -> None:
    strange = tmp_path / f"x{ESCAPE}"
    shutil.copytree(folder.path, strange, ignore=shutil.ignore_patterns("x*"))
    said("validate", "--data", str(strange), code=0)
    said("plan", "--data", str(strange), "--write", code=0)
