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
from fmkwave.parts import PLAN
from fmkwave.render import forms
from fmkwave.texts import Message, message

if TYPE_CHECKING:
    from pathlib import Path

    from fmkwave.model import CommittedPlan, Inputs

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
    from fmkwave.departures import recoded
    from fmkwave.ranking import Filter, rank
    from fmkwave.standing import placement_by_period

    shape = shared.shape(form, output, Form)
    folder = shared.folder(data)
    inputs = shared.load(folder)
    chosen = Filter(region=region, vendor=vendor, wave=wave)
    written = _committed(folder.path, needed=wave is not None)
    waves = None if written is None else placement_by_period(inputs, recoded(inputs, written))
    rows = rank(inputs, waves, chosen, sort)
    shown = wave is not None or shape not in ("table", "markdown")
    stale = _stale(inputs, written) if shown else ()
    shared.say_notices((*stale, *inputs.notices), shape, output)
    console.emit(forms.scores(shape, inputs, rows, console.width(), stale), output)
    return YES


def _committed(folder: Path, *, needed: bool) -> CommittedPlan | None:
    """The plan of plan.yaml; None if there is none.

    Raises:
        InputError: if it cannot be read and is needed; else that is said.
    """
    from fmkwave import planfile

    path = folder / planfile.NAME
    if not path.exists():
        return None
    try:
        return planfile.read_plan(path)
    except InputError as error:
        if needed:
            raise
        reason = said(error.faults[0].told)
        say(_("The waves of the committed plan are left out: {reason}", reason=reason))
        return None


def _stale(inputs: Inputs, written: CommittedPlan | None) -> tuple[Message, ...]:
    """That the waves are of a plan which was made from other inputs, if they are."""
    meanings = {file: source.meaning for file, source in inputs.sources.items()}
    if written is None or written.inputs == meanings:
        return ()
    text = message(
        "The waves are those of {file}, which was made from other inputs; `{command}` says what "
        "changed.",
        file=PLAN,
        command=command("check"),
    )
    return (text,)
