"""The names of the templates for returned reports → typed classes: the reminder, the consolidated report."""

from __future__ import annotations

from dataclasses import dataclass

from gen.derive.form_fields import Area, consolidated_fields, with_attributes
from gen.word.template.names import Chung, HinhAnh, named


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
class TienDo:
    """Một dòng của bảng tiến độ, lấy từ tien_do."""

    ten: str = named("mục của kế hoạch gốc")
    tong: str = named("số lượt: mỗi nhiệm vụ của mỗi đơn vị là một lượt")
    chua: str = named("số lượt chưa triển khai")
    dang: str = named("số lượt đang thực hiện")
    xong: str = named("số lượt hoàn thành")
    thuong_xuyen: str = named("số lượt thực hiện thường xuyên")
    khong: str = named("số lượt không phát sinh")
    trong: str = named("số lượt đơn vị đã gửi nhưng không ghi tình trạng")
    thieu: str = named("số lượt của đơn vị chưa gửi báo cáo")


@dataclass(frozen=True, slots=True)
class ViecTongHop:
    """Một nhiệm vụ, lấy từ muc.viec."""

    ma: str = named("nhiệm vụ ở đâu trong kế hoạch gốc: Mục 12.2, ý 1")
    noi_dung: str = named("lời của nhiệm vụ")
    so_lieu: str = named(
        "bao nhiêu đơn vị được giao ở tình trạng nào, bao nhiêu đơn vị không ghi, chưa gửi; rồi các đơn vị phối hợp"
    )
    y_kien: tuple[str, ...] = named("lời các đơn vị, mỗi dòng có tên đơn vị")


@dataclass(frozen=True, slots=True)
class MucTongHop:
    """Một mục của kế hoạch gốc, lấy từ cac_muc."""

    ten: str = named("tên mục")
    viec: tuple[ViecTongHop, ...] = named("các nhiệm vụ")


@dataclass(frozen=True, slots=True)
class ChiTieuTongHop:
    """Một chỉ tiêu, lấy từ chi_tieu."""

    ma: str = named("chỉ tiêu ở đâu trong kế hoạch gốc: mục 9, ý 2, chỉ tiêu 1")
    noi_dung: str = named("chỉ tiêu về cái gì, mức kế hoạch giao")
    tu_so: str = named("tổng tử số; với chỉ tiêu đếm thì là tổng kết quả")
    mau_so: str = named("tổng mẫu số")
    chung: str = named("kết quả chung: tổng tử số trên tổng mẫu số")
    thap: str = named("kết quả thấp nhất, đơn vị nào")
    giua: str = named("trung vị")
    cao: str = named("kết quả cao nhất, đơn vị nào")
    ky_truoc: str = named("kết quả chung của kỳ trước, hoặc vì sao không có; trống nếu báo cáo chỉ có một kỳ")
    luy_ke: str = named("kết quả cộng các kỳ từ đầu năm, gồm kỳ nào, kỳ nào chưa có; trống nếu báo cáo chỉ có một kỳ")
    luu_y: tuple[str, ...] = named("đơn vị chưa đạt, đơn vị khác hẳn, số liệu không tính và vì sao")


@dataclass(frozen=True, slots=True)
class DonViGui:
    """Một dòng của phụ lục, lấy từ don_vi_gui."""

    so: str = named("số thứ tự")
    ten: str = named("tên đơn vị")
    han: str = named("hạn gửi")
    nhan: str = named("ngày nhận; trống nếu chưa gửi")
    ghi_chu: str = named("chưa gửi, gửi muộn, gia hạn vì sao, ngày chốt số liệu")


@dataclass(frozen=True, slots=True)
class KhongTinh:
    """Một tệp hoặc một ô không tính vào số liệu, lấy từ khong_tinh."""

    ten: str = named("đơn vị; tên tệp nếu không biết của đơn vị nào")
    o: str = named("ô nào của biểu mẫu")
    noi_dung: str = named("nội dung đã ghi")
    ly_do: str = named("vì sao không tính")


@dataclass(frozen=True, slots=True)
@with_attributes(
    {one.template_name: one.summary_meaning for one in consolidated_fields(Area.REPORT)}, "tuple[str, ...]"
)
class MauTongHop(Chung):
    """Các tên của summary.docx: báo cáo tổng hợp."""

    noi_gui: str = named("nơi nhận báo cáo")
    mo_dau: tuple[str, ...] = named("các đoạn đầu; đoạn thứ nhất nói đã có báo cáo của bao nhiêu đơn vị")
    tinh_hinh: tuple[str, ...] = named("tình hình gửi báo cáo")
    bieu_do: HinhAnh = named("biểu đồ tiến độ, viết {{r bieu_do }}")
    tien_do: tuple[TienDo, ...] = named("bảng tiến độ theo mục")
    cac_muc: tuple[MucTongHop, ...] = named("kết quả theo mục, theo nhiệm vụ")
    chi_tieu: tuple[ChiTieuTongHop, ...] = named("các chỉ tiêu; rỗng nếu kế hoạch không giao")
    so_sanh: bool = named("đúng khi báo cáo có nhiều kỳ, nên có số liệu kỳ trước và lũy kế từ đầu năm")
    ket: tuple[str, ...] = named("các đoạn kết, đoạn cuối có ./.")
    kem_theo: str = named("dòng dưới tên phụ lục: kèm theo báo cáo nào")
    don_vi_gui: tuple[DonViGui, ...] = named("phụ lục: đơn vị nào gửi khi nào")
    khong_tinh: tuple[KhongTinh, ...] = named("tệp và ô không tính vào số liệu; rỗng nếu không có")

    @classmethod
    def required(cls) -> tuple[tuple[type, str], ...]:
        """As for every template, and everything that units answer."""
        answers = (one.template_name for one in consolidated_fields(Area.REPORT))
        own = ("mo_dau", "tinh_hinh", "bieu_do", *answers, "ket")
        rows = (
            (TienDo, "xong"), (TienDo, "thieu"), (ViecTongHop, "ma"), (ViecTongHop, "so_lieu"), (ViecTongHop, "y_kien"),
            (ChiTieuTongHop, "chung"), (ChiTieuTongHop, "luu_y"), (DonViGui, "ten"), (DonViGui, "nhan"),
            (KhongTinh, "noi_dung"), (KhongTinh, "ly_do"),
        )  # fmt: skip
        return *super(MauTongHop, cls).required(), *((cls, name) for name in own), *rows
