"""`fmkwave validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fmkwave import console
from fmkwave.cli import shared
from fmkwave.cli.shared import Data, Lang, Output
from fmkwave.console import COULD_NOT, YES, guarded
from fmkwave.errors import InputError
from fmkwave.render import forms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fmkwave.errors import Fault

Form = Literal["table", "json", "github"]


@guarded
def validate(
    *,
    data: Data = None,
    form: Annotated[Form | None, shared.FORM] = None,
    output: Output = None,
    _lang: Lang = None,
) -> int:
    """Print the faults and warnings of the inputs.

    One line each, as file:line: message, all files in one run.
    """
    from fmkwave import planfile
    from fmkwave.render.paths import Files

    shape = shared.shape(form, output, Form)
    folder = shared.folder(data)
    found = _faults(folder)
    console.emit(forms.faults(shape, found, Files(folder, folder / planfile.NAME)), output)
    return YES if all(fault.warning for fault in found) else COULD_NOT


def _faults(folder: Path) -> Sequence[Fault]:
    from fmkwave.inputs import load_inputs

    try:
        return load_inputs(folder).warnings
    except InputError as error:
        return error.faults
