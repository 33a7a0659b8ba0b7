"""Two plans → their Comparison: what changed, as values, as text, as a Word file."""

from __future__ import annotations

from dataclasses import dataclass

from gen import diagnostics
from gen.errors import Diagnostic, GenError
from gen.plan.model import Plan, Unit
from gen.plan.unit_names import UnitIndex
from gen.revisions.changes import PlanChanges, compare_plans
from gen.revisions.messages import changes_as_json, changes_as_text, list_unit_names


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a plan and the `changes` between them; texts are only about `unit` where one is named."""

    old: Plan
    new: Plan
    changes: PlanChanges
    unit: str = ""

    def as_text(self) -> str:
        """The changes with a section for each unit."""
        return changes_as_text(self.changes, list_unit_names(self.old, self.new), self.unit)

    def as_json(self) -> str:
        """All changes for programs."""
        return changes_as_json(self.changes)

    def as_word(self) -> bytes:
        """The .docx for the file: removed words struck through, new ones underlined."""
        from gen.revisions.paper import compose_paper
        from gen.word.redline import redline_docx

        return redline_docx(
            compose_paper(self.changes, list_unit_names(self.old, self.new), self.old, self.new, self.unit)
        )


def compare(old: Plan, new: Plan, unit: str | None = None) -> Comparison:
    """What changed from `old` to `new`; the `unit` is named by its id, or as one of the versions calls it.

    Raises GenError REV-001 where neither has the unit, NAME-001 where several can be meant.
    """
    return Comparison(old, new, compare_plans(old, new), _find_unit(old, new, unit).id if unit else "")


def _find_unit(old: Plan, new: Plan, words: str) -> Unit:
    units = UnitIndex([*new.units, *old.units])
    found = units.find(words)
    if found is None:
        found = diagnostics.revising.UNKNOWN_UNIT.at(id=f'"{words}"', hint=units.suggest(words))
    if isinstance(found, Diagnostic):
        raise GenError.one(found)
    return found
