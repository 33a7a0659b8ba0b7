"""An element and the lines below it → whether a line is drawn there, and how long it is.

A line is the border of a paragraph or a cell, a row of underscores, or a drawn shape. Shapes are only
counted, not read: with a shape in the file a line that is not seen elsewhere counts as drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from gen.diagnostics.lint import LayoutRule
from gen.linting.findings import LayoutFinding, make_finding
from gen.linting.recognition.elements import DocumentElement, RecognizedDocument
from gen.linting.recognition.lines import TextLine
from gen.linting.rules.text_width import measure_line
from gen.locale import _
from gen.ooxml.model import Document, InlinePicture
from gen.ooxml.unsupported import SHAPES

_MM = 72 / 25.4
_SLACK = 0.2
"""Widths of text are estimates: a line may be a fifth shorter or longer than the rule has it."""


def check_drawn_line(
    rule: LayoutRule, of: DocumentElement, parts: RecognizedDocument, least: float, most: float
) -> Iterator[LayoutFinding]:
    """A finding where no line is drawn below an element, or not from `least` to `most` of its text's width long."""
    last = of.lines[-1]
    empty = tuple(takewhile(lambda line: line.is_empty, of.lines_below))
    length = _drawn_length(of, empty)
    if length is None:
        if not _may_be_drawn(parts.document, (*of.lines, *empty)):
            yield make_finding(
                rule, last.place, _describe_missing_line(of, empty), _("a solid line, drawn below the text")
            )
        return
    text = _text_width(of)
    if length and text and not least * (1 - _SLACK) <= length / text <= most * (1 + _SLACK):
        actual = _("a line of {length} mm below {text} mm of text")
        share = "–".join(str(round(text * part / _MM)) for part in sorted({least, most}))
        expected = _("a line of {length} mm").format(length=share)
        yield make_finding(
            rule, last.place, actual.format(length=round(length / _MM), text=round(text / _MM)), expected
        )


def _drawn_length(of: DocumentElement, empty: tuple[TextLine, ...]) -> float | None:
    """How long the line is, in points; 0 where that is not known, None where there is none."""
    last = of.lines[-1]
    drawn = last if last.line_below else next((one for one in empty if one.line_above or one.line_below), None)
    if drawn is not None:
        look = drawn.paragraph.format
        return max(of.column.room - look.left - look.right, 0.0) if of.column.room else 0.0
    after = of.lines_below[len(empty) :]
    if any("__" in one.text or "──" in one.text for one in empty) or (after and after[0].line_above):
        return 0.0
    return 0.0 if of.column.bottom_border.style else None


def _text_width(of: DocumentElement) -> float:
    """The width of the element's longest line in points, at most the room that it has."""
    widest = max(map(measure_line, of.lines))
    look = of.lines[-1].paragraph.format
    room = of.column.room - look.left - look.right
    return min(widest, room) if of.column.room else widest


def _may_be_drawn(document: Document, lines: tuple[TextLine, ...]) -> bool:
    has_picture = any(isinstance(inline, InlinePicture) for line in lines for inline in line.inlines)
    return has_picture or any(found.kind in SHAPES for found in document.unsupported)


def _describe_missing_line(of: DocumentElement, empty: tuple[TextLine, ...]) -> str:
    if any(look.underline for line in of.lines for _letters, look in line.formatted_letters):
        return _("underlined text")
    return _("a row of hyphens") if any("--" in line.text for line in empty) else _("no line")
