"""A day + a plan's holidays → whether offices work on it, the next working day, and working days between two days.

Offices work from Monday to Friday. A term that ends on a day off ends with the next working day (Civil Code 2015,
article 148.5).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from gen.plan.model import Plan

_SATURDAY = 5


def holidays_of(plan: Plan) -> frozenset[date]:
    """The days off that the plan names, in addition to Saturdays and Sundays."""
    return frozenset(day.first_day() for day in plan.holidays)


def is_working_day(day: date, holidays: Iterable[date]) -> bool:
    """Whether offices work on `day`: Monday to Friday, except holidays."""
    return day.weekday() < _SATURDAY and day not in frozenset(holidays)


def first_working_day(day: date, holidays: Iterable[date]) -> date:
    """The day itself, or the first working day after it."""
    days_off = frozenset(holidays)
    while day < date.max and not is_working_day(day, days_off):
        day += timedelta(days=1)
    return day


def count_working_days(after: date, until: date, holidays: Iterable[date]) -> int:
    """The number of working days after `after`, up to and including `until`; 0 where `until` is not later."""
    days_off = frozenset(holidays)
    days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return sum(is_working_day(day, days_off) for day in days)
