"""The geographic map as SVG: the municipalities as they lie, coloured by what a theme says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from fmkwave import language
from fmkwave.language import _, said
from fmkwave.render import geolabels, geolayout, legend, lettering, words
from fmkwave.render.geoinset import TITLE
from fmkwave.render.templating import environment

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon

    from fmkwave.model import Inputs, Plan
    from fmkwave.outlines import Outlines
    from fmkwave.render.geolabels import Label, Text
    from fmkwave.render.geolayout import Box, Drawing, Inset
    from fmkwave.thematic import Theme

_MARGIN = 24.0
_TOP = 92.0
# However narrow the country, the words above and below it have this much room.
_NARROW = 480.0
_SWATCH, _ROW = 40.0, 28.0
_TEXT = 14.0
_LINE = 18.0
# A ring that has fewer steps between its corners is a point or a line when it is drawn.
_CORNERS = 2
_TENTH = Decimal("0.1")


class Key(NamedTuple):
    """An entry of the legend, and where it stands."""

    x: float
    y: float
    entry: legend.Entry


def document(inputs: Inputs, plan: Plan, theme: Theme, outlines: Outlines) -> str:
    """A map of the municipalities' outlines, as a file of SVG; the same bytes every time.

    Args:
        inputs: What the plan was made from.
        plan: The plan.
        theme: What the map shows.
        outlines: The outlines; whoever has none is named below the map.
    """
    drawing = geolayout.draw(outlines.shapes)
    entries = legend.entries(theme)
    title = said(theme.title)
    heading = lettering.heading_width(title, plan.programme)
    width = max(drawing.width, _NARROW, heading, *(_key_width(entry) for entry in entries))
    keys = _keys(entries, width)
    map_y = keys[-1].y + _ROW + _MARGIN / 2
    notices_y = map_y + drawing.height + 2 * _MARGIN
    notices = lettering.wrapped(_notices(inputs, plan, outlines), width)
    texts = {
        code: geolabels.Text(inputs.name(code), entries[theme.placed[code]].mark)
        for code in drawing.shapes
    }
    templates = environment()
    templates.filters.update(n=_number, path=_path)
    return templates.get_template("geo.svg").render(
        lang=language.current(),
        fonts=lettering.FONTS,
        margin=_MARGIN,
        width=width + 2 * _MARGIN,
        height=notices_y + _LINE * len(notices),
        title=title,
        subtitle=plan.programme,
        desc=legend.described(theme),
        keys=keys,
        entries=entries,
        placed=theme.placed,
        told={code: legend.told(inputs, plan, theme, code) for code in drawing.shapes},
        map_y=map_y,
        shapes=drawing.shapes,
        names=_names(drawing, texts),
        inset=drawing.inset,
        inset_title=_inset_title(inputs, drawing.inset) if drawing.inset else "",
        inset_names=_inset_names(drawing.inset, texts) if drawing.inset else (),
        notices=notices,
        notices_y=notices_y,
    )


def _keys(entries: Iterable[legend.Entry], width: float) -> list[Key]:
    """The legend side by side, on as many lines as a width takes."""
    x, y = 0.0, _TOP
    keys = []
    for entry in entries:
        wide = _key_width(entry)
        if x and x + wide > width:
            x, y = 0.0, y + _ROW
        keys.append(Key(x, y, entry))
        x += wide + 2 * _MARGIN
    return keys


def _key_width(entry: legend.Entry) -> float:
    return _SWATCH + lettering.text_width(entry.counted, _TEXT)


def _names(drawing: Drawing, texts: Mapping[str, Text]) -> list[Label]:
    """The names on the map; those in the inset are named there."""
    inset = drawing.inset
    within = inset.within if inset else ()
    taken = [inset.source, _with_title(inset.frame)] if inset else []
    here = {code: text for code, text in texts.items() if code not in within}
    room = (-_MARGIN / 2, 0.0, drawing.width + _MARGIN / 2, drawing.height + _MARGIN)
    return geolabels.labels(drawing.shapes, here, room, taken)


def _inset_names(inset: Inset, texts: Mapping[str, Text]) -> list[Label]:
    """The names in the inset; of whom it has but a corner, no mark alone."""
    here = {code: texts[code] for code in inset.shapes}
    placed = geolabels.labels(inset.shapes, here, inset.frame)
    return [label for label in placed if label.whole or label.code in inset.within]


def _with_title(frame: Box) -> Box:
    west, north, east, south = frame
    return west, north - TITLE, east, south


def _inset_title(inputs: Inputs, inset: Inset) -> str:
    """What the inset is called: after its most populous municipality."""
    largest = max(inset.within, key=lambda code: inputs.municipalities[code].population)
    times = language.number(Decimal(inset.scale).quantize(_TENTH))
    return _("Around {name}, enlarged {times} times", name=inputs.name(largest), times=times)


def _notices(inputs: Inputs, plan: Plan, outlines: Outlines) -> list[str]:
    missing = inputs.in_danish_order(inputs.municipalities.keys() - outlines.shapes.keys())
    names = ", ".join(map(inputs.name, missing))
    left_out = [_("Not drawn, as the file has no outline of it: {names}.", names=names)]
    origin = _("Outlines: {file}. Equal-area projection.", file=outlines.file)
    return [*(left_out if missing else ()), *map(said, words.notices(plan)), origin]


def _path(shape: MultiPolygon) -> str:
    """The path of a shape, ring after ring; an even-odd fill leaves the holes."""
    rings = (ring for part in shape.geoms for ring in (part.exterior, *part.interiors))
    return "".join(map(_ring, map(shapely.get_coordinates, rings)))


def _ring(pairs: NDArray[np.float64]) -> str:
    # In whole tenths from corner to corner: short, and the same on both sides of a border.
    corners = np.rint(pairs * 10).astype(int)
    steps = np.diff(corners, axis=0)
    steps = steps[steps.any(axis=1)][:-1]
    if len(steps) < _CORNERS:
        return ""
    return f"M{_pair(corners[0])}l{' '.join(map(_pair, steps))}z"


def _pair(tenths: Sequence[int]) -> str:
    return f"{_number(tenths[0] / 10)} {_number(tenths[1] / 10)}"


def _number(value: float) -> str:
    """A coordinate to a tenth of a pixel, in as few letters as that takes."""
    # Added to nothing, a negative nothing is none.
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")
