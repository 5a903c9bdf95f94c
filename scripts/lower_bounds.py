"""Write what pyproject.toml allows at least as a file of constraints, on standard output.

`make test-oldest` installs with it: each requirement of the package and of the extras that users
install is pinned to its lower bound. What these need themselves is left to pip, and so are the
tools that test: kept looks, for one, have other file names in other versions of syrupy.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
DEVELOPMENT = ("dev", "bench")
BOUND = re.compile(r"(?P<name>[\w.-]+)>=(?P<version>[\w.]+)")


def requirements(project: dict[str, Any]) -> Iterator[str]:
    """The requirements of a project and of its extras, but for those of its development."""
    yield from project["dependencies"]
    for name, extra in project["optional-dependencies"].items():
        if name not in DEVELOPMENT:
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
