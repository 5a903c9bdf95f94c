"""`fmkwave check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fmkwave import console
from fmkwave.cli import shared
from fmkwave.cli.options import FORM, Data, Freeze, Lang, Output, Stability, TimeLimit
from fmkwave.cli.session import Session, opened
from fmkwave.console import COULD_NOT, NO, YES, guarded, say
from fmkwave.errors import FmkwaveError, InputError, NoPlanError, StoppedError
from fmkwave.language import _, said
from fmkwave.render import findings, forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fmkwave.check import Check
    from fmkwave.errors import Fault
    from fmkwave.folder import Found
    from fmkwave.model import CommittedPlan

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
    time_limit: TimeLimit = None,
    freeze: Freeze = None,
    stability: Stability = None,
    form: Annotated[Form | None, FORM] = None,
    output: Output = None,
    _lang: Lang = None,
) -> int:
    """Compare the committed plan with the inputs.

    Names what changed in the inputs and what is broken; then plans anew, and names who would move.
    Stopped meanwhile, it tells what it has found.
    """
    from fmkwave import planfile
    from fmkwave.render.paths import Files

    shape = shared.shape(form, output, Form)
    folder = shared.own_folder(data, [committed] if committed else [])
    files = Files(folder.path, committed or folder.path / planfile.NAME)
    try:
        run, written = _read(folder, files.plan, freeze, stability)
        result = _compared(run, written, time_limit)
    except FmkwaveError as error:
        if shape not in _FOR_CI:
            raise
        console.emit(forms.no_check(shape, error, files), output)
        if shape == "github" and output is None:
            return error.exit_code
        raise
    if result.changes and not written.values:
        text = _(
            "The plan keeps no values, so it is not known what they were; `{command}` keeps them.",
            command=run.command("plan", "--write"),
        )
        say(text)
    console.emit(forms.check(shape, run.asked, result, files, console.width()), output)
    if result.unsettled:
        return COULD_NOT
    return NO if result.differs else YES


def _read(
    folder: Found, plan: Path, freeze: Sequence[str] | None, stability: str | None
) -> tuple[Session, CommittedPlan]:
    """The inputs and the plan; what is wrong with either is told in one run."""
    from fmkwave import planfile

    try:
        run = opened(folder, freeze=freeze, stability=stability)
    except InputError as error:
        faults = sorted({*error.faults, *_faults(plan)})
        raise InputError(faults, error.warnings) from None
    return run, planfile.read_plan(plan)


def _faults(plan: Path) -> Sequence[Fault]:
    from fmkwave import planfile

    try:
        planfile.read_plan(plan)
    except InputError as error:
        return error.faults
    return ()


def _compared(run: Session, written: CommittedPlan, time_limit: float | None) -> Check:
    """The outcome under what was asked, which is what the files say if nothing was."""
    from fmkwave.check import check as compare
    from fmkwave.check import check_unplanned, check_without_plan, is_foreign

    files, asked = run.inputs, run.asked
    first = check_unplanned(asked, written, files=files)
    if is_foreign(asked, written):
        return first
    say(said(findings.compared(first)))
    try:
        made = shared.make_plan(asked, "auto", time_limit)
    except NoPlanError as error:
        shared.say_notices(asked.notices)
        return check_without_plan(
            asked, error.conflict, written, files=files, decisive=error.decisive
        )
    except StoppedError:
        shared.say_notices(asked.notices)
        return first
    shared.say_notices((*made.notices, *made.remarks))
    if made.proof != "optimal":
        return check_unplanned(asked, written, made, files=files)
    return compare(asked, made, written, files=files)
