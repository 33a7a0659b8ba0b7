"""The revisions of a plan × an obligation in a period → the plan by which that is judged.

A period is judged by the revision in force at its end: which units there were and owed, what was asked, by what names,
and by which day the report was due.
"""

from __future__ import annotations

from dataclasses import dataclass

from gen.history.carried_codes import CarriedCodes, carry_codes
from gen.history.current import Revisions
from gen.plan.model import Obligation, Plan, Unit
from gen.plan.units import unit_by_id
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import plan_of_occasion
from gen.reporting.periods import SINGLE_PERIOD_KEY, Period, find_period
from gen.reporting.working_days import holidays_of


@dataclass(frozen=True, slots=True)
class JudgedOccasion:
    """An obligation in one period: the `plan` as it bound at the end of that, and the `digest` of its revision.

    The last days of the `period` are those that this revision states, and not those of a later one.

    `is_asked` is false where that revision does not ask for the report, or not in such a period. `whole_plan` is that
    revision with every unit that it names, whenever it exists.
    """

    obligation: Obligation
    period: Period
    plan: Plan
    digest: str
    is_asked: bool
    whole_plan: Plan

    @property
    def period_key(self) -> str:
        """The key of the period as forms have it: empty for the only one of a report that is owed once."""
        return "" if self.period.key == SINGLE_PERIOD_KEY else self.period.key

    @property
    def ended_units(self) -> tuple[Unit, ...]:
        """The units that have ended by then: the plan does not have them any more, but their forms may have come."""
        present = unit_by_id(self.plan)
        return tuple(unit for unit in self.whole_plan.units if unit.id not in present)

    @property
    def owing_units(self) -> tuple[Unit, ...]:
        """The units that owe the report then and get a form for it, in the order of the plan."""
        return reporting_units(self.plan, self.obligation) if self.is_asked else ()


def judge(revisions: Revisions, obligation: Obligation, period: Period) -> JudgedOccasion:
    """The occasion as it is judged; obligation and days as the plan has them then. Raises BuildError BUILD-036."""
    revision = revisions.in_force_on(period.end)
    plan = plan_of_occasion(revision.plan, period)
    asked = next((one for one in plan.obligations if one.id == obligation.id), None)
    as_then = None if asked is None else find_period(asked, period.key, holidays_of(plan))
    is_asked = as_then is not None
    return JudgedOccasion(asked or obligation, as_then or period, plan, revision.digest, is_asked, revision.plan)


def codes_in(occasion: JudgedOccasion, revisions: Revisions, digest: str) -> CarriedCodes | None:
    """The codes of the rows of the revision with that digest, each with its code as the occasion is judged.

    Rows that it does not ask are left out. An empty digest is that of answers from before revisions were kept: they are
    of the first one. None where nothing is known of the revision. Raises BuildError BUILD-036.
    """
    found = revisions.first() if not digest else revisions.find(digest)
    return None if found is None else carry_codes(found.plan, occasion.plan)
