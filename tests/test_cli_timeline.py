"""`fmkwave timeline`, and what `validate` says of prerequisites."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from fmkwave import language
from fmkwave.cli import app
from fmkwave.inputs import load_inputs
from fmkwave.planner import make_plan
from fmkwave.render import timelinesvg
from fmkwave.timeline import timeline
from folders import Folder
from test_timeline import periods_of_its_own

UNKNOWN = (
    "programme.yaml:31: warning: it is not known whether prerequisite 'The card works' holds when "
    "these waves start: wave 1 (2014-Q2), wave 2 (2014-Q3), wave 3 (2014-Q4)"
)
NOTICE = (
    "Reconstructed inputs, not real answers: questionnaire.csv, uptake.yaml, vendors.yaml. "
    "Agreement with any published plan is by construction and proves nothing."
)

TABLE = f"""\
Invented roll-out

                           2014
                           Q1          Q2          Q3          Q4
Pilots                     ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
Wave 1 · 2 municipalities              ████████████
Wave 2 · 2 municipalities                          ████████████
Wave 3 · 2 municipalities                                      ████████████
M1: All are live                                                          ◆

██ stated   ▒▒ read off   ◆ milestone, stated

Reached
  By the end of  Municipalities  Citizens  Share
  2014-Q1                     0         0     0%
  2014-Q2                     2    17,000    67%
  2014-Q3                     4    18,000    71%
  2014-Q4                     6    25,500   100%

How the dates are known
  - Pilots, 2014-Q1 to 2014-Q2, read off: Slide 5

Prerequisites
  Holds when it starts  Wave 1 · 2014-Q2  Wave 2 · 2014-Q3  Wave 3 · 2014-Q4
  1. The card works     not known         not known         not known

Warnings
  - It is not known whether prerequisite 'The card works' holds when these waves
    start: wave 1 (2014-Q2), wave 2 (2014-Q3), wave 3 (2014-Q4)
    (programme.yaml:31)

{NOTICE}
"""

NARROW = """\
Invented roll-out

                2014
                Q1  Q3
Pilots          ▒▒▒▒
Wave 1 · 2        ██
municipalities
Wave 2 · 2          ██
municipalities
Wave 3 · 2            ██
municipalities
M1: All are            ◆
live

"""

MERMAID = f"""\
gantt
    %% {NOTICE}
    title Invented roll-out (reconstructed inputs)
    dateFormat YYYY-MM-DD
    axisFormat %Y-%m
    tickInterval 3month
    todayMarker off
    section Phases
    Pilots, 2014-Q1 to 2014-Q2, read off :2014-01-01, 2014-07-01
    section Waves
    Wave 1 · 2 municipalities :2014-04-01, 2014-07-01
    Wave 2 · 2 municipalities :2014-07-01, 2014-10-01
    Wave 3 · 2 municipalities :2014-10-01, 2015-01-01
    section Milestones
    M1#58; All are live, by the end of 2014-Q4, stated :milestone, 2014-12-31, 0d
"""

PILOTS = "{name: Pilots, start: 2014-Q1, end: 2014-Q2, dates: read off, note: Slide 5,"


def run(folder: Folder, *arguments: str, **environment: str) -> Result:
    command = [*arguments, "--data", str(folder.path)]
    return CliRunner().invoke(app, command, env={"COLUMNS": "80", **environment})


def phase(folder: Folder, fields: str) -> None:
    """Write other fields of the one phase."""
    folder.replace("programme.yaml", PILOTS, f"{{{fields},")


# --- For people ---------------------------------------------------------------------------------


def test_in_a_pipe(folder: Folder) -> None:
    done = run(folder, "timeline")
    assert (done.exit_code, done.stdout) == (0, TABLE)
    assert done.stderr == f"Inputs: {folder.path}\n"


def test_in_little_room_names_break_and_the_axis_keeps_some_of_its_labels(folder: Folder) -> None:
    assert run(folder, "timeline", COLUMNS="24").stdout.startswith(NARROW)


def test_a_terminal_too_narrow_is_told_so(folder: Folder) -> None:
    done = run(folder, "timeline", COLUMNS="19")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "The timeline takes 20 columns, and here are 19" in done.stderr


@pytest.mark.parametrize(
    ("fields", "bar", "told"),
    [
        (
            "name: Pilots, dates: not known",
            "························",
            "not known when",
        ),
        (
            "name: Pilots, end: 2014-Q3, dates: stated",
            "············████████████",
            "until 2014-Q3, stated; start not known",
        ),
        (
            "name: Pilots, start: 2014-Q3, dates: stated",
            "            ████████████············",
            "from 2014-Q3, stated; end not known",
        ),
        ("name: Pilots, start: 2014-Q2, end: 2014-Q2, dates: stated", "████", "2014-Q2, stated"),
    ],
)
def test_an_end_that_is_not_known_is_drawn_open_and_said(
    folder: Folder, fields: str, bar: str, told: str
) -> None:
    phase(folder, fields)
    text = run(folder, "timeline").stdout
    (row,) = [line for line in text.splitlines() if line.startswith("Pilots")]
    assert row.removeprefix("Pilots").lstrip(" ").startswith(bar.lstrip(" "))
    markdown = run(folder, "timeline", "--format", "markdown").stdout
    assert f"| Pilots | {told} |" in markdown


def test_markdown_says_when_everything_is(folder: Folder) -> None:
    text = run(folder, "timeline", "--format", "markdown").stdout
    assert (
        "| What | When |\n"
        "| :-- | :-- |\n"
        "| Pilots | 2014-Q1 to 2014-Q2, read off |\n"
        "| Wave 1 · 2 municipalities | 2014-Q2, 17,000 citizens |\n"
        "| Wave 2 · 2 municipalities | 2014-Q3, 1,000 citizens |\n"
        "| Wave 3 · 2 municipalities | 2014-Q4, 7,500 citizens |\n"
        "| M1: All are live | by the end of 2014-Q4, stated |\n"
    ) in text
    assert f"> {NOTICE}" in text


def test_names_are_in_the_reader_s_language(folder: Folder) -> None:
    phase(folder, "name: Pilots, names: {da: Forsøg}, dates: not known")
    assert "\nForsøg " in run(folder, "timeline", "--lang", "da").stdout
    assert "\nPilots " in run(folder, "timeline", "--lang", "en").stdout


def months(folder: Folder) -> None:
    """Plan the small folder over two years of months, of which the waves take three."""
    labels = [f"{year}-{month:02}" for year in (2026, 2027) for month in range(1, 13)]
    for name in ("programme.yaml", "questionnaire.csv", "vendors.yaml"):
        text = folder.read(name)
        for quarter, at in (("2014-Q1", 0), ("2014-Q2", 5), ("2014-Q3", 9), ("2014-Q4", 23)):
            text = text.replace(quarter, labels[at])
        folder.write(name, text)
    folder.replace("programme.yaml", "frozen: []", f"frozen: []\nperiods: [{', '.join(labels)}]")


@pytest.mark.parametrize(
    ("columns", "axis"),
    [
        (
            "120",
            "2026                                2027\n"
            "01 02 03 04 05 06 07 08 09 10 11 12 01 02 03 04 05 06 07 08 09 10 11 12",
        ),
        (
            "80",
            "2026                    2027\n01  03  05  07  09  11  01  03  05  07  09  11",
        ),
        ("40", "2026        2027\n01 04 07 10 01 04 07 10"),
    ],
)
def test_months_stand_under_their_year_as_many_as_there_is_room_for(
    folder: Folder, columns: str, axis: str
) -> None:
    months(folder)
    lines = run(folder, "timeline", COLUMNS=columns).stdout.splitlines()
    assert [line.strip() for line in lines[2:4]] == axis.splitlines()


def test_a_long_label_takes_several_lines(folder: Folder) -> None:
    periods_of_its_own(folder)
    for name in ("programme.yaml", "questionnaire.csv", "vendors.yaml"):
        folder.write(name, folder.read(name).replace("Winter", "At the end of winter"))
    lines = run(folder, "timeline").stdout.splitlines()
    assert [line.strip() for line in lines[2:4]] == [
        "Autumn      At the end  Spring      Summer",
        "of winter",
    ]


def test_a_text_of_several_lines_is_shown_on_one(folder: Folder) -> None:
    name, note = '"Pilots\n    of all"', '"One\n\n      two"'
    phase(folder, f"name: {name}, end: 2014-Q1, dates: stated, note: {note}")
    found = run(folder, "timeline", "--format", "markdown").stdout
    assert "- Pilots of all, until 2014-Q1, stated; start not known: One two\n" in found


def test_no_name_means_anything_else_in_markdown(folder: Folder) -> None:
    phase(folder, "name: '<b>|*all*', dates: read off, note: '[x](y) <i>', end: 2014-Q1")
    text = run(folder, "timeline", "--format", "markdown").stdout
    assert r"| \<b>\|\*all\* |" in text
    assert r"- \<b>|\*all\*, until 2014-Q1, read off; start not known: \[x](y) \<i>" in text


def test_a_what_if_shows_in_it(folder: Folder) -> None:
    text = run(folder, "timeline", "--pin", "Vestrup=3").stdout
    assert "What if, not what the files say: Vestrup pinned to wave 3" in text
    assert run(folder, "timeline", "--pin", "Ålev=1").exit_code == 1


# --- As a picture and for Mermaid ---------------------------------------------------------------


def test_a_picture_is_sound_and_says_everything_in_words(folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "timeline.svg"
    done = run(folder, "timeline", "-o", str(file))
    assert done.exit_code == 0
    assert f"{UNKNOWN}\n{NOTICE}\n" in done.stderr
    root = ElementTree.fromstring(file.read_text("utf-8"))
    names = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.findtext(f"{names}desc") == (
        "Pilots, 2014-Q1 to 2014-Q2, read off. "
        "Wave 1 · 2 municipalities, 2014-Q2, 17,000 citizens. "
        "Wave 2 · 2 municipalities, 2014-Q3, 1,000 citizens. "
        "Wave 3 · 2 municipalities, 2014-Q4, 7,500 citizens. "
        "M1: All are live, by the end of 2014-Q4, stated."
    )
    texts = [one.text for one in root.iter(f"{names}text")]
    assert {"Pilots", "2014", "Q3", "71%", "stated", "read off", "1", "2", "3"} <= set(texts)


def test_what_is_read_off_looks_unlike_what_is_stated(folder: Folder) -> None:
    read_off = run(folder, "timeline", "--format", "svg").stdout
    folder.replace("programme.yaml", "dates: read off", "dates: stated")
    stated = run(folder, "timeline", "--format", "svg").stdout
    # Of the bar, and of the legend.
    assert (read_off.count("url(#timeline-hatch)"), stated.count("url(#timeline-hatch)")) == (2, 0)


def test_names_are_escaped_in_a_picture(folder: Folder) -> None:
    phase(folder, "name: <b>&</b>, dates: not known")
    root = ElementTree.fromstring(run(folder, "timeline", "--format", "svg").stdout)
    assert "<b>&</b>" in [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_long_name_breaks_and_a_word_longer_than_the_axis_is_cut(folder: Folder) -> None:
    phase(folder, f"name: {'Pilot ' * 20}{'x' * 80}, dates: not known")
    root = ElementTree.fromstring(run(folder, "timeline", "--format", "svg").stdout)
    texts = [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]
    name = [text for text in texts if "Pilot" in text or "xxx" in text]
    assert len(name) > 2
    assert max(map(len, name)) < 80
    assert name[-1].endswith("x…")


def texts(svg: str) -> list[str]:
    """Every text of a picture."""
    found = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return [one.text or "" for one in found]


def test_in_a_picture_of_a_page_many_periods_have_room_too(folder: Folder) -> None:
    months(folder)
    inputs = load_inputs(folder.path)
    figure = timelinesvg.figure(timeline(inputs, make_plan(inputs)))
    assert int(ElementTree.fromstring(figure).get("width", "")) < 400
    shown = texts(figure)
    assert [text for text in shown if text in ("2026", "2027")] == ["2026", "2027"]
    months_shown = [text for text in shown if re.fullmatch("[01][0-9]", text)]
    assert months_shown == ["01", "03", "05", "07", "09", "11"] * 2
    # Of the shares those of the waves, since only these bring more.
    assert [text for text in shown if text.endswith("%")] == ["67%", "71%", "100%"]


def test_mermaid(folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "timeline.mmd"
    assert run(folder, "timeline", "-o", str(file)).exit_code == 0
    assert file.read_text("utf-8") == MERMAID


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (
            "name: 'a: b; c # d %% e', start: 2014-Q1, end: 2014-Q2, dates: stated",
            "a#58; b#59; c #35; d #37;#37; e, 2014-Q1 to 2014-Q2, stated :2014-01-01, 2014-07-01",
        ),
        (
            "name: Section nine, start: 2014-Q1, end: 2014-Q2, dates: stated",
            "#83;ection nine, 2014-Q1 to 2014-Q2, stated :2014-01-01, 2014-07-01",
        ),
        (
            "name: 2014-01, start: 2014-Q1, end: 2014-Q2, dates: stated",
            "#50;014-01, 2014-Q1 to 2014-Q2, stated :2014-01-01, 2014-07-01",
        ),
        (
            "name: Pilots, end: 2014-Q2, dates: stated",
            "Pilots, until 2014-Q2, stated#59; start not known :milestone, 2014-06-30, 0d",
        ),
        (
            "name: Pilots, start: 2014-Q2, dates: stated",
            "Pilots, from 2014-Q2, stated#59; end not known :milestone, 2014-04-01, 0d",
        ),
        (
            "name: Pilots, dates: not known",
            "title Invented roll-out (reconstructed inputs#59; not known when#58; Pilots)",
        ),
    ],
)
def test_no_name_means_anything_else_to_mermaid(folder: Folder, fields: str, line: str) -> None:
    phase(folder, fields)
    text = run(folder, "timeline", "--format", "mermaid").stdout
    assert f"    {line}\n" in text


def test_mermaid_needs_dates_and_nothing_else_does(folder: Folder) -> None:
    periods_of_its_own(folder)
    done = run(folder, "timeline", "--format", "mermaid")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith(
        "A Gantt diagram needs dates, and Autumn has none: give it a start and an end under "
        "'periods' in programme.yaml.\n"
    )
    for form in ("table", "json", "markdown", "svg"):
        done = run(folder, "timeline", "--format", form)
        assert done.exit_code == 0
        assert "Autumn" in done.stdout


def test_mermaid_with_periods_that_have_dates(folder: Folder) -> None:
    periods_of_its_own(folder)
    dated = ", ".join(
        f"{{label: {label}, start: {start}, end: {end}}}"
        for label, start, end in (
            ("Autumn", "2013-09-01", "2013-11-30"),
            ("Winter", "2013-12-01", "2014-02-28"),
            ("Spring", "2014-03-01", "2014-05-31"),
            ("Summer", "2014-06-01", "2014-08-31"),
        )
    )
    folder.replace("programme.yaml", "[Autumn, Winter, Spring, Summer]", f"[{dated}]")
    text = run(folder, "timeline", "--format", "mermaid").stdout
    assert "    Wave 1 · 2 municipalities :2013-12-01, 2014-03-01\n" in text
    assert "tickInterval" not in text


# --- For programs -------------------------------------------------------------------------------


def test_json(folder: Folder) -> None:
    folder.replace(
        "programme.yaml",
        "  - {name: The card works, source: Slide 7}",
        "  - {name: The card works, source: Slide 7, uptake: {practice: 0.2, hospitals: 0.7}}",
    )
    found = json.loads(run(folder, "timeline", "--format", "json").stdout)
    assert (found["schema"], found["notices"]) == (1, [NOTICE])
    assert found["periods"][0] == {
        "period": "2014-Q1",
        "first_day": "2014-01-01",
        "last_day": "2014-03-31",
    }
    assert found["phases"] == [
        {
            "name": "Pilots",
            "note": "Slide 5",
            "source": "Slide 6",
            "start": "2014-Q1",
            "end": "2014-Q2",
            "dates": "read off",
        }
    ]
    assert found["waves"][0] == {"wave": 1, "quarter": "2014-Q2", "size": 2, "citizens": 17000}
    assert found["milestones"][0]["quarter"] == "2014-Q4"
    assert found["reached"][1] == {
        "period": "2014-Q2",
        "municipalities": 2,
        "citizens": 17000,
        "share": 0.6667,
    }
    (prerequisite,) = found["prerequisites"]
    assert prerequisite["uptake"] == {"practice": 0.2, "hospitals": 0.7}
    assert [one["holds"] for one in prerequisite["waves"]] == ["yes", "no", "no"]
    assert prerequisite["waves"][2]["below"] == [
        {
            "uptake": "practice",
            "least": 0.2,
            "municipalities": [{"code": "0430", "name": "Møborg", "share": 0.0}],
            "regions": [],
        },
        {
            "uptake": "hospitals",
            "least": 0.7,
            "municipalities": [],
            "regions": [{"name": "Vestland", "share": 0.6, "municipalities": 1}],
        },
    ]
    assert [(one["file"], one["line"]) for one in found["warnings"]] == [("programme.yaml", 31)] * 2


# --- Strictly -----------------------------------------------------------------------------------


def test_strictly_a_wave_too_early_is_a_fault_and_nothing_is_drawn(
    folder: Folder, tmp_path: Path
) -> None:
    file = tmp_path / "timeline.svg"
    done = run(folder, "timeline", "--strict", "-o", str(file))
    assert (done.exit_code, done.stdout, file.exists()) == (2, "", False)
    fault = UNKNOWN.replace("warning: ", "")
    assert done.stderr == f"Inputs: {folder.path}\n{fault}\n1 fault, no warnings\n"


def test_strictly_what_holds_is_drawn(folder: Folder) -> None:
    folder.replace("programme.yaml", "works, source", "works, state: met, source")
    assert run(folder, "timeline", "--strict").exit_code == 0
    done = run(folder, "validate", "--strict")
    assert (done.exit_code, done.stdout) == (0, "no faults, no warnings\n")


def test_validate_warns_and_strictly_finds_fault(folder: Folder) -> None:
    done = run(folder, "validate")
    assert (done.exit_code, done.stdout) == (0, f"{UNKNOWN}\nno faults, 1 warning\n")
    done = run(folder, "validate", "--strict")
    fault = UNKNOWN.replace("warning: ", "")
    assert (done.exit_code, done.stdout) == (2, f"{fault}\n1 fault, no warnings\n")
    done = run(folder, "validate", "--format", "github", "--strict")
    assert done.stdout.startswith("::error file=")
    assert "line=31,title=Faulty input::" in done.stdout


def test_validate_says_whether_the_shares_it_tells_are_real(folder: Folder) -> None:
    assert NOTICE not in run(folder, "validate").stderr
    folder.replace("programme.yaml", "works, source", "works, uptake: {practice: 0.3}, source")
    assert run(folder, "validate").stderr.endswith(f"{NOTICE}\n")


def test_validate_judges_the_committed_plan_where_it_fits(folder: Folder) -> None:
    folder.replace("programme.yaml", "works, source", "works, uptake: {practice: 0.3}, source")
    of_all = run(folder, "validate").stdout
    assert "does not hold for all, whatever the waves: practice below 30% in 2" in of_all
    assert run(folder, "plan", "--write").exit_code == 0
    committed = run(folder, "validate").stdout
    assert re.findall(r"wave \d \(\S+\)", committed) == ["wave 1 (2014-Q2)", "wave 3 (2014-Q4)"]
    plan = folder.read("plan.yaml")
    folder.replace("plan.yaml", '      "0102": Søby\n', "")
    assert run(folder, "validate").stdout == of_all
    folder.write("plan.yaml", plan.replace("quarter: 2014-Q4", "quarter: 2015-Q1"))
    assert run(folder, "validate").stdout == of_all
    folder.write("plan.yaml", "waves: [")
    assert of_all.splitlines()[0] in run(folder, "validate").stdout


def test_no_other_command_counts_prerequisites(folder: Folder) -> None:
    for command in ("plan", "score", "timeline"):
        assert "warnings:" not in run(folder, command).stderr
        assert "1 warning:" not in run(folder, command).stderr


def test_axis_labels() -> None:
    with language.reading("da"):
        assert language.axis_label("2014-Q2") == ("2014", "2.\N{NO-BREAK SPACE}kvt.")
    assert language.axis_label("2014-Q2") == ("2014", "Q2")
    assert language.axis_label("Autumn") == ("", "Autumn")
