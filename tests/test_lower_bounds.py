"""What `make test-oldest` installs."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "lower_bounds.py"
constraints = runpy.run_path(str(SCRIPT))["constraints"]


def test_what_users_install_is_pinned_to_its_lower_bound() -> None:
    extras = {"geo": ["shapely>=2.1"], "dev": ["pytest>=8.2", "types-x"], "bench": ["scipy>=1.13"]}
    project = {"dependencies": ["rich>=13.7", "babel>=2.14"], "optional-dependencies": extras}
    assert constraints(project) == ["babel==2.14", "rich==13.7", "shapely==2.1"]


def test_a_bound_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="not a name and a lower bound: rich<15"):
        constraints({"dependencies": ["rich<15"], "optional-dependencies": {}})
