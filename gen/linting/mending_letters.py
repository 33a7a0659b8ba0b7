"""Sizes and fonts that a rule does not allow → the runs and styles with those that it does."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from lxml import etree

from gen.linting.editing import RUN_ORDER, Edit, paragraphs, properties, put
from gen.linting.findings import NewSize
from gen.linting.lines import Box, items_of
from gen.linting.page_rules import FONT, is_of_signs, is_old_font
from gen.ooxml.model import Document, Paragraph, Text
from gen.ooxml.properties import W

_AHEAD = 50  # paragraphs that the reader may have left out: cells that another covers


def resize(body: etree._Element, document: Document, sizes: Mapping[int, list[NewSize]]) -> None:
    """Bring the letters of some paragraphs within bounds; `sizes` by the paragraph's number.

    One that two rules bound keeps to both: legal bases are text too.
    """
    for number, element, paragraph in _paired(body, document):
        for size in sizes.get(number, ()):
            _resize(element, paragraph, size)


def _paired(body: etree._Element, document: Document) -> Iterator[tuple[int, etree._Element, Paragraph]]:
    """Each paragraph of the document with its number and element.

    The reader leaves some elements out, so they are paired by what they say; one without a pair is left as it is.
    """
    elements = list(paragraphs(body))
    said = [_letters("".join(t.text or "" for t in element.iter(f"{W}t"))) for element in elements]
    at = 0
    for number, paragraph in _numbered(document).items():
        words = _letters(paragraph.text)
        found = next((n for n in range(at, min(at + _AHEAD, len(said))) if said[n] == words), None)
        if found is not None:
            at = found + 1
            yield number, elements[found], paragraph


def _numbered(document: Document) -> dict[int, Paragraph]:
    lines = (line for item in items_of(document) for line in (item.lines if isinstance(item, Box) else (item,)))
    return {line.place.paragraph: line.paragraph for line in lines}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))


def _resize(element: etree._Element, paragraph: Paragraph, size: NewSize) -> None:
    """Set the size of each run whose letters are out of bounds; raised and lowered signs keep theirs."""
    looks = [i.format for i in paragraph.inlines if isinstance(i, Text) for letter in i.text if letter.isalnum()]
    at = 0
    for run in element.iter(f"{W}r"):
        letters = [letter for t in run.iterfind(f"{W}t") for letter in t.text or "" if letter.isalnum()]
        if letters and at < len(looks) and not looks[at].position:
            wanted = min(max(looks[at].size, size.least), size.most)
            if wanted != looks[at].size:
                _set_size(run, wanted)
        at += len(letters)


def _set_size(run: etree._Element, size: float) -> None:
    look = properties(run, "rPr")
    for name in ("sz", "szCs"):
        put(look, name, RUN_ORDER, val=str(round(size * 2)))


def rename_fonts(edit: Edit) -> None:
    """Name Times New Roman in the place of every other font that spells Unicode, in text, styles and lists."""
    members = edit.linked("styles", "numbering", "header", "footer", "footnotes", "endnotes")
    for member in [edit.main, *members]:
        for fonts in edit.root(member).iter(f"{W}rFonts"):
            for name in ("ascii", "hAnsi"):
                _rename(fonts, name)


def _rename(fonts: etree._Element, name: str) -> None:
    theme, chosen = f"{W}{name}Theme", str(fonts.get(f"{W}{name}", ""))
    if theme in fonts.attrib or (chosen and not is_old_font(chosen) and not is_of_signs(chosen)):
        fonts.attrib.pop(theme, "")
        fonts.set(f"{W}{name}", FONT)
