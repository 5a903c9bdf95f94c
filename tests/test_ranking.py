"""Which municipalities the scores list, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmkwave.errors import UsageError
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs
from fmkwave.ranking import Filter, Order, rank
from folders import Folder

PLACEMENT = {"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0430": 2, "0440": 3}


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    return load_inputs(Folder(tmp_path).path)


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("readiness", ["Nordby", "Søby", "Vestrup", "Møborg", "Øster-Holm", "Ålev"]),
        ("priority", ["Nordby", "Vestrup", "Søby", "Møborg", "Ålev", "Øster-Holm"]),
        ("name", ["Møborg", "Nordby", "Søby", "Vestrup", "Øster-Holm", "Ålev"]),
    ],
)
def test_order(inputs: Inputs, order: Order, names: list[str]) -> None:
    assert [row.name for row in rank(inputs, None, Filter(), order)] == names


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (Filter(region="vestland"), ["Vestrup", "Møborg", "Øster-Holm"]),
        (Filter(region="ØSTLAND"), ["Nordby", "Søby", "Ålev"]),
        (Filter(vendor="vendor b"), ["Vestrup", "Møborg", "Øster-Holm"]),
        (Filter(wave=3), ["Øster-Holm", "Ålev"]),
        (Filter(region="Østland", wave=3), ["Ålev"]),
        (Filter(region="Østland", vendor="Vendor B"), []),
    ],
)
def test_filters(inputs: Inputs, chosen: Filter, names: list[str]) -> None:
    assert [row.name for row in rank(inputs, PLACEMENT, chosen)] == names


def test_a_row_says_where_it_belongs(inputs: Inputs) -> None:
    with_plan = rank(inputs, PLACEMENT, Filter())[0]
    without = rank(inputs, None, Filter())[0]
    assert (with_plan.region, with_plan.vendor, with_plan.wave) == ("Østland", "Vendor A", 1)
    assert without.wave is None


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (
            Filter(region="Vestlan"),
            "No region is called 'Vestlan'; did you mean Vestland? (Known: Vestland, Østland.)",
        ),
        (Filter(vendor="Zzz"), "No vendor is called 'Zzz'. (Known: Vendor A, Vendor B.)"),
        (Filter(wave=4), "There is no wave 4. (Known: 1, 2, 3.)"),
        (Filter(wave=0), "There is no wave 0. (Known: 1, 2, 3.)"),
    ],
)
def test_an_unknown_choice_names_what_there_is(
    inputs: Inputs, chosen: Filter, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        rank(inputs, PLACEMENT, chosen)
    assert str(caught.value) == message


def test_a_wave_needs_a_committed_plan(inputs: Inputs) -> None:
    with pytest.raises(UsageError, match="run `fmkwave plan --write` first"):
        rank(inputs, None, Filter(wave=1))
