"""The store beside a plan → every submission that was received, with what it is on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.db.models import Q

from gen import diagnostics
from gen.errors import GenError
from gen.history import Revisions, load_current
from gen.history.resolving import find_obligation, find_occasion, is_asked
from gen.plan.model import Plan, Unit
from gen.plan.unit_names import unit_index
from gen.reporting.occasions import OccasionError, resolve_occasion, typed_period_key
from gen.returns.effective import OccasionKey, Standing, SubmissionState, merge_reports
from gen.returns.reasons import Reason
from gen.returns.rows import StoredEvents, end_of_day, load_corrections, load_submissions, load_values, short_ids
from gen.returns.storage import open_store_to_read
from gen.store.connection import store_errors


class HistoryError(GenError):
    """A submission or a unit that is asked about and is none."""


@dataclass(frozen=True, slots=True)
class ListedSubmission:
    """One submission: `id` is the beginning of the sha256 of its form; the occasion is the one that it is of now.

    `reason` is the one that a person gave for the last decision, `set_apart` why it does not count, `moved_from` the
    occasion for which it was collected. `later_received` is when the form was received that counts over it. `number` is
    its row in the store. `is_asked`: the plan asks for the report in that period; else it counts, but for nothing.
    """

    id: str
    unit: str
    obligation: str
    period: str
    received: datetime
    sha256: str
    name: str
    state: SubmissionState
    is_signed: bool = False
    reason: str = ""
    set_apart: Reason | None = None
    moved_from: OccasionKey | None = None
    later_received: datetime | None = None
    number: int = 0
    is_asked: bool = True


def list_submissions(
    plan_path: Path, unit: str | None, obligation: str | None, period: str | None, as_of: date
) -> tuple[ListedSubmission, ...]:
    """Every submission received by the end of `as_of`, in the order in which they were; of what the names select.

    Raises HistoryError RET-040 where the plan has no such unit; OccasionError RET-002 where it has no such report,
    RET-009 where that has no such period; StoreError as `load_collection`.
    """
    revisions = load_current(plan_path).revisions
    plan = revisions.plan
    unit = None if unit is None else find_unit(plan, unit)
    period = None if period is None else typed_period_key(period)
    _check_names(revisions, obligation, period, as_of)
    if not open_store_to_read(plan_path):
        return ()
    listed = _list_all(plan.header.id, as_of)
    asked = {key: is_asked(revisions, *key) for key in {(one.obligation, one.period) for one in listed}}
    return tuple(
        replace(one, is_asked=asked[one.obligation, one.period])
        for one in listed
        if (unit is None or one.unit == unit)
        and any(
            obligation in (None, of) and period in (None, key)
            for of, key in filter(None, ((one.obligation, one.period), one.moved_from))
        )
    )


def find_unit(plan: Plan, words: str) -> str:
    """The id of the unit of that id or name, whenever it exists.

    Raises HistoryError RET-040 where there is none, NAME-001 where several can be meant.
    """
    found = unit_index(plan).find(words)
    if isinstance(found, Unit):
        return found.id
    hint = unit_index(plan).suggest(words)
    raise HistoryError.one(found or diagnostics.returns.NO_SUCH_UNIT.at(unit=words.strip(), hint=hint))


def _check_names(revisions: Revisions, obligation: str | None, period: str | None, day: date) -> None:
    if obligation is not None:
        find_obligation(revisions, obligation)
        if period is not None and not any(_has_period(one.plan, obligation, period, day) for one in revisions.each()):
            find_occasion(revisions, obligation, period, day)


def _has_period(plan: Plan, obligation: str, period: str, day: date) -> bool:
    """Whether the plan ever had the report and the period, asked for or not: something may be stored there."""
    with suppress(OccasionError):
        return bool(resolve_occasion(plan, obligation, period, day))
    return False


@store_errors()
def _list_all(plan_id: str, as_of: date) -> list[ListedSubmission]:
    events = replace(load_submissions(Q(plan=plan_id)), corrections=load_corrections(plan_id))
    standings = events.standings(end_of_day(as_of))
    sources = _find_sources(standings, events, as_of)
    ids = short_ids(plan_id)
    last = {
        (one.submission.unit, one.occasion): one for one in standings if one.counts and not one.submission.is_signed
    }
    listed = [
        _describe(one, ids[one.submission.number], sources, last.get((one.submission.unit, one.occasion)))
        for one in standings
    ]
    order = {ids[one.submission.number]: (one.submission.received, one.submission.number) for one in standings}
    return sorted(listed, key=lambda one: order[one.id])


def _find_sources(standings: Sequence[Standing], events: StoredEvents, as_of: date) -> frozenset[int]:
    """The submissions of which a value counts or is set apart; values are read only where units sent several forms."""
    counting = [one for one in standings if one.counts]
    counts = Counter((one.submission.unit, one.occasion) for one in counting)
    several = [one for one in counting if counts[one.submission.unit, one.occasion] > 1]
    alone = frozenset(one.submission.number for one in counting) - {one.submission.number for one in several}
    values = load_values(one.submission.number for one in several)
    corrections = [one for one in events.corrections if one.at < end_of_day(as_of)]
    merged = [merge_reports(key, several, values, corrections) for key in {one.occasion for one in several}]
    return alone.union(*(one.sources for one in merged))


def _describe(one: Standing, id_: str, sources: frozenset[int], last: Standing | None) -> ListedSubmission:
    submission = one.submission
    later = last if last is not None and last.rank > one.rank and one.counts and not submission.is_signed else None
    if one.is_withdrawn:
        state = SubmissionState.WITHDRAWN
    elif not one.is_accepted:
        state = SubmissionState.SET_APART
    elif later is None:
        state = SubmissionState.COUNTS
    else:
        is_left = submission.number in sources
        state = SubmissionState.COMPLETED if is_left else SubmissionState.SUPERSEDED
    return ListedSubmission(
        id_, submission.unit or submission.unit_said, *one.occasion, submission.received, submission.sha256,
        submission.name, state, submission.is_signed, one.decisions[-1].reason if one.decisions else "",
        None if one.is_accepted else submission.reason,
        submission.occasion if submission.occasion != one.occasion else None,
        later.submission.received if later else None, submission.number,
    )  # fmt: skip
