"""A submission by the revision of the plan that its form was made from → the same as its period is judged.

It is stored as it was given; this is what people are told of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gen.history import Revisions
from gen.history.judged import JudgedOccasion, codes_in, judge
from gen.history.resolving import find_occasion
from gen.reporting.forms import answered_obligations
from gen.reporting.occasions import OccasionError
from gen.reporting.periods import SINGLE_PERIOD_KEY
from gen.returns.effective import recode_values
from gen.returns.validation import Submission


def as_judged(submission: Submission, revisions: Revisions, occasion: JudgedOccasion | None = None) -> Submission:
    """The submission with the codes of the revision by which `occasion` is judged; else the one that its form names.

    Answers to what that does not ask, or asks in other words, are set apart in it. Raises BuildError BUILD-036.
    """
    if submission.quarantine_reason or not submission.plan_revision:
        return submission
    occasion = occasion or _occasion_of(submission, revisions)
    if occasion is None or occasion.digest == submission.plan_revision:
        return submission
    carried = codes_in(occasion, revisions, submission.plan_revision)
    if carried is None:
        return submission
    values, unfit = recode_values((submission.values, submission.quarantined_values), carried.codes)
    return replace(submission, values=values, quarantined_values=unfit)


def _occasion_of(submission: Submission, revisions: Revisions) -> JudgedOccasion | None:
    """The occasion that the form names; None where it names none."""
    owed = (one.id for one in answered_obligations(revisions.plan, submission.unit) if one is not None)
    if not (obligation := submission.obligation or next(owed, "")):
        return None
    try:
        occasion, _plan = find_occasion(revisions, obligation, submission.period or SINGLE_PERIOD_KEY, date.max)
    except OccasionError:
        return None
    return judge(revisions, *occasion.parts)
