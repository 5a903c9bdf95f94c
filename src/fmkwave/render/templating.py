"""Templates of documents: where they lie, and what they may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _, _n, points, said

if TYPE_CHECKING:
    from jinja2 import Environment


def environment() -> Environment:
    """Templates that escape whatever they are given, and speak the reader's language."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("fmkwave.render"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    found.globals.update(
        _=_, _n=_n, said=said, points=points, number=language.number, quarter=language.quarter
    )
    return found
