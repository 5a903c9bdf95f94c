"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from folders import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A small invented data folder that is valid in every respect."""
    return Folder(tmp_path)
