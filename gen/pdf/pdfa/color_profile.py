"""The colours of a screen (IEC 61966-2-1) → their ICC profile, which every PDF/A has to hold.

Built here from the standard's figures, so that it has the same bytes on every machine. Version 2.1 of the format
(ICC.1:1998-09), the one that PDF/A-1 knows too.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from functools import cache

NAME = "sRGB IEC61966-2.1"

_CREATED = datetime(1980, 1, 1, tzinfo=UTC)
_WHITE = (0.96420, 1.0, 0.82491)  # D50, the light of the profile connection space
_PRIMARIES = {  # adapted to D50
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_CURVE = (b"rTRC", b"gTRC", b"bTRC")
_STEPS = 1024


@cache
def srgb_profile() -> bytes:
    """The profile: three primaries, and one curve for all of them."""
    curve = b"curv" + struct.pack(">II", 0, _STEPS)
    curve += b"".join(struct.pack(">H", round(_linear(step / (_STEPS - 1)) * 0xFFFF)) for step in range(_STEPS))
    tags = {
        b"desc": _description(NAME),
        b"cprt": b"text" + bytes(4) + b"No copyright, use freely\0",
        b"wtpt": _xyz(_WHITE),
        **{tag: _xyz(values) for tag, values in _PRIMARIES.items()},
        **dict.fromkeys(_CURVE, curve),
    }
    return _profile(tags)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(_fixed(value) for value in values)


def _fixed(value: float) -> bytes:
    """A number in sixteen bits before and sixteen after the point."""
    return struct.pack(">i", round(value * 0x10000))


def _description(text: str) -> bytes:
    """ICC.1:1998-09, 6.5.17: in ASCII; in Unicode and for the Macintosh, nothing."""
    ascii_text = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(ascii_text)) + ascii_text + bytes(8 + 3 + 67)


def _profile(tags: dict[bytes, bytes]) -> bytes:
    """The header (6.1), the table of tags (6.2), and each different tag once, on a multiple of four bytes."""
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    body = b""
    for data in tags.values():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
    table = b"".join(tag + struct.pack(">II", places[data], len(data)) for tag, data in tags.items())
    return _header(start + len(body)) + struct.pack(">I", len(tags)) + table + body


def _header(size: int) -> bytes:
    date = struct.pack(">6H", *_CREATED.timetuple()[:6])
    kind = b"mntrRGB XYZ " + date + b"acsp"
    white = b"".join(_fixed(value) for value in _WHITE)
    header = struct.pack(">I4xI", size, 0x02100000) + kind + bytes(28) + white
    return header.ljust(128, b"\0")
