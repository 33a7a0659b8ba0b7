"""A Document → its RecognizedDocument: which line is which element of the decree, by its words and its place.

The styles of our own templates are not used: files of offices have others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gen.linting.recognition.closing import find_annexes, find_closing
from gen.linting.recognition.elements import BodyLines, RecognizedDocument
from gen.linting.recognition.letterhead import detect_sector, find_letterhead
from gen.linting.recognition.lines import LineOrTable, TableLines, TextLine, read_items
from gen.linting.recognition.title import find_title
from gen.ooxml.model import Document

_BASIS = re.compile(r"can cu\b")
_BASES_GO_ON = re.compile(r"(can cu|thuc hien|theo|xet|tiep theo|tren co so|sau khi)\b")
_ADDRESSED = re.compile(r"kinh gui\b")


def recognize_elements(document: Document) -> RecognizedDocument:
    """Which line of a document is which element; what is not recognised stays None or empty."""
    items = read_items(document)
    end, annexes = find_annexes(items)
    main = items[:end]
    letterhead, start = find_letterhead(main)
    title, used = find_title(main[start:], document.sections[0], letterhead.letter_subject is not None)
    start += used
    closing, last = find_closing(main[start:])
    body = _find_body(main[start : start + last])
    return RecognizedDocument(
        document, items, detect_sector(letterhead), letterhead, title, body, closing, annexes, items[end:]
    )


def _find_body(items: Sequence[LineOrTable]) -> BodyLines:
    """The text, without the lines of the addressees."""
    rest = _skip_address(items)
    lines = [item for item in rest if isinstance(item, TextLine)]
    bases = _find_bases(lines)
    known = {id(line) for line in bases}
    return BodyLines(bases, tuple(line for line in lines if id(line) not in known), tuple(rest))


def _skip_address(items: Sequence[LineOrTable]) -> Sequence[LineOrTable]:
    """The items after "Kính gửi:" and the list below it."""
    at = next((n for n, item in enumerate(items) if isinstance(item, TableLines) or not item.is_empty), None)
    if at is None:
        return items
    first = items[at]
    if isinstance(first, TableLines):
        return items[at + 1 :] if any(_ADDRESSED.match(line.folded) for line in first.lines) else items
    if not _ADDRESSED.match(first.folded):
        return items
    at += 1
    while at < len(items) and _is_addressee(items[at], first):
        at += 1
    return items[at:]


def _is_addressee(item: LineOrTable, first: TextLine) -> bool:
    if isinstance(item, TableLines):
        return False
    is_same = item.place.paragraph == first.place.paragraph
    return is_same or item.is_empty or (first.text.endswith(":") and item.text.startswith(("-", "–", "+")))


def _find_bases(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The legal bases before the text; a single sentence that only begins like one is text."""
    found: list[TextLine] = []
    for line in lines:
        # Before the bases may stand who decides, in capitals: CHỦ TỊCH ỦY BAN …
        if line.is_empty or (not found and line.printed_text.isupper()):
            continue
        goes_on = (_BASES_GO_ON if found else _BASIS).match(line.folded)
        if not goes_on or line.text.endswith(":"):
            break
        found.append(line)
    return tuple(found) if len(found) > 1 or (found and found[0].text.endswith((";", ","))) else ()
