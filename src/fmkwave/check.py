"""Whether a committed plan is what the inputs say: what changed, who would move, what is broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fmkwave import claims
from fmkwave.bounds import Rule, misplaced
from fmkwave.changes import Change, changes
from fmkwave.claims import Difference
from fmkwave.departures import recoded
from fmkwave.model import CommittedPlan, Frozen, Inputs, Place, Placement, Plan, Proof
from fmkwave.moves import Move, moves
from fmkwave.objective import worth
from fmkwave.rules import Broken, broken, rules
from fmkwave.standing import placement_by_period, stranded
from fmkwave.texts import Message


class Check(Frozen):
    """The outcome of a check.

    Attributes:
        changes: Parts of the inputs that changed since the plan was made.
        moves: Municipalities that stand elsewhere than the inputs say, in Danish order.
        conflict: Limits that cannot hold together, so that the inputs give no plan at all.
        decisive: The count that proves it, in one sentence; None where no count does.
        broken: Rules that the committed plan breaks.
        other: What else differs, by line of the plan file, the file as a whole last.
        places: Where in the plan file a move (by code) or a broken rule (by name) shows; by
            nothing, the file as a whole.
        quarters: The waves' quarters under the inputs.
        stranded: The committed period of each municipality, by code, that is no wave's now.
        stopped: Whether it is not known who would move, since no best plan was proven.
        gap: Of a stopped check that found nothing, the points by which the plan says itself that
            a better one may lie above it; None if it says that it is the best.
        confirmed: Whether the stopped run proved that gap, too.
        rise: Of such a check, the points by which a plan was found to be worth more.
    """

    changes: tuple[Change, ...] = ()
    moves: tuple[Move, ...] = ()
    conflict: tuple[Message, ...] = ()
    decisive: Message | None = None
    broken: tuple[Broken, ...] = ()
    other: tuple[Difference, ...] = ()
    places: Mapping[str, Place] = {}
    quarters: tuple[str, ...]
    stranded: Mapping[str, str] = {}
    stopped: bool = False
    gap: int | None = None
    confirmed: bool = False
    rise: int = 0

    @property
    def differs(self) -> bool:
        """Whether anything differs or is broken."""
        return bool(self.changes or self.moves or self.conflict or self.broken or self.other)

    @property
    def identical(self) -> bool:
        """Whether the plan is known to be what the inputs say."""
        return not (self.differs or self.stopped)

    @property
    def unsettled(self) -> bool:
        """Whether the check was stopped before it found anything or confirmed what the plan says.

        What a plan says that was only proven within a gap needs no plan anew.
        """
        return self.stopped and not self.differs and self.gap is None

    @property
    def changed_inputs(self) -> tuple[str, ...]:
        """The input files that changed."""
        return tuple(sorted({change.file for change in self.changes}))


def check(
    inputs: Inputs, plan: Plan, committed: CommittedPlan, *, files: Inputs | None = None
) -> Check:
    """Compare a committed plan with the plan that the inputs give.

    Of a plan of another programme and other municipalities nothing else is told.

    Args:
        inputs: The inputs as they are now.
        plan: The plan made from them.
        committed: The plan as it was written down.
        files: The inputs as the files have them, where `inputs` are those of a what-if.
    """
    if is_foreign(inputs, committed):
        return foreign(inputs, committed)
    committed = recoded(inputs, committed)
    differ = (
        *claims.common(inputs, files or inputs, committed),
        *claims.claims(inputs, plan, committed),
        *claims.tie(inputs, plan, committed),
    )
    moved = moves(inputs, placement_by_period(inputs, committed), plan.placement)
    found = _outcome(inputs, committed, files or inputs, differ, moved=moved)
    return _withcause(found, committed)


def check_without_plan(
    inputs: Inputs,
    conflict: Sequence[str],
    committed: CommittedPlan,
    *,
    files: Inputs | None = None,
    decisive: Message | None = None,
) -> Check:
    """What can be said of a committed plan when the inputs give no plan at all.

    Args:
        inputs: The inputs as they are now.
        conflict: Names of limits that cannot hold together.
        committed: The plan as it was written down.
        files: The inputs as the files have them, where `inputs` are those of a what-if.
        decisive: The count that proves that they cannot, if one does.
    """
    committed = recoded(inputs, committed)
    differ = tuple(claims.common(inputs, files or inputs, committed))
    found = _outcome(inputs, committed, files or inputs, differ, conflict=tuple(conflict))
    return _withcause(found.model_copy(update={"decisive": decisive}), committed)


def check_unplanned(
    inputs: Inputs,
    committed: CommittedPlan,
    best: Plan | None = None,
    *,
    files: Inputs | None = None,
) -> Check:
    """What can be said of a committed plan before the best one is known: all but who would move.

    Whether inputs changed, whether rules are broken, and whether the plan is worth what it says.

    Args:
        inputs: The inputs as they are now.
        committed: The plan as it was written down.
        best: The best plan that was found until planning was stopped, if any.
        files: The inputs as the files have them, where `inputs` are those of a what-if.
    """
    if is_foreign(inputs, committed):
        return foreign(inputs, committed)
    committed = recoded(inputs, committed)
    files = files or inputs
    differ = [*claims.common(inputs, files, committed)]
    same = inputs is files and not changes(files, committed)
    if same and claims.is_whole(inputs, committed):
        differ += claims.own_claims(inputs, committed, best)
    found = _outcome(inputs, committed, files, tuple(differ), stopped=True)
    if found.differs:
        return _withcause(found, committed)
    if committed.proof is Proof.OPTIMAL:
        return found
    gap = committed.bound - committed.total
    if best is None:
        return found.model_copy(update={"gap": gap})
    own = worth(inputs, committed.placement)
    confirmed = best.bound + best.stability - own <= gap
    update = {"gap": gap, "confirmed": confirmed, "rise": max(0, best.worth - own)}
    return found.model_copy(update=update)


def is_foreign(inputs: Inputs, committed: CommittedPlan) -> bool:
    """Whether the plan is of another programme, without a municipality in common."""
    shared = inputs.municipalities.keys() & committed.placement.keys()
    return committed.programme != inputs.programme.name and not shared


def foreign(inputs: Inputs, committed: CommittedPlan) -> Check:
    """What is told of a plan of another programme."""
    differ = tuple(claims.of_programme(inputs, committed))
    places, quarters = {"": committed.place()}, inputs.programme.quarters
    return Check(other=differ, places=places, quarters=quarters)


def _outcome(
    inputs: Inputs,
    committed: CommittedPlan,
    files: Inputs,
    differ: Iterable[Difference],
    *,
    moved: tuple[Move, ...] = (),
    conflict: tuple[str, ...] = (),
    stopped: bool = False,
) -> Check:
    placement = placement_by_period(inputs, committed)
    found = broken(inputs, placement)
    return Check(
        changes=changes(files, committed),
        moves=moved,
        conflict=conflict,
        broken=found,
        other=tuple(sorted(differ, key=lambda one: (not one.place.line, one.place.line))),
        places={
            "": committed.place(),
            **{move.code: committed.place(move.code, "waves:") for move in moved},
            **{one.rule: _place(inputs, one.rule, committed, placement) for one in found},
        },
        quarters=inputs.programme.quarters,
        stranded=stranded(inputs, committed),
        stopped=stopped,
    )


def _withcause(found: Check, committed: CommittedPlan) -> Check:
    """The outcome with why a plan differs although no input changed, if it does."""
    if not found.differs or found.changes:
        return found
    cause = Difference(key="cause", text=claims.cause(committed), place=committed.place())
    return found.model_copy(update={"other": (*found.other, cause)})


def _place(inputs: Inputs, name: str, committed: CommittedPlan, placement: Placement) -> Place:
    """Where a broken rule shows: at the one municipality that breaks it, else at its wave.

    Args:
        inputs: The inputs as they are now.
        name: The rule.
        committed: The plan as it was written down.
        placement: Who stands where in it, in the waves that the inputs have in its periods.
    """
    theirs = {quarter: number for number, quarter in enumerate(committed.quarters, start=1)}
    waves = {
        wave: theirs[quarter]
        for wave, quarter in enumerate(inputs.programme.quarters, start=1)
        if quarter in theirs
    }
    keys = [
        key for rule in rules(inputs) if rule.name == name for key in _keys(rule, placement, waves)
    ]
    return committed.place(*keys, "waves:")


def _keys(rule: Rule, placement: Placement, waves: Mapping[int, int]) -> Iterator[str]:
    """What a broken rule shows at; the plan may number its waves otherwise than the inputs."""
    wrong = misplaced(rule, placement)
    if len(wrong) == 1:
        yield wrong[0]
    yield from (
        f"wave {waves[bound.wave]}"
        for bound in rule.bounds
        if bound.wave in waves and not bound.holds(placement)
    )
