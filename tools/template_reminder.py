"""The reminder (công văn đôn đốc) → OOXML of its body."""

from __future__ import annotations

from tools.template_blocks import closing, letterhead, lines
from tools.template_ooxml import cell, loop, paragraph, row, section, tag

_WIDTHS = (12.0, 58.0, 24.0, 21.0, 50.0)
_TITLES = ("TT", "Đơn vị", "Hạn gửi", "Quá hạn (ngày làm việc)", "Ghi chú")


def reminder_body(references: str) -> str:
    """The letter: to whom, what is awaited, the list of units, what is asked."""
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
            _units(),
            paragraph("Ngăn bảng"),
            loop("dong", "ket", paragraph("Đoạn kết", "{{ dong }}")),
            closing(),
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
    return lines("don_vi_cham", "cham", _TITLES, _WIDTHS, row(*cells))
