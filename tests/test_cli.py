"""The command line: what it prints where, what it writes, and the exit code it ends with."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import fmkwave.planner
from fmkwave import __version__, console, planfile, watching
from fmkwave.cli import app
from fmkwave.optimise.problem import Progress
from folders import Folder
from marked import text_of_workbook

Run = Callable[..., Result]

NOTICE = (
    "Reconstructed inputs, not real answers: questionnaire.csv, uptake.yaml, vendors.yaml. "
    "Agreement with any published plan is by construction and proves nothing."
)

PLAN = f"""\
Invented roll-out

Wave 1 · 2014-Q2 · 2    Wave 2 · 2014-Q3 · 2    Wave 3 · 2014-Q4 · 2
Nordby     212.0        Vestrup     83.0        Møborg       0.0
Søby       150.0        Øster-Holm  25.0        Ålev         0.0

Total       480.0 points
Proof       optimal: no plan is worth more
Unique      yes: every other plan is worth less
Links kept  1 of 4
Engine      sweep

{NOTICE}
"""


@pytest.fixture
def run(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on the small folder, which is found by its variable."""
    monkeypatch.setenv("FMKWAVE_DATA", str(folder.path))

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return invoke


def process(
    arguments: Sequence[object], *, code: str = "", **environment: str
) -> subprocess.Popen[bytes]:
    """A process of its own; ``code`` runs before the command line does."""
    script = f"{code}\nfrom fmkwave.__main__ import main\nmain()"
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | environment,
    )


# --- Commands -----------------------------------------------------------------------------------


def test_plan_prints_the_whole_plan(run: Run, folder: Folder) -> None:
    done = run("plan")
    assert done.exit_code == 0
    assert done.stdout == PLAN
    assert done.stderr == f"Inputs: {folder.path}\n"


def test_plan_as_json_holds_no_path_and_its_notice_is_said_on_stderr_too(
    run: Run, folder: Folder
) -> None:
    done = run("plan", "--format", "json")
    made = json.loads(done.stdout)
    assert (made["schema"], made["proof"], made["notices"]) == (1, "optimal", [NOTICE])
    assert str(folder.path) not in done.stdout
    assert done.stderr == f"Inputs: {folder.path}\n{NOTICE}\n"


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown", "yaml"])
def test_both_engines_print_the_same_plan(run: Run, form: str) -> None:
    sweep = run("plan", "--engine", "sweep", "--format", form)
    milp = run("plan", "--engine", "milp", "--format", form)
    assert (sweep.exit_code, milp.exit_code) == (0, 0)
    named = {"table": "Engine      ", "json": '"engine": "', "markdown": "Engine: "}.get(form, "")
    assert milp.stdout.replace(f"{named}milp", f"{named}sweep") == sweep.stdout


def test_plan_in_a_pipe_has_no_colour_and_no_blanks_at_line_ends(run: Run) -> None:
    lines = run("plan").stdout.splitlines()
    assert lines == [line.rstrip() for line in lines]
    assert not any("\x1b" in line for line in lines)


def test_plan_follows_columns(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert "Wave 1 · 2014-Q2 · 2\nNordby     212.0\n" in run("plan").stdout


@pytest.mark.parametrize("no_color", ["", "1"])
def test_colour_is_forced_and_forbidden(
    run: Run, monkeypatch: pytest.MonkeyPatch, no_color: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLORTERM", raising=False)
    coloured = "\x1b[1;38;5;74mWave 1 · 2014-Q2 · 2\x1b[0m"
    assert (coloured in run("plan").stdout) == (not no_color)


def test_plan_writes_the_committed_plan(run: Run, folder: Folder) -> None:
    done = run("plan", "--write", "--format", "yaml")
    assert done.exit_code == 0
    assert folder.read("plan.yaml") == done.stdout
    assert f"Written: {folder.path / 'plan.yaml'}\n" in done.stderr


def test_the_first_plan_says_that_it_is_the_first(run: Run, folder: Folder) -> None:
    (folder.path / "plan.yaml").unlink(missing_ok=True)
    tried = run("plan", "--dry-run")
    path = folder.path / "plan.yaml"
    assert not path.exists()
    assert tried.stderr.endswith(
        f"The first plan: there is no plan.yaml yet.\nNot written: {path}\n"
    )
    done = run("plan", "--write")
    assert done.stderr.endswith(f"The first plan: there is no plan.yaml yet.\nWritten: {path}\n")
    again = run("plan", "--write")
    assert again.stderr.endswith(f"Nothing changed: {path} holds this very plan.\n")


def test_who_moves_is_said_before_the_plan_is_written(run: Run, folder: Folder) -> None:
    run("plan", "--write")
    before, path = folder.read("plan.yaml"), folder.path / "plan.yaml"
    folder.replace("questionnaire.csv", "Vestrup,underway,yes,no,2014-Q3", "Vestrup,no,no,no,")
    folder.replace("questionnaire.csv", "Møborg,no,yes,underway,", "Møborg,yes,yes,yes,2014-Q3")
    who = "Who moves against the former plan.yaml: Møborg 3 → 2, Vestrup 2 → 3.\n"
    tried = run("plan", "--dry-run")
    assert tried.stderr.endswith(f"{who}Not written: {path}\n")
    assert "Not the committed plan: Møborg and Vestrup move; " in tried.stdout
    assert folder.read("plan.yaml") == before
    assert run("plan", "--write").stderr.endswith(f"{who}Written: {path}\n")
    folder.replace("questionnaire.csv", "Nordby,yes,yes,yes", "Nordby,yes,yes,underway")
    same = "Nobody moves against the former plan.yaml; total 489.0 → 481.0.\n"
    shown = run("plan", "--dry-run")
    assert shown.stderr.endswith(f"{same}Not written: {path}\n")
    assert "Not the committed plan" not in shown.stdout
    assert run("plan", "--write").stderr.endswith(f"{same}Written: {path}\n")
    folder.replace("municipalities.yaml", "tile: [3, 4]", "tile: [3, 5]")
    same = "Nobody moves against the former plan.yaml.\n"
    assert run("plan", "--write").stderr.endswith(f"{same}Written: {path}\n")


def test_a_former_plan_that_cannot_be_read_is_replaced(run: Run, folder: Folder) -> None:
    folder.write("plan.yaml", "x: [")
    done = run("plan", "--write")
    assert "Who moves against the former plan is not known: plan.yaml:1: broken YAML" in done.stderr
    assert run("check").exit_code == 0


def test_what_a_dry_run_cannot_write_either(run: Run) -> None:
    done = run("plan", "--dry-run", "--pin", "Nordby=1")
    assert (done.exit_code, done.stdout) == (2, "")


def test_the_columns_of_csv_depend_on_options_alone(run: Run, folder: Folder) -> None:
    plain = "code,municipality,wave,quarter,points\n"
    assert run("plan", "--format", "csv").stdout.startswith(plain)
    for name in ("signature", "budget", "resources", "wish", "land", "ferry", "practice"):
        text = folder.read("programme.yaml")
        folder.write("programme.yaml", re.sub(rf"({name}: {{weight: )\d+", r"\g<1>0", text))
    tied = folder.read("programme.yaml").replace("tier: 2", "tier: 1")
    folder.write("programme.yaml", tied.replace("hospitals: {weight: 20", "hospitals: {weight: 0"))
    assert run("plan", "--format", "csv").stdout.startswith(plain)
    assert run("plan", "--format", "csv", "--near", "0").stdout.startswith(plain)
    losses = run("plan", "--format", "csv", "--losses").stdout
    assert losses.startswith(f"{plain.rstrip()},loss_1,loss_2,loss_3\n")


def test_no_plan_exists(run: Run, folder: Folder) -> None:
    folder.replace("vendors.yaml", "{2014-Q2: 2, 2014-Q3: 2}", "{2014-Q2: 1, 2014-Q3: 0}")
    done = run("plan", "--format", "json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "No plan exists: these limits cannot hold together." in done.stderr
    assert "Vendor B" in done.stderr


def test_a_time_limit_that_leaves_no_time(run: Run) -> None:
    done = run("plan", "--time-limit", "0")
    assert done.exit_code in (0, 2)
    assert ("within" in done.stdout) == (done.exit_code == 0)


def test_score_lists_the_readiest_first(run: Run) -> None:
    done = run("score", "--format", "csv")
    rows = [line.split(",") for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [row[1] for row in rows[1:]] == [
        *("Nordby", "Søby", "Vestrup", "Møborg", "Øster-Holm", "Ålev")
    ]


def test_score_filters_by_the_committed_plan(run: Run, folder: Folder) -> None:
    without = run("score", "--wave", 1)
    assert without.exit_code == 2
    assert f"run `fmkwave plan --write --data {folder.path}` first" in without.stderr
    run("plan", "--write")
    done = run("score", "--wave", 1, "--sort", "name", "--format", "json")
    found = json.loads(done.stdout)["municipalities"]
    assert [(row["name"], row["wave"]) for row in found] == [("Nordby", 1), ("Søby", 1)]


@pytest.mark.parametrize("lang", ["en", "da"])
def test_scores_say_that_their_waves_are_those_of_a_stale_plan(
    run: Run, folder: Folder, lang: str
) -> None:
    heading = {"en": "Wave in plan.yaml", "da": "Bølge i plan.yaml"}[lang]
    english = "The waves are those of plan.yaml, which was made from other inputs; `fmkwave check"
    danish = "Bølgerne er dem i plan.yaml, som er lavet af andre inddata; `fmkwave check"
    told = {"en": english, "da": danish}[lang]
    run("plan", "--write")

    def scores(*words: str) -> tuple[str, str]:
        done = run("score", "--lang", lang, *words)
        assert done.exit_code == 0
        return done.stdout, done.stderr

    assert "The waves are" not in str(json.loads(scores("--format", "json")[0])["notices"])
    folder.replace("questionnaire.csv", "0430,Møborg,no", "0430,Møborg,yes")
    assert json.loads(scores("--format", "json")[0])["notices"][0].startswith(english)
    assert told in scores("--format", "csv")[1]
    for form in ("table", "markdown"):
        assert told in scores("--wave", "1", "--format", form)[0]
        # Without a wave asked for they show none.
        assert told not in "".join(scores("--format", form))
    sheets = folder.path / "s.xlsx"
    assert told in scores("-o", str(sheets))[1]
    text = text_of_workbook(sheets)
    assert told in text
    assert heading in text


def test_score_suggests_a_region(run: Run) -> None:
    done = run("score", "--region", "Vestlan")
    assert done.exit_code == 2
    assert "did you mean Vestland?" in done.stderr


def test_validate_prints_faults_on_stdout(run: Run, folder: Folder) -> None:
    folder.replace("questionnaire.csv", "0102,Søby,yes", "0102,Søby,maybe")
    folder.replace("uptake.yaml", "Ålev: 1", "Ålev: 2")
    done = run("validate")
    lines = done.stdout.splitlines()
    assert done.exit_code == 2
    assert any(line.startswith("questionnaire.csv:5: ") for line in lines)
    assert any(line.startswith("uptake.yaml:6: ") for line in lines)
    assert lines[-1].startswith("2 faults, ")
    assert done.stderr == f"Inputs: {folder.path}\n"


def test_every_other_command_prints_the_same_faults_on_stderr(run: Run, folder: Folder) -> None:
    run("plan", "--write")
    folder.replace("questionnaire.csv", "0102,Søby,yes", "0102,Søby,maybe")
    faults = run("validate").stdout
    for command in ("plan", "score", "check"):
        done = run(command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert faults in done.stderr


def test_warnings_are_no_faults(run: Run, folder: Folder) -> None:
    folder.replace("questionnaire.csv", "Søby,yes,underway,no,", "Søby,yes,,no,")
    done = run("validate", "--format", "json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    # The other is about a prerequisite, which no other command counts.
    assert (found["valid"], found["faults"], len(found["warnings"])) == (True, [], 2)
    command = f"fmkwave validate --data {folder.path}"
    assert f"1 warning: see `{command}`\n" in run("plan").stderr


# --- Usage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nope"],
        ["nope"],
        ["plan", "--nope"],
        ["plan", "--engine", "magic"],
        ["plan", "--format", "sarif"],
        ["plan", "--time-limit", "-1"],
        ["plan", "--time-limit", "nan"],
        ["check", "--format", "csv"],
        ["check", "-o", "out.csv"],
        ["score", "--sort", "size"],
        ["score", "--wave", "first"],
        ["plan", "--data", "no-such-folder"],
        ["check", "no-such-plan.yaml"],
        ["plan", "-o", "no-such-folder/plan.json"],
    ],
)
def test_what_cannot_be_run_ends_with_2(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [[], ["validate"], ["score"], ["plan"], ["check"]])
def test_help(run: Run, command: list[str]) -> None:
    done = run(*command, "--help")
    assert done.exit_code == 0
    assert "Exit codes: 0 " in done.stdout


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"fmkwave {__version__}\n"


# --- Files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("plan.json", '{\n  "schema": 1,'),
        ("plan.csv", "code,municipality,"),
        ("PLAN.MD", "# Invented roll-out\n"),
        ("plan.yml", "# The plan that"),
        ("plan.txt", "Invented roll-out\n\nWave 1"),
        ("plan", "Invented roll-out\n\nWave 1"),
    ],
)
def test_a_suffix_stands_for_a_form(run: Run, tmp_path: Path, name: str, begins: str) -> None:
    done = run("plan", "-o", tmp_path / name)
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert NOTICE in done.stderr
    assert f"Written: {tmp_path / name}\n" in done.stderr


def test_a_form_asked_for_counts_more_than_the_suffix(run: Run, tmp_path: Path) -> None:
    run("plan", "-o", tmp_path / "plan.txt", "--format", "csv")
    assert (tmp_path / "plan.txt").read_bytes().startswith(b"code,municipality,wave")


def test_a_file_is_replaced_in_one_step(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    file, link = out / "plan.json", out / "link.json"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)
    link.symlink_to(file)
    with file.open(encoding="utf-8") as reader:
        run("plan", "-o", link)
        assert reader.read() == "old"
    assert json.loads(file.read_text(encoding="utf-8"))["schema"] == 1
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in out.iterdir()) == ["link.json", "plan.json"]
    assert link.is_symlink()


def test_a_missing_folder_is_said_before_any_work(run: Run, tmp_path: Path) -> None:
    done = run("plan", "-o", tmp_path / "nowhere" / "plan.json")
    assert done.exit_code == 2
    assert done.stderr == f"There is no folder {tmp_path / 'nowhere'} to write plan.json in.\n"


def test_a_file_that_cannot_be_replaced_is_as_it_was(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(errno.EACCES, "Permission denied", "a temporary name")

    target = tmp_path / "plan.json"
    target.write_text("as it was")
    monkeypatch.setattr(Path, "replace", refuse)
    done = run("plan", "-o", target)
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == f"{target}: Permission denied"
    assert target.read_text() == "as it was"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_folder_is_not_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    done = run("plan", "-o", tmp_path / "out")
    assert done.exit_code == 2
    message = f"{tmp_path / 'out'} is a folder; name a file to write the result to."
    assert done.stderr.splitlines() == [message]
    assert (tmp_path / "out").is_dir()


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices here")
def test_a_device_is_written_to_and_not_replaced(run: Run) -> None:
    assert run("plan", "-o", "/dev/null").exit_code == 0
    assert not Path("/dev/null").is_file()


# --- Streams, signals, the unforeseen -------------------------------------------------------------


@pytest.mark.parametrize(("arguments", "code"), [(["plan"], 2), (["--help"], 0)])
def test_closed_streams_take_no_result(arguments: list[str], code: int, folder: Folder) -> None:
    closed = "import sys; sys.stdout = sys.stderr = None"
    made = process(arguments, code=closed, FMKWAVE_DATA=str(folder.path))
    assert made.communicate() == (b"", b"")
    assert made.returncode == code


def test_a_result_needs_a_place(folder: Folder) -> None:
    closed = "import sys; sys.stdout = None"
    made = process(["plan", "--write"], code=closed, FMKWAVE_DATA=str(folder.path))
    _, said = made.communicate()
    assert b"Standard output is closed; name a file for the result with -o FILE." in said
    assert made.returncode == 2
    assert not (folder.path / "plan.yaml").exists()


def test_how_a_name_with_a_hyphen_is_given(run: Run) -> None:
    done = run("explain", "-x")
    assert done.exit_code == 2
    assert "If -x is a name and no option: `fmkwave explain -- -x`" in done.stderr


def test_a_pipe_that_was_closed_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdout", stream)
        console.emit("more than anybody reads\n", None)


def test_a_reader_that_has_enough_is_no_fault(folder: Folder) -> None:
    made = process(["plan", "--data", folder.path, "--format", "json"])
    assert made.stdout is not None
    made.stdout.close()
    made.stdout = None
    _, said = made.communicate()
    assert made.returncode == 0
    assert b"Traceback" not in said
    assert b"Exception ignored" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_said(folder: Folder) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "fmkwave", "plan", "--data", str(folder.path)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == b"stdout: No space left on device"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["plan", "--help"]])
def test_help_to_a_full_disk_is_said(arguments: list[str], unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "fmkwave", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"stdout: No space left on device\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("arguments", [["plan", "--nope"], ["plan", "--data", "nowhere"], []])
def test_where_nothing_can_be_said_the_exit_code_says_it(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "fmkwave", *arguments]
        done = subprocess.run(command, stdout=full, stderr=full, check=False)
    assert done.returncode == 2


def test_too_little_memory_is_no_fault_of_the_program(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hungry(*_arguments: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(fmkwave.planner, "make_plan", hungry)
    done = run("plan")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[1:] == ["There is too little memory for this."]


def test_a_stream_that_cannot_say_a_letter_says_the_rest(folder: Folder) -> None:
    folder.replace("programme.yaml", "Invented roll-out", "Prøve → Łódź")
    made = process(["plan", "--data", folder.path], PYTHONIOENCODING="cp1252")
    shown, _ = made.communicate()
    assert made.returncode == 0
    assert shown.decode("cp1252").startswith("Prøve -> ?ód?\n")


@pytest.mark.parametrize(
    "arguments",
    [
        *(("plan", "--format", form) for form in ("json", "yaml", "csv", "markdown")),
        *(("check", "--format", form) for form in ("json", "sarif", "junit", "github")),
        ("score", "--format", "csv"),
        ("explain", "Nordby", "--format", "markdown"),
        ("timeline", "--format", "svg"),
        ("timeline", "--format", "mermaid"),
        ("report",),
        ("schema",),
    ],
)
def test_what_programs_read_is_utf8_whatever_the_console(
    arguments: Sequence[str], run: Run, folder: Folder
) -> None:
    folder.replace("programme.yaml", "Invented roll-out", "Prøve → Łódź")
    assert run("plan", "--write").exit_code == 0
    folder.replace("questionnaire.csv", "Søby,yes", "Søby,no")
    shown = [
        process([*arguments, "--data", folder.path], PYTHONIOENCODING=encoding).communicate()[0]
        for encoding in ("cp1252", "utf-8")
    ]
    assert shown[0] == shown[1]
    assert not shown[1].decode("utf-8").isascii()


def test_a_console_of_few_characters_gets_drawings_of_ascii(folder: Folder) -> None:
    made = process(["timeline", "--data", folder.path], PYTHONIOENCODING="cp1252", COLUMNS="80")
    shown, _ = made.communicate()
    drawn = shown.decode("cp1252")
    assert "Wave 1 · 2014-Q2" in drawn
    assert "## stated" in drawn
    assert "== read off" in drawn
    assert "?" not in drawn


SLOW = """
import sys, time
import fmkwave.planner
from fmkwave import watching
from fmkwave.model import Proof
from fmkwave.optimise.problem import Progress

quick = fmkwave.planner.make_plan
watching._PATIENCE = 0

def slow(inputs, *, engine, control):
    plan = quick(inputs, engine=engine)
    control.report(Progress("searching", plan.total, plan.total + 1))
    sys.stdout.write("started\\n")
    sys.stdout.flush()
    while {condition}:
        time.sleep(0.01)
    return plan.model_copy(update=dict(proof=Proof.WITHIN_GAP, bound=plan.total + 4800))

fmkwave.planner.make_plan = slow
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")
def test_ctrl_c_returns_the_best_plan_so_far(folder: Folder) -> None:
    made = process(
        ["plan", "--data", folder.path], code=SLOW.format(condition="not control.stopped()")
    )
    assert made.stdout is not None
    assert made.stdout.readline() == b"started\n"
    made.send_signal(signal.SIGINT)
    shown, said = made.communicate()
    assert made.returncode == 0
    assert b"stopping (Ctrl-C again to give up)" in said
    assert b"within 4.8 points (1.0 %) of the best possible" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")
def test_a_second_ctrl_c_gives_up(folder: Folder) -> None:
    made = process(["plan", "--data", folder.path], code=SLOW.format(condition="True"))
    assert made.stdout is not None
    assert made.stderr is not None
    assert made.stdout.readline() == b"started\n"
    made.send_signal(signal.SIGINT)
    assert any(b"stopping" in line for line in made.stderr)
    made.send_signal(signal.SIGINT)
    shown, said = made.communicate()
    assert made.returncode == -signal.SIGINT
    assert shown == b""
    assert said == b""


def test_more_draws_than_memory_holds_are_refused(run: Run) -> None:
    done = run("robustness", "--draws", "1000000000")
    assert done.exit_code == 2
    assert "100000" in done.stderr


TIED = ("plan", "--set", "Møborg.practice=0.35")

STEPS = {
    "ties": (
        "fmkwave.losses.with_swept_losses",
        TIED,
        "Stopped before it was known who could stand elsewhere at no loss; "
        "`fmkwave plan --near 0 --data {data} --set Møborg.practice=0.35` tells.",
    ),
    "losses": (
        "fmkwave.losses.with_losses",
        ("plan", "--losses"),
        "Stopped before it was known what each other wave would cost.",
    ),
    "near": (
        "fmkwave.losses.with_losses",
        ("plan", "--near", "2"),
        "Stopped before it was known what each other wave would cost.",
    ),
    "shift": (
        "fmkwave.cli.shared.shift",
        ("plan", "--pin", "Møborg=2"),
        "Stopped before it was known what the change does.",
    ),
    "replanning": (
        "fmkwave.replanning.replanning",
        ("plan", "--stability", "1"),
        "Stopped before it was known what the plan keeps of the one announced.",
    ),
    "comparison": (
        "fmkwave.cli.shared.shift",
        ("compare", "best", "best", "--pin", "Møborg=2"),
        "Stopped before it was known what the change does.",
    ),
}

WAITING = """
import sys, time
from importlib import import_module
from fmkwave import console
from fmkwave.errors import StoppedError
from fmkwave.texts import message

module, _, name = {step!r}.rpartition(".")

def waiting(*arguments, **options):
    with console.watching() as control:
        sys.stderr.write("started\\n")
        sys.stderr.flush()
        if {late}:
            now = time.monotonic
            time.monotonic = lambda: now() + 7200
        while not control.stopped():
            time.sleep(0.01)
    raise StoppedError(message("no matter"))

setattr(import_module(module), name, waiting)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")
@pytest.mark.parametrize("interrupted", [True, False])
@pytest.mark.parametrize("step", STEPS)
def test_a_plan_that_is_made_is_shown_whatever_is_stopped_after_it(
    step: str, interrupted: bool, folder: Folder
) -> None:
    name, arguments, missing = STEPS[step]
    if not interrupted and arguments[0] != "plan":
        return
    process(["plan", "--write", "--data", folder.path]).communicate()
    limit = () if interrupted else ("--time-limit", "3600")
    code = WAITING.format(step=name, late=not interrupted)
    made = process([*arguments, "--data", folder.path, *limit], code=code)
    assert made.stderr is not None
    assert any(line == b"started\n" for line in made.stderr)
    if interrupted:
        made.send_signal(signal.SIGINT)
    shown, _said = made.communicate()
    assert made.returncode == 0
    assert missing.format(data=folder.path) in shown.decode()
    assert arguments[0] != "plan" or "optimal: no plan is worth more" in shown.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")
def test_a_plan_that_is_made_is_written_whatever_is_stopped_after_it(folder: Folder) -> None:
    folder.replace("uptake.yaml", "Møborg: 0\n", "Møborg: 0.35\n")
    arguments = ["plan", "--write", "--data", folder.path]
    code = WAITING.format(step="fmkwave.losses.with_swept_losses", late=False)
    made = process(arguments, code=code)
    assert made.stderr is not None
    assert any(line == b"started\n" for line in made.stderr)
    made.send_signal(signal.SIGINT)
    shown, _said = made.communicate()
    assert made.returncode == 0
    assert "Stopped before it was known who could stand elsewhere" in shown.decode()
    inputs = fmkwave.load_inputs(folder.path)
    undisturbed = planfile.dumps(inputs, fmkwave.make_plan(inputs))
    assert (folder.path / "plan.yaml").read_text("utf-8") == undisturbed


@pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")
def test_an_explanation_that_is_made_is_shown_whatever_is_stopped_after_it(folder: Folder) -> None:
    code = """
import sys, time
import fmkwave.explanation
from fmkwave.errors import StoppedError
from fmkwave.texts import message

whole = fmkwave.explanation.explain_all

def interrupted(*arguments, control, **options):
    for told in whole(*arguments, control=control, **options):
        yield told
        sys.stderr.write("started\\n")
        sys.stderr.flush()
        while not control.stopped():
            time.sleep(0.01)
        raise StoppedError(message("no matter"))

fmkwave.explanation.explain_all = interrupted
"""
    made = process(["explain", "Nordby", "Søby", "--data", folder.path], code=code)
    assert made.stderr is not None
    assert any(line == b"started\n" for line in made.stderr)
    made.send_signal(signal.SIGINT)
    shown, said = made.communicate()
    assert made.returncode == -signal.SIGINT
    assert "Nordby (0101), Østland: wave 1" in shown.decode()
    assert "Søby (0102)" not in shown.decode()
    assert said.decode().splitlines()[-1] == "Stopped: 1 of 2 municipalities is explained."


@pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")
def test_draws_that_are_made_are_shown_and_the_shell_sees_the_interrupt(folder: Folder) -> None:
    code = """
import os, signal
import fmkwave.robustness
whole = fmkwave.robustness.robustness

def interrupted(*arguments, control, **options):
    seen = []
    def report(progress):
        seen.append(progress)
        if len(seen) == 4:
            os.kill(os.getpid(), signal.SIGINT)
    control.report = report
    return whole(*arguments, control=control, **options)

fmkwave.robustness.robustness = interrupted
"""
    arguments = ["robustness", "--draws", "500", "--jobs", "1", "--data", folder.path]
    shown, said = (made := process(arguments, code=code)).communicate()
    assert made.returncode == -signal.SIGINT
    assert "Nordby" in shown.decode()
    assert re.search(r"^Stopped after \d+ of 500 draws\.$", said.decode(), re.MULTILINE)


@pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")
def test_what_is_stopped_once_is_not_begun_again(folder: Folder) -> None:
    # The plan is proven all the same, so that nothing but the Ctrl-C ends the explaining.
    code = """
import os, signal
import fmkwave.planner
quick = fmkwave.planner.make_plan

def interrupted(*arguments, **options):
    made = quick(*arguments, **options)
    os.kill(os.getpid(), signal.SIGINT)
    return made

fmkwave.planner.make_plan = interrupted
"""
    made = process(["explain", "Nordby", "--data", folder.path], code=code)
    shown, said = made.communicate()
    assert (made.returncode, shown) == (-signal.SIGINT, b"")
    assert said.splitlines()[-1] == b"Stopped before every other choice was weighed."


@pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("module", ["typer", "yaml", "fmkwave.inputs.load", "fmkwave.render.forms"])
def test_a_signal_while_something_is_imported_ends_without_a_traceback(
    module: str, sent: signal.Signals, folder: Folder
) -> None:
    code = f"""
import os, sys

class Interrupting:
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), {int(sent)})

sys.meta_path.insert(0, Interrupting())
"""
    made = process(["plan", "--data", folder.path], code=code)
    shown, said = made.communicate()
    assert made.returncode == -sent
    assert shown == b""
    assert b"Traceback" not in said


def test_nothing_is_read_from_a_file_before_an_interrupt_has_its_meaning() -> None:
    code = """
import sys
before = set(sys.modules)
import fmkwave.__main__
print(*sorted(set(sys.modules) - before))
"""
    # Without `site`, which imports what happens to be installed.
    path = {"PYTHONPATH": str(Path(fmkwave.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, env=os.environ | path, check=True
    )
    assert done.stdout.split() == [b"fmkwave", b"fmkwave.__main__"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")
def test_an_interrupt_that_is_ignored_stays_ignored(folder: Folder) -> None:
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    waits = SLOW.format(condition="not sys.stdin.readline()")
    made = process(["plan", "--data", folder.path], code=code + waits)
    assert made.stdout is not None
    assert made.stdout.readline() == b"started\n"
    made.send_signal(signal.SIGINT)
    made.send_signal(signal.SIGINT)
    made.communicate(b"enough\n")
    assert made.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="terminals as Unix has them")
def test_progress_is_shown_where_somebody_sees_it(folder: Folder) -> None:
    ours, theirs = os.openpty()
    made = subprocess.Popen(
        [
            *(sys.executable, "-c"),
            f"{SLOW.format(condition='not sys.stdin.readline()')}\n"
            "from fmkwave.__main__ import main\nmain()",
            *("plan", "--data", str(folder.path), "--format", "csv"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(theirs)
    seen = b""
    while b"best so far 480.0" not in seen:
        seen += os.read(ours, 4096)
    shown, _ = made.communicate(b"enough\n")
    os.close(ours)
    assert made.returncode == 0
    assert b"searching" not in shown


class Terminal(io.StringIO):
    """Says that somebody is watching."""

    def isatty(self) -> bool:
        return True


def test_progress_waits_for_patience_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", seen := Terminal())
    with console.watching() as control:
        control.report(Progress("searching"))
    assert "searching" not in seen.getvalue()
    monkeypatch.setattr(watching, "_PATIENCE", 0)
    with console.watching() as control:
        control.report(Progress("searching", done=0.5))
        until = time.monotonic() + 60
        while "searching · 50%" not in seen.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
    assert "searching · 50%" in seen.getvalue()
    assert not control.stopped()


@pytest.mark.parametrize("columns", ["80", "20"])
def test_the_spinner_turns_after_work_that_reached_its_end_and_beside_any_text(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr("sys.stderr", seen := Terminal())
    monkeypatch.setattr(watching, "_PATIENCE", 0)
    with console.watching() as control:
        for progress in (
            Progress("weighing", done=1.0),
            Progress("explaining", 9_598_200, done=0.5),
        ):
            control.report(progress)
            until = time.monotonic() + 60
            while f" {progress.doing}" not in seen.getvalue() and time.monotonic() < until:
                time.sleep(0.01)
    last = seen.getvalue().rpartition(" explaining")[0].rpartition("\r")[2]
    assert any(spoke in last for spoke in "-\\|/")


def test_a_dumb_terminal_gets_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("sys.stderr", seen := Terminal())
    monkeypatch.setattr(watching, "_PATIENCE", 0)
    with console.watching() as control:
        control.report(Progress("searching", done=0.5))
    assert seen.getvalue() == ""


def test_it_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "fmkwave", "--version"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout == f"fmkwave {__version__}\n".encode()


def test_the_unforeseen_is_one_line_that_asks_for_a_report(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr(fmkwave.planner, "make_plan", broken)
    done = run("plan")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[1:] == [
        "This is a fault in fmkwave, please report it: ZeroDivisionError: no such luck "
        "(FMKWAVE_DEBUG=1 shows where)"
    ]
    monkeypatch.setenv("FMKWAVE_DEBUG", "1")
    assert "Traceback (most recent call last)" in run("plan").stderr


def test_yaml_is_what_plan_yaml_holds(run: Run, folder: Folder) -> None:
    inputs = fmkwave.load_inputs(folder.path)
    made = fmkwave.make_plan(inputs)
    assert run("plan", "--format", "yaml").stdout == planfile.dumps(inputs, made)
