"""The command line: parses, calls, and hands over what comes back.

Nothing heavy is imported up here, so that `--help` and completion answer at once.
"""

from __future__ import annotations

from typing import Annotated

import typer

from fmkwave import __version__, console
from fmkwave.cli import map as maps
from fmkwave.cli.check import check
from fmkwave.cli.checklist import checklist
from fmkwave.cli.compare import compare
from fmkwave.cli.explain import explain
from fmkwave.cli.group import Command, Commands
from fmkwave.cli.init import init
from fmkwave.cli.plan import plan
from fmkwave.cli.report import report
from fmkwave.cli.robustness import robustness
from fmkwave.cli.schema import schema
from fmkwave.cli.score import score
from fmkwave.cli.timeline import timeline
from fmkwave.cli.validate import validate

app = typer.Typer(
    name="fmkwave",
    cls=Commands,
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
    console.run(app)


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


# In the order in which an analyst needs them, which is the order of the help.
for _command, _codes in (
    (init, "0 done, 2 could not (nothing is written)"),
    (validate, "0 no faults (warnings are none), 2 faults or unreadable"),
    (score, "0 done, 2 could not run"),
    (plan, "0 done, 1 no plan exists (says which limits clash), 2 could not"),
    (explain, "0 done, 1 no plan exists (says which limits clash), 2 could not"),
    (checklist, "0 done, 1 no plan exists (says which limits clash), 2 could not"),
    (maps.map, "0 done, 1 no plan exists (says which limits clash), 2 could not"),
    (timeline, "0 done, 1 no plan exists (says which limits clash), 2 could not"),
    (robustness, "0 done, 1 no plan exists (says which limits clash), 2 could not"),
    (report, "0 done, 1 no plan exists (says which limits clash), 2 could not"),
    (compare, "0 identical, 1 different, 2 could not"),
    (check, "0 identical, 1 the plan differs or breaks a rule, 2 could not"),
    (schema, "0 done, 2 could not"),
):
    app.command(cls=Command, epilog=f"Exit codes: {_codes}.")(_command)
