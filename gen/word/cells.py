"""A cell of a form that came back → what stands in it, and beside which others it stands."""

from __future__ import annotations

from lxml import etree

from gen.text import fold, squeeze

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr", f"{W}sdtPr"}
_TRACKED = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
_LETTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_PROMPTS = {
    "click or tap here to enter text.",
    "choose an item.",
    "bam hoac go nhe vao day de nhap van ban.",
    "chon mot muc.",
}
"""What Word shows in an empty control where it has no words of the template's own, folded."""


def row_of(cell: etree._Element) -> etree._Element:
    """The row in which a cell stands, with a control round it or without."""
    return next(cell.iterancestors(f"{W}tr"))


def cells_of(row: etree._Element) -> list[etree._Element]:
    """The cells of a row, without those of a table that somebody put into one of them."""
    return [cell for cell in row.iter(f"{W}tc") if row_of(cell) is row]


def cell_text(cell: etree._Element) -> str:
    """What stands in a cell, paragraphs as lines, without what is deleted and without an empty control's prompt."""
    text = "\n".join(paragraph_text(paragraph) for paragraph in cell.iter(f"{W}p") if not _is_copy(paragraph))
    lines = [squeeze(line) for line in text.split("\n")]
    found = "\n".join(lines).strip("\n")
    return "" if fold(found) in _PROMPTS else found


def _is_copy(paragraph: etree._Element) -> bool:
    """Whether it is what programs of before text boxes show instead of one (part 3, 10.2.3)."""
    return next(paragraph.iterancestors(f"{_MC}Fallback"), None) is not None


def paragraph_text(element: etree._Element) -> str:
    """The text of a paragraph, without that of paragraphs in it, which are read on their own."""
    found = ""
    for child in element:
        if child.tag in _GONE or child.tag == f"{W}p" or (child.tag == f"{W}sdt" and _is_prompt(child)):
            continue
        if child.tag == f"{W}t":
            found += child.text or ""
        elif child.tag in _LETTERS:
            found += _LETTERS[str(child.tag)]
        elif isinstance(child.tag, str):
            found += paragraph_text(child)
    return found


def _is_prompt(control: etree._Element) -> bool:
    return control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def is_tracked(cell: etree._Element) -> bool:
    """Whether somebody inserted, deleted or moved anything in it with changes tracked (17.13.5)."""
    return any(True for _change in cell.iter(*_TRACKED))
