"""A plan + the names that a person gives, or a day → the occasion: an obligation in one of its periods.

An occasion lies within the plan's own term, and is judged by the plan as it binds at the end of the period.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, takewhile
from typing import NamedTuple

from gen import diagnostics
from gen.diagnostics.mistake import suggest_word
from gen.errors import GenError
from gen.locale import _
from gen.plan.model import Obligation, Plan
from gen.plan.validity import plan_on
from gen.reading import read_period_key
from gen.reporting.forms import answered_by_forms
from gen.reporting.obligations import obligations_of
from gen.reporting.periods import Period, find_period, find_period_on, list_term_periods, term_of
from gen.reporting.working_days import holidays_of

_MOST_KEYS = 12
"""How many periods are named where a key is none."""


class OccasionError(GenError):
    """The plan has no such report, the report has no such period, or the name leaves several reports possible."""


class Occasion(NamedTuple):
    """A report in one period: what reminders, submissions and the consolidated report are about."""

    obligation: Obligation
    period: Period


def resolve_occasion(plan: Plan, obligation_id: str | None, period_key: str | None, day: date) -> Occasion:
    """The occasion of that obligation and period; raises what `resolve_obligation` and `resolve_period` raise."""
    obligation = resolve_obligation(plan, obligation_id)
    return Occasion(obligation, resolve_period(plan, obligation, period_key, day))


def resolve_obligation(plan: Plan, name: str | None) -> Obligation:
    """The obligation with the id `name`; without one, the obligation marked `form`, or the only one that forms answer.

    Raises OccasionError: RET-002 there is no such obligation, RET-008 forms answer none, RET-015 forms answer several
    and `name` is None.
    """
    known = {obligation.id: obligation for obligation in plan.obligations}
    if name is not None:
        if name not in known:
            hint = suggest_word(name, known) or ", ".join(known)
            raise OccasionError.one(diagnostics.returns.UNKNOWN_REPORT.at(id=name, hint=hint))
        return known[name]
    answered = answered_by_forms(plan)
    if not answered:
        raise OccasionError.one(diagnostics.returns.NO_REPORT_WITH_FORM.at())
    marked = [obligation for obligation in answered if obligation.form] or answered
    if len(marked) > 1:
        names = ", ".join(obligation.id for obligation in answered)
        raise OccasionError.one(diagnostics.returns.SEVERAL_REPORTS.at(names=names))
    return marked[0]


def typed_period_key(words: str) -> str:
    """The key of the period that a person means by `words`: 2026-Q2, quý II năm 2026; the words where they mean none.

    The last are the key of no period, and are told as such where they are used.
    """
    return read_period_key(words) or words.strip()


def resolve_period(plan: Plan, obligation: Obligation, typed: str | None, day: date) -> Period:
    """The period of the plan with that key, or in those words; without any, the period reported on at `day`.

    Raises OccasionError RET-009 where the plan has no such period: also for one before its date, or after its end.
    """
    holidays, term = holidays_of(plan), term_of(plan)
    if typed is None:
        return find_period_on(obligation, day, holidays, term)
    key = typed_period_key(typed)
    found = find_period(obligation, key, holidays, term)
    if found is None:
        hint = _say_why(plan, obligation, key, day)
        raise OccasionError.one(diagnostics.returns.UNKNOWN_PERIOD.at(name=obligation.id, key=key, hint=hint))
    return found


def list_occasion_periods(plan: Plan, obligation: Obligation, until: date) -> tuple[Period, ...]:
    """The periods of the obligation in the plan that have begun by `until`, in order; none where none has begun.

    The first is the one whose figures end on the plan's date or later, the last the one that begins before the plan's
    end. A report that is owed once, or as needed, has its single period on every day.
    """
    return tuple(takewhile(lambda period: period.begin is None or period.begin <= until, _periods_of(plan, obligation)))


def list_next_due(plan: Plan, obligation: Obligation, day: date) -> Iterator[Period]:
    """The period that is to be reported next, and those after it: the first is that whose due day is not before `day`.

    A period without a due day counts by its cut-off. Where all are past the first is the last one; before the plan's
    date it is the first of all.
    """
    found: Period | None = None
    for period in (periods := _periods_of(plan, obligation)):
        found = period
        last = period.due or period.cutoff
        if last is None or last >= day:
            break
    yield from chain([found] if found is not None else [], periods)


def plan_of_occasion(plan: Plan, period: Period) -> Plan:
    """The plan as it binds at the end of `period`, by which is judged who owes its reports, and what they answer.

    `plan` itself where the period has no stated end, or where the same units are in force then.
    """
    return plan if period.end is None else plan_on(plan, period.end)


def occasions_of(plan: Plan, unit_id: str, until: date) -> tuple[Occasion, ...]:
    """The occasions on which the unit owes a report, of the periods that have begun by `until`.

    In the order of the plan's obligations, then of their periods. Who owes is judged at the end of each period: a unit
    that has ended by then owes nothing, and its successor does. Each obligation is as it stands then.
    """
    found = []
    for obligation in plan.obligations:
        for period in list_occasion_periods(plan, obligation, until):
            owed = obligations_of(plan_of_occasion(plan, period), unit_id)
            found += [Occasion(one, period) for one in owed if one.id == obligation.id]
    return tuple(found)


def _periods_of(plan: Plan, obligation: Obligation) -> Iterator[Period]:
    return list_term_periods(obligation, term_of(plan), holidays_of(plan))


def name_latest(periods: Sequence[Period]) -> str:
    """The keys of the last of these periods, for a person who named none of them."""
    return ", ".join(period.key for period in periods[-_MOST_KEYS:])


def _say_why(plan: Plan, obligation: Obligation, key: str, day: date) -> str:
    """Why the plan has no period with that key, as far as that is known, and which periods it has, the last ones."""
    known = list_occasion_periods(plan, obligation, day) or (next(_periods_of(plan, obligation)),)
    keys = name_latest(known)
    named, term = find_period(obligation, key, holidays_of(plan)), term_of(plan)
    if named is None or named.cutoff is None:
        return keys
    if named.cutoff < term.begin:
        reason = _("the plan is of {day}, when that period had ended; its periods: {keys}")
        written = "/".join(reversed(str(plan.header.date).split("-")))
        return reason.format(day=written, keys=keys)
    if term.end is not None:
        return _("the plan holds until {day}; its periods: {keys}").format(day=f"{term.end:%d/%m/%Y}", keys=keys)
    return keys
