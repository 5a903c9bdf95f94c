"""Change input files at random and see that every command ends well, whatever it reads.

Each mutant is a small folder in which one file is changed: bytes flipped, lines dropped, doubled or
swapped, values replaced by others that nobody would write. It goes through validate and, where that
finds no fault, through plan, explain, report, checklist and check. What counts as a failure: a
traceback or a fault of the program, a control character in the output, a command that takes longer
than 20 seconds, and a change that is accepted without a word although it changes nothing that is
read.

    scripts/mutate_inputs.py --mutants 2000 --seed 1
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from fmkwave.cli import app  # noqa: E402
from fmkwave.errors import FmkwaveError  # noqa: E402
from fmkwave.inputs import load_inputs  # noqa: E402
from folders import FILES, with_steps  # noqa: E402
from folders import Folder as Small  # noqa: E402

PATIENCE = 20
COMMANDS = (
    ["plan"],
    ["explain", "--all"],
    ["report"],
    ["checklist", "--wave", "1"],
    ["check"],
)
ODD = [
    *("", "-1", "0", "1e99", "9" * 30, "9" * 5000, ".nan", "-.inf", "0.0005", "0,5", "true", "~"),
    *(
        "2014-Q9",
        "2014-02-30",
        "[]",
        "{}",
        "[[[[]]]]",
        "{a: {b: {c: []}}}",
        "&a x",
        "*a",
        "!!int 3",
    ),
    *('"\\x1b[31m"', "\x1b[31m", "\u202e", "\u2028", "\x85", "\ufeff", "\0", "::error::x", "=1+1"),
    *("x" * 3000, "Å" * 300, "'", '"', "|", ">", "#", ": ", "- ", "? ", "<<: x", "---", "Nowhere"),
]
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
FAULT = re.compile("Traceback|This is a fault in fmkwave")

Mutation = Callable[[random.Random, bytes], bytes]


def flipped(chance: random.Random, data: bytes) -> bytes:
    """One to three bytes become others."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def cut(chance: random.Random, data: bytes) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def lines(chance: random.Random, data: bytes) -> bytes:
    """A line is dropped, doubled, swapped with another, or indented."""
    found = data.split(b"\n")
    at, other = chance.randrange(len(found)), chance.randrange(len(found))
    match chance.randrange(4):
        case 0:
            del found[at]
        case 1:
            found.insert(at, found[at])
        case 2:
            found[at], found[other] = found[other], found[at]
        case _:
            found[at] = b"  " + found[at]
    return b"\n".join(found)


def values(chance: random.Random, data: bytes) -> bytes:
    """A word or number becomes something that nobody would write there."""
    text = data.decode()
    spots = [found.span() for found in re.finditer(r"[\w.-]+", text)]
    start, end = chance.choice(spots)
    return (text[:start] + chance.choice(ODD) + text[end:]).encode("utf-8", "replace")


def inserted(chance: random.Random, data: bytes) -> bytes:
    """Something odd stands in between."""
    text = data.decode()
    at = chance.randrange(len(text))
    return (text[:at] + chance.choice(ODD) + text[at:]).encode("utf-8", "replace")


def encoded(chance: random.Random, data: bytes) -> bytes:
    """The file is in another encoding, or has other line ends."""
    text = data.decode()
    return chance.choice(
        [
            text.encode("utf-16"),
            text.encode("latin-1", "replace"),
            b"\xef\xbb\xbf" + data,
            data.replace(b"\n", b"\r"),
            data.replace(b"\n", b"\r\n"),
        ]
    )


MUTATIONS: list[Mutation] = [flipped, cut, lines, values, values, inserted, encoded]


class _TooLongError(Exception):
    pass


def run(*args: str) -> tuple[int, str]:
    """A command's exit code and all that it says."""

    def give_up(_signal: int, _frame: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        done = CliRunner().invoke(app, list(args))
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    said = done.output + (f"Traceback {done.exception!r}" if _escaped(done.exception) else "")
    return done.exit_code, said


def _escaped(error: BaseException | None) -> bool:
    return error is not None and not isinstance(error, SystemExit)


def failures(folder: Path, meaning: object, changed: bool) -> list[str]:
    """What goes wrong with a mutant."""
    code, said = run("validate", "--data", str(folder))
    found = _wrong("validate", said)
    if code == 0:
        for command in COMMANDS:
            _, told = run(*command, "--data", str(folder))
            found += _wrong(command[0], told)
        if changed and "no faults, no warnings" in said and _meaning(folder) == meaning:
            found.append("accepted in silence")
    return found


def _wrong(command: str, said: str) -> list[str]:
    found = []
    if FAULT.search(said):
        found.append(f"{command}: {said.strip().splitlines()[-1][:150]}")
    if CONTROL.search(said):
        found.append(f"{command}: a control character in the output")
    return found


def _meaning(folder: Path) -> object:
    try:
        found = load_inputs(folder)
    except FmkwaveError:
        return None
    return {file: source.meaning for file, source in found.sources.items()}, found.warnings


def _tokens(data: bytes) -> list[bytes]:
    """What of a file is more than blanks, comments and quotes."""
    plain = re.sub(rb"#.*", b"", data)
    return re.findall(rb"[^\s,;'\"{}\[\]]+", plain)


def main() -> int:
    """Make the mutants and tell of each failure; exit code 1 when there is any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        small = Small(Path(place))
        with_steps(small)
        run("plan", "--write", "--data", place)
        run("robustness", "--write", "--draws", "5", "--data", place)
        whole = {path.name: path.read_bytes() for path in Path(place).iterdir() if path.is_file()}
        meaning = _meaning(small.path)
        for number in range(asked.mutants):
            file = chance.choice(sorted(whole))
            mutation = chance.choice(MUTATIONS)
            data = mutation(chance, whole[file])
            small.write(file, data)
            changed = (
                file in FILES and _tokens(data) != _tokens(whole[file]) and mutation != encoded
            )
            try:
                told = failures(small.path, meaning, changed)
            except _TooLongError:
                told = [f"longer than {PATIENCE} seconds"]
            for one in told:
                counts[one.split(":")[0] if one.startswith("accepted") else "failed"] += 1
                print(f"{number} {file} {mutation.__name__}: {one}", flush=True)
                (Path(tempfile.gettempdir()) / f"mutant-{number}-{file}").write_bytes(data)
            small.write(file, whole[file])
    print(f"{asked.mutants} mutants, {dict(counts) or 'no failures'}")
    return int(bool(counts))


if __name__ == "__main__":
    sys.exit(main())
