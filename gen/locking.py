"""A plan → one program at a time that changes what was made of it: the next one waits a while, and is then refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gen import diagnostics
from gen.errors import BuildError, Location

WAIT_SECONDS = 60


@contextmanager
def locked(plan: Path, on_wait: Callable[[], object] = lambda: None, seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock of the plan in the file `plan`, its results and its register. The same thread may hold it already.

    It is a file beside the plan, which stays there, empty; the system frees it when its program ends, however that
    comes. `on_wait` is called where another program holds it. Raises BuildError BUILD-028 where it still does so many
    `seconds` later. Where no lock can be made, because nothing can be written beside the plan, there is none.
    """
    from filelock import FileLock, Timeout  # not above: where nothing is to be done, nothing is locked

    lock = FileLock(plan.with_name(f".{plan.stem}.lock"), is_singleton=True)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            lock.acquire(timeout=seconds)
    except Timeout:
        raise BuildError.one(diagnostics.build.IN_USE.at(Location(str(plan)), name=plan.name)) from None
    except OSError:
        yield
        return
    try:
        yield
    finally:
        lock.release()
