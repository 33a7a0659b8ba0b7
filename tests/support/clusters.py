"""A real Dask scheduler with workers, and an S3 server, all on this machine's loopback."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client

ROOT = Path(__file__).parents[2]
_PATIENCE = 30


@dataclass
class RunningCluster:
    """A scheduler at `address`, and the processes of its workers."""

    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start one more worker, and wait until the scheduler knows it."""
        before = self.known()
        command = ["worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        process = _dask(*command, **environment)
        self.workers.append(process)
        _until(lambda: self.known() > before)
        return process

    def known(self) -> int:
        """How many workers the scheduler knows."""
        with Client(self.address, set_as_default=False) as client:
            return len(client.nthreads())

    def end(self) -> None:
        """Kill what is left of it."""
        for process in self.workers:
            process.kill()
            process.wait()


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[RunningCluster]:
    """A scheduler and `workers` worker processes."""
    told = folder / "scheduler.json"
    scheduler = _dask(
        "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)
    )
    try:
        _until(told.exists)
        found = RunningCluster(_address(told))
        try:
            for _worker in range(workers):
                found.add_worker()
            yield found
        finally:
            found.end()
    finally:
        scheduler.kill()
        scheduler.wait()


def _dask(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    paths = str(ROOT)
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        env={**os.environ, "PYTHONPATH": paths, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _address(told: Path) -> str:
    import json

    while True:
        try:
            return str(json.loads(told.read_text(encoding="utf-8"))["address"])
        except ValueError:  # still being written
            time.sleep(0.05)


def _until(condition: object) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "the cluster did not come up"
        time.sleep(0.05)
