"""uptake.yaml: shares per municipality and region."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fmkwave.inputs import load_inputs
from folders import Folder

FILE = "uptake.yaml"

# What stands in the file, what someone writes instead, and all that is then said.
FAULTS = [
    (
        "Søby: 0.25",
        "Søby: 85",
        [
            ("uptake.yaml:5: a share lies between 0 and 1, but this is 85 (85 % is written 0.85)"),
        ],
    ),
    (
        "Søby: 0.25",
        "Søby: 85 %",
        [
            "uptake.yaml:5: a share lies between 0 and 1, but this is '85 %'; write 0.85",
        ],
    ),
    (
        "Søby: 0.25",
        "Søby: 8,5%",
        [
            "uptake.yaml:5: a share lies between 0 and 1, but this is '8,5%'; write 0.085",
        ],
    ),
    (
        "Søby: 0.25",
        "Søby: 0,25",
        [
            (
                "uptake.yaml:5: a share lies between 0 and 1, but this is '0,25'; write "
                "0.25, with a decimal point"
            ),
        ],
    ),
    (
        "Søby: 0.25",
        "Søby: .nan",
        [
            "uptake.yaml:5: a share lies between 0 and 1, but this is not a number (.nan)",
        ],
    ),
    (
        "Søby: 0.25",
        "Søby: -0.25",
        [
            "uptake.yaml:5: a share lies between 0 and 1, but this is -0.25",
        ],
    ),
    (
        "Søby: 0.25",
        "Søby:",
        [
            "uptake.yaml:5: a share lies between 0 and 1, but this is empty",
        ],
    ),
    (
        "Søby: 0.25",
        "Søby: all",
        [
            "uptake.yaml:5: a share lies between 0 and 1, but this is 'all'",
        ],
    ),
    (
        "Søby: 0.25",
        "Søby: 1000",
        [
            "uptake.yaml:5: a share lies between 0 and 1, but this is 1000",
        ],
    ),
    (
        "Søby: 0.25",
        "Søby: 0.25\n  Søby Kommune: 0.3",
        [
            "uptake.yaml:6: Søby has a share in 'practice' already, on line 5",
        ],
    ),
    (
        "  Søby: 0.25\n",
        "",
        [
            "uptake.yaml:3: no share in 'practice' for Søby (0102)",
        ],
    ),
    (
        "Søby: 0.25",
        "Sjby: 0.25",
        [
            "uptake.yaml:5: unknown municipality 'Sjby'; did you mean Søby?",
        ],
    ),
    (
        "Vestland",
        "Vestlnd",
        [
            (
                "uptake.yaml:12: unknown region 'Vestlnd'; did you mean Vestland? (allowed: "
                "Østland, Vestland)"
            ),
        ],
    ),
    (
        "  Vestland: 0.6\n",
        "",
        [
            "uptake.yaml:10: no share in 'hospitals' for Vestland",
        ],
    ),
    (
        "hospitals:",
        "hospital:",
        [
            (
                "uptake.yaml:10: unknown key 'hospital'; did you mean hospitals? (allowed: "
                "basis, source, practice, hospitals)"
            ),
        ],
    ),
    (
        "hospitals:\n",
        "hospitals: x\ny:\n",
        [
            ("uptake.yaml:10: 'hospitals' is 'x', but a group of 'key: value' lines is expected"),
            "uptake.yaml:11: unknown key 'y' (allowed: basis, source, practice, hospitals)",
        ],
    ),
    (
        "Søby: 0.25",
        "Søby: 0.25\n  Søby: 0.3",
        [
            "uptake.yaml:6: key 'Søby' is written twice, on lines 5 and 6",
        ],
    ),
    (
        "Vestland",
        "ØSTLAND",
        [
            "uptake.yaml:10: no share in 'hospitals' for Vestland",
            "uptake.yaml:12: Østland has a share in 'hospitals' already, on line 11",
        ],
    ),
    (
        "practice:\n",
        "practice: [1]\nx: \n",
        [
            ("uptake.yaml:3: 'practice' is a list, but a group of 'key: value' lines is expected"),
            "uptake.yaml:4: unknown key 'x' (allowed: basis, source, practice, hospitals)",
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "messages"), FAULTS, ids=[new for _, new, _ in FAULTS])
def test_a_fault_is_told_with_its_line(
    folder: Folder, old: str, new: str, messages: list[str]
) -> None:
    folder.replace(FILE, old, new)
    assert folder.faults() == messages


def test_shares_are_exact_and_keyed_by_code_or_region(folder: Folder) -> None:
    folder.replace(FILE, "Nordby: 0.5", "nordby kommune: 0.1")
    folder.replace(FILE, "Østland: 0.8", "østland: 1.0")
    inputs = load_inputs(folder.path)
    assert inputs.uptake["practice"]["0101"] == Decimal("0.1")
    assert inputs.uptake["hospitals"] == {"Vestland": Decimal("0.6"), "Østland": 1}
    assert str(inputs.places[FILE, "0101"]) == "uptake.yaml:4"
    assert str(inputs.places[FILE, "Vestland"]) == "uptake.yaml:12"


def test_a_share_of_too_many_digits(folder: Folder) -> None:
    folder.replace("uptake.yaml", "Vestland: 0.6", f"Vestland: 0.{'0' * 1_000_000}1")
    (told,) = folder.faults()
    assert told.endswith("…'; it has more digits than are read")
