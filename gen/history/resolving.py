"""The revisions of a plan + the names of a report and a period → the occasion, though the report was changed since.

An amendment can take a report away, or ask for it at other times. Its earlier periods are still named, reported and
corrected: a period has the reports that the revision in force at its end asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from gen.history.current import PlanRevision, Revisions
from gen.history.judged import JudgedOccasion, judge
from gen.plan.model import Obligation, Plan
from gen.reporting.forms import answered_by_forms
from gen.reporting.occasions import (
    Occasion,
    OccasionError,
    list_occasion_periods,
    resolve_obligation,
    resolve_occasion,
    resolve_period,
)
from gen.reporting.periods import Period


def find_occasion(
    revisions: Revisions, obligation_id: str | None, period_key: str | None, day: date
) -> tuple[Occasion, Plan]:
    """The occasion of that obligation and period, and the plan that asks for it so.

    That is the plan as it stands now, or where it does not ask for such a report in that period, the newest revision
    that does, of those by which the period is judged. Raises OccasionError RET-002, RET-008, RET-009, RET-015 as
    `resolve_occasion` of the plan as it stands now; BuildError BUILD-036.
    """
    newest: Occasion | None = None
    problem: OccasionError | None = None
    try:
        newest = resolve_occasion(revisions.plan, obligation_id, period_key, day)
    except OccasionError as error:
        problem = error
    if period_key is not None and (newest is None or not judge(revisions, *newest.parts).is_asked):
        for one in revisions.earlier():
            with suppress(OccasionError):
                found = resolve_occasion(one.plan, obligation_id, period_key, day)
                if _is_judged_by(revisions, one, found.period):
                    return found, one.plan
    if newest is None:
        raise problem or AssertionError("there is an occasion or a problem")
    return newest, revisions.plan


def find_obligation(revisions: Revisions, name: str) -> Obligation:
    """The obligation with the id `name`, as the newest revision that has it asks for it.

    Raises OccasionError RET-002 where none has it; BuildError BUILD-036.
    """
    for one in revisions.each():
        for obligation in one.plan.obligations:
            if obligation.id == name:
                return obligation
    return resolve_obligation(revisions.plan, name)


def list_periods(revisions: Revisions, occasion: Occasion, plan: Plan, until: date) -> tuple[Period, ...]:
    """The periods of a report that have begun by `until`, in order, each as the revision asks by which it is judged.

    `plan` is the one that asks for the `occasion`, whose period is always among them. Raises BuildError BUILD-036.
    """
    until = max(until, occasion.period.begin or until)
    listed = list_occasion_periods(plan, occasion.obligation, until)
    found = {one.key: one for one in listed if judge(revisions, occasion.obligation, one).is_asked}
    if len(found) < len(listed):
        for revision in revisions.each():
            for obligation in revision.plan.obligations:
                if obligation.id == occasion.obligation.id:
                    periods = list_occasion_periods(revision.plan, obligation, until)
                    judged = (one for one in periods if _is_judged_by(revisions, revision, one))
                    found |= {one.key: one for one in judged if one.key not in found}
    found[occasion.period.key] = occasion.period
    return tuple(sorted(found.values(), key=lambda one: (one.end or date.max, one.begin or date.max)))


def list_answered(revisions: Revisions, typed: str, day: date) -> tuple[JudgedOccasion, ...]:
    """The occasions in the period that `typed` means of all reports that forms answer, in the order of the plan's.

    Those that only the revision asks for by which the period is judged come last. Raises OccasionError RET-009 where no
    report has the period; BuildError BUILD-036.
    """
    found: dict[str, JudgedOccasion] = {}
    problem: OccasionError | None = None
    for obligation in answered_by_forms(revisions.plan):
        try:
            found[obligation.id] = judge(revisions, obligation, resolve_period(revisions.plan, obligation, typed, day))
        except OccasionError as error:
            problem = error
    judging = {one.digest for one in found.values()} - {revisions.newest.digest}
    is_asked = any(one.is_asked for one in found.values())
    for one in revisions.earlier() if not is_asked else filter(None, map(revisions.find, sorted(judging))):
        for occasion in _list_judged_by(revisions, one, typed, day):
            if occasion.obligation.id not in found or not found[occasion.obligation.id].is_asked:
                found[occasion.obligation.id] = occasion
    if problem is not None and not found:
        raise problem
    return tuple(found.values())


def _list_judged_by(revisions: Revisions, one: PlanRevision, typed: str, day: date) -> Iterator[JudgedOccasion]:
    """The occasions of the reports of that revision, as far as they are judged by it."""
    for obligation in answered_by_forms(one.plan):
        with suppress(OccasionError):
            found = Occasion(obligation, resolve_period(one.plan, obligation, typed, day))
            if _is_judged_by(revisions, one, found.period):
                yield judge(revisions, *found.parts)


def _is_judged_by(revisions: Revisions, one: PlanRevision, period: Period) -> bool:
    return revisions.in_force_on(period.end).digest == one.digest
