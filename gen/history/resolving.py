"""The revisions of a plan + the names of a report and a period → the occasion, though the report was changed since.

An amendment can take a report away, or ask for it at other times. Its earlier periods are still named, reported and
corrected: a period has the reports that the revision in force at its end asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

from gen import diagnostics
from gen.errors import Diagnostic
from gen.history.current import PlanRevision, Revisions
from gen.history.judged import JudgedOccasion, judge
from gen.locale import _
from gen.plan.model import Obligation, Plan
from gen.reporting.forms import answered_by_forms
from gen.reporting.occasions import (
    Occasion,
    OccasionError,
    list_next_due,
    list_occasion_periods,
    name_latest,
    resolve_obligation,
    resolve_occasion,
    resolve_period,
)
from gen.reporting.periods import Period


def find_occasion(revisions: Revisions, obligation_id: str | None, period_key: str | None, day: date) -> Occasion:
    """The occasion of that obligation and period.

    It is as the plan stands now, or where that does not ask for such a report in that period, as the newest revision
    does, of those by which the period is judged. Without a period it is the last one reported on at `day` that was
    asked for, before that the first one. Without an obligation it is one that forms answered then. Raises OccasionError
    RET-002, RET-008, RET-009, RET-015 as `resolve_occasion` of the plan as it stands now, RET-009 too where no revision
    asks for a report in that period; BuildError BUILD-036.
    """
    problem: OccasionError | None = None
    newest: Occasion | None = None
    is_newest_asked = False
    try:
        newest = resolve_occasion(revisions.plan, obligation_id, period_key, day)
    except OccasionError as error:
        if obligation_id is None and period_key is None and answered_by_forms(revisions.plan):
            raise
        problem = error
    if newest is not None:
        judged = judge(revisions, *newest)
        is_newest_asked = judged.is_asked
        is_meant = obligation_id is not None or judged.obligation in answered_by_forms(judged.plan)
        is_reported_on = period_key is not None or newest.period.cutoff is None or newest.period.cutoff <= day
        if is_newest_asked and is_meant and is_reported_on:
            return newest
    if (found := _find_asked(revisions, obligation_id, period_key, day)) is not None:
        return found
    if newest is None:
        raise problem or AssertionError("there is an occasion or a problem")
    if is_newest_asked:
        return newest
    if period_key is not None:
        raise OccasionError.one(_say_not_asked(revisions, newest, day))
    to_come = find_next_asked(revisions, newest.obligation, day)
    return newest if to_come is None else Occasion(newest.obligation, to_come.period)


def is_asked(revisions: Revisions, obligation_id: str, period_key: str) -> bool:
    """Whether the report is asked for in that period, by the revision by which that is judged."""
    with suppress(OccasionError):
        return bool(find_occasion(revisions, obligation_id, period_key, date.min))
    return False


def _find_asked(revisions: Revisions, obligation_id: str | None, period_key: str | None, day: date) -> Occasion | None:
    """The occasion as the revision asks by which it is judged; without a period the last one complete on `day`.

    Raises OccasionError RET-015 where several reports can be meant.
    """
    found: list[tuple[Occasion, Plan]] = []
    for one in revisions.each() if period_key is None else revisions.earlier():
        named = [each for each in one.plan.obligations if each.id == obligation_id]
        asked = answered_by_forms(one.plan) if obligation_id is None else named
        found += [(each, one.plan) for each in _list_judged_by(revisions, one, asked, period_key, day)]
    if not found:
        return None
    if period_key is None:
        last, plan = max(found, key=lambda each: each[0].period.end or date.max)
        return Occasion(resolve_obligation(plan, obligation_id), last.period)
    if len(ids := list(dict.fromkeys(each.obligation.id for each, _plan in found))) > 1:
        raise OccasionError.one(diagnostics.returns.SEVERAL_REPORTS.at(names=", ".join(ids)))
    return found[0][0]


def _list_judged_by(
    revisions: Revisions, one: PlanRevision, obligations: Iterable[Obligation], period_key: str | None, day: date
) -> Iterator[Occasion]:
    """The occasions of these reports of that revision, as far as they are judged by it."""
    for obligation in obligations:
        for period in _list_meant(one.plan, obligation, period_key, day):
            if _is_judged_by(revisions, one, period):
                yield Occasion(obligation, period)


def _list_meant(plan: Plan, obligation: Obligation, period_key: str | None, day: date) -> Iterator[Period]:
    """The period with that key, if there is one; without a key all that are complete on `day`."""
    if period_key is None:
        listed = list_occasion_periods(plan, obligation, day)
        yield from (one for one in listed if one.cutoff is None or one.cutoff <= day)
    else:
        with suppress(OccasionError):
            yield resolve_period(plan, obligation, period_key, day)


def find_next_asked(revisions: Revisions, obligation: Obligation, day: date) -> JudgedOccasion | None:
    """The occasion of a report of the plan as it stands now that is due next on `day`, of those that are asked for.

    None where no revision asks for any by which it is judged. Raises BuildError BUILD-036.
    """
    judged = (judge(revisions, obligation, one) for one in list_next_due(revisions.plan, obligation, day))
    return next((one for one in judged if one.is_asked), None)


def _say_not_asked(revisions: Revisions, occasion: Occasion, day: date) -> Diagnostic:
    """RET-009, with the periods for which the report was asked for."""
    others = [one for one in list_periods(revisions, occasion, day) if one.key != occasion.period.key]
    hint = _("the plan did not ask for it then; its periods: {keys}").format(keys=name_latest(others))
    found = diagnostics.returns.UNKNOWN_PERIOD
    return found.at(name=occasion.obligation.id, key=occasion.period.key, hint=hint)


def find_obligation(revisions: Revisions, name: str) -> Obligation:
    """The obligation with the id `name`, as the newest revision that has it asks for it.

    Raises OccasionError RET-002 where none has it; BuildError BUILD-036.
    """
    for one in revisions.each():
        for obligation in one.plan.obligations:
            if obligation.id == name:
                return obligation
    return resolve_obligation(revisions.plan, name)


def list_periods(revisions: Revisions, occasion: Occasion, until: date) -> tuple[Period, ...]:
    """The periods of a report that have begun by `until`, in order, each as the revision asks by which it is judged.

    That of the `occasion` is always among them. Raises BuildError BUILD-036.
    """
    until = max(until, occasion.period.begin or until)
    listed = _list_begun(revisions.plan, occasion.obligation.id, until)
    found = {one.key: one for one in listed if judge(revisions, occasion.obligation, one).is_asked}
    if not listed or len(found) < len(listed):
        for revision in revisions.earlier():
            begun = _list_begun(revision.plan, occasion.obligation.id, until)
            judged = (one for one in begun if _is_judged_by(revisions, revision, one))
            found |= {one.key: one for one in judged if one.key not in found}
    found[occasion.period.key] = occasion.period
    return tuple(sorted(found.values(), key=lambda one: (one.end or date.max, one.begin or date.max)))


def _list_begun(plan: Plan, obligation_id: str, until: date) -> tuple[Period, ...]:
    """The periods of the report with that id in the plan; none where it has none."""
    obligation = next((one for one in plan.obligations if one.id == obligation_id), None)
    return () if obligation is None else list_occasion_periods(plan, obligation, until)


def list_answered(revisions: Revisions, typed: str, day: date) -> tuple[JudgedOccasion, ...]:
    """The occasions in the period that `typed` means of all reports that forms answer, in the order of the plan's.

    Those that only the revision asks for by which the period is judged come last; those that it does not ask for are
    left out. Raises OccasionError RET-009 where no report is asked for in the period; BuildError BUILD-036.
    """
    found: dict[str, JudgedOccasion] = {}
    problem: OccasionError | None = None
    for obligation in answered_by_forms(revisions.plan):
        try:
            found[obligation.id] = judge(revisions, obligation, resolve_period(revisions.plan, obligation, typed, day))
        except OccasionError as error:
            problem = error
    judging = {one.digest for one in found.values()} - {revisions.newest.digest}
    are_asked = any(one.is_asked for one in found.values())
    for one in filter(None, map(revisions.find, sorted(judging))) if are_asked else revisions.earlier():
        for each in _list_judged_by(revisions, one, answered_by_forms(one.plan), typed, day):
            if each.obligation.id not in found or not found[each.obligation.id].is_asked:
                found[each.obligation.id] = judge(revisions, *each)
    asked = tuple(one for one in found.values() if one.is_asked)
    if not asked and found:
        not_asked = next(iter(found.values()))
        raise OccasionError.one(_say_not_asked(revisions, Occasion(not_asked.obligation, not_asked.period), day))
    if not asked and problem is not None:
        raise problem
    return asked


def _is_judged_by(revisions: Revisions, one: PlanRevision, period: Period) -> bool:
    return revisions.in_force_on(period.end).digest == one.digest
