"""The house styles of the Word templates → the content of styles.xml.

Every size, gap and indent of Decree 30/2020, Appendix I, stands here and nowhere else: the templates only name
styles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from gen.text import fold

Align = Literal["left", "center", "right", "both"]

COLUMN_LEFT, COLUMN_RIGHT = 68.0, 97.0
"""The letterhead's columns: the right one holds the national heading, 95 mm at 13 pt bold, on one line."""

TEXT_WIDTH = COLUMN_LEFT + COLUMN_RIGHT

# The motto's own width at 14 pt bold; then a third to a half of a usual issuer's (43 to 62 mm) and of a full subject
# line (145 mm). In mm, as are the body's first-line indent and the issuer's distance from the national heading.
_MOTTO_WIDTH = 60.4
_ISSUER_LINE = 17.0
_SUBJECT_LINE = 48.0
_FIRST_LINE = 12.7
_ISSUER_SIDE = 3.0


@dataclass(frozen=True)
class ParagraphStyle:
    """One paragraph style: sizes and gaps in points, indents in millimetres, `line` a multiple of single spacing."""

    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Align = "left"
    before: float = 0
    after: float = 0
    line: float = 1
    exact: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    keep_next: bool = False
    page_before: bool = False
    top_line: bool = False
    outline: int | None = None
    color: str = ""


_BODY = ParagraphStyle("Nội dung", align="both", first=_FIRST_LINE, after=6, line=1.0)


def _body(name: str, *, italic: bool = False, keep_next: bool = False) -> ParagraphStyle:
    return replace(_BODY, name=name, italic=italic, keep_next=keep_next)


def _heading(name: str, outline: int | None = None, before: float = 0) -> ParagraphStyle:
    return replace(_BODY, name=name, bold=True, keep_next=True, outline=outline, before=before)


def _drawn_line(name: str, column: float, length: float, after: float) -> ParagraphStyle:
    """An empty paragraph whose top border is a centred line of `length` mm in a `column` mm wide column."""
    side = (column - length) / 2
    return ParagraphStyle(
        name, size=2, align="center", before=2, after=after, exact=4, left=side, right=side, top_line=True
    )


PARAGRAPH_STYLES: tuple[ParagraphStyle, ...] = (
    ParagraphStyle("Cơ quan chủ quản", size=13, align="center", left=_ISSUER_SIDE, right=_ISSUER_SIDE),
    ParagraphStyle("Cơ quan ban hành", size=13, bold=True, align="center", left=_ISSUER_SIDE, right=_ISSUER_SIDE),
    _drawn_line("Đường kẻ cơ quan", COLUMN_LEFT, _ISSUER_LINE, after=0),
    ParagraphStyle("Quốc hiệu", size=13, bold=True, align="center"),
    ParagraphStyle("Tiêu ngữ", size=14, bold=True, align="center"),
    _drawn_line("Đường kẻ tiêu ngữ", COLUMN_RIGHT, _MOTTO_WIDTH, after=0),
    ParagraphStyle("Số ký hiệu", size=13, align="center", before=6),
    ParagraphStyle("Địa danh ngày tháng", size=14, italic=True, align="center", before=6),
    ParagraphStyle("Tên loại", bold=True, align="center", before=18, keep_next=True),
    ParagraphStyle("Trích yếu", bold=True, align="center", left=10, right=10, keep_next=True),
    _drawn_line("Đường kẻ trích yếu", TEXT_WIDTH, _SUBJECT_LINE, after=12),
    ParagraphStyle("Kính gửi", align="center", after=12),
    ParagraphStyle("Kính gửi công văn", left=45, after=2, keep_next=True),
    ParagraphStyle("Nơi kính gửi", left=55, after=2),
    ParagraphStyle("Hình", align="center", before=3, after=6),
    ParagraphStyle("Số phụ lục", bold=True, align="center", keep_next=True, page_before=True),
    ParagraphStyle("Tên phụ lục", bold=True, align="center", keep_next=True),
    ParagraphStyle("Kèm theo", italic=True, align="center", after=9, keep_next=True),
    ParagraphStyle("Trích yếu công văn", size=12, align="center", before=3),
    _body("Căn cứ", italic=True),
    replace(_BODY, name="Hướng dẫn", size=13, italic=True, before=6, after=0),
    _BODY,
    _heading("Đề mục phần", outline=0, before=12),
    _heading("Đề mục 1", outline=1),
    _heading("Đề mục 1.1", outline=2),
    _heading("Đề mục nhỏ"),
    _body("Khoản 1"),
    _body("Khoản 1.1"),
    _body("Điểm a"),
    _body("Gạch đầu dòng"),
    _body("Dấu cộng"),
    _body("Đoạn kết", keep_next=True),
    ParagraphStyle("Tiêu đề bảng", size=12, bold=True, align="center", before=2, after=2, keep_next=True),
    ParagraphStyle("Ô bảng", size=12, before=2, after=2),
    ParagraphStyle("Ô bảng giữa", size=12, align="center", before=2, after=2),
    ParagraphStyle("Ô bảng nhóm", size=12, bold=True, before=2, after=2, keep_next=True),
    ParagraphStyle("Ô bảng đề mục", size=12, bold=True, italic=True, before=2, after=2, keep_next=True),
    ParagraphStyle("Ô bảng nhiệm vụ", size=11, before=2, after=2),
    ParagraphStyle("Ô bảng thời hạn", size=11, italic=True, before=0, after=2),
    ParagraphStyle("Ô bảng điền", size=12, before=2, after=2),
    ParagraphStyle("Ngăn bảng", size=6, exact=6, keep_next=True),
    ParagraphStyle("Cuối phần", size=1, exact=1),
    ParagraphStyle("Nơi nhận", size=12, bold=True, italic=True, keep_next=True),
    ParagraphStyle("Danh sách nơi nhận", size=11, keep_next=True),
    ParagraphStyle("Quyền hạn chức vụ", bold=True, align="center", keep_next=True),
    ParagraphStyle("Họ tên người ký", bold=True, align="center", before=80),
    ParagraphStyle("Số trang", align="center"),
    ParagraphStyle("Chân trang", size=10),
    ParagraphStyle("Thẻ", size=9, color="7F7F7F"),
)

SUMMARY_STYLES: tuple[ParagraphStyle, ...] = (
    replace(_heading("Đề mục phần đầu trang", outline=0), page_before=True),
    replace(_BODY, name="Nội dung tóm tắt", size=13),
    replace(_heading("Đề mục tóm tắt"), size=13),
    replace(_BODY, name="Dẫn bảng tóm tắt", size=13, keep_next=True),
    ParagraphStyle("Tên biểu đồ", size=12, bold=True, align="center", before=9, keep_next=True),
    ParagraphStyle("Tiêu đề bảng nhỏ", size=10, bold=True, align="center", before=1, after=1, keep_next=True),
    ParagraphStyle("Ô bảng nhỏ", size=11, before=1, after=1),
    ParagraphStyle("Ô bảng nhỏ đề mục", size=11, before=1, after=1, keep_next=True),
    ParagraphStyle("Ô bảng nhỏ giữa", size=11, align="center", before=1, after=1),
)
"""Further styles of the consolidated report: of its pages for leaders, and of tables with many columns."""

_CHARACTER_STYLES = {
    "Đậm": "<w:b/><w:bCs/>",
    "Nguồn": '<w:i/><w:iCs/><w:sz w:val="26"/><w:szCs w:val="26"/>',
}
SUMMARY_CHARACTER_STYLES = {"Chỗ trống": '<w:i/><w:iCs/><w:highlight w:val="yellow"/>'}
"""What an office has to write stands out until it is written."""

_BORDER = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_TABLE_STYLES = {
    "Bảng khung": "<w:tblBorders>" + "".join(f"<w:{side} {_BORDER}/>" for side in _SIDES) + "</w:tblBorders>",
    "Bảng bố cục": "",
}
_CELL_MARGINS = {"Bảng khung": 1.4, "Bảng bố cục": 0}

_FONT = "Times New Roman"
_DEFAULTS = f"""
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>
<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>
"""


def style_id(name: str) -> str:
    """A style's name → its id, the same without diacritics and spaces: "Đề mục 1.1" → "DeMuc11"."""
    return "".join(part.capitalize() for part in re.findall(r"\w+", fold(name)))


def twips(millimetres: float) -> int:
    """`millimetres` in Word's twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def styles_xml(*, is_summary: bool = False) -> str:
    """The house styles as the children of w:styles; those of the consolidated report too, where it is one."""
    paragraphs = "".join(map(_paragraph_style, (*PARAGRAPH_STYLES, *(SUMMARY_STYLES if is_summary else ()))))
    named = _CHARACTER_STYLES | (SUMMARY_CHARACTER_STYLES if is_summary else {})
    characters = "".join(_named("character", name, rpr=rpr) for name, rpr in named.items())
    return _DEFAULTS + paragraphs + characters + "".join(_table_style(name) for name in _TABLE_STYLES)


def _named(kind: str, name: str, *, base: str = "", ppr: str = "", rpr: str = "", rest: str = "") -> str:
    based_on = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>{based_on}'
        f"<w:qFormat/>{_wrap('w:pPr', ppr)}{_wrap('w:rPr', rpr)}{rest}</w:style>"
    )


def _wrap(tag: str, content: str) -> str:
    return f"<{tag}>{content}</{tag}>" if content else ""


def _paragraph_style(style: ParagraphStyle) -> str:
    return _named("paragraph", style.name, base="Normal", ppr=_paragraph_format(style), rpr=_font_format(style))


def _paragraph_format(style: ParagraphStyle) -> str:
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
    line = (
        f'w:line="{round(style.exact * 20)}" w:lineRule="exact"'
        if style.exact
        else f'w:line="{round(style.line * 240)}" w:lineRule="auto"'
    )
    return "".join(
        (
            "<w:keepNext/>" if style.keep_next else "",
            "<w:pageBreakBefore/>" if style.page_before else "",
            border if style.top_line else "",
            f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" {line}/>',
            f'<w:ind w:left="{twips(style.left)}" w:right="{twips(style.right)}" w:firstLine="{twips(style.first)}"/>',
            f'<w:jc w:val="{style.align}"/>',
            "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>',
        )
    )


def _font_format(style: ParagraphStyle) -> str:
    size = round(style.size * 2)
    return "".join(
        (
            "<w:b/><w:bCs/>" if style.bold else "",
            "<w:i/><w:iCs/>" if style.italic else "",
            f'<w:color w:val="{style.color}"/>' if style.color else "",
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        )
    )


def _table_style(name: str) -> str:
    margin = twips(_CELL_MARGINS[name])
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", margin), ("bottom", 0), ("right", margin))
    )
    properties = f"<w:tblPr>{_TABLE_STYLES[name]}<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    return _named("table", name, base="TableNormal", rest=properties)
