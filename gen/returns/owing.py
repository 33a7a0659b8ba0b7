"""Words that a person types for a unit → the unit that owes the report of an occasion, or the question which one."""

from __future__ import annotations

from gen import diagnostics
from gen.errors import Diagnostic
from gen.history.judged import JudgedOccasion
from gen.plan.model import Unit
from gen.plan.unit_names import UnitIndex, name_units, unit_index
from gen.plan.units import unit_by_id


def find_owing_unit(occasion: JudgedOccasion, words: str) -> Unit | Diagnostic:
    """The unit of that id or name, or what is wrong with it.

    RET-010 where it does not owe the report, RET-040 where there is none, NAME-001 where several can be meant.
    """
    owing = UnitIndex(occasion.owing_units)
    by_id = unit_by_id(occasion.plan).get(words.strip())
    found = owing.find(words) if by_id is None or by_id.id in owing else None
    if found is not None:
        return found
    others = unit_index(occasion.plan).match(words).meant
    if others:
        return diagnostics.returns.OWES_NOTHING.at(unit=name_units(others))
    return diagnostics.returns.NO_SUCH_UNIT.at(unit=words.strip(), hint=owing.suggest(words))
