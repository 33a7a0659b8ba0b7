"""The consolidated report → OOXML of its body: pages for leaders, the draft, the annexes."""

from __future__ import annotations

from gen.derive.form_fields import STANDING, STATUSES
from gen.returns.consolidation.statements import STATUS_ORDER
from gen.text import to_roman
from gen.word.template.names_returns import status_name
from tools.template_blocks import closing, closing_words, letterhead, lines, title
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

_STATUSES = tuple(STATUSES[number] for number in STATUS_ORDER)
_COUNTED = (*(status_name(status) for status in _STATUSES), "trong", "thieu")
_COUNTED_TITLES = (*_STATUSES, "Không ghi", "Chưa có báo cáo")
_SMALL_TITLE, _SMALL, _SMALL_CENTRED = "Tiêu đề bảng nhỏ", "Ô bảng nhỏ", "Ô bảng nhỏ giữa"
_SMALL_HEAD = "Ô bảng nhỏ đề mục"
"""The styles of tables of many columns, in which what a row is about stands in a row over it."""
_WIDTH, _LONGEST_WORD = 165.0, 14.5
"""The room for a table, and for the longest word of a title, in millimetres."""


def summary_body(references: str) -> str:
    """Pages for leaders, then the draft with its signature, then an annex for each table."""
    annexes = (
        ("TIẾN ĐỘ THEO MỤC CỦA KẾ HOẠCH", _progress()),
        ("KẾT QUẢ THEO NHIỆM VỤ", _tasks()),
        ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU, SỐ LIỆU", _targets() + _figures()),
        ("TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ", _missing() + _senders()),
        ("TỆP VÀ NỘI DUNG KHÔNG ĐỌC ĐƯỢC, KHÔNG TÍNH VÀO SỐ LIỆU", _uncounted()),
    )
    return "".join(
        (
            letterhead(),
            title("BÁO CÁO"),
            paragraph("Kính gửi", "Kính gửi: {{ noi_gui }}"),
            loop("dong", "mo_dau", paragraph("Nội dung", "{{r dong }}")),
            _leaders(),
            _draft(),
            closing_words("{{ dong }}"),
            closing(),
            *(_annex(number, *annex) for number, annex in enumerate(annexes, 1)),
            tag("if minh_chung or con_hinh"),
            _annex(len(annexes) + 1, "HÌNH ẢNH MINH CHỨNG", _evidence()),
            tag("endif"),
            section(references=references, title_page=True),
        )
    )


def _annex(number: int, heading: str, content: str) -> str:
    """An annex, on pages of its own; upright, since Decree 30 lets only tables that are no annex lie."""
    head = paragraph("Số phụ lục", f"Phụ lục {to_roman(number)}") + paragraph("Tên phụ lục", heading)
    return head + paragraph("Kèm theo", "{{ kem_theo }}") + content + paragraph("Cuối phần")


def _passages(names: str) -> str:
    """The passages of a list in the draft: headings, and paragraphs."""
    heading = tag("if doan.kieu == 'muc'") + paragraph("Đề mục 1", "{{r doan.chu }}")
    plain = tag("else") + paragraph("Nội dung", "{{r doan.chu }}") + tag("endif")
    return loop("doan", names, heading + plain)


def _leaders() -> str:
    return "".join(
        (
            paragraph("Đề mục phần", "TÓM TẮT"),
            *_brief("1. Chỉ đạo thực hiện, gửi báo cáo", "gui_bao_cao"),
            *_brief("2. Tiến độ thực hiện nhiệm vụ", "tien_do_chung"),
            paragraph("Hình", "{{r bieu_do }}"),
            *_brief("3. Chỉ tiêu", "chi_tieu_chung", "Dẫn bảng tóm tắt"),
            tag("if chi_tieu_chinh"),
            _main_targets(),
            paragraph("Ngăn bảng"),
            tag("endif"),
            *_brief("4. Vấn đề cần chú ý", "noi_bat"),
            *_brief("5. Đề nghị, kiến nghị", "de_nghi"),
        )
    )


def _brief(heading: str, names: str, style: str = "Nội dung tóm tắt") -> tuple[str, str]:
    return paragraph("Đề mục tóm tắt", heading), loop("dong", names, paragraph(style, "{{r dong }}"))


def _main_targets() -> str:
    widths = (54.0, 33.0, 52.0, 26.0)
    cells = (
        cell(widths[0], paragraph("Ô bảng", "{{ chinh.noi_dung }}")),
        cell(widths[1], paragraph("Ô bảng", "{{ chinh.giao }}")),
        cell(widths[2], paragraph("Ô bảng", "{{r chinh.ket_qua }}")),
        cell(widths[3], paragraph("Ô bảng", "{{ chinh.so_sanh }}")),
    )
    return lines("chi_tieu_chinh", "chinh", ("Chỉ tiêu", "Mức giao", "Kết quả", "So với mức giao"), widths, row(*cells))


def _draft() -> str:
    """The chapters; the first begins a page, so that the pages before can be handed in alone."""
    heading = "{{ mot_chuong.so }}. {{ mot_chuong.ten }}"
    first = tag("if loop.first") + paragraph("Đề mục phần đầu trang", heading)
    others = tag("else") + paragraph("Đề mục phần", heading) + tag("endif")
    return loop("mot_chuong", "chuong", first + others, _passages("mot_chuong.doan"))


def _figures() -> str:
    """The table of figures, where the plan asks for any, and charts of them."""
    columns = (
        ("ma", "Mã", 16.0), ("ten", "Số liệu", 56.0), ("don_vi_tinh", "Đơn vị tính", 17.0),
        ("ky_truoc", "Kỳ trước", 22.0), ("ky_nay", "Kỳ này", 20.0), ("luy_ke", "Từ đầu năm", 20.0),
        ("so_don_vi", "Số đơn vị", 14.0),
    )  # fmt: skip
    cells = (
        cell(width, paragraph(_SMALL if name == "ten" else _SMALL_CENTRED, f"{{{{ so.{name} }}}}"))
        for name, _title, width in columns
    )
    titles, widths = tuple(title for _name, title, _w in columns), tuple(width for _name, _title, width in columns)
    table = lines("so_lieu", "so", titles, widths, row(*cells) + _remarks("so", widths))
    chart = paragraph("Tên biểu đồ", "{{ bieu.ten }}") + paragraph("Hình", "{{r bieu.hinh }}")
    lead = paragraph("Ngăn bảng") + paragraph("Nội dung", "Biểu số liệu:")
    return tag("if so_lieu") + lead + table + loop("bieu", "bieu_do_so_lieu", chart) + tag("endif")


def _count_widths(names: tuple[str, ...], width: float) -> tuple[float, ...]:
    """The widths of columns of counts: one at least has room for the longest word of a title, `thường`."""
    return tuple(max(width, _LONGEST_WORD) if name == status_name(STANDING) else width for name in names)


def _counts(variable: str, names: tuple[str, ...], widths: tuple[float, ...]) -> tuple[str, ...]:
    return tuple(
        cell(width, paragraph(_SMALL_CENTRED, f"{{{{ {variable}.{name} }}}}"))
        for name, width in zip(names, widths, strict=True)
    )


def _progress() -> str:
    width = 16.0 if len(_COUNTED) <= 6 else 14.5
    names = ("tong", *_COUNTED)
    counted = _count_widths(names, width)
    first = _WIDTH - sum(counted)
    widths = (first, *counted)
    cells = (cell(first, paragraph(_SMALL, "{{ tien.ten }}")), *_counts("tien", names, counted))
    titles = ("Mục của kế hoạch", "Số lượt", *_COUNTED_TITLES)
    return lines("tien_do", "tien", titles, widths, row(*cells), _SMALL_TITLE)


def _tasks() -> str:
    """For each task its words over all columns, and below them the counts."""
    names = ("giao", "bao_cao", *_COUNTED)
    counted = _count_widths(names, 15.0 if len(names) <= 8 else 13.3)
    first = _WIDTH - sum(counted)
    widths = (first, *counted)
    titles = ("Nhiệm vụ, đơn vị phối hợp", "Đơn vị chủ trì", "Báo cáo", *_COUNTED_TITLES)
    group = row(cell(_WIDTH, paragraph("Ô bảng nhóm", "{{ muc_th.ten }}"), span=len(widths), shade=True))
    words = paragraph(_SMALL_HEAD, "{{ viec_th.ma }}. {{ viec_th.noi_dung }}")
    counts = row(
        cell(first, paragraph(_SMALL, "{% if viec_th.phoi_hop %}Phối hợp: {{ viec_th.phoi_hop }}{% endif %}")),
        *_counts("viec_th", names, counted),
    )
    rows = (
        row_tag("for muc_th in cac_muc", widths), group, row_tag("for viec_th in muc_th.viec", widths),
        _over_all(words, len(widths)), counts, row_tag("endfor", widths), row_tag("endfor", widths),
    )  # fmt: skip
    return table("Bảng khung", widths, header_row(titles, widths, _SMALL_TITLE), *rows)


def _over_all(content: str, columns: int, *, whole: bool = True) -> str:
    return row(cell(_WIDTH, content, span=columns), whole=whole)


def _targets() -> str:
    none = paragraph("Nội dung", "Kế hoạch không giao chỉ tiêu bằng số.")
    several = tag("if so_sanh") + _target_table(compared=True) + tag("else") + _target_table(compared=False)
    return tag("if chi_tieu") + several + tag("endif") + tag("else") + none + tag("endif")


_TARGET_COLUMNS = (
    ("tu_so", "Tử số", 20.0, 15.0), ("mau_so", "Mẫu số", 20.0, 15.0), ("chung", "Kết quả chung", 26.0, 19.0),
    ("dat", "So với mức giao", 30.0, 22.0), ("ky_truoc", "Kỳ trước", 0.0, 21.0),
    ("luy_ke", "Lũy kế từ đầu năm", 0.0, 22.0), ("thap", "Thấp nhất", 26.0, 19.0), ("giua", "Trung vị", 17.0, 13.0),
    ("cao", "Cao nhất", 26.0, 19.0),
)  # fmt: skip
"""The columns of the table of targets: name, heading, and width in millimetres: of a report that is owed once, where
some columns are left out, and of one that recurs."""


def _remarks(variable: str, widths: tuple[float, ...]) -> str:
    """What a reader has to know of a row, over all columns below it; no row where that is nothing."""
    notes = loop("loi", f"{variable}.luu_y", paragraph(_SMALL, "{{ loi }}")) + paragraph("Cuối phần")
    over_all = _over_all(notes, len(widths), whole=False)
    return row_tag(f"if {variable}.luu_y", widths) + over_all + row_tag("endif", widths)


def _target_table(*, compared: bool) -> str:
    """For each target its words over all columns, its figures, and what a reader has to know."""
    columns = [(name, title, last if compared else first) for name, title, first, last in _TARGET_COLUMNS]
    columns = [column for column in columns if column[2]]
    titles, widths = tuple(title for _name, title, _w in columns), tuple(width for _name, _title, width in columns)
    words = _over_all(paragraph(_SMALL_HEAD, "{{ chi.ma }}: {{ chi.noi_dung }}"), len(columns))
    figures = row(*(cell(width, paragraph(_SMALL_CENTRED, f"{{{{ chi.{name} }}}}")) for name, _title, width in columns))
    return lines("chi_tieu", "chi", titles, widths, words + figures + _remarks("chi", widths), _SMALL_TITLE)


def _missing() -> str:
    widths = (12.0, 68.0, 24.0, 24.0, 37.0)
    titles = ("TT", "Đơn vị chưa có báo cáo", "Hạn gửi", "Quá hạn (ngày làm việc)", "Ghi chú")
    names = ("so", "ten", "han", "qua_han", "ghi_chu")
    heading = paragraph("Đề mục 1", "Đơn vị chưa có báo cáo")
    none = paragraph("Nội dung", "Các đơn vị phải gửi đều đã gửi báo cáo.")
    each = _plain_lines("don_vi_thieu", "thieu_gui", titles, widths, names)
    return heading + tag("if don_vi_thieu") + each + tag("else") + none + tag("endif")


def _senders() -> str:
    widths = (12.0, 62.0, 24.0, 24.0, 43.0)
    titles = ("TT", "Đơn vị đã gửi", "Hạn gửi", "Ngày nhận", "Ghi chú")
    each = _plain_lines("don_vi_gui", "gui", titles, widths, ("so", "ten", "han", "nhan", "ghi_chu"))
    heading = paragraph("Ngăn bảng") + paragraph("Đề mục 1", "Đơn vị đã gửi báo cáo")
    return tag("if don_vi_gui") + heading + each + tag("endif")


_WORDED = frozenset({"ten", "ghi_chu", "o", "noi_dung", "ly_do"})
"""Columns of words, which are not centred."""


def _plain_lines(
    names: str, variable: str, titles: tuple[str, ...], widths: tuple[float, ...], columns: tuple[str, ...]
) -> str:
    cells = (
        cell(width, paragraph("Ô bảng" if name in _WORDED else "Ô bảng giữa", f"{{{{ {variable}.{name} }}}}"))
        for width, name in zip(widths, columns, strict=True)
    )
    return lines(names, variable, titles, widths, row(*cells, whole=False))


def _uncounted() -> str:
    widths = (50.0, 25.0, 50.0, 40.0)
    titles = ("Đơn vị, tệp", "Ô", "Nội dung đã ghi", "Vì sao không tính")
    each = _plain_lines("khong_tinh", "bo", titles, widths, ("ten", "o", "noi_dung", "ly_do"))
    none = paragraph(
        "Nội dung",
        "Không có tệp, nội dung nào không đọc được. Số liệu đọc được mà không tính thì nêu tại Phụ lục II, III.",
    )
    return tag("if khong_tinh") + each + tag("else") + none + tag("endif")


def _evidence() -> str:
    """Each answer with its pictures, and how many are not printed."""
    caption = paragraph("Đề mục 1", "{{ mot_o.ten }}. {{ mot_o.o }}")
    words = tag("if mot_o.noi_dung") + paragraph("Nội dung", "{{ mot_o.noi_dung }}") + tag("endif")
    note = tag("if mot_o.ghi_chu") + paragraph("Nội dung", "({{ mot_o.ghi_chu }})") + tag("endif")
    pictures = paragraph("Hình", "{{r mot_o.hinh }}")
    rest = tag("if con_hinh") + paragraph("Nội dung", "{{ con_hinh }}") + tag("endif")
    return loop("mot_o", "minh_chung", caption, words, pictures, note) + rest
