"""A submission by the revision of the plan that its form was made from → the same as its period is judged.

It is stored as it was given; this is what people are told of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from gen.derive.answers import form_revision
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.history import Revisions
from gen.history.judged import JudgedOccasion, codes_in, judge
from gen.history.resolving import find_occasion
from gen.plan.model import Plan
from gen.plan.units import recipient_ids
from gen.reporting.forms import answered_obligations
from gen.reporting.occasions import OccasionError, plan_of_occasion
from gen.reporting.periods import SINGLE_PERIOD_KEY
from gen.returns.effective import StoredSubmission, recode_values
from gen.returns.validation import Submission


def as_judged(submission: Submission, revisions: Revisions, occasion: JudgedOccasion | None = None) -> Submission:
    """The submission with the codes of the revision by which `occasion` is judged; else the one that its form names.

    Answers to what that does not ask, or asks in other words, are set apart in it. Raises BuildError BUILD-036.
    """
    if submission.quarantine_reason or not submission.plan_revision:
        return submission
    occasion = occasion or occasion_of_submission(submission, revisions)
    if occasion is None or occasion.digest == submission.plan_revision:
        return submission
    carried = codes_in(occasion, revisions, submission.plan_revision)
    if carried is None:
        return submission
    values, unfit = recode_values((submission.values, submission.quarantined_values), carried.codes)
    return replace(submission, values=values, quarantined_values=unfit)


def find_outdated(revisions: Revisions, occasion: JudgedOccasion) -> Callable[[StoredSubmission], bool]:
    """Whether a form asked its unit something else than the occasion does, as it is judged; an amendment may have come.

    The function raises BuildError BUILD-036. What came before revisions were kept is as it was found on its day.
    """

    @cache
    def asks_otherwise(digest: str, unit: str) -> bool:
        found = revisions.find(digest)
        then = (
            None
            if found is None
            else _form_revision(plan_of_occasion(found.plan, occasion.period), unit, occasion.obligation.id)
        )
        return then is not None and then != _form_revision(occasion.plan, unit, occasion.obligation.id)

    def is_outdated(one: StoredSubmission) -> bool:
        return one.plan_revision not in ("", occasion.digest) and asks_otherwise(one.plan_revision, one.unit)

    return is_outdated


def _form_revision(plan: Plan, unit_id: str, obligation_id: str) -> str | None:
    """What the form of the unit asks, as a digest; None where it gets none."""
    if unit_id not in recipient_ids(plan):
        return None
    return form_revision(derive_report_form(dossier_for(plan, unit_id), obligation_id=obligation_id))


def occasion_of_submission(submission: Submission, revisions: Revisions) -> JudgedOccasion | None:
    """The occasion that the form names; None where it names none. Raises BuildError BUILD-036."""
    owed = (one.id for one in answered_obligations(revisions.plan, submission.unit) if one is not None)
    if not (obligation := submission.obligation or next(owed, "")):
        return None
    try:
        occasion = find_occasion(revisions, obligation, submission.period or SINGLE_PERIOD_KEY, date.min)
    except OccasionError:
        return None
    return judge(revisions, *occasion)
