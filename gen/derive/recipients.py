"""Plan × Unit → who gets the unit's plan (Nơi nhận), in the order in which offices list them.

Who asked for it and who gathers the reports; the Party committee, the People's Council, the heads, the Front; whoever
carries it out; the archive with whoever drafted it. Decree 30/2020, Appendix I, II.9, and the lists of issued plans.
"""

from __future__ import annotations

from collections.abc import Iterator

from gen.derive import wording
from gen.derive.letterhead import filed_line
from gen.plan.kinds import Manner
from gen.plan.model import Plan, Unit
from gen.plan.units import defaults, designation_of, manner_of, short_name, unit_by_id

_MOST_BODIES = 6
"""More bodies than that are listed by where the plan names them."""
_OFFICE = "văn phòng"


def plan_recipients(plan: Plan, unit: Unit) -> tuple[str, ...]:
    """The lines under Nơi nhận in the unit's plan, each with its `;`, the last with its full stop; or its own list."""
    if unit.recipients is not None:
        return unit.recipients
    return (*_who_asked(plan, unit), *_who_carries_out(unit), filed_line(unit))


def superior_of(unit: Unit) -> str:
    """Who is above the unit in its own sector; empty where it is nobody but the issuer of the plan."""
    if unit.superior is not None:
        return unit.superior
    return " ".join(unit.letterhead.parent) if unit.letterhead is not None else ""


def _who_asked(plan: Plan, unit: Unit) -> Iterator[str]:
    units = unit_by_id(plan)
    if superior := superior_of(unit):
        yield wording.FOR_REPORT.format(name=superior)
    purpose = wording.FOR_REPORT if manner_of(unit, None) is Manner.DIRECT else wording.FOR_COOPERATION
    yield purpose.format(name=short_name(units[plan.header.issuer]))
    if plan.header.focal not in (None, unit.id):
        yield wording.FOR_GATHERING.format(name=short_name(units[plan.header.focal or ""]))


def _who_carries_out(unit: Unit) -> Iterator[str]:
    kind = defaults(unit)
    word = designation_of(unit)
    for pattern in kind.addressees:
        yield wording.TO_KNOW.format(name=pattern.format(designation=word, party=kind.party_of(word)))
    # The Front and the unions stand among the addressees of a committee already.
    bodies = [body.name for body in unit.bodies if not (kind.names_front and body.manner is Manner.REQUEST)]
    offices = [name for name in bodies if name.lower().startswith(_OFFICE)]
    others = [name for name in bodies if name not in offices]
    if len(others) > _MOST_BODIES:
        yield wording.TO_KNOW.format(name=wording.BODIES_NAMED)
    elif others:
        yield wording.TO_KNOW.format(name=", ".join(others))
    elif not bodies:
        yield wording.TO_KNOW.format(name=wording.BODIES_UNNAMED)
    yield from (wording.TO_KNOW.format(name=name) for name in offices)
