"""The story that docs/walkthrough.md tells can be lived through, and prints what stands there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "update_walkthrough.py"


@pytest.mark.skipif(os.name == "nt", reason="its commands are those of a POSIX shell")
def test_the_walkthrough_is_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # as many CI services do
    run = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, encoding="utf-8", check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
