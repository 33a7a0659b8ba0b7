"""A plan → what can be wrong with its file (PLAN to 099), or doubtful in it (from 101)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, WARNING, Mistake
from gen.locale import N_

# ---- the file ----------------------------------------------------------------

FILE_NOT_FOUND = Mistake(
    "PLAN-001", ERROR, N_("there is no such file"), N_("check the name; the current folder is {folder}")
)
FILE_TOO_LARGE = Mistake(
    "PLAN-002", ERROR, N_("the file is larger than {limit} MB"), N_("a plan is text; is this the right file?")
)
FILE_EMPTY = Mistake("PLAN-003", ERROR, N_("the file is empty"), N_("start from the example plan.yaml"))
NOT_UTF8 = Mistake(
    "PLAN-004",
    ERROR,
    N_("the file is not in UTF-8 (line {line})"),
    N_("save it again with the encoding UTF-8 (in Notepad: Save as, Encoding)"),
)
NOT_YAML = Mistake(
    "PLAN-005",
    ERROR,
    N_("this is not well-formed YAML"),
    N_("check the indentation, the colons and the quotes on this line and the one before"),
)
KEY_TWICE = Mistake("PLAN-006", ERROR, N_("the key {key} is written twice"), N_("keep one of the two"))
TOO_MANY_ENTRIES = Mistake(
    "PLAN-007",
    ERROR,
    N_("the file unfolds to too many entries (anchors repeated in anchors, or nesting too deep)"),
    N_("write the entries out"),
)
LETTERS_IN_PARTS = Mistake(
    "PLAN-008",
    ERROR,
    N_("letters are built from parts (NFD) instead of whole (NFC)"),
    N_("type the line again with a Unicode keyboard (dựng sẵn), or convert the file to NFC"),
)
INVISIBLE_CHARACTER = Mistake(
    "PLAN-009",
    ERROR,
    N_("invisible character U+{code}"),
    N_("delete it; it often comes along when text is copied from a web page or a PDF"),
)
TAG = Mistake("PLAN-010", ERROR, N_("the tag {tag} has no meaning here"))
FILE_IS_FOLDER = Mistake(
    "PLAN-011",
    ERROR,
    N_("this is a folder, not a plan file"),
    N_("name the file itself, for instance {example}"),
)
FILE_NOT_READABLE = Mistake(
    "PLAN-012",
    ERROR,
    N_("the file cannot be read: {reason}"),
    N_("close it in other programs, or ask for the right to read it"),
)
KEY_NOT_A_WORD = Mistake("PLAN-013", ERROR, N_("a key has to be a single word"))
TAB = Mistake("PLAN-014", ERROR, N_("a Tab character"), N_("indent with spaces, not with the Tab key"))
SECOND_DOCUMENT = Mistake("PLAN-015", ERROR, N_("the file holds more than one document (---)"))

# ---- keys and values ---------------------------------------------------------

UNKNOWN_KEY = Mistake("PLAN-020", ERROR, N_("there is no key {key} in {where}"), N_("allowed here: {keys}"))
MISSING_KEY = Mistake("PLAN-021", ERROR, N_("the key {key} is missing in {where}"))
NOT_A_LIST = Mistake("PLAN-022", ERROR, N_("{where} has to be a list"))
UNKNOWN_VALUE = Mistake("PLAN-023", ERROR, N_("{where} has a value that is not known"), N_("allowed: {values}"))
WRONG_FORM = Mistake("PLAN-024", ERROR, N_("{where} does not have the form it must have"), N_("the form is {pattern}"))
NOT_A_DATE = Mistake(
    "PLAN-025",
    ERROR,
    N_("{where} is no date"),
    N_("write year-month-day: 2021-07-15; where the day is open, 2020-11"),
)
NOT_A_NUMBER = Mistake(
    "PLAN-026", ERROR, N_("{where} is not a number"), N_("write digits only; decimals with a point: 99.5")
)
EMPTY_VALUE = Mistake("PLAN-027", ERROR, N_("{where} is empty"))
UNKNOWN_SUBSTITUTION = Mistake(
    "PLAN-028", ERROR, N_("{{{id}}} is no substitution"), N_("only these are filled in: {names}")
)
NOT_EXACTLY_ONE = Mistake("PLAN-029", ERROR, N_("{where} needs exactly one of: {keys}"))
NOT_A_TEXT = Mistake("PLAN-030", ERROR, N_("{where} has to be a text"))
NOT_A_GROUP_OF_KEYS = Mistake("PLAN-031", ERROR, N_("{where} has to be a group of keys"))
NOT_A_PLAN = Mistake("PLAN-032", ERROR, N_("a plan consists of keys such as plan:, units:, parts:"))
VALUE_NOT_READABLE = Mistake("PLAN-033", ERROR, N_("{where} cannot be read"))
NOT_TRUE_OR_FALSE = Mistake("PLAN-034", ERROR, N_("{where} is neither true nor false"), N_("write true or false"))
OUT_OF_RANGE = Mistake("PLAN-035", ERROR, N_("{where} is out of range"), N_("the bound is {bound}"))
TEXT_TOO_LONG = Mistake("PLAN-036", ERROR, N_("{where} is too long"), N_("at most {limit} characters"))
LIST_TOO_LONG = Mistake("PLAN-037", ERROR, N_("{where} is too long"), N_("the bound is {bound}"))
LINE_BREAK = Mistake(
    "PLAN-038",
    ERROR,
    N_("{where} holds a line break"),
    N_("one entry is one paragraph: write the next one as an entry of its own"),
)
BARE_HEADING = Mistake(
    "PLAN-039",
    ERROR,
    N_("{where} is a heading without anything below it"),
    N_("write the task as text:, or put items: below the heading"),
)

# ---- what holds between the parts --------------------------------------------

UNKNOWN_UNIT_OR_GROUP = Mistake(
    "PLAN-040", ERROR, N_("there is no unit or group with the id {id}"), N_("add it under units:")
)
ID_TWICE = Mistake(
    "PLAN-041",
    ERROR,
    N_("the id {id} is used twice"),
    N_("the one that was there first keeps it, and all that names it; for the other one {free} is free"),
)
NOT_BOUND_BY_SECTION = Mistake(
    "PLAN-042",
    ERROR,
    N_("{id} is narrowed to here, but the section does not bind it"),
    N_("add to `to:` of the section: {units}"),
)
UNKNOWN_CITATION = Mistake(
    "PLAN-043", ERROR, N_("there is no citation with the id {id}"), N_("add it under citations:")
)
EMPTY_GROUP = Mistake("PLAN-044", ERROR, N_("the group {id} has no unit"), N_("name kinds: or units: that exist"))
REACHES_NOBODY = Mistake(
    "PLAN-045",
    ERROR,
    N_("{id} reaches no unit on the plan's date"),
    N_("check valid_from: and valid_to: of the units, and the plan's date:"),
)
UNITS_FILE_OUTSIDE = Mistake(
    "PLAN-046",
    ERROR,
    N_("the file of the units lies outside of the plan's folder"),
    N_("put the file of the units beside the plan and give its bare name"),
)
UNKNOWN_SOURCE = Mistake(
    "PLAN-047", ERROR, N_("the plan has no place {id}"), N_("name a task (12.3), a part (III) or closing")
)
UNKNOWN_UNIT = Mistake("PLAN-048", ERROR, N_("there is no unit with the id {id}"), N_("add it under units:"))
NUMBER_TWICE = Mistake(
    "PLAN-049",
    ERROR,
    N_("the number {id} is used twice, so that its tasks cannot be told apart"),
    N_("give the one that came later a number: that is free"),
)
GROUP_NAMED_LIKE_ANOTHER = Mistake(
    "PLAN-050",
    ERROR,
    N_("the id {id} already names a unit or a built-in group"),
    N_("choose another id for the group"),
)
ENDS_BEFORE_IT_BEGINS = Mistake("PLAN-051", ERROR, N_("{id} ends before it begins"), N_("check the two dates"))
OWN_SUCCESSOR = Mistake("PLAN-052", ERROR, N_("{id} cannot be its own successor"))
CODE_OF_ANOTHER_UNIT = Mistake(
    "PLAN-053",
    ERROR,
    N_("the code {code} belongs to {id} at the same time"),
    N_("check the codes and the periods"),
)
UNITS_FILE_NOT_FOUND = Mistake("PLAN-054", ERROR, N_("there is no file {name} beside the plan"), N_("check the name"))
UNKNOWN_AMENDMENT = Mistake(
    "PLAN-057", ERROR, N_("there is no amendment with the id {id}"), N_("add it under amendments:")
)
REMOVED_TASK_THERE = Mistake(
    "PLAN-058",
    ERROR,
    N_("the amendment {amendment} takes the task {id} away, but a task has this id"),
    N_("a new task gets an id that no task had: {free} is free; if the task is still there, do not name it here"),
)
INDICATOR_NAMED_LIKE_TASK = Mistake(
    "PLAN-059",
    ERROR,
    N_("the indicator {id} is called like a task, or like a heading"),
    N_("give it a code that nothing else in the plan has: the rows of report forms are found by it"),
)
TASK_OF_NOBODY = Mistake(
    "PLAN-060",
    ERROR,
    N_("task {id}: neither the task nor its section says who does it"),
    N_("write to: at the task, or at its section; where that is not decided yet, to: [open]"),
)
RATIO_OF_UNKNOWN = Mistake(
    "PLAN-061",
    ERROR,
    N_("the indicator {id} is a share of {part}, which the same forms do not ask for"),
    N_("name two indicators that are asked for themselves, of all forms or of the same report"),
)
WITHIN_UNKNOWN_PART = Mistake(
    "PLAN-062",
    ERROR,
    N_("no part before this one is called {id} in ids"),
    N_("name a part that stands before it and has no tasks of its own: A; Đ2 for Điều 2"),
)

# ---- doubts ------------------------------------------------------------------

MORE_THAN_ALL = Mistake(
    "PLAN-101",
    WARNING,
    N_("task {id} asks for more than 100 %: {raw}"),
    N_("ask the author; the words stay as they are"),
)
SAME_TASK_TWICE = Mistake(
    "PLAN-102",
    WARNING,
    N_("tasks {first} and {second} say nearly the same: {words}"),
    N_("the unit will report on both; ask the author if one is meant"),
)
PARTNER_WITHOUT_SECTION = Mistake(
    "PLAN-103",
    WARNING,
    N_("task {id}: the partner {unit} has no section of its own"),
    N_("it learns of the task only as a supporter"),
)
UNIT_SPELT_DIFFERENTLY = Mistake(
    "PLAN-104",
    WARNING,
    N_("{unit} is spelt in {count} ways: {listed}"),
    N_("the words stay as they are; the tasks reach the same unit"),
)
PARTNER_NO_UNIT = Mistake(
    "PLAN-105",
    WARNING,
    N_("task {id} names {name}, which is no unit of the plan"),
    N_("add the unit, or the spelling under also:"),
)
TONE_MARK = Mistake(
    "PLAN-106",
    WARNING,
    N_("{id}: {odd} occurs once, {usual} {count} times: is a tone mark wrong?"),
    N_("ask the author; the words stay as they are"),
)
HEADING_UNLIKE_OTHERS = Mistake(
    "PLAN-107",
    WARNING,
    N_("the heading {id} differs from others on the same topic: {words} is missing"),
    N_("compare the headings; the words stay as they are"),
)
NO_TASK = Mistake(
    "PLAN-108",
    WARNING,
    N_("{id} has no task at all; its documents are empty of tasks"),
    N_("is a section missing, or is the unit not concerned?"),
)
MISQUOTED = Mistake(
    "PLAN-109", WARNING, N_("the words {raw} do not stand in task {id}"), N_("copy them from the task's text")
)
REPORT_WITHOUT_PERIOD = Mistake(
    "PLAN-110",
    WARNING,
    N_("the report {id} is periodic, but the plan does not say how often"),
    N_("ask the receiver; the form leaves the period blank"),
)
DOCUMENT_NOT_NAMED = Mistake(
    "PLAN-111", WARNING, N_("{id} does not name {number}"), N_("check which document is meant")
)
TASK_FOR_ISSUER = Mistake(
    "PLAN-114",
    WARNING,
    N_("the issuer is given a task, but gets no documents of its own"),
    N_("name the unit that will do it"),
)
NO_ABBREVIATION = Mistake(
    "PLAN-115",
    WARNING,
    N_("{id} has no abbreviation: the symbol of its documents stays blank"),
    N_("add abbr:, for instance LĐTBXH"),
)
SUCCESSOR_WITHOUT_LAST_DAY = Mistake(
    "PLAN-116", WARNING, N_("{id} has a successor, but no last day"), N_("add valid_to:")
)
LESS_THAN_NOTHING = Mistake(
    "PLAN-117",
    WARNING,
    N_("task {id} asks for less than nothing"),
    N_("ask the author; the words stay as they are"),
)
ONLY_SUPPORTS = Mistake(
    "PLAN-118",
    WARNING,
    N_("{id} leads no task; it gets the tasks in which it supports others, and the common ones"),
    N_("is a section missing, or is the unit not concerned?"),
)
ONLY_COMMON_TASKS = Mistake(
    "PLAN-119",
    WARNING,
    N_("{id} has no task of its own; its documents hold only the common ones"),
    N_("is a section missing, or is the unit not concerned?"),
)
REPORT_WITHOUT_DATE = Mistake(
    "PLAN-120",
    WARNING,
    N_("the report {id} is due once, but the plan names no date"),
    N_("ask the receiver; the form leaves the date blank"),
)
PLACE_NOT_NAMED = Mistake("PLAN-121", WARNING, N_("{id} does not name {number}"), N_("copy it from the text"))
NO_DUE_DAY_FOR_EACH_PERIOD = Mistake(
    "PLAN-122",
    WARNING,
    N_("the report {id} recurs, but the words {raw} give no day after the end of each period's figures"),
    N_("write one period's date as value:, or where the figures end earlier, the last day of one period's as cutoff:"),
)
DUE_DATE_UNLIKE_WORDS = Mistake(
    "PLAN-123",
    WARNING,
    N_("the report {id} is due on {day} by its value:, on another day by its words {raw}"),
    N_("check value: and kind:; for its own period the value holds, for the others the words"),
)
AMENDMENT_BEFORE_PLAN = Mistake(
    "PLAN-126", WARNING, N_("the amendment {id} is dated before the plan itself"), N_("check the two dates")
)
AMENDMENTS_OUT_OF_ORDER = Mistake(
    "PLAN-127",
    WARNING,
    N_("the amendment {id} is dated before {previous}, which stands above it"),
    N_("documents cite them in the order of the file: put the earlier one first"),
)
AMENDMENT_OF_NOTHING = Mistake(
    "PLAN-128",
    WARNING,
    N_("the amendment {id} is named by no task and no report, and does not say what it does"),
    N_("write amended_by: {id} at what it put in or changed; or say it in does:, removes: or for:"),
)
SUCCESSOR_LEFT_OUT = Mistake(
    "PLAN-129",
    WARNING,
    N_("{heir} succeeds {unit} of the group {group} and {other}, which that leaves out: it is not of the group"),
    N_("if it is to have the group's tasks, name the units of the group in units: instead of except:"),
)
PARENT_BY_KIND = Mistake(
    "PLAN-135",
    WARNING,
    N_("{id} is placed directly below {issuer} in its letterhead, where a {kind} seldom stands"),
    N_("write what stands above it: letterhead: {{parent: [...], issuer: [...]}}"),
)
STATED_IN_VAIN = Mistake(
    "PLAN-140",
    WARNING,
    N_("{id}: {key} stands where nobody answers for it, and is printed nowhere"),
    N_("put it at the task that it is about"),
)
LEFT_OUT_BY_SOME = Mistake(
    "PLAN-141",
    WARNING,
    N_("section {section}: {count} of {all} tasks have {key}, but not {ids}"),
    N_("if the plan states it, copy it from there; else ask the author"),
)

# ---- what is open, and what a superior's plan wants --------------------------

NOT_OF_SUPERIOR = Mistake(
    "PLAN-142",
    WARNING,
    N_("{id} is for {superior} of the superior's plan, which has no such place, or has it no more"),
    N_("compare with superior: in this file; where the superior took it away, take it out here too"),
)
UNDONE_FOR_SUPERIOR = Mistake(
    "PLAN-143",
    WARNING,
    N_("nothing in this plan is for {superior} of the superior's plan: {words}"),
    N_("write superior: {superior} at the task or target that is for it, or add one"),
)
REPORT_NOT_GATHERED = Mistake(
    "PLAN-144",
    WARNING,
    N_("no report from below gathers what the superior's report {name} needs"),
    N_("write superior: at the obligation that does, or add one"),
)
LATER_THAN_SUPERIOR = Mistake(
    "PLAN-145",
    WARNING,
    N_("task {id}: its deadline is {own}; the superior wants {superior} by {day}"),
    N_("write a due: of that day or an earlier one"),
)
LESS_THAN_SUPERIOR = Mistake(
    "PLAN-146",
    WARNING,
    N_("task {id} asks for {own}; the superior asks for {wanted}"),
    N_("ask for as much as the superior, or more"),
)
ANOTHER_RHYTHM = Mistake(
    "PLAN-147",
    WARNING,
    N_("the report {id} comes at another rhythm than the superior's {superior}: its figures cannot be carried up"),
    N_("write the superior's frequency:, and a report of its own for the other rhythm"),
)
NOT_BEFORE_SUPERIOR = Mistake(
    "PLAN-148",
    WARNING,
    N_("the report {id} is due on {own}, not before the superior's, which is due on {day}"),
    N_("leave days for adding up what comes in: write an earlier due:"),
)
SUPERIOR_NOT_NUMBERED = Mistake(
    "PLAN-149",
    WARNING,
    N_("the superior's plan {id} has no number or no date yet: documents leave a gap there"),
    N_("write number: and date: here once it is issued, and in opening:"),
)
ANOTHER_CUTOFF = Mistake(
    "PLAN-150",
    WARNING,
    N_("the figures of the report {id} go up to {own}, those that the superior wants up to {day}"),
    N_("write the superior's cutoff:"),
)
OPEN_ASSIGNEE = Mistake(
    "PLAN-151",
    WARNING,
    N_("{id} {words}: who does it is open"),
    N_("put the id of one or several units in the place of open: {names}"),
)
ADDED_PERCENTAGES = Mistake(
    "PLAN-153",
    WARNING,
    N_("the indicator {id} is in {unit}, and the figures of the units would be added"),
    N_("ask for the two numbers of which it is the share, and write ratio: [A, B]; or total: mean"),
)
NO_DOCUMENT = Mistake(
    "PLAN-154",
    WARNING,
    N_("{id} has tasks and gets no document: report forms are all it gets, and no report with a form is asked of it"),
    N_("add it to of: of a report, or give it documents: [plan]"),
)
OPEN_DUE = Mistake(
    "PLAN-152",
    WARNING,
    N_("{id} {words}: by when is open"),
    N_('put the date in the place of open: 2026-06-20, or {{raw: "…", value: …, kind: before}}'),
)
