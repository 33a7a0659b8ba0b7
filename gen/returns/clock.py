"""A day or a moment that a person gives, or none → the one to use: without one, today or now in Vietnam."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from gen import diagnostics
from gen.clock import VIETNAM, day_of
from gen.errors import GenError
from gen.text import format_short_date

_TOLERANCE = timedelta(minutes=5)
"""So far the clocks of two machines may differ."""


class FutureError(GenError):
    """A day or a moment that is yet to come, of something that is said to have happened."""


def day_meant(day: date | None) -> date:
    """The given day; without one, today in Vietnam; of a moment, its day in Vietnam."""
    if day is None:
        return datetime.now(VIETNAM).date()
    return day_of(moment_meant(day)) if isinstance(day, datetime) else day


def moment_meant(moment: datetime | date | None) -> datetime:
    """The given moment in UTC, in Vietnam's time where it has no time zone, of a day its begin; without one, now."""
    if moment is None:
        return datetime.now(UTC)
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).astimezone(UTC)


def late_moment_meant(moment: datetime | date | None) -> datetime:
    """As `moment_meant`, but of a day its end, as far as that has come: what was said on a day is about what had come.

    Raises FutureError RET-030.
    """
    refuse_future(moment)
    if moment is None or isinstance(moment, datetime):
        return moment_meant(moment)
    return min(moment_meant(moment + timedelta(days=1)) - timedelta(seconds=1), datetime.now(UTC))


def refuse_future(moment: datetime | date | None) -> None:
    """Raise FutureError RET-030 for a day after today in Vietnam, or a moment more than five minutes ahead."""
    if moment is None:
        return
    is_moment = isinstance(moment, datetime)
    is_ahead = moment_meant(moment) > datetime.now(UTC) + _TOLERANCE if is_moment else moment > day_meant(None)
    if is_ahead:
        day, today = map(format_short_date, (day_meant(moment), day_meant(None)))
        raise FutureError.one(diagnostics.returns.NOT_COME_YET.at(day=day, today=today))
