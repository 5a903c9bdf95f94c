"""`fmkwave timeline`."""

from __future__ import annotations

from typing import Annotated, Literal

from fmkwave import console
from fmkwave.cli import committing, shared
from fmkwave.cli.options import (
    ENGINE,
    FORM,
    STRICT,
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
from fmkwave.errors import InputError
from fmkwave.optimise import Engine
from fmkwave.render import forms

Form = Literal["table", "json", "markdown", "svg", "mermaid"]


@guarded
def timeline(
    *,
    data: Data = None,
    strict: Annotated[bool, STRICT] = False,
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
    """Draw the whole programme: phases, waves and milestones.

    And how many are reached by when, and where a wave starts before its prerequisites hold.
    """
    from fmkwave.timeline import timeline

    shape = shared.shape(form, output, Form)
    folder = shared.folder(data)
    run = opened(folder, settings, pins, forbids, freeze=freeze, stability=stability, engine=engine)
    told = timeline(run.asked, committing.shown(run, committed, run.plan))
    if strict and told.warnings:
        raise InputError(shared.made_strict(told.warnings))
    drawn = forms.timeline(shape, run.asked, told, console.width())
    shared.say_notices([*(f.told for f in told.warnings), *told.notices], shape, output)
    console.emit(drawn, output)
    return YES
