"""Borders → Typst strokes."""

from __future__ import annotations

from gen.locale import _
from gen.ooxml.model import Border
from gen.pdf.typst.source import Gathered
from gen.pdf.typst.syntax import arguments, pt

_DASHES = {"dotted": '"dotted"', "dashed": '"dashed"', "dashSmallGap": '"dashed"', "dotDash": '"dash-dotted"'}


def stroke(line: Border, gathered: Gathered) -> str:
    """A border as a stroke; one of an unknown kind is refused."""
    if line.style not in _DASHES and line.style not in ("single", "thick"):
        gathered.refuse(_("border of the kind {kind}").format(kind=line.style))
    paint = f'rgb("#{line.color}")' if line.color else "black"
    return f"({arguments(paint=paint, thickness=pt(line.width), dash=_DASHES.get(line.style, ''))})"


def strokes(top: Border, right: Border, bottom: Border, left: Border, gathered: Gathered) -> str:
    """Borders by side as one dictionary; empty where there is none."""
    given = {"top": top, "right": right, "bottom": bottom, "left": left}
    stated = ", ".join(f"{side}: {stroke(line, gathered)}" for side, line in given.items() if line.style)
    return f"({stated})" if stated else ""
