"""The inlines of a paragraph → its lines, each broken at the first word that does not fit, as Word does.

Tab stops: ECMA-376 part 1, 17.3.1.38, and 17.15.1.25 for the default ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from gen.ooxml.model import Inline, ParagraphFormat, TabStop, TextRun
from gen.ooxml.unsupported import UnsupportedKind
from gen.pdf.embedded.layout.boxes import LineBox, LinePart, TabGap, full_width, line_extent, trailing_blanks
from gen.pdf.embedded.layout.inline_content import InlineContent, inline_content
from gen.pdf.embedded.layout.layout_context import LayoutContext
from gen.pdf.embedded.layout.style import TextPart, TextStyle
from gen.pdf.embedded.layout.text_breaking import split_text

_NEAR = 0.01
_FITS = 0.005
"""So far, in points, a word may reach over the end of its line: less than can be seen."""
_KEPT = 4096
"""The lines of so many paragraphs are cached: what the documents of a batch share is laid out once."""


def break_lines(
    inlines: Sequence[Inline], paragraph_format: ParagraphFormat, base: TextStyle, width: float, context: LayoutContext
) -> list[LineBox]:
    """The lines of a paragraph; `width` is the room between the margins, `base` gives empty lines their height."""
    end = width - paragraph_format.right
    if len(inlines) == 1 and isinstance(text := inlines[0], TextRun) and not text.format.small_caps:
        lines, is_cramped = _break_plain_text(
            context.visible_text(text), context.style(text.format, paragraph_format), paragraph_format, end
        )
    else:
        content = list(inline_content(inlines, paragraph_format, context))
        if any(isinstance(item, TabGap) for item in content) and paragraph_format.align not in ("left", "both"):
            context.refuse(UnsupportedKind.ALIGNED_TAB)
        breaker = _LineBreaker(paragraph_format, base, end, context.default_tab)
        breaker.add_content(content)
        lines, is_cramped = breaker.lines, breaker.is_cramped
    if is_cramped:
        context.refuse(UnsupportedKind.NARROW_PLACE)
    return lines


@lru_cache(maxsize=_KEPT)
def _break_plain_text(
    letters: str, style: TextStyle, paragraph_format: ParagraphFormat, end: float
) -> tuple[list[LineBox], bool]:
    """The lines of text in one style, and whether they have no room; cached, since documents of a batch share much."""
    breaker = _LineBreaker(paragraph_format, style, end, 0.0)
    breaker.add_content([style.part(piece, ends) for piece, ends in split_text(letters)])
    return breaker.lines, breaker.is_cramped


@dataclass(slots=True)
class _LineBreaker:
    """The state of line breaking: `unit` holds parts that no line's end separates, `line` those that are on the line.

    `end` is where lines end and `at` how far the line reaches, both from the left margin; `is_cramped` is true once a
    line was too short for a single letter.
    """

    paragraph_format: ParagraphFormat
    base: TextStyle
    end: float
    default_tab: float
    lines: list[LineBox] = field(default_factory=list)
    line: list[LinePart] = field(default_factory=list)
    unit: list[LinePart] = field(default_factory=list)
    start: float = 0.0
    at: float = 0.0
    spread_from: int = 0
    is_cramped: bool = False

    def add_content(self, content: Sequence[InlineContent]) -> None:
        self.at = self.start = self.paragraph_format.left + self.paragraph_format.first
        limit = self.end + _FITS
        for index, item in enumerate(content):
            if isinstance(item, TextPart):
                if item.ends and not self.unit and self.at + item.width <= limit:
                    self.line.append(item)
                    self.at += item.full
                    continue
                self.unit.append(item)
                if item.ends:
                    self._place()
            elif isinstance(item, TabGap):
                self._place()
                self._tab(item, content, index + 1)
            elif isinstance(item, TextStyle):
                self._place()
                self._close(False, item)
            else:
                self._place()
                self.unit.append(item)
                self._place()
        self._place()
        if self.line or not self.lines:
            self._close(False, self.base)

    def _place(self) -> None:
        """Put the unit on the line, or on a new one where it does not fit."""
        unit = self.unit
        if not unit:
            return
        self.unit = []
        limit = self.end + _FITS
        width = unit[-1].width + sum(map(full_width, unit[:-1]))
        if self.at + width > limit:
            if self.line:
                self._close(True, self.base)
            if self.at + width > limit:
                unit = self._cut(unit, limit)
        self._add(unit)

    def _add(self, parts: list[LinePart]) -> None:
        self.line += parts
        for part in parts:
            self.at += full_width(part)

    def _cut(self, unit: list[LinePart], limit: float) -> list[LinePart]:
        """Fill lines with as many letters of a word as they hold, where it is longer than a line; returns the rest."""
        left: list[LinePart] = []
        for part in unit:
            if not isinstance(part, TextPart) or part.whole:
                left.append(part)
                continue
            held, at = "", self.at + sum(map(full_width, left))
            for letter in part.text:
                width = part.style.width(letter)
                if at + width > limit and letter != " " and (left or held):
                    self._add([*left, part.style.part(held, False)] if held else left)
                    self._close(True, self.base)
                    left, held, at = [], "", self.at
                self.is_cramped |= self.start + width > limit
                held += letter
                at += width
            left += [part.style.part(held, part.ends)] if held else []
        return left

    def _close(self, soft: bool, empty: TextStyle) -> None:
        """End the line: `soft` where the text goes on because there was no more room."""
        parts, paragraph_format = self.line, self.paragraph_format
        if soft and parts and isinstance(last := parts[-1], TextPart) and last.soft:
            parts[-1] = shown = last.style.part(f"{last.text}-", False)
            self.at += shown.full - last.full
        white, gaps = trailing_blanks(parts)
        top, bottom = line_extent(parts, empty)
        free = self.end - (self.at - white)
        line = LineBox(parts, self.start, top, bottom)
        if paragraph_format.align in ("center", "right"):
            line.x += free / 2 if paragraph_format.align == "center" else free
        elif paragraph_format.align == "both" and soft and free > 0:
            grow = sum(part.gaps for part in parts[self.spread_from :] if isinstance(part, TextPart)) - gaps
            line.stretch, line.spread_from = (free / grow if grow > 0 else 0.0), self.spread_from
        line.end = self.end if line.stretch else line.x + self.at - white - self.start
        self.lines.append(line)
        self.line, self.spread_from = [], 0
        self.at = self.start = paragraph_format.left

    def _tab(self, gap: TabGap, content: Sequence[InlineContent], following: int) -> None:
        stop = self._next_stop()
        if self.line and stop.position > self.end + _NEAR and stop not in self.paragraph_format.tabs:
            self._close(True, gap.style)
            stop = self._next_stop()
        gap.leader = stop.leader
        gap.width = max(0.0, stop.position - self.at - _before_stop(stop, content, following))
        self.line.append(gap)
        self.at += gap.width
        self.spread_from = len(self.line)

    def _next_stop(self) -> TabStop:
        """The first stop beyond the end of the line so far: custom, the hanging indent, or one of the default ones."""
        paragraph_format = self.paragraph_format
        stops = [stop for stop in paragraph_format.tabs if stop.position > self.at + _NEAR]
        if paragraph_format.first < 0 and paragraph_format.left > self.at + _NEAR:
            stops.append(TabStop(paragraph_format.left))
        if stops:
            return min(stops, key=lambda stop: stop.position)
        every = self.default_tab
        return TabStop((int((self.at + _NEAR) / every) + 1) * every)


def _before_stop(stop: TabStop, content: Sequence[InlineContent], following: int) -> float:
    """How many points of the text after a tab lie before its stop; `following` is the index of what comes next."""
    if stop.align in ("left", "num"):
        return 0.0
    segment: list[LinePart] = []
    for index in range(following, len(content)):
        item = content[index]
        if isinstance(item, TabGap | TextStyle):
            break
        segment.append(item)
    width = sum(map(full_width, segment[:-1])) + (segment[-1].width if segment else 0.0)
    if stop.align == "center":
        return width / 2
    if stop.align == "decimal":
        return _before_point(segment)
    return width


def _before_point(segment: Iterable[LinePart]) -> float:
    """The width of the text before the decimal point or comma; of all of it where there is none."""
    width = 0.0
    for part in segment:
        if isinstance(part, TextPart) and (point := re.search(r"[.,]", part.text)):
            return width + part.style.width(part.text[: point.start()])
        width += part.width
    return width
