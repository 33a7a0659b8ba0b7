"""Two plans → their Comparison: what changed, as values, as text, as a Word file."""

from __future__ import annotations

from dataclasses import dataclass

from gen import diagnostics
from gen.errors import GenError
from gen.plan.model import Plan
from gen.revising.changes import Changes, changes
from gen.revising.telling import as_json, as_text, names


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a plan and the `changes` between them; texts tell only of `unit` where one was named."""

    old: Plan
    new: Plan
    changes: Changes
    unit: str = ""

    def as_text(self) -> str:
        """The changes with a section a unit."""
        return as_text(self.changes, names(self.old, self.new), self.unit)

    def as_json(self) -> str:
        """All changes for programs."""
        return as_json(self.changes)

    def as_word(self) -> bytes:
        """The .docx for the file: words that are gone struck, new ones underlined."""
        from gen.revising.paper import paper
        from gen.word.marked import marked_docx

        return marked_docx(paper(self.changes, names(self.old, self.new), self.old, self.new, self.unit))


def compare(old: Plan, new: Plan, unit: str | None = None) -> Comparison:
    """What changed from `old` to `new`. Raises GenError REV-001 where neither has the `unit`."""
    if unit and unit not in names(old, new):
        raise GenError.one(diagnostics.revising.UNKNOWN_UNIT.at(id=f'"{unit}"'))
    return Comparison(old, new, changes(old, new), unit or "")
