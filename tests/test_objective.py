"""Points of a choice, literally."""

from __future__ import annotations

from decimal import Decimal

from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs, Period
from fmkwave.objective import Term, citizen_quarters, kept_links, score, scores, total, wish_loss
from folders import Folder

PLACEMENT = {"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0430": 2, "0440": 3}


def loaded(folder: Folder) -> Inputs:
    return load_inputs(folder.path)


def test_every_term_is_kept(folder: Folder) -> None:
    found = score(loaded(folder), "0420")
    # By tier and name, and by name: the order of keys in the file must not matter.
    assert found.terms == (
        Term(
            name="budget",
            group="readiness",
            answer="yes",
            weight=30_000,
            credit=Decimal(1),
            points=30_000,
        ),
        Term(
            name="signature",
            group="readiness",
            answer="underway",
            weight=30_000,
            credit=Decimal("0.8"),
            points=24_000,
        ),
        Term(
            name="resources",
            group="readiness",
            answer="no",
            weight=20_000,
            credit=Decimal(0),
            points=0,
        ),
        Term(
            name="hospitals",
            group="uptake",
            answer=None,
            weight=20_000,
            credit=Decimal("0.6"),
            points=12_000,
        ),
        Term(
            name="practice",
            group="uptake",
            answer=None,
            weight=20_000,
            credit=Decimal("0.85"),
            points=17_000,
        ),
    )
    assert (found.readiness, found.priority) == (54_000, 83_000)


def test_a_wave_is_worth_the_priority_for_each_quarter_won_less_the_distance_to_the_wish(
    folder: Folder,
) -> None:
    found = score(loaded(folder), "0420")
    assert found.wish == "2014-Q3"
    assert found.values == (2 * 83_000 - 25_000, 83_000, -25_000)


def test_no_wish_costs_nothing(folder: Folder) -> None:
    assert wish_loss(loaded(folder), None, 3) == 0


def test_a_blank_earns_nothing(folder: Folder) -> None:
    folder.replace("questionnaire.csv", "0420,Vestrup,underway,yes", "0420,Vestrup,,yes")
    assert score(loaded(folder), "0420").readiness == 30_000


def test_terms_are_rounded_half_up_to_a_thousandth_before_they_are_added(folder: Folder) -> None:
    folder.replace("uptake.yaml", "Vestrup: 0.85", "Vestrup: 0.333375")
    term = score(loaded(folder), "0420").terms[4]
    assert term.points == 6_668  # 20 points * 0.333375 = 6.6675


def test_a_wave_that_skips_quarters_counts_them(folder: Folder) -> None:
    folder.replace("programme.yaml", "quarter: 2014-Q4, size: 2", "quarter: 2015-Q1, size: 2")
    folder.replace("questionnaire.csv", "no,no,yes,2014-Q4", "no,no,yes,2015-Q1")
    folder.replace("vendors.yaml", "Ålev: 2014-Q4", "Ålev: 2015-Q1")
    assert score(loaded(folder), "0420").values == (3 * 83_000 - 25_000, 2 * 83_000, -50_000)


def test_the_total_is_the_values_and_the_links_kept(folder: Folder) -> None:
    inputs = loaded(folder)
    values = sum(s.values[PLACEMENT[code] - 1] for code, s in scores(inputs).items())
    # Nordby and Søby, Vestrup and Møborg share a wave; the ferry to Øster-Holm is not kept.
    assert [link.kind for link in kept_links(inputs, PLACEMENT)] == ["land", "land"]
    assert total(inputs, PLACEMENT) == values + 20_000


def test_a_ferry_kept_is_worth_its_own_weight(folder: Folder) -> None:
    inputs = loaded(folder)
    together, apart = {**PLACEMENT, "0440": 1}, PLACEMENT
    moved = score(inputs, "0440")
    gained = moved.values[0] - moved.values[2]
    assert total(inputs, together) - total(inputs, apart) == gained + 5_000


def test_citizens_count_for_each_quarter_won(folder: Folder) -> None:
    inputs = loaded(folder)
    assert [citizen_quarters(inputs, "0101", wave) for wave in (1, 2, 3)] == [18_000, 9_000, 0]


def test_a_programme_of_other_waves_has_their_quarters_and_periods(folder: Folder) -> None:
    programme = load_inputs(folder.path).programme
    assert programme.quarters == ("2014-Q2", "2014-Q3", "2014-Q4")
    fewer = programme.model_copy(update={"waves": programme.waves[:2]})
    assert fewer.quarters == ("2014-Q2", "2014-Q3")
    assert programme.quarters == ("2014-Q2", "2014-Q3", "2014-Q4")
    assert programme.model_copy() == programme
    listed = tuple(Period(label=label) for label in "ABC")
    assert programme.model_copy(update={"periods": listed}).calendar.labels == ("A", "B", "C")
