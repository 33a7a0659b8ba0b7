"""A .docx → its members, and members → a .docx: to add, take out and damage what is in a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_LINKS = "word/_rels/document.xml.rels"


def unpacked(data: bytes) -> dict[str, bytes]:
    """The members by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The archive of `members`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(data: bytes, members: Mapping[str, bytes | str]) -> bytes:
    """The file with other `members`, or with more."""
    given = {name: content.encode() if isinstance(content, str) else content for name, content in members.items()}
    return packed({**unpacked(data), **given})


def strict(data: bytes) -> bytes:
    """The .docx in the names of ISO/IEC 29500 Strict, as Word's "Strict Open XML Document" has them."""
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    names = ((b"officeDocument/2006", b"officeDocument"), (b"wordprocessingml/2006", b"wordprocessingml"))
    parts = unpacked(data)
    for before, after in names:
        parts = {name: content.replace(old + before, new + after) for name, content in parts.items()}
    return packed(parts)


def linked(data: bytes, kind: str, target: str, content: bytes | str) -> bytes:
    """The file with one member more, in word/, to which the document refers as `kind`."""
    link = f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    links = unpacked(data)[_LINKS].decode().replace("</Relationships>", link)
    return changed(data, {_LINKS: links, f"word/{target}": content})


def with_core(data: bytes, **stated: str) -> bytes:
    """The file with properties of the document: title, language, created."""
    names = {"title": "dc:title", "language": "dc:language", "created": "dcterms:created"}
    inner = "".join(f"<{names[key]}>{value}</{names[key]}>" for key, value in stated.items())
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{inner}'
        "</cp:coreProperties>"
    )
    kind = f"{_PACKAGE}/metadata/core-properties"
    link = f'<Relationship Id="core" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    links = unpacked(data)["_rels/.rels"].decode().replace("</Relationships>", link)
    return changed(data, {"_rels/.rels": links, "docProps/core.xml": core})
