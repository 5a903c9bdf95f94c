"""Fixtures for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from fmkwave import language
from folders import Folder

# No deadlines: a busy machine is no fault. In CI the same examples every time, so that a change is
# judged by what it changes; at a desk new ones.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if "CI" in os.environ else "desk")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A small invented data folder that is valid in every respect."""
    return Folder(tmp_path)


@pytest.fixture(autouse=True)
def _no_habits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Takes away what the user of this machine likes, and what a test chose from the next one."""
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "FMKWAVE_DEBUG", "FMKWAVE_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FMKWAVE_LANG", "en")
    with language.reading(language.ENGLISH):
        yield
