"""A report of a plan and what came in for it → the nouns that board, reminder and consolidated report share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from gen.plan.model import Obligation, Plan, Unit
from gen.reporting.periods import Period
from gen.returns.validation import FieldValue

VIETNAM = timezone(timedelta(hours=7))
"""The day of a moment is that of Vietnam, which has one time and no summer."""


@dataclass(frozen=True, slots=True)
class AcceptedSubmission:
    """The submission of one unit that counts: its values, and what of it does not count, each with the reason.

    `received` is the moment at which it was collected, with its time zone; `sha256` is that of the file as received.
    """

    unit: str
    received: datetime
    sha256: str
    name: str
    values: tuple[FieldValue, ...] = ()
    quarantined_values: tuple[tuple[FieldValue, str], ...] = ()
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A file that counts for nothing, with the reason; `unit` is whose it says it is, empty where it does not say."""

    unit: str
    received: datetime
    sha256: str
    name: str
    reason: str


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
    owing_units: tuple[Unit, ...]
    accepted: tuple[AcceptedSubmission, ...] = ()
    rejected: tuple[RejectedFile, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def received_by(self, day: date) -> Collection:
        """What had come by the end of that day, in Vietnam."""
        reports = tuple(one for one in self.accepted if received_day(one) <= day)
        rejected = tuple(one for one in self.rejected if received_day(one) <= day)
        return replace(self, accepted=reports, rejected=rejected)


def received_day(submission: AcceptedSubmission | RejectedFile) -> date:
    """The day on which it was received, in Vietnam."""
    return submission.received.astimezone(VIETNAM).date()
