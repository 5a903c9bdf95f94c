"""The group of all commands: what typer does between a command line and a command, but safely."""

from __future__ import annotations

import io
import sys
from collections.abc import MutableMapping, Sequence
from functools import partial
from typing import Any

from typer.core import TyperGroup

from fmkwave import console
from fmkwave.cli import shells


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
