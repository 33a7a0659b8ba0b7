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
    N_("a row of headings names the columns: unit, document, number, date (đơn vị, văn bản, số, ngày)"),
)
NOT_A_TABLE = Mistake(
    "ISS-011",
    ERROR,
    N_("{name} cannot be read as a table"),
    N_("save it as a workbook (.xlsx) or as “CSV UTF-8”, of at most {limit} MB"),
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
    N_("say which one is meant: {names}"),
)
REPORT_OF_ANOTHER_DOCUMENT = Mistake(
    "ISS-018",
    ERROR,
    N_("{unit}: a report or its period is named, but the document is another"),
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
OTHER_UNIT_BY_NAME = Mistake(
    "ISS-024",
    ERROR,
    N_("the id {id} is {unit}, but the same row says {given}: {other}"),
    N_("correct one of the two cells, or leave it empty"),
)
TWO_COLUMNS = Mistake(
    "ISS-025",
    ERROR,
    N_("in {name} several columns say the same: {headings}"),
    N_("head only that column so from which the numbers are to be taken"),
)
NUMBER_WITHOUT_DATE = Mistake(
    "ISS-026",
    ERROR,
    N_("{unit} has the number {number} and no date"),
    N_("fill in the date, or empty both cells to leave the row out"),
)
ROWS_LEFT_OUT = Mistake(
    "ISS-027",
    WARNING,
    N_("{count} rows without a number were left out"),
    N_("fill in number and date there, and run the same command again"),
)
NOTHING_FILLED_IN = Mistake(
    "ISS-028",
    ERROR,
    N_("{name} has no row with a number and a date"),
    N_("fill in both in the rows of the documents to be issued, and save the file"),
)
OLD_WORKBOOK = Mistake(
    "ISS-029",
    ERROR,
    N_("{name} is a workbook of before 2007 (.xls)"),
    N_("open it, and save it as a workbook of today: .xlsx"),
)
WORKBOOK_NOT_READ = Mistake(
    "ISS-030",
    ERROR,
    N_("{name} cannot be read as a workbook: {reason}"),
    N_("open it in Excel or LibreOffice, and save it as .xlsx without a password"),
)
FORMULA_WITHOUT_VALUE = Mistake(
    "ISS-031",
    ERROR,
    N_("a cell of this row holds a formula whose value is not in the file"),
    N_("open the file in Excel or LibreOffice and save it again, or write the value itself"),
)
DATE_WITHOUT_NUMBER = Mistake(
    "ISS-032",
    ERROR,
    N_("{unit} has the date {date} and no number"),
    N_("fill in the number, or empty both cells to leave the row out"),
)
OTHER_SHEET_TOO = Mistake(
    "ISS-033",
    WARNING,
    N_('the sheet "{sheet}" has such a table too; only "{name}" was read'),
    N_("give the other sheet as a file of its own"),
)
NOT_A_TABLE_NAME = Mistake(
    "ISS-034",
    ERROR,
    N_("{name} is no name for a table to fill in"),
    N_("end it in .xlsx or .csv"),
)
NOTHING_TO_NUMBER = Mistake(
    "ISS-035",
    ERROR,
    N_("no built document is without a number: {issued} are issued, {unbuilt} are not built yet"),
    N_("what is not built is made by gen build"),
)
NO_PLACE_FOR_NUMBER = Mistake(
    "ISS-036",
    WARNING,
    N_("{name} cannot be issued as it is: {reason}"),
    N_("mend its letterhead in Word, so that the line of the number and that of the date are there once"),
)
TABLE_WRITES_ONLY = Mistake(
    "ISS-037",
    ERROR,
    N_("--table writes a table to fill in, and issues nothing"),
    N_("leave out {options}"),
)
WHICH_PERIOD = Mistake(
    "ISS-038",
    ERROR,
    N_("{unit} has report forms for several periods that are built and not issued: {periods}"),
    N_("say for which period: --period, or the column Kỳ báo cáo (period) of the table"),
)
NO_FORM_FOR_PERIOD = Mistake(
    "ISS-039",
    ERROR,
    N_("{unit} gets no report form for the period {period}"),
    N_("its forms are for: {periods}; a period is written 2026-Q2 or quý II năm 2026"),
)
BLANK_TEXT = Mistake(
    "ISS-040",
    ERROR,
    N_("this is still blank in the text: “{words}” ({names})"),
    N_("fill it in in Word; if it is meant to be blank: --allow-blank"),
)
BLANK_CELLS = Mistake(
    "ISS-041",
    ERROR,
    N_("the column “{words}” still has {count} empty cells ({names})"),
    N_("fill them in in Word; if they are meant to be empty: --allow-blank"),
)
INSTRUCTION_LEFT = Mistake(
    "ISS-042",
    ERROR,
    N_("the text still tells whoever drafts it what to do: “{words}” ({names})"),
    N_("take the sentence out in Word; if it is meant to stay: --allow-blank"),
)
NUMBERS_NOTHING = Mistake(
    "ISS-060",
    ERROR,
    N_("{unit} does not number its documents"),
    N_("what it has signed is sent as it is; where it does give numbers, write its symbol into the plan: symbol: …"),
)
