"""The limits that a programme sets on groups: what may be said, and what is told of the rest."""

from __future__ import annotations

import pytest

from fmkwave.inputs import load_inputs
from fmkwave.model import Place
from folders import Folder

FILE = "programme.yaml"
LINE = 26
"""Of the first limit."""


def with_limits(folder: Folder, *limits: str) -> None:
    lines = "".join(f"  {limit}\n" for limit in limits)
    folder.replace(FILE, "frozen: []\n", f"limits:\n{lines}")


def test_names_become_codes_and_periods_stand_in_order(folder: Folder) -> None:
    with_limits(
        folder,
        "Few: {municipalities: [ålev, 0101], most: 1, quarters: [2014-Q4, 2014K2]}",
        "East: {region: østland, least: 1}",
    )
    limits = load_inputs(folder.path).programme.limits
    assert list(limits) == ["East", "Few"]
    assert limits["Few"].municipalities == ("0101", "0103")
    assert limits["Few"].quarters == ("2014-Q2", "2014-Q4")
    assert limits["East"].region == "Østland"


def test_each_limit_is_a_part_with_a_place(folder: Folder) -> None:
    with_limits(folder, "A: {most: 4}", "B b: {region: Østland, most: 2}")
    inputs = load_inputs(folder.path)
    assert inputs.places[FILE, "limit:A"] == Place(FILE, LINE)
    assert inputs.places[FILE, "limit:B b"] == Place(FILE, LINE + 1)
    assert {"limit:A", "limit:B b"} <= inputs.sources[FILE].parts.keys()


def test_order_and_spelling_mean_nothing(folder: Folder) -> None:
    with_limits(
        folder, "A: {municipalities: [Søby, Ålev], wave: same}", "B: {vendor: Vendor A, most: 2}"
    )
    before = load_inputs(folder.path).sources
    folder.replace(FILE, "  A: {municipalities: [Søby, Ålev], wave: same}\n", "")
    folder.replace(
        FILE,
        "B: {vendor: Vendor A, most: 2}\n",
        "B: {most: 2, vendor: vendor a}\n  A: {wave: same, municipalities: [Aalev, 0102]}\n",
    )
    assert load_inputs(folder.path).sources == before


@pytest.mark.parametrize(
    ("limit", "messages"),
    [
        (
            "A: {municipalities: [Søby]}",
            [
                "limit 'A' demands nothing; give it 'least' or 'most', 'wave', or 'earliest' or "
                "'latest'"
            ],
        ),
        (
            "A: {region: Østland, wave: same, most: 2}",
            [
                "limit 'A' demands more than one thing ('most', 'wave'); make it a limit for each",
            ],
        ),
        (
            "A: {region: Østland, municipalities: [Søby], most: 2}",
            [
                "limit 'A' is on more than one group ('municipalities', 'region'); name the "
                "municipalities, or a region, or a vendor",
            ],
        ),
        ("A: {wave: same}", ["limit 'A' does not say which municipalities it is on"]),
        ("A: {wave: first, municipalities: []}", ["limit 'A' is on nobody"]),
        (
            "A: {wave: same, municipalities: [Søby]}",
            ["limit 'A' is on one municipality, but at least two are needed"],
        ),
        (
            "A: {municipalities: [Søbi, Søby, 0102], most: 2}",
            [
                f"Søby (0102) is listed twice in limit 'A', first on line {LINE}",
                "unknown municipality 'Søbi'; did you mean Søby?",
            ],
        ),
        (
            "A: {region: Sydland, most: 2}",
            [
                "limit 'A': unknown region 'Sydland' (allowed: Østland, Vestland)",
            ],
        ),
        (
            "A: {vendor: Vendor C, most: 2}",
            [
                "limit 'A': unknown vendor 'Vendor C'; did you mean Vendor B? (allowed: Vendor A, "
                "Vendor B)",
            ],
        ),
        (
            "A: {region: Østland, wave: same, by: citizens, periods: [2014-Q2]}",
            [
                "'by' says something only beside 'least' or 'most'",
                "'periods' says something only beside 'least' or 'most'",
            ],
        ),
        ("A: {region: Østland, least: 2, most: 1}", ["least 2 is above most 1"]),
        (
            "A: {most: 2, quarters: [2014-Q1, 2014-Q2, 2014K2]}",
            [
                "2014-Q1 is no wave's period (allowed: 2014-Q2, 2014-Q3, 2014-Q4)",
                "2014-Q2 is listed twice",
            ],
        ),
        (
            "A: {municipalities: [Søby], earliest: 2014-Q4, latest: 2014-Q3}",
            ["earliest 2014-Q4 is after latest 2014-Q3"],
        ),
        (
            "A: {most: 1, by: heads}",
            ["'by' cannot be 'heads' (allowed: municipalities, citizens)"],
        ),
        ("A: {most: 1.5}", ["'most' is 1.5, but a whole number is expected"]),
    ],
)
def test_a_fault_is_told_with_its_line(folder: Folder, limit: str, messages: list[str]) -> None:
    with_limits(folder, limit)
    assert folder.faults() == [f"{FILE}:{LINE}: {text}" for text in messages]


@pytest.mark.parametrize(
    ("limit", "why"),
    [
        (
            "{most: 1}",
            "the waves would hold 3 municipalities in all, and the group has 6",
        ),
        (
            "{vendor: Vendor A, least: 2}",
            "the waves would need 6 municipalities in all, and the group has 3",
        ),
        (
            "{most: 8400, by: citizens}",
            "the waves would hold 25,200 citizens in all, and the group has 25,500",
        ),
        (
            "{region: Vestland, least: 800, by: citizens, quarters: [2014-Q2, 2014-Q4]}",
            "the waves would need 1,600 citizens in all, and the group has 1,500",
        ),
        (
            "{municipalities: [Nordby, Møborg], most: 8999, by: citizens}",
            "Nordby alone has 9,000 citizens, and every wave takes 8,999 at most",
        ),
        (
            "{municipalities: [Nordby, Søby, Ålev, Møborg], wave: different}",
            "4 municipalities cannot each be in a wave of its own: there are 3 waves",
        ),
        (
            "{municipalities: [Søby], earliest: 2015-Q1}",
            "no wave lies in the periods that it leaves; the waves are in 2014-Q2, 2014-Q3, "
            "2014-Q4",
        ),
    ],
)
def test_what_nothing_can_keep_is_a_fault(folder: Folder, limit: str, why: str) -> None:
    with_limits(folder, f"A: {limit}")
    assert folder.faults() == [f"{FILE}:{LINE}: limit 'A' cannot be kept: {why}"]


def test_two_limits_of_one_name(folder: Folder) -> None:
    with_limits(folder, "First: {most: 4}", "FIRST: {most: 5}")
    assert folder.faults() == [
        f"{FILE}:{LINE + 1}: limit 'FIRST' is listed already, as 'First' on line {LINE}"
    ]


def test_of_a_faulty_limit_nothing_else_is_said(folder: Folder) -> None:
    with_limits(folder, "A: {municipalities: [Søbi, Ålev], least: 2, quarters: [2014-Q2]}")
    assert len(folder.faults()) == 1


def test_a_faulty_vendor_has_its_name_all_the_same(folder: Folder) -> None:
    with_limits(folder, "A: {vendor: Vendor C, most: 2}")
    folder.replace("vendors.yaml", "release: 2014-Q3", "release: soon")
    assert [fault.split(":")[0] for fault in folder.faults()] == ["programme.yaml", "vendors.yaml"]


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("earliest: 2013-Q4", ["the first wave is in 2014-Q2, and earliest is 2013-Q4"]),
        ("earliest: 2014-Q2", ["the first wave is in 2014-Q2, and earliest is 2014-Q2"]),
        ("latest: 2014-Q4", ["the last wave is in 2014-Q4, and latest is 2014-Q4"]),
        ("latest: 2028-Q1", ["the last wave is in 2014-Q4, and latest is 2028-Q1"]),
        ("earliest: 2014-Q3", []),
        ("latest: 2014-Q3", []),
    ],
)
def test_a_limit_that_every_wave_keeps_is_a_warning(
    folder: Folder, limit: str, told: list[str]
) -> None:
    with_limits(folder, f"A: {{municipalities: [Søby], {limit}}}")
    line = folder.read(FILE).split("A: {municipalities")[0].count("\n") + 1
    assert [str(warning) for warning in load_inputs(folder.path).warnings] == [
        f"{FILE}:{line}: warning: limit 'A' never binds: {one}" for one in told
    ]
