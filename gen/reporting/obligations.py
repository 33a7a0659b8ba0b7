"""Plan → who owes which report, and through whom it goes.

The units that `of` names owe the report, except the unit that receives it, which would report to itself. A unit
through which reports go (`through`) owes its own report too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gen.plan.model import Obligation, Plan, Unit
from gen.plan.once import cached_per_plan
from gen.plan.units import document_recipients, expand, gets_form, unit_by_id


def owing_unit_ids(plan: Plan, obligation: Obligation) -> tuple[str, ...]:
    """The ids of the units that owe the report, the issuer included where `of` names it; never the receiver."""
    return tuple(unit_id for unit_id in expand(plan, obligation.of) if unit_id != obligation.to)


def receiving_unit_ids(obligation: Obligation) -> frozenset[str]:
    """The ids of the unit that receives the report and of the unit through which it goes."""
    return frozenset(unit_id for unit_id in (obligation.to, obligation.through) if unit_id is not None)


def gathering_unit(plan: Plan, obligation: Obligation) -> Unit:
    """The unit that gathers the reports: the one through which they go, else the plan's focal one, else the issuer."""
    return unit_by_id(plan)[obligation.through or plan.header.focal or plan.header.issuer]


def destination(plan: Plan, obligation: Obligation) -> Unit | None:
    """The unit to which the report is sent: the one through which it goes, else its receiver.

    None where the receiver is no unit of the registry.
    """
    unit_id = obligation.through or obligation.to
    return unit_by_id(plan)[unit_id] if unit_id is not None else None


def reporting_units(plan: Plan, obligation: Obligation) -> tuple[Unit, ...]:
    """The units that owe the report and get a form, in the order of the plan: their reports are collected."""
    owing = frozenset(owing_unit_ids(plan, obligation))
    return tuple(u for u in document_recipients(plan) if u.id in owing and gets_form(u))


def obligations_of(plan: Plan, unit_id: str) -> tuple[Obligation, ...]:
    """The reports that the unit owes, in the order of the plan."""
    return _obligations_by_unit(plan).get(unit_id, ())


@cached_per_plan
def _obligations_by_unit(plan: Plan) -> Mapping[str, tuple[Obligation, ...]]:
    found: dict[str, tuple[Obligation, ...]] = {}
    for obligation in plan.obligations:
        for unit_id in owing_unit_ids(plan, obligation):
            found[unit_id] = (*found.get(unit_id, ()), obligation)
    return MappingProxyType(found)
