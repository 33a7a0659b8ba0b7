"""Paths → the files that came in: out of folders, .zip archives and e-mails, or why one is refused.

Nothing is unpacked to a place that a name inside chose, and nothing grows beyond the bounds below.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from gen.files import sha256
from gen.locale import _

MAX_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 4000
MAX_UNPACKED = 500 * 1024 * 1024
MAX_DEPTH = 3
"""An e-mail that holds an archive that holds a form; deeper is no office's way to send one."""

_OLE, _RTF = b"\xd0\xcf\x11\xe0", b"{\\rtf"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file as it was received: `name` leads to it (thu.eml » bao-cao.docx); `refused` says why it is not read."""

    name: str
    data: bytes
    refused: str = ""

    @property
    def sha256(self) -> str:
        """The checksum of the bytes as received: the same file twice is one."""
        return sha256(self.data)

    @property
    def ending(self) -> str:
        """What kind of document it is by its bytes: .docx, .doc, .rtf, .odt; empty for anything else."""
        if self.data.startswith(_OLE):
            return ".doc"
        if self.data.startswith(_RTF):
            return ".rtf"
        if self.data[30:].startswith(_OPEN_DOCUMENT):
            return ".odt"
        return ".docx" if "word/document.xml" in _members(self.data) else ""


def arrivals(paths: Iterable[Path]) -> Iterator[Arrival]:
    """Every file at `paths`, in folders in the order of their names; hidden ones and Word's own are passed over."""
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$")))
            for file in inside:
                yield from _file(file, file.relative_to(path).as_posix())
        else:
            yield from _file(path, path.name)


def _file(path: Path, name: str) -> Iterator[Arrival]:
    try:
        if path.stat().st_size > MAX_BYTES:
            yield Arrival(name, b"", _too_large())
            return
        data = path.read_bytes()
    except OSError as error:
        yield Arrival(name, b"", error.strerror or _("it cannot be read"))
        return
    yield from _taken_apart(name, data, 0)


def _taken_apart(name: str, data: bytes, depth: int) -> Iterator[Arrival]:
    """The file itself, or what is in it where it holds others."""
    if len(data) > MAX_BYTES:
        yield Arrival(name, b"", _too_large())
    elif name.lower().endswith(".eml"):
        yield from _inside(name, data, depth, _attachments)
    elif _members(data) and not Arrival(name, data).ending:
        yield from _inside(name, data, depth, _zipped)
    else:
        found = Arrival(name, data)
        yield found if found.ending else Arrival(name, data, _("it is no Word, OpenDocument or RTF file"))


def _inside(name: str, data: bytes, depth: int, opened: object) -> Iterator[Arrival]:
    if depth == MAX_DEPTH:
        yield Arrival(name, data, _("archives in archives in archives are not opened"))
        return
    try:
        inner = list(opened(data))  # type: ignore[operator]
    except _BROKEN:
        yield Arrival(name, data, _("it is damaged, or protected by a password"))
        return
    except _TooMuch:
        yield Arrival(name, data, _("it unpacks to far more than forms need"))
        return
    if not inner:
        yield Arrival(name, data, _("there is no file in it"))
    for number, (inside, content) in enumerate(inner, 1):
        yield from _taken_apart(f"{name} » {inside or number}", content, depth + 1)


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


def _too_large() -> str:
    return _("the file is larger than {limit} MB").format(limit=MAX_BYTES // 1024 // 1024)
