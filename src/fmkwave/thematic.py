"""What a map shows: each municipality in a class, with the figure behind it.

A theme is either of kinds (waves, vendors) or of amounts (readiness, loss), whose classes lie in
order. Forms decide on colours; here are only the classes and what they are called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from fmkwave.model import Frozen, Inputs, Plan
from fmkwave.names import danish_key
from fmkwave.objective import scores
from fmkwave.points import THOUSANDTHS, in_points
from fmkwave.texts import Message, Period, message

By = Literal["wave", "readiness", "loss", "wish", "vendor"]

_CLASSES = 5
"""Classes that amounts are put in at most; more shades are hard to tell apart."""

_UNITS = (THOUSANDTHS, 100, 10, 1)
"""Classes of amounts begin at multiples of the first of these that tells them apart."""


class Class(Frozen):
    """A class of a theme.

    Attributes:
        label: What the legend calls it.
        mark: A digit or letter that tells it without colour.
        number: Its place among all that there could be, from 0, so that a wave or vendor keeps its
            colour on a map where others are missing.
        empty: Whether it is for those of whom there is nothing to show.
    """

    label: Message
    mark: str
    number: int
    empty: bool = False


class Theme(Frozen):
    """What one map shows.

    Attributes:
        title: What the classes are of.
        ordered: Whether the classes lie in order, from little to much.
        classes: In the order of the legend; each has a member.
        placed: The class of each municipality, counted from 0, by code.
        amounts: The figure behind the class in thousandths of a point, by code; empty for kinds.
    """

    by: By
    title: Message
    ordered: bool
    classes: tuple[Class, ...]
    placed: Mapping[str, int]
    amounts: Mapping[str, int] = {}


def theme(inputs: Inputs, plan: Plan, by: By) -> Theme:
    """A theme of a plan.

    Args:
        inputs: What the plan was made from.
        plan: The plan; with losses if they are what is asked for.
        by: What the map shows: the ``wave``, the ``readiness``, the least ``loss`` of standing in
            another wave, the ``wish``, or the ``vendor``.

    Raises:
        UsageError: if the losses are asked for and the plan has none.
    """
    match by:
        case "wave":
            return _waves(plan)
        case "readiness":
            return _readiness(inputs)
        case "loss":
            return _losses(inputs, plan)
        case "wish":
            return _wishes(inputs)
        case "vendor":
            return _vendors(inputs)


def _waves(plan: Plan) -> Theme:
    classes = [
        Class(
            label=message("Wave {wave} · {quarter}", wave=wave, quarter=Period(quarter)),
            mark=str(wave),
            number=wave - 1,
        )
        for wave, quarter in enumerate(plan.quarters, start=1)
    ]
    placed = {code: wave - 1 for code, wave in sorted(plan.placement.items())}
    return _of_kinds("wave", message("The waves of the plan"), classes, placed)


def _wishes(inputs: Inputs) -> Theme:
    quarters = inputs.programme.quarters
    classes = [
        Class(
            label=message("Wish for {quarter}", quarter=Period(quarter)),
            mark=str(wave),
            number=wave - 1,
        )
        for wave, quarter in enumerate(quarters, start=1)
    ]
    none = Class(label=message("No wish"), mark="-", number=len(classes), empty=True)
    wishes = {code: inputs.questionnaires[code].wish for code in inputs.municipalities}
    placed = {c: len(quarters) if w is None else quarters.index(w) for c, w in wishes.items()}
    return _of_kinds("wish", message("The municipalities' wishes"), [*classes, none], placed)


def _vendors(inputs: Inputs) -> Theme:
    vendors = sorted(inputs.vendors, key=lambda vendor: danish_key(vendor.name))
    marks = _marks([vendor.name for vendor in vendors])
    classes = [
        Class(label=Message(vendor.name), mark=mark, number=number)
        for number, (vendor, mark) in enumerate(zip(vendors, marks, strict=True))
    ]
    none = Class(label=message("No vendor"), mark="-", number=len(classes), empty=True)
    of = {code: number for number, vendor in enumerate(vendors) for code in vendor.customers}
    placed = {code: of.get(code, len(vendors)) for code in inputs.municipalities}
    return _of_kinds("vendor", message("The municipalities' vendors"), [*classes, none], placed)


def _readiness(inputs: Inputs) -> Theme:
    amounts = {code: score.readiness for code, score in scores(inputs).items()}
    return _of_amounts("readiness", message("Readiness in points"), amounts, inputs)


def _losses(inputs: Inputs, plan: Plan) -> Theme:
    least = {code: plan.least_loss(code) for code in inputs.municipalities}
    amounts = {code: loss for code, loss in least.items() if loss is not None}
    title = message("Least loss in another wave, in points")
    return _of_amounts("loss", title, amounts, inputs, message("Possible in no other wave"))


def _of_kinds(by: By, title: Message, classes: Sequence[Class], placed: Mapping[str, int]) -> Theme:
    """A theme of kinds, without the classes that nobody is in."""
    used = sorted(set(placed.values()))
    return Theme(
        by=by,
        title=title,
        ordered=False,
        classes=tuple(classes[number] for number in used),
        placed={code: used.index(number) for code, number in placed.items()},
    )


def _of_amounts(
    by: By,
    title: Message,
    amounts: Mapping[str, int],
    inputs: Inputs,
    none: Message | None = None,
) -> Theme:
    """A theme of amounts, in classes of as nearly equal numbers of members as round points allow.

    Equal numbers rather than equal widths, because a few large amounts would else leave all the
    others in one shade.
    """
    starts = _starts(sorted(amounts.values()))
    placed = {c: sum(a >= start for start in starts) - 1 for c, a in amounts.items()}
    points = list(map(in_points, starts))
    labels = [
        message("{least} to under {end}", least=start, end=end) for start, end in pairwise(points)
    ]
    labels += [message("{least} and more", least=start) for start in points[-1:]]
    classes = [Class(label=label, mark=str(n + 1), number=n) for n, label in enumerate(labels)]
    if none is not None and len(amounts) < len(inputs.municipalities):
        placed.update(dict.fromkeys(inputs.municipalities.keys() - amounts, len(classes)))
        classes.append(Class(label=none, mark="-", number=len(classes), empty=True))
    return Theme(
        by=by,
        title=title,
        ordered=True,
        classes=tuple(classes),
        placed={code: placed[code] for code in inputs.municipalities},
        amounts=amounts,
    )


def _starts(amounts: Sequence[int]) -> list[int]:
    """Where the classes of sorted amounts begin: at whole points if that costs no class."""
    cuts = {amounts[number * len(amounts) // _CLASSES] for number in range(_CLASSES) if amounts}
    rounded = ({cut // unit * unit for cut in cuts} for unit in _UNITS)
    return sorted(next(found for found in rounded if len(found) == len(cuts)))


def _marks(names: Sequence[str]) -> list[str]:
    """A letter for each name: its last, if that tells them apart («Vendor A»); else a digit."""
    letters = [name.strip()[-1:].upper() for name in names]
    if len(set(letters)) == len(names) and all(letter.isalnum() for letter in letters):
        return letters
    return [str(number) for number in range(1, len(names) + 1)]
