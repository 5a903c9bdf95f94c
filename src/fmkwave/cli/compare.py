"""`fmkwave compare`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fmkwave import console, parts
from fmkwave.cli import completion, shared
from fmkwave.cli.options import FORM, Data, Forbid, Freeze, Lang, Output, Pin, Set, Stability
from fmkwave.cli.session import Session, opened
from fmkwave.commands import command
from fmkwave.console import NO, YES, guarded
from fmkwave.errors import NoPlanError, StoppedError, UsageError
from fmkwave.names import did_you_mean
from fmkwave.render import forms
from fmkwave.texts import Message, joined, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fmkwave.compare import Candidate
    from fmkwave.model import Departed, Inputs, Plan
    from fmkwave.moves import Shift

Form = Literal["table", "json", "csv", "markdown", "xlsx"]

BEST, COMMITTED, PUBLISHED = completion.PLANS


@guarded
def compare(
    *,
    first: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="A plan: best, committed, published, or a YAML, JSON or CSV file.",
            autocompletion=completion.plan,
        ),
    ] = COMMITTED,
    second: Annotated[
        str | None,
        typer.Argument(
            metavar="B",
            help="The plan to compare it with; else best, which is planned now.",
            autocompletion=completion.plan,
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="B", help="Another way to say B.", autocompletion=completion.plan),
    ] = None,
    data: Data = None,
    settings: Set = None,
    pins: Pin = None,
    forbids: Forbid = None,
    freeze: Freeze = None,
    stability: Stability = None,
    form: Annotated[Form | None, FORM] = None,
    output: Output = None,
    _lang: Lang = None,
) -> int:
    """Compare two plans, edited by hand or not.

    Who stands elsewhere, what each plan is worth under the inputs, and which rules it breaks.
    """
    from fmkwave.compare import Candidate
    from fmkwave.compare import compare as compared
    from fmkwave.departures import who

    if second is not None and against is not None:
        raise UsageError(
            message("B is given twice: {one}, and --against {other}.", one=second, other=against)
        )
    names = (first, second or against or BEST)
    shape = shared.shape(form, output, Form)
    folder = shared.own_folder(data, [Path(name) for name in names if name not in completion.PLANS])
    run = opened(folder, settings, pins, forbids, freeze=freeze, stability=stability)
    base, asked = run.base, run.asked
    gone: list[Departed] = []
    plans = _written(names, run.folder, run.inputs, gone)
    notices = (*asked.notices, *([joined("", (who(gone), "."))] if gone else []))
    if BEST in names:
        made, shift = _best(run)
        plans[BEST] = Candidate(BEST, made.placement, shift)
        notices = (*notices, *made.remarks)
    before, after = (plans[name] for name in names)
    result = compared(asked, before, after, files=None if asked is base else base)
    shared.say_notices(notices, shape, output)
    console.emit(forms.comparison(shape, asked, result, notices, console.width()), output)
    return YES if result.identical else NO


def _written(
    names: Sequence[str], folder: Path, inputs: Inputs, gone: list[Departed]
) -> dict[str, Candidate]:
    """The plans that need no planning, by name; whatever is wrong with any is told at once.

    Args:
        names: The plans.
        folder: The folder of the inputs.
        inputs: What they are read under.
        gone: Takes who of the committed plan left, and whose code changed.
    """
    from fmkwave.compare import Candidate
    from fmkwave.placements import read_placements
    from fmkwave.planfile import NAME

    written = [name for name in dict.fromkeys(names) if name not in (PUBLISHED, BEST)]
    files = {name: folder / NAME if name == COMMITTED else Path(name) for name in written}
    missing = [_missing(name, path) for name, path in files.items() if not path.exists()]
    if PUBLISHED in names and not inputs.published:
        path = folder / parts.PUBLISHED
        missing.append(message("There is no published plan: {path} is missing.", path=path))
    if missing:
        raise UsageError(joined("\n", missing))
    committed = files.get(COMMITTED)
    placements = read_placements(files.values(), inputs, committed=committed, gone=gone)
    published = Candidate(PUBLISHED, inputs.published)
    return {PUBLISHED: published} | {
        name: Candidate(name, placements[path]) for name, path in files.items()
    }


def _missing(name: str, path: Path) -> Message:
    if name == COMMITTED:
        return message(
            "There is no committed plan: {path} is missing; `{command}` writes it.",
            path=path,
            command=command("plan", "--write"),
        )
    plans = ", ".join(completion.PLANS)
    hint = did_you_mean(name, completion.PLANS) or message(
        "; a plan is a file, or one of {plans}.", plans=plans
    )
    return message("There is no file {name}{hint}", name=repr(name), hint=hint)


def _best(run: Session) -> tuple[Plan, Shift | None]:
    """The best plan, and what the what-if does to it; stopped before, the plan says so."""
    try:
        made = run.best_plan()
    except NoPlanError as error:
        # Not the answer "different": there is nothing to compare with.
        raise UsageError(
            message("There is no best plan to compare with. {reason}", reason=error.told)
        ) from None
    try:
        return made, run.shift(made)
    except StoppedError:
        text = message("Stopped before it was known what the change does.")
        return made.model_copy(update={"remarks": (*made.remarks, text)}), None
