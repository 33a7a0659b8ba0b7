"""A job and what fills in one document → how long that takes and how much memory the process uses at most."""

from __future__ import annotations

import json
import resource
import sys
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.data import DOCUMENTS, Entry, read_entries

LEAST_DOCUMENTS = 40
"""The number of units that are timed even after the allowed time."""


@dataclass(frozen=True, slots=True)
class Job:
    """A contender's job: the most units, and the seconds; files go to `out`."""

    data: str
    templates: dict[str, str]
    out: str
    units: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a contender did: `once` are the seconds for what it does once for all documents.

    The median is of single units, in seconds for both documents: occasional load on the machine is not in it.
    `notes` count a contender's notes about documents that it did not make in its usual way.
    """

    documents: int
    seconds: float
    median: float
    once: float
    peak_kib: int
    size: int
    notes: dict[str, int] = field(default_factory=dict)

    @property
    def ms(self) -> float:
        """Milliseconds a document."""
        return self.seconds / self.documents * 1000

    @property
    def median_ms(self) -> float:
        """Milliseconds a document in the middle unit."""
        return self.median / len(DOCUMENTS) * 1000


@dataclass(frozen=True, slots=True)
class Filler:
    """A Python contender, ready: `context` is not timed, `write` is, and returns a note or nothing."""

    context: Callable[[str, Entry], Any]
    write: Callable[[str, Any, Path], str | None]


def file_name(unit: str, document: str) -> str:
    """The file name of a document, the same for every contender."""
    return f"{unit}-{document}.docx"


def peak_kib() -> int:
    """The most memory that this process has held, in KiB.

    Linux's VmHWM counts this program only; ru_maxrss, the fallback, also what the parent held when it forked.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1])
    except (OSError, StopIteration):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // 1024 if sys.platform == "darwin" else peak


def perform(prepare: Callable[[Job], Filler]) -> None:
    """Carry out the job in the file that the command line names, and print the outcome."""
    job = Job(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    start = perf_counter()
    filler = prepare(job)
    once = perf_counter() - start
    print(json.dumps(asdict(_timed(job, filler, once))))


def _timed(job: Job, filler: Filler, once: float) -> Outcome:
    out = Path(job.out)
    notes: Counter[str] = Counter()
    each, seconds, size = array("d"), 0.0, 0  # an array, so that the times themselves add little memory
    for number, entry in enumerate(read_entries(Path(job.data))):
        if number == 0:
            _one_unit(filler, entry, out, Counter())  # a warm-up, not timed
        if number == job.units or (seconds > job.seconds and len(each) * len(DOCUMENTS) >= LEAST_DOCUMENTS):
            break
        took, wrote = _one_unit(filler, entry, out, notes)
        each.append(took)
        seconds, size = seconds + took, size + wrote
    return Outcome(len(each) * len(DOCUMENTS), seconds, median(each), once, peak_kib(), size, dict(notes))


def _one_unit(filler: Filler, entry: Entry, out: Path, notes: Counter[str]) -> tuple[float, int]:
    seconds, size = 0.0, 0
    for document in DOCUMENTS:
        context = filler.context(document, entry)
        path = out / file_name(entry.unit, document)
        start = perf_counter()
        note = filler.write(document, context, path)
        seconds += perf_counter() - start
        notes.update([note] if note else [])
        size += path.stat().st_size
    return seconds, size
