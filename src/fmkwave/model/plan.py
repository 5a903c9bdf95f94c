"""A plan, as it is committed and as it is made."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fmkwave.errors import Fault, UsageError
from fmkwave.model.inputs import Place
from fmkwave.model.values import Frozen, Proof
from fmkwave.parts import PLAN
from fmkwave.texts import Message, message

Placement = Mapping[str, int]
"""A wave number, from 1, for each municipality code."""

Value = str | int | Decimal | None
"""A value as it stands in a file; None for a blank, or for what is not there."""


class CommittedPlan(Frozen):
    """A plan as plan.yaml holds it: the same whatever engine made it.

    Attributes:
        quarters: The waves' quarters, in order.
        placement: Wave number by code.
        total: Points of the whole plan, links included; what staying earns is not in it.
        bound: No plan is worth more than this; where staying earns points, no plan with its own
            is worth more than this with this plan's.
        unique: Whether every other plan is worth less; None when that was not settled, and in
            plan.yaml where staying counts, as it hangs on the plan announced before.
        inputs: Digest of each input file's meaning.
        parts: Digest of each part of a file, by file.
        notices: What must be said of the inputs wherever the plan is shown.
        values: The values of the inputs that the plan was made from, as `fmkwave.recorded` has
            them, as far as a plan file keeps them; empty for a plan just made.
        keeps_values: Whether it was read from a plan file of a schema that keeps them.
        names: The municipalities as a plan file names them, by code; empty for a plan just made.
        places: Lines of the plan file: by code, by ``wave 1`` for a wave, by key with a colon
            (``total:``) for what stands at its top, and by nothing the file as a whole; empty
            for a plan just made.
        warnings: What in the plan file does not fit together, as after an edit by hand.
        recoded: The code that the plan file has of a municipality, by the one that it has now.
    """

    programme: str
    quarters: tuple[str, ...]
    placement: Placement
    total: int
    bound: int
    proof: Proof
    unique: bool | None
    inputs: Mapping[str, str]
    parts: Mapping[str, Mapping[str, str]] = {}
    notices: tuple[Message, ...] = ()
    values: Mapping[str, Mapping[str, Mapping[str, Value]]] = {}
    keeps_values: bool = False
    names: Mapping[str, str] = {}
    places: Mapping[str, Place] = {}
    warnings: tuple[Fault, ...] = ()
    recoded: Mapping[str, str] = {}

    @property
    def wave_numbers(self) -> range:
        """The waves' numbers, from 1."""
        return range(1, len(self.quarters) + 1)

    def place(self, *keys: str) -> Place:
        """The line of the first of the keys that has one; without any, the file as a whole."""
        whole = self.places.get("", Place(PLAN, 0))
        return next((self.places[key] for key in keys if key in self.places), whole)

    def members(self, wave: int) -> tuple[str, ...]:
        """Codes of the municipalities in a wave, in the order of the codes."""
        return tuple(sorted(code for code, w in self.placement.items() if w == wave))


class Plan(CommittedPlan):
    """A plan just made, with what else is known of it.

    Attributes:
        points: Each municipality's own points in its wave, by code; links are not in them.
        stability: Points that it earns for those who stay where they were announced; they decide
            with the total, and are not in it.
        engine: The engine that made it.
        links_kept: Links whose ends share a wave, of ``links_total``.
        losses: By code, the points by which the best plan with the municipality in each wave is
            worth less, first wave first; None in place of a wave where no plan has it, and None
            in place of all when nobody asked.
        remarks: What must be said of the run that made it.
        best_total: Of a committed plan that is shown in its stead, the total of the best plan.
    """

    points: Mapping[str, int]
    stability: int = 0
    engine: str
    links_kept: int
    links_total: int
    losses: Mapping[str, tuple[int | None, ...]] | None = None
    remarks: tuple[Message, ...] = ()
    best_total: int | None = None

    @property
    def worth(self) -> int:
        """Points by which plans are compared: the total, and what staying earns."""
        return self.total + self.stability

    def least_loss(self, code: str) -> int | None:
        """What the cheapest other wave costs a municipality; None where no plan has it in another.

        Raises:
            UsageError: if the plan has no losses.
        """
        if self.losses is None:
            raise UsageError(message("The losses of this plan are not known."))
        others = [
            loss
            for wave, loss in enumerate(self.losses[code], start=1)
            if loss is not None and wave != self.placement[code]
        ]
        return min(others, default=None)
