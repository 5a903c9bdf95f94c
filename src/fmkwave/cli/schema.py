"""`fmkwave schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fmkwave import console
from fmkwave.cli import shared
from fmkwave.cli.options import Lang
from fmkwave.console import YES, guarded
from fmkwave.errors import UsageError
from fmkwave.texts import message


@guarded
def schema(
    *,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="DIR", help="Propose the names of this folder, too."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="Write each file's schema into DIR."),
    ] = None,
    _lang: Lang = None,
) -> int:
    """Print JSON Schemas of all files, by which editors complete and check them.

    One object that holds each file's schema by its name; with -o, a file for each.
    """
    if output is not None and output.suffix:
        text = message("{path} names a file; name a folder to write files in.", path=output)
        raise UsageError(text)
    from fmkwave.starter.schemas import dumps, schema_texts, schemas

    inputs = None if data is None else shared.load(shared.folder(data))
    if output is None:
        console.emit(dumps(schemas(inputs)), None)
    else:
        console.save_each(output, schema_texts(inputs))
    return YES
