"""Draws made by a Dask cluster, which replaces workers that die by itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from fmkwave.errors import StoppedError, UsageError
from fmkwave.robustness.execution import Workers
from fmkwave.texts import message

if TYPE_CHECKING:
    from distributed import Client

_PACKAGE = "fmkwave"
_BATCH = 4
_PATIENCE = 5
"""Seconds to wait for a scheduler, and for its first worker."""

_LEAST_AHEAD = 64
"""Batches given out at least, so that workers that join later find some."""


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """The workers of a scheduler; what is under way at the end is given up.

    Args:
        address: Where the scheduler listens, such as ``tcp://10.0.0.7:8786``.

    Raises:
        UsageError: if there is none, or it has no workers, or they have another fmkwave.
        StoppedError: in place of what Dask raises when it gives up the work.
    """
    try:
        from distributed import Client, KilledWorker
    except ModuleNotFoundError:
        command = "pip install 'fmkwave[dask]'"
        text = message("--scheduler needs more packages: {command}", command=command)
        raise UsageError(text) from None
    _reach(address)
    # What becomes of the connection is told below, once and in words.
    for logger in ("distributed", "distributed.client"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    client = Client(address, timeout=_PATIENCE, set_as_default=False)
    try:
        threads = _threads(address, client)
        ahead = max(_LEAST_AHEAD, 4 * threads)
        yield Workers(client.get_executor(), ahead=ahead, batch=_BATCH)
    except KilledWorker:
        raise StoppedError(
            message(
                "Worker after worker of the scheduler at {address} ended over the same draws; "
                "they may have run out of memory.",
                address=address,
            )
        ) from None
    except (CancelledError, BrokenExecutor):
        raise StoppedError(
            message("The scheduler at {address} gave up the work.", address=address)
        ) from None
    finally:
        client.close(timeout=_PATIENCE)


def _reach(address: str) -> None:
    """Shake hands with a scheduler, before there is a client, which would go on trying."""

    async def shake_hands() -> None:
        from distributed.comm import connect

        comm = await connect(address, timeout=_PATIENCE)
        await comm.close()

    try:
        asyncio.run(asyncio.wait_for(shake_hands(), _PATIENCE))
    except Exception:
        # Of any kind: what a server of another kind answers can break the handshake anyhow.
        raise UsageError(
            message(
                "There is no Dask scheduler at {address}; its address is such as {example}.",
                address=address,
                example="tcp://10.0.0.7:8786",
            )
        ) from None


def _threads(address: str, client: Client) -> int:
    """How many draws the workers can plan at a time; they must be there, and plan alike."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise UsageError(
            message("The Dask scheduler at {address} has no workers.", address=address)
        ) from None
    here = version(_PACKAGE)
    # Asked in words that workers without fmkwave understand: what they do not, ends them.
    try:
        others = set(client.run(version, _PACKAGE).values()) - {here}
    except PackageNotFoundError:
        raise UsageError(
            message("The workers of the scheduler at {address} have no fmkwave.", address=address)
        ) from None
    if others:
        raise UsageError(
            message(
                "Workers of the scheduler at {address} have fmkwave {other}, and this one is "
                "{version}: all must have the same.",
                address=address,
                other=min(others),
                version=here,
            )
        )
    return sum(client.nthreads().values())
