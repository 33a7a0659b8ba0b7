"""Lines and rows at their places → the content of a page (ISO 32000-1, 8 and 9), every piece of it tagged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gen.ooxml.model import InlinePicture
from gen.pdf.embedded.layout.boxes import CellBox, FlowItem, LineBox, LineImage, LineItem, RowItem, TabGap
from gen.pdf.embedded.layout.charts import HATCH_WIDTH, DrawnChart
from gen.pdf.embedded.layout.pagination import PlacedItem
from gen.pdf.embedded.layout.style import TextPart, TextStyle
from gen.pdf.embedded.output.borders import PageStrokes, color_operator
from gen.pdf.embedded.output.objects import text_string
from gen.pdf.embedded.output.structure import StructureElement
from gen.pdf.faces import FontFace


class DrawnRun(NamedTuple):
    """Letters of one style, from `begin` to `end` in points from the start of the line, blanks at its end left out.

    `codes` shows them (ISO 32000-1, 9.4.3); empty for the white of a tab, which may be underlined all the same.
    """

    style: TextStyle
    begin: float
    end: float
    letters: frozenset[str]
    codes: bytes


class DrawnPicture(NamedTuple):
    """A picture or a chart, `begin` points from the start of the line."""

    picture: InlinePicture | DrawnChart
    begin: float


DrawnPiece = DrawnRun | DrawnPicture


def drawn_pieces(line: LineBox) -> Sequence[DrawnPiece]:
    """The runs and pictures of the line, in order."""
    if line.pieces is None:
        line.pieces = tuple(_pieces(line))
    return line.pieces


def _pieces(line: LineBox) -> Iterator[DrawnPiece]:
    run: list[TextPart] = []
    begin = x = 0.0
    for index, part in enumerate(line.parts):
        if isinstance(part, TextPart):
            if run and run[-1].style is not part.style:
                yield _drawn_run(run, begin, x, line.stretch)
                run, begin = [], x
            if index < line.spread_from and part.gaps and line.stretch:
                part = part._replace(gaps=0)
            run.append(part)
            x += part.full + part.gaps * line.stretch
            continue
        if run:
            yield _drawn_run(run, begin, x, line.stretch)
            run = []
        if isinstance(part, LineImage):
            yield DrawnPicture(part.picture, x)
        else:
            yield from _tab(part, x)
        x += part.width
        begin = x
    if run:
        yield _drawn_run(run, begin, x - run[-1].full + run[-1].width, line.stretch)


def _drawn_run(run: Sequence[TextPart], begin: float, end: float, stretch: float) -> DrawnRun:
    letters = frozenset("".join([part.text for part in run]))
    style = run[0].style
    if not stretch and not any(part.pad for part in run):
        return DrawnRun(style, begin, end, letters, b"(%s)Tj" % b"".join([part.codes for part in run]))
    scale = -1000 / style.size
    codes = [
        b"%s)%.2f(" % (part.codes, (part.gaps * stretch + part.pad) * scale) if part.gaps else part.codes
        for part in run
    ]
    return DrawnRun(style, begin, end, letters, b"[(%s)]TJ" % b"".join(codes))


def _tab(gap: TabGap, begin: float) -> Iterator[DrawnRun]:
    """The white of a tab, filled with its leader, if it has one, up to the text after it."""
    end = begin + gap.width
    yield DrawnRun(gap.style, begin, end, frozenset(), b"")
    if gap.leader and (width := gap.style.width(gap.leader)) and (count := int(gap.width / width)):
        filling = gap.style.part(gap.leader * count, False)
        yield _drawn_run([filling], end - filling.width, end, 0.0)


_PAGINATION = b"/Artifact<</Type/Pagination>>BDC"
_INK_TOLERANCE = 0.5
_LONGEST = 4000  # letters of a description; a string in a PDF has at most 32,767 bytes (ISO 19005-2, 6.1.13)
_UNDER, _THROUGH, _THICK = 0.12, -0.22, 0.05
"""Where a line under or through text runs, below the baseline, and how thick it is, in parts of the size."""


@dataclass(slots=True)
class PageResources:
    """What the pages of a document use: the letters of each face, and the pictures by the name of their part.

    `fonts` and `images` number them in the order of their first use.
    """

    letters: dict[FontFace, set[str]] = field(default_factory=dict)
    fonts: dict[FontFace, int] = field(default_factory=dict)
    pictures: dict[str, InlinePicture] = field(default_factory=dict)
    images: dict[str, int] = field(default_factory=dict)

    def font(self, face: FontFace) -> int:
        """The number of a face among the fonts of the document."""
        if face not in self.letters:
            self.letters[face] = set()
            self.fonts[face] = len(self.fonts)
        return self.fonts[face]

    def image(self, picture: InlinePicture) -> int:
        """The number of a picture among those of the document."""
        if picture.name not in self.pictures:
            self.pictures[picture.name] = picture
            self.images[picture.name] = len(self.images)
        return self.images[picture.name]


@dataclass(slots=True)
class DrawnPage:
    """A page as it is drawn: `number` is its place in the document, `width` and `height` are in points.

    `owners` are the elements that the marked pieces belong to, by their numbers; `is_short` is true where text
    or pictures reach beyond the edge.
    """

    number: int
    width: float
    height: float
    resources: PageResources
    owners: list[StructureElement] = field(default_factory=list)
    is_short: bool = False
    _under: PageStrokes = field(init=False)
    _text: list[bytes] = field(default_factory=list)
    _open: StructureElement | None = None
    _marked: bool = False
    _state: tuple[object, ...] = ()

    def __post_init__(self) -> None:
        self._under = PageStrokes(self.height)

    def content(self) -> bytes:
        """The operators of the page."""
        self._end()
        under = self._under.operators()
        drawn = [b"/Artifact BMC\nq", under.encode(), b"Q\nEMC"] if under else []
        return b"\n".join([*drawn, *self._text])

    def draw(self, page: Sequence[PlacedItem], x: float, y: float) -> None:
        """Draw the items of the page; `x` and `y` are the upper left corner of the text, from that of the page."""
        self._frames([(placed.item, placed.y) for placed in page], x, y)
        rows = [placed.item for placed in page]
        for index, placed in enumerate(page):
            if isinstance(placed.item, LineItem):
                self._line_item(placed.item, x, y + placed.y, placed.is_repeated)
            else:
                self._row(rows, index, x + placed.item.table.x, y + placed.y, placed.is_repeated)

    def draw_items(self, items: Sequence[FlowItem], x: float, y: float, with_first_gap: bool, silent: bool) -> None:
        """Draw `items` below each other; screen readers do not read those that are `silent`."""
        places: list[tuple[FlowItem, float]] = []
        at = y - (items[0].gap if items and not with_first_gap else 0.0)
        for item in items:
            at += item.gap
            places.append((item, at))
            at += item.height
        self._frames(places, x, 0.0)
        for index, (item, top) in enumerate(places):
            if isinstance(item, LineItem):
                self._line_item(item, x, top, silent)
            elif isinstance(item, RowItem):
                self._row(items, index, x + item.table.x, top, silent)

    def _frames(self, places: Sequence[tuple[FlowItem, float]], x: float, y: float) -> None:
        """Draw the frames of paragraphs, each around those of its lines that are on this page."""
        reach: dict[int, tuple[LineItem, float, float]] = {}
        for item, top in places:
            if isinstance(item, LineItem) and item.frame is not None:
                _first, begin, _end = reach.get(id(item.frame), (item, top, top))
                reach[id(item.frame)] = (item, begin, top + item.height)
        for item, begin, end in reach.values():
            frame = item.frame
            assert frame is not None
            width = frame.right - frame.left
            if frame.fill:
                self._under.area(x + frame.left, y + begin, width, end - begin, frame.fill)
            self._under.box(x + frame.left, y + begin, width, end - begin, frame.borders)

    def _row(self, items: Sequence[FlowItem], index: int, x: float, y: float, silent: bool) -> None:
        row = items[index]
        assert isinstance(row, RowItem)
        for cell in row.cells:
            covered = [item for item in items[index : index + cell.rows] if isinstance(item, RowItem)]
            self._cell(cell, x + cell.x, y, sum(item.height for item in covered), silent)

    def _cell(self, cell: CellBox, x: float, y: float, height: float, silent: bool) -> None:
        if cell.fill:
            self._under.area(x, y, cell.width, height, cell.fill)
        self._under.box(x, y, cell.width, height, cell.borders)
        top, _right, _bottom, left = cell.insets
        free = height - cell.height()
        drop = {"center": free / 2, "bottom": free}.get(cell.valign, 0.0)
        self.draw_items(cell.items, x + left, y + top + max(drop, 0.0), cell.is_first_part, silent)

    def _line_item(self, item: LineItem, x: float, y: float, silent: bool) -> None:
        if item.line is not None:
            self._mark(None if silent else item.element)
            self._line(item.line, x + item.line.x, y + item.lead + item.line.top)

    def _mark(self, element: StructureElement | None) -> None:
        """Begin a marked piece of `element`; without one, a piece that screen readers do not read."""
        if self._marked and element is self._open:
            return
        self._end()
        self._open, self._marked = element, True
        if element is None:
            self._text.append(_PAGINATION)
        else:
            self._text.append(b"/%s<</MCID %d>>BDC" % (element.kind.encode(), len(self.owners)))
            element.kids.append((self.number, len(self.owners)))
            self.owners.append(element)

    def _end(self) -> None:
        if self._marked:
            self._text.append(b"EMC")
        self._marked, self._open = False, None

    def _line(self, line: LineBox, x: float, y: float) -> None:
        """Draw a line that begins at `x` and whose baseline is `y` points below the top of the page."""
        for piece in drawn_pieces(line):
            if isinstance(piece, DrawnRun):
                self._run(piece, x, y)
            elif isinstance(piece.picture, InlinePicture):
                self._picture(piece.picture, x + piece.begin, y)
            else:
                self._chart(piece.picture, x + piece.begin, y)

    def _run(self, run: DrawnRun, x: float, y: float) -> None:
        style, begin, end, letters, codes = run
        run_format = style.run_format
        if run_format.shade or run_format.underline or run_format.strike:
            self._decorate(style, x + begin, x + end, y)
        if not codes:
            return
        self._set_style(style)
        self._note_extent(x + min(begin, end), x + max(begin, end), y - style.rise - style.size / 2, y - style.rise)
        self.resources.letters[style.face].update(letters)
        self._text.append(b"BT 1 0 0 1 %.3f %.3f Tm %s ET" % (x + begin, self.height - y + style.rise, codes))

    def _note_extent(self, left: float, right: float, top: float, bottom: float) -> None:
        """Note where what is drawn reaches beyond the page."""
        if (
            left < -_INK_TOLERANCE
            or right > self.width + _INK_TOLERANCE
            or top < -_INK_TOLERANCE
            or bottom > self.height + _INK_TOLERANCE
        ):
            self.is_short = True

    def _set_style(self, style: TextStyle) -> None:
        """Set font, size, colour and spacing, where they differ from the last."""
        run_format = style.run_format
        state = (style.face, style.size, run_format.color, run_format.spacing)
        if state == self._state:
            return
        previous = self._state or (None, 0.0, "000000", 0.0)
        if state[:2] != previous[:2]:
            self._text.append(b"/F%d %.2f Tf" % (self.resources.font(style.face), style.size))
        if (run_format.color or "000000") != (previous[2] or "000000"):
            self._text.append(color_operator(run_format.color, "rg").encode())
        if run_format.spacing != previous[3]:
            self._text.append(b"%.3f Tc" % run_format.spacing)
        self._state = state

    def _decorate(self, style: TextStyle, x: float, end: float, y: float) -> None:
        run_format = style.run_format
        if run_format.shade:
            self._under.area(x, y - style.top, end - x, style.top + style.bottom, run_format.shade)
        for is_drawn, drop in ((run_format.underline, _UNDER), (run_format.strike, _THROUGH)):
            if is_drawn:
                pen = (run_format.color, _THICK * style.size, "text")
                self._under.rule(x, end, y - style.rise + drop * style.size, pen)

    def _picture(self, picture: InlinePicture, x: float, y: float) -> None:
        """Draw a picture that stands on the baseline; for screen readers it is a figure in its paragraph."""
        paragraph = self._open
        at = self.resources.image(picture)
        self._figure(picture, x, y)
        size = (picture.width, picture.height, x, self.height - y)
        self._text.append(b"q %.3f 0 0 %.3f %.3f %.3f cm /I%d Do Q" % (*size, at))
        self._mark(paragraph)

    def _figure(self, shown: InlinePicture | DrawnChart, x: float, y: float) -> None:
        """Begin the piece that shows a picture or a chart, whose lower left corner is there."""
        paragraph = self._open
        alt = f"/Alt{text_string(shown.alt[:_LONGEST])}" if shown.alt else ""
        self._mark(None if paragraph is None else paragraph.add_child("Figure", alt))
        self._note_extent(x, x + shown.width, y - shown.height, y)

    def _chart(self, chart: DrawnChart, x: float, y: float) -> None:
        """Draw a chart that stands on the baseline; its words are read as one figure."""
        paragraph, top = self._open, y - chart.height
        self._figure(chart, x, y)
        for (left, down, width, height), rgb in chart.areas:
            self._under.area(x + left, top + down, width, height, rgb)
        for left, down, width, height in chart.frames:
            self._under.box(x + left, top + down, width, height, chart.borders)
        for begin, end, down, rgb in chart.hatches:
            self._under.rule(x + begin, x + end, top + down, (rgb, HATCH_WIDTH, "text"))
        for begin, down, part in chart.words:
            self._set_style(part.style)
            self.resources.letters[part.style.face].update(part.text)
            at = (x + begin, self.height - top - down, part.codes)
            self._note_extent(x + begin, x + begin + part.width, top + down - part.style.size / 2, top + down)
            self._text.append(b"BT 1 0 0 1 %.3f %.3f Tm (%s)Tj ET" % at)
        self._mark(paragraph)
