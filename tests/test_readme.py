"""What the README shows is what the commands and its Python example print, and it all works."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import fmkwave
from fmkwave.cli import app

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "scripts" / "update_readme.py"
README = (ROOT / "README.md").read_text("utf-8")

# What stands in tables and blocks says what may be typed, or is run by the script above.
PROSE = re.sub(r"^\|[^\n]*$|^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL)
COMMANDS = sorted(
    set(re.findall(r"`fmkwave ([a-z][^`]*)`", PROSE)) - {"plan"}  # which the script runs
)
SETTINGS = re.findall(r"\(((?:`\S+=[^`]+`[^`)]*|`'[^`]+'`[^`)]*)+)\)", PROSE)


def test_the_readme_shows_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # as many CI services do
    run = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, encoding="utf-8", check=False
    )
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_the_text_works(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FMKWAVE_DATA", raising=False)
    result = CliRunner().invoke(app, shlex.split(command))
    assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize("examples", SETTINGS)
def test_every_setting_in_the_text_works(examples: str) -> None:
    (*settings,) = (shlex.split(one) for one in re.findall("`([^`]+)`", examples))
    inputs = fmkwave.load_inputs(ROOT / "data")
    # Each is one word to a shell, and says something that the files do not.
    after = fmkwave.changed(inputs, [word for (word,) in settings])
    assert len(after.changes) == len(settings)
    assert not any("as it is" in change for change in after.changes)


def test_the_examples_are_found() -> None:
    assert "plan --pin Hjørring=1" in COMMANDS
    assert "`Hjørring.wish=2014-Q2`" in SETTINGS
    assert len(SETTINGS) >= 8


def test_every_call_in_the_text_is_a_public_name() -> None:
    calls = set(re.findall(r"\bfmkwave\.(\w+)\(", README))
    assert calls >= {"load_inputs", "make_plan", "explain", "changed"}
    assert calls <= set(fmkwave.__all__) <= set(dir(fmkwave))
    assert all(getattr(fmkwave, name) is not None for name in fmkwave.__all__)
