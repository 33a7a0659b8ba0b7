"""Bytes → a file that appears whole or not at all; a file → its sha256."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_CHUNK = 1 << 20
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_MODE = 0o644
"""As any new file has: colleagues may read it in a shared folder."""
_ATTEMPTS = 3
"""So often a temporary file may be swept away by another program before the work is given up."""
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


def holds(path: Path, data: bytes) -> bool:
    """Whether the file at `path` has exactly these bytes: it is then as a command that was cut off left it."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def digest_sources(*folders: Path) -> str:
    """The sha256 of the Python modules in and below `folders`: it differs wherever their code does."""
    modules = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return sha256("".join(f"{path.name}\0{path.read_text('utf-8')}\0" for path in modules).encode())


def write_atomically(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Write `data` to the file at `path`, and make its folders: first under a temporary name, renamed at the end.

    Raises OSError where that fails; the file that was at `path` before is then unchanged. With `durable` the bytes are
    on the disk before they have their name, and the name before this returns: so for all that nothing can make again.
    """
    _write_aside(path, lambda temporary: _write(temporary, data, durable=durable), os.replace)
    if durable:
        sync_folder(path.parent)


def write_exclusively(path: Path, data: bytes, mode: int = _MODE) -> None:
    """Write `data` to the new file at `path`, whole or not at all, and onto the disk.

    Raises FileExistsError where there is one, even if another program made it just now; OSError where it fails.
    """
    _write_aside(path, lambda temporary: _write(temporary, data, durable=True, mode=mode), _give_free_name)
    sync_folder(path.parent)


def copy_atomically(source: Path, folder: Path, path_of: Callable[[str], Path], modified: float) -> str:
    """Copy the file at `source`, of any size, onto the disk at `path_of` its sha256, in or below `folder`; the sha256.

    The copy is put together in `folder`, and bears `modified` (seconds since 1970) as the time of its last change; one
    that is there already stays. Raises OSError where that fails; there is then no copy.
    """
    digest = ""

    def copy(temporary: Path) -> None:
        nonlocal digest
        folder.mkdir(parents=True, exist_ok=True)
        digest = _copy(source, temporary)

    def place(temporary: Path, _path: Path) -> None:
        target = path_of(digest)
        if file_sha256(target) == digest:
            os.unlink(temporary)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        os.utime(temporary, (modified, modified))
        os.replace(temporary, target)
        sync_folder(target.parent)

    _write_aside(folder / source.name, copy, place)
    return digest


def _write_aside(path: Path, write: Callable[[Path], None], place: Callable[[Path, Path], None]) -> None:
    """Let `write` fill a temporary file beside `path`, which `place` then gives its name; nothing is left of it."""
    temporary = path.with_name(f".{path.name[:_MAX_NAME]}.{os.getpid()}-{threading.get_ident()}.part")
    for attempt in range(_ATTEMPTS):
        try:
            write(temporary)
            place(temporary, path)
        except FileNotFoundError:
            # Another program took it for a killed one's, and swept it away.
            if attempt + 1 == _ATTEMPTS or temporary.exists():
                _discard(temporary)
                raise
        except BaseException:
            _discard(temporary)
            raise
        else:
            return


def _discard(temporary: Path) -> None:
    with suppress(OSError):
        os.unlink(temporary)


def _give_free_name(temporary: Path, path: Path) -> None:
    """Raises FileExistsError where there is a file of that name."""
    try:
        os.link(temporary, path)  # a rename would replace a file that appeared meanwhile, a link does not
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # a file system without links
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        try:
            os.replace(temporary, path)
        except BaseException:
            os.unlink(path)
            raise
    else:
        os.unlink(temporary)


def _copy(source: Path, target: Path) -> str:
    """The sha256 of what was copied: the source may change meanwhile."""
    digest = hashlib.sha256()
    with open(source, "rb") as file, os.fdopen(os.open(target, _NEW_FILE, _MODE), "wb") as copy:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


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
    """Remove the temporary files of processes killed while they wrote one of `paths`.

    One that is writing just now writes again: see `write_atomically`.
    """
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
    """Remove the temporary files of killed processes in `folder` and below it."""
    for parent, _folders, names in os.walk(folder):
        for name in names:
            if _PART.fullmatch(name):
                with suppress(OSError):
                    os.unlink(os.path.join(parent, name))


def _write(path: Path, data: bytes, *, durable: bool, mode: int = _MODE) -> None:
    try:
        handle = os.open(path, _NEW_FILE, mode)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, _NEW_FILE, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(handle)


def list_files(folder: Path) -> Iterator[tuple[Path, OSError | None]]:
    """The files in `folder` by their names, and then those below it; of a folder that cannot be read, why."""
    problems: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=problems.append):
        folders.sort()
        for name in sorted(names):
            if os.path.isfile(path := os.path.join(parent, name)):
                yield Path(path), None
    for problem in problems:
        yield Path(str(problem.filename or folder)), problem


def read_regular_file(path: Path, most: int) -> bytes:
    """At most so many bytes of the file at `path`.

    Raises OSError where it cannot be read, FileNotFoundError where it is no file but a device or a pipe, which might
    never end.
    """
    with open(path, "rb", opener=_open_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return file.read(most)


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


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
