"""Sections and all their text → findings on paper, orientation, margins, fonts and colour (LINT-001 to 006)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen import diagnostics
from gen.diagnostics.lint import FindingLevel
from gen.linting.findings import FindingPlace, FontFix, LayoutFinding, MarginFix, make_finding
from gen.linting.recognition.elements import RecognizedDocument
from gen.linting.recognition.lines import TableLines, TextLine, read_lines
from gen.linting.rules.formatting import format_measure
from gen.locale import _
from gen.ooxml.model import PageSection

FONT = "Times New Roman"
_MM = 72 / 25.4
_NEAR = 0.3 * _MM  # how far programs round a measure
_A4 = (210.0, 297.0)
_PAPER_NEAR = 1.0  # mm
_BOUNDS = {"top": (20, 25), "right": (15, 20), "bottom": (20, 25), "left": (30, 35)}
_LANDSCAPE_BOUNDS = {"top": (30, 35), "right": (20, 25), "bottom": (15, 20), "left": (20, 25)}
"""The same edges of the sheet after Word has turned the page to landscape."""

_OLD_FONTS = re.compile(r"\.vn|vni\b|vn ?(times|arial)|tcvn|vps\b", re.IGNORECASE)
"""Fonts of the encodings TCVN3 (`.VnTime` …), VNI (`VNI-Times` …) and VPS, by their names."""
_SYMBOL_FONTS = {"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"}


def check_pages(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """What differs in each section's paper, orientation and margins."""
    tables = {item.place.section for item in (*parts.body.items, *parts.items_after) if isinstance(item, TableLines)}
    annexes = {annex.heading.place.section for annex in parts.annexes}
    for index, section in enumerate(parts.document.sections, 1):
        place = FindingPlace(section=index)
        yield from _check_paper(section, place)
        yield from _check_orientation(section, place, index in tables, index in annexes)
        yield from _check_margins(section, place)


def is_old_font(name: str) -> bool:
    """Whether a font is for Vietnamese in an encoding older than Unicode."""
    return bool(_OLD_FONTS.match(name))


def is_symbol_font(name: str) -> bool:
    """Whether a font holds signs instead of letters."""
    return name.lower() in _SYMBOL_FONTS


def check_letters(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """What differs in font, encoding and colour, in the body, in headers and in footers."""
    for line in _all_lines(parts):
        formats = [look for _letters, look in line.formatted_letters]
        other_fonts = {look.font for look in formats if look.font.lower() != FONT.lower()}
        old = sorted(filter(is_old_font, other_fonts))
        if old:
            yield make_finding(
                diagnostics.lint.OLD_ENCODING, line.place, ", ".join(old), _("{font} in Unicode").format(font=FONT)
            )
        if other := sorted(other_fonts - set(old)):
            fix = None if all(map(is_symbol_font, other)) else FontFix()
            yield make_finding(diagnostics.lint.FONT, line.place, ", ".join(other), FONT, fix=fix)
        if colours := sorted({look.color for look in formats} - {"", "000000"}):
            yield make_finding(
                diagnostics.lint.COLOUR, line.place, ", ".join(f"#{colour}" for colour in colours), _("black")
            )


def _all_lines(parts: RecognizedDocument) -> Iterator[TextLine]:
    for item in parts.items:
        yield from item.lines if isinstance(item, TableLines) else (item,)
    seen: set[int] = set()
    for index, section in enumerate(parts.document.sections, 1):
        for part, kinds in (("header", section.headers), ("footer", section.footers)):
            for blocks in kinds.values():
                if id(blocks) not in seen:
                    seen.add(id(blocks))
                    yield from read_lines(blocks, FindingPlace(part=part, section=index))


def _check_paper(section: PageSection, place: FindingPlace) -> Iterator[LayoutFinding]:
    sides = sorted((section.width / _MM, section.height / _MM))
    if any(abs(side - expected) > _PAPER_NEAR for side, expected in zip(sides, _A4, strict=True)):
        actual = _("{width} × {height} mm").format(width=round(sides[0]), height=round(sides[1]))
        yield make_finding(diagnostics.lint.PAPER, place, actual, _("A4: 210 × 297 mm"))


def _check_orientation(
    section: PageSection, place: FindingPlace, has_table: bool, has_annex: bool
) -> Iterator[LayoutFinding]:
    """A landscape page is for a table; with an annex it is in doubt, since the decree does not speak of annexes."""
    if section.width <= section.height:
        return
    expected = _("upright, or lying for a table that is no annex")
    if not has_table:
        yield make_finding(diagnostics.lint.ORIENTATION, place, _("lying, without a table"), expected)
    elif has_annex:
        yield make_finding(
            diagnostics.lint.ORIENTATION, place, _("lying, with an annex"), expected, level=FindingLevel.WARNING
        )


def _check_margins(section: PageSection, place: FindingPlace) -> Iterator[LayoutFinding]:
    wrong = _find_out_of_bounds(_BOUNDS, section)
    is_turned = section.width > section.height and not _find_out_of_bounds(_LANDSCAPE_BOUNDS, section)
    if wrong and not is_turned:
        actual = "; ".join(f"{_sides()[side]} {format_measure(_margin(section, side) / _MM)} mm" for side in wrong)
        expected = "; ".join(f"{_sides()[side]} {least}–{most} mm" for side, (least, most) in wrong.items())
        near = tuple((side, _nearest(_margin(section, side), bounds)) for side, bounds in wrong.items())
        yield make_finding(diagnostics.lint.MARGINS, place, actual, expected, fix=MarginFix(place.section, near))


def _margin(section: PageSection, side: str) -> float:
    return float(getattr(section.margins, side))


def _find_out_of_bounds(bounds: dict[str, tuple[int, int]], section: PageSection) -> dict[str, tuple[int, int]]:
    return {
        side: (least, most)
        for side, (least, most) in bounds.items()
        if not least * _MM - _NEAR <= _margin(section, side) <= most * _MM + _NEAR
    }


def _nearest(value: float, bounds: tuple[int, int]) -> float:
    return min(max(value, bounds[0] * _MM), bounds[1] * _MM)


def _sides() -> dict[str, str]:
    return {"top": _("top"), "right": _("right"), "bottom": _("bottom"), "left": _("left")}
