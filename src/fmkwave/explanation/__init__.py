"""Why a municipality stands where it stands, and what would change that."""

from __future__ import annotations

from fmkwave.explanation.compose import explain, explain_all
from fmkwave.explanation.types import Explanation

__all__ = ["Explanation", "explain", "explain_all"]
