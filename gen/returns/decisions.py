"""A submission's id, what a person decides about it and why → the decision, recorded in the store."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from gen import diagnostics
from gen.clock import day_of
from gen.errors import GenError
from gen.history import CurrentPlan, Revisions, load_current
from gen.history.judged import judge
from gen.history.resolving import find_occasion
from gen.locking import locked
from gen.reporting.occasions import Occasion
from gen.returns.clock import day_meant, moment_meant, refuse_future
from gen.returns.effective import Action, OccasionKey, Standing, is_overrulable
from gen.returns.rows import load_submissions, short_ids
from gen.returns.storage import open_store, period_log_name, returns_folder, save_period_row
from gen.store.connection import has_store, store_errors

if TYPE_CHECKING:
    from gen.store import models

_MAX_NAMED = 10
"""So many submissions are named where an id may be of several."""
_LOGGED = {Action.WITHDRAW: "withdrawn", Action.RESTORE: "restored", Action.MOVE: "moved"}


class DecisionError(GenError):
    """A decision that cannot be made."""


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """One decision: the plan, the beginning of the submission's id, the action, the reason, and for a move where to.

    `at` is when it is made; None for now.
    """

    plan: Path
    submission: str
    action: Action
    reason: str
    period: str | None = None
    obligation: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DecisionOutcome:
    """What was decided about the submission `id`; `is_changed` is false where it was so already.

    `occasion` is the one that it is of now, as obligation and period key.
    """

    id: str
    action: Action
    name: str
    unit: str
    occasion: OccasionKey
    is_changed: bool


_UNPRINTABLE = re.compile(r"[^\S\n]|[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_words(words: str) -> str:
    """What a person typed, with a space for each sign that no document can hold, and none at the ends."""
    return _UNPRINTABLE.sub(" ", words).strip()


def decide(request: DecisionRequest) -> DecisionOutcome:
    """Withdraw a submission, restore it so that it counts over what came before, or move it to another occasion.

    Raises DecisionError RET-033 where no reason is given, RET-031 and RET-032 where the id is of no submission or of
    several, RET-034 where nobody can overrule why it was set apart, RET-035 where what is to be moved is withdrawn,
    RET-010 where its unit does not owe the report; OccasionError RET-002, RET-009; FutureError RET-030; StoreError
    RET-001, RET-016; BuildError BUILD-028.
    """
    current = load_current(request.plan)
    reason = clean_words(request.reason)
    if not reason:
        raise DecisionError.one(diagnostics.returns.DECISION_WITHOUT_REASON.at())
    refuse_future(request.at)
    with locked(request.plan):
        if not has_store(returns_folder(request.plan)):
            raise DecisionError.one(diagnostics.returns.NO_SUCH_SUBMISSION.at(id=request.submission))
        open_store(request.plan)
        return _record(current, request, reason, moment_meant(request.at))


@store_errors()
def _record(current: CurrentPlan, request: DecisionRequest, reason: str, at: datetime) -> DecisionOutcome:
    from gen.store import models

    plan = current.plan
    with transaction.atomic():
        row = models.Plan.objects.select_for_update().filter(pk=plan.header.id).first()
        if row is None:
            raise DecisionError.one(diagnostics.returns.NO_SUCH_SUBMISSION.at(id=request.submission))
        id_, standing = _find_submission(plan.header.id, request.submission)
        submission = standing.submission
        target = _find_target(current.revisions, request, standing, at) if request.action is Action.MOVE else None
        occasion = (target[0].id, target[1].key) if target else standing.occasion
        outcome = DecisionOutcome(id_, request.action, submission.name, submission.unit, occasion, is_changed=True)
        if _IS_SO[request.action](standing, occasion):
            return DecisionOutcome(
                id_, request.action, submission.name, submission.unit, standing.occasion, is_changed=False
            )
        _refuse(current, request.action, id_, standing, occasion)
        period = save_period_row(row, *target) if target else None
        models.Decision.objects.create(
            submission_id=submission.number, action=request.action.value, at=at, reason=reason, period=period
        )
        _log(row, request.action, standing, reason, at, period)
        return outcome


def _find_submission(plan_id: str, written: str) -> tuple[str, Standing]:
    """The id and the standing of the submission whose id begins as `written`."""
    wanted = written.strip().lower()
    ids = short_ids(plan_id)
    standings = {one.submission.number: one for one in load_submissions(Q(plan=plan_id)).standings()}
    digests = {number: one.submission.sha256 for number, one in standings.items()}
    exact = [number for number, id_ in ids.items() if wanted in (id_, f"{digests[number]}{_count_of(id_)}")]
    begun = [number for number in ids if wanted and digests[number].startswith(wanted)]
    found = exact or begun
    if not found:
        raise DecisionError.one(diagnostics.returns.NO_SUCH_SUBMISSION.at(id=written))
    if len(found) > 1:
        shown = [standings[number] for number in found[:_MAX_NAMED]]
        names = "; ".join(
            f"{ids[one.submission.number]} ({one.submission.name}, {'/'.join(one.occasion)})" for one in shown
        ) + (" …" if len(found) > _MAX_NAMED else "")
        raise DecisionError.one(diagnostics.returns.SEVERAL_SUBMISSIONS.at(id=written, names=names))
    return ids[found[0]], standings[found[0]]


def _count_of(id_: str) -> str:
    """The end of an id that says the how manieth submission of its form it is."""
    _digits, dash, count = id_.partition("-")
    return dash + count


def _find_target(revisions: Revisions, request: DecisionRequest, standing: Standing, at: datetime) -> Occasion:
    """Where a submission is to be moved; of the same report where none is named."""
    name = request.obligation or standing.occasion[0]
    return find_occasion(revisions, name, request.period, day_meant(at))


_IS_SO: dict[Action, Callable[[Standing, OccasionKey], bool]] = {
    Action.WITHDRAW: lambda standing, _occasion: standing.is_withdrawn,
    Action.RESTORE: lambda standing, _occasion: standing.counts and _counts_last(standing),
    Action.MOVE: lambda standing, occasion: (
        standing.occasion == occasion and standing.is_accepted and not standing.is_withdrawn
    ),
}
"""Whether a submission is already what is decided about it."""


def _counts_last(standing: Standing) -> bool:
    """Whether it counts over every other form of its unit in its occasion."""
    from gen.store import models

    one = standing.submission
    unit = models.Submission.objects.get(pk=one.number).unit_id
    others = load_submissions(Q(unit=unit)).standings()
    alike = (o for o in others if o.counts and o.occasion == standing.occasion and not o.submission.is_signed)
    return one.is_signed or all(other.rank <= standing.rank for other in alike)


def _refuse(current: CurrentPlan, action: Action, id_: str, standing: Standing, occasion: OccasionKey) -> None:
    """Raise DecisionError where the decision cannot be made; else note that the plan is used for that period."""
    one = standing.submission
    if action is Action.WITHDRAW:
        return
    if action is Action.MOVE and standing.is_withdrawn:
        why = standing.decisions[-1].reason
        raise DecisionError.one(diagnostics.returns.IS_WITHDRAWN.at(name=one.name, reason=why, id=id_))
    if one.reason is not None and (not is_overrulable(one) or not one.unit):
        raise DecisionError.one(diagnostics.returns.CANNOT_COUNT.at(name=one.name, reason=one.reason))
    obligation, period = find_occasion(current.revisions, *occasion, day_of(one.received))
    if all(unit.id != one.unit for unit in judge(current.revisions, obligation, period).owing_units):
        raise DecisionError.one(diagnostics.returns.OWES_NOTHING.at(unit=one.unit))
    current.note_use([period.end or day_of(one.received)])


def _log(
    plan: models.Plan, action: Action, standing: Standing, reason: str, at: datetime, period: models.Period | None
) -> None:
    from gen.store import models

    one = standing.submission
    detail = {"name": one.name, "unit": one.unit, "period": "/".join(standing.occasion), "reason": reason}
    if period is not None:
        detail["to"] = period_log_name(period)
    models.Log.objects.create(at=at, plan=plan, action=_LOGGED[action], sha256=one.sha256, detail=detail)
