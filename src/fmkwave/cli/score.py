"""`fmkwave score`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fmkwave import console
from fmkwave.cli import completion, shared
from fmkwave.cli.options import FORM, Data, Lang, Output
from fmkwave.console import YES, guarded
from fmkwave.render import forms

if TYPE_CHECKING:
    from pathlib import Path

Form = Literal["table", "json", "csv", "markdown", "xlsx"]
Order = Literal["readiness", "priority", "name"]


@guarded
def score(
    *,
    data: Data = None,
    region: Annotated[
        str | None, typer.Option(help="Only this region.", autocompletion=completion.region)
    ] = None,
    wave: Annotated[int | None, typer.Option(help="Only this wave of the committed plan.")] = None,
    vendor: Annotated[
        str | None,
        typer.Option(help="Only this vendor's customers.", autocompletion=completion.vendor),
    ] = None,
    sort: Annotated[Order, typer.Option(help="What to sort by.")] = "readiness",
    form: Annotated[Form | None, FORM] = None,
    output: Output = None,
    _lang: Lang = None,
) -> int:
    """Print each municipality's readiness, term by term.

    Every answer with its points, the uptake shares, and the priority they add up to.
    """
    from fmkwave.ranking import Filter, rank

    shape = shared.shape(form, output, Form)
    folder = shared.folder(data)
    inputs = shared.load(folder)
    chosen = Filter(region=region, vendor=vendor, wave=wave)
    rows = rank(inputs, _committed_waves(folder.path), chosen, sort)
    shared.say_notices(inputs.notices, shape, output)
    console.emit(forms.scores(shape, inputs, rows, console.width()), output)
    return YES


def _committed_waves(folder: Path) -> dict[str, int] | None:
    from fmkwave import planfile

    path = folder / planfile.NAME
    return dict(planfile.read_plan(path).placement) if path.exists() else None
