"""The bytes of a result → its file, whole or not at all; an existing file is replaced only on request."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from gen import diagnostics
from gen.diagnostics.mistake import Mistake
from gen.errors import GenError
from gen.files import holds, remove_leftovers, write_atomically
from gen.os_errors import describe_os_error


def write_output(path: Path, data: bytes, not_writable: Mistake) -> None:
    """Write `data` to the file at `path`, whole or not at all; raises GenError `not_writable` where that fails.

    What killed processes left of such a file is swept away.
    """
    remove_leftovers([path])
    try:
        write_atomically(path, data)
    except OSError as error:
        raise GenError.one(not_writable.at(path=path, hint=describe_os_error(error))) from None


def write_new_outputs(files: Mapping[Path, bytes], *, force: bool) -> None:
    """Write new `files`; existing ones are replaced only with `force`, since somebody may be working on them.

    One that has the wanted bytes already is as it should be. Raises GenError RET-007 for every other existing file,
    before anything is written, or RET-006 where one cannot be written.
    """
    existing = [path for path, data in files.items() if os.path.lexists(path) and not (force or holds(path, data))]
    if existing:
        raise GenError(diagnostics.returns.FILE_THERE_ALREADY.at(path=path) for path in existing)
    for number, (path, data) in enumerate(files.items()):
        if holds(path, data):
            remove_leftovers([path])
            continue
        try:
            write_output(path, data, diagnostics.returns.NOT_WRITABLE)
        except GenError as error:
            raise GenError(error.diagnostics, is_partly_done=number > 0) from None
