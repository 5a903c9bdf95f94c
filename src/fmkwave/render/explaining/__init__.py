"""An explanation in words, section by section."""

from __future__ import annotations

from fmkwave.render.explaining.page import page
from fmkwave.render.explaining.verdict import verdict

__all__ = ["page", "verdict"]
