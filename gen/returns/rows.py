"""The store's rows → the submissions, decisions, corrections and values that say what counts; the store is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Collection as AnyCollection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q

from gen.clock import VIETNAM
from gen.derive.answers import FormField
from gen.derive.form_fields import FieldKind
from gen.history.carried_codes import CarriedCodes
from gen.reading import read_figure
from gen.returns.collection import Extension
from gen.returns.effective import (
    Action,
    Correction,
    Decision,
    MergedReports,
    OccasionKey,
    SplitValues,
    Standing,
    StoredSubmission,
    find_standings,
    merge_reports,
    recode_correction,
    recode_values,
)
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.validation import FieldValue, parse_value

if TYPE_CHECKING:
    from gen.store import models

ROWS_PER_STATEMENT = 500
"""Number of rows that one SQL statement writes or reads."""
SIGNED = "signed"
"""The kind of a submission that is a signed copy; others are forms."""
CORRECTED = "correction"
"""What stands as the anchor of a value that was corrected beside the form."""


@dataclass(frozen=True, slots=True)
class StoredEvents:
    """All that was received and decided about some submissions of a plan."""

    submissions: tuple[StoredSubmission, ...] = ()
    decisions: tuple[Decision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    values: dict[int, SplitValues] = field(default_factory=dict)
    """The values that were loaded so far, by the numbers of forms."""

    def standings(self, end: datetime | None = None) -> list[Standing]:
        """What each submission is before `end`, in the order of their ranks."""
        return find_standings(self.submissions, self.decisions, end)

    def merge(
        self, occasion: OccasionKey, end: datetime | None = None,
        codes_of: Callable[[str], CarriedCodes | None] | None = None,
        is_outdated: Callable[[StoredSubmission], bool] = lambda _one: False,
    ) -> MergedReports:  # fmt: skip
        """What counts for the occasion before `end`.

        `codes_of` gives the codes of a revision of the plan, by its digest, in the one by which the occasion is judged;
        None where they are the same. Without it all codes stay. `is_outdated` says of a form that counts whether it
        asked something else than the occasion does.
        """
        standings = [
            replace(one, submission=replace(one.submission, is_current=False))
            if one.counts and one.occasion == occasion and one.submission.is_current and is_outdated(one.submission)
            else one
            for one in self.standings(end)
        ]
        counting = [one.submission for one in standings if one.counts and one.occasion == occasion]
        self.values.update(load_values(one.number for one in counting if one.number not in self.values))
        corrections = [one for one in self.corrections if end is None or one.at < end]
        if codes_of is None:
            return merge_reports(occasion, standings, self.values, corrections)
        values, elsewhere = dict(self.values), {}
        for one in counting:
            if one.number in values and (carried := codes_of(one.plan_revision)) is not None:
                values[one.number] = recode_values(values[one.number], carried.codes)
                elsewhere[one.plan_revision] = carried.elsewhere
        for number, told in enumerate(corrections):
            if (carried := codes_of(told.plan_revision)) is not None:
                corrections[number] = recode_correction(told, carried.codes)
                elsewhere[told.plan_revision] = carried.elsewhere
        return merge_reports(occasion, standings, values, corrections, elsewhere)


def end_of_day(day: date) -> datetime:
    """The moment at which that day is over in Vietnam."""
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM)


def load_occasion(row: models.Period, units: AnyCollection[int] | None = None) -> StoredEvents:
    """What is stored for an occasion, or was moved there, and its corrections; of the units with these rows only."""
    in_units = Q() if units is None else Q(unit__in=units)
    found = list(_select_submissions(in_units & (Q(period=row) | Q(decisions__period=row))))
    decisions = _load_decisions([one.number for one in found])
    corrections = row.corrections.filter(in_units).order_by("pk").select_related("unit", "period")
    return StoredEvents(tuple(found), tuple(decisions), tuple(map(_correction_of, corrections)))


def load_submissions(chosen: Q) -> StoredEvents:
    """The submissions that `chosen` selects, with the decisions about them."""
    found = tuple(_select_submissions(chosen))
    return StoredEvents(found, tuple(_load_decisions([one.number for one in found])))


def load_corrections(plan_id: str) -> tuple[Correction, ...]:
    """All corrections of a plan, in the order in which they were stored."""
    from gen.store import models

    rows = models.Correction.objects.filter(plan=plan_id).order_by("pk").select_related("unit", "period")
    return tuple(map(_correction_of, rows))


def load_extensions(row: models.Period, end: datetime) -> tuple[Extension, ...]:
    """The extensions for an occasion that were granted before `end`."""
    granted = row.extensions.filter(granted__lt=end).select_related("unit")
    return tuple(Extension(one.unit.name_id, one.until, one.reason) for one in granted)


def find_period_row(plan_id: str, occasion: OccasionKey) -> models.Period | None:
    """The row of an occasion; None where nothing was ever stored for it."""
    from gen.store import models

    obligation, key = occasion
    found: models.Period | None = models.Period.objects.filter(plan=plan_id, obligation=obligation, key=key).first()
    return found


def _select_submissions(chosen: Q) -> Iterator[StoredSubmission]:
    from gen.store import models

    rows = models.Submission.objects.filter(chosen).distinct().order_by("pk").values_list(
        "pk", "period__obligation", "period__key", "received", "sha256", "name", "unit__name_id", "unit_said",
        "revision", "is_current", "kind", "why", "plan_revision",
    )  # fmt: skip
    for pk, obligation, key, received, sha256, name, unit, said, revision, is_current, kind, why, plan_revision in rows:
        yield StoredSubmission(
            pk, (obligation, key), received, sha256, name, unit or "", said, revision, is_current, kind == SIGNED,
            Reason.parse(why) if why else None, plan_revision,
        )  # fmt: skip


def _load_decisions(numbers: Sequence[int]) -> Iterator[Decision]:
    from gen.store import models

    names = ("pk", "submission_id", "action", "at", "reason", "period__obligation", "period__key")
    for some in _pieces(numbers):
        rows = models.Decision.objects.filter(submission__in=some).order_by("pk").values_list(*names)
        for pk, submission, action, at, reason, obligation, key in rows:
            yield Decision(pk, submission, Action(action), at, reason, (obligation, key) if obligation else None)


def _correction_of(row: models.Correction) -> Correction:
    asked = FormField(row.code, row.field, FieldKind(row.kind))
    value = parse_value(asked, row.text, CORRECTED) if row.text else None
    occasion = (row.period.obligation, row.period.key)
    return Correction(row.pk, row.unit.name_id, occasion, asked, value, row.reason, row.at, row.plan_revision)


def load_values(numbers: Iterable[int]) -> dict[int, SplitValues]:
    """The values of the submissions with these numbers, in the order of the form."""
    from gen.store import models

    names = ("submission_id", "code", "field", "kind", "text", "anchor", "doubts", "why")
    rows_found = (
        found
        for some in _pieces(list(numbers))
        for found in models.Value.objects.filter(submission__in=some).order_by("pk").values_list(*names).iterator()
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
        if reason is None and value.field.kind is FieldKind.NUMBER and value.figure is None:
            reason = Reason.of(ReasonCode.NO_NUMBER)  # it was read as one by an earlier version
        if reason:
            quarantined[owner].append((value, reason))
        else:
            counted[owner].append(value)
    return {owner: (tuple(counted[owner]), tuple(quarantined[owner])) for owner in {*counted, *quarantined}}


_One = TypeVar("_One")


def _pieces(many: Sequence[_One]) -> Iterator[Sequence[_One]]:
    for start in range(0, len(many), ROWS_PER_STATEMENT):
        yield many[start : start + ROWS_PER_STATEMENT]


SHORT_DIGITS = 8
"""So many digits of a form's sha256 are its id at least; more where two begin alike."""


def short_ids(plan_id: str, digests: Iterable[str] | None = None) -> dict[int, str]:
    """The short id of each submission of a plan, by its number; of those alone whose forms have these sha256.

    It is the beginning of the form's sha256; where one form was stored several times, `-2` follows for the second.
    """
    from gen.store import models

    wanted = None if digests is None else sorted(set(digests))
    alike = [Q()]
    if wanted is not None:  # some at a time: SQLite bounds how many conditions one statement has
        beginnings = [Q(sha256__startswith=one[:SHORT_DIGITS]) for one in wanted]
        alike = [reduce(or_, some) for some in _pieces(beginnings)]
    by_digest: defaultdict[str, list[int]] = defaultdict(list)
    rows = (models.Submission.objects.filter(one, plan=plan_id).values_list("sha256", "pk") for one in alike)
    for digest, pk in sorted({found for some in rows for found in some}):
        by_digest[digest].append(pk)
    ordered = sorted(by_digest)
    ids: dict[int, str] = {}
    for place, digest in enumerate(ordered):
        beside = [ordered[other] for other in (place - 1, place + 1) if 0 <= other < len(ordered)]
        length = max([SHORT_DIGITS, *(_shared_length(digest, other) + 1 for other in beside)])
        for count, pk in enumerate(by_digest[digest], 1):
            ids[pk] = digest[:length] + (f"-{count}" if count > 1 else "")
    return ids if wanted is None else {pk: ids[pk] for digest in wanted for pk in by_digest[digest]}


def _shared_length(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
