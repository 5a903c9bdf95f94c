"""Writing plan.yaml, or saying what writing it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmkwave import console
from fmkwave.console import say
from fmkwave.errors import InputError, UsageError
from fmkwave.language import _, said
from fmkwave.texts import message

if TYPE_CHECKING:
    from pathlib import Path

    from fmkwave.model import Inputs, Plan


def write_plan(folder: Path, inputs: Inputs, made: Plan, *, dry_run: bool) -> None:
    """Write the plan to the folder's plan.yaml; who moves against the former one is said first.

    Args:
        folder: The folder.
        inputs: What its files say.
        made: The plan made from them.
        dry_run: Whether to say all that, and write nothing.
    """
    from fmkwave import planfile

    path, text = folder / planfile.NAME, planfile.dumps(inputs, made)
    if _is_unchanged(path, text):
        say(_("Nothing changed: {path} holds this very plan.", path=path))
        return
    say(_against_former(path, inputs, made))
    _require_no_worse(path, inputs, made)
    if dry_run:
        say(_("Not written: {path}", path=path))
    else:
        console.save(path, text)


def _is_unchanged(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False


def _require_no_worse(path: Path, inputs: Inputs, made: Plan) -> None:
    """Refuse a plan of a run that was stopped where the file holds one that is worth more."""
    from fmkwave import planfile
    from fmkwave.points import shown
    from fmkwave.standing import lead

    if made.proof == "optimal" or not path.exists():
        return
    try:
        above = lead(inputs, planfile.read_plan(path), made.placement)
    except InputError:
        return
    if above:
        raise UsageError(
            message(
                "Not written: planning was stopped, and the plan in {path} is worth {points} "
                "points more.",
                path=path,
                points=shown(above),
            )
        )


def _against_former(path: Path, inputs: Inputs, made: Plan) -> str:
    """Who moves against the plan that the file holds."""
    from fmkwave import planfile
    from fmkwave.points import shown
    from fmkwave.standing import from_to, standing

    if not path.exists():
        return _("The first plan: there is no {file} yet.", file=path.name)
    try:
        former = planfile.read_plan(path)
        found = standing(inputs, former, made.placement)
    except InputError as error:
        reason = said(error.faults[0].told)
        return _("Who moves against the former plan is not known: {reason}", reason=reason)
    if found.trouble is not None:
        reason = said(found.trouble)
        return _("Who moves against the former plan is not known: {reason}", reason=reason)
    if found.same and former.total == made.total:
        return _("Nobody moves against the former {file}.", file=path.name)
    if found.same:
        return _(
            "Nobody moves against the former {file}; total {before} → {after}.",
            file=path.name,
            before=shown(former.total),
            after=shown(made.total),
        )
    return _("Who moves against the former {file}: {who}.", file=path.name, who=from_to(found))
