"""Whether a committed plan is what the inputs say, what changed, and where that shows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmkwave.changes import Change
from fmkwave.changes import changes as find_changes
from fmkwave.check import Check, check, check_unplanned, check_without_plan
from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from fmkwave.model import CommittedPlan, Inputs, Place, Proof
from fmkwave.model.plan import Value
from fmkwave.moves import Move
from fmkwave.parts import MUNICIPALITIES
from fmkwave.planfile import dumps, read_plan
from fmkwave.planner import make_plan
from fmkwave.recorded import recorded, same
from fmkwave.whatif import changed
from folders import FILES, QUESTIONNAIRE, Folder

HAND = "no input changed, so the plan was edited by hand or made by another version of fmkwave"


@pytest.fixture
def committed(folder: Folder) -> CommittedPlan:
    """The plan of the small folder, written to its plan.yaml and read from it."""
    inputs = load_inputs(folder.path)
    folder.write("plan.yaml", dumps(inputs, make_plan(inputs)))
    return read_plan(folder.path / "plan.yaml")


def without_values(text: str) -> str:
    """The text of a plan as an older fmkwave wrote it."""
    return re.sub("# The values.*?(?=# The first)", "", text, flags=re.DOTALL)


def checked(folder: Folder, plan: CommittedPlan | None = None) -> Check:
    inputs = load_inputs(folder.path)
    return check(inputs, make_plan(inputs), plan or read_plan(folder.path / "plan.yaml"))


def changes(found: Check) -> list[str]:
    return [f"{change.place}: {change.text}" for change in found.changes]


def other(found: Check) -> list[str]:
    return [f"{one.place}: {one.text}" for one in found.other]


# --- Nothing differs --------------------------------------------------------------------------


def test_the_plan_just_made_is_identical(folder: Folder, committed: CommittedPlan) -> None:
    found = checked(folder)
    assert found.identical
    assert found == Check(places={"": Place("plan.yaml", 0)}, quarters=committed.quarters)


def test_a_plan_that_was_never_written_can_be_checked(folder: Folder) -> None:
    assert checked(folder, make_plan(load_inputs(folder.path))).identical


def test_a_comment_or_another_order_or_spelling_changes_nothing(
    folder: Folder, committed: CommittedPlan
) -> None:
    text = folder.read("questionnaire.csv").replace("underway", "planlagt").rstrip("\n").split("\n")
    folder.write("questionnaire.csv", "\n".join([*text[:3], *reversed(text[3:])]) + "\n")
    folder.write("programme.yaml", "# A comment.\n" + folder.read("programme.yaml"))
    folder.replace("adjacency.yaml", "Vestrup: [Møborg]", "Møborg: [Vestrup]")
    assert checked(folder).identical


# --- What changed -----------------------------------------------------------------------------

CHANGED = "changed since the plan was made"


@pytest.mark.parametrize(
    ("file", "edit", "expected"),
    [
        (
            "questionnaire.csv",
            ("Ålev,no,no,yes", "Ålev,no,no,no"),
            ["questionnaire.csv:6: Ålev: resources yes → no"],
        ),
        (
            "questionnaire.csv",
            ("Søby,yes,underway,no,", "Søby,yes,,no,2014-Q3"),
            [
                "questionnaire.csv:5: Søby: budget underway → blank",
                "questionnaire.csv:5: Søby: wish none → 2014-Q3",
            ],
        ),
        (
            "municipalities.yaml",
            ("population: 9000", "population: 12000"),
            ["municipalities.yaml:5: Nordby: population 9,000 → 12,000"],
        ),
        (
            "municipalities.yaml",
            ("tile: [3, 4]", "tile: [3, 5]"),
            [f"municipalities.yaml:10: Øster-Holm {CHANGED}"],
        ),
        (
            "uptake.yaml",
            ("Søby: 0.25", "Søby: 0.3"),
            ["uptake.yaml:5: Søby: practice 0.25 → 0.3"],
        ),
        (
            "uptake.yaml",
            ("Østland: 0.8", "Østland: 0.85"),
            ["uptake.yaml:11: Østland: hospitals 0.8 → 0.85"],
        ),
        (
            "vendors.yaml",
            ("2014-Q3: 2}", "2014-Q4: 1}"),
            [
                "vendors.yaml:4: Vendor A: go-lives in 2014-Q3: 2 → no limit",
                "vendors.yaml:4: Vendor A: go-lives in 2014-Q4: no limit → 1",
            ],
        ),
        (
            "vendors.yaml",
            ("    release: 2014-Q3\n", "    release: 2014-Q2\n"),
            ["vendors.yaml:9: Vendor B: release 2014-Q3 → 2014-Q2"],
        ),
        (
            "adjacency.yaml",
            ("Nordby: [Søby, Ålev]", "Nordby: [Søby, Møborg]"),
            [
                "adjacency.yaml:4: link of Nordby and Møborg: none → land",
                "adjacency.yaml: link of Nordby and Ålev: land → none",
            ],
        ),
        (
            "programme.yaml",
            ("underway: {credit: 0.8", "underway: {credit: 0.9"),
            ["programme.yaml:10: answer underway: 0.8 → 0.9"],
        ),
        (
            "programme.yaml",
            ("frozen: []", "stability: 2.5"),
            ["programme.yaml:25: stability: 0 → 2.5"],
        ),
        (
            "published.csv",
            ("Søby,1", "Søby,2"),
            [f"published.csv:5: Søby {CHANGED}"],
        ),
        (
            "programme.yaml",
            ("budget: {weight: 30", "budget: {weight: 31"),
            ["programme.yaml:16: weight of budget: 30 → 31"],
        ),
        (
            "programme.yaml",
            ("{min: 1, max: 3}", "{min: 2, max: 3}"),
            ["programme.yaml:6: wave 2: size 1-3 → 2-3"],
        ),
        (
            "programme.yaml",
            ("blank_words: [ved ikke]\n", ""),
            [f"programme.yaml: blank words {CHANGED}"],
        ),
        (
            "uptake.yaml",
            ("source: Invented shares", "source: Guesses"),
            [f"uptake.yaml:1: its basis or source {CHANGED}"],
        ),
        (
            "adjacency.yaml",
            ("ferry:\n  Øster-Holm: [Nordby]", "ferry: {}"),
            ["adjacency.yaml: link of Nordby and Øster-Holm: ferry → none"],
        ),
        (
            "vendors.yaml",
            ("    agreements: {Ålev: 2014-Q4}\n", ""),
            ["vendors.yaml: agreement with Ålev: 2014-Q4 → none"],
        ),
        (
            "vendors.yaml",
            (
                "  Vendor B:\n    release: 2014-Q3\n    customers: [Vestrup, Møborg, Øster-Holm]\n",
                "  Vendor C:\n    release: 2014-Q3\n    customers: [Vestrup, Møborg, Øster-Holm]\n",
            ),
            [
                "vendors.yaml:9: Vendor C is new since the plan was made",
                "vendors.yaml:11: Vestrup: vendor Vendor B → Vendor C",
                "vendors.yaml:11: Møborg: vendor Vendor B → Vendor C",
                "vendors.yaml:11: Øster-Holm: vendor Vendor B → Vendor C",
                "vendors.yaml: Vendor B is gone",
            ],
        ),
    ],
)
def test_what_changed_is_named_with_its_place(
    folder: Folder, committed: CommittedPlan, file: str, edit: tuple[str, str], expected: list[str]
) -> None:
    folder.replace(file, *edit)
    found = checked(folder)
    assert changes(found) == expected
    assert found.changed_inputs == (file,)
    assert not found.identical


def test_a_file_that_went_and_came(folder: Folder, committed: CommittedPlan) -> None:
    published = folder.read("published.csv")
    (folder.path / "published.csv").unlink()
    gone = checked(folder)
    assert changes(gone) == [
        "published.csv: the file is missing, but was there when the plan was made"
    ]
    inputs = load_inputs(folder.path)
    folder.write("plan.yaml", dumps(inputs, make_plan(inputs)))
    folder.write("published.csv", published)
    assert changes(checked(folder)) == ["published.csv: the file is new since the plan was made"]


def test_a_municipality_that_went_is_named_as_the_plan_names_it(
    folder: Folder, committed: CommittedPlan
) -> None:
    for file in ("questionnaire.csv", "published.csv"):
        rows = folder.read(file).splitlines(keepends=True)
        folder.write(file, "".join(row for row in rows if "Møborg" not in row))
    folder.replace("uptake.yaml", "  Møborg: 0\n", "")
    folder.replace("vendors.yaml", "Møborg, ", "")
    folder.replace("adjacency.yaml", "  Vestrup: [Møborg]\n", "")
    rows = folder.read("municipalities.yaml").splitlines(keepends=True)
    folder.write("municipalities.yaml", "".join(row for row in rows if "Møborg" not in row))
    found = checked(folder)
    assert changes(found)[0] == "adjacency.yaml: link of Vestrup and Møborg: land → none"
    assert changes(found)[1:] == [
        f"{file}: Møborg is gone"
        for file in (
            *("municipalities.yaml", "published.csv", "questionnaire.csv"),
            *("uptake.yaml", "vendors.yaml"),
        )
    ]
    assert other(found)[-1] == (
        "plan.yaml:37: the plan places 0430 Møborg, which the inputs do not have"
    )


ROWS = {line[:4]: line for line in QUESTIONNAIRE.splitlines()[3:]}
ANSWER = st.sampled_from(["yes", "ja", "JA", "underway", "planlagt", "no", "nej", "", "ved ikke"])
MEANING = {"ja": "yes", "JA": "yes", "planlagt": "underway", "nej": "no", "ved ikke": ""}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    given_answers=st.fixed_dictionaries({}, optional=dict.fromkeys(ROWS, ANSWER)),
    order=st.permutations(list(ROWS)),
)
def test_every_row_that_changed_is_named_and_no_other(
    folder: Folder, committed: CommittedPlan, given_answers: dict[str, str], order: list[str]
) -> None:
    rows = {code: line.split(",") for code, line in ROWS.items()}
    for code, answer in given_answers.items():
        rows[code][3] = answer
    head = QUESTIONNAIRE.splitlines()[:3]
    text = "\n".join([*head, *(",".join(rows[code]) for code in order)])
    folder.write("questionnaire.csv", text + "\n")
    changed = {
        code
        for code, answer in given_answers.items()
        if MEANING.get(answer, answer) != ROWS[code].split(",")[3]
    }
    found = checked(folder, committed)
    assert {change.part for change in found.changes} == changed
    assert all(order[change.line - 4] == change.part for change in found.changes)
    for change in found.changes:
        answer = given_answers[change.part]
        now = MEANING.get(answer, answer) or None
        old = ROWS[change.part].split(",")[3] or None
        assert (change.field, change.before, change.after) == ("budget", old, now)


def facts(inputs: Inputs) -> object:
    """What inputs mean, apart from where it stands."""
    origins = {file: (one.basis, one.source) for file, one in inputs.sources.items()}
    return inputs.model_copy(update={"sources": {}, "places": {}, "warnings": ()}), origins


def value_of(inputs: Inputs, change: Change) -> Value:
    """What inputs hold in place of a change: a name stands in a plan's waves, not in its values."""
    if (change.file, change.field) == (MUNICIPALITIES, "name"):
        return inputs.name(change.part)
    return recorded(inputs)[change.file].get(change.part, {}).get(change.field)


WORDS = sorted({word for text in FILES.values() for word in re.findall(r"[\w.\-]+", text)})


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=st.sampled_from(sorted(FILES)),
    at=st.integers(0, 10_000),
    word=st.sampled_from([*WORDS, "# so", "2.0", "0.80", "JA", "Aalev"]),
)
def test_a_change_is_told_where_the_meaning_changed_and_nowhere_else(
    folder: Folder, committed: CommittedPlan, file: str, at: int, word: str
) -> None:
    """One word of one file is replaced by another; whatever still loads obeys the law."""
    text = FILES[file]
    folder.write(file, text)
    before = load_inputs(folder.path)
    spots = list(re.finditer(r"[\w.\-]+", text))
    spot = spots[at % len(spots)]
    folder.write(file, text[: spot.start()] + word + text[spot.end() :])
    try:
        after = load_inputs(folder.path)
    except InputError:
        return
    finally:
        folder.write(file, text)
    found = find_changes(after, committed)
    assert bool(found) == (facts(after) != facts(before))
    assert {change.file for change in found} <= {file}
    for change in found:
        if change.field:
            assert same(change.before, value_of(before, change))
            assert same(change.after, value_of(after, change))
            assert not same(change.before, change.after)
    if file.endswith(".csv"):
        assert {change.line for change in found} <= {text.count("\n", 0, spot.start()) + 1, 1}


# --- Who would move, and what is broken --------------------------------------------------------


def test_whoever_would_move_is_named_with_what_changed(
    folder: Folder, committed: CommittedPlan
) -> None:
    folder.replace("questionnaire.csv", "Ålev,no,no,yes,2014-Q4", "Ålev,yes,yes,yes,2014-Q2")
    folder.replace("vendors.yaml", "agreements: {Ålev: 2014-Q4}", "agreements: {}")
    found = checked(folder)
    assert changes(found) == [
        "questionnaire.csv:6: Ålev: budget no → yes",
        "questionnaire.csv:6: Ålev: signature no → yes",
        "questionnaire.csv:6: Ålev: wish 2014-Q4 → 2014-Q2",
        "vendors.yaml: agreement with Ålev: 2014-Q4 → none",
    ]
    assert found.moves == (
        Move(code="0102", name="Søby", before=1, after=2),
        Move(code="0440", name="Øster-Holm", before=2, after=3),
        Move(code="0103", name="Ålev", before=3, after=1),
    )
    assert found.places["0103"] == Place("plan.yaml", 38)
    assert other(found) == [
        "plan.yaml:6: 'total' is 480.0, the inputs give 562.0",
        "plan.yaml:9: 'unique' is true, the inputs give false",
    ]


@pytest.mark.parametrize(
    ("placement", "expected"),
    [
        (
            {"0103": 1},
            {
                "wave 1 (2014-Q2) takes 2 municipalities": 21,
                "wave 3 (2014-Q4) takes 2 municipalities": 33,
                "Vendor A carries at most 2 go-lives in 2014-Q2": 21,
                "agreements with Vendor A place 1 in 2014-Q4: Ålev": 38,
            },
        ),
        (
            {"0420": 1, "0101": 2},
            {"Vendor B is released in 2014-Q3, so no customer goes before it": 31},
        ),
        (
            {"0440": None},
            {
                "every municipality is in one wave": 20,
            },
        ),
    ],
)
def test_a_broken_rule_shows_at_whoever_breaks_it_or_at_the_wave(
    folder: Folder,
    committed: CommittedPlan,
    placement: dict[str, int | None],
    expected: dict[str, int],
) -> None:
    moved = {**committed.placement, **placement}
    placed = {code: wave for code, wave in moved.items() if wave is not None}
    found = checked(folder, committed.model_copy(update={"placement": placed}))
    rules = [broken.rule for broken in found.broken]
    assert {rule: found.places[rule].line for rule in rules} == expected


# --- Plans edited by hand, or of something else -------------------------------------------------


def edited(folder: Folder, old: str, new: str) -> Check:
    folder.replace("plan.yaml", old, new)
    return checked(folder)


def test_a_municipality_moved_by_hand(folder: Folder, committed: CommittedPlan) -> None:
    folder.replace("plan.yaml", '      "0103": Ålev\n', "")
    found = edited(folder, '      "0102": Søby\n', '      "0102": Søby\n      "0103": Ålev\n')
    assert found.changes == ()
    assert found.moves == (Move(code="0103", name="Ålev", before=1, after=3),)
    assert found.places["0103"] == Place("plan.yaml", 27)
    assert other(found) == [
        "plan.yaml:23: 'size' of wave 1 is 2, but the wave lists 3",
        "plan.yaml:36: 'size' of wave 3 is 2, but the wave lists 1",
        f"plan.yaml: {HAND}",
    ]


def test_a_municipality_left_out_by_hand(folder: Folder, committed: CommittedPlan) -> None:
    found = edited(folder, '      "0440": Øster-Holm\n', "")
    assert found.moves == (Move(code="0440", name="Øster-Holm", before=None, after=2),)
    assert found.places["0440"] == Place("plan.yaml", 20)
    assert found.broken[0].found == "Øster-Holm in none"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "programme: Invented roll-out",
            "programme: Another",
            "5: the plan is of programme 'Another', the inputs are of 'Invented roll-out'",
        ),
        ("total: 480.0", "total: 481.5", "6: 'total' is 481.5, the inputs give 480.0"),
        ("bound: 480.0", "bound: 481.5", "7: 'bound' is 481.5, the inputs give 480.0"),
        ("unique: true", "unique: null", "9: 'unique' is null, the inputs give true"),
        ("unique: true", "unique: false", "9: 'unique' is false, the inputs give true"),
        (
            "not real answers",
            "real answers",
            "10: what stands under 'notices' is not what these inputs give",
        ),
        (
            '"0102": Søby',
            '"0102": Sæby',
            "26: the plan calls 0102 'Sæby', the inputs 'Søby'",
        ),
        (
            'size: 2\n    municipalities:\n      "0101"',
            'size: 3\n    municipalities:\n      "0101"',
            "23: 'size' of wave 1 is 3, but the wave lists 2",
        ),
    ],
)
def test_what_else_was_edited(
    folder: Folder, committed: CommittedPlan, old: str, new: str, expected: str
) -> None:
    found = edited(folder, old, new)
    assert other(found) == [f"plan.yaml:{expected}", f"plan.yaml: {HAND}"]
    assert (found.changes, found.moves, found.broken) == ((), (), ())
    assert not found.identical


def test_a_plan_that_was_never_proven_to_be_the_best(
    folder: Folder, committed: CommittedPlan
) -> None:
    assert other(edited(folder, "proof: optimal", "proof: within gap")) == [
        "plan.yaml:8: 'proof' is within gap, the inputs give optimal",
        "plan.yaml: the plan was made by a run that was stopped before the best one was proven",
    ]


def test_a_plan_made_under_a_what_if(folder: Folder, committed: CommittedPlan) -> None:
    asked = changed(load_inputs(folder.path), ["Nordby.resources=no"])
    folder.write("plan.yaml", dumps(asked, make_plan(asked)))
    assert other(checked(folder)) == [
        "plan.yaml:6: 'total' is 440.0, the inputs give 480.0",
        "plan.yaml:10: what stands under 'notices' is not what these inputs give",
        "plan.yaml: the plan was made under a what-if, and not from what the files say",
    ]


def test_a_plan_that_is_worth_as_much_says_so(folder: Folder) -> None:
    rows = folder.read("questionnaire.csv").splitlines()
    blank = [f"{','.join(row.split(',')[:2])},no,no,no," for row in rows[3:]]
    folder.write("questionnaire.csv", "\n".join([*rows[:3], *blank]))
    folder.replace("adjacency.yaml", "  Vestrup: [Møborg]\n", "")
    for name, share in (("Vestrup", "0.85"), ("Møborg", "0")):
        folder.replace("uptake.yaml", f"{name}: {share}\n", f"{name}: 0.4\n")
    inputs = load_inputs(folder.path)
    plan = make_plan(inputs)
    assert plan.unique is False
    folder.write("plan.yaml", dumps(inputs, plan))
    one, other_one = '      "0430": Møborg\n', '      "0440": Øster-Holm\n'
    text = folder.read("plan.yaml").replace(one, "@").replace(other_one, one)
    folder.write("plan.yaml", text.replace("@", other_one))
    found = checked(folder)
    assert [(move.name, move.before, move.after) for move in found.moves] == [
        ("Møborg", 3, 2),
        ("Øster-Holm", 2, 3),
    ]
    assert other(found) == [
        "plan.yaml:20: the plan is worth as much as the inputs' plan, but among equals that one "
        "comes first which reaches more citizens earlier, then by the lowest code",
        f"plan.yaml: {HAND}",
    ]


def test_an_unknown_municipality(folder: Folder, committed: CommittedPlan) -> None:
    found = edited(folder, '"0102": Søby', '"0999": Utopia')
    assert "plan.yaml:26: the plan places 0999 Utopia, which the inputs do not have" in other(found)


def test_waves_in_other_quarters(folder: Folder, committed: CommittedPlan) -> None:
    found = edited(folder, "quarter: 2014-Q4\n", "quarter: 2015-Q1\n")
    assert other(found)[0] == (
        "plan.yaml:20: the plan's waves are in 2014-Q2, 2014-Q3, 2015-Q1, "
        "the inputs' in 2014-Q2, 2014-Q3, 2014-Q4"
    )


def test_a_plan_without_waves(folder: Folder, committed: CommittedPlan) -> None:
    found = checked(folder, committed.model_copy(update={"quarters": (), "placement": {}}))
    assert "the plan's waves are in no period, the inputs' in 2014-Q2" in other(found)[0]
    assert len(found.moves) == 6


def test_an_edited_digest(folder: Folder, committed: CommittedPlan) -> None:
    digest = committed.parts["uptake.yaml"]["Vestland"]
    found = edited(folder, digest, "0" * 12)
    assert [one.text for one in found.other] == [
        "the digests of uptake.yaml under 'inputs' and under 'parts' do not belong together: "
        "the plan was edited, merged or cut short",
        HAND,
    ]


def test_what_changed_is_told_by_file_where_its_parts_cannot_be_relied_on(
    folder: Folder, committed: CommittedPlan
) -> None:
    folder.replace("plan.yaml", committed.parts["uptake.yaml"]["Vestland"], "0" * 12)
    folder.replace("uptake.yaml", "Vestland: 0.6", "Vestland: 0.5")
    assert changes(checked(folder)) == [f"uptake.yaml: the file {CHANGED}"]


def test_a_plan_without_values_does_not_tell_what_they_were(
    folder: Folder, committed: CommittedPlan
) -> None:
    text = folder.read("plan.yaml").replace("schema: 3", "schema: 2")
    folder.write("plan.yaml", without_values(text))
    assert checked(folder).identical
    folder.replace("questionnaire.csv", "Ålev,no,no,yes", "Ålev,no,no,no")
    assert changes(checked(folder)) == [f"questionnaire.csv:6: Ålev {CHANGED}"]


def test_a_value_edited_by_hand(folder: Folder, committed: CommittedPlan) -> None:
    found = edited(folder, '"0102": {practice: 0.25}', '"0102": {practice: 0.35}')
    assert [one.text for one in found.other] == [
        "under 'values', uptake.yaml '0102' was edited: its digest is of other values",
        HAND,
    ]
    folder.replace("uptake.yaml", "Ålev: 1", "Ålev: 0.9")
    assert changes(checked(folder)) == ["uptake.yaml:6: Ålev: practice 1 → 0.9"]


def test_a_municipality_that_has_another_name(folder: Folder, committed: CommittedPlan) -> None:
    old = "name: Søby, official_name: Søby Kommune, region: Østland, population: 8000"
    new = "name: Sæby, official_name: Sæby Kommune, region: Østland, population: 8000"
    folder.replace("municipalities.yaml", old, new)
    others = ("adjacency.yaml", "questionnaire.csv", "uptake.yaml", "vendors.yaml", "published.csv")
    for file in others:
        folder.write(file, folder.read(file).replace("Søby", "Sæby"))
    (change,) = checked(folder).changes
    assert f"{change.place}: {change.text}" == "municipalities.yaml:6: Sæby: name Søby → Sæby"
    assert (change.part, change.field, change.before, change.after) == (
        "0102",
        "name",
        "Søby",
        "Sæby",
    )


def test_periods_that_are_listed_otherwise(folder: Folder) -> None:
    programme = folder.read("programme.yaml")
    listed = "periods: [2014-Q1, 2014-Q2, 2014-Q3, 2014-Q4]\n"
    folder.write("programme.yaml", programme + listed)
    inputs = load_inputs(folder.path)
    folder.write("plan.yaml", dumps(inputs, make_plan(inputs)))
    assert checked(folder).identical
    folder.write("programme.yaml", programme + listed.replace("]", ", 2015-Q1]"))
    assert changes(checked(folder)) == [
        "programme.yaml:36: periods: 2014-Q1, 2014-Q2, 2014-Q3, 2014-Q4 → 2014-Q1, 2014-Q2, "
        "2014-Q3, 2014-Q4, 2015-Q1"
    ]


EDITED = "was edited: its digest is of other values"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('    "0102": {practice: 0.25}\n', "", f"uptake.yaml '0102' {EDITED}"),
        (
            '    "0102": {practice: 0.25}\n',
            '    "0102": {practice: 0.25}\n    "0199": {practice: 0.25}\n',
            f"uptake.yaml '0199' {EDITED}",
        ),
        ("    \"0420\": {'0430': land}\n", "", f"adjacency.yaml '0420' {EDITED}"),
        ('    "frozen": null\n', "", f"programme.yaml 'frozen' {EDITED}"),
    ],
)
def test_a_value_taken_out_or_put_in_by_hand(
    folder: Folder, committed: CommittedPlan, old: str, new: str, expected: str
) -> None:
    assert other(edited(folder, old, new)) == [
        f"plan.yaml:{committed.places['values:'].line}: under 'values', {expected}",
        f"plan.yaml: {HAND}",
    ]


def test_the_values_of_a_file_taken_out_by_hand(folder: Folder, committed: CommittedPlan) -> None:
    text = re.sub(r"  uptake.yaml:\n(    .*\n)+", "", folder.read("plan.yaml"), count=1)
    folder.write("plan.yaml", text)
    assert [one.text for one in checked(folder).other] == [
        "under 'values', uptake.yaml is missing",
        HAND,
    ]


@pytest.mark.parametrize("schema", [2, 3])
def test_a_schema_keeps_values_or_does_not(
    folder: Folder, committed: CommittedPlan, schema: int
) -> None:
    text = folder.read("plan.yaml")
    edit = without_values(text) if schema == 3 else text.replace("schema: 3", "schema: 2")
    folder.write("plan.yaml", edit)
    with pytest.raises(InputError) as caught:
        read_plan(folder.path / "plan.yaml")
    assert [str(fault) for fault in caught.value.faults] == [
        f"plan.yaml:4: 'schema' is {schema}, but it is from schema 3 on that a plan has 'values': "
        "the plan was edited; `fmkwave plan --write` writes a new one"
    ]


def test_a_plan_of_a_what_if_keeps_no_values_and_is_not_said_to_be_edited(folder: Folder) -> None:
    inputs = load_inputs(folder.path)
    asked = changed(inputs, settings=["Søby.budget=no"])
    folder.write("plan.yaml", dumps(asked, make_plan(asked)))
    assert not [one.text for one in checked(folder).other if "under 'values'" in one.text]


def test_a_limit_that_demands_something_else(folder: Folder) -> None:
    limit = "limits:\n  east: {region: Østland, most: 3, reason: Slide 9}\n"
    folder.write("programme.yaml", folder.read("programme.yaml") + limit)
    inputs = load_inputs(folder.path)
    folder.write("plan.yaml", dumps(inputs, make_plan(inputs)))
    folder.replace("programme.yaml", "most: 3", "most: 2, least: 0")
    assert changes(checked(folder)) == [
        "programme.yaml:37: limit east: least none → 0",
        "programme.yaml:37: limit east: most 3 → 2",
    ]


def test_a_plan_of_another_programme_and_other_municipalities(
    folder: Folder, committed: CommittedPlan
) -> None:
    folder.replace("plan.yaml", "programme: Invented roll-out", "programme: Another")
    text = folder.read("plan.yaml")
    head, parts = text.split("parts:")
    folder.write("plan.yaml", head.replace('      "0', '      "9') + "parts:" + parts)
    found = checked(folder)
    assert other(found) == [
        "plan.yaml:5: the plan is of programme 'Another', the inputs are of 'Invented roll-out'"
    ]
    assert (found.changes, found.moves, found.broken) == ((), (), ())


# --- Stopped before the best plan was proven -----------------------------------------------------


def unplanned(folder: Folder, rise: int = 0) -> Check:
    """A check that was stopped with the best plan, or one said to be worth more."""
    inputs, plan = load_inputs(folder.path), read_plan(folder.path / "plan.yaml")
    best = make_plan(inputs)
    best = best.model_copy(update={"total": best.total + rise, "proof": Proof.WITHIN_GAP})
    return check_unplanned(inputs, plan, best)


WITHIN = ("bound: 480.0\nproof: optimal", "bound: 483.5\nproof: within gap")


def test_a_plan_that_claims_the_best_is_not_confirmed_by_half(
    folder: Folder, committed: CommittedPlan
) -> None:
    found = unplanned(folder)
    assert (found.differs, found.identical, found.unsettled) == (False, False, True)


def test_a_plan_within_a_gap_is_confirmed(folder: Folder, committed: CommittedPlan) -> None:
    folder.replace("plan.yaml", *WITHIN)
    folder.replace("plan.yaml", "unique: true", "unique: null")
    found = unplanned(folder)
    assert (found.differs, found.unsettled, found.gap, found.rise) == (False, False, 3500, 0)
    assert unplanned(folder, rise=1200).rise == 1200


def test_a_better_plan_refutes_one_that_claims_to_be_the_best(
    folder: Folder, committed: CommittedPlan
) -> None:
    assert other(unplanned(folder, rise=1200)) == [
        "plan.yaml:8: 'proof' is optimal, but a plan was found that is worth 1.2 points more",
        f"plan.yaml: {HAND}",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "total: 480.0\nbound: 480.0",
            "total: 481.0\nbound: 481.0",
            "6: 'total' is 481.0, but the municipalities as placed come to 480.0",
        ),
        (
            "bound: 480.0",
            "bound: 479.0",
            "7: 'bound' is 479.0, which does not go with total 480.0 and proof 'optimal'",
        ),
        (
            "bound: 480.0",
            "bound: 490.0",
            "7: 'bound' is 490.0, which does not go with total 480.0 and proof 'optimal'",
        ),
    ],
)
def test_what_a_plan_cannot_claim_needs_no_plan_anew(
    folder: Folder, committed: CommittedPlan, old: str, new: str, expected: str
) -> None:
    folder.replace("plan.yaml", old, new)
    assert other(unplanned(folder))[0] == f"plan.yaml:{expected}"


def test_a_total_of_other_inputs_is_no_claim_about_these(
    folder: Folder, committed: CommittedPlan
) -> None:
    folder.replace("questionnaire.csv", "Ålev,no,no,yes", "Ålev,no,no,no")
    found = unplanned(folder)
    assert (len(found.changes), found.other, found.moves) == (1, (), ())


def test_where_the_inputs_give_no_plan_the_rest_is_told(
    folder: Folder, committed: CommittedPlan
) -> None:
    folder.replace("vendors.yaml", "{2014-Q2: 2, 2014-Q3: 2}", "{2014-Q2: 1, 2014-Q3: 0}")
    found = check_without_plan(load_inputs(folder.path), ("this", "that"), committed)
    assert found.conflict == ("this", "that")
    assert changes(found) == [
        "vendors.yaml:4: Vendor A: go-lives in 2014-Q2: 2 → 1",
        "vendors.yaml:4: Vendor A: go-lives in 2014-Q3: 2 → 0",
    ]
    assert [broken.found for broken in found.broken] == ["2 placed in 2014-Q2: Nordby, Søby"]
    assert (found.moves, found.other, found.identical) == ((), (), False)


def test_no_plan_although_no_input_changed(folder: Folder, committed: CommittedPlan) -> None:
    found = check_without_plan(load_inputs(folder.path), ("this", "that"), committed)
    assert other(found) == [f"plan.yaml: {HAND}"]


@pytest.mark.parametrize("update", [{"proof": Proof.WITHIN_GAP}, {"total": 1}, {"unique": None}])
def test_a_plan_that_stands_in_no_file_differs_as_a_whole(
    folder: Folder, update: dict[str, Any]
) -> None:
    plan = make_plan(load_inputs(folder.path)).model_copy(update=update)
    assert {str(one.place) for one in checked(folder, plan).other} == {"plan.yaml"}
