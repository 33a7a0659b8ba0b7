"""The three templates: what each says and in which order → OOXML of their bodies."""

from __future__ import annotations

from itertools import groupby

from gen.derive.form_fields import CUTOFF, FORM_FIELDS, STATUS, Area, FieldDefinition, consolidated_fields, fields_of
from gen.text import to_roman
from tools.template_blocks import annexes, closing, closing_words, letterhead, lines, parts, title
from tools.template_ooxml import (
    cell,
    header_row,
    loop,
    paragraph,
    row,
    row_tag,
    section,
    table,
    tag,
)
from tools.template_styles import TEXT_WIDTH

_FRAME_HEIGHT = 14.0
"""Of a frame to write in, in millimetres; it grows with what is written."""


def plan_body(references: str) -> str:
    """The implementation plan of one unit."""
    return "".join(
        (
            letterhead(),
            title("KẾ HOẠCH"),
            loop("dong", "can_cu", paragraph("Căn cứ", "{{ dong }}")),
            paragraph("Nội dung", "{{ mo_dau }}"),
            parts(with_leads=True, tables=_own_work() + _reporting()),
            closing_words("{{ dong }}"),
            closing(),
            _annex(),
            section(references=references, title_page=True),
        )
    )


_ANNEX_COLUMNS = (
    ("so", "Số", (15.0, 14.0, 13.0)),
    ("noi_dung", "Nhiệm vụ", (54.0, 43.0, 37.0)),
    ("chu_tri", "Chủ trì, phối hợp", (39.0, 33.0, 27.0)),
    ("han", "Thời gian", (25.0, 24.0, 24.0)),
    ("lanh_dao", "Lãnh đạo phụ trách", (0.0, 24.0, 22.0)),
    ("san_pham", "Sản phẩm", (32.0, 27.0, 23.0)),
    ("tham_quyen", "Thẩm quyền", (0.0, 0.0, 19.0)),
)
"""The columns of a plan's annex: name, heading, and width in millimetres where the tasks state no leader and no
authority, no authority, and both. Upright, as Decree 30 has annexes; so a column that says nothing has no room."""


def _annex() -> str:
    """The annex on a page of its own behind the signature, if there is one; a line may go on on the next page."""
    each = (
        tag("if co_tham_quyen") + _annex_table(2),
        tag("elif co_lanh_dao") + _annex_table(1),
        tag("else") + _annex_table(0),
    )
    return "".join(
        (
            tag("if phu_luc"),
            paragraph("Số phụ lục", "Phụ lục"),
            paragraph("Tên phụ lục", "PHÂN CÔNG NHIỆM VỤ"),
            paragraph("Kèm theo", "{{ kem_theo }}"),
            *each,
            tag("endif"),
            paragraph("Cuối phần"),
            tag("endif"),
        )
    )


def _annex_table(variant: int) -> str:
    columns = [(name, title, widths[variant]) for name, title, widths in _ANNEX_COLUMNS if widths[variant]]
    partners = tag("if viec_pl.phoi_hop") + paragraph("Ô bảng", "Phối hợp: {{ viec_pl.phoi_hop }}") + tag("endif")
    cells = (
        cell(width, paragraph("Ô bảng", "Chủ trì: {{ viec_pl.chu_tri }}"), partners)
        if name == "chu_tri"
        else cell(width, paragraph("Ô bảng giữa" if name in ("so", "han") else "Ô bảng", f"{{{{ viec_pl.{name} }}}}"))
        for name, _title, width in columns
    )
    titles, widths = tuple(title for _name, title, _w in columns), tuple(width for _name, _title, width in columns)
    return lines("phu_luc", "viec_pl", titles, widths, row(*cells, whole=False))


def _own_work() -> str:
    """The unit's tasks with room for who does them and by when; the superior's deadlines, where it set any."""
    return (
        tag("if phan.co_han") + _work_table(dated=True) + tag("endif")
        + tag("if phan.cong_viec and not phan.co_han") + _work_table(dated=False) + tag("endif")
    )  # fmt: skip


def _work_table(*, dated: bool) -> str:
    columns = [
        ("Nhiệm vụ", 22.0, paragraph("Ô bảng giữa", "{{ viec.so }}")),
        ("Mục trong Kế hoạch của {{ ke_hoach.co_quan_ngan }}", 38.0, paragraph("Ô bảng giữa", "{{ viec.nguon }}")),
        ("Thời hạn Kế hoạch đó nêu", 34.0, paragraph("Ô bảng giữa", "{{ viec.han }}")),
        ("Bộ phận, cá nhân thực hiện", 44.0, paragraph("Ô bảng điền")),
        ("Thời hạn hoàn thành", 27.0, paragraph("Ô bảng điền", "{{ viec.xong }}")),
    ]
    if not dated:
        room = columns.pop(2)[1]
        columns[1:3] = [(title, width + room / 2, content) for title, width, content in columns[1:3]]
    titles, widths = tuple(title for title, _w, _c in columns), tuple(width for _t, width, _c in columns)
    cells = (cell(width, content) for _title, width, content in columns)
    return lines("phan.cong_viec", "viec", titles, widths, row(*cells)) + paragraph("Ngăn bảng")


def _reporting() -> str:
    said = "Thực hiện chế độ báo cáo theo {{ ke_hoach.dan_chieu_ngan }} của {{ ke_hoach.co_quan }}:"
    each = loop("che_do", "phan.bao_cao", paragraph("Gạch đầu dòng", "- {{ che_do.loi }}."))
    return tag("if phan.bao_cao") + paragraph("Nội dung", said) + each + tag("endif")


def report_body(references: str) -> str:
    """The report form of one unit, in the parts of a report; all of it is upright, so that every page is used."""
    introduction = "Thực hiện {{ ke_hoach.dan_chieu }}, {{ don_vi.ten }} báo cáo kết quả như sau:"
    ending = (
        "Trên đây là báo cáo của {{ don_vi.ten }} về kết quả thực hiện {{ ke_hoach.dan_chieu_ngan }}, kính gửi "
        "{{ noi_gui }} tổng hợp./."
    )
    before, after = _frame_parts(before_tables=True), _frame_parts(before_tables=False)
    results = len(before) + 1
    return "".join(
        (
            letterhead(),
            title("BÁO CÁO"),
            paragraph("Kính gửi", "Kính gửi: {{ noi_gui }}"),
            paragraph("Nội dung", introduction),
            paragraph("Nội dung", "{{ ky_bao_cao }}"),
            _frame(CUTOFF.template_name, 8),
            loop("dong", "huong_dan", paragraph("Hướng dẫn", "{{ dong }}")),
            *(_part(number, *part) for number, part in enumerate(before, 1)),
            paragraph("Đề mục phần", f"{to_roman(results)}. KẾT QUẢ THỰC HIỆN NHIỆM VỤ"),
            _results(),
            paragraph("Đề mục phần", f"{to_roman(results + 1)}. KẾT QUẢ THỰC HIỆN CHỈ TIÊU"),
            _targets(),
            _figures(),
            *(_part(number, *part) for number, part in enumerate(after, results + 2)),
            paragraph("Đoạn kết", ending),
            closing(),
            section(references=references, title_page=True),
        )
    )


def _frame_parts(*, before_tables: bool) -> list[tuple[str, list[FieldDefinition]]]:
    """The headings of the parts with frames, with the frames of each, in the order of fields: which the tables cut."""
    tables = FORM_FIELDS.index(STATUS)
    frames = (
        one
        for number, one in enumerate(FORM_FIELDS)
        if one in consolidated_fields(Area.REPORT) and (number < tables) is before_tables
    )
    return [(heading, list(found)) for heading, found in groupby(frames, lambda one: one.part or one.title)]


def _part(number: int, heading: str, asked: list[FieldDefinition]) -> str:
    """A part with a frame for each of its fields, which have headings of their own where they are several."""
    named = any(one.part for one in asked)
    frames = (
        (paragraph("Đề mục 1", f"{count}. {one.title}") if named else "")
        + _frame(one.template_name, _FRAME_HEIGHT)
        + paragraph("Ngăn bảng")
        for count, one in enumerate(asked, 1)
    )
    return paragraph("Đề mục phần", f"{to_roman(number)}. {heading}") + "".join(frames)


_PRODUCT = "{% if dong.san_pham %} (sản phẩm: {{ dong.san_pham }}){% endif %}"


def _results() -> str:
    widths = (19.0, 53.0, 22.0, 33.0, 19.0, 19.0)
    titles = ("Mục", "Nhiệm vụ, thời hạn", *(one.title for one in fields_of(Area.TASK)))
    name = paragraph("Ô bảng nhóm", "{{ mot_nhom.so }}. {{ mot_nhom.ten }}")
    group = cell(sum(widths), name, span=len(widths), shade=True)
    heading = (
        cell(widths[0], paragraph("Ô bảng đề mục", "{{ dong.ma }}")),
        cell(sum(widths[1:]), paragraph("Ô bảng đề mục", f"{{{{ dong.noi_dung }}}}{_PRODUCT}"), span=len(widths) - 1),
    )
    rows = (
        header_row(titles, widths),
        row_tag("for mot_nhom in nhom", widths),
        row(group),
        row_tag("for dong in mot_nhom.dong", widths),
        row_tag("if dong.la_muc", widths),
        row(*heading),
        row_tag("else", widths),
        row(*_task_cells(widths), whole=False),
        row_tag("endif", widths),
        row_tag("endfor", widths),
        row_tag("endfor", widths),
    )
    return table("Bảng khung", widths, *rows)


def _task_cells(widths: tuple[float, ...]) -> tuple[str, ...]:
    due = tag("if dong.han") + paragraph("Ô bảng thời hạn", "Thời hạn: {{ dong.han }}") + tag("endif")
    given = (
        cell(widths[0], paragraph("Ô bảng giữa", "{{ dong.ma }}")),
        cell(
            widths[1],
            paragraph("Ô bảng nhiệm vụ", f"{{{{ dong.noi_dung }}}}{_PRODUCT}"),
            due,
            _earlier("dong.ky_truoc"),
        ),
    )
    return given + tuple(
        cell(width, _field(f"dong.{one.template_name}"))
        for width, one in zip(widths[2:], fields_of(Area.TASK), strict=True)
    )


def _earlier(name: str) -> str:
    """What the unit reported in the period before, in a paragraph of its own, if anything."""
    return tag(f"if {name}") + paragraph("Ô bảng thời hạn", f"Đã báo cáo {{{{ {name} }}}}") + tag("endif")


def _field(name: str) -> str:
    """A paragraph that is a cell to fill in."""
    return paragraph("Ô bảng điền", f"{{{{r {name} }}}}")


def _targets() -> str:
    widths = (18.0, 57.0, 30.0, 20.0, 20.0, 20.0)
    asked = fields_of(Area.TARGET)
    titles = ("Mục", "Chỉ tiêu", "Mức trong Kế hoạch", *(one.title for one in asked))
    cells = (
        cell(widths[0], paragraph("Ô bảng giữa", "{{ muc.ma }}")),
        cell(widths[1], paragraph("Ô bảng", "{{ muc.noi_dung }}"), _earlier("muc.ky_truoc")),
        cell(widths[2], paragraph("Ô bảng giữa", "{{ muc.ke_hoach }}")),
        *(cell(w, _field(f"muc.{one.template_name}")) for w, one in zip(widths[3:], asked, strict=True)),
    )
    none = paragraph("Nội dung", "Kế hoạch không nêu chỉ tiêu bằng số đối với đơn vị.")
    filled = lines("chi_tieu", "muc", titles, widths, row(*cells))
    return tag("if chi_tieu") + filled + tag("else") + none + tag("endif")


def _figures() -> str:
    """The table of figures, where the plan asks for any; members of a breakdown stand below their whole."""
    widths = (17.0, 54.0, 20.0, 30.0, 22.0, 22.0)
    asked = fields_of(Area.INDICATOR)
    titles = ("Mã", "Số liệu", "Đơn vị tính", "Cách tính", *(one.title for one in asked))
    name = "{% if so.chi_tiet %}- {% endif %}{{ so.ten }}"
    cells = (
        cell(widths[0], paragraph("Ô bảng giữa", "{{ so.ma }}")),
        cell(widths[1], paragraph("Ô bảng", name), _earlier("so.da_bao_cao")),
        cell(widths[2], paragraph("Ô bảng giữa", "{{ so.don_vi_tinh }}")),
        cell(widths[3], paragraph("Ô bảng", "{{ so.cach_tinh }}")),
        *(cell(w, _field(f"so.{one.template_name}")) for w, one in zip(widths[4:], asked, strict=True)),
    )
    heading = paragraph("Ngăn bảng") + paragraph("Đề mục 1", "Biểu số liệu")
    return tag("if so_lieu") + heading + lines("so_lieu", "so", titles, widths, row(*cells)) + tag("endif")


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
            annexes(),
            section(references=references, title_page=True),
        )
    )
