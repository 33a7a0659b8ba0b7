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

# ---- up ----------------------------------------------------------------------

NO_SUPERIOR = Mistake(
    "CAS-010",
    ERROR,
    N_("the plan {id} has no superior's plan (superior:), so that its answers belong to no other form"),
    N_("gen cascade makes such a plan"),
)
FORM_NOT_READABLE = Mistake(
    "CAS-011", ERROR, N_("the form cannot be read: {reason}"), N_("give the form as .docx, as the superior sent it")
)
FORM_TOO_LARGE = Mistake("CAS-012", ERROR, N_("the form is larger than {limit} MB"), N_("is this the right file?"))
NOT_A_FORM = Mistake(
    "CAS-013",
    ERROR,
    N_("the file does not say which form it is: its properties and its code are gone"),
    N_("take the form as the superior sent it"),
)
FORM_OF_ANOTHER = Mistake(
    "CAS-014",
    ERROR,
    N_("it is a form of {stated}; the plan's answers are for {wanted}"),
    N_("take the form of this office for the superior's plan, or name the plan that was made for it: --plan"),
)
NO_REPORT_FOR_FORM = Mistake(
    "CAS-015",
    ERROR,
    N_("no report of the plan, or more than one, gathers for the report {report} of the form; the plan's: {listed}"),
    N_("write superior: at the obligation that does; where there are several, name one: --obligation"),
)
FORM_OF_ANOTHER_RHYTHM = Mistake(
    "CAS-016",
    ERROR,
    N_("the report {id} comes at another rhythm than the superior's: no period of it is that of the form"),
    N_("ask for a report at the superior's rhythm"),
)
NOT_AS_PUT_IN = Mistake(
    "CAS-017",
    ERROR,
    N_("the form, read again, does not say what was put in: {names}; nothing is written"),
    N_("ask the superior for the form anew; if it happens again, it is a mistake of the program"),
)
FORM_OF_ANOTHER_PERIOD = Mistake(
    "CAS-019",
    ERROR,
    N_("the form is for the period {stated}, and {wanted} was asked for"),
    N_("leave --period out: the form says its period; or take the form for that period"),
)
OVER_THE_FORM = Mistake(
    "CAS-018", ERROR, N_("that is the blank form itself"), N_("name another file for the draft: --to")
)
