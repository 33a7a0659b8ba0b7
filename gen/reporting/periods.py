"""An obligation + a day → the period that is reported on: what its figures cover, and the last day to send them.

Data periods are those of Decree 09/2019/NĐ-CP: a month runs from the 15th of the one before to its own 14th, and so on.
Where the plan names no day to send a report, none is made up.
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
"""The key of the one period of a report that is owed once, or whenever there is reason to."""

_MONTHS_BY_FREQUENCY = {
    Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.NINE_MONTHLY: 9,
    Frequency.YEARLY: 12,
}  # fmt: skip
"""How many months a period has; one of nine months is there once a year."""
_NAMES = {
    Frequency.MONTHLY: ("{year}-{number:02}", "tháng {number} năm {year}"),
    Frequency.QUARTERLY: ("{year}-Q{number}", "quý {roman} năm {year}"),
    Frequency.HALF_YEARLY: ("{year}-H{number}", "6 tháng {half} năm {year}"),
    Frequency.NINE_MONTHLY: ("{year}-9M", "9 tháng đầu năm {year}"),
    Frequency.YEARLY: ("{year}", "năm {year}"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """One time that a report is owed: its figures are those of `begin` to `cutoff`, and it is there in time on `due`.

    What neither the plan nor the decree says is None. `due` is a working day: where the plan's is none, the next one.
    """

    key: str
    label: str
    begin: date | None = None
    cutoff: date | None = None
    due: date | None = None


def list_periods(obligation: Obligation, year: int, holidays: Iterable[date] = ()) -> tuple[Period, ...]:
    """The periods of `obligation` that end in `year`, in order; the only one, where it comes but once."""
    length = _MONTHS_BY_FREQUENCY.get(obligation.frequency)
    if length is None:
        cutoff = _last_possible_day(obligation.cutoff)
        return (
            Period(
                SINGLE_PERIOD_KEY,
                "",
                None,
                cutoff,
                _next_working_day(_stated_due_date(obligation), frozenset(holidays)),
            ),
        )
    count = 1 if obligation.frequency is Frequency.NINE_MONTHLY else 12 // length
    return tuple(_build_period(obligation, year, n, length, frozenset(holidays)) for n in range(1, count + 1))


def find_period(obligation: Obligation, key: str, holidays: Iterable[date] = ()) -> Period | None:
    """The period with that key; None where the obligation has none such."""
    year = int(key[:4]) if key[:4].isascii() and key[:4].isdigit() else 1
    return next((found for found in list_periods(obligation, max(year, 2), holidays) if found.key == key), None)


def find_period_on(obligation: Obligation, day: date, holidays: Iterable[date] = ()) -> Period:
    """The period on which reports are due, or come in, on `day`: the last one whose figures are complete by then."""
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
    """The last day that is in time, as the plan says it: the day before one that it says "trước ngày" of."""
    due = obligation.due
    day = _last_possible_day(due.value) if due is not None else None
    if day is not None and due is not None and due.kind is DeadlineKind.BEFORE:
        return day - timedelta(days=1)
    return day


def _last_possible_day(stated: PartialDate | None) -> date | None:
    """The last day that a date can mean, whose day or month may be open."""
    if stated is None:
        return None
    month = stated.month or 12
    return date(stated.year, month, stated.day or monthrange(stated.year, month)[1])


def _shift_due_date(stated: date | None, cutoff: date, length: int) -> date | None:
    """The plan names the day of one period; in the others it lies as many months on: 20/3, 20/6, 20/9, 20/12."""
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
