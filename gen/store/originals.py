"""A received file → a file under the checksum of its bytes, which is never overwritten."""

from __future__ import annotations

import re
from pathlib import Path

from gen.files import copy_atomically, file_sha256, sha256, write_atomically

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


def store_file(folder: Path, source: Path) -> str:
    """Copy the file at `source`, of any size, into `folder`, and onto the disk; its sha256.

    Raises OSError where that fails.
    """
    return copy_atomically(source, folder, lambda digest: stored_path(folder, digest, source.name))


def store_bytes(folder: Path, data: bytes, name: str) -> str:
    """Write `data` into `folder`, and onto the disk; its sha256. Raises OSError where that fails."""
    digest = sha256(data)
    target = stored_path(folder, digest, name)
    if file_sha256(target) != digest:
        write_atomically(target, data, durable=True)
    return digest


def stored_path(folder: Path, digest: str, name: str) -> Path:
    """The path of the file with that sha256: its first two digits are the folder; of `name` only the suffix is used."""
    suffix = Path(name).suffix.lower()
    return folder / digest[:2] / (digest + (suffix if _SUFFIX.fullmatch(suffix) else ""))
