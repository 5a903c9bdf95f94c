"""Work that takes long: how it is stopped, and how those who wait see that it goes on."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass

from fmkwave.language import _
from fmkwave.optimise.problem import Control, Progress
from fmkwave.render import narrow, words

_PATIENCE = 0.5
_BAR = 20
_WHOLE = 100
_DUMB = ("dumb", "unknown")

_ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Signals by which users and systems end a program."""

_whole: ContextVar[Control | None] = ContextVar("whole", default=None)
"""The control of the work that is under way; signals are the whole process's, and so is this."""


@dataclass
class Command:
    """A command under way.

    Attributes:
        ending: What is undone when it ends.
        interrupted: Whether Ctrl-C asked it to stop.
    """

    ending: ExitStack
    interrupted: bool = False


_command: ContextVar[Command | None] = ContextVar("command", default=None)
"""The command under way, if any."""


@contextmanager
def watching(time_limit: float | None = None) -> Iterator[Control]:
    """A control for work: it shows progress, and stops at Ctrl-C or after a time.

    Args:
        time_limit: Seconds after which to stop, or None.
    """
    with stoppable(time_limit) as control, shown(control):
        yield control


@contextmanager
def command() -> Iterator[Command]:
    """Have a Ctrl-C that stops one step of a command stop those that follow it, too."""
    with ExitStack() as stack:
        under_way = Command(stack)
        token = _command.set(under_way)
        try:
            yield under_way
        finally:
            _command.reset(token)


@contextmanager
def stoppable(time_limit: float | None = None) -> Iterator[Control]:
    """A control for work and for handing over what came of it: Ctrl-C stops it, or a time.

    The first Ctrl-C asks the work to stop with what it has; the second ends the process. What is
    watched within is a part of this work, and stops with it.

    Args:
        time_limit: Seconds after which to stop, or None.
    """
    deadline = None if time_limit is None else time.monotonic() + time_limit
    with ExitStack() as stack:
        whole = _whole.get()
        if whole is None:
            # Before the first work there is nothing to keep, and Ctrl-C ends the process.
            under_way = _command.get()
            keeping = stack if under_way is None else under_way.ending
            whole = keeping.enter_context(_listening())
        limits = [at for at in (deadline, whole.deadline) if at is not None]
        control = Control(deadline=min(limits, default=None), whole=whole)
        token = _whole.set(control)
        stack.callback(_whole.reset, token)
        yield control


@contextmanager
def _listening() -> Iterator[Control]:
    """A control that Ctrl-C stops, and of which all work is a part meanwhile."""
    control = Control()
    token = _whole.set(control)
    try:
        with _interrupted(control):
            yield control
    finally:
        _whole.reset(token)


@contextmanager
def _interrupted(control: Control) -> Iterator[None]:
    """Have the first Ctrl-C stop a control, and the second the process."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        yield
        return
    # What comes of it differs: a plan as good as it got, or word of what was not looked into.
    text = _("stopping (Ctrl-C again to give up)")
    under_way = _command.get()
    stopping = f"\n{text}\n".encode(sys.stderr.encoding or "utf-8", narrow.ERRORS)

    def stop(_signal: int, _frame: object) -> None:
        control.cancelled = True
        if under_way is not None:
            under_way.interrupted = True
        # Even where a library computes for long and lets no handler of Python's run.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        # Not through sys.stderr, which the signal may have caught in the middle of a write.
        with suppress(OSError):
            os.write(2, stopping)

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def held() -> Iterator[None]:
    """Hold signals back that end the process, for as long as it takes to write a file."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def shown(control: Control) -> Iterator[None]:
    """Show a progress bar for work that takes long, where somebody is there to see it."""
    if not sys.stderr.isatty() or os.environ.get("TERM") in _DUMB:
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Display
    from rich.table import Column

    class Uncovered(Console):
        """Never hides the cursor, which a process that a signal ends would leave hidden."""

        def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002
            return False

    display = Display(
        # Kept however long the text beside it is, for it shows that work goes on.
        SpinnerColumn("line", table_column=Column(min_width=1, no_wrap=True)),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=_BAR),
        console=Uncovered(file=sys.stderr),
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
