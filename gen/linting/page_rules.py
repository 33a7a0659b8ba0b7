"""Sections and all their text → findings on paper, orientation, margins, fonts and colour (LINT-001 to 006)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.linting.findings import Finding, Level, Mend, NewFont, NewMargins, Place
from gen.linting.lines import Box, Line, lines_in
from gen.linting.look import found, number
from gen.linting.parts import Parts
from gen.locale import _
from gen.ooxml.model import Section

FONT = "Times New Roman"
_MM = 72 / 25.4
_NEAR = 0.3 * _MM  # what rounding by a program makes of a measure
_A4 = (210.0, 297.0)
_PAPER_NEAR = 1.0  # mm
_BOUNDS = {"top": (20, 25), "right": (15, 20), "bottom": (20, 25), "left": (30, 35)}
_TURNED = {"top": (30, 35), "right": (20, 25), "bottom": (15, 20), "left": (20, 25)}
"""The same edges of the same sheet, once Word has turned the page to lie."""

_OLD_FONTS = re.compile(r"\.vn|vni\b|vn ?(times|arial)|tcvn|vps\b", re.IGNORECASE)
"""Fonts of the encodings TCVN3 (`.VnTime` …), VNI (`VNI-Times` …) and VPS, by their names."""
_SIGNS = {"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"}


def check_pages(parts: Parts) -> Iterator[Finding]:
    """What differs in each section's paper, orientation and margins."""
    tables = {item.place.section for item in (*parts.body.items, *parts.after) if isinstance(item, Box)}
    annexes = {annex.heading.place.section for annex in parts.annexes}
    for index, section in enumerate(parts.document.sections, 1):
        place = Place(section=index)
        yield from _paper(section, place)
        yield from _orientation(section, place, index in tables, index in annexes)
        yield from _margins(section, place)


def is_old_font(name: str) -> bool:
    """Whether a font spells Vietnamese in an encoding from before Unicode."""
    return bool(_OLD_FONTS.match(name))


def is_of_signs(name: str) -> bool:
    """Whether a font holds signs instead of letters."""
    return name.lower() in _SIGNS


def check_letters(parts: Parts) -> Iterator[Finding]:
    """What differs in font, encoding and colour, in the body, in headers and in footers."""
    for line in _all_lines(parts):
        looks = [look for _letters, look in line.looks]
        strangers = {look.font for look in looks if look.font.lower() != FONT.lower()}
        old = sorted(filter(is_old_font, strangers))
        if old:
            yield found("LINT-005", "text", line, ", ".join(old), _("{font} in Unicode").format(font=FONT))
        if other := sorted(strangers - set(old)):
            mend = None if all(map(is_of_signs, other)) else NewFont()
            yield found("LINT-004", "text", line, ", ".join(other), FONT, mend=mend)
        if colours := sorted({look.color for look in looks} - {"", "000000"}):
            yield found("LINT-006", "text", line, ", ".join(f"#{colour}" for colour in colours), _("black"))


def _all_lines(parts: Parts) -> Iterator[Line]:
    for item in parts.items:
        yield from item.lines if isinstance(item, Box) else (item,)
    seen: set[int] = set()
    for index, section in enumerate(parts.document.sections, 1):
        for part, kinds in (("header", section.headers), ("footer", section.footers)):
            for blocks in kinds.values():
                if id(blocks) not in seen:
                    seen.add(id(blocks))
                    yield from lines_in(blocks, Place(part=part, section=index))


def _paper(section: Section, place: Place) -> Iterator[Finding]:
    sides = sorted((section.width / _MM, section.height / _MM))
    if any(abs(side - wanted) > _PAPER_NEAR for side, wanted in zip(sides, _A4, strict=True)):
        there = _("{width} × {height} mm").format(width=round(sides[0]), height=round(sides[1]))
        yield _of_page("LINT-001", place, there, _("A4: 210 × 297 mm"))


def _orientation(section: Section, place: Place, has_table: bool, has_annex: bool) -> Iterator[Finding]:
    """A lying page is for a table; one with an annex is in doubt, since the decree's words leave annexes out."""
    if section.width <= section.height:
        return
    wanted = _("upright, or lying for a table that is no annex")
    if not has_table:
        yield _of_page("LINT-002", place, _("lying, without a table"), wanted)
    elif has_annex:
        yield _of_page("LINT-002", place, _("lying, with an annex"), wanted, level=Level.WARNING)


def _margins(section: Section, place: Place) -> Iterator[Finding]:
    wrong = _out_of(_BOUNDS, section)
    is_turned = section.width > section.height and not _out_of(_TURNED, section)
    if wrong and not is_turned:
        there = "; ".join(f"{_sides()[side]} {number(_margin(section, side) / _MM)} mm" for side in wrong)
        wanted = "; ".join(f"{_sides()[side]} {least}–{most} mm" for side, (least, most) in wrong.items())
        near = tuple((side, _nearest(_margin(section, side), bounds)) for side, bounds in wrong.items())
        yield _of_page("LINT-003", place, there, wanted, NewMargins(place.section, near))


def _margin(section: Section, side: str) -> float:
    return float(getattr(section.margins, side))


def _out_of(bounds: dict[str, tuple[int, int]], section: Section) -> dict[str, tuple[int, int]]:
    return {
        side: (least, most)
        for side, (least, most) in bounds.items()
        if not least * _MM - _NEAR <= _margin(section, side) <= most * _MM + _NEAR
    }


def _nearest(value: float, bounds: tuple[int, int]) -> float:
    return min(max(value, bounds[0] * _MM), bounds[1] * _MM)


def _sides() -> dict[str, str]:
    return {"top": _("top"), "right": _("right"), "bottom": _("bottom"), "left": _("left")}


def _of_page(
    rule: str, place: Place, there: str, wanted: str, mend: Mend | None = None, level: Level = Level.ERROR
) -> Finding:
    return Finding(rule, level, "page", place, there, wanted, mend)
