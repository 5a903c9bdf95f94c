"""The steps that commands share, from a folder to a result."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from fmkwave import commands, console, overwriting
from fmkwave.commands import command
from fmkwave.console import say
from fmkwave.errors import NoPlanError, StoppedError, UsageError
from fmkwave.folder import did_you_mean, find
from fmkwave.language import _, said
from fmkwave.optimise import Engine
from fmkwave.render import findings
from fmkwave.texts import joined, message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fmkwave.errors import Fault
    from fmkwave.explanation import Explanation
    from fmkwave.folder import Found
    from fmkwave.model import Inputs, Plan
    from fmkwave.model.robustness import Robustness
    from fmkwave.moves import Shift

# What some system lets stand in no file's name, or takes for something else.
_NO_FILE_SIGN = re.compile(r'[<>:"/\\|?*]')
# In bytes: most systems allow 255 for all of a name, of which a temporary file takes some more.
_LONGEST_STEM = 180

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


def folder(data: Path | None) -> Found:
    """The folder to look at, which commands for the reader repeat; it is named on stderr."""
    found = _named(find(data))
    if not found.example:
        say(_("Inputs: {folder}", folder=found.path))
    elif found.asked:
        say(_("This is the example that comes with fmkwave, not data of your own."))
    else:
        text = message(
            "No folder of inputs was found here, so this is the example that comes with fmkwave; "
            "name your folder with --data DIR."
        )
        say(said(joined(" ", (text, *did_you_mean()))))
    return found


def own_folder(data: Path | None, plans: Sequence[Path] = ()) -> Found:
    """The same where something is written to it or held against it: then it is no example.

    Args:
        data: The folder, if the user named one.
        plans: Files of plans that the user named, which may lie beside the inputs.

    Raises:
        UsageError: if it is the example, or if it is not clear which inputs are meant.
    """
    found = _named(find(data, plans))
    if found.example and found.asked:
        text = message(
            "{folder} is the example that comes with fmkwave, which is only for looking; {command} "
            "makes a folder of your own.",
            folder=found.path,
            command="`fmkwave init DIR`",
        )
        raise UsageError(text)
    if found.example:
        text = message(
            "No folder of inputs was found here, and the example that comes with fmkwave is only "
            "for looking; name your folder with --data DIR."
        )
        raise UsageError(joined(" ", (text, *did_you_mean())))
    say(_("Inputs: {folder}", folder=found.path))
    return found


def _named(found: Found) -> Found:
    commands.repeat(replace(commands.options(), data=found.option))
    overwriting.of_folder(found.path)
    return found


def load(
    folder: Found, freeze: Sequence[str] | None = None, stability: str | None = None
) -> Inputs:
    """The inputs of a folder; how many warnings there are is said on stderr.

    Args:
        folder: The folder.
        freeze: What `--freeze` asks for, which plan.yaml is read for.
        stability: What `--stability` asks for; likewise.
    """
    from fmkwave.inputs import load_inputs

    inputs = load_inputs(folder.path, announced=bool(freeze) or _earns(stability))
    if inputs.warnings:
        count = said(findings.warning_count(len(inputs.warnings)))
        say(_("{warnings}: see {command}", warnings=count, command=f"`{command('validate')}`"))
    return inputs.model_copy(update={"example": True}) if folder.example else inputs


def _earns(stability: str | None) -> bool:
    """Whether staying earns anything, for which somebody must have been announced somewhere."""
    from fmkwave.whatif import values

    try:
        return stability is not None and values.points(stability) > 0
    except UsageError:
        # `replanned` tells what is wrong with it.
        return False


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


def make_plan(
    inputs: Inputs,
    engine: Engine = "auto",
    time_limit: float | None = None,
    *,
    seed: int = 1,
    work: int | None = None,
) -> Plan:
    """Plan under the eyes of the user, who may stop it."""
    from fmkwave import planner

    with console.watching(time_limit) as control:
        control.seed, control.work = seed, work
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
    """The explanations of some municipalities, in this order; stopped, of the first of them.

    Raises:
        StoppedError: if it was stopped before the first was there.
    """
    from fmkwave.explanation import explain_all

    told: list[Explanation] = []
    with console.watching() as control:
        try:
            # What was explained before a stop stays in the list.
            told.extend(explain_all(inputs, made, codes, engine=engine, control=control))
        except StoppedError:
            if not told:
                raise
    return told


def draws(folder: Path, inputs: Inputs) -> Robustness | None:
    """What the folder's draws say, if there are any and they are of these very inputs.

    Draws of other inputs are told of on stderr. Read before any work is done, so that a faulty
    file costs no waiting.

    Args:
        folder: The folder.
        inputs: What it holds, without a what-if.
    """
    from fmkwave.drawsfile import load_draws

    loaded = load_draws(folder, inputs)
    if loaded.trouble is not None:
        say(said(loaded.trouble))
    return loaded.found


def with_draws(told: list[Explanation], found: Robustness | None) -> list[Explanation]:
    """Explanations with what draws say, where there are any."""
    return told if found is None else [one.with_draws(found) for one in told]


def shift(inputs: Inputs, asked: Inputs, made: Plan, engine: Engine) -> Shift | None:
    """What a what-if does to the best plan; None when nothing was asked.

    That no plan exists without it is said on stderr.

    Args:
        inputs: What the files say.
        asked: What the plan was made from.
        made: The plan.
        engine: Who makes the plan without the what-if.
    """
    from fmkwave.moves import Shift, moves

    if asked is inputs:
        return None
    require_best(made)
    try:
        before = make_plan(inputs, engine)
    except NoPlanError:
        say(_("Without the change no plan exists."))
        return None
    require_best(before)
    moved = moves(inputs, before.placement, made.placement)
    return Shift(
        total_before=before.total,
        total=made.total,
        stability_before=before.stability,
        stability=made.stability,
        moves=moved,
    )


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


def file_names(names: Mapping[str, str], shape: str) -> dict[str, str]:
    """The name of each municipality's file of a form in such a folder, fit for any system.

    Args:
        names: The municipalities' names by code.
        shape: The form.

    Returns:
        By code, names of which no two differ in case alone.
    """
    suffix = next(suffix for suffix, form in _SUFFIXES.items() if form == shape)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code, name in names.items():
        stem = _shortened(_NO_FILE_SIGN.sub("-", f"{code}-{name}"))
        file = f"{stem}{suffix}"
        number = 1
        while file.casefold() in taken:
            number += 1
            file = f"{stem}-{number}{suffix}"
        taken.add(file.casefold())
        found[code] = file
    return found


def _shortened(stem: str) -> str:
    """The beginning of a file's name, with no letter cut in two."""
    return stem.encode()[:_LONGEST_STEM].decode(errors="ignore").rstrip(". ")


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
    console.require_stdout(output)
    if output is not None and not output.parent.is_dir():
        raise UsageError(
            message(
                "There is no folder {folder} to write {name} in.",
                folder=output.parent,
                name=output.name,
            )
        )
    if output is not None:
        overwriting.will_write(output)
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
