"""Something unsupported, a refusal → the words of the message, in the reader's language."""

from __future__ import annotations

from gen.locale import _
from gen.ooxml.unsupported import RefusalKind, UnreadableDocumentError, Unsupported, UnsupportedKind


def unsupported_text(found: Unsupported) -> str:
    """Its name, without the part that has it."""
    names: dict[str, str | int] = dict(found.names)
    if found.kind is UnsupportedKind.MISSING_LETTER:
        names["code"] = ord(str(names["letter"]))
    return wordings()[found.kind].format(**names)


def unsupported_in_part(found: Unsupported) -> str:
    """Its name, with the part that has it, if there is one."""
    what = unsupported_text(found)
    return _("{what} in {part}").format(what=what, part=found.part) if found.part else what


def refusal_text(refused: UnreadableDocumentError) -> str:
    """Why the file is not read."""
    return refusal_wordings()[refused.kind].format(**refused.names)


def wordings() -> dict[UnsupportedKind, str]:
    """The words for each kind, with places for its names."""
    return _reading_wordings() | _layout_wordings()


def _reading_wordings() -> dict[UnsupportedKind, str]:
    return {
        UnsupportedKind.TRACKED_CHANGE: _("tracked change"),
        UnsupportedKind.FOOTNOTE: _("footnote"),
        UnsupportedKind.ENDNOTE: _("endnote"),
        UnsupportedKind.TEXT_BOX: _("text box or drawing"),
        UnsupportedKind.OLD_DRAWING: _("drawing or picture in an old format"),
        UnsupportedKind.EMBEDDED_OBJECT: _("embedded object"),
        UnsupportedKind.FORMULA: _("formula"),
        UnsupportedKind.RUBY_TEXT: _("ruby text"),
        UnsupportedKind.POSITIONED_TAB: _("positioned tab"),
        UnsupportedKind.EMBEDDED_DOCUMENT: _("embedded document"),
        UnsupportedKind.FRAME: _("frame"),
        UnsupportedKind.RIGHT_TO_LEFT: _("text from right to left"),
        UnsupportedKind.ELEMENT: _("element {name}"),
        UnsupportedKind.FIELD: _("field {field}"),
        UnsupportedKind.COUNTING_FIELD: _("field that reckons with page numbers"),
        UnsupportedKind.OPEN_FIELD: _("field without an end"),
        UnsupportedKind.COLUMN_BREAK: _("column break"),
        UnsupportedKind.SYMBOL: _("symbol {code} of font {font}"),
        UnsupportedKind.FLOATING_PICTURE: _("floating picture or drawing"),
        UnsupportedKind.DRAWING: _("drawing, chart, linked or cropped picture"),
        UnsupportedKind.DEEP_TABLES: _("tables nested too deep"),
        UnsupportedKind.MANY_COLUMNS: _("table of more than {count} columns"),
        UnsupportedKind.MERGED_TEXT: _("merged cell with text of its own"),
        UnsupportedKind.ROW_PROPERTIES: _("row with table properties of its own"),
        UnsupportedKind.DIAGONAL_LINE: _("diagonal line in a cell"),
        UnsupportedKind.TURNED_TEXT: _("text turned in a cell"),
        UnsupportedKind.FLOATING_TABLE: _("floating table"),
        UnsupportedKind.RIGHT_TO_LEFT_TABLE: _("table from right to left"),
        UnsupportedKind.CELL_SPACING: _("table with space between cells"),
        UnsupportedKind.CONDITIONAL_STYLE: _("table style that differs by row or column"),
        UnsupportedKind.HYPHENATION: _("automatic hyphenation"),
        UnsupportedKind.MIRRORED_MARGINS: _("mirrored margins"),
        UnsupportedKind.COLUMNS: _("columns"),
        UnsupportedKind.CHAPTER_NUMBERS: _("page numbers with the number of the chapter"),
        UnsupportedKind.PAGE_BORDER: _("page border"),
        UnsupportedKind.LINE_NUMBERS: _("line numbers"),
        UnsupportedKind.DOCUMENT_GRID: _("document grid"),
        UnsupportedKind.PAGE_ALIGNMENT: _("page text that is not set from the top"),
    }


def _layout_wordings() -> dict[UnsupportedKind, str]:
    return {
        UnsupportedKind.MISSING_FONT: _("font {font}, which is not here"),
        UnsupportedKind.MISSING_LETTER: _('letter "{letter}" (U+{code:04X}), which {font} does not have'),
        UnsupportedKind.SCALED_TEXT: _("text made wider or narrower"),
        UnsupportedKind.ALIGNED_TAB: _("tab in text that is centred or set to the right"),
        UnsupportedKind.NARROW_PLACE: _("text in a place too narrow for one of its letters"),
        UnsupportedKind.BORDER: _("border of the kind {kind}"),
        UnsupportedKind.PICTURE_FORMAT: _("picture {name}, which is neither PNG nor JPEG nor GIF"),
        UnsupportedKind.PICTURE_SIZE: _("picture {name}, which has too many points"),
        UnsupportedKind.DAMAGED_PICTURE: _("picture {name}, which is damaged"),
        UnsupportedKind.NUMBER_FORM: _("page number in the form {form}"),
        UnsupportedKind.MOVING_PAGE_NUMBER: _("page numbers in the text that move the pages which they count"),
        UnsupportedKind.REPEATED_PAGE_NUMBER: _("page number in a row that comes again"),
        UnsupportedKind.TALL_LINE: _("line or row that is higher than a page"),
        UnsupportedKind.BEYOND_PAGE: _("text or picture beyond the edge of the page"),
        UnsupportedKind.LARGE_PAGE: _("page larger than a PDF may have"),
        UnsupportedKind.ODD_OR_EVEN_PAGE: _("section that begins on an odd or even page"),
        UnsupportedKind.OTHER_MARGINS: _("section with other margins that begins in the middle of a page"),
        UnsupportedKind.OTHER_HEADERS: _(
            "section with other headers or page numbers that begins in the middle of a page"
        ),
        UnsupportedKind.UNEVEN_HEADERS: _("headers or footers of different heights that reach into the text"),
        UnsupportedKind.GROWING_HEADER: _("header or footer that grows with the page numbers"),
        UnsupportedKind.PAGE_BREAK_IN_TABLE: _("page break in a table"),
        UnsupportedKind.WIDE_TABLE: _("table that reaches over the edge of the page"),
        UnsupportedKind.WIDE_CONTENT: _("text, picture or table that is wider than its cell"),
        UnsupportedKind.CLIPPED_ROW: _("row of exact height with more text than it shows"),
    }


def refusal_wordings() -> dict[RefusalKind, str]:
    """The words for each reason, with places for its names."""
    return {
        RefusalKind.DAMAGED: _("the file is damaged, or no Word file (.docx)"),
        RefusalKind.TOO_LARGE: _("the file is larger than {limit} MB"),
        RefusalKind.UNPACKS_TOO_FAR: _("the file unpacks to far more than a document needs"),
        RefusalKind.ENTITIES: _("{member} declares XML entities"),
        RefusalKind.MACROS: _("the file holds macros: save it in Word as “Word Document (*.docx)”, which has none"),
        RefusalKind.OUTSIDE_MEMBER: _("the file holds a member outside of itself"),
        RefusalKind.NO_MAIN_PART: _("the file does not say which of its parts is the document: save it again in Word"),
        RefusalKind.NO_DOCUMENT: _("the file is no Word document: {member} is something else"),
        RefusalKind.PASSWORD: _("the file is protected by a password"),
        RefusalKind.OLD_FORMAT: _("the file is in an old Word format (.doc)"),
        RefusalKind.TEMPLATE: _("the file is a Word template (.dotx): save it in Word as “Word Document (*.docx)”"),
        RefusalKind.MACRO_DOCUMENT: _(
            "the file is a Word document with macros (.docm): save it in Word as “Word Document (*.docx)”"
        ),
        RefusalKind.MACRO_TEMPLATE: _(
            "the file is a Word template with macros (.dotm): save it in Word as “Word Document (*.docx)”"
        ),
        RefusalKind.ENCODING: _("{member} is written in {encoding}, as Word writes none: save the file again in Word"),
        RefusalKind.STRICT: _("the file is a “Strict Open XML Document”: save it in Word as “Word Document (*.docx)”"),
    }
