"""A chart or a picture of a document → the run that shows it, in line with the text.

ECMA-376 part 1, 20.4.2.8 (drawings in line with text), 21.2.2.29 (a chart in a drawing) and 20.2 (pictures).
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU_PER_POINT = 12_700


def emu(points: float) -> str:
    """A length as DrawingML counts it: 12,700 to a point (20.1.2.1)."""
    return str(round(points * _EMU_PER_POINT))


def chart_run(key: str, width: str, height: str, words: str, number: int = 1) -> str:
    """The XML of a run with the chart that the relationship `key` leads to.

    `width` and `height` in EMU; `words` describe it for people who cannot see it. `number` is another one for each
    drawing of a document (20.4.2.5).
    """
    chart = f'<c:chart xmlns:c="{DRAWING}/chart" xmlns:r="{RELATIONSHIPS}" r:id="{key}"/>'
    return _run(key, width, height, words, number, "chart", chart)


def picture_run(key: str, width: str, height: str, words: str, number: int = 1) -> str:
    """The XML of a run with the picture that the relationship `key` leads to; the rest as for a chart."""
    size = f'<a:off x="0" y="0"/><a:ext cx="{int(width)}" cy="{int(height)}"/>'
    picture = (
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="{key}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{RELATIONSHIPS}" r:embed="{key}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm>{size}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic>"
    )
    return _run(key, width, height, words, number, "picture", picture)


def shows(body: bytes, key: str) -> bool:
    """Whether the XML of a document has a run with the drawing of this key: a template may leave it out."""
    return f'r:id="{key}"'.encode() in body or f'r:embed="{key}"'.encode() in body


def _run(key: str, width: str, height: str, words: str, number: int, kind: str, content: str) -> str:
    name = f'id="{number}" name="{key}" descr={quoteattr(words)}'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
        f' distR="0"><wp:extent cx="{int(width)}" cy="{int(height)}"/><wp:docPr {name}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/{kind}">{content}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
