"""The tile map as SVG: a document of its own, or a figure in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import said
from fmkwave.render import legend, lettering, tiles, words
from fmkwave.render.templating import environment

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Plan
    from fmkwave.thematic import Theme

_MARGIN = 20
_TOP = 96
_ROW = 26
_LINE = 18
_SWATCH = 40


def figure(
    inputs: Inputs, plan: Plan, theme: Theme, *, prefix: str = "map", linked: bool = False
) -> str:
    """The tile map as an ``<svg>`` element for a page: tiles and links, no legend, no style.

    Each tile is a group of the classes ``tile`` and ``k1`` and so on (``none`` where there is
    nothing to show), with its ``data-code``. All colours are attributes, which a style sheet
    overrides; the links are drawn in the colour of the text around.

    Args:
        inputs: What the plan was made from.
        plan: The plan.
        theme: What the map shows.
        prefix: How the ids of the element begin; another one for each map of a page.
        linked: Whether each tile is a link to the part of the page that bears its code.

    Raises:
        UsageError: if a municipality has no tile.
    """
    return _drawn(
        "figure.svg",
        map=tiles.field(inputs, plan, theme),
        prefix=prefix,
        linked=linked,
        title=said(theme.title),
        desc=legend.described(theme),
    )


def document(inputs: Inputs, plan: Plan, theme: Theme) -> str:
    """The tile map as a file of SVG, with title, legend and notices; the same bytes every time.

    Raises:
        UsageError: if a municipality has no tile.
    """
    field = tiles.field(inputs, plan, theme)
    rows, samples = legend.entries(theme), tiles.samples(inputs, plan)
    labels = [row.counted for row in rows] + [one.label for one in samples]
    legend_wide = _SWATCH + max(lettering.text_width(label, 14) for label in labels)
    legend_high = len(labels) * _ROW
    title = said(theme.title)
    heading = lettering.heading_width(title, plan.programme)
    width = max(field.width, round(legend_wide), round(heading)) + 2 * _MARGIN
    legend_x = width - _MARGIN - round(legend_wide)
    # Beside the heading if there is room, else below it.
    legend_y = _MARGIN if _MARGIN + heading < legend_x else _TOP
    # The map goes down only as far as tiles in the legend's corner ask for.
    lowest = legend_y + legend_high + _MARGIN
    in_the_way = [t.y for t in field.tiles if t.x + tiles.WIDE + 2 * _MARGIN > legend_x]
    map_y = max([_TOP, *(lowest - y for y in in_the_way)])
    notices_y = map_y + field.height + 2 * _MARGIN
    notices = lettering.wrapped(map(said, words.notices(plan)), width - 2 * _MARGIN)
    return _drawn(
        "map.svg",
        map=field,
        title=title,
        subtitle=plan.programme,
        desc=legend.described(theme),
        lang=language.current(),
        margin=_MARGIN,
        width=width,
        height=notices_y + _LINE * len(notices),
        rows=rows,
        samples=samples,
        legend_x=legend_x,
        legend_y=legend_y,
        row_high=_ROW,
        map_y=map_y,
        notices=notices,
        notices_y=notices_y,
    )


def _drawn(template: str, **values: object) -> str:
    return (
        environment()
        .get_template(template)
        .render(
            fonts=lettering.FONTS,
            wide=tiles.WIDE,
            high=tiles.HIGH,
            mark_at=tiles.MARK_AT,
            **values,
        )
    )
