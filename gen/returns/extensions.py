"""A unit, a day and a reason → more time for its report, recorded in the store, once for each period."""

from __future__ import annotations

from datetime import date

from gen import diagnostics
from gen.errors import Diagnostic, GenError
from gen.locking import locked
from gen.plan.file.loading import load_plan
from gen.plan.model import Obligation, Plan, Unit
from gen.plan.unit_names import UnitIndex, name_units, unit_index
from gen.plan.units import unit_by_id
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import resolve_occasion
from gen.returns.collection import Extension
from gen.returns.ingestion import CollectionRequest
from gen.returns.storage import SubmissionStore, open_store


class ExtensionError(GenError):
    """An extension that cannot be granted."""


def grant_extension(request: CollectionRequest, unit: str, until: date, reason: str) -> Extension:
    """Give `unit`, an id or a name, until the day `until` for the report and the period that `request` names.

    Raises ExtensionError RET-010 where the unit does not owe the report, NAME-001 where several can be meant, RET-004
    where it has another extension, RET-012 where the day is no later than the due date, RET-011 where no reason is
    given; OccasionError RET-002, RET-008, RET-009, RET-015; StoreError RET-001, RET-016; BuildError BUILD-028.
    """
    plan = load_plan(request.plan).plan
    occasion = resolve_occasion(plan, request.obligation, request.period, request.received.date())
    obligation, period = occasion.obligation, occasion.period
    unit = _find_owing_unit(plan, obligation, unit).id
    if not reason.strip():
        raise ExtensionError.one(diagnostics.returns.MORE_TIME_WITHOUT_REASON.at())
    if period.due is not None and until <= period.due:
        day, due = f"{until:%d/%m/%Y}", f"{period.due:%d/%m/%Y}"
        raise ExtensionError.one(diagnostics.returns.NO_MORE_TIME.at(day=day, due=due))
    with locked(request.plan):
        open_store(request.plan)
        store = SubmissionStore(plan, obligation, period, request.received)
        is_granted = store.grant_extension(unit, until, reason.strip())
    if not is_granted:
        raise ExtensionError.one(diagnostics.returns.MORE_TIME_TWICE.at(unit=unit))
    return Extension(unit, until, reason.strip())


def _find_owing_unit(plan: Plan, obligation: Obligation, words: str) -> Unit:
    """The unit that `words` mean, of those that owe the report. Raises ExtensionError RET-010 and NAME-001."""
    owing = UnitIndex(reporting_units(plan, obligation))
    by_id = unit_by_id(plan).get(words.strip())
    found = owing.find(words) if by_id is None or by_id.id in owing else None
    if found is None:
        others = unit_index(plan).match(words).meant
        hint = "" if others else owing.suggest(words)
        found = diagnostics.returns.OWES_NOTHING.at(unit=name_units(others) or words.strip(), hint=hint)
    if isinstance(found, Diagnostic):
        raise ExtensionError.one(found)
    return found
