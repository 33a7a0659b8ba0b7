"""A stretch of work → the most bytes that Python held in it."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def most_bytes_held() -> Iterator[list[int]]:
    """A list that holds the number when the stretch has ended."""
    found: list[int] = []
    tracemalloc.start()
    try:
        yield found
    finally:
        found.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
