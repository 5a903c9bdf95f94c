"""Draws made by a real Dask cluster on this machine, one of whose workers is killed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from fmkwave.errors import StoppedError, UsageError
from fmkwave.inputs import load_inputs
from fmkwave.model.robustness import Draw, Sampling
from fmkwave.planner import make_plan
from fmkwave.robustness import Case, robustness
from fmkwave.robustness.workers import workers
from folders import Folder

pytest.importorskip("distributed")

PATIENCE = 30


class Cluster:
    """A scheduler without workers, in a process of its own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        found = place / "address"
        self.processes: list[subprocess.Popen[bytes]] = []
        listen = ("--host", "tcp://127.0.0.1:0", "--no-dashboard", "--no-show")
        self.scheduler = self._start("dask_scheduler", *listen, "--scheduler-file", str(found))
        until = time.monotonic() + PATIENCE
        while not (found.exists() and '"address"' in found.read_text()):
            assert time.monotonic() < until
            time.sleep(0.05)
        self.address = found.read_text().partition('"address": "')[2].partition('"')[0]

    def worker(self) -> subprocess.Popen[bytes]:
        """Start another worker."""
        plain = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
        return self._start("dask_worker", self.address, *plain, "--local-directory", self.place)

    def _start(self, module: str, *arguments: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *map(str, arguments)]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        self.processes.append(process)
        return process

    def end(self) -> None:
        """End what is left of it."""
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.end()


@pytest.fixture
def case(folder: Folder) -> Case:
    inputs = load_inputs(folder.path)
    return Case(inputs, make_plan(inputs).placement, Sampling())


def test_the_result_is_the_same_though_a_worker_is_killed(case: Case, cluster: Cluster) -> None:
    doomed, _other = cluster.worker(), cluster.worker()
    kept: list[int] = []

    def keep(batch: Sequence[Draw]) -> None:
        kept.extend(draw.number for draw in batch)
        if doomed.poll() is None:
            doomed.kill()
            doomed.wait()
            at_death.append(len(kept))

    at_death: list[int] = []
    with workers(scheduler=cluster.address) as hands:
        wait_for_both(hands.executor)
        found = robustness(case, 300, workers=hands, keep=keep)
    assert at_death[0] < 300
    assert sorted(kept) == list(range(300))
    assert found == robustness(case, 300)


def wait_for_both(executor: object) -> None:
    """Wait until both workers have joined."""
    client = getattr(executor, "_client")  # noqa: B009
    client.wait_for_workers(2, timeout=PATIENCE)


def test_a_scheduler_that_dies_is_told_of(case: Case, cluster: Cluster) -> None:
    cluster.worker()
    kept: list[Draw] = []

    def keep(batch: Sequence[Draw]) -> None:
        kept.extend(batch)
        cluster.scheduler.kill()

    with pytest.raises(StoppedError) as caught, workers(scheduler=cluster.address) as hands:
        robustness(case, 2_000, workers=hands, keep=keep)
    assert str(caught.value) == f"The scheduler at {cluster.address} gave up the work."
    assert kept


def test_no_scheduler_is_told_of() -> None:
    with pytest.raises(UsageError) as caught, workers(scheduler="nonsense"):
        pass
    assert str(caught.value) == (
        "There is no Dask scheduler at nonsense; its address is such as tcp://10.0.0.7:8786."
    )


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as caught, workers(scheduler="tcp://127.0.0.1:8786"):
        pass
    assert str(caught.value) == "--scheduler needs more packages: pip install 'fmkwave[dask]'"
