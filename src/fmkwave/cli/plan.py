"""`fmkwave plan`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from fmkwave import console
from fmkwave.cli import shared
from fmkwave.cli.shared import Data, Engine, Output
from fmkwave.console import YES, guarded
from fmkwave.render import forms

Form = Literal["table", "json", "csv", "markdown", "yaml"]


@guarded
def plan(
    *,
    data: Data = None,
    engine: Annotated[Engine, typer.Option(help="Who solves it; the plan is the same.")] = "auto",
    time_limit: Annotated[
        float | None,
        typer.Option(min=0, metavar="SECONDS", help="Stop then, with the best plan so far."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Update plan.yaml in the folder.")] = False,
    form: Annotated[Form | None, shared.FORM] = None,
    output: Output = None,
) -> int:
    """Print the best plan and its proof.

    The waves, what the plan is worth, and what is proven of it.
    """
    from fmkwave import planfile

    shape = shared.shape(form, output, Form)
    folder = shared.folder(data)
    inputs = shared.load(folder)
    made = shared.make_plan(inputs, engine, time_limit)
    shared.say_notices((*made.notices, *made.remarks), shape, output)
    console.emit(forms.plan(shape, inputs, made, console.width()), output)
    if write:
        console.save(folder / planfile.NAME, planfile.dumps(inputs, made))
    return YES
