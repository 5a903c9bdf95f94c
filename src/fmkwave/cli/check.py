"""`fmkwave check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from fmkwave import console
from fmkwave.cli import shared
from fmkwave.cli.shared import Data, Output
from fmkwave.console import NO, YES, guarded
from fmkwave.errors import StoppedError
from fmkwave.render import forms

Form = Literal["table", "json"]


@guarded
def check(
    *,
    committed: Annotated[
        Path | None,
        typer.Argument(metavar="PLAN", help="The plan to check; else plan.yaml in the folder."),
    ] = None,
    data: Data = None,
    form: Annotated[Form | None, shared.FORM] = None,
    output: Output = None,
) -> int:
    """Compare the committed plan with the inputs.

    Plans anew and prints each municipality that would move and each rule that is broken.
    """
    from fmkwave import planfile
    from fmkwave.check import check as compare

    shape = shared.shape(form, output, Form)
    folder = shared.folder(data)
    inputs = shared.load(folder)
    written = planfile.read_plan(committed or folder / planfile.NAME)
    made = shared.make_plan(inputs, "auto", None)
    if made.proof != "optimal":
        raise StoppedError("Stopped before the best plan was proven; nothing was compared.")
    result = compare(inputs, made, written)
    shared.say_notices((*made.notices, *made.remarks))
    console.emit(forms.check(shape, result), output)
    return YES if result.identical else NO
