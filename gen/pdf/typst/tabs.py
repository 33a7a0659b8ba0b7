"""The inlines of a paragraph, tabs among them → the same with each tab as a gap of known width.

Typst has no tab stops. Where a tab stands follows from the widths before it; lines are broken here as Typst will, at
the first word that does not fit. ECMA-376 part 1, 17.3.1.38 (tab stops), 17.15.1.25 (default stops).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gen.locale import _
from gen.ooxml.model import Break, Inline, PageNumber, ParagraphFormat, Picture, Tab, TabStop, Text
from gen.pdf.typst.source import Gathered, size_of

_NEAR = 0.01
_HAIR = 0.02
_WORDS = re.compile(r"\s*\S+|\s+")


@dataclass(frozen=True, slots=True)
class Gap:
    """The white of a tab, `width` points wide, filled with `leader` if there is one."""

    width: float
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Text that stands before a tab, whose spaces must not grow when the line is justified."""

    text: Text


Placed = Inline | Gap | Fixed


def placed(inlines: Sequence[Inline], around: ParagraphFormat, width: float, gathered: Gathered) -> list[Placed]:
    """The inlines with gaps for tabs; `width` is the room between the margins, in points."""
    if not any(isinstance(inline, Tab) for inline in inlines):
        return list(inlines)
    if around.align not in ("left", "both"):
        gathered.refuse(_("tab in text that is centred or set to the right"))
    return _Line(around, width, gathered).place(inlines)


@dataclass(slots=True)
class _Line:
    around: ParagraphFormat
    width: float
    gathered: Gathered
    at: float = 0.0

    def place(self, inlines: Sequence[Inline]) -> list[Placed]:
        around = self.around
        self.at = around.left + around.first
        last = max(n for n, inline in enumerate(inlines) if isinstance(inline, Tab))
        result: list[Placed] = []
        for number, inline in enumerate(inlines):
            if isinstance(inline, Tab):
                gap = self._gap(inlines[number + 1 :])
                result.append(gap)
                self.at += gap.width
                continue
            self._go_over(inline)
            fixed = isinstance(inline, Text) and number < last and around.align == "both" and " " in inline.text
            result.append(Fixed(inline) if fixed and isinstance(inline, Text) else inline)
        return result

    def _go_over(self, inline: Inline) -> None:
        if isinstance(inline, Text):
            for word in _WORDS.findall(inline.text):
                self._word(word, inline)
        elif isinstance(inline, Break):
            self.at = self.around.left
        else:
            self.at += self._measure(inline)

    def _word(self, word: str, inline: Text) -> None:
        wide = self._width_of(word, inline)
        if self.at + wide > self.width - self.around.right + _NEAR:
            self.at, wide = self.around.left, self._width_of(word.lstrip(), inline)
        self.at += wide

    def _width_of(self, text: str, inline: Text) -> float:
        look = inline.format
        shown = text.upper() if look.caps else text
        return self.gathered.face(look).width(shown) * size_of(look) + look.spacing * len(shown)

    def _measure(self, inline: Inline) -> float:
        if isinstance(inline, Text):
            return self._width_of(inline.text, inline)
        if isinstance(inline, Picture):
            return inline.width
        if isinstance(inline, PageNumber):
            return self.gathered.face(inline.format).width("0") * inline.format.size
        return 0.0

    def _gap(self, following: Sequence[Inline]) -> Gap:
        stop = self._next_stop()
        if stop.align in ("left", "num"):
            return Gap(stop.position - self.at, stop.leader)
        segment: list[Inline] = []
        for inline in following:
            if isinstance(inline, Tab | Break):
                break
            segment.append(inline)
        wide = sum(map(self._measure, segment))
        if stop.align == "center":
            wide /= 2
        elif stop.align == "decimal":
            whole = re.match(r"[^.,]*", "".join(i.text for i in segment if isinstance(i, Text)))
            first = next((i for i in segment if isinstance(i, Text)), None)
            wide = self._width_of(whole[0], first) if whole and first else wide
        # A hair less: text that ends at the margin to the last thousandth would not fit.
        return Gap(max(0.0, stop.position - self.at - wide - _HAIR), stop.leader)

    def _next_stop(self) -> TabStop:
        """The first stop beyond where the line stands: custom, the hanging indent, or one of the default ones."""
        around = self.around
        stops = [stop for stop in around.tabs if stop.position > self.at + _NEAR]
        if around.first < 0 and around.left > self.at + _NEAR:
            stops.append(TabStop(around.left))
        if stops:
            return min(stops, key=lambda stop: stop.position)
        every = self.gathered.default_tab
        return TabStop((int((self.at + _NEAR) / every) + 1) * every)
