"""The elements of a part, in order → paragraphs and tables with everything that applies to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from gen.ooxml.model import DocumentBlock, DocumentParagraph, ListLabel, ParagraphFormat, RunFormat
from gen.ooxml.numbering import Numbering
from gen.ooxml.properties import TRACKED, VAL, Overrides, W, child, merge_overrides, paragraph_overrides, run_overrides
from gen.ooxml.runs import RunReader, control_content
from gen.ooxml.styles import INHERITED, LIST_PROPERTIES, StyleSheet, merge_toggles, paragraph_format
from gen.ooxml.tables import TableReader
from gen.ooxml.unsupported import Unsupported, UnsupportedKind, unsupported_element

_SILENT = {"sectPr", "bookmarkStart", "bookmarkEnd", "proofErr", "tcPr", "permStart", "permEnd", "commentRangeStart",
           "commentRangeEnd"}  # fmt: skip
_PROPERTIES, _STYLE = f"{W}pPr", f"{W}pStyle"
_EDGE_AT_MARGIN = 15  # from this compatibilityMode on, Word puts the edge of a table at the margin, not the text in it
_DEPTH = 20  # tables in tables; Word allows far fewer


@dataclass(frozen=True, slots=True)
class _Resolved:
    """What paragraphs of one style, without properties of their own, have in common."""

    format: ParagraphFormat
    run: Overrides
    plain: RunFormat
    mark: RunFormat


@dataclass(slots=True)
class BlockReader:
    """Reads the blocks of one part; `numbering` continues from part to part."""

    styles: StyleSheet
    numbering: Numbering
    runs: RunReader
    compat: int = 15
    _cache: dict[tuple[str, int], _Resolved] = field(default_factory=dict)
    _depth: int = 0

    def blocks(
        self, elements: list[etree._Element], table_overrides: tuple[Overrides, Overrides], room: float
    ) -> tuple[DocumentBlock, ...]:
        """The paragraphs and tables among `elements`.

        `table_overrides` is what the table around them states for paragraphs and for runs; `room` is in points.
        """
        return tuple(self._walk(elements, table_overrides, room))

    def _walk(
        self, elements: list[etree._Element], table_overrides: tuple[Overrides, Overrides], room: float
    ) -> Iterator[DocumentBlock]:
        for element in elements:
            if not isinstance(element.tag, str):
                continue
            name = element.tag.rpartition("}")[2]
            if name == "p":
                yield self._paragraph(element, table_overrides)
            elif name == "tbl":
                yield from self._table(element, room)
            elif name == "sdt":
                for content in control_content(element, self.runs.unsupported):
                    yield from self._walk(list(content), table_overrides, room)
            elif name in ("customXml", "smartTag"):
                yield from self._walk(list(element), table_overrides, room)
            elif name not in _SILENT:
                self.runs.unsupported.append(unsupported_element(name))

    def _table(self, element: etree._Element, room: float) -> Iterator[DocumentBlock]:
        if self._depth == _DEPTH:
            self.runs.unsupported.append(Unsupported(UnsupportedKind.DEEP_TABLES))
            return
        hangs = not self._depth and self.compat < _EDGE_AT_MARGIN
        self._depth += 1

        def cell(
            content: etree._Element, table_overrides: tuple[Overrides, Overrides], inside: float
        ) -> tuple[DocumentBlock, ...]:
            return self.blocks(list(content), table_overrides, inside)

        table = TableReader(self.styles, cell, self.runs.unsupported, hangs).read(element, room)
        self._depth -= 1
        if table is not None:
            yield table

    def _paragraph(self, element: etree._Element, table_overrides: tuple[Overrides, Overrides]) -> DocumentParagraph:
        stated = child(element, _PROPERTIES)
        named = None if stated is None else child(stated, _STYLE)
        style = self.styles.default("paragraph") if named is None else str(named.get(VAL))
        if stated is None or len(stated) == (named is not None):
            key = (style, id(table_overrides))
            resolved = self._cache.get(key)
            if resolved is None or resolved.format.numbering is not None:
                resolved = self._cache[key] = self._resolve(None, style, table_overrides)
        else:
            resolved = self._resolve(stated, style, table_overrides)
        inlines = self.runs.inlines(element, resolved.run, resolved.plain)
        return DocumentParagraph(resolved.format, resolved.mark, inlines, self._label(resolved))

    def _resolve(
        self, stated: etree._Element | None, style: str, table_overrides: tuple[Overrides, Overrides]
    ) -> _Resolved:
        styles = self.styles
        style_paragraph, run = styles.style_overrides(style, "paragraph")
        own: Overrides = {} if stated is None else paragraph_overrides(stated)
        self.runs.unsupported += [
            unsupported_element(name) for name in [*own.get("unsupported", []), *style_paragraph.get("unsupported", [])]
        ]
        level = self.numbering.level(merge_overrides(style_paragraph, own), style)
        listed: Overrides = {}
        if level is not None and level[2].paragraph is not None:
            listed = {k: v for k, v in paragraph_overrides(level[2].paragraph).items() if k in LIST_PROPERTIES}
        # A list named by the style gives way to the style's own indents; one named by the paragraph does not.
        inherited = style_paragraph.get(INHERITED, {})
        layers = (
            (inherited, style_paragraph, listed, own) if "num_id" in own else (inherited, listed, style_paragraph, own)
        )
        values = styles.paragraph(table_overrides[0], *layers)
        base = merge_toggles(table_overrides[1], run)
        number = None if level is None else level[:2]
        mark, plain = styles.run(base, self._mark(stated)), styles.run(base)
        return _Resolved(paragraph_format(values, style, number), base, plain, mark)

    def _mark(self, stated: etree._Element | None) -> Overrides:
        """What the paragraph states for its end mark; one that was inserted or deleted is unsupported."""
        mark = None if stated is None else stated.find(f"{W}rPr")
        own: Overrides = {} if mark is None else run_overrides(mark, self.styles.theme)
        self.runs.unsupported += [unsupported_element(name) for name in own.get("unsupported", []) if name in TRACKED]
        return own

    def _label(self, resolved: _Resolved) -> ListLabel | None:
        at = resolved.format.numbering
        if at is None:
            return None
        numbering, styles = self.numbering, self.styles
        found = numbering.level({"num_id": at[0], "level": at[1]}, resolved.format.style)
        if found is None:
            return None
        text, level = numbering.count(*at), found[2]
        run_format = resolved.mark
        if level.run is not None:
            own = run_overrides(level.run, styles.theme)
            own.pop("unsupported", None)
            if level.form == "bullet":
                own.pop("font", None)  # Symbol or Wingdings, whose signs were turned into letters of any font
            run_format = replace(run_format, **own)
        return ListLabel(text, run_format, level.suffix, level.align)
