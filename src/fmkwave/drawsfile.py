"""robustness.jsonl: draws as they are made, a line each, which a later run goes on from.

The first line says what they are draws of. While a run adds lines, they come in any order and the
last may be cut off; at its end it writes the file once more in order, so that it is the same
whoever made the draws.
"""

from __future__ import annotations

import codecs
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from fmkwave.commands import command
from fmkwave.errors import InputError
from fmkwave.files import write_atomically
from fmkwave.inputs.content import read_bytes
from fmkwave.inputs.digest import digest
from fmkwave.inputs.report import Report
from fmkwave.inputs.sizes import MOST_OF_DRAWS
from fmkwave.inputs.wording import show
from fmkwave.model import Frozen, Inputs
from fmkwave.model.robustness import Draw, Robustness, Sampling
from fmkwave.parts import DRAWS, PLAN, PUBLISHED
from fmkwave.robustness import Case, Keep, summarise
from fmkwave.robustness.sampling import figures
from fmkwave.texts import Message, message

SCHEMA = 1

# Beyond any sum of weights that a programme may have.
_HUGE = 10**20
NAME = DRAWS


class Header(Frozen):
    """What draws are of; with the same header, a draw of a number is the same draw.

    Attributes:
        programme: The programme's name.
        quarters: The waves' quarters, in order.
        inputs: Digest of what each file means that a plan follows from.
        sampling: What is drawn.
        figures: The figures drawn, each as its group and name.
        plan: The waves of the plan in question, in the order of the codes.
    """

    programme: str
    quarters: tuple[str, ...]
    inputs: Mapping[str, str]
    sampling: Sampling
    figures: tuple[str, ...]
    plan: tuple[int, ...]


class Kept(NamedTuple):
    """What a file of draws holds."""

    header: Header
    draws: tuple[Draw, ...]


class Loaded(NamedTuple):
    """What the draws in a folder say of its inputs' plan.

    Attributes:
        found: What they say; None where there are none, or none of these inputs.
        trouble: Why those that there are do not count; None where there are none.
    """

    found: Robustness | None = None
    trouble: Message | None = None


def header(case: Case) -> Header:
    """What the draws of a case are of, whoever makes them."""
    inputs = case.inputs
    drawn, _given = figures(inputs.programme)
    return Header(
        programme=inputs.programme.name,
        quarters=inputs.programme.quarters,
        inputs=_digests(inputs),
        sampling=case.sampling,
        figures=tuple(f"{figure.group}.{figure.name}" for figure in drawn),
        plan=tuple(case.placement[code] for code in inputs.municipalities),
    )


def load_draws(folder: Path, inputs: Inputs) -> Loaded:
    """What the draws in a folder say, if they are draws of its inputs.

    Args:
        folder: The folder.
        inputs: What it holds, without a what-if: of one, no draws are kept.

    Raises:
        InputError: if the file is not as it was written; it carries every fault found.
    """
    kept = read_draws(folder / NAME)
    if kept is None or not kept.draws:
        return Loaded()
    found = kept.header
    # A plan of another length is of other municipalities, which the digests tell as well.
    placement = dict(zip(inputs.municipalities, found.plan, strict=False))
    case = Case(inputs, placement, found.sampling)
    if inputs.changes or len(placement) < len(inputs.municipalities) or header(case) != found:
        return Loaded(
            trouble=message(
                "The draws in {file} are of other inputs; {command} makes new ones.",
                file=NAME,
                command=f"`{command('robustness', '--write')}`",
            )
        )
    return Loaded(summarise(case, kept.draws, len(kept.draws)))


def read_draws(path: Path) -> Kept | None:
    """Read a file of draws; None if there is none. A last line that was cut off is passed over.

    Raises:
        InputError: if it is no such file; it carries every fault found.
    """
    # A broken link is a file that someone meant to be there.
    if not os.path.lexists(path):
        return None
    report = Report(path.name)
    data = read_bytes(path, report, MOST_OF_DRAWS)
    if data is None:
        raise InputError(report.faults)
    lines = _lines(data)
    found = _header(next(lines, b""), report)
    draws = [] if found is None else list(_draws(found, lines, report))
    if found is None or report.faults:
        raise InputError(report.faults)
    return Kept(found, tuple(draws))


def _lines(data: bytes) -> Iterator[bytes]:
    """The lines that are whole, whatever ends them: an editor may have saved the file anew."""
    text = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return (line for line in io.BytesIO(text) if line.endswith(b"\n"))


@contextmanager
def keeping(path: Path, header: Header, known: Iterable[Draw]) -> Iterator[Keep]:
    """Keep draws in a file as they are made, after those known already.

    What is given to it is on disk at once; at the end, however that comes, the file is in order.

    Raises:
        OSError: if it cannot be written, before any draw is made.
    """
    draws = list(known)
    _write(path, dumps(header, draws))

    with path.open("a", encoding="utf-8", newline="\n") as stream:

        def keep(batch: Iterable[Draw]) -> None:
            made = list(batch)
            draws.extend(made)
            stream.writelines(map(_line, made))
            stream.flush()

        try:
            yield keep
        finally:
            _write(path, dumps(header, draws))


def dumps(header: Header, draws: Iterable[Draw]) -> str:
    """The text of a file of draws, in the order of their numbers."""
    ordered = sorted(draws, key=lambda draw: draw.number)
    top = {"schema": SCHEMA, **header.model_dump(mode="json")}
    return _as_json(top) + "".join(map(_line, ordered))


def _write(path: Path, text: str) -> None:
    try:
        write_atomically(path, text)
    except OSError as error:
        # Named after the file that is kept, not after the temporary one beside it.
        raise OSError(error.errno, error.strerror, str(path)) from error


def _line(draw: Draw) -> str:
    return _as_json(draw.model_dump(mode="json"))


def _as_json(content: Mapping[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _digests(inputs: Inputs) -> dict[str, str]:
    """Digests of what a plan follows from: not what was published, but what was announced."""
    found = {file: one.meaning for file, one in inputs.sources.items() if file != PUBLISHED}
    if inputs.programme.stability or inputs.programme.frozen:
        found[PLAN] = digest({"announced": inputs.announced, "frozen": inputs.frozen})
    return dict(sorted(found.items()))


def _header(line: bytes, report: Report) -> Header | None:
    """The first line, if it is one of this schema."""
    text = message("this is no head of a file of draws; to begin anew, remove the file")
    try:
        content = json.loads(line)
        if not isinstance(content, dict):
            raise TypeError
        schema = content.pop("schema", None)
        if isinstance(schema, int) and schema != SCHEMA:
            text = message(
                "'schema' is {found}; this fmkwave reads {known}; to begin anew, remove the file",
                found=show(schema),
                known=SCHEMA,
            )
        elif schema == SCHEMA:
            found = Header.model_validate_json(json.dumps(content), strict=True)
            if all(0 < wave <= len(found.quarters) for wave in found.plan):
                return found
    except (ValidationError, ValueError, TypeError, RecursionError):
        pass
    report.fault(1, text)
    return None


def _draws(header: Header, lines: Iterable[bytes], report: Report) -> Iterator[Draw]:
    seen: dict[int, int] = {}
    for number, line in enumerate(lines, start=2):
        draw = _draw(header, line)
        if draw is None:
            text = message(
                "this is no draw of {figures} figures for {units} municipalities; remove the "
                "line, and it is made again",
                figures=len(header.figures),
                units=len(header.plan),
            )
            report.fault(number, text)
        elif draw.number in seen:
            text = message(
                "draw {draw} stands twice, first on line {line}; remove one of them",
                draw=draw.number,
                line=seen[draw.number],
            )
            report.fault(number, text)
        else:
            seen[draw.number] = number
            yield draw


def _draw(header: Header, line: bytes) -> Draw | None:
    """A draw, if a line holds one that may be of these inputs."""
    try:
        draw = Draw.model_validate_json(line, strict=True)
    except ValidationError:
        return None
    waves = range(1, len(header.quarters) + 1)
    fits = (
        draw.number >= 0
        and len(draw.figures) == len(header.figures)
        and all(figure > 0 for figure in draw.figures)
        and len(draw.waves) == len(header.plan)
        and all(wave in waves for wave in draw.waves)
        and draw.kept <= draw.best
        and all(abs(number) < _HUGE for number in (draw.best, draw.kept, *draw.figures))
    )
    return draw if fits else None
