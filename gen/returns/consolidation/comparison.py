"""A report of one period + those of earlier ones → the figures of the period before and of the year to date.

Figures are added as within one period: numerators and denominators, or values. A period without figures is named, and
is no zero; a target that the plan had in other words then, or not at all, is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from gen.history.carried_codes import map_codes
from gen.plan.cycles import is_recurring
from gen.reporting.periods import Period
from gen.returns.collection import Collection
from gen.returns.consolidation.indicators import IndicatorSummary, add_periods
from gen.returns.consolidation.summary import Summary, summarize
from gen.returns.consolidation.targets import (
    TargetReading,
    TargetSummary,
    UnitNote,
    add_exactly,
    compute_percentage,
)
from gen.text import format_decimal, format_short_date


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The figures of a target in one period; None where the plan did not have the same target then."""

    period: Period
    target: TargetSummary | None

    @property
    def is_known(self) -> bool:
        """Whether at least one unit gave figures that count."""
        return self.target is not None and bool(self.target.counted)


@dataclass(frozen=True, slots=True)
class TargetComparison:
    """A target in the period before, None where the plan has none, and in all periods of the year up to this one."""

    previous: PeriodFigures | None
    year: tuple[PeriodFigures, ...]

    @property
    def counted(self) -> tuple[PeriodFigures, ...]:
        """The periods of the year whose figures are in its sums."""
        return tuple(one for one in self.year if one.is_known)

    @property
    def numerator(self) -> Decimal:
        """The sum of the numerators of the year."""
        return add_exactly([one.target.numerator for one in self.counted if one.target])

    @property
    def denominator(self) -> Decimal:
        """The sum of the denominators of the year."""
        return add_exactly([one.target.denominator for one in self.counted if one.target])

    @property
    def total(self) -> Decimal:
        """The sum of the values of the year, for a target that counts something."""
        return add_exactly([one.target.total for one in self.counted if one.target])

    @property
    def ratio(self) -> Decimal | None:
        """The sum of the numerators in per cent of the sum of the denominators; None where there is none."""
        return compute_percentage(self.numerator, self.denominator) if self.denominator else None


def describe_gap(one: PeriodFigures) -> str:
    """Why there are no figures of a period: nobody gave any, or the plan had another target then."""
    reason = "không so được" if one.target is None else "chưa có số liệu"
    return f"{reason} {'với ' if one.target is None else ''}{one.period.label}"


def describe_seams(comparison: TargetComparison) -> list[str]:
    """The days of the year that no period has, or two have, since the plan asked at other times from some day on."""
    found = []
    periods = [one.period for one in comparison.year]
    for before, period in pairwise(periods):
        if before.cutoff is None or period.begin is None:
            continue
        first, last = before.cutoff + timedelta(days=1), period.begin - timedelta(days=1)
        if first <= last:
            days = f"từ ngày {format_short_date(first)} đến ngày {format_short_date(last)}"
            found.append(f"không có kỳ báo cáo nào {days}")
        elif period.begin <= before.cutoff:
            days = f"từ ngày {format_short_date(period.begin)} đến ngày {format_short_date(before.cutoff)}"
            found.append(f"{before.label_in_year} và {period.label_in_year} cùng tính {days}")
    return found


def summarize_earlier(summary: Summary, earlier: Sequence[Collection]) -> tuple[Summary, ...]:
    """The periods with which the report is compared, summed up; none where it is owed once.

    `earlier` are the collections of the same report in the year's earlier periods and in the one before, in order.
    """
    return tuple(map(summarize, earlier)) if is_recurring(summary.collection.obligation) else ()


def compare_targets(summary: Summary, earlier: Sequence[Summary]) -> Mapping[str, TargetComparison]:
    """The comparison of each target with `earlier` periods by its code; none where the report is owed once."""
    own = summary.collection
    if not is_recurring(own.obligation):
        return {}
    before = [(one.collection.period, _targets_by_code(one, own)) for one in earlier]
    return {target.code: _compare(target, own.period, before) for target in summary.targets}


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """An indicator's figure in the period before: what the `readings` of units come to, of so many that were `asked`.

    `period` says of which report it is; it is empty where the units say it now, in the column for the period before.
    """

    value: Decimal
    readings: tuple[TargetReading, ...]
    asked: int
    period: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorComparison:
    """An indicator's figure in the period before, and over the year to date; None where none is known.

    `year_parts` says of each period of the year how many units of how many have a figure in it; None where the plan did
    not have this figure then. `doubts` are units that now say something else of the period before than they said then.
    """

    previous: EarlierFigure | None
    year: Decimal | None
    year_parts: tuple[tuple[str, int | None, int], ...] = ()
    doubts: tuple[UnitNote, ...] = ()


def earlier_as_stated(one: IndicatorSummary) -> EarlierFigure | None:
    """The figure of the period before as units state it in this period's forms."""
    return None if one.previous is None else EarlierFigure(one.previous, one.earlier, len(one.asked))


def compare_indicators(summary: Summary, earlier: Sequence[Summary]) -> Mapping[str, IndicatorComparison]:
    """The comparison of each row of the table of figures by its code; none where the report is owed once."""
    own = summary.collection
    if not is_recurring(own.obligation):
        return {}
    before = [(one.collection.period, {row.code: row for row in one.indicators}) for one in earlier]
    return {one.code: _compare_indicator(one, own.period, before) for one in summary.indicators}


def _compare_indicator(
    one: IndicatorSummary, period: Period, before: Sequence[tuple[Period, Mapping[str, IndicatorSummary]]]
) -> IndicatorComparison:
    """Codes last; but what was counted in another unit, or under another name, then, is another figure."""
    found = [(of, rows.get(one.code)) for of, rows in before]
    same = [
        (of, row if row is not None and (row.name, row.indicator.unit) == (one.name, one.indicator.unit) else None)
        for of, row in found
    ]
    of_year = [*((of, row) for of, row in same if of.year == period.year), (period, one)]
    reported = _earlier_as_reported(*same[-1]) if same else None
    return IndicatorComparison(
        reported or earlier_as_stated(one),
        add_periods(one.indicator, [row for _of, row in of_year if row is not None]),
        tuple(
            (of.label_in_year, None, 0) if row is None else (of.label_in_year, len(row.counted), len(row.asked))
            for of, row in of_year
        ),
        tuple(_find_contradictions(one, reported)) if reported else (),
    )


def _earlier_as_reported(period: Period, row: IndicatorSummary | None) -> EarlierFigure | None:
    if row is None or row.value is None:
        return None
    return EarlierFigure(row.value, row.readings, len(row.asked), period.label_in_year)


def _find_contradictions(one: IndicatorSummary, reported: EarlierFigure) -> Iterator[UnitNote]:
    """The units that state another figure of the period before than their report of that period has."""
    if one.indicator.ratio is not None:
        return
    then = {reading.unit: reading.value for reading in reported.readings}
    for reading in one.earlier:
        before = then.get(reading.unit)
        if before != reading.value:
            said = "không có số được tính" if before is None else f"ghi {format_decimal(before)}"
            what = f"nay ghi kỳ trước {format_decimal(reading.value)}, báo cáo {reported.period} {said}"
            yield UnitNote(reading.unit, what)


def _targets_by_code(earlier: Summary, now: Collection) -> dict[str, TargetSummary]:
    """The targets of an earlier period, by the codes that they have now."""
    codes = map_codes(earlier.collection.plan, now.plan)
    return {codes[one.code]: one for one in earlier.targets if one.code in codes}


def _compare(
    target: TargetSummary, period: Period, before: Sequence[tuple[Period, Mapping[str, TargetSummary]]]
) -> TargetComparison:
    found = [PeriodFigures(one, _same_measure(targets.get(target.code), target)) for one, targets in before]
    of_year = (one for one in found if one.period.year == period.year)
    return TargetComparison(found[-1] if found else None, (*of_year, PeriodFigures(period, target)))


def _same_measure(earlier: TargetSummary | None, now: TargetSummary) -> TargetSummary | None:
    return earlier if earlier is not None and earlier.target.unit == now.target.unit else None
