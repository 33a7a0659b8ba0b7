"""A plan + the names that a person gave → the obligation and the period meant, and who owes the report."""

from __future__ import annotations

from datetime import date

from gen import diagnostics
from gen.errors import GenError
from gen.plan.mistakes import did_you_mean
from gen.plan.model import Obligation, Plan, Unit
from gen.plan.units import expand, gets_form, receivers
from gen.returns.periods import Period, period_named, period_on, periods


class OwingError(GenError):
    """The plan has no such report, or the report no such period."""


def obligation_meant(plan: Plan, name: str | None) -> Obligation:
    """The obligation with the id `name`; without one, that which the form answers.

    Raises OwingError RET-002 where there is none with the id, RET-008 where the form answers none.
    """
    known = {obligation.id: obligation for obligation in plan.obligations}
    if name is not None:
        if name not in known:
            hint = did_you_mean(name, known) or ", ".join(known)
            raise OwingError.one(diagnostics.returns.UNKNOWN_REPORT.at(id=name, hint=hint))
        return known[name]
    marked = [o for o in plan.obligations if o.form]
    found = [*marked, *(o for o in plan.obligations if o.to == plan.header.issuer)]
    if not found:
        raise OwingError.one(diagnostics.returns.NO_REPORT_WITH_FORM.at())
    return found[0]


def period_meant(plan: Plan, obligation: Obligation, key: str | None, day: date) -> Period:
    """The period with that key; without one, that which is reported on at `day`. Raises OwingError RET-009."""
    free = frozenset(day.first_day() for day in plan.holidays)
    if key is None:
        return period_on(obligation, day, free)
    found = period_named(obligation, key, free)
    if found is None:
        hint = ", ".join(period.key for period in periods(obligation, day.year, free))
        raise OwingError.one(diagnostics.returns.UNKNOWN_PERIOD.at(name=obligation.id, key=key, hint=hint))
    return found


def who_owes(plan: Plan, obligation: Obligation) -> tuple[Unit, ...]:
    """The units that owe the report and get a form for it, in the order of the plan."""
    owing = frozenset(expand(plan, obligation.of))
    return tuple(u for u in receivers(plan) if u.id in owing and gets_form(u))
