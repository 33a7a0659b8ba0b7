"""Submissions, decisions and corrections of some units, up to a moment → what counts then: one report a unit.

Pure: what counts follows from when each thing was received or decided, whichever call came first. Later answers stand
over earlier ones; what a later form leaves empty keeps the earlier answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as AnyCollection
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from gen.derive.answers import FormField
from gen.derive.form_fields import Area, area_of
from gen.returns.collection import AcceptedSubmission, CorrectedAnswer, RejectedFile, SignedReturn, ValueOrigin
from gen.returns.reasons import OVERRULABLE, Reason, ReasonCode
from gen.returns.validation import FieldValue

OccasionKey: TypeAlias = tuple[str, str]
"""The id of an obligation and the key of one of its periods."""
SplitValues: TypeAlias = tuple[tuple[FieldValue, ...], tuple[tuple[FieldValue, Reason], ...]]
"""The values of a form that count, and those that do not, each with the reason."""
Rank: TypeAlias = tuple[datetime, int, int]
"""When something counts from: of two, the greater one counts over the other. Of one moment: forms as they were stored,
then what was restored, then corrections."""

_RECEIVED, _RESTORED, _CORRECTED = range(3)


class Action(StrEnum):
    """What a person can decide about a submission."""

    WITHDRAW = "withdraw"
    RESTORE = "restore"
    MOVE = "move"


class SubmissionState(StrEnum):
    """What a submission is: COMPLETED counts for what later ones leave empty, SUPERSEDED for nothing any more."""

    COUNTS = "counts"
    COMPLETED = "completed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    SET_APART = "set-apart"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class StoredSubmission:
    """A submission as it was stored for an occasion: `number` is its row, in the order in which they were stored.

    `reason` is why it was set apart, None where it was not; `unit_said` is the unit in the form, `unit` the plan's.
    `plan_revision` is the digest of the revision of the plan whose codes its values have.
    """

    number: int
    occasion: OccasionKey
    received: datetime
    sha256: str
    name: str
    unit: str = ""
    unit_said: str = ""
    revision: str = ""
    is_current: bool = True
    is_signed: bool = False
    reason: Reason | None = None
    plan_revision: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about the submission with that number; `occasion` is where it moves it, None for the other actions."""

    number: int
    submission: int
    action: Action
    at: datetime
    reason: str
    occasion: OccasionKey | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer of a unit for an occasion, corrected at the moment `at`; without a value it is taken away.

    `is_gone` is said of an answer to a task that is not asked in these words any more: it does not count.
    """

    number: int
    unit: str
    occasion: OccasionKey
    field: FormField
    value: FieldValue | None
    reason: str
    at: datetime
    plan_revision: str = ""
    is_gone: bool = False

    @property
    def rank(self) -> Rank:
        """When it counts from."""
        return self.at, _CORRECTED, self.number


@dataclass(frozen=True, slots=True)
class Standing:
    """What a submission is at a moment: the occasion that it is of then, and its rank among those that count.

    `is_accepted` says that nothing is wrong with it, or that a person overruled it; `decisions` are those made by then.
    """

    submission: StoredSubmission
    occasion: OccasionKey
    rank: Rank
    is_accepted: bool
    is_withdrawn: bool = False
    decisions: tuple[Decision, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it counts for its unit, be it beside later ones."""
        return self.is_accepted and not self.is_withdrawn and bool(self.submission.unit)


@dataclass(frozen=True, slots=True)
class MergedReports:
    """What counts for one occasion: reports, files that do not count, signed copies.

    `sources` are the numbers of the submissions of which a value is in a report, counted or set apart.
    """

    accepted: tuple[AcceptedSubmission, ...] = ()
    rejected: tuple[RejectedFile, ...] = ()
    signed: tuple[SignedReturn, ...] = ()
    sources: frozenset[int] = frozenset()


def is_overrulable(submission: StoredSubmission) -> bool:
    """Whether nothing is wrong with it, or nothing that a person cannot overrule."""
    return submission.reason is None or submission.reason.code in OVERRULABLE


def find_standings(
    submissions: Iterable[StoredSubmission], decisions: Iterable[Decision], end: datetime | None = None
) -> list[Standing]:
    """What each submission received before `end` is then, in the order of their ranks; without `end`, in the end."""
    made: defaultdict[int, list[Decision]] = defaultdict(list)
    for decision in sorted(decisions, key=lambda one: (one.at, one.number)):
        if end is None or decision.at < end:
            made[decision.submission].append(decision)
    received = (one for one in submissions if end is None or one.received < end)
    return sorted((_find_standing(one, tuple(made[one.number])) for one in received), key=lambda one: one.rank)


def _find_standing(one: StoredSubmission, decisions: tuple[Decision, ...]) -> Standing:
    occasion, rank = one.occasion, (one.received, _RECEIVED, one.number)
    is_accepted, is_withdrawn = one.reason is None, False
    for decision in decisions:
        if decision.action is Action.WITHDRAW:
            is_withdrawn = True
            continue
        is_accepted = is_overrulable(one)
        if decision.action is Action.RESTORE:
            is_withdrawn, rank = False, (decision.at, _RESTORED, decision.number)
        elif decision.occasion is not None:
            occasion = decision.occasion
    return Standing(one, occasion, rank, is_accepted, is_withdrawn, decisions)


Codes: TypeAlias = Mapping[str, str]
"""The codes of the rows of one revision of the plan, each with its code in another, if that has the row."""
Elsewhere: TypeAlias = Mapping[str, AnyCollection[str]]
"""By the digest of a revision of the plan, the ids of its tasks whose words are asked under another id now."""
_GONE = Reason.of(ReasonCode.TASK_CHANGED)


def recode_values(values: SplitValues, codes: Codes) -> SplitValues:
    """The values under the codes of another revision of the plan; an answer that it does not ask for does not count."""
    counted: list[FieldValue] = []
    unfit: list[tuple[FieldValue, Reason]] = []
    for value in values[0]:
        code = codes.get(value.field.code, "") if value.field.code else ""
        if value.field.code and not code:
            unfit.append((value, _GONE))
        else:
            counted.append(_with_code(value, code))
    for value, reason in values[1]:
        code = codes.get(value.field.code, "") if value.field.code else ""
        is_gone = bool(value.field.code) and not code
        unfit.append((value, _GONE) if is_gone or _is_of_gone_task(reason) else (_with_code(value, code), reason))
    return tuple(counted), tuple(unfit)


def recode_correction(correction: Correction, codes: Codes) -> Correction:
    """The correction under the codes of another revision of the plan; it is gone where that does not ask its field."""
    code = codes.get(correction.field.code, "") if correction.field.code else ""
    if correction.field.code and not code:
        return replace(correction, is_gone=True)
    value = None if correction.value is None else _with_code(correction.value, code)
    return replace(correction, field=_field_with_code(correction.field, code), value=value)


def _with_code(value: FieldValue, code: str) -> FieldValue:
    return value if value.field.code == code else replace(value, field=_field_with_code(value.field, code))


def _field_with_code(one: FormField, code: str) -> FormField:
    return one if one.code == code else FormField(code, one.name, one.kind, one.question)


def merge_reports(
    occasion: OccasionKey, standings: Iterable[Standing], values: Mapping[int, SplitValues],
    corrections: Iterable[Correction], elsewhere: Elsewhere = MappingProxyType({}),
) -> MergedReports:  # fmt: skip
    """What counts for an occasion, of standings in the order of their ranks; `values` are by the numbers of forms."""
    counting: dict[str, list[Standing]] = {}
    rejected, signed = [], []
    for standing in standings:
        one = standing.submission
        if standing.occasion != occasion:
            continue
        if standing.counts:
            counting.setdefault(one.unit, []).append(standing)
            if one.is_signed:
                signed.append(SignedReturn(one.unit, one.received, one.sha256, one.name))
        elif not standing.is_withdrawn and one.reason is not None:
            rejected.append(RejectedFile(one.unit_said, one.received, one.sha256, one.name, one.reason))
    of_unit: defaultdict[str, list[Correction]] = defaultdict(list)
    for correction in (one for one in corrections if one.occasion == occasion):
        of_unit[correction.unit].append(correction)
    reports, sources = _merge_units(counting, of_unit, values, elsewhere)
    return MergedReports(tuple(reports), tuple(rejected), tuple(signed), frozenset(sources))


def _merge_units(
    counting: Mapping[str, Sequence[Standing]], corrections: Mapping[str, Sequence[Correction]],
    values: Mapping[int, SplitValues], elsewhere: Elsewhere,
) -> tuple[list[AcceptedSubmission], set[int]]:  # fmt: skip
    """The report of each unit, and the numbers of the submissions of which something is left."""
    reports: list[AcceptedSubmission] = []
    sources: set[int] = set()
    for unit, each in counting.items():
        if len(each) == 1 and not each[0].submission.is_signed and unit not in corrections:  # as most are
            reports.append(_report_of_one(each[0].submission, values))
            sources.add(each[0].submission.number)
            continue
        merged = _UnitMerge(each, corrections.get(unit, ()), values, elsewhere)
        sources |= merged.sources
        if (report := merged.build_report()) is not None:
            reports.append(report)
    return reports, sources


def _report_of_one(one: StoredSubmission, values: Mapping[int, SplitValues]) -> AcceptedSubmission:
    """The report of a unit of which one form came, and nothing was corrected."""
    counted, unfit = values.get(one.number, ((), ()))
    return AcceptedSubmission(one.unit, one.received, one.sha256, one.name, counted, unfit, is_current=one.is_current)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The answer that stands in a field: none where it was taken away; with a reason where it does not count."""

    source: Standing | Correction
    value: FieldValue | None
    reason: Reason | None = None


class _UnitMerge:
    """What the counting submissions of one unit, in the order of their ranks, and its corrections say together."""

    def __init__(
        self, counting: Sequence[Standing], corrections: Iterable[Correction], values: Mapping[int, SplitValues],
        elsewhere: Elsewhere,
    ) -> None:  # fmt: skip
        self._counting = counting
        self._elsewhere = elsewhere
        self._forms = [one for one in counting if not one.submission.is_signed]
        self._values = {one.submission.number: values.get(one.submission.number, ((), ())) for one in self._forms}
        self._cells: dict[str, _Cell] = {}
        self._gone: dict[tuple[str, str], _Cell] = {}
        events: list[Standing | Correction] = [*self._forms, *corrections]
        for event in sorted(events, key=lambda one: one.rank):
            if isinstance(event, Correction):
                self._add_correction(event)
            else:
                self._add_form(event)

    def _add_correction(self, correction: Correction) -> None:
        if correction.is_gone:
            key = self._gone_key(correction.field, correction.plan_revision)
            self._gone[key] = _Cell(correction, correction.value, _GONE)
        else:
            self._put(_Cell(correction, correction.value), correction.field.key)

    def _add_form(self, form: Standing) -> None:
        counted, unfit = self._values[form.submission.number]
        gone = [(value, reason) for value, reason in unfit if _is_of_gone_task(reason)]
        for value, unfit_for in (*((value, None) for value in counted), *unfit):
            if unfit_for is None or not _is_of_gone_task(unfit_for):
                self._put(_Cell(form, value, unfit_for), value.field.key)
        for value, reason in gone:
            self._gone[self._gone_key(value.field, form.submission.plan_revision)] = _Cell(form, value, reason)

    def _put(self, cell: _Cell, key: str) -> None:
        self._cells[key] = cell
        if cell.value is not None:
            self._gone.pop((key, ""), None)  # answered anew, as it is asked now

    def _gone_key(self, asked: FormField, plan_revision: str) -> tuple[str, str]:
        """What an answer to something that is gone is kept under: a later one under the same takes its place.

        A task keeps its id, so that a later answer is one to the same task in other words. Not so where its words are
        asked elsewhere: then another task may have its id. A target is numbered within its task, and another one may
        have its number in another revision: no answer takes the place of one to that.
        """
        is_unsure = area_of(asked.code) is Area.TARGET or asked.code in self._elsewhere.get(plan_revision, ())
        return asked.key, plan_revision if is_unsure else ""

    @property
    def sources(self) -> set[int]:
        """The numbers of the submissions of which a value is left; of the last form and of signed copies always."""
        forms = {cell.source.submission.number for cell in self._cells.values() if isinstance(cell.source, Standing)}
        signed = {one.submission.number for one in self._counting if one.submission.is_signed}
        return forms | signed | {one.submission.number for one in self._forms[-1:]}

    def build_report(self) -> AcceptedSubmission | None:
        """The report; None where there is a signed copy alone, whose answers are not entered."""
        cells = [self._cells[key] for key in self._list_keys()]
        if not self._forms and not any(cell.value for cell in (*cells, *self._gone.values())):
            return None
        last = (self._forms or self._counting)[-1]
        unfit = [(cell.value, cell.reason) for cell in cells if cell.value is not None and cell.reason is not None]
        corrections = [cell.source for cell in self._cells.values() if isinstance(cell.source, Correction)]
        gone = [(cell.value, cell) for cell in self._gone.values() if cell.value is not None]
        first = min(one.submission.received for one in self._counting)
        told = [*corrections, *(cell.source for _value, cell in gone if isinstance(cell.source, Correction))]
        latest = max([*(one.submission.received for one in self._forms), *(one.at for one in told), first])
        return AcceptedSubmission(
            last.submission.unit, last.submission.received, last.submission.sha256, last.submission.name,
            tuple(cell.value for cell in cells if cell.value is not None and cell.reason is None),
            (*unfit, *((value, _GONE) for value, _cell in gone)),
            is_current=last.submission.is_current, first_received=first,
            completed=latest if latest > first else None,
            origins={
                key: _find_origin(cell.source, last) for key, cell in self._cells.items()
                if cell.value is not None and cell.source is not last
            },
            gone_origins=tuple(
                (value, _find_origin(cell.source, last)) for value, cell in gone if cell.source is not last
            ),
            corrections=tuple(
                CorrectedAnswer(one.field.key, one.value.text if one.value else "", one.reason, one.at)
                for one in sorted(corrections, key=lambda one: one.rank)
            ),
        )  # fmt: skip

    def _list_keys(self) -> list[str]:
        """The keys of all cells, in the order of the last form; those of earlier ones where they stood there."""
        order: list[str] = []
        known: set[str] = set()
        for form in reversed(self._forms):
            place = 0
            counted, unfit = self._values[form.submission.number]
            for key in (value.field.key for value in (*counted, *(value for value, _reason in unfit))):
                if key not in self._cells:
                    continue
                if key not in known:
                    order.insert(place, key)
                    known.add(key)
                elif order[place : place + 1] != [key]:
                    place = order.index(key)
                place += 1
        return [*order, *(key for key in self._cells if key not in known)]


def _is_of_gone_task(reason: Reason) -> bool:
    """Whether it is said of an answer to a task that the plan no longer has, be its key another task's now."""
    return reason.code == ReasonCode.TASK_CHANGED


def _find_origin(source: Standing | Correction, last: Standing) -> ValueOrigin:
    if isinstance(source, Correction):
        return ValueOrigin("", "", source.at, correction=source.reason)
    one, latest = source.submission, last.submission
    is_outdated = latest.is_current and bool(one.revision) and one.revision != latest.revision
    return ValueOrigin(one.name, one.sha256, one.received, one.is_current and not is_outdated)
