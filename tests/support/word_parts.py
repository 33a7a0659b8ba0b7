"""Pieces of WordprocessingML → a .docx with no more in it than Word needs, so that thousands of them are soon made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_KINDS = {"hdr": "header", "ftr": "footer"}


def small_docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    settings: str = "",
    headers: Mapping[str, str] | None = None,
    media: Mapping[str, bytes] | None = None,
) -> bytes:
    """The .docx of `body`; `headers` are contents by relationship id, hdr1 and ftr1 and so on, `media` files by id."""
    parts: dict[str, tuple[str, bytes | str]] = {}
    for name, content in (("styles", styles), ("numbering", numbering), ("settings", settings)):
        if content:
            parts[name] = (name, f"<w:{name} {NAMESPACES}>{content}</w:{name}>")
    for key, content in (headers or {}).items():
        parts[key] = (_KINDS[key[:3]], f"<w:{key[:3]} {NAMESPACES}>{content}</w:{key[:3]}>")
    links = "".join(_link(key, f"{_OFFICE}/relationships/{kind}", f"{key}.xml") for key, (kind, _c) in parts.items())
    links += "".join(_link(key, f"{_OFFICE}/relationships/image", f"media/{key}") for key in media or {})
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _links(_link("r1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _links(links),
        **{f"word/{key}.xml": content for key, (_kind, content) in parts.items()},
        **{f"word/media/{key}": data for key, data in (media or {}).items()},
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def _link(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def paragraph(text: str, properties: str = "", look: str = "") -> str:
    """A paragraph of one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )
