"""Changes → the paper for the file: what changed for each unit, words that are gone struck, new ones underlined."""

from __future__ import annotations

from collections.abc import Iterator

from gen.derive.letterhead import full_reference
from gen.plan.model import Plan
from gen.revising.changes import Change, Changes, What
from gen.revising.telling import told_of
from gen.word.marked import Line, MarkedPaper

TITLE = "NỘI DUNG THAY ĐỔI CỦA KẾ HOẠCH"


def paper(found: Changes, called: dict[str, str], old: Plan, new: Plan, only: str = "") -> MarkedPaper:
    """The paper; with `only`, on what concerns that unit."""
    lines: list[Line] = [[("kept", f"{_named(old)} → {_named(new)}")]]
    lines += [
        [("heading", f"{one.name}: "), ("removed", one.old), ("kept", " "), ("added", one.new)]
        for one in found.edited
        if not only or only in one.units
    ]
    groups: dict[tuple[Change, ...], list[str]] = {}
    for unit in called:
        if (not only or unit == only) and (concerning := found.of(unit)):
            groups.setdefault(concerning, []).append(called[unit])
    for concerning, units in groups.items():
        lines.append([("heading", "; ".join(units))])
        for change in concerning:
            lines += _lines(change, called)
    return MarkedPaper(TITLE, lines)


def _named(plan: Plan) -> str:
    return full_reference(plan, plan.header.subject.replace("{scope}", plan.header.scope))


def _lines(change: Change, called: dict[str, str]) -> Iterator[Line]:
    first, *rest = told_of(change, called)
    yield [("kept", first)]
    task = change.new or change.old
    if task is None or not rest:
        return
    whole = {What.ADDED: "added", What.REMOVED: "removed"}.get(change.what[0], "kept")
    yield [(piece.kind, piece.text) for piece in change.pieces] or [(whole, task.text)]
    yield from ([("kept", line.strip())] for line in rest[1:])
