"""The data folder goes into the wheel and is found there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]


def test_the_wheel_brings_its_data(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    unpacked = tmp_path / "unpacked"
    with ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    environment.pop("FMKWAVE_DATA", None)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "fmkwave", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    shown = run("score", "--format", "json")
    assert shown.returncode == 0, shown.stderr
    assert shown.stderr.startswith("No folder of inputs was found here, so this is the example")
    refused = run("plan", "--write", "--data", str(unpacked / "fmkwave" / "data"))
    assert refused.returncode == 2
    assert "which is only for looking" in refused.stderr
    shutil.copytree(unpacked / "fmkwave" / "data", tmp_path / "data")
    checked = run("check")
    assert checked.returncode == 0, checked.stderr
    assert checked.stderr.startswith("Inputs: data\n")
    assert (unpacked / "fmkwave" / "data" / "schemas" / "programme.schema.json").is_file()
    begin = [sys.executable, "-m", "fmkwave", "init", "new"]
    subprocess.run(begin, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert (tmp_path / "new" / "programme.yaml").is_file()
