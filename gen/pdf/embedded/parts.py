"""What stands on a line: words, pictures, the white of tabs → how far it reaches to the side, up and down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gen.ooxml.model import Picture
from gen.pdf.embedded.charts import DrawnChart
from gen.pdf.embedded.looks import Part, Style


@dataclass(slots=True)
class Gap:
    """The white of a tab, `width` points wide, filled with `leader` if there is one."""

    style: Style
    leader: str = ""
    width: float = 0.0


@dataclass(slots=True)
class Image:
    """A picture or a chart in the line."""

    picture: Picture | DrawnChart

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return self.picture.width


Placed = Part | Gap | Image


@dataclass(slots=True)
class Line:
    """A line: what stands on it from `x` to `end`, and how far it reaches above and below its baseline, in points.

    From the part `spread_from` on, each blank is `stretch` points wider. `pieces` are its runs, once these are known.
    """

    parts: list[Placed]
    x: float
    top: float
    bottom: float
    end: float = 0.0
    stretch: float = 0.0
    spread_from: int = 0
    pieces: tuple[Any, ...] | None = None


def full_width(part: Placed) -> float:
    """How wide it is with the blanks behind it, in points."""
    return part.full if isinstance(part, Part) else part.width


def trailing(parts: Sequence[Placed]) -> tuple[float, int]:
    """The blanks at the end of a line, which hang over it: their width, and how many there are."""
    white, gaps = 0.0, 0
    for part in reversed(parts):
        if not isinstance(part, Part):
            break
        white += part.full - part.width
        gaps += len(part.text) - len(part.text.rstrip(" "))
        if part.width:
            break
    return white, gaps


def reach(parts: Sequence[Placed], empty: Style) -> tuple[float, float]:
    """How far the parts of a line reach above and below its baseline."""
    styles = {part.style for part in parts if not isinstance(part, Image)}
    pictures = [part.picture.height for part in parts if isinstance(part, Image)]
    if not styles and not pictures:
        return empty.top, empty.bottom
    top = max([*(style.top for style in styles), *pictures])
    return top, max((style.bottom for style in styles), default=0.0)
