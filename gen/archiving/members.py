"""A bag, as a folder or as a zip → its files, read where they lie: nothing is unpacked, no link is followed."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from gen import diagnostics
from gen.archiving.layout import ALGORITHMS
from gen.errors import Diagnostic, Location
from gen.locale import _

_CHUNK = 1 << 20
UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading a member raises where a disk or a zip is damaged; NotImplementedError: packed in a way unknown here."""


class Members(Protocol):
    """The files of one bag; paths are relative to its root, with `/`."""

    @property
    def name(self) -> str:
        """The bag's own name."""

    @property
    def place(self) -> str:
        """Where it lies, as the user knows it."""

    @property
    def sizes(self) -> dict[str, int]:
        """Every file that may be read, hidden ones too, with its size in bytes."""

    @property
    def empty_folders(self) -> tuple[str, ...]:
        """Folders in which there is nothing."""

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What was refused unread: links, devices, names that lead elsewhere (ARC-041, ARC-042)."""

    def open(self, path: str) -> IO[bytes]:
        """A file for reading. Raises one of UNREADABLE."""


def read(members: Members, path: str, limit: int) -> bytes | None:
    """A file's bytes; None where it is missing, larger than `limit` or cannot be read."""
    if members.sizes.get(path, limit + 1) > limit:
        return None
    try:
        with members.open(path) as file:
            data = file.read(limit + 1)
    except UNREADABLE:
        return None
    return data if len(data) <= limit else None


def digests(members: Members, path: str) -> dict[str, str] | None:
    """The checksums of a file by every algorithm, read once; None where it cannot be read."""
    hashes = {algorithm: hashlib.new(algorithm) for algorithm in ALGORITHMS}
    try:
        with members.open(path) as file:
            while chunk := file.read(_CHUNK):
                for digest in hashes.values():
                    digest.update(chunk)
    except UNREADABLE:
        return None
    return {algorithm: digest.hexdigest() for algorithm, digest in hashes.items()}


def at(members: Members, path: str = "") -> Location:
    """The place of a file of the bag, or of the bag."""
    return Location(f"{members.place}/{path}" if path else members.place)


@dataclass(slots=True)
class FolderMembers:
    """A bag that is a folder of this machine."""

    root: Path
    sizes: dict[str, int] = field(default_factory=dict)
    empty_folders: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    def __post_init__(self) -> None:
        found: list[Diagnostic] = []
        self.empty_folders = tuple(sorted(self._walk(found)))
        self.findings = tuple(found)

    @property
    def name(self) -> str:
        """See `Members`."""
        return self.root.resolve().name

    @property
    def place(self) -> str:
        """See `Members`."""
        return str(self.root)

    def open(self, path: str) -> IO[bytes]:
        """See `Members`."""
        # A link may have taken the file's place since it was looked at; O_NOFOLLOW is not known on Windows.
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        return os.fdopen(os.open(self.root / path, flags), "rb")

    def _walk(self, found: list[Diagnostic]) -> Iterator[str]:
        """Note every file and what is refused; the empty folders."""
        waiting = [""]
        while waiting:
            inner = waiting.pop()
            try:
                entries = sorted(os.scandir(self.root / inner), key=lambda entry: entry.name)
            except OSError as error:
                found.append(_refused(f"{self.place}/{inner}", _unreadable(error)))
                continue
            if not entries and inner:
                yield inner.rstrip("/")
            waiting += [f"{inner}{entry.name}/" for entry in entries if self._take(entry, inner, found)]

    def _take(self, entry: os.DirEntry[str], inner: str, found: list[Diagnostic]) -> bool:
        """Note one entry of a folder; whether it is a folder to be looked into."""
        place = f"{self.place}/{inner}{entry.name}"
        try:
            if _is_link(entry):
                found.append(_refused(place, _("it is a link, and leads out of the bag")))
            elif entry.is_dir(follow_symlinks=False):
                return True
            elif entry.is_file(follow_symlinks=False):
                self.sizes[inner + entry.name] = entry.stat(follow_symlinks=False).st_size
            else:
                found.append(_refused(place, _("it is neither a file nor a folder")))
        except OSError as error:
            found.append(_refused(place, _unreadable(error)))
        return False


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Links, and on Windows junctions, which lead elsewhere too (Python tells them from 3.12 on)."""
    return entry.is_symlink() or bool(getattr(entry, "is_junction", lambda: False)())


def _refused(place: str, reason: str) -> Diagnostic:
    name = place.rstrip("/").rpartition("/")[2]
    printable = place.encode("utf-8", "backslashreplace").decode()
    shown = name.encode("utf-8", "backslashreplace").decode()
    return diagnostics.archive.NOT_FOR_A_BAG.at(Location(printable), name=shown, reason=reason)


def _unreadable(error: OSError) -> str:
    return _("it cannot be read ({reason})").format(reason=error.strerror or error)
