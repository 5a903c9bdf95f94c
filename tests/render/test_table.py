"""Whole tables, as they stand on a screen of 80 and 120 columns."""

from __future__ import annotations

import pytest
from invented import PLACEMENT, inputs, plan

from fmkwave.errors import Fault
from fmkwave.model import Basis, Proof
from fmkwave.ranking import Filter, rank
from fmkwave.render import table

NOTICE = (
    "Reconstructed inputs, not real answers: questionnaire.csv. "
    "Agreement with any published plan is by construction and proves nothing."
)

SIDE_BY_SIDE = f"""\
Prøveudrulning i Østland

Wave 1 · 2031-Q2 · 3     Wave 2 · 2031-Q3 · 3
Nordby         70.45     Høje-Bakkerup   0.0
Aaby           56.228    Søby          -25.0
Ålev           31.45     Ærøstrand       0.0

Total       174.45 points
Proof       optimal: no plan is worth more
Unique      yes: every other plan is worth less
Links kept  1 of 2
Engine      sweep

{NOTICE}
Engine sweep was taken in jest.
"""

ONE_BELOW_THE_OTHER = """\
Prøveudrulning i Østland

Wave 1 · 2031-Q2 · 3
Nordby         70.45
Aaby           56.228
Ålev           31.45

Wave 2 · 2031-Q3 · 3
Høje-Bakkerup   0.0
Søby          -25.0
Ærøstrand       0.0
"""

SCORES_IN_FULL = f"""\
Prøveudrulning i Østland

                   signature       general practice    readiness
Municipality                 project leader      hospitals      priority
Weight                  30.0           20.0    20.0    0.5  50.0    70.5
Nordby         yes      30.0  yes      20.0  100.0%  90.0%  50.0  70.45
Aaby           yes      30.0  underway 16.0   50.0%  45.5%  46.0  56.228
Ålev           yes      30.0  underway 16.0   50.0%  90.0%  46.0  56.45
Høje-Bakkerup  underway 24.0  no        0.0   12.5%  45.5%  24.0  26.728
Søby           no        0.0  -         0.0    0.0%  90.0%   0.0   0.45
Ærøstrand      -         0.0  -         0.0   37.0%  45.5%   0.0   7.628

6 of 6 municipalities

{NOTICE}
"""

SCORES_IN_SHORT = f"""\
Prøveudrulning i Østland

            signature  general practice    readiness
Municipality   project leader        hospitals      priority
Weight           30.0    20.0      20.0    0.5  50.0    70.5
Nordby         y 30.0  y 20.0    100.0%  90.0%  50.0  70.45
Aaby           y 30.0  u 16.0     50.0%  45.5%  46.0  56.228
Ålev           y 30.0  u 16.0     50.0%  90.0%  46.0  56.45
Høje-Bakkerup  u 24.0  n  0.0     12.5%  45.5%  24.0  26.728
Søby           n  0.0  -  0.0      0.0%  90.0%   0.0   0.45
Ærøstrand      -  0.0  -  0.0     37.0%  45.5%   0.0   7.628

y = yes, u = underway, n = no, - = blank
6 of 6 municipalities

{NOTICE}
"""


@pytest.mark.parametrize("width", [80, 120])
def test_waves_stand_side_by_side(width: int) -> None:
    assert table.plan(inputs(), plan(), width).plain == SIDE_BY_SIDE


def test_waves_stand_one_below_the_other_where_the_width_takes_no_more() -> None:
    assert table.plan(inputs(), plan(), 40).plain.startswith(ONE_BELOW_THE_OTHER)


def test_a_narrow_screen_truncates_nothing() -> None:
    shown = table.plan(inputs(), plan(), 10).plain
    assert shown == table.plan(inputs(), plan(), 40).plain


def test_the_gap_between_waves_gives_way_before_a_wave_does() -> None:
    tight = table.plan(inputs(), plan(), 44).plain.splitlines()
    assert tight[2] == "Wave 1 · 2031-Q2 · 3   Wave 2 · 2031-Q3 · 3"


def test_a_wave_may_be_empty() -> None:
    everyone_first = plan().model_copy(update={"placement": dict.fromkeys(PLACEMENT, 1)})
    lines = table.plan(inputs(), everyone_first, 80).plain.splitlines()
    assert lines[2].endswith("Wave 2 · 2031-Q3 · 0")
    assert lines[8].split() == ["Ålev", "31.45"]


@pytest.mark.parametrize(
    ("proof", "bound", "unique", "lines"),
    [
        (
            Proof.WITHIN_GAP,
            174_600,
            None,
            [
                "Proof       within 0.15 points (0.1 %) of the best possible",
                "Unique      not settled",
            ],
        ),
        (
            Proof.OPTIMAL,
            174_450,
            False,
            [
                "Proof       optimal: no plan is worth more",
                "Unique      no: among equals, more citizens earlier, then the lowest code first",
            ],
        ),
    ],
)
def test_what_is_proven_of_a_plan(
    proof: Proof, bound: int, unique: bool | None, lines: list[str]
) -> None:
    made = plan().model_copy(update={"proof": proof, "bound": bound, "unique": unique})
    shown = table.plan(inputs(), made, 80).plain.splitlines()
    assert shown[shown.index("Total       174.45 points") + 1 :][:2] == lines


def test_real_answers_leave_no_notice() -> None:
    real = inputs(basis=Basis.COLLECTED)
    assert NOTICE not in table.plan(real, plan(real), 80).plain
    assert table.scores(real, (), 80).plain.endswith("\n\n0 of 6 municipalities\n")


def test_waves_are_told_apart_by_colour_too() -> None:
    styles = {str(span.style) for span in table.plan(inputs(), plan(), 80).spans}
    assert {"bold #56b4e9", "bold #d55e00"} <= styles


@pytest.mark.parametrize(
    ("width", "shown"), [(120, SCORES_IN_FULL), (80, SCORES_IN_FULL), (60, SCORES_IN_SHORT)]
)
def test_scores(width: int, shown: str) -> None:
    rows = rank(inputs(), PLACEMENT, Filter())
    assert table.scores(inputs(), rows, width).plain == shown


def test_scores_on_a_narrow_screen_close_up_and_truncate_nothing() -> None:
    rows = rank(inputs(), PLACEMENT, Filter())
    narrow = table.scores(inputs(), rows, 20).plain
    assert "Høje-Bakkerup u 24.0  n  0.0    12.5% 45.5% 24.0 26.728\n" in narrow


def test_faults_and_warnings() -> None:
    found = (
        Fault("a.csv", 3, "no such region"),
        Fault("b.yaml", 0, "the file is missing"),
        Fault("c.csv", 9, "left blank", warning=True),
    )
    assert table.faults(found).plain == (
        "a.csv:3: no such region\n"
        "b.yaml: the file is missing\n"
        "c.csv:9: warning: left blank\n"
        "2 faults, 1 warning\n"
    )
    assert table.faults(()).plain == "no faults, no warnings\n"
