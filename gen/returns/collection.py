"""A report of a plan + its submissions → the Collection that board, reminder and consolidation share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from gen.clock import day_of
from gen.errors import Diagnostic
from gen.plan.model import Obligation, Plan, Unit
from gen.reporting.periods import Period
from gen.returns.reasons import FORM_REASONS, Reason, ReasonCode
from gen.returns.validation import FieldValue


@dataclass(frozen=True, slots=True)
class ValueOrigin:
    """Where a value comes from: the form called `name`, or a correction for the reason `correction`; and when.

    `is_current` is false for a form of an earlier revision of the plan.
    """

    name: str
    sha256: str
    received: datetime
    is_current: bool = True
    correction: str = ""


@dataclass(frozen=True, slots=True)
class CorrectedAnswer:
    """An answer that a unit corrected beside its form, at the moment `at`; an empty `text` took it away."""

    key: str
    text: str
    reason: str
    at: datetime


_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class AcceptedSubmission:
    """The report of one unit that counts: its values, and its quarantined values, each with the reason.

    Several forms may have made it: `name`, `sha256`, `received` and `is_current` are those of the last one, and
    `origins` says of each value that is not of the last form where it comes from, by its key; `gone_origins` says it of
    the answers to what is not asked any more, whose keys may be those of others. `first_received` is when
    the first of them was received, `completed` when the last answers came, where that was later. `corrections` are
    those that hold now. `received` has its time zone; `sha256` is that of the form itself.
    """

    unit: str
    received: datetime
    sha256: str
    name: str
    values: tuple[FieldValue, ...] = ()
    quarantined_values: tuple[tuple[FieldValue, Reason], ...] = ()
    is_current: bool = True
    first_received: datetime = _NEVER
    completed: datetime | None = None
    origins: Mapping[str, ValueOrigin] = field(default_factory=dict)
    corrections: tuple[CorrectedAnswer, ...] = ()
    gone_origins: tuple[tuple[FieldValue, ValueOrigin], ...] = ()

    def __post_init__(self) -> None:
        if self.first_received == _NEVER:
            object.__setattr__(self, "first_received", self.received)

    def origin_of(self, value: FieldValue, reason: Reason | None = None) -> ValueOrigin:
        """Where a value comes from; `reason` is the one for which it does not count, if any."""
        own = ValueOrigin(self.name, self.sha256, self.received, self.is_current)
        if reason is not None and reason.code == ReasonCode.TASK_CHANGED:
            return next((origin for gone, origin in self.gone_origins if gone is value), own)
        return self.origins.get(value.field.key, own)


@dataclass(frozen=True, slots=True)
class SignedReturn:
    """A signed copy of a unit's report, which has no values of its own."""

    unit: str
    received: datetime
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A file that does not count, with the reason; `unit` is the id that it states, or that of a guess, or empty."""

    unit: str
    received: datetime
    sha256: str
    name: str
    reason: Reason

    @property
    def units(self) -> tuple[str, ...]:
        """The ids of all units of which it may be, the one that it states first: it may have another's letterhead."""
        return tuple(dict.fromkeys(filter(None, (self.unit, *self.reason.other_units))))

    @property
    def is_form(self) -> bool:
        """Whether it could be opened, and is set apart for another reason."""
        return self.reason.code in FORM_REASONS


@dataclass(frozen=True, slots=True)
class Extension:
    """More time for one unit, with its reason; at most one for each period."""

    unit: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Collection:
    """One report of a plan in one period: `owing_units` owe it; the rest is what is received for it.

    `signed` are the signed copies that count, of units whose answers are in `accepted` too or not entered yet.
    `ended_units` have ended by the end of the period: they owe nothing, but what they sent is told under their names.

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
    signed: tuple[SignedReturn, ...] = ()
    ended_units: tuple[Unit, ...] = ()

    def rejected_of_units(self) -> dict[str, list[RejectedFile]]:
        """The files that do not count, by the owing unit under which they are told: each once.

        That is the unit which a file states; its reason names the others of which it may be. Where that one owes
        nothing, it is the first of these.
        """
        owing = {unit.id for unit in self.owing_units}
        found: dict[str, list[RejectedFile]] = {}
        for file in self.rejected:
            for one in [one for one in file.units if one in owing][:1]:
                found.setdefault(one, []).append(file)
        return found

    def received_by(self, day: date) -> Collection:
        """The collection with only what was received by the end of that day, in Vietnam.

        What several forms made is not taken apart again: of those, load what counted on that day.
        """
        reports = tuple(one for one in self.accepted if day_of(one.first_received) <= day)
        rejected = tuple(one for one in self.rejected if received_day(one) <= day)
        signed = tuple(one for one in self.signed if received_day(one) <= day)
        return replace(self, accepted=reports, rejected=rejected, signed=signed)


def received_day(submission: AcceptedSubmission | RejectedFile | SignedReturn) -> date:
    """The day on which it was received, in Vietnam."""
    return day_of(submission.received)


def completed_day(report: AcceptedSubmission) -> date | None:
    """The day on which the last answers of a report came, in Vietnam; None where that is the day of the first."""
    if report.completed is None:
        return None
    day = day_of(report.completed)
    return day if day > day_of(report.first_received) else None
