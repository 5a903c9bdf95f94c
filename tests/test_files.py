"""Files are replaced whole, and what a killed process left is cleared away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fmkwave.files import write_atomically

fcntl = pytest.importorskip("fcntl")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    for text in ("before", "after"):
        write_atomically(tmp_path / "plan.yaml", text)
    assert (tmp_path / "plan.yaml").read_bytes() == b"after"
    assert names(tmp_path) == ["plan.yaml"]


def test_what_a_killed_process_left_is_removed_by_the_next_write(tmp_path: Path) -> None:
    code = f"""
import os, signal
from pathlib import Path
from fmkwave.files import write_atomically
Path.replace = lambda *_arguments: os.kill(os.getpid(), signal.SIGKILL)
write_atomically(Path({str(tmp_path)!r}, "plan.yaml"), "half")
"""
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = names(tmp_path)
    assert left.startswith(".plan.yaml.")
    # Of another file nothing is known.
    write_atomically(tmp_path / "draws", "whole")
    assert names(tmp_path) == [left, "draws"]
    write_atomically(tmp_path / "plan.yaml", "whole")
    assert names(tmp_path) == ["draws", "plan.yaml"]


def test_what_a_running_process_writes_stays(tmp_path: Path) -> None:
    running = tmp_path / ".plan.yaml.abcdefgh.fmkwave-part"
    with running.open("wb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        write_atomically(tmp_path / "plan.yaml", "whole")
        assert running.name in names(tmp_path)
    write_atomically(tmp_path / "plan.yaml", "whole")
    assert names(tmp_path) == ["plan.yaml"]


def test_hidden_files_of_the_user_stay(tmp_path: Path) -> None:
    own = tmp_path / ".plan.yaml.original"
    own.write_text("mine")
    write_atomically(tmp_path / "plan.yaml", "whole")
    assert own.read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="names as Unix has them")
def test_a_name_may_be_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    write_atomically(path, "whole")
    assert path.read_text() == "whole"
