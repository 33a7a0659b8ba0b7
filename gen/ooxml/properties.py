"""The properties that an element states itself → the fields of a format that it overrides.

Nothing is inherited here: a value that is not stated is not in the result. Rules: ECMA-376 part 1, 17.3.1 and 17.3.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from gen.ooxml.model import Border, TabStop

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
Overrides = dict[str, Any]

_OFF = {"0", "false", "off", "none"}
_ALIGNMENTS = {"both": "both", "distribute": "both", "center": "center", "right": "right", "end": "right"}
_LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "middleDot": "·", "heavy": "_"}
_HIGHLIGHTS = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0", "black": "000000", "white": "FFFFFF",
}  # fmt: skip
_SWITCHES = {
    "b": "bold", "i": "italic", "strike": "strike", "dstrike": "strike", "caps": "caps", "smallCaps": "small_caps",
    "vanish": "hidden",
}  # fmt: skip
_PARAGRAPH_SWITCHES = {
    "keepNext": "keep_next", "keepLines": "keep_lines", "pageBreakBefore": "page_break_before",
    "widowControl": "widow_control", "contextualSpacing": "contextual",
}  # fmt: skip
TRACKED = {"ins", "del", "moveFrom", "moveTo"}
"""Among the properties of a paragraph's mark or of a row: tracked insertions and deletions (17.13.5)."""
_RUN_EFFECTS = {
    "outline", "shadow", "emboss", "imprint", "effect", "em", "bdr", "fitText", "rtl", "eastAsianLayout", *TRACKED,
}  # fmt: skip
_PARAGRAPH_EFFECTS = {"framePr", "bidi", "textDirection"}


def points(text: str | None, unit: float = 20.0) -> float:
    """A length in points; `text` counts `unit` to the point (twips: 20), or has a unit itself (17.18.84)."""
    if not text:
        return 0.0
    for suffix, factor in (("pt", 1.0), ("in", 72.0), ("cm", 72 / 2.54), ("mm", 72 / 25.4), ("pc", 12.0), ("pi", 12.0)):
        if text.endswith(suffix):
            return _number(text[:-2]) * factor
    return _number(text) / unit


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if abs(value) < 1e9 else 0.0


def whole_number(text: str | None, otherwise: int = 0) -> int:
    """The whole number that `text` states; one beyond what Word counts with is none (17.18.10: 32 bits)."""
    try:
        value = int(text or "")
    except ValueError:
        return otherwise
    return value if abs(value) < 2**31 else otherwise


def child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child with this `tag`, as find gives it: several times as fast where it is among the first."""
    for each in element:
        if each.tag == tag:
            return each
    return None


def is_on(element: etree._Element) -> bool:
    """Whether a switch such as w:b is on: stating it without a value switches it on (17.17.4)."""
    return str(element.get(VAL, "1")).lower() not in _OFF


def color(text: str | None) -> str:
    """RRGGBB, or empty for automatic and for what is no colour."""
    text = (text or "").upper()
    return text if len(text) == 6 and set(text) <= set("0123456789ABCDEF") else ""


def border(element: etree._Element) -> Border:
    """A border as stated by one of its sides; its width is in eighths of a point (17.3.4)."""
    style = str(element.get(VAL, "nil"))
    if style in ("nil", "none"):
        return Border()
    width = max(points(element.get(f"{W}sz"), 8), 0.0) or 0.5
    return Border(style, width, max(points(element.get(f"{W}space"), 1), 0.0), color(element.get(f"{W}color")))


def shading_color(element: etree._Element) -> str:
    """The colour of w:shd; a pattern counts by its foreground where it covers all (17.3.5)."""
    filled = element.get(VAL) == "solid"
    return color(element.get(f"{W}color" if filled else f"{W}fill"))


def _font(element: etree._Element, theme: Mapping[str, str]) -> Overrides:
    for name in ("ascii", "hAnsi"):
        chosen = theme.get(str(element.get(f"{W}{name}Theme", ""))[:5]) or element.get(f"{W}{name}")
        if chosen:
            return {"font": chosen}
    return {}


def _position(element: etree._Element) -> Overrides:
    return {"position": {"superscript": "super", "subscript": "sub"}.get(str(element.get(VAL)), "")}


def _underline(element: etree._Element) -> Overrides:
    style = str(element.get(VAL, "single"))
    return {"underline": "" if style == "none" else style}


_RUN: dict[str, Callable[[etree._Element], Overrides]] = {
    "sz": lambda e: {"size": max(size, 1.0) if (size := points(e.get(VAL), 2)) > 0 else 10.0},
    "u": _underline,
    "color": lambda e: {"color": color(e.get(VAL))},
    "highlight": lambda e: {"shade": _HIGHLIGHTS.get(str(e.get(VAL)), "")},
    "shd": lambda e: {"shade": shading_color(e)},
    "vertAlign": _position,
    "position": lambda e: {"raised": points(e.get(VAL), 2)},
    "spacing": lambda e: {"spacing": points(e.get(VAL))},
    "w": lambda e: {"scale": whole_number(str(e.get(VAL)).rstrip("%"), 100)},
}


def run_overrides(element: etree._Element, theme: Mapping[str, str]) -> Overrides:
    """What w:rPr overrides of a RunFormat; `unsupported` lists effects that no RunFormat has."""
    found: Overrides = {}
    for child in element:
        name = _name(child)
        if name in _SWITCHES:
            found[_SWITCHES[name]] = is_on(child)
        elif name == "rFonts":
            found |= _font(child, theme)
        elif name in _RUN:
            found |= _RUN[name](child)
        elif name in _RUN_EFFECTS and is_on(child):
            found.setdefault("unsupported", []).append(name)
    return found


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _spacing(element: etree._Element) -> Overrides:
    found: Overrides = {}
    for side in ("before", "after"):
        if (value := element.get(f"{W}{side}")) is not None:
            found[side] = max(points(value), 0.0)
        if element.get(f"{W}{side}Autospacing", "0") not in _OFF or element.get(f"{W}{side}Lines", "0") != "0":
            found.setdefault("unsupported", []).append(f"{side}Autospacing")
    if (line := element.get(f"{W}line")) is not None:
        rule = str(element.get(f"{W}lineRule", "auto"))
        if points(line) == 0:
            return found  # as in LibreOffice, a line of no height is one of single spacing
        if points(line) < 0:  # Word treats a negative height as an exact one
            rule, line = "exact", line.lstrip("-")
        found["line_rule"] = rule
        found["line"] = points(line, 240) if rule == "auto" else points(line)
    return found


def _indents(element: etree._Element) -> Overrides:
    found: Overrides = {}
    for side, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in names:
            if (value := element.get(f"{W}{name}")) is not None:
                found[side] = points(value)
    if (value := element.get(f"{W}firstLine")) is not None:
        found["first"] = points(value)
    if (value := element.get(f"{W}hanging")) is not None:
        found["first"] = -points(value)
    return found


def _tabs(element: etree._Element) -> Overrides:
    stops = {}
    for tab in element:
        position = round(points(tab.get(f"{W}pos")), 2)
        kind = str(tab.get(VAL))
        kind = {"start": "left", "num": "left", "end": "right"}.get(kind, kind)
        stops[position] = TabStop(position, kind, _LEADERS.get(str(tab.get(f"{W}leader")), ""))
    return {"tabs": stops}


def _numbering(element: etree._Element) -> Overrides:
    number, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    found: Overrides = {}
    if number is not None:
        found["num_id"] = whole_number(number.get(VAL))
    if level is not None:
        found["level"] = whole_number(level.get(VAL))
    return found


_PARAGRAPH: dict[str, Callable[[etree._Element], Overrides]] = {
    "jc": lambda e: {"align": _ALIGNMENTS.get(str(e.get(VAL)), "left")},
    "spacing": _spacing,
    "ind": _indents,
    "tabs": _tabs,
    "numPr": _numbering,
    "shd": lambda e: {"shade": shading_color(e)},
    "outlineLvl": lambda e: {"outline": whole_number(e.get(VAL))},
    "pBdr": lambda e: {"borders": {_name(side): border(side) for side in e}},
}


def paragraph_overrides(element: etree._Element) -> Overrides:
    """What w:pPr overrides of a ParagraphFormat; tabs and borders by position and side, to be merged."""
    found: Overrides = {}
    for child in element:
        name = _name(child)
        if name in _PARAGRAPH_SWITCHES:
            found[_PARAGRAPH_SWITCHES[name]] = is_on(child)
        elif name in _PARAGRAPH:
            found = merge_overrides(found, _PARAGRAPH[name](child))
        elif name in _PARAGRAPH_EFFECTS and is_on(child):
            found.setdefault("unsupported", []).append(name)
    return found


def merge_overrides(lower: Overrides, upper: Overrides) -> Overrides:
    """`lower` with `upper` over it; tabs, borders and what is unsupported add up."""
    result = {**lower, **upper}
    for name in ("tabs", "borders"):
        if name in lower and name in upper:
            result[name] = {**lower[name], **upper[name]}
    if "unsupported" in lower and "unsupported" in upper:
        result["unsupported"] = [*lower["unsupported"], *upper["unsupported"]]
    return result
