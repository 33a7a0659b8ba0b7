"""Blocks one under the other → Typst source: paragraphs with the gaps that Word leaves between them, and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gen.ooxml.model import Block, Border, Break, Inline, Paragraph, ParagraphFormat, RunFormat, Tab, Text
from gen.pdf.typst.fitting import height_of
from gen.pdf.typst.grids import InCell, table_source
from gen.pdf.typst.lines import line_source, text_style
from gen.pdf.typst.source import EACH_LINE, Gathered, edges, extra, size_of
from gen.pdf.typst.strokes import strokes
from gen.pdf.typst.syntax import arguments, pt, sides
from gen.pdf.typst.tabs import placed


def flow_source(blocks: Sequence[Block], width: float, gathered: Gathered) -> str:
    """The blocks as statements; `width` is their room in points."""
    return "\n".join(_Flow(width, gathered).statements(blocks))


def cell_source(blocks: Sequence[Block], width: float, gathered: Gathered) -> InCell:
    """The blocks of a cell as statements, and the gaps above and below them: in a cell both are kept."""
    outside, gathered.in_cell = gathered.in_cell, True
    flow = _Flow(width, gathered, top=0.0)
    source = "\n".join(flow.statements(blocks))
    gathered.in_cell = outside
    return InCell(source, flow.top or 0.0, flow.above)


_FEW_BLANKS = 8
"""So many are on one line, whatever its width."""


@dataclass(slots=True)
class _Flow:
    """Where the flow stands; `top` gathers the gap above the first block where it is not to be written."""

    width: float
    gathered: Gathered
    top: float | None = None
    above: float = 0.0
    begins: bool = True
    before: Paragraph | None = None

    def statements(self, blocks: Sequence[Block]) -> Iterator[str]:
        pieces = [piece for block in blocks for piece in _cut(block)]
        for number, block in enumerate(pieces):
            following = pieces[number + 1] if number + 1 < len(pieces) else None
            if isinstance(block, str):
                yield "pagebreak()"
                self.begins, self.before, self.above = True, None, 0.0
            elif isinstance(block, Paragraph):
                yield from self._paragraph(block, following if isinstance(following, Paragraph) else None)
            else:
                yield from self._gap(self.above)
                yield table_source(block, self.width, self.gathered, cell_source)
                self.begins, self.before, self.above = False, None, 0.0

    def _gap(self, height: float) -> Iterator[str]:
        if self.top is not None and self.begins:
            self.top += height
        elif height:
            yield f"v({pt(height)}{'' if self.begins else ', weak: true'})"

    def _paragraph(self, paragraph: Paragraph, following: Paragraph | None) -> Iterator[str]:
        around = paragraph.format
        if around.page_break_before and not self.begins:
            yield "pagebreak(weak: true)"
            self.begins, self.before, self.above = True, None, 0.0
        gap = self._between(around)
        first = self.begins
        if first:
            yield from self._gap(gap)
        yield _call(paragraph, 0.0 if first else gap, self.before, following, self.width, self.gathered)
        self.begins, self.before = False, paragraph
        after = 0.0 if _contextual(paragraph, following) else around.after
        base = base_look(paragraph)
        self.above = after
        self.spread = extra(self.gathered.face(base), base, _by_line(around, paragraph.inlines))

    spread: float = 0.0

    def _between(self, around: ParagraphFormat) -> float:
        """The gap above a paragraph: the larger of the one before's and its own, and what the line spacing adds."""
        own = 0.0 if self.before and self._is_same_style(around) else around.before
        return max(self.above, own) + (self.spread if self.before else 0.0)

    def _is_same_style(self, around: ParagraphFormat) -> bool:
        return bool(around.contextual and self.before and self.before.format.style == around.style)


def _contextual(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether the gap after falls away between paragraphs of one style (17.3.1.9)."""
    return bool(paragraph.format.contextual and following and following.format.style == paragraph.format.style)


def base_look(paragraph: Paragraph) -> RunFormat:
    """The look that most of the paragraph's text has; that of its end mark where there is none."""
    lengths: dict[RunFormat, int] = {}
    for inline in paragraph.inlines:
        if isinstance(inline, Text):
            lengths[inline.format] = lengths.get(inline.format, 0) + len(inline.text)
    return max(lengths, key=lambda look: lengths[look]) if lengths else paragraph.mark


def _cut(block: Block) -> Iterator[Block | str]:
    """A paragraph cut at its page breaks; `str` stands for a break. One at its end leaves no empty line after it."""
    if not isinstance(block, Paragraph) or not any(isinstance(i, Break) and i.kind == "page" for i in block.inlines):
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
            yield "break"
        if part or number < len(parts) - 1:
            look = block.format if number == 0 else replace(block.format, first=0.0, before=0.0)
            yield replace(block, inlines=tuple(part), format=look, label=block.label if number == 0 else None)


def _call(
    paragraph: Paragraph, above: float, before: Paragraph | None, after: Paragraph | None, width: float,
    gathered: Gathered,
) -> str:  # fmt: skip
    inlines = _labelled(paragraph)
    around = _by_line(paragraph.format, inlines)
    if around.keep_lines and height_of([paragraph], width) >= gathered.page:
        around = replace(around, keep_lines=False)
    frame = _frame_of(around, before, after, gathered)
    if all(map(_is_unseen, inlines)):
        # There is nothing to set in an empty paragraph: it is a block as high as its blanks, or as its end mark.
        look = base_look(paragraph)
        height = sum(edges(gathered.face(look), look, around))
        return f"{gathered.define('e', 'a', _boxed(around, frame, '', height))}({pt(above)})"
    base = base_look(paragraph)
    name = gathered.define("p", "a, b", _boxed(around, frame, _set(around, base, gathered)))
    body = line_source(placed(inlines, around, width, gathered), base, around, gathered)
    return f"{name}({pt(above)}, {body})"


def _is_unseen(inline: Inline) -> bool:
    """Whether it is a few blanks that nobody sees: those of a form's empty cell."""
    if not isinstance(inline, Text) or len(inline.text) > _FEW_BLANKS or inline.text.strip():
        return False
    return not (inline.format.underline or inline.format.strike or inline.format.shade)


def _by_line(around: ParagraphFormat, inlines: tuple[Inline, ...]) -> ParagraphFormat:
    """The format with the rule for lines of different heights, where there are such."""
    sizes = {size_of(inline.format) for inline in inlines if isinstance(inline, Text)}
    wide = around.line_rule == "auto" and around.line > 1 and len(sizes) > 1
    return replace(around, line_rule=EACH_LINE) if wide else around


def _labelled(paragraph: Paragraph) -> tuple[Inline, ...]:
    """The inlines with the paragraph's number or bullet before them."""
    label = paragraph.label
    if label is None or (not label.text and label.suffix == "nothing"):
        return paragraph.inlines
    head: list[Inline] = [Text(label.text, label.format)] if label.text else []
    if label.suffix == "tab":
        head.append(Tab(label.format))
    elif label.suffix == "space":
        head.append(Text(" ", label.format))
    return (*head, *paragraph.inlines)


def _set(around: ParagraphFormat, base: RunFormat, gathered: Gathered) -> str:
    """`b` set as a paragraph: indent of the first line, space between lines, alignment."""
    control = "" if around.widow_control and not gathered.in_cell else "costs: (widow: 0%, orphan: 0%)"
    style = ", ".join(filter(None, [text_style(base, None, around, gathered), control]))
    paragraph = arguments(
        justify="true" if around.align == "both" else "false",
        leading=pt(extra(gathered.face(base), base, around)),
        first_line_indent=f"(amount: {pt(around.first)}, all: true)" if around.first > 0 else "",
        hanging_indent=pt(-around.first) if around.first < 0 else "",
    )
    body = f"par({paragraph}, b)"
    if around.align in ("center", "right"):
        body = f"align({around.align}, {body})"
    return f"text({style}, {body})"


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is drawn round a paragraph: strokes as Typst writes them, and the room they take."""

    strokes: str
    fill: str
    top: float
    bottom: float
    beside: tuple[float, float]


def _frame_of(
    around: ParagraphFormat, before: Paragraph | None, after: Paragraph | None, gathered: Gathered
) -> _Frame | None:
    """Neighbours with the same borders and indents stand in one frame (17.3.1.24)."""
    if not around.borders and not around.shade:
        return None
    lines = dict(around.borders)
    nothing = Border()
    top = lines.get("between", nothing) if _is_framed_with(around, before) else lines.get("top", nothing)
    bottom = nothing if _is_framed_with(around, after) else lines.get("bottom", nothing)
    right, left = lines.get("right", nothing), lines.get("left", nothing)
    drawn = strokes(top, right, bottom, left, gathered)
    fill = f'rgb("#{around.shade}")' if around.shade else ""
    room = [line.width + line.space if line.style else 0.0 for line in (top, bottom)]
    return _Frame(drawn, fill, room[0], room[1], (right.space, left.space))


def _is_framed_with(around: ParagraphFormat, other: Paragraph | None) -> bool:
    if not around.borders or other is None:
        return False
    there = other.format
    return (there.borders, there.left, there.right) == (around.borders, around.left, around.right)


def _boxed(around: ParagraphFormat, frame: _Frame | None, body: str, height: float | None = None) -> str:
    """`body` as a block that stands between the paragraph's indents, `a` below the one before."""
    flow = arguments(
        sticky="true" if around.keep_next else "", breakable="false" if around.keep_lines or height else ""
    )
    inset = sides(0.0, around.right, 0.0, around.left + min(around.first, 0.0))
    outer = ", ".join(filter(None, ["above: a, below: 0pt, width: 100%", flow, arguments(inset=inset)]))
    if frame is None:
        return f"block({outer}{f', height: {pt(height)}' if height else ''}{', ' if body else ''}{body})"
    tall = pt(height + frame.top + frame.bottom) if height else ""
    room = sides(frame.top, 0.0, frame.bottom, 0.0)
    beside = sides(0.0, frame.beside[0], 0.0, frame.beside[1])
    inner = arguments(width="100%", height=tall, stroke=frame.strokes, fill=frame.fill, inset=room, outset=beside)
    return f"block({outer}, block({inner}{', ' if body else ''}{body}))"
