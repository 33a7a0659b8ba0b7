"""A unit, a day and a reason → more time for its report, noted in the store: once for each period."""

from __future__ import annotations

from datetime import date

from gen import diagnostics
from gen.errors import GenError
from gen.plan.file.loading import load_plan
from gen.plan.file.mistakes import did_you_mean
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import resolve_occasion
from gen.returns.collection import Extension
from gen.returns.ingestion import CollectionRequest
from gen.returns.storage import SubmissionStore, open_store


class ExtensionError(GenError):
    """More time that cannot be given."""


def grant_extension(request: CollectionRequest, unit: str, until: date, reason: str) -> Extension:
    """Note that `unit` has until that day.

    Raises ExtensionError RET-010 where it owes no such report, RET-004 where it has had more time already, RET-012
    where it gains none by it, RET-011 where no reason is given; OwingError, StoreError RET-001.
    """
    plan = load_plan(request.plan).plan
    occasion = resolve_occasion(plan, request.obligation, request.period, request.received.date())
    obligation, period = occasion.obligation, occasion.period
    owing = [one.id for one in reporting_units(plan, obligation)]
    if unit not in owing:
        hint = did_you_mean(unit, owing)
        raise ExtensionError.one(diagnostics.returns.OWES_NOTHING.at(unit=unit, hint=hint))
    if not reason.strip():
        raise ExtensionError.one(diagnostics.returns.MORE_TIME_WITHOUT_REASON.at())
    if period.due is not None and until <= period.due:
        day, due = f"{until:%d/%m/%Y}", f"{period.due:%d/%m/%Y}"
        raise ExtensionError.one(diagnostics.returns.NO_MORE_TIME.at(day=day, due=due))
    open_store(request.plan)
    if not SubmissionStore(plan, obligation, period, request.received).grant_extension(unit, until, reason.strip()):
        raise ExtensionError.one(diagnostics.returns.MORE_TIME_TWICE.at(unit=unit))
    return Extension(unit, until, reason.strip())
