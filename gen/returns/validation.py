"""A form as .docx + the plan → a Submission: its unit, its values with their anchors, and what is quarantined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gen.derive.answers import FormField, form_fields, form_revision, read_status
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.derive.form_fields import FieldKind
from gen.ooxml import UnreadableDocumentError
from gen.plan.model import Plan
from gen.plan.units import document_recipients, gets_form
from gen.reading import Figure, is_like_thousands, read_date, read_figure
from gen.reporting.forms import answered_obligations, obligation_in_code
from gen.returns.intake.unpack import ReceivedFile
from gen.returns.reasons import Reason, ReasonCode
from gen.word.forms.controls import FormSeal, form_mark_key
from gen.word.forms.reading import AnswerDoubt, FoundAnswer, ReturnedForm, read_form


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One typed answer: `figure` where the field asks for a number; `anchor` says how the answer was found."""

    field: FormField
    text: str
    anchor: str
    figure: Figure | None = None
    doubts: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """The content of one file.

    `quarantine_reason` is why nothing of it counts, None where it does; `quarantined_values` are the values that do
    not count, each with the reason. `obligation` is the id in the form's code: only forms of a plan whose forms answer
    several obligations have one. `is_current` is false for a form of an earlier revision, whose values count
    where their task is the same.
    """

    name: str
    sha256: str
    unit: str = ""
    revision: str = ""
    is_current: bool = True
    values: tuple[FieldValue, ...] = ()
    quarantined_values: tuple[tuple[FieldValue, Reason], ...] = ()
    doubts: tuple[Reason, ...] = ()
    quarantine_reason: Reason | None = None
    obligation: str = ""


def validate_form(received: ReceivedFile, docx: bytes, plan: Plan, secret: bytes = b"") -> Submission:
    """The submission in `docx`, the .docx of `received`, saved by any program; `secret` proves its mark."""
    blank = Submission(received.name, received.sha256)
    try:
        form = read_form(docx)
    except UnreadableDocumentError as refused:
        return replace(blank, quarantine_reason=Reason.of_refusal(refused))
    units = {unit.id for unit in document_recipients(plan) if gets_form(unit)}
    if (reason := _find_quarantine_reason(form.seal, plan, units, secret)) or form.seal is None:
        return replace(blank, unit=form.seal.unit if form.seal else "", quarantine_reason=reason)
    if reason := _find_obligation_mismatch(plan, form.seal):
        return replace(blank, unit=form.seal.unit, quarantine_reason=reason)
    expected_form = derive_report_form(dossier_for(plan, form.seal.unit))
    submission = replace(
        blank,
        unit=form.seal.unit,
        obligation=obligation_in_code(form.seal.form),
        revision=form.seal.revision,
        is_current=form.seal.revision in ("", form_revision(expected_form)),
        doubts=() if form.seal.mark else (Reason.of(ReasonCode.SEAL_GONE),),
    )
    return _add_values(submission, form, form_fields(expected_form))


def _find_quarantine_reason(seal: FormSeal | None, plan: Plan, units: set[str], secret: bytes) -> Reason | None:
    """Why nothing of the form counts; None where it does."""
    if seal is None:
        return Reason.of(ReasonCode.NO_SEAL)
    if seal.plan != plan.header.id:
        return Reason.of(ReasonCode.OTHER_PLAN, plan=seal.plan)
    if seal.mark and not seal.is_genuine(form_mark_key(seal.plan, secret)):
        return Reason.of(ReasonCode.MARK_UNFIT)
    if seal.unit not in units:
        return Reason.of(ReasonCode.NO_SUCH_UNIT, unit=seal.unit)
    return None


def _find_obligation_mismatch(plan: Plan, seal: FormSeal) -> Reason | None:
    """Why the form answers no report that its unit owes; None where it does, or where its code names none."""
    forms = answered_obligations(plan, seal.unit)
    named = obligation_in_code(seal.form)
    if named and named not in [obligation.id for obligation in forms if obligation]:
        return Reason.of(ReasonCode.NO_SUCH_FORM, id=named, unit=seal.unit)
    return None if forms else Reason.of(ReasonCode.OWES_NONE, unit=seal.unit)


def _add_values(submission: Submission, form: ReturnedForm, fields: tuple[FormField, ...]) -> Submission:
    pairs = [(one, one) for one in fields] if submission.is_current else form.match_fields(fields)
    answers = form.answers([old for old, _new in pairs])
    values: list[FieldValue] = []
    quarantined: list[tuple[FieldValue, Reason]] = []
    for old, new in pairs:
        value = _parse_answer(new, answers[old.key])
        if value is None:
            continue
        reason = _find_rejection_reason(value, answers[old.key])
        if reason:
            quarantined.append((value, reason))
        else:
            values.append(value)
    obsolete = () if submission.is_current else _list_obsolete_values(form, {old.key for old, _new in pairs})
    return replace(submission, values=tuple(values), quarantined_values=(*quarantined, *obsolete))


def _parse_answer(one: FormField, answer: FoundAnswer) -> FieldValue | None:
    if not answer.text:
        return None
    return parse_value(one, answer.text, str(answer.anchor), tuple(map(Reason.of, answer.doubts)))


def parse_value(one: FormField, text: str, anchor: str, doubts: tuple[Reason, ...] = ()) -> FieldValue:
    """The answer `text` to the field, as the field's kind has it; `anchor` says how it was found."""
    typed = FieldValue(one, text, anchor, None, doubts)
    if one.kind is FieldKind.NUMBER:
        return replace(typed, figure=read_figure(text), doubts=(*doubts, *_doubts_of_figure(text)))
    if one.kind is FieldKind.STATUS:
        return replace(typed, text=read_status(text) or text)
    if one.kind is FieldKind.DATE and (day := read_date(text)) is not None:
        return replace(typed, text=f"{day:%d/%m/%Y}")
    return typed


def _doubts_of_figure(text: str) -> Iterator[Reason]:
    if is_like_thousands(text):
        yield Reason.of(ReasonCode.DECIMAL_COMMA, words=text)


def _find_rejection_reason(value: FieldValue, answer: FoundAnswer) -> Reason | None:
    return Reason.of(AnswerDoubt.CONFLICT) if answer.conflict else find_misfit(value)


def find_misfit(value: FieldValue) -> Reason | None:
    """Why a parsed answer is none to its field: no number, no date, no status; None where it fits."""
    if value.field.kind is FieldKind.NUMBER and value.figure is None:
        return Reason.of(ReasonCode.NO_NUMBER)
    if value.field.kind is FieldKind.DATE and read_date(value.text) is None:
        return Reason.of(ReasonCode.NO_DATE)
    if value.field.kind is FieldKind.STATUS and read_status(value.text) is None:
        return Reason.of(ReasonCode.NO_STATUS)
    return None


def _list_obsolete_values(form: ReturnedForm, known: set[str]) -> Iterator[tuple[FieldValue, Reason]]:
    """The answers of an earlier form to tasks that are no longer asked: quarantined, never dropped in silence."""
    for key, text in form.filled_in_texts().items():
        if key not in known:
            code, _slash, name = key.rpartition("/")
            yield (
                FieldValue(FormField(code, name, FieldKind.TEXT), text, "code"),
                Reason.of(ReasonCode.TASK_CHANGED),
            )
