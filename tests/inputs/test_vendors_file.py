"""vendors.yaml: customers, releases, go-lives and agreements."""

from __future__ import annotations

import pytest

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from folders import Folder

FILE = "vendors.yaml"

# What stands in the file, what someone writes instead, and all that is then said.
FAULTS = [
    (
        "Vendor B:",
        "0420:",
        ["vendors.yaml:9: '0420' is the code of Vestrup; a vendor needs a name of its own"],
    ),
    (
        "Søby, Ålev]",
        "Sjby, Ålev]",
        [
            "vendors.yaml:7: unknown municipality 'Sjby'; did you mean Søby?",
        ],
    ),
    (
        "Søby, Ålev]",
        "Søby, Vestrup, Ålev]",
        [
            (
                "vendors.yaml:11: Vestrup (0420) is a customer of two vendors: Vendor A "
                "(line 7) and Vendor B (line 11)"
            ),
        ],
    ),
    (
        "Søby, Ålev]",
        "Søby, Søby, Ålev]",
        [
            (
                "vendors.yaml:7: Søby (0102) is listed twice as a customer of Vendor A, "
                "first on line 7"
            ),
        ],
    ),
    (
        "Søby, Ålev]",
        "Ålev]",
        [
            "vendors.yaml:3: no vendor for Søby (0102)",
        ],
    ),
    (
        "{Ålev: 2014-Q4}",
        "{Ålev: 2014-Q1}",
        [
            (
                "vendors.yaml:8: the period agreed with Ålev is '2014-Q1', but only the "
                "waves' periods are allowed: 2014-Q2, 2014-Q3, 2014-Q4"
            ),
        ],
    ),
    (
        "{Ålev: 2014-Q4}",
        "{Ålev: 2015-Q1}",
        [
            (
                "vendors.yaml:8: the period agreed with Ålev is '2015-Q1', but only the "
                "waves' periods are allowed: 2014-Q2, 2014-Q3, 2014-Q4"
            ),
        ],
    ),
    (
        "{Ålev: 2014-Q4}",
        "{Vestrup: 2014-Q4}",
        [
            (
                "vendors.yaml:8: Vendor A has an agreement with Vestrup (0420), which is not "
                "among its customers"
            ),
        ],
    ),
    (
        "{Ålev: 2014-Q4}",
        "{Ålev: 2014-Q4, Aalev: 2014-Q3}",
        [
            "vendors.yaml:8: Ålev (0103) has two agreements",
        ],
    ),
    (
        "{Ålev: 2014-Q4}",
        "{Ålv: 2014-Q4}",
        [
            "vendors.yaml:8: unknown municipality 'Ålv'; did you mean Ålev?",
        ],
    ),
    (
        "{Ålev: 2014-Q4}",
        "{Ålev: 7}",
        [
            (
                "vendors.yaml:8: the period agreed with Ålev is 7, but only the waves' "
                "periods are allowed: 2014-Q2, 2014-Q3, 2014-Q4"
            ),
        ],
    ),
    (
        "release: 2014-Q3",
        "release: 2014-Q3\n    agreements: {Vestrup: 2014-Q2}",
        [
            (
                "vendors.yaml:11: the agreement with Vestrup is for 2014-Q2, but Vendor B "
                "releases in 2014-Q3"
            ),
        ],
    ),
    (
        "release: 2014-Q3",
        "release: 2015-Q1",
        [
            (
                "vendors.yaml:10: Vendor B releases in 2015-Q1, which is after the last wave "
                "in 2014-Q4"
            ),
        ],
    ),
    (
        "release: 2014-Q3",
        "release: soon",
        [
            ("vendors.yaml:10: 'release' is 'soon', but a quarter such as 2014-Q2 is expected"),
        ],
    ),
    (
        "release: 2014-Q3",
        "relase: 2014-Q3",
        [
            (
                "vendors.yaml:10: unknown key 'relase'; did you mean release? (allowed: "
                "release, customers, go_lives, agreements)"
            ),
        ],
    ),
    (
        "    release: 2014-Q3\n",
        "",
        [
            "vendors.yaml:9: key 'release' is missing",
        ],
    ),
    (
        "go_lives: {2014-Q2: 2,",
        "go_lives: {2015-Q2: 2,",
        [
            (
                "vendors.yaml:6: a period under 'go_lives' is '2015-Q2', but only the "
                "waves' periods are allowed: 2014-Q2, 2014-Q3, 2014-Q4"
            ),
        ],
    ),
    (
        "go_lives: {2014-Q2: 2,",
        "go_lives: {2014-Q2: -2,",
        [
            ("vendors.yaml:6: the go-lives in 2014-Q2 are -2, but must be a whole number from 0"),
        ],
    ),
    (
        "go_lives: {2014-Q2: 2,",
        "go_lives: {2014-Q2: 2.5,",
        [
            ("vendors.yaml:6: the go-lives in 2014-Q2 are 2.5, but must be a whole number from 0"),
        ],
    ),
    (
        "go_lives: {2014-Q2: 2,",
        "go_lives: {2014-Q2: two,",
        [
            (
                "vendors.yaml:6: the go-lives in 2014-Q2 are 'two', but must be a whole "
                "number from 0"
            ),
        ],
    ),
    (
        "go_lives: {2014-Q2: 2,",
        "go_lives: {2014-Q2: 2, 2014-K2: 3,",
        [
            "vendors.yaml:6: the go-lives in 2014-Q2 are stated twice",
        ],
    ),
    (
        "Vendor B:",
        "vendor a:",
        [
            "vendors.yaml:9: vendor 'vendor a' is listed already, as 'Vendor A' on line 4",
        ],
    ),
    (
        "Vendor B:",
        "Vendor A:",
        [
            "vendors.yaml:9: key 'Vendor A' is written twice, on lines 4 and 9",
        ],
    ),
    (
        "[Vestrup, Møborg, Øster-Holm]",
        "Vestrup",
        [
            ("vendors.yaml:11: 'customers' is 'Vestrup', but a list such as [Vestrup] is expected"),
        ],
    ),
    (
        "vendors:",
        "vendor:",
        [
            (
                "vendors.yaml:3: unknown key 'vendor'; did you mean vendors? (allowed: "
                "basis, source, vendors)"
            ),
        ],
    ),
    (
        "customers: [Nordby, Søby, Ålev]",
        "customers: {Nordby: 1}",
        [
            (
                "vendors.yaml:7: 'customers' is a group of keys, but a list such as [one, "
                "two] is expected"
            ),
            (
                "vendors.yaml:8: Vendor A has an agreement with Ålev (0103), which is not "
                "among its customers"
            ),
        ],
    ),
    (
        "go_lives: {2014-Q2: 2, 2014-Q3: 2}",
        "go_lives: [2, 2]",
        [
            ("vendors.yaml:6: 'go_lives' is a list, but a group of 'key: value' lines is expected"),
        ],
    ),
    (
        "agreements: {Ålev: 2014-Q4}",
        "agreements: Ålev",
        [
            (
                "vendors.yaml:8: 'agreements' is 'Ålev', but a group of 'key: value' lines "
                "is expected"
            ),
        ],
    ),
    (
        "customers: [Vestrup, Møborg, Øster-Holm]",
        "customers: []",
        [
            "vendors.yaml:3: no vendor for Møborg (0430)",
            "vendors.yaml:3: no vendor for Vestrup (0420)",
            "vendors.yaml:3: no vendor for Øster-Holm (0440)",
        ],
    ),
    (
        "  Vendor B:\n    release: 2014-Q3\n    customers: [Vestrup, Møborg, Øster-Holm]\n",
        "  Vendor B:\n",
        [
            "vendors.yaml:9: key 'customers' is missing",
            "vendors.yaml:9: key 'release' is missing",
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "messages"), FAULTS, ids=[new for _, new, _ in FAULTS])
def test_a_fault_is_told_with_its_line(
    folder: Folder, old: str, new: str, messages: list[str]
) -> None:
    folder.replace(FILE, old, new)
    assert folder.faults() == messages


def test_without_vendors_nobody_needs_one(folder: Folder) -> None:
    folder.write(FILE, "basis: public\nsource: x\nvendors: {}\n")
    assert load_inputs(folder.path).vendors == ()


def test_vendors_are_read_in_danish_order(folder: Folder) -> None:
    folder.replace(FILE, "Vendor A:", "Åsted IT:")
    inputs = load_inputs(folder.path)
    assert [vendor.name for vendor in inputs.vendors] == ["Vendor B", "Åsted IT"]
    assert inputs.vendors[1].model_dump() == {
        "name": "Åsted IT",
        "release": "2014-Q2",
        "go_lives": {"2014-Q2": 2, "2014-Q3": 2},
        "customers": ("0101", "0102", "0103"),
        "agreements": {"0103": "2014-Q4"},
    }


def test_the_place_of_customers_and_agreements_is_known(folder: Folder) -> None:
    places = load_inputs(folder.path).places
    assert str(places[FILE, "0420"]) == "vendors.yaml:11"
    assert str(places[FILE, "agreement:0103"]) == "vendors.yaml:8"


@pytest.mark.parametrize(
    ("vendors", "message"),
    [
        ("[a]", "'vendors' is a list, but a group of 'key: value' lines is expected"),
        ("{A: 7}", "'A' is 7, but a group of 'key: value' lines is expected"),
    ],
)
def test_vendors_in_another_form(folder: Folder, vendors: str, message: str) -> None:
    folder.write(FILE, f"basis: public\nsource: x\nvendors: {vendors}\n")
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value) == f"vendors.yaml:3: {message}"
