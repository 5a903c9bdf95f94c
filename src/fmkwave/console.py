"""The only owner of the standard streams and of exit codes.

Results go to stdout; everything said besides goes to stderr. The exit code answers the question
asked: 0 yes, 1 no, 2 it could not be answered. A run that Ctrl-C stopped short of its answer ends
by that signal.
"""

from __future__ import annotations

import functools
import io
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TextIO

import typer

from fmkwave import overwriting
from fmkwave.commands import options, repeating
from fmkwave.errors import FmkwaveError, InputError, UsageError, cause
from fmkwave.language import _, _n, said
from fmkwave.render import findings, narrow, readable
from fmkwave.texts import capital, message
from fmkwave.watching import command as watching_command
from fmkwave.watching import held, stoppable, watching

if TYPE_CHECKING:
    from rich.text import Text

__all__ = [
    "COULD_NOT",
    "NO",
    "YES",
    "emit",
    "guarded",
    "is_screen",
    "require_stdout",
    "run",
    "save",
    "save_each",
    "say",
    "stoppable",
    "watching",
    "width",
]

YES, NO, COULD_NOT = 0, 1, 2
INTERRUPTED = 130
"""The exit code that shells give a program that SIGINT ended."""

_DEBUG = "FMKWAVE_DEBUG"
P = ParamSpec("P")


def run(app: Callable[[], object]) -> None:
    """Run the command line; what fails outside of any command, such as help, is told too."""
    narrow.register()
    sys.stdout, sys.stderr = _usable(sys.stdout), _usable(sys.stderr)
    try:
        app()
    except SystemExit as ending:
        if ending.code == INTERRUPTED:
            _end_by_interrupt()
        raise
    except OSError as error:
        _empty()
        # What a command writes is told of by the command; this was help, or the version.
        sys.exit(_explained(_named(error, sys.stdout)))
    except Exception as error:
        sys.exit(_explained(error))


def guarded(command: Callable[P, int]) -> Callable[P, None]:
    """Make a command end with its exit code, and with a message instead of a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        # What this run was asked is repeated in what is said of its errors, and by nothing later.
        with repeating(options()), watching_command() as under_way:
            try:
                with overwriting.one_run():
                    code = command(*args, **kwargs)
            except Exception as error:
                code = _explained(error)
        # Interrupted all the same, a command that has its answer has done what it was asked.
        unfinished = under_way.interrupted and code == COULD_NOT
        raise typer.Exit(INTERRUPTED if unfinished else code)

    return run


def _end_by_interrupt() -> None:
    """End the process by SIGINT, so that a shell's loop of commands ends too."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.raise_signal(signal.SIGINT)


def say(*lines: object) -> None:
    """Say something besides the result, a line each, on stderr."""
    _write(sys.stderr, readable.plain("".join(f"{line}\n" for line in lines)))


def emit(result: Text | str | bytes, output: Path | None) -> None:
    """Hand over the result: on stdout, or as a file that is replaced in one step."""
    if output is not None:
        overwriting.require_no_input(output)
        save(output, _plain(result))
        return
    require_stdout(output)
    if isinstance(result, bytes):
        _write_bytes(result)
    elif isinstance(result, str):
        _write_form(result)
    else:
        _write(sys.stdout, _painted(readable.painted(result)))


def require_stdout(output: Path | None) -> None:
    """Refuse to go on without a place for the result, as when a shell closed standard output.

    Raises:
        UsageError: if no file was named either.
    """
    # What stands in for it is called as the device is; a shell's redirection is not.
    if output is None and getattr(sys.stdout, "name", "") == os.devnull:
        text = message("Standard output is closed; name a file for the result with -o FILE.")
        raise UsageError(text)


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
        UsageError: if there is a file where the folder should be, or one of the files read is
            among them.
    """
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError:
        text = message("{path} is a file; name a folder to write files in.", path=folder)
        raise UsageError(text) from None
    for name in results:
        overwriting.require_no_input(folder / name)
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
            with held():
                write_atomically(path, content)
    except OSError as error:
        # Named after the file that was asked for, not after the temporary one beside it.
        raise OSError(error.errno, error.strerror, str(path)) from error


def width() -> int:
    """Columns to lay a table out for: COLUMNS, the terminal's, or 80 in a pipe."""
    return shutil.get_terminal_size((80, 24)).columns


def _usable(stream: TextIO | None) -> TextIO:
    """A standard stream that takes any text, be it closed or of a narrow encoding."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        # A character that the stream cannot say must not stop what it can.
        stream.reconfigure(errors=narrow.ERRORS, newline="\n")
    return stream


def _painted(text: Text) -> str:
    """The text for stdout: with colour and wrapped on a terminal, plain in a pipe."""
    if not (sys.stdout.isatty() or os.environ.get("FORCE_COLOR")):
        return text.plain
    from rich.console import Console

    console = Console(file=sys.stdout, width=width(), highlight=False)
    with console.capture() as captured:
        for line in text.split("\n", allow_blank=True):
            # A command stays one line, which a terminal breaks where a paste mends it.
            whole = not sys.stdout.isatty() or _is_command(line.plain)
            console.print(line, soft_wrap=whole)
    return captured.get().removesuffix("\n")


def _is_command(line: str) -> bool:
    return line.lstrip(" `").startswith("fmkwave ")


def _write_bytes(content: bytes) -> None:
    """Bytes for a program that reads them; a terminal would only be garbled by them."""
    if sys.stdout.isatty():
        raise UsageError(message("This form is not for a screen; name a file with -o FILE."))
    _flushed(sys.stdout, lambda: sys.stdout.buffer.write(content))


def _write_form(text: str) -> None:
    """A form that programs read: in UTF-8, whatever a screen here would take."""
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        _write(sys.stdout, text)
    else:
        _flushed(sys.stdout, lambda: sys.stdout.buffer.write(text.encode()))


def _write(stream: TextIO, text: str) -> None:
    _flushed(stream, lambda: stream.write(text))


def _flushed(stream: TextIO, write: Callable[[], object]) -> None:
    try:
        write()
        stream.flush()
    except OSError as error:
        _give_up(stream)
        if not isinstance(error, BrokenPipeError):
            raise _named(error, stream) from error
        # The reader, such as `head`, has what it wanted; the answer is the same.


def _give_up(stream: TextIO) -> None:
    """Throw away what a stream's buffer holds, which would fail again when Python closes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _named(error: OSError, stream: TextIO) -> OSError:
    return OSError(error.errno, error.strerror, stream.name.strip("<>"))


def _empty() -> None:
    """Leave nothing in the standard streams' buffers that would fail at the end once more."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _give_up(stream)


def _explained(error: Exception) -> int:
    """Tell the user what went wrong; the exit code that says the same to a shell."""
    # Where stderr takes nothing, the exit code says it alone.
    with suppress(OSError):
        _tell(error)
    return error.exit_code if isinstance(error, FmkwaveError) else COULD_NOT


def _tell(error: Exception) -> None:
    if os.environ.get(_DEBUG):
        say(traceback.format_exc().rstrip())
    if isinstance(error, InputError):
        say(said(error.told), said(findings.fault_count((*error.faults, *error.warnings))))
    elif isinstance(error, FmkwaveError):
        say(said(error.told))
    elif isinstance(error, OSError):
        say(_failed(error))
    elif isinstance(error, MemoryError):
        say(_("There is too little memory for this."))
    else:
        say(
            _(
                "This is a fault in fmkwave, please report it: {fault} ({variable}=1 shows where)",
                fault=f"{type(error).__name__}: {error}",
                variable=_DEBUG,
            )
        )


def _failed(error: OSError) -> str:
    known = said(capital(cause(error))) if error.strerror else str(error)
    reason = known or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename is not None else reason
