"""The bytes of a zip from outside → its members, within bounds; or why they cannot be read.

The one place in which forms and Word files of other people's are opened; a bag's zip, which may be larger than memory,
is read in place by `gen.archiving.bag.members`. `zipfile`, and what it packs and unpacks with, raise much
over a damaged one and document little of it (BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError,
ValueError, NotImplementedError, RuntimeError …): whatever they raise is said in one of four ways here.
"""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

UNIX = 3
"""What a member that we pack says of the system it comes from, whichever that is (PKWARE APPNOTE 6.3, 4.4.2)."""
MAX_DIRECTORY_BYTES = 2 * 1024 * 1024
"""Of the list of members at a zip's end: forty thousand short names. Reading it takes memory before any bound holds."""

_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_END_64_SIZE, _LOCATOR_SIZE = 56, 20
_LONGEST_END = 65_557
"""Bytes of the end record with the longest comment (PKWARE APPNOTE 6.3, 4.3.16)."""
_ALL_ONES = 0xFFFFFFFF
_ENCRYPTED = 1
_LOCAL, _LOCAL_MARK = struct.Struct("<4s5H3I2H"), b"PK\x03\x04"
_LZMA = struct.Struct("<HHBI")
_MAX_WINDOW = 64 * 1024 * 1024
"""Bytes that unpacking lzma may look back: what 7-Zip takes at most unless it is told otherwise."""


class ZipFault(StrEnum):
    """Why a zip, or a member of it, is not read."""

    DAMAGED = "zip-damaged"
    PASSWORD = "zip-password"  # noqa: S105 – no password, but the word for one
    PACKING = "zip-packing"
    TOO_LARGE = "zip-too-large"


class UnreadableZipError(Exception):
    """A zip, or a member of one, that is not read."""

    def __init__(self, fault: ZipFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@contextmanager
def open_zip(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The zip with these bytes; its members are read by `read_member`.

    Raises UnreadableZipError where it is no zip, is damaged, or lists more members than `MAX_DIRECTORY_BYTES` hold.
    """
    _check_directory_size(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception:  # whatever it is, this is no whole zip
        raise UnreadableZipError(ZipFault.DAMAGED) from None
    with archive:
        yield archive


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of a member, whose checksum is right.

    Raises UnreadableZipError where it has a password, is packed in an unknown way, is damaged, or holds more than it
    states.
    """
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableZipError(ZipFault.PASSWORD)
    try:
        if member.compress_type in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
            content = _unpack_bounded(archive, member)
        else:
            with archive.open(member) as file:
                content = file.read(member.file_size + 1)
    except UnreadableZipError:
        raise
    except NotImplementedError:
        raise UnreadableZipError(ZipFault.PACKING) from None
    except Exception:  # whatever it is, the member is not whole
        raise UnreadableZipError(ZipFault.DAMAGED) from None
    if len(content) > member.file_size:
        raise UnreadableZipError(ZipFault.TOO_LARGE)
    return content


def packed_record(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """The bytes of a member where it lies in the zip with the bytes `data`: its own header, and what is packed."""
    start = member.header_offset
    header = data[start : start + _LOCAL.size]
    if len(header) < _LOCAL.size:
        return header
    length = sum(_LOCAL.unpack(header)[-2:])  # of its name and what else is said of it
    return header + data[start + _LOCAL.size : start + _LOCAL.size + length + member.compress_size]


def _unpack_bounded(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member packed by bzip2 or lzma, of which `zipfile` would unpack all that it holds, whatever it states."""
    file = archive.fp
    assert file is not None
    file.seek(member.header_offset)
    header = _LOCAL.unpack(file.read(_LOCAL.size))
    if header[0] != _LOCAL_MARK:
        raise UnreadableZipError(ZipFault.DAMAGED)
    file.seek(header[-2] + header[-1], io.SEEK_CUR)
    packed = file.read(member.compress_size)
    if member.compress_type == zipfile.ZIP_BZIP2:
        content = bz2.BZ2Decompressor().decompress(packed, member.file_size + 1)
    else:
        content = _unpack_lzma(packed, member.file_size + 1)
    if zlib.crc32(content) != member.CRC and len(content) <= member.file_size:
        raise UnreadableZipError(ZipFault.DAMAGED)
    return content


def _unpack_lzma(packed: bytes, most: int) -> bytes:
    """At most so many bytes of an lzma stream, behind its header (APPNOTE 5.8.8)."""
    _version, length, state, window = _LZMA.unpack_from(packed)
    if window > _MAX_WINDOW:
        raise UnreadableZipError(ZipFault.PACKING)
    rest, lc = divmod(state, 9)
    pb, lp = divmod(rest, 5)
    filters = [{"id": lzma.FILTER_LZMA1, "dict_size": window, "lc": lc, "lp": lp, "pb": pb}]
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters).decompress(packed[4 + length :], most)


def _check_directory_size(data: bytes) -> None:
    """Refuse a list of members that is too long, or whose end is not there, before `zipfile` makes objects of it."""
    start = data.rfind(_END, max(0, len(data) - _LONGEST_END))
    try:
        size = struct.unpack_from("<L", data, start + 12)[0] if start >= 0 else 0
        larger = start - _LOCATOR_SIZE - _END_64_SIZE  # where `zipfile` looks for it
        if larger >= 0 and data.startswith(_END_64, larger):
            size = max(size if size != _ALL_ONES else 0, struct.unpack_from("<Q", data, larger + 40)[0])
    except struct.error:
        start = -1
    if start < 0:
        raise UnreadableZipError(ZipFault.DAMAGED)
    if size > MAX_DIRECTORY_BYTES:
        raise UnreadableZipError(ZipFault.TOO_LARGE)
