"""A unit, a day and a reason → more time for its report, recorded in the store, once for each period."""

from __future__ import annotations

from datetime import date

from gen import diagnostics
from gen.diagnostics.mistake import suggest_word
from gen.errors import GenError
from gen.locking import locked
from gen.plan.file.loading import load_plan
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import resolve_occasion
from gen.returns.clock import day_meant
from gen.returns.collection import Extension
from gen.returns.ingestion import CollectionRequest
from gen.returns.storage import SubmissionStore, open_store


class ExtensionError(GenError):
    """An extension that cannot be granted."""


def grant_extension(request: CollectionRequest, unit: str, until: date, reason: str) -> Extension:
    """Give `unit` until the day `until` for the report and the period that `request` names.

    Raises ExtensionError RET-010 where the unit does not owe the report, RET-004 where it has another extension,
    RET-012 where the day is no later than the due date, RET-011 where no reason is given; OccasionError RET-002,
    RET-008, RET-009, RET-015; StoreError RET-001, RET-016; BuildError BUILD-028.
    """
    plan = load_plan(request.plan).plan
    occasion = resolve_occasion(plan, request.obligation, request.period, day_meant(request.received))
    obligation, period = occasion.obligation, occasion.period
    owing = [owing_unit.id for owing_unit in reporting_units(plan, obligation)]
    if unit not in owing:
        hint = suggest_word(unit, owing)
        raise ExtensionError.one(diagnostics.returns.OWES_NOTHING.at(unit=unit, hint=hint))
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
