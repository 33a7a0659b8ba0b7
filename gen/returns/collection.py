"""A report of a plan and what came in for it → the nouns that board, reminder and consolidated report share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from gen.plan.model import Obligation, Plan, Unit
from gen.reporting.periods import Period
from gen.returns.judging import Value

VIETNAM = timezone(timedelta(hours=7))
"""The day of a moment is that of Vietnam, which has one time and no summer."""


@dataclass(frozen=True, slots=True)
class Report:
    """The submission of one unit that counts: its values, and what of it does not count, each with the reason.

    `received` is the moment at which it was collected, with its time zone; `sha256` is that of the file as received.
    """

    unit: str
    received: datetime
    sha256: str
    name: str
    values: tuple[Value, ...] = ()
    apart: tuple[tuple[Value, str], ...] = ()
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that counts for nothing, with the reason; `unit` is whose it says it is, empty where it does not say."""

    unit: str
    received: datetime
    sha256: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Extension:
    """More time for one unit: one for each period, with its reason."""

    unit: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Collection:
    """One report of a plan, in one period: who owes it (`asked`), and what came in of it."""

    plan: Plan
    obligation: Obligation
    period: Period
    asked: tuple[Unit, ...]
    reports: tuple[Report, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def until(self, day: date) -> Collection:
        """What had come by the end of that day, in Vietnam."""
        reports = tuple(one for one in self.reports if day_of(one) <= day)
        rejected = tuple(one for one in self.rejected if day_of(one) <= day)
        return replace(self, reports=reports, rejected=rejected)


def day_of(came: Report | Rejected) -> date:
    """The day on which it was received, in Vietnam."""
    return came.received.astimezone(VIETNAM).date()
