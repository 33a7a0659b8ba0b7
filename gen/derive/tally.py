"""Dossier → UnitTally: one unit in a list of units, with its tasks counted by role and the date of its report."""

from __future__ import annotations

from dataclasses import dataclass

from gen.derive.dossier import Dossier
from gen.derive.letterhead import deadline_text
from gen.plan.binding import Duty
from gen.plan.units import defaults, full_name


@dataclass(frozen=True, slots=True)
class UnitTally:
    """A unit with the counts of the tasks that it answers for; `group` is the id of its kind's group.

    `due` is when the reports that its forms answer are due, in the plan's words or dates in words; empty where the plan
    says nothing.
    """

    id: str
    name: str
    group: str
    code: str | None
    lead: int
    support: int
    common: int
    due: str


def tally_unit(dossier: Dossier) -> UnitTally:
    """The line of the dossier's unit."""
    unit = dossier.unit
    dues = (deadline_text(obligation.due) for obligation in dossier.forms if obligation)
    return UnitTally(
        unit.id,
        full_name(unit),
        defaults(unit).group,
        unit.code,
        dossier.leaf_count(Duty.LEAD),
        dossier.leaf_count(Duty.SUPPORT),
        dossier.leaf_count(Duty.COMMON),
        "; ".join(dict.fromkeys(filter(None, dues))),
    )
