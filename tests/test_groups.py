"""The rules that a programme's limits come to: what they are called, ask and find broken."""

from __future__ import annotations

import pytest

from fmkwave import explain, make_plan
from fmkwave.bounds import misplaced
from fmkwave.errors import NoPlanError
from fmkwave.explanation import Explanation, explain_all
from fmkwave.inputs import load_inputs
from fmkwave.model import Demand, Inputs
from fmkwave.optimise import Engine
from fmkwave.rules import broken, rules
from folders import Folder

GOOD = {"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0430": 2, "0440": 3}


def limited(folder: Folder, *limits: str) -> Inputs:
    lines = "".join(f"  {limit}\n" for limit in limits)
    folder.replace("programme.yaml", "frozen: []\n", f"limits:\n{lines}")
    return load_inputs(folder.path)


@pytest.mark.parametrize(
    ("limit", "demand"),
    [
        ("{most: 4}", "at most 4 municipalities in each wave"),
        ("{least: 1, most: 4}", "1 to 4 municipalities in each wave"),
        (
            "{least: 1, quarters: [2014-Q2, 2014-Q4]}",
            "at least 1 municipality in 2014-Q2, 2014-Q4",
        ),
        (
            "{region: Østland, least: 1, most: 1}",
            "1 municipality in each wave, of all in Østland",
        ),
        (
            "{vendor: Vendor A, most: 20000, by: citizens, quarters: [2014-Q2]}",
            "at most 20,000 citizens in 2014-Q2, of all customers of Vendor A",
        ),
        (
            "{municipalities: [Ålev, Søby, Nordby], least: 900, by: citizens, quarters: [2014-Q3]}",
            "at least 900 citizens in 2014-Q3, of Nordby, Søby, Ålev",
        ),
        ("{least: 900, most: 20000, by: citizens}", "900 to 20,000 citizens in each wave"),
        ("{municipalities: [Ålev, Søby], wave: same}", "Søby, Ålev in one wave"),
        ("{region: Vestland, wave: same}", "all in Vestland in one wave"),
        (
            "{vendor: Vendor B, wave: different}",
            "all customers of Vendor B, each in a wave of its own",
        ),
        ("{municipalities: [Søby], wave: first}", "Søby in 2014-Q2"),
        ("{municipalities: [Søby], earliest: 2014-Q3}", "Søby no earlier than 2014-Q3"),
        ("{latest: 2014-Q3}", "all no later than 2014-Q3"),
        (
            "{municipalities: [Søby], earliest: 2014-Q2, latest: 2014-Q3}",
            "Søby from 2014-Q2 to 2014-Q3",
        ),
        ("{municipalities: [Søby], earliest: 2014-Q3, latest: 2014-Q3}", "Søby in 2014-Q3"),
    ],
)
def test_a_limit_is_a_rule_with_its_name_and_what_it_demands(
    folder: Folder, limit: str, demand: str
) -> None:
    stated = [rule for rule in rules(limited(folder, f"A limit: {limit}")) if rule.limit]
    assert [(rule.limit, rule.name) for rule in stated] == [("A limit", f"A limit ({demand})")]


def test_a_stretch_that_leaves_every_wave_rules_out_nothing(folder: Folder) -> None:
    inputs = limited(folder, "A: {earliest: 2014-Q1, latest: 2015-Q1}")
    assert not [rule for rule in rules(inputs) if rule.limit]


@pytest.mark.parametrize(
    ("limit", "found", "who"),
    [
        ("{region: Østland, most: 1}", "2 placed in 2014-Q2: Nordby, Søby", ("0101", "0102")),
        (
            "{region: Vestland, least: 1, quarters: [2014-Q2]}",
            "0 placed in 2014-Q2",
            ("0420", "0430", "0440"),
        ),
        (
            "{most: 16999, by: citizens}",
            "17,000 citizens placed in 2014-Q2",
            ("0101", "0102"),
        ),
        (
            "{municipalities: [Vestrup, Møborg, Øster-Holm], wave: same}",
            "Møborg, Vestrup in 2014-Q3; Øster-Holm in 2014-Q4",
            ("0440",),
        ),
        (
            "{municipalities: [Søby, Ålev], wave: same}",
            "Søby in 2014-Q2; Ålev in 2014-Q4",
            ("0103",),
        ),
        (
            "{municipalities: [Nordby, Søby], wave: different}",
            "2 placed in 2014-Q2: Nordby, Søby",
            ("0101", "0102"),
        ),
        ("{municipalities: [Nordby, Ålev], wave: first}", "Ålev not placed in 2014-Q2", ("0103",)),
        ("{municipalities: [Søby], earliest: 2014-Q3}", "1 placed in 2014-Q2: Søby", ("0102",)),
    ],
)
def test_a_broken_limit_says_how_and_who(
    folder: Folder, limit: str, found: str, who: tuple[str, ...]
) -> None:
    inputs = limited(folder, f"A: {limit}")
    assert [one.found for one in broken(inputs, GOOD)] == [found]
    (rule,) = (rule for rule in rules(inputs) if rule.limit)
    assert misplaced(rule, GOOD) == who


EVERY_KIND = (
    "Few at once: {municipalities: [Nordby, Søby, Ålev], most: 1, quarters: [2014-Q2]}",
    "Citizens: {most: 10000, by: citizens, quarters: [2014-Q2]}",
    "Together: {municipalities: [Vestrup, Øster-Holm], wave: same}",
    "Apart: {municipalities: [Søby, Ålev], wave: different}",
    "Not last: {municipalities: [Søby], latest: 2014-Q3}",
)


def easier(folder: Folder) -> None:
    """Let vendors allow more, so that every kind of limit can hold at once."""
    folder.replace("vendors.yaml", "release: 2014-Q3", "release: 2014-Q2")


@pytest.mark.parametrize("engine", ["sweep", "milp"])
def test_a_plan_keeps_every_kind_of_limit(folder: Folder, engine: Engine) -> None:
    easier(folder)
    inputs = limited(folder, *EVERY_KIND, "Pilots: {municipalities: [Møborg], wave: first}")
    plan = make_plan(inputs, engine=engine)
    assert broken(inputs, plan.placement) == ()
    assert plan.placement == {"0101": 3, "0102": 1, "0103": 3, "0420": 2, "0430": 1, "0440": 2}


def test_limits_that_cannot_hold_together_are_named(folder: Folder) -> None:
    easier(folder)
    inputs = limited(
        folder,
        "Together: {municipalities: [Vestrup, Nordby], wave: same}",
        "Pilots: {municipalities: [Nordby], wave: first}",
        "Later: {municipalities: [Vestrup], earliest: 2014-Q3}",
    )
    with pytest.raises(NoPlanError) as caught:
        make_plan(inputs)
    assert caught.value.conflict == (
        "Later (Vestrup no earlier than 2014-Q3)",
        "Pilots (Nordby in 2014-Q2)",
        "Together (Nordby, Vestrup in one wave)",
    )


# --- Explained ---------------------------------------------------------------------------------


def explained(inputs: Inputs, name: str) -> Explanation:
    return explain(inputs, make_plan(inputs), name)


def test_a_set_is_barred_where_one_of_it_is(folder: Folder) -> None:
    easier(folder)
    inputs = limited(
        folder,
        "Later: {municipalities: [Vestrup], earliest: 2014-Q3}",
        "Together: {municipalities: [Nordby, Vestrup], wave: same}",
    )
    first = explained(inputs, "Nordby").alternatives[0]
    assert (first.wave, first.loss) == (1, None)
    assert first.barred_by == (
        "Later (Vestrup no earlier than 2014-Q3)",
        "Together (Nordby, Vestrup in one wave)",
    )


def test_a_limit_bars_a_wave_by_itself(folder: Folder) -> None:
    easier(folder)
    inputs = limited(
        folder,
        "Later: {municipalities: [Søby], earliest: 2014-Q3}",
        "Citizens: {most: 8500, by: citizens, quarters: [2014-Q2]}",
    )
    by_name = {name: explained(inputs, name).alternatives for name in ("Søby", "Nordby")}
    assert by_name["Søby"][0].barred_by == ("Later (Søby no earlier than 2014-Q3)",)
    assert by_name["Nordby"][0].barred_by == ("Citizens (at most 8,500 citizens in 2014-Q2)",)


def test_a_limit_binds_if_the_plan_is_another_without_it(folder: Folder) -> None:
    easier(folder)
    inputs = limited(
        folder,
        "Citizens: {most: 16500, by: citizens, quarters: [2014-Q2]}",
        "Idle: {municipalities: [Vestrup, Nordby, Søby], most: 3}",
    )
    plan = make_plan(inputs)
    (bound,) = [one for one in explain(inputs, plan, "Nordby").binding if one.limit]
    assert (bound.limit, bound.wave, bound.counts) == ("Citizens", 1, "citizens")
    # There is room for more, and yet for no better plan.
    assert (bound.count, bound.most, bound.eased) == (9_400, 16_500, "without it")
    freed = make_plan(inputs, without=bound.rule)
    assert (bound.gain, bound.to) == (freed.total - plan.total, freed.placement["0101"])


def test_explanations_hold_with_every_kind_of_limit(folder: Folder) -> None:
    easier(folder)
    inputs = limited(folder, *EVERY_KIND)
    plan = make_plan(inputs)
    for told in explain_all(inputs, plan, list(inputs.municipalities)):
        for other in told.alternatives:
            pin = Demand(code=told.code, wave=other.wave, take=True)
            pinned = inputs.model_copy(update={"demands": (pin,)})
            if other.loss is None:
                assert other.barred_by
                with pytest.raises(NoPlanError):
                    make_plan(pinned)
            else:
                assert other.loss == plan.total - make_plan(pinned).total
