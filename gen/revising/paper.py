"""Changes → the paper for the file: what changed for each unit, words that are gone struck, new ones underlined."""

from __future__ import annotations

from collections.abc import Iterator

from gen.derive.letterhead import full_reference
from gen.locale import written_in
from gen.plan.model import Plan
from gen.revising.changes import Change, Changes
from gen.revising.telling import details, headline, words_of
from gen.word.marked import Line, MarkedPaper

TITLE = "NỘI DUNG THAY ĐỔI CỦA KẾ HOẠCH"


def paper(found: Changes, called: dict[str, str], old: Plan, new: Plan, only: str = "") -> MarkedPaper:
    """The paper, in Vietnamese; with `only`, on what concerns that unit."""
    with written_in("vi"):
        return MarkedPaper(TITLE, list(_content(found, called, old, new, only)))


def _content(found: Changes, called: dict[str, str], old: Plan, new: Plan, only: str) -> Iterator[Line]:
    yield [("kept", f"{_named(old)} → {_named(new)}")]
    for one in found.edited:
        if not only or only in one.units:
            yield [("heading", f"{one.name}: "), ("removed", one.old), ("kept", " "), ("added", one.new)]
    for concerning, units in found.by_units([only] if only else called).items():
        yield [("heading", "; ".join(called[unit] for unit in units))]
        for change in concerning:
            yield from _lines(change, called)


def _named(plan: Plan) -> str:
    return full_reference(plan, plan.header.subject.replace("{scope}", plan.header.scope))


def _lines(change: Change, called: dict[str, str]) -> Iterator[Line]:
    yield [("kept", headline(change))]
    if pieces := words_of(change):
        yield [(piece.kind, piece.text) for piece in pieces]
    yield from ([("kept", line)] for line in details(change, called))
