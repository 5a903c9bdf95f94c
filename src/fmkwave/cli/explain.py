"""`fmkwave explain`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fmkwave import console
from fmkwave.cli import completion, shared
from fmkwave.cli.shared import Data, Forbid, Lang, Pin, Set
from fmkwave.console import YES, guarded, say
from fmkwave.errors import UsageError
from fmkwave.optimise import Engine
from fmkwave.render import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fmkwave.explanation import Explanation
    from fmkwave.model import Inputs, Plan
    from fmkwave.moves import Shift

Form = Literal["table", "json", "markdown"]

_SUFFIXES = {"table": ".txt", "json": ".json", "markdown": ".md"}


@guarded
def explain(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KOMMUNE...",
            help="Municipalities, each by name or code.",
            autocompletion=completion.municipality,
        ),
    ] = None,
    *,
    everyone: Annotated[bool, typer.Option("--all", help="Explain every municipality.")] = False,
    data: Data = None,
    engine: Annotated[Engine, shared.ENGINE] = "auto",
    settings: Set = None,
    pins: Pin = None,
    forbids: Forbid = None,
    form: Annotated[Form | None, shared.FORM] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help="Write the result to a file, or to a folder a file for each municipality.",
        ),
    ] = None,
    _lang: Lang = None,
) -> int:
    """Print why a municipality is in its wave.

    Its points and neighbours, what every other wave would cost, and what would move it.
    """
    to_folder = output is not None and (output.is_dir() or (everyone and not output.suffix))
    form = form or ("markdown" if to_folder else None)
    shape = shared.shape(form, output, Form, to_folder=to_folder)
    folder = shared.folder(data)
    inputs = shared.load(folder)
    codes = _codes(inputs, names or [], everyone=everyone)
    asked = shared.what_if(inputs, settings, pins, forbids)
    made = shared.make_plan(asked, engine)
    shared.require_best(made)
    shift = shared.shift(inputs, asked, made, engine)
    told = _explained(asked, made, codes, engine)
    shared.say_notices(made.notices, shape, output)
    # An explanation is the same whatever the run that made it, and does not tell of it.
    say(*made.remarks)
    if output is not None and to_folder:
        _save_each(output, shape, told, shift)
    else:
        console.emit(forms.explanations(shape, told, shift, console.width()), output)
    return YES


def _codes(inputs: Inputs, names: Sequence[str], *, everyone: bool) -> list[str]:
    """The municipalities asked for, each once, in the order asked."""
    from fmkwave.lookup import find_code

    if everyone == bool(names):
        raise UsageError("Name the municipalities to explain, or give --all; not both.")
    if everyone:
        return inputs.in_danish_order(inputs.municipalities)
    codes, faults = [], []
    for name in names:
        try:
            codes.append(find_code(inputs, name))
        except UsageError as error:
            faults.append(str(error))
    if faults:
        raise UsageError("\n".join(faults))
    return list(dict.fromkeys(codes))


def _explained(
    inputs: Inputs, plan: Plan, codes: Sequence[str], engine: Engine
) -> list[Explanation]:
    from fmkwave.explanation import explain_all

    with console.watching() as control:
        return list(explain_all(inputs, plan, codes, engine=engine, control=control))


def _save_each(folder: Path, shape: str, told: Sequence[Explanation], shift: Shift | None) -> None:
    files = {
        f"{one.code}-{_in_file_name(one.name)}{_SUFFIXES[shape]}": forms.explanations(
            shape, [one], shift, console.width()
        )
        for one in told
    }
    console.save_each(folder, files)


def _in_file_name(name: str) -> str:
    return name.replace("/", "-")
