"""Bytes of a file to text: missing, unreadable, empty and wrongly encoded files are faults."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from fmkwave import overwriting
from fmkwave.characters import refused
from fmkwave.errors import cause
from fmkwave.inputs.report import Report
from fmkwave.inputs.sizes import MOST_BYTES
from fmkwave.inputs.wording import invisible, unwanted
from fmkwave.names import fold
from fmkwave.texts import Message, message

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONFLICT = re.compile(r"^(<{7}|>{7})(?=\s|$)", re.MULTILINE)
# What no text file holds; anything else that is refused may have come with a name.
_BINARY = re.compile("[\x00-\x1f]")
BETWEEN = "\n\t"
"""What a text file may hold between names, and in what is no name."""


def read_text(path: Path, report: Report, most: int = MOST_BYTES) -> str | None:
    """The text of a file, with line feeds at line ends and letters in composed form (NFC).

    Args:
        path: The file.
        report: Takes the fault, if there is one.
        most: The number of bytes beyond which it is not read.
    """
    data = read_bytes(path, report, most)
    if data is None:
        return None
    text = _decode(data, report)
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        report.fault(0, message("the file is empty"))
        return None
    conflict = _CONFLICT.search(text)
    if conflict:
        left = message(
            "a merge conflict was left here; settle it, and take out the lines of {marks} and "
            "{last}",
            marks="<<<<<<<, =======",
            last=">>>>>>>",
        )
        report.fault(_line(text, conflict), left)
        return None
    damage = refused(text, BETWEEN)
    if damage is not None:
        here = (
            message(
                "{character} stands here, so this is no plain text; save the file as text",
                character=invisible(damage),
            )
            if _BINARY.fullmatch(damage)
            else unwanted(damage)
        )
        report.fault(text.count("\n", 0, text.index(damage)) + 1, here)
        return None
    return unicodedata.normalize("NFC", text)


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


def read_bytes(path: Path, report: Report, most: int = MOST_BYTES) -> bytes | None:
    """The bytes of a file; None, with a fault, when there is none or it cannot be read.

    Every file that fmkwave reads for a user is read here: a pipe, which might never end, or a
    device is refused, and so is a file that is far too large.
    """
    try:
        if not path.is_file():
            report.fault(0, _not_a_file(path))
            return None
        with path.open("rb") as stream:
            overwriting.reading(os.fstat(stream.fileno()))
            data = stream.read(most + 1)
        if len(data) <= most:
            return data
        text = message(
            "the file is larger than {most} megabytes, which is the most that is read",
            most=most // 1_000_000,
        )
        report.fault(0, text)
    except OSError as error:
        report.fault(0, message("the file cannot be read: {cause}", cause=cause(error)))
    return None


def _not_a_file(path: Path) -> Message:
    if path.is_dir():
        return message("this is a folder, but a file is expected")
    if path.exists():
        return message("this is no ordinary file, but one is expected")
    if path.is_symlink():
        return message("this is a link that leads to no file")
    near = namesake(path)
    if near is None:
        return message("the file is missing")
    if is_misnamed(near, path):
        return message("the file is missing, but there is {near}; rename it", near=near.name)
    return message(
        "the file is missing, and {near} is of another form; {name} is written like the one that "
        "{command} makes",
        near=near.name,
        name=path.name,
        command="`fmkwave init`",
    )


def namesake(path: Path) -> Path | None:
    """The first other file of the folder whose name without its ending is spelt like this one."""
    others = (other for other in path.parent.iterdir() if other.name != path.name)
    return min((other for other in others if _stem(other) == _stem(path)), default=None)


def is_misnamed(other: Path, path: Path) -> bool:
    """Whether another file of the folder is likely to be this one but for its name."""
    endings = {ending.lower().replace(".yml", ".yaml") for ending in other.suffixes}
    return path.suffix in endings or endings <= {".txt"}


def _stem(path: Path) -> str:
    # An editor may have added an ending: adjacency.yaml.txt.
    return fold(path.name.partition(".")[0]).removesuffix("s")


def _decode(data: bytes, report: Report) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith(_UTF16):
            report.fault(0, message("the file is UTF-16; save as UTF-8"))
            return None
        if error.reason == "unexpected end of data":
            text = message("the file ends in the middle of a letter: cut short, or not UTF-8")
            report.fault(0, text)
            return None
        # A start offset is counted without the byte order mark, which holds no line end.
        bad = error.object[error.start : error.start + 1]
        meant = bad.decode("cp1252", errors="replace")
        readable = meant.isprintable() and meant != "�"
        text = message(
            "the byte {byte} is not UTF-8 ({seen}); save as UTF-8",
            byte=bad.hex().upper(),
            seen=message("'{letter}' in Windows-1252", letter=meant)
            if readable
            else message("not text"),
        )
        report.fault(_line_of(error), text)
        return None


def _line_of(error: UnicodeDecodeError) -> int:
    before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
