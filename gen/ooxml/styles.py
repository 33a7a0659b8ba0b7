"""styles.xml → the format of a paragraph, a run, a table, with everything that its styles inherit.

Order of ECMA-376 part 1, 17.7.2: document defaults, table style, paragraph style, numbering, character style, direct.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from gen.ooxml.model import ParagraphFormat, RunFormat
from gen.ooxml.properties import VAL, Overrides, W, merge_overrides, paragraph_overrides, run_overrides

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEPTH = 20  # styles based on styles; a circle of them ends here
_NO_BORDERS: dict[str, Any] = {}
_TOGGLES = ("bold", "italic", "strike", "caps", "small_caps", "hidden")
LIST_PROPERTIES = ("left", "right", "first", "tabs")
"""The properties that a list states for its paragraphs."""
INHERITED = "inherited"
"""Where a style names a list: the inherited values of LIST_PROPERTIES, which the list's own override."""
NO_OVERRIDES: tuple[Overrides, Overrides] = ({}, {})
"""The overrides of no style: of a paragraph, of a run."""


class StyleSheet:
    """The styles of a document; resolved ones are cached."""

    def __init__(self, root: etree._Element | None, theme: Mapping[str, str]) -> None:
        self.theme = theme
        self.names: dict[str, str] = {}
        self._elements: dict[str, etree._Element] = {}
        self._defaults: dict[str, str] = {}
        self._run_default: Overrides = {}
        self._paragraph_default: Overrides = {}
        self._cache: dict[tuple[str, str], tuple[Overrides, Overrides]] = {}
        if root is not None:
            self._take(root)

    def _take(self, root: etree._Element) -> None:
        for run in root.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr"):
            self._run_default = run_overrides(run, self.theme)
        for paragraph in root.iterfind(f"{W}docDefaults/{W}pPrDefault/{W}pPr"):
            self._paragraph_default = paragraph_overrides(paragraph)
        for style in root.iterfind(f"{W}style"):
            key = str(style.get(f"{W}styleId"))
            self._elements[key] = style
            name = style.find(f"{W}name")
            self.names[key] = str(name.get(VAL)) if name is not None else key
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._defaults[str(style.get(f"{W}type"))] = key

    def default(self, kind: str) -> str:
        """The style that applies where none is named; `kind` is paragraph, character or table."""
        return self._defaults.get(kind, "")

    def style_overrides(self, style: str, kind: str) -> tuple[Overrides, Overrides]:
        """What `style` and those it is based on override, of a paragraph and of a run."""
        key = (style, kind)
        if key not in self._cache:
            paragraph: Overrides = {}
            run: Overrides = {}
            for element in reversed(self.chain(style, kind)):
                for stated in element.iterfind(f"{W}pPr"):
                    own = paragraph_overrides(stated)
                    paragraph = merge_overrides(_below_list(paragraph) if "num_id" in own else paragraph, own)
                for stated in element.iterfind(f"{W}rPr"):
                    run = merge_overrides(run, run_overrides(stated, self.theme))
            self._cache[key] = paragraph, run
        return self._cache[key]

    def chain(self, style: str, kind: str) -> list[etree._Element]:
        """The style and those it is based on, the nearest first; without a style of that name, the default one."""
        found: list[etree._Element] = []
        key = style if style in self._elements else self.default(kind)
        while key in self._elements and len(found) < _DEPTH:
            element = self._elements[key]
            found.append(element)
            based = element.find(f"{W}basedOn")
            key = str(based.get(VAL)) if based is not None else ""
        return found

    def paragraph(self, *layers: Overrides) -> Overrides:
        """The document's defaults with `layers` over them, the strongest last."""
        result = self._paragraph_default
        for layer in layers:
            result = merge_overrides(result, layer) if layer else result
        return result

    def run(self, *layers: Overrides) -> RunFormat:
        """The document's defaults with `layers` over them, the strongest last."""
        result = dict(self._run_default)
        for layer in layers:
            result.update(layer)
        result.pop("unsupported", None)
        return RunFormat(**result)


def merge_toggles(lower: Overrides, upper: Overrides) -> Overrides:
    """`lower` with `upper` over it, styles of two kinds: what both switch on is off (17.7.3)."""
    both = {name: False for name in _TOGGLES if lower.get(name) and upper.get(name)}
    return {**lower, **upper, **both}


def _below_list(paragraph: Overrides) -> Overrides:
    """What a style inherits, with the properties that the list of the style overrides set apart under INHERITED."""
    below = {**paragraph.get(INHERITED, {}), **{k: v for k, v in paragraph.items() if k in LIST_PROPERTIES}}
    return {**{k: v for k, v in paragraph.items() if k not in LIST_PROPERTIES}, INHERITED: below}


def paragraph_format(resolved: Overrides, style: str, numbering: tuple[int, int] | None) -> ParagraphFormat:
    """The format that `resolved` amounts to."""
    others = ("tabs", "borders", "unsupported", "num_id", "level", INHERITED)
    values = {k: v for k, v in resolved.items() if k not in others}
    tabs = tuple(stop for _p, stop in sorted(resolved.get("tabs", {}).items()) if stop.align not in ("clear", "bar"))
    borders = tuple((side, line) for side, line in resolved.get("borders", _NO_BORDERS).items() if line.style)
    return ParagraphFormat(style=style, tabs=tabs, borders=borders, numbering=numbering, **values)


def theme_fonts(root: etree._Element | None) -> dict[str, str]:
    """The Latin fonts of theme1.xml by the first letters of the names that w:asciiTheme gives them: minor, major."""
    fonts: dict[str, str] = {}
    if root is not None:
        for kind in ("minor", "major"):
            for latin in root.iter(f"{_A}{kind}Font"):
                face = latin.find(f"{_A}latin")
                if face is not None and face.get("typeface"):
                    fonts[kind] = str(face.get("typeface"))
    return fonts
