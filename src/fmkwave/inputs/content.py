"""Bytes of a file to text: missing, unreadable, empty and wrongly encoded files are faults."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from fmkwave.inputs.report import Report
from fmkwave.names import fold

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_CONFLICT = re.compile(r"^(<{7}|>{7})(?=\s|$)", re.MULTILINE)
# No editor counts these as line ends, but a YAML parser does; as spaces they keep lines right.
_ODD_SPACES = str.maketrans("\x85\u2028\u2029", "   ")


def read_text(path: Path, report: Report) -> str | None:
    """The text of a file, with line feeds at line ends and letters in composed form (NFC)."""
    data = _read_bytes(path, report)
    if data is None:
        return None
    text = _decode(data, report)
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_ODD_SPACES)
    if not text.strip():
        report.fault(0, "the file is empty")
        return None
    conflict = _CONFLICT.search(text)
    if conflict:
        found = "a merge conflict was left here"
        advice = "settle it, and take out the lines of <<<<<<<, ======= and >>>>>>>"
        report.fault(_line(text, conflict), f"{found}; {advice}")
        return None
    damage = CONTROL.search(text)
    if damage:
        name = "a NUL byte" if damage[0] == "\0" else f"the invisible character {ord(damage[0])}"
        advice = "so this is no plain text; save the file as text"
        report.fault(_line(text, damage), f"{name} stands here, {advice}")
        return None
    return unicodedata.normalize("NFC", text)


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


def _read_bytes(path: Path, report: Report) -> bytes | None:
    try:
        if path.is_file():
            return path.read_bytes()
        report.fault(0, _not_a_file(path))
    except OSError as error:
        report.fault(0, f"the file cannot be read: {(error.strerror or 'unknown cause').lower()}")
    return None


def _not_a_file(path: Path) -> str:
    if path.is_dir():
        return "this is a folder, but a file is expected"
    if path.exists():
        return "this is no ordinary file, but one is expected"
    if path.is_symlink():
        return "this is a link that leads to no file"
    others = (other for other in path.parent.iterdir() if other.name != path.name)
    near = sorted(other.name for other in others if _stem(other) == _stem(path))
    return f"the file is missing{f', but there is {near[0]}; rename it' if near else ''}"


def _stem(path: Path) -> str:
    return fold(path.stem)


def _decode(data: bytes, report: Report) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith(_UTF16):
            report.fault(0, "the file is UTF-16; save as UTF-8")
            return None
        if error.reason == "unexpected end of data":
            report.fault(0, "the file ends in the middle of a letter: cut short, or not UTF-8")
            return None
        # A start offset is counted without the byte order mark, which holds no line end.
        line = _line_of(error)
        bad = error.object[error.start : error.start + 1]
        meant = bad.decode("cp1252", errors="replace")
        seen = f"'{meant}' in Windows-1252" if meant.isprintable() and meant != "�" else "not text"
        report.fault(line, f"the byte {bad.hex().upper()} is not UTF-8 ({seen}); save as UTF-8")
        return None


def _line_of(error: UnicodeDecodeError) -> int:
    before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
