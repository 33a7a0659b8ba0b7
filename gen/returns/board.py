"""A Collection + a day → the status of each unit: in time, late, overdue, not readable, and what it has to add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gen.clock import day_of
from gen.derive.answers import form_fields
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.errors import Diagnostic
from gen.plan.model import Plan
from gen.plan.units import full_name
from gen.reporting.periods import name_with_period
from gen.reporting.working_days import count_working_days, holidays_of
from gen.returns.collection import (
    AcceptedSubmission,
    Collection,
    CorrectedAnswer,
    Extension,
    RejectedFile,
    SignedReturn,
    completed_day,
    received_day,
)
from gen.returns.reasons import Reason, ReasonCode


class ReportingState(StrEnum):
    """The state of a unit; OPEN is one that has time left, or for which the plan names no day.

    SIGNED is one of which a signed copy came, whose answers are not entered.
    """

    IN_TIME = "in-time"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "behind"
    INVALID = "invalid"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class MissingAnswer:
    """What a report lacks in the field with that key: nothing is written, or the `text` does not count for a reason."""

    key: str
    text: str = ""
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """One unit: `working_days_late` counts from `due`, which is the day of its extension where it has one.

    `rejected` are the files of it that do not count; `missing` is what its report lacks: tasks without a status, and
    answers that do not count. `received` is the day on which the first of its report came: it
    decides whether that is in time. `completed` is the day on which the last answers came, where that was later;
    `corrections` are the answers that it corrected beside its form. `has_old_form`: its last form is one of before the
    plan was changed, which may lack what is missing. `told_elsewhere` are files that may be of it, and
    count as those of another unit whose forms they are.
    """

    unit: str
    name: str
    due: date | None
    received: date | None
    state: ReportingState
    working_days_late: int = 0
    rejected: tuple[RejectedFile, ...] = ()
    extension: Extension | None = None
    missing: tuple[MissingAnswer, ...] = ()
    completed: date | None = None
    corrections: tuple[CorrectedAnswer, ...] = ()
    has_old_form: bool = False
    told_elsewhere: tuple[RejectedFile, ...] = ()

    @property
    def rejection_reasons(self) -> tuple[Reason, ...]:
        """Why files of it do not count."""
        return tuple(file.reason for file in self.rejected)

    @property
    def missing_keys(self) -> tuple[str, ...]:
        """The keys of what its report lacks."""
        return tuple(one.key for one in self.missing)

    @property
    def is_late(self) -> bool:
        """Whether what came first came after the last day."""
        return self.received is not None and self.due is not None and self.received > self.due

    @property
    def needs_reminder(self) -> bool:
        """Whether it owes something now: a report, a readable one, its figures, or what its report lacks."""
        owes = (ReportingState.OVERDUE, ReportingState.INVALID, ReportingState.SIGNED)
        return self.state in owes or bool(self.missing)


class StatusBoard(tuple[UnitStatus, ...]):
    """The status of each unit that owes the report; `notices` say what is odd about the store as a whole.

    `report` is what the report is called, with its period; `day` is the one on which it stands so. `set_apart` are all
    files that were set apart until then, also those of which nobody knows whose they are.
    """

    set_apart: tuple[RejectedFile, ...] = ()
    notices: tuple[Diagnostic, ...] = ()
    report: str = ""
    day: date | None = None


def build_board(collection: Collection, day: date) -> StatusBoard:
    """The status on `day` of every unit that owes the report, in the order of the plan.

    A report received on the last day is in time. Where the plan names no day, no unit is late.
    """
    received = collection.received_by(day)
    reports = {report.unit: report for report in received.accepted}
    extensions = {extension.unit: extension for extension in collection.extensions}
    invalid = received.rejected_of_units()
    signed: dict[str, SignedReturn] = {}
    for copy in received.signed:
        if copy.unit not in signed or copy.received < signed[copy.unit].received:
            signed[copy.unit] = copy
    holidays = holidays_of(collection.plan)
    elsewhere: dict[str, list[RejectedFile]] = {}
    for file in received.rejected:
        for one in file.units:
            if file not in invalid.get(one, ()):
                elsewhere.setdefault(one, []).append(file)
    statuses = (
        _unit_status(collection, unit.id, full_name(unit), reports.get(unit.id), invalid.get(unit.id, ()),
                  extensions.get(unit.id), day, holidays, signed.get(unit.id))
        for unit in collection.owing_units
    )  # fmt: skip
    board = StatusBoard(replace(one, told_elsewhere=tuple(elsewhere.get(one.unit, ()))) for one in statuses)
    board.notices, board.day, board.set_apart = collection.notices, day, received.rejected
    board.report = name_with_period(collection.obligation.name, collection.period)
    return board


def _unit_status(
    collection: Collection, unit: str, name: str, report: AcceptedSubmission | None, invalid: Iterable[RejectedFile],
    extension: Extension | None, day: date, holidays: frozenset[date], signed: SignedReturn | None,
) -> UnitStatus:  # fmt: skip
    due = extension.until if extension else collection.period.due
    rejected = tuple(invalid)
    if report is not None:
        received = day_of(report.first_received)
        late = count_working_days(due, received, holidays) if due else 0
        state = ReportingState.LATE if due and received > due else ReportingState.IN_TIME
        return UnitStatus(
            unit, name, due, received, state, late, rejected, extension,
            find_missing(collection.plan, report, collection.obligation.id),
            completed_day(report), report.corrections, not report.is_current,
        )  # fmt: skip
    if signed is not None:
        received = received_day(signed)
        late = count_working_days(due, received, holidays) if due else 0
        return UnitStatus(unit, name, due, received, ReportingState.SIGNED, late, rejected, extension)
    late = count_working_days(due, day, holidays) if due else 0
    state = ReportingState.OVERDUE if due and day > due else ReportingState.OPEN
    state = ReportingState.INVALID if rejected else state
    return UnitStatus(unit, name, due, None, state, late, rejected, extension)


def find_missing(plan: Plan, report: AcceptedSubmission, obligation_id: str) -> tuple[MissingAnswer, ...]:
    """What a report on the obligation lacks, in the form's order: the status of tasks, the figures of indicators, and
    answers that do not count.

    What is not asked any more is not lacking; nor what was answered anew since it is asked in other words.
    """
    given = {value.field.key for value in report.values}
    unfit = {v.field.key: MissingAnswer(v.field.key, v.text, reason) for v, reason in report.quarantined_values}
    gone = {value.field.key for value, why in report.quarantined_values if why.code == ReasonCode.TASK_CHANGED}
    fields = form_fields(derive_report_form(dossier_for(plan, report.unit), obligation_id=obligation_id))
    asked = [
        one.key
        for one in fields
        if one.key in unfit.keys() - gone or (one.key not in given and (one.is_needed or one.key in gone))
    ]
    return tuple(unfit.get(key) or MissingAnswer(key) for key in (*asked, *sorted(unfit.keys() - gone - set(asked))))
