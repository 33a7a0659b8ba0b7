"""Summary → the workbook with the consolidated report: counts, targets, units, and every answer of the forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from gen.clock import VIETNAM
from gen.derive.form_fields import (
    COUNT,
    DENOMINATOR,
    NUMERATOR,
    PREVIOUS,
    STATUSES,
    VALUE,
    Area,
    FieldKind,
    cell_words,
    code_words,
    consolidated_fields,
    field_words,
)
from gen.plan.units import full_name, unit_by_id
from gen.reading import read_figure
from gen.returns.collection import AcceptedSubmission, ValueOrigin, completed_day
from gen.returns.consolidation.comparison import TargetComparison, describe_gap, describe_seams
from gen.returns.consolidation.figures import FIGURE_COLUMNS, Comparisons, figure_rows
from gen.returns.consolidation.sources import FIGURES, OPINIONS
from gen.returns.consolidation.statements import Opinion, describe_verdict, opinions_of, opinions_on
from gen.returns.consolidation.sub_reports import NO_SUB_REPORTS, SubReports
from gen.returns.consolidation.summary import NOT_ASKED, NOT_OWED, OwingUnit, Summary
from gen.returns.consolidation.targets import TargetSummary
from gen.returns.evidence import list_evidence
from gen.returns.reasons import official_words
from gen.returns.rows import CORRECTED
from gen.returns.validation import FieldValue
from gen.sheets.xlsx import Cell, SheetTable, render_xlsx
from gen.text import format_short_date
from gen.word.forms.provenance import ProvenanceFault
from gen.word.forms.reading import Anchor

_MAX_CELLS_IN_MEMORY = 20_000
"""With more answers than this, the workbook is written row by row."""

_TASKS = (
    ("Mã", 10), ("Nhiệm vụ ở", 16), ("Mục", 30), ("Nhiệm vụ", 60), ("Số đơn vị giao", 9), ("Trong đó đề nghị", 9),
    ("Số đơn vị báo cáo", 9),
    *((status, 10) for status in STATUSES), ("Không ghi tình trạng, hoặc ghi chữ khác", 12), ("Bỏ trống", 10),
    ("Bản ký, chưa nhập", 10), ("Chưa có báo cáo", 10), ("Đơn vị bỏ trống", 30),
    ("Đơn vị chưa có báo cáo", 40),
    ("Số đơn vị phối hợp", 9), ("Đơn vị phối hợp báo cáo", 9), *((f"Phối hợp: {one.lower()}", 10) for one in STATUSES),
    ("Phối hợp: không ghi, bỏ trống", 10), ("Phối hợp: bản ký, chưa nhập", 10), ("Phối hợp: chưa có báo cáo", 10),
    ("Đơn vị phối hợp chưa có báo cáo", 40),
)  # fmt: skip
_TARGETS = (
    ("Mã", 10), ("Ở mục", 16), ("Chỉ tiêu", 44), ("Mức giao", 18), ("Đơn vị giao", 9), ("Đơn vị tính được", 9),
    ("Tổng tử số", 12), ("Tổng mẫu số", 12), ("Tổng kết quả (chỉ tiêu đếm)", 12), ("Kết quả chung (%)", 12),
    ("So với mức giao", 24),
    ("Thấp nhất", 12), ("Trung vị", 12), ("Cao nhất", 12), ("Chưa đạt", 30), ("Khác hẳn", 30),
    ("Không tính, xem lại", 50),
)  # fmt: skip
_COMPARED = (
    ("Kỳ trước: tử số", 12), ("Kỳ trước: mẫu số", 12), ("Kỳ trước: kết quả đếm", 12), ("Kỳ trước (%)", 12),
    ("Lũy kế: tử số", 12), ("Lũy kế: mẫu số", 12), ("Lũy kế: kết quả đếm", 12), ("Lũy kế (%)", 12),
    ("Kỳ không có số liệu", 40),
)  # fmt: skip
"""The further columns of targets where the report recurs."""
_OPINIONS = (
    ("Mã nhiệm vụ", 12), ("Ở mục", 18), ("Nhiệm vụ", 50), ("Ô", 18), ("Ý kiến", 80), ("Số đơn vị", 9), ("Đơn vị", 50),
    ("Phối hợp", 9),
)  # fmt: skip
_UNITS = (
    ("Mã đơn vị", 22), ("Đơn vị", 44), ("Hạn gửi", 12), ("Nhận lúc", 18), ("Bổ sung ngày", 12), ("Muộn", 8),
    ("Gia hạn", 24), ("Số ô đã điền", 10), ("Số ô đã sửa", 10), ("Tệp", 36), ("sha256", 68),
)  # fmt: skip
_CELLS = (
    ("Mã đơn vị", 22), ("Đơn vị", 36), ("Mã nhiệm vụ", 12), ("Ở mục", 18), ("Ô", 14), ("Nội dung", 60), ("Số", 12),
    ("Tính", 8), ("Vì sao không tính", 30), ("Nhận ra nhờ", 12), ("Nhận lúc", 18), ("Tệp", 36), ("sha256", 68),
    ("Xem lại", 40),
)  # fmt: skip
_EVIDENCE = (
    ("Mã đơn vị", 22), ("Đơn vị", 36), ("Mã nhiệm vụ", 12), ("Ở mục", 18), ("Ô", 14), ("Nội dung", 50),
    ("Hình ảnh (sha256, trong returns/evidence)", 68), ("Nhận lúc", 18), ("Tệp", 36), ("sha256", 68),
)  # fmt: skip
"""The pictures that units put into the cells of their forms."""

_SOURCES = (
    ("Mã đơn vị", 22), ("Đơn vị", 36), ("Mã nhiệm vụ", 12), ("Ở mục", 18), ("Ô", 14), ("Nội dung đã gửi", 40),
    ("Đơn vị cấp dưới", 30), ("Ô của đơn vị cấp dưới", 30), ("Nội dung", 50), ("Số", 12), ("Khớp", 26), ("sha256", 68),
)  # fmt: skip
"""What units say is behind their cells: the cells of their own units."""
_FAULTS = {
    ProvenanceFault.DAMAGED: "nguồn số liệu kèm theo biểu mẫu bị hỏng",
    ProvenanceFault.TOO_LARGE: "nguồn số liệu kèm theo biểu mẫu quá lớn",
    ProvenanceFault.NEWER: "nguồn số liệu kèm theo biểu mẫu do bản chương trình mới hơn ghi",
    ProvenanceFault.UNREADABLE: "không đọc được biểu mẫu đã lưu, nên không biết nguồn số liệu",
}

_ANCHORS: dict[str, str] = {
    Anchor.CONTROL: "ô điền", Anchor.BOOKMARK: "dấu trang", Anchor.CODE: "mã dòng", Anchor.BINDING: "dữ liệu kèm tệp",
    CORRECTED: "đơn vị báo lại",
}  # fmt: skip


def render_summary_workbook(
    summary: Summary, title: str, comparisons: Mapping[str, TargetComparison] = MappingProxyType({}),
    sub_reports: SubReports = NO_SUB_REPORTS, figures: Comparisons = MappingProxyType({}),
) -> bytes:  # fmt: skip
    """The bytes of the workbook: Tổng hợp, Chỉ tiêu, Ý kiến, Đơn vị, Chi tiết.

    Số liệu, Minh chứng (pictures) and Nguồn are there where there are any.

    `comparisons` are those of the targets with other periods, by their codes.

    Every figure of the report is the sum of rows of Chi tiết that are marked as counted ("x").
    """
    large = sum(len(one.values) for one in summary.collection.accepted) > _MAX_CELLS_IN_MEMORY
    sheets = (
        SheetTable("Tổng hợp", _TASKS, _task_rows(summary)),
        SheetTable("Chỉ tiêu", (*_TARGETS, *(_COMPARED if comparisons else ())), _target_rows(summary, comparisons)),
        *([SheetTable(FIGURES, FIGURE_COLUMNS, figure_rows(summary, figures))] if summary.indicators else []),
        SheetTable(OPINIONS, _OPINIONS, _opinion_rows(summary)),
        SheetTable("Đơn vị", _UNITS, _unit_rows(summary)),
        SheetTable("Chi tiết", _CELLS, _detail_rows(summary, figures)),
        *_evidence_sheets(summary),
        *_source_sheets(summary, sub_reports),
    )
    return render_xlsx(title, sheets, large=large)


def _task_rows(summary: Summary) -> Iterator[list[Cell]]:
    for section in summary.sections:
        for task in section.tasks:
            leads, others = task.leads, task.supporters
            yield [
                task.code, code_words(task.code), section.heading, task.text, len(leads.asked),
                len(task.requested.intersection(leads.asked)), len(leads.answered),
                *leads.statuses, len(leads.unstated) + len(leads.misstated), len(leads.blank), len(leads.unentered),
                len(leads.missing), _join_unit_names(summary, leads.blank), _join_unit_names(summary, leads.missing),
                len(others.asked), len(others.answered), *others.statuses,
                others.silent_count - len(others.unentered), len(others.unentered), len(others.missing),
                _join_unit_names(summary, others.missing),
            ]  # fmt: skip


def _target_rows(summary: Summary, comparisons: Mapping[str, TargetComparison]) -> Iterator[list[Cell]]:
    for one in summary.targets:
        spread = one.spread
        sums: list[Cell] = ["", "", ""]
        if one.counted:
            sums = [one.numerator, one.denominator, ""] if one.is_percentage else ["", "", one.total]
        notes = (f"{summary.names[n.unit]}: {n.reason}" for n in (*one.excluded, *one.doubts))
        yield [
            one.code, code_words(one.code), one.target.of, one.target.raw, len(one.asked), len(one.counted), *sums,
            "" if one.ratio is None else _round(one.ratio), describe_verdict(one),
            *((_round(spread.minimum), _round(spread.median), _round(spread.maximum)) if spread else ("", "", "")),
            _join_unit_names(summary, [r.unit for r in one.below_target]),
            _join_unit_names(summary, [r.unit for r in one.outliers]), "; ".join(notes),
            *(_compared_cells(one, comparisons[one.code]) if one.code in comparisons else ()),
        ]  # fmt: skip


def _compared_cells(one: TargetSummary, comparison: TargetComparison) -> Iterator[Cell]:
    """The figures of the period before and of the year to date; of which periods there are none."""
    before = comparison.previous.target if comparison.previous and comparison.previous.is_known else None
    for found in (before, comparison if comparison.counted else None):
        if found is None:
            yield from ("", "", "", "")
        elif one.is_percentage:
            yield from (found.numerator, found.denominator, "", "" if found.ratio is None else _round(found.ratio))
        else:
            yield from ("", "", found.total, "")
    compared = [*([comparison.previous] if comparison.previous else []), *comparison.year]
    gaps = dict.fromkeys(describe_gap(period) for period in compared if not period.is_known)
    yield "; ".join([*([] if comparison.previous else ["không có kỳ trước"]), *gaps, *describe_seams(comparison)])


def _opinion_rows(summary: Summary) -> Iterator[list[Cell]]:
    """Each text of each field once, with all who gave it: of the report as a whole, then of each task."""
    for one in consolidated_fields(Area.REPORT):
        for opinion in opinions_of(summary.texts[one.name]):
            yield _opinion_row(summary, "", "", one.name, opinion)
    for task in summary.tasks:
        for one in consolidated_fields(Area.TASK):
            for opinion in opinions_on([task], one.name):
                yield _opinion_row(summary, task.code, task.text, one.name, opinion)


def _opinion_row(summary: Summary, code: str, task: str, name: str, opinion: Opinion) -> list[Cell]:
    return [
        code, code_words(code), task, field_words(name), opinion.text, len(opinion.units),
        _join_unit_names(summary, opinion.units), "x" if opinion.supporting else "",
    ]  # fmt: skip


def _unit_rows(summary: Summary) -> Iterator[list[Cell]]:
    units = unit_by_id(summary.collection.plan)
    for one in summary.owing_units:
        report, received = one.submission, one.received
        yield [
            one.unit, full_name(units[one.unit]), format_short_date(one.due),
            f"{received:%d/%m/%Y %H:%M}" if received else _not_received(one),
            format_short_date(completed_day(report)) if report else "", "x" if one.is_late else "",
            one.extension_reason,
            len(report.values) + len(report.quarantined_values) if report else "",
            (len(report.corrections) or "") if report else "",
            report.name if report else "đã gửi bản ký, chưa nhập số liệu" if one.is_unentered else "",
            report.sha256 if report else "",
        ]  # fmt: skip
    for file in summary.rejected:
        when = f"{file.received.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
        why = f"Không tính: {official_words(file.reason)}"
        yield [file.unit, why, "", when, "", "", "", "", "", file.name, file.sha256]


def _not_received(one: OwingUnit) -> str:
    if one.is_unread:
        return "đã gửi tệp không đọc được"
    return "đã gửi tệp chưa tính được" if one.is_uncounted else "chưa gửi"


def _detail_rows(summary: Summary, figures: Comparisons) -> Iterator[list[Cell]]:
    # An answer that counts and one to a task that is gone may have the same key.
    misplaced = {
        (one.unit, one.value.field.key): one.reason
        for one in summary.quarantined_values
        if one.reason in (NOT_ASKED, NOT_OWED)
    }
    left_out = {(unit, f"{code}/{name}"): why for unit, code, name, why in _list_left_out(summary, figures)}
    owing = {unit.id for unit in summary.collection.owing_units}
    for report in summary.collection.accepted:
        values = ((value, None) for value in report.values)
        for value, unfit in (*values, *report.quarantined_values):
            why = misplaced.get((report.unit, value.field.key)) if unfit is None else unfit
            why = NOT_OWED if report.unit not in owing else why
            words = official_words(why) if why else left_out.get((report.unit, value.field.key), "")
            yield _detail_row(summary, report, value, words, report.origin_of(value, unfit))


def _list_left_out(summary: Summary, figures: Comparisons) -> Iterator[tuple[str, str, str, str]]:
    """The figures that are read and in no sum: unit, code of the row, name of the field, and why."""
    for target in summary.targets:
        names = (NUMERATOR, DENOMINATOR) if target.is_percentage else (VALUE,)
        yield from ((note.unit, target.code, one.name, note.reason) for note in target.excluded for one in names)
    for row in summary.indicators:
        yield from ((note.unit, row.code, COUNT.name, note.reason) for note in row.excluded)
        yield from ((note.unit, row.code, PREVIOUS.name, note.reason) for note in row.unfit_earlier)
        comparison = figures.get(row.code)
        if comparison is not None and comparison.previous is not None and comparison.previous.period:
            reason = f"kỳ trước lấy theo báo cáo {comparison.previous.period}"
            yield from ((reading.unit, row.code, PREVIOUS.name, reason) for reading in row.earlier)


def _evidence_sheets(summary: Summary) -> Iterator[SheetTable]:
    rows = list(_evidence_rows(summary))
    if rows:
        yield SheetTable("Minh chứng", _EVIDENCE, rows)


def _evidence_rows(summary: Summary) -> Iterator[list[Cell]]:
    """A row for each picture; for an answer whose pictures are not in its form, one that says so."""
    for one in list_evidence(summary.collection.accepted):
        code, name = one.value.field.code, field_words(one.value.field.name)
        when = f"{one.origin.received.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
        for digest in one.pictures or ("hình ảnh nằm ngoài tệp",):
            yield [
                one.unit, summary.names.get(one.unit, ""), code, code_words(code), name, one.value.text, digest, when,
                one.origin.name, one.origin.sha256,
            ]  # fmt: skip


def _source_sheets(summary: Summary, sub_reports: SubReports) -> Iterator[SheetTable]:
    if sub_reports.cells or sub_reports.faults:
        yield SheetTable("Nguồn", _SOURCES, _source_rows(summary, sub_reports))


def _source_rows(summary: Summary, sub_reports: SubReports) -> Iterator[list[Cell]]:
    """A row for each cell of the next level down behind one that counts here, and for each that is not in it."""
    for cell in sub_reports.cells:
        code, _slash, name = cell.key.rpartition("/")
        head: list[Cell] = [
            cell.unit, summary.names.get(cell.unit, ""), code, code_words(code), field_words(name),
            cell.value.text if cell.value else "",
        ]  # fmt: skip
        if cell.is_changed:
            yield [*head, "", "", "", "", "đã sửa sau khi tổng hợp", ""]
            continue
        fits = {True: "x", False: "không bằng tổng các ô nguồn", None: ""}[cell.adds_up]
        for one in cell.sources:
            is_number = cell.value is not None and cell.value.field.kind is FieldKind.NUMBER
            figure = read_figure(one.text) if is_number else None
            number: Cell = figure.value if figure is not None else ""
            yield [*head, one.name, cell_words(one.key), one.text, number, fits, one.sha256]
        for lack in cell.lacking:
            yield [*head, lack.name, "", "", "", f"chưa có: {lack.why}", ""]
    for unit, fault in sub_reports.faults:
        yield [unit, summary.names.get(unit, ""), "", "", "", "", "", "", "", "", _FAULTS[fault], ""]


def _detail_row(
    summary: Summary, report: AcceptedSubmission, value: FieldValue, reason: str, origin: ValueOrigin
) -> list[Cell]:
    when = origin.received.astimezone(VIETNAM)
    file = f"sửa ngày {when:%d/%m/%Y}: {origin.correction}" if origin.correction else origin.name
    number: Cell = value.figure.value if value.figure else ""
    name = field_words(value.field.name)
    return [
        report.unit, summary.names.get(report.unit, ""), value.field.code,
        code_words(value.field.code), name, value.text, number,
        "" if reason else "x", reason, _ANCHORS.get(value.anchor, value.anchor),
        f"{when:%d/%m/%Y %H:%M}", file, origin.sha256, "; ".join(map(official_words, value.doubts)),
    ]  # fmt: skip


def _join_unit_names(summary: Summary, units: tuple[str, ...] | list[str]) -> str:
    return ", ".join(summary.names[unit] for unit in units)


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"), ROUND_HALF_UP)
