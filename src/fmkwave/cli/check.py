"""`fmkwave check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fmkwave import console
from fmkwave.cli import shared
from fmkwave.cli.options import FORM, Data, Freeze, Lang, Output, Stability
from fmkwave.cli.session import Session, opened
from fmkwave.console import NO, YES, guarded, say
from fmkwave.errors import FmkwaveError, InputError, NoPlanError, StoppedError
from fmkwave.language import _
from fmkwave.render import forms
from fmkwave.texts import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fmkwave.check import Check
    from fmkwave.errors import Fault
    from fmkwave.model import CommittedPlan, Inputs

Form = Literal["table", "json", "github", "sarif", "junit"]

_FOR_CI = ("github", "sarif", "junit")
"""Forms whose readers are to find in them, too, why nothing was checked."""


@guarded
def check(
    *,
    committed: Annotated[
        Path | None,
        typer.Argument(metavar="PLAN", help="The plan to check; else plan.yaml in the folder."),
    ] = None,
    data: Data = None,
    freeze: Freeze = None,
    stability: Stability = None,
    form: Annotated[Form | None, FORM] = None,
    output: Output = None,
    _lang: Lang = None,
) -> int:
    """Compare the committed plan with the inputs.

    Plans anew and names what changed in the inputs, who would move, and what is broken.
    """
    from fmkwave import planfile
    from fmkwave.render.paths import Files

    shape = shared.shape(form, output, Form)
    folder = shared.folder(data)
    files = Files(folder, committed or folder / planfile.NAME)
    try:
        run, written = _read(folder, files.plan, freeze, stability)
        result = _compared(run.inputs, run.asked, written)
    except FmkwaveError as error:
        if shape not in _FOR_CI:
            raise
        console.emit(forms.no_check(shape, error, files), output)
        if shape == "github" and output is None:
            return error.exit_code
        raise
    if result.changes and not written.values:
        say(_("The plan keeps no values, so it is not known what they were; `--write` keeps them."))
    console.emit(forms.check(shape, run.asked, result, files, console.width()), output)
    return YES if result.identical else NO


def _read(
    folder: Path, plan: Path, freeze: Sequence[str] | None, stability: str | None
) -> tuple[Session, CommittedPlan]:
    """The inputs and the plan; what is wrong with either is told in one run."""
    from fmkwave import planfile

    try:
        run = opened(folder, freeze=freeze, stability=stability)
    except InputError as error:
        raise InputError(sorted({*error.faults, *_faults(plan)})) from None
    return run, planfile.read_plan(plan)


def _faults(plan: Path) -> Sequence[Fault]:
    from fmkwave import planfile

    try:
        planfile.read_plan(plan)
    except InputError as error:
        return error.faults
    return ()


def _compared(inputs: Inputs, asked: Inputs, written: CommittedPlan) -> Check:
    """The outcome under what was asked, which is what the files say if nothing was."""
    from fmkwave.check import check as compare
    from fmkwave.check import check_without_plan

    try:
        made = shared.make_plan(asked)
    except NoPlanError as error:
        shared.say_notices(asked.notices)
        return check_without_plan(asked, error.conflict, written, files=inputs)
    if made.proof != "optimal":
        raise StoppedError(
            message("Stopped before the best plan was proven; nothing was compared.")
        )
    shared.say_notices((*made.notices, *made.remarks))
    return compare(asked, made, written, files=inputs)
