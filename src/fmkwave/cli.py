"""The command line: parses, calls, and hands over what comes back.

Nothing heavy is imported up here, so that `--help` and completion answer at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from fmkwave import __version__, console
from fmkwave.console import COULD_NOT, NO, YES, guarded, say
from fmkwave.errors import InputError, StoppedError, UsageError
from fmkwave.render import forms, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fmkwave.errors import Fault
    from fmkwave.model import Inputs, Plan

PlanForm = Literal["table", "json", "csv", "markdown", "yaml"]
ScoreForm = Literal["table", "json", "csv", "markdown"]
BriefForm = Literal["table", "json"]
Engine = Literal["auto", "sweep", "milp"]
Order = Literal["readiness", "priority", "name"]

_SUFFIXES = {
    ".csv": "csv",
    ".json": "json",
    ".md": "markdown",
    ".txt": "table",
    ".yaml": "yaml",
    ".yml": "yaml",
}

_FORM = typer.Option("--format", help="Form of the result; else as FILE's suffix says, or table.")
_OUTPUT = typer.Option(
    "-o", "--output", metavar="FILE", help="Write the result to FILE, in one step."
)

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Folder with the input files; else FMKWAVE_DATA, ./data, or the bundled copy.",
    ),
]
Output = Annotated[Path | None, _OUTPUT]

app = typer.Typer(
    name="fmkwave",
    help="Plans a roll-out in waves: inputs in plain files, and the provably best plan out.",
    epilog="Exit codes: 0 yes (done, identical); 1 no (the plan differs, no plan exists); "
    "2 could not run (usage, bad input).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def main() -> None:
    """Run the command line."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"fmkwave {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    """Options of all commands."""


@app.command(epilog="Exit codes: 0 no faults (warnings are none), 2 faults or unreadable.")
@guarded
def validate(
    *,
    data: Data = None,
    form: Annotated[BriefForm | None, _FORM] = None,
    output: Output = None,
) -> int:
    """Print the faults and warnings of the inputs.

    One line each, as file:line: message, all files in one run.
    """
    shape = _shape(form, output, BriefForm)
    folder = _folder(data)
    found = _faults(folder)
    console.emit(forms.faults(shape, found), output)
    return YES if all(fault.warning for fault in found) else COULD_NOT


@app.command(epilog="Exit codes: 0 done, 2 could not run.")
@guarded
def score(
    *,
    data: Data = None,
    region: Annotated[str | None, typer.Option(help="Only this region.")] = None,
    wave: Annotated[int | None, typer.Option(help="Only this wave of the committed plan.")] = None,
    vendor: Annotated[str | None, typer.Option(help="Only this vendor's customers.")] = None,
    sort: Annotated[Order, typer.Option(help="What to sort by.")] = "readiness",
    form: Annotated[ScoreForm | None, _FORM] = None,
    output: Output = None,
) -> int:
    """Print each municipality's readiness, term by term.

    Every answer with its points, the uptake shares, and the priority they add up to.
    """
    from fmkwave.ranking import Filter, rank

    shape = _shape(form, output, ScoreForm)
    folder = _folder(data)
    inputs = _load(folder)
    chosen = Filter(region=region, vendor=vendor, wave=wave)
    rows = rank(inputs, _committed_waves(folder), chosen, sort)
    _say_notices(inputs.notices, shape, output)
    console.emit(forms.scores(shape, inputs, rows, console.width()), output)
    return YES


@app.command(epilog="Exit codes: 0 done, 1 no plan exists (says which limits clash), 2 could not.")
@guarded
def plan(
    *,
    data: Data = None,
    engine: Annotated[Engine, typer.Option(help="Who solves it; the plan is the same.")] = "auto",
    time_limit: Annotated[
        float | None,
        typer.Option(min=0, metavar="SECONDS", help="Stop then, with the best plan so far."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Update plan.yaml in the folder.")] = False,
    form: Annotated[PlanForm | None, _FORM] = None,
    output: Output = None,
) -> int:
    """Print the best plan and its proof.

    The waves, what the plan is worth, and what is proven of it.
    """
    from fmkwave import planfile

    shape = _shape(form, output, PlanForm)
    folder = _folder(data)
    inputs = _load(folder)
    made = _make_plan(inputs, engine, time_limit)
    _say_notices((*made.notices, *made.remarks), shape, output)
    console.emit(forms.plan(shape, inputs, made, console.width()), output)
    if write:
        console.save(folder / planfile.NAME, planfile.dumps(inputs, made))
    return YES


@app.command(epilog="Exit codes: 0 identical, 1 the plan differs or breaks a rule, 2 could not.")
@guarded
def check(
    *,
    committed: Annotated[
        Path | None,
        typer.Argument(metavar="PLAN", help="The plan to check; else plan.yaml in the folder."),
    ] = None,
    data: Data = None,
    form: Annotated[BriefForm | None, _FORM] = None,
    output: Output = None,
) -> int:
    """Compare the committed plan with the inputs.

    Plans anew and prints each municipality that would move and each rule that is broken.
    """
    from fmkwave import planfile
    from fmkwave.check import check as compare

    shape = _shape(form, output, BriefForm)
    folder = _folder(data)
    inputs = _load(folder)
    written = planfile.read_plan(committed or folder / planfile.NAME)
    made = _make_plan(inputs, "auto", None)
    if made.proof != "optimal":
        raise StoppedError("Stopped before the best plan was proven; nothing was compared.")
    result = compare(inputs, made, written)
    _say_notices((*made.notices, *made.remarks))
    console.emit(forms.check(shape, result), output)
    return YES if result.identical else NO


# --- What the commands share --------------------------------------------------------------------


def _folder(data: Path | None) -> Path:
    from fmkwave.inputs import find_folder

    folder = find_folder(data)
    say(f"Inputs: {folder}")
    return folder


def _load(folder: Path) -> Inputs:
    from fmkwave.inputs import load_inputs

    inputs = load_inputs(folder)
    if inputs.warnings:
        say(f"{words.count(len(inputs.warnings), 'warning')}: see `fmkwave validate`")
    return inputs


def _faults(folder: Path) -> Sequence[Fault]:
    from fmkwave.inputs import load_inputs

    try:
        return load_inputs(folder).warnings
    except InputError as error:
        return error.faults


def _committed_waves(folder: Path) -> dict[str, int] | None:
    from fmkwave import planfile

    path = folder / planfile.NAME
    return dict(planfile.read_plan(path).placement) if path.exists() else None


def _make_plan(inputs: Inputs, engine: Engine, time_limit: float | None) -> Plan:
    from fmkwave.planner import make_plan

    with console.watching(time_limit) as control:
        return make_plan(inputs, engine=engine, control=control)


def _say_notices(
    notices: Sequence[str], shape: str | None = None, output: Path | None = None
) -> None:
    """Say what must be said of a result, unless its reader finds it in the result itself."""
    if output is not None or shape not in ("table", "markdown"):
        say(*notices)


def _shape(form: str | None, output: Path | None, allowed: object) -> str:
    """The form asked for, or the one that the output's suffix stands for.

    Asked before any work is done, so that a mistyped output costs no waiting.
    """
    if output is not None and not output.parent.is_dir():
        raise UsageError(f"There is no folder {output.parent} to write {output.name} in.")
    suffix = output.suffix.lower() if output is not None else ""
    shape = form or _SUFFIXES.get(suffix, "table")
    if shape not in get_args(allowed):
        raise UsageError(
            f"This command does not write {shape}, which {suffix} stands for; "
            f"name another form with --format: {', '.join(get_args(allowed))}."
        )
    return shape
