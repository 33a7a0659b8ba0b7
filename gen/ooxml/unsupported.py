"""What is not supported in a Word file, or why it is refused → its kind, with the names that distinguish it.

Code compares kinds; `gen.ooxml.wording` turns them into messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UnsupportedKind(StrEnum):
    """A kind of content that is not read, or that is read and cannot be laid out."""

    # Not read: what the reader of Word files does not know.
    TRACKED_CHANGE = "tracked-change"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    TEXT_BOX = "text-box"
    OLD_DRAWING = "old-drawing"
    EMBEDDED_OBJECT = "embedded-object"
    FORMULA = "formula"
    RUBY_TEXT = "ruby-text"
    POSITIONED_TAB = "positioned-tab"
    EMBEDDED_DOCUMENT = "embedded-document"
    FRAME = "frame"
    RIGHT_TO_LEFT = "right-to-left"
    ELEMENT = "element"
    FIELD = "field"
    COUNTING_FIELD = "counting-field"
    OPEN_FIELD = "open-field"
    COLUMN_BREAK = "column-break"
    SYMBOL = "symbol"
    FLOATING_PICTURE = "floating-picture"
    DRAWING = "drawing"
    DEEP_TABLES = "deep-tables"
    MANY_COLUMNS = "many-columns"
    MERGED_TEXT = "merged-text"
    ROW_PROPERTIES = "row-properties"
    DIAGONAL_LINE = "diagonal-line"
    TURNED_TEXT = "turned-text"
    FLOATING_TABLE = "floating-table"
    RIGHT_TO_LEFT_TABLE = "right-to-left-table"
    CELL_SPACING = "cell-spacing"
    CONDITIONAL_STYLE = "conditional-style"
    HYPHENATION = "hyphenation"
    MIRRORED_MARGINS = "mirrored-margins"
    COLUMNS = "columns"
    CHAPTER_NUMBERS = "chapter-numbers"
    PAGE_BORDER = "page-border"
    LINE_NUMBERS = "line-numbers"
    DOCUMENT_GRID = "document-grid"
    PAGE_ALIGNMENT = "page-alignment"

    # Not set: what is read, and the embedded PDF engine does not lay out.
    MISSING_FONT = "missing-font"
    MISSING_LETTER = "missing-letter"
    SCALED_TEXT = "scaled-text"
    ALIGNED_TAB = "aligned-tab"
    NARROW_PLACE = "narrow-place"
    BORDER = "border"
    PICTURE_FORMAT = "picture-format"
    PICTURE_SIZE = "picture-size"
    DAMAGED_PICTURE = "damaged-picture"
    NUMBER_FORM = "number-form"
    MOVING_PAGE_NUMBER = "moving-page-number"
    REPEATED_PAGE_NUMBER = "repeated-page-number"
    TALL_LINE = "tall-line"
    BEYOND_PAGE = "beyond-page"
    LARGE_PAGE = "large-page"
    ODD_OR_EVEN_PAGE = "odd-or-even-page"
    OTHER_MARGINS = "other-margins"
    OTHER_HEADERS = "other-headers"
    UNEVEN_HEADERS = "uneven-headers"
    GROWING_HEADER = "growing-header"
    PAGE_BREAK_IN_TABLE = "page-break-in-table"
    WIDE_TABLE = "wide-table"
    WIDE_CONTENT = "wide-content"
    CLIPPED_ROW = "clipped-row"


SHAPES = frozenset(
    {UnsupportedKind.TEXT_BOX, UnsupportedKind.OLD_DRAWING, UnsupportedKind.FLOATING_PICTURE, UnsupportedKind.DRAWING}
)
"""Kinds that draw something of their own, such as a line."""

WITHOUT_WORDS = frozenset({UnsupportedKind.HYPHENATION, UnsupportedKind.MIRRORED_MARGINS})
"""Kinds that change the layout of a document, and hold no words."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something that is not supported; it may hold words or change the layout.

    `names` fill in its wording (a font, an element); `part` is the member of the package that has it, empty where it
    is found only on the page.
    """

    kind: UnsupportedKind
    names: tuple[tuple[str, str], ...] = ()
    part: str = ""

    @property
    def can_hold_words(self) -> bool:
        """Whether something that people read may be lost with it."""
        is_spacing = any(value.endswith(("Autospacing", "Lines")) for _name, value in self.names)
        return self.kind not in WITHOUT_WORDS and not is_spacing

    @classmethod
    def of(cls, kind: UnsupportedKind, /, **names: object) -> Unsupported:
        """One of `kind`, with its names."""
        return cls(kind, tuple((name, str(value)) for name, value in names.items()))


class RefusalKind(StrEnum):
    """Why a file is not read at all."""

    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    UNPACKS_TOO_FAR = "unpacks-too-far"
    ENTITIES = "entities"
    MACROS = "macros"
    OUTSIDE_MEMBER = "outside-member"
    NO_MAIN_PART = "no-main-part"
    NO_DOCUMENT = "no-document"
    PASSWORD = "password"  # noqa: S105 – no password, but the word for one
    OLD_FORMAT = "old-format"
    STRICT = "strict"
    TEMPLATE = "template"
    MACRO_DOCUMENT = "macro-document"
    MACRO_TEMPLATE = "macro-template"
    ENCODING = "encoding"


class UnreadableDocumentError(Exception):
    """A file that is not read: the reason, with the names that fill in its wording."""

    def __init__(self, kind: RefusalKind, /, **names: object) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.names = {name: str(value) for name, value in names.items()}


_ELEMENTS = {
    "ins": UnsupportedKind.TRACKED_CHANGE, "del": UnsupportedKind.TRACKED_CHANGE,
    "moveFrom": UnsupportedKind.TRACKED_CHANGE, "moveTo": UnsupportedKind.TRACKED_CHANGE,
    "footnoteReference": UnsupportedKind.FOOTNOTE, "endnoteReference": UnsupportedKind.ENDNOTE,
    "AlternateContent": UnsupportedKind.TEXT_BOX, "pict": UnsupportedKind.OLD_DRAWING,
    "object": UnsupportedKind.EMBEDDED_OBJECT, "oMath": UnsupportedKind.FORMULA, "oMathPara": UnsupportedKind.FORMULA,
    "ruby": UnsupportedKind.RUBY_TEXT, "ptab": UnsupportedKind.POSITIONED_TAB,
    "altChunk": UnsupportedKind.EMBEDDED_DOCUMENT, "subDoc": UnsupportedKind.EMBEDDED_DOCUMENT,
    "framePr": UnsupportedKind.FRAME, "bidi": UnsupportedKind.RIGHT_TO_LEFT, "rtl": UnsupportedKind.RIGHT_TO_LEFT,
}  # fmt: skip


def unsupported_element(name: str) -> Unsupported:
    """The WordprocessingML element called `name`, which the reader does not know."""
    kind = _ELEMENTS.get(name)
    return Unsupported.of(UnsupportedKind.ELEMENT, name=f"w:{name}") if kind is None else Unsupported(kind)
