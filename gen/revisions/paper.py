"""PlanChanges → the document for the file: the changes for each unit, removed words struck, new ones underlined."""

from __future__ import annotations

from collections.abc import Iterator

from gen.derive.letterhead import full_reference
from gen.locale import use_language
from gen.plan.model import Plan
from gen.revisions.changes import PlanChanges, TaskChange
from gen.revisions.messages import amendment_lines, change_details, change_headline, marked_words, origin_lines
from gen.word.redline import Redline, RedlineLine

TITLE = "NỘI DUNG THAY ĐỔI CỦA KẾ HOẠCH"


def compose_paper(changes: PlanChanges, names_by_id: dict[str, str], old: Plan, new: Plan, only: str = "") -> Redline:
    """The document, in Vietnamese; with `only`, about the changes for that unit."""
    with use_language("vi"):
        return Redline(TITLE, list(_content(changes, names_by_id, old, new, only)))


def _content(
    changes: PlanChanges, names_by_id: dict[str, str], old: Plan, new: Plan, only: str
) -> Iterator[RedlineLine]:
    yield [("kept", f"{_plan_reference(old)} → {_plan_reference(new)}")]
    yield from ([("kept", line)] for line in amendment_lines(changes))
    for one in changes.other_changes:
        if not only or only in one.units:
            yield [("heading", f"{one.name}: "), ("removed", one.old), ("kept", " "), ("added", one.new)]
    for concerning, units in changes.group_by_units([only] if only else names_by_id).items():
        yield [("heading", "; ".join(names_by_id[unit] for unit in units))]
        for change in concerning:
            yield from _lines(changes, change, names_by_id)


def _plan_reference(plan: Plan) -> str:
    return full_reference(plan, plan.header.subject.replace("{scope}", plan.header.scope))


def _lines(changes: PlanChanges, change: TaskChange, names_by_id: dict[str, str]) -> Iterator[RedlineLine]:
    yield [("kept", change_headline(change))]
    if pieces := marked_words(change):
        yield [(piece.kind, piece.text) for piece in pieces]
    details = (*change_details(change, names_by_id), *origin_lines(changes, change))
    yield from ([("kept", line)] for line in details)
