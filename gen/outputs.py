"""The bytes of a result → its file, whole or not at all, and never over another's work unless asked to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gen.errors import Diagnostic, GenError, Severity
from gen.files import write_whole
from gen.locale import _


def put(path: Path, data: bytes, code: str) -> None:
    """Put `data` into the file at `path`, whole or not at all; raises GenError with `code` where that fails."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise GenError.one(code, _("{path} cannot be written").format(path=path), str(error.strerror)) from None


def put_new(files: Mapping[Path, bytes], code: str, *, force: bool) -> None:
    """As `put`, where no such files are yet; over those that are there only with `force`: somebody may work on them."""
    there = [path for path in files if path.exists()]
    if there and not force:
        hint = _("name another place, or replace it with --force")
        raise GenError([Diagnostic(code, Severity.ERROR, _("{path} is there already").format(path=path), None, hint)
                        for path in there])  # fmt: skip
    for path, data in files.items():
        put(path, data, code)
