"""A received file → a file under the checksum of its bytes, which is never overwritten."""

from __future__ import annotations

import os
import re
from datetime import datetime
from functools import partial
from pathlib import Path

from gen.files import copy_atomically, file_sha256, sha256, write_atomically

_DIGITS = 64
_FOLDER = re.compile(r"[0-9a-f]{2}")
_NAME = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,8})?")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


def store_file(folder: Path, source: Path, received: datetime) -> str:
    """Copy the file at `source`, of any size, into `folder`, and onto the disk; its sha256.

    A new file bears the moment at which it was received as the time of its last change: so much is known of it even
    without the database. Raises OSError where that fails.
    """
    path_of = partial(stored_path, folder, name=source.name)
    return copy_atomically(source, folder, path_of, received.timestamp())


def store_bytes(folder: Path, data: bytes, name: str, received: datetime) -> str:
    """Write `data` into `folder`, and onto the disk; its sha256. Raises OSError where that fails."""
    digest = sha256(data)
    target = stored_path(folder, digest, name)
    if file_sha256(target) != digest:
        write_atomically(target, data, durable=True)
        os.utime(target, (received.timestamp(), received.timestamp()))
    return digest


def list_stored(folder: Path) -> dict[str, Path]:
    """Every file in `folder`, by the sha256 that it is named by. Raises OSError where the folder cannot be read."""
    found: dict[str, Path] = {}
    for inner in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _FOLDER.fullmatch(inner.name):
            found |= {path.name[:_DIGITS]: path for path in inner.iterdir() if _NAME.fullmatch(path.name)}
    return found


def stored_path(folder: Path, digest: str, name: str) -> Path:
    """The path of the file with that sha256: its first two digits are the folder; of `name` only the suffix is used."""
    return folder / digest[:2] / stored_name(digest, name)


def stored_name(digest: str, name: str) -> str:
    """The name under which a file is kept that has that sha256 and was called `name`."""
    suffix = Path(name).suffix.lower()
    return digest + (suffix if _SUFFIX.fullmatch(suffix) else "")
