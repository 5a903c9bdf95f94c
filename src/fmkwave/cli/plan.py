"""`fmkwave plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fmkwave import console, parts
from fmkwave.cli import committing, shared
from fmkwave.cli.further import beyond_committed, look_further
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
    TimeLimit,
)
from fmkwave.cli.session import opened
from fmkwave.cli.writing import write_plan
from fmkwave.console import YES, guarded
from fmkwave.errors import UsageError
from fmkwave.optimise import Engine
from fmkwave.render import forms
from fmkwave.texts import Message, joined, message

if TYPE_CHECKING:
    from fmkwave.model import Inputs, Plan

Form = Literal["table", "json", "csv", "markdown", "yaml", "xlsx"]


@guarded
def plan(
    *,
    data: Data = None,
    engine: Annotated[Engine, ENGINE] = "auto",
    time_limit: TimeLimit = None,
    work: Annotated[
        int | None,
        typer.Option(min=1, metavar="STEPS", help="Work for the search, about 10,000 a second."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the search's random choices.")] = 1,
    losses: Annotated[
        bool, typer.Option("--losses", help="Also what each other wave would cost, for everyone.")
    ] = False,
    near: Annotated[
        float | None,
        typer.Option(min=0, metavar="POINTS", help="Also the placements that cost no more."),
    ] = None,
    committed: Committed = None,
    settings: Set = None,
    pins: Pin = None,
    forbids: Forbid = None,
    freeze: Freeze = None,
    stability: Stability = None,
    write: Annotated[bool, typer.Option("--write", help="Update plan.yaml in the folder.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what --write would change; write nothing.")
    ] = False,
    form: Annotated[Form | None, FORM] = None,
    output: Output = None,
    _lang: Lang = None,
) -> int:
    """Print the best plan and its proof.

    The waves, what the plan is worth, and what is proven of it.
    """
    write = write or dry_run
    if write and (settings or pins or forbids):
        raise UsageError(message("plan.yaml holds what the files say: --write takes no what-if."))
    shape = shared.shape(form, output, Form)
    if committed and (write or shape == "yaml"):
        raise UsageError(message("plan.yaml holds the best plan: --committed only shows one."))
    within = None if near is None else _within(near)
    folder = shared.own_folder(data) if write else shared.folder(data)
    run = opened(folder, settings, pins, forbids, freeze=freeze, stability=stability, engine=engine)
    if write and run.is_what_if:
        raise UsageError(_not_written(run.inputs, run.base))
    # From here on Ctrl-C loses nothing that is known, until it has been handed over.
    with console.stoppable(time_limit):

        def best() -> Plan:
            return shared.make_plan(run.asked, engine, seed=seed, work=work)

        if committed:
            made, beyond = beyond_committed(run, best, losses=losses, within=within)
        else:
            made, beyond = look_further(run, best(), losses=losses, within=within)
        if not committed and (dry_run or not write):
            # Of a plan that is written, who moves is said then.
            made = committing.headed(run, made, beyond.shift)
        shared.say_notices((*made.notices, *made.remarks), shape, output)
        console.emit(forms.plan(shape, run.asked, made, console.width(), beyond), output)
        if write:
            write_plan(run.folder, run.inputs, made, dry_run=dry_run)
    return YES


def _not_written(inputs: Inputs, asked: Inputs) -> Message:
    """Why the plan is not written, and what would have to stand in programme.yaml."""
    from fmkwave.points import show_points

    before, after = inputs.programme, asked.programme
    keys = []
    if after.frozen != before.frozen:
        keys.append(f"`frozen: [{', '.join(after.frozen)}]`")
    if after.stability != before.stability:
        keys.append(f"`stability: {show_points(after.stability)}`")
    return message(
        "plan.yaml holds what the files say: put {keys} into {file} first.",
        keys=joined(", ", keys),
        file=parts.PROGRAMME,
    )


def _within(points: float) -> int:
    from fmkwave.points import to_thousandths

    try:
        return to_thousandths(points)
    except ValueError as error:
        reason = Message.of(error.args[0])
        raise UsageError(message("--near takes points: {reason}.", reason=reason)) from None
