"""Submissions → what is reported about them: text for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from gen.clock import day_of
from gen.derive.form_fields import cell_words
from gen.locale import _
from gen.reporting.periods import SINGLE_PERIOD_KEY
from gen.returns.corrections import CorrectionOutcome
from gen.returns.decisions import DecisionOutcome
from gen.returns.effective import Action, SubmissionState
from gen.returns.history import ListedSubmission
from gen.returns.storage import StoreOutcome
from gen.returns.validation import FieldValue, Submission
from gen.text import collapse_spaces, format_short_date, shorten


def submissions_as_text(submissions: Sequence[Submission]) -> str:
    """Each file with its content and what a person has to check; the count last."""
    lines = [line for submission in submissions for line in describe_submission(submission)]
    read = sum(not submission.quarantine_reason for submission in submissions)
    counted = _("{count} files: {whole} forms read, {apart} set apart")
    return "\n".join([*lines, counted.format(count=len(submissions), whole=read, apart=len(submissions) - read)])


def describe_submission(one: Submission) -> list[str]:
    """The content of one file, in lines."""
    if one.quarantine_reason:
        return [f"{one.name}: {one.quarantine_reason.with_remedy()}"]
    head = _("{name}: {unit}, {count} answers").format(name=one.name, unit=one.unit, count=len(one.values))
    if one.obligation:
        head += ", " + _("for the report {id}").format(id="/".join(filter(None, (one.obligation, one.period))))
    if not one.is_current:
        head += ", " + _("a form of before the plan was amended")
    doubts = [f"  {reason}" for reason in one.doubts]
    doubts += [f"  {cell_words(value.field.key)}: {reason}" for value in one.values for reason in value.doubts]
    quarantined = [
        f"  {cell_words(value.field.key)}: “{shorten(collapse_spaces(value.text))}” – {reason}"
        for value, reason in one.quarantined_values
    ]
    return [head, *doubts, *quarantined]


def submissions_as_json(submissions: Sequence[Submission]) -> str:
    """The submissions for programs, every value with its anchor."""
    return json.dumps([submission_record(submission) for submission in submissions], ensure_ascii=False, indent=2)


def submission_record(one: Submission) -> dict[str, object]:
    """One submission as a JSON object."""
    return {
        "name": one.name,
        "sha256": one.sha256,
        "unit": one.unit,
        "obligation": one.obligation,
        "period": one.period,
        "revision": one.revision,
        "current": one.is_current,
        "quarantined": str(one.quarantine_reason or ""),
        "quarantine_code": one.quarantine_reason.code if one.quarantine_reason else "",
        "values": [_value_record(value) for value in one.values],
        "apart": [
            {**_value_record(value), "why": str(reason), "why_code": reason.code}
            for value, reason in one.quarantined_values
        ],
        "doubts": list(map(str, one.doubts)),
    }


def _value_record(value: FieldValue) -> dict[str, object]:
    figure = value.figure
    return {
        "key": value.field.key,
        "text": value.text,
        "anchor": value.anchor,
        **({"number": f"{figure.value:f}", "percent": figure.percent} if figure else {}),
        "doubts": list(map(str, value.doubts)),
    }


SUBMISSION_FORMATS: dict[str, Callable[[Sequence[Submission]], str]] = {
    "text": submissions_as_text,
    "json": submissions_as_json,
}


def outcomes_as_text(outcomes: Sequence[StoreOutcome]) -> str:
    """Each file with its outcome and what a person has to check; the counts last."""
    together = _find_together(outcomes)
    lines = [line for one, group in zip(outcomes, together, strict=True) for line in _describe_outcome(one, group)]
    new = sum(one.already_received is None and not one.submission.quarantine_reason for one in outcomes)
    unread = sum(not one.is_kept for one in outcomes)
    quarantined = sum(bool(one.submission.quarantine_reason) for one in outcomes) - unread
    counted = _("{count} files: {new} forms put down, {again} there already, {apart} set apart")
    known = len(outcomes) - new - quarantined - unread
    lines.append(counted.format(count=len(outcomes), new=new, again=known, apart=quarantined))
    if unread:
        unkept = _("{count} files could not be read and are not kept: mend that, and run the same command again")
        lines.append(unkept.format(count=unread))
    return "\n".join(lines)


def _find_together(outcomes: Sequence[StoreOutcome]) -> list[Sequence[StoreOutcome]]:
    """For each outcome the forms of its unit and occasion that came in the same call and count, the last one over all.

    Only of these with it; none where it counts in no order with others.
    """
    groups: dict[tuple[str, str, str], list[StoreOutcome]] = {}
    found: list[Sequence[StoreOutcome]] = []
    for one in outcomes:
        is_new = one.is_kept and one.already_received is None and one.later_received is None
        group: list[StoreOutcome] = []
        if is_new and not one.is_signed and not one.submission.quarantine_reason:
            group = groups.setdefault((one.submission.unit, one.obligation, one.period), [])
            group.append(one)
        found.append(group)
    return found


def _describe_outcome(one: StoreOutcome, together: Sequence[StoreOutcome] = ()) -> list[str]:
    if one.already_received is not None and (one.repeats is not None or not one.submission.quarantine_reason):
        said = _("{name}: the same file came on {day}").format(
            name=one.submission.name, day=_format_day(one.already_received)
        )
        reason = one.submission.quarantine_reason
        against = [f"  {reason.with_remedy()}"] if reason else []
        return [said, *against, *(f"  {line}" for line in _describe_repeated(one))]
    submission = one.submission
    if one.is_signed and not submission.quarantine_reason:
        return [_describe_signed(one), *(f"  {reason}" for reason in submission.doubts)]
    if one.period not in ("", SINGLE_PERIOD_KEY):
        submission = replace(submission, obligation=one.obligation, period=one.period)
    lines = describe_submission(submission)
    if one.superseded_received is not None and not one.same_batch:
        lines.append("  " + _("it supersedes the form of {day}").format(day=_format_day(one.superseded_received)))
    if len(together) > 1:
        message = _("{count} forms of this unit came together; {name}, the last of them, counts over it")
        if one is together[-1]:
            message = _("{count} forms of this unit came together; this one is the last of them, and counts")
        lines.append("  " + message.format(count=len(together), name=together[-1].submission.name))
    if one.later_received is not None:
        message = _("the form of {day} was received later and counts over it")
        lines.append("  " + message.format(day=_format_day(one.later_received)))
    is_last = not together or one is together[-1]
    if one.kept_keys and is_last:
        message = _("answers of earlier forms that are not in it, and go on counting: {names}")
        lines.append("  " + message.format(names="; ".join(map(cell_words, one.kept_keys))))
    return lines


def _describe_signed(one: StoreOutcome) -> str:
    """A signed copy, the period that it is for, and how its figures are entered where they are not there."""
    copy = _("a signed copy")
    if one.period not in ("", SINGLE_PERIOD_KEY):
        copy += f" ({one.period_label or one.period})"
    said = f"{one.submission.name}: {one.submission.unit}, {copy}"
    if one.has_figures:
        return said
    enter = _(
        "its figures are not entered: collect its Word form, or gen returns correct {unit} FIELD VALUE {of} --reason …"
    )
    of = f"--obligation {one.obligation}"
    if one.period not in ("", SINGLE_PERIOD_KEY):
        of += f" --period {one.period}"
    return f"{said}, {enter.format(unit=one.submission.unit, of=of)}"


def _describe_repeated(one: StoreOutcome) -> list[str]:
    """Why the form that came again does not count, and how it can; nothing where it does."""
    repeats = one.repeats
    if repeats is None or repeats.state is SubmissionState.COUNTS:
        return []
    if repeats.state is SubmissionState.MOVED and repeats.moved_to is not None:
        obligation, period = repeats.moved_to
        said = _("it was moved to {period}: {reason}").format(period=f"{obligation}/{period}", reason=repeats.why)
        return [said]
    if repeats.state is SubmissionState.WITHDRAWN:
        said = _("it was withdrawn: {reason}").format(reason=repeats.why)
    else:
        day = _format_day(one.later_received) if one.later_received else ""
        said = _("the form of {day} was received later and counts over it").format(day=day)
    return [said, _("to make it count: gen returns restore {id} --reason …").format(id=repeats.id)]


def _format_day(moment: datetime) -> str:
    return format_short_date(day_of(moment))


def outcomes_as_json(outcomes: Sequence[StoreOutcome]) -> str:
    """The outcomes for programs."""
    return json.dumps([_outcome_record(one) for one in outcomes], ensure_ascii=False, indent=2)


def _outcome_record(one: StoreOutcome) -> dict[str, object]:
    occasion = {"obligation": one.obligation, "period": one.period} if one.period else {}
    return {
        **submission_record(one.submission),
        **occasion,
        "kept": one.is_kept,
        "again": one.already_received.isoformat() if one.already_received else None,
        "superseded": one.superseded_received.isoformat() if one.superseded_received else None,
        "left_out": list(one.kept_keys),
        "later": one.later_received.isoformat() if one.later_received else None,
        "signed": one.is_signed,
        "figures": one.has_figures if one.is_signed else None,
        "repeats": {
            "id": one.repeats.id,
            "state": one.repeats.state.value,
            "reason": one.repeats.why,
            "moved_to": "/".join(one.repeats.moved_to) if one.repeats.moved_to else None,
        }
        if one.repeats
        else None,
    }


OUTCOME_FORMATS: dict[str, Callable[[Sequence[StoreOutcome]], str]] = {
    "text": outcomes_as_text,
    "json": outcomes_as_json,
}


def listed_as_text(listed: Sequence[ListedSubmission]) -> str:
    """Each submission in a line, with what it is; the count last."""
    lines = [_describe_listed(one) for one in listed]
    return "\n".join([*lines, _("{count} submissions").format(count=len(listed))])


def _describe_listed(one: ListedSubmission) -> str:
    unit, occasion = one.unit or "–", f"{one.obligation}/{one.period}"
    return "  ".join((one.id, unit, occasion, _format_day(one.received), one.name, _describe_standing(one)))


def _describe_standing(one: ListedSubmission) -> str:
    """What a submission is, in words."""
    later = _format_day(one.later_received) if one.later_received else ""
    words = {
        SubmissionState.COUNTS: _("counts"),
        SubmissionState.COMPLETED: _("counts, completed by the form of {day}").format(day=later),
        SubmissionState.SUPERSEDED: _("superseded by the form of {day}").format(day=later),
        SubmissionState.WITHDRAWN: _("withdrawn: {reason}").format(reason=one.reason),
        SubmissionState.SET_APART: _("set apart: {reason}").format(reason=one.set_apart),
    }
    parts = [*([_("signed copy")] if one.is_signed else []), words[one.state]]
    if not one.is_asked and one.state in (SubmissionState.COUNTS, SubmissionState.COMPLETED):
        parts.append(_("but the plan asks for no report of this period any more: it is in none"))
    if one.moved_from:
        parts.append(_("moved from {period}").format(period="/".join(one.moved_from)))
    return ", ".join(parts)


def listed_as_json(listed: Sequence[ListedSubmission]) -> str:
    """The submissions for programs."""
    return json.dumps([_listed_record(one) for one in listed], ensure_ascii=False, indent=2)


def _listed_record(one: ListedSubmission) -> dict[str, object]:
    return {
        "id": one.id,
        "unit": one.unit,
        "obligation": one.obligation,
        "period": one.period,
        "received": one.received.isoformat(),
        "name": one.name,
        "sha256": one.sha256,
        "state": one.state.value,
        "signed": one.is_signed,
        "reason": one.reason,
        "set_apart": str(one.set_apart or ""),
        "set_apart_code": one.set_apart.code if one.set_apart else "",
        "moved_from": "/".join(one.moved_from) if one.moved_from else None,
        "later": one.later_received.isoformat() if one.later_received else None,
    }


LISTING_FORMATS: dict[str, Callable[[Sequence[ListedSubmission]], str]] = {
    "text": listed_as_text,
    "json": listed_as_json,
}


def describe_decision(one: DecisionOutcome) -> str:
    """What was decided, or that nothing changed, in a sentence."""
    messages = {
        (Action.WITHDRAW, True): _("{name} of {unit} is withdrawn ({id})"),
        (Action.WITHDRAW, False): _("{name} of {unit} is withdrawn already ({id}); nothing was changed"),
        (Action.RESTORE, True): _("{name} of {unit} counts for {period} ({id})"),
        (Action.RESTORE, False): _("{name} of {unit} counts already for {period} ({id}); nothing was changed"),
        (Action.MOVE, True): _("{name} of {unit} counts for {period} from now on ({id})"),
        (Action.MOVE, False): _("{name} of {unit} is in {period} already ({id}); nothing was changed"),
    }
    return messages[one.action, one.is_changed].format(
        name=one.name, unit=one.unit or "–", id=one.id, period="/".join(one.occasion)
    )


def describe_correction(one: CorrectionOutcome) -> str:
    """What was corrected, or that nothing changed, in a sentence or two."""
    empty = _("no answer")
    field, period = cell_words(one.key), "/".join(one.occasion)
    before, after = shorten(one.before) or empty, shorten(one.after) or empty
    if not one.is_changed:
        message = _("{unit}, {period}: {field} is “{after}” already; nothing was changed")
    elif one.is_answered_later:
        message = _("{unit}, {period}: {field} is put down as “{after}”, but a form received later says “{before}”")
    else:
        message = _("{unit}, {period}: {field} is now “{after}”, before “{before}”")
    said = message.format(unit=one.unit, period=period, field=field, before=before, after=after)
    return "\n".join([said, *(f"  {reason}" for reason in one.doubts)])
