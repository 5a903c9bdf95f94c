"""What if: the inputs as if the files said so, and what is wrong with what is asked."""

from __future__ import annotations

import unicodedata
from gettext import NullTranslations
from itertools import permutations, product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fmkwave import language
from fmkwave.cli import shared
from fmkwave.errors import UsageError
from fmkwave.inputs import load_inputs
from fmkwave.model import Demand, Inputs, Municipality
from fmkwave.names import fold
from fmkwave.planner import make_plan
from fmkwave.rules import rules
from fmkwave.whatif import answer_setting, changed, link_setting, wish_setting
from folders import PROGRAMME, Folder

PROGRAMME_FILE = "programme.yaml"
QUESTIONNAIRE_FILE = "questionnaire.csv"
ADJACENCY_FILE = "adjacency.yaml"
UPTAKE_FILE = "uptake.yaml"
VENDORS_FILE = "vendors.yaml"


def _small() -> Inputs:
    with TemporaryDirectory() as path:
        return load_inputs(Folder(Path(path)).path)


SMALL = _small()


def meaning(inputs: Inputs) -> str:
    """All that inputs say, in their order, but for what only files or requests have."""
    return inputs.model_dump_json(exclude={"sources", "places", "changes", "warnings"})


def refusal(
    settings: list[str], pins: list[str] | None = None, forbids: list[str] | None = None
) -> list[str]:
    """The lines that say what is wrong with what is asked of the small folder."""
    with pytest.raises(UsageError) as caught:
        changed(SMALL, settings, pins or [], forbids or [])
    return str(caught.value).split("\n")


# --- As if the files said so -------------------------------------------------------------------

# A setting, the file that says the same, what stands there now, and what would stand there.
EDITS = [
    ("Nordby.signature=no", QUESTIONNAIRE_FILE, "Nordby,yes,yes,yes", "Nordby,no,yes,yes"),
    ("Nordby.signature=NEJ", QUESTIONNAIRE_FILE, "Nordby,yes,yes,yes", "Nordby,nej,yes,yes"),
    ("Nordby.budget=", QUESTIONNAIRE_FILE, "Nordby,yes,yes,yes", "Nordby,yes,,yes"),
    ("Nordby.budget=Ved  ikke", QUESTIONNAIRE_FILE, "Nordby,yes,yes,yes", "Nordby,yes,,yes"),
    ("Nordby.budget=none", QUESTIONNAIRE_FILE, "Nordby,yes,yes,yes", "Nordby,yes,,yes"),
    ("Søby.wish=2014-Q3", QUESTIONNAIRE_FILE, "underway,no,\n", "underway,no,2014-Q3\n"),
    ("Søby.wish=2", QUESTIONNAIRE_FILE, "underway,no,\n", "underway,no,2014-Q3\n"),
    ("Ålev.wish=none", QUESTIONNAIRE_FILE, "yes,2014-Q4", "yes,"),
    ("Ålev.wish=", QUESTIONNAIRE_FILE, "yes,2014-Q4", "yes,"),
    ("Ålev.wish=ved ikke", QUESTIONNAIRE_FILE, "yes,2014-Q4", "yes,ved ikke"),
    ("Nordby.practice=0.75", UPTAKE_FILE, "Nordby: 0.5", "Nordby: 0.75"),
    ("Nordby.practice=1", UPTAKE_FILE, "Nordby: 0.5", "Nordby: 1"),
    ("Østland.hospitals=.125", UPTAKE_FILE, "Østland: 0.8", "Østland: 0.125"),
    (
        "Nordby.agreement=2014-Q2",
        VENDORS_FILE,
        "agreements: {Ålev: 2014-Q4}",
        "agreements: {Ålev: 2014-Q4, Nordby: 2014-Q2}",
    ),
    ("Ålev.agreement=2", VENDORS_FILE, "Ålev: 2014-Q4", "Ålev: 2014-Q3"),
    ("Ålev.agreement=None", VENDORS_FILE, "{Ålev: 2014-Q4}", "{}"),
    ("Nordby.link.Søby=none", ADJACENCY_FILE, "[Søby, Ålev]", "[Ålev]"),
    ("Vestrup.link.Nordby=land", ADJACENCY_FILE, "[Møborg]", "[Møborg, Nordby]"),
    (
        "Nordby.link.Øster-Holm=land",
        ADJACENCY_FILE,
        "ferry:\n  Øster-Holm: [Nordby]",
        "  Øster-Holm: [Nordby]\nferry: {}",
    ),
    ("weights.budget=35", PROGRAMME_FILE, "budget: {weight: 30", "budget: {weight: 35"),
    ("weights.signature=30.5", PROGRAMME_FILE, "nature: {weight: 30", "nature: {weight: 30.5"),
    (
        "weights.practice=19.999",
        PROGRAMME_FILE,
        "practice: {weight: 20",
        "practice: {weight: 19.999",
    ),
    ("weights.ferry=20", PROGRAMME_FILE, "ferry: {weight: 5", "ferry: {weight: 20"),
    ("weights.wish=0", PROGRAMME_FILE, "wish: {weight: 25", "wish: {weight: 0"),
    ("answers.underway=0.75", PROGRAMME_FILE, "credit: 0.8", "credit: 0.75"),
    ("answers.no=0.85", PROGRAMME_FILE, "no: {credit: 0,", "no: {credit: 0.85,"),
    ("waves.2=2", PROGRAMME_FILE, "{min: 1, max: 3}", "2"),
    ("waves.2014-Q3=0..5", PROGRAMME_FILE, "{min: 1, max: 3}", "{min: 0, max: 5}"),
    ("Vendor B.release=2014-Q4", VENDORS_FILE, "release: 2014-Q3", "release: 2014-Q4"),
    ("Vendor B.release=2013-Q1", VENDORS_FILE, "release: 2014-Q3", "release: 2013-Q1"),
    ("Vendor A.2014-Q2=1", VENDORS_FILE, "2014-Q2: 2,", "2014-Q2: 1,"),
    ("Vendor A.2=0", VENDORS_FILE, "2014-Q3: 2}", "2014-Q3: 0}"),
    ("Vendor A.2014-Q4=3", VENDORS_FILE, "2014-Q3: 2}", "2014-Q3: 2, 2014-Q4: 3}"),
    ("Vendor A.2014-Q2=none", VENDORS_FILE, "2014-Q2: 2,", ""),
]


@pytest.mark.parametrize(("setting", "file", "old", "new"), EDITS)
def test_a_setting_is_as_if_the_file_said_so(
    setting: str, file: str, old: str, new: str, folder: Folder
) -> None:
    folder.replace(file, old, new)
    assert meaning(changed(SMALL, [setting])) == meaning(load_inputs(folder.path))
    assert meaning(changed(SMALL, [setting])) != meaning(SMALL)


def test_a_setting_leaves_alone_where_facts_stand_and_what_the_files_are() -> None:
    after = changed(SMALL, ["Nordby.signature=no", "weights.budget=35"])
    assert after.sources == SMALL.sources
    assert after.places == SMALL.places
    assert after.warnings == SMALL.warnings


INDEPENDENT = [
    "Nordby.signature=no",
    "Vestrup.signature=yes",
    "Nordby.wish=none",
    "Nordby.link.Søby=ferry",
    "Ålev.agreement=none",
    "Vendor A.2014-Q2=1",
    "Østland.hospitals=1",
    "weights.budget=35",
    "weights.signature=33",
    "answers.underway=0.9",
    "answers.no=0.95",
    "waves.2=2",
]


@given(st.lists(st.sampled_from(INDEPENDENT), unique=True, max_size=4))
def test_the_order_of_settings_changes_only_the_order_of_phrases(settings: list[str]) -> None:
    one, *others = [changed(SMALL, order) for order in permutations(settings)]
    assert {meaning(other) for other in others} <= {meaning(one)}
    assert all(sorted(other.changes) == sorted(one.changes) for other in others)


@pytest.mark.parametrize(
    "key",
    [
        "Øster-Holm.signature",
        "øster holm.signature",
        "Øster-Holm Kommune.Signature",
        "0440.SIGNATURE",
        " Øster-Holm . signature ",
        unicodedata.normalize("NFD", "Øster-Holm.signature"),
    ],
)
def test_a_key_is_found_in_any_usual_spelling(key: str) -> None:
    assert changed(SMALL, [f"{key}=no"]).changes == ("Øster-Holm.signature = no (was yes)",)


@pytest.mark.parametrize(
    ("setting", "phrase"),
    [
        ("østland.hospitals=0.80", "Østland.hospitals = 0.8 (as it is)"),
        ("VENDOR A.Release=2014Q3", "Vendor A.release = 2014-Q3 (was 2014-Q2)"),
        ("Weights.WISH=25", "weights.wish = 25.0 (as it is)"),
        ("weights.wish=1000000", "weights.wish = 1000000.0 (was 25.0)"),
        ("waves.2=1..3", "waves.2 = 1..3 (as it is)"),
        ("waves.2=2", "waves.2 = 2 (was 1..3)"),
        ("answers.Underway=0.9", "answers.underway = 0.9 (was 0.8)"),
        ("Vestrup.link.Nordby=Land", "Vestrup.link.Nordby = land (was none)"),
        ("Nordby.link.Øster-Holm=none", "Nordby.link.Øster-Holm = none (was ferry)"),
        ("Vendor B.2014-Q4=none", "Vendor B.2014-Q4 = none (as it is)"),
        ("Vendor A.2014-Q2=none", "Vendor A.2014-Q2 = none (was 2)"),
        ("Søby.wish=none", "Søby.wish = none (as it is)"),
        ("Søby.agreement=2014-Q4", "Søby.agreement = 2014-Q4 (was none)"),
    ],
)
def test_a_change_is_told_in_a_phrase(setting: str, phrase: str) -> None:
    assert changed(SMALL, [setting]).changes == (phrase,)


@pytest.mark.parametrize("name", ["project_leader", "Project leader", "project-leader"])
def test_in_the_name_of_a_weight_a_hyphen_or_space_is_an_underscore(
    name: str, folder: Folder
) -> None:
    folder.replace(PROGRAMME_FILE, "resources:", "project_leader:")
    folder.replace(QUESTIONNAIRE_FILE, "resources", "project_leader")
    after = changed(load_inputs(folder.path), [f"Nordby.{name}=no", f"weights.{name}=15"])
    assert after.changes == (
        "Nordby.project_leader = no (was yes)",
        "weights.project_leader = 15.0 (was 20.0)",
    )


def test_names_that_hold_dots_are_found_where_they_are_unambiguous(folder: Folder) -> None:
    folder.write(PROGRAMME_FILE, PROGRAMME.replace("signature:", "digital.signature:"))
    (folder.path / "published.csv").unlink()
    for file in ("municipalities.yaml", QUESTIONNAIRE_FILE, ADJACENCY_FILE, UPTAKE_FILE):
        text = folder.read(file).replace("Søby", "St. Søby").replace("Østland", "Reg. Øst")
        folder.write(file, text.replace("signature", "digital.signature"))
    folder.write(VENDORS_FILE, folder.read(VENDORS_FILE).replace("Søby", "St. Søby"))
    folder.write(VENDORS_FILE, folder.read(VENDORS_FILE).replace("Vendor A", "Vendor A. Inc."))
    after = changed(
        load_inputs(folder.path),
        [
            "st. søby.wish=2014-Q2",
            "St. Søby.digital.signature=no",
            "St. Søby.link.Nordby=none",
            "Ålev.link.St. Søby=ferry",
            "Reg. Øst.hospitals=0",
            "weights.digital.signature=31",
            "Vendor A. Inc..2014-Q2=1",
        ],
    )
    assert after.changes == (
        "St. Søby.wish = 2014-Q2 (was none)",
        "St. Søby.digital.signature = no (was yes)",
        "St. Søby.link.Nordby = none (was land)",
        "Ålev.link.St. Søby = ferry (was none)",
        "Reg. Øst.hospitals = 0 (was 0.8)",
        "weights.digital.signature = 31.0 (was 30.0)",
        "Vendor A. Inc..2014-Q2 = 1 (was 2)",
    )


def test_where_two_names_fit_the_longer_one_is_meant() -> None:
    names = dict(SMALL.municipalities) | _named("0102", "Nordby.link.Søby")
    inputs = SMALL.model_copy(update={"municipalities": names})
    after = changed(inputs, ["Nordby.link.Søby.wish=2014-Q2"])
    assert after.changes == ("Nordby.link.Søby.wish = 2014-Q2 (was none)",)


def test_letters_of_two_parts_are_read_as_the_files_are(folder: Folder) -> None:
    folder.replace(PROGRAMME_FILE, "words: [nej]", "words: [nej, måske]")
    text = unicodedata.normalize("NFD", "Nordby.signature=måske")
    after = changed(load_inputs(folder.path), [text])
    assert after.changes == ("Nordby.signature = no (was yes)",)


def test_a_word_for_an_answer_comes_before_the_word_for_a_blank(folder: Folder) -> None:
    folder.replace(PROGRAMME_FILE, "words: [nej]", "words: [nej, none]")
    after = changed(load_inputs(folder.path), ["Nordby.signature=none", "Nordby.budget="])
    assert after.changes == ("Nordby.signature = no (was yes)", "Nordby.budget = none (was yes)")


def test_a_question_called_like_something_else_comes_first(folder: Folder) -> None:
    folder.replace(PROGRAMME_FILE, "resources:", "agreement:")
    folder.replace(QUESTIONNAIRE_FILE, "resources", "agreement")
    after = changed(load_inputs(folder.path), ["Nordby.agreement=no"])
    assert after.changes == ("Nordby.agreement = no (was yes)",)


# --- Pins and forbids --------------------------------------------------------------------------


def test_pins_and_forbids_are_demands_and_told_after_what_is_set() -> None:
    after = changed(
        SMALL, ["Nordby.wish=none"], ["øster-holm=2014-Q2"], ["0101=1", "Nordby=3", "Søby=2"]
    )
    assert after.demands == (
        Demand(code="0440", wave=1, take=True),
        Demand(code="0101", wave=1, take=False),
        Demand(code="0101", wave=3, take=False),
        Demand(code="0102", wave=2, take=False),
    )
    assert after.notices[0] == (
        "What if, not what the files say: Nordby.wish = none (was 2014-Q2); "
        "Øster-Holm pinned to wave 1 (2014-Q2); Nordby kept out of wave 1 (2014-Q2); "
        "Nordby kept out of wave 3 (2014-Q4); Søby kept out of wave 2 (2014-Q3)."
    )
    assert [rule.name for rule in rules(after)][-2:] == [
        "Nordby is kept out of wave 3 (2014-Q4)",
        "Søby is kept out of wave 2 (2014-Q3)",
    ]


def test_the_best_plan_does_as_it_is_asked() -> None:
    placement = make_plan(SMALL).placement
    assert (placement["0420"], placement["0440"]) == (2, 2)
    assert make_plan(changed(SMALL, (), ["Vestrup=3"])).placement["0420"] == 3
    assert make_plan(changed(SMALL, (), (), ["Øster-Holm=2"])).placement["0440"] == 3


def test_what_is_asked_of_changed_inputs_comes_on_top() -> None:
    first = changed(SMALL, ["Nordby.wish=3"], ["Nordby=1"], ["Søby=3"])
    then = changed(first, ["Nordby.wish=2"], ["Nordby=1"], ["Ålev=1"])
    assert then.demands == (*first.demands, Demand(code="0103", wave=1, take=False))
    assert then.changes == (
        *first.changes,
        "Nordby.wish = 2014-Q3 (was 2014-Q4)",
        "Nordby pinned to wave 1 (2014-Q2)",
        "Ålev kept out of wave 1 (2014-Q2)",
    )


def test_nothing_asked_changes_nothing() -> None:
    assert changed(SMALL) == SMALL
    assert shared.what_if(SMALL, None, [], None) is SMALL


def test_the_command_line_hands_over_what_is_asked() -> None:
    asked = shared.what_if(SMALL, ["Nordby.wish=3"], ["Søby=1"], ["Ålev=1"])
    assert asked == changed(SMALL, ["Nordby.wish=3"], ["Søby=1"], ["Ålev=1"])
    assert shared.what_if(SMALL, None, ["Søby=1"], None) == changed(SMALL, (), ["Søby=1"])


# --- What is wrong -----------------------------------------------------------------------------

HAS = "(Allowed: budget, signature, resources, practice, wish, agreement, link.<municipality>.)"
WEIGHTS = "(Allowed: budget, signature, resources, hospitals, practice, wish, land, ferry.)"
WAVES = "(Known: 1 (2014-Q2), 2 (2014-Q3), 3 (2014-Q4).)"
ANSWERS = "(Allowed: yes, ja, underway, planlagt, under etablering, no, nej, ved ikke, none.)"
KEYS = "Nordby.wish, weights.wish or waves.1"
OUT_OF_ORDER = "the source has this order of importance."

REFUSALS = [
    # What a key is.
    ("Nordby.wish", "Write KEY=VALUE, such as Nordby.wish=2014-Q2."),
    ("", "Write KEY=VALUE, such as Nordby.wish=2014-Q2."),
    ("=yes", f"'' does not say what to set; write for example {KEYS}."),
    ("weights=4", f"'weights' does not say what to set; write for example {KEYS}."),
    (
        "budget=4",
        "'budget' does not say what to set; write for example "
        "Nordby.wish, weights.budget or waves.1.",
    ),
    (
        "Ålev=3",
        "'Ålev' does not say what to set; write for example Ålev.wish, weights.wish or waves.1.",
    ),
    # Whom it is about.
    ("Norby.wish=1", "No municipality is called 'Norby'; did you mean Nordby?"),
    ("440.wish=1", "No municipality is called '440'; did you mean 0440 (Øster-Holm)?"),
    ("Nordby.link.Soby=land", "No municipality is called 'Soby'; did you mean Søby?"),
    (
        "Ostland.hospitals=1",
        "No region is called 'Ostland'; did you mean Østland? (Allowed: Vestland, Østland.)",
    ),
    (
        "Qqq.hospitals=1",
        "No region is called 'Qqq'. (Allowed: Vestland, Østland.)",
    ),
    (
        "Vendr A.release=2014-Q2",
        "No vendor is called 'Vendr A'; did you mean Vendor A? (Allowed: Vendor A, Vendor B.)",
    ),
    ("weight.budget=1", "No municipality is called 'weight'; did you mean weights?"),
    ("wave.1=1", "No vendor is called 'wave'; did you mean waves?"),
    (
        "answer.yes=1",
        "No municipality, region or vendor is called 'answer'; did you mean answers?",
    ),
    (
        "Norby.signatur=yes",
        "No municipality, region or vendor is called 'Norby'; did you mean Nordby?",
    ),
    ("Qqq.x=1", f"No municipality, region or vendor is called 'Qqq'; keys are such as {KEYS}."),
    # What of it.
    ("Nordby.signatur=yes", f"Nordby has no 'signatur'; did you mean signature? {HAS}"),
    ("Nordby.qqq=yes", f"Nordby has no 'qqq'. {HAS}"),
    ("Nordby.link=land", f"Nordby has no 'link'. {HAS}"),
    ("Nordby.links.Søby=land", "Nordby has no 'links.Søby'; did you mean link.Søby?"),
    ("Nordby.a.b=land", f"Nordby has no 'a.b'. {HAS}"),
    ("Nordby.hospitals=1", "'hospitals' is known per region; write Østland.hospitals."),
    ("Østland.practice=1", "Østland has no 'practice'. (Allowed: hospitals.)"),
    (
        "Vendor A.2015-Q1=1",
        "Vendor A has no '2015-Q1'. (Allowed: release, 2014-Q2, 2014-Q3, 2014-Q4.)",
    ),
    ("weights.budge=1", f"There is no weight 'budge'; did you mean budget? {WEIGHTS}"),
    ("weights.=1", f"There is no weight ''. {WEIGHTS}"),
    (
        "answers.noo=1",
        "There is no answer 'noo'; did you mean no? (Allowed: yes, underway, no.)",
    ),
    ("waves.4=1", f"There is no wave '4'. {WAVES}"),
    ("Nordby.link.0101=land", "Nordby cannot be linked to itself."),
    # The value.
    ("Nordby.budget=jaa", f"There is no answer 'jaa'; did you mean ja? {ANSWERS}"),
    ("Nordby.budget=1", f"There is no answer '1'. {ANSWERS}"),
    ("Nordby.wish=4", f"There is no wave '4'. {WAVES} Write none for no wish."),
    ("Nordby.wish=2015-Q1", f"There is no wave '2015-Q1'. {WAVES} Write none for no wish."),
    ("Nordby.agreement=", f"There is no wave ''. {WAVES} Write none for no agreement."),
    (
        "Nordby.link.Søby=sea",
        "There is no kind of link 'sea'. (Allowed: land, ferry, none.)",
    ),
    (
        "Nordby.link.Søby=fery",
        "There is no kind of link 'fery'; did you mean ferry? (Allowed: land, ferry, none.)",
    ),
    (
        "Nordby.practice=0,8",
        "A share lies between 0 and 1, but this is '0,8'; write 0.8, with a decimal point.",
    ),
    (
        "Nordby.practice=80 %",
        "A share lies between 0 and 1, but this is '80 %'; 80 % is written 0.8.",
    ),
    (
        "Nordby.practice=0,5%",
        "A share lies between 0 and 1, but this is '0,5%'; 0.5 % is written 0.005.",
    ),
    (
        "Nordby.practice=100",
        "A share lies between 0 and 1, but this is '100'; 100 % is written 1.",
    ),
    (
        "Nordby.practice=12,5",
        "A share lies between 0 and 1, but this is '12,5'; 12.5 % is written 0.125.",
    ),
    ("Nordby.practice=120 %", "A share lies between 0 and 1, but this is '120 %'."),
    ("Nordby.practice=-0.1", "A share lies between 0 and 1, but this is '-0.1'."),
    ("Nordby.practice=nan", "A share lies between 0 and 1, but this is 'nan'."),
    ("Nordby.practice=", "A share lies between 0 and 1, but this is ''."),
    ("answers.yes=2", "A credit lies between 0 and 1, but this is '2'; 2 % is written 0.02."),
    (
        "weights.wish=2,5",
        "The points are a number from 0 to 1000000, but this is '2,5'; "
        "write 2.5, with a decimal point.",
    ),
    ("weights.wish=-1", "The points are a number from 0 to 1000000, but this is '-1'."),
    (
        "weights.wish=1000000.001",
        "The points are a number from 0 to 1000000, but this is '1000000.001'.",
    ),
    (
        "weights.wish=0.0005",
        "The points are a number from 0 to 1000000, but this is '0.0005', "
        "which is more precise than 0.001.",
    ),
    (
        "waves.1=two",
        "A size is a whole number such as 30, or 30..40, but this is 'two'.",
    ),
    ("waves.1=3..2", "The least size, 3, is above the most, 2."),
    ("Vendor A.release=Q3", "'Q3' is not a quarter such as 2014-Q2."),
    ("Vendor A.release=2015-Q1", "2015-Q1 is after the last wave in 2014-Q4."),
    (
        "Vendor A.1=-1",
        "A number of go-lives is a whole number from 0, or none for no limit, but this is '-1'.",
    ),
    # What does not fit the rest.
    (
        "Vendor B.2=1.5",
        "A number of go-lives is a whole number from 0, or none for no limit, but this is '1.5'.",
    ),
    ("waves.1=5", "The waves take 8 to 10 municipalities in all, but there are 6."),
    ("waves.2=1", "The waves take exactly 5 municipalities in all, but there are 6."),
    (
        "Vestrup.agreement=1",
        "The agreement with Vestrup is for 2014-Q2, but Vendor B releases in 2014-Q3.",
    ),
    (
        "weights.budget=20",
        "Weight 20.0 of 'budget' (tier 1) must lie above weight 20.0 of 'resources' (tier 2): "
        f"{OUT_OF_ORDER}",
    ),
    (
        "answers.underway=0.7",
        "Credit 0.7 of 'underway' must be at least 0.75 and below 1, "
        "because it counts nearly as much as 'yes'.",
    ),
    (
        "answers.yes=0.8",
        "Credit 0.8 of 'underway' must be at least 0.6 and below 0.8, "
        "because it counts nearly as much as 'yes'.",
    ),
]


@pytest.mark.parametrize(("setting", "said"), REFUSALS)
def test_what_cannot_be_set_is_refused_with_a_reason(setting: str, said: str) -> None:
    assert refusal([setting]) == [f"--set {setting}: {said}"]


def test_who_has_no_vendor_has_no_agreement(folder: Folder) -> None:
    folder.write(VENDORS_FILE, "basis: reconstructed\nsource: Invented\nvendors: {}\n")
    with pytest.raises(UsageError, match="Nordby has no vendor to make an agreement with"):
        changed(load_inputs(folder.path), ["Nordby.agreement=2014-Q2"])


def test_every_fault_of_every_option_is_told_in_one_run() -> None:
    assert refusal(
        ["Norby.wish=1", "Nordby.wish=2", "Ålev.wish=9"],
        ["Nordby=9", "Nrdby=7", "Søby"],
        ["Søby=1", "Søby=0"],
    ) == [
        "--set Norby.wish=1: No municipality is called 'Norby'; did you mean Nordby?",
        f"--set Ålev.wish=9: There is no wave '9'. {WAVES} Write none for no wish.",
        f"--pin Nordby=9: There is no wave '9'. {WAVES}",
        "--pin Nrdby=7: No municipality is called 'Nrdby'; did you mean Nordby?",
        f"--pin Nrdby=7: There is no wave '7'. {WAVES}",
        "--pin Søby: Write NAME=WAVE, such as Nordby=1.",
        f"--forbid Søby=0: There is no wave '0'. {WAVES}",
    ]


def test_what_does_not_fit_is_not_told_beside_a_setting_that_may_make_it_fit() -> None:
    assert refusal(["waves.2=1", "waves.3=x"]) == [
        "--set waves.3=x: A size is a whole number such as 30, or 30..40, but this is 'x'."
    ]


def test_what_does_not_fit_is_told_of_all_that_may_be_the_cause() -> None:
    assert refusal(
        ["waves.1=3", "weights.resources=31", "Nordby.wish=1", "waves.3=4", "weights.budget=32"]
    ) == [
        "--set weights.resources=31: Weight 30.0 of 'signature' (tier 1) must lie above "
        f"weight 31.0 of 'resources' (tier 2): {OUT_OF_ORDER}",
        "--set waves.1=3 --set waves.3=4: The waves take 8 to 10 municipalities in all, "
        "but there are 6.",
    ]


class Marked(NullTranslations):
    """A language that puts a word before each text."""

    def gettext(self, message: str) -> str:
        return f"jo {message}"


def test_what_does_not_fit_begins_with_a_capital_in_any_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language, "_catalogue", lambda _language: Marked())
    with pytest.raises(UsageError) as caught:
        changed(SMALL, ["waves.2=1"])
    with language.reading("da"):
        told = language.said(caught.value.told)
    assert told == (
        "jo --set waves.2=1: Jo the waves take exactly 5 municipalities in all, but there are 6."
    )


def test_settings_that_fit_only_together_are_allowed_together() -> None:
    alone = ["waves.2=1", "weights.resources=35", "answers.yes=0.5", "Vestrup.agreement=1"]
    assert all(refusal([setting]) for setting in alone)
    after = changed(
        SMALL,
        [
            *alone,
            "waves.3=3",
            "weights.budget=36",
            "weights.signature=36",
            "answers.underway=0.4",
            "Vendor B.release=2014-Q2",
        ],
    )
    assert len(after.changes) == 9


def test_files_that_break_a_rule_are_not_blamed_on_an_option() -> None:
    waves = SMALL.programme.waves[:2]
    odd = SMALL.model_copy(
        update={"programme": SMALL.programme.model_copy(update={"waves": waves})}
    )
    assert changed(odd, ["Nordby.wish=none"]).questionnaires["0101"].wish is None


@pytest.mark.parametrize(
    ("settings", "pins", "forbids", "said"),
    [
        (
            ["Nordby.wish=1", "0101.WISH=1"],
            [],
            [],
            "--set 0101.WISH=1: This is asked already, by --set Nordby.wish=1.",
        ),
        (
            ["Nordby.link.Søby=ferry", "Søby.link.Nordby=none"],
            [],
            [],
            "--set Søby.link.Nordby=none: This is asked already, by --set Nordby.link.Søby=ferry.",
        ),
        (
            ["waves.1=2", "waves.2014-Q2=2"],
            [],
            [],
            "--set waves.2014-Q2=2: This is asked already, by --set waves.1=2.",
        ),
        (
            [],
            ["Nordby=1", "Nordby=2"],
            [],
            "--pin Nordby=2: This is asked already, by --pin Nordby=1.",
        ),
        (
            [],
            [],
            ["Nordby=1", "Nordby=2", "nordby=2014-Q2"],
            "--forbid nordby=2014-Q2: This is asked already, by --forbid Nordby=1.",
        ),
    ],
)
def test_nothing_is_asked_twice(
    settings: list[str], pins: list[str], forbids: list[str], said: str
) -> None:
    assert refusal(settings, pins, forbids) == [said]


NAMES = ["Nordby", "Østland", "Vendor A", "weights", "waves", "answers"]
FACTS = ["link", "wish", "budget", "agreement", "release", "practice"]
VALUES = ["1", "2014-Q2", "yes", "0,5", "80%", "none", ".", ""]
PARTS = st.sampled_from([*NAMES, *FACTS, *VALUES])
REQUESTS = st.text(max_size=8) | st.builds(
    "{}={}".format, st.lists(PARTS | st.text(max_size=3), max_size=4).map(".".join), PARTS
)


@given(
    st.lists(REQUESTS, max_size=3), st.lists(REQUESTS, max_size=2), st.lists(REQUESTS, max_size=2)
)
def test_whatever_is_asked_is_done_or_refused_option_by_option(
    settings: list[str], pins: list[str], forbids: list[str]
) -> None:
    try:
        after = changed(SMALL, settings, pins, forbids)
    except UsageError as error:
        lines = str(error).split("\n")
        assert all(line.startswith(("--set ", "--pin ", "--forbid ")) for line in lines)
    else:
        assert len(after.changes) == len(settings) + len(pins) + len(forbids)


# --- Settings as text --------------------------------------------------------------------------


def test_the_text_of_a_setting_is_short_and_plain() -> None:
    assert answer_setting(SMALL, "0440", "budget", "yes") == "Øster-Holm.budget=yes"
    assert answer_setting(SMALL, "0440", "budget", None) == "Øster-Holm.budget="
    assert wish_setting(SMALL, "0440", "2014-Q3") == "Øster-Holm.wish=2014-Q3"
    assert wish_setting(SMALL, "0440", None) == "Øster-Holm.wish=none"
    assert link_setting(SMALL, "0440", "0101", "land") == "Øster-Holm.link.Nordby=land"
    assert link_setting(SMALL, "0440", "0101", None) == "Øster-Holm.link.Nordby=none"


def test_every_change_of_one_answer_can_be_asked_by_its_text() -> None:
    programme = SMALL.programme
    values = (*programme.answers, None)
    for code, name, value in product(SMALL.municipalities, programme.weights.readiness, values):
        after = changed(SMALL, [answer_setting(SMALL, code, name, value)])
        assert after.questionnaires[code].answers[name] == value


def test_every_change_of_one_wish_can_be_asked_by_its_text() -> None:
    for code, quarter in product(SMALL.municipalities, (*SMALL.programme.quarters, None)):
        after = changed(SMALL, [wish_setting(SMALL, code, quarter)])
        assert after.questionnaires[code].wish == quarter


def test_every_change_of_one_link_can_be_asked_by_its_text() -> None:
    pairs = permutations(SMALL.municipalities, 2)
    for (code, other), kind in product(pairs, (*SMALL.programme.weights.links, None)):
        after = changed(SMALL, [link_setting(SMALL, code, other, kind)])
        found = [link.kind for link in after.links if {code, other} == set(link[:2])]
        assert found == ([] if kind is None else [kind])


# Names of odd letters, and names that mean something else in a key.
LETTERS = st.text("abæÅ.- ", min_size=1, max_size=6).map(lambda name: " ".join(name.split()))
SPELLINGS = LETTERS | st.sampled_from(["Weights", "Answers", "Waves", "Wish", "Link", "Release"])


@given(SPELLINGS, SPELLINGS, st.sampled_from([None, "no"]))
def test_any_two_names_can_be_told_apart_in_the_text(one: str, two: str, value: str | None) -> None:
    names = [fold(name) for name in (one, two)]
    assume(all(names) and names[0] != names[1])
    inputs = SMALL.model_copy(
        update={
            "municipalities": dict(SMALL.municipalities) | _named("0101", one) | _named("0102", two)
        }
    )
    after = changed(
        inputs,
        [
            answer_setting(inputs, "0102", "signature", value),
            wish_setting(inputs, "0102", None),
            link_setting(inputs, "0102", "0101", "ferry"),
        ],
    )
    assert after.questionnaires["0102"].answers["signature"] == value
    assert after.questionnaires["0102"].wish is None
    assert [link.kind for link in after.links if link[:2] == ("0101", "0102")] == ["ferry"]


def _named(code: str, name: str) -> dict[str, Municipality]:
    one = SMALL.municipalities[code]
    return {code: one.model_copy(update={"name": name, "official_name": f"{name} Kommune"})}
