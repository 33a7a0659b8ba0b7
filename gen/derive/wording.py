"""A duty, a manner, a frequency → the words that documents add to the plan's own; documents are always Vietnamese."""

from __future__ import annotations

from gen.plan.binding import Duty
from gen.plan.kinds import Manner
from gen.reading import Frequency
from gen.text import BLANK

PURPOSE_HEADING = "MỤC ĐÍCH, YÊU CẦU"
PURPOSE = "Bảo đảm thực hiện đúng mục đích, yêu cầu nêu tại phần {parts} {reference}."
"""The superior's purpose is referred to, not copied: everybody who gets the unit's plan has the superior's."""
TASKS_HEADING = "NHIỆM VỤ"
ORGANISATION_HEADING = "TỔ CHỨC THỰC HIỆN"
REPORTING_HEADING = "CHẾ ĐỘ BÁO CÁO"

DUTY_HEADINGS = {
    Duty.LEAD: "Nhiệm vụ chủ trì thực hiện",
    Duty.SUPPORT: "Nhiệm vụ phối hợp thực hiện",
    Duty.COMMON: "Nhiệm vụ chung của các cơ quan, đơn vị",
}
REQUESTED_HEADING = "Nhiệm vụ thực hiện theo đề nghị của {issuer}"

BASIS_OPENING = {Manner.DIRECT: "Thực hiện {reference}", Manner.REQUEST: "Theo đề nghị tại {reference}"}
CARRIES_OUT = {Manner.DIRECT: "Thực hiện {reference}", Manner.REQUEST: "Phối hợp thực hiện {reference}"}
"""The subject of a unit's plan where the superior's has no scope that could be the unit's own."""
AT_UNIT = "tại {unit}"
LEGAL_BASIS = "Căn cứ {citation}"

ORGANISATION = "Phân công bộ phận, cá nhân thực hiện và thời hạn hoàn thành các nhiệm vụ tại phần {part} như sau:"
ANNEX = (
    "Người thực hiện, thời gian, trách nhiệm, sản phẩm và thẩm quyền đối với từng nhiệm vụ nêu tại Phụ lục kèm theo Kế "
    "hoạch này."
)
"""Decree 30/2020, Appendix I: a document with an annex refers to it."""
ANNEX_OF = "(Kèm theo {kind} số\u00a0{number} {day} của {unit})"
FUNDING_HEADING = "KINH PHÍ THỰC HIỆN"
OWED_REPORT = "{name}: {when}, gửi {to}"
GATHERS = "Đầu mối tiếp nhận, tổng hợp: {name}"
RECEIVES = "Tiếp nhận: {name}"
NOTHING_OWED = "Kế hoạch không quy định báo cáo riêng đối với đơn vị."
OPENING = "{author} xây dựng Kế hoạch triển khai thực hiện, cụ thể như sau:"
CLOSING = (
    "Trên đây là Kế hoạch triển khai thực hiện của {author}. {demand} các bộ phận, cá nhân có liên quan nghiêm túc "
    "thực hiện; nếu có khó khăn, vướng mắc, kịp thời phản ánh về {unit} để xem xét, giải quyết./."
)
CLOSING_OF_BOARD = (
    "Trên đây là Kế hoạch triển khai thực hiện của {author}. Đề nghị các tổ chức, cá nhân có liên quan thực hiện; "
    "nếu có khó khăn, vướng mắc, kịp thời phản ánh về {unit} để xem xét, giải quyết./."
)
DEMAND, DEMAND_BESIDE_REQUEST = "Yêu cầu", "Đề nghị {names} phối hợp thực hiện; yêu cầu"
REQUESTED_BODY = "Đề nghị {name}"
BOARDS = {
    "TM. BAN THƯỜNG TRỰC": "Ban Thường trực",
    "TM. BAN THƯỜNG VỤ": "Ban Thường vụ",
    "TM. BAN CHẤP HÀNH": "Ban Chấp hành",
}
"""In whose name a document of the Front or of a union is signed → who it is that speaks in it."""
FULFILLED_BY_PLAN = "khi ban hành Kế hoạch này"
NO_DEADLINE = "–"
"""In the table of tasks, whose empty cells are for the unit to fill in."""

REPLACES = "{kind} này thay thế {kind} số\u00a0{number} {day} của {unit}."
"""Of a document that was issued, and whose tasks an amendment of the plan has changed."""

AMENDED_PLAN = "{reference} (được sửa đổi, bổ sung bởi {amendments})"
AMENDED_PLACE = "{place}, được sửa đổi, bổ sung tại {amendments}"
AMENDED_SOURCE = "{reference} được sửa đổi, bổ sung bởi {amendments}."
AMENDED_TASKS = "Nhiệm vụ tại {places} được sửa đổi, bổ sung tại {amendments}."

ANSWERS_LINE = "Chế độ báo cáo: {name}."
"""Of a form whose unit gets several: which report it answers."""
PERIOD_LINE = "Kỳ báo cáo: {period}{days}."
PERIOD_DAYS = ", số liệu từ {begin} đến hết {end}"
LAST_DAY = "(chậm nhất {day})"
DUE_LINE = "Thời hạn gửi báo cáo: {due}."
CHANNEL_LINE = "Cách gửi: {channel}."
CUTOFF_LINE = "Số liệu tính đến {day}; nếu khác, đơn vị ghi ngày dưới đây."
CUTOFF_OPEN = "Số liệu tính đến ngày đơn vị ghi dưới đây."
HOW_TO_ANSWER = (
    "Cách ghi: bấm vào ô rồi ghi; ô {needed} phải ghi, ô khác không có gì thì không ghi. Tình trạng chọn "
    "một trong: {statuses}. {examples} Không xóa dòng, không sửa cột đầu của bảng."
)
DATE_EXAMPLE = "Ngày ghi như 15/7/2026."
FIGURE_EXAMPLES = "Số ghi như 1.234,5 hoặc 95,5%; ngày ghi như 15/7/2026."
WHERE_TO_SEND = "Ghi xong, lưu tệp Word này và gửi đến {to}{by}{due}; có bản ký thì gửi kèm, không gửi thay tệp này."
BY_EMAIL, BEFORE_DUE = ", thư điện tử {email}", ", {due}"
BLANK_DATE = f"ngày {BLANK} tháng {BLANK} năm {BLANK}"

FREQUENCIES = {
    Frequency.ONCE: "Một lần",
    Frequency.MONTHLY: "Hằng tháng",
    Frequency.QUARTERLY: "Hằng quý",
    Frequency.HALF_YEARLY: "6 tháng",
    Frequency.NINE_MONTHLY: "9 tháng",
    Frequency.YEARLY: "Hằng năm",
    Frequency.AD_HOC: "Đột xuất",
    Frequency.PERIODIC: "Định kỳ",
}

THROUGH = "{to} (qua {through})"
SENT_BY = "{to}; cách gửi: {channel}"
FOR_REPORT = "{name} (để b/c);"
FOR_GATHERING = "{name} (để tổng hợp);"
FOR_COOPERATION = "{name} (để phối hợp);"
TO_KNOW = "{name};"
BODIES_NAMED = "Các bộ phận, đơn vị nêu tại phần Tổ chức thực hiện"
BODIES_UNNAMED = "Các bộ phận, cá nhân có liên quan"
FILED = "Lưu: VT."
FILED_BY_ITSELF = "Lưu: {unit}."
FILED_BY_DRAFTER = "Lưu: VT, {drafter}."


def filed_by(drafter: str | None) -> str:
    """The last line of the recipients, with the abbreviation of the unit that drafted the document, if any."""
    return FILED_BY_DRAFTER.format(drafter=drafter) if drafter else FILED


CLOSING_LABEL = "đoạn kết"

LED = "chủ trì: {leads}"
"""What stands behind a task in which the unit supports another."""
