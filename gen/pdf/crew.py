"""Pieces of work → their outcomes, side by side in threads, told to the caller in the caller's own thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import pairwise

from gen.pdf.engine import Job, OnDone, Outcome

Piece = Sequence[Job]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pieces(jobs: Sequence[Job], workers: int, largest: int) -> list[Piece]:
    """`jobs` in order, cut into equal pieces of at most `largest`: as many for each worker, so that none waits."""
    rounds = -(-len(jobs) // (workers * largest))
    count = min(len(jobs), rounds * workers)
    bounds = [len(jobs) * n // count for n in range(count + 1)] if count else []
    return [jobs[start:end] for start, end in pairwise(bounds)]


def in_threads(
    work: Callable[[Piece], list[Outcome]],
    todo: Sequence[Piece],
    workers: int,
    on_done: OnDone | None,
    stop: Callable[[], None],
) -> list[Outcome]:
    """The outcomes of `work` on every piece, in order; `on_done` hears of each as it comes.

    Whatever is raised meanwhile, Ctrl-C included, calls `stop` (which ends what the threads wait for) and goes on up.
    """
    with ThreadPoolExecutor(workers) as pool:
        try:
            futures = [pool.submit(work, piece) for piece in todo]
            for future in as_completed(futures):
                for outcome in future.result():
                    if on_done:
                        on_done(outcome)
        except BaseException:
            stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [outcome for future in futures for outcome in future.result()]
