"""Paragraphs, tables and sections of a template → their OOXML, which names styles and formats nothing else."""

from __future__ import annotations

from xml.sax.saxutils import escape

from tools.template_styles import style_id, twips

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'

SHADE = "F2F2F2"
"""The light grey of group rows: still legible after photocopying."""


def run(text: str, style: str = "") -> str:
    """A run of `text`, in a character style where one is named."""
    properties = f'<w:rPr><w:rStyle w:val="{style_id(style)}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(style: str, text: str = "", *more_runs: str) -> str:
    """A paragraph in `style`: its text, then runs that are ready-made."""
    runs = (run(text) if text else "") + "".join(more_runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{runs}</w:p>'


def tag(statement: str) -> str:
    """A paragraph that only carries a template's statement; it is gone once the template is filled."""
    return paragraph("Thẻ", f"{{%p {statement} %}}")


def loop(variable: str, names: str, *content: str) -> str:
    """`content`, once for each of `names`."""
    return tag(f"for {variable} in {names}") + "".join(content) + tag("endfor")


def cell(width: float, *paragraphs: str, span: int = 1, shade: bool = False, centred: bool = False) -> str:
    """A table cell `width` mm wide over `span` columns."""
    properties = (
        f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if shade else "")
        + ('<w:vAlign w:val="center"/>' if centred else "")
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def row(*cells: str, repeated: bool = False, whole: bool = True, height: float = 0) -> str:
    """A table row: `repeated` at the top of each page, kept `whole` on one page, at least `height` mm high."""
    properties = (
        ("<w:cantSplit/>" if whole else "")
        + (f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>' if height else "")
        + ("<w:tblHeader/>" if repeated else "")
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def row_tag(statement: str, widths: tuple[float, ...]) -> str:
    """A row over all columns that only carries a template's statement."""
    return row(cell(sum(widths), paragraph("Thẻ", f"{{%tr {statement} %}}"), span=len(widths)))


def header_row(titles: tuple[str, ...], widths: tuple[float, ...], style: str = "Tiêu đề bảng") -> str:
    """The row of column titles, repeated on every page."""
    cells = (cell(width, paragraph(style, title), centred=True) for title, width in zip(titles, widths, strict=True))
    return row(*cells, repeated=True)


def table(style: str, widths: tuple[float, ...], *rows: str) -> str:
    """A table with fixed column `widths` in mm."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    total = sum(twips(width) for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id(style)}"/><w:tblW w:w="{total}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def section(*, references: str = "", landscape: bool = False, title_page: bool = False) -> str:
    """The properties of a section: A4, margins of Decree 30 (20, 15, 20, 30 mm), page number in the top margin."""
    width, height = (297, 210) if landscape else (210, 297)
    orientation = ' w:orient="landscape"' if landscape else ""
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{orientation}/>'
        f'<w:pgMar w:top="{twips(20)}" w:right="{twips(15)}" w:bottom="{twips(20)}" w:left="{twips(30)}"'
        f' w:header="{twips(10)}" w:footer="{twips(10)}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if title_page else ''}</w:sectPr>"
    )


def section_end(properties: str) -> str:
    """A paragraph too small to be seen that ends a section."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id("Cuối phần")}"/>{properties}</w:pPr></w:p>'


def page_number() -> str:
    """The paragraph that shows the page's number."""
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    return paragraph("Số trang", "", field)
