"""A picture → its place in a paragraph, and a .docx with the picture in it."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import quoteattr

from gen.word.adding import declare_ending, relate
from gen.word.package import Frame, content_types_first, member

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_BODY = "word/_rels/document.xml.rels"
_EMU_PER_MM = 36_000


def emu(millimetres: float) -> str:
    """A length as DrawingML counts it: 36,000 to a millimetre (part 1, 20.1.2.1)."""
    return str(round(millimetres * _EMU_PER_MM))


def drawing(key: str, width: str, height: str, words: str) -> str:
    """The XML of a run with the picture that the relationship `key` leads to, in line with the text (20.4.2.8).

    `words` say what is in it, for those who do not see it.
    """
    size = f'cx="{int(width)}" cy="{int(height)}"'
    name = f'id="1" name="{key}" descr={quoteattr(words)}'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
        f' distR="0"><wp:extent {size}/><wp:docPr {name}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_OFFICE}" r:embed="{key}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"/>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def with_picture(data: bytes, key: str, png: bytes) -> bytes:
    """The .docx `data` with the picture to which its relationship `key` leads."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[f"word/media/{key}.png"] = png
    relate(parts, _BODY, f"{_OFFICE}/image", f"media/{key}.png", key)
    declare_ending(parts, "png", "image/png")
    return Frame({}).around(member(name, parts[name]) for name in sorted(parts, key=content_types_first))
