"""The names that a Word template may use → typed classes, one sentence a name; docs/templates.md is made from here.

The names are Vietnamese without diacritics, since office workers write them into templates in Word, where an
autocorrected diacritic or an NFD letter would be a different name. Everything else in the program speaks English.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


def _name(meaning: str) -> Any:
    return field(metadata={"meaning": meaning})


def meaning(cls: type, name: str) -> str:
    """The sentence that says what `name` of `cls` is."""
    return str(next(f.metadata["meaning"] for f in fields(cls) if f.name == name))


@dataclass(frozen=True, slots=True)
class Emphasised:
    """Text in which some stretches are bold: written into a template as `{{r doan.chu }}`."""

    text: str


@dataclass(frozen=True, slots=True)
class ODien:
    """Một ô để đơn vị điền, viết {{r dong.ket_qua }}: ô nhập của Word, còn nhận ra được khi tệp gửi về."""

    khoa: str = _name("khóa của ô: 12.2#1/status; rỗng thì không in gì")
    loai: str = _name("loại: status (chọn), text (chữ), number (số)")
    chu: str = _name("nội dung đã có; rỗng khi chưa điền")
    bieu_mau: str = _name("mã biểu mẫu")
    so: int = _name("số thứ tự của ô trong biểu mẫu")


RICH: tuple[type, ...] = (Emphasised, ODien)
"""What takes the place of whole runs: written with {{r … }}."""


@dataclass(frozen=True, slots=True)
class DonVi:
    """don_vi: đơn vị lập văn bản."""

    ma: str = _name("mã đơn vị trong tệp kế hoạch, ví dụ xa-quai-to")
    ten: str = _name("tên đầy đủ: Ủy ban nhân dân xã Quài Tở")
    ten_ngan: str = _name("tên ngắn: UBND xã Quài Tở")
    dia_ban: str = _name("phạm vi: trên địa bàn xã Quài Tở")


@dataclass(frozen=True, slots=True)
class KeHoach:
    """ke_hoach: kế hoạch gốc mà văn bản thực hiện."""

    so_ky_hieu: str = _name("số, ký hiệu: 12/KH-UBND")
    ngay: str = _name("ngày … tháng … năm …")
    co_quan: str = _name("cơ quan ban hành, tên đầy đủ")
    co_quan_ngan: str = _name("cơ quan ban hành, tên ngắn")
    trich_yeu: str = _name("trích yếu nội dung")
    dan_chieu: str = _name("dẫn chiếu đầy đủ: Kế hoạch số … ngày … của … về …")
    dan_chieu_ngan: str = _name("dẫn chiếu ngắn: Kế hoạch số …")


@dataclass(frozen=True, slots=True)
class Doan:
    """Một đoạn của nội dung, lấy lần lượt từ phan.doan."""

    kieu: str = _name(
        "kiểu đoạn: 'muc' (1.), 'tieu_muc' (1.1.), 'diem' (a), 'gach' (-), 'cong' (+) hoặc 'doan' (không đánh số)"
    )
    dam: bool = _name("đúng khi đoạn là tiêu đề")
    so: str = _name("số hoặc dấu đầu dòng, kể cả dấu chấm: 1.1. · a) · -")
    chu: Emphasised = _name("lời văn, viết {{r d.chu }}")
    nguon: str = _name("số của nhiệm vụ trong kế hoạch gốc: mục 12.2, ý 1; trống nếu không có")


@dataclass(frozen=True, slots=True)
class CongViec:
    """Một dòng của bảng phân công trong nội bộ đơn vị, lấy từ phan.cong_viec."""

    so: str = _name("số của nhiệm vụ trong kế hoạch này")
    noi_dung: str = _name("lời của nhiệm vụ")
    nguon: str = _name("số của nhiệm vụ trong kế hoạch gốc")
    han: str = _name("thời hạn kế hoạch gốc ghi; trống nếu không ghi")


@dataclass(frozen=True, slots=True)
class BaoCao:
    """Một chế độ báo cáo, lấy từ phan.bao_cao."""

    ten: str = _name("tên báo cáo")
    noi_nhan: str = _name("nơi nhận, kể cả đầu mối")
    dinh_ky: str = _name("định kỳ: một lần, hằng năm …")
    han: str = _name("thời hạn; trống nếu kế hoạch không ghi")
    nguon: str = _name("chỗ kế hoạch gốc quy định")


@dataclass(frozen=True, slots=True)
class Phan:
    """Một phần (I., II., …), lấy lần lượt từ cac_phan."""

    so: str = _name("số La Mã: I, II …")
    ten: str = _name("tên phần")
    doan: tuple[Doan, ...] = _name("các đoạn")
    cong_viec: tuple[CongViec, ...] = _name("bảng phân công nội bộ; rỗng ở các phần khác")
    bao_cao: tuple[BaoCao, ...] = _name("bảng chế độ báo cáo; rỗng ở các phần khác")


@dataclass(frozen=True, slots=True)
class Chung:
    """Các tên có trong mọi mẫu."""

    co_quan_cap_tren: tuple[str, ...] = _name("các dòng cơ quan chủ quản, chữ hoa")
    co_quan: tuple[str, ...] = _name("các dòng cơ quan ban hành, chữ hoa")
    so_ky_hieu: str = _name("số, ký hiệu của văn bản: Số:      /KH-UBND")
    dia_danh_ngay: str = _name("địa danh, ngày tháng năm")
    trich_yeu: str = _name("trích yếu nội dung")
    noi_nhan: tuple[str, ...] = _name("các dòng nơi nhận, đã có dấu chấm phẩy")
    chu_ky: tuple[str, ...] = _name("các dòng quyền hạn, chức vụ người ký")
    nguoi_ky: str = _name("họ tên người ký; trống nếu chưa biết")
    ma_tai_lieu: str = _name("mã tài liệu, in ở chân trang")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """The names that a template has to print, lest its documents lose content: (class, name) pairs."""
        return (cls, "co_quan"), (cls, "trich_yeu"), (cls, "chu_ky")


@dataclass(frozen=True, slots=True)
class MauKeHoach(Chung):
    """Các tên của plan.docx: kế hoạch triển khai của một đơn vị."""

    don_vi: DonVi = _name("đơn vị lập kế hoạch")
    ke_hoach: KeHoach = _name("kế hoạch gốc")
    can_cu: tuple[str, ...] = _name("các dòng căn cứ, đã có dấu chấm phẩy")
    cac_phan: tuple[Phan, ...] = _name("các phần của kế hoạch")
    ket: tuple[str, ...] = _name("các đoạn kết, đoạn cuối có ./.")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """As for every template, and the tasks, bases and reports."""
        return *super(MauKeHoach, cls).required(), (Doan, "so"), (Doan, "chu"), (Phan, "bao_cao"), (cls, "can_cu")


@dataclass(frozen=True, slots=True)
class Dong:
    """Một dòng của bảng báo cáo, lấy từ nhom.dong."""

    la_muc: bool = _name("đúng khi dòng chỉ là tiêu đề, không phải nhiệm vụ")
    ma: str = _name("mã nhiệm vụ trong kế hoạch gốc: 12.2#1")
    noi_dung: str = _name("lời của nhiệm vụ hoặc tiêu đề")
    han: str = _name("thời hạn kế hoạch gốc ghi; trống nếu không ghi")
    tinh_trang: ODien = _name("ô chọn tình trạng, viết {{r dong.tinh_trang }}")
    ket_qua: ODien = _name("ô điền kết quả thực hiện")
    minh_chung: ODien = _name("ô điền minh chứng: số, ngày văn bản")
    ly_do: ODien = _name("ô điền lý do chưa hoàn thành")


@dataclass(frozen=True, slots=True)
class Nhom:
    """Một nhóm nhiệm vụ của bảng báo cáo: chủ trì, phối hợp, chung."""

    so: str = _name("A, B, C")
    ten: str = _name("tên nhóm")
    dong: tuple[Dong, ...] = _name("các dòng của nhóm")


@dataclass(frozen=True, slots=True)
class ChiTieu:
    """Một chỉ tiêu, lấy từ chi_tieu."""

    ma: str = _name("mã chỉ tiêu: 9#2/1")
    noi_dung: str = _name("chỉ tiêu về cái gì")
    ke_hoach: str = _name("mức kế hoạch gốc giao, nguyên văn: đạt 100%")
    tu_so: ODien = _name("ô điền tử số")
    mau_so: ODien = _name("ô điền mẫu số")
    ket_qua: ODien = _name("ô điền kết quả đạt")


@dataclass(frozen=True, slots=True)
class MauBaoCao(Chung):
    """Các tên của report.docx: biểu mẫu báo cáo kết quả của một đơn vị."""

    don_vi: DonVi = _name("đơn vị báo cáo")
    ke_hoach: KeHoach = _name("kế hoạch gốc")
    noi_gui: str = _name("nơi nhận báo cáo: Ủy ban nhân dân huyện Tuần Giáo")
    ky_bao_cao: str = _name("kỳ báo cáo và thời hạn gửi")
    ngay_chot: ODien = _name("ô điền ngày chốt số liệu của đơn vị")
    nhom: tuple[Nhom, ...] = _name("các nhóm nhiệm vụ")
    chi_tieu: tuple[ChiTieu, ...] = _name("các chỉ tiêu; rỗng nếu kế hoạch không giao")
    kho_khan: ODien = _name("ô điền khó khăn, vướng mắc")
    de_xuat: ODien = _name("ô điền đề xuất, kiến nghị")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """As for every template, and the rows with all that is to be filled in."""
        rows = ((Dong, "ma"), (Dong, "noi_dung"), (ChiTieu, "ma"), (ChiTieu, "ke_hoach"))
        cells = tuple(
            (owner, f.name) for owner in (Dong, ChiTieu, cls) for f in fields(owner) if f.type in (ODien, "ODien")
        )
        return *super(MauBaoCao, cls).required(), *rows, *cells, (cls, "ma_tai_lieu")


@dataclass(frozen=True, slots=True)
class MauKeHoachGoc(Chung):
    """Các tên của source-plan.docx: kế hoạch gốc."""

    mo_dau: tuple[Emphasised, ...] = _name("các đoạn trước phần I, viết {{r d }}")
    cac_phan: tuple[Phan, ...] = _name("các phần")
    ket: tuple[Emphasised, ...] = _name("các đoạn kết, viết {{r d }}")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """As for every template, and every paragraph."""
        return *super(MauKeHoachGoc, cls).required(), (Doan, "so"), (Doan, "chu"), (cls, "mo_dau"), (cls, "ket")


@dataclass(frozen=True, slots=True)
class DonViCham:
    """Một dòng của danh sách trong công văn đôn đốc, lấy từ don_vi_cham."""

    so: str = _name("số thứ tự")
    ten: str = _name("tên đơn vị")
    han: str = _name("hạn gửi, đã tính gia hạn; trống nếu kế hoạch không nêu")
    cham: str = _name("số ngày làm việc quá hạn; trống nếu chưa quá hạn")
    ghi_chu: str = _name("chưa gửi, không đọc được vì sao, cần bổ sung mục nào")


@dataclass(frozen=True, slots=True)
class MauCongVan(Chung):
    """Các tên của reminder.docx: công văn đôn đốc gửi báo cáo."""

    noi_gui: str = _name("nơi nhận trên cùng dòng Kính gửi; trống nếu phải liệt kê")
    kinh_gui: tuple[str, ...] = _name("danh sách nơi nhận dưới chữ Kính gửi; rỗng nếu đã ghi trên cùng dòng")
    mo_dau: tuple[str, ...] = _name("các đoạn trước danh sách")
    don_vi_cham: tuple[DonViCham, ...] = _name("danh sách đơn vị phải gửi, gửi lại, bổ sung")
    ket: tuple[str, ...] = _name("các đoạn sau danh sách, đoạn cuối có ./.")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """As for every template, and the list."""
        own = (
            (cls, "noi_gui"),
            (cls, "kinh_gui"),
            (cls, "mo_dau"),
            (cls, "ket"),
            (DonViCham, "ten"),
            (DonViCham, "ghi_chu"),
        )
        return *super(MauCongVan, cls).required(), *own


TEMPLATES: dict[str, type[Chung]] = {
    "plan.docx": MauKeHoach,
    "report.docx": MauBaoCao,
    "source-plan.docx": MauKeHoachGoc,
    "reminder.docx": MauCongVan,
}
"""Each template and the names that it may use."""
