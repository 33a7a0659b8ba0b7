"""Headers and footers → findings on the page number (LINT-011 to 016)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gen import diagnostics
from gen.diagnostics.lint import FindingLevel
from gen.linting.findings import FindingPlace, LayoutFinding, PageNumberFix, make_finding
from gen.linting.recognition.elements import RecognizedDocument
from gen.linting.rules.formatting import alignment_names, format_points, format_range
from gen.linting.rules.text_width import is_longer_than_page
from gen.locale import _
from gen.ooxml.model import Document, DocumentBlock, DocumentParagraph, PageNumber, PageSection, Tab

_LEAST, _MOST = 13.0, 14.0
_PLACE, _LOOK, _FIRST = PageNumberFix("place"), PageNumberFix("look"), PageNumberFix("first")

PlacedNumber = tuple[DocumentParagraph, PageNumber]


def check_page_numbers(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """What differs in how pages are numbered; a document of one page needs no number."""
    if not is_longer_than_page(parts.items, parts.document.sections):
        return
    seen: set[int] = set()
    for index, section in enumerate(parts.document.sections, 1):
        place = FindingPlace(part="header", section=index)
        yield from _check_start(section, place)
        header = section.headers.get("default", ())
        if id(header) not in seen and (index > 1 or _has_second_page(parts)):
            yield from _check_header(parts.document, section, header, place)
            seen.add(id(header))
    yield from _check_first_page(parts.document.sections[0])


def _has_second_page(parts: RecognizedDocument) -> bool:
    """Whether the first section has pages that show a number."""
    items = [item for item in parts.items if item.place.section == 1]
    return is_longer_than_page(items, parts.document.sections[:1])


def _find_numbers(blocks: Iterable[DocumentBlock]) -> list[PlacedNumber]:
    """The page numbers among `blocks`, each with its paragraph."""
    found: list[PlacedNumber] = []
    for block in blocks:
        if isinstance(block, DocumentParagraph):
            found += [(block, i) for i in block.inlines if isinstance(i, PageNumber) and i.kind == "PAGE"]
        else:
            found += [one for row in block.rows for cell in row.cells for one in _find_numbers(cell.blocks)]
    return found


def _check_header(
    document: Document, section: PageSection, header: tuple[DocumentBlock, ...], place: FindingPlace
) -> Iterator[LayoutFinding]:
    numbers = _find_numbers(header)
    if numbers:
        yield from _check_format(document, section, numbers[0], place)
    elif _has_unread_header(document):
        actual = _("not recognised: the header holds what is not read")
        yield make_finding(
            diagnostics.lint.PAGE_NUMBER_PLACE, place, actual, _("in the top margin"), level=FindingLevel.WARNING
        )
    else:
        is_below = _find_numbers(section.footers.get("default", ()))
        yield make_finding(
            diagnostics.lint.PAGE_NUMBER_PLACE,
            place,
            _("at the foot") if is_below else _("none"),
            _("in the top margin"),
            fix=_PLACE,
        )


def _has_unread_header(document: Document) -> bool:
    """Whether a header holds a frame, a text box or a drawing, in which the number may stand."""
    return any("/header" in unsupported.part for unsupported in document.unsupported)


def _check_format(
    document: Document, section: PageSection, shown: PlacedNumber, place: FindingPlace
) -> Iterator[LayoutFinding]:
    paragraph, field = shown
    place = replace(place, style=paragraph.format.style)
    if not _is_centred(paragraph) and not _has_unread_header(document):
        actual = alignment_names()[paragraph.format.align]
        yield make_finding(
            diagnostics.lint.PAGE_NUMBER_ALIGNMENT, place, actual, alignment_names()["center"], fix=_LOOK
        )
    if not _LEAST <= field.format.size <= _MOST:
        yield make_finding(
            diagnostics.lint.PAGE_NUMBER_FORMAT,
            place,
            format_points([field.format.size]),
            format_range(_LEAST, _MOST),
            fix=_LOOK,
        )
    if field.format.italic:
        yield make_finding(diagnostics.lint.PAGE_NUMBER_FORMAT, place, _("italic"), _("upright"), fix=_LOOK)
    form = field.form or section.number_format
    if form not in ("", "decimal"):
        yield make_finding(diagnostics.lint.PAGE_NUMBER_NUMERALS, place, form, _("Arabic: 1, 2, 3"))


def _is_centred(paragraph: DocumentParagraph) -> bool:
    """Whether the number stands in the middle: by alignment, or at a centring tab stop."""
    has_tab = any(isinstance(inline, Tab) for inline in paragraph.inlines)
    return paragraph.format.align == "center" or (has_tab and any(t.align == "center" for t in paragraph.format.tabs))


def _check_start(section: PageSection, place: FindingPlace) -> Iterator[LayoutFinding]:
    if section.start not in (None, 1):
        counted = _("from {number}")
        yield make_finding(
            diagnostics.lint.PAGE_NUMBER_START, place, counted.format(number=section.start), counted.format(number=1)
        )


def _check_first_page(section: PageSection) -> Iterator[LayoutFinding]:
    kind = "first" if section.title_page else "default"
    blocks = (*section.headers.get(kind, ()), *section.footers.get(kind, ()))
    if _find_numbers(blocks):
        yield make_finding(
            diagnostics.lint.PAGE_NUMBER_ON_FIRST_PAGE,
            FindingPlace(part="header", section=1),
            _("a number on page 1"),
            _("none on page 1"),
            fix=_FIRST,
        )
