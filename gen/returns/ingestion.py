"""Returned files → the store beside the plan: originals as received, forms and signed copies stored or quarantined."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from gen import diagnostics
from gen.clock import VIETNAM, day_of
from gen.derive.form_fields import CUTOFF
from gen.errors import BuildError
from gen.files import list_files, remove_all_leftovers
from gen.garbage import each_without_garbage_collection
from gen.history import CurrentPlan, Revisions, load_current
from gen.history.judged import judge
from gen.history.resolving import find_obligation, find_occasion, list_periods
from gen.locking import locked
from gen.os_errors import describe_os_error
from gen.pdf.page_text import PdfReading
from gen.plan.cycles import is_recurring
from gen.plan.model import Obligation
from gen.plan.secret import read_secret
from gen.plan.units import unit_by_id
from gen.plan.validity import find_successor
from gen.reading import read_date
from gen.reporting.forms import answered_by_forms, answered_obligations
from gen.reporting.occasions import (
    Occasion,
    OccasionError,
    resolve_period,
    typed_period_key,
)
from gen.reporting.periods import Period, find_nearest_period, find_period_before, find_period_on, period_label
from gen.returns.carried import as_judged
from gen.returns.clock import refuse_future
from gen.returns.earlier_lines import doubt_earlier_lines
from gen.returns.evidence import evidence_folder, keep_pictures
from gen.returns.history import find_unit
from gen.returns.intake.attribution import Attribution
from gen.returns.intake.conversion import (
    FormConversion,
    is_converted,
    quarantine_if_blank,
    read_submission,
    split_into_batches,
)
from gen.returns.intake.signed_copies import CopyReader, CopyRecognition
from gen.returns.intake.unpack import ReceivedFile, display_name, receive_files
from gen.returns.reasons import FORM_REASONS, Reason, ReasonCode
from gen.returns.storage import (
    ReceivedSubmission,
    StoreOutcome,
    SubmissionStore,
    find_counting_elsewhere,
    find_sending_units,
    load_last_answers,
    open_store,
    originals_folder,
    returns_folder,
)
from gen.returns.validation import Submission
from gen.schedule import ProcessSchedule, Schedule, SerialSchedule, prepare
from gen.store.connection import StoreError
from gen.store.originals import store_bytes, store_file
from gen.text import format_short_date

_FORMS_PER_PIECE = 25, 100
"""So many forms one process gets at a time, at least and at most; fewer are read in this process."""
_PIECES_OF_PROCESS = 8
"""Into so many pieces for each process the forms are cut, as far as these bounds allow."""
_FILES_AT_ONCE = 4
"""So many originals are stored at a time."""
_ValidationContext = tuple[Attribution, bytes]
"""What forms are checked against: the plan with its revisions, and the secret that marks its forms.

What is known of the plan's units is found out once in each process, not again for each piece.
"""
_Store: TypeAlias = Callable[[SubmissionStore, Sequence[ReceivedSubmission]], list[StoreOutcome]]


@dataclass(frozen=True, slots=True)
class CollectionRequest:
    """One call: its plan, report and period; `received` is when the files were received, with its time zone.

    Each form says whose it is, for which report and period; `unit` (an id or a name), `obligation` and `period` are for
    signed copies and for forms that do not say it, and those of others are set apart.

    With `keeps_dates`, files that were received before, and are read again, keep the day on which they were.
    """

    plan: Path
    received: datetime
    obligation: str | None = None
    period: str | None = None
    unit: str | None = None
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
    RET-003 where a file cannot be stored; OccasionError RET-002, RET-009; HistoryError RET-040, NAME-001; FutureError
    RET-030; BuildError BUILD-028.
    """
    refuse_future(request.received)
    is_begun = False
    kept, new = _split_off_originals(paths, originals_folder(request.plan))
    calls = [*_by_day(request, kept), *([(request, new)] if new else [])]
    if request.jobs > 1 and _are_many(new):
        prepare(__name__)  # while the plan is loaded and the first originals are stored
    with locked(request.plan, on_wait):
        current = load_current(request.plan)  # its mistakes come before anything is made
        open_store(request.plan, rereads=bool(kept))
        remove_all_leftovers(returns_folder(request.plan))
    try:
        for number, (one, chosen) in enumerate(calls):
            current = load_current(request.plan) if number else current  # the calls before may have noted its use
            for outcome in each_without_garbage_collection(_collect_each(one, chosen, current, on_wait)):
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


def _are_many(paths: Iterable[Path]) -> bool:
    """Whether at `paths` lie more files than one process reads, as far as that is seen without looking into them."""
    return next(islice(_list_there(paths), _FORMS_PER_PIECE[0], None), None) is not None


def _list_there(paths: Iterable[Path]) -> Iterator[str]:
    """The files at `paths`, and what lies right in a folder."""
    for path in paths:
        try:
            with os.scandir(path) as entries:
                yield from (entry.name for entry in entries)
        except (OSError, ValueError):  # no folder
            yield path.name


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
        days[day_of(received)].append((received, file))
    for _day, found in sorted(days.items()):
        last = max(received for received, _file in found)
        yield replace(request, received=last.astimezone(UTC)), [file for _received, file in found]


def _collect_each(
    request: CollectionRequest, paths: Iterable[Path], current: CurrentPlan, on_wait: Callable[[], object]
) -> Iterator[StoreOutcome]:
    """The plan is locked only while something is stored: to convert many forms can take minutes."""
    router = _SubmissionRouter(current, request)
    secret, conversion, copy_reader = read_secret(request.plan), FormConversion(), CopyReader()
    keeper = _OriginalsKeeper(originals_folder(request.plan), request.received)
    for batch in split_into_batches(receive_files(paths, oldest_first=True)):
        yield from (_unread_outcome(one) for one in batch if one.is_unread)
        received = [one for one in batch if not one.is_unread]
        known = router.find_known(one.sha256 for one in received)
        again = [one for one in received if one.sha256 in known]
        with locked(request.plan, on_wait):
            files = keeper.keep(again)
            kept, gone = keeper.split(again)
            repeated = [(known[one.sha256], Submission(one.name, one.sha256)) for one in kept]
            stored = router.store(repeated, kept, files)
        yield from (*gone, *stored)
        new = [one for one in received if one.sha256 not in known]
        forms, copies = [one for one in new if not one.is_copy], [one for one in new if one.is_copy]
        with locked(request.plan, on_wait):  # to convert or read them can take minutes, in which they may be moved
            keeper.store_sources([*filter(is_converted, forms), *copies])
        context = Attribution(router.revisions), secret
        for piece, submissions in _validate_files(forms, conversion, context, request.jobs):
            with locked(request.plan, on_wait):  # meanwhile processes read the other pieces
                files = keeper.keep(piece)
                kept, gone = keeper.split(piece)
                found = [one for file, one in zip(piece, submissions, strict=True) if not keeper.is_unread(file)]
                keep_pictures(evidence_folder(request.plan), found, request.received)
                stored = router.store(router.assign(found), kept, files)
            yield from (*gone, *stored)
        if copies:  # after the forms, by which is known whose figures are there
            readings = copy_reader.read(copies, request.jobs)
            with locked(request.plan, on_wait):
                files = keeper.keep(copies)
                kept, gone = keeper.split(copies)
                read = [one for file, one in zip(copies, readings, strict=True) if not keeper.is_unread(file)]
                stored = router.store_copies(kept, read, files)
            yield from (*gone, *stored)


class _SubmissionRouter:
    """Stores each submission of one call in the occasion for which it is: one SubmissionStore for each.

    Raises OccasionError RET-002 where there is no such report, RET-009 where no report has such a period; HistoryError
    RET-040 where there is no such unit, NAME-001 where several can be meant.
    """

    def __init__(self, current: CurrentPlan, request: CollectionRequest) -> None:
        typed = request.period
        self._request = request if typed is None else replace(request, period=typed_period_key(typed))
        self._current = current
        self._day = day_of(request.received)
        self._default = _default_occasion(current.revisions, self._request, self._day)
        self._stores: dict[tuple[str, str], SubmissionStore] = {}
        self._named: dict[tuple[str, str | None], Occasion] = {}
        self._owing: dict[tuple[str, str], frozenset[str]] = {}
        self._unit = None if request.unit is None else find_unit(current.plan, request.unit)
        self._copies = CopyRecognition(current.revisions, self._unit)
        self._signing: dict[str, str] = {}

    @property
    def revisions(self) -> Revisions:
        """The plan with its revisions."""
        return self._current.revisions

    def find_known(self, digests: Iterable[str]) -> dict[str, Occasion]:
        """The forms with these sha256 that count already, or did once, each with its occasion.

        With a period given, only those that do so in that one: of another one, a person is asked.
        """
        plan = self._current.plan
        found = {
            digest: occasion
            for digest, one in find_counting_elsewhere(plan.header.id, digests).items()
            if (occasion := self._find_stored(*one[:2])) is not None
        }
        wanted = self._request.period
        units = find_sending_units(plan.header.id, found) if self._unit else {}
        of_others = {digest for digest in found if self._unit and units.get(digest) != self._unit}
        return {
            digest: occasion
            for digest, occasion in found.items()
            if wanted in (None, occasion.period.key) and digest not in of_others
        }

    def assign(self, submissions: Sequence[Submission]) -> list[tuple[Occasion, Submission]]:
        """The occasion of each submission; it is quarantined where it belongs to none, or a person has to be asked."""
        said = map(self._with_period_said, submissions)
        found = [(submission, *self._resolve_occasion(submission)) for submission in said]
        known = _KnownAnswers(self._current.plan.header.id, [(one, at) for one, at, reason in found if reason is None])
        judged = [(at, self._with_doubts(one, at, reason, known)) for one, at, reason in found]
        told = doubt_earlier_lines(self.revisions, judged, has_store=True)
        return [(at, one) for (at, _one), one in zip(judged, told, strict=True)]

    def _with_period_said(self, submission: Submission) -> Submission:
        """The form without the question of its file's name, where the person has answered it by naming a period."""
        reason = submission.quarantine_reason
        if self._request.period is None or reason is None or reason.code != ReasonCode.PERIOD_UNLIKE_NAME:
            return submission
        return quarantine_if_blank(replace(submission, quarantine_reason=None), Reason.of(ReasonCode.BLANK))

    def _with_doubts(
        self, submission: Submission, occasion: Occasion, reason: Reason | None, known: _KnownAnswers
    ) -> Submission:
        if reason is not None and self._unit is not None and _is_only_guessed(reason):
            submission = replace(submission, unit=self._unit)  # what a person says is stronger than a guess
        if reason is None and self._unit not in (None, submission.unit):
            reason = Reason.of(ReasonCode.OTHER_UNIT, unit=submission.unit, named=self._unit)
        if reason := reason or self._find_doubt(submission, occasion, known):
            return replace(submission, quarantine_reason=reason)
        stated = _stated_cutoff(submission)
        if stated is None and (now := self._find_later_period(occasion)) and known.answers_stand(submission, occasion):
            doubt = Reason.of(ReasonCode.LATE_WITHOUT_CUTOFF, key=occasion.period.label, now=now.label)
            return replace(submission, doubts=(*submission.doubts, doubt))
        if stated is None or not _is_outside(stated, occasion.period):
            return submission
        doubt = Reason.of(ReasonCode.FIGURES_OUTSIDE, day=format_short_date(stated), key=occasion.period.label)
        return replace(submission, doubts=(*submission.doubts, doubt))

    def _assign_copy(self, copy: Submission) -> tuple[Occasion, Submission]:
        """As `assign`, of a signed copy; a file is the copy of one unit alone."""
        [(occasion, copy)] = self.assign([copy])
        if copy.quarantine_reason is None:
            known = self._signing | find_sending_units(self._current.plan.header.id, [copy.sha256])
            unit = known.get(copy.sha256, copy.unit)
            if unit != copy.unit:
                return occasion, replace(copy, quarantine_reason=Reason.of(ReasonCode.COUNTS_FOR_UNIT, unit=unit))
            self._signing[copy.sha256] = copy.unit
        return occasion, copy

    def store_copies(
        self, copies: Sequence[ReceivedFile], readings: Sequence[PdfReading], files: Mapping[str, tuple[str, int]]
    ) -> list[StoreOutcome]:
        """Store signed copies, of which `readings` are what is on their pages; the outcome of each, in their order."""
        found = (self._copies.recognise(*one) for one in zip(copies, readings, strict=True))
        return self.store(map(self._assign_copy, found), copies, files, SubmissionStore.store_signed)

    def _resolve_occasion(self, submission: Submission) -> tuple[Occasion, Reason | None]:
        """The occasion that a form is for, or why it is not known; what the form itself says is decisive.

        One that is set apart already, as a blank one, is put where it says that it belongs all the same.
        """
        if submission.quarantine_reason:
            readable = replace(submission, quarantine_reason=None)
            says = any(one.id == submission.obligation for one in self._current.plan.obligations)
            return self._resolve_occasion(readable)[0] if says else self._default, submission.quarantine_reason
        obligation, reason = self._resolve_obligation(submission)
        if obligation is None or reason:
            return self._default, reason
        named, said = self._request.period, submission.period
        if not is_recurring(obligation):
            return Occasion(obligation, resolve_period(self._current.plan, obligation, None, self._day)), None
        if not said and not named:  # never guessed by the day
            listed = list_periods(self.revisions, self._find(obligation.id, None), self._day)
            keys = [one.key for one in listed]
            return self._default_of(obligation), Reason.of(ReasonCode.PERIOD_NOT_SAID, keys=", ".join(keys[-4:]))
        try:
            occasion = self._find(obligation.id, said or named)
        except OccasionError:
            reason = Reason.of(ReasonCode.NO_SUCH_PERIOD, name=obligation.id, key=said or named)
            return self._default_of(obligation), reason
        if named and said not in ("", named):
            return self._find(obligation.id, named), Reason.of(ReasonCode.OTHER_PERIOD, key=occasion.period.label)
        return occasion, None

    def _find(self, obligation_id: str, key: str | None) -> Occasion:
        """The occasion of these names. Raises OccasionError RET-009 where no such period is asked for."""
        if (obligation_id, key) not in self._named:
            self._named[obligation_id, key] = find_occasion(self.revisions, obligation_id, key, self._day)
        return self._named[obligation_id, key]

    def _default_of(self, obligation: Obligation) -> Occasion:
        """Where a form is put whose period is not known: the one that is reported on now."""
        is_asked = obligation.id in {one.id for one in self._current.plan.obligations}
        if obligation.id == self._default.obligation.id or not is_asked:
            return self._default
        return self._find(obligation.id, None)

    def _resolve_obligation(self, submission: Submission) -> tuple[Obligation | None, Reason | None]:
        """The obligation that a form answers, or why it is unknown; the form's own code is decisive."""
        plan, named = self._current.plan, self._request.obligation
        if named is not None:
            other = submission.obligation not in ("", named)
            reason = Reason.of(ReasonCode.OTHER_REPORT, id=submission.obligation) if other else None
            return find_obligation(self.revisions, named), reason
        if submission.obligation:
            try:
                return find_obligation(self.revisions, submission.obligation), None
            except OccasionError:
                return None, Reason.of(ReasonCode.NO_SUCH_FORM, id=submission.obligation, unit=submission.unit)
        forms = [obligation for obligation in answered_obligations(plan, submission.unit) if obligation]
        if not forms:
            return None, Reason.of(ReasonCode.OWES_NONE, unit=submission.unit)
        in_period = [one for one in forms if self._request.period and self._find_stored(one.id, self._request.period)]
        if len(in_period) == 1:  # the period that is named is one of this report alone
            return in_period[0], None
        if len(answered_by_forms(plan)) > 1:  # built when the plan asked for other reports
            names = ", ".join(obligation.id for obligation in forms)
            return None, Reason.of(ReasonCode.REPORT_NOT_SAID, names=names)
        return forms[0], None

    def _find_doubt(self, submission: Submission, occasion: Occasion, known: _KnownAnswers) -> Reason | None:
        """Why a form does not count in the occasion that it names before a person has said so."""
        if submission.unit not in self._owing_units(occasion):
            return self._say_why_not_owing(submission.unit, occasion)
        begin = occasion.period.begin
        if begin is not None and self._day < begin:
            values = {"key": occasion.period.label, "day": format_short_date(begin)}
            return Reason.of(ReasonCode.PERIOD_NOT_BEGUN, **values)
        if (elsewhere := known.elsewhere(submission, occasion)) is not None:
            _obligation, key, _received = elsewhere
            return Reason.of(ReasonCode.COUNTS_ELSEWHERE, key=period_label(key) or key)
        if (before := known.period_with_same_answers(submission, occasion)) is not None:
            return Reason.of(ReasonCode.SAME_AS_LAST_PERIOD, key=before.label)
        return self._figures_of_other_period(submission, occasion)

    def _say_why_not_owing(self, unit_id: str, occasion: Occasion) -> Reason:
        """Why the unit does not owe the report: it has ended by then, or others owe it."""
        unit, end = unit_by_id(self._current.plan).get(unit_id), occasion.period.end
        last = unit.valid_to.last_day() if unit is not None and unit.valid_to is not None else None
        if unit is None or last is None or end is None or last >= end or not unit.successor:
            return Reason.of(ReasonCode.OWES_NOT_THIS, unit=unit_id, id=occasion.obligation.id)
        successor = find_successor(self._current.plan, unit, end)
        return Reason.of(
            ReasonCode.UNIT_ENDED, unit=unit_id, day=format_short_date(last), key=occasion.period.label,
            successor=successor.id if successor is not None else unit.successor,
        )  # fmt: skip

    def _figures_of_other_period(self, submission: Submission, occasion: Occasion) -> Reason | None:
        """Whether the day of the figures, as the unit wrote it, is nearer to the cut-off of another period."""
        stated, own = _stated_cutoff(submission), occasion.period
        if stated is None or not _is_outside(stated, own):
            return None
        nearest = find_nearest_period(occasion.obligation, stated)
        if nearest is None or nearest.key == own.key:
            return None
        day = format_short_date(stated)
        return Reason.of(ReasonCode.FIGURES_OF_OTHER_PERIOD, key=own.label, day=day, other=nearest.label)

    def _find_later_period(self, occasion: Occasion) -> Period | None:
        """The period that is reported on by now, where that is a later one than the occasion's."""
        if not is_recurring(occasion.obligation) or occasion.period.cutoff is None:
            return None
        now = find_period_on(occasion.obligation, self._day)
        return now if now.cutoff is not None and now.cutoff > occasion.period.cutoff else None

    def _owing_units(self, occasion: Occasion) -> frozenset[str]:
        """The units that owe the report in that period and get a form for it."""
        key = _key(occasion)
        if key not in self._owing:
            judged = judge(self.revisions, *occasion)
            self._owing[key] = frozenset(unit.id for unit in judged.owing_units)
        return self._owing[key]

    def _find_stored(self, obligation_id: str, key: str) -> Occasion | None:
        """The occasion under which something is stored; None where no revision of the plan asks for it."""
        with suppress(OccasionError):
            return self._find(obligation_id, key)
        return None

    def store(
        self,
        submissions: Iterable[tuple[Occasion, Submission]],
        received: Sequence[ReceivedFile],
        files: Mapping[str, tuple[str, int]],
        store: _Store = SubmissionStore.store,
    ) -> list[StoreOutcome]:
        """Store submissions, each in its occasion; the outcome of each, in their order."""
        pairs = [
            (occasion, _with_source_file(submission, file, files))
            for (occasion, submission), file in zip(submissions, received, strict=True)
        ]
        counting = {o.period.end or self._day for o, one in pairs if one.submission.quarantine_reason is None}
        if counting:  # before anything counts, so that a plan that is changed later does not change what it counts for
            self._current = self._current.note_use(sorted(counting))
        outcomes: dict[int, StoreOutcome] = {}
        for occasion in dict.fromkeys(occasion for occasion, _submission in pairs):
            numbers = [number for number, (other, _submission) in enumerate(pairs) if other == occasion]
            stored = store(self._store_for(occasion), [pairs[number][1] for number in numbers])
            judged = judge(self.revisions, *occasion)
            outcomes |= {
                number: replace(
                    outcome, submission=as_judged(outcome.submission, self.revisions, judged),
                    obligation=occasion.obligation.id, period=occasion.period.key, period_label=occasion.period.label,
                )
                for number, outcome in zip(numbers, stored, strict=True)
            }  # fmt: skip
        return [outcomes[number] for number in range(len(pairs))]

    def _store_for(self, occasion: Occasion) -> SubmissionStore:
        key = _key(occasion)
        if key not in self._stores:
            plan = judge(self.revisions, *occasion).plan
            self._stores[key] = SubmissionStore(plan, occasion.obligation, occasion.period, self._request.received)
        return self._stores[key]


class _KnownAnswers:
    """What the store knows of some submissions, each for its occasion: asked in a few queries for all of them."""

    def __init__(self, plan_id: str, submissions: Sequence[tuple[Submission, Occasion]]) -> None:
        self._plan_id = plan_id
        self._standing: dict[tuple[str, str], frozenset[str]] = {}
        self._units: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._elsewhere: dict[tuple[str, str], dict[str, tuple[str, str, datetime]]] = {}
        self._last: dict[tuple[str, str], tuple[Period, dict[str, dict[str, str]]]] = {}
        by_occasion: defaultdict[tuple[str, str], list[tuple[Submission, Occasion]]] = defaultdict(list)
        for submission, occasion in submissions:
            by_occasion[_key(occasion)].append((submission, occasion))
            self._units[_key(occasion)].add(submission.unit)
        for key, members in by_occasion.items():
            occasion = members[0][1]
            self._elsewhere[key] = find_counting_elsewhere(plan_id, [one.sha256 for one, _at in members], key)
            before = find_period_before(occasion.obligation, occasion.period)
            if before is not None:
                answers = load_last_answers(plan_id, occasion.obligation.id, before.key, {o.unit for o, _at in members})
                self._last[key] = before, answers

    def answers_stand(self, submission: Submission, occasion: Occasion) -> bool:
        """Whether answers of the unit count for the occasion already; asked of the store when it is first needed."""
        key = _key(occasion)
        if key not in self._standing:
            found = load_last_answers(self._plan_id, *key, self._units[key])
            self._standing[key] = frozenset(unit for unit, given in found.items() if given)
        return submission.unit in self._standing[key]

    def elsewhere(self, submission: Submission, occasion: Occasion) -> tuple[str, str, datetime] | None:
        """The other occasion for which the same file counts, or did, and when it was received."""
        return self._elsewhere[_key(occasion)].get(submission.sha256)

    def period_with_same_answers(self, submission: Submission, occasion: Occasion) -> Period | None:
        """The period before, where all its answers are those of this form: the old form again, most likely."""
        before, answers = self._last.get(_key(occasion), (None, {}))
        given = {value.field.key: value.text for value in submission.values}
        return before if given and given == answers.get(submission.unit) else None


def _key(occasion: Occasion) -> tuple[str, str]:
    return occasion.obligation.id, occasion.period.key


def _is_only_guessed(reason: Reason) -> bool:
    """Whether the unit of a file that is set apart for this reason is no more than a guess: it could not be read."""
    return reason.code not in FORM_REASONS or reason.code in (ReasonCode.NO_SEAL, ReasonCode.NO_FORM_BUT)


def _stated_cutoff(submission: Submission) -> date | None:
    """The day of the figures, as the unit wrote it."""
    return next((read_date(value.text) for value in submission.values if value.field.key == CUTOFF.name), None)


def _is_outside(day: date, period: Period) -> bool:
    """Whether the figures of a period cannot well be as of that day: before it began, or after they are due."""
    if period.begin is None or period.cutoff is None:
        return False
    return not period.begin <= day <= (period.due or period.cutoff)


def _default_occasion(revisions: Revisions, request: CollectionRequest, day: date) -> Occasion:
    """Where files are put that say of no report that they are for it: the named one, else the first one.

    Raises OccasionError RET-002 where there is no such report, RET-009 where no report has such a period.
    """
    answered = answered_by_forms(revisions.plan)
    if request.obligation is not None or len(answered) == 1 or not answered:
        return find_occasion(revisions, request.obligation, request.period, day)
    problem: OccasionError | None = None
    for obligation in answered:
        try:
            return find_occasion(revisions, obligation.id, request.period, day)
        except OccasionError as error:
            problem = error
    with suppress(OccasionError):
        return find_occasion(revisions, None, request.period, day)
    raise problem or AssertionError("some report is answered")


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
        self._failed: dict[Path, OSError] = {}
        self._unread: set[Path] = set()

    def is_unread(self, one: ReceivedFile) -> bool:
        """Whether the source file of `one` cannot be read, or not any more."""
        return one.is_unread or one.source_path in self._unread

    def split(self, files: Iterable[ReceivedFile]) -> tuple[list[ReceivedFile], list[StoreOutcome]]:
        """The files that are kept, and the outcomes of those that cannot be read any more."""
        some = list(files)
        gone = [_unread_outcome(one) for one in some if self.is_unread(one)]
        return [one for one in some if not self.is_unread(one)], gone

    def keep(self, files: Sequence[ReceivedFile]) -> dict[str, tuple[str, int]]:
        """The sha256 and the size of the stored source file of each file, by the sha256 of the file.

        Raises StoreError RET-003 where one cannot be stored.
        """
        self.store_sources(files)
        kept = ((one.sha256, self._keep(one)) for one in files)
        return {sha256: stored for sha256, stored in kept if stored is not None}

    def store_sources(self, files: Iterable[ReceivedFile]) -> None:
        """Store the source files of some files, several at a time: most of it is waiting for the disk.

        What fails is said where the file is asked for.
        """
        sources = dict.fromkeys(one.source_path for one in files if not self.is_unread(one))
        new = [one for one in sources if one not in self._stored and one not in self._failed]
        with ThreadPoolExecutor(_FILES_AT_ONCE) as threads:
            for source, found in zip(new, threads.map(self._store_source, new), strict=True):
                if isinstance(found, OSError):
                    self._failed[source] = found
                else:
                    self._stored[source] = found

    def _store_source(self, source: Path) -> tuple[str, int] | OSError:
        try:
            return store_file(self._folder, source, self._received), source.stat().st_size
        except OSError as error:
            return error

    def _keep(self, one: ReceivedFile) -> tuple[str, int] | None:
        """The sha256 and the size of the stored source file of `one`; a form inside it is stored too.

        None where the source file cannot be read. Raises StoreError RET-003 where it cannot be stored.
        """
        if self.is_unread(one):
            return None
        try:
            if one.source_path in self._failed:
                raise self._failed[one.source_path]
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
    files: Sequence[ReceivedFile], conversion: FormConversion, context: _ValidationContext, jobs: int
) -> Iterator[tuple[list[ReceivedFile], list[Submission]]]:
    """The submissions of the files, some at a time, in order: processes read later ones while the first are stored."""
    work = list(zip(files, conversion.convert(files), strict=True))
    least, most = _FORMS_PER_PIECE
    size = min(max(len(work) // (jobs * _PIECES_OF_PROCESS), least), most)
    pieces = [tuple(work[start : start + size]) for start in range(0, len(work), size)]
    schedule: Schedule = ProcessSchedule(jobs) if jobs > 1 and len(pieces) > 1 else SerialSchedule()
    waiting: dict[int, list[Submission]] = {}
    next_index = 0
    for done in schedule.run_pieces(validate_piece, context, pieces):
        piece = [one for one, _docx in pieces[done.index]]
        waiting[done.index] = [_lost_submission(one) for one in piece] if done.result is None else done.result
        while next_index in waiting:
            yield [one for one, _docx in pieces[next_index]], waiting.pop(next_index)
            next_index += 1


def _lost_submission(one: ReceivedFile) -> Submission:
    return Submission(one.name, one.sha256, quarantine_reason=Reason.of(ReasonCode.PROCESS_ENDED))


def validate_piece(
    context: _ValidationContext, piece: Sequence[tuple[ReceivedFile, bytes | Reason]]
) -> list[Submission]:
    """The submissions of some files: the work of one process."""
    attribution, secret = context
    return [read_submission(one, docx, attribution, secret) for one, docx in piece]
