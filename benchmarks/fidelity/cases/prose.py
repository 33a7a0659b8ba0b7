"""A source of chance → Vietnamese sentences and headings as offices write them; no real office, person or place."""

from __future__ import annotations

from random import Random

_WHO = (
    "Ủy ban nhân dân các xã, thị trấn", "Phòng Văn hóa và Xã hội", "Văn phòng Ủy ban nhân dân xã", "Công an xã",
    "Trạm Y tế", "Ban Giám hiệu các trường học", "Các cơ quan, đơn vị có liên quan", "Trưởng thôn, bản, tổ dân phố",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Hội Liên hiệp Phụ nữ", "Bộ phận Tài chính - Kế toán",
)  # fmt: skip
_DOES = (
    "chủ trì, phối hợp xây dựng kế hoạch", "rà soát, thống kê, lập danh sách", "tổ chức tuyên truyền, phổ biến",
    "kiểm tra, đôn đốc và giám sát việc thực hiện", "tiếp nhận, xử lý thông tin về", "bố trí kinh phí, nhân lực cho",
    "tổng hợp kết quả và báo cáo về", "hướng dẫn nghiệp vụ, tập huấn cho cán bộ làm",
    "thường xuyên cập nhật, công khai các nội dung của",
)  # fmt: skip
_WHAT = (
    "công tác bảo vệ, chăm sóc trẻ em trên địa bàn", "chương trình phòng, chống tai nạn, thương tích",
    "phong trào toàn dân đoàn kết xây dựng đời sống văn hóa ở khu dân cư", "việc cải cách thủ tục hành chính",
    "các mô hình hỗ trợ, can thiệp sớm tại cộng đồng", "chỉ tiêu, nhiệm vụ được giao trong năm",
    "đề án chuyển đổi số giai đoạn 2021 - 2025", "nguồn lực xã hội hóa và quỹ đóng góp tự nguyện",
    "hoạt động hè cho học sinh, thiếu niên, nhi đồng",
)  # fmt: skip
_HOW = (
    "theo đúng quy định của pháp luật hiện hành", "trước ngày 15/7/2021", "bảo đảm thiết thực, hiệu quả, tiết kiệm",
    "với tỷ lệ đạt từ 95% trở lên", "gắn với trách nhiệm của người đứng đầu", "trong phạm vi chức năng được giao",
    "và gửi về cơ quan thường trực để tổng hợp", "định kỳ hằng quý, sáu tháng và đột xuất khi có yêu cầu",
    "nhằm kịp thời phát hiện, ngăn chặn các vụ việc (nếu có)",
)  # fmt: skip
_HEADINGS = (
    "Mục đích, yêu cầu", "Đối tượng và phạm vi", "Nhiệm vụ và giải pháp", "Kinh phí thực hiện", "Tổ chức thực hiện",
    "Chế độ thông tin, báo cáo", "Công tác tuyên truyền", "Kiểm tra, giám sát, đánh giá",
)  # fmt: skip
_SHORT = (
    "Đã hoàn thành", "Đang thực hiện", "Chưa có số liệu", "Văn phòng", "Quý I", "Quý II", "12 lượt", "1.250 người",
    "Tập huấn nghiệp vụ", "Số hóa hồ sơ", "Tổ trưởng", "Báo cáo tháng", "Kế hoạch năm",
)  # fmt: skip


def sentence(random: Random) -> str:
    """Twenty to forty words: who does what, how."""
    parts = [random.choice(_WHO), random.choice(_DOES), random.choice(_WHAT)]
    tail = random.sample(_HOW, random.randint(1, 2))
    return f"{' '.join(parts)}, {', '.join(tail)}."


def paragraph(random: Random, sentences: int | None = None) -> str:
    """One to three sentences, or as many as asked for."""
    return " ".join(sentence(random) for _number in range(sentences or random.randint(1, 3)))


def heading(random: Random) -> str:
    """A few words without a full stop."""
    return random.choice(_HEADINGS)


def entry(random: Random) -> str:
    """What stands in a cell of a table: two or three words, now and then a task."""
    return (
        random.choice(_SHORT)
        if random.random() < 0.6
        else f"{random.choice(_DOES)} {random.choice(_WHAT)}".capitalize()
    )
