"""Pieces of work → their results, wherever the work runs: this process, this machine's cores, a Dask cluster.

A piece is a plain function of two values that can be pickled: what all pieces share, and the piece's own. It may be
carried out twice, when the process that had it dies in the middle; so it has to leave the same behind each time.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import forkserver, resource_tracker
from multiprocessing.synchronize import Barrier
from typing import Any, Protocol, TypeVar

from gen import diagnostics
from gen.errors import BuildError
from gen.garbage import without_garbage_collection

S = TypeVar("S")
P = TypeVar("P")
R = TypeVar("R")

_FORKSERVER = "forkserver"

_CONNECT_SECONDS = 20
"""Seconds until a cluster that does not answer counts as gone."""

_START_SECONDS = 120
"""Seconds until a process that does not start counts as dead."""

_MAX_PROCESSES = 60
"""So many processes can Windows wait for at once."""

_ATTEMPTS = 3
"""A piece in whose company a process dies so often is tried alone; if it dies then too, it is given up."""


@dataclass(frozen=True, slots=True)
class PieceResult:
    """What became of the piece at `index`: its `result`; None where every process that took it on died."""

    index: int
    result: Any = None


class Schedule(Protocol):
    """Where work runs."""

    def run_pieces(self, work: Callable[[S, P], R], shared: S, pieces: Sequence[P]) -> Iterator[PieceResult]:
        """The result of `work(shared, piece)` for each piece, as they come.

        Ctrl-C lets the pieces that are under way come to their end, gives their results, and is then raised again;
        so is whatever `work` raises.
        """


class SerialSchedule:
    """One piece after the other, in this process."""

    def run_pieces(self, work: Callable[[S, P], R], shared: S, pieces: Sequence[P]) -> Iterator[PieceResult]:
        """See `Schedule.run_pieces`."""
        for index, piece in enumerate(pieces):
            with without_garbage_collection():
                result = work(shared, piece)
            yield PieceResult(index, result)


@dataclass(frozen=True, slots=True)
class ProcessSchedule:
    """Side by side on `jobs` processes of this machine."""

    jobs: int

    def run_pieces(self, work: Callable[[S, P], R], shared: S, pieces: Sequence[P]) -> Iterator[PieceResult]:
        """See `Schedule.run_pieces`."""
        left = dict(enumerate(pieces))
        for _attempt in range(_ATTEMPTS):
            if not left:
                return
            yield from self._round(work, shared, left, self.jobs)
        for index in sorted(left):
            alone = {index: left[index]}
            yield from self._round(work, shared, alone, 1)
            if alone:
                yield PieceResult(index)

    def _round(self, work: Callable[[S, P], R], shared: S, left: dict[int, P], jobs: int) -> Iterator[PieceResult]:
        """Carry out what is `left` and take it from there, until all is done or a process dies."""
        context, processes = _process_context(work.__module__), min(jobs, len(left), _MAX_PROCESSES)
        # A pool starts its processes as pieces are handed out, and waits for ever for one that it starts while it
        # clears away after another's death. So no piece begins, and none can die of it, before all have started.
        all_started = context.Barrier(processes)
        pool = ProcessPoolExecutor(processes, context, _start_worker, (work, shared, dict(os.environ), all_started))
        futures: dict[Future[R], int] = {}
        try:
            with ctrl_c_afterwards():  # it must not fall between handing a piece out and noting that it was
                _hand_out(pool, dict(left), futures)
            for future in _as_completed(futures):
                if not isinstance(future.exception(), BrokenProcessPool):
                    yield _take_result(future, futures, left)
        except KeyboardInterrupt:
            pool.shutdown(wait=True, cancel_futures=True)
            for future, index in futures.items():
                if index in left and future.done() and not future.cancelled() and future.exception() is None:
                    yield _take_result(future, futures, left)
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _hand_out(pool: ProcessPoolExecutor, pieces: dict[int, P], futures: dict[Future[Any], int]) -> None:
    with suppress(BrokenProcessPool):  # a process died before all was handed out
        for index, piece in pieces.items():
            futures[pool.submit(_run_piece, piece)] = index


def _take_result(future: Future[Any], futures: dict[Future[Any], int], left: dict[int, P]) -> PieceResult:
    index = futures[future]
    result = future.result()
    del left[index]
    return PieceResult(index, result)


def _as_completed(futures: dict[Future[Any], int]) -> Iterator[Future[Any]]:
    """`concurrent.futures.as_completed`, without keeping every result until the end."""
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from sorted(done, key=futures.__getitem__)


def prepare(*modules: str) -> None:
    """Begin to load `modules`, while this process goes on, into the one of which those of `Cores` will be copies."""
    if _FORKSERVER in multiprocessing.get_all_start_methods():
        _process_context(*modules)
        resource_tracker.ensure_running()  # else the next line starts it, and it lets SIGINT through again
        with _without_ctrl_c():
            forkserver.ensure_running()


@contextmanager
def ctrl_c_afterwards() -> Iterator[None]:
    """Ctrl-C is heeded after what goes on inside; it reaches the main thread alone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[tuple[int, Any]] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.SIG_DFL)
    if came and callable(before):
        before(*came[0])


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """What is started meanwhile never sees Ctrl-C, of which it would print a traceback; this process sees it after."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _process_context(*modules: str) -> Any:
    """How processes are started: never as a copy of one that has threads, which may hold a lock for ever."""
    if _FORKSERVER not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context(_FORKSERVER)
    context.set_forkserver_preload([*modules])  # heeded where it does not run yet
    return context


_worker_function: Callable[[Any], Any] | None = None


def _start_worker(
    work: Callable[[Any, Any], Any], shared: Any, environment: dict[str, str], all_started: Barrier
) -> None:
    """A process begins, with the settings of the one that started it; to that it leaves Ctrl-C, and ends with it.

    Raises BrokenBarrierError, of which the pool breaks, where others do not start.
    """
    os.environ.update(environment)
    global _worker_function
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what all pieces share lives as long as the process; it need not be looked through again and again
    threading.Thread(target=_exit_with_parent, daemon=True).start()
    _worker_function = partial(work, shared)
    all_started.wait(_START_SECONDS)


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run_piece(piece: Any) -> Any:
    assert _worker_function is not None
    with without_garbage_collection():
        return _worker_function(piece)


@dataclass(frozen=True, slots=True)
class ClusterSchedule:
    """On the workers of the Dask cluster whose scheduler listens at `address`: tcp://10.0.0.5:8786.

    `describe_generator` says what results depend on besides the work's inputs; it must say the same on every worker.
    """

    address: str
    describe_generator: Callable[[], str]

    def count_threads(self) -> int:
        """How many threads its workers have together.

        Raises BuildError: BUILD-012, BUILD-023, BUILD-024 where the cluster cannot be used, BUILD-013 where it would
        give other results.
        """
        with _connect(self.address) as client:
            threads = client.nthreads()
            if not threads:
                raise BuildError.one(diagnostics.build.CLUSTER_EMPTY.at(address=self.address))
            self._check(client.run(_call_generator, self.describe_generator))
            return sum(threads.values())

    def _check(self, generators: dict[str, str]) -> None:
        here = self.describe_generator()
        different = {worker: words for worker, words in generators.items() if words != here}
        if different:
            worker, words = min(different.items())
            found = diagnostics.build.CLUSTER_DIFFERENT
            raise BuildError.one(found.at(count=len(different), worker=worker, theirs=words, ours=here))

    def run_pieces(self, work: Callable[[S, P], R], shared: S, pieces: Sequence[P]) -> Iterator[PieceResult]:
        """See `Schedule.run_pieces`. Raises BuildError BUILD-012, BUILD-024 where the cluster cannot be used."""
        with _connect(self.address) as client:
            # As a task, not as data: a worker that dies takes data with it, but a task is carried out again.
            everywhere = client.submit(pickle.loads, pickle.dumps(shared), pure=False)
            futures = client.map(partial(_run_on_worker, work), pieces, shared=everywhere, pure=False)
            yield from _completed_results(client, futures)


def _call_generator(describe_generator: Callable[[], str]) -> str:
    return describe_generator()


def _run_on_worker(work: Callable[[S, P], R], piece: P, shared: S) -> R:
    return work(shared, piece)


def _connect(address: str) -> Any:
    try:
        from distributed import Client  # optional: only who has a cluster needs it

        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except ImportError:
        raise BuildError.one(diagnostics.build.CLUSTERS_NOT_INSTALLED.at()) from None
    except (OSError, TimeoutError, ValueError) as error:
        raise BuildError.one(diagnostics.build.CLUSTER_SILENT.at(address=address, reason=error)) from None


def _completed_results(client: Any, futures: list[Any]) -> Iterator[PieceResult]:
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    indexes = {future.key: index for index, future in enumerate(futures)}
    for future in as_completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
        killed = future.status == "error" and isinstance(future.exception(), KilledWorker)
        yield PieceResult(indexes[future.key]) if killed else PieceResult(indexes[future.key], future.result())
        future.release()
