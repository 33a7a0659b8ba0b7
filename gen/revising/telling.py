"""Changes → text with a section a unit, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gen.locale import _
from gen.plan.model import Plan
from gen.plan.units import short_name, unit_by_id
from gen.revising.changes import Change, Changes, Piece, What, due_said
from gen.revising.matching import Task


def names(old: Plan, new: Plan) -> dict[str, str]:
    """The short names of the units of both versions; where both have a unit, the new one's name."""
    return {unit.id: short_name(unit) for plan in (old, new) for unit in unit_by_id(plan).values()}


def as_text(found: Changes, called: dict[str, str], only: str = "") -> str:
    """The changes of each unit, or of the one called `only`; words that are gone as [-…-], new ones as {+…+}."""
    lines = [] if only else list(_beside(found))
    for concerning, units in found.by_units([only] if only else called).items():
        lines += ["", _units_said([called[unit] for unit in units])]
        for change in concerning:
            lines.append(f"  {headline(change)}")
            lines += [f"      {line}" for line in (*_words(change), *details(change, called))]
    if not lines:
        return _("nothing changed")
    lines += ["", _("{count} tasks are as they were").format(count=found.same)]
    return "\n".join(lines).strip("\n")


def _units_said(units: list[str]) -> str:
    """The units that have the same changes, on one line."""
    shown = ", ".join(units[:6])
    return shown if len(units) <= 6 else _("{units} and {count} more").format(units=shown, count=len(units) - 6)


def _beside(found: Changes) -> Iterator[str]:
    """What changed beside the tasks."""
    kinds = {"head": _("Head"), "unit": _("Unit"), "report": _("Report")}
    for one in found.edited:
        yield f"{kinds[one.kind]} {one.name}: [-{one.old}-] {{+{one.new}+}}"


def headline(change: Change) -> str:
    """The number of a task, before and after, and what became of it."""
    numbers = " → ".join(dict.fromkeys(task.id for task in (change.old, change.new) if task is not None))
    return f"{numbers}  {', '.join(_said(what) for what in change.what)}{_why(change)}"


def _why(change: Change) -> str:
    if change.reason != "alike":
        return ""
    return " " + _("(taken for the same task: {share} % of its words)").format(share=round(100 * change.share))


def words_of(change: Change) -> tuple[Piece, ...]:
    """The words of a task, what changed in them marked; none where only its number changed."""
    if change.what == (What.RENUMBERED,):
        return ()
    task = change.new or change.old
    whole = {What.ADDED: "added", What.REMOVED: "removed"}.get(change.what[0], "kept")
    return change.pieces or (() if task is None else (Piece(whole, task.text),))


def _words(change: Change) -> Iterator[str]:
    if not change.pieces:
        yield from (piece.text for piece in words_of(change))
        return
    signs = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    yield " ".join(signs[piece.kind].format(piece.text.strip()) for piece in change.pieces)


def details(change: Change, called: dict[str, str]) -> Iterator[str]:
    """What beside the words is otherwise: deadline, lead, support; old → new."""
    old, new = change.old, change.new
    if old is None or new is None:
        return
    if What.DEADLINE in change.what:
        before, after = (due_said(task.due) or _("none") for task in (old, new))
        yield _("deadline: {old} → {new}").format(old=before, new=after)
    for what, before_units, after_units in (
        ({What.MOVED, What.LEADS}, old.leads, new.leads),
        ({What.SUPPORTS}, old.supports, new.supports),
    ):
        if what & set(change.what):
            label = _("support: {old} → {new}") if What.SUPPORTS in what else _("lead: {old} → {new}")
            yield label.format(old=_listed(before_units, called), new=_listed(after_units, called))


def _listed(units: frozenset[str], called: dict[str, str]) -> str:
    return _units_said(sorted(called.get(unit, unit) for unit in units)) or _("none")


def _said(what: What) -> str:
    return {
        What.ADDED: _("new task"), What.REMOVED: _("task taken away"), What.REWORDED: _("reworded"),
        What.DEADLINE: _("another deadline"), What.TARGETS: _("other targets"), What.MOVED: _("moved to another unit"),
        What.LEADS: _("other units lead it"), What.SUPPORTS: _("other units support it"),
        What.RENUMBERED: _("renumbered"),
    }[what]  # fmt: skip


def as_data(found: Changes) -> dict[str, Any]:
    """The changes as plain data; units by id."""
    return {
        "same": found.same,
        "changes": [
            {
                "what": [what.value for what in change.what],
                "old": _task(change.old),
                "new": _task(change.new),
                "reason": change.reason or None,
                "share": round(change.share, 3),
                "units": sorted(change.units),
                "words": [[piece.kind, piece.text] for piece in change.pieces],
            }
            for change in found.changes
        ],
        "beside": [
            {"kind": one.kind, "name": one.name, "old": one.old, "new": one.new, "units": sorted(one.units)}
            for one in found.edited
        ],
    }


def as_json(found: Changes) -> str:
    """The same as text."""
    return json.dumps(as_data(found), ensure_ascii=False, indent=2)


def _task(task: Task | None) -> dict[str, Any] | None:
    if task is None:
        return None
    due = None if task.due is None else task.due.model_dump(mode="json")
    return {
        "id": task.id, "text": task.text, "leads": sorted(task.leads), "supports": sorted(task.supports), "due": due,
    }  # fmt: skip
