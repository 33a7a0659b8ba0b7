"""The text between title and signature → findings on its looks, gaps and endings (LINT-051 to 059)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gen.linting.findings import Finding
from gen.linting.lines import Box, Item, Line
from gen.linting.look import ANY, Look, alignments, differences, found, has, number, sizes
from gen.linting.parts import Parts
from gen.linting.widths import single, width_of
from gen.locale import _
from gen.ooxml.model import ParagraphFormat, Tab

_CM = 72 / 2.54
_NEAR = 0.6  # points: what rounding makes of 1.27 cm
_ONE_LINE = 0.95
"""A paragraph that takes less than so much of a line looks the same justified or set left."""
_GAP = 6.0
_LONG = 160
_PART = re.compile(r"[IVX]+\s*[.-]\s*\S")
_END = re.compile(r"\S\./\.$")


def check_text(parts: Parts) -> Iterator[Finding]:
    """What differs in the text of the document."""
    page = parts.document.sections[0]
    room = page.width - page.margins.left - page.margins.right
    lines = [line for line in (*parts.body.bases, *parts.body.lines) if not line.is_empty]
    for line in lines:
        yield from sizes("LINT-051", "text", line, 13, 14)
    for line in _paragraphs(lines):
        yield from _justified(line, room)
        yield from _indented(line, parts.document.default_tab)
        yield from _spaced(line)
    yield from _gaps(parts.body.items)
    yield from differences("LINT-056", "basis", parts.body.bases, Look(*ANY, italic=True))
    yield from _bases_end(parts.body.bases)
    yield from _headings(parts.body.lines)
    yield from _end(parts)


def _paragraphs(lines: Sequence[Line]) -> Iterator[Line]:
    """The first line of each paragraph."""
    last = 0
    for line in lines:
        if line.place.paragraph != last:
            yield line
        last = line.place.paragraph


def _justified(line: Line, room: float) -> Iterator[Finding]:
    """A finding where the text is not justified and long enough to show it; a bold heading may be centred."""
    look = line.paragraph.format
    is_long = width_of(line) + look.left + look.first > _ONE_LINE * (room - look.right)
    if look.align != "both" and is_long and has(line, "bold") != {True}:
        yield found("LINT-052", "text", line, alignments()[look.align], alignments()["both"])


def _indented(line: Line, default_tab: float) -> Iterator[Finding]:
    """Where the first line begins; what is centred or set right has no such place."""
    if line.paragraph.format.align in ("center", "right"):
        return
    start = _start(line, default_tab)
    if not _CM - _NEAR <= start <= 1.27 * _CM + _NEAR:
        yield found("LINT-053", "text", line, _("{length} cm").format(length=number(start / _CM)), _("1–1.27 cm"))


def _start(line: Line, default_tab: float) -> float:
    """Where the paragraph's first letter stands, from the margin; leading tabs count."""
    look = line.paragraph.format
    start = look.left + look.first
    for inline in line.inlines:
        if not isinstance(inline, Tab):
            break
        stops = [stop.position for stop in look.tabs if stop.position > start + 0.1]
        start = min(stops, default=(start // default_tab + 1) * default_tab)
    return start


def _spaced(line: Line) -> Iterator[Finding]:
    """The line spacing; a stated distance counts by what single spacing would be."""
    look = line.paragraph.format
    size = max((look.size for _l, look in line.looks), default=14.0)
    lines = look.line if look.line_rule == "auto" else look.line / single(size)
    if look.line_rule == "atLeast":
        lines = max(lines, 1.0)
    least = 0.97 if look.line_rule == "exact" else 0.995  # an exact distance is rounded to points
    if not least <= lines <= 1.505:
        yield found("LINT-055", "text", line, _("{lines} lines").format(lines=number(lines)), _("1–1.5 lines"))


def _gaps(items: Sequence[Item]) -> Iterator[Finding]:
    """A finding at each paragraph that stands too close below the one before it."""
    for above, line in pairwise(items):
        if isinstance(above, Box) or isinstance(line, Box) or above.is_empty or line.is_empty:
            continue
        if above.place.paragraph == line.place.paragraph or above.place.section != line.place.section:
            continue
        gap = _gap(above.paragraph.format, line.paragraph.format)
        if gap < _GAP - 0.05 and "center" not in (above.paragraph.format.align, line.paragraph.format.align):
            yield found("LINT-054", "text", line, _("{size} pt").format(size=number(gap)), _("at least 6 pt"))


def _gap(above: ParagraphFormat, below: ParagraphFormat) -> float:
    """The larger of the two spacings counts; between paragraphs of one style that say so, none."""
    is_same = above.style == below.style
    after = 0.0 if above.contextual and is_same else above.after
    before = 0.0 if below.contextual and is_same else below.before
    return max(after, before)


def _bases_end(bases: Sequence[Line]) -> Iterator[Finding]:
    for line in bases:
        sign = "." if line is bases[-1] else ";"
        if not line.text.endswith(sign):
            ends = _("ends with “{sign}”")
            yield found("LINT-057", "basis", line, ends.format(sign=line.text[-1:]), ends.format(sign=sign))


def _headings(lines: Sequence[Line]) -> Iterator[Finding]:
    """Headings that Roman numerals count: I., II. …"""
    for line in lines:
        if _PART.match(line.text) and not line.text.endswith((".", ";", ",")) and len(line.text) < _LONG:
            yield from differences("LINT-058", "heading", [line], Look(*ANY, bold=True, caps=True))


def _end(parts: Parts) -> Iterator[Finding]:
    """The last words of the text; nothing is asked where a table is the last, as in a form to be filled in."""
    said = [item for item in parts.body.items if isinstance(item, Box) or not item.is_empty or item.text == "./."]
    if not said or isinstance(said[-1], Box) or parts.closing.authority is None:
        return
    line = said[-1]
    if not _END.search(line.text):
        yield found("LINT-059", "text", line, f"…{line.text[-20:]}", _("…word./."))
