"""A Document → its lines and tables in reading order, each with its place.

A paragraph that a break cuts is several lines; a letterhead typed with tabs or spaces has a left and a right half.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gen.linting.findings import FindingPlace
from gen.ooxml.model import (
    Border,
    Break,
    Document,
    DocumentBlock,
    DocumentParagraph,
    Inline,
    RunFormat,
    Tab,
    Table,
    TextRun,
)
from gen.text import collapse_spaces, fold

WORDS = 8
"""How many words of a paragraph are shown, so that a reader finds it."""
_LONGEST = 60
_MATCHED = 400
"""Elements are recognised by the beginning of a line: this many characters of it."""
_NO_BORDER = Border()


@dataclass(frozen=True, slots=True)
class TextLine:
    """The text of one line. `cut` is empty for a whole paragraph, else break or tab: what cuts it.

    `text` is in NFC with white space squeezed, with the paragraph's number or bullet before it; `folded` is how it
    begins, without diacritics and case; `raw` keeps white space and counts a character for each of its inlines'.
    """

    paragraph: DocumentParagraph
    place: FindingPlace
    inlines: tuple[Inline, ...]
    cut: str = ""
    raw: str = ""
    text: str = ""
    folded: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it has no letter or digit; a row of hyphens or underscores may stand on it."""
        return not any(map(str.isalnum, self.text))

    @property
    def formatted_letters(self) -> Iterator[tuple[str, RunFormat]]:
        """The letters and digits of the line, with the format of each run."""
        for inline in self.inlines:
            if isinstance(inline, TextRun) and (letters := "".join(filter(str.isalnum, inline.text))):
                yield letters, inline.format

    @property
    def printed_text(self) -> str:
        """The text as it is printed, with what is set in capitals by the format."""
        return collapse_spaces("".join(_printed_text(inline) for inline in self.inlines))

    @property
    def line_above(self) -> bool:
        """Whether a line is drawn at its upper side."""
        return any(side in ("top", "between") for side, _line in self.paragraph.format.borders)

    @property
    def line_below(self) -> bool:
        """Whether a line is drawn at its lower side."""
        return any(side == "bottom" for side, _line in self.paragraph.format.borders)


@dataclass(frozen=True, slots=True)
class LineColumn:
    """Lines one below the other; `room` is how wide they may be, in points, 0 where that is not known.

    `bottom_border` is the border below it, as of a table cell.
    """

    lines: tuple[TextLine, ...]
    room: float = 0.0
    bottom_border: Border = _NO_BORDER


@dataclass(frozen=True, slots=True)
class TableCellLines:
    """A cell of a table, with all lines in it, those of tables within too; `column` counts from 0."""

    row: int
    column: int
    content: LineColumn


@dataclass(frozen=True, slots=True)
class TableLines:
    """A table."""

    place: FindingPlace
    cells: tuple[TableCellLines, ...]

    @property
    def lines(self) -> Iterator[TextLine]:
        """All its lines, cell by cell."""
        return (line for cell in self.cells for line in cell.content.lines)


LineOrTable = TextLine | TableLines


def read_items(document: Document) -> tuple[LineOrTable, ...]:
    """The lines and tables of the body, in reading order."""
    return tuple(_LineReader().items(document))


def read_lines(blocks: Iterable[DocumentBlock], place: FindingPlace) -> list[TextLine]:
    """The lines of a header or footer, or of other uncounted blocks; each has `place` with its own first words."""
    found: list[TextLine] = []
    for block in blocks:
        if isinstance(block, DocumentParagraph):
            found += split_paragraph(block, place)
        else:
            found += [line for row in block.rows for cell in row.cells for line in read_lines(cell.blocks, place)]
    return found


def split_paragraph(paragraph: DocumentParagraph, place: FindingPlace) -> list[TextLine]:
    """The lines of one paragraph; `place` gets its first words and style."""
    place = replace(place, words=_first_words(paragraph), style=paragraph.format.style)
    pieces: list[list[Inline]] = [[]]
    for inline in paragraph.inlines:
        if isinstance(inline, Break):
            pieces.append([])
        else:
            pieces[-1].append(inline)
    cut = "break" if len(pieces) > 1 else ""
    label = f"{paragraph.label.text} " if paragraph.label is not None else ""
    return [_make_line(paragraph, place, piece, cut, "" if number else label) for number, piece in enumerate(pieces)]


def split_halves(line: TextLine, right: re.Pattern[str]) -> tuple[TextLine | None, TextLine | None]:
    """The left and the right half of a line that tabs, or spaces before what `right` finds folded, cut in two.

    Without such a cut the line is one of the two: the right one where `right` finds its beginning.
    """
    inner = line.raw.strip("\t ")
    start = line.raw.find(inner)
    if "\t" in inner:
        first, last = line.raw.index("\t", start), line.raw.rindex("\t", 0, start + len(inner))
        return _slice_line(line, 0, first), _slice_line(line, last + 1, len(line.raw))
    plain = fold(line.raw[:_MATCHED])
    if len(plain) == len(line.raw):  # a longer line belongs to no letterhead
        for match in right.finditer(plain):
            if plain[: match.start()].endswith("   ") and plain[: match.start()].strip():
                return _slice_line(line, 0, match.start()), _slice_line(line, match.start(), len(line.raw))
    return (None, line) if right.match(line.folded) else (line, None)


@dataclass(slots=True)
class _LineReader:
    """Reads a document in order and counts its paragraphs and tables."""

    paragraphs: int = 0
    tables: int = 0

    def items(self, document: Document) -> Iterator[LineOrTable]:
        for number, section in enumerate(document.sections, 1):
            for block in section.blocks:
                if isinstance(block, DocumentParagraph):
                    yield from self._lines(block, FindingPlace(section=number))
                else:
                    self.tables += 1
                    yield self._table(block, FindingPlace(section=number, table=self.tables))

    def _lines(self, paragraph: DocumentParagraph, place: FindingPlace) -> list[TextLine]:
        self.paragraphs += 1
        return split_paragraph(paragraph, replace(place, paragraph=self.paragraphs))

    def _table(self, table: Table, place: FindingPlace) -> TableLines:
        cells = []
        for number, row in enumerate(table.rows, 1):
            for cell in row.cells:
                here = replace(place, row=number, column=cell.column + 1)
                room = sum(table.widths[cell.column : cell.column + cell.span]) - cell.margins[1] - cell.margins[3]
                lines = tuple(self._within(cell.blocks, here))
                cells.append(TableCellLines(number, cell.column, LineColumn(lines, max(room, 0.0), cell.borders[2])))
        return TableLines(place, tuple(cells))

    def _within(self, blocks: Iterable[DocumentBlock], place: FindingPlace) -> Iterator[TextLine]:
        for block in blocks:
            if isinstance(block, DocumentParagraph):
                yield from self._lines(block, place)
            else:
                for row in block.rows:
                    for cell in row.cells:
                        yield from self._within(cell.blocks, place)


def _make_line(
    paragraph: DocumentParagraph, place: FindingPlace, inlines: Iterable[Inline], cut: str, label: str = ""
) -> TextLine:
    whole = tuple(_compose_letters(inline) for inline in inlines)
    raw = "".join(_raw_text(inline) for inline in whole)
    text = collapse_spaces(label + raw)
    return TextLine(paragraph, place, whole, cut, raw, text, fold(text[:_MATCHED]))


def _slice_line(line: TextLine, start: int, end: int) -> TextLine:
    """The characters of a line from `start` to `end`."""
    pieces: list[Inline] = []
    at = 0
    for inline in line.inlines:
        length = len(_raw_text(inline))
        if isinstance(inline, TextRun):
            if piece := inline.text[max(start - at, 0) : max(end - at, 0)]:
                pieces.append(TextRun(piece, inline.format))
        elif start <= at < end and not isinstance(inline, Tab):
            pieces.append(inline)
        at += length
    return _make_line(line.paragraph, line.place, pieces, "tab")


def _compose_letters(inline: Inline) -> Inline:
    if isinstance(inline, TextRun) and not unicodedata.is_normalized("NFC", inline.text):
        return TextRun(unicodedata.normalize("NFC", inline.text), inline.format)
    return inline


def _raw_text(inline: Inline) -> str:
    if isinstance(inline, TextRun):
        return inline.text
    return "\t" if isinstance(inline, Tab) else ""


def _printed_text(inline: Inline) -> str:
    if isinstance(inline, TextRun):
        return inline.text.upper() if inline.format.caps else inline.text
    return " " if isinstance(inline, Tab) else ""


def _first_words(paragraph: DocumentParagraph) -> str:
    text = unicodedata.normalize("NFC", paragraph.text)
    words = text.split()
    first = " ".join(words[:WORDS])
    cut = first[:_LONGEST]
    return cut + "…" if len(words) > WORDS or len(cut) < len(first) else cut
