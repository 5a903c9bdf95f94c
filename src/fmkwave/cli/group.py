"""The group of all commands: what typer does between a command line and a command, but safely."""

from __future__ import annotations

import io
import sys
from collections.abc import MutableMapping, Sequence
from functools import partial
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from fmkwave import console
from fmkwave.cli import shells
from fmkwave.language import _


class Command(TyperCommand):
    """A command whose options and arguments, where they are given, are never empty."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as typer has it
        """Parse what is given.

        Raises:
            typer.Exit: if a value is empty, as when a variable of a script was not set.
        """
        given = list(args)
        rest = super().parse_args(ctx, args)
        for before, value in zip(["", *given], given, strict=False):
            name, equals, after = value.partition("=")
            if value.startswith("--") and equals and not after.strip():
                _refuse(name)
            elif not value.strip():
                _refuse(before)
        return rest


def _refuse(before: str) -> NoReturn:
    """Refuse an empty value, by the option before it if there is one."""
    if before.startswith("-"):
        console.say(_("{option} is given no value; leave it out, or say one", option=before))
    else:
        console.say(_("an argument is empty; leave it out, or say one"))
    raise typer.Exit(console.COULD_NOT)


def _say_how_to_name(error: Exception) -> None:
    """After an unknown option, how a name that begins with a hyphen is given."""
    context = getattr(error, "ctx", None)
    if context is None or getattr(error, "possibilities", ["unknown"]):
        return
    if any(one.param_type_name == "argument" for one in context.command.params):
        name = getattr(error, "option_name", "")
        given = f"`{context.command_path} -- {name}`"
        console.say(_("If {name} is a name and no option: {given}", name=name, given=given))


class Commands(TyperGroup):
    """The commands, as shells and people ask for them."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401 - as typer has it
    ) -> Any:  # noqa: ANN401
        """Run a command; what is wrong with the command line is told like any other fault."""
        run = partial(super().main, args, prog_name, complete_var, False, windows_expand_args)
        if not standalone_mode:
            return run(**extra)
        try:
            code = run(**extra)
        except Exception as error:
            # Typer's own, whose class has no public name in all of its versions.
            show = getattr(error, "show", None)
            if show is None:
                raise
            told = io.StringIO()
            show(file=told)
            console.say(told.getvalue().rstrip("\n"))
            _say_how_to_name(error)
            code = getattr(error, "exit_code", console.COULD_NOT)
        sys.exit(code)

    def _main_shell_completion(
        self,
        ctx_args: MutableMapping[str, Any],
        prog_name: str,
        complete_var: str | None = None,
    ) -> None:
        """Answer a shell that asks what may be typed next; whatever else it wants, typer does."""
        variable = complete_var or f"_{prog_name}_COMPLETE".replace("-", "_").upper()
        if shells.answer(self, dict(ctx_args), prog_name, variable):
            sys.exit(0)
        super()._main_shell_completion(ctx_args, prog_name, complete_var)
