"""What every drawn map says in words: its title, its legend, and who stands in which class."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from fmkwave import language
from fmkwave.language import _, _n, points, said
from fmkwave.render import palette
from fmkwave.thematic import Theme

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Plan


class Entry(NamedTuple):
    """A line of a legend.

    Attributes:
        mark: The digit or letter that tells the class without colour.
        label: What the class is called.
        members: How many are in it.
        css: Its name as a class of style sheets: ``k1`` and so on, or ``none``.
        fill: Its colour.
        ink: The colour of text upon it.
    """

    mark: str
    label: str
    members: int
    css: str
    fill: str
    ink: str

    @property
    def counted(self) -> str:
        """The label with the number of members."""
        return f"{self.label} ({self.members})"


def entries(theme: Theme) -> list[Entry]:
    """The legend, a line for each class, in the order of the theme's classes."""
    counts = Counter(theme.placed.values())
    return [
        Entry(
            mark=one.mark,
            label=said(one.label),
            members=counts[at],
            css="none" if one.empty else f"k{one.number + 1}",
            fill=shade.fill,
            ink=shade.ink,
        )
        for at, (one, shade) in enumerate(zip(theme.classes, palette.shades(theme), strict=True))
    ]


def told(inputs: Inputs, plan: Plan, theme: Theme, code: str) -> str:
    """A municipality with its place in the plan and, where it is another, its class."""
    wave = plan.placement[code]
    place = _(
        "{name}, wave {wave} ({quarter}), {points} points",
        name=inputs.name(code),
        wave=wave,
        quarter=language.quarter(plan.quarters[wave - 1]),
        points=points(plan.points[code]),
    )
    if theme.by == "wave":
        return place
    if code in theme.amounts:
        figure = points(theme.amounts[code])
        return _("{place}. {title}: {figure}", place=place, title=said(theme.title), figure=figure)
    label = said(theme.classes[theme.placed[code]].label)
    return _("{place}. {label}", place=place, label=label)


def described(theme: Theme) -> str:
    """A map in a sentence, for those who do not see it."""
    counts = ", ".join(
        _("{label}: {count}", label=one.label, count=one.members) for one in entries(theme)
    )
    return _n(
        "{number} municipality: {counts}.",
        "{number} municipalities: {counts}.",
        len(theme.placed),
        counts=counts,
    )
