"""A day or a moment that a person named, or none → the one meant: in Vietnam, today or now where none was named."""

from __future__ import annotations

from datetime import UTC, date, datetime

from gen.returns.collection import VIETNAM


def day_meant(day: date | None) -> date:
    """The day meant: today in Vietnam where none was named; of a moment the day that it is there."""
    if day is None:
        return datetime.now(VIETNAM).date()
    return moment_meant(day).astimezone(VIETNAM).date() if isinstance(day, datetime) else day


def moment_meant(moment: datetime | None) -> datetime:
    """The moment meant, with its time zone: Vietnam's where none was given with it, now where none was named."""
    if moment is None:
        return datetime.now(UTC)
    return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).astimezone(UTC)
