"""A task's deadline → the last day on which it is done in time; None where the plan names no single day."""

from __future__ import annotations

from datetime import date, timedelta

from gen.plan.model import Deadline, DeadlineKind

_WITHOUT_A_DAY = (DeadlineKind.ONGOING, DeadlineKind.YEARLY)


def find_due_day(due: Deadline | None) -> date | None:
    """The last day in time: the last that the stated date can mean, for "trước" the day before the first.

    It is not moved to a working day, unlike the due day of a report: what the law moves is the end of a term for an
    act towards an office, and work may be done on any day. What is done all the time, or every year, has none.
    """
    if due is None or due.value is None or due.kind in _WITHOUT_A_DAY:
        return None
    if due.kind is DeadlineKind.BEFORE:
        first = due.value.first_day()
        return first - timedelta(days=1) if first > date.min else first
    return due.value.last_day()
