"""Margins and page numbers that a rule does not allow → sections, headers and footers with allowed ones."""

from __future__ import annotations

import re

from lxml import etree

from gen.linting.findings import MarginFix
from gen.linting.fixes.package import (
    PARAGRAPH_ORDER,
    RUN_ORDER,
    SECTION_ORDER,
    PackageEdit,
    R,
    ensure_properties,
    set_child,
    walk_paragraphs,
)
from gen.ooxml.properties import W, is_on, points

_PAGE = re.compile(r"(?<![A-Z])PAGE(?![A-Z])")
_SIZE = "28"  # half points
_DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
_MARGINS = {"top": "1440", "right": "1440", "bottom": "1440", "left": "1440", "header": "720", "footer": "720",
            "gutter": "0"}  # fmt: skip
"""What w:pgMar must state (ECMA-376 part 1, 17.6.11), and the value where it does not, in twips."""


def set_margins(section: etree._Element, fix: MarginFix) -> None:
    """State the margins in a section; the room for the binding (w:gutter) counts as part of the left one."""
    margins = set_child(section, "pgMar", SECTION_ORDER)
    for side, value in fix.sides:
        gutter = points(margins.get(f"{W}gutter")) if side == "left" else 0.0
        margins.set(f"{W}{side}", str(round((value - gutter) * 20)))
    for side, default in _MARGINS.items():
        if margins.get(f"{W}{side}") is None:
            margins.set(f"{W}{side}", default)


def number_pages(edit: PackageEdit, aspects: set[str]) -> None:
    """Mend the page numbers; `aspects` as in PageNumberFix. A footer or header with other words is left alone."""
    if "place" in aspects:
        _move_to_header(edit)
    if "look" in aspects:
        for member in edit.linked_parts("header"):
            for paragraph in _number_paragraphs(edit.root(member)):
                _centre(paragraph)
    if "first" in aspects or "place" in aspects:
        _hide_on_first_page(edit)


def _number_paragraphs(root: etree._Element) -> list[etree._Element]:
    """The paragraphs that show the page's number."""
    return [paragraph for paragraph in walk_paragraphs(root) if _PAGE.search(_field_codes(paragraph))]


def _field_codes(paragraph: etree._Element) -> str:
    simple = [str(field.get(f"{W}instr")) for field in paragraph.iter(f"{W}fldSimple")]
    return " ".join([*simple, "".join(str(code.text or "") for code in paragraph.iter(f"{W}instrText"))])


def _text(element: etree._Element) -> str:
    return "".join(str(text.text or "") for text in element.iter(f"{W}t"))


def _has_other_content(element: etree._Element) -> bool:
    """Whether an element holds more than a page number."""
    return any(map(str.isalpha, _text(element))) or next(element.iter(*_DRAWN), None) is not None


def _centre(paragraph: etree._Element) -> None:
    set_child(ensure_properties(paragraph, "pPr"), "jc", PARAGRAPH_ORDER, val="center")
    for run in paragraph.iter(f"{W}r"):
        look = ensure_properties(run, "rPr")
        set_child(look, "i", RUN_ORDER, val="0")
        for name in ("sz", "szCs"):
            set_child(look, name, RUN_ORDER, val=_SIZE)


def _clear(paragraph: etree._Element) -> None:
    """Take everything out of a paragraph but its properties."""
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)


def _write_number(paragraph: etree._Element) -> None:
    """Write the page's number into an empty paragraph."""
    _clear(paragraph)
    field = etree.SubElement(paragraph, f"{W}fldSimple")
    field.set(f"{W}instr", " PAGE ")
    etree.SubElement(etree.SubElement(field, f"{W}r"), f"{W}t").text = "2"
    _centre(paragraph)


def _move_to_header(edit: PackageEdit) -> None:
    below = [p for member in edit.linked_parts("footer") for p in _number_paragraphs(edit.root(member))]
    if any(map(_has_other_content, below)):
        return
    for paragraph in below:
        _clear(paragraph)
    sections = edit.sections()
    keys = [key for section in sections if (key := _reference(section, "header", "default"))]
    if _reference(sections[0], "header", "default") is None:
        root = etree.Element(f"{W}hdr", nsmap={"w": W[1:-1]})
        _write_number(etree.SubElement(root, f"{W}p"))
        _add_reference(sections[0], "header", "default", edit.add_header(root))
    links = edit.links()
    for member in {links[key].target for key in keys if key in links}:
        root = edit.root(member)
        if not _number_paragraphs(root):
            _write_number(_find_empty_paragraph(root))


def _find_empty_paragraph(header: etree._Element) -> etree._Element:
    """An empty paragraph of a header: its first, or a new one before all others."""
    first = header.find(f"{W}p")
    if first is not None and not _text(first).strip() and next(first.iter(*_DRAWN), None) is None:
        return first
    added = etree.Element(f"{W}p")
    header.insert(0, added)
    return added


def _hide_on_first_page(edit: PackageEdit) -> None:
    """Give the first page a header and footer of its own, without a number, but with all else that the others hold."""
    section = edit.sections()[0]
    titled = section.find(f"{W}titlePg")
    if titled is None or not is_on(titled):
        if not _can_have_title_page(edit, section):
            return
        set_child(section, "titlePg", SECTION_ORDER, val="1")
        below = _reference(section, "footer", "default")
        if below is not None and _reference(section, "footer", "first") is None:
            _add_reference(section, "footer", "first", below)
    firsts = [_target(edit, section, which, "first") for which in ("header", "footer")]
    others = {_target(edit, section, which, "default") for which in ("header", "footer")}
    for member in firsts:
        for paragraph in _number_paragraphs(edit.root(member)) if member and member not in others else ():
            if not _has_other_content(paragraph):
                _clear(paragraph)


def _can_have_title_page(edit: PackageEdit, section: etree._Element) -> bool:
    """Whether the first page would lose nothing but the number, and get nothing new."""
    below = _target(edit, section, "footer", "default")
    if _target(edit, section, "footer", "first"):
        is_same_below = _words(edit, section, "footer", "first") == _words(edit, section, "footer", "default")
    else:
        is_same_below = not below or not _number_paragraphs(edit.root(below))
    return is_same_below and _words(edit, section, "header", "first") == _words(edit, section, "header", "default")


def _words(edit: PackageEdit, section: etree._Element, which: str, kind: str) -> str:
    """What a header or footer says, without page numbers; a drawing counts as a sign."""
    member = _target(edit, section, which, kind)
    if not member:
        return ""
    root = edit.root(member)
    return "".join(filter(str.isalpha, _text(root))) + "#" * sum(1 for _drawn in root.iter(*_DRAWN))


def _target(edit: PackageEdit, section: etree._Element, which: str, kind: str) -> str:
    """The part of a section's header or footer of a kind (default, first, even); empty where there is none."""
    link = edit.links().get(_reference(section, which, kind) or "")
    return "" if link is None else link.target


def _reference(section: etree._Element, which: str, kind: str) -> str | None:
    """The relationship of a section's header or footer of a kind."""
    for reference in section.iterfind(f"{W}{which}Reference"):
        if reference.get(f"{W}type", "default") == kind:
            return str(reference.get(f"{R}id"))
    return None


def _add_reference(section: etree._Element, which: str, kind: str, key: str) -> None:
    reference = etree.Element(f"{W}{which}Reference")
    reference.set(f"{W}type", kind)
    reference.set(f"{R}id", key)
    section.insert(0, reference)
