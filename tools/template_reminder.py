"""The reminder (công văn đôn đốc) → OOXML of its body."""

from __future__ import annotations

from tools.template_blocks import closing, closing_words, letterhead, lines
from tools.template_ooxml import cell, loop, paragraph, row, row_tag, section, tag

_WIDTHS = (10.0, 62.0, 23.0, 21.0, 49.0)
_TITLES = ("TT", "Đơn vị", "Hạn gửi", "Quá hạn (ngày làm việc)", "Ghi chú")


def reminder_body(references: str) -> str:
    """The letter: to whom, what is awaited, what is asked; its annex, the list of units."""
    return "".join(
        (
            letterhead(subject=True),
            paragraph("Ngăn bảng"),
            tag("if noi_gui"),
            paragraph("Kính gửi", "Kính gửi: {{ noi_gui }}"),
            tag("else"),
            paragraph("Kính gửi công văn", "Kính gửi:"),
            tag("endif"),
            loop("dong", "kinh_gui", paragraph("Nơi kính gửi", "- {{ dong }}")),
            paragraph("Ngăn bảng"),
            loop("dong", "mo_dau", paragraph("Nội dung", "{{ dong }}")),
            closing_words("{{ dong }}"),
            closing(),
            tag("if ten_phu_luc"),
            paragraph("Số phụ lục", "Phụ lục"),
            paragraph("Tên phụ lục", "{{ ten_phu_luc }}"),
            paragraph("Kèm theo", "{{ kem_theo }}"),
            _units(),
            paragraph("Cuối phần"),
            tag("endif"),
            section(references=references, title_page=True),
        )
    )


def _units() -> str:
    cells = (
        cell(_WIDTHS[0], paragraph("Ô bảng giữa", "{{ cham.so }}")),
        cell(_WIDTHS[1], paragraph("Ô bảng", "{{ cham.ten }}")),
        cell(_WIDTHS[2], paragraph("Ô bảng giữa", "{{ cham.han }}")),
        cell(_WIDTHS[3], paragraph("Ô bảng giữa", "{{ cham.cham }}")),
        cell(_WIDTHS[4], paragraph("Ô bảng", "{{ cham.ghi_chu }}")),
    )
    group = cell(sum(_WIDTHS), paragraph("Ô bảng nhóm", "{{ cham.nhom }}"), span=len(_WIDTHS), shade=True)
    heading = row_tag("if cham.nhom", _WIDTHS) + row(group) + row_tag("endif", _WIDTHS)
    return lines("don_vi_cham", "cham", _TITLES, _WIDTHS, heading + row(*cells))
