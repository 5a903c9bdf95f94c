"""Input files to `Inputs`: every fault of every file in one run."""

from __future__ import annotations

from fmkwave.folder import find_folder
from fmkwave.inputs.load import load_inputs

__all__ = ["find_folder", "load_inputs"]
