"""What names may hold, in every file that gives them."""

from __future__ import annotations

import pytest

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from folders import Folder

EQUALS = "holds '=', at which options such as --set would part it; leave it out"
LONG = "x" * 201
SHOWN = f"'{'x' * 39}…'"
TOO_LONG = f"{SHOWN} has 201 characters, but 200 are the most that a name may have"


def faults(folder: Folder) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("municipalities.yaml", "name: Nordby,", "name: Nord=by,", f"5: 'Nord=by' {EQUALS}"),
        ("municipalities.yaml", "name: Nordby,", f"name: {LONG},", f"5: {TOO_LONG}"),
        ("municipalities.yaml", 'code: "0101"', f'code: "{LONG}"', f"5: {TOO_LONG}"),
        ("municipalities.yaml", "Nordby Kommune", LONG, f"5: {TOO_LONG}"),
        ("municipalities.yaml", "[Østland,", f"[Østland, {LONG},", f"3: {TOO_LONG}"),
        ("programme.yaml", "name: Invented roll-out", f"name: {LONG}", f"3: {TOO_LONG}"),
        ("programme.yaml", "  ferry: {", "  a=b: {", f"24: 'a=b' {EQUALS}"),
        ("programme.yaml", "    budget: {", "    a=b: {", f"16: 'a=b' {EQUALS}"),
        ("programme.yaml", "  practice: {", "  a=b: {", f"19: 'a=b' {EQUALS}"),
        ("programme.yaml", "  no: {", "  n=o: {", f"11: 'n=o' {EQUALS}"),
        ("programme.yaml", "  no: {", f"  {LONG}: {{", f"11: {TOO_LONG}"),
        ("programme.yaml", "name: Pilots", f"name: {LONG}", f"27: {TOO_LONG}"),
        (
            "programme.yaml",
            "frozen: []",
            "limits: {a=b: {municipalities: [Nordby], most: 1}}",
            f"25: 'a=b' {EQUALS}",
        ),
        ("vendors.yaml", "  Vendor B:", f"  {LONG}:", f"9: {TOO_LONG}"),
    ],
)
def test_a_name_that_cannot_be_used(
    folder: Folder, file: str, old: str, new: str, fault: str
) -> None:
    folder.replace(file, old, new)
    assert f"{file}:{fault}" in faults(folder)


def test_the_longest_names_and_any_sign_but_one_are_fine(folder: Folder) -> None:
    longest = "<b>:\\`$(x)#'\"%&|*[]()" + "æ" * 179
    assert len(longest) == 200
    quoted = f"'{longest.replace(chr(39), chr(39) * 2)}'"
    folder.replace("municipalities.yaml", "name: Søby,", f"name: {quoted},")
    folder.replace("municipalities.yaml", "Søby Kommune", "Søby")
    assert load_inputs(folder.path).name("0102") == longest


def test_a_name_on_several_lines_is_one_line(folder: Folder) -> None:
    folder.replace("municipalities.yaml", "name: Øster-Holm\n", "name: |\n     Øster-\n     Holm\n")
    assert load_inputs(folder.path).name("0440") == "Øster- Holm"


def test_a_question_may_begin_with_a_capital_letter(folder: Folder) -> None:
    folder.replace("programme.yaml", "    budget:", "    Budget:")
    folder.replace("questionnaire.csv", "budget", "Budget")
    inputs = load_inputs(folder.path)
    assert set(inputs.programme.weights.readiness) == {"signature", "Budget", "resources"}
    assert inputs.questionnaires["0101"].answers["Budget"] == "yes"
    folder.replace("questionnaire.csv", "Budget", "bugdet")
    assert faults(folder) == [
        "questionnaire.csv:3: unknown column 'bugdet'; did you mean Budget? (columns: code, "
        "municipality, Budget, signature, resources, wished_quarter)"
    ]
