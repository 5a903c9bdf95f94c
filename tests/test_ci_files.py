"""What other repositories use: the action and the hook, run as they would be."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from fmkwave.parts import PLAN
from folders import FILES

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

SETUP, INSTALL, CHECK = ACTION["runs"]["steps"]

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash runs the action")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the bundled files in `data`."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def change(repository: Path) -> None:
    path = repository / "data" / "questionnaire.csv"
    text = path.read_text("utf-8")
    changed = re.sub(r"(?m)^(0860,Hjørring),[a-z]*,", r"\1,no,", text)
    assert changed != text
    path.write_text(changed, "utf-8")


def run(repository: Path, command: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a repository; `fmkwave` is the one that is tested."""
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return subprocess.run(
        command,
        cwd=repository,
        env={"PATH": places, "PYTHONUTF8": "1", **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def act(repository: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the last step of the action as GitHub runs it, its inputs as given or by default."""
    given = {name: found["default"] for name, found in ACTION["inputs"].items()} | inputs
    pattern = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")
    variables = {
        name: pattern.sub(lambda found: given[found[1]], value)
        for name, value in CHECK["env"].items()
    }
    script = repository / "step.sh"
    script.write_text(CHECK["run"], "utf-8")
    shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
    return run(repository, shell, **variables)


# --- The action ---------------------------------------------------------------------------------


def test_the_action_has_its_inputs_each_with_a_default() -> None:
    assert {name: found["default"] for name, found in ACTION["inputs"].items()} == {
        "data": "data",
        "format": "github",
        "python-version": "3.12",
        "args": "",
    }
    assert all(found["description"] for found in ACTION["inputs"].values())
    assert ACTION["runs"]["using"] == "composite"


def test_the_action_sets_up_python_and_installs_what_lies_beside_it() -> None:
    assert re.fullmatch(r"actions/setup-python@v[0-9]+", SETUP["uses"])
    assert SETUP["with"] == {"python-version": "${{ inputs.python-version }}"}
    assert INSTALL["working-directory"] == "${{ github.action_path }}"
    assert INSTALL["run"] == "python -m pip install --quiet ."
    constraints = {INSTALL["env"][name] for name in ("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT")}
    assert constraints == {"constraints.txt"}
    assert (ROOT / "constraints.txt").is_file()


def test_nothing_that_a_user_writes_stands_in_a_script() -> None:
    assert not any("${{" in step["run"] for step in (INSTALL, CHECK))


def test_the_action_passes(repository: Path) -> None:
    done = act(repository)
    assert (done.returncode, done.stdout) == (0, "Identical: the inputs give the committed plan.\n")


def test_the_action_fails_at_the_line_that_changed(repository: Path) -> None:
    change(repository)
    done = act(repository)
    assert done.returncode == 1
    place, text = "data/questionnaire.csv:101", "Hjørring: signature underway → no"
    assert done.stdout.startswith(
        f"::error file=data/questionnaire.csv,line=101,title=Changed input::{place}: {text}\n"
    )
    readme = " ".join(README.read_text("utf-8").split())
    assert f'`{place}` ("{text}")' in readme


def test_the_action_hands_on_its_arguments(repository: Path) -> None:
    change(repository)
    (repository / "data").rename(repository / "my plan")
    done = act(repository, data="my plan", format="junit", args="\n  -o out.xml\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert "my plan/questionnaire.csv:101" in (repository / "out.xml").read_text("utf-8")


def test_what_stands_in_an_input_is_not_run(repository: Path) -> None:
    done = act(repository, data="$(touch here)", args="; touch there `touch everywhere` *")
    assert done.returncode == 2
    assert {path.name for path in repository.iterdir()} == {"data", "step.sh"}


def test_a_folder_that_is_not_there_fails_the_action(repository: Path) -> None:
    done = act(repository, data="nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert "The data folder nowhere does not exist." in done.stderr


# --- The hook -----------------------------------------------------------------------------------


def test_the_hook_runs_when_a_file_of_the_plan_changes() -> None:
    (hook,) = HOOKS
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == (
        *("fmkwave-check", "python"),
        False,
    )
    files = re.compile(hook["files"])
    for name in (*FILES, "questionnaire.xlsx", PLAN):
        assert files.search(name)
        assert files.search(f"data/{name}")
    for other in ("data/my-plan.yaml", "plan.yaml.orig", "data/plan_yaml", "README.md"):
        assert not files.search(other)


@pytest.mark.parametrize("arguments", [HOOKS[0]["args"], ["--data", "data", "--format", "json"]])
def test_the_hook_passes_and_fails(repository: Path, arguments: list[str]) -> None:
    command = [*shlex.split(HOOKS[0]["entry"]), *arguments]
    assert run(repository, command).returncode == 0
    change(repository)
    done = run(repository, command)
    assert done.returncode == 1
    assert "Hjørring: signature underway → no" in done.stdout


# --- What the README says of them -----------------------------------------------------------------


def blocks() -> list[Any]:
    """The YAML examples of the section on CI."""
    section = README.read_text("utf-8").split("\n## In CI\n")[1].split("\n## ")[0]
    return [yaml.safe_load(found) for found in re.findall(r"```yaml\n(.*?)```", section, re.S)]


def test_the_workflow_of_the_readme_uses_the_action_as_it_is() -> None:
    workflow, _ = blocks()
    assert {"name", "permissions", "jobs"} <= workflow.keys()
    *_, step = workflow["jobs"]["check"]["steps"]
    assert step["uses"].startswith("OWNER/fmkwave@v")
    assert step["with"].keys() <= ACTION["inputs"].keys()


def test_the_configuration_of_the_readme_names_the_hook() -> None:
    _, configuration = blocks()
    ((hook,),) = ([*repo["hooks"]] for repo in configuration["repos"])
    assert hook == {"id": HOOKS[0]["id"], "args": HOOKS[0]["args"]}
