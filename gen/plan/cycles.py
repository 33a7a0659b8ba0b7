"""An obligation that recurs → when the figures of each of its periods begin and end, and the last day to report.

Data periods are those of Decree 09/2019/NĐ-CP (a month runs from the 15th of the month before to its own 14th), unless
the plan states a cut-off: then each period ends as many months on. Due days follow from the plan's words; where these
are not understood, from the date that it states for one period. What neither gives is None.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from gen.plan.model import Deadline, DeadlineKind
from gen.reading import Frequency, PartialDate
from gen.recurrence import DueRule, is_soon_after, read_due_rule

MAX_YEAR = 9990
"""The last year with periods, far from the end of the calendar."""

_LENGTHS = {
    Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.NINE_MONTHLY: 9,
    Frequency.YEARLY: 12,
}  # fmt: skip
"""How many months a period has."""
_DECREE_DAY = 14


@dataclass(frozen=True, slots=True)
class Cycle:
    """The period `number` of `year`: its figures cover `begin` to `cutoff`; `calendar_begin` begins its name's months.

    `due` is the last day in time as the plan states it, a working day or not. `worded_due` is the one that follows from
    the plan's words, where they are understood: another one where the plan states a date for this very period.
    """

    year: int
    number: int
    calendar_begin: date
    begin: date
    cutoff: date
    due: date | None
    worded_due: date | None


class ReportTerms(Protocol):
    """How often a report is owed and by when: an obligation of the plan, or a report that its superior wants."""

    @property
    def frequency(self) -> Frequency:
        """How often."""

    @property
    def due(self) -> Deadline | None:
        """By when."""

    @property
    def cutoff(self) -> PartialDate | None:
        """The last day that the figures cover."""


def is_recurring(obligation: ReportTerms) -> bool:
    """Whether the report comes again at a stated rhythm."""
    return obligation.frequency in _LENGTHS


def list_cycles(obligation: ReportTerms, year: int) -> tuple[Cycle, ...]:
    """The periods named after `year`, in order; none for a report without a rhythm, nor at the calendar's ends."""
    if not is_recurring(obligation) or not 2 <= year <= MAX_YEAR:
        return ()
    length = _LENGTHS[obligation.frequency]
    return tuple(_build_cycle(obligation, year, number) for number in range(1, 12 // length + 1))


def stated_due_day(obligation: ReportTerms) -> date | None:
    """The last day in time that the plan states as a date: for "trước ngày" the day before it."""
    return last_day_of(obligation.due)


def last_day_of(due: Deadline | None) -> date | None:
    """The last day in time that a deadline states as a date: for "trước ngày" the day before it."""
    if due is None or due.value is None:
        return None
    day = due.value.last_day()
    return day - timedelta(days=1) if due.kind is DeadlineKind.BEFORE and day > date.min else day


def find_due_rule(obligation: ReportTerms) -> DueRule | None:
    """The rule that the plan's words give for the report's due days; None where they give none for its rhythm."""
    if obligation.due is None or obligation.due.raw is None or not is_recurring(obligation):
        return None
    rule = read_due_rule(obligation.due.raw)
    return rule if rule is not None and rule.fits(obligation.frequency, _months_between(obligation)) else None


def _months_between(obligation: ReportTerms) -> int:
    """How many months lie between two periods; one of nine months comes once a year."""
    length = _LENGTHS[obligation.frequency]
    return 12 if obligation.frequency is Frequency.NINE_MONTHLY else length


def _build_cycle(obligation: ReportTerms, year: int, number: int) -> Cycle:
    length = _LENGTHS[obligation.frequency]
    last = number * length
    cutoff = _cutoff(obligation, year, last)
    begin = _cutoff(obligation, *_shift(year, last, -length)) + timedelta(days=1)
    worded, due = _due_days(obligation, year, last, cutoff)
    return Cycle(year, number, date(year, last - length + 1, 1), begin, cutoff, due, worded)


def _cutoff(obligation: ReportTerms, year: int, last: int) -> date:
    """The end of the figures of the period whose last month is that one; the stated cut-off is of the nearest month.

    A stated cut-off at the end of a month is at the end of each.
    """
    if obligation.cutoff is None:
        return date(year, last, _DECREE_DAY)
    stated, months = obligation.cutoff.last_day(), _months_between(obligation)
    later = (stated.month - _LENGTHS[obligation.frequency]) % months
    year, month = _shift(year, last, later - months if later > months // 2 else later)
    end = monthrange(year, month)[1]
    is_end = stated.day == monthrange(stated.year, stated.month)[1]
    return date(year, month, end if is_end else min(stated.day, end))


def _due_days(obligation: ReportTerms, year: int, last: int, cutoff: date) -> tuple[date | None, date | None]:
    """The last day in time by the plan's words, and the one that holds.

    A date that the plan states beside words that are understood holds for its own period alone, the one that ended
    shortly before it; without such words, as many months on for each.
    """
    stated, months = stated_due_day(obligation), _months_between(obligation)
    rule = find_due_rule(obligation)
    if rule is None:
        return None, None if stated is None else _shift_due_day(stated, cutoff, months)
    due = obligation.due
    assert due is not None
    worded = rule.last_day(year, last, cutoff, months, is_before=due.kind is DeadlineKind.BEFORE)
    is_whole = due.value is not None and due.value.day is not None
    if stated is None or not is_whole or not cutoff < stated <= _cutoff(obligation, *_shift(year, last, months)):
        return worded, worded
    return worded, stated if months == 1 or is_soon_after(stated, cutoff, months) else worded


def _shift_due_day(stated: date, cutoff: date, months: int) -> date:
    """The day of another period than the stated one, whole periods later: 20/3, 20/6, 20/9, 20/12."""
    apart = (cutoff.year - stated.year) * 12 + cutoff.month - stated.month
    found = _add_months(stated, apart // months * months)
    return found if found > cutoff else _add_months(stated, (apart // months + 1) * months)


def _add_months(day: date, months: int) -> date:
    year, month = _shift(day.year, day.month, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _shift(year: int, month: int, months: int) -> tuple[int, int]:
    years, month = divmod(year * 12 + month - 1 + months, 12)
    return years, month + 1
