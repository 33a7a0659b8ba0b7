"""Returned files → the store beside the plan: originals as received, their submissions stored or quarantined."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from gen import diagnostics
from gen.errors import BuildError
from gen.files import list_files, remove_all_leftovers
from gen.locking import locked
from gen.os_errors import describe_os_error
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan
from gen.plan.secret import read_secret
from gen.reporting.forms import answered_by_forms, answered_obligations
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import Occasion, OccasionError, resolve_occasion, resolve_period
from gen.returns.clock import day_meant, refuse_future
from gen.returns.collection import VIETNAM
from gen.returns.intake.conversion import convert_files, read_submission, split_into_batches
from gen.returns.intake.unpack import ReceivedFile, display_name, receive_files
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.storage import (
    ReceivedSubmission,
    StoreOutcome,
    SubmissionStore,
    open_store,
    originals_folder,
    returns_folder,
)
from gen.returns.validation import Submission
from gen.schedule import ProcessSchedule, Schedule, SerialSchedule
from gen.store.connection import StoreError
from gen.store.originals import store_bytes, store_file

_FORMS_PER_PIECE = 25
"""Number of forms that one process gets at a time; fewer are read in this process."""
_ValidationContext = tuple[Plan, bytes]
"""What forms are checked against: the plan, and the secret that marks its forms."""


@dataclass(frozen=True, slots=True)
class CollectionRequest:
    """One call: its plan, report and period; `received` is when the files were received, with its time zone.

    With `keeps_dates`, files that were received before, and are read again, keep the day on which they were.
    """

    plan: Path
    received: datetime
    obligation: str | None = None
    period: str | None = None
    jobs: int = 1
    keeps_dates: bool = False


def collect(
    request: CollectionRequest, paths: Iterable[Path], on_wait: Callable[[], object] = lambda: None
) -> Iterator[StoreOutcome]:
    """Store every file at `paths`, the oldest first, and the submission of each form for the report that it answers.

    Files in the folder of those received before are read again: so the store is made anew where it was lost. `on_wait`
    is called where another program works on the plan just then. Each outcome is yielded after it is stored; after an
    interruption the same call completes the work. A file that cannot be read stops no other: its outcome says so, and
    nothing of it is stored. Raises StoreError RET-001, RET-016, RET-018 and RET-019 where the store cannot be used,
    RET-003 where a file cannot be stored; OccasionError RET-002, RET-009; FutureError RET-030; BuildError BUILD-028.
    """
    refuse_future(request.received)
    is_begun = False
    kept, new = _split_off_originals(paths, originals_folder(request.plan))
    calls = [*_by_day(request, kept), *([(request, new)] if new else [])]
    with locked(request.plan, on_wait):
        load_plan(request.plan)  # its mistakes come before anything is made
        open_store(request.plan, rereads=bool(kept))
        remove_all_leftovers(returns_folder(request.plan))
    try:
        for one, chosen in calls:
            for outcome in _collect_each(one, chosen, on_wait):
                is_begun = True
                yield outcome
    except (StoreError, BuildError) as error:
        raise type(error)(error.diagnostics, is_begun or error.is_partly_done) from None


def _split_off_originals(paths: Iterable[Path], folder: Path) -> tuple[list[Path], list[Path]]:
    """The files of `paths` that lie in the `folder` of those received before, and the other paths."""
    kept: list[Path] = []
    new: list[Path] = []
    for path in paths:
        (kept if _lies_in(path, folder) else new).append(path)
    files = [file for path in kept for file in ([one for one, _no in list_files(path)] if path.is_dir() else [path])]
    return [file for file in files if not file.name.startswith(".")], new


def _lies_in(path: Path, folder: Path) -> bool:
    with suppress(OSError, ValueError):  # a name that is none
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    return False


def _by_day(request: CollectionRequest, files: Sequence[Path]) -> Iterator[tuple[CollectionRequest, list[Path]]]:
    """The files of each day on which some were received, the first day first, with the request for them."""
    if not request.keeps_dates:
        yield from [(request, list(files))] if files else []
        return
    days: dict[date, list[tuple[datetime, Path]]] = defaultdict(list)
    for file in files:
        received = request.received
        with suppress(OSError):  # whoever reads it says so
            received = min(received, datetime.fromtimestamp(file.stat().st_mtime, VIETNAM))
        days[day_meant(received)].append((received, file))
    for _day, found in sorted(days.items()):
        last = max(received for received, _file in found)
        yield replace(request, received=last.astimezone(UTC)), [file for _received, file in found]


def _collect_each(
    request: CollectionRequest, paths: Iterable[Path], on_wait: Callable[[], object]
) -> Iterator[StoreOutcome]:
    """The plan is locked only while something is stored: to convert many forms can take minutes."""
    plan = load_plan(request.plan).plan
    router = _SubmissionRouter(plan, request, _occasions(plan, request))
    secret = read_secret(request.plan)
    keeper = _OriginalsKeeper(originals_folder(request.plan), request.received)
    for batch in split_into_batches(receive_files(paths, oldest_first=True)):
        files: dict[str, tuple[str, int]] = {}
        with locked(request.plan, on_wait):
            for one in batch:
                if (kept := keeper.keep(one)) is not None:
                    files[one.sha256] = kept
            known = router.find_known(files)
        yield from (_unread_outcome(one) for one in batch if keeper.is_unread(one))
        batch = [one for one in batch if not keeper.is_unread(one)]
        new = [one for one in batch if one.sha256 not in known]
        again = [(known[o.sha256], Submission(o.name, o.sha256)) for o in batch if o.sha256 in known]
        with locked(request.plan, on_wait):
            stored = router.store(again, [one for one in batch if one.sha256 in known], files)
        yield from stored
        for piece, submissions in _validate_files(new, (plan, secret), request.jobs):
            with locked(request.plan, on_wait):
                stored = router.store(map(router.assign, submissions), piece, files)
            yield from stored


def _occasions(plan: Plan, request: CollectionRequest) -> dict[str, Occasion]:
    """The occasions for which forms are accepted, by their obligations' ids: the named one, else all.

    Raises OccasionError RET-002 where there is no such report, RET-009 where no report has such a period.
    """
    day = day_meant(request.received)
    answered = answered_by_forms(plan)
    if request.obligation is not None or len(answered) == 1 or not answered:
        occasion = resolve_occasion(plan, request.obligation, request.period, day)
        return {occasion.obligation.id: occasion}
    found = {}
    for number, obligation in enumerate(answered, 1):
        try:
            found[obligation.id] = Occasion(obligation, resolve_period(plan, obligation, request.period, day))
        except OccasionError:
            if not found and number == len(answered):
                raise
    return found


class _SubmissionRouter:
    """Stores each submission of one call for the report that it answers: one SubmissionStore for each occasion."""

    def __init__(self, plan: Plan, request: CollectionRequest, occasions: dict[str, Occasion]) -> None:
        self._plan, self._request, self._occasions = plan, request, occasions
        self._owing = {id_: {u.id for u in reporting_units(plan, o.obligation)} for id_, o in occasions.items()}
        self._stores: dict[str, SubmissionStore] = {}
        self._all_bear_one = len(answered_by_forms(plan)) > 1

    def find_known(self, digests: Iterable[str]) -> dict[str, str]:
        """The forms with these sha256 that are stored already, each with the id of its obligation."""
        digests = list(digests)
        return {digest: id_ for id_ in self._occasions for digest in self._store_for(id_).find_received(digests)}

    def assign(self, submission: Submission) -> tuple[str, Submission]:
        """The id of its obligation, and the submission: quarantined where it answers none of the accepted reports."""
        first = next(iter(self._occasions))
        id_, reason = ("", None) if submission.quarantine_reason else self._resolve_obligation(submission)
        if not reason and id_ and submission.unit not in self._owing[id_]:
            reason = Reason.of(ReasonCode.OWES_NOT_THIS, unit=submission.unit, id=id_)
        return id_ or first, replace(submission, quarantine_reason=reason) if reason else submission

    def _resolve_obligation(self, submission: Submission) -> tuple[str, Reason | None]:
        """The id of the obligation that a form answers, or why it is unknown; the form's own code is decisive."""
        named = self._request.obligation
        if named is not None:
            other = submission.obligation not in ("", named)
            return named, Reason.of(ReasonCode.OTHER_REPORT, id=submission.obligation) if other else None
        forms = [obligation.id for obligation in answered_obligations(self._plan, submission.unit) if obligation]
        if not forms:
            return "", Reason.of(ReasonCode.OWES_NONE, unit=submission.unit)
        if not submission.obligation and self._all_bear_one:  # built when the plan asked for other reports
            return "", Reason.of(ReasonCode.REPORT_NOT_SAID, names=", ".join(forms))
        id_ = submission.obligation or forms[0]
        if id_ not in self._occasions:
            return "", Reason.of(ReasonCode.NO_SUCH_PERIOD, name=id_, key=self._request.period)
        return id_, None

    def store(
        self,
        submissions: Iterable[tuple[str, Submission]],
        received: Sequence[ReceivedFile],
        files: Mapping[str, tuple[str, int]],
    ) -> list[StoreOutcome]:
        """Store submissions, each for the obligation with that id; the outcome of each, in their order."""
        pairs = [
            (id_, _with_source_file(submission, file, files))
            for (id_, submission), file in zip(submissions, received, strict=True)
        ]
        outcomes: dict[int, StoreOutcome] = {}
        for id_ in dict.fromkeys(id_ for id_, _submission in pairs):
            numbers = [number for number, (other, _submission) in enumerate(pairs) if other == id_]
            outcomes |= zip(numbers, self._store_for(id_).store([pairs[number][1] for number in numbers]), strict=True)
        return [outcomes[number] for number in range(len(pairs))]

    def _store_for(self, obligation_id: str) -> SubmissionStore:
        if obligation_id not in self._stores:
            occasion = self._occasions[obligation_id]
            self._stores[obligation_id] = SubmissionStore(
                self._plan, occasion.obligation, occasion.period, self._request.received
            )
        return self._stores[obligation_id]


def _with_source_file(
    submission: Submission, one: ReceivedFile, files: Mapping[str, tuple[str, int]]
) -> ReceivedSubmission:
    digest, size = files[one.sha256]
    return ReceivedSubmission(replace(submission, name=one.name), digest, display_name(one.source_path), size)


def _unread_outcome(one: ReceivedFile) -> StoreOutcome:
    """The outcome of a file of which nothing is stored, since it cannot be read now."""
    reason = one.refusal_reason if one.is_unread else Reason.of(ReasonCode.GONE)
    return StoreOutcome(Submission(one.name, one.sha256, quarantine_reason=reason), is_kept=False)


class _OriginalsKeeper:
    """Stores each received file once, though several forms may be in one file."""

    def __init__(self, folder: Path, received: datetime) -> None:
        self._folder, self._received = folder, received
        self._stored: dict[Path, tuple[str, int]] = {}
        self._unread: set[Path] = set()

    def is_unread(self, one: ReceivedFile) -> bool:
        """Whether the source file of `one` cannot be read, or not any more."""
        return one.is_unread or one.source_path in self._unread

    def keep(self, one: ReceivedFile) -> tuple[str, int] | None:
        """The sha256 and the size of the stored source file of `one`; a form inside it is stored too.

        None where the source file cannot be read. Raises StoreError RET-003 where it cannot be stored.
        """
        if self.is_unread(one):
            return None
        try:
            if one.source_path not in self._stored:
                self._stored[one.source_path] = (
                    store_file(self._folder, one.source_path, self._received),
                    one.source_path.stat().st_size,
                )
            digest, size = self._stored[one.source_path]
            if one.data and one.sha256 != digest:
                store_bytes(self._folder, one.data, f"x{one.suffix}", self._received)
        except OSError as error:
            if error.filename is not None and Path(error.filename) == one.source_path:  # moved or opened meanwhile
                self._unread.add(one.source_path)
                return None
            reason = describe_os_error(error)
            found = diagnostics.returns.NOT_KEPT.at(name=one.name, reason=reason, folder=self._folder)
            raise StoreError.one(found, is_partly_done=bool(self._stored)) from None
        return digest, size


def _validate_files(
    files: Sequence[ReceivedFile], context: _ValidationContext, jobs: int
) -> Iterator[tuple[list[ReceivedFile], list[Submission]]]:
    """The submissions of the files, some at a time, in order: processes read later ones while the first are stored."""
    work = list(zip(files, convert_files(files), strict=True))
    pieces = [tuple(work[start : start + _FORMS_PER_PIECE]) for start in range(0, len(work), _FORMS_PER_PIECE)]
    schedule: Schedule = ProcessSchedule(jobs) if jobs > 1 and len(pieces) > 1 else SerialSchedule()
    waiting: dict[int, list[Submission]] = {}
    next_index = 0
    for done in schedule.run_pieces(validate_piece, context, pieces):
        piece = [one for one, _docx in pieces[done.index]]
        waiting[done.index] = [_lost_submission(one) for one in piece] if done.result is None else done.result
        while next_index in waiting:
            yield [one for one, _docx in pieces[next_index]], [_quarantine_if_blank(s) for s in waiting.pop(next_index)]
            next_index += 1


def _lost_submission(one: ReceivedFile) -> Submission:
    return Submission(one.name, one.sha256, quarantine_reason=Reason.of(ReasonCode.PROCESS_ENDED))


def validate_piece(
    context: _ValidationContext, piece: Sequence[tuple[ReceivedFile, bytes | Reason]]
) -> list[Submission]:
    """The submissions of some files: the work of one process."""
    return [read_submission(one, docx, *context) for one, docx in piece]


def _quarantine_if_blank(submission: Submission) -> Submission:
    """A form in which nothing is filled in answers nothing: it must not supersede one that does."""
    if submission.quarantine_reason or submission.values or submission.quarantined_values:
        return submission
    return replace(submission, quarantine_reason=Reason.of(ReasonCode.BLANK))
