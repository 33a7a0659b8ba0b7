"""A Collection + a day → where each unit stands: in time, late, behind, not readable, and what it has to add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gen.derive.answers import form_fields
from gen.derive.dossier import dossier_for
from gen.derive.form import report_form
from gen.derive.form_fields import FieldKind
from gen.plan.model import Plan
from gen.plan.units import full_name
from gen.reporting.working_days import holidays_of, working_days
from gen.returns.collection import Collection, Extension, Rejected, Report, day_of


class State(StrEnum):
    """Where a unit stands; `open` is one that has time left, or for which the plan names no day."""

    IN_TIME = "in-time"
    LATE = "late"
    OPEN = "open"
    BEHIND = "behind"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit: `late_by` counts working days after `due`, which is that of its extension where it has one.

    `invalid` are the reasons for which files of it do not count; `to_add` the keys of what its report lacks: tasks
    without a status, and answers that do not count.
    """

    unit: str
    name: str
    due: date | None
    received: date | None
    state: State
    late_by: int = 0
    invalid: tuple[str, ...] = ()
    extension: Extension | None = None
    to_add: tuple[str, ...] = ()

    @property
    def is_to_be_chased(self) -> bool:
        """Whether something of it is awaited now: a report, a readable one, or what it lacks."""
        return self.state in (State.BEHIND, State.INVALID) or bool(self.to_add)


def board(collection: Collection, day: date) -> tuple[Standing, ...]:
    """Every unit that owes the report, as it stands on `day`, in the order of the plan.

    A report that came on the last day is in time. Where the plan names no day, nobody is late.
    """
    came = collection.until(day)
    reports = {report.unit: report for report in came.reports}
    extensions = {extension.unit: extension for extension in collection.extensions}
    invalid: dict[str, list[Rejected]] = {}
    for file in came.rejected:
        invalid.setdefault(file.unit, []).append(file)
    free = holidays_of(collection.plan)
    return tuple(
        _standing(collection, unit.id, full_name(unit), reports.get(unit.id), invalid.get(unit.id, ()),
                  extensions.get(unit.id), day, free)
        for unit in collection.asked
    )  # fmt: skip


def _standing(
    collection: Collection, unit: str, name: str, report: Report | None, invalid: Iterable[Rejected],
    extension: Extension | None, day: date, free: frozenset[date],
) -> Standing:  # fmt: skip
    due = extension.until if extension else collection.period.due
    why = tuple(file.why for file in invalid)
    if report is not None:
        received = day_of(report)
        late = working_days(due, received, free) if due else 0
        state = State.LATE if due and received > due else State.IN_TIME
        return Standing(unit, name, due, received, state, late, why, extension, to_add(collection.plan, report))
    late = working_days(due, day, free) if due else 0
    state = State.BEHIND if due and day > due else State.OPEN
    return Standing(unit, name, due, None, State.INVALID if why else state, late, why, extension)


def to_add(plan: Plan, report: Report) -> tuple[str, ...]:
    """What a report lacks: the status of tasks, and answers that do not count; by their keys, in the form's order."""
    given = {value.field.key for value in report.values}
    unfit = {value.field.key for value, _why in report.apart}
    fields = form_fields(report_form(dossier_for(plan, report.unit)))
    wanted = [f.key for f in fields if (f.kind is FieldKind.STATUS and f.key not in given) or f.key in unfit]
    return (*wanted, *sorted(unfit.difference(wanted)))
