"""Tab in real shells: what is offered completes, and none of it is run.

Each shell runs on a terminal of its own, in a folder whose files hold names that would write a
file if a shell evaluated them. A shell that is not installed is skipped; `make shells` installs
them.
"""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

import completer

FMKWAVE = Path(sys.executable).with_name("fmkwave")
PROMPTS = {
    "bash": ["bash", "--noprofile", "--rcfile", ".bashrc", "-i"],
    "zsh": ["zsh", "-i"],
    "fish": ["fish", "-i"],
}
SHELLS = [
    pytest.param(
        shell,
        marks=pytest.mark.skipif(
            not (shutil.which(shell) and FMKWAVE.exists()), reason=f"no {shell}, or no command"
        ),
    )
    for shell in PROMPTS
]
HOSTILE = (
    r"Aa\$(touch PWNED)",
    "Ba$(touch PWNED)",
    "Ea'; touch PWNED; '",
    'Fa"; touch PWNED; "',
    r"Ga\'$(touch PWNED)\`touch PWNED`",
    "Ha))' ; touch PWNED ; _arguments '*: :((",
    "Ia:$(touch PWNED)",
    r"Ja\\\$(touch PWNED)!!",
    "Ma>PWNED;touch PWNED|touch PWNED&",
    "Oa<(touch PWNED)",
    "Pa${(e):-$(touch PWNED)}",
    "Qa%{$(touch PWNED)%}",
    "Sa*(e:'touch PWNED':)",
    "Ta~[x]=(touch PWNED)",
    "Ua'$(touch PWNED)'",
)
HARMLESS = (
    "Våler Æblø",
    "Wa d'Aosta",
    "Xa St. Søby (by), 50 % & co: #1",
    "Za {a,b} [c] ~ ^ =",
)
NAMES = (*HOSTILE, *HARMLESS)

Run = Callable[[str], list[list[str]]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder whose names, regions, vendors, questions, answers, limits and files are hostile."""
    data = tmp_path / "data"
    data.mkdir()
    units = [
        {"code": f"{at:04}", "name": name, "region": NAMES[-at]}
        for at, name in enumerate(NAMES, start=1)
    ]
    by_name: dict[str, object] = {name: {} for name in NAMES}
    weights = {"readiness": by_name, "uptake": by_name, "links": by_name}
    waves = [{"period": name} for name in NAMES]
    programme = {"weights": weights, "answers": by_name, "limits": by_name, "waves": waves}
    for file, content in (
        ("municipalities", {"municipalities": units}),
        ("programme", programme),
        ("vendors", {"vendors": by_name}),
    ):
        (data / f"{file}.yaml").write_text(json.dumps(content), encoding="utf-8")
    for name in NAMES:
        (tmp_path / f"{name.replace('/', '')}.yaml").touch()
    return tmp_path


@pytest.fixture
def run(place: Path, request: pytest.FixtureRequest) -> Iterator[Run]:
    """Types lines into the shell; returns the arguments that fmkwave was called with, each."""
    shell: str = request.param
    own, called = place / "bin", place / "called"
    own.mkdir()
    fake = own / "fmkwave"
    # Asked to complete, it has that done; else it notes how it was called.
    fake.write_text(
        f"#!/bin/sh\n{completer.ASKING}"
        f'printf "%s\\0" "$@" >>{called}; printf "\\n\\0" >>{called}\n',
        encoding="utf-8",
    )
    fake.chmod(0o755)
    home = {"HOME": str(place), "PATH": f"{own}:{os.environ['PATH']}", "TERM": "dumb"}
    # Wide, so that no line is scrolled; and nobody is asked whether to see all offers.
    env = {**home, "LC_ALL": "C.UTF-8", "COLUMNS": "400", "LISTMAX": "1000", "PS1": "$ "}
    env["FMKWAVE_HERE"] = str(place)
    # From within the shell, for its parent is what it is installed for.
    installed = [shell, "-c", f"{FMKWAVE} --install-completion; true"]
    subprocess.run(installed, env=env, check=True, capture_output=True)
    if shell == "bash":
        with (place / ".bashrc").open("a", encoding="utf-8") as file:
            file.write("bind 'set completion-query-items 0'; bind 'set bell-style none'\n")
            file.write("bind 'set page-completions off'\n")

    def typed(keys: str) -> list[list[str]]:
        interact(PROMPTS[shell], f"{keys}\nexit\n", env, place)
        words = called.read_bytes().decode().split("\0")[:-1] if called.exists() else []
        called.unlink(missing_ok=True)
        lines: list[list[str]] = [[]]
        for word in words:
            if word == "\n":
                lines.append([])
            else:
                lines[-1].append(word)
        return lines[:-1]

    os.mkfifo(own / "requests")
    answering = subprocess.Popen([sys.executable, completer.__file__, str(own)], env=env)
    try:
        yield typed
    finally:
        answering.kill()
        answering.wait()


def interact(command: list[str], keys: str, env: dict[str, str], cwd: Path) -> bytes:
    """What a program on a terminal of its own shows when keys are pressed, until it ends."""
    ours, its = pty.openpty()
    shell = subprocess.Popen(
        command,
        env=env,
        cwd=cwd,
        preexec_fn=partial(os.login_tty, its),  # noqa: PLW1509 - no other thread runs yet
        pass_fds=[its],
    )
    os.close(its)
    shown: list[bytes] = []

    def read() -> None:
        try:
            while data := os.read(ours, 4096):
                shown.append(data)
        except OSError:
            pass  # the program has ended

    reader = threading.Thread(target=read)
    reader.start()
    os.write(ours, keys.encode())
    try:
        shell.wait(timeout=60)
    finally:
        shell.kill()
        shell.wait()
        reader.join()
        os.close(ours)
    return b"".join(shown)


def evaluated(place: Path) -> list[Path]:
    """Files that only a shell can have written."""
    return list(place.rglob("PWNED"))


@pytest.mark.parametrize("run", SHELLS, indirect=True)
def test_a_name_completes_to_one_word_and_nothing_is_run(run: Run, place: Path) -> None:
    # Zsh reads typer's script at the first Tab, and completes from the second on.
    lines = ["fmkwave explain \t", *(f"fmkwave explain {name[:2]}\t" for name in NAMES)]
    _, *calls = run("\n".join(lines))
    assert calls == [["explain", name] for name in NAMES]
    assert not evaluated(place)


@pytest.mark.parametrize("run", SHELLS, indirect=True)
def test_all_that_is_offered_is_shown_and_nothing_is_run(run: Run, place: Path) -> None:
    asked = (
        *("explain ", "score --region ", "score --vendor ", "plan --freeze ", "compare "),
        *("plan --set limits.", "plan --set answers.", "plan --set weights.", "plan --pin "),
        *("plan --set Wa", "map --", "explain 'Ba", 'explain "Ba', "explain x\\$\\("),
    )
    # A menu that opens takes the first Enter.
    calls = run("\n".join(["fmkwave \t", *(f"fmkwave {words}\t\n" for words in asked)]))
    assert len(calls) == len(asked) + 1
    assert not evaluated(place)
