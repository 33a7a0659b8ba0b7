"""The bytes of a .docx → a Document: its content with every style resolved, and the names of what is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lxml import etree

from gen.ooxml.blocks import BlockReader
from gen.ooxml.model import Document, DocumentBlock, DocumentParagraph, Margins, PageSection, TextRun
from gen.ooxml.numbering import Numbering
from gen.ooxml.package import OoxmlPackage, parse_part, read_package
from gen.ooxml.properties import VAL, W, is_on, points, whole_number
from gen.ooxml.runs import RunReader
from gen.ooxml.styles import NO_OVERRIDES, StyleSheet, theme_fonts
from gen.ooxml.unsupported import RefusalKind, UnreadableDocumentError, Unsupported, UnsupportedKind

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINERS = (f"{W}sdt", f"{W}customXml")
_A4 = (595.3, 841.9)
_TERMS = "{http://purl.org/dc/terms/}"


def read_document(data: bytes) -> Document:
    """The document in the .docx `data`.

    Raises UnreadableDocumentError where it is no .docx, is too large, or holds macros or XML entities.
    """
    package = read_package(data)
    return _DocumentReader(package, package.main()).document()


@dataclass(frozen=True, slots=True)
class ParagraphPlace:
    """A paragraph: its number in its part, from 1, and its text."""

    number: int
    text: str


def locate_unsupported(data: bytes, wanted: Collection[Unsupported]) -> dict[Unsupported, ParagraphPlace]:
    """The first paragraph that has each of `wanted`, of those that a paragraph can have.

    Of a missing font or letter, which only the layout knows, it is the first paragraph of the document in that font.
    Raises UnreadableDocumentError, see `read_document`.
    """
    package = read_package(data)
    reader = _DocumentReader(package, package.main())
    found: dict[Unsupported, ParagraphPlace] = {}
    for part in dict.fromkeys([reader.main, *(thing.part for thing in wanted if thing.part in package.roots)]):
        for number, paragraph in enumerate(package.roots[part].iter(f"{W}p"), 1):
            held, fonts, text = reader.look_at(paragraph, part)
            for thing in wanted:
                if thing in held or (not thing.part and dict(thing.names).get("font") in fonts):
                    found.setdefault(thing, ParagraphPlace(number, text))
    return found


@lru_cache(maxsize=8)
def _styles(styles: bytes, theme: bytes) -> StyleSheet:
    """The styles of a part, cached: the documents of one template have the same."""
    return StyleSheet(_root(styles), theme_fonts(_root(theme)))


def _root(content: bytes) -> etree._Element | None:
    return parse_part("", content) if content else None


class _DocumentReader:
    """Reads one file: styles and numbering once, then part by part."""

    def __init__(self, package: OoxmlPackage, main: str) -> None:
        self.package, self.main = package, main
        self.links = package.relationships(main)
        self.styles = _styles(*(package.parts.get(self._member(kind), b"") for kind in ("styles", "theme")))
        self.numbering = Numbering(package.roots.get(self._member("numbering")))
        self.settings = package.roots.get(self._member("settings"))
        self.unsupported: list[Unsupported] = []

    def _member(self, kind: str) -> str:
        return next((link.target for link in self.links.values() if link.kind == kind), "")

    def document(self) -> Document:
        body = self.package.roots[self.main].find(f"{W}body")
        if body is None:
            raise UnreadableDocumentError(RefusalKind.DAMAGED)
        sections = tuple(self._sections(body))
        core = self._core_properties()
        return Document(
            sections,
            core.get(f"{_DC}title", ""),
            core.get(f"{_DC}language", ""),
            core.get(f"{_TERMS}created", "") or core.get(f"{_TERMS}modified", ""),
            self._tab_width(),
            self._setting("evenAndOddHeaders") is not None,
            self._compat(),
            tuple(dict.fromkeys([*self.unsupported, *self._unsupported_settings()])),
        )

    def _core_properties(self) -> dict[str, str]:
        links = self.package.relationships("").values()
        root = self.package.roots.get(next((link.target for link in links if link.kind == "core-properties"), ""))
        return {} if root is None else {str(element.tag): element.text or "" for element in root}

    def _setting(self, name: str) -> etree._Element | None:
        found = None if self.settings is None else self.settings.find(f"{W}{name}")
        return found if found is not None and is_on(found) else None

    def _tab_width(self) -> float:
        stated = self._setting("defaultTabStop")
        return (points(stated.get(VAL)) or 36.0) if stated is not None else 36.0

    def _compat(self) -> int:
        if self.settings is not None:
            for setting in self.settings.iterfind(f"{W}compat/{W}compatSetting"):
                if setting.get(f"{W}name") == "compatibilityMode":
                    return whole_number(setting.get(VAL), 12)
        return 12

    def _unsupported_settings(self) -> Iterator[Unsupported]:
        if self._setting("autoHyphenation") is not None:
            yield Unsupported(UnsupportedKind.HYPHENATION, part=self._member("settings"))
        if self._setting("mirrorMargins") is not None:
            yield Unsupported(UnsupportedKind.MIRRORED_MARGINS, part=self._member("settings"))

    def _part(self, part: str) -> BlockReader:
        runs = RunReader(self.styles, self.package.parts, self.package.relationships(part))
        return BlockReader(self.styles, self.numbering, runs, self._compat())

    def look_at(self, paragraph: etree._Element, part: str) -> tuple[set[Unsupported], set[str], str]:
        """What of a paragraph is not read, the fonts of its text, and its text."""
        reader = self._part(part)
        blocks = reader.blocks([paragraph], NO_OVERRIDES, _A4[0])
        reader.runs.end()
        runs = [run for block in blocks if isinstance(block, DocumentParagraph) for run in block.inlines]
        fonts = {run.format.font for run in runs if isinstance(run, TextRun)}
        text = "".join(block.text for block in blocks if isinstance(block, DocumentParagraph))
        return {replace(what, part=part) for what in reader.runs.unsupported}, fonts, text

    def _sections(self, body: etree._Element) -> Iterator[PageSection]:
        """The body cut where a paragraph, or the body's end, states the properties of a section (17.6.17)."""
        reader = self._part(self.main)
        earlier: dict[str, dict[str, tuple[DocumentBlock, ...]]] = {"header": {}, "footer": {}}
        elements: list[etree._Element] = []
        last = body.find(f"{W}sectPr")
        for element in _blocks(body):
            elements.append(element)
            stated = element.find(f"{W}pPr/{W}sectPr") if element.tag == f"{W}p" else None
            if stated is not None:
                yield self._section(reader, elements, stated, earlier)
                elements = []
        yield self._section(reader, elements, last if last is not None else etree.Element(f"{W}sectPr"), earlier)
        self.collect_unsupported(reader, self.main)

    def collect_unsupported(self, reader: BlockReader, part: str) -> None:
        reader.runs.end()
        self.unsupported += [replace(what, part=part) for what in dict.fromkeys(reader.runs.unsupported)]

    def _section(
        self, reader: BlockReader, elements: list[etree._Element], stated: etree._Element, earlier: dict[str, Any]
    ) -> PageSection:
        size, numbers, kind = stated.find(f"{W}pgSz"), stated.find(f"{W}pgNumType"), stated.find(f"{W}type")
        width, height = _paper(size)
        margins = _margins(stated.find(f"{W}pgMar"))
        self.unsupported += [replace(what, part=self.main) for what in _unsupported_in_section(stated)]
        room = max(width - margins.left - margins.right, 1.0)
        for which in ("header", "footer"):
            earlier[which] = {**earlier[which], **self._headers_or_footers(stated, which, room)}
        start = None if numbers is None else numbers.get(f"{W}start")
        titled = stated.find(f"{W}titlePg")
        return PageSection(
            width,
            height,
            margins,
            reader.blocks(elements, NO_OVERRIDES, room),
            earlier["header"],
            earlier["footer"],
            titled is not None and is_on(titled),
            None if start is None else whole_number(start),
            "decimal" if numbers is None else str(numbers.get(f"{W}fmt", "decimal")),
            "nextPage" if kind is None else str(kind.get(VAL, "nextPage")),
            size is not None and size.get(f"{W}orient") == "landscape",
        )

    def _headers_or_footers(
        self, stated: etree._Element, which: str, room: float
    ) -> dict[str, tuple[DocumentBlock, ...]]:
        """The headers, or the footers, that a section states itself."""
        found: dict[str, tuple[DocumentBlock, ...]] = {}
        for reference in stated.iterfind(f"{W}{which}Reference"):
            link = self.links.get(str(reference.get(f"{_R}id")))
            if link is not None and link.target in self.package.roots:
                reader = self._part(link.target)
                root = self.package.roots[link.target]
                found[str(reference.get(f"{W}type", "default"))] = reader.blocks(list(root), NO_OVERRIDES, room)
                self.collect_unsupported(reader, link.target)
        return found


def _blocks(body: etree._Element) -> Iterator[etree._Element]:
    """The elements of the body; of a content control in which a section ends, those that it holds."""
    for element in body:
        if element.tag in _CONTAINERS and next(element.iter(f"{W}sectPr"), None) is not None:
            for content in [element] if element.tag == f"{W}customXml" else element.iterfind(f"{W}sdtContent"):
                yield from _blocks(content)
        else:
            yield element


def _paper(size: etree._Element | None) -> tuple[float, float]:
    """Width and height of the page, in points; A4 where the file states none that is possible."""
    stated = (0.0, 0.0) if size is None else (points(size.get(f"{W}w")), points(size.get(f"{W}h")))
    width, height = (length if length > 0 else usual for length, usual in zip(stated, _A4, strict=True))
    return width, height


def _margins(stated: etree._Element | None) -> Margins:
    def side(name: str, otherwise: float) -> float:
        value = None if stated is None else stated.get(f"{W}{name}")
        return otherwise if value is None else points(value)

    inner = side("left", 72.0) + side("gutter", 0.0)
    return Margins(
        abs(side("top", 72.0)), side("right", 72.0), abs(side("bottom", 72.0)), inner, side("header", 36.0),
        side("footer", 36.0),
    )  # fmt: skip


def _unsupported_in_section(stated: etree._Element) -> Iterator[Unsupported]:
    columns, grid, align = stated.find(f"{W}cols"), stated.find(f"{W}docGrid"), stated.find(f"{W}vAlign")
    if columns is not None and (whole_number(columns.get(f"{W}num"), 1) > 1 or len(columns) > 1):
        yield Unsupported(UnsupportedKind.COLUMNS)
    numbers = stated.find(f"{W}pgNumType")
    if numbers is not None and numbers.get(f"{W}chapStyle") is not None:
        yield Unsupported(UnsupportedKind.CHAPTER_NUMBERS)
    if stated.find(f"{W}pgBorders") is not None:
        yield Unsupported(UnsupportedKind.PAGE_BORDER)
    if stated.find(f"{W}lnNumType") is not None:
        yield Unsupported(UnsupportedKind.LINE_NUMBERS)
    if grid is not None and grid.get(f"{W}type", "default") != "default":
        yield Unsupported(UnsupportedKind.DOCUMENT_GRID)
    if align is not None and align.get(VAL) not in (None, "top"):
        yield Unsupported(UnsupportedKind.PAGE_ALIGNMENT)
