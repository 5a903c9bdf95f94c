"""Every command that is told to a reader can be pasted: it reads the same, and asks the same.

The folder's name and the municipalities' names need quoting, and every option is given that a
command repeats. What is collected is compared with a literal list, so that none can be missed; and
all that is collected is run.
"""

from __future__ import annotations

import ast
import html
import inspect
import json
import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner, Result

from fmkwave import commands
from fmkwave.cli import app
from fmkwave.commands import Options
from folders import FILES, Folder, with_tiles
from marked import text_of_calendar, text_of_workbook

SOURCE = Path(commands.__file__).parent

DATA = "my plan's/æ data"
QUOTED = "'my plan'\"'\"'s/æ data'"
REPLANNING = ("--freeze", "2014-Q4", "--stability", "5")
WHAT_IF = ("--set", "0102.budget=no", "--pin", "o'holm=2", "--forbid", "Mø Borg=2", *REPLANNING)
TIED = ("--set", "Mø Borg.practice=0.35", "--engine", "milp")
GENERIC = {"fmkwave plan --write", "fmkwave check"}
"""What stands at the head of plan.yaml, which names no folder."""


class Case(NamedTuple):
    """A command, the files that it writes (none: the screen), and what became of the folder."""

    arguments: tuple[str, ...]
    files: tuple[str, ...] = ("",)
    change: str = ""
    code: int = 0


PLANS = ("", "p.json", "p.csv", "p.md", "p.yaml", "p.xlsx")
SCORES = ("", "s.json", "s.csv", "s.md", "s.xlsx")
LETTERS = ("", "e.json", "e.md", "e.xlsx")
LISTS = ("", "c.json", "c.md", "c.xlsx", "c.ics")
TIMELINES = ("", "t.svg", "t.md", "t.json", "t.mmd")
DRAWS = ("", "r.json", "r.csv", "r.md", "r.svg", "r.xlsx")
CHECKS = ("", "k.json", "k.sarif", "k.xml")
FEW = ("--draws", "2", "--jobs", "1")

CASES = {
    "validate": Case(("validate",), ("", "v.json"), "warned"),
    "validate, cut": Case(("validate",), ("", "v.json"), "cut", code=2),
    "score": Case(("score",), SCORES, "warned"),
    "score, no plan": Case(("score", "--wave", "1"), change="no plan", code=2),
    "plan": Case(("plan", *WHAT_IF), PLANS),
    "plan, stale": Case(("plan",), PLANS, "stale"),
    "plan, tied": Case(("plan", *TIED)),
    "plan --write, cut": Case(("plan", "--write"), change="cut"),
    "plan --freeze, no plan": Case(("plan", *REPLANNING), change="no plan", code=2),
    "explain": Case(("explain", "--all", *WHAT_IF), LETTERS),
    "explain, stale": Case(("explain", "Mø Borg"), LETTERS, "stale"),
    "explain, other draws": Case(("explain", "Nordby"), LETTERS, "other draws"),
    "checklist": Case(("checklist", "--all", *WHAT_IF), LISTS),
    "checklist, stale": Case(("checklist", "--all"), LISTS, "stale"),
    "map": Case(("map", *WHAT_IF), ("", "m.svg")),
    "map, stale": Case(("map",), ("", "m.svg"), "stale"),
    "timeline": Case(("timeline", *WHAT_IF), TIMELINES),
    "timeline, stale": Case(("timeline",), TIMELINES, "stale"),
    "report": Case(("report", *WHAT_IF), ("r.html",)),
    "report, stale": Case(("report",), ("r.html",), "stale"),
    "robustness": Case(("robustness", *FEW), DRAWS),
    "compare": Case(("compare", *WHAT_IF), SCORES),
    "compare, stale": Case(("compare",), SCORES, "stale", code=1),
    "compare, no plan": Case(("compare",), change="no plan", code=2),
    "check": Case(("check",), CHECKS),
    "check, replanned": Case(("check", *REPLANNING), CHECKS),
    "check, stale": Case(("check",), CHECKS, "stale", code=1),
    "check, for GitHub": Case(("check", "--format", "github"), change="stale", code=1),
    "check, of before": Case(("check",), change="stale, of before", code=1),
    "check, no plan": Case(("check",), ("", "k.sarif", "k.xml"), "no plan", code=2),
    "check, cut": Case(("check",), ("", "k.sarif", "k.xml"), "cut", code=2),
    "schema": Case(("schema",)),
    "init": Case(("init", "new o'ne")),
}
"""Every command, in every form that it has; a new one gets its cases here."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands are run; the folder lies below it."""
    path = tmp_path / "here" / DATA
    path.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    folder = Folder(path)
    with_tiles(folder)
    for name in FILES:
        text = folder.read(name).replace("Møborg", "Mø Borg").replace("Øster-Holm", "O'Holm")
        folder.write(name, text)
    assert run("plan", "--write", "--data", DATA).exit_code == 0
    return tmp_path / "here"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "80"})


# --- What is told --------------------------------------------------------------------------------


_NAMES = "|".join((*commands.TAKEN, "init"))
_COMMAND = re.compile(rf"(`?)(?<!title=)(?<!\")\bfmkwave (?:{_NAMES})\b")


def told(text: str) -> Iterator[str]:
    """The commands in a text: each up to the backtick that closes it, or the end of its line."""
    for found in _COMMAND.finditer(text):
        rest = text[found.start() + len(found[1]) :].split("\n", 1)[0]
        yield _up_to_backtick(rest) if found[1] else rest.rstrip()


def _up_to_backtick(text: str) -> str:
    quote = ""
    for at, letter in enumerate(text):
        if letter == "`" and not quote:
            return text[:at]
        if letter in "'\"" and quote in ("", letter):
            quote = "" if quote else letter
    raise AssertionError(text)


def read(path: Path) -> str:
    """What a reader of a file finds in it, each text on a line of its own."""
    match path.suffix:
        case ".xlsx":
            return text_of_workbook(path)
        case ".ics":
            return text_of_calendar(path)
        case ".html" | ".svg":
            return html.unescape(re.sub(r"<[^>]*>", "\n", path.read_text("utf-8")))
        case ".xml":
            return html.unescape(path.read_text("utf-8"))
        case ".json" | ".sarif":
            return "\n".join(texts(json.loads(path.read_text("utf-8"))))
    return path.read_text("utf-8")


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        yield from texts([*value.values()])


def changed(place: Path, change: str) -> None:
    """Make a folder one of which something has to be told."""
    folder = place / DATA
    plan, answers = folder / "plan.yaml", folder / "questionnaire.csv"
    match change:
        case "stale":
            text = answers.read_text("utf-8")
            answers.write_text(text.replace("Mø Borg,no,yes", "Mø Borg,yes,yes"), "utf-8")
        case "stale, of before":
            changed(place, "stale")
            text = re.sub(r"(?ms)^values:.*?(?=^\w|\Z)", "", plan.read_text("utf-8"))
            plan.write_text(text.replace("schema: 3", "schema: 2"), "utf-8")
        case "no plan":
            plan.unlink()
        case "cut":
            plan.write_text("schema: 3\n", "utf-8")
        case "warned":
            (folder / "vendors.yaml").unlink()
        case "other draws":
            draws = ("--draws", "2", "--jobs", "1")
            assert run("robustness", "--write", *draws, "--data", DATA).exit_code == 0
            changed(place, "stale")


def arguments(case: Case) -> tuple[str, ...]:
    data = () if case.arguments[0] == "init" else ("--data", DATA)
    return (*case.arguments, *data, "--lang", "da")


def collected(place: Path, case: Case) -> set[str]:
    """What a command tells, on the screen and in what it writes."""
    found: set[str] = set()
    for file in case.files:
        output = ("-o", str(place.parent / file)) if file else ()
        done = run(*arguments(case), *output)
        assert done.exit_code == case.code, done.output
        found |= {*told(f"{done.stdout}\n{done.stderr}")}
        written = place.parent / file
        found |= {*told(read(written))} if file and written.exists() else set()
    return found


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """The commands that the program wrote, each with the functions that asked for it."""
    found: dict[str, set[str]] = {}
    whole = Options.command

    def recorded(self: Options, name: str, *words: str) -> str:
        command = whole(self, name, *words)
        frames = (frame for frame in inspect.stack()[1:] if frame.function != "command")
        caller = next(frames)
        site = f"{Path(caller.filename).relative_to(SOURCE)}: {caller.function}"
        found.setdefault(command, set()).add(site)
        return command

    monkeypatch.setattr(Options, "command", recorded)
    return found


@pytest.mark.parametrize("name", CASES)
def test_what_is_told_can_be_run(
    place: Path, monkeypatch: pytest.MonkeyPatch, written: dict[str, set[str]], name: str
) -> None:
    case = CASES[name]
    changed(place, case.change)
    written.clear()
    found = collected(place, case)
    # Nothing is missed: all that the program wrote as a command is found in what it told.
    assert found - GENERIC == {*written}
    for number, command in enumerate(sorted(found - GENERIC)):
        copy = place.parent / f"copy{number}"
        shutil.copytree(place, copy)
        monkeypatch.chdir(copy)
        fmkwave, *words = shlex.split(command)
        assert fmkwave == "fmkwave"
        few = FEW if words[0] == "robustness" else ()
        done = run(*words, *few)
        again = case.code == 2 and words[0] == case.arguments[0] and "--write" not in words
        assert done.exit_code in ((2,) if again else (0, 1)), (command, done.output)
        folder, same = DATA, asked(arguments(case), only=words)
        if name == "init":
            folder, same = "new o'ne", same | {("--data", "new o'ne")}
        assert done.stderr.splitlines()[0] == f"Inddata: {folder}", command
        assert asked(words) == same, command


def asked(words: Sequence[str], only: Sequence[str] = ()) -> set[tuple[str, str]]:
    """The options among some words that a command repeats; of a command, only those it takes.

    What the command itself asks, to be pinned or set, comes before all that it repeats.
    """
    taken = commands.TAKEN[only[0]] if only else commands.TAKEN[words[0]]
    if "--write" in (*words, *only):
        taken = ("--data", "--lang")
    pairs = [pair for pair in pairwise(words) if pair[0] in taken]
    if not only and words[1:2] in (["--pin"], ["--set"]):
        pairs = pairs[1:]
    # The program says a name as the files have it.
    return {(option, value.replace("0102.", "Søby.")) for option, value in pairs}


def by_hand() -> Iterator[str]:
    """Texts in the source that hold a command as it is, but for docstrings."""
    for path in sorted(SOURCE.rglob("*.py")):
        nodes = [*ast.walk(ast.parse(path.read_text("utf-8")))]
        docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and id(node) not in docstrings and _COMMAND.search(text):
                yield f"{path.relative_to(SOURCE).as_posix()}: {text.splitlines()[0][:40]}"


def test_no_other_command_is_written_by_hand() -> None:
    """These name no folder, since they stand in files that are the same wherever they are made."""
    assert list(by_hand()) == [
        "cli/shared.py: `fmkwave init DIR`",
        "inputs/content.py: `fmkwave init`",
        "planfile.py: # The plan that the inputs give: written",
        "render/ci.py: fmkwave check",
        "render/ci.py: fmkwave check",
        "starter/example.py: Invented by `fmkwave init`, to be replac",
        "starter/outlined.py: Blank, made by `fmkwave init`; to be fil",
        "starter/outlined.py: Made by `fmkwave init` from the outlines",
    ]
