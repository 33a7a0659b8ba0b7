"""Stretches of work without the search for circular garbage: afterwards it is as it was before."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from gen.garbage import each_without_garbage_collection, without_garbage_collection


def test_search_goes_on_after_the_last_of_nested_stretches() -> None:
    with without_garbage_collection():
        with without_garbage_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_search_goes_on_after_an_error() -> None:
    with pytest.raises(KeyError), without_garbage_collection():
        raise KeyError
    assert gc.isenabled()


def test_search_stays_off_where_the_caller_had_turned_it_off() -> None:
    gc.disable()
    try:
        with without_garbage_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_search_goes_on_after_stretches_of_two_threads_that_overlap() -> None:
    both_inside, one_left = Barrier(2, timeout=10), Barrier(2, timeout=10)

    def first() -> None:
        with without_garbage_collection():
            both_inside.wait()
        one_left.wait()

    thread = Thread(target=first)
    thread.start()
    with without_garbage_collection():
        both_inside.wait()
        one_left.wait()
        assert not gc.isenabled()
    thread.join()
    assert gc.isenabled()


def test_search_goes_on_between_values_that_are_worked_out_without_it() -> None:
    inside: list[bool] = []

    def values() -> Iterator[int]:
        for number in range(3):
            inside.append(gc.isenabled())
            yield number

    between = [(value, gc.isenabled()) for value in each_without_garbage_collection(values())]
    assert (inside, between) == ([False] * 3, [(0, True), (1, True), (2, True)])
    assert gc.isenabled()


def test_search_goes_on_after_values_that_end_with_an_error_or_are_left() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise KeyError

    left = each_without_garbage_collection(failing())
    assert next(left) == 1
    left.close()  # type: ignore[attr-defined]
    assert gc.isenabled()
    with pytest.raises(KeyError):
        list(each_without_garbage_collection(failing()))
    assert gc.isenabled()
