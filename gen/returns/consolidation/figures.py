"""The indicators of a report → what the draft says of them, the rows of the annex and those of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gen.derive.form_fields import code_words
from gen.plan.model import Total
from gen.returns.consolidation.comparison import EarlierFigure, IndicatorComparison, earlier_as_stated
from gen.returns.consolidation.indicators import IndicatorSummary
from gen.returns.consolidation.passages import HEADING, ProsePassage, Sourced, Words, join_words, tell
from gen.returns.consolidation.sources import FIGURES, see_sheet, tell_few
from gen.returns.consolidation.statements import describe_notes
from gen.returns.consolidation.summary import Summary
from gen.returns.consolidation.targets import TargetReading
from gen.sheets.xlsx import Cell
from gen.text import format_decimal, format_percent, lower_first, round_percent, upper_first
from gen.word.template.names_returns import SoLieuTongHop

_MAX_TOLD = 20
"""So many indicators are told in prose; the annex has them all."""
_MEAN = ", bình quân một đơn vị"
_TOTALS = {Total.SUM: "cộng", Total.MEAN: "trung bình", Total.LAST: "cộng, cả năm lấy kỳ cuối"}
FIGURE_COLUMNS = (
    ("Mã", 10), ("Số liệu", 50), ("Đơn vị tính", 14), ("Ở mục", 16), ("Cách gộp", 22), ("Đơn vị phải ghi", 9),
    ("Đơn vị đã ghi", 9), ("Kỳ này", 14), ("Kỳ trước", 14),
    ("Đơn vị có số kỳ trước", 9), ("Từ đầu năm", 14), ("Đơn vị ghi, từng kỳ", 24),
    ("Không tính, xem lại", 50), ("Đơn vị không ghi", 40), ("Đơn vị chưa có báo cáo", 40),
)  # fmt: skip
"""The columns of the sheet of figures in the workbook."""

Comparisons = Mapping[str, IndicatorComparison]


def write_figures(summary: Summary, number: int, comparisons: Comparisons) -> Iterator[ProsePassage]:
    """A heading with this number, and a sentence for each indicator with its breakdown; none without indicators."""
    wholes = [one for one in summary.indicators if not one.is_member]
    if not wholes:
        return
    yield ProsePassage((f"{number}. Số liệu",), HEADING)
    for one in wholes[:_MAX_TOLD]:
        yield ProsePassage(_sentence(summary, one, comparisons))
    if len(wholes) > _MAX_TOLD:
        yield ProsePassage((f"{len(wholes) - _MAX_TOLD} số liệu khác ghi ở Phụ lục III.",))


def _sentence(summary: Summary, one: IndicatorSummary, comparisons: Comparisons) -> Words:
    members = [row for row in summary.indicators if row.is_member and row.indicator.id == one.code]
    if one.value is None:
        return (f"{one.name}: chưa có số liệu.",)
    told = [_value(summary, one, f"{one.name}{_MEAN if one.indicator.total is Total.MEAN else ''}: ", _unit(one))]
    before = find_previous(one, comparisons)
    if before is not None:
        told[0] = (*told[0], *tell(" (kỳ trước {value}{of})", value=_sourced_before(summary, one, before),
                                   of=of_units(", của ", len(before.readings), before.asked)))  # fmt: skip
    for number, row in enumerate(row for row in members if row.value is not None):
        told.append(_value(summary, row, f"{'' if number else 'trong đó '}{lower_first(row.name)} "))
    return (*join_words(told), ".")


def _value(summary: Summary, one: IndicatorSummary, lead: str, unit: str = "") -> Words:
    """What is counted, its figure, and of how many units it is, where not all of them gave one."""
    of = of_units(" (", len(one.counted), len(one.asked), ")")
    return tell("{lead}{value}{unit}{of}", lead=lead, value=_sourced(summary, one), unit=unit, of=of)


def of_units(lead: str, counted: int, asked: int, end: str = "") -> str:
    """Of how many units a figure is, where not all gave one."""
    return f"{lead}{counted}/{asked} đơn vị{end}" if counted < asked else ""


def _unit(one: IndicatorSummary) -> str:
    return "" if one.indicator.ratio is not None else f" {one.indicator.unit}"


def _sourced(summary: Summary, one: IndicatorSummary) -> Sourced:
    """The figure, with those of the units; of a share, with the two sums."""
    text = format_figure(one, one.value)
    given = _given(summary, one, one.readings)
    if one.parts:
        given = f"{format_decimal(one.numerator)}/{format_decimal(one.denominator)} = {text}, tính từ tổng"
    what = code_words(one.code, bound=True)
    return Sourced(text, f"{upper_first(what)}: {given}.\n{see_sheet(FIGURES)}")


def _given(summary: Summary, one: IndicatorSummary, readings: Sequence[TargetReading]) -> str:
    return tell_few([f"{summary.names.get(r.unit, r.unit)} {format_figure(one, r.value)}" for r in readings])


def _sourced_before(summary: Summary, one: IndicatorSummary, before: EarlierFigure) -> Sourced:
    """The figure of the period before, with those of the units, and who says so: their reports then, or they now."""
    what = upper_first(code_words(one.code, bound=True))
    whence = f"báo cáo {before.period}" if before.period else "các đơn vị ghi ở cột Kỳ trước"
    return Sourced(format_figure(one, before.value), f"{what}, theo {whence}: {_given(summary, one, before.readings)}.")


def round_figure(one: IndicatorSummary, value: Decimal) -> Decimal:
    """A figure of an indicator as it is shown: what was divided has two places, what was added all that it has."""
    if one.indicator.ratio is not None:
        return round_percent(value)
    return value.quantize(Decimal("0.01")) if one.indicator.total is Total.MEAN else value


def format_figure(one: IndicatorSummary, value: Decimal | None) -> str:
    """A figure of an indicator in words, its unit only with a share; empty where there is none."""
    if value is None:
        return ""
    if one.indicator.ratio is not None:
        return format_percent(value)
    return format_decimal(round_figure(one, value))


def find_previous(one: IndicatorSummary, comparisons: Comparisons) -> EarlierFigure | None:
    """The figure of the period before: as was reported then, else as units state it now; None where none is known."""
    found = comparisons.get(one.code)
    return found.previous if found is not None else earlier_as_stated(one)


def list_figures(summary: Summary, comparisons: Comparisons) -> Iterator[SoLieuTongHop]:
    """Each row of the table of figures for the annex."""
    for one in summary.indicators:
        found, before = comparisons.get(one.code), find_previous(one, comparisons)
        of = of_units(" (", len(before.readings), before.asked, ")") if before else ""
        yield SoLieuTongHop(
            one.code, f"- {one.name}" if one.is_member else one.name, one.indicator.unit,
            format_figure(one, before.value) + of if before else "", format_figure(one, one.value) or "chưa có số liệu",
            format_figure(one, found.year) if found is not None else "", f"{len(one.counted)}/{len(one.asked)}",
            tuple(_notes(summary, one, found)),
        )  # fmt: skip


def _notes(summary: Summary, one: IndicatorSummary, comparison: IndicatorComparison | None) -> Iterator[str]:
    yield from _unit_notes(summary, one, comparison)
    for words, units in (("Không ghi", one.blank), ("Đã gửi bản ký, chưa nhập số liệu", one.unentered)):
        if units:
            yield f"{words}: {tell_few([summary.names[unit] for unit in units])}"
    if one.missing:
        yield f"Chưa có báo cáo: {len(one.missing)} đơn vị"
    if comparison is not None and comparison.year is not None and (parts := _tell_year(comparison)):
        yield f"Từ đầu năm: {parts}"


def _unit_notes(summary: Summary, one: IndicatorSummary, comparison: IndicatorComparison | None) -> Iterator[str]:
    """What does not count, and what needs a look, each with its unit."""
    told = (
        ("Không tính", one.excluded),
        ("Kỳ trước không tính", one.unfit_earlier),
        ("Xem lại", (*one.doubts, *(comparison.doubts if comparison else ()))),
    )
    for label, notes in told:
        yield from describe_notes(summary, label, notes)


def _tell_year(comparison: IndicatorComparison) -> str:
    """How many units of each period have a figure in the year's; nothing where all have in all."""
    parts = comparison.year_parts
    if all(counted == asked for _period, counted, asked in parts):
        return ""
    return "; ".join(_tell_period(*part) for part in parts)


def _tell_period(period: str, counted: int | None, asked: int) -> str:
    if counted is None:
        return f"không so được với {period}"
    return f"{period} {counted}/{asked} đơn vị" if counted else f"{period} chưa có số liệu"


def figure_rows(summary: Summary, comparisons: Comparisons) -> Iterator[list[Cell]]:
    """Each row of the table of figures for the workbook, with all that the report shortens."""
    for one in summary.indicators:
        found, before = comparisons.get(one.code), find_previous(one, comparisons)
        previous, year = before.value if before else None, found.year if found is not None else None
        total = "tỷ lệ của hai tổng" if one.indicator.ratio is not None else _TOTALS[one.indicator.total]
        notes = "; ".join(_unit_notes(summary, one, found))
        yield [
            one.code, one.name, one.indicator.unit, code_words(one.task) if one.task else "", total, len(one.asked),
            len(one.counted), *(_cell(value) for value in (one.value, previous)),
            len(before.readings) if before else "", _cell(year), _tell_year(found) if found is not None else "", notes,
            _names(summary, (*one.blank, *one.unentered)), _names(summary, one.missing),
        ]  # fmt: skip


def _cell(value: Decimal | None) -> Cell:
    return "" if value is None else value.quantize(Decimal("0.0001")).normalize() if value % 1 else value


def _names(summary: Summary, units: Sequence[str]) -> str:
    return ", ".join(summary.names[unit] for unit in units)
