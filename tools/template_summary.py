"""The consolidated report → OOXML of its body."""

from __future__ import annotations

from gen.derive.form_fields import Area, consolidated_fields
from gen.text import to_roman
from tools.template_blocks import closing, letterhead, lines, title
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
            loop("dong", "ket", paragraph("Đoạn kết", "{{ dong }}")),
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
    widths = (49.0, 16.0, 17.0, 17.0, 17.0, 17.0, 16.0, 16.0)
    titles = (
        "Mục của kế hoạch", "Số lượt", "Hoàn thành", "Đang thực hiện", "Chưa triển khai", "Không phát sinh",
        "Chưa ghi", "Chưa gửi",
    )  # fmt: skip
    names = ("tong", "xong", "dang", "chua", "khong", "trong", "thieu")
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
    widths = (16.0, 62.0, 20.0, 20.0, 22.0, 30.0, 18.0, 30.0, 34.0)
    titles = (
        "Mã", "Chỉ tiêu, mức kế hoạch giao", "Tử số", "Mẫu số", "Kết quả chung", "Thấp nhất", "Trung vị", "Cao nhất",
        "Lưu ý",
    )  # fmt: skip
    notes = loop("loi", "chi.luu_y", paragraph("Ô bảng", "{{ loi }}"))
    middle = ("tu_so", "mau_so", "chung", "thap", "giua", "cao")
    cells = (
        cell(widths[0], paragraph("Ô bảng giữa", "{{ chi.ma }}")),
        cell(widths[1], paragraph("Ô bảng", "{{ chi.noi_dung }}")),
        *(cell(w, paragraph("Ô bảng giữa", f"{{{{ chi.{n} }}}}")) for w, n in zip(widths[2:8], middle, strict=True)),
        cell(widths[8], notes, paragraph("Cuối phần")),
    )
    none = paragraph("Nội dung", "Kế hoạch không giao chỉ tiêu bằng số.")
    filled = lines("chi_tieu", "chi", titles, widths, row(*cells, whole=False))
    return tag("if chi_tieu") + filled + tag("else") + none + tag("endif")


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
