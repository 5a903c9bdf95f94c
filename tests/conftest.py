"""Fixtures for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from fmkwave import commands, language
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


@pytest.fixture(autouse=True, scope="session")
def _no_habits() -> Iterator[None]:
    """Takes away what the user of this machine likes, before any fixture of longer life is made."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "FMKWAVE_DEBUG", "FMKWAVE_DATA"):
            patch.delenv(name, raising=False)
        patch.setenv("FMKWAVE_LANG", "en")
        yield


@pytest.fixture(autouse=True)
def _no_choices() -> Iterator[None]:
    """Takes away what a test chose from the next one."""
    with language.reading(language.ENGLISH), commands.repeating(commands.Options()):
        yield
