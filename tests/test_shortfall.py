"""The number that decides a conflict is told."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from typer.testing import CliRunner

from fmkwave.cli import app
from fmkwave.errors import NoPlanError
from fmkwave.inputs import load_inputs
from fmkwave.planner import make_plan
from folders import PLAN, Folder


def decisive(folder: Folder, *limits: str) -> str | None:
    if limits:
        written = "".join(f"  {limit}\n" for limit in limits)
        folder.replace("programme.yaml", "frozen: []", f"limits:\n{written}frozen: []")
    with pytest.raises(NoPlanError) as caught:
        make_plan(load_inputs(folder.path))
    if caught.value.decisive is not None:
        assert str(caught.value).splitlines()[-1] == caught.value.decisive
    return caught.value.decisive


WIDE = ("Q2, size: {min: 0, max: 6}", "{min: 0, max: 6}", "Q4, size: {min: 0, max: 6}")


def loosened(folder: Folder, sizes: Iterable[str] = ()) -> None:
    """Vendors that bar nobody, and other sizes of waves."""
    folder.replace("vendors.yaml", "release: 2014-Q3", "release: 2014-Q2")
    folder.replace("vendors.yaml", "    go_lives: {2014-Q2: 2, 2014-Q3: 2}\n", "")
    folder.replace("vendors.yaml", "{Ålev: 2014-Q4}", "{}")
    for before, after in zip(
        ("Q2, size: 2", "{min: 1, max: 3}", "Q4, size: 2"), sizes, strict=False
    ):
        folder.replace("programme.yaml", before, after)


def test_go_lives_against_customers(folder: Folder) -> None:
    folder.replace("vendors.yaml", "2014-Q2: 2, 2014-Q3: 2}", "2014-Q2: 1, 2014-Q3: 1, 2014-Q4: 0}")
    folder.replace("vendors.yaml", "{Ålev: 2014-Q4}", "{}")
    assert decisive(folder) == "Vendor A has 3 customers, and these limits leave room for 2."


def test_a_release_that_leaves_too_few_places(folder: Folder) -> None:
    folder.replace("vendors.yaml", "release: 2014-Q3", "release: 2014-Q4")
    folder.replace("vendors.yaml", "{Ålev: 2014-Q4}", "{}")
    folder.replace("programme.yaml", "size: {min: 1, max: 3}", "size: {min: 1, max: 4}")
    folder.replace("programme.yaml", "2014-Q4, size: 2", "2014-Q4, size: {min: 1, max: 2}")
    assert decisive(folder) == "Vendor B has 3 customers, and these limits leave room for 2."


def test_a_release_that_leaves_several_waves_too_empty(folder: Folder) -> None:
    folder.replace("vendors.yaml", "release: 2014-Q3", "release: 2014-Q4")
    # The first two waves take three; Vendor B's three and Ålev come later.
    told = "Together these limits need 4 municipalities, and let in 3."
    assert decisive(folder) == told


def test_a_release_that_leaves_a_wave_too_empty(folder: Folder) -> None:
    folder.replace("vendors.yaml", "2014-Q2: 2, 2014-Q3: 2}", "2014-Q2: 1, 2014-Q3: 2}")
    assert decisive(folder) == "2014-Q2 needs 2 municipalities, and these limits let in 1."


def test_agreements(folder: Folder) -> None:
    folder.replace("vendors.yaml", "2014-Q3: 2}", "2014-Q3: 1}")
    folder.replace("vendors.yaml", "{Ålev: 2014-Q4}", "{Ålev: 2014-Q3, Søby: 2014-Q3}")
    assert decisive(folder) == "2014-Q3 needs 2 municipalities, and these limits let in 1."


def test_a_frozen_wave(folder: Folder) -> None:
    loosened(folder, ["Q2, size: 3", "{min: 1, max: 3}", "Q4, size: 2"])
    folder.write("plan.yaml", PLAN)
    folder.replace("programme.yaml", "frozen: []", "frozen: [2014-Q2]")
    assert decisive(folder) == "2014-Q2 needs 3 municipalities, and these limits let in 2."


def test_most_of_a_group(folder: Folder) -> None:
    loosened(folder)
    limits = (
        "East: {region: Østland, most: 1, quarters: [2014-Q2, 2014-Q3]}",
        "Early: {region: Østland, latest: 2014-Q3}",
    )
    told = "Nordby, Søby, Ålev are 3, and these limits leave room for 2."
    assert decisive(folder, *limits) == told


def test_least_of_groups(folder: Folder) -> None:
    loosened(folder)
    limits = (
        "East: {region: Østland, least: 2, quarters: [2014-Q2]}",
        "West: {region: Vestland, least: 1, quarters: [2014-Q2]}",
    )
    assert decisive(folder, *limits) == "2014-Q2 needs 3 municipalities, and these limits let in 2."


def test_more_needed_in_all_than_there_are(folder: Folder) -> None:
    loosened(folder)
    limits = (
        "East: {region: Østland, least: 2, quarters: [2014-Q2]}",
        "Later: {region: Østland, least: 2, quarters: [2014-Q3]}",
    )
    told = "Nordby, Søby, Ålev are 3, and these limits need 4 of them."
    assert decisive(folder, *limits) == told


def test_more_needed_of_everybody_than_there_are(folder: Folder) -> None:
    loosened(folder, WIDE)
    limits = (
        "Early: {least: 4, quarters: [2014-Q2]}",
        "Later: {least: 3, quarters: [2014-Q3]}",
    )
    assert decisive(folder, *limits) == "These limits need 7 municipalities, and there are 6."


def test_those_who_are_needed_in_two_waves_are_named(folder: Folder) -> None:
    loosened(folder, WIDE)
    limits = (
        "Pilot: {municipalities: [Nordby, Søby], least: 2, quarters: [2014-Q3]}",
        "Early: {municipalities: [Nordby, Søby, Ålev], least: 3, quarters: [2014-Q2]}",
    )
    told = "Nordby, Søby, Ålev are 3, and these limits need 5 of them."
    assert decisive(folder, *limits) == told


def test_one_is_no_plural(folder: Folder) -> None:
    loosened(folder)
    limits = (
        "East: {region: Østland, least: 1, quarters: [2014-Q2]}",
        "None: {region: Østland, most: 0, quarters: [2014-Q2]}",
    )
    told = "2014-Q2 needs 1 municipality, and these limits let in 0."
    assert decisive(folder, *limits) == told


def test_who_may_serve_two_needs_of_a_wave_is_not_counted_twice(folder: Folder) -> None:
    loosened(folder, WIDE)
    limits = (
        "One: {municipalities: [Nordby, Søby], least: 2, quarters: [2014-Q2]}",
        "Two: {municipalities: [Nordby, Ålev], least: 2, quarters: [2014-Q2]}",
        "East: {region: Østland, most: 2, quarters: [2014-Q2]}",
    )
    assert decisive(folder, *limits) is None


def test_citizens(folder: Folder) -> None:
    loosened(folder)
    limits = (
        "Many: {least: 12000, by: citizens, quarters: [2014-Q4]}",
        "Few: {region: Østland, most: 8000, by: citizens, quarters: [2014-Q4]}",
    )
    told = "2014-Q4 needs 12,000 citizens, and these limits let in 9,500."
    assert decisive(folder, *limits) == told


def test_a_set_that_no_wave_holds(folder: Folder) -> None:
    loosened(folder)
    told = "Møborg, Vestrup, Øster-Holm, Ålev are 4, and no wave has room for more than 3 of them."
    limit = "Set: {municipalities: [Ålev, Vestrup, Møborg, Øster-Holm], wave: same}"
    assert decisive(folder, limit) == told


def test_where_no_number_decides_none_is_told(folder: Folder) -> None:
    loosened(folder)
    limits = (
        "Pilot: {municipalities: [Nordby], wave: first}",
        "Later: {municipalities: [Nordby], earliest: 2014-Q3}",
    )
    assert decisive(folder, *limits) is None


def test_plan_check_and_json_tell_it(folder: Folder) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, [*arguments, "--data", str(folder.path)])
        assert done.exit_code == 1
        return done.output

    written = CliRunner().invoke(app, ["plan", "--write", "--data", str(folder.path)])
    assert written.exit_code == 0, written.output
    folder.replace("vendors.yaml", "2014-Q2: 2, 2014-Q3: 2}", "2014-Q2: 1, 2014-Q3: 2}")
    told = "2014-Q2 needs 2 municipalities, and these limits let in 1."
    assert f"\n{told}\n" in run("plan")
    assert f"\n  {told}\n" in run("check")
    assert f'"decisive": "{told}"' in run("check", "--format", "json")
    assert told in run("check", "--format", "github")
    danish = "2.\xa0kvartal 2014 kræver 2 kommuner, men disse grænser tillader kun 1."
    assert danish in run("plan", "--lang", "da")
