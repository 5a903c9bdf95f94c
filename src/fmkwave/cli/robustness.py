"""`fmkwave robustness`."""

from __future__ import annotations

import os
from contextlib import nullcontext
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fmkwave import console
from fmkwave.cli import committing, shared
from fmkwave.cli.options import ENGINE, FORM, Data, Lang, Output
from fmkwave.console import COULD_NOT, YES, guarded, say
from fmkwave.language import _, _n, amount
from fmkwave.optimise import Engine
from fmkwave.render import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fmkwave.drawsfile import Header
    from fmkwave.model.robustness import Draw, Robustness, Sampling

_MOST_DRAWS = 100_000
"""Far more than say anything new; all draws of a run are held in memory."""

Form = Literal["table", "json", "csv", "markdown", "svg", "xlsx"]


@guarded
def robustness(
    *,
    data: Data = None,
    draws: Annotated[
        int,
        typer.Option(min=1, max=_MOST_DRAWS, metavar="N", help="How many times weights are drawn."),
    ] = 1000,
    seed: Annotated[
        int, typer.Option(metavar="N", help="Another seed, other draws; the same, the same.")
    ] = 1,
    within: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            max=100,
            metavar="PERCENT",
            help="Draw each weight so far around its own; else all that keep their order.",
        ),
    ] = None,
    errors: Annotated[
        float,
        typer.Option(
            min=0, max=100, metavar="PERCENT", help="Also take so many of the answers to be wrong."
        ),
    ] = 0,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Processes that plan; else one for each core."),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Plan on the Dask cluster of this scheduler."),
    ] = None,
    engine: Annotated[Engine, ENGINE] = "auto",
    write: Annotated[
        bool, typer.Option("--write", help="Keep the draws in robustness.jsonl in the folder.")
    ] = False,
    form: Annotated[Form | None, FORM] = None,
    output: Output = None,
    _lang: Lang = None,
) -> int:
    """Tell how far the plan depends on the weights.

    Weights are drawn at random, and each draw is planned anew: how often each municipality takes
    each wave, and which weight matters most. What --write keeps, a later run goes on from.
    """
    from fmkwave import drawsfile
    from fmkwave.robustness import Case, robustness
    from fmkwave.robustness.workers import enough, workers

    shape = shared.shape(form, output, Form)
    folder = shared.own_folder(data) if write else shared.folder(data)
    inputs = shared.load(folder)
    made = shared.make_plan(inputs, engine)
    shared.require_best(made)
    case = Case(inputs, made.placement, _sampling(seed, within, errors), engine)
    path, header = folder.path / drawsfile.NAME, drawsfile.header(case)
    known = _known(path, header, write=write)
    missing = draws - sum(draw.number < draws for draw in known)
    _say_how_many(missing, len(known))
    jobs = enough(jobs or os.cpu_count() or 1, missing)
    with (
        workers(jobs, scheduler if missing else None) as hands,
        # Within, so that a scheduler that is not there costs no draws of other inputs.
        drawsfile.keeping(path, header, known) if write else nullcontext(_nowhere) as keep,
        console.watching() as control,
    ):
        found = robustness(case, draws, workers=hands, control=control, known=known, keep=keep)
    if found.draws < draws:
        say(_stopped(found))
    head = committing.head_of(folder.path, inputs, made.placement)
    if head is not None:
        found = found.model_copy(update={"notices": (head, *found.notices)})
    shared.say_notices(found.notices, shape, output)
    console.emit(forms.robustness(shape, inputs, found, console.width()), output)
    if write:
        say(_("Written: {path}", path=path))
    return YES if found.draws == draws else COULD_NOT


def _sampling(seed: int, within: float | None, errors: float) -> Sampling:
    from fmkwave.model.robustness import Sampling

    share = None if within is None else _share(within)
    return Sampling(seed=seed, within=share, error_rate=_share(errors))


def _share(percent: float) -> Decimal:
    """A percentage as a share, without the zeros that it was typed with."""
    share = (Decimal(str(percent)) / 100).normalize()
    return Decimal(f"{share:f}")


def _known(path: Path, header: Header, *, write: bool) -> tuple[Draw, ...]:
    """The draws that are kept already, if they are of the same inputs and sampling."""
    from fmkwave import drawsfile

    kept = drawsfile.read_draws(path)
    if kept is None:
        return ()
    if kept.header == header:
        return kept.draws
    if write:
        say(
            _(
                "{path} holds draws of other inputs, or drawn otherwise, and will be begun anew.",
                path=path,
            )
        )
    return ()


def _say_how_many(missing: int, known: int) -> None:
    if known:
        say(
            _n(
                "{amount} draw is kept from before.",
                "{amount} draws are kept from before.",
                known,
                amount=amount(known),
            )
        )
    if missing:
        text = _n(
            "Planning {amount} draw.", "Planning {amount} draws.", missing, amount=amount(missing)
        )
        say(text)


def _stopped(found: Robustness) -> str:
    return _(
        "Stopped after {made} of {asked} draws.",
        made=amount(found.draws),
        asked=amount(found.asked),
    )


def _nowhere(_draws: Sequence[Draw]) -> None:
    """Keep nothing."""
