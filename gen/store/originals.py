"""What was received → a file under the checksum of its bytes, which is never written again; and back."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from gen.files import file_sha256, sha256, write_atomically

_ENDING = re.compile(r"\.[a-z0-9]{1,8}")


def store_file(folder: Path, source: Path) -> str:
    """Copy the file at `source`, however large, into `folder`; its sha256. Raises OSError where that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    passing = folder / f".{os.getpid()}.part"
    try:
        shutil.copyfile(source, passing)
        digest = file_sha256(passing)
        if digest is None:
            raise FileNotFoundError(source)
        place = stored_path(folder, digest, source.name)
        if file_sha256(place) != digest:
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(passing, place)
        return digest
    finally:
        passing.unlink(missing_ok=True)


def store_bytes(folder: Path, data: bytes, name: str) -> str:
    """Put `data` into `folder`; its sha256. Raises OSError where that fails."""
    digest = sha256(data)
    place = stored_path(folder, digest, name)
    if file_sha256(place) != digest:
        write_atomically(place, data)
    return digest


def stored_path(folder: Path, digest: str, name: str) -> Path:
    """Where the file with that sha256 lies: two letters of it as a folder; its ending is all that is left of `name`."""
    ending = Path(name).suffix.lower()
    return folder / digest[:2] / (digest + (ending if _ENDING.fullmatch(ending) else ""))
