"""A unit, a day and a reason → more time for its report, recorded in the store, once for each period."""

from __future__ import annotations

from datetime import date

from gen import diagnostics
from gen.errors import Diagnostic, GenError
from gen.history import load_current
from gen.history.judged import judge
from gen.history.resolving import find_occasion
from gen.locking import locked
from gen.returns.clock import day_meant
from gen.returns.collection import Extension
from gen.returns.ingestion import CollectionRequest
from gen.returns.owing import find_owing_unit
from gen.returns.storage import SubmissionStore, open_store


class ExtensionError(GenError):
    """An extension that cannot be granted."""


def grant_extension(request: CollectionRequest, unit: str, until: date, reason: str) -> Extension:
    """Give `unit`, an id or a name, until the day `until` for the report and the period that `request` names.

    Raises ExtensionError RET-010 where the unit does not owe the report, RET-040 where there is no such unit, NAME-001
    where several can be meant, RET-004 where it has another extension, RET-012 where the day is no later than the due
    date, RET-011 where no reason is given; OccasionError RET-002, RET-008, RET-009, RET-015; StoreError RET-001,
    RET-016; BuildError BUILD-028.
    """
    revisions = load_current(request.plan).revisions
    given = find_occasion(revisions, request.obligation, request.period, day_meant(request.received))
    occasion = judge(revisions, *given)
    plan, obligation, period = occasion.plan, occasion.obligation, occasion.period
    owing = find_owing_unit(occasion, unit)
    if isinstance(owing, Diagnostic):
        raise ExtensionError.one(owing)
    unit = owing.id
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
