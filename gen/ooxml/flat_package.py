"""A package of Word in one XML file ("Word XML Document") → the same as the zip that a .docx is.

Word writes each part as a pkg:part, its XML as it is, other bytes in Base64 (MS-OFFICE, Flat OPC: the name space is
http://schemas.microsoft.com/office/2006/xmlPackage).
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from gen.ooxml.package import MAX_BYTES, MAX_MARKUP, MAX_MEMBERS, parse_part
from gen.ooxml.unsupported import RefusalKind, UnreadableDocumentError

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPES = "[Content_Types].xml"


def unflatten(data: bytes) -> bytes:
    """The .docx of a flat package.

    Raises UnreadableDocumentError where it is none, is too large, declares entities, or names a part twice.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableDocumentError(RefusalKind.TOO_LARGE, limit=MAX_BYTES // 1024 // 1024)
    if data.count(b"<") + data.count(b"=") > MAX_MARKUP:
        raise UnreadableDocumentError(RefusalKind.UNPACKS_TOO_FAR)
    parts = list(parse_part("pkg:package", data).iter(f"{_PKG}part"))
    if len(parts) > MAX_MEMBERS:
        raise UnreadableDocumentError(RefusalKind.UNPACKS_TOO_FAR)
    types = etree.Element(f"{{{_TYPES}}}Types")
    etree.SubElement(types, f"{{{_TYPES}}}Default", Extension="xml", ContentType="application/xml")
    members = dict(_members(parts, types))
    if len(members) != len(parts):
        raise UnreadableDocumentError(RefusalKind.DAMAGED)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(_CONTENT_TYPES), etree.tostring(types, xml_declaration=True, encoding="UTF-8"))
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _members(parts: list[etree._Element], types: etree._Element) -> Iterator[tuple[str, bytes]]:
    for part in parts:
        name, kind = str(part.get(f"{_PKG}name", "")), str(part.get(f"{_PKG}contentType", ""))
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)
        yield name.removeprefix("/"), _content(part)


def _content(part: etree._Element) -> bytes:
    held = part.find(f"{_PKG}xmlData")
    if held is not None and len(held):
        return bytes(etree.tostring(held[0], xml_declaration=True, encoding="UTF-8", standalone=True, with_tail=False))
    try:
        return base64.b64decode("".join(str(part.findtext(f"{_PKG}binaryData") or "").split()), validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableDocumentError(RefusalKind.DAMAGED) from None
