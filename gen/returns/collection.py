"""A report of a plan + its submissions → the Collection that board, reminder and consolidation share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from gen.errors import Diagnostic
from gen.plan.model import Obligation, Plan, Unit
from gen.reporting.periods import Period
from gen.returns.reasons import Reason
from gen.returns.validation import FieldValue

VIETNAM = timezone(timedelta(hours=7))
"""Days are those of Vietnam, which has one time zone and no summer time."""


@dataclass(frozen=True, slots=True)
class AcceptedSubmission:
    """The submission of one unit that counts: its values, and its quarantined values, each with the reason.

    `received` is when it was collected, with its time zone; `sha256` is that of the file as received.
    """

    unit: str
    received: datetime
    sha256: str
    name: str
    values: tuple[FieldValue, ...] = ()
    quarantined_values: tuple[tuple[FieldValue, Reason], ...] = ()
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A file that does not count, with the reason; `unit` is the id that the file states, or empty."""

    unit: str
    received: datetime
    sha256: str
    name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Extension:
    """More time for one unit, with its reason; at most one for each period."""

    unit: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Collection:
    """One report of a plan in one period: `owing_units` owe it; the rest is what is received for it.

    `notices` say what is odd about the store as a whole.
    """

    plan: Plan
    obligation: Obligation
    period: Period
    owing_units: tuple[Unit, ...]
    accepted: tuple[AcceptedSubmission, ...] = ()
    rejected: tuple[RejectedFile, ...] = ()
    extensions: tuple[Extension, ...] = ()
    notices: tuple[Diagnostic, ...] = ()

    def received_by(self, day: date) -> Collection:
        """The collection with only what was received by the end of that day, in Vietnam."""
        reports = tuple(one for one in self.accepted if received_day(one) <= day)
        rejected = tuple(one for one in self.rejected if received_day(one) <= day)
        return replace(self, accepted=reports, rejected=rejected)


def received_day(submission: AcceptedSubmission | RejectedFile) -> date:
    """The day on which it was received, in Vietnam."""
    return submission.received.astimezone(VIETNAM).date()
