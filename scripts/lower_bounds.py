"""Write what pyproject.toml allows at least as a file of constraints, on standard output.

`make test-oldest` installs with it: each requirement that has a lower bound is pinned to it, and
what these need themselves is left to pip.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
BOUND = re.compile(r"(?P<name>[\w.-]+)>=(?P<version>[\w.]+)")


def requirements(project: dict[str, Any]) -> Iterator[str]:
    """All requirements of a project, those of its extras included."""
    yield from project["dependencies"]
    for extra in project["optional-dependencies"].values():
        yield from extra


def constraints(project: dict[str, Any]) -> list[str]:
    """A constraint for each requirement that has a lower bound, in order.

    Raises:
        ValueError: if a requirement says more than its name and one lower bound.
    """
    pins = []
    for requirement in requirements(project):
        bound = BOUND.fullmatch(requirement)
        if bound:
            pins.append(f"{bound['name']}=={bound['version']}")
        elif re.search("[<>=~!;]", requirement):
            raise ValueError(f"not a name and a lower bound: {requirement}")
    return sorted(set(pins))


if __name__ == "__main__":
    with PROJECT.open("rb") as file:
        print("\n".join(constraints(tomllib.load(file)["project"])))
