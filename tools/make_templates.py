"""The layout of Decree 30/2020, Appendix I → templates/*.docx, the same bytes on every run.

    python -m tools.make_templates           write the templates
    python -m tools.make_templates --check   only say whether they are as this would write them
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.part import XmlPart
from docx.oxml import parse_xml

from gen.word.package import repack
from tools.template_blocks import closing, letterhead, parts, title
from tools.template_ooxml import (
    NAMESPACES,
    cell,
    header_row,
    loop,
    page_number,
    paragraph,
    row,
    row_tag,
    section,
    section_end,
    table,
    tag,
)
from tools.template_styles import TEXT_WIDTH, style_id, styles_xml

TEMPLATES = Path(__file__).parent.parent / "templates"

_WANTED_PARTS = ("styles", "settings")
_SETTINGS = """
<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>
"""
_LANDSCAPE_WIDTH = 252.0


def plan_body(references: str) -> str:
    """The implementation plan of one unit."""
    return "".join(
        (
            letterhead(),
            title("KẾ HOẠCH"),
            loop("dong", "can_cu", paragraph("Căn cứ", "{{ dong }}")),
            paragraph("Nội dung", "{{ don_vi.ten }} xây dựng Kế hoạch triển khai thực hiện, cụ thể như sau:"),
            parts(with_source=True, tables=_own_work() + _reporting()),
            loop("dong", "ket", paragraph("Đoạn kết", "{{ dong }}")),
            closing(),
            section(references=references, title_page=True),
        )
    )


def _own_work() -> str:
    widths = (18.0, 55.0, 22.0, 22.0, 26.0, 22.0)
    titles = (
        "Nhiệm vụ",
        "Nội dung",
        "Mục trong kế hoạch gốc",
        "Thời hạn",
        "Bộ phận, cá nhân thực hiện",
        "Thời hạn của đơn vị",
    )
    cells = (
        cell(widths[0], paragraph("Ô bảng giữa", "{{ viec.so }}")),
        cell(widths[1], paragraph("Ô bảng", "{{ viec.noi_dung }}")),
        cell(widths[2], paragraph("Ô bảng giữa", "{{ viec.nguon }}")),
        cell(widths[3], paragraph("Ô bảng giữa", "{{ viec.han }}")),
        cell(widths[4], paragraph("Ô bảng điền")),
        cell(widths[5], paragraph("Ô bảng điền")),
    )
    return _optional_table("phan.cong_viec", "viec", titles, widths, row(*cells))


def _reporting() -> str:
    widths = (55.0, 40.0, 20.0, 25.0, 25.0)
    titles = ("Báo cáo", "Nơi nhận", "Định kỳ", "Thời hạn", "Căn cứ")
    cells = (
        cell(widths[0], paragraph("Ô bảng", "{{ che_do.ten }}")),
        cell(widths[1], paragraph("Ô bảng", "{{ che_do.noi_nhan }}")),
        cell(widths[2], paragraph("Ô bảng giữa", "{{ che_do.dinh_ky }}")),
        cell(widths[3], paragraph("Ô bảng giữa", "{{ che_do.han }}")),
        cell(widths[4], paragraph("Ô bảng giữa", "{{ che_do.nguon }}")),
    )
    return _optional_table("phan.bao_cao", "che_do", titles, widths, row(*cells))


def _optional_table(
    names: str, variable: str, titles: tuple[str, ...], widths: tuple[float, ...], line: str
) -> str:
    """A table with a line for each of `names`, not there when there are none."""
    rows = (
        header_row(titles, widths),
        row_tag(f"for {variable} in {names}", widths),
        line,
        row_tag("endfor", widths),
    )
    return tag(f"if {names}") + table("Bảng khung", widths, *rows) + paragraph("Ngăn bảng") + tag("endif")


def report_body(references: str) -> str:
    """The report form of one unit; its two wide tables lie in a landscape section."""
    introduction = "Thực hiện {{ ke_hoach.dan_chieu }}, {{ don_vi.ten }} báo cáo kết quả như sau:"
    return "".join(
        (
            letterhead(),
            title("BÁO CÁO"),
            paragraph("Kính gửi", "Kính gửi: {{ noi_gui }}"),
            paragraph("Nội dung", introduction),
            paragraph("Nội dung", "{{ ky_bao_cao }}"),
            section_end(section(references=references, title_page=True)),
            paragraph("Đề mục phần", "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ"),
            _results(),
            paragraph("Đề mục phần", "II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU"),
            _targets(),
            section_end(section(landscape=True)),
            _room("III. KHÓ KHĂN, VƯỚNG MẮC"),
            _room("IV. ĐỀ XUẤT, KIẾN NGHỊ"),
            closing(),
            section(),
        )
    )


def _results() -> str:
    widths = (18.0, 82.0, 26.0, 24.0, 44.0, 30.0, 28.0)
    titles = (
        "Mã",
        "Nhiệm vụ",
        "Thời hạn",
        "Tình trạng",
        "Kết quả thực hiện",
        "Minh chứng (số, ngày văn bản)",
        "Lý do chưa hoàn thành",
    )
    group = cell(
        sum(widths), paragraph("Ô bảng nhóm", "{{ mot_nhom.so }}. {{ mot_nhom.ten }}"), span=7, shade=True
    )
    heading = (
        cell(widths[0], paragraph("Ô bảng giữa", "{{ dong.ma }}")),
        cell(sum(widths[1:]), paragraph("Ô bảng đề mục", "{{ dong.noi_dung }}"), span=6),
    )
    rows = (
        header_row(titles, widths),
        row_tag("for mot_nhom in nhom", widths),
        row(group),
        row_tag("for dong in mot_nhom.dong", widths),
        row_tag("if dong.la_muc", widths),
        row(*heading),
        row_tag("else", widths),
        row(*_task_cells(widths)),
        row_tag("endif", widths),
        row_tag("endfor", widths),
        row_tag("endfor", widths),
    )
    return table("Bảng khung", widths, *rows)


def _task_cells(widths: tuple[float, ...]) -> tuple[str, ...]:
    given = (
        cell(widths[0], paragraph("Ô bảng giữa", "{{ dong.ma }}")),
        cell(widths[1], paragraph("Ô bảng", "{{ dong.noi_dung }}")),
        cell(widths[2], paragraph("Ô bảng giữa", "{{ dong.han }}")),
    )
    return given + tuple(cell(width, paragraph("Ô bảng điền")) for width in widths[3:])


def _targets() -> str:
    widths = (20.0, 102.0, 40.0, 30.0, 30.0, 30.0)
    titles = ("Mã", "Chỉ tiêu", "Kế hoạch giao", "Tử số", "Mẫu số", "Kết quả đạt")
    cells = (
        cell(widths[0], paragraph("Ô bảng giữa", "{{ muc.ma }}")),
        cell(widths[1], paragraph("Ô bảng", "{{ muc.noi_dung }}")),
        cell(widths[2], paragraph("Ô bảng giữa", "{{ muc.ke_hoach }}")),
        *(cell(width, paragraph("Ô bảng điền")) for width in widths[3:]),
    )
    rows = (header_row(titles, widths), row_tag("for muc in chi_tieu", widths), row(*cells), row_tag("endfor", widths))
    none = paragraph("Nội dung", "Kế hoạch không giao chỉ tiêu bằng số cho đơn vị.")
    return tag("if chi_tieu") + table("Bảng khung", widths, *rows) + tag("else") + none + tag("endif")


def _room(heading: str) -> str:
    """A heading and a frame to write in."""
    frame = row(cell(TEXT_WIDTH, paragraph("Ô bảng điền")), height=35)
    return paragraph("Đề mục phần", heading) + table("Bảng khung", (TEXT_WIDTH,), frame)


def source_plan_body(references: str) -> str:
    """The whole source plan, without a word that its data does not give."""
    return "".join(
        (
            letterhead(),
            title("KẾ HOẠCH"),
            loop("d", "mo_dau", paragraph("Nội dung", "{{r d }}")),
            parts(with_source=False),
            loop("d", "ket", paragraph("Đoạn kết", "{{r d }}")),
            closing(),
            section(references=references, title_page=True),
        )
    )


BODIES: dict[str, tuple[Callable[[str], str], str]] = {
    "plan.docx": (plan_body, "Chân trang nhỏ"),
    "report.docx": (report_body, "Chân trang"),
    "source-plan.docx": (source_plan_body, ""),
}
"""Each template: its body, given the references to headers and footers, and the style of its footer, if any."""


def make(name: str) -> bytes:
    """The template `name` as bytes."""
    body, footer_style = BODIES[name]
    document = Document()
    _strip(document)
    _replace(document.styles.element, styles_xml())
    _replace(document.settings.element, _SETTINGS)
    _replace(document.element.body, body(_headers_and_footers(document, footer_style)))
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), compress=False)


def _strip(document: DocumentType) -> None:
    """Take out what python-docx's own template brings along: theme, thumbnail, author, a clock."""
    package = document.part.package
    for rels, wanted in ((document.part.rels, _WANTED_PARTS), (package.rels, ("officeDocument", "core-properties"))):
        for key in [key for key, rel in rels.items() if not rel.reltype.endswith(wanted)]:
            del rels[key]
    properties = document.core_properties
    _replace(properties._element, "")
    properties.created = properties.modified = datetime(2020, 1, 1, tzinfo=UTC)
    properties.language = "vi-VN"


def _replace(element: object, content: str) -> None:
    """Give `element` the OOXML `content` instead of its children."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f"<root {NAMESPACES}>{content}</root>")):
        child.tail = None
        element.append(child)


def _headers_and_footers(document: DocumentType, footer_style: str) -> str:
    """Add the header and footer parts: no number on page 1, the document's code on all pages."""
    code = paragraph(footer_style, "{{ ma_tai_lieu }}") if footer_style else ""
    wanted = [
        ("header", "default", page_number()),
        ("header", "first", paragraph("Số trang")),
        *([("footer", "default", code), ("footer", "first", code)] if code else []),
    ]
    return "".join(_reference(document, *spec) for spec in wanted)


def _reference(document: DocumentType, kind: str, page: str, content: str) -> str:
    part: XmlPart
    part, key = document.part.add_header_part() if kind == "header" else document.part.add_footer_part()
    _replace(part.element, content)
    return f'<w:{kind}Reference w:type="{page}" r:id="{key}"/>'


def main() -> int:
    """Write the templates, or with --check compare them; the number of files that differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a template differs")
    check = parser.parse_args().check
    differing = [name for name in BODIES if not _is_current(name)]
    for name in differing:
        if check:
            print(f"templates/{name} differs from what tools/make_templates.py writes", file=sys.stderr)
        else:
            (TEMPLATES / name).write_bytes(make(name))
    return int(check and bool(differing))


def _is_current(name: str) -> bool:
    path = TEMPLATES / name
    return path.exists() and path.read_bytes() == make(name)


if __name__ == "__main__":
    sys.exit(main())
