"""What a run of a command was asked, and what follows of it: its folder, inputs and plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fmkwave import commands
from fmkwave.cli import shared
from fmkwave.commands import Options
from fmkwave.optimise import Engine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fmkwave.folder import Found
    from fmkwave.model import Inputs, Plan
    from fmkwave.moves import Shift


@dataclass(frozen=True, slots=True)
class Session:
    """One run: what was asked, each step of the inputs, and what a plan of them is.

    Attributes:
        folder: The folder that was read.
        options: What was asked, as a command for the reader repeats it.
        inputs: What the files say.
        base: The inputs under ``--freeze`` and ``--stability``; ``inputs`` itself without them.
        asked: ``base`` under ``--set``, ``--pin`` and ``--forbid``; itself without them.
        engine: Who plans.
    """

    folder: Path
    options: Options
    inputs: Inputs
    base: Inputs
    asked: Inputs
    engine: Engine = "auto"

    @property
    def is_what_if(self) -> bool:
        """Whether the plan is of anything but what the files say."""
        return self.asked is not self.inputs

    def plan(self) -> Plan:
        """The best plan of what was asked, or as good as it got until it was stopped."""
        return shared.make_plan(self.asked, self.engine)

    def best_plan(self) -> Plan:
        """The best plan of what was asked.

        Raises:
            StoppedError: if it was stopped before that was proven.
        """
        made = self.plan()
        shared.require_best(made)
        return made

    def shift(self, made: Plan) -> Shift | None:
        """What the what-if does to the best plan; None when there is none."""
        return shared.shift(self.base, self.asked, made, self.engine)

    def command(self, name: str, *words: str) -> str:
        """A command for the reader, under the same options: see `fmkwave.commands.command`."""
        return self.options.command(name, *words)


def opened(
    folder: Found,
    settings: Sequence[str] | None = None,
    pins: Sequence[str] | None = None,
    forbids: Sequence[str] | None = None,
    *,
    freeze: Sequence[str] | None = None,
    stability: str | None = None,
    engine: Engine = "auto",
) -> Session:
    """Read the folder and apply what was asked; commands for the reader then repeat it.

    Raises:
        InputError: if any file has a fault; it carries every fault of every file.
        UsageError: if what was asked makes no sense; it has a line for each fault.
    """
    given = replace(
        commands.options(),
        settings=tuple(settings or ()),
        pins=tuple(pins or ()),
        forbids=tuple(forbids or ()),
        freeze=tuple(freeze or ()),
        stability=stability,
    )
    commands.repeat(given)
    inputs = shared.load(folder, freeze, stability)
    base = shared.replanned(inputs, freeze, stability)
    asked = shared.what_if(base, settings, pins, forbids)
    if settings:
        # Spelt alike, so that a command that sets the same fact otherwise does not set it twice.
        given = replace(given, settings=_as_labelled(base, settings))
        commands.repeat(given)
    return Session(folder.path, given, inputs, base, asked, engine)


def _as_labelled(inputs: Inputs, settings: Sequence[str]) -> tuple[str, ...]:
    from fmkwave.whatif import labelled

    return tuple(labelled(inputs, text) for text in settings)
