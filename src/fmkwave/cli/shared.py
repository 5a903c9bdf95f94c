"""What the commands share: options, and the steps from a folder to a result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from fmkwave import console, language
from fmkwave.cli import completion
from fmkwave.console import say
from fmkwave.errors import StoppedError, UsageError
from fmkwave.folder import find_folder
from fmkwave.language import _, said
from fmkwave.optimise import Engine
from fmkwave.render import findings
from fmkwave.texts import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fmkwave.errors import Fault
    from fmkwave.explanation import Explanation
    from fmkwave.model import Inputs, Plan
    from fmkwave.moves import Shift
    from fmkwave.replanning import Replanning

ENGINE = typer.Option(help="Who solves it; the result is the same.")


def _speak(chosen: str | None) -> None:
    language.use(chosen or language.of_locale())


FORM = typer.Option("--format", help="Form of the result; else as FILE's suffix says, or table.")

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Folder with the input files; else FMKWAVE_DATA, ./data, or the bundled copy.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write the result to FILE, in one step."),
]
Lang = Annotated[
    language.Language | None,
    typer.Option(
        "--lang",
        envvar=language.VARIABLE,
        show_envvar=True,
        is_eager=True,  # so that what is said of the other options is in it, too
        callback=_speak,
        expose_value=False,
        help="Language of what people read; else as the locale says.",
    ),
]
"""Taken by its callback: a command names it, and need not look at it."""

Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="What if this were so, such as NAME.wish=2; repeatable.",
        autocompletion=completion.setting,
    ),
]
Pin = Annotated[
    list[str] | None,
    typer.Option(
        "--pin",
        metavar="NAME=WAVE",
        help="What if it had to take this wave; repeatable.",
        autocompletion=completion.assignment,
    ),
]
Forbid = Annotated[
    list[str] | None,
    typer.Option(
        "--forbid",
        metavar="NAME=WAVE",
        help="What if it had to keep out of it; repeatable.",
        autocompletion=completion.assignment,
    ),
]

Freeze = Annotated[
    list[str] | None,
    typer.Option(
        "--freeze",
        metavar="WAVE",
        help="What if this wave stayed as plan.yaml has it, by period or number; repeatable.",
        autocompletion=completion.wave,
    ),
]
Stability = Annotated[
    str | None,
    typer.Option(
        "--stability",
        metavar="POINTS",
        help="What if each earned so much by keeping its wave in plan.yaml; 0 for nothing.",
    ),
]

STRICT = typer.Option(
    "--strict", help="A wave that starts before its prerequisites hold is a fault."
)

_SUFFIXES = {
    ".csv": "csv",
    ".geojson": "geojson",
    ".htm": "html",
    ".html": "html",
    ".ics": "ics",
    ".json": "json",
    ".md": "markdown",
    ".mmd": "mermaid",
    ".sarif": "sarif",
    ".svg": "svg",
    ".txt": "table",
    ".xlsx": "xlsx",
    ".xml": "junit",
    ".yaml": "yaml",
    ".yml": "yaml",
}


def folder(data: Path | None) -> Path:
    """The folder to read; it is named on stderr, whichever it is."""
    found = find_folder(data)
    say(_("Inputs: {folder}", folder=found))
    return found


def load(folder: Path, freeze: Sequence[str] | None = None, stability: str | None = None) -> Inputs:
    """The inputs of a folder; how many warnings there are is said on stderr.

    Args:
        folder: The folder.
        freeze: What `--freeze` asks for, which plan.yaml is read for.
        stability: What `--stability` asks for; likewise.
    """
    from fmkwave.inputs import load_inputs

    # Nothing needs to have been announced for nothing to be earned by staying.
    announced = bool(freeze) or stability not in (None, "0")
    inputs = load_inputs(folder, announced=announced)
    if inputs.warnings:
        count = said(findings.warning_count(len(inputs.warnings)))
        say(_("{warnings}: see {command}", warnings=count, command="`fmkwave validate`"))
    return inputs


def replanned(inputs: Inputs, freeze: Sequence[str] | None, stability: str | None) -> Inputs:
    """The inputs with what `--freeze` and `--stability` ask for; the same if they ask nothing.

    Raises:
        UsageError: as `fmkwave.whatif.replanned` does, with every fault of every option.
    """
    if not freeze and stability is None:
        return inputs
    from fmkwave.whatif import replanned

    return replanned(inputs, freeze=freeze or (), stability=stability)


def what_if(
    inputs: Inputs,
    settings: Sequence[str] | None,
    pins: Sequence[str] | None,
    forbids: Sequence[str] | None,
) -> Inputs:
    """The inputs with what `--set`, `--pin` and `--forbid` ask for; the same if they ask nothing.

    Raises:
        UsageError: as `fmkwave.whatif.changed` does, with every fault of every option.
    """
    if not (settings or pins or forbids):
        return inputs
    from fmkwave.whatif import changed

    return changed(inputs, settings or (), pins or (), forbids or ())


def make_plan(inputs: Inputs, engine: Engine = "auto", time_limit: float | None = None) -> Plan:
    """Plan under the eyes of the user, who may stop it."""
    from fmkwave import planner

    with console.watching(time_limit) as control:
        return planner.make_plan(inputs, engine=engine, control=control)


def with_losses(inputs: Inputs, made: Plan, engine: Engine) -> Plan:
    """The best plan with what every other placement would cost."""
    from fmkwave.losses import with_losses

    require_best(made)
    with console.watching() as control:
        return with_losses(inputs, made, engine=engine, control=control)


def explained(
    inputs: Inputs, made: Plan, codes: Sequence[str], engine: Engine
) -> list[Explanation]:
    """The explanations of some municipalities, in this order."""
    from fmkwave.explanation import explain_all

    with console.watching() as control:
        return list(explain_all(inputs, made, codes, engine=engine, control=control))


def shift(inputs: Inputs, asked: Inputs, made: Plan, engine: Engine) -> Shift | None:
    """What a what-if does to the best plan; None when nothing was asked.

    Args:
        inputs: What the files say.
        asked: What the plan was made from.
        made: The plan.
        engine: Who makes the plan without the what-if.
    """
    from fmkwave.moves import Shift, moves

    if asked is inputs:
        return None
    before = make_plan(inputs, engine)
    require_best(made, before)
    moved = moves(inputs, before.placement, made.placement)
    return Shift(
        total_before=before.total,
        total=made.total,
        stability_before=before.stability,
        stability=made.stability,
        moves=moved,
    )


def replanning(inputs: Inputs, made: Plan, engine: Engine) -> Replanning | None:
    """What a plan keeps of the one announced; None where nothing was, or nothing holds it."""
    programme = inputs.programme
    if not inputs.announced or not (programme.frozen or programme.stability):
        return None
    if made.proof != "optimal":
        # Stopped, it is told as it is; what it gives up would take the best.
        return None
    from fmkwave.replanning import replanning

    with console.watching() as control:
        return replanning(inputs, made, engine=engine, control=control)


def require_best(*plans: Plan) -> None:
    """Refuse to go on with a plan that is not proven to be the best, since it was stopped."""
    if any(plan.proof != "optimal" for plan in plans):
        raise StoppedError(
            message("Stopped before the best plan was proven; nothing more was looked into.")
        )


def say_notices(
    notices: Sequence[str], shape: str | None = None, output: Path | None = None
) -> None:
    """Say what must be said of a result, unless its reader finds it in the result itself."""
    if output is not None or shape not in ("table", "markdown"):
        say(*map(said, notices))


def made_strict(warnings: Sequence[Fault]) -> list[Fault]:
    """Warnings as the faults that `--strict` makes of them."""
    return [replace(fault, warning=False) for fault in warnings]


def to_folder(output: Path | None, *, several: bool) -> bool:
    """Whether the output is a folder, with a file for each municipality."""
    return output is not None and (output.is_dir() or (several and not output.suffix))


def file_name(code: str, name: str, shape: str) -> str:
    """The name of a municipality's file of a form in such a folder."""
    suffix = next(suffix for suffix, form in _SUFFIXES.items() if form == shape)
    return f"{code}-{name.replace('/', '-')}{suffix}"


def shape(
    form: str | None, output: Path | None, allowed: object, *, to_folder: bool = False
) -> str:
    """The form asked for, or the one that the output's suffix stands for.

    Asked before any work is done, so that a mistyped output costs no waiting.

    Args:
        form: The form asked for, if any.
        output: Where to write.
        allowed: The forms that the command writes, as a Literal.
        to_folder: Whether the output may be a folder.
    """
    if output is not None and not output.parent.is_dir():
        raise UsageError(
            message(
                "There is no folder {folder} to write {name} in.",
                folder=output.parent,
                name=output.name,
            )
        )
    if output is not None and output.is_dir() and not to_folder:
        raise UsageError(
            message("{path} is a folder; name a file to write the result to.", path=output)
        )
    suffix = output.suffix.lower() if output is not None else ""
    if form is None and suffix and suffix not in _SUFFIXES and not to_folder:
        raise UsageError(
            message(
                "{suffix} stands for no form; name one with --format: {forms}.",
                suffix=suffix,
                forms=", ".join(get_args(allowed)),
            )
        )
    found = form or _SUFFIXES.get(suffix, "table")
    if found not in get_args(allowed):
        raise UsageError(
            message(
                "This command does not write {form}, which {suffix} stands for; name another form "
                "with --format: {forms}.",
                form=found,
                suffix=suffix,
                forms=", ".join(get_args(allowed)),
            )
        )
    return found
