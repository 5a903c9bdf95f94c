"""Everything that is wrong is told in one run: no fault hides another."""

from __future__ import annotations

import pytest

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from folders import FILES, Folder

LIMITS = """\
limits:
  A: {municipalities: [Nordby, Søby], most: 2}
  B: {region: Østland, most: 2}
  C: {vendor: Vendor A, most: 2}
  D: {most: 20000, by: citizens}
  E: {municipalities: [Nordby, Søby], wave: same}
frozen: []
"""
WHOLE = {**FILES}
WHOLE["programme.yaml"] = FILES["programme.yaml"].replace("frozen: []\n", LIMITS)
WHOLE["programme.yaml"] += """\
  - {name: Tell them, support: [A handbook], source: Slide 8}
"""

# What is put wrong: file, text, what stands there instead, and a part of the fault that tells it.
FAULTS = [
    ("programme.yaml", "name: Invented roll-out", "name: []", "'name' is"),
    ("programme.yaml", "{quarter: 2014-Q2, size: 2}", "{quarter: 2014-Q2, size: -2}", "'size' is"),
    ("programme.yaml", "credit: 0.8", "credit: 80", "'credit' is 80"),
    ("programme.yaml", "[ved ikke]", "[ja]", "word 'ja' stands for"),
    ("programme.yaml", "nearly_as: yes", "nearly_as: yess", "unknown answer 'yess'"),
    ("programme.yaml", "signature: {weight: 30", "signature: {weight: x", "'weight' is 'x'"),
    ("programme.yaml", "budget: {weight: 30", "budget: {weight: 10", "must lie above weight"),
    ("programme.yaml", "practice: {weight: 20", "practice: {weight: 2000000", "1000000 or less"),
    ("programme.yaml", "wish: {weight: 25", "wish: {weigth: 25", "unknown key 'weigth'"),
    (
        "programme.yaml",
        "{municipalities: [Nordby, Søby], most",
        "{municipalities: [Norby], most",
        "unknown municipality 'Norby'",
    ),
    ("programme.yaml", "{region: Østland, most: 2}", "{region: Sydland, most: 2}", "'Sydland'"),
    ("programme.yaml", "{vendor: Vendor A, most: 2}", "{vendor: Nobody, most: 2}", "'Nobody'"),
    ("programme.yaml", "{most: 20000, by", "{most: 1000, by", "limit 'D' cannot be kept"),
    ("programme.yaml", "wave: same}", "wave: same, quarters: [2019-Q9]}", "2019-Q9"),
    ("programme.yaml", "end: 2014-Q2", "end: 2013-Q2", "before it starts"),
    ("programme.yaml", "{id: M1", "{id: []", "'id' is"),
    ("programme.yaml", "{name: The card works", "{nam: The card works", "unknown key 'nam'"),
    (
        "programme.yaml",
        "the handbook, source: Slide 7",
        "the handbook, weeks_before: -4, source: x",
        "'weeks_before' is -4",
    ),
    ("programme.yaml", "support: [A handbook]", "support: [A guide]", "product 'A guide'"),
    ("municipalities.yaml", "name: Ålev,", "nam: Ålev,", "unknown key 'nam'"),
    ("municipalities.yaml", 'code: "0102"', 'code: "01 02"', "'code' is '01 02'"),
    ("municipalities.yaml", "population: 600", "population: many", "'population' is 'many'"),
    ("municipalities.yaml", "[55.5, 12.25]", "[155.5, 12.25]", "the latitude"),
    (
        "municipalities.yaml",
        "region: Vestland, population: 500",
        "region: Nowhere, population: 500",
        "unknown region 'Nowhere'",
    ),
    ("adjacency.yaml", "[Møborg]", "[Moborgia]", "'Moborgia'"),
    ("adjacency.yaml", "Øster-Holm: [Nordby]", "Øster-Holm: [Øster-Holm]", "linked to itself"),
    ("questionnaire.csv", "Søby,yes,underway", "Søby,maybe,underway", "unknown answer 'maybe'"),
    ("questionnaire.csv", "yes,no,2014-Q3", "yes,no,2014", "the wish is '2014'"),
    ("uptake.yaml", "Søby: 0.25", "Sobyville: 0.25", "'Sobyville'"),
    ("uptake.yaml", "Vestland: 0.6", "Vestland: 6", "this is 6"),
    ("vendors.yaml", "release: 2014-Q3", "release: soon", "'release' is 'soon'"),
    ("vendors.yaml", "2014-Q3: 2}", "2014-Q3: -2}", "but must be a whole number from 0"),
    (
        "vendors.yaml",
        "[Vestrup, Møborg, Øster-Holm]",
        "[Vestrup, Møborg, Øster-Holm, Nordby]",
        "is a customer of two vendors",
    ),
    ("published.csv", "Ålev,3", "Ålev,9", "the wave is '9'"),
]


# Whether the waves can take all citizens is not known without the number of citizens.
UNKNOWN = {"'population' is 'many'", "limit 'D' cannot be kept"}


def told(scratch: Folder, faults: list[tuple[str, str, str, str]]) -> list[str]:
    """What is told of a folder with these faults in it."""
    for name, text in WHOLE.items():
        scratch.write(name, text)
    for file, old, new, _ in faults:
        scratch.replace(file, old, new)
    with pytest.raises(InputError) as caught:
        load_inputs(scratch.path)
    return [f"{fault.file}: {fault.message}" for fault in caught.value.faults]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("told"))


def test_nothing_is_wrong_to_begin_with(scratch: Folder) -> None:
    for name, text in WHOLE.items():
        scratch.write(name, text)
    assert load_inputs(scratch.path).warnings == ()


@pytest.mark.parametrize("one", FAULTS, ids=[f"{fault[0]}: {fault[2]}" for fault in FAULTS])
def test_no_fault_hides_another(scratch: Folder, one: tuple[str, str, str, str]) -> None:
    # Each pair once: with those that stand above it.
    for other in FAULTS[: FAULTS.index(one)]:
        if {one[3], other[3]} == UNKNOWN:
            continue
        found = told(scratch, [one, other])
        for file, _, _, words in (one, other):
            assert any(line.startswith(file) and words in line for line in found), (words, found)


def test_nor_do_all_of_them_together(scratch: Folder) -> None:
    found = told(scratch, FAULTS)
    missing = [
        (file, words)
        for file, _, _, words in FAULTS
        if not any(line.startswith(file) and words in line for line in found)
    ]
    assert missing == [("programme.yaml", "limit 'D' cannot be kept")]
