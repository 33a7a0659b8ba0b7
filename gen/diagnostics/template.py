"""A Word template → how it can break its contract (TPL)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, WARNING, Mistake
from gen.locale import N_

REFUSED = Mistake(
    "TPL-001",
    ERROR,
    "{reason}",
    N_("save the template again in Word as .docx, or take a fresh one from the templates folder"),
)
"""The reason is worded where a package is refused, in gen.ooxml: forms and plans are refused for the same ones."""

NOT_CLOSED = Mistake(
    "TPL-002",
    ERROR,
    N_("a tag is not closed, or not a tag: {reason}"),
    N_("every for needs its endfor, every if its endif, in the same place (paragraph or row)"),
)
UNKNOWN_NAME = Mistake("TPL-003", ERROR, N_("the template uses an unknown name: {name}"), N_("the names are: {names}"))
NOT_ALLOWED = Mistake(
    "TPL-004",
    ERROR,
    N_("the template may not use this kind of expression ({what})"),
    N_("allowed: names, for, if, comparisons and the filters {filters}"),
)
NEVER_PRINTED = Mistake(
    "TPL-005",
    ERROR,
    N_("the template never prints {name}: its documents would lose content"),
    N_("take the paragraph or row with {name} from a fresh template"),
)
RICH_TEXT = Mistake(
    "TPL-006",
    ERROR,
    N_("this is a text that may hold bold words, or a cell to fill in: write it with {tag}"),
)
NOT_FILLED_IN = Mistake(
    "TPL-007",
    ERROR,
    N_("the template cannot be filled in: {reason}"),
    N_("save the template again in Word as .docx, or take a fresh one from the templates folder"),
)
NOT_READABLE = Mistake(
    "TPL-014", ERROR, N_("the template cannot be read: {reason}"), N_("the folder of templates holds {names}")
)
FOLDER_MISSING = Mistake(
    "TPL-015",
    ERROR,
    N_("there is no folder with this name"),
    N_("check the name; without --templates, the folder templates beside the plan is used"),
)
FROM_OUTSIDE = Mistake(
    "TPL-009",
    ERROR,
    N_("the file takes in something from outside: {target}"),
    N_("save the template again in Word as .docx, or take a fresh one from the templates folder"),
)
NOT_RENDERED = Mistake(
    "TPL-016",
    ERROR,
    N_("a tag stands in {place}, where nothing is filled in: {text}"),
    N_("move it into the text, a header, a footer or a footnote, or delete it"),
)
FETCHING_FIELD = Mistake(
    "TPL-017",
    ERROR,
    N_("a field takes in something from outside: {field}"),
    N_("press Alt+F9 in Word, which shows the fields, and delete it"),
)
INSERTED_DOCUMENT = Mistake(
    "TPL-018",
    ERROR,
    N_("the template holds another document as a whole ({kind}), which the program does not look into"),
    N_("open the template in Word and save it again, which makes plain text of it; or copy its text into the template"),
)
OTHER_TYPE = Mistake(
    "TPL-019",
    ERROR,
    N_("the file is {kind}, whatever its name ends in"),
    N_("open it in Word, choose Save As and “Word Document (*.docx)”"),
)
OTHER_ENCODING = Mistake(
    "TPL-020",
    ERROR,
    N_("{part} is written in {encoding}: only UTF-8 is read, in which Word writes"),
    N_("save the template again in Word as .docx, or take a fresh one from the templates folder"),
)
ODD_LINK = Mistake(
    "TPL-021",
    ERROR,
    N_("{part} refers to {target} as “{mode}”, which is neither inside of the file nor outside"),
    N_("save the template again in Word as .docx, or take a fresh one from the templates folder"),
)
MISSING_PART = Mistake(
    "TPL-023",
    ERROR,
    N_("{part} refers to {target}, which the file does not hold"),
    N_("save the template again in Word as .docx, or take a fresh one from the templates folder"),
)
TOO_DEEP = Mistake(
    "TPL-022",
    ERROR,
    N_("a tag is too long, or loops, conditions or brackets stand too deep in each other"),
    N_("at most {blocks} loops and conditions in each other, {brackets} brackets, {words} words in a tag"),
)
LISTS_IN_LISTS = Mistake(
    "TPL-024",
    ERROR,
    N_("a loop stands within loops over other lists: its own list would be gone through for each pair of theirs"),
    N_("loop over what the loop around it gives, as in for x in phan.doan; at most {most} other lists in each other"),
)
FIELD_OUTSIDE = Mistake(
    "TPL-025",
    ERROR,
    N_("a cell to fill in stands outside of a table: what is written there would not be read"),
    N_("put the tag into the cell of a table; one cell with a frame round it is enough"),
)
PRINTED_IN_SOME = Mistake(
    "TPL-026",
    ERROR,
    N_("the template does not print {name} of each paragraph or row: not where {kinds}"),
    N_("take the paragraph, row or table that prints it there from a fresh template"),
)
NO_TITLE = Mistake(
    "TPL-027",
    ERROR,
    N_("nothing in the table says what stands in the column, or is to be filled in there: {title}"),
    N_("take the row with the titles from a fresh template, or write the title above the cell or into it"),
)
HALF_TAG = Mistake(
    "TPL-010",
    ERROR,
    N_("half a tag stands in the text"),
    N_("write the whole tag, with two signs at each end: braces, or brace and percent"),
)
NOT_A_LIST = Mistake("TPL-011", ERROR, N_("only lists can be looped over"))
NOT_A_TEXT = Mistake("TPL-012", ERROR, N_("this is a list or a group of names, not a text: use one of its names"))
PLAIN_TEXT = Mistake(
    "TPL-013",
    ERROR,
    N_("{rich} is only for texts with bold words and cells to fill in: write {plain}"),
)
SHIPPED_TAKEN = Mistake(
    "TPL-008",
    WARNING,
    N_("the templates that the program brings with it are taken: {names}"),
    N_("put templates of your own into this folder; gen init lays out all of them in a new folder"),
)
