"""Bytes → a file that appears whole or not at all; a file → its sha256."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

_CHUNK = 1 << 20
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_MAX_NAME = 200
"""The bytes of a file's own name in its temporary name, which may have 255."""
_PART = re.compile(r"\.(?P<name>.+)\.\d+-\d+\.part", re.DOTALL)


def sha256(data: bytes) -> str:
    """The hexadecimal sha256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def file_sha256(path: Path | str) -> str | None:
    """The hexadecimal sha256 of the file at `path`; None where there is none."""
    try:
        file = open(path, "rb", buffering=0)  # noqa: SIM115 – closed below; unbuffered, since thousands are read whole
    except FileNotFoundError:
        return None
    with file:
        if os.fstat(file.fileno()).st_size <= _CHUNK:
            return sha256(file.readall())
        digest = hashlib.sha256()
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
        return digest.hexdigest()


def digest_sources(*folders: Path) -> str:
    """The sha256 of the Python modules in and below `folders`: it differs wherever their code does."""
    modules = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return sha256("".join(f"{path.name}\0{path.read_text('utf-8')}\0" for path in modules).encode())


def write_atomically(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Write `data` to the file at `path`, and make its folders: first under a temporary name, renamed at the end.

    Raises OSError where that fails; the file that was at `path` before is then unchanged. With `durable` the bytes are
    on the disk before they have their name, and the name before this returns: so for all that nothing can make again.
    """
    temporary = path.with_name(f".{path.name[:_MAX_NAME]}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        _write(temporary, data, durable=durable)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    if durable:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk; Windows does that by itself, and some shares cannot."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_tree(folder: Path) -> None:
    """Bring every file in and below `folder` to the disk, and their names. Raises OSError where that fails."""
    for parent, _folders, names in os.walk(folder):
        for name in names:
            sync_file(Path(parent, name))
        sync_folder(Path(parent))


def sync_file(path: Path) -> None:
    """Bring a file's bytes to the disk. Raises OSError where that fails."""
    handle = os.open(path, os.O_RDWR)  # Windows brings nothing to the disk through a handle that only reads
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_tree(folder: Path) -> None:
    """Remove a folder and all in it, as far as the system allows; what is write-protected too.

    Windows removes no file that is write-protected, other systems nothing from such a folder. No link is followed.
    """
    with suppress(OSError):
        os.chmod(folder, 0o700)
    with suppress(OSError):
        for entry in [*os.scandir(folder)]:
            if entry.is_dir(follow_symlinks=False):
                remove_tree(Path(entry))
            else:
                _remove_file(entry.path)
        os.rmdir(folder)


def _remove_file(path: str) -> None:
    with suppress(OSError):
        try:
            os.unlink(path)
        except PermissionError:
            os.chmod(path, 0o600)
            os.unlink(path)


def remove_leftovers(paths: Iterable[Path]) -> None:
    """Remove the temporary files of processes killed while they wrote one of `paths`; none may be writing them."""
    names: dict[Path, set[str]] = {}
    for path in paths:
        names.setdefault(path.parent, set()).add(path.name[:_MAX_NAME])
    for folder, known in names.items():
        with suppress(OSError):
            for found in [*os.scandir(folder)]:
                left = _PART.fullmatch(found.name)
                if left and left["name"] in known:
                    os.unlink(found)


def is_temporary(name: str) -> bool:
    """Whether `write_atomically` gives files such a name before they have their own."""
    return _PART.fullmatch(name) is not None


def remove_all_leftovers(folder: Path) -> None:
    """Remove the temporary files of killed processes in `folder` and below it; no process may be writing there."""
    for parent, _folders, names in os.walk(folder):
        for name in names:
            if _PART.fullmatch(name):
                with suppress(OSError):
                    os.unlink(os.path.join(parent, name))


def _write(path: Path, data: bytes, *, durable: bool) -> None:
    try:
        handle = os.open(path, _NEW_FILE, 0o644)  # as any new file: colleagues may read it in a shared folder
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, _NEW_FILE, 0o644)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(handle)


def free_backup_path(path: Path) -> Path:
    """A free path beside `path` for a person's version: `ke-hoach.ban-cu-1.docx`."""
    return path.with_name(free_backup_name(path.name, lambda name: path.with_name(name).exists()))


def free_backup_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """A name for a person's version of the file `name` for which `is_taken` is false."""
    stem, suffix = os.path.splitext(name)
    number = 1
    while is_taken(candidate := f"{stem}.ban-cu-{number}{suffix}"):
        number += 1
    return candidate
