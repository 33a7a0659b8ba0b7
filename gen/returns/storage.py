"""Submissions → their rows, and back as a Collection: a form received again is only logged, none is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from gen import diagnostics
from gen.clock import day_of
from gen.errors import Diagnostic
from gen.history import Revisions, load_current
from gen.history.carried_codes import CarriedCodes
from gen.history.judged import JudgedOccasion, codes_in, judge
from gen.history.resolving import find_occasion, is_asked, list_periods
from gen.locking import locked
from gen.os_errors import describe_os_error
from gen.plan.file.loading import load_plan
from gen.plan.model import Obligation, Plan
from gen.plan.units import document_recipients, full_name
from gen.reporting.occasions import Occasion
from gen.reporting.periods import Period, drop_covered
from gen.returns.carried import find_outdated
from gen.returns.collection import Collection, Extension, RejectedFile
from gen.returns.effective import MergedReports, OccasionKey, Rank, Standing, SubmissionState
from gen.returns.reasons import OVERRULABLE, Reason, ReasonCode
from gen.returns.rows import (
    ROWS_PER_STATEMENT,
    SIGNED,
    end_of_day,
    find_period_row,
    load_extensions,
    load_occasion,
    load_submissions,
    load_values,
    short_ids,
)
from gen.returns.validation import FieldValue, Submission
from gen.store.connection import FILE_NAME, StoreError, connect, has_store, store_errors
from gen.store.originals import list_stored
from gen.text import name_few

if TYPE_CHECKING:
    from gen.store import models

FORM = "form"
"""The kind of a submission that is a form."""


@dataclass(frozen=True, slots=True)
class ReceivedSubmission:
    """A submission with its source file: the sha256 of that file, its name, its size in bytes."""

    submission: Submission
    file_sha256: str
    file_name: str
    file_size: int


@dataclass(frozen=True, slots=True)
class RepeatedForm:
    """What the stored form is that was received again: `id` is its short id, `state` what it is now.

    Where it counts no more, `why` is the reason that a person gave, `moved_to` the occasion to which it was moved.
    """

    id: str
    state: SubmissionState
    why: str = ""
    moved_to: OccasionKey | None = None


@dataclass(frozen=True, slots=True)
class StoreOutcome:
    """The outcome of a submission: `already_received` is when the same form was received before, and `repeats` what
    became of that.

    `superseded_received` is when the form that it supersedes was received, `kept_keys` are the answers that only
    earlier forms have, which go on counting; `same_batch` says that the earlier form is of the same call.
    `later_received` is when a form of the unit was received that counts over this one. A file that could not be read
    now is not kept (`is_kept`): the submission has the reason, and the same call again may read it. `is_signed` is a
    signed copy, which has no answers; `has_figures` says that a form of its unit for the same occasion counts already.
    `obligation` and `period` are the occasion for which it is stored, `period_label` is the period in words.
    """

    submission: Submission
    already_received: datetime | None = None
    superseded_received: datetime | None = None
    kept_keys: tuple[str, ...] = ()
    same_batch: bool = False
    is_kept: bool = True
    later_received: datetime | None = None
    repeats: RepeatedForm | None = None
    is_signed: bool = False
    has_figures: bool = False
    obligation: str = ""
    period: str = ""
    period_label: str = ""


class StoreOutcomes(tuple[StoreOutcome, ...]):
    """The outcomes of one call; `notices` say what is odd about the store as a whole."""

    notices: tuple[Diagnostic, ...] = ()


class SubmissionBatch:
    """The rows of some submissions, gathered and then written in a few statements; within a transaction."""

    def __init__(
        self, plan: models.Plan, period: models.Period, units: Mapping[str, models.Unit], received: datetime,
        own_rows: frozenset[int], kind: str = FORM,
    ) -> None:  # fmt: skip
        self.own_rows = own_rows
        self._plan, self._period, self._units, self._received, self._kind = plan, period, units, received, kind
        self._rows: list[tuple[models.Submission, Submission]] = []
        self._log: list[models.Log] = []
        self._files: dict[str, ReceivedSubmission] = {}
        self._forms: dict[str, list[_UnitForm]] = {}
        self._known: dict[str, Standing] = {}
        self._ids: dict[int, str] = {}
        self._quarantined: dict[tuple[str, Reason], datetime] = {}

    def add(self, batch: Sequence[ReceivedSubmission]) -> list[StoreOutcome]:
        """Add submissions; their outcomes, in order."""
        self._load(batch)
        already_there = {
            digest: (standing.submission.received, standing.submission.unit) for digest, standing in self._known.items()
        }
        found = []
        for received in batch:
            submission = received.submission
            before = (
                self._quarantined.get((submission.sha256, submission.quarantine_reason))
                if submission.quarantine_reason
                else None
            )
            there, unit = already_there.get(submission.sha256, (None, ""))
            if submission.unit in ("", unit):  # of a signed copy a person may have said that it is another's
                before = there or before
            if before is not None:
                self._files.setdefault(received.file_sha256, received)
                self._log_action("again", submission)
                found.append(self._repeated(submission, before))
                continue
            found.append(self._add_row(received))
            if submission.quarantine_reason:
                self._quarantined[submission.sha256, submission.quarantine_reason] = self._received
            else:
                already_there[submission.sha256] = self._received, submission.unit
        return found

    def _load(self, batch: Sequence[ReceivedSubmission]) -> None:
        """Read what is stored of these forms, and what counts of their units."""
        units = {u.pk for received in batch if (u := self._units.get(received.submission.unit)) is not None}
        digests = [received.submission.sha256 for received in batch]
        here = Q(period=self._period) | Q(decisions__period=self._period)
        again = load_submissions(here & Q(sha256__in=digests))
        for standing in again.standings():
            if standing.is_accepted:
                self._known[standing.submission.sha256] = standing
            elif standing.submission.reason is not None:
                one = standing.submission
                self._quarantined[one.sha256, standing.submission.reason] = one.received
        self._ids = short_ids(self._plan.pk, self._known) if self._known else {}
        names = {standing.submission.unit for standing in self._known.values()}
        own_units = {self._units[name].pk for name in names if name in self._units}
        for standing in load_submissions(here & Q(unit__in=units | own_units)).standings():
            one = standing.submission
            if standing.counts and not one.is_signed and standing.occasion == self._occasion:
                form = _UnitForm(standing.rank, one.received, one.sha256, one.number)
                self._forms.setdefault(one.unit, []).append(form)

    @property
    def _occasion(self) -> OccasionKey:
        return self._period.obligation, self._period.key

    def _repeated(self, submission: Submission, before: datetime) -> StoreOutcome:
        """The outcome of a form that is stored already: whether that counts, and what does instead."""
        standing = self._known.get(submission.sha256)
        if standing is None:
            return StoreOutcome(submission, before)
        one = standing.submission
        later = max((form for form in self._forms.get(one.unit, ()) if form.rank > standing.rank), default=None)
        state, moved_to = SubmissionState.COUNTS, None
        if standing.is_withdrawn:
            state = SubmissionState.WITHDRAWN
        elif standing.occasion != self._occasion:
            state, moved_to = SubmissionState.MOVED, standing.occasion
        elif later is not None and not one.is_signed:
            state = SubmissionState.SUPERSEDED
        why = standing.decisions[-1].reason if standing.decisions else ""
        repeats = RepeatedForm(self._ids[one.number], state, why, moved_to)
        later_received = later.received if later is not None and not one.is_signed else None
        return StoreOutcome(submission, before, later_received=later_received, repeats=repeats, is_signed=one.is_signed)

    def _add_row(self, received: ReceivedSubmission) -> StoreOutcome:
        from gen.store import models

        submission = received.submission
        self._files.setdefault(received.file_sha256, received)
        unit = self._units.get(submission.unit)
        row = models.Submission(
            plan=self._plan, file_id=received.file_sha256, sha256=submission.sha256, name=submission.name,
            unit=unit, unit_said=submission.unit[:80], period=self._period, revision=submission.revision[:40],
            is_current=submission.is_current, received=self._received, kind=self._kind,
            plan_revision=submission.plan_revision,
            why=_reason_as_stored(submission.quarantine_reason), doubts=[one.as_stored() for one in submission.doubts],
        )  # fmt: skip
        self._log_action(
            "set apart" if submission.quarantine_reason else "kept",
            submission,
            why=_reason_as_stored(submission.quarantine_reason),
            kind="" if self._kind == FORM else self._kind,
        )
        is_signed = self._kind == SIGNED
        outcome = StoreOutcome(
            submission, is_signed=is_signed, has_figures=is_signed and bool(self._forms.get(submission.unit))
        )
        if not submission.quarantine_reason and unit is not None and self._kind == FORM:
            outcome = self._place(submission)
        self._rows.append((row, submission))
        return outcome

    def _place(self, submission: Submission) -> StoreOutcome:
        """Put a form among those of its unit that count, by when it was received."""
        forms = self._forms.setdefault(submission.unit, [])
        new = _UnitForm(
            (self._received, 0, _AFTER_ALL + len(self._rows)), self._received, submission.sha256, None, submission
        )
        earlier = sorted(form for form in forms if form.rank < new.rank)
        later = max((form for form in forms if form.rank > new.rank), default=None)
        forms.append(new)
        if later is not None:
            return StoreOutcome(submission, later_received=later.received)
        if not earlier:
            return StoreOutcome(submission)
        before = earlier[-1]
        self._log_action("superseded", submission, earlier=before.sha256)
        own_keys = frozenset(_answer_keys(submission))
        kept = (key for form in reversed(earlier) for key in self._read_keys(form) if key not in own_keys)
        same_batch = before.number is None or before.number in self.own_rows
        return StoreOutcome(submission, None, before.received, tuple(dict.fromkeys(kept)), same_batch)

    def _read_keys(self, form: _UnitForm) -> Iterable[str]:
        if form.submission is not None:
            return _answer_keys(form.submission)
        counted, unfit = load_values([form.number or 0]).get(form.number or 0, ((), ()))
        return _list_keys(counted, unfit)

    def write(self) -> None:
        """Write all rows: files, submissions, values, and the log."""
        from gen.store import models
        from gen.store.bulk import insert_rows

        files = [
            models.File(sha256=digest, name=received.file_name, size=received.file_size, received=self._received)
            for digest, received in self._files.items()
        ]
        models.File.objects.bulk_create(files, ROWS_PER_STATEMENT, ignore_conflicts=True)
        rows = models.Submission.objects.bulk_create([row for row, _submission in self._rows], ROWS_PER_STATEMENT)
        values = (value for row, submission in self._rows for value in _value_rows(row.pk, submission))
        insert_rows(models.Value, _VALUE_COLUMNS, values)
        models.Log.objects.bulk_create(self._log, ROWS_PER_STATEMENT)
        self.own_rows |= {row.pk for row in rows if not row.why}

    def _log_action(self, action: str, submission: Submission, **detail: Any) -> None:
        from gen.store import models

        what = {
            "name": submission.name,
            "period": period_log_name(self._period),
            **{k: v for k, v in detail.items() if v},
        }
        self._log.append(
            models.Log(at=self._received, plan=self._plan, action=action, sha256=submission.sha256, detail=what)
        )  # fmt: skip


_AFTER_ALL = 2**62
"""Among forms that were received at one moment, what is not stored yet comes after what is."""


@dataclass(frozen=True, slots=True, order=True)
class _UnitForm:
    """A form of a unit that counts: its rank, and its row or, where it is not stored yet, what it says."""

    rank: Rank
    received: datetime = field(compare=False)
    sha256: str = field(compare=False)
    number: int | None = field(compare=False)
    submission: Submission | None = field(compare=False, default=None)


def period_log_name(period: models.Period) -> str:
    """A period in the words of the log: summary/2021-Q2."""
    return f"{period.obligation}/{period.key}"


def _answer_keys(submission: Submission) -> Iterable[str]:
    return _list_keys(submission.values, submission.quarantined_values)


def _list_keys(values: Iterable[FieldValue], unfit: Iterable[tuple[FieldValue, Reason]]) -> Iterable[str]:
    """The keys of the answers to what the plan asks; of tasks that are gone, none goes on counting."""
    yield from (value.field.key for value in values)
    yield from (value.field.key for value, reason in unfit if reason.code != ReasonCode.TASK_CHANGED)


_VALUE_COLUMNS = (
    "submission_id", "code", "field", "kind", "text", "number", "percent", "anchor", "doubts", "why",
)  # fmt: skip


def _value_rows(submission_id: int, submission: Submission) -> Iterable[tuple[Any, ...]]:
    """The values of a submission, in the order of _VALUE_COLUMNS."""
    for value in submission.values:
        yield _value_row(submission_id, value, None)
    for value, reason in submission.quarantined_values:
        yield _value_row(submission_id, value, reason)


def _reason_as_stored(reason: Reason | None) -> str:
    return reason.as_stored() if reason else ""


def _value_row(submission_id: int, value: FieldValue, reason: Reason | None) -> tuple[Any, ...]:
    number, percent = (value.figure.value, value.figure.percent) if value.figure else (None, False)
    doubts = [one.as_stored() for one in value.doubts]
    asked = (submission_id, value.field.code, value.field.name, value.field.kind.value)
    return *asked, value.text, number, percent, value.anchor, doubts, _reason_as_stored(reason)


def returns_folder(plan: Path) -> Path:
    """The folder of the returns of the plan in the file `plan`: never among the results, which may be deleted."""
    return plan.parent / "returns"


def originals_folder(plan: Path) -> Path:
    """The folder of the files as they were received."""
    return returns_folder(plan) / "files"


def open_store(plan: Path, *, rereads: bool = False) -> None:
    """Open the store beside the plan, whose lock is held; it is made where there is none.

    Raises StoreError RET-001, RET-018; RET-016 where it is gone and received files are still there, unless they are
    to be read again (`rereads`).
    """
    if not rereads:
        _require_store(plan)
    connect(returns_folder(plan))


def open_store_to_read(plan: Path) -> bool:
    """Open the store beside the plan; False where there is none, and nothing was ever received.

    Raises StoreError RET-001, RET-016, RET-018, BuildError BUILD-028.
    """
    if not _require_store(plan):
        return False
    connect(returns_folder(plan), locked(plan))
    return True


def _require_store(plan: Path) -> bool:
    """Whether there is a store. Raises StoreError RET-016 where it is gone: nothing would be known of what came."""
    if has_store(returns_folder(plan)):
        return True
    folder = originals_folder(plan)
    if count := len(list_originals(folder)):
        where = returns_folder(plan) / FILE_NAME
        raise StoreError.one(diagnostics.returns.STORE_GONE.at(where=where, count=count, folder=folder))
    return False


def list_originals(folder: Path) -> dict[str, Path]:
    """The received files in `folder` by their sha256. Raises StoreError RET-001 where it cannot be read."""
    try:
        return list_stored(folder)
    except OSError as error:
        found = diagnostics.returns.STORE_NOT_OPEN
        raise StoreError.one(found.at(where=folder, reason=describe_os_error(error))) from None


def check_store(plan_path: Path) -> tuple[Diagnostic, ...]:
    """What is odd about the store beside the plan in the file `plan_path` as a whole: the warnings RET-017, RET-020.

    Raises StoreError as `load_collection`.
    """
    plan = load_plan(plan_path).plan
    return _warn_unlike_originals(plan, originals_folder(plan_path)) if open_store_to_read(plan_path) else ()


@store_errors()
def _warn_unlike_originals(plan: Plan, folder: Path) -> tuple[Diagnostic, ...]:
    """The warnings (RET-017, RET-020) that the open store and the received files in `folder` do not fit together."""
    from gen.store import models

    found: list[Diagnostic] = []
    there = list_originals(folder)
    listed = set(models.File.objects.values_list("sha256", flat=True))
    within = set(models.Submission.objects.values_list("sha256", flat=True))
    if count := len(there.keys() - listed - within):
        found.append(diagnostics.returns.FILES_NOT_LISTED.at(count=count, folder=folder))
    own = set(models.File.objects.filter(submissions__plan=plan.header.id).values_list("sha256", flat=True))
    if count := len(own - there.keys()):
        found.append(diagnostics.returns.FILES_GONE.at(count=count, folder=folder))
    return tuple(found)


class SubmissionStore:
    """The stored submissions for one period of a report; the store is open.

    Its methods raise StoreError RET-018 where the database is damaged, RET-019 where it cannot be used now.
    """

    @store_errors()
    def __init__(self, plan: Plan, obligation: Obligation, period: Period, received: datetime) -> None:
        self.received = received
        with transaction.atomic():
            self._plan = _save_plan_row(plan)
            self._units = _save_unit_rows(self._plan, plan)
            self._period = save_period_row(self._plan, obligation, period)
        self._own_rows: frozenset[int] = frozenset()

    @store_errors()
    def find_received(self, digests: Iterable[str]) -> dict[str, datetime]:
        """When the forms with these sha256 were received, of those that are stored here and count, or did once."""
        here = Q(period=self._period) | Q(decisions__period=self._period)
        found = load_submissions(here & Q(sha256__in=list(digests))).standings()
        return {one.submission.sha256: one.submission.received for one in found if one.is_accepted}

    def find_counting_elsewhere(self, digests: Iterable[str]) -> dict[str, tuple[str, str, datetime]]:
        """As `find_counting_elsewhere`, of the occasions of the plan other than this one."""
        return find_counting_elsewhere(self._plan.pk, digests, (self._period.obligation, self._period.key))

    @store_errors()
    def store(self, batch: Sequence[ReceivedSubmission]) -> list[StoreOutcome]:
        """Store the submissions of `batch`, all or none; their outcomes, in order."""
        return self._store(batch, FORM)

    @store_errors()
    def store_signed(self, batch: Sequence[ReceivedSubmission]) -> list[StoreOutcome]:
        """Store signed copies of units' reports, all or none; their outcomes, in order.

        Of each submission the name, the sha256, the unit and the reason for which it is set apart are used: a signed
        copy has no values.
        """
        return self._store(batch, SIGNED)

    def _store(self, batch: Sequence[ReceivedSubmission], kind: str) -> list[StoreOutcome]:
        with transaction.atomic():
            self._lock()
            rows = SubmissionBatch(self._plan, self._period, self._units, self.received, self._own_rows, kind)
            outcomes = rows.add(batch)
            rows.write()
        self._own_rows = rows.own_rows
        return outcomes

    def _lock(self) -> None:
        """Make other commands that store for this plan wait until the transaction ends."""
        type(self._plan).objects.select_for_update().get(pk=self._plan.pk)

    @store_errors()
    def grant_extension(self, unit: str, until: date, reason: str) -> bool:
        """Give the unit until that day; False where it has another extension already, and not this one."""
        from gen.store import models

        with transaction.atomic():
            self._lock()
            key = {"unit": self._units[unit], "period": self._period}
            earlier = models.Extension.objects.filter(**key).first()
            if earlier is not None:
                return (earlier.until, earlier.reason) == (until, reason)
            models.Extension.objects.create(**key, until=until, reason=reason, granted=self.received)
            models.Log.objects.create(
                at=self.received, plan=self._plan, action="extended",
                detail={
                    "unit": unit, "until": until.isoformat(), "reason": reason, "period": period_log_name(self._period),
                },
            )  # fmt: skip
            return True


@store_errors()
def find_counting_elsewhere(
    plan_id: str, digests: Iterable[str], own: OccasionKey | None = None, end: datetime | None = None
) -> dict[str, tuple[str, str, datetime]]:
    """The occasion (obligation, period key) for which each form counts, or did, and when it was received, by sha256.

    Of several occasions, the one where it was received first; the occasion `own` is left out. Forms that were set
    apart and never counted are not among them. With `end`, as it was before that moment. The store is open; raises
    StoreError RET-018, RET-019.
    """
    found = load_submissions(Q(plan=plan_id) & Q(sha256__in=list(digests))).standings(end)
    elsewhere: dict[str, tuple[str, str, datetime]] = {}
    for one in sorted(found, key=lambda each: (each.submission.received, each.submission.number)):
        if one.is_accepted and one.occasion != own:
            elsewhere.setdefault(one.submission.sha256, (*one.occasion, one.submission.received))
    return elsewhere


@store_errors()
def find_sending_units(plan_id: str, digests: Iterable[str]) -> dict[str, str]:
    """The id of the unit for which each file counts now, by sha256; the store is open.

    Raises StoreError RET-018, RET-019.
    """
    found = load_submissions(Q(plan=plan_id) & Q(sha256__in=list(digests))).standings()
    return {one.submission.sha256: one.submission.unit for one in found if one.counts}


@store_errors()
def load_last_answers(
    plan_id: str, obligation_id: str, period_key: str, unit_ids: Iterable[str]
) -> dict[str, dict[str, str]]:
    """The answers of these units that count for an occasion now, by the keys of the fields; {} where there are none.

    The store is open; raises StoreError RET-018, RET-019.
    """
    from gen.store import models

    occasion = (obligation_id, period_key)
    row = find_period_row(plan_id, occasion)
    if row is None:
        return {}
    units = list(models.Unit.objects.filter(plan=plan_id, name_id__in=list(unit_ids)).values_list("pk", flat=True))
    reports = load_occasion(row, units).merge(occasion).accepted
    return {report.unit: {value.field.key: value.text for value in report.values} for report in reports}


def _save_plan_row(plan: Plan) -> models.Plan:
    from gen.store import models

    row: models.Plan
    row, _new = models.Plan.objects.update_or_create(id=plan.header.id, defaults={"subject": plan.header.subject})
    return row


def _save_unit_rows(row: models.Plan, plan: Plan) -> dict[str, models.Unit]:
    from gen.store import models

    names = {unit.id: full_name(unit) for unit in document_recipients(plan)}
    known = {unit.name_id: unit for unit in row.units.all()}
    for unit in known.values():
        if names.get(unit.name_id, unit.name) != unit.name:
            unit.name = names[unit.name_id]
            unit.save(update_fields=["name"])
    new = [models.Unit(plan=row, name_id=key, name=name) for key, name in names.items() if key not in known]
    models.Unit.objects.bulk_create(new, batch_size=ROWS_PER_STATEMENT)
    return known | {unit.name_id: unit for unit in new}


def save_period_row(row: models.Plan, obligation: Obligation, period: Period) -> models.Period:
    """The row of an occasion, made or brought up to date."""
    from gen.store import models

    dates = {"label": period.label, "begin": period.begin, "cutoff": period.cutoff, "due": period.due}
    found: models.Period
    found, _new = models.Period.objects.update_or_create(
        plan=row, obligation=obligation.id, key=period.key, defaults=dates
    )
    return found


def load_collection(plan_path: Path, obligation_id: str | None, period_key: str | None, as_of: date) -> Collection:
    """What is received, by the end of `as_of`, for one report of the plan in the file `plan_path`.

    Without `obligation_id` it is the report that the form answers, without `period_key` the period reported on then.
    The collection's plan is the one by which the period is judged: the revision in force at its end, with the units
    that there were then. Raises OccasionError RET-002, RET-008, RET-009 or RET-015 where the names lead to no single
    report and period; StoreError RET-001 where the store cannot be opened, RET-016 where it is gone, RET-018 and
    RET-019 where it cannot be read, RET-039 where a revision that answers rest on is gone; BuildError BUILD-026,
    BUILD-035 and BUILD-036 where the history of the plan cannot be read.
    """
    revisions = load_current(plan_path).revisions
    occasion = find_occasion(revisions, obligation_id, period_key, as_of)
    [found] = _load_each(plan_path, revisions, occasion.obligation, [occasion.period], as_of)
    return found


def load_collections(
    plan_path: Path, obligation_id: str | None, period_key: str | None, as_of: date
) -> tuple[Collection, ...]:
    """What is received for each period of a report that has begun by `as_of`, up to the one with that key, in order.

    There is one at least. Raises as `load_collection`.
    """
    revisions = load_current(plan_path).revisions
    resolved = find_occasion(revisions, obligation_id, period_key, as_of)
    periods = list_periods(revisions, resolved, as_of)
    last = len(periods) if period_key is None else periods.index(resolved.period) + 1
    return _load_each(plan_path, revisions, resolved.obligation, periods[:last], as_of)


def load_compared_collections(
    plan_path: Path, obligation_id: str | None, period_key: str | None, as_of: date
) -> tuple[Collection, ...]:
    """As `load_collection`, after the periods with which that one is compared: the one before, the year's earlier ones.

    They are in order, the one that is asked for last. Left out are those whose days a later one has all, since the plan
    asked at other times by then. Raises as `load_collection`.
    """
    revisions = load_current(plan_path).revisions
    resolved = find_occasion(revisions, obligation_id, period_key, as_of)
    periods = list_periods(revisions, resolved, as_of)
    before = drop_covered(_up_to(periods, resolved.period))[:-1]  # nothing is added twice
    compared = [*(one for one in before[:-1] if one.year == resolved.period.year), *before[-1:], resolved.period]
    return _load_each(plan_path, revisions, resolved.obligation, compared, as_of)


def load_period_before(
    plan_path: Path, obligation_id: str, period_key: str, as_of: date
) -> tuple[Collection, Collection] | None:
    """What is received by the end of `as_of` for the period before the one with that key, and for that one.

    None where it is the first one, or where nothing was ever collected. Raises as `load_collection`.
    """
    if not open_store_to_read(plan_path):
        return None
    revisions = load_current(plan_path).revisions
    resolved = find_occasion(revisions, obligation_id, period_key, as_of)
    periods = drop_covered(_up_to(list_periods(revisions, resolved, as_of), resolved.period))
    if len(periods) < 2:
        return None
    before, now = _load_each(plan_path, revisions, resolved.obligation, periods[-2:], as_of)
    return before, now


@store_errors()
def load_days_before(
    revisions: Revisions, occasion: Occasion, unit_ids: Iterable[str]
) -> tuple[JudgedOccasion | None, JudgedOccasion, list[MergedReports]]:
    """The occasion before, None where there is none; the one that is asked about; and what counted of these units then.

    That is a MergedReports for the end of each day on which something came, or was decided or corrected. The store is
    open; raises StoreError RET-018, RET-019, RET-039; BuildError BUILD-036.
    """
    from gen.store import models

    now = judge(revisions, *occasion)
    periods = drop_covered(_up_to(list_periods(revisions, occasion, date.min), occasion.period))
    if len(periods) < 2:
        return None, now, []
    before = judge(revisions, occasion.obligation, periods[-2])
    key = (before.obligation.id, before.period.key)
    row = find_period_row(before.plan.header.id, key)
    if row is None:
        return before, now, []
    units = models.Unit.objects.filter(plan=before.plan.header.id, name_id__in=sorted(unit_ids))
    events = load_occasion(row, list(units.values_list("pk", flat=True)))
    moments = [one.received for one in events.submissions]
    moments += [*(one.at for one in events.decisions), *(one.at for one in events.corrections)]
    codes_of = codes_by_revision(revisions, before)
    return before, now, [events.merge(key, end_of_day(day), codes_of) for day in sorted(set(map(day_of, moments)))]


def _up_to(periods: Sequence[Period], last: Period) -> Sequence[Period]:
    return periods[: periods.index(last) + 1]


def _load_each(
    plan_path: Path, revisions: Revisions, obligation: Obligation, periods: Sequence[Period], as_of: date
) -> tuple[Collection, ...]:
    """The collection of each of the periods; what is odd about the store as a whole is said in the last one."""
    occasions = [judge(revisions, obligation, period) for period in periods]
    if not open_store_to_read(plan_path):
        return tuple(Collection(one.plan, one.obligation, one.period, one.owing_units) for one in occasions)
    found = []
    for one in occasions:
        received, extensions = _load_received(revisions, one, as_of)
        collection = Collection(
            one.plan, one.obligation, one.period, one.owing_units, received.accepted, received.rejected, extensions,
            signed=received.signed, ended_units=one.ended_units,
        )  # fmt: skip
        found.append(collection)
    notices = _warn_unlike_originals(occasions[-1].plan, originals_folder(plan_path))
    unasked = _warn_unasked(revisions, end_of_day(as_of))
    return *found[:-1], replace(found[-1], notices=(*notices, *unasked))


@store_errors()
def _warn_unasked(revisions: Revisions, end: datetime) -> tuple[Diagnostic, ...]:
    """The warning (RET-041) that forms count before `end` for periods in which nobody is asked for the report."""
    from gen.store import models

    rows = models.Period.objects.filter(plan=revisions.plan.header.id).values_list("obligation", "key")
    unasked = [key for key in rows if not is_asked(revisions, *key)]
    if not unasked:
        return ()
    standings = load_submissions(Q(plan=revisions.plan.header.id)).standings(end)
    found = [one for one in standings if one.counts and one.occasion in unasked]
    names = name_few([*dict.fromkeys(f"{one.submission.unit} {one.occasion[0]}/{one.occasion[1]}" for one in found)])
    return (diagnostics.returns.COUNT_NOWHERE.at(count=len(found), names=names),) if found else ()


@store_errors()
def _load_received(
    revisions: Revisions, occasion: JudgedOccasion, as_of: date
) -> tuple[MergedReports, tuple[Extension, ...]]:
    key, plan_id = (occasion.obligation.id, occasion.period.key), occasion.plan.header.id
    row = find_period_row(plan_id, key)
    if row is None:
        return MergedReports(), ()
    end = end_of_day(as_of)
    codes_of, is_outdated = codes_by_revision(revisions, occasion), find_outdated(revisions, occasion)
    merged = load_occasion(row).merge(key, end, codes_of, is_outdated)
    return replace(merged, rejected=_still_rejected(plan_id, merged.rejected, end)), load_extensions(row, end)


def codes_by_revision(revisions: Revisions, occasion: JudgedOccasion) -> Callable[[str], CarriedCodes | None]:
    """For the digest of a revision of the plan, its codes in the one by which the occasion is judged.

    The function raises StoreError RET-039 for a digest of which the plan's history knows nothing.
    """

    @cache
    def codes_of(digest: str) -> CarriedCodes | None:
        if digest == occasion.digest:
            return None
        found = codes_in(occasion, revisions, digest)
        if found is None:
            place = str(revisions.history.folder)
            raise StoreError.one(diagnostics.returns.REVISION_UNKNOWN.at(folder=place, digest=digest[:16]))
        return found

    return codes_of


def _still_rejected(plan_id: str, rejected: tuple[RejectedFile, ...], end: datetime) -> tuple[RejectedFile, ...]:
    """The files without those about which a person was asked, and that count before `end` for the occasion named."""
    asked = [one.sha256 for one in rejected if one.reason.code in OVERRULABLE]
    counting = find_counting_elsewhere(plan_id, asked, end=end) if asked else {}
    return tuple(one for one in rejected if one.sha256 not in counting)
