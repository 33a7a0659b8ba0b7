"""Collection → the consolidated report: a Word document with a chart of progress, and the workbook behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from gen.derive import wording
from gen.derive.answers import STATUSES
from gen.derive.form_fields import CUTOFF, Area, consolidated_fields
from gen.derive.letterhead import dated_reference, unit_frame
from gen.derive.subplan import receiver_text
from gen.documents import SUMMARY
from gen.errors import Diagnostic
from gen.ooxml.model import Chart, ChartSeries
from gen.plan.units import full_name, unit_by_id
from gen.returns.collection import Collection
from gen.returns.consolidation.summary import (
    OwingUnit,
    QuarantinedValue,
    SectionSummary,
    SharedText,
    Summary,
    TaskSummary,
    summarize,
)
from gen.returns.consolidation.targets import TargetReading, TargetSummary, UnitNote
from gen.returns.consolidation.workbook import render_summary_workbook
from gen.sheets.xlsx import Cell, chart_book
from gen.text import format_long_date, format_short_date, shorten
from gen.word.charts import emu, with_chart
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
from gen.word.template_loading import DocumentProperties, WordTemplate

LEGEND = (*STATUSES, "Chưa ghi tình trạng", "Chưa gửi báo cáo")
"""The parts of a bar of progress, in the order of SectionSummary.counts."""

_NAMED, _TEXTS, _ROWS = 12, 60, 400
"""So many units are named in a line, texts told of a task, rows of what does not count; the workbook has them all."""
_MORE_TEXTS = "… và {count} ý kiến khác, ghi ở trang Chi tiết của bảng tính kèm theo"


def describe_completeness(found: Summary) -> str:
    """How many of how many reported, and who did not: the first line of the report."""
    if not found.missing:
        return f"Báo cáo này tổng hợp từ báo cáo của cả {len(found.owing_units)} đơn vị phải gửi."
    return (
        f"Báo cáo này tổng hợp từ báo cáo của {found.reported_count}/{len(found.owing_units)} đơn vị phải gửi; "
        f"còn {len(found.missing)} đơn vị chưa gửi: {_list_unit_names(found, found.missing)}. "
        "Số liệu dưới đây chỉ là của các đơn vị đã gửi; đơn vị chưa gửi không được tính là 0."
    )


def build_report_values(found: Summary, day: date, chart: HinhAnh) -> MauTongHop:
    """The values of summary.docx, of the body that gathers the report, as of `day`."""
    plan, obligation = found.collection.plan, found.collection.obligation
    units = unit_by_id(plan)
    gatherer = units[obligation.through or plan.header.focal or plan.header.issuer]
    issuer = units[plan.header.issuer]
    to_itself = gatherer.id in (issuer.id, obligation.to)
    to = full_name(issuer) if to_itself else receiver_text(plan, obligation, gatherer)
    frame = unit_frame(plan, gatherer, SUMMARY.kind, ("Như trên;", wording.FILED))
    subject = f"Tổng hợp kết quả thực hiện {dated_reference(plan)}"
    return MauTongHop(
        co_quan_cap_tren=frame.parent, co_quan=frame.issuer, so_ky_hieu=frame.number_line,
        dia_danh_ngay=frame.place_date, trich_yeu=subject, noi_nhan=frame.recipients, chu_ky=frame.authority,
        nguoi_ky=frame.signer, ma_tai_lieu=f"{plan.header.id}/{obligation.id}/{found.collection.period.key}/tong-hop",
        noi_gui=to, mo_dau=(describe_completeness(found), _opening(found, full_name(gatherer), day)),
        tinh_hinh=tuple(_describe_owing_units(found)), bieu_do=chart, tien_do=tuple(_progress_rows(found)),
        cac_muc=tuple(
            MucTongHop(section.heading, tuple(_task_row(found, task) for task in section.tasks))
            for section in found.sections
        ),
        chi_tieu=tuple(_target_row(found, target) for target in found.targets),
        **{one.template_name: tuple(_text_lines(found, found.texts[one.name])) for one in consolidated_fields(Area.REPORT)},
        ket=(f"Trên đây là báo cáo {subject[:1].lower()}{subject[1:]} của {full_name(gatherer)}./.",),
        kem_theo=f"(Kèm theo Báo cáo số {frame.number_line.removeprefix('Số: ')} của {full_name(gatherer)})",
        don_vi_gui=tuple(_owing_unit_row(number, one, found) for number, one in enumerate(found.owing_units, 1)),
        khong_tinh=tuple(_uncounted_rows(found)),
    )  # fmt: skip


def _opening(found: Summary, gatherer: str, day: date) -> str:
    period = found.collection.period
    when = f" {period.label}" if period.label else ""
    return (
        f"Thực hiện {dated_reference(found.collection.plan)}, {gatherer} tổng hợp kết quả{when} từ báo cáo của các đơn "
        f"vị nhận được đến hết {format_long_date(day.year, day.month, day.day)}, như sau:"
    )


def _describe_owing_units(found: Summary) -> Iterator[str]:
    late = [sender.unit for sender in found.owing_units if sender.is_late]
    yield f"Số đơn vị phải gửi báo cáo: {len(found.owing_units)}; đã gửi: {found.reported_count}; chưa gửi: {len(found.missing)}."
    if late:
        yield f"Gửi sau hạn: {len(late)} đơn vị ({_list_unit_names(found, late)})."
    elif found.collection.period.due is None:
        yield "Kế hoạch không nêu ngày phải gửi báo cáo này."
    if found.rejected or found.quarantined_values:
        counts = f"{len(found.rejected)} tệp và {len(found.quarantined_values)} nội dung"
        yield f"Không tính vào số liệu: {counts}, nêu kèm lý do ở phụ lục."


def _progress_rows(found: Summary) -> Iterator[TienDo]:
    for section in found.sections:
        counts = section.counts()
        not_yet, going, done, nothing, silent, missing = map(str, counts)
        yield TienDo(section.heading, str(sum(counts)), not_yet, going, done, nothing, silent, missing)


def _task_row(found: Summary, task: TaskSummary) -> ViecTongHop:
    counts = [f"{count} {status.lower()}" for status, count in zip(STATUSES, task.statuses, strict=True) if count]
    parts = [
        f"Giao {len(task.asked)} đơn vị; {len(task.answered)} đơn vị báo cáo"
        + (f": {', '.join(counts)}" if counts else "")
    ]
    for units, words in (
        (task.unstated, "không ghi tình trạng"), (task.blank, "đã gửi báo cáo nhưng bỏ trống nhiệm vụ này"),
        (task.missing, "chưa gửi báo cáo"),
    ):  # fmt: skip
        if units:
            parts.append(f"{len(units)} {words} ({_list_unit_names(found, units)})")
    lines = [
        line for one in consolidated_fields(Area.TASK) for line in _text_lines(found, task.texts[one.name], one.label)
    ]
    return ViecTongHop(task.code, task.text, "; ".join(parts) + ".", tuple(lines))


def _text_lines(found: Summary, texts: Sequence[SharedText], label: str = "") -> Iterator[str]:
    """Each text with the units that say it, in one line; those beyond the bound are counted."""
    for one in texts[:_TEXTS]:
        yield f"{_list_unit_names(found, one.units)}: {label}{one.text}"
    if len(texts) > _TEXTS:
        yield _MORE_TEXTS.format(count=len(texts) - _TEXTS)


def _list_unit_names(found: Summary, units: Sequence[str]) -> str:
    more = f" và {len(units) - _NAMED} đơn vị khác" if len(units) > _NAMED else ""
    return ", ".join(found.names[unit] for unit in units[:_NAMED]) + more


def _target_row(found: Summary, one: TargetSummary) -> ChiTieuTongHop:
    asked = f"{one.target.of} ({one.target.raw})"
    spread, share = one.spread, one.is_percentage
    sums = (
        (format_decimal(one.numerator), format_decimal(one.denominator)) if share else (format_decimal(one.total), "")
    )
    total = format_percent(one.ratio) if share else format_decimal(one.total)
    nothing = not one.counted
    return ChiTieuTongHop(
        one.code, asked, "" if nothing else sums[0], "" if nothing else sums[1],
        "chưa có số liệu" if nothing else f"{total} ({len(one.counted)}/{len(one.asked)} đơn vị)",
        f"{_format_reading(one, spread.minimum)}: {_list_unit_names(found, spread.minimum_units)}" if spread else "",
        _format_reading(one, spread.median) if spread else "",
        f"{_format_reading(one, spread.maximum)}: {_list_unit_names(found, spread.maximum_units)}" if spread else "",
        tuple(_note_lines(found, one)),
    )  # fmt: skip


def _note_lines(found: Summary, one: TargetSummary) -> Iterator[str]:
    yield from _reading_lines(found, one, "Chưa đạt mức giao", one.below_target)
    yield from _reading_lines(found, one, "Khác hẳn các đơn vị", one.outliers)
    yield from (_note_line(found, "Không tính", note) for note in one.excluded)
    yield from (_note_line(found, "Xem lại", note) for note in one.doubts)
    if one.blank:
        yield f"Không ghi số liệu: {_list_unit_names(found, one.blank)}"
    if one.missing:
        yield f"Chưa gửi báo cáo: {_list_unit_names(found, one.missing)}"


def _reading_lines(found: Summary, one: TargetSummary, label: str, readings: Sequence[TargetReading]) -> Iterator[str]:
    if readings:
        listed = ", ".join(f"{found.names[r.unit]} ({_format_reading(one, r.value)})" for r in readings[:_NAMED])
        more = f" và {len(readings) - _NAMED} đơn vị khác" if len(readings) > _NAMED else ""
        yield f"{label}: {listed}{more}"


def _note_line(found: Summary, label: str, note: UnitNote) -> str:
    return f"{label}: {found.names[note.unit]}, {note.reason}"


def _format_reading(one: TargetSummary, value: Decimal) -> str:
    return format_percent(value) if one.is_percentage else format_decimal(value)


def _owing_unit_row(number: int, one: OwingUnit, found: Summary) -> DonViGui:
    remarks = []
    if one.submission is None:
        remarks.append("Chưa gửi")
    elif one.is_late:
        remarks.append("Gửi muộn")
    if one.extension_reason:
        remarks.append(f"đã gia hạn: {one.extension_reason}")
    if one.submission is not None:
        cutoff = next((v.text for v in one.submission.values if v.field.key == CUTOFF.name), "")
        remarks += [f"số liệu đến {cutoff}"] if cutoff else []
        remarks += [] if one.submission.is_current else ["biểu mẫu trước khi kế hoạch được sửa"]
    received = one.received
    name = full_name(unit_by_id(found.collection.plan)[one.unit])
    return DonViGui(
        str(number), name, format_short_date(one.due), format_short_date(received),
        "; ".join(remarks),
    )  # fmt: skip


def _uncounted_rows(found: Summary) -> Iterator[KhongTinh]:
    rows = [*_rejected_file_rows(found), *(_quarantined_value_row(found, one) for one in found.quarantined_values)]
    yield from rows[:_ROWS]
    if len(rows) > _ROWS:
        yield KhongTinh(f"… và {len(rows) - _ROWS} dòng khác, ghi ở trang Chi tiết của bảng tính", "", "", "")


def _rejected_file_rows(found: Summary) -> Iterable[KhongTinh]:
    for one in found.rejected:
        name = found.names.get(one.unit, "")
        yield KhongTinh(f"{name}: {one.name}" if name else one.name, "cả tệp", "", one.reason)


def _quarantined_value_row(found: Summary, one: QuarantinedValue) -> KhongTinh:
    return KhongTinh(found.names.get(one.unit, one.unit), one.value.field.key, shorten(one.value.text, 200), one.reason)


def format_decimal(number: Decimal) -> str:
    """A number as Vietnamese writes it: 1.234,5."""
    text = f"{number:,f}"
    whole, _point, part = text.partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def format_percent(value: Decimal | None) -> str:
    """A percentage, rounded to two places."""
    return "" if value is None else format_decimal(value.quantize(Decimal("0.01"), ROUND_HALF_UP)) + "%"


_CHART = "bieuDoTienDo"
_MM = 72 / 25.4
_MAX_HEADING, _SHORT_NAME, _MANY = 60, 28, 25
"""So long a section's name may be beside its bar; where there are many, one line of it has room."""
_WIDTH, _NAMES, _LEGEND, _BAR, _MOST = 165 * _MM, 58 * _MM, 12 * _MM, 8 * _MM, 220 * _MM
"""The chart's width, the room of the names, of the legend, of a bar, and its height at most, in points."""
_SIZE = 9.0
_LOOKS = (
    ("D95F02", "000000", False), ("7FBF9B", "000000", False), ("0B4F3C", "FFFFFF", False), ("C8C8C8", "000000", False),
    ("FFFFFF", "000000", False), ("5A5A5A", "000000", True),
)  # fmt: skip
"""Colour, ink and hatching of each part of a bar, in the order of LEGEND: told apart in grey too."""


@dataclass(frozen=True, slots=True)
class ConsolidatedReport:
    """The two files, the sentence that says from how many units they are, and what to know of them."""

    docx: bytes
    xlsx: bytes
    completeness: str
    notices: tuple[Diagnostic, ...] = ()

    def files(self, folder: Path) -> dict[Path, bytes]:
        """The two files by where they belong in `folder`."""
        return {folder / f"{SUMMARY.stem}.docx": self.docx, folder / f"{SUMMARY.stem}.xlsx": self.xlsx}


def consolidate(
    collection: Collection, template: WordTemplate, day: date, notices: tuple[Diagnostic, ...] = ()
) -> ConsolidatedReport:
    """The consolidated report of what came in up to `day`.

    Raises TemplateError TPL-007 where the template cannot be filled in.
    """
    found = summarize(collection.received_by(day))
    chart = _chart(found)
    shown = HinhAnh(_CHART, emu(chart.width), emu(chart.height), chart.alt)
    values = build_report_values(found, day, shown)
    made = template.render(values, DocumentProperties(values.trich_yeu, " ".join(values.co_quan), values.ma_tai_lieu))
    rows: list[list[Cell]] = [
        [name, *(one.values[n] for one in chart.series)] for n, name in enumerate(chart.categories)
    ]
    docx = with_chart(made.data, _CHART, chart, chart_book(LEGEND, rows))
    return ConsolidatedReport(
        docx, render_summary_workbook(found, values.trich_yeu), describe_completeness(found), notices
    )


def _chart(found: Summary) -> Chart:
    """A bar for each section, named with its sum, cut by how its tasks stand."""
    counts = [section.counts() for section in found.sections]
    longest = _SHORT_NAME if len(counts) > _MANY else _MAX_HEADING
    names = tuple(
        f"{shorten(section.heading, longest)} ({sum(parts)})"
        for section, parts in zip(found.sections, counts, strict=True)
    )
    series = tuple(
        ChartSeries(name, tuple(parts[number] for parts in counts), *look)
        for number, (name, look) in enumerate(zip(LEGEND, _LOOKS, strict=True))
    )
    height = min(_LEGEND + _BAR * len(counts), _MOST)
    plot = (_NAMES / _WIDTH, _LEGEND / height, 1 - _NAMES / _WIDTH - 0.01, 1 - _LEGEND / height)
    legend = (0.0, 0.0, 1.0, _LEGEND / height)
    words = "Tiến độ theo mục của kế hoạch. " + " ".join(_describe_progress(section) for section in found.sections)
    return Chart(_CHART, names, series, _WIDTH, height, plot, legend, _SIZE, words)


def _describe_progress(section: SectionSummary) -> str:
    counted = ", ".join(f"{name.lower()} {n}" for name, n in zip(LEGEND, section.counts(), strict=True) if n)
    return f"{section.heading}: {counted}."
