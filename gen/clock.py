"""The clock → the day and the moment in Vietnam, which has one time zone and no summer time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
"""Days are those of Vietnam."""


def today() -> date:
    """The day that it is in Vietnam."""
    return now().astimezone(VIETNAM).date()


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """The day in Vietnam at a moment that has a time zone."""
    return moment.astimezone(VIETNAM).date()
