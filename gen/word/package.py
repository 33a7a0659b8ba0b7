"""Parts of a .docx → its zip, without clock or machine in it; what is packed once is copied as packed.

The records are those of PKWARE's APPNOTE.TXT 6.3, sections 4.3.7 (local header), 4.3.12 (central directory) and
4.3.16 (its end), which ECMA-376 part 2 builds on. `zipfile` would pack every member anew.
"""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from struct import Struct

from gen.ooxml.merging import (
    add_link,
    declare_type,
    declare_type_of_ending,
    no_relationships,
    relationships_part,
    serialize,
)
from gen.ooxml.package import CONTENT_TYPES, OoxmlPackage, parse_part
from gen.zips import UNIX


def main_part_of(parts: Mapping[str, bytes]) -> str:
    """The name of the part that is the document, in a package that `read_package` reads; else KeyError."""
    return linked_part(parts, "", "officeDocument") or _missing("officeDocument")


def linked_part(parts: Mapping[str, bytes], part: str, kind: str) -> str:
    """The name of the first part that `part` refers to as `kind`, the end of its name; empty where there is none."""
    links = relationships_part(part)
    if links not in parts:
        return ""
    package = OoxmlPackage({}, {links: parse_part(links, parts[links])})
    found = package.relationships(part).values()
    return next((link.target for link in found if link.kind == kind and not link.external), "")


def _missing(kind: str) -> str:
    raise KeyError(kind)


def add_relationship(parts: dict[str, bytes], part: str, kind: str, target: str, key: str = "") -> None:
    """Say among `parts` that `part` refers to `target`, under the id `key`, or one that it does not have.

    An empty name is the package itself.
    """
    name = relationships_part(part)
    links = parse_part(name, parts[name]) if name in parts else no_relationships()
    add_link(links, kind, target, key)
    parts[name] = serialize(links)


def add_content_type(parts: dict[str, bytes], part: str, kind: str, *, ending: bool = False) -> None:
    """Declare the content type of `part` among `parts`; with `ending`, of all that end as it does."""
    types = parse_part(CONTENT_TYPES, parts[CONTENT_TYPES])
    (declare_type_of_ending if ending else declare_type)(types, part, kind)
    parts[CONTENT_TYPES] = serialize(types)


try:
    from isal import isal_zlib
except ImportError:  # no wheel for this processor
    isal_zlib = None  # type: ignore[assignment]

_RAW = -15
_FAST_LEVEL, _ZLIB_LEVEL, _SMALLEST = 1, 6, 9


def _uses_isal() -> bool:
    return isal_zlib is not None and os.environ.get("GEN_DEFLATE", "") != "zlib"


IS_FAST = _uses_isal()
ENGINE = (
    f"isal {version('isal')} level {_FAST_LEVEL}"
    if IS_FAST
    else f"zlib {zlib.ZLIB_RUNTIME_VERSION} level {_ZLIB_LEVEL}"
)
"""Library, version and level: two machines with the same engine give the same bytes."""


def deflate(data: bytes) -> bytes:
    """`data` as a raw deflate stream (RFC 1951), for what is packed once for each document."""
    if IS_FAST:
        quick = isal_zlib.compressobj(_FAST_LEVEL, zlib.DEFLATED, _RAW)
        return quick.compress(data) + quick.flush()
    packer = zlib.compressobj(_ZLIB_LEVEL, zlib.DEFLATED, _RAW)
    return packer.compress(data) + packer.flush()


def deflate_small(data: bytes) -> bytes:
    """`data` as a raw deflate stream, as small as zlib can, for what is packed once for a whole batch."""
    packer = zlib.compressobj(_SMALLEST, zlib.DEFLATED, _RAW)
    return packer.compress(data) + packer.flush()


_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_VERSION = 20
_STORED, _DEFLATED = 0, 8
_TIME, _DATE = 0, (1 << 5) | 1
"""1980-01-01 00:00, the first moment that a zip can name."""
_MODE = 0o644 << 16
_UTF8 = 0x800
PROPERTY_LIMIT = 255
"""The most characters that a property of a document may have: python-docx and Word refuse longer texts."""


@dataclass(frozen=True, slots=True)
class ZipMember:
    """One member of a zip as it is written: `local` is its header with its packed bytes."""

    name: bytes
    local: bytes
    fields: tuple[int, int, int, int, int]

    def entry(self, offset: int) -> bytes:
        """Its entry in the central directory, for a local header at `offset`."""
        flags, method, crc, packed, size = self.fields
        head = _CENTRAL.pack(
            b"PK\x01\x02", UNIX << 8 | _VERSION, _VERSION, flags, method, _TIME, _DATE, crc, packed, size,
            len(self.name), 0, 0, 0, 0, _MODE, offset,
        )  # fmt: skip
        return head + self.name


def pack_member(name: str, data: bytes, pack: Callable[[bytes], bytes] | None = deflate) -> ZipMember:
    """The part `name` with the bytes `data`, packed by `pack`, or stored as it is without one."""
    packed = pack(data) if pack else data
    encoded = name.encode("utf-8")
    fields = (
        0 if name.isascii() else _UTF8,
        _DEFLATED if pack else _STORED,
        zlib.crc32(data),
        len(packed),
        len(data),
    )
    flags, method, crc, packed_size, size = fields
    head = _LOCAL.pack(
        b"PK\x03\x04", _VERSION, flags, method, _TIME, _DATE, crc, packed_size, size, len(encoded), 0
    )  # fmt: skip
    return ZipMember(encoded, head + encoded + packed, fields)


class ConstantMembers:
    """The members that are the same in every document of a batch, written before those that are not."""

    def __init__(self, constant: Mapping[str, bytes]) -> None:
        members = [
            pack_member(name, constant[name], deflate_small) for name in sorted(constant, key=content_types_first)
        ]
        self._head, self._directory = _join_members(members, 0)
        self._count = len(members)

    def zip_with(self, changing: Iterable[ZipMember]) -> bytes:
        """The zip of the constant members and `changing`, in that order."""
        members = list(changing)
        rest, entries = _join_members(members, len(self._head))
        count = self._count + len(members)
        size = len(self._directory) + len(entries)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, len(self._head) + len(rest), 0)
        return b"".join((self._head, rest, self._directory, entries, end))


class SortedFrame:
    """The members that are the same in every form of a batch, between those that are not, all in the order of names."""

    def __init__(self, constant: Mapping[str, bytes]) -> None:
        self._constant = [pack_member(name, data) for name, data in constant.items()]

    def around(self, changing: Iterable[ZipMember]) -> bytes:
        """The zip of `changing` and of the constant members with other names than theirs."""
        members = {one.name: one for one in (*self._constant, *changing)}
        return ConstantMembers({}).zip_with(
            sorted(members.values(), key=lambda one: (one.name != CONTENT_TYPES.encode(), one.name))
        )


def repack(data: bytes, *, compress: bool = True) -> bytes:
    """The .docx `data` → the same parts, each once, sorted and dated 1980-01-01, so that equal parts give equal bytes.

    Without `compress` the bytes also do not depend on which library packs.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    names = sorted(parts, key=content_types_first)
    return ConstantMembers({}).zip_with(pack_member(name, parts[name], deflate if compress else None) for name in names)


def _join_members(members: Iterable[ZipMember], start: int) -> tuple[bytes, bytes]:
    """The local parts one after the other from the offset `start`, and their entries in the directory."""
    locals_, entries = [], []
    for one in members:
        entries.append(one.entry(start))
        locals_.append(one.local)
        start += len(one.local)
    return b"".join(locals_), b"".join(entries)


def content_types_first(name: str) -> tuple[bool, str]:
    """The order of members in a package: [Content_Types].xml, which describes the others, is first."""
    return name != CONTENT_TYPES, name
