"""Importing a plan → what can be wrong with the file that is brought (IMP)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, Mistake
from gen.locale import N_

FILE_NOT_FOUND = Mistake("IMP-001", ERROR, N_("there is no file {path}"))
NOT_IMPORTABLE = Mistake(
    "IMP-002",
    ERROR,
    N_("{name} cannot be imported: {why}"),
    N_("open it in Word, take away the password if there is one, and save it as .docx"),
)
NO_TEXT = Mistake(
    "IMP-003",
    ERROR,
    N_("{name} holds no text"),
    N_("a scanned page is a picture: have it read by a program for that, or type the plan"),
)
NOT_A_PLAN = Mistake(
    "IMP-004",
    ERROR,
    N_("{name} is no plan: no line of it reads KẾ HOẠCH"),
    N_("a letter, a report or a law is not imported"),
)
NO_PARTS = Mistake(
    "IMP-005",
    ERROR,
    N_("{name} has no part: nothing in it is numbered I., II. or 1., 2."),
    N_("number the parts of the plan in Word, and import it again"),
)
DRAFT_THERE_ALREADY = Mistake(
    "IMP-006",
    ERROR,
    N_("{path} is there already, and is not overwritten"),
    N_("name another file with --to, or put the old one away"),
)
DRAFT_NOT_WRITABLE = Mistake("IMP-007", ERROR, N_("{path} cannot be written"))
FILE_NOT_READABLE = Mistake("IMP-008", ERROR, N_("{path} cannot be read"))
ANSWERS_NOT_READ = Mistake(
    "IMP-009",
    ERROR,
    N_("{path} holds no answers: it has to be a JSON object, with the id of a question before each answer"),
    N_('write {{"lead:13": "phong-y-te"}}; the ids are in the list that the import prints'),
)
ANSWER_WITHOUT_QUESTION = Mistake(
    "IMP-010",
    ERROR,
    N_("{path} answers what is not asked: {ids}"),
    N_("take the ids from the list that the import prints for this file; a changed file has other ones"),
)
ANSWER_NOT_A_CHOICE = Mistake(
    "IMP-011",
    ERROR,
    N_("{path}: the answer “{answer}” to {id} is none of its choices"),
    N_("choose one of {choices}; where units are asked for, the ids of units and groups of the draft hold too"),
)
