"""Borders and areas on a page → the operators that draw them; lines that touch are drawn as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from gen.ooxml.model import Border
from gen.ooxml.unsupported import UnsupportedKind
from gen.pdf.embedded.layout.layout_context import LayoutContext

_DASHES = {
    "dotted": (1, 1),
    "dashed": (3, 3),
    "dashSmallGap": (3, 1),
    "dotDash": (3, 1, 1, 1),
    "dotDotDash": (3, 1, 1, 1, 1, 1),
}
"""Lines that are not solid: dashes and gaps in widths of the line."""
_SOLID = ("single", "thick", "double")
_TOUCH = 0.02

Pen = tuple[str, float, str]
"""How a line is drawn: its colour as RRGGBB, its width, its kind."""


def check_borders(borders: tuple[Border, ...], context: LayoutContext) -> None:
    """Refuse borders of a kind that is not drawn."""
    for border in borders:
        if border.style and border.style not in _DASHES and border.style not in _SOLID:
            context.refuse(UnsupportedKind.BORDER, kind=border.style)


def color_operator(rgb: str, operator: str) -> str:
    """The operator that sets a colour, RRGGBB; `operator` is rg for areas and RG for lines."""
    if rgb in ("", "000000"):
        return "0 G" if operator == "RG" else "0 g"
    channels = " ".join(f"{int(rgb[at : at + 2], 16) / 255:.3f}" for at in (0, 2, 4))
    return f"{channels} {operator}"


@dataclass(slots=True)
class PageStrokes:
    """The lines and areas of one page that is `height` points high; places are from its left and from its top."""

    height: float
    _areas: list[str] = field(default_factory=list)
    _lines: dict[tuple[Pen, bool, float], list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))

    def area(self, x: float, y: float, width: float, height: float, rgb: str) -> None:
        """Fill a rectangle."""
        fill = color_operator(rgb, "rg")
        self._areas.append(f"{fill} {x:.3f} {self.height - y - height:.3f} {width:.3f} {height:.3f} re f")

    def box(self, x: float, y: float, width: float, height: float, borders: tuple[Border, ...]) -> None:
        """Draw the borders of a rectangle, by side: top, right, bottom, left."""
        top, right, bottom, left = borders
        self._line(top, False, y, x, x + width)
        self._line(right, True, x + width, y, y + height)
        self._line(bottom, False, y + height, x, x + width)
        self._line(left, True, x, y, y + height)

    def rule(self, x: float, end: float, y: float, pen: Pen) -> None:
        """Draw a horizontal line."""
        self._lines[pen, False, round(y, 2)].append((x, end))

    def _line(self, border: Border, vertical: bool, at: float, begin: float, end: float) -> None:
        if not border.style:
            return
        pen = (border.color, border.width, border.style)
        for offset in (-border.width, border.width) if border.style == "double" else (0.0,):
            self._lines[pen, vertical, round(at + offset, 2)].append((begin, end))

    def operators(self) -> str:
        """What draws all of it, the areas below the lines."""
        return "\n".join([*self._areas, *self._drawn()])

    def _drawn(self) -> Iterator[str]:
        last: Pen | None = None
        for (pen, vertical, at), spans in self._lines.items():
            if pen != last:
                yield _pen(pen)
                last = pen
            for begin, end in _join_spans(spans):
                if vertical:
                    yield f"{at:.2f} {self.height - begin:.3f} m {at:.2f} {self.height - end:.3f} l S"
                else:
                    yield f"{begin:.3f} {self.height - at:.3f} m {end:.3f} {self.height - at:.3f} l S"


def _pen(pen: Pen) -> str:
    rgb, width, kind = pen
    dashes = " ".join(f"{length * width:.2f}" for length in _DASHES.get(kind, ()))
    # Solid lines reach half their width further, so that corners are closed.
    return f"{color_operator(rgb, 'RG')} {width:.3f} w {0 if dashes or kind == 'text' else 2} J [{dashes}] 0 d"


def _join_spans(spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The spans of a line; those that touch are joined."""
    spans = sorted(spans)
    begin, end = spans[0]
    for _before, (left, right) in pairwise(spans):
        if left > end + _TOUCH:
            yield begin, end
            begin = left
        end = max(end, right)
    yield begin, end
