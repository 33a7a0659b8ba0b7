"""The names of the templates for returned reports → typed classes: the reminder, the consolidated report."""

from __future__ import annotations

from dataclasses import dataclass

from gen.derive.form_fields import STATUSES, with_attributes
from gen.text import fold
from gen.word.template.names import Chung, DayHinh, HinhAnh, LoiVan, named


def status_name(status: str) -> str:
    """The name by which templates have the number of units with a status: chua_trien_khai."""
    return fold(status).replace(" ", "_")


@dataclass(frozen=True, slots=True)
class DonViCham:
    """Một dòng của danh sách trong công văn đôn đốc, lấy từ don_vi_cham."""

    nhom: str = named(
        "tên nhóm, ở dòng đầu của nhóm, khi có cả đơn vị được yêu cầu và cơ quan được đề nghị; trống ở các dòng khác"
    )
    so: str = named("số thứ tự")
    ten: str = named("tên đơn vị")
    han: str = named("hạn gửi, đã tính gia hạn; trống nếu kế hoạch không nêu")
    cham: str = named("số ngày làm việc quá hạn; trống nếu chưa quá hạn")
    ghi_chu: str = named("chưa gửi, không đọc được vì sao, cần bổ sung mục nào và vì sao")


@dataclass(frozen=True, slots=True)
class MauCongVan(Chung):
    """Các tên của reminder.docx: công văn đôn đốc gửi báo cáo."""

    noi_gui: str = named("nơi nhận trên cùng dòng Kính gửi; trống nếu phải liệt kê")
    kinh_gui: tuple[str, ...] = named("danh sách nơi nhận dưới chữ Kính gửi; rỗng nếu đã ghi trên cùng dòng")
    mo_dau: tuple[str, ...] = named("các đoạn đầu: phải báo cáo gì, hạn nào, còn bao nhiêu đơn vị")
    don_vi_cham: tuple[DonViCham, ...] = named(
        "danh sách đơn vị phải gửi, gửi lại, bổ sung: yêu cầu trước, đề nghị sau"
    )
    ket: tuple[str, ...] = named("các đoạn yêu cầu, đề nghị, nơi gửi; đoạn cuối có ./.")
    ten_phu_luc: str = named("tên phụ lục, chữ hoa; trống nếu chỉ có một đơn vị, khi đó không có phụ lục")
    kem_theo: str = named("dòng dưới tên phụ lục: kèm theo công văn nào; trống nếu không có phụ lục")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """As for every template, the list, and the annex and its groups, to which the letter refers."""
        own = (
            (cls, "noi_gui"),
            (cls, "kinh_gui"),
            (cls, "mo_dau"),
            (cls, "ket"),
            (cls, "ten_phu_luc"),
            (cls, "kem_theo"),
            (DonViCham, "nhom"),
            (DonViCham, "ten"),
            (DonViCham, "ghi_chu"),
        )
        return *super(MauCongVan, cls).required(), *own


@dataclass(frozen=True, slots=True)
class DoanVan:
    """Một đoạn của dự thảo, lấy từ mot_chuong.doan."""

    kieu: str = named("đoạn trông thế nào: muc (đề mục), doan (đoạn văn)")
    chu: LoiVan = named("lời văn, viết {{r doan.chu }}; số liệu có chú thích nói lấy từ đâu")


@dataclass(frozen=True, slots=True)
class Chuong:
    """Một phần của dự thảo báo cáo, lấy từ chuong."""

    so: str = named("số La Mã")
    ten: str = named("tên phần")
    doan: tuple[DoanVan, ...] = named("các đoạn")


@dataclass(frozen=True, slots=True)
class ChiTieuChinh:
    """Một dòng của bảng chỉ tiêu trong phần tóm tắt, lấy từ chi_tieu_chinh."""

    noi_dung: str = named("chỉ tiêu về cái gì")
    giao: str = named("mức kế hoạch giao, đúng lời kế hoạch")
    ket_qua: LoiVan = named("kết quả chung, của bao nhiêu đơn vị, viết {{r chinh.ket_qua }}")
    so_sanh: str = named("đạt, chưa đạt, không so được vì sao, chưa có số liệu")


_STATUS_NAMES = {status_name(status): status.lower() for status in STATUSES}


@dataclass(frozen=True, slots=True)
@with_attributes({name: f"số lượt {words}" for name, words in _STATUS_NAMES.items()}, "str")
class TienDo:
    """Một dòng của bảng tiến độ, lấy từ tien_do."""

    ten: str = named("mục của kế hoạch gốc")
    tong: str = named("số lượt: mỗi nhiệm vụ của mỗi đơn vị là một lượt")
    trong: str = named("số lượt đơn vị đã gửi nhưng không ghi tình trạng")
    thieu: str = named("số lượt của đơn vị chưa có báo cáo tính được")


@dataclass(frozen=True, slots=True)
@with_attributes({name: f"số đơn vị {words}" for name, words in _STATUS_NAMES.items()}, "str")
class ViecTongHop:
    """Một nhiệm vụ, lấy từ muc.viec."""

    ma: str = named("nhiệm vụ ở đâu trong kế hoạch gốc: Mục 12.2, ý 1")
    noi_dung: str = named("lời của nhiệm vụ")
    giao: str = named("số đơn vị được giao; có (đề nghị) nếu là đơn vị được đề nghị")
    bao_cao: str = named("số đơn vị đã báo cáo về nhiệm vụ")
    trong: str = named("số đơn vị đã gửi nhưng không ghi tình trạng")
    thieu: str = named("số đơn vị chưa có báo cáo tính được")
    phoi_hop: str = named("các đơn vị phối hợp: bao nhiêu, ở tình trạng nào; trống nếu không có")


@dataclass(frozen=True, slots=True)
class MucTongHop:
    """Một mục của kế hoạch gốc, lấy từ cac_muc."""

    ten: str = named("tên mục")
    viec: tuple[ViecTongHop, ...] = named("các nhiệm vụ")


@dataclass(frozen=True, slots=True)
class ChiTieuTongHop:
    """Một chỉ tiêu, lấy từ chi_tieu."""

    ma: str = named("chỉ tiêu ở đâu trong kế hoạch gốc: Mục 9, ý 2, chỉ tiêu 1")
    noi_dung: str = named("chỉ tiêu về cái gì, mức kế hoạch giao")
    tu_so: str = named("tổng tử số; với chỉ tiêu đếm thì là tổng kết quả")
    mau_so: str = named("tổng mẫu số")
    chung: str = named("kết quả chung: tổng tử số trên tổng mẫu số")
    dat: str = named("đạt, chưa đạt, không so được vì sao; trống khi chưa có số liệu")
    thap: str = named("kết quả thấp nhất, đơn vị nào")
    giua: str = named("trung vị")
    cao: str = named("kết quả cao nhất, đơn vị nào")
    ky_truoc: str = named("kết quả chung của kỳ trước, hoặc vì sao không có; trống nếu báo cáo chỉ có một kỳ")
    luy_ke: str = named("kết quả cộng các kỳ từ đầu năm, gồm kỳ nào, kỳ nào chưa có; trống nếu báo cáo chỉ có một kỳ")
    luu_y: tuple[str, ...] = named("đơn vị chưa đạt, đơn vị khác hẳn, số liệu không tính và vì sao")


@dataclass(frozen=True, slots=True)
class SoLieuTongHop:
    """Một dòng của biểu số liệu, lấy từ so_lieu."""

    ma: str = named("mã số liệu")
    ten: str = named("số liệu về cái gì; phần chi tiết có gạch đầu dòng")
    don_vi_tinh: str = named("đơn vị tính")
    ky_truoc: str = named("số của kỳ trước, kèm số đơn vị nếu không đủ; trống nếu không có")
    ky_nay: str = named("số của kỳ này, gộp từ các đơn vị")
    luy_ke: str = named("số từ đầu năm; trống nếu báo cáo chỉ có một kỳ")
    so_don_vi: str = named("bao nhiêu đơn vị đã ghi trên bao nhiêu đơn vị phải ghi: 40/43")
    luu_y: tuple[str, ...] = named("số liệu không tính, cần xem lại, đơn vị không ghi, số đơn vị từng kỳ")


@dataclass(frozen=True, slots=True)
class BieuDoSoLieu:
    """Một biểu đồ của biểu số liệu, lấy từ bieu_do_so_lieu."""

    ten: str = named("biểu đồ về cái gì, tính bằng gì")
    hinh: HinhAnh = named("biểu đồ, viết {{r bieu.hinh }}")


@dataclass(frozen=True, slots=True)
class DonViThieu:
    """Một đơn vị chưa có báo cáo tính được, lấy từ don_vi_thieu."""

    so: str = named("số thứ tự")
    ten: str = named("tên đơn vị")
    han: str = named("hạn gửi, đã tính gia hạn; trống nếu kế hoạch không nêu")
    qua_han: str = named("số ngày làm việc quá hạn; trống nếu chưa quá hạn")
    ghi_chu: str = named("đã gia hạn vì sao; đã gửi tệp nào chưa tính được, vì sao; trống nếu không có gì")


@dataclass(frozen=True, slots=True)
class DonViGui:
    """Một đơn vị đã gửi báo cáo, lấy từ don_vi_gui."""

    so: str = named("số thứ tự")
    ten: str = named("tên đơn vị")
    han: str = named("hạn gửi")
    nhan: str = named("ngày nhận")
    ghi_chu: str = named("gửi muộn, gia hạn vì sao, ngày chốt số liệu, mới có bản ký")


@dataclass(frozen=True, slots=True)
class KhongTinh:
    """Một tệp hoặc một ô không tính vào số liệu, lấy từ khong_tinh."""

    ten: str = named("đơn vị; tên tệp nếu không biết của đơn vị nào")
    o: str = named("ô nào của biểu mẫu")
    noi_dung: str = named("nội dung đã ghi")
    ly_do: str = named("vì sao không tính")


@dataclass(frozen=True, slots=True)
class MinhChung:
    """Các hình minh chứng của một câu trả lời, lấy từ minh_chung."""

    ten: str = named("đơn vị đã gửi")
    o: str = named("ô nào của biểu mẫu: Mục 12.2, ý 1 – Minh chứng")
    noi_dung: str = named("chữ ghi cùng hình trong ô; trống nếu chỉ có hình")
    hinh: DayHinh = named("các hình, viết {{r mot_o.hinh }}")
    ghi_chu: str = named("hình nào không in ra, vì sao; câu trả lời không tính thì vì sao; trống nếu không có gì")


@dataclass(frozen=True, slots=True)
class MauTongHop(Chung):
    """Các tên của summary.docx: báo cáo tổng hợp, gồm phần tóm tắt, dự thảo và các phụ lục."""

    noi_gui: str = named("nơi nhận báo cáo")
    mo_dau: tuple[LoiVan, ...] = named(
        "các đoạn đầu, viết {{r dong }}; đoạn thứ nhất nói đã có báo cáo của bao nhiêu đơn vị"
    )
    gui_bao_cao: tuple[LoiVan, ...] = named("tóm tắt, viết {{r dong }}: nhiệm vụ giao ai, đơn vị nào gửi muộn")
    tien_do_chung: tuple[LoiVan, ...] = named("tóm tắt: bao nhiêu nhiệm vụ, ở tình trạng nào")
    bieu_do: HinhAnh = named("biểu đồ tiến độ, viết {{r bieu_do }}")
    chi_tieu_chung: tuple[LoiVan, ...] = named("tóm tắt: bao nhiêu chỉ tiêu đạt, chưa đạt, không so được")
    chi_tieu_chinh: tuple[ChiTieuChinh, ...] = named("tóm tắt: bảng các chỉ tiêu cần biết trước; rỗng nếu không có")
    noi_bat: tuple[LoiVan, ...] = named("tóm tắt: việc phần lớn đơn vị chưa triển khai, chỉ tiêu chưa đạt")
    de_nghi: tuple[LoiVan, ...] = named("tóm tắt: đề nghị của đầu mối, kiến nghị của các đơn vị")
    chuong: tuple[Chuong, ...] = named("dự thảo báo cáo: chỉ đạo, kết quả, đánh giá, phương hướng, kiến nghị")
    ket: tuple[str, ...] = named("các đoạn kết, đoạn cuối có ./.")
    kem_theo: str = named("dòng dưới tên phụ lục: kèm theo báo cáo nào")
    tien_do: tuple[TienDo, ...] = named("phụ lục: bảng tiến độ theo mục")
    cac_muc: tuple[MucTongHop, ...] = named("phụ lục: kết quả theo mục, theo nhiệm vụ")
    chi_tieu: tuple[ChiTieuTongHop, ...] = named("phụ lục: các chỉ tiêu; rỗng nếu kế hoạch không giao")
    so_lieu: tuple[SoLieuTongHop, ...] = named("phụ lục: biểu số liệu; rỗng nếu kế hoạch không đòi")
    bieu_do_so_lieu: tuple[BieuDoSoLieu, ...] = named(
        "phụ lục: biểu đồ kỳ này và kỳ trước, mỗi đơn vị tính một biểu đồ"
    )
    so_sanh: bool = named("đúng khi báo cáo có nhiều kỳ, nên có số liệu kỳ trước và lũy kế từ đầu năm")
    don_vi_thieu: tuple[DonViThieu, ...] = named(
        "phụ lục: đơn vị chưa có báo cáo tính được, mỗi đơn vị một dòng; rỗng nếu gửi đủ"
    )
    don_vi_gui: tuple[DonViGui, ...] = named("phụ lục: đơn vị nào gửi khi nào")
    khong_tinh: tuple[KhongTinh, ...] = named("phụ lục: tệp và ô không tính vào số liệu; rỗng nếu không có")
    minh_chung: tuple[MinhChung, ...] = named("phụ lục: hình minh chứng các đơn vị gửi; rỗng nếu không có")
    con_hinh: str = named("phụ lục: còn bao nhiêu hình không in ra, xem ở đâu; trống nếu in đủ")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """As for every template, and everything that units answer."""
        own = ("mo_dau", "bieu_do", "chuong", "ket")
        rows: tuple[tuple[type, str], ...] = (
            (DoanVan, "chu"), (TienDo, "thieu"), (ViecTongHop, "ma"), (ViecTongHop, "thieu"),
            (ChiTieuTongHop, "chung"), (ChiTieuTongHop, "dat"), (ChiTieuTongHop, "luu_y"), (DonViThieu, "ten"),
            (SoLieuTongHop, "ky_nay"), (SoLieuTongHop, "luu_y"),
            (DonViGui, "ten"), (DonViGui, "nhan"), (KhongTinh, "noi_dung"), (KhongTinh, "ly_do"),
            *((table, name) for table in (TienDo, ViecTongHop) for name in _STATUS_NAMES),
        )  # fmt: skip
        return *super(MauTongHop, cls).required(), *((cls, name) for name in own), *rows
