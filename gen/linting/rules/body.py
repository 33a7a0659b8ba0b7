"""The text between title and signature → findings on its format, spacing and endings (LINT-051 to 059)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gen import diagnostics
from gen.linting.findings import LayoutFinding, make_finding
from gen.linting.recognition.elements import RecognizedDocument
from gen.linting.recognition.lines import LineOrTable, TableLines, TextLine
from gen.linting.rules.formatting import (
    ANY_SIZE,
    RequiredFormat,
    alignment_names,
    check_format,
    check_sizes,
    format_measure,
    trait_values,
)
from gen.linting.rules.text_width import measure_line, single_spacing
from gen.locale import _
from gen.ooxml.model import ParagraphFormat, Tab

_CM = 72 / 2.54
_NEAR = 0.6  # points: what rounding makes of 1.27 cm
_ONE_LINE = 0.95
"""A paragraph that fills less than this share of a line looks the same justified or set left."""
_GAP = 6.0
_LONG = 160
_PART = re.compile(r"[IVX]+\s*[.-]\s*\S")
_END = re.compile(r"\S\./\.$")


def check_body(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """What differs in the text of the document."""
    page = parts.document.sections[0]
    room = page.width - page.margins.left - page.margins.right
    lines = [line for line in (*parts.body.bases, *parts.body.lines) if not line.is_empty]
    for line in lines:
        yield from check_sizes(diagnostics.lint.TEXT_SIZE, line, 13, 14)
    for line in _first_lines(lines):
        yield from _check_justified(line, room)
        yield from _check_indent(line, parts.document.default_tab)
        yield from _check_line_spacing(line)
    yield from _check_gaps(parts.body.items)
    yield from check_format(diagnostics.lint.BASIS_FORMAT, parts.body.bases, RequiredFormat(*ANY_SIZE, italic=True))
    yield from _check_bases_end(parts.body.bases)
    yield from _check_headings(parts.body.lines)
    yield from _check_end(parts)


def _first_lines(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The first line of each paragraph."""
    last = 0
    for line in lines:
        if line.place.paragraph != last:
            yield line
        last = line.place.paragraph


def _check_justified(line: TextLine, room: float) -> Iterator[LayoutFinding]:
    """A finding where the text is not justified and long enough to show it; a bold heading may be centred."""
    look = line.paragraph.format
    is_long = measure_line(line) + look.left + look.first > _ONE_LINE * (room - look.right)
    if look.align != "both" and is_long and trait_values(line, "bold") != {True}:
        yield make_finding(
            diagnostics.lint.TEXT_ALIGNMENT, line.place, alignment_names()[look.align], alignment_names()["both"]
        )


def _check_indent(line: TextLine, default_tab: float) -> Iterator[LayoutFinding]:
    """A finding where the first line is not indented as required; a centred or right-set line has no indent."""
    if line.paragraph.format.align in ("center", "right"):
        return
    start = _start(line, default_tab)
    if not _CM - _NEAR <= start <= 1.27 * _CM + _NEAR:
        yield make_finding(
            diagnostics.lint.FIRST_LINE_INDENT,
            line.place,
            _("{length} cm").format(length=format_measure(start / _CM)),
            _("1–1.27 cm"),
        )


def _start(line: TextLine, default_tab: float) -> float:
    """Where the paragraph's first letter stands, from the margin; leading tabs count."""
    look = line.paragraph.format
    start = look.left + look.first
    for inline in line.inlines:
        if not isinstance(inline, Tab):
            break
        stops = [stop.position for stop in look.tabs if stop.position > start + 0.1]
        start = min(stops, default=(start // default_tab + 1) * default_tab)
    return start


def _check_line_spacing(line: TextLine) -> Iterator[LayoutFinding]:
    """A finding on the line spacing; a distance in points is compared with single spacing of that size."""
    look = line.paragraph.format
    size = max((letters.size for _l, letters in line.formatted_letters), default=14.0)
    lines = look.line if look.line_rule == "auto" else look.line / single_spacing(size)
    if look.line_rule == "atLeast":
        lines = max(lines, 1.0)
    least = 0.97 if look.line_rule == "exact" else 0.995  # an exact distance is rounded to points
    if not least <= lines <= 1.505:
        yield make_finding(
            diagnostics.lint.LINE_SPACING,
            line.place,
            _("{lines} lines").format(lines=format_measure(lines)),
            _("1–1.5 lines"),
        )


def _check_gaps(items: Sequence[LineOrTable]) -> Iterator[LayoutFinding]:
    """A finding at each paragraph that stands too close below the one before it."""
    for above, line in pairwise(items):
        if isinstance(above, TableLines) or isinstance(line, TableLines) or above.is_empty or line.is_empty:
            continue
        if above.place.paragraph == line.place.paragraph or above.place.section != line.place.section:
            continue
        gap = _gap(above.paragraph.format, line.paragraph.format)
        if gap < _GAP - 0.05 and "center" not in (above.paragraph.format.align, line.paragraph.format.align):
            yield make_finding(
                diagnostics.lint.PARAGRAPH_SPACING,
                line.place,
                _("{size} pt").format(size=format_measure(gap)),
                _("at least 6 pt"),
            )


def _gap(above: ParagraphFormat, below: ParagraphFormat) -> float:
    """The space between two paragraphs, in points: the larger of theirs; none for `contextual` ones of one style."""
    is_same = above.style == below.style
    after = 0.0 if above.contextual and is_same else above.after
    before = 0.0 if below.contextual and is_same else below.before
    return max(after, before)


def _check_bases_end(bases: Sequence[TextLine]) -> Iterator[LayoutFinding]:
    for line in bases:
        sign = "." if line is bases[-1] else ";"
        if not line.text.endswith(sign):
            ends = _("ends with “{sign}”")
            yield make_finding(
                diagnostics.lint.BASIS_END, line.place, ends.format(sign=line.text[-1:]), ends.format(sign=sign)
            )


def _check_headings(lines: Sequence[TextLine]) -> Iterator[LayoutFinding]:
    """Findings on headings with a Roman numeral: I., II. …"""
    for line in lines:
        if _PART.match(line.text) and not line.text.endswith((".", ";", ",")) and len(line.text) < _LONG:
            yield from check_format(
                diagnostics.lint.HEADING_FORMAT, [line], RequiredFormat(*ANY_SIZE, bold=True, caps=True)
            )


def _check_end(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """A finding on the last words of the text; nothing is required where a table ends it, as in a form."""
    written = [
        item for item in parts.body.items if isinstance(item, TableLines) or not item.is_empty or item.text == "./."
    ]
    if not written or isinstance(written[-1], TableLines) or parts.closing.authority is None:
        return
    line = written[-1]
    if not _END.search(line.text):
        yield make_finding(diagnostics.lint.TEXT_END, line.place, f"…{line.text[-20:]}", _("…word./."))
