"""Blocks → the vertical sequence of their items: lines with the gaps that Word leaves between them, rows of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gen.ooxml.model import (
    Border,
    Break,
    DocumentBlock,
    DocumentParagraph,
    Inline,
    ListLabel,
    ParagraphFormat,
    RunFormat,
    Tab,
    Table,
    TextRun,
)
from gen.ooxml.unsupported import UnsupportedKind
from gen.pdf.embedded.layout.boxes import FlowItem, LineItem, PageBreak, ParagraphFrame, RowItem
from gen.pdf.embedded.layout.layout_context import LayoutContext
from gen.pdf.embedded.layout.line_breaking import break_lines
from gen.pdf.embedded.layout.style import EACH_LINE, TextStyle, size_of
from gen.pdf.embedded.output.borders import check_borders
from gen.pdf.embedded.output.structure import StructureElement

_LEVELS = 6  # of headings in a PDF (ISO 32000-1, 14.8.4.3.2)
_FEW_BLANKS = 8
"""So many are on one line, whatever its width."""

LayOutTable = Callable[[Table, float, LayoutContext, StructureElement | None], list[RowItem]]


@dataclass(slots=True)
class BlockFlow:
    """The state of the flow: `width` is its room, `above` the gap below the last block, both in points.

    Blocks become children of `element` for screen readers; where there is none, they are not read out.
    """

    width: float
    context: LayoutContext
    element: StructureElement | None
    lay_out_table: LayOutTable
    above: float = 0.0
    spread: float = 0.0
    begins: bool = True
    before: DocumentParagraph | None = None
    keeps: bool = False

    def items(self, blocks: Sequence[DocumentBlock]) -> list[FlowItem]:
        """The lines and rows of `blocks`, in order."""
        pieces = [piece for block in blocks for piece in _split_at_page_breaks(block)]
        found: list[FlowItem] = []
        for number, block in enumerate(pieces):
            following = pieces[number + 1] if number + 1 < len(pieces) else None
            if isinstance(block, PageBreak):
                if self.context.in_cell:
                    self.context.refuse(UnsupportedKind.PAGE_BREAK_IN_TABLE)
                found.append(block)
                self._begin_page()
            elif isinstance(block, DocumentParagraph):
                found += self._paragraph(block, following if isinstance(following, DocumentParagraph) else None)
            else:
                found += self._table(block)
        return found

    @property
    def below(self) -> float:
        """The gap under the last block where nothing follows, in points: in a cell it is kept."""
        return self.above + (self.spread if self.before else 0.0)

    def _begin_page(self) -> None:
        self.begins, self.before, self.above, self.keeps = True, None, 0.0, False

    def _table(self, table: Table) -> Iterator[FlowItem]:
        rows = self.lay_out_table(table, self.width, self.context, self.element)
        if rows:
            rows[0].gap = self.below
            rows[0].keep_with_next = self.keeps
            self.begins, self.before, self.above, self.keeps = False, None, 0.0, False
        return iter(rows)

    def _paragraph(self, paragraph: DocumentParagraph, following: DocumentParagraph | None) -> Iterator[FlowItem]:
        paragraph_format = paragraph.format
        if paragraph_format.page_break_before and not self.begins and not self.context.in_cell:
            yield PageBreak(soft=True)
            self._begin_page()
        own = 0.0 if self.before and _is_close(paragraph_format, self.before) else paragraph_format.before
        gap = max(self.above, own) + (self.spread if self.before else 0.0)
        base = self.context.style(base_format(paragraph), paragraph_format)
        yield from self._lines(paragraph, following, base, gap)
        self.above = 0.0 if following and _is_close(paragraph_format, following) else paragraph_format.after
        self.spread = 0.0 if _by_line(paragraph_format, paragraph.inlines).line_rule == EACH_LINE else base.spread
        self.begins, self.before, self.keeps = False, paragraph, paragraph_format.keep_next

    def _lines(
        self, paragraph: DocumentParagraph, following: DocumentParagraph | None, base: TextStyle, gap: float
    ) -> Iterator[FlowItem]:
        inlines = _labelled(paragraph)
        paragraph_format = self._make_label_room(_by_line(paragraph.format, inlines), paragraph.label)
        frame = _frame_of(paragraph_format, self.before, following, self.width)
        top, bottom = _frame_room(frame)
        check_borders(() if frame is None else frame.borders, self.context)
        if all(map(_is_blank, inlines)):
            # An empty paragraph has nothing to set: it is as high as its blanks, or as its end mark.
            yield LineItem(None, top + base.top + base.bottom + bottom, gap, self.keeps, None, top, frame)
            return
        base = base if paragraph_format is paragraph.format else self.context.style(base.run_format, paragraph_format)
        lines = break_lines(inlines, paragraph_format, base, self.width, self.context)
        element = None if self.element is None else self.element.add_child(_kind(paragraph))
        last = len(lines) - 1
        controlled = paragraph_format.widow_control and not self.context.in_cell
        for number, line in enumerate(lines):
            lead, under = (top if number == 0 else 0.0), (bottom if number == last else 0.0)
            held = self.keeps if number == 0 else paragraph_format.keep_lines or (controlled and number in (1, last))
            above = gap if number == 0 else base.spread
            yield LineItem(line, lead + line.top + line.bottom + under, above, held, element, lead, frame)

    def _make_label_room(self, paragraph_format: ParagraphFormat, label: ListLabel | None) -> ParagraphFormat:
        """The format with room for a label that ends, or has its middle, where the first line would begin (17.9.7)."""
        if label is None or label.align not in ("right", "center"):
            return paragraph_format
        width = self.context.style(label.format, paragraph_format).width(label.text)
        return replace(
            paragraph_format, first=paragraph_format.first - (width if label.align == "right" else width / 2)
        )


def _kind(paragraph: DocumentParagraph) -> str:
    """What a paragraph is to screen readers: a heading, where it has an outline level (17.3.1.20), or a paragraph."""
    level = paragraph.format.outline
    return f"H{level + 1}" if level is not None and 0 <= level < _LEVELS else "P"


def _is_close(paragraph_format: ParagraphFormat, other: DocumentParagraph) -> bool:
    """Whether the gap falls away between paragraphs of one style (17.3.1.9)."""
    return paragraph_format.contextual and other.format.style == paragraph_format.style


def base_format(paragraph: DocumentParagraph) -> RunFormat:
    """The format that most of the paragraph's text has; that of its end mark where there is none."""
    texts = [inline for inline in paragraph.inlines if isinstance(inline, TextRun)]
    if len(texts) < 2:
        return texts[0].format if texts else paragraph.mark
    lengths: dict[RunFormat, int] = {}
    for text in texts:
        lengths[text.format] = lengths.get(text.format, 0) + len(text.text)
    return max(lengths, key=lambda run_format: lengths[run_format])


def _split_at_page_breaks(block: DocumentBlock) -> Iterator[DocumentBlock | PageBreak]:
    """A paragraph cut at its page breaks. One at its end leaves no empty line after it."""
    if not isinstance(block, DocumentParagraph) or not any(
        isinstance(i, Break) and i.kind == "page" for i in block.inlines
    ):
        yield block
        return
    held: list[Inline] = []
    parts: list[list[Inline]] = [held]
    for inline in block.inlines:
        if isinstance(inline, Break) and inline.kind == "page":
            held = []
            parts.append(held)
        else:
            held.append(inline)
    for number, part in enumerate(parts):
        if number:
            yield PageBreak(soft=False)
        if part or number < len(parts) - 1:
            first_or_rest = block.format if number == 0 else replace(block.format, first=0.0, before=0.0)
            yield replace(block, inlines=tuple(part), format=first_or_rest, label=block.label if number == 0 else None)


def _is_blank(inline: Inline) -> bool:
    """Whether it is a few blanks without any mark: those of a form's empty cell."""
    if not isinstance(inline, TextRun) or len(inline.text) > _FEW_BLANKS or inline.text.strip():
        return False
    return not (inline.format.underline or inline.format.strike or inline.format.shade)


def _by_line(paragraph_format: ParagraphFormat, inlines: Sequence[Inline]) -> ParagraphFormat:
    """The format with the rule for lines of different heights, where it has text of several sizes."""
    if paragraph_format.line_rule != "auto" or paragraph_format.line <= 1 or len(inlines) < 2:
        return paragraph_format
    sizes = {size_of(inline.format) for inline in inlines if isinstance(inline, TextRun)}
    return replace(paragraph_format, line_rule=EACH_LINE) if len(sizes) > 1 else paragraph_format


def _labelled(paragraph: DocumentParagraph) -> tuple[Inline, ...]:
    """The inlines with the paragraph's number or bullet before them."""
    label = paragraph.label
    if label is None or (not label.text and label.suffix == "nothing"):
        return paragraph.inlines
    head: list[Inline] = [TextRun(label.text, label.format)] if label.text else []
    if label.suffix == "tab":
        head.append(Tab(label.format))
    elif label.suffix == "space":
        head.append(TextRun(" ", label.format))
    return (*head, *paragraph.inlines)


def _frame_of(
    paragraph_format: ParagraphFormat, before: DocumentParagraph | None, after: DocumentParagraph | None, width: float
) -> ParagraphFrame | None:
    """The frame of a paragraph; neighbours with the same borders and indents share one (17.3.1.24)."""
    if not paragraph_format.borders and not paragraph_format.shade:
        return None
    lines = dict(paragraph_format.borders)
    nothing = Border()
    top = lines.get("between", nothing) if _is_framed_with(paragraph_format, before) else lines.get("top", nothing)
    bottom = nothing if _is_framed_with(paragraph_format, after) else lines.get("bottom", nothing)
    right, left = lines.get("right", nothing), lines.get("left", nothing)
    begin = paragraph_format.left + min(paragraph_format.first, 0.0) - left.space
    return ParagraphFrame(
        begin, width - paragraph_format.right + right.space, (top, right, bottom, left), paragraph_format.shade
    )


def _frame_room(frame: ParagraphFrame | None) -> tuple[float, float]:
    """What a frame takes above the first line and below the last."""
    if frame is None:
        return 0.0, 0.0
    top, bottom = (line.thickness + line.space if line.style else 0.0 for line in frame.borders[::2])
    return top, bottom


def _is_framed_with(paragraph_format: ParagraphFormat, other: DocumentParagraph | None) -> bool:
    if not paragraph_format.borders or other is None:
        return False
    neighbour = other.format
    return (neighbour.borders, neighbour.left, neighbour.right) == (
        paragraph_format.borders,
        paragraph_format.left,
        paragraph_format.right,
    )
