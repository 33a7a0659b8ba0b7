"""A .docx, a number and a date of issue → the .docx with both in its letterhead and annexes; every other word stays.

The document may be as built, or edited by its office in Word since: its places are known by the letterhead's words,
`Số: …/KH-UBND` and `Tuần Giáo, ngày … tháng … năm …` (Decree 30/2020, Appendix I, II.3 and II.4). An annex refers to
the document below its title: `(Kèm theo Kế hoạch số …/KH-UBND ngày … tháng … năm … của …)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from lxml import etree

from gen.locale import _
from gen.ooxml.merging import serialize
from gen.ooxml.package import OoxmlPackage, read_package
from gen.ooxml.unsupported import UnreadableDocumentError
from gen.ooxml.wording import refusal_text
from gen.reading import (
    DocumentNumber,
    LetterheadDate,
    PartialDate,
    find_document_number,
    read_document_number,
    read_letterhead_date,
)
from gen.text import format_document_number, format_long_date
from gen.word.package import ConstantMembers, content_types_first, deflate, pack_member

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = " \u00a0"
_NEAR = 40
"""The letterhead is among this many first paragraphs."""
_BELONGS = re.compile(r"\W*(?:ban hành )?kèm theo\b", re.IGNORECASE)
"""How the line begins by which an annex says to what it belongs."""
T = TypeVar("T")


class NumberPlaceError(Exception):
    """A document that has no place for the number or the date; its text says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class NumberedDocument:
    """The document with its number: `number` is the whole number and symbol, `12/KH-UBND`."""

    data: bytes
    number: str


def read_symbol(data: bytes) -> str:
    """The symbol behind which the document `data` has its place for a number: `KH-UBND`.

    Raises NumberPlaceError where it has no one place for a number, or none for a date.
    """
    package = _read_parts(data)
    paragraphs = _letterhead(package.roots[package.main()])
    _place, found = _find_only_paragraph(paragraphs, _number, _("the line of the number, Số: …/KH-…"))
    _find_only_paragraph(paragraphs, _date, _("the line of place and date, …, ngày … tháng … năm …"))
    return found.whole_symbol


def set_number(data: bytes, number: int, day: date) -> NumberedDocument:
    """The document `data` with the number `number` and the date `day`; formatting and all other words are kept.

    Raises NumberPlaceError where the place for one of them is missing, found twice, or already filled with another.
    """
    package = _read_parts(data)
    main = package.main()
    root = package.roots[main]
    paragraphs = _letterhead(root)
    place, found = _find_only_paragraph(paragraphs, _number, _("the line of the number, Số: …/KH-…"))
    digits = format_document_number(number)
    if found.number and int(found.number) != number:
        raise NumberPlaceError(_("it bears the number {number} already").format(number=found.number))
    _replace(place, found.span, f" {digits}")
    place, dated = _find_only_paragraph(paragraphs, _date, _("the line of place and date, …, ngày … tháng … năm …"))
    if not dated.is_open and dated.value != PartialDate(day.year, day.month, day.day):
        earlier = "/".join((dated.day, dated.month, dated.year))
        raise NumberPlaceError(_("it bears the date {date} already").format(date=earlier))
    _replace(place, dated.span, format_long_date(day.year, day.month, day.day))
    for paragraph in root.iter(f"{_W}p"):
        if _BELONGS.match(_text(paragraph)):
            _fill_reference(paragraph, found.whole_symbol, digits, day)
    parts = {**package.parts, main: serialize(root)}
    packed = ConstantMembers({}).zip_with(
        pack_member(name, parts[name], deflate) for name in sorted(parts, key=content_types_first)
    )
    return NumberedDocument(packed, f"{digits}/{found.whole_symbol}")


def _fill_reference(paragraph: etree._Element, symbol: str, digits: str, day: date) -> None:
    """Fill in the line below an annex's title what it leaves open, where it names a document with this symbol."""
    found = find_document_number(_text(paragraph))
    if found is None or found.number or found.whole_symbol != symbol:
        return
    gap = len(found.label) - len(found.label.rstrip(_BLANKS))
    _replace(paragraph, (found.span[0] - gap, found.span[1]), f"\u00a0{digits}")
    text = _text(paragraph)
    start = text.lower().find("ngày", text.find(digits))
    dated = read_letterhead_date(f", {text[start:]}", whole=False) if start >= 0 else None
    if dated is not None and dated.is_open:
        begin, end = (start - 2 + at for at in dated.span)
        _replace(paragraph, (begin, end), format_long_date(day.year, day.month, day.day) + (" " if text[end:] else ""))


def _read_parts(data: bytes) -> OoxmlPackage:
    try:
        return read_package(data)
    except UnreadableDocumentError as refused:
        raise NumberPlaceError(refusal_text(refused)) from None


def _letterhead(root: etree._Element) -> list[etree._Element]:
    return list(islice(root.iter(f"{_W}p"), _NEAR))


def _number(text: str) -> DocumentNumber | None:
    found = read_document_number(text)
    return found if found is not None and found.label and found.symbol else None


def _date(text: str) -> LetterheadDate | None:
    found = read_letterhead_date(text)
    return found if found is not None and found.place else None


def _find_only_paragraph(
    paragraphs: list[etree._Element], read: Callable[[str], T | None], what: str
) -> tuple[etree._Element, T]:
    """The one paragraph in which `read` finds what it looks for."""
    fitting = [(p, found) for p in paragraphs if (found := read(_text(p))) is not None]
    if not fitting:
        raise NumberPlaceError(_("it does not have {what}").format(what=what))
    if len(fitting) > 1:
        raise NumberPlaceError(_("it has {what} more than once").format(what=what))
    return fitting[0]


def _pieces(paragraph: etree._Element) -> Iterator[etree._Element]:
    yield from paragraph.iter(f"{_W}t")


def _text(paragraph: etree._Element) -> str:
    return "".join(piece.text or "" for piece in _pieces(paragraph))


def _replace(paragraph: etree._Element, span: tuple[int, int], new: str) -> None:
    """Put `new` for the letters from `span[0]` to `span[1]`, in the run where these begin."""
    at, placed = 0, False
    for piece in _pieces(paragraph):
        text = piece.text or ""
        begin, end = max(span[0] - at, 0), min(span[1] - at, len(text))
        at += len(text)
        if begin > len(text) or end < 0 or (begin == len(text) and (placed or span[0] != span[1])):
            continue
        piece.text = text[:begin] + ("" if placed else new) + text[max(end, begin) :]
        piece.set(_SPACE, "preserve")
        placed = True
