"""What a committed plan says of itself, and of the inputs, that is not so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fmkwave.model import WHAT_IF, CommittedPlan, Frozen, Inputs, Place, Plan, Proof, Value
from fmkwave.objective import total, worth
from fmkwave.parts import in_one_form
from fmkwave.points import shown
from fmkwave.recorded import differing, recorded
from fmkwave.rules import broken
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


def common(inputs: Inputs, files: Inputs, committed: CommittedPlan) -> Iterator[Difference]:
    """What differs whatever plan the inputs give.

    Args:
        inputs: The inputs as they are now.
        files: The inputs as the files have them, where `inputs` are those of a what-if.
        committed: The plan as it was written down.
    """
    for fault in committed.warnings:
        place = Place(fault.file, fault.line)
        yield Difference(key=str(fault.message), text=fault.message, place=place)
    yield from _edited(files, committed)
    yield from of_programme(inputs, committed)
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
        text = message("what stands under 'notices' is not what these inputs give")
        yield _at("notices:", text, committed)


def _edited(files: Inputs, committed: CommittedPlan) -> Iterator[Difference]:
    """Values in the plan that are not those of the digests beside them."""
    if not committed.keeps_values or (not committed.values and _is_of_what_if(committed)):
        return
    now = recorded(files)
    for file in sorted(committed.values.keys() | (now.keys() & committed.inputs.keys())):
        if file not in committed.values:
            text = message("under 'values', {file} is missing", file=file)
            yield _at("values:", text, committed)
            continue
        if file not in now:
            # Of a file that is gone, nothing is known that its values could be held against.
            continue
        for part in _parts_edited(files, committed, file, now[file]):
            text = message(
                "under 'values', {file} {part!r} was edited: its digest is of other values",
                file=file,
                part=part,
            )
            yield _at("values:", text, committed)


def _parts_edited(
    files: Inputs,
    committed: CommittedPlan,
    file: str,
    now: Mapping[str, Mapping[str, Value]],
) -> list[str]:
    """The parts of a file that have other values, and yet the digest, of now."""
    before = committed.values[file]
    wrong = {one.part for one in differing(file, before, now)} | (before.keys() ^ now.keys())
    digests, parts = committed.parts.get(file, {}), files.sources[file].parts
    return sorted(part for part in wrong if digests.get(part) == parts.get(part))


def _is_of_what_if(committed: CommittedPlan) -> bool:
    return any(notice.startswith(WHAT_IF) for notice in committed.notices)


def of_programme(inputs: Inputs, committed: CommittedPlan) -> Iterator[Difference]:
    """That the plan is of a programme of another name."""
    if committed.programme != inputs.programme.name:
        text = message(
            "the plan is of programme {theirs!r}, the inputs are of {ours!r}",
            theirs=committed.programme,
            ours=inputs.programme.name,
        )
        yield _at("programme:", text, committed)


def claims(inputs: Inputs, plan: Plan, committed: CommittedPlan) -> Iterator[Difference]:
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


def is_whole(inputs: Inputs, committed: CommittedPlan) -> bool:
    """Whether the plan places everybody in waves that there are, and nobody else."""
    waves = set(inputs.programme.wave_numbers)
    return (
        committed.placement.keys() == inputs.municipalities.keys()
        and set(committed.placement.values()) <= waves
        and committed.quarters == inputs.programme.quarters
    )


def own_claims(inputs: Inputs, committed: CommittedPlan, best: Plan | None) -> Iterator[Difference]:
    """What the plan says of itself that cannot be so, whatever the best plan is."""
    found = total(inputs, committed.placement)
    if found != committed.total:
        text = message(
            "'{key}' is {found}, but the municipalities as placed come to {expected}",
            key="total",
            found=shown(committed.total),
            expected=shown(found),
        )
        yield _at("total:", text, committed)
    proven = committed.proof is Proof.OPTIMAL
    if committed.bound < committed.total or (proven and committed.bound != committed.total):
        text = message(
            "'{key}' is {found}, which does not go with total {total} and proof '{proof}'",
            key="bound",
            found=shown(committed.bound),
            total=shown(committed.total),
            proof=committed.proof.value,
        )
        yield _at("bound:", text, committed)
    if committed.unique and not proven:
        text = message(
            "'{key}' is {found}, which does not go with proof '{proof}'",
            key="unique",
            found=_unique(committed),
            proof=committed.proof.value,
        )
        yield _at("unique:", text, committed)
    above = 0 if best is None else best.worth - worth(inputs, committed.placement)
    if above > 0 and proven:
        text = message(
            "'proof' is optimal, but a plan was found that is worth {points} points more",
            points=shown(above),
        )
        yield _at("proof:", text, committed)
    elif above > 0 and found + above > committed.bound:
        text = message(
            "'bound' is {found}, but a plan was found that is worth {points} points more",
            found=shown(committed.bound),
            points=shown(found + above - committed.bound),
        )
        yield _at("bound:", text, committed)


def tie(inputs: Inputs, plan: Plan, committed: CommittedPlan) -> Iterator[Difference]:
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


def cause(committed: CommittedPlan) -> Message:
    """Why a plan may differ although no input changed."""
    if _is_of_what_if(committed):
        return message("the plan was made under a what-if, and not from what the files say")
    if committed.proof is not Proof.OPTIMAL:
        return message("the plan was made by a run that was stopped before the best one was proven")
    return message(
        "no input changed, so the plan was edited by hand or made by another version of fmkwave"
    )
