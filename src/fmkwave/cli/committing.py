"""Which plan a command shows, and what it says of plan.yaml where that is another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmkwave.errors import InputError, NoPlanError, StoppedError, UsageError
from fmkwave.parts import PLAN
from fmkwave.texts import Message, message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fmkwave.cli.session import Session
    from fmkwave.explanation import Explanation
    from fmkwave.model import CommittedPlan, Inputs, Placement, Plan
    from fmkwave.moves import Shift


def headed(run: Session, made: Plan, shift: Shift | None = None) -> Plan:
    """A plan that says at its head who stands elsewhere in plan.yaml, if anybody does.

    Under a what-if it is another one on purpose, and its notice says so. Then it is told how the
    plan without the what-if stands to plan.yaml, where the shift tells what that plan is.

    Args:
        run: What was asked.
        made: The best plan of that.
        shift: What the what-if does to it, if that is known.
    """
    what_if = run.asked is not run.base
    if what_if and shift is None:
        return made
    before = {move.code: move.before for move in shift.moves} if shift else {}
    placement = {**made.placement, **{c: wave for c, wave in before.items() if wave is not None}}
    changed = made.placement if what_if else None
    head = head_of(run.folder, run.base, placement, changed)
    return made if head is None else made.model_copy(update={"notices": (head, *made.notices)})


def head_of(
    folder: Path, inputs: Inputs, placement: Placement, changed: Placement | None = None
) -> Message | None:
    """What is said at the head of a plan that is not the one of the folder's plan.yaml.

    Args:
        folder: The folder.
        inputs: What the plan is of.
        placement: Who stands where in it.
        changed: Who stands where in the plan that is shown, if that is one under a what-if.
    """
    from fmkwave.standing import Standing, lead, not_committed, standing

    written = _written(folder, inputs)
    if written is None:
        return None
    if isinstance(written, Message):
        return not_committed(Standing(trouble=written))
    found = standing(inputs, written, placement)
    above = 0 if found.same else lead(inputs, written, placement)
    shown = None if changed is None else standing(inputs, written, changed)
    return not_committed(found, shown, above=above)


def committed(run: Session, wanted: bool | None, *, default: bool = False) -> CommittedPlan | None:
    """The plan of plan.yaml where it is to be shown in place of the best one; else None.

    Args:
        run: What was asked.
        wanted: What ``--committed`` or ``--best`` asks for; None if neither was given.
        default: Whether it is shown without being asked for, where it can be.

    Raises:
        InputError: if it was asked for and cannot be read.
        UsageError: if it was asked for, and is not there or cannot be shown.
    """
    from fmkwave import planfile
    from fmkwave.departures import recoded
    from fmkwave.standing import unplaced

    if wanted is False or (wanted is None and not default):
        return None
    if wanted is None:
        written = None if run.is_what_if else _written(run.folder, run.inputs)
        if written is None or isinstance(written, Message):
            return None
        return None if unplaced(run.inputs, written) else written
    if run.is_what_if:
        raise UsageError(
            message(
                "--committed shows {file} under what the files say: it takes no what-if.", file=PLAN
            )
        )

    path = run.folder / PLAN
    if not path.exists():
        raise UsageError(
            message(
                "There is no committed plan: {path} is missing; `{command}` writes it.",
                path=path,
                command=run.command("plan", "--write"),
            )
        )
    found = recoded(run.inputs, planfile.read_plan(path))
    trouble = unplaced(run.inputs, found)
    if trouble is not None:
        raise UsageError(message("The committed plan cannot be shown: {trouble}.", trouble=trouble))
    return found


def shown(
    run: Session, wanted: bool | None, best: Callable[[], Plan], *, default: bool = False
) -> Plan:
    """The plan that a command shows: the best one, or the committed one in its place.

    Args:
        run: What was asked.
        wanted: What ``--committed`` or ``--best`` asks for; None if neither was given.
        best: Makes the best plan.
        default: Whether the committed plan is shown without being asked for, where it can be.

    Raises:
        NoPlanError: if there is no best plan, and the committed one is not to be shown.
    """
    from fmkwave.committed import committed_plan

    written = committed(run, wanted, default=default)
    if written is None:
        return headed(run, best())
    try:
        made: Plan | None = best()
    except (NoPlanError, StoppedError):
        made = None
    return committed_plan(run.inputs, written, made)


def planned(run: Session, wanted: bool | None) -> tuple[Plan, Shift | None, CommittedPlan | None]:
    """The best plan, what a what-if does to it, and the committed plan if that is to be shown.

    Raises:
        StoppedError: if it was stopped before the best plan was proven.
    """
    written = committed(run, wanted)
    made = run.best_plan()
    shift = run.shift(made)
    return (made if written else headed(run, made, shift)), shift, written


def in_place(
    run: Session, written: CommittedPlan | None, best: Plan, told: Sequence[Explanation]
) -> tuple[Plan, list[Explanation]]:
    """The committed plan in place of the best one, which the explanations are of, if it is asked.

    Each explanation then tells the wave that the committed plan has, and what that costs.
    """
    from fmkwave.committed import committed_plan

    if written is None:
        return best, [*told]
    plan = committed_plan(run.inputs, written, best)
    update = {"notices": plan.notices}
    return plan, [
        one.with_committed(plan.placement[one.code]).model_copy(update=update) for one in told
    ]


def _written(folder: Path, inputs: Inputs) -> CommittedPlan | Message | None:
    """The plan of plan.yaml; what is wrong with it; None if there is none."""
    from fmkwave import planfile
    from fmkwave.departures import recoded

    path = folder / PLAN
    if not path.exists():
        return None
    try:
        return recoded(inputs, planfile.read_plan(path))
    except InputError as error:
        return Message.of(error.faults[0].told)
