"""Which folder is read when several could be."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmkwave import folder as module
from fmkwave.errors import InputError, UsageError
from fmkwave.inputs import find_folder, load_inputs
from folders import Folder


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and nothing in the environment."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.delenv("FMKWAVE_DATA", raising=False)
    return place


def test_the_option_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FMKWAVE_DATA", "nowhere")
    assert find_folder(tmp_path) == tmp_path


def test_the_variable_comes_next(
    tmp_path: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / "data").mkdir()
    Folder(elsewhere / "data")
    monkeypatch.setenv("FMKWAVE_DATA", str(tmp_path))
    assert find_folder() == tmp_path


def test_then_a_data_folder_right_here(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FMKWAVE_DATA", "")
    (elsewhere / "data").mkdir()
    assert find_folder() != Path("data")
    Folder(elsewhere / "data")
    assert find_folder() == Path("data")
    assert len(load_inputs().municipalities) == 6


def test_at_last_the_bundled_copy() -> None:
    assert (find_folder() / "municipalities.yaml").is_file()


def test_the_bundled_copy_of_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "fmkwave"
    (package / "data").mkdir(parents=True)
    Folder(package / "data")
    monkeypatch.setattr(module, "_PACKAGE", package)
    assert find_folder() == package / "data"


def test_no_folder_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "site" / "fmkwave")
    with pytest.raises(UsageError) as caught:
        find_folder()
    assert str(caught.value) == "No data folder was found; name one with --data."


def test_a_folder_that_does_not_exist() -> None:
    with pytest.raises(UsageError) as caught:
        load_inputs("nowhere")
    assert str(caught.value) == "The data folder nowhere does not exist."


def test_a_file_is_no_folder(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / "file").write_text("")
    monkeypatch.setenv("FMKWAVE_DATA", "file")
    with pytest.raises(UsageError) as caught:
        find_folder()
    assert str(caught.value) == (
        "The data folder file (named by the variable FMKWAVE_DATA) is a file, not a folder."
    )


def test_a_folder_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(UsageError) as caught:
        find_folder(Path("secret"))
    assert str(caught.value) == "The data folder secret cannot be read: permission denied."


def test_a_link_that_leads_back_to_itself(elsewhere: Path) -> None:
    (elsewhere / "one").symlink_to("other")
    (elsewhere / "other").symlink_to("one")
    with pytest.raises(UsageError) as caught:
        find_folder(Path("one"))
    assert str(caught.value) == (
        "The data folder one cannot be read: too many levels of symbolic links."
    )


@pytest.mark.parametrize("place", [".", "data"])
@pytest.mark.parametrize("kept", [("municipalities.yaml",), ("uptake.yaml", "questionnaire.csv")])
def test_a_folder_without_its_programme_is_taken_all_the_same(
    place: str, kept: tuple[str, ...], elsewhere: Path
) -> None:
    path = elsewhere / place
    path.mkdir(exist_ok=True)
    Folder(path)
    for file in path.glob("*.*"):
        if file.name not in kept:
            file.unlink()
    assert find_folder() == Path(place)
    with pytest.raises(InputError) as caught:
        load_inputs(find_folder())
    assert "programme.yaml: the file is missing" in str(caught.value).splitlines()


def test_a_whole_folder_comes_before_a_part_of_one(elsewhere: Path) -> None:
    Folder(elsewhere)
    (elsewhere / "programme.yaml").unlink()
    (elsewhere / "data").mkdir()
    Folder(elsewhere / "data")
    assert find_folder() == Path("data")


@pytest.mark.parametrize("kept", [("published.csv",), ("plan.yaml", "robustness.jsonl")])
def test_a_single_file_or_results_are_no_folder_of_inputs(
    kept: tuple[str, ...], elsewhere: Path
) -> None:
    for name in kept:
        (elsewhere / name).write_text("")
    assert find_folder() not in (Path(), Path("data"))
