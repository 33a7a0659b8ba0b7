"""A folder's name → the files in it: on this machine, or at an address such as s3://bucket/folder (by fsspec).

Paths within a folder are relative and written with `/`. Every file appears whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from gen import diagnostics
from gen.errors import BuildError
from gen.files import file_sha256, free_backup_name, free_backup_path, sha256, write_atomically


class Folder(Protocol):
    """A folder for outputs. Every method but `paths` raises OSError where the file system does not allow it."""

    def __str__(self) -> str:
        """Its name, as the user knows it."""

    def display_path(self, path: str) -> str:
        """The name of a file in it, as the user knows it."""

    def paths(self) -> set[str]:
        """Every file in it; none where it does not exist yet."""

    def folders(self) -> list[str]:
        """The names of the folders in it; none where it does not exist yet."""

    def sha256(self, path: str) -> str | None:
        """The hexadecimal sha256 of a file; None where there is none."""

    def read(self, path: str) -> bytes:
        """A file's bytes."""

    def write(self, path: str, data: bytes, *, durable: bool = False) -> None:
        """Write `data` to a file, and make its folders; `durable`: a power cut leaves the old file or the new one."""

    def remove(self, path: str) -> None:
        """Remove a file."""

    def set_aside(self, path: str) -> None:
        """Rename a file to a free name beside its own: `ke-hoach.ban-cu-1.docx`."""

    def move(self, path: str, target: str) -> None:
        """Rename a file to `target`, which is overwritten where it exists."""

    def backup_name(self, path: str) -> str:
        """The file name that `set_aside` would give."""

    def subfolder(self, name: str) -> Folder:
        """A folder in it."""


def open_folder(name: str) -> Folder:
    """The folder called `name`: an address has a `://` in it, anything else is a folder of this machine.

    Raises BuildError BUILD-009 for an address that cannot be used here.
    """
    if "://" not in name:
        return LocalFolder(Path(name))
    try:
        folder = RemoteFolder(*_open_address(name))
        folder.folders()
        return folder
    except (ImportError, ValueError, OSError) as error:
        raise BuildError.one(diagnostics.build.ADDRESS_NOT_USABLE.at(name=name, reason=error)) from None


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """A folder of this machine, or a shared one that is mounted on it."""

    root: Path

    def __str__(self) -> str:
        return str(self.root)

    def display_path(self, path: str) -> str:
        """See `Folder`."""
        return str(self.root / path)

    def paths(self) -> set[str]:
        """See `Folder`."""
        found: set[str] = set()
        for folder, _folders, names in os.walk(self.root):
            inner = Path(folder).relative_to(self.root).as_posix()
            found.update(name if inner == "." else f"{inner}/{name}" for name in names)
        return found

    def folders(self) -> list[str]:
        """See `Folder`."""
        return sorted(entry.name for entry in self.root.iterdir() if entry.is_dir()) if self.root.is_dir() else []

    def sha256(self, path: str) -> str | None:
        """See `Folder`."""
        return file_sha256(
            os.path.join(self.root, path)
        )  # called thousands of times: making a Path takes longer than reading the file

    def read(self, path: str) -> bytes:
        """See `Folder`."""
        return (self.root / path).read_bytes()

    def write(self, path: str, data: bytes, *, durable: bool = False) -> None:
        """See `Folder`."""
        write_atomically(self.root / path, data, durable=durable)

    def remove(self, path: str) -> None:
        """See `Folder`."""
        os.unlink(self.root / path)

    def set_aside(self, path: str) -> None:
        """See `Folder`."""
        target = self.root / path
        os.replace(target, free_backup_path(target))

    def move(self, path: str, target: str) -> None:
        """See `Folder`."""
        os.replace(self.root / path, self.root / target)

    def backup_name(self, path: str) -> str:
        """See `Folder`."""
        return free_backup_path(self.root / path).name

    def subfolder(self, name: str) -> LocalFolder:
        """See `Folder`."""
        return LocalFolder(self.root / name)


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A folder at an address; each file is sent in one piece, and appears when it has arrived."""

    file_system: Any
    root: str
    name: str

    def __str__(self) -> str:
        return self.name

    def display_path(self, path: str) -> str:
        """See `Folder`."""
        return f"{self.name}/{path}"

    def paths(self) -> set[str]:
        """See `Folder`."""
        start = len(self.root.rstrip("/")) + 1
        try:
            with _as_os_errors():
                self.file_system.invalidate_cache()
                return {str(path)[start:] for path in self.file_system.find(self.root)}
        except FileNotFoundError:
            return set()

    def folders(self) -> list[str]:
        """See `Folder`."""
        try:
            with _as_os_errors():
                self.file_system.invalidate_cache()
                listed = self.file_system.ls(self.root, detail=True)
        except FileNotFoundError:
            return []
        return sorted(str(e["name"]).rstrip("/").rpartition("/")[2] for e in listed if e["type"] == "directory")

    def sha256(self, path: str) -> str | None:
        """See `Folder`."""
        try:
            return sha256(self.read(path))
        except FileNotFoundError:
            return None

    def read(self, path: str) -> bytes:
        """See `Folder`."""
        with _as_os_errors():
            return bytes(self.file_system.cat_file(self._address(path)))

    def write(self, path: str, data: bytes, *, durable: bool = False) -> None:
        """See `Folder`; a store keeps what it has taken."""
        target = self._address(path)
        with _as_os_errors():
            self.file_system.makedirs(target.rpartition("/")[0], exist_ok=True)
            self.file_system.pipe_file(target, data)

    def remove(self, path: str) -> None:
        """See `Folder`."""
        with _as_os_errors():
            self.file_system.rm_file(self._address(path))

    def set_aside(self, path: str) -> None:
        """See `Folder`."""
        folder = path.rpartition("/")[0]
        with _as_os_errors():
            self.file_system.mv(
                self._address(path),
                self._address(f"{folder}/{self.backup_name(path)}" if folder else self.backup_name(path)),
            )

    def move(self, path: str, target: str) -> None:
        """See `Folder`."""
        with _as_os_errors():
            self.file_system.mv(self._address(path), self._address(target))

    def backup_name(self, path: str) -> str:
        """See `Folder`."""
        parent, _slash, name = self._address(path).rpartition("/")
        return free_backup_name(name, lambda candidate: bool(self.file_system.exists(f"{parent}/{candidate}")))

    def subfolder(self, name: str) -> RemoteFolder:
        """See `Folder`."""
        return RemoteFolder(self.file_system, f"{self.root}/{name}", f"{self.name}/{name}")

    def _address(self, path: str) -> str:
        return f"{self.root}/{path}"


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """Raise the errors of a remote store as OSError: each library has errors of its own."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(str(error)) from error


def _open_address(name: str) -> tuple[Any, str, str]:
    """The file system of an address by fsspec, the path in it, and the address without a slash at its end."""
    import fsspec  # optional: needed only for addresses

    files, root = fsspec.core.url_to_fs(name, use_listings_cache=False)
    return files, str(root).rstrip("/"), name.rstrip("/")
