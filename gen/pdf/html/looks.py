"""Style rules × where an element stands → how it looks: the cascade, lengths in points of the paper.

CSS 2.2: 6.4 (cascade), 6.2 (inheritance), appendix D (what an element looks like of itself).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from gen.locale import _
from gen.ooxml.model import Border, RunFormat
from gen.pdf.faces import FontBook
from gen.pdf.html.css import KNOWN, Refuse, Rule, StyleSheet, declarations, parse

SCALE = 0.75
"""What a point of a sheet is on paper: wkhtmltopdf, as Debian ships it, prints a hundred as 75."""

MOST = 2000
"""So many combinations of elements and classes may a sheet have; ours have about thirty."""

_UNITS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54}
_OF_ITSELF = """
body { margin: 8px; color: #000; font: 12pt "Times New Roman", serif; text-align: left; white-space: normal; }
p { margin: 1em 0; }
h1 { margin: 0.67em 0; font-size: 2em; }
h2 { margin: 0.83em 0; font-size: 1.5em; }
h3 { margin: 1em 0; font-size: 1.17em; }
h1, h2, h3, b, strong, th { font-weight: bold; }
i, em { font-style: italic; }
th, td { padding: 1px; vertical-align: middle; }
th { text-align: center; }
"""
_BLOCKS = frozenset({"div", "p", "h1", "h2", "h3"})
_SIDES = ("top", "right", "bottom", "left")
_WHERE: dict[str, frozenset[str]] = {
    **{f"margin-{side}": _BLOCKS | {"table", "body"} for side in _SIDES},
    **{f"{box}-{side}": frozenset({"td", "th"}) for box in ("padding", "border") for side in _SIDES},
    "background-color": frozenset({"td", "th", "body"}),
    "vertical-align": frozenset({"td", "th", "table"}),
    "width": frozenset({"table", "col"}),
    "page-break-before": _BLOCKS,
    "page-break-after": _BLOCKS - {"div"} | {"tr"},
    "page-break-inside": frozenset({"tr"}),
    "display": frozenset({"table", "thead"}),
}
"""Property → the elements to which it is applied; the others are inherited, or hold anyway."""

_NOTHING = frozenset({"0", "none", "auto", "#fff", "#ffffff", "white"})


@dataclass(frozen=True, slots=True)
class Look:
    """How an element looks. `run` and what follows it is inherited; `own` is not, and still as it was written.

    A line is `line` points high; where that is nothing, `lines` times the font's own height, or of its own height.
    """

    run: RunFormat
    line: float = 0.0
    lines: float = 0.0
    align: str = "left"
    space: str = "normal"
    own: Mapping[str, str] = field(default_factory=dict)

    def length(self, name: str) -> float:
        """The length of the property `name` in points of the paper; nothing where none is given."""
        return _points(self.own.get(name, "0"), self.run.size)

    def border(self, side: str) -> Border:
        """The line on one side of a cell."""
        stated = self.own.get(f"border-{side}", "0").split(" ")
        if len(stated) != 3 or not (width := _points(stated[0], self.run.size)):
            return Border()
        return Border("single", width, 0.0, hexadecimal(stated[2]))


@dataclass(frozen=True, slots=True)
class Place:
    """An element's name and classes, those of all round it, and how it looks there."""

    tag: str
    classes: frozenset[str]
    above: Place | None
    look: Look


@dataclass(slots=True)
class Looks:
    """The looks of one sheet's elements, each worked out once for all that stand in a like place."""

    sheet: StyleSheet
    book: FontBook
    refuse: Refuse
    _own: tuple[Rule, ...] = ()
    _known: dict[tuple[int, str, str, str], Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._own = parse(_OF_ITSELF, self.refuse).rules

    def place(self, above: Place | None, tag: str, classes: str = "", style: str = "") -> Place:
        """The place of an element within `above`."""
        key = (id(above), tag, classes, style)
        if key not in self._known:
            if len(self._known) >= MOST:
                self.refuse(_("more than {count} sorts of elements").format(count=MOST))
                return Place(tag, frozenset(), above, above.look if above else Look(RunFormat()))
            self._known[key] = self._placed(above, tag, frozenset(classes.split()), style)
        return self._known[key]

    def _placed(self, above: Place | None, tag: str, classes: frozenset[str], style: str) -> Place:
        given: dict[str, str] = {}
        for rule in (*self._own, *self.sheet.rules):
            if rule.steps[-1].fits(tag, classes) and _stands_in(rule, above):
                given |= rule.given
        given |= declarations(style, KNOWN, self.refuse)
        self._check(tag, given)
        return Place(tag, classes, above, self._look(above.look if above else Look(RunFormat()), given))

    def _check(self, tag: str, given: Mapping[str, str]) -> None:
        for name, value in given.items():
            if tag not in _WHERE.get(name, {tag}) and value not in _NOTHING:
                self.refuse(_("style {declaration} of {element}").format(declaration=f"{name}: {value}", element=tag))

    def _look(self, above: Look, given: Mapping[str, str]) -> Look:
        size = _size(given.get("font-size", ""), above.run.size)
        run = replace(
            above.run,
            size=size,
            bold=given.get("font-weight", "bold" if above.run.bold else "normal") in ("bold", "700"),
            italic=given.get("font-style", "italic" if above.run.italic else "normal") == "italic",
            color=hexadecimal(given["color"]) if "color" in given else above.run.color,
            font=self._font(given["font-family"]) if "font-family" in given else above.run.font,
        )
        line, lines = _line(given.get("line-height", ""), size, above)
        align, space = given.get("text-align", above.align), given.get("white-space", above.space)
        return Look(run, line, lines, align, space, given)

    def _font(self, families: str) -> str:
        """The first of the families that is here; else the documents' own, as for the generic ones."""
        names = [name.strip(" \"'") for name in families.split(",")]
        return next((name for name in names if self.book.family(name)), self.book.times)


def _stands_in(rule: Rule, above: Place | None) -> bool:
    """Whether the steps of the rule but the last lead down to `above`."""
    left = list(rule.steps[:-1])
    while left and above is not None:
        if left[-1].fits(above.tag, above.classes):
            left.pop()
        above = above.above
    return not left


def _size(stated: str, above: float) -> float:
    if not stated:
        return above
    return above * float(stated[:-1]) / 100 if stated.endswith("%") else _points(stated, above)


def _line(stated: str, size: float, above: Look) -> tuple[float, float]:
    if not stated:
        return above.line, above.lines
    if stated == "normal":
        return 0.0, 0.0
    return (0.0, float(stated)) if re.fullmatch(r"[\d.]+", stated) else (_points(stated, size), 0.0)


def _points(stated: str, size: float) -> float:
    """A length of a sheet in points of the paper; `size` is that of the text, on paper."""
    match = re.fullmatch(r"(-?[\d.]+)([a-z]*)", stated)
    if not match:
        return 0.0
    number, unit = float(match[1]), match[2]
    return number * size if unit == "em" else number * _UNITS.get(unit, 0.0) * SCALE


def paper(stated: str) -> float:
    """A length of the page itself, which is never scaled, in points."""
    return next(float(stated[:-2]) * points for unit, points in _UNITS.items() if stated.endswith(unit))


def hexadecimal(color: str) -> str:
    """A colour as RRGGBB; empty for black, which text and lines have of themselves."""
    named = {"black": "#000", "white": "#fff"}.get(color, color).removeprefix("#").upper()
    whole = "".join(letter * 2 for letter in named) if len(named) == 3 else named
    return "" if whole == "000000" else whole


def edges(look: Look, name: str) -> Iterator[float]:
    """The four lengths of margin or padding: top, right, bottom, left."""
    return (look.length(f"{name}-{side}") for side in _SIDES)
