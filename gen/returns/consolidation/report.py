"""Collection → the consolidated report: a Word document with a chart of progress, and a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from types import MappingProxyType

from gen.clock import day_of
from gen.derive import wording
from gen.derive.answers import STATUSES
from gen.derive.form_fields import CUTOFF, Area, cell_words, code_words, consolidated_fields
from gen.derive.letterhead import dated_reference, unit_frame
from gen.derive.subplan import receiver_text
from gen.documents import SUMMARY
from gen.errors import Diagnostic
from gen.ooxml.model import Chart, ChartSeries
from gen.plan.model import Unit
from gen.plan.units import full_name, unit_by_id
from gen.returns.collection import AcceptedSubmission, Collection, completed_day
from gen.returns.consolidation.comparison import (
    PeriodFigures,
    TargetComparison,
    compare_targets,
    describe_gap,
    describe_seams,
)
from gen.returns.consolidation.sources import NO_SUB_REPORTS, SubReports
from gen.returns.consolidation.summary import (
    OwingUnit,
    QuarantinedValue,
    RoleAnswers,
    SectionSummary,
    SharedText,
    Summary,
    TaskSummary,
    summarize,
)
from gen.returns.consolidation.targets import TargetReading, TargetSummary, UnitNote
from gen.returns.consolidation.workbook import render_summary_workbook
from gen.returns.reasons import official_words
from gen.sheets.xlsx import Cell, chart_book
from gen.text import format_long_date, format_short_date, shorten
from gen.word.charts import emu, with_chart
from gen.word.template.loading import DocumentProperties, WordTemplate
from gen.word.template.names import HinhAnh
from gen.word.template.names_returns import (
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

_MAX_UNIT_NAMES, _MAX_TEXTS, _MAX_ROWS = 12, 60, 400
"""Most unit names in a line, texts of a field, rows of what is not counted; the workbook has them all."""
_MAX_CORRECTIONS = 4
"""So many corrected answers of a unit are named; the workbook has them all."""
_MORE_TEXTS = "… và {count} ý kiến khác, ghi ở trang Chi tiết của bảng tính kèm theo"


def describe_completeness(summary: Summary) -> str:
    """How many of the units that owe the report sent it, and which did not: the first line of the report."""
    if not summary.missing and not summary.unentered:
        return f"Báo cáo này tổng hợp từ báo cáo của cả {len(summary.owing_units)} đơn vị phải gửi."
    behind = []
    if summary.missing:
        behind.append(f"còn {len(summary.missing)} đơn vị chưa gửi: {_list_unit_names(summary, summary.missing)}")
    if summary.unentered:
        names = _list_unit_names(summary, summary.unentered)
        behind.append(f"{len(summary.unentered)} đơn vị đã gửi bản ký, chưa nhập số liệu: {names}")
    left_out = "đơn vị chưa gửi" if summary.missing else "đơn vị chưa nhập số liệu"
    if summary.missing and summary.unentered:
        left_out = "đơn vị chưa gửi, chưa nhập số liệu"
    counted = "đã nhập số liệu" if summary.unentered else "đã gửi"
    return (
        f"Báo cáo này tổng hợp từ báo cáo của {summary.reported_count}/{len(summary.owing_units)} đơn vị phải gửi; "
        f"{'; '.join(behind)}. "
        f"Số liệu dưới đây chỉ là của các đơn vị {counted}; {left_out} không được tính là 0."
    )


def build_report_values(
    summary: Summary, day: date, chart: HinhAnh, comparisons: Mapping[str, TargetComparison] = MappingProxyType({})
) -> MauTongHop:
    """The values of summary.docx, as of `day`, for the unit that consolidates the report.

    `comparisons` are those of its targets with other periods, by their codes.
    """
    plan, obligation = summary.collection.plan, summary.collection.obligation
    gatherer, issuer = _gatherer(summary), unit_by_id(plan)[plan.header.issuer]
    to_itself = gatherer.id in (issuer.id, obligation.to)
    to = full_name(issuer) if to_itself else receiver_text(plan, obligation, gatherer)
    frame = unit_frame(plan, gatherer, SUMMARY.kind, ("Như trên;", wording.FILED))
    period = summary.collection.period
    subject = ", ".join(filter(None, [f"Tổng hợp kết quả thực hiện {dated_reference(plan)}", period.label]))
    return MauTongHop(
        co_quan_cap_tren=frame.parent, co_quan=frame.issuer, so_ky_hieu=frame.number_line,
        dia_danh_ngay=frame.place_date, trich_yeu=subject, noi_nhan=frame.recipients, chu_ky=frame.authority,
        nguoi_ky=frame.signer, ma_tai_lieu=f"{plan.header.id}/{obligation.id}/{period.key}/tong-hop",
        noi_gui=to, mo_dau=(describe_completeness(summary), _opening(summary, full_name(gatherer), day)),
        tinh_hinh=tuple(_describe_owing_units(summary)), bieu_do=chart, tien_do=tuple(_progress_rows(summary)),
        cac_muc=tuple(
            MucTongHop(section.heading, tuple(_task_row(summary, task) for task in section.tasks if task.is_answered))
            for section in summary.sections
        ),
        chi_tieu=tuple(_target_row(summary, target, comparisons.get(target.code)) for target in summary.targets),
        so_sanh=bool(comparisons),
        **{
            one.template_name: tuple(_text_lines(summary, summary.texts[one.name]))
            for one in consolidated_fields(Area.REPORT)
        },
        ket=(f"Trên đây là báo cáo {subject[:1].lower()}{subject[1:]} của {full_name(gatherer)}./.",),
        kem_theo=f"(Kèm theo Báo cáo số {frame.number_line.removeprefix('Số: ')} của {full_name(gatherer)})",
        don_vi_gui=tuple(_owing_unit_row(number, one, summary) for number, one in enumerate(summary.owing_units, 1)),
        khong_tinh=tuple(_uncounted_rows(summary)),
    )  # fmt: skip


def _gatherer(summary: Summary) -> Unit:
    """The unit that consolidates the report."""
    plan, obligation = summary.collection.plan, summary.collection.obligation
    return unit_by_id(plan)[obligation.through or plan.header.focal or plan.header.issuer]


def _opening(summary: Summary, gatherer: str, day: date) -> str:
    period = summary.collection.period
    when = f" {period.label}" if period.label else ""
    return (
        f"Thực hiện {dated_reference(summary.collection.plan)}, {gatherer} tổng hợp kết quả{when} từ báo cáo của các "
        f"đơn vị nhận được đến hết {format_long_date(day.year, day.month, day.day)}, như sau:"
    )


def _describe_owing_units(summary: Summary) -> Iterator[str]:
    late = [sender.unit for sender in summary.owing_units if sender.is_late]
    counts = f"đã gửi: {summary.reported_count}; chưa gửi: {len(summary.missing)}"
    if summary.unentered:
        counts += f"; đã gửi bản ký, chưa nhập số liệu: {len(summary.unentered)}"
    yield f"Số đơn vị phải gửi báo cáo: {len(summary.owing_units)}; {counts}."
    if late:
        yield f"Gửi sau hạn: {len(late)} đơn vị ({_list_unit_names(summary, late)})."
    elif summary.collection.period.due is None:
        yield "Kế hoạch không nêu ngày phải gửi báo cáo này."
    if summary.rejected or summary.quarantined_values:
        counts = f"{len(summary.rejected)} tệp và {len(summary.quarantined_values)} nội dung"
        yield f"Không tính vào số liệu: {counts}, nêu kèm lý do ở phụ lục."


def _progress_rows(summary: Summary) -> Iterator[TienDo]:
    for section in summary.sections:
        counts = section.counts()
        not_yet, going, done, standing, nothing, silent, missing = map(str, counts)
        yield TienDo(section.heading, str(sum(counts)), not_yet, going, done, standing, nothing, silent, missing)


def _task_row(summary: Summary, task: TaskSummary) -> ViecTongHop:
    sentences = [f"Giao {len(task.leads.asked)} đơn vị; {_describe_answers(summary, task.leads)}."]
    if not task.leads.asked:
        sentences = ["Đơn vị chủ trì không phải gửi báo cáo này."]
    if task.supporters.asked:
        count = len(task.supporters.asked)
        sentences.append(f"Phối hợp: {count} đơn vị; {_describe_answers(summary, task.supporters)}.")
    lines = [
        line
        for one in consolidated_fields(Area.TASK)
        for line in _text_lines(summary, task.texts[one.name], one.label, task.supporters.asked)
    ]
    place = code_words(task.code, bound=True)
    return ViecTongHop(place[:1].upper() + place[1:], task.text, " ".join(sentences), tuple(lines))


def _describe_answers(summary: Summary, role: RoleAnswers) -> str:
    """How many units reported on a task, how many gave which status, and who said nothing, or nothing of use."""
    counts = [f"{count} {status.lower()}" for status, count in zip(STATUSES, role.statuses, strict=True) if count]
    parts = [f"{len(role.answered)} đơn vị báo cáo" + (f": {', '.join(counts)}" if counts else "")]
    if role.misstated:
        said = [f"{summary.names[one.unit]}: “{one.reason}”" for one in role.misstated[:_MAX_UNIT_NAMES]]
        more = len(role.misstated) - _MAX_UNIT_NAMES
        named = ", ".join(said) + (f" và {more} đơn vị khác" if more > 0 else "")
        parts.append(f"{len(role.misstated)} ghi tình trạng không có trong biểu mẫu ({named})")
    for units, words in (
        (role.unstated, "không ghi tình trạng"), (role.blank, "đã gửi báo cáo nhưng bỏ trống nhiệm vụ này"),
        (role.missing, "chưa gửi báo cáo"), (role.unentered, "đã gửi bản ký, chưa nhập số liệu"),
    ):  # fmt: skip
        if units:
            parts.append(f"{len(units)} {words} ({_list_unit_names(summary, units)})")
    return "; ".join(parts)


def _text_lines(
    summary: Summary, texts: Sequence[SharedText], label: str = "", supporters: Sequence[str] = ()
) -> Iterator[str]:
    """Each text with the units that gave it, in one line, supporters in a line apart; beyond the bound, how many."""
    for one in texts[:_MAX_TEXTS]:
        supporting = tuple(unit for unit in one.units if unit in supporters)
        if leading := tuple(unit for unit in one.units if unit not in supporters):
            yield f"{_list_unit_names(summary, leading)}: {label}{one.text}"
        if supporting:
            yield f"{_list_unit_names(summary, supporting)} (phối hợp): {label}{one.text}"
    if len(texts) > _MAX_TEXTS:
        yield _MORE_TEXTS.format(count=len(texts) - _MAX_TEXTS)


def _list_unit_names(summary: Summary, units: Sequence[str]) -> str:
    more = f" và {len(units) - _MAX_UNIT_NAMES} đơn vị khác" if len(units) > _MAX_UNIT_NAMES else ""
    return ", ".join(summary.names[unit] for unit in units[:_MAX_UNIT_NAMES]) + more


def _target_row(summary: Summary, one: TargetSummary, comparison: TargetComparison | None) -> ChiTieuTongHop:
    asked = f"{one.target.of} ({one.target.raw})"
    spread, share = one.spread, one.is_percentage
    sums = (
        (format_decimal(one.numerator), format_decimal(one.denominator)) if share else (format_decimal(one.total), "")
    )
    total = format_percent(one.ratio) if share else format_decimal(one.total)
    nothing = not one.counted
    return ChiTieuTongHop(
        code_words(one.code, bound=True), asked, "" if nothing else sums[0], "" if nothing else sums[1],
        "chưa có số liệu" if nothing else f"{total} ({len(one.counted)}/{len(one.asked)} đơn vị)",
        f"{_format_reading(one, spread.minimum)}: {_list_unit_names(summary, spread.minimum_units)}" if spread else "",
        _format_reading(one, spread.median) if spread else "",
        f"{_format_reading(one, spread.maximum)}: {_list_unit_names(summary, spread.maximum_units)}" if spread else "",
        _describe_previous(comparison.previous) if comparison else "",
        _describe_year(comparison) if comparison else "",
        tuple(_note_lines(summary, one)),
    )  # fmt: skip


def _describe_previous(previous: PeriodFigures | None) -> str:
    """What a target was in the period before."""
    if previous is None:
        return "không có kỳ trước"
    one = previous.target
    if one is None or not one.counted:
        return describe_gap(previous)
    return f"{_describe_sum(one)} ({previous.period.label}: {len(one.counted)}/{len(one.asked)} đơn vị)"


def _describe_sum(one: TargetSummary) -> str:
    if not one.is_percentage:
        return format_decimal(one.total)
    return f"{format_percent(one.ratio)} = {format_decimal(one.numerator)}/{format_decimal(one.denominator)}"


def _describe_year(comparison: TargetComparison) -> str:
    """The sum of the year, of which periods it is, and of which there are no figures."""
    now = comparison.year[-1].target
    gaps = [describe_gap(one) for one in comparison.year if not one.is_known]
    counted = [(one.period, one.target) for one in comparison.counted if one.target]
    if now is None or not counted:
        return "; ".join(gaps)
    total = format_decimal(comparison.total)
    if now.is_percentage:
        fraction = f"{format_decimal(comparison.numerator)}/{format_decimal(comparison.denominator)}"
        total = f"{format_percent(comparison.ratio)} = {fraction}"
    periods = ", ".join(f"{p.label_in_year}: {len(t.counted)}/{len(t.asked)} đơn vị" for p, t in counted)
    return "; ".join([f"{total} ({periods})", *gaps, *describe_seams(comparison)])


def _note_lines(summary: Summary, one: TargetSummary) -> Iterator[str]:
    yield from _reading_lines(summary, one, "Chưa đạt mức giao", one.below_target)
    yield from _reading_lines(summary, one, "Khác hẳn các đơn vị", one.outliers)
    yield from (_note_line(summary, "Không tính", note) for note in one.excluded)
    yield from (_note_line(summary, "Xem lại", note) for note in one.doubts)
    if one.blank:
        yield f"Không ghi số liệu: {_list_unit_names(summary, one.blank)}"
    if one.missing:
        yield f"Chưa gửi báo cáo: {_list_unit_names(summary, one.missing)}"
    if one.unentered:
        yield f"Đã gửi bản ký, chưa nhập số liệu: {_list_unit_names(summary, one.unentered)}"


def _reading_lines(
    summary: Summary, one: TargetSummary, label: str, readings: Sequence[TargetReading]
) -> Iterator[str]:
    if readings:
        listed = ", ".join(
            f"{summary.names[r.unit]} ({_format_reading(one, r.value)})" for r in readings[:_MAX_UNIT_NAMES]
        )
        more = f" và {len(readings) - _MAX_UNIT_NAMES} đơn vị khác" if len(readings) > _MAX_UNIT_NAMES else ""
        yield f"{label}: {listed}{more}"


def _note_line(summary: Summary, label: str, note: UnitNote) -> str:
    return f"{label}: {summary.names[note.unit]}, {note.reason}"


def _format_reading(one: TargetSummary, value: Decimal) -> str:
    return format_percent(value) if one.is_percentage else format_decimal(value)


def _owing_unit_row(number: int, one: OwingUnit, summary: Summary) -> DonViGui:
    remarks = []
    if one.is_unentered:
        remarks.append("Đã gửi bản ký, chưa nhập số liệu")
    elif one.submission is None:
        remarks.append("Chưa gửi")
    if one.is_late:
        remarks.append("Gửi muộn")
    if one.extension_reason:
        remarks.append(f"đã gia hạn: {one.extension_reason}")
    if one.submission is not None:
        cutoff = next((v.text for v in one.submission.values if v.field.key == CUTOFF.name), "")
        remarks += [f"số liệu đến {cutoff}"] if cutoff else []
        remarks += [] if one.submission.is_current else ["biểu mẫu trước khi kế hoạch được sửa"]
        remarks += _completion_remarks(one.submission)
    received = one.received
    name = full_name(unit_by_id(summary.collection.plan)[one.unit])
    return DonViGui(
        str(number), name, format_short_date(one.due), format_short_date(received),
        "; ".join(remarks),
    )  # fmt: skip


def _completion_remarks(report: AcceptedSubmission) -> Iterator[str]:
    """When a report was completed, and which answers the unit corrected beside its form."""
    if day := completed_day(report):
        yield f"bổ sung ngày {format_short_date(day)}"
    if report.corrections:
        named = [
            f"{cell_words(one.key, bound=True)}, ngày {format_short_date(day_of(one.at))}: {shorten(one.reason, 100)}"
            for one in report.corrections[:_MAX_CORRECTIONS]
        ]
        more = len(report.corrections) - _MAX_CORRECTIONS
        yield f"sửa {len(report.corrections)} ô theo đơn vị báo lại ({'; '.join(named)}{' …' if more > 0 else ''})"


def _uncounted_rows(summary: Summary) -> Iterator[KhongTinh]:
    rows = [
        *_rejected_file_rows(summary),
        *(_quarantined_value_row(summary, one) for one in summary.quarantined_values),
    ]
    yield from rows[:_MAX_ROWS]
    if len(rows) > _MAX_ROWS:
        yield KhongTinh(f"… và {len(rows) - _MAX_ROWS} dòng khác, ghi ở trang Chi tiết của bảng tính", "", "", "")


def _rejected_file_rows(summary: Summary) -> Iterable[KhongTinh]:
    for one in summary.rejected:
        name = summary.names.get(one.unit, "")
        yield KhongTinh(f"{name}: {one.name}" if name else one.name, "cả tệp", "", official_words(one.reason))


def _quarantined_value_row(summary: Summary, one: QuarantinedValue) -> KhongTinh:
    return KhongTinh(
        summary.names.get(one.unit, one.unit),
        cell_words(one.value.field.key, bound=True),
        shorten(one.value.text, 200),
        official_words(one.reason),
    )


def format_decimal(number: Decimal) -> str:
    """A number in Vietnamese notation: 1.234,5."""
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
"""Most characters of a section's name by its bar; the shorter bound (one line) holds from this many sections on."""
_WIDTH, _NAMES, _LEGEND, _BAR, _MOST = 165 * _MM, 58 * _MM, 12 * _MM, 8 * _MM, 220 * _MM
"""The chart's width, the room of the names, of the legend, of a bar, and its height at most, in points."""
_SIZE = 9.0
_BAR_STYLES = (
    ("D95F02", "000000", False), ("7FBF9B", "000000", False), ("0B4F3C", "FFFFFF", False), ("5B8DB8", "000000", False),
    ("C8C8C8", "000000", False),    ("FFFFFF", "000000", False), ("5A5A5A", "000000", True),
)  # fmt: skip
"""Fill colour, text colour and hatching of each part of a bar, in the order of LEGEND: distinct in grey too."""


@dataclass(frozen=True, slots=True)
class ConsolidatedReport:
    """The two files, the sentence on their completeness, and notices; the subject of the report, and whose it is."""

    docx: bytes
    xlsx: bytes
    completeness: str
    notices: tuple[Diagnostic, ...] = ()
    subject: str = ""
    issuer: str = ""

    def files(self, folder: Path) -> dict[Path, bytes]:
        """The two files by their paths in `folder`."""
        return {folder / f"{SUMMARY.stem}.docx": self.docx, folder / f"{SUMMARY.stem}.xlsx": self.xlsx}


def consolidate(
    collection: Collection, template: WordTemplate, day: date, notices: tuple[Diagnostic, ...] = (),
    earlier: Sequence[Collection] = (), sub_reports: SubReports = NO_SUB_REPORTS,
) -> ConsolidatedReport:  # fmt: skip
    """The consolidated report of what was received by the end of `day`.

    `earlier` are the collections of the periods with which a report that recurs is compared: the one before, and the
    year's earlier ones, in order. `sub_reports` is what the forms say of the cells behind theirs. Raises TemplateError
    TPL-007 where the template cannot be filled in.
    """
    summary = summarize(collection.received_by(day))
    comparisons = compare_targets(summary, [one.received_by(day) for one in earlier])
    chart = _chart(summary)
    picture = HinhAnh(_CHART, emu(chart.width), emu(chart.height), chart.alt)
    values = build_report_values(summary, day, picture, comparisons)
    document = template.render(
        values, DocumentProperties(values.trich_yeu, " ".join(values.co_quan), values.ma_tai_lieu)
    )
    rows: list[list[Cell]] = [
        [name, *(one.values[n] for one in chart.series)] for n, name in enumerate(chart.categories)
    ]
    docx = with_chart(document.data, _CHART, chart, chart_book(LEGEND, rows))
    return ConsolidatedReport(
        docx,
        render_summary_workbook(summary, values.trich_yeu, comparisons, sub_reports),
        describe_completeness(summary),
        (*collection.notices, *notices),
        values.trich_yeu,
        full_name(_gatherer(summary)),
    )


def _chart(summary: Summary) -> Chart:
    """A bar for each section, labelled with its sum, divided by the status of its tasks."""
    counts = [section.counts() for section in summary.sections]
    max_length = _SHORT_NAME if len(counts) > _MANY else _MAX_HEADING
    names = tuple(
        f"{shorten(section.heading, max_length)} ({sum(parts)})"
        for section, parts in zip(summary.sections, counts, strict=True)
    )
    series = tuple(
        ChartSeries(name, tuple(parts[number] for parts in counts), *style)
        for number, (name, style) in enumerate(zip(LEGEND, _BAR_STYLES, strict=True))
    )
    height = min(_LEGEND + _BAR * len(counts), _MOST)
    plot = (_NAMES / _WIDTH, _LEGEND / height, 1 - _NAMES / _WIDTH - 0.01, 1 - _LEGEND / height)
    legend = (0.0, 0.0, 1.0, _LEGEND / height)
    words = "Tiến độ theo mục của kế hoạch. " + " ".join(_describe_progress(section) for section in summary.sections)
    return Chart(_CHART, names, series, _WIDTH, height, plot, legend, _SIZE, words)


def _describe_progress(section: SectionSummary) -> str:
    counted = ", ".join(f"{name.lower()} {n}" for name, n in zip(LEGEND, section.counts(), strict=True) if n)
    return f"{section.heading}: {counted}."
