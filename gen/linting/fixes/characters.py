"""Sizes and fonts that a rule does not allow → runs and styles with allowed ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from lxml import etree

from gen.linting.findings import SizeFix
from gen.linting.fixes.package import RUN_ORDER, PackageEdit, ensure_properties, set_child, walk_paragraphs
from gen.linting.recognition.lines import TableLines, read_items
from gen.linting.rules.page import FONT, is_old_font, is_symbol_font
from gen.ooxml.model import Document, DocumentParagraph, TextRun
from gen.ooxml.properties import W

_LOOK_AHEAD = 50  # paragraphs that the reader may have left out: cells that another covers


def resize_text(body: etree._Element, document: Document, sizes: Mapping[int, list[SizeFix]]) -> None:
    """Bring the letters of some paragraphs within bounds; `sizes` by the paragraph's number.

    One that two rules bound keeps to both: legal bases are text too.
    """
    for number, element, paragraph in _pair_paragraphs(body, document):
        for size in sizes.get(number, ()):
            _resize_paragraph(element, paragraph, size)


def _pair_paragraphs(
    body: etree._Element, document: Document
) -> Iterator[tuple[int, etree._Element, DocumentParagraph]]:
    """Each paragraph of the document with its number and element.

    The reader leaves some elements out, so they are paired by their text; one without a pair is left as it is.
    """
    elements = list(walk_paragraphs(body))
    texts = [_letters("".join(t.text or "" for t in element.iter(f"{W}t"))) for element in elements]
    at = 0
    for number, paragraph in _number_paragraphs(document).items():
        words = _letters(paragraph.text)
        found = next((n for n in range(at, min(at + _LOOK_AHEAD, len(texts))) if texts[n] == words), None)
        if found is not None:
            at = found + 1
            yield number, elements[found], paragraph


def _number_paragraphs(document: Document) -> dict[int, DocumentParagraph]:
    lines = (
        line for item in read_items(document) for line in (item.lines if isinstance(item, TableLines) else (item,))
    )
    return {line.place.paragraph: line.paragraph for line in lines}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))


def _resize_paragraph(element: etree._Element, paragraph: DocumentParagraph, size: SizeFix) -> None:
    """Set the size of each run whose letters are out of bounds; raised and lowered signs keep theirs."""
    formats = [i.format for i in paragraph.inlines if isinstance(i, TextRun) for letter in i.text if letter.isalnum()]
    at = 0
    for run in element.iter(f"{W}r"):
        letters = [letter for t in run.iterfind(f"{W}t") for letter in t.text or "" if letter.isalnum()]
        if letters and at < len(formats) and not formats[at].position:
            new_size = min(max(formats[at].size, size.least), size.most)
            if new_size != formats[at].size:
                _set_size(run, new_size)
        at += len(letters)


def _set_size(run: etree._Element, size: float) -> None:
    look = ensure_properties(run, "rPr")
    for name in ("sz", "szCs"):
        set_child(look, name, RUN_ORDER, val=str(round(size * 2)))


def rename_fonts(edit: PackageEdit) -> None:
    """Name Times New Roman in the place of every other font that spells Unicode, in text, styles and lists."""
    members = edit.linked_parts("styles", "numbering", "header", "footer", "footnotes", "endnotes")
    for member in [edit.main, *members]:
        for fonts in edit.root(member).iter(f"{W}rFonts"):
            for name in ("ascii", "hAnsi"):
                _rename_font(fonts, name)


def _rename_font(fonts: etree._Element, name: str) -> None:
    theme, chosen = f"{W}{name}Theme", str(fonts.get(f"{W}{name}", ""))
    if theme in fonts.attrib or (chosen and not is_old_font(chosen) and not is_symbol_font(chosen)):
        fonts.attrib.pop(theme, "")
        fonts.set(f"{W}{name}", FONT)
