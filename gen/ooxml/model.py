"""The content of a .docx with every style resolved → the values that layout and layout rules use.

Lengths are in points, fractions of a line in lines. Names follow ECMA-376 part 1, clause 17 (WordprocessingML).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from gen.ooxml.unsupported import Unsupported


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How characters look: 17.3.2. `color` and `shade` are RRGGBB, empty for automatic; `position` is super or sub."""

    font: str = "Times New Roman"
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: str = ""
    strike: bool = False
    caps: bool = False
    small_caps: bool = False
    hidden: bool = False
    color: str = ""
    shade: str = ""
    position: str = ""
    raised: float = 0.0
    spacing: float = 0.0
    scale: int = 100


@dataclass(frozen=True, slots=True)
class Border:
    """A line: 17.3.4. `style` is empty where there is none; `width` and `space` in points."""

    style: str = ""
    width: float = 0.0
    space: float = 0.0
    color: str = ""

    @property
    def thickness(self) -> float:
        """The room it takes, in points: a double line takes three times its width, once as white (17.18.2)."""
        return (3 * self.width if self.style == "double" else self.width) if self.style else 0.0


@dataclass(frozen=True, slots=True)
class TabStop:
    """A custom tab stop: 17.3.1.37. `position` is measured from the text margin; `leader` is a character or empty."""

    position: float
    align: str = "left"
    leader: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How a paragraph is laid out: 17.3.1. `line` is in lines where `line_rule` is auto, else in points."""

    style: str = ""
    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    line_rule: str = "auto"
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    widow_control: bool = True
    contextual: bool = False
    shade: str = ""
    outline: int | None = None
    borders: tuple[tuple[str, Border], ...] = ()
    tabs: tuple[TabStop, ...] = ()
    numbering: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters of one format."""

    text: str
    format: RunFormat


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab character: 17.3.3.32."""

    format: RunFormat


@dataclass(frozen=True, slots=True)
class Break:
    """A break within a paragraph: 17.3.3.1; `kind` is line or page."""

    kind: str
    format: RunFormat


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A field that counts pages: 17.16.5. `kind` is PAGE, NUMPAGES or SECTIONPAGES; `form` as w:numFmt, if given."""

    kind: str
    format: RunFormat
    form: str = ""


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """A picture in the line: 20.4.2.8. `data` are the bytes of the part `name`; width and height in points."""

    name: str
    data: bytes
    width: float
    height: float
    alt: str = ""


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """What the bars of a chart have in common: 21.2.2.170. `fill` and `ink`, of the numbers on it, are RRGGBB.

    A `hatched` one is drawn in horizontal lines on white. A category of which no value is known has None, and no bar.
    """

    name: str
    values: tuple[int | Decimal | None, ...]
    fill: str
    ink: str = "000000"
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars: 21.2.2.16. With a `scale`, one for each series of a category, beside each other (clustered).

    Such a bar is as long as its value on an axis from 0 to `scale`. Without, there is one of full length a category,
    divided by the shares of the series (percentStacked). Width and height in points; `plot` and `legend` are left, top,
    width and height in parts of these; text is `size` points high. `name` is that of the part.
    """

    name: str
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    width: float
    height: float
    plot: tuple[float, float, float, float]
    legend: tuple[float, float, float, float]
    size: float
    alt: str = ""
    scale: Decimal | None = None


Inline = TextRun | Tab | Break | PageNumber | InlinePicture | Chart


@dataclass(frozen=True, slots=True)
class ListLabel:
    """The number or bullet that Word writes before a paragraph: 17.9. `suffix` is tab, space or nothing."""

    text: str
    format: RunFormat
    suffix: str = "tab"
    align: str = "left"


@dataclass(frozen=True, slots=True)
class DocumentParagraph:
    """A paragraph: 17.3.1.22. `mark` is the format of its end mark, which gives an empty one its height."""

    format: ParagraphFormat
    mark: RunFormat
    inlines: tuple[Inline, ...]
    label: ListLabel | None = None
    place: str = ""

    @property
    def text(self) -> str:
        """Its characters, tabs and line breaks included, without its label."""
        return "".join(_as_text(inline) for inline in self.inlines)


def _as_text(inline: Inline) -> str:
    if isinstance(inline, TextRun):
        return inline.text
    return "\t" if isinstance(inline, Tab) else "\n" if isinstance(inline, Break) else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: 17.4.65. It covers `span` columns and `rows` rows; margins and borders as they apply, by side."""

    blocks: tuple[DocumentBlock, ...]
    column: int
    span: int
    rows: int
    margins: tuple[float, float, float, float]  # top, right, bottom, left
    borders: tuple[Border, Border, Border, Border]  # top, right, bottom, left
    shade: str = ""
    valign: str = "top"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: 17.4.78. `height` in points with its `height_rule`: auto, atLeast or exact."""

    cells: tuple[Cell, ...]
    height: float = 0.0
    height_rule: str = "auto"
    header: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: 17.4.37. `widths` are its columns; `indent` from the left text margin to its left edge, in points."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    indent: float = 0.0
    align: str = "left"


DocumentBlock = DocumentParagraph | Table


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of a page, and the distance of header and footer from its edge: 17.6.11, in points."""

    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float


@dataclass(frozen=True, slots=True)
class PageSection:
    """Pages of one shape: 17.6.17. Headers and footers by kind: default, first, even; `start` restarts the count."""

    width: float
    height: float
    margins: Margins
    blocks: tuple[DocumentBlock, ...]
    headers: dict[str, tuple[DocumentBlock, ...]] = field(default_factory=dict)
    footers: dict[str, tuple[DocumentBlock, ...]] = field(default_factory=dict)
    title_page: bool = False
    start: int | None = None
    number_format: str = "decimal"
    kind: str = "nextPage"
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A Word file. `unsupported` lists what of it is not in `sections`; `compat` is Word's compatibilityMode."""

    sections: tuple[PageSection, ...]
    title: str = ""
    language: str = ""
    created: str = ""
    default_tab: float = 36.0
    even_and_odd: bool = False
    compat: int = 12
    unsupported: tuple[Unsupported, ...] = ()
