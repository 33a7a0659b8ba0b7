"""A Word file → the layout rules that it can break, and what can be wrong with the file itself (LINT).

The rules are those of Decree 30/2020/NĐ-CP, Appendix I, as two condensed secondary copies give it. docs/lint.md has a
section for each code; those of files begin at 901.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gen.diagnostics.mistake import ERROR, Mistake
from gen.locale import N_


class FindingLevel(StrEnum):
    """`error`: a rule is broken. `warning`: a rule may be broken. `note`: names what was not checked."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """One layout rule: a stable `code`, the `element` it is about, what it requires, and the level of a departure.

    `element` is a key of the names in gen.linting.recognition.elements; `text` is English, an id of the catalogue. What
    a document has and what it should have are worded at the site, which may lower the level of what is in doubt.
    """

    code: str
    element: str
    text: str
    level: FindingLevel = FindingLevel.ERROR


# Paper, characters and page numbers

PAPER = LayoutRule("LINT-001", "page", N_("the paper is A4"))
ORIENTATION = LayoutRule("LINT-002", "page", N_("the page stands upright; it lies only for a table that is no annex"))
MARGINS = LayoutRule("LINT-003", "page", N_("margins: top and bottom 20–25 mm, left 30–35, right 15–20"))
FONT = LayoutRule("LINT-004", "text", N_("the font is Times New Roman"))
OLD_ENCODING = LayoutRule("LINT-005", "text", N_("the letters are Unicode, not those of an old Vietnamese font"))
COLOUR = LayoutRule("LINT-006", "text", N_("the text is black"))
PAGE_NUMBER_PLACE = LayoutRule("LINT-011", "page_number", N_("the page number stands in the top margin"))
PAGE_NUMBER_ALIGNMENT = LayoutRule("LINT-012", "page_number", N_("the page number is centred"))
PAGE_NUMBER_FORMAT = LayoutRule("LINT-013", "page_number", N_("the page number is 13–14 pt, upright"))
PAGE_NUMBER_NUMERALS = LayoutRule("LINT-014", "page_number", N_("page numbers are Arabic"))
PAGE_NUMBER_START = LayoutRule("LINT-015", "page_number", N_("pages are counted from 1"))
PAGE_NUMBER_ON_FIRST_PAGE = LayoutRule("LINT-016", "page_number", N_("page 1 shows no number"))

# Letterhead and title

NATION_WORDS = LayoutRule("LINT-021", "nation", N_("the national heading's words"))
NATION_FORMAT = LayoutRule("LINT-022", "nation", N_("the national heading: capitals, 12–13 pt, bold, centred"))
MOTTO_WORDS = LayoutRule("LINT-023", "motto", N_("the motto's words, with spaces round its hyphens"))
MOTTO_FORMAT = LayoutRule("LINT-024", "motto", N_("the motto: 13–14 pt, bold, centred"))
MOTTO_LINE = LayoutRule("LINT-025", "motto", N_("a line as long as the motto is drawn below it"))
PARENT_FORMAT = LayoutRule("LINT-031", "parent", N_("the parent body: capitals, 12–13 pt, not bold, centred"))
ISSUER_FORMAT = LayoutRule("LINT-032", "issuer", N_("the issuer: capitals, 12–13 pt, bold, centred"))
ISSUER_LINE = LayoutRule("LINT-033", "issuer", N_("a line a third to a half as long as the issuer is drawn below it"))
NUMBER_WORDS = LayoutRule("LINT-034", "number", N_("the number: two digits at least, then the symbol"))
SYMBOL_LETTERS = LayoutRule("LINT-035", "number", N_("the symbol begins with the letters of the kind of document"))
NUMBER_FORMAT = LayoutRule("LINT-036", "number", N_("number and symbol: 13 pt, upright, centred"))
DATE_WORDS = LayoutRule(
    "LINT-037", "date", N_("place and date: the place, a comma, leading zeros as the decree has them")
)
DATE_FORMAT = LayoutRule("LINT-038", "date", N_("place and date: 13–14 pt, italic, centred"))
KIND_FORMAT = LayoutRule("LINT-041", "kind", N_("the kind of document: capitals, 13–14 pt, bold, centred"))
SUBJECT_FORMAT = LayoutRule("LINT-042", "subject", N_("the subject: 13–14 pt, bold, centred"))
SUBJECT_LINE = LayoutRule(
    "LINT-043", "subject", N_("a line a third to a half as long as the subject is drawn below it")
)

# The text

TEXT_SIZE = LayoutRule("LINT-051", "text", N_("the text is 13–14 pt"))
TEXT_ALIGNMENT = LayoutRule("LINT-052", "text", N_("the text is justified"))
FIRST_LINE_INDENT = LayoutRule("LINT-053", "text", N_("the first line of a paragraph is indented by 1 to 1.27 cm"))
PARAGRAPH_SPACING = LayoutRule("LINT-054", "text", N_("paragraphs are at least 6 pt apart"))
LINE_SPACING = LayoutRule("LINT-055", "text", N_("line spacing is single to 1.5 lines"))
BASIS_FORMAT = LayoutRule("LINT-056", "basis", N_("legal bases are in italics"))
BASIS_END = LayoutRule("LINT-057", "basis", N_("each legal basis ends with a semicolon, the last with a full stop"))
HEADING_FORMAT = LayoutRule("LINT-058", "heading", N_("a heading with a Roman numeral is in bold capitals"))
TEXT_END = LayoutRule("LINT-059", "text", N_("the text ends with ./. joined to its last word"))

# Signature, recipients, annexes

AUTHORITY_FORMAT = LayoutRule("LINT-061", "authority", N_("authority and post: capitals, 13–14 pt, bold, centred"))
SIGNER_FORMAT = LayoutRule("LINT-062", "signer", N_("the signer's name: 13–14 pt, bold"))
SIGNER_TITLE = LayoutRule("LINT-063", "signer", N_("no academic title stands before the signer's name"))
SIGNATURE_ROOM = LayoutRule("LINT-064", "signer", N_("there is room for the signature"))
RECIPIENTS_HEADING = LayoutRule("LINT-065", "recipients_heading", N_("Nơi nhận: 12 pt, bold, italic"))
RECIPIENTS_FORMAT = LayoutRule("LINT-066", "recipients", N_("the list of recipients: 11 pt, upright"))
RECIPIENTS_WORDS = LayoutRule(
    "LINT-067", "recipients", N_("each recipient stands after a hyphen and ends with a semicolon, the last is Lưu: ….")
)
ANNEX_NUMBER = LayoutRule("LINT-071", "annex", N_("the annex's number: Roman, 14 pt, bold"))
ANNEX_TITLE = LayoutRule("LINT-072", "annex", N_("the annex's title: capitals, 13–14 pt, bold"))
ANNEX_REFERENCE = LayoutRule("LINT-073", "annex", N_("an annex says in italics what it belongs to: (Kèm theo …)"))

# The document as a whole

NOT_RECOGNISED = LayoutRule(
    "LINT-081", "document", N_("each element of the document is recognised"), FindingLevel.WARNING
)
NOT_CHECKED = LayoutRule("LINT-091", "document", N_("all of the file is looked at"), FindingLevel.NOTE)
OTHER_SECTOR = LayoutRule("LINT-092", "document", N_("the document is one of the state's own"), FindingLevel.NOTE)

# What the document says

INSTRUCTION = LayoutRule("LINT-101", "text", N_("no sentence speaks to whoever drafts the document"))
BLANK = LayoutRule("LINT-102", "text", N_("nothing is blank in a document that has its number"), FindingLevel.WARNING)
SUPERIORS_TITLE = LayoutRule(
    "LINT-103", "subject", N_("the title is not that of the plan which is carried out"), FindingLevel.WARNING
)
AS_ABOVE = LayoutRule(
    "LINT-104", "recipients", N_("“Như trên” stands where the document is addressed: Kính gửi"), FindingLevel.WARNING
)
TO_CARRY_OUT = LayoutRule(
    "LINT-105",
    "recipients",
    N_("whoever asked for the document, or gathers reports, does not get it “để thực hiện”"),
    FindingLevel.WARNING,
)

# Files

REFUSED = Mistake("LINT-901", ERROR, "{reason}", N_("open it in Word, and if that succeeds save it anew as .docx"))
"""The reason is worded where a package is refused, in gen.ooxml."""

FILE_NOT_FOUND = Mistake(
    "LINT-902", ERROR, N_("there is no such file"), N_("check the name; the current folder is {folder}")
)
NO_WORD_FILES = Mistake(
    "LINT-903", ERROR, N_("the folder holds no Word files (.docx)"), N_("name another folder, or the files themselves")
)
NOT_WRITTEN = Mistake(
    "LINT-904",
    ERROR,
    N_("the mended file cannot be written: {reason}"),
    N_("copy the file into a folder in which you may write"),
)
NOT_READ = Mistake("LINT-905", ERROR, N_("the file cannot be read: {reason}"))
