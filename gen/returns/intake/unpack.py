"""Paths → the received files: from folders, .zip archives and e-mails; a refused one with the reason.

Nothing is unpacked to a path that an archive names, and nothing grows beyond the bounds below.
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
from gen.os_errors import describe_os_error
from gen.pdf.office_formats import detect_foreign_format

MAX_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 4000
MAX_UNPACKED_BYTES = 500 * 1024 * 1024
MAX_DEPTH = 3
"""An e-mail with an archive with a form; no office sends a form nested deeper."""

_DAMAGE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file as received: `name` is the path to it (thu.eml » bao-cao.docx); `refusal_reason` is why it is not read.

    `suffix` is its format by its bytes: .docx, .doc, .rtf, .odt; empty for any other. `source_path` is the file on
    the disk that contains it.
    """

    name: str
    data: bytes
    sha256: str
    suffix: str = ""
    refusal_reason: str = ""
    source_path: Path = Path()


def display_name(path: Path) -> str:
    """The name of a file, in characters that can be shown and stored."""
    return _printable_name(path.name)


def _printable_name(name: str) -> str:
    """A name without characters that some file system or database refuses: lone surrogates, control characters."""
    whole = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else "?" for letter in whole)


def receive_files(paths: Iterable[Path], *, oldest_first: bool = False) -> Iterator[ReceivedFile]:
    """Every file at `paths`, in folders in the order of their names, without hidden files and Word's lock files.

    With `oldest_first` in the order in which they were last changed, so that a later form follows an earlier one.
    """
    found = [named for path in paths for named in _list_files(path)]
    if oldest_first:
        found.sort(key=lambda named: _modified_ns(named[0]))
    for file, name in found:
        yield from _receive_file(file, name)


def _list_files(path: Path) -> Iterator[tuple[Path, str]]:
    if not path.is_dir():
        yield path, display_name(path)
        return
    for file in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))):
        yield file, _printable_name(file.relative_to(path).as_posix())


def _modified_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _receive_file(path: Path, name: str) -> Iterator[ReceivedFile]:
    try:
        if path.stat().st_size > MAX_BYTES:
            yield replace(_refused_file(name, b"", describe_too_large()), source_path=path)
            return
        data = path.read_bytes()
    except OSError as error:
        yield replace(_refused_file(name, b"", describe_os_error(error)), source_path=path)
        return
    for found in _unpack(name, data, 0):
        yield replace(found, source_path=path)


def _unpack(name: str, data: bytes, depth: int) -> Iterator[ReceivedFile]:
    """The file itself, or the files in it where it is a container."""
    if len(data) > MAX_BYTES:
        yield _refused_file(name, b"", describe_too_large())
    elif name.lower().endswith(".eml"):
        yield from _unpack_container(name, data, depth, _read_attachments)
    elif suffix := detect_foreign_format(data):
        yield ReceivedFile(name, data, sha256(data), suffix)
    elif members := _zip_member_names(data):
        if "word/document.xml" in members:
            yield ReceivedFile(name, data, sha256(data), ".docx")
        else:
            yield from _unpack_container(name, data, depth, _read_zip)
    else:
        yield _refused_file(name, data, _("it is no Word, OpenDocument or RTF file"))


def _refused_file(name: str, data: bytes, reason: str) -> ReceivedFile:
    return ReceivedFile(name, data, sha256(data), refusal_reason=reason)


def _unpack_container(
    name: str, data: bytes, depth: int, read_members: Callable[[bytes], Iterator[tuple[str, bytes]]]
) -> Iterator[ReceivedFile]:
    if depth == MAX_DEPTH:
        yield _refused_file(name, data, _("archives in archives in archives are not opened"))
        return
    try:
        inner = list(read_members(data))
    except _DAMAGE_ERRORS:
        yield _refused_file(name, data, _("it is damaged, or protected by a password"))
        return
    except _UnpackLimitReached:
        yield _refused_file(name, data, _("it unpacks to far more than forms need"))
        return
    if not inner:
        yield _refused_file(name, data, _("there is no file in it"))
    for number, (inside, content) in enumerate(inner, 1):
        yield from _unpack(f"{name} » {_printable_name(inside) or number}", content, depth + 1)


class _UnpackLimitReached(Exception):  # noqa: N818 – an answer, not an error
    """An archive exceeds the bounds."""


def _read_zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED_BYTES:
            raise _UnpackLimitReached
        for member in members:
            with archive.open(member) as file:
                content = file.read(member.file_size + 1)
            if len(content) > member.file_size:
                raise _UnpackLimitReached
            bare = member.filename.replace("\\", "/").rpartition("/")[2]
            if not bare.startswith((".", "~$")):
                yield bare, content


def _read_attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The attachments of an e-mail; its text is none."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    for number, part in enumerate(message.walk()):
        if number > MAX_MEMBERS:
            raise _UnpackLimitReached
        if not isinstance(part, EmailMessage) or part.is_multipart() or not part.get_filename():
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield str(part.get_filename()), content


def _zip_member_names(data: bytes) -> frozenset[str]:
    """The names in a zip; none where `data` is no zip."""
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist()) or frozenset({""})
    except _DAMAGE_ERRORS:
        return frozenset()


def describe_too_large(limit: int = MAX_BYTES) -> str:
    """Why a file of more than `limit` bytes is not read."""
    return _("the file is larger than {limit} MB").format(limit=limit // 1024 // 1024)
