"""All files of a new folder, the schemas among them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fmkwave.inputs import load_inputs
from fmkwave.parts import SCHEMAS
from fmkwave.starter.content import Content
from fmkwave.starter.schemas import schema_texts
from fmkwave.starter.texts import folder_texts
from fmkwave.starter.write import write_folder


def new_folder(content: Content) -> dict[str, str]:
    """The text of each file of a new folder, by its path inside it; the folder is valid.

    Raises:
        InputError: if the files do not fit together, as when a name cannot be one.
    """
    files = folder_texts(content)
    with tempfile.TemporaryDirectory() as temporary:
        draft = Path(temporary) / "draft"
        write_folder(draft, files)
        inputs = load_inputs(draft)
    return files | {f"{SCHEMAS}/{name}": text for name, text in schema_texts(inputs).items()}
