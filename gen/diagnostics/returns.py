"""Forms that come back → what can be wrong with the store, a period, or what is asked for (RET)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, WARNING, Mistake
from gen.locale import N_

STORE_NOT_OPEN = Mistake(
    "RET-001",
    ERROR,
    N_("the store of returns cannot be opened: {where}: {reason}"),
    N_("check that the address is right and the server runs, or that the folder may be written to"),
)
UNKNOWN_REPORT = Mistake("RET-002", ERROR, N_('the plan has no report with the id "{id}"'))
NOT_KEPT = Mistake(
    "RET-003",
    ERROR,
    N_("{name} cannot be kept: {reason}"),
    N_("check the right to write in {folder}, and the free space; then run the same command again"),
)
MORE_TIME_TWICE = Mistake(
    "RET-004",
    ERROR,
    N_("{unit} has had more time for this report already"),
    N_("it is given once; a further delay is for the unit to explain"),
)
KEY_NOT_READABLE = Mistake(
    "RET-005",
    ERROR,
    N_("the key of the forms cannot be read: {name}"),
    N_("bring it back from a backup: without it, forms that were sent out cannot be told from others"),
)
NOT_WRITABLE = Mistake("RET-006", ERROR, N_("{path} cannot be written"))
FILE_THERE_ALREADY = Mistake(
    "RET-007",
    ERROR,
    N_("{path} is there already"),
    N_("name another file, for most commands with --to, or replace it with --force"),
)
NO_REPORT_WITH_FORM = Mistake(
    "RET-008",
    ERROR,
    N_("the plan has no report that the form answers"),
    N_("say in plan.yaml which report the form answers: form: true"),
)
UNKNOWN_PERIOD = Mistake("RET-009", ERROR, N_('the report "{name}" has no period "{key}"'))
OWES_NOTHING = Mistake("RET-010", ERROR, N_("{unit} does not owe this report"), N_("gen status shows who does"))
NO_SUCH_UNIT = Mistake("RET-040", ERROR, N_('the plan has no unit "{unit}"'), N_("gen status shows who reports"))
MORE_TIME_WITHOUT_REASON = Mistake("RET-011", ERROR, N_("more time needs a reason, which the store keeps"), "--reason")
NO_MORE_TIME = Mistake(
    "RET-012",
    ERROR,
    N_("{day} gives no more time: the report is due on {due}"),
    N_("name a later day: --until"),
)
KEY_THERE_ALREADY = Mistake(
    "RET-013",
    ERROR,
    N_("there is a key already: {name}"),
    N_("keep it: forms that were sent out are marked with it"),
)
KEY_NOT_WRITABLE = Mistake("RET-014", ERROR, N_("{path} cannot be written"))
SEVERAL_REPORTS = Mistake(
    "RET-015",
    ERROR,
    N_("the forms of this plan answer several reports"),
    N_("say which one is meant by --obligation: {names}"),
)
STORE_GONE = Mistake(
    "RET-016",
    ERROR,
    N_("the store of returns is gone: {where}; the {count} files that were received are still in {folder}"),
    N_("bring it back from a backup; without one, have them read again: gen collect {folder}"),
)
FILES_NOT_LISTED = Mistake(
    "RET-017",
    WARNING,
    N_("{count} of the files in {folder} are not in the store of returns: it is an older one, or was cut off"),
    N_("bring the newest one back from a backup, or have them read: gen collect {folder}"),
)
STORE_DAMAGED = Mistake(
    "RET-018",
    ERROR,
    N_("the store of returns is damaged: {where}: {reason}"),
    N_("bring it back from a backup; without one, put it away, and read what came again: gen collect returns/files"),
)
STORE_NOT_USABLE = Mistake(
    "RET-019",
    ERROR,
    N_("the store of returns cannot be read or written now: {where}: {reason}"),
    N_("mend that, and run the same command again"),
)
FILES_GONE = Mistake(
    "RET-020",
    WARNING,
    N_("{count} of the files that were received are no longer in {folder}"),
    N_("bring them back from a backup: what they said stays in the store, but nobody can look it up in them"),
)
NOT_COME_YET = Mistake(
    "RET-030",
    ERROR,
    N_("nothing can have been received on {day}: today is {today}"),
    N_("give the day on which it came: --received"),
)
NO_SUCH_SUBMISSION = Mistake(
    "RET-031",
    ERROR,
    N_('no submission has the id "{id}"'),
    N_("gen returns list shows them, with their ids"),
)
SEVERAL_SUBMISSIONS = Mistake(
    "RET-032",
    ERROR,
    N_('several submissions have an id that begins with "{id}"'),
    N_("say which one: {names}"),
)
DECISION_WITHOUT_REASON = Mistake("RET-033", ERROR, N_("a reason is needed, which the store keeps"), "--reason")
CANNOT_COUNT = Mistake(
    "RET-034",
    ERROR,
    N_("{name} cannot be made to count: {reason}"),
    N_("ask the unit for its form, and collect that"),
)
IS_WITHDRAWN = Mistake(
    "RET-035",
    ERROR,
    N_("{name} is withdrawn: {reason}"),
    N_("restore it first: gen returns restore {id} --reason …"),
)
UNKNOWN_FIELD = Mistake("RET-036", ERROR, N_('the form of {unit} has no field "{field}"'))
MISFIT = Mistake("RET-037", ERROR, N_('"{value}" does not fit the field {field}: {reason}'))
NOTHING_TO_CORRECT = Mistake(
    "RET-038",
    ERROR,
    N_("{unit} had not reported by {day}: there is nothing to correct"),
    N_("collect its form, or its signed copy, first"),
)
NOTHING_COUNTS = Mistake(
    "RET-057",
    ERROR,
    N_("what {unit} had sent by {day} does not count, so that there is nothing to correct: {files}"),
    N_("let it count by gen returns restore, or collect a form of the unit that can be read"),
)
REVISION_UNKNOWN = Mistake(
    "RET-039",
    ERROR,
    N_("answers were read by a text of the plan that is not in {folder}: {digest}"),
    N_("take the folder revisions from the archive, or from a copy"),
)
COUNT_NOWHERE = Mistake(
    "RET-041",
    WARNING,
    N_("{count} forms were accepted for a period of which the plan asks no report any more, and are in none: {names}"),
    N_("gen returns list shows them; gen returns move ID --period … lets one count for another period"),
)
DRAFT_NOT_READABLE = Mistake(
    "RET-043",
    ERROR,
    N_("the consolidated report {name} cannot be read: {reason}"),
    N_("give the Word file (.docx) that gen report made, with what was written into it"),
)
NO_OWN_WORDS = Mistake(
    "RET-044",
    ERROR,
    N_("{name} has no place for what the unit that consolidates the report writes itself"),
    N_("give a draft that gen report made; what stands in another file is copied into the new draft by hand"),
)
OWN_WORDS_OF_OTHER = Mistake(
    "RET-045",
    ERROR,
    N_("{name} is the draft of another report: {code}"),
    N_("give the draft of this report and period, or leave --own out"),
)
OWN_PART_BLANK = Mistake(
    "RET-046",
    WARNING,
    N_("{office} has not written yet: {names}"),
    N_("write it into the marked places of the Word file; when the report is made again, give that file with --own"),
)
NO_DRAFT_OF_PLAN = Mistake(
    "RET-047",
    ERROR,
    N_("{name} is no consolidated report of this plan, or a program has left out what says so"),
    N_("give the Word file that gen report made from this plan, edited and saved in Word or LibreOffice"),
)
STILL_TO_WRITE = Mistake(
    "RET-048",
    ERROR,
    N_("{name} still asks for: {names}"),
    N_("write it into the marked places in Word, or delete them there; then run the same command again"),
)
TRACKED_CHANGES = Mistake(
    "RET-049",
    ERROR,
    N_("{name} has {count} tracked changes that nobody has accepted or rejected"),
    N_("accept or reject them in Word (Review), save, and run the same command again"),
)
NUMBER_AND_DATE = Mistake(
    "RET-050", ERROR, N_("a number goes with its date, and a date with its number"), "--number, --date"
)
OTHERS_COMMENTS = Mistake(
    "RET-051",
    WARNING,
    N_("{count} comments of people were taken out too: {texts}"),
    N_("see whether what they ask for is done; the draft has them still"),
)
NUMBER_BLANK = Mistake(
    "RET-052",
    WARNING,
    N_("number and date of {name} were not given: where they are blank, they stay blank"),
    N_("give both, --number and --date, or write them into the document by hand"),
)
REPORT_ALONE = Mistake(
    "RET-053",
    ERROR,
    N_("--report is about one consolidated report, with --number and --date"),
    N_("leave out {options}"),
)
OTHER_EDITS = Mistake(
    "RET-054",
    WARNING,
    N_(
        "beside the marked places, {name} has {new} paragraphs that gen did not write, and lacks {gone} that it wrote; "
        "the new draft does not have these edits: {texts}"
    ),
    N_("make them in the new draft too; the old one is kept as it is"),
)
EDITS_UNKNOWN = Mistake(
    "RET-055",
    WARNING,
    N_("no copy is left of the draft from which {name} came: what was edited beside its marked places is not known"),
    N_("hold the old draft against the new one; only what stands in the marked places was taken over"),
)
COMMENTS_STAY = Mistake(
    "RET-056",
    WARNING,
    N_("the new draft does not have {count} comments of people in {name}: {texts}"),
    N_("see whether what they ask for is done; the old draft has them still"),
)
GATHERER_BEHIND = Mistake(
    "RET-060",
    WARNING,
    N_("{unit} gathers the reports and has not sent its own, or has to add to it: the letter does not name it"),
    N_("ask it directly: it drafts the letter"),
)
STORE_NEWER = Mistake(
    "RET-021",
    ERROR,
    N_("the store of returns was written by a newer version of gen: {where}"),
    N_("use that version; this one might misread or spoil what it wrote"),
)
