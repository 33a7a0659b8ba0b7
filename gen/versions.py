"""The format that a file of the program's own states → the reader for it; a newer program's file is known as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Reader = TypeVar("Reader")


class NewerFormatError(Exception):
    """A file states a format that this version does not know: a newer one wrote it, and it is not damaged.

    It is no ValueError, so that nobody who looks out for damage takes it for that.
    """


def select_reader(readers: Mapping[int, Reader], stated: object) -> Reader:
    """The reader for the format `stated`, a number from 1.

    Raises NewerFormatError for a number beyond those known, ValueError for what is no format at all.
    """
    if type(stated) is not int or stated < 1:
        raise ValueError(stated)
    if stated not in readers:
        raise NewerFormatError(stated)
    return readers[stated]
