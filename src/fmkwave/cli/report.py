"""`fmkwave report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from fmkwave import console
from fmkwave.cli import committing, shared
from fmkwave.cli.options import (
    ENGINE,
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
from fmkwave.errors import StoppedError, UsageError
from fmkwave.optimise import Engine
from fmkwave.render import forms
from fmkwave.texts import message

Form = Literal["html"]

_SUFFIXES = ("", ".html", ".htm")


@guarded
def report(
    *,
    data: Data = None,
    engine: Annotated[Engine, ENGINE] = "auto",
    committed: Committed = None,
    settings: Set = None,
    pins: Pin = None,
    forbids: Forbid = None,
    freeze: Freeze = None,
    stability: Stability = None,
    output: Output = None,
    _lang: Lang = None,
) -> int:
    """Write the plan and every explanation as one page of HTML.

    It loads nothing, so it can be sent as it is: with -o plan.html it becomes a file.
    """
    _require_place(output)
    folder = shared.folder(data)
    run = opened(folder, settings, pins, forbids, freeze=freeze, stability=stability, engine=engine)
    known = None if run.is_what_if else shared.draws(run.folder, run.inputs)
    asked = run.asked
    made, shift, written = committing.planned(run, committed)
    everyone = asked.in_danish_order(asked.municipalities)
    told = shared.with_draws(shared.explained(asked, made, everyone, engine), known)
    if len(told) < len(everyone):
        raise StoppedError(message("Stopped before everything was explained."))
    made, told = committing.in_place(run, written, made, told)
    shared.say_notices((*made.notices, *made.remarks))
    console.emit(forms.report(asked, made, told, shift, known), output)
    return YES


def _require_place(output: Path | None) -> None:
    """Refuse at once, before any work, to write what nobody could read there."""
    shared.shape("html", output, Form)
    if output is None and console.is_screen():
        raise UsageError(message("A report is for a browser; name a file with -o plan.html."))
    if output is not None and output.suffix.lower() not in _SUFFIXES:
        raise UsageError(
            message("A report is HTML; name a file such as {name}.", name=output.stem + ".html")
        )
