"""`fmkwave score`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fmkwave import console
from fmkwave.cli import completion, shared
from fmkwave.cli.options import FORM, Data, Lang, Output
from fmkwave.commands import command
from fmkwave.console import YES, guarded, say
from fmkwave.errors import InputError
from fmkwave.language import _, said
from fmkwave.render import forms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fmkwave.model import Inputs

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
    rows = rank(
        inputs, _committed_waves(folder.path, inputs, needed=wave is not None), chosen, sort
    )
    shared.say_notices(inputs.notices, shape, output)
    console.emit(forms.scores(shape, inputs, rows, console.width()), output)
    return YES


def _committed_waves(folder: Path, inputs: Inputs, *, needed: bool) -> Mapping[str, int] | None:
    """Who stands where in plan.yaml; that it was made from other inputs is said, if it is needed.

    Raises:
        InputError: if it cannot be read and is needed; else that is said, too.
    """
    from fmkwave import planfile
    from fmkwave.departures import recoded

    path = folder / planfile.NAME
    if not path.exists():
        return None
    try:
        found = planfile.read_plan(path)
    except InputError as error:
        if needed:
            raise
        reason = said(error.faults[0].told)
        say(_("The waves of the committed plan are left out: {reason}", reason=reason))
        return None
    meanings = {file: source.meaning for file, source in inputs.sources.items()}
    if needed and found.inputs != meanings:
        say(
            _(
                "The waves are those of {file}, which was made from other inputs; `{command}` says "
                "what changed.",
                file=path.name,
                command=command("check"),
            )
        )
    return recoded(inputs, found).placement
