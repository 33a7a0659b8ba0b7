"""Bytes → a raw deflate stream, by the fastest library that is here; always the same bytes from the same library.

isal's first level takes about a seventh of the time of zlib's sixth for a document's XML and is a fifth larger; the
text in it is the same. GEN_DEFLATE=zlib chooses zlib for good, where every machine of a cluster must give equal bytes
though not all of them have the wheel.
"""

from __future__ import annotations

import os
import zlib
from importlib.metadata import version

try:
    from isal import isal_zlib
except ImportError:  # no wheel for this processor
    isal_zlib = None  # type: ignore[assignment]

_RAW = -15
_FAST_LEVEL, _ZLIB_LEVEL, _SMALLEST = 1, 6, 9


def _chosen() -> bool:
    return isal_zlib is not None and os.environ.get("GEN_DEFLATE", "") != "zlib"


QUICK = _chosen()
ENGINE = (
    f"isal {version('isal')} level {_FAST_LEVEL}" if QUICK else f"zlib {zlib.ZLIB_RUNTIME_VERSION} level {_ZLIB_LEVEL}"
)
"""Library, version and level: two machines that say the same give the same bytes."""


def deflate(data: bytes) -> bytes:
    """`data` as a raw deflate stream (RFC 1951), for what is packed once for each document."""
    if QUICK:
        quick = isal_zlib.compressobj(_FAST_LEVEL, zlib.DEFLATED, _RAW)
        return quick.compress(data) + quick.flush()
    packer = zlib.compressobj(_ZLIB_LEVEL, zlib.DEFLATED, _RAW)
    return packer.compress(data) + packer.flush()


def deflate_small(data: bytes) -> bytes:
    """`data` as a raw deflate stream, as small as zlib can, for what is packed once for a whole batch."""
    packer = zlib.compressobj(_SMALLEST, zlib.DEFLATED, _RAW)
    return packer.compress(data) + packer.flush()
