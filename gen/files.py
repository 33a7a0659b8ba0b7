"""Bytes → a file that appears whole or not at all; a file → its sha256."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

_CHUNK = 1 << 20


def sha256(data: bytes) -> str:
    """The hexadecimal sha256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(path: Path) -> str | None:
    """The hexadecimal sha256 of the file at `path`; None where there is none."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` into the file at `path`, with its folders: first under a temporary name, renamed at the end.

    Raises OSError where that cannot be done; what stood at `path` before is then untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)  # mkstemp's 0600 would lock colleagues out of a shared folder
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def backup_name(path: Path) -> Path:
    """A free name beside `path` for what a person wrote: `ke-hoach.ban-cu-1.docx`."""
    number = 1
    while (candidate := path.with_name(f"{path.stem}.ban-cu-{number}{path.suffix}")).exists():
        number += 1
    return candidate
