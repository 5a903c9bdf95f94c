"""A digest follows what a file says, not how it is written."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from fmkwave.inputs import load_inputs
from fmkwave.inputs.digest import digest, digests, whole
from fmkwave.model import Inputs
from fmkwave.parts import ORIGIN
from folders import FILES, PLAN, Folder


def meanings(inputs: Inputs) -> dict[str, tuple[str, object]]:
    return {file: (source.meaning, source.parts) for file, source in inputs.sources.items()}


# A file, a text in it, and another way to say the same.
SAME = [
    ("programme.yaml", "credit: 0.8", "credit: 0.80"),
    ("programme.yaml", "{weight: 5, reason: Slide 5}", "{reason: 'Slide 5', weight: 5.0}"),
    (
        "programme.yaml",
        "size: 2}\n  - {quarter: 2014-Q3",
        "size: {max: 2, min: 2}}\n  - {quarter: 2014K3",
    ),
    ("programme.yaml", "[under etablering, planlagt]", "[planlagt, under etablering]"),
    ("programme.yaml", "frozen: []\n", "# nothing is frozen\n"),
    ("municipalities.yaml", "label: [55.5, 12.25]", "label: [55.50, 1.225e1]"),
    ("municipalities.yaml", '"0101"', "0101"),
    ("municipalities.yaml", "[Østland, Vestland]", "[Vestland, Østland]"),
    ("adjacency.yaml", "Vestrup: [Møborg]", "Møborg: [Vestrup]  # or so"),
    ("adjacency.yaml", "[Søby, Ålev]", "[Aalev, Søby Kommune]"),
    ("questionnaire.csv", "0102,Søby,yes,underway,no,", "0102,SØBY,ja,planlagt,Nej,ved ikke"),
    ("questionnaire.csv", "# basis: reconstructed\n", "#Basis:reconstructed ,,,\n\n"),
    ("uptake.yaml", "Ålev: 1", "Aalev: 1.000"),
    ("uptake.yaml", "Møborg: 0", "Møborg: -0.0"),
    ("uptake.yaml", "Østland: 0.8\n  Vestland: 0.6", "Vestland: .6\n  østland: 0.8"),
    ("vendors.yaml", "[Nordby, Søby, Ålev]", "[0103, 0101, søby]"),
    ("vendors.yaml", "{2014-Q2: 2, 2014-Q3: 2}", "{2014-K3: 2, 2014Q2: 2}"),
    ("published.csv", "0102,Søby,1\n0103,Ålev,3", '0103,Ålev,3\n"0102","søby","1"'),
]

# A file, a text in it, something else said, and the parts that change by it.
OTHER = [
    ("programme.yaml", "credit: 0.8", "credit: 0.85", {"answer:underway"}),
    ("programme.yaml", "words: [nej]", "words: [nej, næ]", {"answer:no"}),
    ("programme.yaml", "Is there a budget?", "Is there any budget?", {"text:budget"}),
    ("programme.yaml", "weight: 20, tier: 2", "weight: 21, tier: 2", {"weight:resources"}),
    ("programme.yaml", "weight: 20, tier: 2", "weight: 20, tier: 3", {"weight:resources"}),
    ("programme.yaml", "label: GPs", "label: Doctors", {"text:practice"}),
    (
        "programme.yaml",
        "wish: {weight: 25, reason: Slide 4",
        "wish: {weight: 25, reason: Slide 5",
        {"text:wish"},
    ),
    ("programme.yaml", "wish: {weight: 25", "wish: {weight: 25.001", {"weight:wish"}),
    ("programme.yaml", "ferry: {weight: 5", "ferry: {weight: 0", {"weight:ferry"}),
    ("programme.yaml", "{min: 1, max: 3}", "{min: 1, max: 2}", {"wave:2"}),
    ("programme.yaml", "frozen: []", "frozen: [2014-Q2]", {"frozen"}),
    ("programme.yaml", "blank_words: [ved ikke]", "blank_words: [nix]", {"blank_words"}),
    ("programme.yaml", "name: Invented roll-out", "name: Another", {"name"}),
    ("programme.yaml", "source: Invented slides", "source: Other slides", {ORIGIN}),
    ("programme.yaml", "name: A handbook", "name: Two handbooks", {"support_products"}),
    ("municipalities.yaml", "population: 9000", "population: 9001", {"0101"}),
    ("municipalities.yaml", "label: [55.5, 12.25]", "label: [55.5, 12.26]", {"0440"}),
    ("municipalities.yaml", "basis: public", "basis: collected", {ORIGIN}),
    ("adjacency.yaml", "Vestrup: [Møborg]", "Vestrup: [Søby]", {"0102", "0420", "0430"}),
    ("adjacency.yaml", "ferry:\n  Øster-Holm: [Nordby]", "ferry: {}", {"0101", "0440"}),
    ("questionnaire.csv", "0102,Søby,yes", "0102,Søby,no", {"0102"}),
    ("questionnaire.csv", "underway,no,\n", "underway,no,2014-Q2\n", {"0102"}),
    ("questionnaire.csv", "# basis: reconstructed", "# basis: collected", {ORIGIN}),
    ("uptake.yaml", "Vestland: 0.6", "Vestland: 0.61", {"Vestland"}),
    ("uptake.yaml", "Møborg: 0", "Møborg: 0.01", {"0430"}),
    ("vendors.yaml", "2014-Q2: 2", "2014-Q2: 3", {"Vendor A"}),
    ("vendors.yaml", "release: 2014-Q3", "release: 2014-Q2", {"Vendor B"}),
    ("vendors.yaml", "{Ålev: 2014-Q4}", "{Ålev: 2014-Q3}", {"agreement:0103"}),
    ("vendors.yaml", "Vendor B", "Vendor C", {"Vendor B", "Vendor C", "0420", "0430", "0440"}),
    ("published.csv", "Vestrup,2", "Vestrup,3", {"0420"}),
    ("published.csv", "Invented draft", "Another draft", {ORIGIN}),
]


@pytest.mark.parametrize(("file", "old", "new"), SAME)
def test_another_spelling_is_the_same_meaning(
    folder: Folder, file: str, old: str, new: str
) -> None:
    before = load_inputs(folder.path)
    folder.replace(file, old, new)
    after = load_inputs(folder.path)
    assert meanings(after) == meanings(before)
    assert after.model_copy(update={"places": before.places}) == before


@pytest.mark.parametrize(("file", "old", "new", "changed"), OTHER)
def test_a_changed_value_changes_the_digests_of_its_part_and_file_only(
    folder: Folder, file: str, old: str, new: str, changed: set[str]
) -> None:
    folder.write("plan.yaml", PLAN)
    before = load_inputs(folder.path).sources
    folder.replace(file, old, new)
    after = load_inputs(folder.path).sources
    assert {name for name in FILES if after[name].meaning != before[name].meaning} == {file}
    assert {
        (name, part)
        for name in FILES
        for part in {*before[name].parts, *after[name].parts}
        if before[name].parts.get(part) != after[name].parts.get(part)
    } == {(file, part) for part in changed}


def test_every_part_has_a_place(folder: Folder) -> None:
    inputs = load_inputs(folder.path)
    parts = {(file, part) for file, source in inputs.sources.items() for part in source.parts}
    assert len(parts) == 78
    assert parts <= inputs.places.keys()


def test_a_section_that_is_left_out_is_no_part(folder: Folder) -> None:
    folder.replace("programme.yaml", "blank_words: [ved ikke]\n", "")
    inputs = load_inputs(folder.path)
    assert "blank_words" not in inputs.sources["programme.yaml"].parts
    assert ("programme.yaml", "blank_words") not in inputs.places


def shuffled(text: str, file: str, rng: random.Random) -> str:
    """The same content with rows, or keys at the top and below, in another order."""
    if file.endswith(".csv"):
        lines = text.splitlines()
        rows = lines[3:]
        rng.shuffle(rows)
        return "\n".join([*lines[:3], *rows])
    return "\n".join(blocks(text.splitlines(), rng))


def blocks(lines: list[str], rng: random.Random) -> list[str]:
    """The lines with the blocks of each indentation in another order, except for sequences."""
    if not lines:
        return []
    margin = len(lines[0]) - len(lines[0].lstrip())
    starts = [at for at, line in enumerate(lines) if line[margin : margin + 1] != " "]
    parts = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    is_list = lines[0].lstrip().startswith("-")
    if not is_list or "population" in "".join(lines):
        rng.shuffle(parts)
    return [
        line for head, *rest in parts for line in (head, *(rest if is_list else blocks(rest, rng)))
    ]


@pytest.mark.parametrize("seed", range(5))
def test_order_means_nothing(folder: Folder, seed: int) -> None:
    before = load_inputs(folder.path)
    rng = random.Random(seed)
    for file in FILES:
        folder.write(file, shuffled(folder.read(file), file, rng))
    after = load_inputs(folder.path)
    assert after.places != before.places
    same = after.model_copy(update={"places": before.places})
    assert same == before
    # Not only equal, but in the same order throughout.
    assert same.model_dump_json(exclude={"places"}) == before.model_dump_json(exclude={"places"})


def test_a_digest_is_known() -> None:
    """Digests are stored in plans, so they must not change from one version to the next."""
    content = {"b": [1, "å", Decimal("0.50")], "a": None}
    assert digest(content) == "c593d582979392493964c32d3a206cf260a6345afe8fb86e2be7011a3adc2e27"


def test_a_file_s_digest_follows_from_those_of_its_parts() -> None:
    parts = digests({"b": [1, "å", Decimal("0.50")], "a": None})
    assert parts == {"a": "74234e98afe7", "b": "2fb1ba18eeea"}
    assert list(parts) == ["a", "b"]
    assert whole(parts) == digest({"b": "2fb1ba18eeea", "a": "74234e98afe7"})
