"""A form as .docx + the plan → a Submission: its unit, its values with their anchors, and what is quarantined."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from gen.derive.answers import FormField, form_fields, form_revision, is_status_in_other_words, read_status
from gen.derive.dossier import Dossier, dossier_for
from gen.derive.form import ReportForm, derive_report_form
from gen.derive.form_fields import FieldKind, cell_words, code_words, field_words
from gen.history import Revisions
from gen.history.resolving import find_occasion
from gen.ooxml import UnreadableDocumentError
from gen.ooxml.package import KnownParts, read_package
from gen.plan.cycles import is_recurring
from gen.plan.model import Plan
from gen.plan.units import gets_form, recipient_ids, unit_by_id
from gen.reading import Figure, is_like_thousands, read_date, read_figure
from gen.reporting.forms import answered_obligations, obligation_in_code, period_in_code
from gen.reporting.occasions import OccasionError, plan_of_occasion
from gen.reporting.periods import SINGLE_PERIOD_KEY, Period, find_period, list_periods
from gen.reporting.working_days import holidays_of
from gen.returns.intake.attribution import Attribution
from gen.returns.intake.unpack import ReceivedFile
from gen.returns.known_words import known_words
from gen.returns.reasons import Reason, ReasonCode
from gen.text import collapse_spaces, format_short_date
from gen.word.forms.cell_content import UNKNOWN_SIGN, CellFinding
from gen.word.forms.controls import FIRST_SEAL_FORMAT, SEAL_FORMAT, FormSeal, form_mark_key
from gen.word.forms.identity import FormIdentity, read_identity
from gen.word.forms.reading import AnswerDoubt, FoundAnswer, ReturnedForm, form_in
from gen.word.forms.strays import KnownWords, StrayWords, find_stray_words

_KNOWN_PARTS = KnownParts()
"""The parts that forms have in common, which nothing here changes."""
_MOST_NAMED = 5
"""So many cells are named in one doubt."""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One typed answer: `figure` where the field asks for a number; `anchor` says how the answer was found."""

    field: FormField
    text: str
    anchor: str
    figure: Figure | None = None
    doubts: tuple[Reason, ...] = ()

    def __reduce__(self) -> tuple[type[FieldValue], tuple[object, ...]]:
        """What `pickle` makes of frozen dataclasses with slots takes three times as long, on both sides."""
        return FieldValue, (self.field, self.text, self.anchor, self.figure, self.doubts)


@dataclass(frozen=True, slots=True)
class EvidencePicture:
    """A picture in the cell of an answer: its bytes, their sha256 and the ending of its name."""

    sha256: str
    suffix: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Submission:
    """The content of one file.

    `quarantine_reason` is why nothing of it counts, None where it does; `quarantined_values` are the values that do
    not count, each with the reason. `obligation` is the id in the form's code: only forms of a plan whose forms answer
    several obligations have one. `is_current` is false for a form of an earlier revision, whose values count
    where their task is the same. `period` is the key of the period that the form is for, empty where it names none.
    `plan_revision` is the digest of the revision of the plan whose codes its values have. `pictures` are those in the
    cells of its answers. `earlier_lines` are what it tells of the period before, each with the code of its row: whether
    it said so when it was made, the store knows.
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
    period: str = ""
    plan_revision: str = ""
    pictures: tuple[EvidencePicture, ...] = ()
    earlier_lines: tuple[tuple[str, str], ...] = ()


def validate_form(received: ReceivedFile, docx: bytes, attribution: Attribution, secret: bytes = b"") -> Submission:
    """The submission in `docx`, the .docx of `received`, saved by any program; `secret` proves its mark.

    A form is read by the revision of the plan that it was made from, one of an unknown revision by the one that holds
    at the end of its period. Raises BuildError BUILD-036.
    """
    revisions = attribution.revisions
    blank = Submission(received.name, received.sha256)
    try:
        package = read_package(docx, _KNOWN_PARTS)
        form, identity = form_in(package), read_identity(package)
    except UnreadableDocumentError as refused:
        return replace(blank, unit=attribution.guess(received), quarantine_reason=Reason.of_refusal(refused))
    seal = identity.seal
    if seal is None:
        title = identity.other_title
        why = Reason.of(ReasonCode.NO_FORM_BUT, name=title) if title else Reason.of(ReasonCode.NO_SEAL)
        return replace(blank, unit=attribution.guess(received, identity), quarantine_reason=why)
    if reason := _find_quarantine_reason(seal, revisions.plan, secret):
        return replace(blank, unit=seal.unit, quarantine_reason=reason)
    obligation, period = obligation_of_seal(seal), period_of_seal(seal)
    named = replace(blank, unit=seal.unit, obligation=obligation, period=period)
    found = _find_expected_form(revisions, seal)
    if found is None:
        return replace(named, quarantine_reason=Reason.of(ReasonCode.NO_SUCH_UNIT, unit=seal.unit))
    if reason := _find_obligation_mismatch(found.plan, seal):
        return replace(named, quarantine_reason=reason)
    dated = _read_printed_due(revisions, found, seal, identity)
    submission = replace(
        named,
        period=period or dated.period,
        revision=seal.revision,
        plan_revision=found.digest,
        is_current=found.is_in_force,
        doubts=(
            *(() if seal.mark else (Reason.of(ReasonCode.SEAL_GONE),)),
            *attribution.list_doubts(received, seal, identity),
            *dated.doubts,
        ),
        quarantine_reason=_find_question(received, seal, identity, attribution, secret)
        or dated.question
        or attribution.find_other_period(received, seal.unit, period or dated.period),
    )
    known = known_words(found.form, found.dossier, seal.form, revisions.history, is_exact=found.is_exact)
    return _add_values(submission, form, found, known, may_join_lines=received.suffix == ".odt")


def _find_question(
    received: ReceivedFile, seal: FormSeal, identity: FormIdentity, attribution: Attribution, secret: bytes
) -> Reason | None:
    """Why a person has to say whose form it is before it counts; its answers are read all the same."""
    if reason := attribution.find_contradiction(received, seal, identity):
        return reason
    if secret and not seal.mark:
        return Reason.of(ReasonCode.MARK_GONE, unit=attribution.name_units([seal.unit]))
    return None


def obligation_of_seal(seal: FormSeal) -> str:
    """The id of the obligation that a form answers; empty where neither its properties nor its code name one."""
    return seal.obligation or obligation_in_code(seal.form)


def period_of_seal(seal: FormSeal) -> str:
    """The key of the period that a form is for; empty where neither its properties nor its code name one."""
    return seal.period or period_in_code(seal.form)


@dataclass(frozen=True, slots=True)
class _ExpectedForm:
    """What a form asks, by a revision of the plan, which is as it holds at the end of the form's period.

    `is_exact`: the form was made from it; `is_in_force`: it asks what the form of the revision in force asks.
    """

    digest: str
    plan: Plan
    dossier: Dossier
    form: ReportForm
    is_exact: bool
    is_in_force: bool


def _find_expected_form(revisions: Revisions, seal: FormSeal) -> _ExpectedForm | None:
    """The form that is expected of the unit: as the revision has it that the seal names; else as the one in force has.

    None where no revision has a unit of that name that reports.
    """
    in_force = revisions.in_force_on(_end_of_period(revisions, seal))
    asked = ""
    fallback: _ExpectedForm | None = None
    for revision in (in_force, *revisions.each()):
        view = _view(revision.plan, seal)
        if seal.unit not in recipient_ids(view) or not gets_form(unit_by_id(view)[seal.unit]):
            continue
        period = _period_of(view, seal) if period_of_seal(seal) else None
        dossier = dossier_for(view, seal.unit)
        form = derive_report_form(dossier, obligation_id=obligation_of_seal(seal), period=period)
        digest = form_revision(form)
        asked = asked or digest
        if seal.revision in ("", digest):
            return _ExpectedForm(revision.digest, view, dossier, form, True, digest == asked)
        fallback = fallback or _ExpectedForm(revision.digest, view, dossier, form, False, False)
    return fallback


@dataclass(frozen=True, slots=True)
class _PrintedDue:
    """What the day by which a form was to be sent says, where no seal says its period: the period, or a question."""

    period: str = ""
    doubts: tuple[Reason, ...] = ()
    question: Reason | None = None


def _read_printed_due(
    revisions: Revisions, found: _ExpectedForm, seal: FormSeal, identity: FormIdentity
) -> _PrintedDue:
    """The form of an earlier time says by its due date which report it is of, though its seal names no period.

    A form that is exactly one that the plan asks says nothing new by it.
    """
    day = _find_day(identity.due_line)
    if day is None or period_of_seal(seal) or found.is_exact:
        return _PrintedDue()
    named = obligation_of_seal(seal)
    plans = (found.plan, *(one.plan for one in revisions.each()))
    owed = [one for plan in plans for one in answered_obligations(plan, seal.unit) if one and named in ("", one.id)]
    holidays = holidays_of(found.plan)
    years = (day.year - 1, day.year)
    periods = [p for one in owed if is_recurring(one) for year in years for p in list_periods(one, year, holidays)]
    if len(fitting := {one.key for one in periods if one.due == day}) == 1:
        return _PrintedDue(fitting.pop(), (Reason.of(ReasonCode.PERIOD_BY_DUE, day=format_short_date(day)),))
    stated = [one.due.value for one in owed if one.due is not None and one.due.value is not None]
    days = [value.last_day() for value in stated]  # "before the 15th" is said of the 15th, and is due on the 14th
    if len(stated) < len(owed) or not owed or any(map(is_recurring, owed)) or day in days:
        return _PrintedDue()
    due = format_short_date(days[0])
    return _PrintedDue(question=Reason.of(ReasonCode.FORM_OF_OTHER_DUE, day=format_short_date(day), due=due))


_DAY = re.compile(r"(\d{1,2})\s*(?:/|-|\.|tháng)\s*(\d{1,2})\s*(?:/|-|\.|năm)\s*(\d{4})")


def _find_day(line: str) -> date | None:
    """The last day that a line names; None where it names none."""
    found = [read_date("/".join(one)) for one in _DAY.findall(unicodedata.normalize("NFC", line))]
    return next((day for day in reversed(found) if day is not None), None)


def _view(plan: Plan, seal: FormSeal) -> Plan:
    """The plan as it binds at the end of the form's period, where the form names one."""
    period = _period_of(plan, seal)
    return plan if period is None else plan_of_occasion(plan, period)


def _end_of_period(revisions: Revisions, seal: FormSeal) -> date | None:
    """The end of the period that the form is for, by the revision that asks for it."""
    if (named := obligation_of_seal(seal)) and (key := period_of_seal(seal)):
        with suppress(OccasionError):
            return find_occasion(revisions, named, key, date.min).period.end
    period = _period_of(revisions.plan, seal)
    return None if period is None else period.end


def _period_of(plan: Plan, seal: FormSeal) -> Period | None:
    """The period that the form is for, as the plan has it; the only one of a report that is owed once."""
    named = obligation_of_seal(seal)
    owed = [one for one in plan.obligations if one.id == named] or [
        one for one in answered_obligations(plan, seal.unit) if one is not None
    ]
    if not owed:
        return None
    key = period_of_seal(seal) or ("" if is_recurring(owed[0]) else SINGLE_PERIOD_KEY)
    return find_period(owed[0], key, holidays_of(plan)) if key else None


def _find_quarantine_reason(seal: FormSeal, plan: Plan, secret: bytes) -> Reason | None:
    """Why nothing of the form counts, whatever the plan asks; None where it may."""
    if seal.format not in (FIRST_SEAL_FORMAT, SEAL_FORMAT):
        return Reason.of(ReasonCode.SEAL_NEWER)
    if seal.plan != plan.header.id:
        return Reason.of(ReasonCode.OTHER_PLAN, plan=seal.plan)
    if seal.mark and not seal.is_genuine(form_mark_key(seal.plan, secret)):
        return Reason.of(ReasonCode.MARK_UNFIT)
    return None


def _find_obligation_mismatch(plan: Plan, seal: FormSeal) -> Reason | None:
    """Why the form answers no report that its unit owes; None where it does, or where its code names none."""
    forms = answered_obligations(plan, seal.unit)
    named = obligation_of_seal(seal)
    if not forms:
        return Reason.of(ReasonCode.OWES_NONE, unit=seal.unit)
    if named and named not in [obligation.id for obligation in forms if obligation]:
        return Reason.of(ReasonCode.NO_SUCH_FORM, id=named, unit=seal.unit)
    return None


def _add_values(
    submission: Submission, form: ReturnedForm, expected: _ExpectedForm, known: KnownWords, *, may_join_lines: bool
) -> Submission:
    """The submission with its values; `may_join_lines`: some programs save no line breaks in its format."""
    fields, is_exact = form_fields(expected.form), expected.is_exact
    pairs = [(one, one) for one in fields] if is_exact else form.match_fields(fields)
    answers = form.answers([old for old, _new in pairs])
    values: list[FieldValue] = []
    quarantined: list[tuple[FieldValue, Reason]] = []
    for old, new in pairs:
        value = _parse_answer(new, answers[old.key])
        if value is None:
            quarantined += _list_left_out(new, answers[old.key])
            continue
        if may_join_lines:
            value = replace(value, doubts=(*value.doubts, *_doubts_of_lines(value)))
        reason = _find_rejection_reason(value, answers[old.key])
        if reason:
            quarantined.append((value, reason))
        else:
            values.append(value)
    looked_for = {old.key for old, _new in pairs}
    found = {new.key for old, new in pairs if AnswerDoubt.CELL_GONE not in answers[old.key].doubts}
    missing = [one for one in fields if one.key not in found]
    if len(missing) == len(fields) or (is_exact and len(missing) * 2 > len(fields)):
        gone = Reason.of(ReasonCode.FORM_GONE, count=len(missing), of=len(fields))
        return replace(submission, quarantine_reason=gone)
    obsolete = () if is_exact else _list_obsolete_values(form, looked_for)
    asked = [old for old, _new in pairs]
    strays = find_stray_words(form, asked, known)
    doubts = (
        *submission.doubts,
        *_doubts_of_missing(missing, fields),
        *_doubts_of_columns(form),
        *_doubts_of_strays(strays),
        *_doubts_of_copies(form, asked),
    )
    return replace(
        submission,
        values=tuple(values),
        quarantined_values=(*quarantined, *obsolete),
        doubts=doubts,
        pictures=tuple(_list_pictures(form, answers.values())),
        earlier_lines=strays.earlier,
    )


_MAX_PICTURE_BYTES = 20 * 1024 * 1024
"""So many bytes of pictures are taken out of one form; all of them are in the form, which is kept as it came."""


def _list_pictures(form: ReturnedForm, answers: Iterable[FoundAnswer]) -> Iterator[EvidencePicture]:
    """The pictures in the cells of answers, each once."""
    remarks = (remark for answer in answers for remark in answer.remarks)
    wanted = dict.fromkeys(one.words for one in remarks if one.finding is CellFinding.PICTURE and one.words)
    there = form.reader.pictures() if wanted else {}
    size = 0
    for digest in wanted:
        suffix, data = there.get(digest, ("", b""))
        size += len(data)
        if data and size <= _MAX_PICTURE_BYTES:
            yield EvidencePicture(digest, suffix, data)


def _list_left_out(one: FormField, answer: FoundAnswer) -> Iterator[tuple[FieldValue, Reason]]:
    """What stands in a cell without an answer and does not count: struck-through, hidden or deleted words."""
    doubts = tuple(_doubts_of_remarks(answer))
    if doubts:
        words = "; ".join(dict.fromkeys(remark.words for remark in answer.remarks if remark.words))
        yield FieldValue(one, words or UNKNOWN_SIGN, str(answer.anchor), None, doubts), doubts[0]


def _doubts_of_missing(missing: Sequence[FormField], fields: Sequence[FormField]) -> Iterator[Reason]:
    """How many cells were not found, and which: a row whose cells are all gone is named once."""
    if missing:
        asked, gone = (Counter(one.code for one in some) for some in (fields, missing))
        named = dict.fromkeys(
            code_words(one.code) if one.code and gone[one.code] == asked[one.code] else cell_words(one.key)
            for one in missing
        )
        yield Reason.of(ReasonCode.FIELDS_GONE, count=len(missing), of=len(fields), cells=_name(list(named)))


def _doubts_of_columns(form: ReturnedForm) -> Iterator[Reason]:
    for words, name in form.guessed_columns().items():
        yield Reason.of(ReasonCode.COLUMN_BY_PLACE, words=words, title=field_words(name))
    if form.has_lent_columns():
        yield Reason.of(ReasonCode.COLUMNS_LENT)


def _doubts_of_strays(strays: StrayWords) -> Iterator[Reason]:
    """What people wrote where no answer is looked for."""
    if strays.rows:
        words = _name([f"“{one}”" for one in strays.rows])
        yield Reason.of(ReasonCode.ROWS_ADDED, count=len(strays.rows), words=words)
    if strays.beside:
        words = _name([f"{code_words(code)}: “{one}”" for code, one in strays.beside])
        yield Reason.of(ReasonCode.WORDS_BESIDE, words=words)
    if strays.outside:
        yield Reason.of(ReasonCode.WORDS_OUTSIDE, words=_name([f"“{one}”" for one in strays.outside]))


def _name(names: Sequence[str]) -> str:
    return "; ".join([*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])])


def _doubts_of_copies(form: ReturnedForm, fields: Sequence[FormField]) -> Iterator[Reason]:
    if differing := form.list_differing_copies(fields):
        cells = _name(list(map(cell_words, differing)))
        yield Reason.of(ReasonCode.OTHER_COPY, count=len(differing), cells=cells)


def _parse_answer(one: FormField, answer: FoundAnswer) -> FieldValue | None:
    if not answer.text:
        return None
    doubts: tuple[Reason, ...] = ()
    if answer.doubts or answer.remarks:  # most have neither
        doubts = (*map(Reason.of, answer.doubts), *_doubts_of_remarks(answer))
    return parse_value(one, answer.text, str(answer.anchor), doubts)


_ENDS_OF_LINES = frozenset(".;:,!?…)%”\"»'")
_BULLETS = frozenset("-–—+*•")
_MOST_BESIDE = 20
"""So many letters before and behind such a place are quoted."""


def _doubts_of_lines(value: FieldValue) -> Iterator[Reason]:
    """Where a new line seems to begin within one: ONLYOFFICE writes no line breaks into .odt."""
    text = value.text if value.field.kind is FieldKind.TEXT else ""
    at = next((at for at in range(2, len(text) - 2) if _begins_line(text, at)), 0)
    if at:
        words = text[max(0, at - _MOST_BESIDE) : at + _MOST_BESIDE]
        yield Reason.of(ReasonCode.LINES_JOINED, words=collapse_spaces(words))


def _begins_line(text: str, at: int) -> bool:
    """Whether a capitalised word, or a bullet with one behind it, stands there without a space before it.

    Units and names of programs (kWh, eOffice) have one small letter before their capital.
    """
    before, here, after = text[at - 1], text[at], text[at + 1]
    is_end = before in _ENDS_OF_LINES or before.isdigit() or (before.islower() and text[at - 2].isalpha())
    is_capitalised = here.isupper() and after.islower()
    is_bullet = here in _BULLETS and after == " " and text[at + 2].isalpha()
    return is_end and (is_capitalised or is_bullet)


def _doubts_of_remarks(answer: FoundAnswer) -> Iterator[Reason]:
    """What stands in the cell and is no plain text, or does not count; of pictures there is one doubt for all."""
    pictures = [remark.words for remark in answer.remarks if remark.finding is CellFinding.PICTURE]
    if pictures:
        yield Reason.of(CellFinding.PICTURE, count=len(pictures), files=" ".join(filter(None, pictures)))
    for remark in answer.remarks:
        if remark.finding is not CellFinding.PICTURE:
            yield Reason.of(remark.finding, words=remark.words)


def parse_value(one: FormField, text: str, anchor: str, doubts: tuple[Reason, ...] = ()) -> FieldValue:
    """The answer `text` to the field, as the field's kind has it; `anchor` says how it was found."""
    if one.kind is FieldKind.NUMBER:
        return FieldValue(one, text, anchor, read_figure(text), (*doubts, *_doubts_of_figure(text)))
    if one.kind is FieldKind.STATUS:
        status = read_status(text) or text
        if is_status_in_other_words(text):
            doubts = (*doubts, Reason.of(ReasonCode.STATUS_WORDS, words=collapse_spaces(text), status=status))
        return FieldValue(one, status, anchor, None, doubts)
    if one.kind is FieldKind.DATE and (day := read_date(text)) is not None:
        return FieldValue(one, f"{day:%d/%m/%Y}", anchor, None, doubts)
    return FieldValue(one, text, anchor, None, doubts)


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
