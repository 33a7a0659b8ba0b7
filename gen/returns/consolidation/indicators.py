"""The figures that units give for the plan's indicators → one figure each, beside the period before, and who gave none.

Counts are added; a mean is one of units; a share is reckoned of the sums of the units that gave both its parts. What
is missing is named, and is no zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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

_DIGITS = 60


@dataclass(frozen=True, slots=True)
class IndicatorSummary:
    """One row of the table of figures over all units: an indicator, a member of its breakdown, or a share.

    `readings` are the figures that count, `earlier` those that units gave of the period before. `value` and `previous`
    are what they come to, None where none counts; of a share `numerator` and `denominator` are the sums of which it is.
    `excluded` are figures that do not count, with the reason; `doubts` are counted and need a look. `blank` units
    reported and wrote nothing, `missing` not at all; of `unentered` ones there is a signed copy alone.
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
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    excluded: tuple[UnitNote, ...] = ()
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


@dataclass(frozen=True, slots=True)
class GivenFigures:
    """What units gave: figures by row, unit and name of the field; what does not count likewise; whose reports count.

    `signed` are the units of which there is a signed copy alone.
    """

    figures: Mapping[str, Mapping[str, Mapping[str, Figure]]]
    uncounted: Mapping[str, Mapping[str, Mapping[str, UncountedAnswer]]]
    reported: frozenset[str]
    signed: frozenset[str] = frozenset()


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

    Of a share it is that of the sums; of a mean, that of all readings; of a stock (`last`), the last period's.
    """
    known = [one for one in periods if one.value is not None]
    if not known:
        return None
    if indicator.ratio is not None:
        parts = [(one.numerator, one.denominator) for one in known]
        above = add_exactly([above for above, _below in parts if above is not None])
        below = add_exactly([below for _above, below in parts if below is not None])
        return compute_percentage(above, below) if below else None
    if indicator.total is Total.LAST:
        return known[-1].value
    return _total(indicator, [reading.value for one in known for reading in one.readings])


def _summarize(asked: AskedIndicator, units: tuple[str, ...], given: GivenFigures) -> Iterator[IndicatorSummary]:
    task = asked.task.id if asked.task is not None else ""
    whole: dict[str, Decimal] = {}
    for code, name in asked.rows():
        one = IndicatorSummary(code, name, asked.indicator, task, units)
        if not asked.is_reckoned:
            one = _with_figures(one, given)
            doubts = _doubts_of_member(one, whole) if one.is_member else ()
            whole = whole or {reading.unit: reading.value for reading in one.readings}
            one = replace(one, doubts=doubts)
        yield one


def _with_figures(one: IndicatorSummary, given: GivenFigures) -> IndicatorSummary:
    figures, uncounted = given.figures.get(one.code, {}), given.uncounted.get(one.code, {})
    readings, excluded = [], []
    for unit in one.asked:
        figure, unfit = figures.get(unit, {}).get(COUNT.name), uncounted.get(unit, {}).get(COUNT.name)
        if unfit is not None:
            excluded.append(UnitNote(unit, str(unfit)))
        elif figure is not None and (reason := _why_unfit(one.indicator, figure)):
            excluded.append(UnitNote(unit, reason))
        elif figure is not None:
            readings.append(TargetReading(unit, figure.value))
    before = [
        TargetReading(unit, figure.value)
        for unit in one.asked
        if (figure := figures.get(unit, {}).get(PREVIOUS.name)) is not None and not _why_unfit(one.indicator, figure)
    ]
    silent = set(one.asked) - {reading.unit for reading in readings} - {note.unit for note in excluded}
    return replace(
        one,
        readings=tuple(readings),
        earlier=tuple(before),
        value=_total(one.indicator, [reading.value for reading in readings]),
        previous=_total(one.indicator, [reading.value for reading in before]),
        excluded=tuple(excluded),
        blank=tuple(unit for unit in one.asked if unit in silent and unit in given.reported),
        missing=tuple(unit for unit in one.asked if unit in silent and unit not in given.reported | given.signed),
        unentered=tuple(unit for unit in one.asked if unit in silent and unit in given.signed),
    )


def _why_unfit(indicator: Indicator, figure: Figure) -> str:
    if figure.percent and "%" not in indicator.unit:
        return f"ghi bằng %, không phải {indicator.unit}"
    return "số âm" if figure.value < 0 else ""


def _doubts_of_member(member: IndicatorSummary, whole: Mapping[str, Decimal]) -> tuple[UnitNote, ...]:
    """Members of a breakdown of a count that are greater than their whole."""
    if member.indicator.total is Total.MEAN:
        return ()
    return tuple(
        UnitNote(one.unit, f"{member.name} lớn hơn {member.indicator.name}")
        for one in member.readings
        if one.unit in whole and one.value > whole[one.unit]
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
    now = _sums(above.readings, below.readings)
    before = _sums(above.earlier, below.earlier)
    of = {reading.unit: reading.value for reading in below.readings}
    both = {reading.unit for reading in above.readings} & of.keys()
    return replace(
        one,
        readings=tuple(
            TargetReading(part.unit, compute_percentage(part.value, of[part.unit]))
            for part in above.readings
            if of.get(part.unit)
        ),
        value=compute_percentage(*now) if now[1] else None,
        previous=compute_percentage(*before) if before[1] else None,
        numerator=now[0],
        denominator=now[1],
        excluded=tuple(
            UnitNote(unit, "chỉ có một trong hai số để tính")
            for unit in one.asked
            if unit not in both and unit in {*above.counted, *below.counted}
        ),
        missing=tuple(unit for unit in one.asked if unit in above.missing and unit in below.missing),
    )


def _sums(above: Sequence[TargetReading], below: Sequence[TargetReading]) -> tuple[Decimal, Decimal]:
    """The sums over the units that gave both."""
    both = {one.unit for one in above} & {one.unit for one in below}
    return (
        add_exactly([one.value for one in above if one.unit in both]),
        add_exactly([one.value for one in below if one.unit in both]),
    )
