"""`fmkwave map`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fmkwave import console
from fmkwave.cli import committing, shared
from fmkwave.cli.options import (
    ENGINE,
    FORM,
    Committed,
    Data,
    Forbid,
    Freeze,
    Lang,
    Output,
    Pin,
    Set,
    Stability,
)
from fmkwave.cli.session import opened
from fmkwave.console import YES, guarded
from fmkwave.errors import UsageError
from fmkwave.optimise import Engine
from fmkwave.render import forms
from fmkwave.texts import message

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Plan
    from fmkwave.outlines import Outlines

By = Literal["wave", "readiness", "loss", "wish", "vendor"]
Form = Literal["table", "svg", "geojson"]


@guarded
def map(  # noqa: A001 - the command's name
    *,
    by: Annotated[
        By, typer.Option(help="What the colours and marks show; GeoJSON holds it all.")
    ] = "wave",
    data: Data = None,
    outlines: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Draw outlines instead of tiles: GeoJSON with the codes."
        ),
    ] = None,
    engine: Annotated[Engine, ENGINE] = "auto",
    committed: Committed = None,
    settings: Set = None,
    pins: Pin = None,
    forbids: Forbid = None,
    freeze: Freeze = None,
    stability: Stability = None,
    form: Annotated[Form | None, FORM] = None,
    output: Output = None,
    _lang: Lang = None,
) -> int:
    """Draw the plan as a map, a tile for each municipality.

    By wave, or by what the waves follow from; in colour, and with a mark that tells the same.
    """
    from fmkwave.thematic import theme

    shape = shared.shape(form, output, Form)
    _require_form(shape, outlines)
    folder = shared.folder(data)
    run = opened(folder, settings, pins, forbids, freeze=freeze, stability=stability, engine=engine)
    areas = None if outlines is None else _read(outlines, run.inputs)
    asked = run.asked

    def best() -> Plan:
        made = run.plan()
        with_losses = by == "loss" or shape == "geojson"
        return shared.with_losses(asked, made, engine) if with_losses else made

    made = committing.shown(run, committed, best)
    shown = theme(asked, made, by)
    drawn = forms.drawn_map(shape, asked, made, shown, outlines=areas, width=console.width())
    shared.say_notices((*made.notices, *made.remarks), shape, output)
    console.emit(drawn, output)
    return YES


def _require_form(shape: str, outlines: Path | None) -> None:
    """Refuse outlines where none are drawn, and a form of outlines without them."""
    if outlines is not None and shape == "table":
        raise UsageError(
            message(
                "Outlines are drawn as a picture or written for a map program: {options}.",
                options="-o map.svg, -o map.geojson",
            )
        )
    if outlines is None and shape == "geojson":
        raise UsageError(
            message(
                "GeoJSON needs the municipalities' outlines: name a file of them with {option}.",
                option="--outlines",
            )
        )


def _read(path: Path, inputs: Inputs) -> Outlines:
    from fmkwave.outlines import read_outlines

    found = read_outlines(path, inputs)
    shared.say_notices([fault.told for fault in found.warnings])
    return found
