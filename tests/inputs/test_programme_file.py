"""programme.yaml: its form, and the rules beyond it."""

from __future__ import annotations

import pytest

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from folders import Folder

FILE = "programme.yaml"

# What stands in the file, what someone writes instead, and all that is then said.
FAULTS = [
    (
        "  - {quarter: 2014-Q2, size: 2}",
        "  - {quarter: 2014-Q2, sise: 2}",
        [
            (
                "programme.yaml:5: unknown key 'sise'; did you mean size? (allowed: quarter, "
                "period, size)"
            ),
        ],
    ),
    (
        "size: 2}\n  - {quarter: 2014-Q3",
        "size: many}\n  - {quarter: 2014-Q3",
        [
            (
                "programme.yaml:5: 'size' is 'many', but a whole number or {min: …, max: …} "
                "is expected"
            ),
        ],
    ),
    (
        "size: 2}\n  - {quarter: 2014-Q3",
        "size: -1}\n  - {quarter: 2014-Q3",
        [
            "programme.yaml:5: 'size' is -1, but must be 0 or more",
        ],
    ),
    (
        "size: 2}\n  - {quarter: 2014-Q3",
        "size: 2.5}\n  - {quarter: 2014-Q3",
        [
            ("programme.yaml:5: 'size' is 2.5, but a whole number or {min: …, max: …} is expected"),
        ],
    ),
    (
        "{min: 1, max: 3}",
        "{min: 4, max: 3}",
        [
            "programme.yaml:6: 'size' is wrong: min 4 is above max 3",
        ],
    ),
    (
        "{min: 1, max: 3}",
        "{min: 1.5, max: x}",
        [
            "programme.yaml:6: 'max' is 'x', but a whole number is expected",
            "programme.yaml:6: 'min' is 1.5, but a whole number is expected",
        ],
    ),
    (
        "{min: 1, max: 3}",
        "1",
        [
            ("programme.yaml:4: the waves take exactly 5 municipalities in all, but there are 6"),
        ],
    ),
    (
        "{min: 1, max: 3}",
        "{min: 0, max: 1}",
        [
            ("programme.yaml:4: the waves take 4 to 5 municipalities in all, but there are 6"),
        ],
    ),
    (
        "quarter: 2014-Q3, size",
        "quarter: 2014-Q2, size",
        [
            "programme.yaml:6: wave 2 is in 2014-Q2, but must come after wave 1 in 2014-Q2",
        ],
    ),
    (
        "quarter: 2014-Q3, size",
        "quarter: 2014-Q5, size",
        [
            ("programme.yaml:6: 'quarter' is '2014-Q5', but a quarter such as 2014-Q2 is expected"),
        ],
    ),
    (
        "quarter: 2014-Q3, size",
        "quarter: 2014, size",
        [
            (
                "programme.yaml:6: 'quarter' is 2014, but a quarter such as 2014-Q2 is expected; "
                "periods other than quarters have to be listed under 'periods'"
            ),
        ],
    ),
    (
        "yes: {credit: 1,",
        "yes: {credit: .nan,",
        [
            "programme.yaml:9: 'credit' is not a number (.nan), but a number is expected",
        ],
    ),
    (
        "yes: {credit: 1,",
        "yes: {credit: 1.5,",
        [
            "programme.yaml:9: 'credit' is 1.5, but must be 1 or less",
        ],
    ),
    (
        "no: {credit: 0,",
        "no: {credit: -0.5,",
        [
            "programme.yaml:11: 'credit' is -0.5, but must be 0 or more",
        ],
    ),
    (
        "no: {credit: 0,",
        "no: {credit: 0,5,",
        [
            (
                "programme.yaml:11: unknown key '5' (allowed: credit, words, nearly_as, "
                "names, reason); write decimals with a point"
            ),
        ],
    ),
    (
        "no: {credit: 0,",
        'no: {credit: "0,5",',
        [
            (
                "programme.yaml:11: 'credit' is '0,5', but a number is expected; write 0.5, "
                "with a decimal point"
            ),
        ],
    ),
    (
        "no: {credit: 0,",
        "no: {credit: ,",
        [
            "programme.yaml:11: 'credit' is empty, but a number is expected",
        ],
    ),
    (
        "words: [nej]",
        "words: nej",
        [
            "programme.yaml:11: 'words' is 'nej', but a list such as [nej] is expected",
        ],
    ),
    (
        "words: [nej]",
        'words: [7, ""]',
        [
            (
                "programme.yaml:11: entry 1 of 'words' is 7, but a text is expected; put it "
                "in quotes"
            ),
            "programme.yaml:11: entry 2 of 'words' is empty, but a text is expected",
        ],
    ),
    (
        "words: [nej]",
        "words: [JA]",
        [
            "programme.yaml:11: word 'JA' stands for answer 'yes' and answer 'no'",
        ],
    ),
    (
        "blank_words: [ved ikke]",
        "blank_words: [Planlagt]",
        [
            "programme.yaml:12: word 'Planlagt' stands for answer 'underway' and a blank",
        ],
    ),
    (
        "nearly_as: yes",
        "nearly_as: yess",
        [
            (
                "programme.yaml:10: unknown answer 'yess' under 'nearly_as'; did you mean "
                "yes? (allowed: yes, no)"
            ),
        ],
    ),
    (
        "nearly_as: yes",
        "nearly_as: underway",
        [
            ("programme.yaml:10: unknown answer 'underway' under 'nearly_as' (allowed: yes, no)"),
        ],
    ),
    (
        "credit: 0.8",
        "credit: 0.5",
        [
            (
                "programme.yaml:10: credit 0.5 of 'underway' must be at least 0.75 and below "
                "1, because it counts nearly as much as 'yes'"
            ),
        ],
    ),
    (
        "credit: 0.8",
        "credit: 1",
        [
            (
                "programme.yaml:10: credit 1 of 'underway' must be at least 0.75 and below "
                "1, because it counts nearly as much as 'yes'"
            ),
        ],
    ),
    (
        "signature: {weight: 30",
        "signature: {weight: -5",
        [
            "programme.yaml:15: 'weight' is -5, but must be 0 or more",
        ],
    ),
    (
        "signature: {weight: 30",
        "signature: {weight: 30.0005",
        [
            "programme.yaml:15: 'weight' is 30.0005, which is more precise than 0.001",
        ],
    ),
    (
        "signature: {weight: 30",
        "signature: {weight: .inf",
        [
            "programme.yaml:15: 'weight' is infinite (.inf), but a number is expected",
        ],
    ),
    (
        "signature: {weight: 30",
        "signature: {weight: heavy",
        [
            "programme.yaml:15: 'weight' is 'heavy', but a number is expected",
        ],
    ),
    (
        "signature: {weight: 30",
        "signature: {weight: [30]",
        [
            "programme.yaml:15: 'weight' is a list, but a number is expected",
        ],
    ),
    (
        "signature: {weight: 30",
        "signature: {weight: ",
        [
            "programme.yaml:15: 'weight' is empty, but a number is expected",
        ],
    ),
    (
        "signature: {weight: 30",
        "signature: {wieght: 30",
        [
            (
                "programme.yaml:15: unknown key 'wieght'; did you mean weight? (allowed: "
                "weight, names, reason, tier, question, todo)"
            ),
        ],
    ),
    (
        "signature: {weight: 30",
        "signature: {weight: 20",
        [
            (
                "programme.yaml:15: weight 20.0 of 'signature' (tier 1) must lie above "
                "weight 20.0 of 'resources' (tier 2): the source has this order of importance"
            ),
        ],
    ),
    (
        "signature: {weight: 30",
        "signature: {weight: 1e9",
        [
            "programme.yaml:15: 'weight' is 1000000000, but must be 1000000 or less",
        ],
    ),
    (
        "signature: {weight: 30",
        "signature: {weight: 1e99999",
        [
            "programme.yaml:15: 'weight' is '1e99999', but a number is expected",
        ],
    ),
    (
        "tier: 2",
        "tier: 0",
        [
            "programme.yaml:17: 'tier' is 0, but must be 1 or more",
        ],
    ),
    (
        "tier: 2",
        "tier: true",
        [
            "programme.yaml:17: 'tier' is 'true', but a whole number is expected",
        ],
    ),
    (
        ", reason: Slide 4",
        "",
        [
            "programme.yaml:21: key 'reason' is missing",
        ],
    ),
    (
        ", reason: Slide 4",
        ', reason: ""',
        [
            "programme.yaml:21: 'reason' is empty, but a text is expected",
        ],
    ),
    (
        "reason: Slide 4",
        "reason: 4",
        [
            "programme.yaml:21: 'reason' is 4, but a text is expected; put it in quotes",
        ],
    ),
    (
        "per: region",
        "per: regoin",
        [
            (
                "programme.yaml:20: 'per' cannot be 'regoin'; did you mean region? (allowed: "
                "municipality, region)"
            ),
        ],
    ),
    (
        "per: municipality",
        "per: household",
        ["programme.yaml:19: 'per' cannot be 'household' (allowed: municipality, region)"],
    ),
    (
        "  ferry: {weight: 5",
        "  budget: {weight: 5",
        [
            ("adjacency.yaml: section 'budget' is missing; if there are none, write 'budget: {}'"),
            "adjacency.yaml:6: unknown section 'ferry' (allowed: land, budget)",
            (
                "programme.yaml:24: name 'budget' stands under both 'readiness' and 'links'; "
                "each needs a name of its own"
            ),
        ],
    ),
    (
        "  ferry: {weight: 5",
        "  source: {weight: 5",
        [
            "adjacency.yaml:6: unknown section 'ferry' (allowed: land, source)",
            "programme.yaml:24: name 'source' has a meaning of its own; choose another",
        ],
    ),
    (
        "    land: {weight: 10, reason: Slide 5}\n",
        "    land: {weight: 10, reason: Slide 5}\n    land: {weight: 11, reason: Slide 5}\n",
        [
            "programme.yaml:24: key 'land' is written twice, on lines 23 and 24",
        ],
    ),
    (
        "frozen: []",
        "frozen: [2015-Q1]",
        [
            (
                "programme.yaml:25: frozen period 2015-Q1 is no wave's period (allowed: "
                "2014-Q2, 2014-Q3, 2014-Q4)"
            ),
        ],
    ),
    (
        "frozen: []",
        "frozen: [soon]",
        [
            (
                "programme.yaml:25: entry 1 of 'frozen' is 'soon', but a quarter such as "
                "2014-Q2 is expected; periods other than quarters have to be listed under 'periods'"
            ),
        ],
    ),
    (
        "frozen: []",
        "frozen: 2014-Q2",
        [
            ("programme.yaml:25: 'frozen' is '2014-Q2', but a list such as [2014-Q2] is expected"),
        ],
    ),
    (
        "frozen: []",
        "frozn: []",
        [
            (
                "programme.yaml:25: unknown key 'frozn'; did you mean frozen? (allowed: "
                "name, waves, answers, blank_words, weights, periods, limits, frozen, stability, "
                "phases, milestones, prerequisites, support_products, preparation, basis, source)"
            ),
        ],
    ),
    (
        "basis: documented",
        "basis: documentd",
        [
            (
                "programme.yaml:1: unknown basis 'documentd'; did you mean documented? "
                "(allowed: documented, public, collected, reconstructed)"
            ),
        ],
    ),
    (
        "basis: documented\n",
        "",
        [
            (
                "programme.yaml: key 'basis' is missing; it states the standing of the data: "
                "documented, public, collected or reconstructed"
            ),
        ],
    ),
    (
        "source: Invented slides",
        "source:",
        [
            (
                "programme.yaml:2: 'source' is empty, but must state in words where the data "
                "comes from"
            ),
        ],
    ),
    (
        "name: Invented roll-out\n",
        "",
        [
            "programme.yaml:1: key 'name' is missing",
        ],
    ),
    (
        "start: 2014-Q1, end: 2014-Q2",
        "start: 2014-Q3, end: 2014-Q2",
        [
            ("programme.yaml:27: phase 'Pilots' ends in 2014-Q2, before it starts in 2014-Q3"),
        ],
    ),
    (
        "  - {id: M1, name: All are live",
        "  - {id: M1, name: x, dates: not known, source: y}\n  - {id: M1, name: All are live",
        [
            "programme.yaml:30: milestone id 'M1' is used already, on line 29",
        ],
    ),
    (
        "prerequisites:\n  - {name: The card works, source: Slide 7}",
        "prerequisites: {a: b}",
        [
            (
                "programme.yaml:30: 'prerequisites' is a group of keys, but a list such as "
                "[one, two] is expected"
            ),
        ],
    ),
    (
        "prerequisites:\n  - {name: The card works, source: Slide 7}",
        "prerequisites: [a]",
        [
            (
                "programme.yaml:30: entry 1 of 'prerequisites' is 'a', but a group of 'key: "
                "value' lines is expected"
            ),
        ],
    ),
    (
        "    signature: {weight: 30",
        "    wish: {weight: 30, tier: 1, question: q, reason: r}\n    signature: {weight: 30",
        [
            "programme.yaml:15: name 'wish' has a meaning of its own; choose another",
            "questionnaire.csv:3: column 'wish' is missing",
        ],
    ),
    (
        "ferry: {weight: 5",
        "ferry: {weight: 5.0005",
        [
            "programme.yaml:24: 'weight' is 5.0005, which is more precise than 0.001",
        ],
    ),
    (
        "resources: {weight: 20",
        "resources: {weight: 40",
        [
            (
                "programme.yaml:15: weight 30.0 of 'signature' (tier 1) must lie above "
                "weight 40.0 of 'resources' (tier 2): the source has this order of importance"
            ),
            (
                "programme.yaml:16: weight 30.0 of 'budget' (tier 1) must lie above weight "
                "40.0 of 'resources' (tier 2): the source has this order of importance"
            ),
        ],
    ),
    (
        "label: GPs",
        "labl: GPs",
        [
            (
                "programme.yaml:19: unknown key 'labl'; did you mean label? (allowed: "
                "weight, names, reason, per, label)"
            ),
        ],
    ),
    (
        "- {name: A handbook, source: Slide 7}",
        "- {name: A handbook, source: Slide 7, page: 3}",
        [
            "programme.yaml:33: unknown key 'page' (allowed: name, names, note, source)",
        ],
    ),
    (
        "dates: stated",
        "dates: guessed",
        [
            (
                "programme.yaml:29: 'dates' cannot be 'guessed' (allowed: stated, read off, "
                "not known)"
            ),
        ],
    ),
    (
        "dates: read off, note: Slide 5,",
        "dates: read off,",
        ["programme.yaml:27: 'Pilots' needs a 'note' of what its dates were read off"],
    ),
    (
        "start: 2014-Q1, end: 2014-Q2, dates: read off",
        "dates: stated",
        [
            (
                "programme.yaml:27: 'Pilots' has no date, so its 'dates' can only be 'not known', "
                "not 'stated'"
            ),
        ],
    ),
    (
        "quarter: 2014-Q4, dates: stated",
        "quarter: 2014-Q4, dates: not known",
        [
            (
                "programme.yaml:29: 'All are live' has a date, so its 'dates' must be 'stated' or "
                "'read off'"
            ),
        ],
    ),
    (
        "The card works, source",
        "The card works, quarter: 2014-Q3, source",
        [
            (
                "programme.yaml:31: 'The card works' has a date, so its 'dates' must be 'stated' "
                "or 'read off'"
            ),
            (
                "programme.yaml:31: 'The card works' has a period from which it holds, so its "
                "'state' must be 'met' or, if it is only expected then, 'not met'"
            ),
        ],
    ),
    (
        "The card works, source",
        "The card works, state: done, source",
        [
            ("programme.yaml:31: 'state' cannot be 'done' (allowed: met, not met, not known)"),
        ],
    ),
    (
        "The card works, source",
        "The card works, state: met, uptake: {practise: 0.5, hospitals: 50}, source",
        ["programme.yaml:31: 'hospitals' is 50, but must be 1 or less"],
    ),
    (
        "The card works, source",
        "The card works, state: met, uptake: {practise: 0.5}, source",
        [
            (
                "programme.yaml:31: 'The card works' has 'state' beside 'uptake', which tells "
                "whether it holds; keep one of them"
            ),
            (
                "programme.yaml:31: unknown uptake 'practise'; did you mean practice? (allowed: "
                "practice, hospitals)"
            ),
        ],
    ),
    (
        "quarter: 2014-Q4, dates",
        "quarter: autumn, dates",
        [
            (
                "programme.yaml:29: 'quarter' is 'autumn', but a quarter such as 2014-Q2 is "
                "expected; periods other than quarters have to be listed under 'periods'"
            ),
        ],
    ),
    (
        "answers:\n  yes: {credit: 1, words: [ja], reason: Done}\n",
        "answers:\n",
        [
            "programme.yaml:9: unknown answer 'yes' under 'nearly_as' (allowed: no)",
            (
                "questionnaire.csv:4: unknown answer 'yes' to budget (allowed: underway, no, "
                "under etablering, planlagt, nej, ved ikke)"
            ),
            (
                "questionnaire.csv:4: unknown answer 'yes' to resources (allowed: underway, "
                "no, under etablering, planlagt, nej, ved ikke)"
            ),
            (
                "questionnaire.csv:4: unknown answer 'yes' to signature (allowed: underway, "
                "no, under etablering, planlagt, nej, ved ikke)"
            ),
            (
                "questionnaire.csv:5: unknown answer 'yes' to signature (allowed: underway, "
                "no, under etablering, planlagt, nej, ved ikke)"
            ),
            (
                "questionnaire.csv:6: unknown answer 'yes' to resources (allowed: underway, "
                "no, under etablering, planlagt, nej, ved ikke)"
            ),
            (
                "questionnaire.csv:7: unknown answer 'yes' to budget (allowed: underway, no, "
                "under etablering, planlagt, nej, ved ikke)"
            ),
            (
                "questionnaire.csv:8: unknown answer 'yes' to budget (allowed: underway, no, "
                "under etablering, planlagt, nej, ved ikke)"
            ),
            (
                "questionnaire.csv:9: unknown answer 'yes' to signature (allowed: underway, "
                "no, under etablering, planlagt, nej, ved ikke)"
            ),
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "messages"), FAULTS, ids=[new for _, new, _ in FAULTS])
def test_a_fault_is_told_with_its_line(
    folder: Folder, old: str, new: str, messages: list[str]
) -> None:
    folder.replace(FILE, old, new)
    assert folder.faults() == messages


def test_a_programme_that_cannot_be_read_hides_no_fault_elsewhere(folder: Folder) -> None:
    folder.replace(FILE, "credit: 0.8", "credit: much")
    folder.replace("questionnaire.csv", "0101,Nordby,yes", "0101,Nordby,perhaps")
    folder.replace("adjacency.yaml", "ferry:", "fery:")
    folder.replace("published.csv", "Vestrup,2", "Vestrup,4")
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert [fault.file for fault in caught.value.faults] == [
        "adjacency.yaml",
        "adjacency.yaml",
        FILE,
        "published.csv",
        "questionnaire.csv",
    ]


@pytest.mark.parametrize("broken", ["[", "a: b\n", "answers: x\nwaves: x\nweights: x\n"])
def test_without_any_programme_the_rest_is_checked_for_its_form(
    folder: Folder, broken: str
) -> None:
    folder.write(FILE, broken)
    folder.replace("questionnaire.csv", "Nordby,yes,yes,yes,2014-Q2", "Nordby,x,y,z,soon")
    folder.replace("published.csv", "Vestrup,2", "Vestrup,0")
    folder.replace("vendors.yaml", "2014-Q4", "later")
    folder.replace("adjacency.yaml", "[Nordby]", "[Norby]")
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert [str(fault) for fault in caught.value.faults if fault.file != FILE] == [
        "adjacency.yaml:7: unknown municipality 'Norby'; did you mean Nordby?",
        "published.csv:7: the wave is '0', but a number from 1 is expected",
        "questionnaire.csv:4: the wish is 'soon', but a quarter such as 2014-Q2 is expected",
        "vendors.yaml:8: the period agreed with Ålev is 'later', but a quarter such as 2014-Q2 "
        "is expected",
    ]


def test_what_has_no_order_is_put_in_one(folder: Folder) -> None:
    programme = load_inputs(folder.path).programme
    assert list(programme.answers) == ["yes", "underway", "no"]
    assert list(programme.weights.readiness) == ["budget", "signature", "resources"]
    assert list(programme.weights.uptake) == ["hospitals", "practice"]
    assert list(programme.weights.links) == ["land", "ferry"]
    assert programme.answers["underway"].words == ("planlagt", "under etablering")


def test_weights_are_exact(folder: Folder) -> None:
    folder.replace(FILE, "ferry: {weight: 5,", "ferry: {weight: 0.001,")
    assert load_inputs(folder.path).programme.weights.links["ferry"].weight == 1


def test_a_fault_in_one_section_does_not_hide_one_in_another(folder: Folder) -> None:
    folder.replace("programme.yaml", "wish: {weight: 25", "wish: {weight: 25.0005")
    folder.replace("programme.yaml", "2014-Q2, size: 2", "2014-Q2, size: 9")
    folder.replace("programme.yaml", "credit: 0.8", "credit: 0.5")
    assert folder.faults() == [
        "programme.yaml:4: the waves take 12 to 14 municipalities in all, but there are 6",
        "programme.yaml:10: credit 0.5 of 'underway' must be at least 0.75 and below 1, "
        "because it counts nearly as much as 'yes'",
        "programme.yaml:21: 'weight' is 25.0005, which is more precise than 0.001",
    ]
