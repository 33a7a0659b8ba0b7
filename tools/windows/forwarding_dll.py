"""A name of a function and another library's → a Windows library that only passes calls on to that one.

Wine 8 has no `bcryptprimitives.dll`, of which every library written in Rust wants one function: random bytes. Such a
library needs no code and so no compiler: its table of exports says where the function really is.
"""

from __future__ import annotations

import struct

_SECTION_RVA = 0x1000
_FILE_ALIGNMENT = 0x200
_PE32_PLUS = 0x20B
_AMD64 = 0x8664
_DLL = 0x0002 | 0x0020 | 0x2000
"""The file can be run, may lie anywhere in memory, and is a library."""
_READ_ONLY_DATA = 0x40000040
_CONSOLE = 3


def make_forwarding_dll(name: str, function: str, target: str) -> bytes:
    """A library `name` whose one `function` is `target`, such as `ADVAPI32.SystemFunction036`."""
    exports = _make_exports(name, function, target)
    padded = exports.ljust(-(-len(exports) // _FILE_ALIGNMENT) * _FILE_ALIGNMENT, b"\0")
    dos = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    coff = struct.pack("<HHIIIHH", _AMD64, 1, 0, 0, 0, 112 + 16 * 8, _DLL)
    optional = struct.pack(
        "<HBBIIIIIQIIHHHHHHIIIIHHQQQQII",
        *(_PE32_PLUS, 0, 0, 0, len(padded), 0, 0, _SECTION_RVA),
        *(0x180000000, _SECTION_RVA, _FILE_ALIGNMENT),
        *(6, 0, 0, 0, 6, 0, 0),
        *(2 * _SECTION_RVA, _FILE_ALIGNMENT, 0, _CONSOLE, 0x0140),
        *(0x100000, 0x1000, 0x100000, 0x1000, 0, 16),
    )
    directories = struct.pack("<II", _SECTION_RVA, len(exports)) + bytes(15 * 8)
    section = struct.pack(
        "<8sIIIIIIHHI",
        *(b".edata", len(exports), _SECTION_RVA, len(padded), _FILE_ALIGNMENT, 0, 0, 0, 0, _READ_ONLY_DATA),
    )
    headers = dos + b"PE\0\0" + coff + optional + directories + section
    return headers.ljust(_FILE_ALIGNMENT, b"\0") + padded


def _make_exports(name: str, function: str, target: str) -> bytes:
    """The section with the table of exports; an address within it is read as the name of another library's function."""
    tables = _SECTION_RVA + 40
    texts = [text.encode("ascii") + b"\0" for text in (name, function, target)]
    starts = [tables + 4 + 4 + 2 + sum(map(len, texts[:place])) for place in range(3)]
    directory = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, starts[0], 1, 1, 1, tables, tables + 4, tables + 8)
    return directory + struct.pack("<IIH", starts[2], starts[1], 0) + b"".join(texts)
