"""Sizes → how long `gen build` takes as a user runs it, once with everything to do and once with nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.data import NATIONAL, NATIONAL_UNITS, ROOT, SEED, enlarged_to

_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Build:
    """One plan, built twice: `units` get documents; memory is that of all processes of the first build together."""

    plan: str
    units: int
    documents: int
    seconds: float
    again: float
    peak_kib: int


def time_builds(folder: Path, sizes: list[int]) -> Iterator[Build]:
    """A build of each size: the unchanged plan of Tuần Giáo for the smallest, communes repeated for the largest."""
    for size in sizes:
        plan, name = _plan(folder / f"plan-{size}", size)
        out = folder / f"out-{size}"
        seconds, peak = _run(plan, out)
        again, _peak = _run(plan, out)
        documents = list(out.rglob("*.docx"))
        units = len({path.parent for path in documents})
        yield Build(name, units, len(documents), seconds, again, peak)
        shutil.rmtree(out)


def _plan(folder: Path, size: int) -> tuple[Path, str]:
    base = NATIONAL if size >= NATIONAL_UNITS and NATIONAL.is_file() else SEED
    plan, name = enlarged_to(base, size, folder), str(base.relative_to(ROOT))
    return plan, name if plan == base else f"{name}, communes repeated"


def _run(plan: Path, out: Path) -> tuple[float, int]:
    """Seconds and the most memory of one `gen build`.

    Raises CalledProcessError with its error output where it fails: the time of a failed build means nothing.
    """
    shown = plan.relative_to(ROOT) if plan.is_relative_to(ROOT) else plan
    command = [*_gen(), "build", str(shown), "--templates", "templates", "--no-pdf", "--out", str(out)]
    start = perf_counter()
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors) as process,
    ):
        peak, polls = 0, 0
        while process.poll() is None:
            polls += 1
            if polls % 10 == 0:
                peak = max(peak, _together_kib(process.pid))
            sleep(_POLL_SECONDS / 10)
        seconds = perf_counter() - start
        if process.returncode:
            errors.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, stderr=errors.read())
    return seconds, peak


def _gen() -> list[str]:
    """The command installed with this Python."""
    installed = Path(sys.executable).parent / "gen"
    return [str(installed)] if installed.is_file() else [sys.executable, "-c", "from gen.cli import main; main()"]


def _together_kib(pid: int) -> int:
    """The memory of a process and all its children; a page that several share counts once (Linux's Pss)."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:  # it has just ended, or this is not Linux
        return 0
    own = next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return own + sum(_together_kib(int(child)) for child in below)
