"""The method and the sources in words, as docs/method.md has them, short enough to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fmkwave.language import _, number, points
from fmkwave.render import background
from fmkwave.render.pages import Bullets, Grid, Section

if TYPE_CHECKING:
    from fmkwave.model import Inputs


def method(inputs: Inputs) -> tuple[Section, ...]:
    """The chapter on the method: what is maximised, the weights, what is proven and what is not."""
    return (_objective(inputs), _weights(inputs), _optimum(), _limits_of_it())


def sources(inputs: Inputs) -> Grid:
    """Every input file with where its content comes from."""
    headings = (_("File"), _("Basis"), _("Source"))
    return Grid(headings, list(background.sources(inputs)))


def _objective(inputs: Inputs) -> Section:
    parts = [
        _(
            "Readiness is the sum of what a municipality's answers earn: the weight of each "
            "question times what the answer counts. Priority adds the uptake by others: the weight "
            "of each times its share."
        ),
        _(
            "A municipality's own points in a wave are its priority for each period by which the "
            "wave lies before the last one, less what is lost for each period between the wave "
            "and its wish. So whoever stands in the last wave has none, or less than none where it "
            "wished for another; that says nothing against it."
        ),
        _(
            "A link between two neighbours earns its points where both stand in one wave. The "
            "total of a plan is the sum of all own points and of the links that it keeps."
        ),
        _(
            "Rules are never traded for points: how many a wave takes, when a vendor's release "
            "comes and how many it can carry in a period, what a vendor has agreed on with a "
            "municipality, and what has begun already."
        ),
    ]
    if inputs.programme.stability:
        parts.append(
            _(
                "Beside its total, a plan earns {points} points for each municipality that keeps "
                "the wave announced before. They are not in the total, but decide with it: what "
                "is said here of worth, of optimal and of costs counts them too.",
                points=points(inputs.programme.stability),
            )
        )
    return Section(_("What is added up"), parts)


def _weights(inputs: Inputs) -> Section:
    weights = Grid(
        headings=(_("Weight"), _("Points"), _("Reason")),
        rows=[(one.label, points(one.weight), one.reason) for one in background.weights(inputs)],
        right=frozenset({1}),
    )
    answers = Grid(
        headings=(_("Answer"), _("Counts"), _("Reason")),
        rows=[(one.label, number(one.credit), one.reason) for one in background.answers(inputs)],
        right=frozenset({1}),
    )
    return Section(_("The weights and their reasons"), [weights, answers])


def _optimum() -> Section:
    parts = [
        _(
            "The plan is the one with the highest total that breaks no rule. Optimal means that "
            "this is proven: no plan is worth more under these inputs and weights. It is computed "
            "in whole thousandths of a point, and recomputed by code that knows nothing of how "
            "it was found."
        ),
        _(
            "Among plans of equal worth the one that reaches more citizens earlier wins, and after "
            "that the one that puts the lowest code first. So there is exactly one plan."
        ),
        _(
            "What another wave costs a municipality is how much less the best plan with it there "
            "is worth, everything else free to change. Every change that is said to move a "
            "municipality was tried by planning anew."
        ),
    ]
    return Section(_("What optimal means"), parts)


def _limits_of_it() -> Section:
    return Section(_("What the numbers do not say"), [Bullets(list(_not_said()))])


def _not_said() -> Iterator[str]:
    yield _(
        "Whether the weights are right. A cost is exact under these weights; what a period's wait "
        "or a kept link ought to be worth is a judgement."
    )
    yield _(
        "What two moves cost together. Each cost is the price of one choice alone; they do not "
        "add up."
    )
    yield _(
        "Who has a right to be moved. A small cost says that an almost equally good plan exists, "
        "and nothing about who should give way."
    )
    yield _("What to answer. Where one answer would move it, all others are as they were.")
    yield _("How good a municipality is. Points compare plans and measure no quality.")
    yield _(
        "Anything about real municipalities where inputs are reconstructed: they show how the "
        "rules work, and not why somebody was placed where they were."
    )
