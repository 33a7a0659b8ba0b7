"""A plan + the names that a person gives → the occasion: an obligation in one of its periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gen import diagnostics
from gen.diagnostics.mistake import suggest_word
from gen.errors import GenError
from gen.plan.model import Obligation, Plan
from gen.reporting.forms import answered_by_forms
from gen.reporting.periods import Period, find_period, find_period_on, list_periods
from gen.reporting.working_days import holidays_of


class OccasionError(GenError):
    """The plan has no such report, the report has no such period, or the name leaves several reports possible."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A report in one period: what reminders, submissions and the consolidated report are about."""

    obligation: Obligation
    period: Period


def resolve_occasion(plan: Plan, obligation_id: str | None, period_key: str | None, day: date) -> Occasion:
    """The occasion of that obligation and period; raises what `resolve_obligation` and `resolve_period` raise."""
    obligation = resolve_obligation(plan, obligation_id)
    return Occasion(obligation, resolve_period(plan, obligation, period_key, day))


def resolve_obligation(plan: Plan, name: str | None) -> Obligation:
    """The obligation with the id `name`; without one, the obligation marked `form`, or the only one that forms answer.

    Raises OccasionError: RET-002 there is no such obligation, RET-008 forms answer none, RET-015 forms answer several
    and `name` is None.
    """
    known = {obligation.id: obligation for obligation in plan.obligations}
    if name is not None:
        if name not in known:
            hint = suggest_word(name, known) or ", ".join(known)
            raise OccasionError.one(diagnostics.returns.UNKNOWN_REPORT.at(id=name, hint=hint))
        return known[name]
    answered = answered_by_forms(plan)
    if not answered:
        raise OccasionError.one(diagnostics.returns.NO_REPORT_WITH_FORM.at())
    marked = [obligation for obligation in answered if obligation.form] or answered
    if len(marked) > 1:
        names = ", ".join(obligation.id for obligation in answered)
        raise OccasionError.one(diagnostics.returns.SEVERAL_REPORTS.at(names=names))
    return marked[0]


def resolve_period(plan: Plan, obligation: Obligation, key: str | None, day: date) -> Period:
    """The period with that key; without one, the period reported on at `day`. Raises OccasionError RET-009."""
    holidays = holidays_of(plan)
    if key is None:
        return find_period_on(obligation, day, holidays)
    found = find_period(obligation, key, holidays)
    if found is None:
        hint = ", ".join(period.key for period in list_periods(obligation, day.year, holidays))
        raise OccasionError.one(diagnostics.returns.UNKNOWN_PERIOD.at(name=obligation.id, key=key, hint=hint))
    return found


def find_next_due(plan: Plan, obligation: Obligation, day: date) -> Period:
    """The first period that is due on `day` or later; where no day is stated, the first whose cut-off is no earlier."""
    years = (day.year - 1, day.year, day.year + 1)
    known = [p for year in years for p in list_periods(obligation, year, holidays_of(plan))]
    return next((p for p in known if (p.due or p.cutoff or day) >= day), known[-1])


def plan_of_occasion(plan: Plan, period: Period) -> Plan:
    """The plan as it binds at the end of the period."""
    return plan
