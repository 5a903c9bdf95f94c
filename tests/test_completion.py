"""What a shell offers while a command is typed, asked for as shells do it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import rich
import typer
from typer.main import get_command
from typer.testing import CliRunner

from fmkwave.cli import app, completion
from fmkwave.inputs import find_folder
from folders import Folder

DATA = Path(__file__).parents[1] / "data"
# Not pydantic, with which typer itself reads options; but the types that are built with it.
HEAVY = {"highspy", "networkx", "numpy", "rich", "fmkwave.model", "fmkwave.inputs"}
HABITS = ("COLUMNS", "FMKWAVE_DATA", "COMP_WORDS", "COMP_CWORD")

Ask = Callable[..., list[str]]


def asked(shell: str, words: tuple[str, ...]) -> dict[str, str]:
    """What a shell passes on, with the cursor behind the last word."""
    shared = {"_FMKWAVE_COMPLETE": f"complete_{shell}"}
    if shell == "bash":
        typed = ("fmkwave", *words)
        return {**shared, "COMP_WORDS": "\n".join(typed), "COMP_CWORD": str(len(typed) - 1)}
    typed_so_far = " ".join(("fmkwave", *words))
    fish = {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    word = {"_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1]}
    return {**shared, **fish, **word, "_TYPER_COMPLETE_ARGS": typed_so_far}


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks, as bash does, what may stand where the last word is; the folder is Denmark's."""
    for name in HABITS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(DATA.parent)
    # Loaded, so that it is not kept from being loaded by the tests that come after.
    monkeypatch.setitem(sys.modules, "rich", rich)

    def offered(*words: str, shell: str = "bash") -> list[str]:
        done = CliRunner().invoke(app, [], prog_name="fmkwave", env=asked(shell, words))
        assert (done.exit_code, done.stderr, done.exception) == (0, "", None)
        return [line for line in done.stdout.splitlines() if line]

    return offered


# --- Municipalities -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Hjø", ["Hjørring"]),
        ("hj", ["Hjørring"]),
        ("HØ", ["Høje-Taastrup", "Hørsholm"]),
        ("Høje T", ["Høje-Taastrup"]),
        ("Højetå", []),
        ("høje-tå", ["Høje-Taastrup"]),
        ("Å", ["Aabenraa", "Aalborg", "Aarhus"]),
        ("aal", ["Aalborg"]),
        ("ho", ["Holbæk", "Holstebro", "Horsens"]),
        ("hoj", ["Høje-Taastrup"]),
        ("kobenh", ["København"]),
        ("aero", ["Ærø"]),
        ("lyngby ta", ["Lyngby-Taarbæk"]),
        ("0851", ["Aalborg"]),
        ("015", ["Ballerup", "Brøndby", "Dragør", "Gentofte", "Gladsaxe"]),
        ("15", []),
        ("Hjx", []),
    ],
)
def test_a_municipality_by_what_its_name_or_code_begins_with(
    ask: Ask, typed: str, offered: list[str]
) -> None:
    assert ask("explain", typed.replace(" ", "\\ ")) == offered


def test_many_by_their_first_letters_in_another_spelling(ask: Ask) -> None:
    names = ask("explain", "")[::3]
    found = {name: ask("explain", name[:4].upper().replace("AA", "å")) for name in names}
    assert [name for name in names if name not in found[name]] == []
    assert max(len(offered) for offered in found.values()) < 10


def test_all_98_in_danish_order_and_after_others_too(ask: Ask) -> None:
    offered = ask("explain", "Odense", "")
    assert len(offered) == 98
    assert offered[:3] == ["Albertslund", "Allerød", "Assens"]
    assert offered[-3:] == ["Aabenraa", "Aalborg", "Aarhus"]


def test_code_and_region_stand_beside_the_name(ask: Ask) -> None:
    assert ask("explain", "Hjø", shell="fish") == ["Hjørring\t0860, Nordjylland"]
    assert ask("explain", "Hø", shell="zsh") == [
        r"local -a offers=($'Høje-Taastrup\x3a0169\x2c\x20Hovedstaden' "
        r"$'Hørsholm\x3a0223\x2c\x20Hovedstaden'); _describe -t offers offer offers"
    ]
    assert ask("explain", "Hjø", shell="powershell") == ["Hjørring:::0860, Nordjylland"]


def test_zsh_is_offered_what_begins_in_the_case_that_was_typed(ask: Ask) -> None:
    assert "($'hJørring\\x3a" in ask("explain", "hJ", shell="zsh")[0]
    assert "($'sjælland')" in ask("score", "--region", "sj", shell="zsh")[0]
    assert "($'Sjælland')" in ask("score", "--region", "sjae", shell="zsh")[0]
    assert ask("score", "--region", "x", shell="zsh") == ["_files"]


def test_a_name_of_several_words(ask: Ask, folder: Folder) -> None:
    folder.replace("municipalities.yaml", "name: Øster-Holm\n", "name: Øster St. Holm (by)\n")
    at = ("explain", "--data", str(folder.path), "øst")
    assert ask(*at) == ["Øster\\ St.\\ Holm\\ \\(by\\)"]
    assert ask(*at[:-1], "Øster\\ St.\\ H") == ["Øster\\ St.\\ Holm\\ \\(by\\)"]
    assert ask(*at, shell="fish") == ["Øster St. Holm (by)\t0440, Vestland"]
    assert r"($'øster\x20St.\x20Holm\x20\x28by\x29\x3a0440" in ask(*at, shell="zsh")[0]
    assert ask(*at, shell="powershell") == ["'Øster St. Holm (by)':::0440, Vestland"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize("sign", ["\\n", "\\e", "\\u202e", "\\u2028", "\\u0085", "\\t", "\\ud800"])
def test_a_name_with_a_character_that_none_may_hold_is_not_offered(
    ask: Ask, folder: Folder, shell: str, sign: str
) -> None:
    folder.replace("municipalities.yaml", "name: Øster-Holm\n", f'name: "Øster{sign}Holm"\n')
    offered = ask("explain", "--data", str(folder.path), "Ø", shell=shell)
    assert offered == (["_files"] if shell == "zsh" else [])


def test_powershell_is_offered_no_name_with_its_quotes(ask: Ask, folder: Folder) -> None:
    for name in ("Øster’Holm", "Øster:::Holm"):
        folder.replace("municipalities.yaml", "name: Øster-Holm\n", f"name: {name}\n")
        at = ("explain", "--data", str(folder.path), "Ø")
        assert (ask(*at, shell="powershell"), len(ask(*at))) == ([], 1)
        folder.replace("municipalities.yaml", f"name: {name}\n", "name: Øster-Holm\n")


def test_a_name_that_reads_like_an_option_is_not_offered(ask: Ask, folder: Folder) -> None:
    folder.replace("municipalities.yaml", "name: Øster-Holm\n", "name: -o.bashrc\n")
    assert len(ask("explain", "--data", str(folder.path), "")) == 5


# --- Settings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--pin", "--forbid"])
@pytest.mark.parametrize("command", ["plan", "explain", "compare"])
def test_a_municipality_and_its_waves(ask: Ask, command: str, option: str) -> None:
    assert ask(command, option, "h")[:2] == ["Haderslev=", "Halsnæs="]
    assert ask(command, option, "hjø") == ["Hjørring=1", "Hjørring=2", "Hjørring=3"]
    assert ask(command, option, "Hjørring=2", shell="fish") == ["Hjørring=2"]
    assert ask(command, option, "Hjørring=4", shell="fish") == []


@pytest.mark.parametrize("command", ["plan", "explain", "check", "compare", "map", "report"])
def test_a_wave_to_freeze(ask: Ask, command: str) -> None:
    assert ask(command, "--freeze", "") == ["2014-Q2", "2014-Q3", "2014-Q4"]
    assert ask(command, "--freeze", "2014-Q3") == ["2014-Q3"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("w", ["waves.", "weights."]),
        ("waves.", ["waves.1=", "waves.2=", "waves.3="]),
        ("weights.b", ["weights.bridge=", "weights.budget="]),
        ("answers.", ["answers.no=", "answers.underway=", "answers.yes="]),
        ("Hjørring.w", [f"Hjørring.wish=2014-Q{n}" for n in (2, 3, 4)]),
        ("hjørring.p", [f"Hjørring.project_leader={w}" for w in ("no", "underway", "yes")]),
        ("Hjørring.signature=y", ["Hjørring.signature=yes"]),
        ("hjorring.gen", ["Hjørring.general_practice="]),
        ("Hjørring.hospitals", []),
        ("Hjørring.general_practice=0", []),
        ("Vej", ["Vejen.", "Vejle."]),
        ("nowhere.", []),
    ],
)
def test_what_can_be_set(ask: Ask, typed: str, offered: list[str]) -> None:
    assert ask("plan", "--set", typed, shell="fish") == offered


def test_whose_name_has_a_dot(ask: Ask, folder: Folder) -> None:
    folder.replace("municipalities.yaml", "name: Søby,", "name: St. Søby,")
    at = ("plan", "--data", str(folder.path), "--set")
    assert ask(*at, "st.\\ søby.w", shell="fish")[0] == "St. Søby.wish=2014-Q2"
    assert "St.\\ Søby.wish=" in ask(*at, "st")


def test_a_word_that_bash_cut_at_an_equals_sign_is_no_argument(ask: Ask) -> None:
    assert ask("explain", "Odense", "--pin", "Hjørring", "=") == []
    assert ask("explain", "Odense", "--pin", "Hjørring", "=", "1") == []
    assert ask("compare", "--pin", "Hjørring", "=") == []
    assert ask("compare", "--against", "=")[:3] == ["best", "committed", "published"]


# --- Regions, vendors, plans ----------------------------------------------------------------------


def test_regions_and_vendors(ask: Ask) -> None:
    assert ask("score", "--region", "") == [
        *("Hovedstaden", "Midtjylland", "Nordjylland", "Sjælland", "Syddanmark")
    ]
    assert ask("score", "--region", "sjae") == ["Sjælland"]
    assert ask("score", "--vendor", "lever", shell="fish") == [
        *("Leverandør A", "Leverandør B", "Leverandør C")
    ]
    assert ask("score", "--vendor", "Leverandør\\ b") == ["Leverandør\\ B"]


def test_a_checklist_of_a_municipality_or_a_wave(ask: Ask) -> None:
    assert ask("checklist", "hjø") == ["Hjørring"]
    assert ask("checklist", "--wave", "") == ["2014-Q2", "2014-Q3", "2014-Q4"]


def test_words_for_plans_and_files_that_may_hold_one(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in here").mkdir()
    for name in ("plan.yaml", "my plan.csv", "notes.txt", ".hidden.yml", "in here/p.json"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    assert ask("compare", "") == ["best", "committed", "published", "my\\ plan.csv", "plan.yaml"]
    assert ask("compare", "p") == ["published", "plan.yaml"]
    assert ask("compare", "committed", "b") == ["best"]
    assert ask("compare", "--against", "c") == ["committed"]
    assert ask("compare", ".") == [".hidden.yml"]
    assert ask("compare", "in\\ here/") == ["in\\ here/p.json"]
    assert ask("compare", f"{tmp_path}/pl") == [f"{tmp_path}/plan.yaml"]
    assert ask("compare", "nowhere/p") == []
    assert ask("compare", "in") == []


# --- The folder -----------------------------------------------------------------------------------


def test_names_come_from_the_folder_that_commands_read(
    ask: Ask, folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = ["Møborg", "Nordby", "Søby", "Vestrup", "Øster-Holm", "Ålev"]
    assert ask("explain", "--data", str(folder.path), "") == small
    monkeypatch.setenv("FMKWAVE_DATA", str(folder.path))
    assert ask("explain", "") == small
    assert len(ask("explain", "--data", "data", "")) == 98
    monkeypatch.delenv("FMKWAVE_DATA")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert len(ask("explain", "")) == 98
    shutil.copytree(folder.path, elsewhere / "data", ignore=shutil.ignore_patterns("elsewhere"))
    assert ask("explain", "") == small


@pytest.mark.parametrize("variable", [False, True])
@pytest.mark.parametrize("option", [False, True])
@pytest.mark.parametrize("here", [False, True])
def test_the_folder_is_the_one_that_every_command_finds(
    folder: Folder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    variable: bool,
    option: bool,
    here: bool,
) -> None:
    monkeypatch.delenv("FMKWAVE_DATA", raising=False)
    monkeypatch.chdir(DATA.parent if here else tmp_path)
    if variable:
        monkeypatch.setenv("FMKWAVE_DATA", str(folder.path))
    named = tmp_path if option else None
    context = typer.Context(get_command(app))
    context.params["data"] = named
    assert completion.folder(context).resolve() == find_folder(named).resolve()


@pytest.mark.parametrize(
    "content",
    [
        *(None, b"", b"\xff\xfe", b"{", b"[]", b"- a", b"3", b"? [a]\n: b"),
        *(b"municipalities: 3", b"municipalities: [3, {name: A}, {code: [], name: A, region: B}]"),
        *(b"waves: 3\nweights: {uptake: [], readiness: 3}\nanswers: a", b"waves: [1, {}]"),
        *(b"vendors: [a, b]", b"&a [*a]", b"[" * 5000, b"[" * 100_000, b"- " * 100_000),
        *(b"{a: " * 100_000, b"? " * 100_000, b"[{" * 50_000),
    ],
)
def test_files_that_cannot_be_read_are_passed_over_in_silence(
    ask: Ask, tmp_path: Path, content: bytes | None
) -> None:
    for name in ("municipalities.yaml", "programme.yaml", "vendors.yaml"):
        if content is not None:
            (tmp_path / name).write_bytes(content)
    at = ("--data", str(tmp_path))
    assert ask("explain", *at, "") == []
    assert ask("plan", *at, "--pin", "a") == []
    assert ask("plan", *at, "--set", "a") in ([], ["answers."])
    assert ask("score", *at, "--region", "") == []
    assert ask("score", *at, "--vendor", "") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_place_of_a_file_is_passed_over(ask: Ask, folder: Folder) -> None:
    for name in ("municipalities.yaml", "programme.yaml", "vendors.yaml"):
        (folder.path / name).unlink()
        os.mkfifo(folder.path / name)
    assert ask("explain", "--data", str(folder.path), "") == []
    assert ask("plan", "--data", str(folder.path), "--set", "wa") == ["waves."]
    assert ask("score", "--data", str(folder.path), "--vendor", "") == []


def test_a_file_larger_than_a_mebibyte_is_passed_over(ask: Ask, folder: Folder) -> None:
    path = folder.path / "municipalities.yaml"
    fits = path.read_bytes().ljust(2**20, b"\n")
    path.write_bytes(fits)
    assert len(ask("explain", "--data", str(folder.path), "")) == 6
    path.write_bytes(fits + b"\n")
    assert ask("explain", "--data", str(folder.path), "") == []


def test_a_folder_that_is_not_there_is_passed_over_in_silence(ask: Ask, tmp_path: Path) -> None:
    assert ask("explain", "--data", str(tmp_path / "nowhere"), "") == []


def test_outside_a_shell_rich_stays_within_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("_FMKWAVE_COMPLETE", raising=False)
    monkeypatch.delitem(sys.modules, "rich", raising=False)
    context = typer.Context(get_command(app))
    context.params["data"] = DATA
    assert completion.municipality(context, "hj") == [("Hjørring", "0860, Nordjylland")]
    assert "rich" not in sys.modules


# --- Processes ------------------------------------------------------------------------------------

SHELLS = [("bash", "Hjørring\n"), ("fish", "Hjørring\t0860, Nordjylland\n"), ("zsh", "local -a ")]


@pytest.mark.parametrize(("shell", "begins"), SHELLS)
def test_nothing_heavy_is_imported_and_nothing_is_said(shell: str, begins: str) -> None:
    script = "import sys; sys.argv = ['fmkwave']; from fmkwave.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", script],
        env={**os.environ, **asked(shell, ("explain", "hjø")), "PYTHONUTF8": "1"},
        cwd=DATA.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.startswith(begins)
    lines = done.stderr.splitlines()
    assert [line for line in lines if not line.startswith("import time:")] == []
    imported = {line.rpartition("|")[2].strip() for line in lines}
    assert "fmkwave.cli.completion" in imported
    assert not imported & HEAVY


FMKWAVE = Path(sys.executable).with_name("fmkwave")


@pytest.mark.skipif(
    not (shutil.which("bash") and FMKWAVE.exists()), reason="no bash, or the command is not there"
)
def test_bash_completes_once_it_is_installed(tmp_path: Path) -> None:
    script = """
        fmkwave --install-completion bash >&2
        source ~/.bashrc
        COMP_WORDS=(fmkwave explain hjø)
        COMP_CWORD=2
        _fmkwave_completion fmkwave
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        env={"HOME": str(tmp_path), "PATH": f"{FMKWAVE.parent}:{os.environ['PATH']}"}
        | {"LC_ALL": "C.UTF-8"},
        cwd=DATA.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == "Hjørring\n"
    assert "completion installed in" in done.stderr
