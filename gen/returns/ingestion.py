"""Files that came in → the store beside the plan: the original kept as received, what it says put down or set apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from gen import diagnostics
from gen.locale import _
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan
from gen.plan.secret import read_secret
from gen.reporting.forms import answered_by_forms, answered_obligations
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import Occasion, OccasionError, resolve_occasion, resolve_period
from gen.returns.intake.conversion import convert_files, read_submission, split_into_batches
from gen.returns.intake.unpack import ReceivedFile, display_name, receive_files
from gen.returns.storage import ReceivedSubmission, StoreOutcome, SubmissionStore, open_store, returns_folder
from gen.returns.validation import Submission
from gen.schedule import ProcessSchedule, Schedule, SerialSchedule
from gen.store.connection import StoreError
from gen.store.originals import store_bytes, store_file

_FORMS_PER_PIECE = 25
"""So many forms go to a process at a time; fewer are read in this one."""
_ValidationContext = tuple[Plan, bytes]
"""By what forms are judged: the plan, and the secret with which its forms are marked."""


@dataclass(frozen=True, slots=True)
class CollectionRequest:
    """One call: for which plan, report and period; `received` is when the files came, with its time zone."""

    plan: Path
    received: datetime
    obligation: str | None = None
    period: str | None = None
    jobs: int = 1


def collect(request: CollectionRequest, paths: Iterable[Path]) -> Iterator[StoreOutcome]:
    """Keep every file at `paths`, the oldest first, and put down what each form says, for the report that it answers.

    What is told of was written before; cut off anywhere, the same call once more completes it. Raises StoreError
    RET-001 where the store cannot be opened and RET-003 where a file cannot be kept; OwingError RET-002.
    """
    plan = load_plan(request.plan).plan
    desks = _Desks(plan, request, _occasions(plan, request))
    secret = read_secret(request.plan)
    open_store(request.plan)
    keeper = _OriginalsKeeper(returns_folder(request.plan) / "files")
    for batch in split_into_batches(receive_files(paths, oldest_first=True)):
        files = {one.sha256: keeper.keep(one) for one in batch}
        known = desks.known(files)
        new = [one for one in batch if one.sha256 not in known]
        again = [(known[o.sha256], Submission(o.name, o.sha256)) for o in batch if o.sha256 in known]
        yield from desks.put(again, [one for one in batch if one.sha256 in known], files)
        for piece, found in _validate_files(new, (plan, secret), request.jobs):
            yield from desks.put(map(desks.assigned, found), piece, files)


def _occasions(plan: Plan, asked: CollectionRequest) -> dict[str, Occasion]:
    """The occasions for which forms may be put down, by their obligations' ids: that which is named, else all.

    Raises OwingError RET-002 where there is none such.
    """
    day = asked.received.date()
    answered = answered_by_forms(plan)
    if asked.obligation is not None or len(answered) == 1 or not answered:
        occasion = resolve_occasion(plan, asked.obligation, asked.period, day)
        return {occasion.obligation.id: occasion}
    found = {}
    for number, obligation in enumerate(answered, 1):
        try:
            found[obligation.id] = Occasion(obligation, resolve_period(plan, obligation, asked.period, day))
        except OccasionError:
            if not found and number == len(answered):
                raise
    return found


class _Desks:
    """For which report each submission of one call is put down: a desk for each occasion."""

    def __init__(self, plan: Plan, asked: CollectionRequest, occasions: dict[str, Occasion]) -> None:
        self._plan, self._asked, self._occasions = plan, asked, occasions
        self._owing = {one: {unit.id for unit in reporting_units(plan, o.obligation)} for one, o in occasions.items()}
        self._open: dict[str, SubmissionStore] = {}
        self._all_bear_one = len(answered_by_forms(plan)) > 1

    def known(self, digests: Iterable[str]) -> dict[str, str]:
        """Which of the forms with these sha256 were put down before, each with the obligation for which it was."""
        digests = list(digests)
        return {digest: one for one in self._occasions for digest in self._desk(one).find_received(digests)}

    def assigned(self, found: Submission) -> tuple[str, Submission]:
        """The obligation for which `found` is put down; it is quarantined where it is for none of those meant."""
        first = next(iter(self._occasions))
        meant, why = ("", "") if found.quarantine_reason else self._meant(found)
        if not why and meant and found.unit not in self._owing[meant]:
            why = _("{unit} does not owe the report {id}").format(unit=found.unit, id=meant)
        return meant or first, replace(found, quarantine_reason=why) if why else found

    def _meant(self, found: Submission) -> tuple[str, str]:
        """The obligation that a form answers, or why it is not known; what it bears itself is never overruled."""
        named = self._asked.obligation
        if named is not None:
            other = found.obligation not in ("", named)
            return named, _("it answers another report: {id}").format(id=found.obligation) if other else ""
        forms = [obligation.id for obligation in answered_obligations(self._plan, found.unit) if obligation]
        if not forms:
            return "", _("{unit} owes no report that a form answers").format(unit=found.unit)
        if not found.obligation and self._all_bear_one:  # it was made when the plan asked for other reports
            why = _("it does not say which report it answers; collect it alone with --obligation: {names}")
            return "", why.format(names=", ".join(forms))
        meant = found.obligation or forms[0]
        if meant not in self._occasions:
            return "", _('the report "{name}" has no period "{key}"').format(name=meant, key=self._asked.period)
        return meant, ""

    def put(
        self,
        found: Iterable[tuple[str, Submission]],
        arrived: Sequence[ReceivedFile],
        files: Mapping[str, tuple[str, int]],
    ) -> list[StoreOutcome]:
        """Put submissions down, each for the obligation with that id; what became of each, in their order."""
        pairs = [(one, _with_source_file(said, file, files)) for (one, said), file in zip(found, arrived, strict=True)]
        kept: dict[int, StoreOutcome] = {}
        for one in dict.fromkeys(one for one, _came in pairs):
            numbers = [number for number, (other, _came) in enumerate(pairs) if other == one]
            kept |= zip(numbers, self._desk(one).store([pairs[number][1] for number in numbers]), strict=True)
        return [kept[number] for number in range(len(pairs))]

    def _desk(self, one: str) -> SubmissionStore:
        if one not in self._open:
            occasion = self._occasions[one]
            self._open[one] = SubmissionStore(self._plan, occasion.obligation, occasion.period, self._asked.received)
        return self._open[one]


def _with_source_file(
    submission: Submission, one: ReceivedFile, files: Mapping[str, tuple[str, int]]
) -> ReceivedSubmission:
    digest, size = files[one.sha256]
    return ReceivedSubmission(replace(submission, name=one.name), digest, display_name(one.source_path), size)


class _OriginalsKeeper:
    """Keeps what is received, once, though several forms may come in one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stored: dict[Path, tuple[str, int]] = {}

    def keep(self, one: ReceivedFile) -> tuple[str, int]:
        """The sha256 and the size of the file in which `one` came, now kept; what was inside it is kept as well."""
        try:
            if one.source_path not in self._stored:
                self._stored[one.source_path] = (
                    store_file(self._folder, one.source_path),
                    one.source_path.stat().st_size,
                )
            digest, size = self._stored[one.source_path]
            if one.data and one.sha256 != digest:
                store_bytes(self._folder, one.data, f"x{one.suffix}")
        except OSError as error:
            reason = error.strerror or error
            found = diagnostics.returns.NOT_KEPT.at(name=one.name, reason=reason, folder=self._folder)
            raise StoreError.one(found) from None
        return digest, size


def _validate_files(
    files: Sequence[ReceivedFile], context: _ValidationContext, jobs: int
) -> Iterator[tuple[list[ReceivedFile], list[Submission]]]:
    """What the files say, some at a time, in order: many are read side by side, while the first are put down."""
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
    return Submission(one.name, one.sha256, quarantine_reason=_("whoever read it was ended by the system"))


def validate_piece(context: _ValidationContext, piece: Sequence[tuple[ReceivedFile, bytes | str]]) -> list[Submission]:
    """What some files say: the work of one process."""
    return [read_submission(one, docx, *context) for one, docx in piece]


def _quarantine_if_blank(found: Submission) -> Submission:
    """A form in which nothing is filled in answers nothing: it must not supersede one that does."""
    if found.quarantine_reason or found.values or found.quarantined_values:
        return found
    return replace(found, quarantine_reason=_("nothing is filled in"))
