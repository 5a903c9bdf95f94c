"""Two plans compared, as a page: the same words on a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from fmkwave.points import show_points
from fmkwave.render import words
from fmkwave.render.pages import Bullets, Grid, Page, Section
from fmkwave.render.planning import shift_parts

if TYPE_CHECKING:
    from fmkwave.compare import Comparison
    from fmkwave.model import Inputs

NO_WAVE = "none"
_NO_TOTAL = "none"
_SAME = ""


def page(inputs: Inputs, found: Comparison, notices: Sequence[str]) -> Page:
    """A comparison as a page: the answer, who moves, the figures, what is broken.

    Args:
        inputs: What both plans were scored under.
        found: The comparison.
        notices: What must be said wherever it is shown.
    """
    title = f"{inputs.programme.name}: {found.before.name} and {found.after.name}"
    brief = _briefly_named(found)
    sections = [Section("", list(_answer(brief))), *_sections(inputs, brief)]
    return Page(title, sections, notices)


def _briefly_named(found: Comparison) -> Comparison:
    """The same with the names of files for their paths, where that tells them apart."""
    sides = (found.before, found.after)
    before, after = (side.model_copy(update={"name": PurePath(side.name).name}) for side in sides)
    if before.name == after.name:
        return found
    return found.model_copy(update={"before": before, "after": after})


def _sections(inputs: Inputs, found: Comparison) -> Iterator[Section]:
    sides = (found.before, found.after)
    for side in sides:
        if side.broken:
            rules = [f"{broken.rule}; {broken.found}" for broken in side.broken]
            yield Section(f"Rules that {side.name} breaks", [Bullets(rules)])
    if not found.identical:
        yield Section("Who stands elsewhere", [_moves(inputs, found)])
    state = "changed" if inputs.changes else "they are now"
    yield Section(f"Under the inputs as {state}", [_figures(inputs, found)])
    if not found.identical:
        yield Section("How many stand in the same wave", [_agreement(found)])
    for side in sides:
        if side.shift is not None:
            yield Section(f"What the change does to {side.name}", shift_parts(side.shift))


def _answer(found: Comparison) -> Iterator[str]:
    """Whether the plans differ, and which is worth more."""
    before, after = found.before, found.after
    if found.identical:
        yield "Identical: everybody stands in the same wave in both."
    else:
        moved = len(found.moves)
        everyone = f"{moved} of {_everyone(found)} municipalities"
        stand = "stands" if moved == 1 else "stand"
        yield f"Different: {everyone} {stand} elsewhere in {after.name} than in {before.name}."
    for side in (before, after):
        out = len(side.left_out)
        if out:
            are = "municipality is" if out == 1 else "municipalities are"
            others = words.points(side.worth.placed)
            yield f"{side.name} has no total: {out} {are} in no wave; the others bring {others}."
    if before.worth.total is not None and after.worth.total is not None:
        gain = after.worth.total - before.worth.total
        if gain:
            less = f"{words.points(abs(gain))} {'more' if gain > 0 else 'less'}"
            yield f"{after.name} is worth {less} than {before.name}."
        elif not found.identical:
            yield "Both are worth the same."


def _everyone(found: Comparison) -> int:
    return sum(region.of for region in found.agreement)


def _moves(inputs: Inputs, found: Comparison) -> Grid:
    before, after = found.before, found.after
    return Grid(
        headings=("Municipality", "Region", before.name, after.name, "Own points gained"),
        rows=[
            (
                move.name,
                inputs.municipalities[move.code].region,
                _wave(inputs, move.before),
                _wave(inputs, move.after),
                _gain(before.worth.own.get(move.code), after.worth.own.get(move.code)),
            )
            for move in found.moves
        ],
        right=frozenset({4}),
    )


def _wave(inputs: Inputs, wave: int | None) -> str:
    return NO_WAVE if wave is None else f"{wave} · {inputs.programme.quarters[wave - 1]}"


def _agreement(found: Comparison) -> Grid:
    rows = [(one.region, one.same, one.of) for one in found.agreement]
    rows.append(("All", found.same, _everyone(found)))
    return Grid(
        headings=("Region", "Same wave"),
        rows=[(region, f"{same} of {of}") for region, same, of in rows],
        right=frozenset({1}),
    )


def _figures(inputs: Inputs, found: Comparison) -> Grid:
    return Grid(
        headings=("", found.before.name, found.after.name, "Difference"),
        rows=[*_points(inputs, found), *_links(found), *_counts(inputs, found)],
        right=frozenset({1, 2, 3}),
    )


def _points(inputs: Inputs, found: Comparison) -> Iterator[Sequence[str]]:
    sides = (found.before, found.after)
    yield _points_row("Total", [side.worth.total for side in sides])
    if inputs.changes:
        yield _points_row("Total without the change", [side.without for side in sides])
    yield _points_row("Own points", [sum(side.worth.own.values()) for side in sides])
    yield _points_row("Points of links", [side.worth.links for side in sides])


def _points_row(label: str, points: Sequence[int | None]) -> Sequence[str]:
    shown = (_NO_TOTAL if one is None else show_points(one) for one in points)
    return (label, *shown, _gain(*points))


def _gain(before: int | None, after: int | None) -> str:
    if before is None or after is None or before == after:
        return _SAME
    return words.signed(after - before)


def _links(found: Comparison) -> Iterator[Sequence[str]]:
    sides = (found.before, found.after)
    kept = [sum(side.worth.kept.values()) for side in sides]
    yield _count_row("Links kept", kept, f" of {sum(found.links.values())}")
    for kind, of in found.links.items() if len(found.links) > 1 else ():
        yield _count_row(f"of these {kind}", [side.worth.kept[kind] for side in sides], f" of {of}")


def _counts(inputs: Inputs, found: Comparison) -> Iterator[Sequence[str]]:
    sides = (found.before, found.after)
    for number, quarter in enumerate(inputs.programme.quarters):
        sizes = [side.sizes[number] for side in sides]
        yield _count_row(f"In wave {number + 1} · {quarter}", sizes)
    if any(side.left_out for side in sides):
        yield _count_row("In no wave", [len(side.left_out) for side in sides])
    yield _count_row("Rules broken", [len(side.broken) for side in sides])


def _count_row(label: str, counts: Sequence[int], of: str = "") -> Sequence[str]:
    before, after = counts
    difference = _SAME if before == after else f"{after - before:+}"
    return (label, f"{before}{of}", f"{after}{of}", difference)
