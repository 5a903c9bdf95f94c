"""The paths of the files that findings name, as CI services want them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.truepath import followed

if TYPE_CHECKING:
    from fmkwave.model import Place


class Files(NamedTuple):
    """Where the files of a check lie: the input files in their folder, and the plan."""

    folder: Path
    plan: Path

    def path(self, file: str) -> Path:
        """The path of a file from the top of the repository that holds it.

        Outside of any, it is the path from the current folder, if the file lies below it, or
        else the path in full.
        """
        given = self.plan if file == self.plan.name else self.folder / file
        # A link that leads out of a folder still lies in it.
        for path in (Path(os.path.abspath(given)), followed(given)):  # noqa: PTH100
            top = _top(path)
            if path.is_relative_to(top):
                return path.relative_to(top)
        return followed(given)

    def named(self, place: Place) -> str:
        """A place as people read it: ``data/plan.yaml:12``."""
        return str(place._replace(file=self.path(place.file).as_posix()))


def _top(path: Path) -> Path:
    # In a work tree that git made beside another, or in a submodule, .git is a file.
    return next((above for above in path.parents if (above / ".git").exists()), Path.cwd())
