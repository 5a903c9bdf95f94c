"""Two plans compared, as a page: the same words on a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _, _n, named, said
from fmkwave.render import findings, words
from fmkwave.render.pages import Bullets, Grid, Page, Section
from fmkwave.render.planning import shift_parts

if TYPE_CHECKING:
    from fmkwave.compare import Comparison
    from fmkwave.model import Inputs

_SAME = ""


def page(inputs: Inputs, found: Comparison, notices: Sequence[str]) -> Page:
    """A comparison as a page: the answer, who moves, the figures, what is broken.

    Args:
        inputs: What both plans were scored under.
        found: The comparison.
        notices: What must be said wherever it is shown.
    """
    title = _(
        "{programme}: {before} and {after}",
        programme=inputs.programme.name,
        before=found.before.name,
        after=found.after.name,
    )
    brief = briefly_named(found)
    sections = [Section("", list(_answer(brief))), *_sections(inputs, brief)]
    return Page(title, sections, notices)


def briefly_named(found: Comparison) -> Comparison:
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
            rules = [said(findings.broken(one)) for one in side.broken]
            yield Section(_("Rules that {plan} breaks", plan=side.name), [Bullets(rules)])
    if not found.identical:
        yield Section(_("Who stands elsewhere"), [_moves(inputs, found)])
    changed = bool(inputs.changes)
    state = _("Under the inputs as changed") if changed else _("Under the inputs as they are now")
    yield Section(state, [_figures(inputs, found)])
    if not found.identical:
        yield Section(_("How many stand in the same wave"), [_agreement(found)])
    for side in sides:
        if side.shift is not None:
            heading = _("What the change does to {plan}", plan=side.name)
            yield Section(heading, shift_parts(side.shift))


def _answer(found: Comparison) -> Iterator[str]:
    """Whether the plans differ, and which is worth more."""
    if found.identical:
        yield _("Identical: everybody stands in the same wave in both.")
    else:
        yield _n(
            "Different: {number} of {everyone} municipalities stands elsewhere in {after} than in "
            "{before}.",
            "Different: {number} of {everyone} municipalities stand elsewhere in {after} than in "
            "{before}.",
            len(found.moves),
            everyone=_everyone(found),
            after=found.after.name,
            before=found.before.name,
        )
    for side in (found.before, found.after):
        if side.left_out:
            yield _n(
                "{plan} has no total: {number} municipality is in no wave; the others bring "
                "{points} points.",
                "{plan} has no total: {number} municipalities are in no wave; the others bring "
                "{points} points.",
                len(side.left_out),
                plan=side.name,
                points=language.points(side.worth.placed),
            )
    yield from _which_is_worth_more(found)


def _which_is_worth_more(found: Comparison) -> Iterator[str]:
    before, after = found.before, found.after
    if before.worth.total is None or after.worth.total is None:
        return
    gain = after.worth.total - before.worth.total
    names = {"after": after.name, "before": before.name}
    points = language.points(abs(gain))
    if gain > 0:
        yield _("{after} is worth {points} points more than {before}.", points=points, **names)
    elif gain < 0:
        yield _("{after} is worth {points} points less than {before}.", points=points, **names)
    elif not found.identical:
        yield _("Both are worth the same.")


def _everyone(found: Comparison) -> int:
    return sum(region.of for region in found.agreement)


def _moves(inputs: Inputs, found: Comparison) -> Grid:
    before, after = found.before, found.after
    return Grid(
        headings=(
            *(_("Municipality"), _("Region")),
            *(before.name, after.name),
            _("Own points gained"),
        ),
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
    if wave is None:
        return _("none")
    return f"{wave} · {words.quarter_of(inputs.programme.quarters, wave)}"


def _agreement(found: Comparison) -> Grid:
    rows = [(one.region, one.same, one.of) for one in found.agreement]
    rows.append((_("All"), found.same, _everyone(found)))
    return Grid(
        headings=(_("Region"), _("Same wave")),
        rows=[(region, _of(same, of)) for region, same, of in rows],
        right=frozenset({1}),
    )


def _figures(inputs: Inputs, found: Comparison) -> Grid:
    return Grid(
        headings=("", found.before.name, found.after.name, _("Difference")),
        rows=[*_points(inputs, found), *_links(inputs, found), *_counts(inputs, found)],
        right=frozenset({1, 2, 3}),
    )


def _points(inputs: Inputs, found: Comparison) -> Iterator[Sequence[str]]:
    sides = (found.before, found.after)
    yield _points_row(_("Total"), [side.worth.total for side in sides])
    if any(side.without is not None for side in sides):
        yield _points_row(_("Total without the change"), [side.without for side in sides])
    yield _points_row(_("Own points"), [sum(side.worth.own.values()) for side in sides])
    yield _points_row(_("Points of links"), [side.worth.links for side in sides])
    if inputs.programme.stability:
        yield _points_row(_("Staying, not in the total"), [side.worth.staying for side in sides])


def _points_row(label: str, points: Sequence[int | None]) -> Sequence[str]:
    shown = (_("none") if one is None else language.points(one) for one in points)
    return (label, *shown, _gain(*points))


def _gain(before: int | None, after: int | None) -> str:
    if before is None or after is None or before == after:
        return _SAME
    return words.signed(after - before)


def _links(inputs: Inputs, found: Comparison) -> Iterator[Sequence[str]]:
    sides = (found.before, found.after)
    kept = [sum(side.worth.kept.values()) for side in sides]
    yield _count_row(_("Links kept"), kept, sum(found.links.values()))
    for kind, of in found.links.items() if len(found.links) > 1 else ():
        label = _("of these {kind}", kind=named(inputs.programme.called, kind))
        yield _count_row(label, [side.worth.kept[kind] for side in sides], of)


def _counts(inputs: Inputs, found: Comparison) -> Iterator[Sequence[str]]:
    sides = (found.before, found.after)
    for wave, quarter in enumerate(inputs.programme.quarters, start=1):
        label = _("In wave {wave} · {quarter}", wave=wave, quarter=language.quarter(quarter))
        yield _count_row(label, [side.sizes[wave - 1] for side in sides])
    if any(side.left_out for side in sides):
        yield _count_row(_("In no wave"), [len(side.left_out) for side in sides])
    yield _count_row(_("Rules broken"), [len(side.broken) for side in sides])


def _count_row(label: str, counts: Sequence[int], of: int | None = None) -> Sequence[str]:
    before, after = counts
    shown = (str(count) if of is None else _of(count, of) for count in counts)
    return (label, *shown, _SAME if before == after else f"{after - before:+}")


def _of(number: int, whole: int) -> str:
    return _("{number} of {whole}", number=number, whole=whole)
