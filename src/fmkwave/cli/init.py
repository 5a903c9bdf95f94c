"""`fmkwave init`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fmkwave import commands, console
from fmkwave.cli.options import Lang
from fmkwave.console import YES, guarded, say
from fmkwave.errors import InputError, UsageError
from fmkwave.language import _, _n, said
from fmkwave.texts import message
from fmkwave.truepath import followed

if TYPE_CHECKING:
    from fmkwave.starter import Content

_PROPERTY = "Property that holds the {}; with --from-outlines."


def _property(name: str, what: str) -> object:
    return typer.Option(f"--{name}-property", metavar="NAME", help=_PROPERTY.format(what))


@guarded
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to make; it is new or empty.")
    ],
    *,
    blank: Annotated[
        bool, typer.Option("--blank", help="Leave the questionnaire's answers empty.")
    ] = False,
    name: Annotated[
        str | None, typer.Option("--name", metavar="TEXT", help="What the roll-out is called.")
    ] = None,
    outlines: Annotated[
        Path | None,
        typer.Option(
            "--from-outlines",
            metavar="FILE",
            help="Take municipalities and land links from outlines in GeoJSON.",
        ),
    ] = None,
    code: Annotated[str | None, _property("code", "codes")] = None,
    names: Annotated[str | None, _property("name", "names")] = None,
    region: Annotated[str | None, _property("region", "regions")] = None,
    population: Annotated[str | None, _property("population", "populations")] = None,
    tolerance: Annotated[
        float | None,
        typer.Option(
            min=0.01,
            max=1000,
            metavar="METRES",
            help="How far apart two outlines may draw their common border: 1 unless given; with "
            "--from-outlines.",
        ),
    ] = None,
    _lang: Lang = None,
) -> int:
    """Write a commented folder for a new roll-out.

    An invented example that plans at once, or the municipalities that a file of outlines shows.
    """
    from rich.text import Text

    from fmkwave.inputs.wording import visible
    from fmkwave.starter import example, require_free, write_folder

    given = {"code": code, "name": names, "region": region, "population": population}
    properties = {what: found for what, found in given.items() if found is not None}
    require_free(folder)
    if outlines is not None:
        content = _from_outlines(
            outlines, properties, visible(name or followed(folder).name), tolerance
        )
    elif properties or tolerance is not None:
        options = [f"--{what}-property" for what in properties]
        raise UsageError(
            message(
                "A file of outlines is needed for {option}: name it with {other}.",
                option=", ".join(options if tolerance is None else [*options, "--tolerance"]),
                other="--from-outlines",
            )
        )
    else:
        content = example(visible(name or ""))
    files = _files(content.without_answers() if blank else content)
    write_folder(folder, files)
    say(
        _n(
            "Written: {number} file in {path}",
            "Written: {number} files in {path}",
            len(files),
            path=folder,
        )
    )
    console.emit(Text(_next_steps(folder, content)), None)
    return YES


def _from_outlines(
    path: Path, properties: dict[str, str], name: str, tolerance: float | None
) -> Content:
    from fmkwave.outlines.units import read_units
    from fmkwave.starter import outlined

    units = read_units(path, properties)
    found = outlined(units, name, tolerance)
    say(*(said(fault.told) for fault in units.warnings), *map(said, found.notes))
    return found.content


def _files(content: Content) -> dict[str, str]:
    from fmkwave.starter import new_folder

    try:
        return new_folder(content)
    except InputError:
        say(_("No folder is written, as its files would have faults:"))
        raise


def _next_steps(folder: Path, content: Content) -> str:
    """What was made, and the commands to go on with."""
    made = _n(
        "A roll-out to {number} municipality, to be changed in any editor. What to do next:",
        "A roll-out to {number} municipalities, to be changed in any editor. What to do next:",
        len(content.places),
    )
    options = replace(commands.options(), data=str(folder))
    following = (
        options.command("validate"),
        options.command("plan", "--write"),
        options.command("explain", content.places[0].name),
    )
    return "\n".join((made, "", *(f"  {command}" for command in following), ""))
