"""Plan → who owes which report, and through whom it goes.

One rule for all: the units that `of` names, but never the unit that receives the report, which would write to itself.
A unit through which reports go (`through`) owes its own like the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gen.plan.model import Obligation, Plan, Unit
from gen.plan.once import once_per_plan
from gen.plan.units import expand, gets_form, receivers


def units_owing(plan: Plan, obligation: Obligation) -> tuple[str, ...]:
    """The ids of the units that owe the report, the issuer among them where `of` names it; never the receiver."""
    return tuple(unit_id for unit_id in expand(plan, obligation.of) if unit_id != obligation.to)


def units_gathering(obligation: Obligation) -> frozenset[str]:
    """The ids of the units with which the report ends, or through which it goes."""
    return frozenset(unit_id for unit_id in (obligation.to, obligation.through) if unit_id is not None)


def who_owes(plan: Plan, obligation: Obligation) -> tuple[Unit, ...]:
    """The units that owe the report and get a form, in the order of the plan: those whose reports come in."""
    owing = frozenset(units_owing(plan, obligation))
    return tuple(u for u in receivers(plan) if u.id in owing and gets_form(u))


def owed_by(plan: Plan, unit_id: str) -> tuple[Obligation, ...]:
    """The reports that the unit owes, in the order of the plan."""
    return _owed(plan).get(unit_id, ())


@once_per_plan
def _owed(plan: Plan) -> Mapping[str, tuple[Obligation, ...]]:
    found: dict[str, tuple[Obligation, ...]] = {}
    for obligation in plan.obligations:
        for unit_id in units_owing(plan, obligation):
            found[unit_id] = (*found.get(unit_id, ()), obligation)
    return MappingProxyType(found)
