"""A zip → the bag in it, member by member; what could harm whoever unpacks it is refused before anything is read."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from gen import diagnostics
from gen.archiving.layout import is_safe
from gen.archiving.members import UNREADABLE
from gen.errors import Diagnostic, GenError, Location
from gen.locale import _

MAX_MEMBERS, MAX_MEMBER, MAX_TOTAL, MAX_RATIO = 200_000, 2 << 30, 64 << 30, 200
"""Members, bytes of one, bytes of all, times that a member may unpack to: ten times what a province's 6,642 documents
come to with their Word files and signed copies. Documents are packed already: the zips that we write store them.
"""
_FREE = 1 << 20
"""Below this size a member may be packed as small as it likes: an empty template packs well."""
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(slots=True)
class ZipMembers:
    """A bag in a zip, under one folder that bears its name."""

    path: Path
    name: str
    archive: zipfile.ZipFile
    sizes: dict[str, int] = field(default_factory=dict)
    empty_folders: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def place(self) -> str:
        """See `Members`."""
        return str(self.path)

    def open(self, path: str) -> IO[bytes]:
        """See `Members`."""
        return self.archive.open(f"{self.name}/{path}")


def open_zip(path: Path) -> ZipMembers:
    """The bag in the zip at `path`.

    Raises GenError ARC-041 with everything for which it is not safe to be read; ARC-039 where it is no zip.
    """
    try:
        archive = zipfile.ZipFile(path)
    except UNREADABLE as error:
        found = diagnostics.archive.NOT_A_ZIP.at(Location(str(path)), name=path.name, reason=error)
        raise GenError.one(found) from None
    problems = [*_unsafe(path, archive)]
    if problems:
        archive.close()
        raise GenError(problems)
    return _members(path, archive)


def _members(path: Path, archive: zipfile.ZipFile) -> ZipMembers:
    infos = archive.infolist()
    root = infos[0].filename.partition("/")[0] if infos else ""
    sizes = {info.filename[len(root) + 1 :]: info.file_size for info in infos if not info.is_dir()}
    folders = {info.filename[len(root) + 1 : -1] for info in infos if info.is_dir()} - {""}
    empty = {f for f in folders if not any(other.startswith(f"{f}/") for other in [*sizes, *folders])}
    return ZipMembers(path, root, archive, sizes, tuple(sorted(empty)))


def _unsafe(path: Path, archive: zipfile.ZipFile) -> Iterator[Diagnostic]:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        yield _problem(path, _("it has more than {limit} members").format(limit=MAX_MEMBERS))
        return
    packed, unpacked = sum(i.compress_size for i in infos), sum(i.file_size for i in infos)
    if unpacked > MAX_TOTAL:
        yield _problem(path, _("it would unpack to more than {limit} GB").format(limit=MAX_TOTAL >> 30))
    if packed > path.stat().st_size:
        yield _problem(path, _("its members lie over one another"))
    roots = {info.filename.partition("/")[0] for info in infos}
    if len(roots) != 1 or any("/" not in info.filename for info in infos):
        yield _problem(
            path, _("a bag lies under one folder in its zip; here there are {count}").format(count=len(roots))
        )
    seen: set[str] = set()
    for info in infos:
        reason = _reason(info, seen)
        if reason:
            yield _problem(path, f"{_shown(info.filename)}: {reason}")
        seen.add(info.filename.casefold())


def _reason(info: zipfile.ZipInfo, seen: set[str]) -> str:
    """Why the member is refused; empty where it is not."""
    if info.filename.casefold() in seen:
        return _("it is there twice")
    if _way_out(info):
        return _("its name leads out of the folder, or is read otherwise elsewhere")
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return _("it is a link or a device")
    if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
        return _("it is encrypted, or packed in a way that only some programs know")
    too_dense = info.file_size > _FREE and info.file_size > MAX_RATIO * max(1, info.compress_size)
    if info.file_size > MAX_MEMBER or too_dense:
        return _("it would unpack to {size} MB").format(size=info.file_size >> 20)
    return ""


def _way_out(info: zipfile.ZipInfo) -> bool:
    """A name in another Unicode form is no danger and is told later, as what it is."""
    # zipfile cuts names at a NUL, and turns a backslash into a slash on Windows: what stands there is looked at.
    name = info.orig_filename.rstrip("/")
    return info.orig_filename != info.filename or not is_safe(unicodedata.normalize("NFC", name))


def _problem(path: Path, reason: str) -> Diagnostic:
    return diagnostics.archive.UNSAFE_ZIP.at(Location(str(path)), name=path.name, reason=reason)


def _shown(name: str) -> str:
    return name.encode("unicode_escape").decode() if not name.isprintable() else name
