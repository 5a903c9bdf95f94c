"""`fmkwave validate`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Literal

from fmkwave import console
from fmkwave.cli import shared
from fmkwave.cli.options import FORM, STRICT, Data, Lang, Output
from fmkwave.console import COULD_NOT, YES, guarded
from fmkwave.errors import InputError
from fmkwave.render import forms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fmkwave.errors import Fault
    from fmkwave.model import Inputs, Placement

Form = Literal["table", "json", "github"]


@guarded
def validate(
    *,
    data: Data = None,
    strict: Annotated[bool, STRICT] = False,
    form: Annotated[Form | None, FORM] = None,
    output: Output = None,
    _lang: Lang = None,
) -> int:
    """Print the faults and warnings of the inputs.

    One line each, as file:line: message, all files in one run; many of one kind share a line,
    and --format json lists each. Also where a wave of plan.yaml starts before its prerequisites
    hold.
    """
    from fmkwave import planfile
    from fmkwave.render.paths import Files

    shape = shared.shape(form, output, Form)
    folder = shared.own_folder(data).path
    found = _faults(folder, strict=strict)
    console.emit(forms.faults(shape, found, Files(folder, folder / planfile.NAME)), output)
    return YES if all(fault.warning for fault in found) else COULD_NOT


def _faults(folder: Path, *, strict: bool) -> Sequence[Fault]:
    from fmkwave import planfile
    from fmkwave.inputs import load_inputs
    from fmkwave.prerequisites import standings, warnings

    kept = _kept(folder)
    try:
        inputs = load_inputs(folder)
    except InputError as error:
        told = {(fault.file, fault.line) for fault in error.faults if fault.file == planfile.NAME}
        others = [fault for fault in kept if (fault.file, fault.line) not in told]
        return sorted((*error.faults, *others, *error.warnings))
    standing = standings(inputs, _committed(folder, inputs))
    if any(outcome.below for one in standing for outcome in one.outcomes):
        # Shares are told, and whether they are real belongs to them.
        shared.say_notices(inputs.notices)
    late = warnings(inputs, standing)
    found = [*kept, *inputs.warnings, *(shared.made_strict(late) if strict else late)]
    return sorted(found, key=lambda fault: (fault.file, fault.line))


def _kept(folder: Path) -> list[Fault]:
    """What is wrong with the plan and the draws that are kept in the folder, if there are any."""
    from fmkwave import drawsfile, planfile

    found: list[Fault] = []
    readers: tuple[tuple[str, Callable[[Path], object]], ...] = (
        (planfile.NAME, planfile.read_plan),
        (drawsfile.NAME, drawsfile.read_draws),
    )
    for name, read in readers:
        try:
            # A broken link is a file that someone meant to be there.
            if os.path.lexists(folder / name):
                read(folder / name)
        except InputError as error:
            found += error.faults
    return found


def _committed(folder: Path, inputs: Inputs) -> Placement | None:
    """The committed plan, if it places all of these municipalities in these waves.

    Whatever is wrong with it is told beside.
    """
    from fmkwave import planfile

    try:
        plan = planfile.read_plan(folder / planfile.NAME)
    except InputError:
        return None
    same_waves = plan.quarters == inputs.programme.quarters
    same_places = plan.placement.keys() == inputs.municipalities.keys()
    return plan.placement if same_waves and same_places else None
