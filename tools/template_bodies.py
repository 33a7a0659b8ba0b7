"""The three templates: what each says and in which order → OOXML of their bodies."""

from __future__ import annotations

from gen.derive.form_fields import CUTOFF, Area, consolidated_fields, fields_of
from gen.text import to_roman
from tools.template_blocks import closing, closing_words, letterhead, lines, parts, title
from tools.template_ooxml import (
    cell,
    header_row,
    loop,
    paragraph,
    row,
    row_tag,
    section,
    section_end,
    table,
    tag,
)
from tools.template_styles import TEXT_WIDTH


def plan_body(references: str) -> str:
    """The implementation plan of one unit."""
    return "".join(
        (
            letterhead(),
            title("KẾ HOẠCH"),
            loop("dong", "can_cu", paragraph("Căn cứ", "{{ dong }}")),
            paragraph("Nội dung", "{{ don_vi.ten }} xây dựng Kế hoạch triển khai thực hiện, cụ thể như sau:"),
            parts(with_leads=True, tables=_own_work() + _reporting()),
            closing_words("{{ dong }}"),
            closing(),
            section(references=references, title_page=True),
        )
    )


def _own_work() -> str:
    widths = (22.0, 36.0, 37.0, 45.0, 25.0)
    titles = (
        "Nhiệm vụ",
        "Mục trong Kế hoạch của cấp trên",
        "Thời hạn cấp trên giao",
        "Bộ phận, cá nhân thực hiện",
        "Thời hạn hoàn thành",
    )
    cells = (
        cell(widths[0], paragraph("Ô bảng giữa", "{{ viec.so }}")),
        cell(widths[1], paragraph("Ô bảng giữa", "{{ viec.nguon }}")),
        cell(widths[2], paragraph("Ô bảng giữa", "{{ viec.han }}")),
        cell(widths[3], paragraph("Ô bảng điền")),
        cell(widths[4], paragraph("Ô bảng điền")),
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


def _optional_table(names: str, variable: str, titles: tuple[str, ...], widths: tuple[float, ...], line: str) -> str:
    """A table with a line for each of `names`, not there when there are none."""
    filled = lines(names, variable, titles, widths, line)
    return tag(f"if {names}") + filled + paragraph("Ngăn bảng") + tag("endif")


def report_body(references: str) -> str:
    """The report form of one unit; its two wide tables lie in a landscape section."""
    introduction = "Thực hiện {{ ke_hoach.dan_chieu }}, {{ don_vi.ten }} báo cáo kết quả như sau:"
    ending = (
        "Trên đây là báo cáo của {{ don_vi.ten }} về kết quả thực hiện {{ ke_hoach.dan_chieu_ngan }}, kính gửi "
        "{{ noi_gui }} tổng hợp./."
    )
    return "".join(
        (
            letterhead(),
            title("BÁO CÁO"),
            paragraph("Kính gửi", "Kính gửi: {{ noi_gui }}"),
            paragraph("Nội dung", introduction),
            paragraph("Nội dung", "{{ ky_bao_cao }}"),
            _frame(CUTOFF.template_name, 8),
            section_end(section(references=references, title_page=True)),
            paragraph("Đề mục phần", "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ"),
            _results(),
            paragraph("Đề mục phần", "II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU"),
            _targets(),
            section_end(section(landscape=True)),
            *(
                _room(f"{to_roman(number)}. {one.title}", one.template_name)
                for number, one in enumerate(consolidated_fields(Area.REPORT), 3)
            ),
            paragraph("Đoạn kết", ending),
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
        *(one.title for one in fields_of(Area.TASK)),
    )
    group = cell(sum(widths), paragraph("Ô bảng nhóm", "{{ mot_nhom.so }}. {{ mot_nhom.ten }}"), span=7, shade=True)
    heading = (
        cell(widths[0], paragraph("Ô bảng đề mục", "{{ dong.ma }}")),
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
    return given + tuple(
        cell(width, _field(f"dong.{one.template_name}"))
        for width, one in zip(widths[3:], fields_of(Area.TASK), strict=True)
    )


def _field(name: str) -> str:
    """A paragraph that is a cell to fill in."""
    return paragraph("Ô bảng điền", f"{{{{r {name} }}}}")


def _targets() -> str:
    widths = (20.0, 102.0, 40.0, 30.0, 30.0, 30.0)
    asked = fields_of(Area.TARGET)
    titles = ("Mã", "Chỉ tiêu", "Kế hoạch giao", *(one.title for one in asked))
    cells = (
        cell(widths[0], paragraph("Ô bảng giữa", "{{ muc.ma }}")),
        cell(widths[1], paragraph("Ô bảng", "{{ muc.noi_dung }}")),
        cell(widths[2], paragraph("Ô bảng giữa", "{{ muc.ke_hoach }}")),
        *(cell(w, _field(f"muc.{one.template_name}")) for w, one in zip(widths[3:], asked, strict=True)),
    )
    none = paragraph("Nội dung", "Kế hoạch không giao chỉ tiêu bằng số cho đơn vị.")
    filled = lines("chi_tieu", "muc", titles, widths, row(*cells))
    return tag("if chi_tieu") + filled + tag("else") + none + tag("endif")


def _room(heading: str, name: str) -> str:
    """A heading and a frame to write in; a long text may run on to the next page."""
    return paragraph("Đề mục phần", heading) + _frame(name, 35)


def _frame(name: str, height: float) -> str:
    return table("Bảng khung", (TEXT_WIDTH,), row(cell(TEXT_WIDTH, _field(name)), height=height, whole=False))


def source_plan_body(references: str) -> str:
    """The whole source plan, without a word that its data does not give."""
    return "".join(
        (
            letterhead(),
            title("KẾ HOẠCH"),
            loop("d", "mo_dau", paragraph("Nội dung", "{{r d }}")),
            parts(with_leads=False),
            closing_words("{{r d }}", variable="d"),
            closing(),
            section(references=references, title_page=True),
        )
    )
