"""What if a limit of the programme said something else, or nothing."""

from __future__ import annotations

import pytest

from fmkwave.errors import UsageError
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs
from fmkwave.whatif import changed
from folders import Folder

LIMITS = """\
limits:
  No. 1: {region: Østland, most: 2, quarters: [2014-Q2]}
  Citizens: {most: 20000, by: citizens}
  Later: {municipalities: [Søby], earliest: 2014-Q3}
  Together: {municipalities: [Vestrup, Møborg], wave: same}
"""
NAMES = "(Allowed: Citizens, Later, No. 1, Together.)"


@pytest.fixture
def limited(folder: Folder) -> Inputs:
    """The small folder with some limits."""
    folder.replace("programme.yaml", "frozen: []\n", LIMITS)
    return load_inputs(folder.path)


@pytest.mark.parametrize(
    ("setting", "edit", "phrase"),
    [
        ("limits.no. 1.most=3", ("most: 2,", "most: 3,"), "limits.No. 1.most = 3 (was 2)"),
        (
            "limits.No. 1.least=1",
            ("most: 2,", "most: 2, least: 1,"),
            "limits.No. 1.least = 1 (was none)",
        ),
        (
            "Limits.citizens.most=20001",
            ("most: 20000", "most: 20001"),
            "limits.Citizens.most = 20001 (was 20000)",
        ),
        (
            "limits.Later.earliest=2014K4",
            ("earliest: 2014-Q3", "earliest: 2014-Q4"),
            "limits.Later.earliest = 2014-Q4 (was 2014-Q3)",
        ),
        (
            "limits.Together=none",
            ("  Together: {municipalities: [Vestrup, Møborg], wave: same}\n", ""),
            "limits.Together = none (was Møborg, Vestrup in one wave)",
        ),
    ],
)
def test_a_setting_is_as_if_the_file_said_so(
    limited: Inputs, folder: Folder, setting: str, edit: tuple[str, str], phrase: str
) -> None:
    folder.replace("programme.yaml", *edit)
    after = changed(limited, [setting])
    assert after.programme == load_inputs(folder.path).programme
    assert after.changes == (phrase,)


def test_a_key_that_is_null_in_the_file_says_nothing(folder: Folder) -> None:
    folder.replace("programme.yaml", "frozen: []\n", "limits:\n  A: {most: 4, earliest: null}\n")
    assert changed(load_inputs(folder.path), ["limits.A.most=3"]).changes == (
        "limits.A.most = 3 (was 4)",
    )


def test_a_stretch_without_ends_can_be_given_one(limited: Inputs) -> None:
    open_ended = changed(limited, ["limits.Later.earliest=none"])
    after = changed(open_ended, ["limits.Later.latest=2014-Q3"])
    assert after.changes[1:] == ("limits.Later.latest = 2014-Q3 (was none)",)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("limits.Citizen.most=1", f"There is no limit 'Citizen'; did you mean Citizens? {NAMES}"),
        ("limits.=none", f"There is no limit ''. {NAMES}"),
        (
            "limits.No. 1.most=two",
            "The least and the most are whole numbers from 0, or none for none, but this is 'two'.",
        ),
        ("limits.Later.most=2", "Limit 'Later' has no 'most' to set. (Allowed: earliest, latest.)"),
        ("limits.Together.most=2", "Limit 'Together' has no 'most' to set. (Allowed: none.)"),
        ("limits.Later.latest=soon", "'soon' is not a quarter such as 2014-Q2."),
        (
            "limits.Together=2",
            "A limit as a whole can only be taken away, with none, but this is '2'.",
        ),
        (
            "limits.Citizens.most=100",
            "Limit 'Citizens' cannot be kept: the waves would hold 300 citizens in all, and the "
            "group has 25,500.",
        ),
        (
            "limits.Later.latest=2014-Q2",
            "Limit 'Later' cannot be kept: no wave lies in the periods that it leaves; the waves "
            "are in 2014-Q2, 2014-Q3, 2014-Q4.",
        ),
    ],
)
def test_what_is_wrong_is_told(limited: Inputs, setting: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        changed(limited, [setting])
    assert str(caught.value) == f"--set {setting}: {message}"
