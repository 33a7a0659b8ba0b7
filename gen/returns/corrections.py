"""A unit, a field in people's words, a value and a reason → the corrected answer, recorded in the store."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path

from django.db import transaction

from gen import diagnostics
from gen.derive.answers import FormField, form_fields
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.derive.form_fields import FORM_FIELDS, STATUSES, FieldKind, cell_words, code_words
from gen.diagnostics.mistake import suggest_word
from gen.errors import Diagnostic, GenError
from gen.history import Revisions, load_current
from gen.history.judged import JudgedOccasion, judge
from gen.history.resolving import find_occasion
from gen.locale import _
from gen.locking import locked
from gen.plan.model import Plan
from gen.returns.clock import day_meant, late_moment_meant
from gen.returns.collection import AcceptedSubmission, CorrectedAnswer
from gen.returns.decisions import clean_words
from gen.returns.effective import OccasionKey
from gen.returns.owing import find_owing_unit
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.rows import CORRECTED, StoredEvents, find_period_row, load_occasion
from gen.returns.storage import codes_by_revision, open_store, period_log_name, returns_folder
from gen.returns.validation import FieldValue, find_misfit, parse_value
from gen.store.connection import has_store, store_errors
from gen.text import fold, format_short_date, name_few, shorten

_MOMENT = timedelta(microseconds=1)
_MAX_TEXT = 20_000
"""No answer of a form is longer; the cell of a workbook holds 32,767 letters."""


class CorrectionError(GenError):
    """A correction that cannot be made."""


@dataclass(frozen=True, slots=True)
class CorrectionRequest:
    """One corrected answer of `unit`, an id or a name: the field as the form or a person calls it, and its value.

    Without a value the answer is taken away.
    `received` is when it was said; a day alone is meant as a whole, so that it is about all that came on it.
    """

    plan: Path
    unit: str
    field: str
    value: str | None
    reason: str
    obligation: str | None = None
    period: str | None = None
    received: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class CorrectionOutcome:
    """The field by its key, its answer before and after; `is_changed` is false where it was so already.

    `is_answered_later` says that a form received after the correction has another answer, which counts; `doubts` are
    those about how the value was read.
    """

    unit: str
    key: str
    before: str
    after: str
    occasion: OccasionKey
    is_changed: bool
    is_answered_later: bool = False
    doubts: tuple[Reason, ...] = ()


def correct_answer(request: CorrectionRequest) -> CorrectionOutcome:
    """Record the corrected answer; a form that is received later and has an answer counts over it.

    Raises CorrectionError RET-010 where the unit does not owe the report, RET-040 where there is no such unit, RET-033
    where no reason is given, RET-036 where its form has no such field, RET-037 where the value does not fit, RET-038
    where nothing of the unit had come by that moment, RET-057 where nothing counted of what had; OccasionError RET-002,
    RET-008, RET-009, RET-015; FutureError RET-030; StoreError RET-001, RET-016; BuildError BUILD-028.
    """
    current = load_current(request.plan)
    at = late_moment_meant(request.received)
    occasion = judge(
        current.revisions, *find_occasion(current.revisions, request.obligation, request.period, day_meant(at))
    )
    owing = find_owing_unit(occasion, request.unit)
    if isinstance(owing, Diagnostic):
        raise CorrectionError.one(owing)
    request = replace(request, unit=owing.id)
    reason = clean_words(request.reason)
    if not reason:
        raise CorrectionError.one(diagnostics.returns.DECISION_WITHOUT_REASON.at())
    asked = find_field(occasion.plan, request.unit, request.field, occasion.obligation.id)
    value = None if request.value is None else _read_value(asked, request.value)
    with locked(request.plan):
        if not has_store(returns_folder(request.plan)):
            raise _nothing_to_correct(request.unit, at)
        open_store(request.plan)
        current.note_use([occasion.period.end or day_meant(at)])
        return _record(current.revisions, occasion, replace(request, reason=reason), asked, value, at)


def find_field(plan: Plan, unit_id: str, written: str, obligation_id: str) -> FormField:
    """The field of the unit's form for the obligation that is meant.

    It is named as "mục 12.2, ý 1 – Tình trạng", `12.2#1/status`, "12.2#1 tử số".
    Case and tone marks do not matter. A task's code stands for its target where that is the only one with such a
    column. Raises CorrectionError RET-036 where no field or several are meant.
    """
    fields = form_fields(derive_report_form(dossier_for(plan, unit_id), obligation_id=obligation_id))
    by_name: defaultdict[str, list[FormField]] = defaultdict(list)
    for one in fields:
        for name in _names_of(one, one.code):
            by_name[name].append(one)
    found = by_name.get(_fold_name(written), [])
    if not found:
        of_task: defaultdict[str, list[FormField]] = defaultdict(list)
        for one in fields:
            task, slash, _number = one.code.rpartition("/")
            for name in _names_of(one, task) if slash else ():
                of_task[name].append(one)
        found = of_task.get(_fold_name(written), [])
    meant = list(dict.fromkeys(found))
    if len(meant) == 1:
        return meant[0]
    hint = "; ".join(f"{cell_words(one.key)} ({one.key})" for one in meant) or suggest_word(
        _fold_name(written), {name: cell_words(some[0].key) for name, some in by_name.items()}
    )
    shown = shorten(written, 100)
    raise CorrectionError.one(diagnostics.returns.UNKNOWN_FIELD.at(unit=unit_id, field=shown, hint=hint))


def _names_of(field: FormField, code: str) -> Iterator[str]:
    """What people call the field, of a row with that code: by the code, or as it is said, with or without "mục"."""
    said = code_words(code) if code else ""
    rows = dict.fromkeys((code, said, said.removeprefix("mục ")))
    titles = [(one.title, one.title_words) for one in FORM_FIELDS if one.name == field.name]
    for row in rows:
        yield from dict.fromkeys(_fold_name(f"{row} {name}") for name in (field.name, *chain.from_iterable(titles)))


def _fold_name(words: str) -> str:
    return " ".join(re.sub(r"(?:[\s,:;/–—]|(?<=\s)-(?=\s))+", " ", fold(words)).split())


def _read_value(asked: FormField, written: str) -> FieldValue:
    """The value that was given, checked as one in a form is."""
    text = clean_words(written)
    value = parse_value(asked, text, CORRECTED)
    misfit: object = find_misfit(value)
    if misfit and asked.kind is FieldKind.STATUS:
        misfit = f"{misfit}: {', '.join(STATUSES)}"
    if not text:
        misfit = _("it is empty; --clear takes an answer away")
    elif len(text) > _MAX_TEXT:
        misfit = _("it is longer than a cell can be")
    if misfit:
        found = diagnostics.returns.MISFIT
        raise CorrectionError.one(found.at(value=shorten(text), field=cell_words(asked.key), reason=misfit))
    return value


_MOST_LETTERS = 300


def _nothing_to_correct(unit: str, at: datetime, files: Sequence[str] = ()) -> CorrectionError:
    """RET-038; RET-057 where `files` came, each with why it does not count."""
    day = format_short_date(day_meant(at))
    if not files:
        return CorrectionError.one(diagnostics.returns.NOTHING_TO_CORRECT.at(unit=unit, day=day))
    names = name_few([shorten(one, _MOST_LETTERS) for one in files], separator="; ")
    return CorrectionError.one(diagnostics.returns.NOTHING_COUNTS.at(unit=unit, day=day, files=names))


def _list_uncounted(events: StoredEvents, key: OccasionKey, end: datetime) -> Iterator[str]:
    """The files of a unit for the occasion that came before `end` and do not count, each with the reason."""
    for standing in events.standings(end):
        one = standing.submission
        if standing.occasion == key and standing.is_withdrawn:
            yield _("{name} (withdrawn: {reason})").format(name=one.name, reason=standing.decisions[-1].reason)
        elif standing.occasion == key and not standing.counts and one.reason is not None:
            yield f"{one.name} ({one.reason.with_remedy()})"


@store_errors()
def _record(
    revisions: Revisions, occasion: JudgedOccasion, request: CorrectionRequest, asked: FormField,
    value: FieldValue | None, at: datetime,
) -> CorrectionOutcome:  # fmt: skip
    from gen.store import models

    key, plan = (occasion.obligation.id, occasion.period.key), occasion.plan
    codes_of = codes_by_revision(revisions, occasion)
    with transaction.atomic():
        row = models.Plan.objects.select_for_update().filter(pk=plan.header.id).first()
        period = find_period_row(plan.header.id, key)
        unit = models.Unit.objects.filter(plan=plan.header.id, name_id=request.unit).first()
        if row is None or period is None or unit is None:
            raise _nothing_to_correct(request.unit, at)
        events = load_occasion(period, [unit.pk])
        merged = events.merge(key, at + _MOMENT, codes_of)
        if not merged.accepted and not merged.signed:
            raise _nothing_to_correct(request.unit, at, list(_list_uncounted(events, key, at + _MOMENT)))
        merged_now = events.merge(key, None, codes_of).accepted
        before = _answer_in(merged_now, asked)
        after = value.text if value else ""
        if before == (after or None) and not _unfit_answer_in(merged_now, asked):
            return CorrectionOutcome(request.unit, asked.key, before or "", after, key, is_changed=False)
        before = before or _unfit_answer_in(merged_now, asked)
        figure = value.figure if value else None
        models.Correction.objects.create(
            plan=row, unit=unit, period=period, code=asked.code, field=asked.name, kind=asked.kind.value, text=after,
            number=figure.value if figure else None, percent=figure.percent if figure else False,
            reason=request.reason, at=at, plan_revision=occasion.digest,
        )  # fmt: skip
        detail = {
            "unit": request.unit, "period": period_log_name(period), "field": asked.key, "before": before or "",
            "after": after, "reason": request.reason,
        }  # fmt: skip
        models.Log.objects.create(at=at, plan=row, action="corrected", detail=detail)
        now = load_occasion(period, [unit.pk]).merge(key, None, codes_of).accepted
        own = CorrectedAnswer(asked.key, after, request.reason, at)
        is_answered_later = not any(own in report.corrections for report in now)
        return CorrectionOutcome(
            request.unit, asked.key, before or "", after, key, is_changed=True, is_answered_later=is_answered_later,
            doubts=value.doubts if value else (),
        )  # fmt: skip


def _answer_in(reports: Sequence[AcceptedSubmission], asked: FormField) -> str | None:
    return next((v.text for report in reports for v in report.values if v.field.key == asked.key), None)


def _unfit_answer_in(reports: Sequence[AcceptedSubmission], asked: FormField) -> str | None:
    """The answer to the field that does not count, which a correction takes away; None where there is none.

    One to a task that is gone is no answer to the field, though the task may have had its id.
    """
    every = (each for report in reports for each in report.quarantined_values)
    unfit = (value for value, reason in every if reason.code != ReasonCode.TASK_CHANGED)
    return next((value.text for value in unfit if value.field.key == asked.key), None)
