"""The figures that units give for one target → their sum, their spread, outliers, and what is not counted, with why.

Numerators and denominators are added, percentages are never averaged; a missing figure is named, and is no zero. What
cannot be held against a target is said so, and no unit is named as falling short of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from enum import StrEnum
from types import MappingProxyType

from gen.derive.form_fields import DENOMINATOR, NUMERATOR, VALUE
from gen.plan.model import Target
from gen.plan.targets import Incomparable, falls_short, find_incomparable, is_share
from gen.reading import Figure
from gen.returns.reasons import Reason, ReasonCode, official_words
from gen.text import collapse_spaces, shorten

MIN_FOR_OUTLIERS = 8
"""With fewer values than this, no value is called an outlier."""

_DIGITS = 60
_TOLERANCE = Decimal("0.5")
_HUNDRED = Decimal(100)
_INCOMPARABLE = {
    Incomparable.MORE_THAN_ALL: "mức giao quá 100%, mà tỷ lệ không vượt quá 100%",
    Incomparable.LESS_THAN_NOTHING: "mức giao dưới 0",
}
_WHOSE_COUNT = "kế hoạch không nói rõ mức giao là của từng đơn vị hay của tất cả"

_PARTS = ((NUMERATOR.name, "tử số"), (DENOMINATOR.name, "mẫu số"), (VALUE.name, "kết quả"))
_MAX_WRITTEN = 60
"""So many letters of an answer that does not count are quoted."""


class Verdict(StrEnum):
    """What the figures of all units together are beside the target."""

    REACHED = "reached"
    SHORT = "short"
    NOT_COMPARABLE = "not-comparable"
    NO_FIGURES = "no-figures"


@dataclass(frozen=True, slots=True)
class CountedFigures:
    """The figures of one unit that are in the sums: of a share its two parts; else the value, and no denominator."""

    unit: str
    value: Decimal
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TargetReading:
    """What one unit reached: a percentage of its own numerator and denominator, else the value that it wrote."""

    unit: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class UncountedAnswer:
    """What a unit wrote where a figure is asked for, and why that does not count."""

    text: str
    reason: Reason

    def __str__(self) -> str:
        """As it goes on a sentence: ghi “khoảng 150”, không đọc được thành số."""
        is_no_number = self.reason.code == ReasonCode.NO_NUMBER
        why = "không đọc được thành số" if is_no_number else f"không tính: {official_words(self.reason)}"
        return f"ghi “{shorten(collapse_spaces(self.text), _MAX_WRITTEN)}”, {why}"


@dataclass(frozen=True, slots=True)
class UnitNote:
    """A remark about one unit for the reader."""

    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, the median and the greatest reading, with the units that have the least and the greatest."""

    minimum: Decimal
    minimum_units: tuple[str, ...]
    median: Decimal
    maximum: Decimal
    maximum_units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetSummary:
    """One target over all units.

    `figures` are those in the sums; `excluded` are units whose figures are not, with the reason; `doubts` are counted
    figures that need a check. `below_target` are the units that fall short of it; none where it cannot be compared.
    `blank` units reported and wrote nothing, `missing` not at all; of `unentered` units there is a signed copy, whose
    figures are not entered.
    """

    code: str
    task: str
    target: Target
    asked: tuple[str, ...]
    figures: tuple[CountedFigures, ...]
    readings: tuple[TargetReading, ...]
    spread: Spread | None
    below_target: tuple[TargetReading, ...]
    outliers: tuple[TargetReading, ...]
    excluded: tuple[UnitNote, ...]
    doubts: tuple[UnitNote, ...]
    blank: tuple[str, ...]
    missing: tuple[str, ...]
    unentered: tuple[str, ...] = ()

    @property
    def is_percentage(self) -> bool:
        """Whether it is a percentage; else it counts something, and the values are added."""
        return is_share(self.target)

    @property
    def counted(self) -> tuple[str, ...]:
        """The units whose figures are in the sums."""
        return tuple(one.unit for one in self.figures)

    @property
    def numerator(self) -> Decimal:
        """The sum of the numerators of a share."""
        return self._sum() if self.is_percentage else Decimal(0)

    @property
    def denominator(self) -> Decimal:
        """The sum of the denominators of a share."""
        return add_exactly([one.denominator for one in self.figures if one.denominator is not None])

    @property
    def total(self) -> Decimal:
        """The sum of the values of what counts something."""
        return Decimal(0) if self.is_percentage else self._sum()

    def _sum(self) -> Decimal:
        return add_exactly([one.value for one in self.figures])

    @property
    def reached(self) -> Decimal | None:
        """What all units reached together: the ratio of a share, else the total; None where no figure counts."""
        return (self.ratio if self.is_percentage else self.total) if self.figures else None

    @property
    def why_not_comparable(self) -> str:
        """Why nothing is held against the target, in official words; empty where figures are."""
        return find_why_not_comparable(self.target, self.asked)

    @property
    def verdict(self) -> Verdict:
        """What the figures of all units together are beside the target."""
        if self.why_not_comparable:
            return Verdict.NOT_COMPARABLE
        if self.reached is None:
            return Verdict.NO_FIGURES
        return Verdict.SHORT if falls_short(self.target, self.reached) else Verdict.REACHED

    @property
    def ratio(self) -> Decimal | None:
        """The sum of the numerators in per cent of the sum of the denominators; None where there is none."""
        return compute_percentage(self.numerator, self.denominator) if self.is_percentage and self.denominator else None


def find_why_not_comparable(target: Target, asked: Sequence[str]) -> str:
    """Why no figure is held against a target that these units are asked for, in official words; empty where it is.

    A number of something that many are asked for may be meant of each, or of all: where the plan does not say it, the
    program does not either.
    """
    incomparable = find_incomparable(target)
    if incomparable is not None:
        return _INCOMPARABLE[incomparable]
    return _WHOSE_COUNT if not is_share(target) and len(asked) > 1 else ""


def compute_percentage(numerator: Decimal, denominator: Decimal) -> Decimal:
    """How many per cent of `denominator` the `numerator` is."""
    with localcontext() as context:
        context.prec = _DIGITS
        return numerator * _HUNDRED / denominator


@dataclass(slots=True)
class _Tally:
    """The figures of one target, added unit by unit."""

    figures: list[CountedFigures] = field(default_factory=list)
    readings: list[TargetReading] = field(default_factory=list)
    excluded: list[UnitNote] = field(default_factory=list)
    doubts: list[UnitNote] = field(default_factory=list)

    def add_percentage(self, unit: str, given: Mapping[str, Figure], uncounted: Mapping[str, UncountedAnswer]) -> None:
        """A percentage: its numerator and denominator count where both are there and make sense."""
        above, below, value = (given.get(one.name) for one in (NUMERATOR, DENOMINATOR, VALUE))
        if VALUE.name in uncounted:
            self.doubts.append(UnitNote(unit, f"kết quả {uncounted[VALUE.name]}"))
        if above is None or below is None:
            self.excluded.append(UnitNote(unit, _describe_missing_parts(given, uncounted)))
            self._add_reading(unit, value)
        elif _is_not_a_count(above) or _is_not_a_count(below):
            self.excluded.append(UnitNote(unit, "tử số hoặc mẫu số không phải là số lượng"))
        elif not below.value:
            self.excluded.append(UnitNote(unit, "mẫu số bằng 0"))
        else:
            self._add_fraction(unit, above.value, below.value, value)

    def _add_fraction(self, unit: str, above: Decimal, below: Decimal, stated: Figure | None) -> None:
        self.figures.append(CountedFigures(unit, above, below))
        reached = compute_percentage(above, below)
        self.readings.append(TargetReading(unit, reached))
        if above > below:
            self.doubts.append(UnitNote(unit, "tử số lớn hơn mẫu số"))
        if stated is not None and abs(stated.value - reached) > _TOLERANCE:
            self.doubts.append(UnitNote(unit, "kết quả ghi không khớp với tử số và mẫu số"))

    def _add_reading(self, unit: str, value: Figure | None) -> None:
        if value is not None and value.value < 0:
            self.doubts.append(UnitNote(unit, "kết quả là số âm, không tính"))
        elif value is not None:
            self.readings.append(TargetReading(unit, value.value))
            if value.value > _HUNDRED:
                self.doubts.append(UnitNote(unit, "tỷ lệ quá 100%"))

    def add_count(self, unit: str, given: Mapping[str, Figure], uncounted: Mapping[str, UncountedAnswer]) -> None:
        """A number of something: the values count."""
        value = given.get(VALUE.name)
        if value is None and VALUE.name in uncounted:
            self.excluded.append(UnitNote(unit, f"kết quả {uncounted[VALUE.name]}"))
        elif value is None:
            self.excluded.append(UnitNote(unit, "không ghi kết quả"))
        elif _is_not_a_count(value):
            self.excluded.append(UnitNote(unit, "kết quả không phải là số lượng"))
        else:
            self.figures.append(CountedFigures(unit, value.value))
            self.readings.append(TargetReading(unit, value.value))


def _describe_missing_parts(given: Mapping[str, Figure], uncounted: Mapping[str, UncountedAnswer]) -> str:
    """What is wrong with a numerator and a denominator of which one at least is no figure."""
    lacks = [(name, words) for name, words in _PARTS[:2] if name not in given]
    silent = [words for name, words in lacks if name not in uncounted]
    said = [f"{words} {uncounted[name]}" for name, words in lacks if name in uncounted]
    return "; ".join([*said, *([f"không ghi {' và '.join(silent)}"] if silent else [])])


def summarize_target(
    code: str,
    task: str,
    target: Target,
    asked: Sequence[str],
    given: Mapping[str, Mapping[str, Figure]],
    reported: frozenset[str],
    signed: frozenset[str] = frozenset(),
    uncounted: Mapping[str, Mapping[str, UncountedAnswer]] = MappingProxyType({}),
    misread: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> TargetSummary:
    """The summary of one target; `given` are the figures by unit and by the name of the field.

    `reported` are the units whose reports count, `signed` those of which there is a signed copy alone. `uncounted` is
    what units wrote that does not count, such as a text that is no number: that is not the same as nothing. `misread`
    says of a figure that it may have been meant otherwise.
    """
    tally = _Tally()
    add = tally.add_percentage if is_share(target) else tally.add_count
    wrote = given.keys() | uncounted.keys()
    for unit in asked:
        if unit in wrote:
            add(unit, given.get(unit, {}), uncounted.get(unit, {}))
            tally.doubts += (UnitNote(unit, words) for words in misread.get(unit, {}).values())
    is_comparable = not find_why_not_comparable(target, asked)
    return TargetSummary(
        code,
        task,
        target,
        tuple(asked),
        tuple(tally.figures),
        tuple(tally.readings),
        _compute_spread(tally.readings),
        tuple(one for one in tally.readings if is_comparable and falls_short(target, one.value)),
        _find_outliers(tally.readings),
        tuple(tally.excluded),
        tuple(tally.doubts),
        tuple(unit for unit in asked if unit in reported and unit not in wrote),
        tuple(unit for unit in asked if unit not in reported and unit not in signed),
        tuple(unit for unit in asked if unit in signed),
    )


def _is_not_a_count(one: Figure) -> bool:
    return one.percent or one.value < 0


def add_exactly(numbers: Sequence[Decimal]) -> Decimal:
    """The sum, without rounding."""
    with localcontext() as context:
        context.prec = _DIGITS
        return sum(numbers, Decimal(0))


def _compute_spread(readings: Sequence[TargetReading]) -> Spread | None:
    if not readings:
        return None
    values = sorted(reading.value for reading in readings)
    least, most = values[0], values[-1]
    return Spread(
        least,
        tuple(reading.unit for reading in readings if reading.value == least),
        _quantile(values, 2),
        most,
        tuple(reading.unit for reading in readings if reading.value == most),
    )


def _find_outliers(readings: Sequence[TargetReading]) -> tuple[TargetReading, ...]:
    """The readings that lie more than 1.5 times the middle half's width outside of the middle half."""
    if len(readings) < MIN_FOR_OUTLIERS:
        return ()
    values = sorted(reading.value for reading in readings)
    first, third = _quantile(values, 1), _quantile(values, 3)
    reach = (third - first) * 3 / 2
    return tuple(reading for reading in readings if not first - reach <= reading.value <= third + reach)


def _quantile(values: Sequence[Decimal], quarter: int) -> Decimal:
    """The value that lies `quarter` quarters of the way up in sorted `values`, by the rule of Excel's QUARTILE.INC."""
    whole, rest = divmod((len(values) - 1) * quarter, 4)
    low, high = values[whole], values[min(whole + 1, len(values) - 1)]
    with localcontext() as context:
        context.prec = _DIGITS
        return low + (high - low) * rest / 4
