"""A CascadeOutcome → what `gen cascade` prints: files, questions and open places; or what the superior changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from gen.cascading.differences import Difference, DifferenceKind
from gen.cascading.folder import CascadeOutcome
from gen.derive.form_fields import code_words
from gen.errors import Diagnostic
from gen.locale import _
from gen.text import shorten


def outcome_as_text(outcome: CascadeOutcome) -> str:
    """What was made and what has to be said in it; or what is no more as it was."""
    lines = [*_differences(outcome)] if outcome.was_there else [*_draft(outcome)]
    if outcome.doubts:
        lines += ["", _("To be said or looked at in {path} ({count}):").format(
            path=outcome.plan, count=len(outcome.doubts)
        )]  # fmt: skip
        lines += [f"  {_line(doubt)}{doubt.message}" for doubt in outcome.doubts]
    return "\n".join(lines)


def _draft(outcome: CascadeOutcome) -> Iterator[str]:
    yield from (str(path) for path in outcome.written)
    if outcome.kept is not None:
        yield _("what stood there is kept: {path}").format(path=outcome.kept)
    tasks = sum(task.answered for task in outcome.superior.tasks)
    targets = sum(len(task.targets) for task in outcome.superior.tasks)
    reports = sum(report.form for report in outcome.superior.reports)
    yield _("from the superior's plan {plan}: {tasks} tasks, {targets} targets, {reports} reports").format(
        plan=outcome.superior.plan, tasks=tasks, targets=targets, reports=reports
    )
    if outcome.questions:
        yield ""
        yield _("What only the unit knows ({count}), written into the plan as # HỎI:").format(
            count=len(outcome.questions)
        )
        yield from (f"  {one.place}: {one.words}" for one in outcome.questions)


def _differences(outcome: CascadeOutcome) -> Iterator[str]:
    if outcome.reference:
        yield _("the superior's plan is cited now as {reference}: write it under citations: and in opening:").format(
            reference=outcome.reference
        )
    if not outcome.differences:
        yield _("{path}: the superior's plan lays the same on the unit as before").format(path=outcome.plan)
        return
    head = _("{path} stays as it is. Changed in the superior's plan since ({count}):")
    if outcome.written:
        head = _("{path}: superior: is as the superior's plan is now; changed since ({count}):")
    yield head.format(path=outcome.plan, count=len(outcome.differences))
    for one in outcome.differences:
        yield from _difference(one)
    if not outcome.written:
        yield _("with --update, superior: in the plan becomes as it is now; then gen check tells what is to be done")


def _difference(one: Difference) -> Iterator[str]:
    kinds = {
        DifferenceKind.NEW: _("new from the superior"),
        DifferenceKind.CHANGED: _("changed by the superior"),
        DifferenceKind.GONE: _("taken away by the superior"),
    }
    what = _("a report") if one.is_report else code_words(one.id)
    yield f"  {kinds[one.kind]}: {one.id} ({what}): “{shorten(one.now or one.before, 160)}”"
    if one.before and one.now and one.before != one.now:
        yield "      " + _("before: {words}").format(words=f"“{shorten(one.before, 160)}”")
    for name, was, now in one.details:
        yield f"      {name}: {was or '–'} → {now or '–'}"


def _line(doubt: Diagnostic) -> str:
    place = doubt.location
    return f"{place.path.rpartition('/')[2]}:{place.line}  " if place is not None and place.line else ""


def outcome_as_json(outcome: CascadeOutcome) -> str:
    """The same for programs."""
    return json.dumps(
        {
            "plan": str(outcome.plan),
            "written": [str(path) for path in outcome.written],
            "kept": "" if outcome.kept is None else str(outcome.kept),
            "was_there": outcome.was_there,
            "reference": outcome.reference,
            "questions": [{"place": one.place, "words": one.words} for one in outcome.questions],
            "differences": [
                {
                    "kind": one.kind.value, "id": one.id, "report": one.is_report, "before": one.before, "now": one.now,
                    "details": [{"key": name, "before": was, "now": now} for name, was, now in one.details],
                }
                for one in outcome.differences
            ],
            "open": [
                {"code": one.code, "line": one.location.line if one.location else 0, "message": one.message}
                for one in outcome.doubts
            ],
        },
        ensure_ascii=False,
        indent=2,
    )  # fmt: skip


OUTCOME_FORMATS: dict[str, Callable[[CascadeOutcome], str]] = {"text": outcome_as_text, "json": outcome_as_json}
