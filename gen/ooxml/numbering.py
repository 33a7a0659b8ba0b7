"""numbering.xml and the paragraphs in order → the number or bullet before each.

ECMA-376 part 1, 17.9. The numbers are counted as in Word: a level restarts after a paragraph of a higher one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from gen.ooxml.properties import VAL, Overrides, W, is_on, whole_number

_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
# Bullets of the fonts Symbol and Wingdings (private code points), as letters that text fonts have.
_SYMBOL_FONTS = ("Symbol", "Wingdings")
_MOST = 32767  # a number beyond is written as decimal: in Roman numerals it would be of any length
_BULLETS = {"\uf0b7": "•", "\uf02d": "−", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf06f": "○", "\uf0a8": "◆"}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: 17.9.6. `paragraph` and `run` are the elements w:pPr and w:rPr, if stated."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    align: str = "left"
    style: str = ""
    restart: int | None = None
    legal: bool = False
    paragraph: etree._Element | None = None
    run: etree._Element | None = None


@dataclass(slots=True)
class _NumberedList:
    levels: dict[int, ListLevel]
    counts: list[int] = field(default_factory=lambda: [0] * _LEVELS)
    begun: list[bool] = field(default_factory=lambda: [False] * _LEVELS)


class Numbering:
    """The lists of a document, and the current numbers of each."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _NumberedList] = {}
        self._of_number: dict[int, tuple[str, dict[int, ListLevel], dict[int, int]]] = {}
        self._overridden: set[tuple[int, int]] = set()
        if root is not None:
            self._take(root)

    def _take(self, root: etree._Element) -> None:
        styled: dict[str, str] = {}
        for abstract in root.iterfind(f"{W}abstractNum"):
            levels = {whole_number(e.get(f"{W}ilvl")): _level(e) for e in abstract.iterfind(f"{W}lvl")}
            key = str(abstract.get(f"{W}abstractNumId"))
            self._lists[key] = _NumberedList(levels)
            for style in abstract.iterfind(f"{W}styleLink"):
                styled[str(style.get(VAL))] = key
        for abstract in root.iterfind(f"{W}abstractNum"):
            for style in abstract.iterfind(f"{W}numStyleLink"):  # 17.9.21: it is the list of that style
                linked = self._lists.get(styled.get(str(style.get(VAL)), ""), _NumberedList({}))
                self._lists[str(abstract.get(f"{W}abstractNumId"))] = linked
        for number in root.iterfind(f"{W}num"):
            link = number.find(f"{W}abstractNumId")
            key = str(link.get(VAL)) if link is not None else ""
            if key in self._lists:
                levels, starts = dict(self._lists[key].levels), {}
                for override in number.iterfind(f"{W}lvlOverride"):
                    at = whole_number(override.get(f"{W}ilvl"))
                    for stated in override.iterfind(f"{W}lvl"):
                        levels[at] = _level(stated)
                    for start in override.iterfind(f"{W}startOverride"):
                        starts[at] = whole_number(start.get(VAL))
                self._of_number[whole_number(number.get(f"{W}numId"))] = key, levels, starts

    def level(self, overrides: Overrides, style: str) -> tuple[int, int, ListLevel] | None:
        """The list, the level and its rules that w:numPr states for a paragraph; None where it has no number."""
        number = overrides.get("num_id", 0)
        if number not in self._of_number:
            return None
        levels = self._of_number[number][1]
        at = overrides.get("level")
        if at is None:
            at = next((n for n, level in levels.items() if level.style and level.style == style), 0)
        return (number, at, levels[at]) if at in levels and 0 <= at < _LEVELS else None

    def count(self, number: int, at: int) -> str:
        """The label of the next paragraph of list `number` at level `at`."""
        key, levels, starts = self._of_number[number]
        counted = self._lists[key]
        restarts = at in starts and (number, at) not in self._overridden
        self._overridden.add((number, at))
        if counted.begun[at] and not restarts:
            counted.counts[at] += 1
        else:
            counted.counts[at], counted.begun[at] = starts.get(at, levels[at].start), True
        for higher in range(at):
            if not counted.begun[higher] and higher in levels:
                counted.counts[higher], counted.begun[higher] = starts.get(higher, levels[higher].start), True
        for lower in range(at + 1, _LEVELS):
            restart = levels[lower].restart if lower in levels else None
            if restart is None or at < restart:
                counted.begun[lower] = False
        return _label(levels, at, counted.counts)


def _level(element: etree._Element) -> ListLevel:
    def stated(name: str, otherwise: str = "") -> str:
        child = element.find(f"{W}{name}")
        return otherwise if child is None else str(child.get(VAL, otherwise))

    restart, legal = element.find(f"{W}lvlRestart"), element.find(f"{W}isLgl")
    return ListLevel(
        whole_number(stated("start", "0")),
        stated("numFmt", "decimal"),
        stated("lvlText"),
        stated("suff", "tab"),
        {"end": "right", "start": "left"}.get(stated("lvlJc", "left"), stated("lvlJc", "left")),
        stated("pStyle"),
        None if restart is None else whole_number(restart.get(VAL)),
        legal is not None and is_on(legal),
        element.find(f"{W}pPr"),
        element.find(f"{W}rPr"),
    )


def _label(levels: dict[int, ListLevel], at: int, counts: list[int]) -> str:
    level = levels[at]
    if level.form == "bullet":
        return "".join(_BULLETS.get(letter, letter) for letter in _bullet_character(level))

    def number(match: re.Match[str]) -> str:
        meant = int(match[1]) - 1
        form = levels[meant].form if meant in levels else "decimal"
        return format_number(counts[meant], "decimal" if level.legal else form)

    return re.sub(r"%([1-9])", number, level.text)


def _bullet_character(level: ListLevel) -> str:
    """The bullet in private code points, also where a symbol font has it at a plain one."""
    fonts = None if level.run is None else level.run.find(f"{W}rFonts")
    if fonts is None or fonts.get(f"{W}ascii") not in _SYMBOL_FONTS:
        return level.text
    return "".join(chr(0xF000 + ord(letter)) if " " < letter < "\u0100" else letter for letter in level.text)


def format_number(number: int, form: str) -> str:
    """`number` as w:numFmt writes it: 17.18.59. Forms that are not of Latin script are written as decimal."""
    bounded = 0 < number <= _MOST
    if form in ("lowerRoman", "upperRoman") and bounded:
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    if form in ("lowerLetter", "upperLetter") and bounded:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form == "decimalZero":
        return f"{number:02}"
    return "" if form == "none" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
