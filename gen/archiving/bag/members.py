"""A bag, as a folder or as a zip → its files, read in place: nothing is unpacked, no link is followed."""

from __future__ import annotations

import errno
import hashlib
import lzma
import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from gen import diagnostics
from gen.archiving.bag.layout import ALGORITHMS, is_safe
from gen.errors import Diagnostic, GenError, Location
from gen.locale import _
from gen.os_errors import describe_os_error

_CHUNK = 1 << 20
READ_ERRORS = (
    OSError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError, IndexError,
    OverflowError, struct.error,
)  # fmt: skip
"""What reading raises where a disk or a zip is damaged. zipfile lets through what the libraries below it raise, and
RuntimeError (with NotImplementedError) where a member is packed in a way unknown here."""


class BagMembers(Protocol):
    """The files of one bag; paths are relative to its root, with `/`."""

    @property
    def name(self) -> str:
        """The bag's own name."""

    @property
    def place(self) -> str:
        """Its path, as the user knows it."""

    @property
    def sizes(self) -> dict[str, int]:
        """Every file that may be read, hidden ones too, with its size in bytes."""

    @property
    def empty_folders(self) -> tuple[str, ...]:
        """The paths of empty folders."""

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What was refused unread: links, devices, names that lead elsewhere (ARC-041, ARC-042)."""

    @property
    def unreadable(self) -> dict[str, Diagnostic]:
        """What could not be read so far, by its path, and why (ARC-066, ARC-080); a folder's path ends with `/`.

        It is there, and what it says is unknown: nobody may take it for missing, nor for changed.
        """

    def open(self, path: str) -> IO[bytes]:
        """A file for reading. Raises one of READ_ERRORS."""


def read_member(members: BagMembers, path: str, limit: int) -> bytes | None:
    """A file's bytes; None where it is missing, larger than `limit`, or is in `members.unreadable` from now on."""
    if members.sizes.get(path, limit + 1) > limit:
        return None
    try:
        with members.open(path) as file:
            data = file.read(limit + 1)
    except READ_ERRORS as error:
        members.unreadable[path] = unreadable_error(member_location(members, path), path, error)
        return None
    return data if len(data) <= limit else None


def is_unreadable(members: BagMembers, path: str) -> bool:
    """Whether the file at `path`, or a folder above it, could not be read."""
    above = [index + 1 for index, letter in enumerate(path) if letter == "/"]
    return path in members.unreadable or any(path[:length] in members.unreadable for length in (0, *above))


def digest_member(members: BagMembers, path: str) -> dict[str, str] | None:
    """The checksums of a file by every algorithm, read once; None where it is in `members.unreadable` from now on."""
    hashes = {algorithm: hashlib.new(algorithm) for algorithm in ALGORITHMS}
    try:
        with members.open(path) as file:
            while chunk := file.read(_CHUNK):
                for digest in hashes.values():
                    digest.update(chunk)
    except READ_ERRORS as error:
        members.unreadable[path] = unreadable_error(member_location(members, path), path, error)
        return None
    return {algorithm: digest.hexdigest() for algorithm, digest in hashes.items()}


def unreadable_error(place: Location, name: str, error: Exception) -> Diagnostic:
    """Why a file that is there cannot be read: it is kept from us (ARC-080), or its place is damaged (ARC-066)."""
    if isinstance(error, OSError) and error.errno is not None and error.errno not in (errno.EIO, errno.EINVAL):
        return diagnostics.archive.HELD.at(place, name=name, reason=describe_os_error(error))
    reason = describe_os_error(error) if isinstance(error, OSError) else str(error) or type(error).__name__
    return diagnostics.archive.NOT_READABLE.at(place, name=name, reason=reason)


def member_location(members: BagMembers, path: str = "") -> Location:
    """The location of a file of the bag, or of the bag itself."""
    return Location(f"{members.place}/{path}" if path else members.place)


@dataclass(slots=True)
class FolderMembers:
    """A bag that is a folder of this machine."""

    root: Path
    sizes: dict[str, int] = field(default_factory=dict)
    empty_folders: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    unreadable: dict[str, Diagnostic] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found: list[Diagnostic] = []
        self.empty_folders = tuple(sorted(self._walk(found)))
        self.findings = tuple(found)

    @property
    def name(self) -> str:
        """See `BagMembers`."""
        return self.root.resolve().name

    @property
    def place(self) -> str:
        """See `BagMembers`."""
        return str(self.root)

    def open(self, path: str) -> IO[bytes]:
        """See `BagMembers`."""
        # A link may have replaced the file since it was listed; Windows has no O_NOFOLLOW.
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        return os.fdopen(os.open(self.root / path, flags), "rb")

    def _walk(self, found: list[Diagnostic]) -> Iterator[str]:
        """Note every file and every refusal; yield the empty folders."""
        waiting = [""]
        while waiting:
            inner = waiting.pop()
            try:
                entries = sorted(os.scandir(self.root / inner), key=lambda entry: entry.name)
            except OSError as error:
                place = member_location(self, inner.rstrip("/"))
                self.unreadable[inner] = unreadable_error(place, inner.rstrip("/") or self.place, error)
                continue
            if not entries and inner:
                yield inner.rstrip("/")
            waiting += [f"{inner}{entry.name}/" for entry in entries if self._add_entry(entry, inner, found)]

    def _add_entry(self, entry: os.DirEntry[str], inner: str, found: list[Diagnostic]) -> bool:
        """Note one entry of a folder; whether it is a folder to be walked."""
        place = f"{self.place}/{inner}{entry.name}"
        try:
            if _is_link(entry):
                found.append(_refused_member(place, _("it is a link, and leads out of the bag")))
            elif entry.is_dir(follow_symlinks=False):
                return True
            elif entry.is_file(follow_symlinks=False):
                self.sizes[inner + entry.name] = entry.stat(follow_symlinks=False).st_size
            else:
                found.append(_refused_member(place, _("it is neither a file nor a folder")))
        except OSError as error:
            name = inner + entry.name
            self.unreadable[name] = unreadable_error(Location(place), name, error)
        return False


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is a link, or a junction of Windows, which leads elsewhere too (known from Python 3.12 on)."""
    return entry.is_symlink() or bool(getattr(entry, "is_junction", lambda: False)())


def _refused_member(place: str, reason: str) -> Diagnostic:
    name = place.rstrip("/").rpartition("/")[2]
    printable = place.encode("utf-8", "backslashreplace").decode()
    shown = name.encode("utf-8", "backslashreplace").decode()
    return diagnostics.archive.NOT_FOR_A_BAG.at(Location(printable), name=shown, reason=reason)


MAX_MEMBERS, MAX_MEMBER, MAX_TOTAL, MAX_RATIO = 200_000, 2 << 30, 64 << 30, 200
"""The limits of a zip: members, bytes of one, bytes of all, and the factor by which a member may grow when unpacked.

They are ten times what a province's 6,642 documents need with their Word files and signed copies. Documents are
compressed already, so the zips of this program only store them.
"""
_MIN_CHECKED_SIZE = 1 << 20
"""Below this size in bytes any ratio is allowed: an empty template packs well."""
_ENCRYPTED, _DESCRIPTOR = 0x1, 0x8
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(slots=True)
class ZipMembers:
    """A bag in a zip, under one folder that has its name."""

    path: Path
    name: str
    archive: zipfile.ZipFile
    sizes: dict[str, int] = field(default_factory=dict)
    empty_folders: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    unreadable: dict[str, Diagnostic] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """See `BagMembers`."""
        return str(self.path)

    def open(self, path: str) -> IO[bytes]:
        """See `BagMembers`."""
        return self.archive.open(f"{self.name}/{path}")


def open_zip(path: Path) -> ZipMembers:
    """The bag in the zip at `path`.

    Raises GenError ARC-041 with every reason why it is not safe to read, ARC-039 where it is not a zip, ARC-080 where
    it cannot be read now.
    """
    archive = None
    try:
        archive = zipfile.ZipFile(path)
        problems = [*_find_dangers(path, archive), *_find_hidden_bytes(path, archive)]
    except READ_ERRORS as error:
        if archive is not None:
            archive.close()
        raise GenError.one(_unreadable_zip(path, error)) from None
    if problems:
        archive.close()
        raise GenError(problems)
    return _open_members(path, archive)


def _unreadable_zip(path: Path, error: Exception) -> Diagnostic:
    found = unreadable_error(Location(str(path)), path.name, error)
    if found.code == diagnostics.archive.HELD.code:
        return found
    return diagnostics.archive.NOT_A_ZIP.at(Location(str(path)), name=path.name, reason=error)


def _open_members(path: Path, archive: zipfile.ZipFile) -> ZipMembers:
    infos = archive.infolist()
    root = infos[0].filename.partition("/")[0] if infos else ""
    sizes = {info.filename[len(root) + 1 :]: info.file_size for info in infos if not info.is_dir()}
    folders = {info.filename[len(root) + 1 : -1] for info in infos if info.is_dir()} - {""}
    empty = {f for f in folders if not any(other.startswith(f"{f}/") for other in [*sizes, *folders])}
    return ZipMembers(path, root, archive, sizes, tuple(sorted(empty)))


def _find_dangers(path: Path, archive: zipfile.ZipFile) -> Iterator[Diagnostic]:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        yield _unsafe_zip(path, _("it has more than {limit} members").format(limit=MAX_MEMBERS))
        return
    packed, unpacked = sum(i.compress_size for i in infos), sum(i.file_size for i in infos)
    if unpacked > MAX_TOTAL:
        yield _unsafe_zip(path, _("it would unpack to more than {limit} GB").format(limit=MAX_TOTAL >> 30))
    if packed > path.stat().st_size:
        yield _unsafe_zip(path, _("its members lie over one another"))
    roots = {info.filename.partition("/")[0] for info in infos}
    if len(roots) != 1 or any("/" not in info.filename for info in infos):
        yield _unsafe_zip(
            path, _("a bag lies under one folder in its zip; here there are {count}").format(count=len(roots))
        )
    seen: set[str] = set()
    for info in infos:
        reason = _refusal_reason(info, seen)
        if reason:
            yield _unsafe_zip(path, f"{_printable(info.filename)}: {reason}")
        seen.add(info.filename.casefold())


def _refusal_reason(info: zipfile.ZipInfo, seen: set[str]) -> str:
    """Why the member is refused; empty where it is not."""
    if info.filename.casefold() in seen:
        return _("it is there twice")
    if _leads_outside(info):
        return _("its name leads out of the folder, or is read otherwise elsewhere")
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return _("it is a link or a device")
    if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
        return _("it is encrypted, or packed in a way that only some programs know")
    too_dense = info.file_size > _MIN_CHECKED_SIZE and info.file_size > MAX_RATIO * max(1, info.compress_size)
    if info.file_size > MAX_MEMBER or too_dense:
        return _("it would unpack to {size} MB").format(size=info.file_size >> 20)
    return ""


def _leads_outside(info: zipfile.ZipInfo) -> bool:
    """Whether the name is unsafe; another Unicode form alone is not, and is reported later."""
    # zipfile cuts names at a NUL, and turns a backslash into a slash on Windows: so the original name is checked.
    name = info.orig_filename.rstrip("/")
    return info.orig_filename != info.filename or not is_safe(unicodedata.normalize("NFC", name))


def _find_hidden_bytes(path: Path, archive: zipfile.ZipFile) -> Iterator[Diagnostic]:
    """Bytes of the zip that belong to no member: before the first, between two, behind the last, remarks.

    A zip is found from its end, so that programs pass over them; no checksum of a bag covers them.
    """
    with path.open("rb") as file:
        end = 0
        for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
            if info.header_offset > end:
                where = _("between its members") if end else _("before its first member")
                yield _unsafe_zip(
                    path, _("{count} bytes lie {where}").format(count=info.header_offset - end, where=where)
                )
            end = max(end, _end_of_member(file, info))
        if archive.start_dir > end:
            count = archive.start_dir - end
            yield _unsafe_zip(
                path, _("{count} bytes lie {where}").format(count=count, where=_("behind its last member"))
            )
        behind = path.stat().st_size - _end_of_directory(file, archive)
    if archive.comment or any(info.comment for info in archive.infolist()):
        yield _unsafe_zip(path, _("it bears a remark"))
    elif behind:
        yield _unsafe_zip(path, _("{count} bytes lie {where}").format(count=behind, where=_("behind its end")))


def _end_of_member(file: IO[bytes], info: zipfile.ZipInfo) -> int:
    """Where the member's bytes end in the zip, by its own header (PKWARE's APPNOTE, 4.3.7 and 4.3.9)."""
    file.seek(info.header_offset)
    name, extra = struct.unpack("<26xHH", file.read(30))
    end: int = info.header_offset + 30 + name + extra + info.compress_size
    if not info.flag_bits & _DESCRIPTOR:
        return end
    file.seek(end)
    found = file.read(24)
    start = 4 if found[:4] == b"PK\7\x08" else 0
    checksum = struct.pack("<L", info.CRC)
    for sizes in ("<LL", "<QQ"):
        try:
            descriptor = checksum + struct.pack(sizes, info.compress_size, info.file_size)
        except struct.error:  # larger than four bytes tell
            continue
        if found[start:].startswith(descriptor):
            return end + start + len(descriptor)
    return end


def _end_of_directory(file: IO[bytes], archive: zipfile.ZipFile) -> int:
    """Where the zip ends by its own directory (APPNOTE, 4.3.12 to 4.3.16), without a remark behind it."""
    end = archive.start_dir
    for _info in archive.infolist():
        file.seek(end)
        end += 46 + sum(struct.unpack("<28xHHH12x", file.read(46)))
    file.seek(end)
    found = file.read(98)
    if found.startswith(b"PK\6\6") and found[56:60] == b"PK\6\7":
        end, found = end + 76, found[76:]
    if not found.startswith(b"PK\5\6"):
        raise zipfile.BadZipFile(_("something stands between its directory and its end"))
    return end + 22


def _unsafe_zip(path: Path, reason: str) -> Diagnostic:
    return diagnostics.archive.UNSAFE_ZIP.at(Location(str(path)), name=path.name, reason=reason)


def _printable(name: str) -> str:
    return name.encode("unicode_escape").decode() if not name.isprintable() else name
