"""Batches of jobs → their outcomes, run in threads, each reported in the thread of the caller."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from queue import SimpleQueue

from gen.pdf.engines.protocol import ConversionJob, ConversionOutcome, OutcomeCallback

JobBatch = Sequence[ConversionJob]


def available_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def split_jobs(jobs: Sequence[ConversionJob], workers: int, largest: int) -> list[JobBatch]:
    """`jobs` in order, cut into equal batches of at most `largest`: as many for each worker, so that none waits."""
    rounds = -(-len(jobs) // (workers * largest))
    count = min(len(jobs), rounds * workers)
    bounds = [len(jobs) * n // count for n in range(count + 1)] if count else []
    return [jobs[start:end] for start, end in pairwise(bounds)]


def run_in_threads(
    work: Callable[[JobBatch, OutcomeCallback], list[ConversionOutcome]],
    batches: Sequence[JobBatch],
    workers: int,
    on_done: OutcomeCallback | None,
    stop: Callable[[], None],
) -> list[ConversionOutcome]:
    """The outcomes of `work` on every batch, in order.

    `work` calls its second argument with each outcome, once, as soon as it is certain; `on_done` is called after it.
    On any exception, Ctrl-C included, `stop` is called (it ends what the threads wait for), and it is raised again.
    """
    reported: SimpleQueue[ConversionOutcome | None] = SimpleQueue()
    with ThreadPoolExecutor(workers) as pool:
        try:
            futures = [pool.submit(work, batch, reported.put) for batch in batches]
            for future in futures:
                future.add_done_callback(lambda _done: reported.put(None))
            ended = 0
            while ended < len(futures):
                outcome = reported.get()
                if outcome is None:
                    ended += 1
                elif on_done:
                    on_done(outcome)
            return [outcome for future in futures for outcome in future.result()]
        except BaseException:
            stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
