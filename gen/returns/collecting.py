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
from gen.returns.arriving import Arrival, arrivals, name_of
from gen.returns.judging import Submission
from gen.returns.keeping import Desk, folder_of, open_store
from gen.returns.opening import batches, opened, said
from gen.returns.owing import obligation_meant, period_meant
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
    """Keep every file at `paths`, the oldest first, and put down what each form says.

    What is told of was written before; cut off anywhere, the same call once more completes it. Raises StoreError
    RET-001 where the store cannot be opened and RET-003 where a file cannot be kept; OwingError RET-002.
    """
    plan = load_plan(asked.plan).plan
    obligation = obligation_meant(plan, asked.obligation)
    period = period_meant(plan, obligation, asked.period, asked.received.date())
    secret = read_secret(asked.plan)
    open_store(asked.plan)
    desk = Desk(plan, obligation, period, asked.received)
    keeper = _Keeper(folder_of(asked.plan) / "files")
    for batch in batches(arrivals(paths, oldest_first=True)):
        files = {one.sha256: keeper.keep(one) for one in batch}
        known = desk.known(files)
        new = [one for one in batch if one.sha256 not in known]
        yield from desk.put([_came(Submission(o.name, o.sha256), o, files) for o in batch if o.sha256 in known])
        for piece, found in _judged(new, (plan, secret), asked.jobs):
            yield from desk.put([_came(s, one, files) for one, s in zip(piece, found, strict=True)])


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
