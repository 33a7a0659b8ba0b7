"""What stands in the block that ends a form, and what is a unit's own words there."""

from __future__ import annotations

import pytest

from gen.word.forms.closing_block import belongs_to_closing

LEGITIMATE = (
    "Nơi nhận:", "- Như trên;", "Như kính gửi;", "- Lưu: VT.", "Lưu VT", "- Lưu: VT, TH (02).", "- Lưu: VT, 05 bản.",
    "- Như trên; - Lưu: VT.", "- TT. Đảng ủy, HĐND xã (b/c);", "- Các đ/c Phó Chủ tịch UBND xã;",
    "- Phòng Tài chính - Kế hoạch huyện (để b/c);", "- Công an huyện (PC06);", "- Trường Tiểu học số 2;",
    "- Tiểu đoàn phòng không 1;", "- Thành viên Ban Chỉ đạo 389;", "- Đà Nẵng;", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH", "Chủ tịch", "Phó Giám đốc", "THỦ TRƯỞNG ĐƠN VỊ", "Người lập biểu", "Nguyễn Văn Đạt",
    "NGUYỄN VĂN ĐẠT", "Thượng tá Lò Văn A", "Thiếu tá Quàng Văn B", "BSCKII. Lường Thị C", "(Đã ký)", "Đã ký",
    "(Ký tên, đóng dấu)", "[hình ảnh]", "……………", "Ký bởi: Ủy ban nhân dân xã A", "Ngày ký: 15/07/2026 10:22:11 +07:00",
    "Xã A, ngày 5 tháng 7 năm 2026", "Số: 12/BC-UBND",
)  # fmt: skip
OWN_WORDS = (
    "- Đã trồng 5 ha;", "Đã trồng 5 ha", "Trồng rừng 12 ha", "Số liệu chưa đầy đủ", "CHƯA CÓ SỐ LIỆU", "- 45 hộ nghèo;",
    "- Lưu: VT. Đã trồng 5 ha", "- Lưu: VT, 45 hộ", "Ghi chú: còn 44 hộ", "45", "đạt 95%", "Số hộ nghèo: 45",
    "- Đề nghị cấp thêm kinh phí;", "Xin bổ sung: 15 lớp tập huấn", "Kết quả tốt, không có khó khăn",
    "Nguyễn Văn A đã xong 5 ha",
)  # fmt: skip


@pytest.mark.parametrize("line", LEGITIMATE)
def test_recipients_titles_names_and_signs_belong_there(line: str) -> None:
    assert belongs_to_closing(line)


@pytest.mark.parametrize("line", OWN_WORDS)
def test_figures_and_sentences_do_not(line: str) -> None:
    assert not belongs_to_closing(line)


def test_recipient_may_go_on_in_the_next_line() -> None:
    assert belongs_to_closing("huyện (b/c);", "- Phòng Tài chính - Kế hoạch")


def test_what_goes_on_with_a_figure_does_not_belong_there() -> None:
    assert not belongs_to_closing("còn 5 ha", "- Phòng Tài chính - Kế hoạch")
