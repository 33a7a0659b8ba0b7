"""A day or a moment that a person gives, or none → the one to use: without one, today or now in Vietnam."""

from __future__ import annotations

from datetime import UTC, date, datetime

from gen.returns.collection import VIETNAM


def day_meant(day: date | None) -> date:
    """The given day; without one, today in Vietnam; of a moment, its day in Vietnam."""
    if day is None:
        return datetime.now(VIETNAM).date()
    return moment_meant(day).astimezone(VIETNAM).date() if isinstance(day, datetime) else day


def moment_meant(moment: datetime | date | None) -> datetime:
    """The given moment in UTC, in Vietnam's time where it has no time zone, of a day its begin; without one, now."""
    if moment is None:
        return datetime.now(UTC)
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).astimezone(UTC)
