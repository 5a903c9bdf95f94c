"""`fmkwave explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fmkwave import console
from fmkwave.cli import committing, shared
from fmkwave.cli.options import (
    ENGINE,
    FORM,
    Committed,
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
from fmkwave.console import COULD_NOT, YES, guarded, say
from fmkwave.errors import UsageError
from fmkwave.language import _n, said
from fmkwave.optimise import Engine
from fmkwave.render import forms
from fmkwave.texts import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from fmkwave.explanation import Explanation
    from fmkwave.model import Inputs

Form = Literal["table", "json", "markdown", "xlsx"]


@guarded
def explain(
    names: Names = None,
    *,
    everyone: Annotated[bool, typer.Option("--all", help="Explain every municipality.")] = False,
    data: Data = None,
    engine: Annotated[Engine, ENGINE] = "auto",
    committed: Committed = None,
    settings: Set = None,
    pins: Pin = None,
    forbids: Forbid = None,
    freeze: Freeze = None,
    stability: Stability = None,
    form: Annotated[Form | None, FORM] = None,
    output: OutputOrFolder = None,
    _lang: Lang = None,
) -> int:
    """Print why a municipality is in its wave.

    Its points and neighbours, what every other wave would cost, and what would move it.
    """
    to_folder = shared.to_folder(output, several=everyone)
    form = form or ("markdown" if to_folder else None)
    shape = shared.shape(form, output, Form, to_folder=to_folder)
    folder = shared.folder(data)
    run = opened(folder, settings, pins, forbids, freeze=freeze, stability=stability, engine=engine)
    codes = _codes(run.inputs, names or [], everyone=everyone)
    known = None if run.is_what_if else shared.draws(run.folder, run.inputs)
    made, shift, written = committing.planned(run, committed)
    told = shared.with_draws(shared.explained(run.asked, made, codes, engine), known)
    made, told = committing.in_place(run, written, made, told)
    shared.say_notices(made.notices, shape, output)
    # An explanation is the same whatever the run that made it, and does not tell of it.
    say(*map(said, made.remarks))

    def shown(some: Sequence[Explanation]) -> Text | str | bytes:
        return forms.explanations(shape, run.asked, made, some, shift=shift, width=console.width())

    if output is not None and to_folder:
        files = shared.file_names({one.code: one.name for one in told}, shape)
        named = {files[one.code]: shown([one]) for one in told}
        console.save_each(output, named)
    else:
        console.emit(shown(told), output)
    if len(told) < len(codes):
        say(
            _n(
                "Stopped: {number} of {asked} municipalities is explained.",
                "Stopped: {number} of {asked} municipalities are explained.",
                len(told),
                asked=len(codes),
            )
        )
        return COULD_NOT
    return YES


def _codes(inputs: Inputs, names: Sequence[str], *, everyone: bool) -> list[str]:
    """The municipalities asked for, each once, in the order asked."""
    from fmkwave.lookup import find_codes

    if everyone == bool(names):
        raise UsageError(message("Name the municipalities to explain, or give --all; not both."))
    if everyone:
        return inputs.in_danish_order(inputs.municipalities)
    return find_codes(inputs, names)
