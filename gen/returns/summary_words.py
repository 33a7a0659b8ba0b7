"""Summary → what the consolidated report says: the values of summary.docx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from gen.derive import wording
from gen.derive.answers import STATUSES
from gen.derive.form_fields import CUTOFF, Area, gathered_fields
from gen.derive.letterhead import dated_reference, unit_frame
from gen.derive.subplan import receiver
from gen.documents import SUMMARY
from gen.plan.units import full_name, unit_by_id
from gen.returns.figures import Note, Reading, TargetSummary
from gen.returns.summing import Apart, Said, Sender, Summary, TaskSummary
from gen.text import long_date, short_date, shortened
from gen.word.names import HinhAnh
from gen.word.names_returns import (
    ChiTieuTongHop,
    DonViGui,
    KhongTinh,
    MauTongHop,
    MucTongHop,
    TienDo,
    ViecTongHop,
)

LEGEND = (*STATUSES, "Chưa ghi tình trạng", "Chưa gửi báo cáo")
"""The parts of a bar of progress, in the order of SectionSummary.counts."""

_NAMED, _TEXTS, _ROWS = 12, 60, 400
"""So many units are named in a line, texts told of a task, rows of what does not count; the workbook has them all."""
_MORE_TEXTS = "… và {count} ý kiến khác, ghi ở trang Chi tiết của bảng tính kèm theo"


def completeness(found: Summary) -> str:
    """How many of how many reported, and who did not: the first line of the report."""
    if not found.missing:
        return f"Báo cáo này tổng hợp từ báo cáo của cả {len(found.senders)} đơn vị phải gửi."
    return (
        f"Báo cáo này tổng hợp từ báo cáo của {found.reported}/{len(found.senders)} đơn vị phải gửi; "
        f"còn {len(found.missing)} đơn vị chưa gửi: {_named(found, found.missing)}. "
        "Số liệu dưới đây chỉ là của các đơn vị đã gửi; đơn vị chưa gửi không được tính là 0."
    )


def summary_values(found: Summary, day: date, chart: HinhAnh) -> MauTongHop:
    """The values of summary.docx, of the body that gathers the report, as of `day`."""
    plan, obligation = found.collection.plan, found.collection.obligation
    units = unit_by_id(plan)
    gatherer = units[obligation.through or plan.header.focal or plan.header.issuer]
    issuer = units[plan.header.issuer]
    to_itself = gatherer.id in (issuer.id, obligation.to)
    to = full_name(issuer) if to_itself else receiver(plan, obligation, gatherer)
    frame = unit_frame(plan, gatherer, SUMMARY.kind, ("Như trên;", wording.FILED))
    subject = f"Tổng hợp kết quả thực hiện {dated_reference(plan)}"
    return MauTongHop(
        co_quan_cap_tren=frame.parent, co_quan=frame.issuer, so_ky_hieu=frame.number_line,
        dia_danh_ngay=frame.place_date, trich_yeu=subject, noi_nhan=frame.recipients, chu_ky=frame.authority,
        nguoi_ky=frame.signer, ma_tai_lieu=f"{plan.header.id}/{obligation.id}/{found.collection.period.key}/tong-hop",
        noi_gui=to, mo_dau=(completeness(found), _opening(found, full_name(gatherer), day)),
        tinh_hinh=tuple(_senders_told(found)), bieu_do=chart, tien_do=tuple(_progress(found)),
        cac_muc=tuple(
            MucTongHop(section.heading, tuple(_task(found, task) for task in section.tasks))
            for section in found.sections
        ),
        chi_tieu=tuple(_target(found, target) for target in found.targets),
        **{one.template_name: tuple(_lines(found, found.texts[one.name])) for one in gathered_fields(Area.REPORT)},
        ket=(f"Trên đây là báo cáo {subject[:1].lower()}{subject[1:]} của {full_name(gatherer)}./.",),
        kem_theo=f"(Kèm theo Báo cáo số {frame.number_line.removeprefix('Số: ')} của {full_name(gatherer)})",
        don_vi_gui=tuple(_sender(number, one, found) for number, one in enumerate(found.senders, 1)),
        khong_tinh=tuple(_uncounted(found)),
    )  # fmt: skip


def _opening(found: Summary, gatherer: str, day: date) -> str:
    period = found.collection.period
    when = f" {period.label}" if period.label else ""
    return (
        f"Thực hiện {dated_reference(found.collection.plan)}, {gatherer} tổng hợp kết quả{when} từ báo cáo của các đơn "
        f"vị nhận được đến hết {long_date(day.year, day.month, day.day)}, như sau:"
    )


def _senders_told(found: Summary) -> Iterator[str]:
    late = [sender.unit for sender in found.senders if sender.is_late]
    yield f"Số đơn vị phải gửi báo cáo: {len(found.senders)}; đã gửi: {found.reported}; chưa gửi: {len(found.missing)}."
    if late:
        yield f"Gửi sau hạn: {len(late)} đơn vị ({_named(found, late)})."
    elif found.collection.period.due is None:
        yield "Kế hoạch không nêu ngày phải gửi báo cáo này."
    if found.rejected or found.apart:
        counts = f"{len(found.rejected)} tệp và {len(found.apart)} nội dung"
        yield f"Không tính vào số liệu: {counts}, nêu kèm lý do ở phụ lục."


def _progress(found: Summary) -> Iterator[TienDo]:
    for section in found.sections:
        counts = section.counts()
        not_yet, going, done, nothing, silent, missing = map(str, counts)
        yield TienDo(section.heading, str(sum(counts)), not_yet, going, done, nothing, silent, missing)


def _task(found: Summary, task: TaskSummary) -> ViecTongHop:
    told = [f"{count} {status.lower()}" for status, count in zip(STATUSES, task.statuses, strict=True) if count]
    parts = [
        f"Giao {len(task.asked)} đơn vị; {len(task.answered)} đơn vị báo cáo" + (f": {', '.join(told)}" if told else "")
    ]
    for units, words in (
        (task.unstated, "không ghi tình trạng"), (task.blank, "đã gửi báo cáo nhưng bỏ trống nhiệm vụ này"),
        (task.missing, "chưa gửi báo cáo"),
    ):  # fmt: skip
        if units:
            parts.append(f"{len(units)} {words} ({_named(found, units)})")
    lines = [line for one in gathered_fields(Area.TASK) for line in _lines(found, task.texts[one.name], one.label)]
    return ViecTongHop(task.code, task.text, "; ".join(parts) + ".", tuple(lines))


def _lines(found: Summary, texts: Sequence[Said], label: str = "") -> Iterator[str]:
    """Each text with the units that say it, in one line; those beyond the bound are counted."""
    for one in texts[:_TEXTS]:
        yield f"{_named(found, one.units)}: {label}{one.text}"
    if len(texts) > _TEXTS:
        yield _MORE_TEXTS.format(count=len(texts) - _TEXTS)


def _named(found: Summary, units: Sequence[str]) -> str:
    more = f" và {len(units) - _NAMED} đơn vị khác" if len(units) > _NAMED else ""
    return ", ".join(found.names[unit] for unit in units[:_NAMED]) + more


def _target(found: Summary, one: TargetSummary) -> ChiTieuTongHop:
    asked = f"{one.target.of} ({one.target.raw})"
    spread, share = one.spread, one.is_share
    sums = (shown(one.numerator), shown(one.denominator)) if share else (shown(one.total), "")
    total = percent(one.ratio) if share else shown(one.total)
    nothing = not one.counted
    return ChiTieuTongHop(
        one.code, asked, "" if nothing else sums[0], "" if nothing else sums[1],
        "chưa có số liệu" if nothing else f"{total} ({len(one.counted)}/{len(one.asked)} đơn vị)",
        f"{_reading(one, spread.least)}: {_named(found, spread.least_units)}" if spread else "",
        _reading(one, spread.median) if spread else "",
        f"{_reading(one, spread.most)}: {_named(found, spread.most_units)}" if spread else "",
        tuple(_notes(found, one)),
    )  # fmt: skip


def _notes(found: Summary, one: TargetSummary) -> Iterator[str]:
    yield from _readings(found, one, "Chưa đạt mức giao", one.short)
    yield from _readings(found, one, "Khác hẳn các đơn vị", one.far)
    yield from (_note(found, "Không tính", note) for note in one.outside)
    yield from (_note(found, "Xem lại", note) for note in one.doubts)
    if one.blank:
        yield f"Không ghi số liệu: {_named(found, one.blank)}"
    if one.missing:
        yield f"Chưa gửi báo cáo: {_named(found, one.missing)}"


def _readings(found: Summary, one: TargetSummary, label: str, readings: Sequence[Reading]) -> Iterator[str]:
    if readings:
        listed = ", ".join(f"{found.names[r.unit]} ({_reading(one, r.value)})" for r in readings[:_NAMED])
        more = f" và {len(readings) - _NAMED} đơn vị khác" if len(readings) > _NAMED else ""
        yield f"{label}: {listed}{more}"


def _note(found: Summary, label: str, note: Note) -> str:
    return f"{label}: {found.names[note.unit]}, {note.why}"


def _reading(one: TargetSummary, value: Decimal) -> str:
    return percent(value) if one.is_share else shown(value)


def _sender(number: int, one: Sender, found: Summary) -> DonViGui:
    remarks = []
    if one.report is None:
        remarks.append("Chưa gửi")
    elif one.is_late:
        remarks.append("Gửi muộn")
    if one.extended:
        remarks.append(f"đã gia hạn: {one.extended}")
    if one.report is not None:
        cutoff = next((v.text for v in one.report.values if v.field.key == CUTOFF.name), "")
        remarks += [f"số liệu đến {cutoff}"] if cutoff else []
        remarks += [] if one.report.is_current else ["biểu mẫu trước khi kế hoạch được sửa"]
    received = one.received
    name = full_name(unit_by_id(found.collection.plan)[one.unit])
    return DonViGui(
        str(number), name, short_date(one.due), short_date(received),
        "; ".join(remarks),
    )  # fmt: skip


def _uncounted(found: Summary) -> Iterator[KhongTinh]:
    rows = [*_rejected(found), *(_apart(found, one) for one in found.apart)]
    yield from rows[:_ROWS]
    if len(rows) > _ROWS:
        yield KhongTinh(f"… và {len(rows) - _ROWS} dòng khác, ghi ở trang Chi tiết của bảng tính", "", "", "")


def _rejected(found: Summary) -> Iterable[KhongTinh]:
    for one in found.rejected:
        name = found.names.get(one.unit, "")
        yield KhongTinh(f"{name}: {one.name}" if name else one.name, "cả tệp", "", one.why)


def _apart(found: Summary, one: Apart) -> KhongTinh:
    return KhongTinh(found.names.get(one.unit, one.unit), one.value.field.key, shortened(one.value.text, 200), one.why)


def shown(number: Decimal) -> str:
    """A number as Vietnamese writes it: 1.234,5."""
    text = f"{number:,f}"
    whole, _point, part = text.partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def percent(value: Decimal | None) -> str:
    """A percentage, rounded to two places."""
    return "" if value is None else shown(value.quantize(Decimal("0.01"), ROUND_HALF_UP)) + "%"
