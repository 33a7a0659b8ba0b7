"""The figures that units give for the plan's indicators → one figure each, beside the period before, and who gave none.

Counts are added; a mean is one of units; a share is reckoned of the sums of the units that gave both its parts. What
is missing is named, and is no zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext

from gen.derive.form_fields import COUNT, PREVIOUS
from gen.plan.model import Indicator, Plan, Total
from gen.reading import Figure
from gen.reporting.indicators import AskedIndicator, list_indicators
from gen.returns.consolidation.targets import (
    TargetReading,
    UncountedAnswer,
    UnitNote,
    add_exactly,
    compute_percentage,
)
from gen.text import lower_first

_DIGITS = 60


@dataclass(frozen=True, slots=True)
class SharePart:
    """The two figures of a unit whose quotient is its share; the lower one is not 0."""

    unit: str
    above: Decimal
    below: Decimal


@dataclass(frozen=True, slots=True)
class IndicatorSummary:
    """One row of the table of figures over all units: an indicator, a member of its breakdown, or a share.

    `readings` are the figures that count, `earlier` those that units gave of the period before. `value` and `previous`
    are what they come to, None where none counts; of a share `parts` are the pairs of figures of which it is, `of` the
    two indicators. `excluded` are figures that do not count, with the reason, `unfit_earlier` those of the period
    before; `doubts` are counted and need a look. `blank` units reported and wrote nothing, `missing` not at all; of
    `unentered` ones there is a signed copy alone.
    """

    code: str
    name: str
    indicator: Indicator
    task: str
    asked: tuple[str, ...]
    readings: tuple[TargetReading, ...] = ()
    earlier: tuple[TargetReading, ...] = ()
    value: Decimal | None = None
    previous: Decimal | None = None
    parts: tuple[SharePart, ...] = ()
    of: tuple[Indicator, Indicator] | None = None
    excluded: tuple[UnitNote, ...] = ()
    unfit_earlier: tuple[UnitNote, ...] = ()
    doubts: tuple[UnitNote, ...] = ()
    blank: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unentered: tuple[str, ...] = ()

    @property
    def is_member(self) -> bool:
        """Whether it is a member of a breakdown."""
        return self.code != self.indicator.id

    @property
    def counted(self) -> tuple[str, ...]:
        """The units whose figures are in it."""
        return tuple(one.unit for one in self.readings)

    @property
    def numerator(self) -> Decimal:
        """The sum of the upper figures of a share."""
        return add_exactly([one.above for one in self.parts])

    @property
    def denominator(self) -> Decimal:
        """The sum of the lower figures of a share."""
        return add_exactly([one.below for one in self.parts])


@dataclass(frozen=True, slots=True)
class GivenFigures:
    """What units gave: figures by row, unit and name of the field; what does not count likewise; whose reports count.

    `signed` are the units of which there is a signed copy alone. `misread` says likewise of a figure that may have been
    meant otherwise.
    """

    figures: Mapping[str, Mapping[str, Mapping[str, Figure]]]
    uncounted: Mapping[str, Mapping[str, Mapping[str, UncountedAnswer]]]
    reported: frozenset[str]
    signed: frozenset[str] = frozenset()
    misread: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)


def summarize_indicators(
    plan: Plan, obligation_id: str, owing: Sequence[str], given: GivenFigures
) -> tuple[IndicatorSummary, ...]:
    """A summary of each row that the report's forms ask for, and of the shares that are reckoned of them.

    `owing` are the units that owe the report, in the order of the plan.
    """
    found: dict[str, IndicatorSummary] = {}
    for asked in list_indicators(plan):
        units = tuple(unit for unit in owing if unit in asked.units)
        if asked.obligation in ("", obligation_id) and units:
            found |= {one.code: one for one in _summarize(asked, units, given)}
    return tuple(_with_share(one, found) for one in found.values())


def add_periods(indicator: Indicator, periods: Sequence[IndicatorSummary]) -> Decimal | None:
    """What the figures of several periods come to, the last one last; None where none has any.

    Of a mean it is that of all readings; of a stock (`last`), the last period's. A share is that of its two figures,
    each over the periods by its own rule.
    """
    known = [one for one in periods if one.value is not None]
    if not known:
        return None
    if indicator.ratio is not None:
        return _share_of_periods(known)
    if indicator.total is Total.LAST:
        return known[-1].value
    return _total(indicator, [reading.value for one in known for reading in one.readings])


def _share_of_periods(known: Sequence[IndicatorSummary]) -> Decimal | None:
    """The share over several periods. Beside a stock, which only the last one gives, flows are of the same units."""
    last = known[-1]
    stocks = [part.total is Total.LAST for part in last.of or ()]
    units = {part.unit for part in last.parts}
    every = [part for one in known for part in one.parts if not any(stocks) or part.unit in units]
    above, below = (last.parts if is_stock else every for is_stock in stocks)
    return _share(above, below)


def _summarize(asked: AskedIndicator, units: tuple[str, ...], given: GivenFigures) -> Iterator[IndicatorSummary]:
    task = asked.task.id if asked.task is not None else ""
    whole: Mapping[str, Decimal] = {}
    for code, name in asked.rows():
        one = IndicatorSummary(code, name, asked.indicator, task, units)
        if not asked.is_reckoned:
            one = _with_figures(one, given)
            if one.is_member:
                one = replace(one, doubts=(*one.doubts, *_doubts_of_member(one, whole)))
            else:
                whole = {reading.unit: reading.value for reading in one.readings}
        yield one


def _with_figures(one: IndicatorSummary, given: GivenFigures) -> IndicatorSummary:
    readings, excluded = _read_column(one, given, COUNT.name)
    earlier, unfit_earlier = _read_column(one, given, PREVIOUS.name)
    silent = set(one.asked) - {reading.unit for reading in readings} - {note.unit for note in excluded}
    return replace(
        one,
        readings=readings,
        earlier=earlier,
        value=_total(one.indicator, [reading.value for reading in readings]),
        previous=_total(one.indicator, [reading.value for reading in earlier]),
        excluded=excluded,
        unfit_earlier=unfit_earlier,
        doubts=tuple(_doubts_of_reading(one, given)),
        blank=tuple(unit for unit in one.asked if unit in silent and unit in given.reported),
        missing=tuple(unit for unit in one.asked if unit in silent and unit not in given.reported | given.signed),
        unentered=tuple(unit for unit in one.asked if unit in silent and unit in given.signed),
    )


def _read_column(
    one: IndicatorSummary, given: GivenFigures, name: str
) -> tuple[tuple[TargetReading, ...], tuple[UnitNote, ...]]:
    """The figures of a column that count, and what does not count there, with the reason."""
    figures, uncounted = given.figures.get(one.code, {}), given.uncounted.get(one.code, {})
    readings, excluded = [], []
    for unit in one.asked:
        figure, unfit = figures.get(unit, {}).get(name), uncounted.get(unit, {}).get(name)
        if unfit is not None:
            excluded.append(UnitNote(unit, str(unfit)))
        elif figure is not None and (reason := _why_unfit(one.indicator, figure)):
            excluded.append(UnitNote(unit, reason))
        elif figure is not None:
            readings.append(TargetReading(unit, figure.value))
    return tuple(readings), tuple(excluded)


def _doubts_of_reading(one: IndicatorSummary, given: GivenFigures) -> Iterator[UnitNote]:
    """The figures that may have been meant otherwise; of the period before, that is said."""
    misread = given.misread.get(one.code, {})
    for unit in one.asked:
        for name, lead in ((COUNT.name, ""), (PREVIOUS.name, f"{lower_first(PREVIOUS.title)}: ")):
            if said := misread.get(unit, {}).get(name):
                yield UnitNote(unit, lead + said)


def _why_unfit(indicator: Indicator, figure: Figure) -> str:
    if figure.percent and "%" not in indicator.unit:
        return f"ghi bằng %, không phải {indicator.unit}"
    return "số âm" if figure.value < 0 else ""


def _doubts_of_member(member: IndicatorSummary, whole: Mapping[str, Decimal]) -> tuple[UnitNote, ...]:
    """Members of a breakdown of a count that are greater than their whole, or have none: their sum may be greater."""
    if member.indicator.total is Total.MEAN:
        return ()
    greater = f"{member.name} lớn hơn {member.indicator.name}"
    alone = f"có {member.name} mà không có {member.indicator.name}"
    return tuple(
        UnitNote(one.unit, greater if one.unit in whole else alone)
        for one in member.readings
        if one.value > whole.get(one.unit, 0)
    )


def _total(indicator: Indicator, values: Sequence[Decimal]) -> Decimal | None:
    if not values:
        return None
    total = add_exactly(values)
    if indicator.total is not Total.MEAN:
        return total
    with localcontext() as context:
        context.prec = _DIGITS
        return total / len(values)


def _with_share(one: IndicatorSummary, found: Mapping[str, IndicatorSummary]) -> IndicatorSummary:
    """A share, of the units that gave both its parts; the others are named as those that are not in it."""
    if one.indicator.ratio is None:
        return one
    above, below = (found.get(part) for part in one.indicator.ratio)
    if above is None or below is None:
        return one
    parts, before = _pair(above.readings, below.readings), _pair(above.earlier, below.earlier)
    missing, unentered, blank = (
        tuple(unit for unit in one.asked if unit in first and unit in second)
        for first, second in (
            (above.missing, below.missing), (above.unentered, below.unentered), (above.blank, below.blank),
        )
    )  # fmt: skip
    known = {*missing, *unentered, *blank, *(part.unit for part in parts)}
    return replace(
        one,
        readings=_shares(parts),
        earlier=_shares(before),
        value=_share(parts, parts),
        previous=_share(before, before),
        parts=parts,
        of=(above.indicator, below.indicator),
        excluded=tuple(UnitNote(unit, _why_no_share(unit, above, below)) for unit in one.asked if unit not in known),
        blank=blank,
        missing=missing,
        unentered=unentered,
    )


def _pair(above: Sequence[TargetReading], below: Sequence[TargetReading]) -> tuple[SharePart, ...]:
    """The figures of the units that gave both, where the lower one is not 0."""
    of = {reading.unit: reading.value for reading in below}
    return tuple(SharePart(one.unit, one.value, of[one.unit]) for one in above if of.get(one.unit))


def _share(above: Sequence[SharePart], below: Sequence[SharePart]) -> Decimal | None:
    """The sum of the upper figures of `above` in per cent of that of the lower ones of `below`; None for none."""
    total = add_exactly([part.below for part in below])
    return compute_percentage(add_exactly([part.above for part in above]), total) if total else None


def _shares(parts: Sequence[SharePart]) -> tuple[TargetReading, ...]:
    return tuple(TargetReading(part.unit, compute_percentage(part.above, part.below)) for part in parts)


def _why_no_share(unit: str, above: IndicatorSummary, below: IndicatorSummary) -> str:
    counted = [unit in one.counted for one in (above, below)]
    if all(counted):
        return "mẫu số bằng 0"
    return "chỉ có một trong hai số để tính" if any(counted) else "hai số để tính đều không tính được"
