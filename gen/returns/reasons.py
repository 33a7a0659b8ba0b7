"""Why a file, a form or an answer does not count, or is in doubt → a code with its values, worded when it is shown.

The store keeps codes: who reads later may read another language than who collected, and an official document is always
Vietnamese. Versions before kept sentences; these are recognised by their words, in whichever language they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from gen.locale import LANGUAGES, N_, _, translate_into, use_language
from gen.ooxml.unsupported import RefusalKind, UnreadableDocumentError
from gen.ooxml.wording import refusal_wordings
from gen.pdf.engines.libreoffice import libreoffice_remedy
from gen.text import fold
from gen.word.forms.cell_content import CellFinding
from gen.word.forms.reading import AnswerDoubt


class ReasonCode(StrEnum):
    """Why something does not count, or is in doubt; values that fill in its wording are named there in braces."""

    # Files
    NOT_READABLE = "not-readable"
    GONE = "moved-or-held"
    TOO_LARGE = "file-too-large"
    NO_FORM_FORMAT = "no-form-format"
    NO_BYTES = "no-bytes"
    BROKEN_DOCUMENT = "broken-document"
    OTHER_ARCHIVE = "other-archive"
    OTHER_PICTURE = "other-picture"
    OTHER_PROGRAM = "other-program"
    SAVE_AS_WORD = "to-save-as-word"
    PLAIN_TEXT = "plain-text"
    WINMAIL = "winmail"
    ONLY_A_LINK = "only-a-link"
    RUNS = "runs"
    COPY_IN_READ = "copy-in-read"
    FAILED = "reading-failed"
    CALL_FULL = "call-full"
    NOT_TRIED = "not-tried"
    DAMAGED = "damaged-or-password"
    PASSWORD = "password-protected"  # noqa: S105 – no password, but the word for one
    PACKING = "unknown-packing"
    TOO_DEEP = "too-deep"
    UNPACKS_TOO_FAR = "unpacks-beyond-bounds"
    EMPTY = "empty-container"
    LETTER_ALONE = "letter-alone"
    LETTER_WITH_LINK = "letter-with-link"
    NO_LIBREOFFICE = "no-libreoffice"
    NOT_CONVERTED = "not-converted"
    PROCESS_ENDED = "process-ended"

    # Forms
    NO_SEAL = "no-seal"
    NO_FORM_BUT = "no-form-but"
    OTHER_PLAN = "other-plan"
    MARK_UNFIT = "mark-unfit"
    MARK_GONE = "mark-gone"
    CODE_UNLIKE_SEAL = "code-unlike-seal"
    LETTERHEAD_UNLIKE = "letterhead-of-other-unit"
    LETTERHEAD_UNKNOWN = "letterhead-of-nobody"
    FORM_UNLIKE_NAME = "form-unlike-name"
    PERIOD_UNLIKE_NAME = "period-unlike-name"
    FORM_OF_OTHER_DUE = "form-of-other-due-date"
    PERIOD_BY_DUE = "period-by-due-date"
    NO_SUCH_UNIT = "no-such-unit"
    NO_SUCH_FORM = "no-such-form"
    OWES_NONE = "owes-none"
    OWES_NOT_THIS = "owes-not-this"
    OTHER_REPORT = "other-report"
    UNIT_ENDED = "unit-ended"
    REPORT_NOT_SAID = "report-not-said"
    NO_SUCH_PERIOD = "no-such-period"
    PERIOD_NOT_SAID = "period-not-said"
    OTHER_PERIOD = "other-period"
    PERIOD_NOT_BEGUN = "period-not-begun"
    FIGURES_OF_OTHER_PERIOD = "figures-of-other-period"
    FIGURES_OUTSIDE = "figures-outside-period"
    LATE_WITHOUT_CUTOFF = "late-without-cutoff"
    COUNTS_ELSEWHERE = "counts-elsewhere"
    SAME_AS_LAST_PERIOD = "same-as-last-period"
    SEAL_NEWER = "seal-newer"
    BLANK = "blank"
    NOTHING_READ = "nothing-read"
    FORM_GONE = "form-gone"
    OTHER_UNIT = "other-unit"

    # Signed copies
    COPY_UNKNOWN = "copy-of-unknown-unit"
    COPY_SEVERAL_UNITS = "copy-of-several-units"
    CODE_UNLIKE_NAMED = "code-unlike-named"
    CODE_UNLIKE_NAME = "code-unlike-name"
    NAME_UNLIKE_NAMED = "name-unlike-named"
    SEVERAL_CODES = "several-codes"
    OTHER_DOCUMENT = "other-document"
    NO_REPORT = "no-report"
    BUILT_FORM = "built-form"
    COUNTS_FOR_UNIT = "counts-for-other-unit"
    TOO_MANY_PAGES = "too-many-pages"
    GIVEN_UP = "given-up"
    COPIES_GIVEN_UP = "copies-given-up"
    COPY_BY_SENDER = "copy-by-sender"
    SENT_BY_OTHER = "sent-by-other"
    NO_SIGNATURE = "no-signature"
    SEAL_GONE = "seal-gone"
    OTHER_COPY = "other-copy"
    FIELDS_GONE = "fields-gone"
    COLUMN_BY_PLACE = "column-by-place"
    COLUMNS_LENT = "columns-lent"
    ROWS_ADDED = "rows-added"
    WORDS_BESIDE = "words-beside"
    WORDS_OUTSIDE = "words-outside"
    EARLIER_LINE = "earlier-line-changed"

    # Answers
    NO_NUMBER = "no-number"
    NO_DATE = "no-date"
    NO_STATUS = "no-status"
    TASK_CHANGED = "task-changed"
    NOT_ASKED = "not-asked"
    NOT_OWED = "not-owed"
    DECIMAL_COMMA = "decimal-comma"
    STATUS_WORDS = "status-in-other-words"
    LINES_JOINED = "lines-perhaps-joined"

    # Of an earlier version of the program, in words that this one does not know
    FORMER = "former"


WORDINGS: dict[str, str] = {
    ReasonCode.NOT_READABLE: "{reason}",
    ReasonCode.GONE: N_("it was taken away, or opened by another program, while it was read"),
    ReasonCode.TOO_LARGE: N_("the file is larger than {limit} MB"),
    ReasonCode.NO_FORM_FORMAT: N_("it is no Word, OpenDocument or RTF file"),
    ReasonCode.NO_BYTES: N_("there is nothing in it: ask for it once more"),
    ReasonCode.BROKEN_DOCUMENT: N_(
        "it is called a document, but what is in it is neither that nor a whole picture: ask for it once more"
    ),
    ReasonCode.OTHER_ARCHIVE: N_(
        "it is an archive that is not opened here ({kind}): ask for the Word file itself, or for a .zip"
    ),
    ReasonCode.OTHER_PICTURE: N_(
        "it is a picture that is not opened here ({kind}): ask for the Word form; a signed copy as PDF or .jpg"
    ),
    ReasonCode.OTHER_PROGRAM: N_("it is a file of {kind}, no Word form: ask for the Word form itself, filled in"),
    ReasonCode.SAVE_AS_WORD: N_("it is a document of {kind}: ask for it saved as Word (.docx)"),
    ReasonCode.PLAIN_TEXT: N_("it is plain text, no Word form: ask for the Word form itself, filled in"),
    ReasonCode.WINMAIL: N_(
        "it is how Outlook wrapped up the attachments (winmail.dat): ask for the Word file in a .zip"
    ),
    ReasonCode.ONLY_A_LINK: N_("it is only a link to a file that the sender has: ask for the file itself"),
    ReasonCode.COPY_IN_READ: N_(
        "it is a PDF or a picture, no Word form, and has no cells to read: gen collect keeps it as a signed copy"
    ),
    ReasonCode.RUNS: N_("it is a program, no Word form: do not open it, and ask whether the sender sent it"),
    ReasonCode.FAILED: N_("to read it failed ({what}), which is a fault of this program; the other files were read"),
    ReasonCode.CALL_FULL: N_(
        "this call has as many files as one call reads: collect it, and those after it, in another one"
    ),
    ReasonCode.NOT_TRIED: N_(
        "LibreOffice could not open {count} files before it, so that it was not tried: collect it alone"
    ),
    ReasonCode.DAMAGED: N_("it is damaged, or protected by a password"),
    ReasonCode.PASSWORD: N_("it is protected by a password: ask for it without one"),
    ReasonCode.PACKING: N_("it is packed in a way that is not known here: pack it again as an ordinary .zip"),
    ReasonCode.TOO_DEEP: N_("archives in archives in archives are not opened"),
    ReasonCode.UNPACKS_TOO_FAR: N_("it unpacks to far more than forms need"),
    ReasonCode.EMPTY: N_("there is no file in it"),
    ReasonCode.LETTER_ALONE: N_(
        "it is a letter to which no file is attached, and its text is not read: look at it, and ask for the Word form, "
        "filled in, as an attachment"
    ),
    ReasonCode.LETTER_WITH_LINK: N_(
        "it is a letter to which no file is attached; there is a link in its text ({where}), which is not followed: "
        "look at it, and ask for the Word form itself, filled in, as an attachment"
    ),
    ReasonCode.NO_LIBREOFFICE: N_("LibreOffice is not here to open it: {hint}"),
    ReasonCode.NOT_CONVERTED: N_("there is no room to convert it: look at the free space for temporary files"),
    ReasonCode.PROCESS_ENDED: N_("whoever read it was ended by the system"),
    ReasonCode.NO_SEAL: N_("it does not say which form it is"),
    ReasonCode.NO_FORM_BUT: N_(
        "by its title it is another document, {name}, and not the form: ask for the Word form itself, filled in"
    ),
    ReasonCode.OTHER_PLAN: N_("it is a form of another plan: {plan}"),
    ReasonCode.MARK_UNFIT: N_("its mark does not fit what it says of plan, unit and revision"),
    ReasonCode.MARK_GONE: N_(
        "its properties are gone, and with them the mark of this office's key: ask {unit} whether it sent it"
    ),
    ReasonCode.CODE_UNLIKE_SEAL: N_("it was made as the form {sealed}, but the code on its pages is {printed}"),
    ReasonCode.LETTERHEAD_UNLIKE: N_(
        "it is the form of {unit}, but its letterhead is that of {named}: ask whose report it is"
    ),
    ReasonCode.LETTERHEAD_UNKNOWN: N_("its letterhead does not name {unit}, whose form it is: look at it"),
    ReasonCode.FORM_UNLIKE_NAME: N_("it is the form of {unit}, but the file is called {name}: ask whose report it is"),
    ReasonCode.PERIOD_UNLIKE_NAME: N_(
        "it is a form for {key}, but the file is called {name}, after {named}: ask the unit which period it means; "
        "if it is the form's own, collect it alone with --period {own}"
    ),
    ReasonCode.FORM_OF_OTHER_DUE: N_(
        "it was to be sent by {day}, but the report is due on {due}: ask the unit which report it is"
    ),
    ReasonCode.PERIOD_BY_DUE: N_("it names no period; it is taken from the day by which it was to be sent, {day}"),
    ReasonCode.NO_SUCH_UNIT: N_("the plan has no unit {unit} that reports"),
    ReasonCode.NO_SUCH_FORM: N_("it answers the report {id}, for which {unit} gets no form"),
    ReasonCode.OWES_NONE: N_("{unit} owes no report that a form answers"),
    ReasonCode.OWES_NOT_THIS: N_("{unit} does not owe the report {id}"),
    ReasonCode.OTHER_REPORT: N_("it answers another report: {id}"),
    ReasonCode.UNIT_ENDED: N_("{unit} had ended on {day}, before the end of {key}: {successor} reports instead"),
    ReasonCode.REPORT_NOT_SAID: N_(
        "it does not say which report it answers; collect it alone with --obligation: {names}"
    ),
    ReasonCode.NO_SUCH_PERIOD: N_('the report "{name}" has no period "{key}"'),
    ReasonCode.PERIOD_NOT_SAID: N_("it does not say which period it is for; collect it alone with --period: {keys}"),
    ReasonCode.OTHER_PERIOD: N_("it is a form for {key}"),
    ReasonCode.PERIOD_NOT_BEGUN: N_("it came before {key} began, on {day}: ask the unit which period it means"),
    ReasonCode.FIGURES_OF_OTHER_PERIOD: N_(
        "its figures are as of {day}, in {other}, but it is a form for {key}: ask the unit which it means"
    ),
    ReasonCode.FIGURES_OUTSIDE: N_("it has figures as of {day}, which is not within {key}"),
    ReasonCode.LATE_WITHOUT_CUTOFF: N_(
        "it adds to a report that counts for {key}, or takes its place, and says no day of its figures, "
        "though {now} is to be reported on by now: ask the unit which period it means"
    ),
    ReasonCode.COUNTS_ELSEWHERE: N_("the same file counts for {key} already: ask the unit for its report"),
    ReasonCode.SAME_AS_LAST_PERIOD: N_("all its answers are those of {key}: ask the unit whether they are new"),
    ReasonCode.SEAL_NEWER: N_("it was made by a newer version of the program"),
    ReasonCode.BLANK: N_("nothing is filled in"),
    ReasonCode.NOTHING_READ: N_(
        "nothing could be read from it: programs leave out answers in this format ({kind}); ask for the Word file "
        "(.docx)"
    ),
    ReasonCode.OTHER_UNIT: N_("it is the form of {unit}, but {named} was given with --unit"),
    ReasonCode.COPY_UNKNOWN: N_("it does not say whose signed copy it is: collect it alone with --unit"),
    ReasonCode.COPY_SEVERAL_UNITS: N_("it may be of several units, {units}: collect it alone with --unit"),
    ReasonCode.CODE_UNLIKE_NAMED: N_("the code on its pages is {printed}, but {named} was given with --unit"),
    ReasonCode.CODE_UNLIKE_NAME: N_("the code on its pages is {printed}, but the file is called {name}"),
    ReasonCode.NAME_UNLIKE_NAMED: N_("the file is called {name}, but {named} was given with --unit"),
    ReasonCode.SEVERAL_CODES: N_("it bears the codes of several documents: {codes}"),
    ReasonCode.OTHER_DOCUMENT: N_("it is no report, but another document: {name}"),
    ReasonCode.NO_REPORT: N_(
        "its text is none of a report, and only its sender says whose it is; if it is one, collect it alone with --unit"
    ),
    ReasonCode.BUILT_FORM: N_("it is the form as it was made: neither filled in nor signed"),
    ReasonCode.COUNTS_FOR_UNIT: N_("the same file counts for {unit} already"),
    ReasonCode.TOO_MANY_PAGES: N_("it has {count} pages; up to {limit} are looked through: ask for the report alone"),
    ReasonCode.GIVEN_UP: N_("to look through it takes more time or memory than any report needs"),
    ReasonCode.COPIES_GIVEN_UP: N_(
        "too many PDFs before it took more time or memory than any report needs: collect it alone"
    ),
    ReasonCode.COPY_BY_SENDER: N_("only its sender says whose it is: look at it"),
    ReasonCode.SENT_BY_OTHER: N_("it was sent by {unit}"),
    ReasonCode.NO_SIGNATURE: N_("there is no digital signature in it: look whether it is signed"),
    ReasonCode.SEAL_GONE: N_("its properties are gone; the code in its footer says whose it is"),
    ReasonCode.OTHER_COPY: N_(
        "what stands in the cells counts; Word shows something else in {count} of them, since this form of an earlier "
        "release keeps a second copy of its answers: {cells}"
    ),
    ReasonCode.FORM_GONE: N_(
        "{count} of the {of} cells that its form has were not found: ask the unit to fill in the form itself"
    ),
    ReasonCode.FIELDS_GONE: N_("{count} of {of} cells were not found: {cells}"),
    ReasonCode.COLUMN_BY_PLACE: N_("the column “{words}” is taken as “{title}”, by its place"),
    ReasonCode.COLUMNS_LENT: N_("a table without titles is read by the columns of the one above it"),
    ReasonCode.ROWS_ADDED: N_("{count} rows that the form does not have are not read: {words}"),
    ReasonCode.WORDS_BESIDE: N_("words beside the cells for answers are not read: {words}"),
    ReasonCode.WORDS_OUTSIDE: N_("words outside of the cells are not read: {words}"),
    ReasonCode.EARLIER_LINE: N_(
        "the line on the period before is not what the unit reported then; what was written there is not read: {words}"
    ),
    ReasonCode.NO_NUMBER: N_("it is no number: write 1.234,5"),
    ReasonCode.NO_DATE: N_("it is no date: write 14/6/2021"),
    ReasonCode.NO_STATUS: N_("it is none of the statuses"),
    ReasonCode.TASK_CHANGED: N_("its task was changed or taken away since"),
    ReasonCode.NOT_ASKED: N_("the unit's form has no such cell"),
    ReasonCode.NOT_OWED: N_("the unit is none of those that owe this report"),
    ReasonCode.DECIMAL_COMMA: N_(
        "“{words}” is read with its comma before decimals; thousands are written 1.234"
    ),
    ReasonCode.STATUS_WORDS: N_("“{words}” is taken as “{status}”"),
    ReasonCode.LINES_JOINED: N_("lines may have been run together in it, as some programs do in .odt: “{words}”"),
    ReasonCode.FORMER: "{words}",
    AnswerDoubt.CONFLICT: N_("its anchors lead to different cells"),
    AnswerDoubt.CELL_GONE: N_("its cell is gone"),
    AnswerDoubt.TRACKED: N_("it holds tracked changes; what they would give is taken"),
    AnswerDoubt.REWORDED: N_("the words of its row were changed"),
    AnswerDoubt.MERGED: N_("its cell is merged with that of another answer: it counts for each of them"),
    AnswerDoubt.RECODED: N_("the code of its row was changed; it was found by the words of the row"),
    CellFinding.PICTURE: N_("pictures in it are kept as evidence: {count}"),
    CellFinding.FORMULA: N_("there is a formula in it, read as “{words}”"),
    CellFinding.OBJECT: N_("there is an object in it (a chart, a table, a drawing), which is not read"),
    CellFinding.UNKNOWN_SIGN: N_("there is a sign in it that is not known: {words}"),
    CellFinding.LOST_SIGN: N_("a sign may have been lost in it by the program that saved it: {words}"),
    CellFinding.STRUCK: N_("“{words}” is struck through, and does not count"),
    CellFinding.HIDDEN: N_("“{words}” is hidden, and does not count"),
    CellFinding.DELETED: N_("“{words}” was deleted with changes tracked, and does not count"),
    CellFinding.SHIFTED: N_("“{words}” is raised or lowered, and does not count"),
    CellFinding.LIST_NUMBER: N_("“{words}” is the number of a list, and does not count"),
    CellFinding.NOTE: N_("there is a footnote to it, which is not read: “{words}”"),
    CellFinding.COMMENT: N_("there is a comment on it, which is not read: “{words}”"),
    CellFinding.LEGACY_FONT: N_("“{words}” is in a font from before Unicode (.VnTime, VNI-Times): ask what it says"),
    CellFinding.PERHAPS_PROMPT: N_("“{words}” may be the prompt of an empty cell"),
}  # fmt: skip
"""The words for each code, English as ids of the catalogue. Stores of versions before codes hold these sentences: one
that is changed here stays recognised only if its former words are added to `_FORMER_WORDINGS`."""

_OFFICIAL_WORDINGS: dict[str, str] = {
    ReasonCode.NOT_READABLE: N_("it could not be opened here"),
    ReasonCode.NO_LIBREOFFICE: N_("it could not be opened here"),
    ReasonCode.NOT_CONVERTED: N_("it could not be opened here"),
    ReasonCode.FAILED: N_("it could not be opened here"),
    ReasonCode.CALL_FULL: N_("it could not be opened here"),
    ReasonCode.NOT_TRIED: N_("it could not be opened here"),
    ReasonCode.BROKEN_DOCUMENT: N_("it is damaged"),
    ReasonCode.OTHER_ARCHIVE: N_("it is an archive that cannot be opened ({kind})"),
    ReasonCode.OTHER_PICTURE: N_("it is a picture that cannot be opened ({kind})"),
    ReasonCode.OTHER_PROGRAM: N_("it is a file of {kind}, no Word form"),
    ReasonCode.SAVE_AS_WORD: N_("it is a document of {kind}, no Word file (.docx)"),
    ReasonCode.PLAIN_TEXT: N_("it is plain text, no Word form"),
    ReasonCode.WINMAIL: N_("it is a winmail.dat that cannot be opened"),
    ReasonCode.ONLY_A_LINK: N_("it is only a link to a file"),
    ReasonCode.RUNS: N_("it is a program, no Word form"),
    ReasonCode.COPY_IN_READ: N_("it is a PDF or a picture, no Word form"),
    ReasonCode.NO_BYTES: N_("there is nothing in it"),
    ReasonCode.LETTER_ALONE: N_("no file is attached to the letter"),
    ReasonCode.LETTER_WITH_LINK: N_("no file is attached to the letter; there is a link in its text"),
    ReasonCode.NO_FORM_BUT: N_("it is another document, {name}, and not the form"),
    ReasonCode.REPORT_NOT_SAID: N_("it does not say which report it answers"),
    ReasonCode.PERIOD_NOT_SAID: N_("it does not say which period it is for"),
    ReasonCode.FIGURES_OF_OTHER_PERIOD: N_("its figures are as of {day}, but it is a form for {key}"),
    ReasonCode.PERIOD_NOT_BEGUN: N_("it came before {key} began"),
    ReasonCode.COUNTS_ELSEWHERE: N_("the same file was sent for {key}"),
    ReasonCode.SAME_AS_LAST_PERIOD: N_("all its answers are those of {key}"),
    ReasonCode.SEAL_NEWER: N_("it could not be opened here"),
    ReasonCode.NOTHING_READ: N_("nothing could be read from it: it is no Word file (.docx)"),
    ReasonCode.MARK_GONE: N_("it has lost the mark by which it is known"),
    ReasonCode.LETTERHEAD_UNLIKE: N_("it is the form of {unit}, but its letterhead is that of {named}"),
    ReasonCode.FORM_UNLIKE_NAME: N_("it is the form of {unit}, but the file is called {name}"),
    ReasonCode.PERIOD_UNLIKE_NAME: N_("it is a form for {key}, but the file is called {name}"),
    ReasonCode.FORM_OF_OTHER_DUE: N_("it was to be sent by {day}, but the report is due on {due}"),
    ReasonCode.OTHER_UNIT: N_("it is the form of {unit}"),
    ReasonCode.COPY_UNKNOWN: N_("it does not say whose report it is"),
    ReasonCode.COPY_SEVERAL_UNITS: N_("it does not say whose report it is"),
    ReasonCode.CODE_UNLIKE_NAMED: N_("the code on its pages is that of another report: {printed}"),
    ReasonCode.CODE_UNLIKE_NAME: N_("the code on its pages is {printed}, but the file is called {name}"),
    ReasonCode.NAME_UNLIKE_NAMED: N_("the file is called {name}"),
    ReasonCode.NO_REPORT: N_("its text is none of a report"),
    ReasonCode.GIVEN_UP: N_("it could not be opened here"),
    ReasonCode.COPIES_GIVEN_UP: N_("it could not be opened here"),
    ReasonCode.FORMER: N_("an earlier version of the program set it apart"),
}
"""The words in official documents, where those for the clerk speak of programs and commands, or may be English."""

_ONCE_MORE = N_("ask for it once more, saved in Word as “Word Document (*.docx)”")
_FORM_ALONE = N_("ask for the Word form alone, filled in")
_OWN_FORM = N_("ask the unit to fill in the form that it was sent, and to send that Word file")
_WHOSE = N_("ask the sender whose report it is, and for which report")
_WHICH = N_("ask the unit which report and which period it means")
_AGAIN = N_("collect it again by itself; where that fails, ask for it saved anew in Word")
_REMEDIES: dict[str, str] = {
    ReasonCode.GONE: _AGAIN,
    ReasonCode.FAILED: _AGAIN,
    ReasonCode.PROCESS_ENDED: _AGAIN,
    ReasonCode.TOO_LARGE: _FORM_ALONE,
    ReasonCode.UNPACKS_TOO_FAR: _FORM_ALONE,
    ReasonCode.NO_FORM_FORMAT: _FORM_ALONE,
    ReasonCode.EMPTY: _FORM_ALONE,
    ReasonCode.TOO_DEEP: N_("ask for the files in one .zip, or unpack it and collect them"),
    ReasonCode.DAMAGED: N_("ask for it once more, saved in Word as “Word Document (*.docx)” and without a password"),
    ReasonCode.NO_SEAL: _OWN_FORM,
    ReasonCode.OTHER_PLAN: _OWN_FORM,
    ReasonCode.MARK_UNFIT: _OWN_FORM,
    ReasonCode.NO_SUCH_FORM: _OWN_FORM,
    ReasonCode.BLANK: _OWN_FORM,
    ReasonCode.BUILT_FORM: _OWN_FORM,
    ReasonCode.CODE_UNLIKE_SEAL: _WHOSE,
    ReasonCode.NO_SUCH_UNIT: _WHOSE,
    ReasonCode.OWES_NONE: _WHOSE,
    ReasonCode.OWES_NOT_THIS: _WHOSE,
    ReasonCode.UNIT_ENDED: _WHOSE,
    ReasonCode.OTHER_UNIT: _WHOSE,
    ReasonCode.CODE_UNLIKE_NAMED: _WHOSE,
    ReasonCode.CODE_UNLIKE_NAME: _WHOSE,
    ReasonCode.NAME_UNLIKE_NAMED: _WHOSE,
    ReasonCode.COUNTS_FOR_UNIT: _WHOSE,
    ReasonCode.OTHER_REPORT: _WHICH,
    ReasonCode.OTHER_PERIOD: _WHICH,
    ReasonCode.NO_SUCH_PERIOD: _WHICH,
    ReasonCode.SEAL_NEWER: N_("install that version, and collect it again"),
    ReasonCode.SEVERAL_CODES: N_("ask for each of them in a file of its own"),
    ReasonCode.OTHER_DOCUMENT: N_("ask for the report"),
    ReasonCode.GIVEN_UP: N_("ask for it scanned anew, the report alone"),
    RefusalKind.DAMAGED: _ONCE_MORE,
    RefusalKind.NO_DOCUMENT: _ONCE_MORE,
    RefusalKind.OLD_FORMAT: _ONCE_MORE,
    RefusalKind.ENTITIES: _ONCE_MORE,
    RefusalKind.OUTSIDE_MEMBER: _ONCE_MORE,
    RefusalKind.TOO_LARGE: _FORM_ALONE,
    RefusalKind.UNPACKS_TOO_FAR: _FORM_ALONE,
    RefusalKind.PASSWORD: N_("ask for it without one"),
}
"""What the clerk can do about it, or ask the sender for, where the wording itself does not say so.

It stands in no document, and is no part of the words by which sentences of earlier versions are recognised."""

_FORMER_WORDINGS: tuple[tuple[str, str], ...] = ()
OVERRULABLE: frozenset[str] = frozenset(
    {
        ReasonCode.REPORT_NOT_SAID,
        ReasonCode.OTHER_REPORT,
        ReasonCode.NO_SUCH_PERIOD,
        ReasonCode.OWES_NOT_THIS,
        ReasonCode.UNIT_ENDED,
        ReasonCode.PERIOD_NOT_SAID,
        ReasonCode.OTHER_PERIOD,
        ReasonCode.PERIOD_NOT_BEGUN,
        ReasonCode.FIGURES_OF_OTHER_PERIOD,
        ReasonCode.COUNTS_ELSEWHERE,
        ReasonCode.SAME_AS_LAST_PERIOD,
        ReasonCode.OTHER_UNIT,
        ReasonCode.MARK_GONE,
        ReasonCode.CODE_UNLIKE_SEAL,
        ReasonCode.LETTERHEAD_UNLIKE,
        ReasonCode.FORM_UNLIKE_NAME,
        ReasonCode.PERIOD_UNLIKE_NAME,
        ReasonCode.FORM_OF_OTHER_DUE,
        ReasonCode.COPY_UNKNOWN,
        ReasonCode.COPY_SEVERAL_UNITS,
        ReasonCode.CODE_UNLIKE_NAMED,
        ReasonCode.CODE_UNLIKE_NAME,
        ReasonCode.NAME_UNLIKE_NAMED,
        ReasonCode.SEVERAL_CODES,
        ReasonCode.NO_REPORT,
        ReasonCode.BUILT_FORM,
    }
)
"""The questions among the reasons: a form that was set apart for one of these has answers, and a person can let it
count (restore it, or move it to its report). What is no form of this plan at all, or is blank, never can."""

FORM_REASONS: frozenset[str] = OVERRULABLE | {
    ReasonCode.NO_SEAL,
    ReasonCode.NO_FORM_BUT,
    ReasonCode.OTHER_PLAN,
    ReasonCode.MARK_UNFIT,
    ReasonCode.NO_SUCH_UNIT,
    ReasonCode.NO_SUCH_FORM,
    ReasonCode.OWES_NONE,
    ReasonCode.BLANK,
    ReasonCode.NOTHING_READ,
    ReasonCode.FORM_GONE,
}
"""Why a form does not count that was opened and read."""

_CODE = "code"
OTHERS = "others"
"""The value of a reason with the ids of further units that a file may be of; no wording shows it."""
_PLACE = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its `code`, and the values that fill in its wording, sorted by their names."""

    code: str
    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, code: ReasonCode | AnswerDoubt | CellFinding | RefusalKind, /, **values: object) -> Reason:
        """The reason with this code and these values."""
        return cls(code.value, tuple(sorted((name, str(value)) for name, value in values.items())))

    @classmethod
    def of_refusal(cls, refused: UnreadableDocumentError) -> Reason:
        """Why a .docx is not read."""
        return cls.of(refused.kind, **refused.names)

    @classmethod
    def parse(cls, stored: str) -> Reason:
        """The reason that the store keeps as `stored`: as `as_stored` gives it, or a sentence of an earlier version."""
        try:
            found = json.loads(stored) if stored.startswith("{") else None
        except ValueError:
            found = None
        if isinstance(found, dict) and found.get(_CODE) in _wordings():
            code = str(found.pop(_CODE))
            return cls(code, tuple(sorted((str(name), str(value)) for name, value in found.items())))
        return _recognise(stored) or cls.of(ReasonCode.FORMER, words=stored)

    @property
    def other_units(self) -> tuple[str, ...]:
        """The ids of further units that the file may be of."""
        return tuple(dict(self.values).get(OTHERS, "").split())

    def as_stored(self) -> str:
        """As the store keeps it: `{"code": "other-plan", "plan": "kh-2"}`."""
        return json.dumps({_CODE: self.code, **dict(self.values)}, ensure_ascii=False)

    def __str__(self) -> str:
        """In the reader's language."""
        return _in_words(_wordings()[self.code], self)

    def with_remedy(self) -> str:
        """The same, with what the clerk can do about it, or ask the sender for."""
        remedy = _REMEDIES.get(self.code)
        return f"{self}; {_in_words(remedy, self)}" if remedy else str(self)


class _Values(dict[str, str]):
    """The values of a reason; what only the moment of reading knows is asked for then."""

    def __init__(self, values: tuple[tuple[str, str], ...], code: str) -> None:
        super().__init__(values)
        if code == ReasonCode.NO_LIBREOFFICE:
            self["hint"] = libreoffice_remedy()

    def __missing__(self, key: str) -> str:
        return "…"  # a store that somebody changed by hand


def official_words(reason: Reason) -> str:
    """The reason in an official document: in Vietnamese, whatever the reader's language is.

    Words of an earlier version that are not recognised are given only where they are Vietnamese.
    """
    with use_language("vi"):
        words = str(reason)
        is_vietnamese = reason.code == ReasonCode.FORMER and fold(words) != words.lower()
        is_fit = is_vietnamese or reason.code not in _OFFICIAL_WORDINGS
        return words if is_fit else _in_words(_OFFICIAL_WORDINGS[reason.code], reason)


def _in_words(wording: str, reason: Reason) -> str:
    return _(wording).format_map(_Values(reason.values, reason.code))


@cache
def _wordings() -> dict[str, str]:
    with use_language("en"):  # the ids of the catalogue
        return WORDINGS | {kind.value: words for kind, words in refusal_wordings().items()}


def _recognise(sentence: str) -> Reason | None:
    """The reason that an earlier version put into this sentence; None where its words are not known."""
    for code, pattern in _sentence_patterns():
        if found := pattern.fullmatch(sentence):
            given = {name: value for name, value in found.groupdict().items() if name != "hint"}
            return Reason(code, tuple(sorted(given.items())))
    return None


@cache
def _sentence_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_list_sentence_patterns())


def _list_sentence_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for code, wording in (*_wordings().items(), *_FORMER_WORDINGS):
        for language in LANGUAGES if _PLACE.sub("", re.escape(wording)) else ():
            words = re.escape(translate_into(language, wording))
            yield code, re.compile(_PLACE.sub(r"(?P<\1>.+)", words), re.DOTALL)
