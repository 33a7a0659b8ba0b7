"""Word lists written for these tests → the names, tasks, products and sentences of made-up plans.

No sentence is anybody's, no place is a real one's namesake on purpose, and nobody's name is among them.
"""

from __future__ import annotations

from dataclasses import dataclass

COMMUNES = (
    "Đông Hải", "Tây Hải", "Nam Hải", "Thanh Vân", "Xuân Giang", "Hòa Lâm", "Phú Lộc", "Yên Khê", "Bình Sơn",
    "Mường Lát", "Cẩm Thủy", "Tân Hội",
)  # fmt: skip
VILLAGES = ("Đoài", "Chùa Ngoài", "Bến Trên", "Khe Sâu", "Cầu Mới", "Đồng Quan")


@dataclass(frozen=True)
class UnitWords:
    """A unit as the registry lists it; `written` are other forms in running text that the registry knows too."""

    id: str
    kind: str
    name: str
    short: str = ""
    abbr: str = ""
    designation: str = ""
    is_requested: bool = False
    """Whether plans ask it (“đề nghị”) and do not order."""


@dataclass(frozen=True)
class OfficeWords:
    """A kind of office that issues plans: its letterhead, how its plan speaks of it, and the units under it.

    `areas` are the designations of the communes below it, each with how many it has; none where it has none.
    """

    kind: str
    issuer: UnitWords
    parent: tuple[str, ...]
    lines: tuple[str, ...]
    symbol: str
    place: str
    called: str
    """What its own plan calls it."""
    scope: str
    signature: tuple[str, ...]
    units: tuple[UnitWords, ...]
    areas: tuple[str, ...] = ()
    all_areas: str = ""
    """How the plan names all communes together."""
    all_units: str = "các cơ quan, đơn vị"
    """How the plan names everybody below it."""
    agencies: str = ""
    """How the plan names its agencies together, which is not exact."""
    agency_kinds: tuple[str, ...] = ()
    party: bool = False


_PROVINCE = (
    UnitWords("so-tai-chinh", "bureau", "Sở Tài chính", abbr="STC"),
    UnitWords("so-noi-vu", "bureau", "Sở Nội vụ", abbr="SNV"),
    UnitWords("so-y-te", "bureau", "Sở Y tế", abbr="SYT"),
    UnitWords("so-vhttdl", "bureau", "Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL", "SVHTTDL"),
    UnitWords("so-gddt", "bureau", "Sở Giáo dục và Đào tạo", "Sở GDĐT", "SGDĐT"),
    UnitWords("so-nnmt", "bureau", "Sở Nông nghiệp và Môi trường", "Sở NN&MT", "SNNMT"),
    UnitWords("so-khcn", "bureau", "Sở Khoa học và Công nghệ", "Sở KH&CN", "SKHCN"),
    UnitWords("vp-ubnd", "bureau", "Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng UBND tỉnh", "VP"),
    UnitWords("cong-an", "police", "Công an tỉnh An Phú", "Công an tỉnh", "CA"),
    UnitWords("quan-su", "military", "Bộ Chỉ huy Quân sự tỉnh An Phú", "Bộ CHQS tỉnh", "BCHQS"),
    UnitWords("mttq", "front", "Ủy ban MTTQ Việt Nam tỉnh An Phú", "Ủy ban MTTQ Việt Nam tỉnh", is_requested=True),
    UnitWords("tinh-doan", "union", "Tỉnh đoàn An Phú", "Tỉnh đoàn", "TĐ", is_requested=True),
    UnitWords("hoi-lhpn", "union", "Hội Liên hiệp Phụ nữ tỉnh An Phú", "Hội Liên hiệp Phụ nữ tỉnh", "HPN",
              is_requested=True),
)  # fmt: skip
_DISTRICT = (
    UnitWords("phong-noi-vu", "department", "Phòng Nội vụ", abbr="NV"),
    UnitWords("phong-y-te", "department", "Phòng Y tế", abbr="YT"),
    UnitWords("phong-tckh", "department", "Phòng Tài chính - Kế hoạch", "Phòng TC-KH", "TCKH"),
    UnitWords("phong-nn", "department", "Phòng Nông nghiệp và Phát triển nông thôn", "Phòng Nông nghiệp và PTNT", "NN"),
    UnitWords("phong-ktht", "department", "Phòng Kinh tế và Hạ tầng", abbr="KTHT"),
    UnitWords("phong-gddt", "department", "Phòng Giáo dục và Đào tạo", "Phòng GDĐT", "GDĐT"),
    UnitWords("phong-ldtbxh", "department", "Phòng Lao động - Thương binh và Xã hội", "Phòng LĐTBXH", "LĐTBXH"),
    UnitWords("ttvh", "service", "Trung tâm Văn hóa, Thể thao và Truyền thông", abbr="TTVH"),
    UnitWords("cong-an", "police", "Công an huyện", abbr="CA"),
    UnitWords("toa-an", "court", "Tòa án nhân dân huyện", abbr="TA", is_requested=True),
    UnitWords("mttq", "front", "Ủy ban MTTQ Việt Nam huyện", is_requested=True),
    UnitWords("hoi-nd", "union", "Hội Nông dân huyện", abbr="HND", is_requested=True),
    UnitWords("huyen-doan", "union", "Huyện đoàn Sông Lam", "Huyện đoàn", "HĐ", is_requested=True),
)  # fmt: skip


def _commune(word: str, name: str, economy: UnitWords) -> tuple[UnitWords, ...]:
    """The units of a commune or ward of 2026."""
    return (
        UnitWords("van-phong", "department", "Văn phòng HĐND và UBND", abbr="VP"),
        economy,
        UnitWords("phong-vhxh", "department", "Phòng Văn hóa - Xã hội", "Phòng VHXH", "VHXH"),
        UnitWords("tt-pvhcc", "service", "Trung tâm Phục vụ hành chính công", abbr="TTPVHCC"),
        UnitWords("tt-dvc", "service", "Trung tâm Cung ứng dịch vụ công", abbr="TTDVC"),
        UnitWords("tram-y-te", "station", f"Trạm Y tế {word} {name}", f"Trạm Y tế {word}", "TYT"),
        UnitWords("cong-an", "police", f"Công an {word} {name}", f"Công an {word}", "CA"),
        UnitWords("quan-su", "military", f"Ban Chỉ huy Quân sự {word} {name}", f"Ban CHQS {word}", "BCHQS"),
        UnitWords("truong-th", "school", f"Trường Tiểu học {name}", abbr="TH"),
        UnitWords("truong-thcs", "school", f"Trường THCS {name}", abbr="THCS"),
        UnitWords("mttq", "front", f"Ủy ban MTTQ Việt Nam {word} {name}", f"Ủy ban MTTQ Việt Nam {word}",
                  is_requested=True),
        UnitWords("hoi-phu-nu", "union", f"Hội Liên hiệp Phụ nữ {word} {name}", f"Hội Liên hiệp Phụ nữ {word}", "HPN",
                  is_requested=True),
    )  # fmt: skip


OFFICES = (
    OfficeWords(
        "province", UnitWords("tinh-an-phu", "province", "An Phú", designation="tỉnh"), (),
        ("ỦY BAN NHÂN DÂN", "TỈNH AN PHÚ"), "KH-UBND", "An Phú", "Ủy ban nhân dân tỉnh", "trên địa bàn tỉnh An Phú",
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), _PROVINCE, ("xã", "xã", "xã", "phường", "đặc khu"),
        "UBND các xã, phường, đặc khu", "các sở, ban, ngành, đoàn thể tỉnh và UBND các xã, phường, đặc khu",
        "các sở, ban, ngành", ("bureau",),
    ),
    OfficeWords(
        "district", UnitWords("huyen-song-lam", "district", "Sông Lam"), (), ("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG LAM"),
        "KH-UBND", "Sông Lam", "UBND huyện", "trên địa bàn huyện Sông Lam", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        _DISTRICT, ("xã", "xã", "xã", "thị trấn"), "UBND các xã, thị trấn",
        "các phòng, ban, đoàn thể huyện và UBND các xã, thị trấn", "các phòng, ban chuyên môn", ("department",),
    ),
    OfficeWords(
        "commune", UnitWords("xa-dong-hai", "commune", "Đông Hải"), (), ("ỦY BAN NHÂN DÂN", "XÃ ĐÔNG HẢI"),
        "KH-UBND", "Đông Hải", "UBND xã", "trên địa bàn xã Đông Hải", ("CHỦ TỊCH",),
        _commune("xã", "Đông Hải", UnitWords("phong-kinh-te", "department", "Phòng Kinh tế", abbr="KT")),
        agencies="các phòng chuyên môn", agency_kinds=("department",),
    ),
    OfficeWords(
        "ward", UnitWords("phuong-ben-cau", "commune", "Bến Cầu", designation="phường"), (),
        ("ỦY BAN NHÂN DÂN", "PHƯỜNG BẾN CẦU"), "KH-UBND", "Bến Cầu", "Ủy ban nhân dân phường",
        "trên địa bàn phường Bến Cầu", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        _commune("phường", "Bến Cầu",
                 UnitWords("phong-kthtdt", "department", "Phòng Kinh tế, Hạ tầng và Đô thị", abbr="KTHTĐT")),
        agencies="các phòng, ban", agency_kinds=("department",),
    ),
    OfficeWords(
        "department", UnitWords("so-y-te", "bureau", "Sở Y tế", abbr="SYT"), ("UBND TỈNH AN PHÚ",), ("SỞ Y TẾ",),
        "KH-SYT", "An Phú", "Sở Y tế", "trong ngành y tế", ("GIÁM ĐỐC",),
        (
            UnitWords("vp-so", "department", "Văn phòng Sở", abbr="VP"),
            UnitWords("nghiep-vu", "department", "Phòng Nghiệp vụ Y", abbr="NVY"),
            UnitWords("khtc", "department", "Phòng Kế hoạch - Tài chính", abbr="KHTC"),
            UnitWords("cdc", "service", "Trung tâm Kiểm soát bệnh tật", abbr="KSBT"),
            UnitWords("benh-vien", "service", "Bệnh viện Đa khoa tỉnh", abbr="BVĐK"),
            UnitWords("cap-cuu", "service", "Trung tâm Cấp cứu 115", abbr="TTCC"),
            UnitWords("atvstp", "other", "Chi cục An toàn vệ sinh thực phẩm", abbr="ATTP"),
            UnitWords("tram-dong-hai", "station", "Trạm Y tế xã Đông Hải", abbr="TYTĐH"),
            UnitWords("tram-tay-hai", "station", "Trạm Y tế xã Tây Hải", abbr="TYTTH"),
            UnitWords("cong-doan", "union", "Công đoàn ngành Y tế", abbr="CĐ", is_requested=True),
        ),
    ),
    OfficeWords(
        "office of a district", UnitWords("phong-gddt", "department", "Phòng Giáo dục và Đào tạo", abbr="GDĐT"),
        ("UBND HUYỆN SÔNG LAM",), ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",), "KH-PGDĐT", "Sông Lam",
        "Phòng Giáo dục và Đào tạo", "trong ngành giáo dục", ("TRƯỞNG PHÒNG",),
        (
            UnitWords("bo-phan-cm", "other", "Bộ phận chuyên môn", abbr="CM"),
            UnitWords("bo-phan-tv", "other", "Bộ phận tài vụ", abbr="TV"),
            UnitWords("mn-hoa-mai", "school", "Trường Mầm non Hoa Mai", abbr="MNHM"),
            UnitWords("th-dong-hai", "school", "Trường Tiểu học Đông Hải", abbr="THĐH"),
            UnitWords("th-tay-hai", "school", "Trường Tiểu học Tây Hải", abbr="THTH"),
            UnitWords("thcs-dong-hai", "school", "Trường THCS Đông Hải", abbr="THCSĐH"),
            UnitWords("tt-gdtx", "service", "Trung tâm Giáo dục thường xuyên", abbr="GDTX"),
            UnitWords("hoi-khuyen-hoc", "union", "Hội Khuyến học huyện", abbr="HKH", is_requested=True),
        ),
    ),
    OfficeWords(
        "school", UnitWords("truong-th", "school", "Trường Tiểu học Đông Hải", abbr="THĐH"), ("UBND XÃ ĐÔNG HẢI",),
        ("TRƯỜNG TIỂU HỌC ĐÔNG HẢI",), "KH-THĐH", "Đông Hải", "nhà trường", "trong nhà trường", ("HIỆU TRƯỞNG",),
        (
            UnitWords("ban-giam-hieu", "other", "Ban Giám hiệu", abbr="BGH"),
            UnitWords("to-van-phong", "other", "Tổ Văn phòng", abbr="TVP"),
            UnitWords("to-khoi-1", "other", "Tổ chuyên môn khối 1, 2, 3", abbr="K1"),
            UnitWords("to-khoi-4", "other", "Tổ chuyên môn khối 4, 5", abbr="K4"),
            UnitWords("gvcn", "other", "Giáo viên chủ nhiệm", abbr="GVCN"),
            UnitWords("thu-vien", "other", "Nhân viên thư viện", abbr="TVI"),
            UnitWords("lien-doi", "other", "Liên đội trường", abbr="LĐ"),
            UnitWords("cong-doan", "union", "Công đoàn trường", abbr="CĐ", is_requested=True),
            UnitWords("cha-me", "other", "Ban đại diện cha mẹ học sinh", abbr="CMHS"),
        ),
    ),
    OfficeWords(
        "front", UnitWords("mttq-xa", "front", "Ủy ban MTTQ Việt Nam xã Đông Hải"), (),
        ("ỦY BAN MTTQ VIỆT NAM", "XÃ ĐÔNG HẢI", "BAN THƯỜNG TRỰC"), "KH-MTTQ-BTT", "Đông Hải",
        "Ban Thường trực Ủy ban MTTQ Việt Nam xã", "trên địa bàn xã Đông Hải", ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
        (
            UnitWords("hoi-phu-nu", "union", "Hội Liên hiệp Phụ nữ xã", abbr="HPN"),
            UnitWords("hoi-nong-dan", "union", "Hội Nông dân xã", abbr="HND"),
            UnitWords("hoi-ccb", "union", "Hội Cựu chiến binh xã", abbr="CCB"),
            UnitWords("doan-tn", "union", "Đoàn Thanh niên xã", abbr="ĐTN"),
            UnitWords("ban-tt", "other", "Ban Thanh tra nhân dân", abbr="TTND"),
            UnitWords("bctmt-doai", "other", "Ban Công tác Mặt trận thôn Đoài", abbr="MTĐ"),
            UnitWords("bctmt-ben-tren", "other", "Ban Công tác Mặt trận thôn Bến Trên", abbr="MTBT"),
            UnitWords("cong-an", "police", "Công an xã", abbr="CA", is_requested=True),
        ),
    ),
    OfficeWords(
        "union", UnitWords("tinh-doan", "union", "Tỉnh đoàn An Phú", "Tỉnh đoàn", abbr="TĐ"),
        ("ĐOÀN TNCS HỒ CHÍ MINH",), ("TỈNH ĐOÀN AN PHÚ",), "KH-TĐ", "An Phú", "Tỉnh đoàn", "trong toàn tỉnh",
        ("TM. BAN THƯỜNG VỤ", "BÍ THƯ"),
        (
            UnitWords("ban-to-chuc", "other", "Ban Tổ chức - Kiểm tra", abbr="TCKT"),
            UnitWords("ban-phong-trao", "other", "Ban Phong trào", abbr="PT"),
            UnitWords("ban-tuyen-giao", "other", "Ban Tuyên giáo", abbr="TG"),
            UnitWords("vp-doan", "other", "Văn phòng Tỉnh đoàn", abbr="VP"),
            UnitWords("ntn", "service", "Nhà Thiếu nhi tỉnh", abbr="NTN"),
            UnitWords("doan-dong-hai", "union", "Đoàn xã Đông Hải", abbr="ĐĐH"),
            UnitWords("doan-tay-hai", "union", "Đoàn xã Tây Hải", abbr="ĐTH"),
            UnitWords("doan-cong-an", "union", "Đoàn Thanh niên Công an tỉnh", abbr="ĐCA"),
        ),
    ),
    OfficeWords(
        "party", UnitWords("dang-uy", "other", "Đảng ủy xã Đông Hải", "Đảng ủy xã", "ĐU"), ("ĐẢNG BỘ TỈNH AN PHÚ",),
        ("ĐẢNG ỦY XÃ ĐÔNG HẢI", "*"), "KH/ĐU", "Đông Hải", "Đảng ủy xã", "trong Đảng bộ xã",
        ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
        (
            UnitWords("ban-xdd", "other", "Ban Xây dựng Đảng", abbr="XDĐ"),
            UnitWords("ubkt", "other", "Ủy ban Kiểm tra Đảng ủy", abbr="UBKT"),
            UnitWords("vp-du", "other", "Văn phòng Đảng ủy", abbr="VP"),
            UnitWords("du-ubnd", "other", "Đảng ủy Ủy ban nhân dân xã", abbr="ĐUUB"),
            UnitWords("cb-doai", "other", "Chi bộ thôn Đoài", abbr="CBĐ"),
            UnitWords("cb-ben-tren", "other", "Chi bộ thôn Bến Trên", abbr="CBBT"),
            UnitWords("cb-cong-an", "other", "Chi bộ Công an xã", abbr="CBCA"),
            UnitWords("mttq", "front", "Ủy ban MTTQ Việt Nam xã", is_requested=True),
        ),
        all_units="các chi bộ, ban, cơ quan của Đảng ủy", party=True,
    ),
    OfficeWords(
        "ministry", UnitWords("bo-noi-vu", "other", "Bộ Nội vụ", abbr="BNV"), (), ("BỘ NỘI VỤ",), "KH-BNV", "Hà Nội",
        "Bộ Nội vụ", "trong toàn ngành", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"),
        (
            UnitWords("vp-bo", "other", "Văn phòng Bộ", abbr="VP"),
            UnitWords("vu-cchc", "other", "Vụ Cải cách hành chính", abbr="CCHC"),
            UnitWords("vu-khtc", "other", "Vụ Kế hoạch - Tài chính", abbr="KHTC"),
            UnitWords("cuc-vtlt", "other", "Cục Văn thư và Lưu trữ nhà nước", abbr="VTLT"),
            UnitWords("tt-cntt", "service", "Trung tâm Công nghệ thông tin", abbr="CNTT"),
            UnitWords("tap-chi", "service", "Tạp chí Tổ chức nhà nước", abbr="TC"),
            UnitWords("tinh-an-phu", "province", "An Phú", designation="tỉnh"),
            UnitWords("tinh-song-da", "province", "Sông Đà", designation="tỉnh"),
        ),
    ),
)  # fmt: skip

SUBJECTS = (
    ("Trồng và chăm sóc cây xanh", (
        "danh mục cây xanh cần thay thế", "vườn ươm cây giống", "quy định tưới cây vào mùa khô", "hồ sơ cây cổ thụ",
        "đường dây nóng về cây gãy đổ", "lịch cắt tỉa cành trước mùa mưa", "bản đồ số các tuyến đường có bóng mát",
        "mô hình vườn rau trong trường học", "các đội chăm sóc cây ở khu dân cư", "kho dụng cụ làm vườn dùng chung",
    )),
    ("Bảo đảm an toàn giao thông", (
        "các điểm đen trên đường liên xã", "biển báo ở khu vực cổng trường", "vạch sơn dành cho người đi bộ",
        "nội dung tuyên truyền về mũ bảo hiểm", "tổ tự quản bến đò", "thiết bị đo tốc độ",
        "cam kết của chủ phương tiện", "sổ theo dõi xe quá tải", "bãi đỗ xe tạm thời trong dịp lễ",
        "phương án phân luồng ngày hội",
    )),
    ("Chuyển đổi số", (
        "kho dữ liệu hộ tịch", "tài khoản định danh cho người cao tuổi", "mạng nội bộ của bộ phận một cửa",
        "quy trình số hóa hồ sơ đất đai", "tổ công nghệ số cộng đồng", "chữ ký số cho viên chức",
        "bảng điện tử niêm yết phí", "phần mềm quản lý văn bản", "điểm truy cập mạng miễn phí",
        "lớp kỹ năng số cho tiểu thương",
    )),
    ("Phòng, chống đuối nước trẻ em", (
        "biển cảnh báo ở ao, hồ sâu", "bể bơi lưu động", "lớp dạy bơi miễn phí", "danh sách trẻ em chưa biết bơi",
        "áo phao cho học sinh đi đò", "đội trực cứu hộ mùa lũ", "tờ rơi về sơ cứu", "hàng rào quanh hố công trình",
        "cuộc thi vẽ về an toàn dưới nước", "hồ sơ các vụ tai nạn đã xảy ra",
    )),
    ("Phát triển văn hóa đọc", (
        "tủ sách ở nhà văn hóa thôn", "ngày hội sách mùa thu", "xe thư viện lưu động", "cuộc thi kể chuyện theo sách",
        "danh mục sách hạt nhân", "góc đọc thân thiện cho trẻ khuyết tật", "mạng lưới cộng tác viên thư viện",
        "kho sách nói", "không gian đọc ở bến xe", "quỹ khuyến đọc của địa phương",
    )),
    ("Phòng cháy, chữa cháy rừng", (
        "đường băng cản lửa", "chòi canh lửa", "bản cam kết đốt nương có kiểm soát", "tổ xung kích bảo vệ rừng",
        "bể nước dự trữ trên đồi", "bản tin cảnh báo cấp cháy", "máy thổi gió, dập lửa",
        "phương án sơ tán các hộ ven rừng", "ranh giới các lô rừng dễ cháy", "lịch trực mùa hanh khô",
    )),
)  # fmt: skip
"""What plans are about, and objects of tasks for each; no object stands within another."""

VERBS = (
    "rà soát, lập", "xây dựng, ban hành", "kiểm tra, củng cố", "hướng dẫn hoàn thiện", "tổ chức vận hành", "thẩm định",
    "theo dõi, cập nhật", "bố trí kinh phí cho", "tuyên truyền về", "khảo sát, đánh giá", "tham mưu phê duyệt",
    "vận động đóng góp cho", "đôn đốc thực hiện", "công khai",
)  # fmt: skip
PRODUCTS = ("Báo cáo", "Biên bản nghiệm thu", "Danh sách được duyệt", "Quyết định phê duyệt", "Tờ trình", "Bộ tài liệu",
            "Cơ sở dữ liệu", "Kế hoạch chi tiết")  # fmt: skip
ADDITIONS = (
    " tại khu dân cư", " theo hướng dẫn của cấp trên", " phù hợp với điều kiện của địa phương",
    " bằng nguồn xã hội hóa", " cho năm học mới",
    " theo Quyết định số 45/QĐ-TTg ngày 06/01/2024 của Thủ tướng Chính phủ",
    ", bảo đảm ít nhất 80% hộ gia đình được phổ biến", " và niêm yết tại nơi công cộng",
)  # fmt: skip
"""What may stand behind a task's object; some bear a date or a figure that is no deadline."""
TOPICS = ("Công tác chỉ đạo, điều hành", "Tuyên truyền, phổ biến", "Cơ sở vật chất", "Kiểm tra, giám sát",
          "Đào tạo, bồi dưỡng", "Dữ liệu và thống kê", "Hợp tác, huy động nguồn lực")  # fmt: skip
PURPOSES = (
    "Nâng cao nhận thức của cán bộ và người dân về công việc này.", "Bảo đảm các hoạt động thiết thực, tiết kiệm.",
    "Phân công rõ việc, rõ người, rõ thời gian.", "Huy động sự tham gia của toàn xã hội.",
    "Các hoạt động phải phù hợp với tình hình thực tế.",
)  # fmt: skip
STRANGERS = (
    "Kho bạc Nhà nước khu vực",
    "Công ty Điện lực khu vực",
    "Ngân hàng Chính sách xã hội",
    "Trường Cao đẳng nghề",
)
"""Bodies that no registry of these tests has."""
LOOSE = ("các cơ quan liên quan", "các đơn vị có liên quan", "các tổ chức có liên quan")
"""Partners that are named only as a whole, and not exactly."""
