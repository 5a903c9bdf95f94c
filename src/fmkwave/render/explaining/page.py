"""An explanation as a page: the same words on a terminal, in Markdown and wherever else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _
from fmkwave.render.explaining import elsewhere, otherweights, own
from fmkwave.render.explaining.verdict import verdict
from fmkwave.render.pages import Page, Section
from fmkwave.render.planning import shift_parts

if TYPE_CHECKING:
    from fmkwave.explanation import Explanation
    from fmkwave.moves import Shift


def page(told: Explanation, shift: Shift | None = None) -> Page:
    """An explanation as a page, in the order in which it is asked for.

    Args:
        told: The explanation.
        shift: What the what-if does under which it holds, if there is one.
    """
    return Page(
        title=_(
            "{name} ({code}), {region}: wave {wave}, {quarter}",
            name=told.name,
            code=told.code,
            region=told.region,
            wave=told.wave,
            quarter=language.quarter(told.quarter),
        ),
        sections=[
            Section("", list(_answer(told))),
            *([] if shift is None else [Section(_("What the change does"), shift_parts(shift))]),
            *own.sections(told),
            *elsewhere.sections(told),
            *otherweights.sections(told),
        ],
        notices=told.notices,
    )


def _answer(told: Explanation) -> Iterator[str]:
    yield told.programme
    yield verdict(told)
    if told.what_if:
        yield _(
            "All of this assumes the change asked for, which the files named below do not hold; "
            "give the commands below the same options."
        )
