"""A .docx's bytes → the same parts in a zip without clock, machine or order of writing in it."""

from __future__ import annotations

import io
import zipfile

_CONTENT_TYPES = "[Content_Types].xml"
_UNIX = 3
_EPOCH = (1980, 1, 1, 0, 0, 0)


def repack(data: bytes, *, compress: bool = True) -> bytes:
    """The .docx `data` → the same parts, sorted and dated 1980-01-01, so that equal parts give equal bytes.

    Without `compress` the bytes also do not depend on which zlib (zlib, zlib-ng …) Python was built with.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=_content_types_first):
            target.writestr(_member(name, compress), source.read(name))
    return out.getvalue()


def _content_types_first(name: str) -> tuple[bool, str]:
    return name != _CONTENT_TYPES, name


def _member(name: str, compress: bool) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = _UNIX
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    return info
