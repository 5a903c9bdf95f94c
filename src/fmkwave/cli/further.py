"""What `plan` looks into once the plan is made; stopped meanwhile, it says what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from fmkwave import console
from fmkwave.cli import committing, shared
from fmkwave.console import say
from fmkwave.errors import StoppedError
from fmkwave.language import _
from fmkwave.render import planning
from fmkwave.texts import Message, message

if TYPE_CHECKING:
    from fmkwave.cli.session import Session
    from fmkwave.losses import Near
    from fmkwave.model import Plan
    from fmkwave.moves import Shift
    from fmkwave.replanning import Replanning

T = TypeVar("T")


def look_further(
    run: Session, made: Plan, *, losses: bool, within: int | None
) -> tuple[Plan, planning.Beyond]:
    """The plan with what is known beyond it, and what of that is shown.

    Args:
        run: What was asked.
        made: The plan.
        losses: Whether losses were asked for.
        within: The most that placements may cost which were asked for, in thousandths of a point.
    """
    steps = _Steps(run, made)
    shift = steps.shift()
    if losses or within is not None:
        steps.find_losses()
    else:
        steps.find_ties()
    kept = steps.replanning()
    made = steps.with_remarks()
    shown = planning.Beyond(losses and made.losses is not None, _near(run, made, within))
    return made, shown._replace(shift=shift, replanning=kept)


def beyond_committed(
    run: Session, best: Callable[[], Plan], *, losses: bool, within: int | None
) -> tuple[Plan, planning.Beyond]:
    """The committed plan in place of the best one, and what is shown of it beyond the waves.

    Args:
        run: What was asked.
        best: Makes the best plan.
        losses: Whether losses were asked for.
        within: As for `look_further`.
    """
    from fmkwave.losses import near

    def with_losses() -> Plan:
        made = best()
        wanted = losses or within is not None
        return shared.with_losses(run.asked, made, run.engine) if wanted else made

    made = committing.shown(run, wanted=True, best=with_losses)
    if made.losses is None:
        return made, planning.Beyond()
    found = None if within is None else (within, near(run.asked, made, within))
    return made, planning.Beyond(losses, found)


class _Steps:
    """The steps, each of which leaves a remark where it was stopped."""

    def __init__(self, run: Session, made: Plan) -> None:
        self._run = run
        self._made = made
        self._remarks: list[Message] = []

    def with_remarks(self) -> Plan:
        """The plan with what is known of it, and with what is missing."""
        remarks = (*self._made.remarks, *self._remarks)
        return self._made.model_copy(update={"remarks": remarks})

    def shift(self) -> Shift | None:
        """What a what-if does to the best plan."""
        return self._unless_stopped(
            lambda: self._run.shift(self._made),
            message("Stopped before it was known what the change does."),
        )

    def find_losses(self) -> None:
        """Find what every other placement would cost."""
        run = self._run
        found = self._unless_stopped(
            lambda: shared.with_losses(run.asked, self._made, run.engine),
            message("Stopped before it was known what each other wave would cost."),
        )
        self._made = found or self._made

    def find_ties(self) -> None:
        """Find who could stand elsewhere at no loss, where that takes no more than two sweeps."""
        made = self._made
        if made.unique is not False or made.proof != "optimal":
            return
        command = f"`{self._run.command('plan', '--near', '0')}`"
        if made.engine != "sweep":
            say(_who_is_tied(command))
            return
        text = message(
            "Stopped before it was known who could stand elsewhere at no loss; {command} tells.",
            command=command,
        )
        found = self._unless_stopped(lambda: [self._swept(made)], text)
        if found == [None]:
            say(_who_is_tied(command))
        elif found:
            self._made = found[0] or made

    def _swept(self, made: Plan) -> Plan | None:
        from fmkwave.losses import with_swept_losses

        with console.watching() as control:
            return with_swept_losses(self._run.asked, made, control)

    def replanning(self) -> Replanning | None:
        """What the plan keeps of the one announced, if that counts."""
        inputs = self._run.asked
        if not inputs.announced or not (inputs.programme.frozen or inputs.programme.stability):
            return None
        return self._unless_stopped(
            self._held_against_announced,
            message("Stopped before it was known what the plan keeps of the one announced."),
        )

    def _held_against_announced(self) -> Replanning:
        from fmkwave.replanning import replanning

        shared.require_best(self._made)
        with console.watching() as control:
            return replanning(self._run.asked, self._made, engine=self._run.engine, control=control)

    def _unless_stopped(self, step: Callable[[], T], missing: Message) -> T | None:
        try:
            return step()
        except StoppedError:
            self._remarks.append(missing)
            return None


def _who_is_tied(command: str) -> str:
    return _(
        "{command} tells who could stand elsewhere at no loss, which takes longer.",
        command=command,
    )


def _near(run: Session, made: Plan, within: int | None) -> tuple[int, Sequence[Near]] | None:
    """Who could stand elsewhere for what was asked; where others are worth as much, at no loss."""
    from fmkwave.losses import near

    if made.losses is None or (within is None and made.unique is not False):
        return None
    most = within or 0
    return most, near(run.asked, made, most)
