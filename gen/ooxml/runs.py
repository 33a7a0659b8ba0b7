"""The content of a paragraph → its inlines: text, tabs, breaks, page numbers, drawings; what is unknown, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from gen.ooxml.charts import read_chart
from gen.ooxml.model import Break, Chart, Inline, InlinePicture, PageNumber, RunFormat, Tab, TextRun
from gen.ooxml.package import Relationship
from gen.ooxml.properties import VAL, Overrides, W, child, points, run_overrides
from gen.ooxml.styles import StyleSheet, merge_toggles
from gen.ooxml.unsupported import Unsupported, UnsupportedKind, unsupported_element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PROPERTIES = f"{W}rPr"
_EMU = 12700  # to the point
_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_DRAWN = {"ADVANCE", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "EQ", "FORMCHECKBOX", "FORMDROPDOWN", "GOTOBUTTON",
          "LISTNUM", "MACROBUTTON", "SYMBOL"}  # fmt: skip
"""Fields that show something else than the result in the file (17.16.5)."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTAINERS = {"hyperlink", "smartTag", "customXml", "sdtContent", "bdo", "dir"}
_SILENT = {
    "annotationRef", "bookmarkEnd", "bookmarkStart", "commentRangeEnd", "commentRangeStart", "commentReference",
    "customXmlPr", "instrText", "lastRenderedPageBreak", "moveFromRangeEnd", "moveFromRangeStart",
    "moveToRangeEnd", "moveToRangeStart", "pPr", "permEnd", "permStart", "proofErr", "rPr", "sdtEndPr", "sdtPr",
    "smartTagPr",
}  # fmt: skip
_CHARACTERS = {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SYMBOLS = {"f0b7": "•", "f0a7": "▪", "f0fc": "✓", "f0d8": "➢", "f06f": "○", "f0fe": "☑", "f0a8": "□", "f0e0": "→"}


def control_content(control: etree._Element, unsupported: list[Unsupported]) -> list[etree._Element]:
    """The content of a content control (17.5.2); anything else in the control is added to `unsupported`."""
    found: list[etree._Element] = []
    for each in control:
        if each.tag == f"{W}sdtContent":
            found.append(each)
        elif isinstance(each.tag, str) and (name := each.tag.rpartition("}")[2]) not in _SILENT:
            unsupported.append(unsupported_element(name))
    return found


@dataclass(slots=True)
class OpenFields:
    """The complex fields that are open at the current run: they may reach over paragraphs (17.16.18)."""

    codes: list[str] = field(default_factory=list)
    results: list[bool] = field(default_factory=list)
    counted: list[bool] = field(default_factory=list)

    @property
    def is_silent(self) -> bool:
        """Whether text here is a field's code, or the stale result of one that counts pages."""
        return any(not in_result for in_result in self.results) or any(self.counted)


_INSERTED = frozenset({"ins", "moveTo"})
"""Runs that tracked changes put in (17.13.5.18, 17.13.5.25)."""


@dataclass(slots=True)
class RunReader:
    """Reads the paragraphs of one part."""

    styles: StyleSheet
    parts: dict[str, bytes]
    links: Mapping[str, Relationship]
    unsupported: list[Unsupported] = field(default_factory=list)
    fields: OpenFields = field(default_factory=OpenFields)

    def inlines(self, paragraph: etree._Element, base: Overrides, plain: RunFormat) -> tuple[Inline, ...]:
        """The inlines of w:p; `base` is what its styles state for runs, and `plain` the format that results from it.

        Neighbours of one format are joined.
        """
        return tuple(_joined(self._walk(paragraph, base, plain)))

    def _walk(self, element: etree._Element, base: Overrides, plain: RunFormat) -> Iterator[Inline]:
        for each in element:
            if not isinstance(each.tag, str):
                continue
            name = each.tag.rpartition("}")[2]
            if name == "r":
                yield from self._run(each, base, plain)
            elif name in _CONTAINERS:
                yield from self._walk(each, base, plain)
            elif name == "sdt":
                yield from self._control(each, base, plain)
            elif name == "fldSimple":
                yield from self._simple_field(each, base, plain)
            elif name in _INSERTED:  # as the document reads when its changes are accepted; that there are some is said
                self.unsupported.append(unsupported_element(name))
                yield from self._walk(each, base, plain)
            elif name not in _SILENT:
                self.unsupported.append(unsupported_element(name))

    def _control(self, control: etree._Element, base: Overrides, plain: RunFormat) -> Iterator[Inline]:
        yield from (
            inline for part in control_content(control, self.unsupported) for inline in self._walk(part, base, plain)
        )

    def _simple_field(self, element: etree._Element, base: Overrides, plain: RunFormat) -> Iterator[Inline]:
        kind, form = _field(str(element.get(f"{W}instr", "")))
        self._note_field(kind)
        if kind not in _FIELDS or self.fields.is_silent:
            yield from self._walk(element, base, plain)
            return
        run = element.find(f"{W}r")
        yield PageNumber(kind, plain if run is None else self._format(run, base, plain), form)

    def _format(self, run: etree._Element, base: Overrides, plain: RunFormat) -> RunFormat:
        stated = child(run, _PROPERTIES)
        if stated is None or len(stated) == 0:
            return plain
        own = run_overrides(stated, self.styles.theme)
        named = stated.find(f"{W}rStyle")
        style: Overrides = {} if named is None else self.styles.style_overrides(str(named.get(VAL)), "character")[1]
        self.unsupported += [
            unsupported_element(name) for name in [*own.get("unsupported", []), *style.get("unsupported", [])]
        ]
        return self.styles.run(merge_toggles(base, style), own)

    def _run(self, run: etree._Element, base: Overrides, plain: RunFormat) -> Iterator[Inline]:
        run_format = self._format(run, base, plain)
        for each in run:
            if not isinstance(each.tag, str):
                continue
            name = each.tag.rpartition("}")[2]
            if name == "fldChar":
                yield from self._field_mark(str(each.get(f"{W}fldCharType")), run_format)
            elif name == "instrText":
                if self.fields.codes:
                    self.fields.codes[-1] += each.text or ""
            elif name not in _SILENT and not self.fields.is_silent and not run_format.hidden:
                yield from self._content(each, name, run_format)

    def _field_mark(self, kind: str, run_format: RunFormat) -> Iterator[Inline]:
        fields = self.fields
        if kind == "begin":
            fields.codes.append("")
            fields.results.append(False)
            fields.counted.append(False)
        elif kind == "separate" and fields.codes:
            fields.results[-1] = True
            fields.counted[-1] = _field(fields.codes[-1])[0] in _FIELDS
        elif kind == "end" and fields.codes:
            code, form = _field(fields.codes.pop())
            fields.results.pop()
            fields.counted.pop()
            self._note_field(code)
            if code in _FIELDS and not fields.is_silent:
                yield PageNumber(code, run_format, form)
            elif code in _FIELDS and not all(fields.results):
                self.unsupported.append(Unsupported(UnsupportedKind.COUNTING_FIELD))

    def _note_field(self, kind: str) -> None:
        if kind in _DRAWN:
            self.unsupported.append(Unsupported.of(UnsupportedKind.FIELD, field=kind))

    def end(self) -> None:
        """The part ends: the text after the code of a field that is still open was read as code."""
        if self.fields.is_silent:
            self.unsupported.append(Unsupported(UnsupportedKind.OPEN_FIELD))

    def _content(self, element: etree._Element, name: str, run_format: RunFormat) -> Iterator[Inline]:
        if name == "t":
            yield from _characters(_text(element), run_format)
        elif name == "tab":
            yield Tab(run_format)
        elif name in ("br", "cr"):
            yield from self._break(str(element.get(f"{W}type", "textWrapping")), run_format)
        elif name in _CHARACTERS:
            yield TextRun(_CHARACTERS[name], run_format)
        elif name == "sym":
            yield from self._symbol(element, run_format)
        elif name == "drawing":
            yield from self._drawing(element)
        else:
            self.unsupported.append(unsupported_element(name))

    def _break(self, kind: str, run_format: RunFormat) -> Iterator[Inline]:
        if kind == "column":
            self.unsupported.append(Unsupported(UnsupportedKind.COLUMN_BREAK))
        else:
            yield Break("page" if kind == "page" else "line", run_format)

    def _symbol(self, element: etree._Element, run_format: RunFormat) -> Iterator[Inline]:
        code = str(element.get(f"{W}char", "")).lower()
        if code in _SYMBOLS:
            yield TextRun(_SYMBOLS[code], run_format)
        else:
            self.unsupported.append(Unsupported.of(UnsupportedKind.SYMBOL, code=code, font=element.get(f"{W}font")))

    def _drawing(self, drawing: etree._Element) -> Iterator[Inline]:
        inline = drawing.find(f"{_WP}inline")
        if inline is None:
            self.unsupported.append(Unsupported(UnsupportedKind.FLOATING_PICTURE))
            return
        if (chart := self._chart(inline)) is not None:
            yield chart
            return
        blips = list(inline.iter(f"{_A}blip"))
        link = self.links.get(str(blips[0].get(f"{_R}embed"))) if len(blips) == 1 else None
        width, height = _size(inline)
        is_there = link is not None and not link.external and link.target in self.parts
        if link is None or not is_there or min(width, height) <= 0 or not _is_plain(inline):
            self.unsupported.append(Unsupported(UnsupportedKind.DRAWING))
            return
        yield InlinePicture(link.target, self.parts[link.target], width, height, _described(inline))

    def _chart(self, inline: etree._Element) -> Chart | None:
        """The chart that is drawn there; None for anything else, and for a chart that is not fully understood."""
        named = list(inline.iter(f"{_C}chart"))
        link = self.links.get(str(named[0].get(f"{_R}id"))) if len(named) == 1 else None
        if link is None or link.external or link.target not in self.parts or min(_size(inline)) <= 0:
            return None
        return read_chart(link.target, self.parts[link.target], *_size(inline), _described(inline))


def _size(inline: etree._Element) -> tuple[float, float]:
    """Width and height of what is drawn in the line, in points; zero where it states none."""
    size = inline.find(f"{_WP}extent")
    return (0.0, 0.0) if size is None else (points(size.get("cx"), _EMU), points(size.get("cy"), _EMU))


def _described(inline: etree._Element) -> str:
    properties = inline.find(f"{_WP}docPr")
    return "" if properties is None else str(properties.get("descr") or properties.get("name") or "")


def _is_plain(inline: etree._Element) -> bool:
    """Whether nothing but the picture is drawn, all of it, upright (20.1.7.6, 20.1.8.55)."""
    if any(True for _text in inline.iter(f"{W}txbxContent")):
        return False
    changes = [*inline.iter(f"{_A}srcRect"), *inline.iter(f"{_A}xfrm")]
    return all(value in ("", "0", "false") for change in changes for value in change.attrib.values())


def _text(element: etree._Element) -> str:
    """The characters of w:t; white space at its ends counts only where the file says so (17.3.3.31)."""
    text = element.text or ""
    outside = " \t\r\n"
    if text.strip(outside) == text:
        return text
    stated = next((e.get(_SPACE) for e in (element, *element.iterancestors()) if e.get(_SPACE)), "default")
    return text if stated == "preserve" else text.strip(outside)


def _characters(text: str, run_format: RunFormat) -> Iterator[Inline]:
    """`text` with the tabs in it as Tabs; the end of a line in the file's source is a space."""
    for number, piece in enumerate(text.replace("\n", " ").split("\t")):
        if number:
            yield Tab(run_format)
        if piece:
            yield TextRun(piece, run_format)


_FORMS = {
    "roman": "lowerRoman", "ROMAN": "upperRoman", "alphabetic": "lowerLetter", "ALPHABETIC": "upperLetter",
    "Arabic": "decimal", "ARABIC": "decimal", "arabic": "decimal",
}  # fmt: skip
_IGNORED_SWITCHES = {"MERGEFORMAT", "CHARFORMAT"}
"""Switches for the format of a field's result (17.16.4.3), which do not change the form of a number."""


def _field(code: str) -> tuple[str, str]:
    """The kind of a field, and the number format that its switch asks for (17.16.4.3)."""
    words = code.split()
    switches = [words[n + 1] for n, word in enumerate(words[:-1]) if word == "\\*"]
    switch = next((switch for switch in switches if switch.upper() not in _IGNORED_SWITCHES), "")
    form = "\\#" if "\\#" in words else _FORMS.get(switch, switch)
    return (words[0].upper() if words else ""), form


def _joined(inlines: Iterator[Inline]) -> Iterator[Inline]:
    for run_format, group in groupby(inlines, lambda inline: inline.format if isinstance(inline, TextRun) else None):
        if run_format is None:
            yield from group
            continue
        texts = [inline.text for inline in group if isinstance(inline, TextRun)]
        yield TextRun(texts[0] if len(texts) == 1 else "".join(texts), run_format)
