"""Files that are missing, unreadable, empty, no files at all, or in another encoding."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any

import pytest

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from folders import FILES, Folder

REQUIRED = sorted(set(FILES) - {"published.csv", "vendors.yaml"})


def message(folder: Folder) -> str:
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    return str(caught.value)


@pytest.mark.parametrize("file", REQUIRED)
def test_a_missing_file(folder: Folder, file: str) -> None:
    (folder.path / file).unlink()
    other_form = "; questionnaire.xlsx is read too" if file == "questionnaire.csv" else ""
    assert message(folder) == f"{file}: the file is missing{other_form}"


def test_a_missing_file_under_a_similar_name(folder: Folder) -> None:
    (folder.path / "vendors.yaml").rename(folder.path / "Vendor.yml")
    assert message(folder) == (
        "vendors.yaml: the file is missing, but there is Vendor.yml; rename it"
    )


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file(folder: Folder, file: str, content: bytes) -> None:
    folder.write(file, content)
    assert message(folder) == f"{file}: the file is empty"


@pytest.mark.parametrize("file", FILES)
def test_a_folder_instead_of_a_file(folder: Folder, file: str) -> None:
    (folder.path / file).unlink()
    (folder.path / file).mkdir()
    assert message(folder) == f"{file}: this is a folder, but a file is expected"


@pytest.mark.parametrize("file", FILES)
def test_an_unreadable_file(folder: Folder, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(path: Path, mode: str) -> IO[Any]:
        if path.name == file:
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    assert message(folder) == f"{file}: the file cannot be read: permission denied"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of POSIX")
def test_something_else_than_a_file(folder: Folder) -> None:
    (folder.path / "uptake.yaml").unlink()
    os.mkfifo(folder.path / "uptake.yaml")
    assert message(folder) == "uptake.yaml: this is no ordinary file, but one is expected"


def test_a_published_plan_behind_a_broken_link_is_missing(folder: Folder) -> None:
    (folder.path / "published.csv").unlink()
    (folder.path / "published.csv").symlink_to(folder.path / "nowhere.csv")
    assert message(folder) == "published.csv: this is a link that leads to no file"


@pytest.mark.parametrize("file", FILES)
def test_a_link_that_leads_to_itself(folder: Folder, file: str) -> None:
    (folder.path / file).unlink()
    (folder.path / file).symlink_to(file)
    assert message(folder) == f"{file}: this is a link that leads to no file"


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_merge_conflict_is_told_as_one(folder: Folder, file: str, end: str) -> None:
    *lines, last = folder.read(file).splitlines()
    left = [*lines, "<<<<<<< HEAD", last, "||||||| 6a1f", last, "=======", last, ">>>>>>> theirs"]
    folder.write(file, end.join(left))
    assert message(folder) == (
        f"{file}:{len(lines) + 1}: a merge conflict was left here; "
        "settle it, and take out the lines of <<<<<<<, ======= and >>>>>>>"
    )


def test_windows_1252_is_not_guessed(folder: Folder) -> None:
    text = folder.read("questionnaire.csv").replace("\n", "\r\n")
    folder.write("questionnaire.csv", text.encode("cp1252"))
    assert message(folder) == (
        "questionnaire.csv:5: the byte F8 is not UTF-8 ('ø' in Windows-1252); save as UTF-8"
    )


def test_bytes_that_are_no_letters(folder: Folder) -> None:
    folder.write("uptake.yaml", folder.read("uptake.yaml").encode() + b"# \x81")
    assert message(folder) == ("uptake.yaml:13: the byte 81 is not UTF-8 (not text); save as UTF-8")


def test_a_file_that_ends_inside_a_letter(folder: Folder) -> None:
    folder.write("uptake.yaml", folder.read("uptake.yaml").encode() + "# ø".encode()[:-1])
    assert message(folder) == (
        "uptake.yaml: the file ends in the middle of a letter: cut short, or not UTF-8"
    )


def test_utf_16(folder: Folder) -> None:
    folder.write("uptake.yaml", folder.read("uptake.yaml").encode("utf-16"))
    assert message(folder) == "uptake.yaml: the file is UTF-16; save as UTF-8"


@pytest.mark.parametrize("file", FILES)
def test_a_nul_byte(folder: Folder, file: str) -> None:
    folder.replace(file, "source: Invented", "source: In\0vented")
    assert message(folder) == (
        f"{file}:2: a NUL byte stands here, so this is no plain text; save the file as text"
    )


@pytest.mark.parametrize("file", FILES)
def test_odd_line_ends_and_a_byte_order_mark_change_nothing(folder: Folder, file: str) -> None:
    before = load_inputs(folder.path)
    folder.write(file, b"\xef\xbb\xbf" + folder.read(file).replace("\n", "\r\n").encode())
    assert load_inputs(folder.path) == before


@pytest.mark.parametrize(
    "odd", ["\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f", "\x7f", "\x9b", "\ufff9"]
)
@pytest.mark.parametrize("file", FILES)
def test_a_character_that_no_text_may_hold(folder: Folder, file: str, odd: str) -> None:
    head, second, rest = folder.read(file).split("\n", 2)
    folder.write(file, f"{head}\n{second} A{odd}B\n{rest}")
    assert message(folder) == (
        f"{file}:2: the invisible character U+{ord(odd):04X} stands here; take it out"
    )
