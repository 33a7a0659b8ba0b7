"""The consolidated report → OOXML of its body."""

from __future__ import annotations

from gen.derive.form_fields import Area, consolidated_fields
from gen.text import to_roman
from tools.template_blocks import closing, closing_words, letterhead, lines, title
from tools.template_ooxml import (
    cell,
    loop,
    paragraph,
    row,
    section,
    section_end,
    tag,
)


def summary_body(references: str) -> str:
    """How many reported, progress with its chart, each task with what units say, targets, difficulties, the annex."""
    return "".join(
        (
            letterhead(),
            title("BÁO CÁO"),
            paragraph("Kính gửi", "Kính gửi: {{ noi_gui }}"),
            loop("dong", "mo_dau", paragraph("Nội dung", "{{ dong }}")),
            paragraph("Đề mục phần", "I. TÌNH HÌNH GỬI BÁO CÁO"),
            loop("dong", "tinh_hinh", paragraph("Nội dung", "{{ dong }}")),
            paragraph("Đề mục phần", "II. TIẾN ĐỘ THỰC HIỆN"),
            paragraph("Hình", "{{r bieu_do }}"),
            _progress(),
            paragraph("Đề mục phần", "III. KẾT QUẢ THEO NHIỆM VỤ"),
            _tasks(),
            section_end(section(references=references, title_page=True)),
            paragraph("Đề mục phần", "IV. KẾT QUẢ THỰC HIỆN CHỈ TIÊU"),
            _targets(),
            section_end(section(landscape=True)),
            *(
                _said(f"{to_roman(number)}. {one.title}", one.template_name)
                for number, one in enumerate(consolidated_fields(Area.REPORT), 5)
            ),
            closing_words("{{ dong }}"),
            closing(),
            paragraph("Số phụ lục", "Phụ lục"),
            paragraph("Tên phụ lục", "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ"),
            paragraph("Kèm theo", "{{ kem_theo }}"),
            _senders(),
            _apart(),
            paragraph("Cuối phần"),
            section(),
        )
    )


def _progress() -> str:
    widths = (45.0, 14.0, 15.0, 15.0, 16.0, 16.0, 15.0, 14.0, 15.0)
    titles = (
        "Mục của kế hoạch", "Số lượt", "Hoàn thành", "Thường xuyên", "Đang thực hiện", "Chưa triển khai",
        "Không phát sinh",        "Chưa ghi", "Chưa gửi",
    )  # fmt: skip
    names = ("tong", "xong", "thuong_xuyen", "dang", "chua", "khong", "trong", "thieu")
    cells = (
        cell(widths[0], paragraph("Ô bảng", "{{ tien.ten }}")),
        *(cell(w, paragraph("Ô bảng giữa", f"{{{{ tien.{n} }}}}")) for w, n in zip(widths[1:], names, strict=True)),
    )
    return lines("tien_do", "tien", titles, widths, row(*cells))


def _tasks() -> str:
    task = (
        paragraph("Đề mục nhỏ", "{{ viec_th.ma }}. {{ viec_th.noi_dung }}"),
        paragraph("Nội dung", "{{ viec_th.so_lieu }}"),
        loop("loi", "viec_th.y_kien", paragraph("Gạch đầu dòng", "- {{ loi }}")),
    )
    return loop("muc_th", "cac_muc", paragraph("Đề mục 1", "{{ muc_th.ten }}"), loop("viec_th", "muc_th.viec", *task))


def _targets() -> str:
    none = paragraph("Nội dung", "Kế hoạch không giao chỉ tiêu bằng số.")
    several = tag("if so_sanh") + _target_table(compared=True) + tag("else") + _target_table(compared=False)
    return tag("if chi_tieu") + several + tag("endif") + tag("else") + none + tag("endif")


_TARGET_COLUMNS = (
    ("ma", "Mục", 20.0, 20.0), ("noi_dung", "Chỉ tiêu, mức kế hoạch giao", 58.0, 37.0), ("tu_so", "Tử số", 20.0, 16.0),
    ("mau_so", "Mẫu số", 20.0, 16.0), ("chung", "Kết quả chung", 22.0, 22.0), ("ky_truoc", "Kỳ trước", 0.0, 25.0),
    ("luy_ke", "Lũy kế từ đầu năm", 0.0, 28.0), ("thap", "Thấp nhất", 30.0, 22.0), ("giua", "Trung vị", 18.0, 15.0),
    ("cao", "Cao nhất", 30.0, 22.0), ("luu_y", "Lưu ý", 34.0, 29.0),
)  # fmt: skip
"""The columns of the table of targets: name, heading, and width in millimetres: of a report that is owed once, where
some columns are left out, and of one that recurs."""


def _target_table(*, compared: bool) -> str:
    columns = [(name, title, last if compared else first) for name, title, first, last in _TARGET_COLUMNS]
    columns = [column for column in columns if column[2]]
    notes = loop("loi", "chi.luu_y", paragraph("Ô bảng", "{{ loi }}"))
    cells = (
        cell(width, notes, paragraph("Cuối phần"))
        if name == "luu_y"
        else cell(width, paragraph("Ô bảng" if name == "noi_dung" else "Ô bảng giữa", f"{{{{ chi.{name} }}}}"))
        for name, _title, width in columns
    )
    titles, widths = tuple(title for _name, title, _w in columns), tuple(width for _name, _title, width in columns)
    return lines("chi_tieu", "chi", titles, widths, row(*cells, whole=False))


def _said(heading: str, names: str) -> str:
    none = paragraph("Nội dung", "Các đơn vị đã gửi báo cáo không nêu.")
    each = loop("dong", names, paragraph("Gạch đầu dòng", "- {{ dong }}"))
    return paragraph("Đề mục phần", heading) + tag(f"if {names}") + each + tag("else") + none + tag("endif")


def _senders() -> str:
    widths = (12.0, 62.0, 24.0, 24.0, 43.0)
    titles = ("TT", "Đơn vị", "Hạn gửi", "Ngày nhận", "Ghi chú")
    cells = (
        cell(widths[0], paragraph("Ô bảng giữa", "{{ gui.so }}")),
        cell(widths[1], paragraph("Ô bảng", "{{ gui.ten }}")),
        cell(widths[2], paragraph("Ô bảng giữa", "{{ gui.han }}")),
        cell(widths[3], paragraph("Ô bảng giữa", "{{ gui.nhan }}")),
        cell(widths[4], paragraph("Ô bảng", "{{ gui.ghi_chu }}")),
    )
    return lines("don_vi_gui", "gui", titles, widths, row(*cells))


def _apart() -> str:
    widths = (50.0, 25.0, 50.0, 40.0)
    titles = ("Đơn vị, tệp", "Ô", "Nội dung đã ghi", "Vì sao không tính")
    names = ("ten", "o", "noi_dung", "ly_do")
    cells = (cell(w, paragraph("Ô bảng", f"{{{{ bo.{n} }}}}")) for w, n in zip(widths, names, strict=True))
    heading = paragraph("Đề mục phần", "Tệp và nội dung không tính vào số liệu")
    each = lines("khong_tinh", "bo", titles, widths, row(*cells, whole=False))
    return tag("if khong_tinh") + heading + each + tag("endif")
