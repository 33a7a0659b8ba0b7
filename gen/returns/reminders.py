"""The board → the reminder: the values of the letter (công văn đôn đốc), and a text for messages.

The letter is short: what is owed, how many have sent it, who is required (yêu cầu) and who is requested (đề nghị) to
send it by when, and where to. Who they are and what each of them owes is its annex; of one unit it stands in the letter
itself. The unit that gathers the reports drafts the letter, and so is not reminded by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from gen import diagnostics
from gen.derive import wording
from gen.derive.form_fields import STATUS, cell_words, code_words, field_words
from gen.derive.letterhead import (
    dated_reference,
    deadline_text,
    letter_symbol,
    number_and_symbol,
    short_reference,
    source_frame,
)
from gen.derive.subplan import receiver_text
from gen.documents import KIND_NAMES, LETTER_NAME
from gen.errors import Diagnostic
from gen.plan.cycles import is_recurring
from gen.plan.kinds import Manner
from gen.plan.model import Contact, Plan
from gen.plan.units import full_name, manner_of, short_name, unit_by_id
from gen.reporting.obligations import destination, gathering_unit
from gen.reporting.periods import name_with_period
from gen.returns.board import MissingAnswer, ReportingState, UnitStatus, build_board
from gen.returns.collection import Collection, RejectedFile, received_day
from gen.returns.reasons import ReasonCode, official_words
from gen.text import (
    BLANK,
    collapse_spaces,
    format_long_date,
    format_short_date,
    join_or,
    lower_first,
    shorten,
    upper_first,
)
from gen.word.template.loading import DocumentProperties, WordTemplate
from gen.word.template.names_returns import DonViCham, MauCongVan

_MAX_ADDRESSEES = 6
"""Up to this number, units are addressed one by one; more are addressed by the annex."""
_MAX_REQUESTED = 3
"""Up to this number, the units that are requested are named in their paragraph; more stand in the annex alone."""
_MAX_NAMED = 4
"""So many incomplete items, or files, of a unit are named; the others are counted."""
_MAX_WRITTEN = 60
"""So many letters of an answer that does not count are quoted."""
_MISFITS: dict[str, str] = {
    ReasonCode.NO_NUMBER: "không phải số", ReasonCode.NO_DATE: "không phải ngày",
    ReasonCode.NO_STATUS: "không phải một trong các tình trạng của biểu mẫu",
}  # fmt: skip
"""Why an answer does not count, in words that go on the sentence."""
_GROUP_HEADINGS: Mapping[Manner, str] = MappingProxyType(
    {Manner.DIRECT: "Cơ quan, đơn vị được yêu cầu báo cáo", Manner.REQUEST: "Cơ quan, tổ chức được đề nghị báo cáo"}
)


_LATE_REASONS = "; đơn vị gửi chậm nêu rõ lý do trong báo cáo"


class _Need(StrEnum):
    """What is awaited of a unit."""

    REPORT = "report"
    READABLE_REPORT = "readable-report"
    ANSWERS = "answers"
    FIGURES = "figures"


_VERBS: Mapping[_Need, str] = MappingProxyType(
    {_Need.REPORT: "gửi", _Need.READABLE_REPORT: "gửi lại", _Need.ANSWERS: "bổ sung"}
)
_LACKS: Mapping[_Need, str] = MappingProxyType(
    {
        _Need.REPORT: "chưa gửi báo cáo",
        _Need.READABLE_REPORT: "báo cáo phải gửi lại",
        _Need.ANSWERS: "báo cáo phải bổ sung",
        _Need.FIGURES: "đã gửi bản ký nhưng chưa có tệp Word hoặc số liệu",
    }
)


@dataclass(frozen=True, slots=True)
class _Behind:
    """The units that the letter reminds, those that are directed before those that are requested.

    `sending` are all units that have to send the report, the gathering one left aside.
    """

    directed: tuple[UnitStatus, ...]
    requested: tuple[UnitStatus, ...]
    sending: tuple[UnitStatus, ...]

    @property
    def all(self) -> tuple[UnitStatus, ...]:
        """All of them, in the order of the letter."""
        return self.directed + self.requested

    @property
    def groups(self) -> tuple[tuple[Manner, tuple[UnitStatus, ...]], ...]:
        """The units by how they are spoken to, without empty groups."""
        found = ((Manner.DIRECT, self.directed), (Manner.REQUEST, self.requested))
        return tuple((manner, units) for manner, units in found if units)


def select_units_to_remind(collection: Collection, statuses: Sequence[UnitStatus]) -> tuple[UnitStatus, ...]:
    """The units that the letter reminds: those that owe something now, the directed ones before the requested ones.

    Where the plan names no day these are all that have not reported. The gathering unit is never one of them.
    """
    return _select(collection, statuses).all


def find_gatherers_debt(collection: Collection, statuses: Sequence[UnitStatus]) -> UnitStatus | None:
    """The status of the unit that gathers the reports, where it owes something itself: no letter reminds it."""
    gatherer = gathering_unit(collection.plan, collection.obligation)
    return next((one for one in statuses if one.unit == gatherer.id and _is_behind(collection, one)), None)


def _select(collection: Collection, statuses: Sequence[UnitStatus]) -> _Behind:
    plan = collection.plan
    gatherer, units = gathering_unit(plan, collection.obligation), unit_by_id(plan)
    sending = tuple(one for one in statuses if one.unit != gatherer.id)
    late = [one for one in sending if _is_behind(collection, one)]
    by_manner = {manner: tuple(one for one in late if manner_of(units[one.unit], None) is manner) for manner in Manner}
    return _Behind(by_manner[Manner.DIRECT], by_manner[Manner.REQUEST], sending)


def _is_behind(collection: Collection, one: UnitStatus) -> bool:
    is_undated = collection.period.due is None
    return one.needs_reminder or (is_undated and one.state is ReportingState.OPEN)


def compose_reminder_letter(
    collection: Collection, statuses: Sequence[UnitStatus], day: date, send_by: date | None
) -> MauCongVan:
    """The values of the issuer's letter about the overdue units as of `day`; `send_by` is the day they report by."""
    plan, obligation = collection.plan, collection.obligation
    behind = _select(collection, statuses)
    frame = source_frame(plan)
    issuer, drafter = unit_by_id(plan)[plan.header.issuer], gathering_unit(plan, obligation)
    number = f"{BLANK}/{letter_symbol(plan, drafter)}"
    has_annex = len(behind.all) > 1
    attached = f"(Kèm theo {LETTER_NAME} số\u00a0{number} {wording.BLANK_DATE} của {full_name(issuer)})"
    return MauCongVan(
        co_quan_cap_tren=frame.parent, co_quan=frame.issuer, so_ky_hieu=f"Số: {number}",
        dia_danh_ngay=f"{plan.header.place}, {wording.BLANK_DATE}",
        trich_yeu=f"V/v đôn đốc gửi {_report_of_plan(collection)}",
        noi_nhan=("Như trên;", wording.filed_by(drafter.abbr if drafter.id != issuer.id else None)),
        chu_ky=frame.authority, nguoi_ky="",
        ma_tai_lieu=f"{plan.header.id}/don-doc/{obligation.id}/{collection.period.key}",
        noi_gui=_single_addressee(behind.all), kinh_gui=_addressee_lines(behind.all),
        mo_dau=tuple(_opening_paragraphs(collection, behind, day)),
        don_vi_cham=tuple(_unit_rows(behind)),
        ket=tuple(_closing_paragraphs(collection, behind, send_by)),
        ten_phu_luc=_annex_title(behind.all) if has_annex else "", kem_theo=attached if has_annex else "",
    )  # fmt: skip


def _report_of_plan(collection: Collection) -> str:
    """The report with the number of its plan, which goes on a name that ends with the plan's kind: … Kế hoạch số …"""
    plan, name = collection.plan, lower_first(collection.obligation.name)
    kind = KIND_NAMES.get(plan.header.kind, plan.header.kind)
    if not name.endswith(f" {kind}"):
        return f"{name_with_period(name, collection.period)} theo {short_reference(plan)}"
    label = collection.period.label.replace(" ", "\u00a0", 1)  # quý I on one line
    label = f", {label}" if label else ""
    return f"{name} số\u00a0{number_and_symbol(plan)}{label}"


def _single_addressee(late: Sequence[UnitStatus]) -> str:
    """The addressee on one line: the only unit, or all of them together where they are many; else empty."""
    if len(late) > _MAX_ADDRESSEES:
        return "Các cơ quan, đơn vị có tên trong Phụ lục kèm theo"
    return late[0].name if len(late) == 1 else ""


def _addressee_lines(late: Sequence[UnitStatus]) -> tuple[str, ...]:
    if _single_addressee(late):
        return ()
    return tuple(f"{one.name}{'.' if number == len(late) else ';'}" for number, one in enumerate(late, 1))


def _annex_title(late: Sequence[UnitStatus]) -> str:
    needs = _needs(late)
    verbs = [f"{'chưa' if need is _Need.REPORT else 'phải'} {verb}" for need, verb in _VERBS.items() if need in needs]
    behind = [f"{join_or(verbs)} báo cáo"] if verbs else []
    behind += ["mới gửi bản ký"] if _Need.FIGURES in needs else []
    return f"Danh sách cơ quan, đơn vị {', '.join(behind)}".upper()


def _opening_paragraphs(collection: Collection, behind: _Behind, day: date) -> Iterator[str]:
    plan, obligation = collection.plan, collection.obligation
    to = receiver_text(plan, obligation, unit_by_id(plan)[plan.header.issuer])
    report_name = name_with_period(lower_first(obligation.name), collection.period)
    first = f"Thực hiện {dated_reference(plan)}, các cơ quan, đơn vị có trách nhiệm gửi {report_name} về {to}"
    due = _deadline(collection)
    yield first + (f"; thời hạn gửi: {due}." if due else ".")
    until = f"Tính đến hết {_format_long_day(day)}"
    if len(behind.all) == 1:
        yield f"{until}, {_describe_only_unit(behind.all[0])}."
        return
    reported = sum(one.received is not None for one in behind.sending)
    yield (
        f"{until}, đã nhận được báo cáo của {reported}/{len(behind.sending)} đơn vị; còn {len(behind.all)} đơn vị "
        f"{join_or([_LACKS[need] for need in _Need if need in _needs(behind.all)])} (danh sách tại Phụ lục kèm theo)."
    )


def _deadline(collection: Collection) -> str:
    """The deadline in the plan's own words, with the last day in time where they are those of every period."""
    due, last = deadline_text(collection.obligation.due), collection.period.due
    if last is None or not due or not is_recurring(collection.obligation):
        return due
    return f"{due} {wording.LAST_DAY.format(day=_format_long_day(last))}"


def _describe_only_unit(one: UnitStatus) -> str:
    """What is awaited of the only unit, in the letter itself."""
    if _needs([one]) == {_Need.REPORT}:
        more = f", đã được gia hạn đến {_format_long_day(one.extension.until)}," if one.extension else ""
        late = f" (quá hạn {one.working_days_late} ngày làm việc)" if one.working_days_late else ""
        return f"{one.name}{more} chưa gửi báo cáo{late}"
    return f"tình hình báo cáo của {one.name} như sau: {lower_first(_remark(one))}".rstrip(".")


def _needs(late: Iterable[UnitStatus]) -> set[_Need]:
    """What is awaited of the units."""
    found = set[_Need]()
    for one in late:
        if one.state is ReportingState.INVALID:
            found.add(_Need.READABLE_REPORT)
        elif one.state is ReportingState.SIGNED:
            found.add(_Need.FIGURES)
        else:
            found.add(_Need.REPORT if one.received is None else _Need.ANSWERS)
    return found


def _unit_rows(behind: _Behind) -> Iterator[DonViCham]:
    """The rows of the annex; the first of each group bears its heading, where there are two."""
    groups = behind.groups
    number = 0
    for place, (manner, units) in enumerate(groups):
        for one in units:
            number += 1
            is_first = one is units[0] and len(groups) > 1
            yield _unit_row(number, one, f"{'I' * (place + 1)}. {_GROUP_HEADINGS[manner]}" if is_first else "")


def _unit_row(number: int, one: UnitStatus, heading: str) -> DonViCham:
    return DonViCham(
        heading,
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
    if one.received is None and one.told_elsewhere:
        return f"Chưa gửi biểu mẫu của đơn vị; {lower_first(_describe_rejected(one.told_elsewhere))}"
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
    return upper_first("; ".join(said[:_MAX_NAMED])) + more


def _describe_rejected_file(file: RejectedFile) -> str:
    what = "chưa tính được" if file.is_form else "không đọc được"
    return f"tệp gửi ngày {format_short_date(received_day(file))} {what} vì {lower_first(official_words(file.reason))}"


def _describe_missing(one: MissingAnswer) -> str:
    """What has to be added, and why: nothing is written, or what is written does not count."""
    code, _slash, name = one.key.rpartition("/")
    row = code_words(code, bound=True)
    if one.reason is None:
        return f"{row}: chưa ghi {lower_first(field_words(name))}"
    written = f"ghi “{shorten(collapse_spaces(one.text), _MAX_WRITTEN)}”"
    cell = row if name == STATUS.name else cell_words(one.key, bound=True)
    return f"{cell}: {written}, {_MISFITS.get(one.reason.code) or official_words(one.reason)}"


def _closing_paragraphs(collection: Collection, behind: _Behind, send_by: date | None) -> Iterator[str]:
    """What is asked of whom by when, and where to send it; the last paragraph ends the letter."""
    plan = collection.plan
    issuer = full_name(unit_by_id(plan)[plan.header.issuer])
    when = _format_long_day(send_by) if send_by else wording.BLANK_DATE
    paragraphs = []
    for place, (manner, units) in enumerate(behind.groups):
        who, what = _name_group(behind, place), _describe_request(units)
        if manner is Manner.DIRECT:
            late = any(one.working_days_late for one in units)
            reasons = ("; nêu rõ lý do gửi chậm" if len(behind.all) == 1 else _LATE_REASONS) if late else ""
            paragraphs.append(f"{issuer} yêu cầu {who} {what}, chậm nhất {when}{reasons}.")
        else:
            paragraphs.append(f"{issuer} đề nghị {who} quan tâm, {what}, chậm nhất {when}.")
    paragraphs += filter(None, [" ".join(_where_to(collection))])
    yield from paragraphs[:-1]
    yield f"{paragraphs[-1].removesuffix('.')}./."


def _name_group(behind: _Behind, place: int) -> str:
    """A group of units as the letter asks them: by name where they are few, else by their place in the annex."""
    manner, units = behind.groups[place]
    if len(behind.all) == 1 or (manner is Manner.REQUEST and len(units) <= _MAX_REQUESTED):
        return ", ".join(one.name for one in units)
    where = f"tại mục {'I' * (place + 1)} Phụ lục" if len(behind.groups) > 1 else "tại Phụ lục kèm theo"
    return f"các cơ quan, {'đơn vị' if manner is Manner.DIRECT else 'tổ chức'} có tên {where}"


def _describe_request(units: Sequence[UnitStatus]) -> str:
    """What the units are asked to do: gửi hoặc bổ sung báo cáo."""
    needs = _needs(units)
    verbs = [verb for need, verb in _VERBS.items() if need in needs]
    asked = [f"{join_or(verbs)} báo cáo"] if verbs else []
    if _Need.FIGURES in needs:
        asked.append("gửi tệp Word hoặc số liệu của báo cáo đã ký")
    return ", ".join(asked)


def _where_to(collection: Collection) -> Iterator[str]:
    """Sentences: where reports are sent and how, and whom to ask; nothing where the plan says nothing of it."""
    plan, obligation = collection.plan, collection.obligation
    unit = destination(plan, obligation)
    contact = unit.contact if unit is not None else None
    details = [
        f"địa chỉ: {contact.address}" if contact and contact.address else "",
        f"thư điện tử: {contact.email}" if contact and contact.email else "",
        f"cách gửi: {obligation.channel.rstrip('. ')}" if obligation.channel else "",
    ]
    if any(details):
        name = full_name(unit) if unit is not None else obligation.to_name
        yield f"Báo cáo gửi về {'; '.join(filter(None, [name, *details]))}."
    if words := _whom_to_ask(collection):
        yield f"Nếu có vướng mắc, liên hệ {words}."


def _whom_to_ask(collection: Collection) -> str:
    """The person and the phone number of where reports are sent, else of the unit that gathers them."""
    plan, obligation = collection.plan, collection.obligation
    for unit in (destination(plan, obligation), gathering_unit(plan, obligation)):
        contact: Contact | None = unit.contact if unit is not None else None
        if unit is not None and contact is not None and (contact.person or contact.phone):
            phone = f"điện thoại: {contact.phone}" if contact.phone else ""
            return ", ".join(filter(None, [contact.person, short_name(unit), phone]))
    return ""


def compose_reminder_message(
    collection: Collection, statuses: Sequence[UnitStatus], day: date, send_by: date | None
) -> str:
    """The reminder as a short message, without a letterhead."""
    plan, obligation = collection.plan, collection.obligation
    behind = _select(collection, statuses)
    who = short_name(gathering_unit(plan, obligation))
    lines = [
        f"{who} nhắc gửi {_report_of_plan(collection)}.",
        f"Đến ngày {format_short_date(day)} còn {len(behind.all)} đơn vị:",
    ]
    for manner, units in behind.groups:
        if len(behind.groups) > 1:
            lines.append("Yêu cầu:" if manner is Manner.DIRECT else "Đề nghị:")
        lines += (f"- {_short_unit_name(plan, one)}: {lower_first(_remark(one))}" for one in units)
    if send_by:
        verb = "Gửi" if len(behind.groups) > 1 else "Yêu cầu gửi" if behind.directed else "Đề nghị gửi"
        lines.append(f"{verb} chậm nhất ngày {format_short_date(send_by)}.")
    return "\n".join([*lines, *_where_to_in_short(collection)])


def _where_to_in_short(collection: Collection) -> Iterator[str]:
    unit = destination(collection.plan, collection.obligation)
    email = unit.contact.email if unit is not None and unit.contact is not None else None
    channel = (collection.obligation.channel or "").rstrip(". ")
    if unit is not None and (email or channel):
        yield f"Gửi về {short_name(unit)}: {'; '.join(filter(None, [email, channel]))}."
    elif channel:
        yield f"Cách gửi: {channel}."
    if words := _whom_to_ask(collection):
        yield f"Hỏi: {words}."


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

    The unit that gathers the reports is left aside; that it owes something itself is a notice (RET-060).
    Raises TemplateError TPL-007 where the template cannot be filled in.
    """
    statuses = build_board(collection, day)
    late = select_units_to_remind(collection, statuses)
    if not late:
        return None
    values = compose_reminder_letter(collection, statuses, day, by)
    letter = template.render(values, DocumentProperties(values.trich_yeu, " ".join(values.co_quan), values.ma_tai_lieu))
    units = tuple(one.unit for one in late)
    issuer = full_name(unit_by_id(collection.plan)[collection.plan.header.issuer])
    message = compose_reminder_message(collection, statuses, day, by)
    own = find_gatherers_debt(collection, statuses)
    debts = (diagnostics.returns.GATHERER_BEHIND.at(unit=own.name),) if own is not None else ()
    return Reminder(letter.data, message, units, (*collection.notices, *notices, *debts), values.trich_yeu, issuer)
