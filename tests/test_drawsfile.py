"""robustness.jsonl, and the command that keeps draws in it and goes on from them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fmkwave.cli import app
from fmkwave.drawsfile import load_draws, read_draws
from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from folders import Folder

DRAWS = "12"
OTHER = "holds draws of other inputs, or drawn otherwise, and will be begun anew."


def run(folder: Folder, *options: str, draws: str = DRAWS, jobs: str = "1") -> Result:
    command = ["robustness", "--data", str(folder.path), "--draws", draws, "--jobs", jobs]
    return CliRunner().invoke(app, [*command, "--format", "json", *options])


def kept(folder: Folder) -> Path:
    return folder.path / "robustness.jsonl"


@pytest.fixture
def drawn(folder: Folder) -> Folder:
    done = run(folder, "--write")
    assert done.exit_code == 0, done.stderr
    assert "Planning 12 draws.\n" in done.stderr
    return folder


def test_a_line_tells_what_is_drawn_and_each_other_of_a_draw(drawn: Folder) -> None:
    head, *draws = map(json.loads, kept(drawn).read_text().splitlines())
    assert list(head) == [
        "schema",
        "programme",
        "quarters",
        "inputs",
        "sampling",
        "figures",
        "plan",
    ]
    assert head["sampling"] == {"seed": 1, "within": None, "error_rate": "0"}
    assert "published.csv" not in head["inputs"]
    assert [draw["number"] for draw in draws] == list(range(12))
    assert list(draws[0]) == ["number", "figures", "waves", "best", "kept"]


def test_a_later_run_goes_on_and_ends_with_the_same_file(drawn: Folder) -> None:
    whole = kept(drawn).read_bytes()
    lines = whole.splitlines(keepends=True)
    # As a run leaves it that is killed while it writes.
    kept(drawn).write_bytes(b"".join([lines[0], lines[5], lines[2], lines[7][:20]]))
    done = run(drawn, "--write", jobs="2")
    assert "2 draws are kept from before.\nPlanning 10 draws.\n" in done.stderr
    assert kept(drawn).read_bytes() == whole


def test_draws_kept_are_used_without_write_and_the_file_left_alone(drawn: Folder) -> None:
    before = kept(drawn).read_bytes()
    done = run(drawn, draws="20")
    assert "12 draws are kept from before.\nPlanning 8 draws.\n" in done.stderr
    assert kept(drawn).read_bytes() == before
    kept(drawn).unlink()
    assert run(drawn, draws="20").stdout == done.stdout


def test_fewer_draws_lose_none_that_are_kept(drawn: Folder) -> None:
    before = kept(drawn).read_bytes()
    done = run(drawn, "--write", draws="5")
    assert json.loads(done.stdout)["draws"] == 5
    assert "Planning" not in done.stderr
    assert kept(drawn).read_bytes() == before


@pytest.mark.parametrize("options", [["--seed", "2"], ["--within", "20"], ["--errors", "2.5"]])
def test_draws_of_another_kind_are_begun_anew_only_with_write(
    drawn: Folder, options: list[str]
) -> None:
    before = kept(drawn).read_bytes()
    done = run(drawn, *options)
    assert (done.exit_code, OTHER in done.stderr) == (0, False)
    assert kept(drawn).read_bytes() == before
    again = run(drawn, *options, "--write")
    assert OTHER in again.stderr
    assert kept(drawn).read_bytes() != before
    assert done.stdout == again.stdout


def test_draws_of_other_inputs_do_not_count(drawn: Folder) -> None:
    found = load_draws(drawn.path, load_inputs(drawn.path))
    assert found.found is not None
    assert (found.found.draws, found.trouble) == (12, None)
    drawn.replace("uptake.yaml", "Søby: 0.25", "Søby: 0.5")
    found = load_draws(drawn.path, load_inputs(drawn.path))
    assert found.found is None
    assert found.trouble == (
        "The draws in robustness.jsonl are of other inputs; `fmkwave robustness --write` makes "
        "new ones."
    )


def test_the_published_draft_and_comments_change_nothing(drawn: Folder) -> None:
    drawn.replace("published.csv", "0103,Ålev,3", "0103,Ålev,2")
    drawn.write("uptake.yaml", drawn.read("uptake.yaml") + "# A comment\n")
    assert "12 draws are kept from before." in run(drawn).stderr


def test_without_draws_there_is_nothing_to_tell(folder: Folder) -> None:
    found = load_draws(folder.path, load_inputs(folder.path))
    assert (found.found, found.trouble) == (None, None)
    assert read_draws(kept(folder)) is None


def test_every_fault_is_told_and_nothing_is_lost(drawn: Folder) -> None:
    lines = kept(drawn).read_text().splitlines()
    lines[2] = lines[1]
    lines[4] = lines[4].replace('"waves":[', '"waves":[9,')
    lines[6] = "nonsense"
    lines[8] = re.sub(r'"figures":\[\d+', '"figures":[0', lines[8])
    spoilt = "\n".join(lines) + "\n"
    kept(drawn).write_text(spoilt)
    done = run(drawn, "--write")
    no_draw = "this is no draw of 9 figures for 6 municipalities; remove the line, and it is made"
    assert done.exit_code == 2
    assert done.stderr.splitlines()[1:5] == [
        "robustness.jsonl:3: draw 0 stands twice, first on line 2; remove one of them",
        f"robustness.jsonl:5: {no_draw} again",
        f"robustness.jsonl:7: {no_draw} again",
        f"robustness.jsonl:9: {no_draw} again",
    ]
    assert kept(drawn).read_text() == spoilt


@pytest.mark.parametrize(
    "content",
    [b"", b"nonsense\n", b"\xff\n", b"[1]\n", b"[" * 100_000 + b"\n", b'{"schema":1}\n'],
    ids=["empty", "words", "bytes", "list", "deep", "schema alone"],
)
def test_what_is_no_file_of_draws_is_refused(folder: Folder, content: bytes) -> None:
    kept(folder).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_draws(kept(folder))
    assert str(caught.value) == (
        "robustness.jsonl:1: this is no head of a file of draws; to begin anew, remove the file"
    )


def test_a_plan_outside_the_waves_is_refused(drawn: Folder) -> None:
    text = kept(drawn).read_text()
    kept(drawn).write_text(text.replace('"plan":[1', '"plan":[7', 1))
    with pytest.raises(InputError, match="no head of a file of draws"):
        read_draws(kept(drawn))


@pytest.mark.parametrize("ends", [b"\r", b"\r\n"])
def test_whatever_ends_the_lines_the_draws_are_read(drawn: Folder, ends: bytes) -> None:
    before = read_draws(kept(drawn))
    text = kept(drawn).read_bytes()
    kept(drawn).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", ends))
    assert read_draws(kept(drawn)) == before


def test_a_number_beyond_any_sum_of_points_is_no_draw(drawn: Folder) -> None:
    huge = re.sub(r'"best":-?[0-9]+', f'"best":{10**400}', kept(drawn).read_text(), count=1)
    kept(drawn).write_text(huge)
    with pytest.raises(InputError, match=r"robustness\.jsonl:2: this is no draw of 9 figures"):
        read_draws(kept(drawn))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of POSIX")
def test_a_pipe_is_not_waited_for(folder: Folder) -> None:
    os.mkfifo(kept(folder))
    with pytest.raises(InputError) as caught:
        read_draws(kept(folder))
    assert str(caught.value) == ("robustness.jsonl: this is no ordinary file, but one is expected")


def test_a_later_schema_is_told_of(drawn: Folder) -> None:
    kept(drawn).write_text(kept(drawn).read_text().replace('{"schema":1', '{"schema":2', 1))
    with pytest.raises(InputError) as caught:
        read_draws(kept(drawn))
    assert str(caught.value) == (
        "robustness.jsonl:1: 'schema' is 2; this fmkwave reads 1; to begin anew, remove the file"
    )


def test_a_scheduler_that_is_not_there_costs_no_draws(drawn: Folder) -> None:
    pytest.importorskip("distributed")
    before = kept(drawn).read_bytes()
    done = run(drawn, "--write", "--seed", "2", "--scheduler", "nonsense")
    assert done.exit_code == 2
    assert "There is no Dask scheduler at nonsense" in done.stderr
    assert kept(drawn).read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told_of_by_the_file(
    drawn: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, _content: str) -> None:
        raise PermissionError(13, "Permission denied", f"{path}.temporary")

    monkeypatch.setattr("fmkwave.drawsfile.write_atomically", refuse)
    done = run(drawn, "--write", draws="20")
    assert done.exit_code == 2
    assert done.stderr.endswith(f"{kept(drawn)}: Permission denied\n")
