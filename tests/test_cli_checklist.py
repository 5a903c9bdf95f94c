"""`fmkwave checklist` in all its forms."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import icalendar
import openpyxl
import pytest
from typer.testing import CliRunner, Result

from fmkwave.cli import app
from folders import Folder, with_steps

Run = Callable[..., Result]

NOTICE = (
    "Reconstructed inputs, not real answers: questionnaire.csv, uptake.yaml, vendors.yaml. "
    "Agreement with any published plan is by construction and proves nothing."
)

LISTED = f"""\
Ålev (0103), Østland: to do before wave 3, 2014-Q4

Invented roll-out
To be done before 2014-Q4 begins on 2014-10-01. Open 2, done 1, not recorded 2
(no file says whether these are done).

Questionnaire
  [ ] Set money aside
      Is there a budget? Answered no (questionnaire.csv:6).
  [ ] Is there a signature?
      Answered no (questionnaire.csv:6).

Agreements
  [x] The vendor
      Agreed with Vendor A on 2014-Q4 (vendors.yaml:8).
  [ ] The doctors
  Source: Slide 8; Slide 9

Preparation
  [ ] Read the handbook
      All of it
      To be done 2 weeks before: by 2014-09-16.
      Support: A handbook
  Source: Slide 7

{NOTICE}
"""

MARKDOWN = f"""\
# Ålev (0103), Østland: to do before wave 3, 2014-Q4

Invented roll-out

To be done before 2014-Q4 begins on 2014-10-01. Open 2, done 1, not recorded 2 (no file says \
whether these are done).

## Questionnaire

- [ ] Set money aside
  - Is there a budget? Answered no (questionnaire.csv:6).
- [ ] Is there a signature?
  - Answered no (questionnaire.csv:6).

## Agreements

- [x] The vendor
  - Agreed with Vendor A on 2014-Q4 (vendors.yaml:8).
- [ ] The doctors

Source: Slide 8; Slide 9

## Preparation

- [ ] Read the handbook
  - All of it
  - To be done 2 weeks before: by 2014-09-16.
  - Support: A handbook

Source: Slide 7

> {NOTICE}
"""


@pytest.fixture
def run(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on the small folder, whose programme has steps."""
    with_steps(folder)
    monkeypatch.setenv("FMKWAVE_DATA", str(folder.path))

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["checklist", *arguments])

    return invoke


def test_a_checklist(run: Run) -> None:
    result = run("Ålev")
    assert result.exit_code == 0
    assert result.stdout == LISTED


def test_as_a_task_list_to_send(run: Run) -> None:
    assert run("aalev", "--format", "markdown").stdout == MARKDOWN


def test_in_danish_the_programmes_texts_are_danish(run: Run) -> None:
    lines = run("Ålev", "--lang", "da").stdout.splitlines()
    assert "Aftaler" in lines
    assert "Agreements" not in lines
    assert any("1. oktober 2014" in line.replace("\N{NO-BREAK SPACE}", " ") for line in lines)


def test_who_has_answered_everything_is_told_so(run: Run) -> None:
    lines = run("Nordby").stdout.splitlines()
    at = lines.index("Questionnaire")
    assert lines[at + 1] == "  Every question is answered with full credit."


def test_without_anything_to_do(run: Run, folder: Folder) -> None:
    steps = folder.read("programme.yaml").partition("preparation:\n")[2]
    folder.replace("programme.yaml", steps, "  []\n")
    assert "Nothing is left to do that the files know of." in run("Nordby").stdout


@pytest.mark.parametrize("wave", ["1", "2014-Q2", "2014k2"])
def test_a_wave_begins_with_an_overview(run: Run, wave: str) -> None:
    text = run("--wave", wave).stdout
    assert text.startswith(
        """\
What there is to do before each wave

Invented roll-out
Municipality  Wave  Open  Not recorded  Done
Nordby           1     1             2     0
Søby             1     3             2     0

Reconstructed"""
    )
    titles = [line for line in text.splitlines() if ": to do before" in line]
    assert [title.partition(" ")[0] for title in titles] == ["Nordby", "Søby"]


def test_all_in_danish_order(run: Run) -> None:
    told = json.loads(run("--all", "--format", "json").stdout)
    names = [one["name"] for one in told["municipalities"]]
    assert names == ["Møborg", "Nordby", "Søby", "Vestrup", "Øster-Holm", "Ålev"]


def test_a_what_if_is_listed_as_if_it_were_so(run: Run) -> None:
    text = run("Ålev", "--set", "Ålev.budget=yes", "--set", "Ålev.signature=yes").stdout
    assert "Every question is answered with full credit." in text
    assert "What if, not what the files say: " in text


@pytest.mark.parametrize("arguments", [[], ["--all", "Ålev"], ["--all", "--wave", "1"]])
def test_names_or_a_wave_or_all(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr == "Name the municipalities, or give --wave or --all; one of the three.\n"


def test_every_misspelt_name_is_told_in_one_run(run: Run) -> None:
    result = run("Vestrop", "Nordbi")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[1:] == [
        "No municipality is called 'Vestrop'; did you mean Vestrup?",
        "No municipality is called 'Nordbi'; did you mean Nordby?",
    ]


def test_no_such_wave(run: Run) -> None:
    result = run("--wave", "4")
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "There is no wave '4'. (Known: 1 (2014-Q2), 2 (2014-Q3), 3 (2014-Q4).)\n"
    )


def test_a_wave_of_nobody(run: Run, folder: Folder) -> None:
    folder.replace("programme.yaml", "2014-Q2, size: 2", "2014-Q2, size: 0")
    folder.replace("programme.yaml", "2014-Q4, size: 2", "2014-Q4, size: 3")
    result = run("--wave", "1")
    assert result.exit_code == 2
    assert result.stderr.endswith("Nobody is in wave 1 (2014-Q2).\n")


def test_json(run: Run) -> None:
    told = json.loads(run("Ålev", "--format", "json").stdout)
    assert (told["schema"], told["code"], told["wave"], told["quarter"], told["first_day"]) == (
        *(1, "0103", 3, "2014-Q4", "2014-10-01"),
    )
    assert told["questions"][0] == {
        "what": "Set money aside",
        "note": "Is there a budget?",
        "state": "open",
        "detail": "answered no",
        "place": {"file": "questionnaire.csv", "line": 6},
        "weeks_before": 0,
        "due": "2014-09-30",
        "support": [],
        "source": "Slide 1",
    }
    assert [group["heading"] for group in told["groups"]] == ["Aftaler", None]
    assert told["groups"][1]["tasks"][0]["support"] == ["A handbook"]
    assert told["notices"] == [NOTICE]


@pytest.mark.parametrize(
    ("form", "suffix"),
    [(None, ".md"), ("table", ".txt"), ("json", ".json"), ("xlsx", ".xlsx"), ("ics", ".ics")],
)
def test_a_file_for_each(run: Run, tmp_path: Path, form: str | None, suffix: str) -> None:
    target = tmp_path / "lists"
    options = ["--format", form] if form else []
    assert run("--wave", "1", "-o", str(target), *options).exit_code == 0
    names = sorted(path.name for path in target.iterdir())
    assert names == [f"0101-Nordby{suffix}", f"0102-Søby{suffix}"]


# --- As a spreadsheet -----------------------------------------------------------------------------


def test_a_row_for_everything_there_is_to_do(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "list.xlsx"
    assert run("--wave", "3", "-o", str(target)).exit_code == 0
    tasks, background, about = openpyxl.load_workbook(target).worksheets
    heads, *rows = tasks.iter_rows(values_only=True)
    assert heads == (
        *("Code", "Municipality", "Wave", "Group", "To do", "State", "By"),
        *("What the files say", "Support"),
    )
    assert rows[-5:] == [
        (
            *("0103", "Ålev", 3, "Questionnaire", "Set money aside", "open"),
            *(datetime(2014, 9, 30), "Answered no (questionnaire.csv:6).", None),
        ),
        (
            *("0103", "Ålev", 3, "Questionnaire", "Is there a signature?", "open"),
            *(datetime(2014, 9, 30), "Answered no (questionnaire.csv:6).", None),
        ),
        (
            *("0103", "Ålev", 3, "Agreements", "The vendor", "done"),
            *(datetime(2014, 9, 30), "Agreed with Vendor A on 2014-Q4 (vendors.yaml:8).", None),
        ),
        (
            *("0103", "Ålev", 3, "Agreements", "The doctors", "not recorded"),
            *(datetime(2014, 9, 30), None, None),
        ),
        (
            *("0103", "Ålev", 3, "Preparation", "Read the handbook", "not recorded"),
            *(datetime(2014, 9, 16), None, "A handbook"),
        ),
    ]
    assert tasks["G2"].number_format == "yyyy-mm-dd"
    assert tasks.auto_filter.ref == tasks.dimensions
    # What each thing is about stands there once, whoever has to do it.
    explained = list(background.iter_rows(min_row=2, values_only=True))
    assert ("Questionnaire", "Set money aside", "Is there a budget?", "Slide 1") in explained
    assert explained[-1] == ("Preparation", "Read the handbook", "All of it", "Slide 7")
    assert len(explained) == len(set(explained))
    assert NOTICE in [row[2] for row in about.iter_rows(values_only=True)]


# --- As a calendar --------------------------------------------------------------------------------


def events(content: bytes) -> list[icalendar.Event]:
    found = icalendar.Calendar.from_ical(content)
    assert isinstance(found, icalendar.Calendar)
    return list(found.events)


def days(event: icalendar.Event) -> tuple[str, date, date]:
    start, end = event.decoded("dtstart"), event.decoded("dtend")
    assert not isinstance(start, datetime)
    return str(event["summary"]), start, end


def test_the_period_and_the_days_by_which_to_be_done(run: Run) -> None:
    found = events(run("Ålev", "--format", "ics").stdout_bytes)
    assert [days(event) for event in found] == [
        ("Ålev: wave 3, 2014-Q4", date(2014, 10, 1), date(2015, 1, 1)),
        ("Ålev: 1 thing to do before wave 3", date(2014, 9, 16), date(2014, 9, 17)),
        ("Ålev: 3 things to do before wave 3", date(2014, 9, 30), date(2014, 10, 1)),
    ]
    assert str(found[2]["description"]) == (
        "Invented roll-out\n"
        "To be done before 2014-Q4 begins on 2014-10-01. Open 2, done 1, not recorded 2 (no file "
        "says whether these are done).\n"
        "- Set money aside\n"
        "  Is there a budget? Answered no (questionnaire.csv:6).\n"
        "- Is there a signature?\n"
        "  Answered no (questionnaire.csv:6).\n"
        "- The doctors\n"
        f"{NOTICE}"
    )


def test_all_that_must_be_said_stands_in_a_calendar_and_each_event(run: Run) -> None:
    content = run("Ålev", "--set", "Ålev.budget=yes", "--format", "ics").stdout_bytes
    changed = "What if, not what the files say: Ålev.budget = yes (was no)."
    calendar = icalendar.Calendar.from_ical(content)
    told = [str(calendar["description"]), *(str(one["description"]) for one in events(content))]
    assert len(told) == 4
    assert all(one.endswith(f"{changed}\n{NOTICE}") for one in told)


def test_a_calendar_of_which_nothing_must_be_said_says_nothing(run: Run, folder: Folder) -> None:
    for name in ("questionnaire.csv", "uptake.yaml", "vendors.yaml"):
        folder.replace(name, "basis: reconstructed", "basis: collected")
    content = run("Ålev", "--format", "ics").stdout_bytes
    assert "description" not in icalendar.Calendar.from_ical(content)


def test_a_calendar_of_a_wave_says_once_when_it_is(run: Run) -> None:
    found = events(run("--wave", "1", "--format", "ics").stdout_bytes)
    titles = [str(event["summary"]) for event in found]
    assert titles[0] == "Wave 1, 2014-Q2"
    assert "Nordby, Søby" in str(found[0]["description"])
    assert [title.partition(":")[0] for title in titles[1:]] == ["Nordby", "Nordby", "Søby", "Søby"]


def test_a_calendar_takes_nobodys_time_and_tells_of_no_clock(run: Run) -> None:
    content = run("--all", "--format", "ics").stdout_bytes
    assert run("--all", "--format", "ics").stdout_bytes == content
    for event in events(content):
        assert event["transp"] == "TRANSPARENT"
        assert event.decoded("dtstamp").year == 1980
        assert NOTICE in str(event["description"])
    uids = [str(event["uid"]) for event in events(content)]
    assert len(set(uids)) == len(uids)


def test_what_moves_to_another_wave_stays_the_same_event(run: Run) -> None:
    before = events(run("Møborg", "--format", "ics").stdout_bytes)
    after = events(run("Møborg", "--pin", "Møborg=2", "--format", "ics").stdout_bytes)
    assert [days(event) for event in before] != [days(event) for event in after]
    assert [event["uid"] for event in before] == [event["uid"] for event in after]


def test_its_lines_are_as_the_standard_has_them(run: Run) -> None:
    content = run("Ålev", "--pin", "Møborg=2", "--format", "ics").stdout_bytes
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert all(len(line) <= 75 for line in lines)
    # No letter is cut in two where a line is folded, and what divides values is escaped.
    text = "".join(line.decode() for line in lines)
    assert "Reconstructed inputs\\, not real" in text.replace("\r\n ", "")
    assert {b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//fmkwave//checklist//EN"} <= {*lines}


def test_a_long_description_in_danish_is_folded_between_letters(run: Run, folder: Folder) -> None:
    folder.replace("programme.yaml", "text: All of it", f"text: {'æøå' * 99}")
    content = run("Ålev", "--format", "ics").stdout_bytes
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert any("æøå" * 99 in str(event["description"]) for event in events(content))


def with_periods(folder: Folder, first: str) -> None:
    for number in (2, 3, 4):
        for name in ("programme.yaml", "questionnaire.csv", "vendors.yaml"):
            text = folder.read(name).replace(f"2014-Q{number}", f"Fase {number - 1}")
            folder.write(name, text.replace("2014-Q1", "Fase 1"))
    periods = f"periods: [{first}, Fase 2, Fase 3]\nwaves:\n"
    folder.replace("programme.yaml", "waves:\n", periods)


def test_periods_without_days(run: Run, folder: Folder) -> None:
    with_periods(folder, "Fase 1")
    listed = run("Ålev").stdout
    assert "To be done before Fase 3 begins. Open 2, done 1" in listed
    assert "To be done 2 weeks before.\n" in listed
    result = run("--all", "--format", "ics")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == (
        "A calendar needs days, and programme.yaml gives none for Fase 1, Fase 2, Fase 3; give "
        "each a 'start' and an 'end' under 'periods'."
    )


def test_periods_with_days(run: Run, folder: Folder) -> None:
    with_periods(folder, "{label: Fase 1, start: 2026-02-02, end: 2026-03-01}")
    found = events(run("--wave", "Fase 1", "--format", "ics").stdout_bytes)
    assert days(found[0]) == ("Wave 1, Fase 1", date(2026, 2, 2), date(2026, 3, 2))


def test_without_the_extra_a_calendar_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    result = run("Ålev", "--format", "ics")
    assert result.exit_code == 2
    assert result.stderr == (
        "A calendar needs a package that is not installed: pip install 'fmkwave[calendar]'\n"
    )
    assert run("Ålev").exit_code == 0


def test_a_file_of_a_calendar_is_what_goes_through_a_pipe(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "list.ics"
    assert run("Ålev", "-o", str(target)).exit_code == 0
    piped = BytesIO(run("Ålev", "--format", "ics").stdout_bytes)
    assert target.read_bytes() == piped.getvalue()
