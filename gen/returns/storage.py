"""Submissions → their rows, and back: a form received again is only logged, a superseded one is marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from gen import diagnostics
from gen.derive.answers import FormField
from gen.derive.form_fields import FieldKind
from gen.errors import Diagnostic
from gen.locking import locked
from gen.os_errors import describe_os_error
from gen.plan.file.loading import load_plan
from gen.plan.model import Obligation, Plan
from gen.plan.units import document_recipients, full_name
from gen.reading import read_figure
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import resolve_occasion
from gen.reporting.periods import Period
from gen.returns.collection import VIETNAM, AcceptedSubmission, Collection, Extension, RejectedFile
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.validation import FieldValue, Submission
from gen.store.connection import FILE_NAME, StoreError, connect, has_store, store_errors
from gen.store.originals import list_stored

if TYPE_CHECKING:
    from gen.store import models

ROWS_PER_STATEMENT = 500
"""Number of rows that one SQL statement writes or reads."""


@dataclass(frozen=True, slots=True)
class ReceivedSubmission:
    """A submission with its source file: the sha256 of that file, its name, its size in bytes."""

    submission: Submission
    file_sha256: str
    file_name: str
    file_size: int


@dataclass(frozen=True, slots=True)
class StoreOutcome:
    """The outcome of a submission: `already_received` is when the same form was received before.

    `superseded_received` is when the form that it supersedes was received, `dropped_keys` are the answers that only
    the earlier form has; `same_batch` says that the earlier form is of the same call. A file that could not be read
    now is not kept (`is_kept`): the submission has the reason, and the same call again may read it.
    """

    submission: Submission
    already_received: datetime | None = None
    superseded_received: datetime | None = None
    dropped_keys: tuple[str, ...] = ()
    same_batch: bool = False
    is_kept: bool = True


class StoreOutcomes(tuple[StoreOutcome, ...]):
    """The outcomes of one call; `notices` say what is odd about the store as a whole."""

    notices: tuple[Diagnostic, ...] = ()


class SubmissionBatch:
    """The rows of some submissions, gathered and then written in a few statements; within a transaction."""

    def __init__(
        self, plan: models.Plan, period: models.Period, units: Mapping[str, models.Unit], received: datetime,
        own_rows: frozenset[int],
    ) -> None:  # fmt: skip
        self.own_rows = own_rows
        self._plan, self._period, self._units, self._received = plan, period, units, received
        self._rows: list[tuple[models.Submission, Submission]] = []
        self._superseded: list[tuple[models.Submission, models.Submission]] = []
        self._log: list[models.Log] = []
        self._files: dict[str, ReceivedSubmission] = {}
        self._effective_rows: dict[int, models.Submission] = {}
        self._quarantined: dict[tuple[str, Reason], datetime] = {}
        self._put_before_others: dict[int, models.Submission] = {}

    def add(self, batch: Sequence[ReceivedSubmission], known: Mapping[str, datetime]) -> list[StoreOutcome]:
        """Add submissions; their outcomes, in order. `known`: when stored forms were received, by their sha256."""
        already_there, rows = dict(known), self._period.submissions
        units = [u.pk for received in batch if (u := self._units.get(received.submission.unit)) is not None]
        self._effective_rows = {s.unit_id: s for s in rows.filter(unit__in=units, why="", superseded_by=None)}
        quarantined = rows.filter(sha256__in=[received.submission.sha256 for received in batch]).exclude(why="")
        self._quarantined = {
            (sha256, Reason.parse(why)): at for sha256, why, at in quarantined.values_list("sha256", "why", "received")
        }
        found = []
        for received in batch:
            submission = received.submission
            before = (
                self._quarantined.get((submission.sha256, submission.quarantine_reason))
                if submission.quarantine_reason
                else None
            )
            before = already_there.get(submission.sha256, before)
            if before is not None:
                self._files.setdefault(received.file_sha256, received)
                self._log_action("again", submission)
                found.append(StoreOutcome(submission, already_received=before))
                continue
            found.append(self._add_row(received))
            if submission.quarantine_reason:
                self._quarantined[submission.sha256, submission.quarantine_reason] = self._received
            else:
                already_there[submission.sha256] = self._received
        return found

    def _add_row(self, received: ReceivedSubmission) -> StoreOutcome:
        from gen.store import models

        submission = received.submission
        self._files.setdefault(received.file_sha256, received)
        unit = self._units.get(submission.unit)
        row = models.Submission(
            plan=self._plan, file_id=received.file_sha256, sha256=submission.sha256, name=submission.name,
            unit=unit, unit_said=submission.unit[:80], period=self._period, revision=submission.revision[:40],
            is_current=submission.is_current, received=self._received,
            why=_reason_as_stored(submission.quarantine_reason), doubts=[one.as_stored() for one in submission.doubts],
        )  # fmt: skip
        self._log_action(
            "set apart" if submission.quarantine_reason else "kept",
            submission,
            why=_reason_as_stored(submission.quarantine_reason),
        )
        outcome = StoreOutcome(submission)
        if not submission.quarantine_reason and unit is not None:
            effective = self._effective_rows.get(unit.pk)
            if effective is not None and effective.pk is not None and effective.received > self._received:
                self._put_before(row)
            else:
                outcome = self._supersede(row, submission)
                self._effective_rows[unit.pk] = row
        self._rows.append((row, submission))
        return outcome

    def _supersede(self, row: models.Submission, submission: Submission) -> StoreOutcome:
        """The outcome of a submission whose unit has an effective form already."""
        before = self._effective_rows.get(row.unit_id)
        if before is None:
            return StoreOutcome(submission)
        self._superseded.append((before, row))
        self._log_action("superseded", submission, earlier=before.sha256)
        own_keys = frozenset(_answer_keys(submission))
        dropped = tuple(key for key in self._read_keys(before) if key not in own_keys)
        same_batch = before.pk is None or before.pk in self.own_rows
        return StoreOutcome(submission, None, before.received, dropped, same_batch)

    def _put_before(self, row: models.Submission) -> None:
        """Put a form in its place among those of its unit that are stored already, of which later ones were received.

        So it is with files that are read again for a store that is older than they are.
        """
        stored = list(self._period.submissions.filter(unit=row.unit, why="").order_by("received", "pk"))
        earlier = [one for one in stored if one.received <= self._received]
        before = self._put_before_others.get(row.unit_id, earlier[-1] if earlier else None)
        if before is not None:
            self._superseded.append((before, row))
        self._superseded.append((row, next(one for one in stored if one.received > self._received)))
        self._put_before_others[row.unit_id] = row

    def _read_keys(self, row: models.Submission) -> list[str]:
        if row.pk is None:
            return next([*_answer_keys(submission)] for other, submission in self._rows if other is row)
        return [_field_key(code, name) for code, name in row.values.order_by("pk").values_list("code", "field")]

    def write(self) -> None:
        """Write all rows: files, submissions, values, then what is superseded, and the log."""
        from gen.store import models

        files = [
            models.File(sha256=digest, name=received.file_name, size=received.file_size, received=self._received)
            for digest, received in self._files.items()
        ]
        models.File.objects.bulk_create(files, ROWS_PER_STATEMENT, ignore_conflicts=True)
        rows = models.Submission.objects.bulk_create([row for row, _submission in self._rows], ROWS_PER_STATEMENT)
        values = [value for row, submission in self._rows for value in _value_rows(row, submission)]
        models.Value.objects.bulk_create(values, ROWS_PER_STATEMENT)
        for before, row in self._superseded:
            before.superseded_by = row
        changed = {before.pk: before for before, _row in self._superseded}
        models.Submission.objects.bulk_update(changed.values(), ["superseded_by"], ROWS_PER_STATEMENT)
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


def period_log_name(period: models.Period) -> str:
    """A period in the words of the log: summary/2021-Q2."""
    return f"{period.obligation}/{period.key}"


def _answer_keys(submission: Submission) -> Iterable[str]:
    return (v.field.key for v in (*submission.values, *(v for v, _reason in submission.quarantined_values)))


def _field_key(code: str, name: str) -> str:
    return FormField(code, name, FieldKind.TEXT).key


def _value_rows(row: models.Submission, submission: Submission) -> Iterable[models.Value]:
    for value in submission.values:
        yield _value_row(row, value, None)
    for value, reason in submission.quarantined_values:
        yield _value_row(row, value, reason)


def _reason_as_stored(reason: Reason | None) -> str:
    return reason.as_stored() if reason else ""


def _value_row(row: models.Submission, value: FieldValue, reason: Reason | None) -> models.Value:
    from gen.store import models

    number, percent = (value.figure.value, value.figure.percent) if value.figure else (None, False)
    return models.Value(
        submission=row, code=value.field.code, field=value.field.name, kind=value.field.kind.value, text=value.text,
        number=number, percent=percent, anchor=value.anchor,
        doubts=[one.as_stored() for one in value.doubts], why=_reason_as_stored(reason),
    )  # fmt: skip


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
    if count := len(_list_originals(folder)):
        where = returns_folder(plan) / FILE_NAME
        raise StoreError.one(diagnostics.returns.STORE_GONE.at(where=where, count=count, folder=folder))
    return False


def _list_originals(folder: Path) -> dict[str, Path]:
    """The received files. Raises StoreError RET-001 where their folder cannot be read."""
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
    there = _list_originals(folder)
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
            self._period = _save_period_row(self._plan, obligation, period)
        self._own_rows: frozenset[int] = frozenset()

    @store_errors()
    def find_received(self, digests: Iterable[str]) -> dict[str, datetime]:
        """When the forms with these sha256 were received, of those that are stored here and count, or did once."""
        rows = self._period.submissions.filter(why="", sha256__in=list(digests))
        return dict(rows.values_list("sha256", "received"))

    @store_errors()
    def store(self, batch: Sequence[ReceivedSubmission]) -> list[StoreOutcome]:
        """Store the submissions of `batch`, all or none; their outcomes, in order."""
        with transaction.atomic():
            self._lock()
            rows = SubmissionBatch(self._plan, self._period, self._units, self.received, self._own_rows)
            outcomes = rows.add(batch, self.find_received(received.submission.sha256 for received in batch))
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


def _save_period_row(row: models.Plan, obligation: Obligation, period: Period) -> models.Period:
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
    Raises OccasionError RET-002, RET-008, RET-009 or RET-015 where the names lead to no single report and period;
    StoreError RET-001 where the store cannot be opened, RET-016 where it is gone, RET-018 and RET-019 where it cannot
    be read.
    """
    plan = load_plan(plan_path).plan
    occasion = resolve_occasion(plan, obligation_id, period_key, as_of)
    obligation, period = occasion.obligation, occasion.period
    owing = reporting_units(plan, obligation)
    if not open_store_to_read(plan_path):
        return Collection(plan, obligation, period, owing)
    return Collection(
        plan, obligation, period, owing, *_load_received(plan, obligation, period, as_of),
        notices=_warn_unlike_originals(plan, originals_folder(plan_path)),
    )  # fmt: skip


@store_errors()
def _load_received(
    plan: Plan, obligation: Obligation, period: Period, as_of: date
) -> tuple[tuple[AcceptedSubmission, ...], tuple[RejectedFile, ...], tuple[Extension, ...]]:
    from gen.store import models

    row = models.Period.objects.filter(plan=plan.header.id, obligation=obligation.id, key=period.key).first()
    if row is None:
        return (), (), ()
    effective = _list_effective(row, as_of)
    values = _load_values(effective)
    reports = tuple(
        AcceptedSubmission(
            s.unit.name_id, s.received, s.sha256, s.name, *values.get(s.pk, ((), ())), is_current=s.is_current,
        )
        for s in effective if not s.why and s.unit is not None
    )  # fmt: skip
    rejected = tuple(
        RejectedFile(s.unit_said, s.received, s.sha256, s.name, Reason.parse(s.why)) for s in effective if s.why
    )
    extensions = tuple(Extension(e.unit.name_id, e.until, e.reason) for e in row.extensions.select_related("unit"))
    return reports, rejected, extensions


def _list_effective(row: models.Period, as_of: date) -> list[models.Submission]:
    """What counted at the end of that day: received by then, and not superseded by then."""
    end = datetime.combine(as_of + timedelta(days=1), time(), VIETNAM)
    not_yet = Q(superseded_by=None) | Q(superseded_by__received__gte=end)
    return list(row.submissions.filter(not_yet, received__lt=end).select_related("unit").order_by("received", "pk"))


_SplitValues = tuple[tuple[FieldValue, ...], tuple[tuple[FieldValue, Reason], ...]]


def _load_values(effective: Sequence[models.Submission]) -> dict[int, _SplitValues]:
    """The values of the submissions that count, by their rows, in the order of the form."""
    from gen.store import models

    names = ("submission_id", "code", "field", "kind", "text", "anchor", "doubts", "why")
    rows = [one.pk for one in effective if not one.why]
    rows_found = (
        found
        for start in range(0, len(rows), ROWS_PER_STATEMENT)
        for found in models.Value.objects.filter(submission__in=rows[start : start + ROWS_PER_STATEMENT])
        .order_by("pk")
        .values_list(*names)
        .iterator()
    )
    counted: defaultdict[int, list[FieldValue]] = defaultdict(list)
    quarantined: defaultdict[int, list[tuple[FieldValue, Reason]]] = defaultdict(list)
    for owner, code, name, kind, text, anchor, doubts, why in rows_found:
        reason = Reason.parse(why) if why else None
        # From the typed text: SQLite stores the column of numbers as floating point.
        number = read_figure(text) if kind == FieldKind.NUMBER else None
        value = FieldValue(
            FormField(code, name, FieldKind(kind)), text, anchor, number, tuple(map(Reason.parse, doubts))
        )
        if reason is None and kind == FieldKind.NUMBER and number is None:
            reason = Reason.of(ReasonCode.NO_NUMBER)  # it was read as one by an earlier version
        if reason:
            quarantined[owner].append((value, reason))
        else:
            counted[owner].append(value)
    return {owner: (tuple(counted[owner]), tuple(quarantined[owner])) for owner in {*counted, *quarantined}}
