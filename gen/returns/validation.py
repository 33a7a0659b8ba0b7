"""A form as .docx + the plan → a Submission: its unit, its values with their anchors, and what is quarantined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gen.derive.answers import FormField, form_fields, form_revision, read_status
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.derive.form_fields import FieldKind
from gen.locale import _
from gen.ooxml import UnreadableDocumentError
from gen.ooxml.wording import refusal_text
from gen.plan.model import Plan
from gen.plan.units import document_recipients, gets_form
from gen.reading import Figure, is_like_thousands, read_date, read_figure
from gen.reporting.forms import answered_obligations, obligation_in_code
from gen.returns.intake.unpack import ReceivedFile
from gen.word.forms.controls import FormSeal, form_mark_key
from gen.word.forms.reading import FoundAnswer, ReturnedForm, read_form


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One typed answer: `figure` where the field asks for a number; `anchor` says how the answer was found."""

    field: FormField
    text: str
    anchor: str
    figure: Figure | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """The content of one file.

    `quarantine_reason` is why nothing of it counts, empty where it does; `quarantined_values` are the values that do
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
    quarantined_values: tuple[tuple[FieldValue, str], ...] = ()
    doubts: tuple[str, ...] = ()
    quarantine_reason: str = ""
    obligation: str = ""


def validate_form(received: ReceivedFile, docx: bytes, plan: Plan, secret: bytes = b"") -> Submission:
    """The submission in `docx`, the .docx of `received`, saved by any program; `secret` proves its mark."""
    blank = Submission(received.name, received.sha256)
    try:
        form = read_form(docx)
    except UnreadableDocumentError as refused:
        return replace(blank, quarantine_reason=refusal_text(refused))
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
        doubts=() if form.seal.mark else (_("its properties are gone; the code in its footer says whose it is"),),
    )
    return _add_values(submission, form, form_fields(expected_form))


def _find_quarantine_reason(seal: FormSeal | None, plan: Plan, units: set[str], secret: bytes) -> str:
    """Why nothing of the form counts; empty where it does."""
    if seal is None:
        return _("it does not say which form it is")
    if seal.plan != plan.header.id:
        return _("it is a form of another plan: {plan}").format(plan=seal.plan)
    if seal.mark and not seal.is_genuine(form_mark_key(seal.plan, secret)):
        return _("its mark does not fit what it says of plan, unit and revision")
    if seal.unit not in units:
        return _("the plan has no unit {unit} that reports").format(unit=seal.unit)
    return ""


def _find_obligation_mismatch(plan: Plan, seal: FormSeal) -> str:
    """Why the form answers no report that its unit owes; empty where it does, or where its code names none."""
    forms = answered_obligations(plan, seal.unit)
    named = obligation_in_code(seal.form)
    if named and named not in [obligation.id for obligation in forms if obligation]:
        return _("it answers the report {id}, for which {unit} gets no form").format(id=named, unit=seal.unit)
    return "" if forms else _("{unit} owes no report that a form answers").format(unit=seal.unit)


def _add_values(submission: Submission, form: ReturnedForm, fields: tuple[FormField, ...]) -> Submission:
    pairs = [(one, one) for one in fields] if submission.is_current else form.match_fields(fields)
    answers = form.answers([old for old, _new in pairs])
    values: list[FieldValue] = []
    quarantined: list[tuple[FieldValue, str]] = []
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
    typed = FieldValue(one, answer.text, str(answer.anchor), None, answer.doubts)
    if one.kind is FieldKind.NUMBER:
        doubts = (*answer.doubts, *_doubts_of_figure(answer.text))
        return replace(typed, figure=read_figure(answer.text), doubts=doubts)
    if one.kind is FieldKind.STATUS:
        return replace(typed, text=read_status(answer.text) or answer.text)
    if one.kind is FieldKind.DATE and (day := read_date(answer.text)) is not None:
        return replace(typed, text=f"{day:%d/%m/%Y}")
    return typed


def _doubts_of_figure(text: str) -> Iterator[str]:
    if is_like_thousands(text):
        yield _("“{words}” is read with its comma before decimals; thousands are written 1.234").format(words=text)


def _find_rejection_reason(value: FieldValue, answer: FoundAnswer) -> str:
    if answer.conflict:
        return _("its anchors lead to different cells")
    if value.field.kind is FieldKind.NUMBER and value.figure is None:
        return no_number()
    if value.field.kind is FieldKind.DATE and read_date(value.text) is None:
        return _("it is no date: write 14/6/2021")
    if value.field.kind is FieldKind.STATUS and read_status(answer.text) is None:
        return _("it is none of the statuses")
    return ""


def no_number() -> str:
    """Why a figure is set apart that is none."""
    return _("it is no number: write 1.234,5")


def _list_obsolete_values(form: ReturnedForm, known: set[str]) -> Iterator[tuple[FieldValue, str]]:
    """The answers of an earlier form to tasks that are no longer asked: quarantined, never dropped in silence."""
    for key, text in form.filled_in_texts().items():
        if key not in known:
            code, _slash, name = key.rpartition("/")
            yield (
                FieldValue(FormField(code, name, FieldKind.TEXT), text, "code"),
                _("its task was changed or taken away since"),
            )
