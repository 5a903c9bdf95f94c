"""Names that several units have, told apart."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import some
from fmkwave.names import fold, keys
from fmkwave.texts import counted, message


class Unit(NamedTuple):
    """A unit that the outlines show; its region and population are None where nothing tells."""

    code: str
    name: str
    region: str | None
    population: int | None


def told_apart(units: Sequence[Unit], report: Report) -> tuple[Unit, ...]:
    """The units, each with a name that no other has, however it is spelt, and that is no code.

    Units of one name get their region in brackets, or where that does not do their code.

    Args:
        units: The units, each with a code of its own.
        report: Takes a warning of the names that were changed, and a fault for each that is that
            of another one all the same.
    """
    codes = {unit.code for unit in units}
    found = list(units)
    for group in _groups(units, codes):
        regions = {fold(units[at].region or "") for at in group}
        if len(regions) < len(group) or "" in regions:
            for at in group:
                found[at] = _with_code(units[at])
        else:
            for at in group:
                if found[at] == units[at]:
                    found[at] = units[at]._replace(name=f"{units[at].name} ({units[at].region})")
    for group in _groups(found, codes):
        for at in group:
            found[at] = _with_code(units[at])
    _warn_of_changed([unit for unit, old in zip(found, units, strict=True) if unit != old], report)
    for at in sorted({at for group in _groups(found, codes) for at in group}):
        text = message(
            "{name} is the name of code {code}, and of another one",
            name=found[at].name,
            code=found[at].code,
        )
        report.fault(0, text)
    return tuple(found)


def _groups(units: Sequence[Unit], codes: Set[str]) -> list[list[int]]:
    """Numbers of those that could be taken for each other, and of each that is called as a code."""
    by_key: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        for key in keys(unit.name) if unit.name else ():
            by_key.setdefault(key, []).append(at)
    as_codes = [
        [at] for at, unit in enumerate(units) if unit.name in codes and unit.name != unit.code
    ]
    return [*(group for group in by_key.values() if len(group) > 1), *as_codes]


def _with_code(unit: Unit) -> Unit:
    return unit._replace(name=f"{unit.name} ({unit.code})")


def _warn_of_changed(units: Sequence[Unit], report: Report) -> None:
    if units:
        text = counted(
            "the name of {number} unit is that of another one too, or a code; it is called {names}",
            "the names of {number} units are those of others too, or codes; to tell them apart, "
            "they are called {names}",
            len(units),
            names=some(unit.name for unit in units),
        )
        report.warn(0, text)
