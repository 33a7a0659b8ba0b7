"""Summary → the tables of the annexes: progress by section, tasks, targets, who sent when, what does not count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from gen.clock import day_of
from gen.derive.form_fields import CUTOFF, STATUSES, cell_words, code_words
from gen.plan.units import full_name, unit_by_id
from gen.reporting.working_days import count_working_days, holidays_of
from gen.returns.collection import AcceptedSubmission, RejectedFile, completed_day, received_day
from gen.returns.consolidation.comparison import PeriodFigures, TargetComparison, describe_gap, describe_seams
from gen.returns.consolidation.statements import describe_notes, describe_verdict, format_reading
from gen.returns.consolidation.summary import OwingUnit, QuarantinedValue, RoleAnswers, Summary, TaskSummary
from gen.returns.consolidation.targets import TargetReading, TargetSummary, Verdict
from gen.returns.evidence import list_evidence
from gen.returns.reasons import official_words
from gen.text import format_decimal, format_percent, format_short_date, name_few, name_some, shorten, upper_first
from gen.word.template.names_returns import (
    ChiTieuTongHop,
    DonViGui,
    DonViThieu,
    KhongTinh,
    MucTongHop,
    TienDo,
    ViecTongHop,
    status_name,
)

_MAX_UNIT_NAMES, _MAX_ROWS = 12, 400
"""Most unit names in a line, rows of what is not counted; the workbook has them all."""
_MAX_ENDS = 2
"""So many units with the least and the greatest figure are named, in columns that are narrow."""
_MAX_CORRECTIONS = 4
"""So many corrected answers of a unit are named; the workbook has them all."""
_MAX_FILES = 4
"""So many files that do not count are told of a unit; the annex of what does not count has them all."""
_MAX_EVIDENCE = 6
"""So many cells with pictures are named of a unit; the workbook has them all."""
_NAMES = tuple(status_name(status) for status in STATUSES)


def list_progress(summary: Summary) -> Iterator[TienDo]:
    """Each section with the number of its turns, by status."""
    for section in summary.sections:
        counts = section.counts()
        *statuses, silent, missing = map(str, counts)
        named = dict(zip(_NAMES, statuses, strict=True))
        yield TienDo(ten=section.heading, tong=str(sum(counts)), trong=silent, thieu=missing, **named)


def list_sections(summary: Summary) -> Iterator[MucTongHop]:
    """Each section with its tasks."""
    for section in summary.sections:
        yield MucTongHop(section.heading, tuple(map(_task_row, section.tasks)))


def _begin_row(code: str) -> str:
    """Where a task or a target stands in the plan, as a row begins: Mục 12.2, ý 1."""
    return upper_first(code_words(code, bound=True))


def _task_row(task: TaskSummary) -> ViecTongHop:
    leads = task.leads
    statuses = dict(zip(_NAMES, map(str, leads.statuses), strict=True))
    return ViecTongHop(
        ma=_begin_row(task.code), noi_dung=task.text, giao=_count_assigned(task),
        bao_cao=str(len(leads.answered)), trong=str(leads.silent_count), thieu=str(len(leads.missing)),
        phoi_hop=_describe_supporters(task.supporters), **statuses,
    )  # fmt: skip


def _count_assigned(task: TaskSummary) -> str:
    """How many units lead a task; how many of them are requested."""
    asked = len(task.leads.asked)
    requested = len(task.requested.intersection(task.leads.asked))
    if not requested:
        return str(asked)
    return f"{asked} (đề nghị)" if requested == asked else f"{asked} (đề nghị {requested})"


def _describe_supporters(role: RoleAnswers) -> str:
    """How many units support a task, how many gave which status, how many none."""
    if not role.asked:
        return ""
    counts = [f"{count} {status.lower()}" for status, count in zip(STATUSES, role.statuses, strict=True) if count]
    counts += [f"{role.silent_count} không ghi"] if role.silent_count else []
    counts += [f"{len(role.missing)} chưa có báo cáo"] if role.missing else []
    return f"{len(role.asked)} đơn vị ({', '.join(counts)})"


def _list_names(summary: Summary, units: Sequence[str], most: int = _MAX_UNIT_NAMES) -> str:
    """The short names of the units, at most so many as a line has, and how many more there are."""
    return name_some([summary.names[unit] for unit in units], most)


def list_targets(summary: Summary, comparisons: Mapping[str, TargetComparison]) -> Iterator[ChiTieuTongHop]:
    """Each target with its sums, its spread, and what a reader has to know."""
    return (_target_row(summary, one, comparisons.get(one.code)) for one in summary.targets)


def _target_row(summary: Summary, one: TargetSummary, comparison: TargetComparison | None) -> ChiTieuTongHop:
    asked = f"{one.target.of} ({one.target.raw})"
    spread, share = one.spread, one.is_percentage
    sums = (
        (format_decimal(one.numerator), format_decimal(one.denominator)) if share else (format_decimal(one.total), "")
    )
    total = format_percent(one.ratio) if share else format_decimal(one.total)
    nothing = not one.counted
    return ChiTieuTongHop(
        _begin_row(one.code), asked, "" if nothing else sums[0], "" if nothing else sums[1],
        "chưa có số liệu" if nothing else f"{total} ({len(one.counted)}/{len(one.asked)} đơn vị)",
        "" if one.verdict is Verdict.NO_FIGURES else describe_verdict(one),
        _describe_end(summary, one, spread.minimum, spread.minimum_units) if spread else "",
        format_reading(one, spread.median) if spread else "",
        _describe_end(summary, one, spread.maximum, spread.maximum_units) if spread else "",
        _describe_previous(comparison.previous) if comparison else "",
        _describe_year(comparison) if comparison else "",
        tuple(_note_lines(summary, one)),
    )  # fmt: skip


def _describe_end(summary: Summary, one: TargetSummary, value: Decimal, units: Sequence[str]) -> str:
    """The least or the greatest figure, and whose it is."""
    return f"{format_reading(one, value)}: {_list_names(summary, units, _MAX_ENDS)}"


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
    yield from describe_notes(summary, "Không tính", one.excluded)
    yield from describe_notes(summary, "Xem lại", one.doubts)
    if one.blank:
        yield f"Không ghi số liệu: {_list_names(summary, one.blank)}"
    if one.missing:
        yield f"Chưa có báo cáo: {len(one.missing)} đơn vị"
    if one.unentered:
        yield f"Đã gửi bản ký, chưa nhập số liệu: {_list_names(summary, one.unentered)}"


def _reading_lines(
    summary: Summary, one: TargetSummary, label: str, readings: Sequence[TargetReading]
) -> Iterator[str]:
    if readings:
        named = [f"{summary.names[reading.unit]} ({format_reading(one, reading.value)})" for reading in readings]
        yield f"{label}: {name_some(named, _MAX_UNIT_NAMES)}"


def list_missing_units(summary: Summary, day: date) -> Iterator[DonViThieu]:
    """Each unit of which nothing counts, in a line, with the working days since its due day, and what it sent."""
    holidays = holidays_of(summary.collection.plan)
    silent = (one for one in summary.owing_units if one.submission is None and not one.is_unentered)
    for number, one in enumerate(silent, 1):
        late = count_working_days(one.due, day, holidays) if one.due else 0
        files = list(dict.fromkeys(map(_rejected_remark, one.rejected)))
        remarks = [f"đã gia hạn: {one.extension_reason}"] if one.extension_reason else []
        remarks += files[:_MAX_FILES]
        remarks += [f"và {len(files) - _MAX_FILES} tệp khác (Phụ lục V)"] if len(files) > _MAX_FILES else []
        remark = "; ".join(remarks)
        yield DonViThieu(str(number), _name(summary, one), format_short_date(one.due), str(late or ""), remark)


def _rejected_remark(file: RejectedFile) -> str:
    what = "chưa tính được" if file.is_form else "không đọc được"
    return f"đã gửi tệp ngày {format_short_date(received_day(file))} {what}: {official_words(file.reason)}"


def list_senders(summary: Summary) -> Iterator[DonViGui]:
    """Each unit that has sent its report, or a signed copy of it, with the day and what has to be known."""
    sent = (one for one in summary.owing_units if one.received is not None)
    return (_sender_row(number, one, summary) for number, one in enumerate(sent, 1))


def _sender_row(number: int, one: OwingUnit, summary: Summary) -> DonViGui:
    remarks = []
    if one.is_unentered:
        remarks.append("Đã gửi bản ký, chưa nhập số liệu")
    if one.is_late:
        remarks.append("Gửi muộn")
    if one.extension_reason:
        remarks.append(f"đã gia hạn: {one.extension_reason}")
    if one.submission is not None:
        cutoff = next((v.text for v in one.submission.values if v.field.key == CUTOFF.name), "")
        remarks += [f"số liệu đến {cutoff}"] if cutoff else []
        remarks += [] if one.submission.is_current else ["biểu mẫu trước khi kế hoạch được sửa"]
        remarks += _completion_remarks(one.submission)
        remarks += _evidence_remarks(one.submission)
    days = format_short_date(one.due), format_short_date(one.received)
    return DonViGui(str(number), _name(summary, one), *days, "; ".join(remarks))


def _evidence_remarks(report: AcceptedSubmission) -> Iterator[str]:
    """In which cells the unit sent pictures as evidence, which have an annex."""
    found = [cell_words(one.value.field.key, bound=True) for one in list_evidence([report])]
    if found:
        yield f"kèm hình ảnh minh chứng ở {len(found)} ô ({name_few(found, _MAX_EVIDENCE, '; ')}; Phụ lục VI)"


def _name(summary: Summary, one: OwingUnit) -> str:
    return full_name(unit_by_id(summary.collection.plan)[one.unit])


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


def list_uncounted(summary: Summary) -> Iterator[KhongTinh]:
    """The files and the answers that do not count, each with the reason; beyond the bound, how many more there are."""
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
