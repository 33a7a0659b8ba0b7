"""Files that came in → the store beside the plan: the original kept as received, what it says put down or set apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from gen import diagnostics
from gen.locale import _
from gen.plan.loading import load_plan
from gen.plan.model import Plan
from gen.plan.secret import read_secret
from gen.reporting.forms import answered_by_forms, forms_of
from gen.reporting.obligations import who_owes
from gen.reporting.occasions import Occasion, OwingError, occasion_meant, period_meant
from gen.returns.arriving import Arrival, arrivals, name_of
from gen.returns.judging import Submission
from gen.returns.keeping import Desk, folder_of, open_store
from gen.returns.opening import batches, opened, said
from gen.returns.putting import Came, Kept
from gen.schedule import Cores, Here, Schedule
from gen.store.connecting import StoreError
from gen.store.files import keep_bytes, keep_file

_A_PIECE = 25
"""So many forms go to a process at a time; fewer are read in this one."""
_By = tuple[Plan, bytes]
"""By what forms are judged: the plan, and the secret with which its forms are marked."""


@dataclass(frozen=True, slots=True)
class Collecting:
    """One call: for which plan, report and period; `received` is when the files came, with its time zone."""

    plan: Path
    received: datetime
    obligation: str | None = None
    period: str | None = None
    jobs: int = 1


def collect(asked: Collecting, paths: Iterable[Path]) -> Iterator[Kept]:
    """Keep every file at `paths`, the oldest first, and put down what each form says, for the report that it answers.

    What is told of was written before; cut off anywhere, the same call once more completes it. Raises StoreError
    RET-001 where the store cannot be opened and RET-003 where a file cannot be kept; OwingError RET-002.
    """
    plan = load_plan(asked.plan).plan
    desks = _Desks(plan, asked, _occasions(plan, asked))
    secret = read_secret(asked.plan)
    open_store(asked.plan)
    keeper = _Keeper(folder_of(asked.plan) / "files")
    for batch in batches(arrivals(paths, oldest_first=True)):
        files = {one.sha256: keeper.keep(one) for one in batch}
        known = desks.known(files)
        new = [one for one in batch if one.sha256 not in known]
        again = [(known[o.sha256], Submission(o.name, o.sha256)) for o in batch if o.sha256 in known]
        yield from desks.put(again, [one for one in batch if one.sha256 in known], files)
        for piece, found in _judged(new, (plan, secret), asked.jobs):
            yield from desks.put(map(desks.assigned, found), piece, files)


def _occasions(plan: Plan, asked: Collecting) -> dict[str, Occasion]:
    """The occasions for which forms may be put down, by their obligations' ids: that which is named, else all.

    Raises OwingError RET-002 where there is none such.
    """
    day = asked.received.date()
    answered = answered_by_forms(plan)
    if asked.obligation is not None or len(answered) == 1 or not answered:
        occasion = occasion_meant(plan, asked.obligation, asked.period, day)
        return {occasion.obligation.id: occasion}
    found = {}
    for number, obligation in enumerate(answered, 1):
        try:
            found[obligation.id] = Occasion(obligation, period_meant(plan, obligation, asked.period, day))
        except OwingError:
            if not found and number == len(answered):
                raise
    return found


class _Desks:
    """For which report each submission of one call is put down: a desk for each occasion."""

    def __init__(self, plan: Plan, asked: Collecting, occasions: dict[str, Occasion]) -> None:
        self._plan, self._asked, self._occasions = plan, asked, occasions
        self._owing = {one: {unit.id for unit in who_owes(plan, o.obligation)} for one, o in occasions.items()}
        self._open: dict[str, Desk] = {}
        self._all_bear_one = len(answered_by_forms(plan)) > 1

    def known(self, digests: Iterable[str]) -> dict[str, str]:
        """Which of the forms with these sha256 were put down before, each with the obligation for which it was."""
        digests = list(digests)
        return {digest: one for one in self._occasions for digest in self._desk(one).known(digests)}

    def assigned(self, found: Submission) -> tuple[str, Submission]:
        """The obligation for which `found` is put down; it is quarantined where it is for none of those meant."""
        first = next(iter(self._occasions))
        meant, why = ("", "") if found.quarantined else self._meant(found)
        if not why and meant and found.unit not in self._owing[meant]:
            why = _("{unit} does not owe the report {id}").format(unit=found.unit, id=meant)
        return meant or first, replace(found, quarantined=why) if why else found

    def _meant(self, found: Submission) -> tuple[str, str]:
        """The obligation that a form answers, or why it is not known; what it bears itself is never overruled."""
        named = self._asked.obligation
        if named is not None:
            other = found.obligation not in ("", named)
            return named, _("it answers another report: {id}").format(id=found.obligation) if other else ""
        forms = [obligation.id for obligation in forms_of(self._plan, found.unit) if obligation]
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
        arrived: Sequence[Arrival],
        files: Mapping[str, tuple[str, int]],
    ) -> list[Kept]:
        """Put submissions down, each for the obligation with that id; what became of each, in their order."""
        pairs = [(one, _came(said, file, files)) for (one, said), file in zip(found, arrived, strict=True)]
        kept: dict[int, Kept] = {}
        for one in dict.fromkeys(one for one, _came in pairs):
            numbers = [number for number, (other, _came) in enumerate(pairs) if other == one]
            kept |= zip(numbers, self._desk(one).put([pairs[number][1] for number in numbers]), strict=True)
        return [kept[number] for number in range(len(pairs))]

    def _desk(self, one: str) -> Desk:
        if one not in self._open:
            occasion = self._occasions[one]
            self._open[one] = Desk(self._plan, occasion.obligation, occasion.period, self._asked.received)
        return self._open[one]


def _came(said: Submission, one: Arrival, files: Mapping[str, tuple[str, int]]) -> Came:
    digest, size = files[one.sha256]
    return Came(replace(said, name=one.name), digest, name_of(one.file), size)


class _Keeper:
    """Keeps what is received, once, though several forms may come in one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[Path, tuple[str, int]] = {}

    def keep(self, one: Arrival) -> tuple[str, int]:
        """The sha256 and the size of the file in which `one` came, now kept; what was inside it is kept as well."""
        try:
            if one.file not in self._kept:
                self._kept[one.file] = keep_file(self._folder, one.file), one.file.stat().st_size
            digest, size = self._kept[one.file]
            if one.data and one.sha256 != digest:
                keep_bytes(self._folder, one.data, f"x{one.ending}")
        except OSError as error:
            reason = error.strerror or error
            found = diagnostics.returns.NOT_KEPT.at(name=one.name, reason=reason, folder=self._folder)
            raise StoreError.one(found) from None
        return digest, size


def _judged(files: Sequence[Arrival], by: _By, jobs: int) -> Iterator[tuple[list[Arrival], list[Submission]]]:
    """What the files say, some at a time, in order: many are read side by side, while the first are put down."""
    work = list(zip(files, opened(files), strict=True))
    pieces = [tuple(work[start : start + _A_PIECE]) for start in range(0, len(work), _A_PIECE)]
    schedule: Schedule = Cores(jobs) if jobs > 1 and len(pieces) > 1 else Here()
    waiting: dict[int, list[Submission]] = {}
    told = 0
    for done in schedule.carry_out(judge_piece, by, pieces):
        piece = [one for one, _docx in pieces[done.index]]
        waiting[done.index] = [_ended(one) for one in piece] if done.result is None else done.result
        while told in waiting:
            yield [one for one, _docx in pieces[told]], [_answering(s) for s in waiting.pop(told)]
            told += 1


def _ended(one: Arrival) -> Submission:
    return Submission(one.name, one.sha256, quarantined=_("whoever read it was ended by the system"))


def judge_piece(by: _By, piece: Sequence[tuple[Arrival, bytes | str]]) -> list[Submission]:
    """What some files say: the work of one process."""
    return [said(one, docx, *by) for one, docx in piece]


def _answering(found: Submission) -> Submission:
    """A form in which nothing is filled in answers nothing: it must not supersede one that does."""
    if found.quarantined or found.values or found.apart:
        return found
    return replace(found, quarantined=_("nothing is filled in"))
