"""Whether a committed plan is what the inputs say: what changed, who would move, what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fmkwave.bounds import Rule, misplaced
from fmkwave.changes import Change, changes
from fmkwave.model import (
    WHAT_IF,
    CommittedPlan,
    Frozen,
    Inputs,
    Place,
    Placement,
    Plan,
    Proof,
)
from fmkwave.moves import Move, moves
from fmkwave.objective import worth
from fmkwave.parts import in_one_form
from fmkwave.points import shown
from fmkwave.recorded import differing, recorded
from fmkwave.rules import Broken, broken, rules
from fmkwave.texts import Message, message


class Difference(Frozen):
    """Something else that differs.

    Attributes:
        key: What it is about, whatever is said of it.
        text: What differs, in one sentence.
        place: Where in the plan file it shows.
    """

    key: str
    text: Message
    place: Place


class Check(Frozen):
    """The outcome of a check.

    Attributes:
        changes: Parts of the inputs that changed since the plan was made.
        moves: Municipalities that stand elsewhere than the inputs say, in Danish order.
        conflict: Limits that cannot hold together, so that the inputs give no plan at all.
        broken: Rules that the committed plan breaks.
        other: What else differs, by line of the plan file, the file as a whole last.
        places: Where in the plan file a move (by code) or a broken rule (by name) shows; by
            nothing, the file as a whole.
        quarters: The waves' quarters under the inputs.
    """

    changes: tuple[Change, ...] = ()
    moves: tuple[Move, ...] = ()
    conflict: tuple[Message, ...] = ()
    broken: tuple[Broken, ...] = ()
    other: tuple[Difference, ...] = ()
    places: Mapping[str, Place] = {}
    quarters: tuple[str, ...]

    @property
    def identical(self) -> bool:
        """Whether nothing differs and nothing is broken."""
        return not (self.changes or self.moves or self.conflict or self.broken or self.other)

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
    if _is_foreign(inputs, committed):
        foreign = _programme(inputs, committed)
        return Check(other=tuple(foreign), places={"": committed.place()}, quarters=plan.quarters)
    moved = moves(inputs, committed.placement, plan.placement)
    differ = (
        *_common(inputs, files or inputs, committed),
        *_claims(inputs, plan, committed),
        *_tie(inputs, plan, committed),
    )
    changed = changes(files or inputs, committed)
    return _outcome(inputs, committed, changed, moved=moved, differ=differ)


def check_without_plan(
    inputs: Inputs,
    conflict: Sequence[str],
    committed: CommittedPlan,
    *,
    files: Inputs | None = None,
) -> Check:
    """What can be said of a committed plan when the inputs give no plan at all.

    Args:
        inputs: The inputs as they are now.
        conflict: Names of limits that cannot hold together.
        committed: The plan as it was written down.
        files: The inputs as the files have them, where `inputs` are those of a what-if.
    """
    differ = tuple(_common(inputs, files or inputs, committed))
    changed = changes(files or inputs, committed)
    return _outcome(inputs, committed, changed, conflict=tuple(conflict), differ=differ)


def _outcome(
    inputs: Inputs,
    committed: CommittedPlan,
    changed: tuple[Change, ...],
    *,
    moved: tuple[Move, ...] = (),
    conflict: tuple[str, ...] = (),
    differ: tuple[Difference, ...],
) -> Check:
    found = broken(inputs, committed.placement)
    if (moved or conflict or found or differ) and not changed:
        cause = Difference(key="cause", text=_cause(committed), place=committed.place())
        differ = (*differ, cause)
    differ = tuple(sorted(differ, key=lambda one: (not one.place.line, one.place.line)))
    return Check(
        changes=changed,
        moves=moved,
        conflict=conflict,
        broken=found,
        other=differ,
        places={
            "": committed.place(),
            **{move.code: committed.place(move.code, "waves:") for move in moved},
            **{one.rule: _place(inputs, one.rule, committed) for one in found},
        },
        quarters=inputs.programme.quarters,
    )


def _cause(committed: CommittedPlan) -> Message:
    """Why a plan may differ although no input changed."""
    if any(notice.startswith(WHAT_IF) for notice in committed.notices):
        return message("the plan was made under a what-if, and not from what the files say")
    if committed.proof is not Proof.OPTIMAL:
        return message("the plan was made by a run that was stopped before the best one was proven")
    return message(
        "no input changed, so the plan was edited by hand or made by another version of fmkwave"
    )


def _is_foreign(inputs: Inputs, committed: CommittedPlan) -> bool:
    """Whether the plan is of another programme, without a municipality in common."""
    shared = inputs.municipalities.keys() & committed.placement.keys()
    return committed.programme != inputs.programme.name and not shared


def _common(inputs: Inputs, files: Inputs, committed: CommittedPlan) -> Iterator[Difference]:
    """What differs whatever plan the inputs give."""
    for fault in committed.warnings:
        place = Place(fault.file, fault.line)
        yield Difference(key=str(fault.message), text=fault.message, place=place)
    yield from _edited(files, committed)
    yield from _programme(inputs, committed)
    quarters = inputs.programme.quarters
    if committed.quarters != quarters:
        text = message(
            "the plan's waves are in {theirs}, the inputs' in {ours}",
            theirs=", ".join(committed.quarters) or message("no period"),
            ours=", ".join(quarters),
        )
        yield _at("waves:", text, committed)
    for code in sorted(committed.placement.keys() - inputs.municipalities.keys()):
        named = f"{code} {committed.names.get(code, '')}".rstrip()
        text = message("the plan places {name}, which the inputs do not have", name=named)
        yield _at(code, text, committed)
    for code, name in sorted(committed.names.items()):
        if code in inputs.municipalities and inputs.name(code) != name:
            text = message(
                "the plan calls {code} {theirs!r}, the inputs {ours!r}",
                code=code,
                theirs=name,
                ours=inputs.name(code),
            )
            yield _at(code, text, committed)
    said = [*map(in_one_form, committed.notices)]
    if all(said != [*map(in_one_form, one.notices)] for one in (inputs, files)):
        text = message("'notices' are not what must be said of these inputs")
        yield _at("notices:", text, committed)


def _edited(files: Inputs, committed: CommittedPlan) -> Iterator[Difference]:
    """Values in the plan that are not those of the digests beside them."""
    now = recorded(files)
    for file in sorted(committed.values.keys() & now.keys()):
        digests, parts = committed.parts.get(file, {}), files.sources[file].parts
        wrong = {
            one.part
            for one in differing(file, committed.values[file], now[file])
            if digests.get(one.part) == parts.get(one.part)
        }
        for part in sorted(wrong):
            text = message(
                "under 'values', {file} {part!r} was edited: its digest is of other values",
                file=file,
                part=part,
            )
            yield _at("values:", text, committed)


def _programme(inputs: Inputs, committed: CommittedPlan) -> Iterator[Difference]:
    if committed.programme != inputs.programme.name:
        text = message(
            "the plan is of programme {theirs!r}, the inputs are of {ours!r}",
            theirs=committed.programme,
            ours=inputs.programme.name,
        )
        yield _at("programme:", text, committed)


def _claims(inputs: Inputs, plan: Plan, committed: CommittedPlan) -> Iterator[Difference]:
    """What the committed plan says of itself that is not so."""
    # A bound that is the total says nothing that the total does not.
    bound = plan.bound if committed.bound == committed.total else committed.bound
    # Where staying counts, what may not be unique hangs on the plan that was announced before.
    open_to_doubt = bool(inputs.programme.stability) and not committed.unique
    unique = plan if open_to_doubt else committed
    for key, found, expected in (
        ("total", shown(committed.total), shown(plan.total)),
        ("bound", shown(bound), shown(plan.bound)),
        ("proof", committed.proof.value, plan.proof.value),
        ("unique", _unique(unique), _unique(plan)),
    ):
        if found != expected:
            text = message(
                "'{key}' is {found}, the inputs give {expected}",
                key=key,
                found=found,
                expected=expected,
            )
            yield _at(f"{key}:", text, committed)


def _tie(inputs: Inputs, plan: Plan, committed: CommittedPlan) -> Iterator[Difference]:
    """That the committed plan is worth as much as the inputs' plan, and yet is another."""
    ours, theirs = plan.placement, committed.placement
    if ours == theirs or ours.keys() != theirs.keys() or committed.quarters != plan.quarters:
        return
    if not broken(inputs, theirs) and worth(inputs, theirs) == plan.worth:
        text = message(
            "the plan is worth as much as the inputs' plan, but among equals that one comes "
            "first which reaches more citizens earlier, then by the lowest code"
        )
        yield _at("waves:", text, committed)


def _at(key: str, text: Message, committed: CommittedPlan) -> Difference:
    return Difference(key=key, text=text, place=committed.place(key))


def _unique(plan: CommittedPlan) -> str:
    return "null" if plan.unique is None else str(plan.unique).lower()


def _place(inputs: Inputs, name: str, committed: CommittedPlan) -> Place:
    """Where a broken rule shows: at the one municipality that breaks it, else at its wave."""
    keys = [
        key
        for rule in rules(inputs)
        if rule.name == name
        for key in _keys(rule, committed.placement)
    ]
    return committed.place(*keys, "waves:")


def _keys(rule: Rule, placement: Placement) -> Iterator[str]:
    wrong = misplaced(rule, placement)
    if len(wrong) == 1:
        yield wrong[0]
    yield from (f"wave {bound.wave}" for bound in rule.bounds if not bound.holds(placement))
