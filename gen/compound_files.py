"""The bytes of a compound file from outside (.doc, .xls, .msg) → its streams by their paths, within bounds.

MS-CFB is the format: a file system in a file, whose sectors are chained by a table. Every chain is followed at most
once round all sectors, every entry is looked at once, so that no loop in a damaged or made-up file is followed.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES = 20_000
"""Streams and folders of a file: an e-mail has some hundred."""
MAX_FOLDERS = 16
"""Folders in each other that are looked into: an e-mail in an e-mail has four."""
_HEADER = struct.Struct("<8s16s5H6x9L")
_ENTRY = struct.Struct("<64sHBB3L16sL16xLQ")
_HEADER_FAT_SECTORS = 109
_MAX_REGULAR = 0xFFFFFFFA
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_MINI_CUTOFF, _MINI_SIZE = 4096, 64


class UnreadableCompoundFileError(Exception):
    """Bytes that are no whole compound file."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    start: int
    size: int


class CompoundFile:
    """The streams of a compound file. A path is of names with `/` between them, in the letters of the file."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableCompoundFileError where the header, the table or the directory cannot be read."""
        try:
            self._open(data)
        except (struct.error, IndexError, UnicodeDecodeError):
            raise UnreadableCompoundFileError from None

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams and folders that are in no folder."""
        return frozenset(self._children.get("", ()))

    def children(self, folder: str) -> tuple[str, ...]:
        """The paths of the streams and folders in a folder, sorted; of the file itself with an empty path."""
        return tuple(sorted(self._children.get(folder, ())))

    def __contains__(self, path: str) -> bool:
        return path in self._entries

    def size(self, path: str) -> int:
        """The bytes that a stream states to have; 0 where there is none."""
        entry = self._entries.get(path)
        return entry.size if entry is not None and entry.kind == _STREAM else 0

    def read(self, path: str, most: int | None = None) -> bytes:
        """The bytes of a stream, the first `most` of them; empty where there is none.

        Raises UnreadableCompoundFileError where its chain leads nowhere.
        """
        entry = self._entries.get(path)
        if entry is None or entry.kind != _STREAM:
            return b""
        try:
            return self._read(entry, most)
        except IndexError:
            raise UnreadableCompoundFileError from None

    def _read(self, entry: _Entry, most: int | None) -> bytes:
        size = entry.size if most is None else min(entry.size, most)
        if entry.size >= _MINI_CUTOFF:
            return self._follow(entry.start, size)
        sectors = -(-size // _MINI_SIZE)
        places = self._chain(entry.start, self._mini_fat, sectors)
        found = b"".join(self._mini[place * _MINI_SIZE : (place + 1) * _MINI_SIZE] for place in places)
        return self._whole(found, size)

    def _open(self, data: bytes) -> None:
        head = _HEADER.unpack_from(data)
        if head[0] != SIGNATURE or head[5] not in (9, 12):
            raise UnreadableCompoundFileError
        self._data, self._sector = data, 1 << head[5]
        self._count = max(0, len(data) // self._sector)
        _directory_sectors, _fat_sectors, directory, _transaction, _cutoff, mini_fat, _mini, more, _mores = head[7:16]
        self._fat = self._read_fat(data, more)
        self._mini_fat: tuple[int, ...] = ()
        self._entries: dict[str, _Entry] = {}
        self._children: dict[str, list[str]] = {}
        root = self._read_directory(self._follow(directory))
        self._mini = self._follow(root.start, root.size) if root.size and root.start < _MAX_REGULAR else b""
        table = self._follow(mini_fat) if mini_fat < _MAX_REGULAR else b""
        self._mini_fat = struct.unpack(f"<{len(table) // 4}L", table[: len(table) // 4 * 4])

    def _read_fat(self, data: bytes, more: int) -> tuple[int, ...]:
        """The table of chains: its sectors are listed in the header, and from there in sectors of their own."""
        listed = list(struct.unpack_from(f"<{_HEADER_FAT_SECTORS}L", data, 76))
        for _ in range(self._count):
            if more >= _MAX_REGULAR or len(listed) > self._count:
                break
            found = struct.unpack(f"<{self._sector // 4}L", self._sector_at(more))
            listed += found[:-1]
            more = found[-1]
        table = b"".join(self._sector_at(place) for place in listed[: self._count + 1] if place < _MAX_REGULAR)
        return struct.unpack(f"<{len(table) // 4}L", table)

    def _sector_at(self, place: int) -> bytes:
        start = (place + 1) * self._sector
        found = self._data[start : start + self._sector]
        if not found:
            raise UnreadableCompoundFileError
        return found.ljust(self._sector, b"\0")

    def _chain(self, start: int, table: tuple[int, ...], most: int) -> list[int]:
        """The places of a chain, at most so many; a loop ends there too."""
        places: list[int] = []
        while start < _MAX_REGULAR and len(places) < most:
            places.append(start)
            start = table[start]
        return places

    def _follow(self, start: int, size: int | None = None) -> bytes:
        most = self._count if size is None else min(self._count, -(-size // self._sector))
        found = b"".join(map(self._sector_at, self._chain(start, self._fat, most)))
        return found if size is None else self._whole(found, size)

    @staticmethod
    def _whole(found: bytes, size: int) -> bytes:
        if len(found) < size:
            raise UnreadableCompoundFileError
        return found[:size]

    def _read_directory(self, table: bytes) -> _Entry:
        """Note all entries by their paths; the root, which holds the sectors of small streams."""
        count = min(len(table) // _ENTRY.size, MAX_ENTRIES)
        listed = [_ENTRY.unpack_from(table, number * _ENTRY.size) for number in range(count)]
        if not listed or listed[0][2] != _ROOT:
            raise UnreadableCompoundFileError
        seen: set[int] = set()
        waiting = [(listed[0][6], "")]
        while waiting:
            number, folder = waiting.pop()
            if number >= count or number in seen:
                continue
            seen.add(number)
            name, length, kind, _colour, left, right, child, _class, _state, start, size = listed[number]
            path = folder + name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind in (_STORAGE, _STREAM):
                size = size if self._sector > 512 else size & 0xFFFFFFFF
                self._entries[path] = _Entry(kind, start, size)
                self._children.setdefault(folder[:-1], []).append(path)
            waiting += [(left, folder), (right, folder)]
            if kind == _STORAGE and folder.count("/") < MAX_FOLDERS:
                waiting.append((child, f"{path}/"))
        return _Entry(_ROOT, listed[0][9], listed[0][10] if self._sector > 512 else listed[0][10] & 0xFFFFFFFF)
