"""`fmkwave checklist`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fmkwave import console
from fmkwave.cli import committing, completion, shared
from fmkwave.cli.options import (
    ENGINE,
    FORM,
    CommittedFirst,
    Data,
    Forbid,
    Freeze,
    Lang,
    Names,
    OutputOrFolder,
    Pin,
    Set,
    Stability,
)
from fmkwave.cli.session import opened
from fmkwave.console import YES, guarded, say
from fmkwave.errors import UsageError
from fmkwave.language import said
from fmkwave.optimise import Engine
from fmkwave.render import forms
from fmkwave.texts import Period, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from fmkwave.checklist import Checklist
    from fmkwave.model import Inputs, Plan

Form = Literal["table", "json", "markdown", "xlsx", "ics"]


@guarded
def checklist(
    names: Names = None,
    *,
    wave: Annotated[
        str | None,
        typer.Option(
            metavar="WAVE",
            help="Those of this wave, by period or number.",
            autocompletion=completion.wave,
        ),
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Those of every wave.")] = False,
    data: Data = None,
    engine: Annotated[Engine, ENGINE] = "auto",
    committed: CommittedFirst = None,
    settings: Set = None,
    pins: Pin = None,
    forbids: Forbid = None,
    freeze: Freeze = None,
    stability: Stability = None,
    form: Annotated[Form | None, FORM] = None,
    output: OutputOrFolder = None,
    _lang: Lang = None,
) -> int:
    """Print what a municipality still has to do before its wave.

    Questions it cannot answer in full, its agreements, and the steps of its preparation with the
    support that fits each. As a calendar (-o plan.ics), the days by which all that is to be done.
    Waves are those of plan.yaml, where it is there.
    """
    several = everyone or wave is not None
    to_folder = shared.to_folder(output, several=several)
    form = form or ("markdown" if to_folder else None)
    shape = shared.shape(form, output, Form, to_folder=to_folder)
    _require_one(bool(names), wave is not None, everyone)
    _require_extra(shape)
    folder = shared.folder(data)
    run = opened(folder, settings, pins, forbids, freeze=freeze, stability=stability, engine=engine)
    codes, number = _asked(run.inputs, names or [], wave)
    made = committing.shown(run, committed, run.best_plan, default=True)
    found = _checklists(run.asked, made, codes, number)
    shared.say_notices(made.notices, shape, output)
    say(*map(said, made.remarks))

    def shown(some: Sequence[Checklist]) -> Text | str | bytes:
        return forms.checklists(shape, run.asked, made, some, console.width())

    if output is not None and to_folder:
        files = shared.file_names({one.code: one.name for one in found}, shape)
        named = {files[one.code]: shown([one]) for one in found}
        console.save_each(output, named)
    else:
        console.emit(shown(found), output)
    return YES


def _require_one(*ways: bool) -> None:
    if sum(ways) != 1:
        raise UsageError(
            message("Name the municipalities, or give --wave or --all; one of the three.")
        )


def _require_extra(shape: str) -> None:
    if shape != "ics":
        return
    try:
        import icalendar  # noqa: F401
    except ImportError:
        command = "pip install 'fmkwave[calendar]'"
        raise UsageError(
            message("A calendar needs a package that is not installed: {command}", command=command)
        ) from None


def _asked(inputs: Inputs, names: Sequence[str], wave: str | None) -> tuple[list[str], int | None]:
    """The municipalities asked for by name, and the wave asked for, if any."""
    from fmkwave.lookup import find_codes, find_wave

    return find_codes(inputs, names), None if wave is None else find_wave(inputs, wave)


def _checklists(
    inputs: Inputs, made: Plan, codes: Sequence[str], wave: int | None
) -> list[Checklist]:
    """The checklists of some municipalities, of a wave's, or else of all."""
    from fmkwave.checklist import checklist

    if wave is not None:
        codes = inputs.in_danish_order(made.members(wave))
        if not codes:
            quarter = Period(made.quarters[wave - 1])
            raise UsageError(
                message("Nobody is in wave {wave} ({quarter}).", wave=wave, quarter=quarter)
            )
    everyone = inputs.in_danish_order(inputs.municipalities)
    return [checklist(inputs, made, code) for code in codes or everyone]
