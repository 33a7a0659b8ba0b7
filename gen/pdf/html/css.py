"""The style sheet of an HTML sheet → its rules in longhand; whatever of it is not known here is named.

The subset that the sheets use: selectors of element and class names, one inside another (CSS 2.2, clause 5), and the
properties of KNOWN. Old WebKit, which wkhtmltopdf is, reads the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gen.locale import _

LARGEST = 32 * 1024
"""So many characters may a style sheet have: more than ten times what any of ours has."""
MOST_RULES = 200

Refuse = Callable[[str], None]

_LENGTH = r"(?:0|-?\d{0,4}\.?\d{1,4}(?:pt|px|mm|cm|em))"
_POSITIVE = r"(?:0|\d{0,4}\.?\d{1,4}(?:pt|px|mm|cm|em))"
_SIZE = r"[1-9]\d?(?:\.\d{1,4})?(?:pt|px|mm|cm|em)|[1-9]\d{1,2}%"
_COLOR = r"(?:#[0-9a-f]{3}|#[0-9a-f]{6}|black|white)"
_SIDES = ("top", "right", "bottom", "left")

KNOWN: dict[str, str] = {
    "font-family": r".+",
    "font-size": _SIZE,
    "font-style": "normal|italic",
    "font-weight": "normal|bold|400|700",
    "line-height": rf"normal|{_POSITIVE}|\d?\.?\d{{1,3}}",
    "color": _COLOR,
    "text-align": "left|right|center|justify",
    "white-space": "normal|nowrap|pre-wrap",
    "vertical-align": "top|middle|bottom",
    "background-color": _COLOR,
    "width": r"auto|\d{1,3}(?:\.\d{1,4})?%",
    "page-break-before": "auto|always",
    "page-break-after": "auto|avoid",
    "page-break-inside": "auto|avoid",
    # What follows has one value, since this engine always does so.
    "display": "table|inline-table|table-header-group",
    "border-collapse": "collapse",
    "box-sizing": "border-box",
    "table-layout": "fixed",
    "word-wrap": "break-word",
    **{f"margin-{side}": _LENGTH for side in _SIDES},
    **{f"padding-{side}": _POSITIVE for side in _SIDES},
    **{f"border-{side}": rf"0|none|{_POSITIVE} solid {_COLOR}" for side in _SIDES},
}
"""Longhand property → the values that are known, as a regular expression."""

_PAGE: dict[str, str] = {
    "size": "a4|a4 portrait|a4 landscape",
    **{f"margin-{side}": r"\d{1,3}(?:\.\d{1,2})?(?:mm|cm|pt)" for side in _SIDES},
}
_FOUR = {"margin": "margin-{}", "padding": "padding-{}"}
_FONT = re.compile(rf"((?:(?:italic|bold|normal) )*)({_SIZE})(?:/({_POSITIVE}|\d?\.?\d{{1,3}}))? (.+)")
_COMPOUND = re.compile(r"(\*|[a-z][a-z0-9]*)?((?:\.[a-zA-Z][\w-]*)*)")


@dataclass(frozen=True, slots=True)
class Simple:
    """One step of a selector: an element's name (empty for any) and the classes that it must have."""

    tag: str
    classes: frozenset[str]

    def fits(self, tag: str, classes: frozenset[str]) -> bool:
        """Whether an element with this name and these classes is meant."""
        return self.tag in ("", tag) and self.classes <= classes


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for the elements that `steps` lead to, the outermost first; `weight` decides between rules."""

    steps: tuple[Simple, ...]
    given: dict[str, str]
    weight: tuple[int, int]


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The rules, the weightier last, and what is said of the page."""

    rules: tuple[Rule, ...]
    page: dict[str, str]


def parse(text: str, refuse: Refuse) -> StyleSheet:
    """The rules of `text`; `refuse` is told of everything that is not known."""
    if len(text) > LARGEST or text.count("{") > MOST_RULES:
        refuse(_("style sheet of more than {count} rules").format(count=MOST_RULES))
        return StyleSheet((), {})
    rules: list[Rule] = []
    page: dict[str, str] = {}
    *bodies, rest = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL).split("}")
    if rest.strip():
        refuse(_("style sheet that breaks off"))
    for body in bodies:
        selectors, _brace, said = body.partition("{")
        if selectors.strip() == "@page":
            page |= declarations(said, _PAGE, refuse)
            continue
        given = declarations(said, KNOWN, refuse)
        for selector in selectors.split(","):
            rules += _rule(selector, given, refuse)
    return StyleSheet(tuple(sorted(rules, key=lambda rule: rule.weight)), page)


def _rule(selector: str, given: dict[str, str], refuse: Refuse) -> Iterator[Rule]:
    steps: list[Simple] = []
    for part in selector.split():
        match = _COMPOUND.fullmatch(part)
        if not match:
            refuse(_("style rule {rule}").format(rule=" ".join(selector.split())[:80]))
            return
        steps.append(Simple((match[1] or "").replace("*", ""), frozenset(match[2].split(".")[1:])))
    if not steps:
        refuse(_("style rule {rule}").format(rule="{}"))
        return
    weight = (sum(len(step.classes) for step in steps), sum(bool(step.tag) for step in steps))
    yield Rule(tuple(steps), given, weight)


def declarations(text: str, known: dict[str, str], refuse: Refuse) -> dict[str, str]:
    """What `text` declares, in longhand."""
    given: dict[str, str] = {}
    for declaration in filter(None, map(str.strip, text.split(";"))):
        name, _colon, stated = declaration.partition(":")
        name, value = name.strip().lower(), " ".join(stated.split())
        for longhand, single in _longhand(name, value):
            if longhand not in known or not re.fullmatch(known[longhand], single, re.IGNORECASE):
                refuse(_("style {declaration}").format(declaration=f"{name}: {value}"[:80]))
                break
            given[longhand] = single if longhand == "font-family" else single.lower()
    return given


def _longhand(name: str, value: str) -> Iterator[tuple[str, str]]:
    """A shorthand as the properties that it stands for (CSS 2.2, clauses 8.3, 8.4, 8.5 and 15.8)."""
    if name in _FOUR:
        top, right, bottom, left = _sides(value.split(" "))
        for side, single in zip(_SIDES, (top, right, bottom, left), strict=True):
            yield _FOUR[name].format(side), single
    elif name == "border":
        yield from ((f"border-{side}", value) for side in _SIDES)
    elif name == "background":
        yield "background-color", value
    elif name == "font":
        yield from _font(value)
    else:
        yield name, value


def _sides(values: list[str]) -> tuple[str, str, str, str]:
    if len(values) > 4:
        return (" ".join(values),) * 4
    top, right, bottom, left = (values * 4)[:4]
    return top, right, bottom, values[1] if len(values) == 3 else left


def _font(value: str) -> Iterator[tuple[str, str]]:
    match = _FONT.fullmatch(value)
    if not match:
        yield "font", value
        return
    words = match[1].split()
    yield "font-style", "italic" if "italic" in words else "normal"
    yield "font-weight", "bold" if "bold" in words else "normal"
    yield "font-size", match[2]
    yield "line-height", match[3] or "normal"
    yield "font-family", match[4]
