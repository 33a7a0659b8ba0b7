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

BASIS_OPENING = {Manner.DIRECT: "Thực hiện {reference}", Manner.REQUEST: "Theo đề nghị của {issuer} tại {reference}"}
LEGAL_BASIS = "Căn cứ {citation}"

ORGANISATION = "Phân công bộ phận, cá nhân thực hiện và thời hạn hoàn thành các nhiệm vụ tại phần {part} như sau:"
FUNDING_HEADING = "KINH PHÍ THỰC HIỆN"
GATHERS = "Đầu mối tiếp nhận, tổng hợp: {name}"
RECEIVES = "Tiếp nhận: {name}"
NOTHING_OWED = "Kế hoạch không quy định báo cáo riêng đối với đơn vị."
CLOSING = (
    "Trên đây là Kế hoạch triển khai thực hiện của {unit}. Yêu cầu các bộ phận, cá nhân có liên quan nghiêm túc thực "
    "hiện; nếu có khó khăn, vướng mắc, kịp thời phản ánh để xem xét, giải quyết./."
)

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
FILED = "Lưu: VT."
FILED_BY_ITSELF = "Lưu: {unit}."
FILED_BY_DRAFTER = "Lưu: VT, {drafter}."


def filed_by(drafter: str | None) -> str:
    """The last line of the recipients, with the abbreviation of the unit that drafted the document, if any."""
    return FILED_BY_DRAFTER.format(drafter=drafter) if drafter else FILED


CLOSING_LABEL = "đoạn kết"

LED = "chủ trì: {leads}"
"""What stands behind a task in which the unit supports another."""
