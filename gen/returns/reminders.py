"""The board → the reminder: the values of the letter (công văn đôn đốc), and a text for messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gen.derive import wording
from gen.derive.form_fields import STATUS, cell_words, code_words, field_words
from gen.derive.letterhead import dated_reference, deadline_text, short_reference, source_frame
from gen.derive.subplan import receiver_text
from gen.errors import Diagnostic
from gen.plan.model import Plan
from gen.plan.units import full_name, short_name, unit_by_id
from gen.reporting.periods import name_with_period
from gen.returns.board import MissingAnswer, ReportingState, UnitStatus, build_board
from gen.returns.collection import Collection, RejectedFile, received_day
from gen.returns.reasons import FORM_REASONS, ReasonCode, official_words
from gen.text import BLANK, collapse_spaces, format_long_date, format_short_date, lower_first, shorten
from gen.word.template.loading import DocumentProperties, WordTemplate
from gen.word.template.names_returns import DonViCham, MauCongVan

_MAX_ADDRESSEES = 6
"""Up to this number, units are addressed one by one; more are addressed by the list in the letter."""
_MAX_NAMED = 4
"""So many incomplete items, or files, of a unit are named; the others are counted."""
_MAX_WRITTEN = 60
"""So many letters of an answer that does not count are quoted."""
_MISFITS: dict[str, str] = {
    ReasonCode.NO_NUMBER: "không phải số", ReasonCode.NO_DATE: "không phải ngày",
    ReasonCode.NO_STATUS: "không phải một trong các tình trạng của biểu mẫu",
}  # fmt: skip
"""Why an answer does not count, in words that go on the sentence."""


def select_units_to_remind(statuses: Sequence[UnitStatus], *, undated: bool) -> tuple[UnitStatus, ...]:
    """The units that owe something now; with `undated` (the plan names no day) all that have not reported too."""
    return tuple(s for s in statuses if s.needs_reminder or (undated and s.state is ReportingState.OPEN))


def compose_reminder_letter(
    collection: Collection, statuses: Sequence[UnitStatus], day: date, send_by: date | None
) -> MauCongVan:
    """The values of the issuer's letter about the overdue units as of `day`; `send_by` is the day they report by."""
    plan = collection.plan
    late = select_units_to_remind(statuses, undated=collection.period.due is None)
    frame = source_frame(plan)
    issuer = unit_by_id(plan)[plan.header.issuer]
    symbol = plan.header.symbol.partition("-")[2] or plan.header.symbol
    return MauCongVan(
        co_quan_cap_tren=frame.parent, co_quan=frame.issuer, so_ky_hieu=f"Số: {BLANK}/{symbol}",
        dia_danh_ngay=f"{plan.header.place}, {wording.BLANK_DATE}",
        trich_yeu=f"V/v đôn đốc gửi {name_with_period(lower_first(collection.obligation.name), collection.period)}",
        noi_nhan=("Như trên;", wording.FILED), chu_ky=frame.authority, nguoi_ky="",
        ma_tai_lieu=f"{plan.header.id}/don-doc/{collection.obligation.id}/{collection.period.key}",
        noi_gui=_single_addressee(late), kinh_gui=_addressee_lines(late),
        mo_dau=tuple(_opening_paragraphs(collection, statuses, late, day)),
        don_vi_cham=tuple(_unit_row(number, one) for number, one in enumerate(late, 1)),
        ket=(_closing_request(full_name(issuer), late, send_by),),
    )  # fmt: skip


def _single_addressee(late: Sequence[UnitStatus]) -> str:
    """The addressee on one line: the only unit, or all of them together where they are many; else empty."""
    if len(late) > _MAX_ADDRESSEES:
        return "Các cơ quan, đơn vị có tên trong danh sách dưới đây"
    return late[0].name if len(late) == 1 else ""


def _addressee_lines(late: Sequence[UnitStatus]) -> tuple[str, ...]:
    if _single_addressee(late):
        return ()
    return tuple(f"{one.name}{'.' if number == len(late) else ';'}" for number, one in enumerate(late, 1))


def _opening_paragraphs(
    collection: Collection, statuses: Sequence[UnitStatus], late: Sequence[UnitStatus], day: date
) -> list[str]:
    plan, obligation = collection.plan, collection.obligation
    to = receiver_text(plan, obligation, unit_by_id(plan)[plan.header.issuer])
    report_name = name_with_period(lower_first(obligation.name), collection.period)
    first = f"Thực hiện {dated_reference(plan)}, các cơ quan, đơn vị có trách nhiệm gửi {report_name} về {to}"
    due = deadline_text(obligation.due)
    first += f"; thời hạn gửi: {due}." if due else "."
    reported = sum(one.received is not None for one in statuses)
    second = (
        f"Tính đến hết {_format_long_day(day)}, đã nhận được báo cáo của {reported}/{len(statuses)} đơn vị; "
        f"{len(late)} đơn vị sau đây {_describe_behind(late)}:"
    )
    return [first, second]


def _describe_behind(late: Sequence[UnitStatus]) -> str:
    """What is awaited of the units; of one that sent a signed copy it is never said that it sent nothing."""
    signed = sum(one.state is ReportingState.SIGNED for one in late)
    if signed == len(late):
        return "đã gửi bản ký nhưng chưa có tệp Word hoặc số liệu"
    behind = "chưa gửi báo cáo, hoặc báo cáo phải gửi lại, bổ sung"
    return f"{behind}, hoặc đã gửi bản ký nhưng chưa có số liệu" if signed else behind


def _unit_row(number: int, one: UnitStatus) -> DonViCham:
    return DonViCham(
        str(number),
        one.name,
        format_short_date(one.due),
        str(one.working_days_late) if one.working_days_late else "",
        _remark(one),
    )


def _remark(one: UnitStatus) -> str:
    if one.state is ReportingState.INVALID:
        return _describe_rejected(one.rejected)
    if one.state is ReportingState.SIGNED:
        return f"Đã gửi bản ký ngày {format_short_date(one.received)}; đề nghị gửi tệp Word hoặc số liệu"
    if one.received is None:
        return f"Chưa gửi (đã gia hạn: {one.extension.reason})" if one.extension else "Chưa gửi"
    where = " theo biểu mẫu mới" if one.has_old_form else ""
    lacks = list(map(_describe_missing, one.missing))
    more = f"; và {len(lacks) - _MAX_NAMED} nội dung khác" if len(lacks) > _MAX_NAMED else ""
    return f"Đã gửi ngày {format_short_date(one.received)}. Cần bổ sung{where}: {'; '.join(lacks[:_MAX_NAMED])}{more}"


def _describe_rejected(rejected: Sequence[RejectedFile]) -> str:
    """Why nothing of what a unit sent counts: the day of each file, and what is wrong with it."""
    said = list(dict.fromkeys(map(_describe_rejected_file, rejected)))
    more = f"; và {len(said) - _MAX_NAMED} tệp khác" if len(said) > _MAX_NAMED else ""
    return "; ".join(said[:_MAX_NAMED]) + more


def _describe_rejected_file(file: RejectedFile) -> str:
    what = "chưa tính được" if file.reason.code in FORM_REASONS else "không đọc được"
    return f"Tệp gửi ngày {format_short_date(received_day(file))} {what} vì {lower_first(official_words(file.reason))}"


def _describe_missing(one: MissingAnswer) -> str:
    """What has to be added, and why: nothing is written, or what is written does not count."""
    code, _slash, name = one.key.rpartition("/")
    row = code_words(code, bound=True)
    if one.reason is None:
        return f"{row}: chưa ghi {lower_first(field_words(name))}"
    written = f"ghi “{shorten(collapse_spaces(one.text), _MAX_WRITTEN)}”"
    cell = row if name == STATUS.name else cell_words(one.key, bound=True)
    return f"{cell}: {written}, {_MISFITS.get(one.reason.code) or official_words(one.reason)}"


def _closing_request(issuer: str, late: Sequence[UnitStatus], send_by: date | None) -> str:
    when = _format_long_day(send_by) if send_by else wording.BLANK_DATE
    reasons = "; đơn vị gửi chậm nêu rõ lý do trong báo cáo" if any(one.working_days_late for one in late) else ""
    signed = sum(one.state is ReportingState.SIGNED for one in late)
    what = "gửi báo cáo, hoặc gửi lại, bổ sung"
    if signed:
        what = "gửi tệp Word hoặc số liệu của báo cáo" if signed == len(late) else f"{what}, hoặc gửi tệp Word, số liệu"
    return f"{issuer} đề nghị các đơn vị có tên trên {what}, chậm nhất {when}{reasons}./."


def compose_reminder_message(
    collection: Collection, statuses: Sequence[UnitStatus], day: date, send_by: date | None
) -> str:
    """The reminder as a short message, without a letterhead."""
    plan, obligation = collection.plan, collection.obligation
    late = select_units_to_remind(statuses, undated=collection.period.due is None)
    units = unit_by_id(plan)
    who = short_name(units[obligation.through or plan.header.issuer])
    lines = [
        f"{who} nhắc gửi {name_with_period(lower_first(obligation.name), collection.period)} "
        f"theo {short_reference(plan)}.",
        f"Đến ngày {format_short_date(day)} còn {len(late)} đơn vị:",
        *(f"- {_short_unit_name(plan, one)}: {lower_first(_remark(one))}" for one in late),
    ]
    if send_by:
        lines.append(f"Đề nghị gửi chậm nhất ngày {format_short_date(send_by)}.")
    return "\n".join(lines)


def _short_unit_name(plan: Plan, one: UnitStatus) -> str:
    return short_name(unit_by_id(plan)[one.unit])


def _format_long_day(day: date) -> str:
    return format_long_date(day.year, day.month, day.day)


@dataclass(frozen=True, slots=True)
class Reminder:
    """The bytes of the letter (.docx), the text for messages, the ids of the overdue units, and notices.

    `subject` and `issuer` are those of the letter.
    """

    letter: bytes
    message: str
    units: tuple[str, ...]
    notices: tuple[Diagnostic, ...] = ()
    subject: str = ""
    issuer: str = ""


def make_reminder(
    collection: Collection,
    template: WordTemplate,
    day: date,
    by: date | None = None,
    notices: tuple[Diagnostic, ...] = (),
) -> Reminder | None:
    """The reminder to the units that are overdue on `day`, to report by the day `by`; None where no unit is overdue.

    Raises TemplateError TPL-007 where the template cannot be filled in.
    """
    statuses = build_board(collection, day)
    late = select_units_to_remind(statuses, undated=collection.period.due is None)
    if not late:
        return None
    values = compose_reminder_letter(collection, statuses, day, by)
    letter = template.render(values, DocumentProperties(values.trich_yeu, " ".join(values.co_quan), values.ma_tai_lieu))
    units = tuple(one.unit for one in late)
    issuer = full_name(unit_by_id(collection.plan)[collection.plan.header.issuer])
    message = compose_reminder_message(collection, statuses, day, by)
    return Reminder(letter.data, message, units, (*collection.notices, *notices), values.trich_yeu, issuer)
