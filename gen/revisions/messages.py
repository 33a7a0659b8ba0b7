"""PlanChanges → text with a section for each unit, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gen.history.matching import PlanTask
from gen.locale import _
from gen.plan.model import Plan
from gen.plan.units import short_name, unit_by_id
from gen.revisions.changes import STATED, ChangeKind, PlanChanges, TaskChange, TextPiece, describe_deadline


def list_unit_names(old: Plan, new: Plan) -> dict[str, str]:
    """The short names of the units of both versions; where both have a unit, the new one's name."""
    return {unit.id: short_name(unit) for plan in (old, new) for unit in unit_by_id(plan).values()}


def changes_as_text(changes: PlanChanges, names_by_id: dict[str, str], only: str = "") -> str:
    """The changes of each unit, or of the one with the id `only`; removed words as [-…-], new ones as {+…+}."""
    lines = [] if only else [*amendment_lines(changes), *_describe_other_changes(changes)]
    for concerning, units in changes.group_by_units([only] if only else names_by_id).items():
        lines += ["", _join_unit_names([names_by_id[unit] for unit in units])]
        for change in concerning:
            lines.append(f"  {change_headline(change)}")
            details = (*_marked_lines(change), *change_details(change, names_by_id), *origin_lines(changes, change))
            lines += [f"      {line}" for line in details]
    if not lines:
        return _("nothing changed")
    lines += ["", _("{count} tasks are as they were").format(count=changes.unchanged_count)]
    return "\n".join(lines).strip("\n")


def amendment_lines(changes: PlanChanges) -> Iterator[str]:
    """The amending documents that only the new version has, each with what it does."""
    for amendment in changes.new_amendments:
        does = f": {amendment.does}" if amendment.does else ""
        yield _("Amended by {document}").format(document=amendment.citation) + does


def origin_lines(changes: PlanChanges, change: TaskChange) -> Iterator[str]:
    """The amendments by which a task changed; that none is named, where the new version has amendments of its own."""
    if change.amendments:
        yield _("by {documents}").format(documents="; ".join(changes.citations_of(change.amendments)))
    elif changes.new_amendments and change.kinds != (ChangeKind.RENUMBERED,):
        yield _("the plan names no amendment for it")


def _join_unit_names(units: list[str]) -> str:
    """The units that have the same changes, on one line."""
    shown = ", ".join(units[:6])
    return shown if len(units) <= 6 else _("{units} and {count} more").format(units=shown, count=len(units) - 6)


def _describe_other_changes(changes: PlanChanges) -> Iterator[str]:
    """The changes outside the tasks."""
    kinds = {"head": _("Head"), "unit": _("Unit"), "report": _("Report"), "amendment": _("Amendment"),
             "figure": _("Figure asked for")}  # fmt: skip
    for one in changes.other_changes:
        cited = "; ".join(changes.citations_of(one.amendments))
        by = f" ({_('by {documents}').format(documents=cited)})" if cited else ""
        yield f"{kinds[one.kind]} {one.name}: [-{one.old}-] {{+{one.new}+}}{by}"


def change_headline(change: TaskChange) -> str:
    """The number of a task, before and after, and the kinds of its change."""
    numbers = " → ".join(dict.fromkeys(task.id for task in (change.old, change.new) if task is not None))
    return f"{numbers}  {', '.join(_kind_label(kind) for kind in change.kinds)}{_match_remark(change)}"


def _match_remark(change: TaskChange) -> str:
    if change.reason != "alike":
        return ""
    return " " + _("(taken for the same task: {share} % of its words)").format(share=round(100 * change.similarity))


def marked_words(change: TaskChange) -> tuple[TextPiece, ...]:
    """The words of a task with the changes marked; none where only its number, or its amendments, changed."""
    if set(change.kinds) <= {ChangeKind.RENUMBERED, ChangeKind.AMENDED}:
        return ()
    task = change.new or change.old
    whole = {ChangeKind.ADDED: "added", ChangeKind.REMOVED: "removed"}.get(change.kinds[0], "kept")
    return change.pieces or (() if task is None else (TextPiece(whole, task.text),))


def _marked_lines(change: TaskChange) -> Iterator[str]:
    if not change.pieces:
        yield from (piece.text for piece in marked_words(change))
        return
    signs = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    yield " ".join(signs[piece.kind].format(piece.text.strip()) for piece in change.pieces)


def change_details(change: TaskChange, names_by_id: dict[str, str]) -> Iterator[str]:
    """The changes outside the words: deadline, product, leader, authority, lead, support; old → new."""
    old, new = change.old, change.new
    if old is None or new is None:
        return
    if ChangeKind.DEADLINE in change.kinds:
        before, after = (describe_deadline(task.due) or _("none") for task in (old, new))
        yield _("deadline: {old} → {new}").format(old=before, new=after)
    labels = {
        ChangeKind.PRODUCT: _("product: {old} → {new}"),
        ChangeKind.LEADER: _("leader in charge: {old} → {new}"),
        ChangeKind.AUTHORITY: _("authority: {old} → {new}"),
    }
    for kind in STATED:
        if kind in change.kinds:
            before, after = (str(getattr(task, kind.value)) or _("none") for task in (old, new))
            yield labels[kind].format(old=before, new=after)
    for kinds, before_units, after_units in (
        ({ChangeKind.MOVED, ChangeKind.LEADS}, old.leads, new.leads),
        ({ChangeKind.SUPPORTS}, old.supports, new.supports),
    ):
        if kinds & set(change.kinds):
            label = _("support: {old} → {new}") if ChangeKind.SUPPORTS in kinds else _("lead: {old} → {new}")
            yield label.format(old=_list_units(before_units, names_by_id), new=_list_units(after_units, names_by_id))


def _list_units(units: frozenset[str], names_by_id: dict[str, str]) -> str:
    return _join_unit_names(sorted(names_by_id.get(unit, unit) for unit in units)) or _("none")


def _kind_label(kind: ChangeKind) -> str:
    return {
        ChangeKind.ADDED: _("new task"), ChangeKind.REMOVED: _("task taken away"), ChangeKind.REWORDED: _("reworded"),
        ChangeKind.DEADLINE: _("another deadline"), ChangeKind.TARGETS: _("other targets"),
        ChangeKind.PRODUCT: _("another product"), ChangeKind.LEADER: _("another leader in charge"),
        ChangeKind.AUTHORITY: _("another authority"), ChangeKind.MOVED: _("moved to another unit"),
        ChangeKind.LEADS: _("other units lead it"), ChangeKind.SUPPORTS: _("other units support it"),
        ChangeKind.RENUMBERED: _("renumbered"), ChangeKind.AMENDED: _("names other amendments"),
    }[kind]  # fmt: skip


def changes_as_data(changes: PlanChanges) -> dict[str, Any]:
    """The changes as plain data; units by id."""
    return {
        "same": changes.unchanged_count,
        "amendments": [
            {"id": one.id, "citation": one.citation, "does": one.does, "new": one.is_new} for one in changes.amendments
        ],
        "changes": [
            {
                "what": [kind.value for kind in change.kinds],
                "old": _task_as_data(change.old),
                "new": _task_as_data(change.new),
                "reason": change.reason or None,
                "share": round(change.similarity, 3),
                "units": sorted(change.units),
                "amendments": list(change.amendments),
                "words": [[piece.kind, piece.text] for piece in change.pieces],
            }
            for change in changes.changes
        ],
        "beside": [
            {
                "kind": one.kind,
                "name": one.name,
                "old": one.old,
                "new": one.new,
                "units": sorted(one.units),
                "amendments": list(one.amendments),
            }
            for one in changes.other_changes
        ],
    }


def changes_as_json(changes: PlanChanges) -> str:
    """The changes as the text of a JSON file."""
    return json.dumps(changes_as_data(changes), ensure_ascii=False, indent=2)


def _task_as_data(task: PlanTask | None) -> dict[str, Any] | None:
    if task is None:
        return None
    due = None if task.due is None else task.due.model_dump(mode="json")
    return {
        "id": task.id, "text": task.text, "leads": sorted(task.leads), "supports": sorted(task.supports), "due": due,
        **{kind.value: getattr(task, kind.value) for kind in STATED},
    }  # fmt: skip
