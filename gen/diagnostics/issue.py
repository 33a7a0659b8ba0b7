"""Giving numbers and dates → what can be wrong with an entry (ISS)."""

from __future__ import annotations

from gen.diagnostics.mistake import ERROR, WARNING, Mistake
from gen.locale import N_

NOT_ENOUGH_GIVEN = Mistake(
    "ISS-001",
    ERROR,
    N_("which document, and under which number and date?"),
    N_("give --unit, --number and --date, or a table with --from"),
)
NOT_A_NUMBER = Mistake(
    "ISS-002", ERROR, N_('"{number}" is no number of a document'), N_("give it as 12 or as 12/KH-UBND")
)
NOT_A_DATE = Mistake("ISS-003", ERROR, N_('"{date}" is no date'), N_("give it as 5/3/2021 or as 2021-03-05"))
NOT_ITS_DOCUMENT = Mistake(
    "ISS-004",
    ERROR,
    N_("{unit} does not get this document: {document}"),
    N_("gen list shows what each unit gets"),
)
ISSUED_ALREADY = Mistake(
    "ISS-005",
    ERROR,
    N_("the document of {unit} is issued already, as {number} of {date}"),
    N_("withdraw that first: gen issue --withdraw --unit ID --reason …"),
)
NOT_BUILT = Mistake("ISS-006", ERROR, N_("{name} is not there yet"), N_("build it first: gen build --unit {unit}"))
NUMBER_GIVEN_ALREADY = Mistake(
    "ISS-007",
    ERROR,
    N_("{unit} has given the number {number} in {year} already"),
    N_("give it the next free number"),
)
NOT_ISSUED = Mistake(
    "ISS-008",
    ERROR,
    N_("the document of {unit} is not issued, so there is nothing to withdraw"),
    N_("gen issue --withdraw --unit ID --reason …"),
)
BEFORE_THE_PLAN = Mistake(
    "ISS-009",
    WARNING,
    N_("{unit}: {date} lies before the plan itself"),
    N_("withdraw it if the date is wrong"),
)
NO_COLUMN = Mistake(
    "ISS-010",
    ERROR,
    N_("{name} has no column {missing}"),
    N_("the first line names the columns: unit, document, number, date (đơn vị, văn bản, số, ngày)"),
)
NOT_A_TABLE = Mistake(
    "ISS-011",
    ERROR,
    N_("{name} cannot be read as a table"),
    N_("save it from Excel as “CSV UTF-8”, of at most {limit} MB"),
)
NOT_A_DOCUMENT = Mistake(
    "ISS-012",
    ERROR,
    N_('"{document}" is no document that a unit gets'),
    N_("write {names} ({kinds})"),
)
GIVEN_TWICE = Mistake(
    "ISS-013", ERROR, N_("{unit} is given twice for the same document"), N_("leave one of the two lines")
)
CANNOT_BE_ISSUED = Mistake(
    "ISS-014",
    ERROR,
    N_("{name} cannot be issued: {reason}"),
    N_("mend its letterhead in Word, so that the line of the number and that of the date are there once"),
)
OTHER_SYMBOL = Mistake(
    "ISS-015",
    ERROR,
    N_("the document bears the symbol {there}, not {given}"),
    N_("give the number alone, or correct the symbol in the plan"),
)
NO_REASON = Mistake(
    "ISS-016",
    ERROR,
    N_("a withdrawal needs a reason, which the register keeps"),
    N_("gen issue --withdraw --unit ID --reason …"),
)
SEVERAL_ISSUED = Mistake(
    "ISS-017",
    ERROR,
    N_("{unit} has issued several report forms"),
    N_("say for which report: --obligation {names}"),
)
REPORT_OF_ANOTHER_DOCUMENT = Mistake(
    "ISS-018",
    ERROR,
    N_("{unit}: a report is named, but the document is another"),
    N_("a report form is issued as a report: --document report"),
)
WHICH_REPORT_FORM = Mistake(
    "ISS-019",
    ERROR,
    N_("{unit} gets several report forms, or none for this report: {given}"),
    N_("say for which report: --obligation {names}"),
)
TABLE_AND_ONE = Mistake(
    "ISS-020",
    ERROR,
    N_("a table is given, and one document beside it"),
    N_("write it into the table, or leave out --from"),
)
NOT_READABLE = Mistake(
    "ISS-021",
    ERROR,
    N_("{name} is there and cannot be read: {reason}"),
    N_("close what holds it, and run the same command again; nothing was issued"),
)
NOT_FINISHED = Mistake(
    "ISS-022",
    ERROR,
    N_("{count} documents have their number in the register, but their files are not finished"),
    N_("mend what is said above, and run the same command again: the numbers stay"),
)
TABLE_NOT_READ = Mistake(
    "ISS-023",
    ERROR,
    N_("{name} cannot be read: {reason}"),
    N_("if it is open in Excel, close it there; then run the same command again"),
)
