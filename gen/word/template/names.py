"""The names that a Word template may use → typed classes, one sentence a name; docs/templates.md is made from here.

The names are Vietnamese without diacritics, since office workers write them into templates in Word, where an
autocorrected diacritic or an NFD letter would be a different name. Everything else in the program speaks English.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from gen.derive.form_fields import Area, fields_of, with_attributes


def named(meaning: str) -> Any:
    """A name with the sentence that says what it is."""
    return field(metadata={"meaning": meaning})


def meaning(cls: type, name: str) -> str:
    """The sentence that says what `name` of `cls` is."""
    return str(next(f.metadata["meaning"] for f in fields(cls) if f.name == name))


@dataclass(frozen=True, slots=True)
class Emphasised:
    """Text in which some stretches are bold: written into a template as `{{r doan.chu }}`."""

    text: str


@dataclass(slots=True, unsafe_hash=True)
class ODien:
    """Một ô để đơn vị điền, viết {{r dong.ket_qua }}: ô nhập của Word, còn nhận ra được khi tệp gửi về."""

    # Nothing changes one, though it is not frozen: a country has 100,000 of them, and a frozen one takes four times as
    # long to make.

    khoa: str = named("khóa của ô: 12.2#1/status; rỗng thì không phải ô điền, chỉ in nội dung")
    loai: str = named("loại: status (chọn), text (chữ), number (số)")
    chu: str = named("nội dung đã có; rỗng khi chưa điền")
    so: int = named("số thứ tự của ô trong biểu mẫu")


@dataclass(frozen=True, slots=True)
class HinhAnh:
    """Một biểu đồ, viết {{r bieu_do }}: biểu đồ của Word, sửa số liệu được trong Word."""

    ma: str = named("mã của biểu đồ trong tệp Word")
    rong: str = named("chiều rộng, tính bằng EMU")
    cao: str = named("chiều cao, tính bằng EMU")
    loi: str = named("lời mô tả biểu đồ, cho người không xem được")
    so: int = named("số thứ tự của biểu đồ trong văn bản")


@dataclass(frozen=True, slots=True)
class DayHinh:
    """Các hình nối nhau trên dòng, viết {{r mot_o.hinh }}: hình minh chứng của một câu trả lời."""

    hinh: tuple[HinhAnh, ...]


@dataclass(frozen=True, slots=True)
class Manh:
    """Một mảnh của lời văn; `chu_thich` là số của chú thích nói số liệu lấy từ đâu, -1 khi không có."""

    chu: str
    chu_thich: int = -1
    dam: bool = False


@dataclass(frozen=True, slots=True)
class LoiRieng:
    """Ô để cơ quan lập văn bản tự ghi: `goi_y` hiện ra khi chưa ghi; ghi rồi thì hiện `chu`."""

    khoa: str
    ten: str
    goi_y: str
    chu: str
    so: int


@dataclass(frozen=True, slots=True)
class LoiVan:
    """Lời văn có số liệu kèm chú thích nguồn, viết {{r d.chu }}."""

    manh: tuple[Manh | LoiRieng, ...]


SHAPES = ("muc", "tieu_muc", "diem", "gach", "cong", "doan")
"""The shapes of a paragraph."""

RICH: tuple[type, ...] = (Emphasised, ODien, HinhAnh, DayHinh, LoiVan)
"""Values that replace whole runs: written with {{r … }}."""


@dataclass(frozen=True, slots=True)
class DonVi:
    """don_vi: đơn vị lập văn bản."""

    ma: str = named("mã đơn vị trong tệp kế hoạch, ví dụ xa-quai-to")
    ten: str = named("tên đầy đủ: Ủy ban nhân dân xã Quài Tở")
    ten_ngan: str = named("tên ngắn: UBND xã Quài Tở")
    dia_ban: str = named("phạm vi: trên địa bàn xã Quài Tở")


@dataclass(frozen=True, slots=True)
class KeHoach:
    """ke_hoach: kế hoạch gốc mà văn bản thực hiện."""

    so_ky_hieu: str = named("số, ký hiệu: 12/KH-UBND")
    ngay: str = named("ngày … tháng … năm …")
    co_quan: str = named("cơ quan ban hành, tên đầy đủ")
    co_quan_ngan: str = named("cơ quan ban hành, tên ngắn")
    trich_yeu: str = named("trích yếu nội dung")
    dan_chieu: str = named("dẫn chiếu đầy đủ: Kế hoạch số … ngày … của … về …")
    dan_chieu_ngan: str = named("dẫn chiếu ngắn: Kế hoạch số …")


@dataclass(frozen=True, slots=True)
class Doan:
    """Một đoạn của nội dung, lấy lần lượt từ phan.doan."""

    kieu: str = named(
        "kiểu đoạn: 'muc' (1.), 'tieu_muc' (1.1.), 'diem' (a), 'gach' (-), 'cong' (+) hoặc 'doan' (không đánh số)"
    )
    dam: bool = named("đúng khi đoạn là tiêu đề")
    so: str = named("số hoặc dấu đầu dòng, kể cả dấu chấm: 1.1. · a) · -")
    chu: Emphasised = named("lời văn, viết {{r d.chu }}")
    nguon: str = named(
        "chỗ của nhiệm vụ trong kế hoạch gốc, có cả đơn vị chủ trì nếu đơn vị chỉ phối hợp; trống nếu không có"
    )
    chu_tri: str = named("đơn vị chủ trì nhiệm vụ mà đơn vị phối hợp: chủ trì: Phòng Y tế; trống nếu không có")


@dataclass(frozen=True, slots=True)
class CongViec:
    """Một dòng của bảng phân công trong nội bộ đơn vị, lấy từ phan.cong_viec."""

    so: str = named("số của nhiệm vụ trong kế hoạch này")
    noi_dung: str = named("lời của nhiệm vụ")
    nguon: str = named("số của nhiệm vụ trong kế hoạch gốc")
    han: str = named("thời hạn kế hoạch gốc ghi; – nếu không ghi")
    xong: str = named("thời hạn hoàn thành, nếu chính kế hoạch này là việc phải làm; trống thì đơn vị điền")


@dataclass(frozen=True, slots=True)
class ViecPhuLuc:
    """Một dòng của phụ lục "6 rõ", lấy từ phu_luc."""

    so: str = named("số của nhiệm vụ trong kế hoạch này")
    noi_dung: str = named("lời của nhiệm vụ, không kèm phần đã có ở các cột khác")
    chu_tri: str = named("đơn vị chủ trì")
    phoi_hop: str = named("đơn vị phối hợp; trống nếu không có")
    han: str = named("thời hạn kế hoạch gốc ghi; – nếu không ghi")
    lanh_dao: str = named("lãnh đạo phụ trách; – nếu kế hoạch gốc không ghi")
    san_pham: str = named("sản phẩm; – nếu kế hoạch gốc không ghi")
    tham_quyen: str = named("thẩm quyền; – nếu kế hoạch gốc không ghi")


@dataclass(frozen=True, slots=True)
class BaoCao:
    """Một chế độ báo cáo, lấy từ phan.bao_cao."""

    ten: str = named("tên báo cáo")
    noi_nhan: str = named("nơi nhận, kể cả đầu mối; cách gửi nếu kế hoạch nêu")
    dinh_ky: str = named("định kỳ: một lần, hằng năm …")
    han: str = named("thời hạn; trống nếu kế hoạch không ghi")
    nguon: str = named("chỗ kế hoạch gốc quy định")
    loi: str = named("tất cả những điều trên trong một câu, không có dấu ở cuối")


@dataclass(frozen=True, slots=True)
class Phan:
    """Một phần (I., II., …), lấy lần lượt từ cac_phan."""

    so: str = named("số La Mã: I, II …")
    ten: str = named("tên phần")
    doan: tuple[Doan, ...] = named("các đoạn")
    cong_viec: tuple[CongViec, ...] = named("bảng phân công nội bộ; rỗng ở các phần khác")
    co_han: bool = named("đúng khi kế hoạch gốc ghi thời hạn của ít nhất một dòng trong bảng ấy")
    bao_cao: tuple[BaoCao, ...] = named("các chế độ báo cáo; rỗng ở các phần khác")


@dataclass(frozen=True, slots=True)
class PhuLuc:
    """Một phụ lục của kế hoạch gốc, lấy lần lượt từ phu_luc."""

    ten: str = named("tên phụ lục")
    doan: tuple[Doan, ...] = named("các đoạn")


@dataclass(frozen=True, slots=True)
class Chung:
    """Các tên có trong mọi mẫu."""

    co_quan_cap_tren: tuple[str, ...] = named("các dòng cơ quan chủ quản, chữ hoa")
    co_quan: tuple[str, ...] = named("các dòng cơ quan ban hành, chữ hoa")
    so_ky_hieu: str = named("số, ký hiệu của văn bản: Số:      /KH-UBND")
    dia_danh_ngay: str = named("địa danh, ngày tháng năm")
    trich_yeu: str = named("trích yếu nội dung")
    noi_nhan: tuple[str, ...] = named("các dòng nơi nhận, đã có dấu chấm phẩy")
    chu_ky: tuple[str, ...] = named("các dòng quyền hạn, chức vụ người ký")
    nguoi_ky: str = named("họ tên người ký; trống nếu chưa biết")
    ma_tai_lieu: str = named("mã tài liệu, in ở chân trang")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """The names that a template has to print so that no content is lost: (class, name) pairs."""
        return (cls, "co_quan"), (cls, "trich_yeu"), (cls, "chu_ky")

    @classmethod
    def printed_of_each(cls) -> tuple[tuple[Any, ...], ...]:
        """What has to be printed of each paragraph and row, of whatever kind it is: a class, and the names of it.

        Where there are several, one of them is enough.
        """
        return ()

    @classmethod
    def printed_of_each_if_of_any(cls) -> tuple[tuple[type, str], ...]:
        """The names that a template may leave out of all paragraphs or rows, and not of some: (class, name) pairs."""
        return ()


@dataclass(frozen=True, slots=True)
class MauKeHoach(Chung):
    """Các tên của plan.docx: kế hoạch triển khai của một đơn vị."""

    don_vi: DonVi = named("đơn vị lập kế hoạch")
    ke_hoach: KeHoach = named("kế hoạch gốc")
    can_cu: tuple[str, ...] = named("các dòng căn cứ, đã có dấu chấm phẩy")
    mo_dau: str = named("câu mở đầu: … xây dựng Kế hoạch triển khai thực hiện, cụ thể như sau:")
    cac_phan: tuple[Phan, ...] = named("các phần của kế hoạch")
    ket: tuple[str, ...] = named("các đoạn kết, đoạn cuối có ./.")
    phu_luc: tuple[ViecPhuLuc, ...] = named(
        "phụ lục: từng nhiệm vụ với người, thời gian, trách nhiệm, sản phẩm, thẩm quyền; rỗng nếu không có"
    )
    kem_theo: str = named("dòng dưới tên phụ lục: kèm theo kế hoạch nào")
    co_lanh_dao: bool = named("đúng khi có nhiệm vụ ghi lãnh đạo phụ trách")
    co_tham_quyen: bool = named("đúng khi có nhiệm vụ ghi thẩm quyền")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """As for every template, and the tasks, bases and reports."""
        own = (Doan, "so"), (Doan, "chu"), (Phan, "cong_viec"), (Phan, "bao_cao"), (cls, "can_cu")
        return *super(MauKeHoach, cls).required(), *own

    @classmethod
    def printed_of_each(cls) -> tuple[tuple[Any, ...], ...]:
        """Every task and heading, its line in the table of who does it by when, and in the annex; every report."""
        lists = (cls, "can_cu"), (cls, "ket")
        rows = (CongViec, "so", "noi_dung", "nguon"), (CongViec, "han"), (BaoCao, "loi", "ten")
        said = "so", "noi_dung", "chu_tri", "phoi_hop", "han", "lanh_dao", "san_pham", "tham_quyen"
        annex = ((ViecPhuLuc, name) for name in said)
        return *lists, (Phan, "ten"), (Doan, "so"), (Doan, "chu"), *rows, *annex

    @classmethod
    def printed_of_each_if_of_any(cls) -> tuple[tuple[type, str], ...]:
        """What the table of who does it by when says beside."""
        return (CongViec, "so"), (CongViec, "nguon"), (CongViec, "xong")


def _to_fill_in(area: Area) -> dict[str, str]:
    """The names of the fields of the form, with their meanings."""
    return {one.template_name: one.meaning for one in fields_of(area)}


@dataclass(frozen=True, slots=True)
@with_attributes(_to_fill_in(Area.TASK), "ODien")
class Dong:
    """Một dòng của bảng báo cáo, lấy từ nhom.dong."""

    la_muc: bool = named("đúng khi dòng chỉ là tiêu đề, không phải nhiệm vụ")
    ma: str = named("chỗ của nhiệm vụ trong kế hoạch gốc, theo đó nhận ra dòng khi biểu mẫu gửi về: 12.2, ý 1")
    noi_dung: str = named("lời của nhiệm vụ hoặc tiêu đề")
    han: str = named("thời hạn kế hoạch gốc ghi; trống nếu không ghi")
    san_pham: str = named("sản phẩm kế hoạch gốc yêu cầu, nếu lời của nhiệm vụ chưa nêu; trống nếu không ghi")
    ky_truoc: str = named("đơn vị đã báo cáo gì kỳ trước, có tên kỳ; trống nếu chưa có")


@dataclass(frozen=True, slots=True)
class Nhom:
    """Một nhóm nhiệm vụ của bảng báo cáo: chủ trì, phối hợp, chung."""

    so: str = named("A, B, C")
    ten: str = named("tên nhóm")
    dong: tuple[Dong, ...] = named("các dòng của nhóm")


@dataclass(frozen=True, slots=True)
@with_attributes(_to_fill_in(Area.TARGET), "ODien")
class ChiTieu:
    """Một chỉ tiêu, lấy từ chi_tieu."""

    ma: str = named("chỗ của chỉ tiêu: 9, ý 2, chỉ tiêu 1")
    noi_dung: str = named("chỉ tiêu về cái gì")
    ke_hoach: str = named("mức kế hoạch gốc giao, nguyên văn: đạt 100%")
    ky_truoc: str = named("đơn vị đã báo cáo gì kỳ trước, có tên kỳ; trống nếu chưa có")


@dataclass(frozen=True, slots=True)
@with_attributes(_to_fill_in(Area.INDICATOR), "ODien")
class SoLieu:
    """Một dòng của biểu số liệu, lấy từ so_lieu."""

    ma: str = named("mã số liệu, theo đó nhận ra dòng khi biểu mẫu gửi về: CT01, CT01.1")
    ten: str = named("số liệu về cái gì; dòng chi tiết thì tên của phần chi tiết")
    don_vi_tinh: str = named("đơn vị tính")
    cach_tinh: str = named("cách tính; trống nếu kế hoạch không nêu")
    chi_tiet: bool = named("đúng khi dòng là một phần chi tiết của số liệu ở trên")
    da_bao_cao: str = named("đơn vị đã báo cáo số nào kỳ trước, có tên kỳ; trống nếu chưa có")


@dataclass(frozen=True, slots=True)
@with_attributes(_to_fill_in(Area.REPORT), "ODien")
class MauBaoCao(Chung):
    """Các tên của report.docx: biểu mẫu báo cáo kết quả của một đơn vị."""

    don_vi: DonVi = named("đơn vị báo cáo")
    ke_hoach: KeHoach = named("kế hoạch gốc")
    noi_gui: str = named("nơi nhận báo cáo: Ủy ban nhân dân huyện Tuần Giáo")
    ky_bao_cao: str = named("kỳ báo cáo, thời hạn và cách gửi")
    huong_dan: tuple[str, ...] = named("các đoạn hướng dẫn: ghi thế nào, gửi đến đâu, trước ngày nào")
    nhom: tuple[Nhom, ...] = named("các nhóm nhiệm vụ")
    chi_tieu: tuple[ChiTieu, ...] = named("các chỉ tiêu; rỗng nếu kế hoạch không giao")
    so_lieu: tuple[SoLieu, ...] = named("các dòng của biểu số liệu; rỗng nếu kế hoạch không đòi")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """As for every template, and the rows with all that is to be filled in."""
        rows, cells = cls._asked_of_rows()
        return *super(MauBaoCao, cls).required(), *rows, *cells, (cls, "ma_tai_lieu")

    @classmethod
    def printed_of_each(cls) -> tuple[tuple[Any, ...], ...]:
        """Every row of every table with what it asks and all that is to be filled in."""
        rows, cells = cls._asked_of_rows()
        return *rows, (Dong, "han"), *cells

    @classmethod
    def printed_of_each_if_of_any(cls) -> tuple[tuple[type, str], ...]:
        """What a row says beside its question."""
        beside = (Dong, "san_pham"), (Dong, "ky_truoc"), (ChiTieu, "ky_truoc")
        return *beside, (SoLieu, "cach_tinh"), (SoLieu, "da_bao_cao")

    @classmethod
    def _asked_of_rows(cls) -> tuple[tuple[tuple[type, str], ...], tuple[tuple[type, str], ...]]:
        """What says what is asked, and the fields."""
        rows = (
            (Nhom, "ten"), (Dong, "ma"), (Dong, "noi_dung"), (ChiTieu, "ma"), (ChiTieu, "noi_dung"),
            (ChiTieu, "ke_hoach"), (SoLieu, "ma"), (SoLieu, "ten"), (SoLieu, "don_vi_tinh"),
        )  # fmt: skip
        cells = tuple(
            (owner, f.name)
            for owner in (Dong, ChiTieu, SoLieu, cls)
            for f in fields(owner)
            if f.type in (ODien, "ODien")
        )
        return rows, cells


@dataclass(frozen=True, slots=True)
class MauKeHoachGoc(Chung):
    """Các tên của source-plan.docx: kế hoạch gốc."""

    mo_dau: tuple[Emphasised, ...] = named("các đoạn trước phần I, viết {{r d }}")
    cac_phan: tuple[Phan, ...] = named("các phần")
    ket: tuple[Emphasised, ...] = named("các đoạn kết, viết {{r d }}")
    phu_luc: tuple[PhuLuc, ...] = named("các phụ lục in sau chữ ký; rỗng nếu không có")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """As for every template, and every paragraph."""
        return *super(MauKeHoachGoc, cls).required(), (Doan, "so"), (Doan, "chu"), (cls, "mo_dau"), (cls, "ket")

    @classmethod
    def printed_of_each(cls) -> tuple[tuple[Any, ...], ...]:
        """Every paragraph, of whatever kind it is."""
        return (cls, "mo_dau"), (cls, "ket"), (Phan, "ten"), (PhuLuc, "ten"), (Doan, "so"), (Doan, "chu")
