"""Headers and footers → findings on the page number (LINT-011 to 016)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gen.linting.findings import Finding, Level, NewPageNumber, Place
from gen.linting.look import alignments, points, span
from gen.linting.parts import Parts
from gen.linting.widths import fills_more_than_a_page
from gen.locale import _
from gen.ooxml.model import Block, Document, PageNumber, Paragraph, Section, Tab

_LEAST, _MOST = 13.0, 14.0
_PLACE, _LOOK, _FIRST = NewPageNumber("place"), NewPageNumber("look"), NewPageNumber("first")

Shown = tuple[Paragraph, PageNumber]


def check_page_numbers(parts: Parts) -> Iterator[Finding]:
    """What differs in how pages are numbered; a document of one page needs no number."""
    if not fills_more_than_a_page(parts.items, parts.document.sections):
        return
    seen: set[int] = set()
    for index, section in enumerate(parts.document.sections, 1):
        place = Place(part="header", section=index)
        yield from _counting(section, place)
        header = section.headers.get("default", ())
        if id(header) not in seen and (index > 1 or _has_second_page(parts)):
            yield from _header(parts.document, section, header, place)
            seen.add(id(header))
    yield from _first_page(parts.document.sections[0])


def _has_second_page(parts: Parts) -> bool:
    """Whether the first section has pages that show a number."""
    items = [item for item in parts.items if item.place.section == 1]
    return fills_more_than_a_page(items, parts.document.sections[:1])


def _shown_in(blocks: Iterable[Block]) -> list[Shown]:
    """The page numbers among `blocks`, each with its paragraph."""
    found: list[Shown] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += [(block, i) for i in block.inlines if isinstance(i, PageNumber) and i.kind == "PAGE"]
        else:
            found += [one for row in block.rows for cell in row.cells for one in _shown_in(cell.blocks)]
    return found


def _header(document: Document, section: Section, header: tuple[Block, ...], place: Place) -> Iterator[Finding]:
    numbers = _shown_in(header)
    if numbers:
        yield from _looks(document, section, numbers[0], place)
    elif _hides_something(document):
        there = _("not recognised: the header holds what is not read")
        yield _found("LINT-011", place, there, _("in the top margin"), level=Level.WARNING)
    else:
        is_below = _shown_in(section.footers.get("default", ()))
        yield _found("LINT-011", place, _("at the foot") if is_below else _("none"), _("in the top margin"), _PLACE)


def _hides_something(document: Document) -> bool:
    """Whether a header holds a frame, a text box or a drawing, in which the number may stand."""
    return any("/header" in unsupported.part for unsupported in document.unsupported)


def _looks(document: Document, section: Section, shown: Shown, place: Place) -> Iterator[Finding]:
    paragraph, field = shown
    place = replace(place, style=paragraph.format.style)
    if not _is_centred(paragraph) and not _hides_something(document):
        there = alignments()[paragraph.format.align]
        yield _found("LINT-012", place, there, alignments()["center"], _LOOK)
    if not _LEAST <= field.format.size <= _MOST:
        yield _found("LINT-013", place, points([field.format.size]), span(_LEAST, _MOST), _LOOK)
    if field.format.italic:
        yield _found("LINT-013", place, _("italic"), _("upright"), _LOOK)
    form = field.form or section.number_format
    if form not in ("", "decimal"):
        yield _found("LINT-014", place, form, _("Arabic: 1, 2, 3"))


def _is_centred(paragraph: Paragraph) -> bool:
    """Whether the number stands in the middle: by alignment, or at a centring tab stop."""
    has_tab = any(isinstance(inline, Tab) for inline in paragraph.inlines)
    return paragraph.format.align == "center" or (has_tab and any(t.align == "center" for t in paragraph.format.tabs))


def _counting(section: Section, place: Place) -> Iterator[Finding]:
    if section.start not in (None, 1):
        counted = _("from {number}")
        yield _found("LINT-015", place, counted.format(number=section.start), counted.format(number=1))


def _first_page(section: Section) -> Iterator[Finding]:
    kind = "first" if section.title_page else "default"
    around = (*section.headers.get(kind, ()), *section.footers.get(kind, ()))
    if _shown_in(around):
        yield _found("LINT-016", Place(part="header", section=1), _("a number on page 1"), _("none on page 1"), _FIRST)


def _found(
    rule: str, place: Place, there: str, wanted: str, mend: NewPageNumber | None = None, level: Level = Level.ERROR
) -> Finding:
    return Finding(rule, level, "page_number", place, there, wanted, mend)
