"""An obligation + a day → the period reported on: the days that its figures cover, and the last day to report.

Data periods are those of Decree 09/2019/NĐ-CP: a month runs from the 15th of the month before to its own 14th.
Where the plan names no due date for a report, none is made up.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gen.plan.model import DeadlineKind, Obligation
from gen.reading import Frequency, PartialDate
from gen.reporting.working_days import first_working_day

SINGLE_PERIOD_KEY = "once"
"""The key of the only period of a report that is owed once, or as needed."""

_MONTHS_BY_FREQUENCY = {
    Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.NINE_MONTHLY: 9,
    Frequency.YEARLY: 12,
}  # fmt: skip
"""How many months a period has; a period of nine months occurs once a year."""
_NAMES = {
    Frequency.MONTHLY: ("{year}-{number:02}", "tháng {number} năm {year}"),
    Frequency.QUARTERLY: ("{year}-Q{number}", "quý {roman} năm {year}"),
    Frequency.HALF_YEARLY: ("{year}-H{number}", "6 tháng {half} năm {year}"),
    Frequency.NINE_MONTHLY: ("{year}-9M", "9 tháng đầu năm {year}"),
    Frequency.YEARLY: ("{year}", "năm {year}"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a report: its figures cover `begin` to `cutoff`, both included; `due` is the last day in time.

    What neither the plan nor the decree states is None. `due` is a working day: the plan's day, or the next one.
    """

    key: str
    label: str
    begin: date | None = None
    cutoff: date | None = None
    due: date | None = None

    @property
    def end(self) -> date | None:
        """The day at whose close the period is judged: its cut-off, else its due day, else none."""
        return self.cutoff or self.due


def has_periods(obligation: Obligation) -> bool:
    """Whether the report is owed again and again, at known times."""
    return obligation.frequency in _MONTHS_BY_FREQUENCY


def name_with_period(name: str, period: Period) -> str:
    """What a report of that period is called; words that both have are said once: báo cáo quý + quý III năm 2021."""
    words, label = name.split(), period.label.split()
    shared = next(
        (
            n
            for n in range(min(len(words), len(label)), 0, -1)
            if [*map(str.lower, words[-n:])] == [*map(str.lower, label[:n])]
        ),
        0,
    )
    return " ".join([*words, *label[shared:]])


def list_periods(obligation: Obligation, year: int, holidays: Iterable[date] = ()) -> tuple[Period, ...]:
    """The periods of `obligation` that end in `year`, in order; or the only period of a report that is owed once."""
    length = _MONTHS_BY_FREQUENCY.get(obligation.frequency)
    if length is None:
        cutoff = _last_possible_day(obligation.cutoff)
        due = _next_working_day(_stated_due_date(obligation), frozenset(holidays))
        return (Period(SINGLE_PERIOD_KEY, "", None, cutoff, due),)
    count = 1 if obligation.frequency is Frequency.NINE_MONTHLY else 12 // length
    return tuple(_build_period(obligation, year, n, length, frozenset(holidays)) for n in range(1, count + 1))


def find_period(obligation: Obligation, key: str, holidays: Iterable[date] = ()) -> Period | None:
    """The period with that key; None where the obligation has no such period."""
    year = int(key[:4]) if key[:4].isascii() and key[:4].isdigit() else 1
    return next((found for found in list_periods(obligation, max(year, 2), holidays) if found.key == key), None)


def find_period_on(obligation: Obligation, day: date, holidays: Iterable[date] = ()) -> Period:
    """The period reported on at `day`: the last one whose figures are complete by then."""
    known = [p for year in (day.year - 1, day.year) for p in list_periods(obligation, year, holidays)]
    ended = [period for period in known if period.cutoff is not None and period.cutoff <= day]
    return (ended or known)[-1]


def _build_period(obligation: Obligation, year: int, number: int, length: int, holidays: frozenset[date]) -> Period:
    last = number * length
    first = last - length + 1
    begin = date(year, first - 1, 15) if first > 1 else date(year - 1, 12, 15)
    key, label = _NAMES[obligation.frequency]
    words = {"year": year, "number": number, "roman": "I" * number if number < 4 else "IV",
             "half": "đầu" if number == 1 else "cuối"}  # fmt: skip
    cutoff = date(year, last, 14)
    due = _shift_due_date(_stated_due_date(obligation), cutoff, length)
    return Period(key.format(**words), label.format(**words), begin, cutoff, _next_working_day(due, holidays))


def _stated_due_date(obligation: Obligation) -> date | None:
    """The last day in time that the plan states: for "trước ngày" the day before the stated one."""
    due = obligation.due
    day = _last_possible_day(due.value) if due is not None else None
    if day is not None and due is not None and due.kind is DeadlineKind.BEFORE:
        return day - timedelta(days=1)
    return day


def _last_possible_day(stated: PartialDate | None) -> date | None:
    """The last day of a date whose day or month may be open."""
    if stated is None:
        return None
    month = stated.month or 12
    return date(stated.year, month, stated.day or monthrange(stated.year, month)[1])


def _shift_due_date(stated: date | None, cutoff: date, length: int) -> date | None:
    """The due date of another period than the stated one, whole periods later: 20/3, 20/6, 20/9, 20/12."""
    if stated is None:
        return None
    months = (cutoff.year - stated.year) * 12 + cutoff.month - stated.month
    found = _add_months(stated, months // length * length)
    return found if found > cutoff else _add_months(stated, (months // length + 1) * length)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _next_working_day(day: date | None, holidays: frozenset[date]) -> date | None:
    return None if day is None else first_working_day(day, holidays)
