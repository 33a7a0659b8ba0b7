"""Carrying a plan down a level, and answers up → what can be wrong (CAS)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, Mistake
from gen.locale import N_

# ---- down --------------------------------------------------------------------

OWN_FOLDER = Mistake(
    "CAS-001",
    ERROR,
    N_("that is the folder of the superior's plan itself"),
    N_("name another folder for the unit's own plan: --to"),
)
NOTHING_TO_CASCADE = Mistake(
    "CAS-002",
    ERROR,
    N_("the plan lays no task on {id}: there is nothing to make a plan of"),
    N_("gen list shows who has tasks"),
)
NOT_WRITABLE = Mistake("CAS-003", ERROR, N_("{path} cannot be written"))
NOT_IN_REGISTRY = Mistake(
    "CAS-004",
    ERROR,
    N_("the registry of the folder does not have the unit itself: {id}, {name}"),
    N_("add it under the same id, or the same kind and name; or put this registry away, and one is begun"),
)
ANOTHER_PLAN_THERE = Mistake(
    "CAS-005",
    ERROR,
    N_("the plan in the folder was not made from the plan {plan} for {unit}, and is not overwritten"),
    N_("name another folder, or put the old plan away"),
)
NOT_REPLACEABLE = Mistake(
    "CAS-006",
    ERROR,
    N_("where superior: ends in this file cannot be told"),
    N_("write it as the program does, each key on a line of its own, indented; nothing was changed"),
)
