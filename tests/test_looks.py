"""What people see, kept as files: look at them when they change (`pytest --snapshot-update`)."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from typer.testing import CliRunner

from fmkwave.cli import app

LOOKS = {
    "explain_what_moves_it": ["explain", "Hjørring"],
    "explain_no_other_wave": ["explain", "0561"],
    "explain_two": ["explain", "Læsø", "aarhus"],
    "explain_a_link_moves_it": ["explain", "fredensborg kommune"],
    "explain_what_if": ["explain", "Esbjerg", "--set", "Esbjerg.agreement=none"],
    "checklist": ["checklist", "Hjørring"],
    "timeline": ["timeline"],
    "plan_near": ["plan", "--near", "3"],
    "plan_what_if": ["plan", "--pin", "Odense=3"],
    "plan_replanned": [
        *("plan", "--stability", "1", "--near", "1"),
        *("--set", "Tårnby.project_leader=yes"),
    ],
    "explain_replanned": ["explain", "Tårnby", "--stability", "5"],
}


class _Text(SingleFileSnapshotExtension):
    """A text file for each snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def looks(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(_Text)


def shown(*arguments: str, **environment: str) -> str:
    result = CliRunner().invoke(app, [*arguments], env=environment)
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("columns", ["80", "120"])
@pytest.mark.parametrize("look", LOOKS)
def test_in_a_pipe(look: str, columns: str, looks: SnapshotAssertion) -> None:
    text = shown(*LOOKS[look], COLUMNS=columns)
    assert text == looks
    # A notice is one line, which a terminal wraps.
    wide = [line for line in text.splitlines() if len(line) > int(columns)]
    assert wide
    assert all(
        line.startswith(("Reconstructed inputs", "What if", "Staying counts")) for line in wide
    )


def test_no_colour_is_what_a_pipe_gets() -> None:
    plain = shown("plan", COLUMNS="80")
    assert shown("plan", COLUMNS="80", NO_COLOR="1") == plain
    assert shown("plan", COLUMNS="80", FORCE_COLOR="1") != plain


def test_with_colour(looks: SnapshotAssertion) -> None:
    assert shown("explain", "Hjørring", COLUMNS="80", FORCE_COLOR="1") == looks


def test_as_markdown_to_send(looks: SnapshotAssertion) -> None:
    assert shown("explain", "Hjørring", "--format", "markdown") == looks


def test_as_json(looks: SnapshotAssertion) -> None:
    assert shown("explain", "Hjørring", "--format", "json") == looks
