"""Submissions → what is reported about them: text for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from gen.locale import _
from gen.returns.collection import VIETNAM
from gen.returns.storage import StoreOutcome
from gen.returns.validation import FieldValue, Submission
from gen.text import shorten


def submissions_as_text(submissions: Sequence[Submission]) -> str:
    """Each file with its content and what a person has to check; the count last."""
    lines = [line for submission in submissions for line in describe_submission(submission)]
    read = sum(not submission.quarantine_reason for submission in submissions)
    counted = _("{count} files: {whole} forms read, {apart} set apart")
    return "\n".join([*lines, counted.format(count=len(submissions), whole=read, apart=len(submissions) - read)])


def describe_submission(one: Submission) -> list[str]:
    """The content of one file, in lines."""
    if one.quarantine_reason:
        return [f"{one.name}: {one.quarantine_reason}"]
    head = _("{name}: {unit}, {count} answers").format(name=one.name, unit=one.unit, count=len(one.values))
    if one.obligation:
        head += ", " + _("for the report {id}").format(id=one.obligation)
    if not one.is_current:
        head += ", " + _("a form of before the plan was amended")
    doubts = [f"  {reason}" for reason in one.doubts]
    doubts += [f"  {value.field.key}: {reason}" for value in one.values for reason in value.doubts]
    quarantined = [
        f"  {value.field.key}: “{shorten(value.text)}” – {reason}" for value, reason in one.quarantined_values
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
    lines = [line for one in outcomes for line in _describe_outcome(one)]
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


def _describe_outcome(one: StoreOutcome) -> list[str]:
    if one.already_received is not None and not one.submission.quarantine_reason:
        return [
            _("{name}: the same file came on {day}").format(
                name=one.submission.name, day=_format_day(one.already_received)
            )
        ]
    lines = describe_submission(one.submission)
    if one.superseded_received is not None:
        message = _("it supersedes the form of {day}")
        if one.same_batch:
            message = _("two forms of this unit came together; this one was changed last and counts")
        lines.append("  " + message.format(day=_format_day(one.superseded_received)))
    if one.dropped_keys:
        names = ", ".join(one.dropped_keys)
        lines.append("  " + _("answers of the earlier form that are not in it: {names}").format(names=names))
    return lines


def _format_day(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y}"


def outcomes_as_json(outcomes: Sequence[StoreOutcome]) -> str:
    """The outcomes for programs."""
    return json.dumps([_outcome_record(one) for one in outcomes], ensure_ascii=False, indent=2)


def _outcome_record(one: StoreOutcome) -> dict[str, object]:
    return {
        **submission_record(one.submission),
        "kept": one.is_kept,
        "again": one.already_received.isoformat() if one.already_received else None,
        "superseded": one.superseded_received.isoformat() if one.superseded_received else None,
        "left_out": list(one.dropped_keys),
    }


OUTCOME_FORMATS: dict[str, Callable[[Sequence[StoreOutcome]], str]] = {
    "text": outcomes_as_text,
    "json": outcomes_as_json,
}
