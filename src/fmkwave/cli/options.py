"""The options that several commands take."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer

from fmkwave import commands, language
from fmkwave.cli import completion
from fmkwave.language import _

ENGINE = typer.Option(help="Who solves it; what is proven is the same.")


def _speak(ctx: typer.Context, param: typer.CallbackParam, chosen: str | None) -> None:
    language.use(chosen or language.of_locale())
    # What the environment says holds for the next command as well.
    source = ctx.get_parameter_source(param.name or "")
    asked = source is not None and source.name == "COMMANDLINE"
    commands.repeat(commands.Options(language=chosen if asked else None))


FORM = typer.Option("--format", help="Form of the result; else as FILE's suffix says, or table.")

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Folder with the input files; else FMKWAVE_DATA, this folder, or ./data.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write the result to FILE, in one step."),
]
OutputOrFolder = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="Write the result to a file, or to a folder a file for each municipality.",
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="MUNICIPALITY...",
        help="Municipalities, each by name or code.",
        autocompletion=completion.municipality,
    ),
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


def _seconds(value: float | None) -> float | None:
    # The least that an option takes does not keep this one out with every version of typer.
    if value is not None and math.isnan(value):
        raise typer.BadParameter(_("nan is no number of seconds"))
    return value


TimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        min=0,
        metavar="SECONDS",
        callback=_seconds,
        help="Stop then, with the best plan so far.",
    ),
]

Committed = Annotated[
    bool | None,
    typer.Option(
        "--committed/--best",
        show_default=False,
        help="The plan of plan.yaml, or the best one; if neither is given, the best.",
    ),
]
CommittedFirst = Annotated[
    bool | None,
    typer.Option(
        "--committed/--best",
        show_default=False,
        help="The plan of plan.yaml, or the best one; if neither is given, that of plan.yaml.",
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
