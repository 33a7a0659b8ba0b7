"""A plan, or a folder of results → one program at a time: the next one waits a while, and is then refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gen import diagnostics
from gen.errors import BuildError, Location

WAIT_SECONDS = 60


def results_lock_path(results: Path) -> Path:
    """The lock of a folder of results. It lies beside the folder, which holds nothing but what was made."""
    return results.with_name(f".{results.name}.lock")


def plan_lock_path(plan: Path) -> Path:
    """The lock of what lies beside the plan in the file `plan`: the register. As every lock it stays there, empty."""
    return plan.with_name(f".{plan.stem}.lock")


@contextmanager
def locked(
    paths: list[Path], on_wait: Callable[[], object] = lambda: None, seconds: float = WAIT_SECONDS
) -> Iterator[None]:
    """Hold the locks at `paths`, in that order, which is the same for all; the same thread may hold them already.

    `on_wait` is called where another program holds one. Raises BuildError BUILD-028 where it still does so many
    `seconds` later. A folder in which no lock can be made is one in which nothing can be written, as what follows says.
    """
    with ExitStack() as held:
        for path in paths:
            held.enter_context(_locked(path, on_wait, seconds))
        yield


@contextmanager
def _locked(path: Path, on_wait: Callable[[], object], seconds: float) -> Iterator[None]:
    from filelock import FileLock, Timeout  # not above: where nothing is to be done, nothing is locked

    lock = FileLock(path, is_singleton=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            lock.acquire(timeout=seconds)
    except Timeout:
        raise BuildError.one(diagnostics.build.IN_USE.at(Location(str(path.parent)), name=path.parent)) from None
    except OSError:
        yield
        return
    try:
        yield
    finally:
        lock.release()
