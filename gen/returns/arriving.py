"""Paths → the files that came in: out of folders, .zip archives and e-mails, or why one is refused.

Nothing is unpacked to a place that a name inside chose, and nothing grows beyond the bounds below.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from gen.files import sha256
from gen.locale import _
from gen.pdf.opening import foreign_ending

MAX_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 4000
MAX_UNPACKED = 500 * 1024 * 1024
MAX_DEPTH = 3
"""An e-mail that holds an archive that holds a form; deeper is no office's way to send one."""

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file as it was received: `name` leads to it (thu.eml » bao-cao.docx); `refused` says why it is not read.

    `ending` is what it is by its bytes: .docx, .doc, .rtf, .odt; empty for anything else. `file` is the file on the
    disk in which it came.
    """

    name: str
    data: bytes
    sha256: str
    ending: str = ""
    refused: str = ""
    file: Path = Path()


def name_of(path: Path) -> str:
    """What a file is called, as it can be shown and stored."""
    return _plain(path.name)


def _plain(name: str) -> str:
    """A name without what no file system and no database takes alike: halves of letters, control characters."""
    whole = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else "?" for letter in whole)


def arrivals(paths: Iterable[Path], *, oldest_first: bool = False) -> Iterator[Arrival]:
    """Every file at `paths`, in folders in the order of their names; hidden ones and Word's own are passed over.

    With `oldest_first` in the order in which they were last changed, so that a later form follows an earlier one.
    """
    found = [named for path in paths for named in _files(path)]
    if oldest_first:
        found.sort(key=lambda named: _changed(named[0]))
    for file, name in found:
        yield from _file(file, name)


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if not path.is_dir():
        yield path, name_of(path)
        return
    for file in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))):
        yield file, _plain(file.relative_to(path).as_posix())


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _file(path: Path, name: str) -> Iterator[Arrival]:
    try:
        if path.stat().st_size > MAX_BYTES:
            yield replace(_refused(name, b"", too_large()), file=path)
            return
        data = path.read_bytes()
    except OSError as error:
        yield replace(_refused(name, b"", error.strerror or _("it cannot be read")), file=path)
        return
    for found in _taken_apart(name, data, 0):
        yield replace(found, file=path)


def _taken_apart(name: str, data: bytes, depth: int) -> Iterator[Arrival]:
    """The file itself, or what is in it where it holds others."""
    if len(data) > MAX_BYTES:
        yield _refused(name, b"", too_large())
    elif name.lower().endswith(".eml"):
        yield from _inside(name, data, depth, _attachments)
    elif ending := foreign_ending(data):
        yield Arrival(name, data, sha256(data), ending)
    elif members := _members(data):
        if "word/document.xml" in members:
            yield Arrival(name, data, sha256(data), ".docx")
        else:
            yield from _inside(name, data, depth, _zipped)
    else:
        yield _refused(name, data, _("it is no Word, OpenDocument or RTF file"))


def _refused(name: str, data: bytes, why: str) -> Arrival:
    return Arrival(name, data, sha256(data), refused=why)


def _inside(
    name: str, data: bytes, depth: int, opened: Callable[[bytes], Iterator[tuple[str, bytes]]]
) -> Iterator[Arrival]:
    if depth == MAX_DEPTH:
        yield _refused(name, data, _("archives in archives in archives are not opened"))
        return
    try:
        inner = list(opened(data))
    except _BROKEN:
        yield _refused(name, data, _("it is damaged, or protected by a password"))
        return
    except _TooMuch:
        yield _refused(name, data, _("it unpacks to far more than forms need"))
        return
    if not inner:
        yield _refused(name, data, _("there is no file in it"))
    for number, (inside, content) in enumerate(inner, 1):
        yield from _taken_apart(f"{name} » {_plain(inside) or number}", content, depth + 1)


class _TooMuch(Exception):  # noqa: N818 – an answer, not an error
    """An archive beyond the bounds."""


def _zipped(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
            raise _TooMuch
        for member in members:
            with archive.open(member) as file:
                content = file.read(member.file_size + 1)
            if len(content) > member.file_size:
                raise _TooMuch
            bare = member.filename.replace("\\", "/").rpartition("/")[2]
            if not bare.startswith((".", "~$")):
                yield bare, content


def _attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of an e-mail; its own words are none."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    for number, part in enumerate(message.walk()):
        if number > MAX_MEMBERS:
            raise _TooMuch
        if not isinstance(part, EmailMessage) or part.is_multipart() or not part.get_filename():
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield str(part.get_filename()), content


def _members(data: bytes) -> frozenset[str]:
    """The names in a zip; none where it is not one."""
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist()) or frozenset({""})
    except _BROKEN:
        return frozenset()


def too_large(limit: int = MAX_BYTES) -> str:
    """Why a file of more than `limit` bytes is not read."""
    return _("the file is larger than {limit} MB").format(limit=limit // 1024 // 1024)
