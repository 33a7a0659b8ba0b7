"""A whole zip → the same one wrong in each way in which zips are: by its packing, its lists, its lengths, its names."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def packed(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def wrong_zips(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each a zip of `members` with one thing wrong in it, by what that is."""
    whole = packed(members)
    return {
        "lzma": _spoiled(packed(members, zipfile.ZIP_LZMA)),
        "bzip2": _spoiled(packed(members, zipfile.ZIP_BZIP2)),
        "deflate": _spoiled(whole),
        "deflate64": _with_field(whole, 8, 10, 9),
        "unknown-packing": _with_field(whole, 8, 10, 97),
        "password": _with_field(whole, 6, 8, 1),
        "strong-password": _with_field(whole, 6, 8, 0x41),
        "checksum": _with_field(whole, 14, 16, 0xDEADBEEF, "<I"),
        "size": _with_field(whole, 22, 24, 3, "<I"),
        "huge-size": _with_field(whole, 22, 24, 2**31, "<I"),
        "cut": whole[: len(whole) * 2 // 3],
        "cut-at-the-end": whole[:-10],
        "local-header": whole.replace(_LOCAL, b"PK\x03\x09"),
        "directory-beyond-the-end": _with_end(whole, 16, 2**31),
        "directory-of-no-length": _with_end(whole, 12, 0),
        "directory-of-all-ones": _with_end(whole, 12, 0xFFFFFFFF),
        "member-beyond-the-end": _with_field(whole, None, 42, 2**30, "<I"),
        "overlapping": _overlapping(whole),
        "zip64-that-lies": _with_zip64(whole),
        "nothing-behind-the-mark": b"PK",
        "noise-behind-the-mark": b"PK\x03\x04" + bytes(range(256)) * 4,
    }


def _with_field(data: bytes, local: int | None, central: int, value: int, form: str = "<H") -> bytes:
    """The zip with another value in a field of each header, at these offsets (APPNOTE 4.3.7 and 4.3.12)."""
    changed = bytearray(data)
    for mark, at in ((_LOCAL, local), (_CENTRAL, central)):
        start = data.find(mark) if at is not None else -1
        while start >= 0:
            struct.pack_into(form, changed, start + (at or 0), value)
            start = data.find(mark, start + 4)
    return bytes(changed)


def _with_end(data: bytes, at: int, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into("<I", changed, data.rfind(_END) + at, value)
    return bytes(changed)


def _spoiled(data: bytes) -> bytes:
    """Some bytes of each member's packed content turned round, behind the header of its packing."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            start = member.header_offset + 30 + len(member.filename.encode())
            for place in range(start + min(12, member.compress_size // 2), start + member.compress_size, 7):
                changed[place] ^= 0x55
    return bytes(changed)


def _overlapping(data: bytes) -> bytes:
    """All members at the place of the first."""
    return _with_field(data, None, 42, 0, "<I")


def _with_zip64(data: bytes) -> bytes:
    """A record of zip64 in front of the end, which states a list of members of eight exabytes."""
    end = data.rfind(_END)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 2**63 - 1, 0)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    return data[:end] + record + locator + data[end:]
