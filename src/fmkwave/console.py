"""The only owner of the standard streams, of signals and of exit codes.

Results go to stdout; everything said besides goes to stderr. The exit code answers the question
asked: 0 yes, 1 no, 2 it could not be answered.
"""

from __future__ import annotations

import functools
import io
import os
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TextIO

import typer

from fmkwave.errors import FmkwaveError, InputError, UsageError, cause
from fmkwave.language import _, _n, said
from fmkwave.optimise.problem import Control
from fmkwave.render import findings, readable, words
from fmkwave.texts import capital, message

if TYPE_CHECKING:
    from rich.text import Text

    from fmkwave.optimise.problem import Progress

YES, NO, COULD_NOT = 0, 1, 2
INTERRUPTED = 130

_DEBUG = "FMKWAVE_DEBUG"
_PATIENCE = 0.5
_BAR = 20
_WHOLE = 100
_DUMB = ("dumb", "unknown")
P = ParamSpec("P")


def guarded(command: Callable[P, int]) -> Callable[P, None]:
    """Make a command end with its exit code, and with a message instead of a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        sys.stdout, sys.stderr = _usable(sys.stdout), _usable(sys.stderr)
        try:
            code = command(*args, **kwargs)
        except KeyboardInterrupt:
            say(_("Interrupted."))
            code = INTERRUPTED
        except Exception as error:
            code = _explained(error)
        raise typer.Exit(code)

    return run


def say(*lines: object) -> None:
    """Say something besides the result, a line each, on stderr."""
    _write(sys.stderr, readable.plain("".join(f"{line}\n" for line in lines)))


def emit(result: Text | str | bytes, output: Path | None) -> None:
    """Hand over the result: on stdout, or as a file that is replaced in one step."""
    if output is not None:
        save(output, _plain(result))
    elif isinstance(result, bytes):
        _write_bytes(result)
    elif isinstance(result, str):
        _write(sys.stdout, result)
    else:
        _write(sys.stdout, _painted(readable.painted(result)))


def is_screen() -> bool:
    """Whether what is handed over without a file is shown on a terminal."""
    return sys.stdout.isatty()


def save(path: Path, content: str | bytes) -> None:
    """Replace a file's content in one step and say so."""
    _replace(path, content)
    say(_("Written: {path}", path=path))


def save_each(folder: Path, results: Mapping[str, Text | str | bytes]) -> None:
    """Replace several files of a folder, by name, each in one step; the folder may be new.

    Raises:
        UsageError: if there is a file where the folder should be.
    """
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError:
        text = message("{path} is a file; name a folder to write files in.", path=folder)
        raise UsageError(text) from None
    for name, result in results.items():
        _replace(folder / name, _plain(result))
    written = _n(
        "Written: {number} file in {path}",
        "Written: {number} files in {path}",
        len(results),
        path=folder,
    )
    say(written)


def _plain(result: Text | str | bytes) -> str | bytes:
    return result if isinstance(result, str | bytes) else readable.plain(result.plain)


def _replace(path: Path, content: str | bytes) -> None:
    from fmkwave.files import write_atomically

    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            # A device or a pipe: nothing to replace.
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        else:
            write_atomically(path, content)
    except OSError as error:
        # Named after the file that was asked for, not after the temporary one beside it.
        raise OSError(error.errno, error.strerror, str(path)) from error


def width() -> int:
    """Columns to lay a table out for: COLUMNS, the terminal's, or 80 in a pipe."""
    return shutil.get_terminal_size((80, 24)).columns


@contextmanager
def watching(time_limit: float | None = None) -> Iterator[Control]:
    """A control for a solve: it shows progress, and stops at Ctrl-C or after a time.

    The first Ctrl-C asks the work to stop with what it has; the second interrupts.

    Args:
        time_limit: Seconds after which to stop, or None.
    """
    control = Control(deadline=None if time_limit is None else time.monotonic() + time_limit)
    # What comes of it differs: a plan as good as it got, or word of what was not looked into.
    text = _("stopping (Ctrl-C again to give up)")
    stopping = f"\n{text}\n".encode(sys.stderr.encoding or "utf-8", "replace")

    def stop(_signal: int, _frame: object) -> None:
        control.cancelled = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        # Not through sys.stderr, which the signal may have caught in the middle of a write.
        os.write(2, stopping)

    before = signal.signal(signal.SIGINT, stop)
    try:
        with _progress_shown(control):
            yield control
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _progress_shown(control: Control) -> Iterator[None]:
    """Show a progress bar for work that takes long, where somebody is there to see it."""
    if not sys.stderr.isatty() or os.environ.get("TERM") in _DUMB:
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Display
    from rich.table import Column

    display = Display(
        # Kept however long the text beside it is, for it shows that work goes on.
        SpinnerColumn("line", table_column=Column(min_width=1, no_wrap=True)),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=_BAR),
        console=Console(file=sys.stderr),
        transient=True,
    )
    task = display.add_task(_("planning"), total=None)

    def report(progress: Progress) -> None:
        whole = None if progress.done is None else _WHOLE
        done = round((progress.done or 0) * _WHOLE)
        # Afresh each time: with a bar that was full once the spinner would rest ever after.
        display.reset(task, description=words.progress(progress), total=whole, completed=done)

    control.report = report
    patience = threading.Timer(_PATIENCE, display.start)
    patience.start()
    try:
        yield
    finally:
        patience.cancel()
        patience.join()
        display.stop()


def _usable(stream: TextIO | None) -> TextIO:
    """A standard stream that takes any text, be it closed or of a narrow encoding."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        # A character that the stream cannot say must not stop what it can.
        stream.reconfigure(errors="replace", newline="\n")
    return stream


def _painted(text: Text) -> str:
    """The text for stdout: with colour and wrapped on a terminal, plain in a pipe."""
    if not (sys.stdout.isatty() or os.environ.get("FORCE_COLOR")):
        return text.plain
    from rich.console import Console

    console = Console(file=sys.stdout, width=width(), highlight=False)
    with console.capture() as captured:
        console.print(text, end="", soft_wrap=not sys.stdout.isatty())
    return captured.get()


def _write_bytes(content: bytes) -> None:
    """Bytes for a program that reads them; a terminal would only be garbled by them."""
    if sys.stdout.isatty():
        raise UsageError(message("This form is not for a screen; name a file with -o FILE."))
    _flushed(sys.stdout, lambda: sys.stdout.buffer.write(content))


def _write(stream: TextIO, text: str) -> None:
    _flushed(stream, lambda: stream.write(text))


def _flushed(stream: TextIO, write: Callable[[], object]) -> None:
    try:
        write()
        stream.flush()
    except OSError as error:
        # What is left in the buffer would fail again when the interpreter closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            name = stream.name.strip("<>")
            raise OSError(error.errno, error.strerror, name) from error
        # The reader, such as `head`, has what it wanted; the answer is the same.


def _explained(error: Exception) -> int:
    """Tell the user what went wrong; the exit code that says the same to a shell."""
    if os.environ.get(_DEBUG):
        say(traceback.format_exc().rstrip())
    if isinstance(error, InputError):
        say(said(error.told), said(findings.fault_count(error.faults)))
    elif isinstance(error, FmkwaveError):
        say(said(error.told))
    elif isinstance(error, OSError):
        say(_failed(error))
    else:
        say(
            _(
                "This is a fault in fmkwave, please report it: {fault} ({variable}=1 shows where)",
                fault=f"{type(error).__name__}: {error}",
                variable=_DEBUG,
            )
        )
    return error.exit_code if isinstance(error, FmkwaveError) else COULD_NOT


def _failed(error: OSError) -> str:
    known = said(capital(cause(error))) if error.strerror else str(error)
    reason = known or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename is not None else reason
