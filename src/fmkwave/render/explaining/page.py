"""An explanation as a page: the same words on a terminal, in Markdown and wherever else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _
from fmkwave.render import words
from fmkwave.render.explaining import elsewhere, otherweights, own
from fmkwave.render.explaining.verdict import verdict
from fmkwave.render.pages import Page, Section
from fmkwave.render.planning import shift_parts

if TYPE_CHECKING:
    from fmkwave.explanation import Explanation
    from fmkwave.explanation.types import CommittedWave
    from fmkwave.moves import Shift


def page(told: Explanation, shift: Shift | None = None) -> Page:
    """An explanation as a page, in the order in which it is asked for.

    Args:
        told: The explanation.
        shift: What the what-if does under which it holds, if there is one.
    """
    return Page(
        title=_title(told),
        sections=[
            Section("", list(_answer(told))),
            *([] if shift is None else [Section(_("What the change does"), shift_parts(shift))]),
            *(_of_best(told, one) for one in (*own.sections(told), *elsewhere.sections(told))),
            *otherweights.sections(told),
        ],
        notices=told.notices,
    )


def _of_best(told: Explanation, section: Section) -> Section:
    """A section under a heading that says which plan it is of, where two are told of."""
    if told.committed is None:
        return section
    heading = _("{heading} (in the best plan)", heading=section.heading)
    return section._replace(heading=heading)


def _title(told: Explanation) -> str:
    found = told.committed
    if found is None or found.wave == told.wave:
        return _(
            "{name} ({code}), {region}: wave {wave}, {quarter}",
            name=told.name,
            code=told.code,
            region=told.region,
            wave=told.wave,
            quarter=language.quarter(told.quarter),
        )
    return _(
        "{name} ({code}), {region}: committed to wave {wave}, {quarter}",
        name=told.name,
        code=told.code,
        region=told.region,
        wave=found.wave,
        quarter=language.quarter(found.quarter),
    )


def _committed(told: Explanation, found: CommittedWave) -> str:
    """Where the committed plan has it, and what that costs."""
    wave = words.wave_in(told.quarters, found.wave)
    if found.wave == told.wave:
        return _(
            "The committed plan has it in {wave}, as the best plan has. All below is of the best "
            "plan.",
            wave=wave,
        )
    if found.loss is None:
        return _(
            "The committed plan has it in {wave}, which the rules do not allow. All below is of "
            "the best plan.",
            wave=wave,
        )
    return _(
        "The committed plan has it in {wave}, where its own points are {own}. That costs {loss} "
        "points: so much less is the best plan with it there worth. All below is of the best plan.",
        wave=wave,
        own=language.points(told.values[found.wave - 1]),
        loss=language.points(found.loss),
    )


def _answer(told: Explanation) -> Iterator[str]:
    yield told.programme
    if told.committed is not None:
        yield _committed(told, told.committed)
    yield verdict(told)
    if told.what_if:
        yield _(
            "All of this assumes the change asked for, which the files named below do not hold; "
            "give the commands below the same options."
        )
