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
from fmkwave.language import said
from fmkwave.optimise import Engine
from fmkwave.render import forms
from fmkwave.texts import joined, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from fmkwave.explanation import Explanation
    from fmkwave.model import Inputs

Form = Literal["table", "json", "markdown", "xlsx"]

_SUFFIXES = {"table": ".txt", "json": ".json", "markdown": ".md", "xlsx": ".xlsx"}


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
    told = shared.explained(asked, made, codes, engine)
    shared.say_notices(made.notices, shape, output)
    # An explanation is the same whatever the run that made it, and does not tell of it.
    say(*map(said, made.remarks))

    def shown(some: Sequence[Explanation]) -> Text | str | bytes:
        return forms.explanations(shape, asked, made, some, shift=shift, width=console.width())

    if output is not None and to_folder:
        suffix = _SUFFIXES[shape]
        console.save_each(output, {_file_name(one) + suffix: shown([one]) for one in told})
    else:
        console.emit(shown(told), output)
    return YES


def _codes(inputs: Inputs, names: Sequence[str], *, everyone: bool) -> list[str]:
    """The municipalities asked for, each once, in the order asked."""
    from fmkwave.lookup import find_code

    if everyone == bool(names):
        raise UsageError(message("Name the municipalities to explain, or give --all; not both."))
    if everyone:
        return inputs.in_danish_order(inputs.municipalities)
    codes, faults = [], []
    for name in names:
        try:
            codes.append(find_code(inputs, name))
        except UsageError as error:
            faults.append(error.told)
    if faults:
        raise UsageError(joined("\n", faults))
    return list(dict.fromkeys(codes))


def _file_name(told: Explanation) -> str:
    return f"{told.code}-{told.name.replace('/', '-')}"
