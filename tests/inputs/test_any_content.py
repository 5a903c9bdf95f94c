"""Whatever the files hold, loading ends with inputs or with faults in plain words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmkwave.errors import Fault, InputError
from fmkwave.inputs import load_inputs
from fmkwave.texts import Message
from folders import FILES, PLAN, Folder

FROZEN = {**FILES, "plan.yaml": PLAN}
FROZEN["programme.yaml"] = FROZEN["programme.yaml"].replace("frozen: []", "frozen: [2014-Q2]")

JARGON = re.compile(
    r"Input should|value_error|pydantic|Decimal\(|None|dict|tuple|Mapping|Traceback|\bstr\b|\bint\b"
)
ODD = st.sampled_from(
    [
        *("", "-", "'", '"', ",", ";", ":", ": ", "#", "|", ">", "?", "&a", "*a", "!!int ", "%"),
        *("[", "]", "{", "}", "{}", "[]", "[[]]", "\n", "\r", "\t", "  ", "\n- ", "---\n", "..."),
        *("~", "null", "true", "yes", "0", "-1", "1.5", "1e9", "1e99", ".nan", "-.inf", "0420"),
        *("9" * 25, "0,5", "85 %", "2014-Q2", "2014-Q9", "٢٠١٤-Q2", "\0", "\x85", "\ud7ff", "Å"),
        *("Nordby", "nordby kommune", "0101", "101", "Østland", "x" * 100, "<<: {a: b}", "{a: b}"),
    ]
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("any"))


def load(scratch: Folder, file: str, content: str | bytes) -> None:
    """Load the folder with one file changed; anything but faults in plain words fails."""
    for name, text in FROZEN.items():
        scratch.write(name, text)
    scratch.write(file, content)
    faults: tuple[Fault, ...] = ()
    try:
        assert len(load_inputs(scratch.path).municipalities) in (6, 7)
    except InputError as error:
        faults = error.faults
    written = content if isinstance(content, str) else content.decode(errors="replace")
    for fault in faults:
        # A message may quote what the file holds.
        assert all(word in written for word in JARGON.findall(fault.message)), fault
        assert "\n" not in fault.message, fault
        assert isinstance(fault.message, Message), fault
        assert fault.message.template, fault
        assert fault.line <= lines_of(scratch.path / fault.file), fault


def lines_of(path: Path) -> int:
    return len(re.split(rb"\r\n|\r|\n", path.read_bytes())) if path.is_file() else 0


@settings(max_examples=100, deadline=None)
@given(file=st.sampled_from(sorted(FROZEN)), content=st.binary(max_size=60))
def test_any_bytes(scratch: Folder, file: str, content: bytes) -> None:
    load(scratch, file, content)


@settings(max_examples=100, deadline=None)
@given(file=st.sampled_from(sorted(FROZEN)), pieces=st.lists(ODD, max_size=12))
def test_any_pieces(scratch: Folder, file: str, pieces: list[str]) -> None:
    load(scratch, file, "".join(pieces))


@settings(max_examples=250, deadline=None)
@given(data=st.data(), file=st.sampled_from(sorted(FROZEN)))
def test_any_small_change_of_valid_files(scratch: Folder, data: st.DataObject, file: str) -> None:
    text = FROZEN[file]
    for _ in range(data.draw(st.integers(1, 2))):
        spots = [match.span() for match in re.finditer(r"\w+|[^\w\s]|\n *", text)]
        start, end = data.draw(st.sampled_from(spots))
        keep = data.draw(st.sampled_from(["replace", "before", "after"]))
        odd = data.draw(ODD)
        text = {
            "replace": text[:start] + odd + text[end:],
            "before": text[:start] + odd + text[start:],
            "after": text[:end] + odd + text[end:],
        }[keep]
        if not text.strip():
            break
    load(scratch, file, text)


@settings(max_examples=100, deadline=None)
@given(
    file=st.sampled_from(sorted(FROZEN)),
    cut=st.floats(0, 1),
    byte=st.binary(min_size=1, max_size=2),
)
def test_any_damage_of_valid_files(scratch: Folder, file: str, cut: float, byte: bytes) -> None:
    valid = FROZEN[file].encode()
    at = int(cut * len(valid))
    load(scratch, file, valid[:at] + byte + valid[at + 1 :])
    load(scratch, file, valid[:at])
