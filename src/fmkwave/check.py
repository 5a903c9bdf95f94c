"""Whether a committed plan is what the inputs say: who would move, which rules are broken."""

from __future__ import annotations

from fmkwave.model import CommittedPlan, Frozen, Inputs, Plan
from fmkwave.points import show_points
from fmkwave.rules import Broken, broken


class Move(Frozen):
    """A municipality whose wave differs; ``committed`` is None when it stands in no wave."""

    code: str
    name: str
    committed: int | None
    planned: int


class Check(Frozen):
    """The outcome of a check.

    Attributes:
        moves: Municipalities that stand elsewhere than the inputs say, in Danish order.
        broken: Rules that the committed plan breaks.
        changed_inputs: Input files whose meaning has changed since the plan was made.
        other: What else differs, a sentence each.
        quarters: The waves' quarters under the inputs.
    """

    moves: tuple[Move, ...]
    broken: tuple[Broken, ...]
    changed_inputs: tuple[str, ...]
    other: tuple[str, ...]
    quarters: tuple[str, ...]

    @property
    def identical(self) -> bool:
        """Whether nothing differs and nothing is broken."""
        return not (self.moves or self.broken or self.changed_inputs or self.other)


def check(inputs: Inputs, plan: Plan, committed: CommittedPlan) -> Check:
    """Compare a committed plan with the plan that the inputs give.

    Args:
        inputs: The inputs as they are now.
        plan: The plan made from them.
        committed: The plan as it was written down.
    """
    moves = (
        Move(
            code=code,
            name=inputs.name(code),
            committed=committed.placement.get(code),
            planned=plan.placement[code],
        )
        for code in inputs.in_danish_order(plan.placement)
        if committed.placement.get(code) != plan.placement[code]
    )
    files = sorted({*committed.inputs, *plan.inputs})
    return Check(
        moves=tuple(moves),
        broken=broken(inputs, committed.placement),
        changed_inputs=tuple(f for f in files if committed.inputs.get(f) != plan.inputs.get(f)),
        other=tuple(_other(inputs, plan, committed)),
        quarters=plan.quarters,
    )


def _other(inputs: Inputs, plan: Plan, committed: CommittedPlan) -> list[str]:
    found = []
    if committed.programme != plan.programme:
        found.append(
            f"the plan is of programme {committed.programme!r}, the inputs of {plan.programme!r}"
        )
    if committed.quarters != plan.quarters:
        found.append(
            f"the plan's waves are in {', '.join(committed.quarters)}, "
            f"the inputs' in {', '.join(plan.quarters)}"
        )
    unknown = [code for code in committed.placement if code not in inputs.municipalities]
    if unknown:
        found.append(f"the plan places municipalities that the inputs lack: {', '.join(unknown)}")
    if committed.total != plan.total:
        found.append(
            f"the plan says {show_points(committed.total)} points in total, "
            f"the inputs give {show_points(plan.total)}"
        )
    if (committed.proof, committed.unique) != (plan.proof, plan.unique):
        found.append("the plan's proof is not the one that the inputs give")
    return found
